"""What is shown at a terminal."""

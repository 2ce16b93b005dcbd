"""The page in a real browser. A package, so that one browser serves these tests and is gone before any other."""

"""`python -m tieweave`: the command, where its script is not on the path."""

from tieweave.cli import script

script()

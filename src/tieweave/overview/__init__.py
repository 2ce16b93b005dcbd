"""The overview: everything that the page and the pictures show of a book, as values.

values.py    what an overview is made of
"""

from tieweave.overview.values import Alter, Dormant, Doubts, Overview

__all__ = ["Alter", "Dormant", "Doubts", "Overview"]

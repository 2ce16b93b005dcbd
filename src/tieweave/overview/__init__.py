"""The overview: everything that the page and the pictures show of a book, as values.

values.py     what an overview is made of
making.py     it, from a classified book
people.py     the people, each under a name that an element can have
beginning.py  whom to begin with: three of the plan
sleeping.py   the sleeping ties worth waking
"""

from tieweave.overview.making import overview
from tieweave.overview.values import Alter, Dormant, Doubts, Overview

__all__ = ["Alter", "Dormant", "Doubts", "Overview", "overview"]

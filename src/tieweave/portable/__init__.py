"""What the user would miss, taken from one store to another: as one document, and put together with what is there.

parts.py     what a store holds of the user's own, part by part: read and written
document.py  the same as JSON, checked when it is read
merging.py   two of them put together
bringing.py  a document brought into a store
"""

from tieweave.portable.bringing import Brought, bring, would_bring
from tieweave.portable.document import read, written
from tieweave.portable.parts import Damaged, Holdings, Row, held

__all__ = ["Brought", "Damaged", "Holdings", "Row", "bring", "held", "read", "would_bring", "written"]

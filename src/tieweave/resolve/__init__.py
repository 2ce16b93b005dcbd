"""Identity: which records are of one person, what they say together, and the id that person keeps.

`merge_contacts` does the whole; the rooms behind it are normalise (how identifying values are written), names,
phones, keys (what identifies a record), compare (what speaks against), acquaintance (what namesakes have beside
their name), cluster (who belongs together), golden (one contact from its records) and ids.
"""

from tieweave.resolve.ids import identify
from tieweave.resolve.merge import merge_contacts

__all__ = ["identify", "merge_contacts"]

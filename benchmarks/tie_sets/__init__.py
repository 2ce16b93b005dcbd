"""People's own answers of how close they are to others, each data set as contacts, interactions and a profile an ego.

Each module has `egos(folder) -> Iterator[Ego]`. What a set knows of its people is put where an address book, a calendar
or a mailbox would have it; what it does not know is left out, and nobody's answer is ever among what tieweave reads.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from tie_sets import aarhus, bernard_killworth, eies, hitech, kapferer, lazega, manufacturing, milan, thiers, transnat
from tie_sets.ego import Ego

SETS: Mapping[str, Callable[[Path], Iterator[Ego]]] = {
    "hs2013": thiers.egos,
    "eies": eies.egos,
    "bkfra": bernard_killworth.fraternity,
    "bkoff": bernard_killworth.office,
    "bktec": bernard_killworth.tech,
    "lazega": lazega.egos,
    "vacca-egonets": milan.egos,
    "transnat": transnat.egos,
    "hitech": hitech.egos,
    "kapferer": kapferer.egos,
    "aarhus": aarhus.egos,
}
"""The sets with an answer of closeness; `manufacturing` has none, and is a control."""

__all__ = ["SETS", "Ego", "manufacturing"]

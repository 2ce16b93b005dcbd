"""Bernard, Killworth & Sailer (1980): observed conversations in a fraternity, an office and a research firm.

Their members judged with whom they talk: in the fraternity on a scale of five, of which the highest is close here; in
the other two by ranking all others, of which the first five are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from tie_sets.counted import roster
from tie_sets.ego import Ego, edges, rows
from tieweave import Direction

_HIGHEST, _FIRST = 5, 5


def fraternity(folder: Path) -> Iterator[Ego]:
    """Yield the members of the fraternity."""
    return _egos(folder, "bkfra", lambda said: said >= _HIGHEST)


def office(folder: Path) -> Iterator[Ego]:
    """Yield those who work in the office."""
    return _egos(folder, "bkoff", lambda rank: 0 < rank <= _FIRST)


def tech(folder: Path) -> Iterator[Ego]:
    """Yield those who work in the research firm."""
    return _egos(folder, "bktec", lambda rank: 0 < rank <= _FIRST)


def _egos(folder: Path, name: str, is_close: Callable[[float], bool]) -> Iterator[Ego]:
    seen, said = (edges(folder / f"{name}{part}_edges.csv") for part in "bc")
    size = len(list(rows(folder / f"{name}b_nodes.csv")))
    return roster(size, {Direction.BOTH: seen}, lambda ego, alter: is_close(said.get((ego, alter), 0.0)))

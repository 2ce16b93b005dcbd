"""Several things named in a sentence: "birthday, nickname and home address"."""

from __future__ import annotations

from collections.abc import Sequence


def enumerated(names: Sequence[str]) -> str:
    """Return one name or more as a sentence names them; raises IndexError where there is none."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))

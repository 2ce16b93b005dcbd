"""The days of a week: what is chosen for it is spread, and a private word may fall on Saturday."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence

from tieweave.followups.candidate import Candidate
from tieweave.followups.days import Slots, Week


def have_days(chosen: Sequence[Candidate], working: int, private: int) -> bool:
    """Say whether so many free days are enough: who is private leaves the working ones to the others."""
    free = [one for one in chosen if one.due is None]
    return len(free) <= working + private and sum(not one.is_private for one in free) <= working


def spread(chosen: Sequence[Candidate], week: Week, slots: Slots) -> list[tuple[Candidate, dt.date]]:
    """Return a day for each that was chosen, and take it from the `slots`, which must have one for each.

    What is bound to a day has it, and takes no room from others. Of the rest, asks and what asks for nothing take
    turns, evenly over the free working days; a private word is left for Saturday, and more of them where the working
    days are full.
    """
    bound = [(one, one.due) for one in chosen if one.due is not None]
    free = [one for one in chosen if one.due is None]
    words = [one for one in free if not one.purpose.asks]
    asks = [one for one in free if one.purpose.asks]
    working, saturdays = slots.free(week.working), slots.free(week.private)
    # Who can wait for the day off: private words first, then private asks for support.
    private = [*(one for one in reversed(words) if one.is_private), *(one for one in reversed(asks) if one.is_private)]
    off = max(len(free) - len(working), 1 if any(one.is_private for one in words) and len(free) > 1 else 0)
    leisure = private[: min(off, len(saturdays))]
    placed = list(zip(leisure, saturdays, strict=False))
    held = {id(one) for one in leisure}
    turns = itertools.zip_longest(words, asks)
    rest = [one for pair in turns for one in pair if one is not None and id(one) not in held]
    days = sorted(working[: max(len(rest), len(set(working)))])
    placed += [(one, days[at * len(days) // len(rest)]) for at, one in enumerate(rest)]
    for _, day in placed:
        slots.take(day)
    return [*bound, *placed]

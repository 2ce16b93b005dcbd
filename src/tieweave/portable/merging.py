"""Two holdings put together: what a store holds, and what comes in.

    decisions, answers,  by content: what is there already is not added again. What is added keeps its number where the
    added, entries       list is empty. The order is that of time, since of two answers the later one counts: where
                         something older comes in, those after it get new numbers, and no number is given twice
    ids, work,           what is there stays, and what is missing is added; what was delivered into a file that this
    deliveries           store delivers into too may be in another machine's file of that name, so whether it is there
                         is unknown until the file is looked at
    follow_ups           by id; of one that both have the one that was settled, of two settled the one settled last, of
                         two open the one for the later day; what is there stays where nothing tells. One of somebody
                         who was forgotten (`tieweave.forgetting`) stays forgotten

Nothing that is there is lost, and to put the same in once more changes nothing.
"""

from __future__ import annotations

import datetime as dt
import os
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from tieweave.model import Status
from tieweave.portable.parts import PARTS, Holdings, Key, Row

Rows = Mapping[Key, Row]


def merged(held: Holdings, coming: Holdings, last: Mapping[str, int]) -> Holdings:
    """Return what is held with what comes in; `last` is the greatest number that was ever given in each list."""
    together: dict[str, Rows] = {}
    for part in PARTS:
        here, there = held[part.name], coming[part.name]
        if part.key == ("number",):
            together[part.name] = _listed(here, there, last.get(part.name, 0))
        elif part.name == "follow_ups":
            together[part.name] = {**there, **here} | {
                key: there[key] for key in here.keys() & there.keys() if _rank(there[key]) > _rank(here[key])
            }
        elif part.name == "deliveries":
            own = {sink for sink, _ in here if os.path.isabs(sink)}
            together[part.name] = {key: _unsure(row) if key[0] in own else row for key, row in there.items()} | {**here}
        else:
            together[part.name] = {**there, **here}
    return together


def _unsure(row: Row) -> Row:
    """Return a delivery of which it is not known whether it is there; see `tieweave.deliveries.Agreed.made`."""
    return Row(row.columns, {**row.value, "made": False})


def _listed(here: Rows, there: Rows, last: int) -> Rows:
    """Return a list with what is new in another, in the order of time."""
    counts = Counter(row.content for row in here.values())
    new: list[tuple[Key, Row]] = []
    for key, row in there.items():
        # What a list holds twice, it is to hold twice.
        if counts[row.content]:
            counts[row.content] -= 1
        else:
            new.append((key, row))
    if not new:
        return here
    greatest = max([last, *(key[0] for key in here)])
    if not here and min(key[0] for key, _ in new) > greatest:
        return dict(new)
    ordered = _by_time([row for _, row in sorted(here.items())], [row for _, row in new])
    keys = sorted(here)
    same = next(at for at, row in enumerate([*ordered, None]) if at >= len(keys) or row is not here[keys[at]])
    kept = dict(zip(keys[:same], ordered[:same], strict=True))
    return kept | {(greatest + at,): row for at, row in enumerate(ordered[same:], start=1)}


def _by_time(here: Sequence[Row], new: Sequence[Row]) -> list[Row]:
    """Return both in the order of time, those `here` in their order, and before new ones of the same time.

    What has no time is taken for as old as what stands before it.
    """
    ordered: list[Row] = []
    waiting = list(new)
    for row in here:
        when = _when(row)
        while when is not None and waiting and (first := _when(waiting[0])) is not None and first < when:
            ordered.append(waiting.pop(0))
        ordered.append(row)
    return ordered + waiting


def _when(row: Row) -> dt.datetime | None:
    """Return when a listed thing was: of an entry when it happened, of the others when it was said."""
    return _instant(row.columns[-1] if row.columns else row.value.get("when"))


def _rank(row: Row) -> tuple[Any, ...]:
    """Return what is greater the later something was done to a follow-up."""
    person, status, due = row.columns
    settled = status in [str(one) for one in Status] and not Status(status).is_open
    if not settled:
        return not person, False, due
    return not person, True, _instant(row.value.get("settled")) or dt.datetime.min.replace(tzinfo=dt.UTC)


def _instant(text: object) -> dt.datetime | None:
    try:
        when = dt.datetime.fromisoformat(text)  # type: ignore[arg-type]
    except (ValueError, TypeError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=dt.UTC)

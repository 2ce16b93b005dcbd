"""What was delivered where, from run to run: how each follow-up stood at a sink when it was last seen or written.

Between two runs both sides may change: the user ticks something off in the calendar, or snoozes it here. What was last
agreed on (`Agreed`) tells who changed what, as the common ancestor does when two versions of a text are merged.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from tieweave.model import FollowUp, Status
from tieweave.sinks import Seen
from tieweave.store import Store


@attrs.frozen(kw_only=True)
class Agreed:
    """How a follow-up stood at a sink when it was last seen or written there.

    `made` is False from when it is about to be made until it is known to be there: a run that was killed in between
    cannot know. `gone` says that it is no longer there, and is never made again: the user deleted it, or, if it was
    `done`, it was removed since it was settled here.
    """

    due: dt.date
    done: bool = False
    made: bool = True
    gone: bool = False

    @classmethod
    def of(cls, follow_up: FollowUp, *, made: bool = True) -> Agreed:
        """Return what is agreed on when a follow-up is written as it is."""
        return cls(due=follow_up.due, done=not follow_up.status.is_open, made=made)


@attrs.frozen(kw_only=True)
class News:
    """What the user did with a follow-up at a sink: `status` or `due` are what it has become, None where unchanged."""

    id: str
    status: Status | None = None
    due: dt.date | None = None


def news(seen: Sequence[Seen], agreed: Mapping[str, Agreed]) -> list[News]:
    """Return what the user did at a sink since it was last looked at.

    What was ticked off is done, what was cancelled or deleted is dropped, what was unticked or put back is open again
    (`PUSHED`), and a day that was moved stays moved. `agreed` is by the follow-ups' ids.
    """
    found = {one.id: one for one in seen}
    told = []
    for item, before in agreed.items():
        now = found.get(item)
        # Of what is done the day says nothing; it counts once it is open again.
        due = now.due if now is not None and not now.done and now.due not in (None, before.due) else None
        if before.gone:
            if now is not None and not now.dropped and not before.done:
                told.append(News(id=item, status=Status.DONE if now.done else Status.PUSHED, due=due))
            continue
        if now is None and not before.made:
            continue
        if now is None or now.dropped:
            if not before.done:
                told.append(News(id=item, status=Status.DROPPED))
            continue
        status = None
        if now.done != before.done:
            status = Status.DONE if now.done else Status.PUSHED
        if status is not None or due is not None:
            told.append(News(id=item, status=status, due=due))
    return told


def load(store: Store, sink: str) -> dict[str, Agreed]:
    """Return what is agreed on with a sink, by the follow-ups' ids; raises `StoreError`."""
    if not store.exists():
        return {}
    held = {}
    with store.connected() as connection:
        for item, value in connection.execute("SELECT item, value FROM deliveries WHERE sink = ?", (sink,)):
            # One that is damaged, or of a later version, is left where it is.
            with contextlib.suppress(ValueError, KeyError, TypeError):
                held[item] = _agreed(json.loads(value))
    return held


def keep(store: Store, sink: str, agreed: Mapping[str, Agreed]) -> None:
    """Keep what is agreed on with a sink, all of it or none; what is kept of other items stays. Raises `StoreError`."""
    if not agreed:
        return
    rows = [(sink, item, json.dumps(_written(one))) for item, one in agreed.items()]
    with store.transaction(lasting=True) as connection:
        connection.executemany("INSERT OR REPLACE INTO deliveries VALUES (?, ?, ?)", rows)


def forget(store: Store, sink: str) -> None:
    """Forget everything of a sink: it was made anew. Raises `StoreError`."""
    with store.transaction(lasting=True) as connection:
        connection.execute("DELETE FROM deliveries WHERE sink = ?", (sink,))


def _written(agreed: Agreed) -> dict[str, object]:
    return {"due": agreed.due.isoformat(), "done": agreed.done, "made": agreed.made, "gone": agreed.gone}


def _agreed(value: dict[str, Any]) -> Agreed:
    return Agreed(
        due=dt.date.fromisoformat(value["due"]),
        done=value["done"] is True,
        made=value["made"] is True,
        gone=value["gone"] is True,
    )

"""What is held, without a person: what is theirs is left out, and in what is of others they are somebody."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import attrs

from tieweave.forgetting.mentions import Mentions
from tieweave.forgetting.traces import Person, of_row
from tieweave.journals import rows
from tieweave.model import FollowUp, Kept, Purpose, Status
from tieweave.portable import Holdings, Row
from tieweave.resolve.keys import known_again

_NONE: Mapping[str, int] = MappingProxyType({})


@attrs.frozen(kw_only=True)
class Left:
    """What is left of what was held.

    Of each part so many rows were `erased`, and so many of others `cleaned`, since they named the person.
    `removing` counts, by sink, the follow-ups that stand there and that the next push removes, `done` those that stand
    there as done.
    """

    holdings: Holdings
    erased: Mapping[str, int] = _NONE
    cleaned: Mapping[str, int] = _NONE
    removing: Mapping[str, int] = _NONE
    done: Mapping[str, int] = _NONE


def left(holdings: Holdings, person: Person, now: dt.datetime) -> Left:
    """Return what is left of what is held when a person is forgotten `now`.

    Of a follow-up that stands at a sink a tombstone is left: its id, dropped, so that the next push removes it there.
    """
    mentions = Mentions(person)
    delivered = _delivered(holdings)
    erased: Counter[str] = Counter()
    cleaned: Counter[str] = Counter()
    removing: Counter[str] = Counter()
    done: Counter[str] = Counter()
    after: dict[str, dict[tuple[Any, ...], Row]] = {}
    for part, held in holdings.items():
        after[part] = {}
        for key, row in held.items():
            if part == "deliveries":
                after[part][key] = row
            elif _is_theirs(part, key, row, person, mentions):
                erased[part] += 1
                if part == "follow_ups" and (places := delivered.get(key[0])):
                    after[part][key] = tombstone(key[0], row, now)
                    removing.update(sink for sink, is_done in places.items() if not is_done)
                    done.update(sink for sink, is_done in places.items() if is_done)
            else:
                kept = Row(row.columns, mentions.taken_out(row.value))
                cleaned[part] += kept != row
                after[part][key] = kept
    return Left(holdings=after, erased=erased, cleaned=cleaned, removing=removing, done=done)


def tombstone(item: str, row: Row, now: dt.datetime) -> Row:
    """Return the row of a follow-up of which nothing is left but its id and that it was dropped."""
    _, _, due = row.columns
    purposes = [str(purpose) for purpose in Purpose]
    bare = FollowUp(
        id=item,
        contact=rows.bare("", [], []),
        purpose=Purpose(row.value["purpose"] if row.value.get("purpose") in purposes else Purpose.GIVE),
        due=dt.date.fromisoformat(due),
        channel="",
        reason="",
        message="",
        status=Status.DROPPED,
    )
    *_, text = rows.kept_row(Kept(follow_up=bare, since=now, settled=now))
    return Row(("", str(Status.DROPPED), due), json.loads(text))


def _delivered(holdings: Holdings) -> dict[str, dict[str, bool]]:
    """Return the sinks at which each follow-up may stand, and whether it stands there as done."""
    places: dict[str, dict[str, bool]] = {}
    for (sink, item), row in holdings["deliveries"].items():
        if row.value.get("gone") is not True:
            places.setdefault(item, {})[sink] = row.value.get("done") is True
    return places


def _is_theirs(part: str, key: tuple[Any, ...], row: Row, person: Person, mentions: Mentions) -> bool:
    if part == "ids":
        where = [f"record:{token[1]}:{token[2]}" for token in person.tokens if token[0] == "record"]
        own = known_again(key[0]) in person.keys - person.shared
        return own or row.value in person.ids or key[0] in where or mentions.in_bytes(key[0].encode())
    if part == "work":
        # A line that names somebody else is found anew at the next plan.
        return key[0] in person.ids or mentions.in_value(row.value)
    return any(person.is_named_by(trace) for trace in of_row(part, key, row))

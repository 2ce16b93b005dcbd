"""Who is who from run to run: the user's decisions and the ids people have, kept in the store.

Decisions are kept one by one, each under a number of its own, so that each can be undone. Ids are kept by identity key
("email:ann@example.com"); a key keeps the id it first had, also when its person turns out to be another's, so that both
ids are there again should the two be parted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tieweave.errors import StoreError
from tieweave.model import Decision, Identities, RecordMark
from tieweave.numbered_list import NumberedList
from tieweave.store import Store

_OWNER = "tieweave"
_DECISIONS, _IDS = "decisions", "ids"


class Numbered(NamedTuple):
    """A decision, and the number under which it is kept."""

    number: int
    decision: Decision


def load(store: Store, keys: Iterable[str] | None = None) -> Identities:
    """Return what is kept: all decisions, and of the ids those of the `keys`, or all where none are given.

    However much was read before, only the `keys` are looked up. Where the store cannot be read nothing is known, and
    its `trouble` says why.
    """
    if not store.exists():
        return Identities()
    ids = store.memory(_OWNER, _IDS)
    try:
        held = [numbered.decision for numbered in decisions(store)]
        found = dict(ids.items()) if keys is None else ids.some(filter(_is_text, keys))
    except StoreError as error:
        store.note_trouble(str(error))
        return Identities()
    return Identities(decisions=held, ids={key: value.decode("ascii", "replace") for key, value in found.items()})


def keep_ids(store: Store, known: Mapping[str, str], found: Mapping[str, str]) -> None:
    """Keep the ids of keys that are not `known` yet."""
    new = [(key, held.encode()) for key, held in found.items() if key not in known and _is_text(key)]
    if new:
        store.memory(_OWNER, _IDS).write(new)


def _is_text(key: str) -> bool:
    """Return whether a key can be written at all: half of a character that stands alone cannot."""
    return key.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in key)


def decisions(store: Store) -> list[Numbered]:
    """Return the decisions, the oldest first; raises `StoreError`."""
    return [Numbered(*held) for held in _kept(store).all()]


def decide(store: Store, decision: Decision) -> int:
    """Keep a decision, and return its number; raises `StoreError` when it cannot be kept."""
    return _kept(store).add([decision])[0]


def undo(store: Store, number: int) -> Decision | None:
    """Take a decision back, and return it, None where there is none of that number; raises `StoreError`."""
    return next((decision for _, decision in _kept(store).undo(number)), None)


def _kept(store: Store) -> NumberedList[Decision]:
    return NumberedList(store, _DECISIONS, _value, _decision)


def _value(decision: Decision) -> dict[str, object]:
    sides = {
        side: [{"source": m.source, "key": m.key, "name": m.name, "keys": list(m.keys)} for m in marks]
        for side, marks in (("one", decision.one), ("other", decision.other))
    }
    return {"same": decision.same, "when": decision.when, **sides}


def _decision(value: dict[str, object]) -> Decision:
    sides = {side: [RecordMark(**mark) for mark in value[side]] for side in ("one", "other")}  # type: ignore[attr-defined]
    return Decision(same=bool(value["same"]), when=str(value["when"]), one=sides["one"], other=sides["other"])

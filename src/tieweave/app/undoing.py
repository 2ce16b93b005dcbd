"""Taking back exactly what one click did."""

from __future__ import annotations

import threading

import attrs

from tieweave import added, answers, identities, journals
from tieweave.app.refusals import unknown
from tieweave.model import Kept, RecordMark
from tieweave.report import as_added, as_answers
from tieweave.report.as_history import entry_line
from tieweave.store import Store

KINDS = ("answer", "decision", "added", "entry", "follow-up")
"""What can be taken back."""


@attrs.frozen(kw_only=True)
class Undo:
    """How an act is taken back: of the KINDS the one that it is of, and its `number`, of a follow-up its `id`."""

    what: str
    number: int = 0
    id: str = ""


@attrs.frozen(kw_only=True)
class Undone:
    """What was taken back, `said` in one line; whose answer it was is known again by `marks`."""

    said: str
    marks: tuple[RecordMark, ...] = ()


class Settlings:
    """How follow-ups stood before and after they were settled here, in this run. Threads may share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._of: dict[str, list[tuple[Kept, Kept]]] = {}

    def note(self, before: Kept, after: Kept) -> None:
        """Remember what an act made of a follow-up."""
        with self._lock:
            self._of.setdefault(after.follow_up.id, []).append((before, after))

    def last(self, item: str) -> tuple[Kept, Kept] | None:
        """Return how a follow-up stood before and after the last act that is not taken back, None where none is."""
        with self._lock:
            acts = self._of.get(item)
            return acts[-1] if acts else None

    def forget(self, item: str, act: tuple[Kept, Kept]) -> None:
        """Forget an act: it is taken back."""
        with self._lock:
            self._of[item] = [one for one in self._of[item] if one is not act]


def undo(store: Store, what: Undo, settlings: Settlings) -> Undone:
    """Take an act back, and return what it was; raises `RefusedError` where there is none, `TieweaveError`."""
    if what.what == "follow-up":
        act = settlings.last(what.id)
        if act is None:
            raise unknown("nothing was done with that follow-up in this run; tieweave snooze opens it again")
        restored = journals.restore(store, *act)
        settlings.forget(what.id, act)
        return Undone(said=f"taken back: {restored.follow_up.title} is as it was")
    undone = _UNDO[what.what](store, what.number)
    if undone is None:
        raise unknown(f"there is no {_NAMES[what.what]} {what.number} to take back, or no more")
    return undone


def _answer(store: Store, number: int) -> Undone | None:
    for _, taken in answers.undo(store, number):
        return Undone(said=f"taken back: {as_answers.named(taken)}: {as_answers.verdict(taken)}", marks=taken.marks)
    return None


def _decision(store: Store, number: int) -> Undone | None:
    taken = identities.undo(store, number)
    if taken is None:
        return None
    names = [next((mark.name for mark in side if mark.name), "(no name)") for side in (taken.one, taken.other)]
    became = "one person" if taken.same else "two people"
    return Undone(said=f"taken back: that {names[0]} and {names[1]} are {became}")


def _added(store: Store, number: int) -> Undone | None:
    taken = added.undo(store, number)
    return None if taken is None else Undone(said=f"taken back: {as_added.who(taken)}")


def _entry(store: Store, number: int) -> Undone | None:
    taken = journals.undo_entry(store, number)
    return None if taken is None else Undone(said=f"taken back: {taken.name or '(no name)'}: {entry_line(taken)}")


_UNDO = {"answer": _answer, "decision": _decision, "added": _added, "entry": _entry}
_NAMES = {"answer": "answer", "decision": "decision", "added": "added person", "entry": "entry"}

"""What the user said people are to them, from run to run: answers kept in the store, and those in the address book.

Answers are kept one by one, each under a number of its own, so that each can be undone. Of several about one person the
latest counts; what it leaves open stays as the one before said it. A label that says it outright ("Level 1",
"tieweave: friend") is an answer too, and the first to be outranked. Any other label is evidence, not an answer.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import NamedTuple

import attrs

from tieweave.categories import CATEGORIES, Level
from tieweave.errors import StoreError
from tieweave.model import Answer, Asked, Contact, RecordMark
from tieweave.numbered_list import NumberedList
from tieweave.resolve.marks import marks, whose
from tieweave.spelling import plain
from tieweave.store import Store


class Numbered(NamedTuple):
    """An answer, and the number under which it is kept."""

    number: int
    answer: Answer


def answered(
    contact: Contact,
    *,
    level: Level | int | None = None,
    category: str = "",
    asked: Asked = Asked.VOLUNTEERED,
    code: str = "",
    when: str = "",
    batch: str = "",
) -> Answer:
    """Return the answer about a contact, merged or not; `code` is the calling code of national numbers."""
    found = marks(contact, code)
    return Answer(marks=found, level=level, category=category, asked=asked, when=when, batch=batch)


def load(store: Store) -> list[Numbered]:
    """Return the kept answers, the oldest first; none where the store cannot be read, and its `trouble` says why."""
    try:
        return kept(store)
    except StoreError as error:
        store.note_trouble(str(error))
        return []


def kept(store: Store) -> list[Numbered]:
    """Return the kept answers, the oldest first; raises `StoreError`."""
    return [Numbered(*held) for held in _list(store).all()]


def keep(store: Store, answer: Answer) -> int:
    """Keep an answer, and return its number; raises `StoreError` when it cannot be kept."""
    return keep_all(store, [answer])[0]


def keep_all(store: Store, answers: Sequence[Answer]) -> list[int]:
    """Keep answers, all of them or none, and return their numbers; raises `StoreError` when they cannot be kept."""
    return _list(store).add(answers)


def undo(store: Store, *numbers: int) -> list[Numbered]:
    """Take answers back, and return those that there were; raises `StoreError`."""
    return [Numbered(*held) for held in _list(store).undo(*numbers)]


def answers_of(contacts: Sequence[Contact], answers: Sequence[Answer], code: str) -> dict[int, Answer]:
    """Return by its position in the `contacts` what the user said of each whom an answer is about.

    `answers` are those kept, the oldest first; the labels of the contacts are read here. `code` is the calling code of
    national numbers. An answer is about the contact that most of its marks find; where nothing tells two apart, since
    somebody was parted after the answer, about both. Whoever was drawn by lot once stays drawn by lot.
    """
    said: dict[int, Answer] = {}
    for at, contact in enumerate(contacts):
        if contact.labels and (written := outright(contact)):
            said[at] = written
    if answers:
        for answer, places in zip(answers, whose(contacts, [one.marks for one in answers], code), strict=True):
            for at in places:
                said[at] = _later(said.get(at), answer)
    return dict(sorted(said.items()))


def outright(contact: Contact) -> Answer | None:
    """Return the answer that the labels of a contact say outright, None where they do not.

    Two levels contradict each other and say nothing; of two categories the first of the list of categories counts.
    """
    read = [(source, *_read(source)) for source in contact.labels]
    levels = {level for _, level, _ in read if level}
    slugs = {slug for _, _, slug in read if slug}
    level = levels.pop() if len(levels) == 1 else None
    category = next((category.slug for category in CATEGORIES if category.slug in slugs), "")
    return Answer(level=level, category=category, asked=Asked.WRITTEN) if level or category else None


def is_outright(label: str) -> bool:
    """Return whether a label is an answer of its own: "Level 1", "tieweave: friend"."""
    return any(_read(label))


_OWN = re.compile(r"tieweave\s*[:/]\s*(.+)")
_LEVEL = re.compile(r"level\s*([12])")


@functools.lru_cache(maxsize=4096)
def _read(label: str) -> tuple[Level | None, str]:
    text = plain(" ".join(label.split()))
    own = _OWN.fullmatch(text)
    told = own[1] if own else text
    if found := _LEVEL.fullmatch(told):
        return Level(int(found[1])), ""
    return None, _slugs().get(told.replace(" ", "-"), "") if own else ""


@functools.cache
def _slugs() -> dict[str, str]:
    """Return how a category may be written in a label: as its slug, or as it is shown."""
    shown = {plain(category.label).replace(" ", "-"): category.slug for category in CATEGORIES}
    return shown | {category.slug: category.slug for category in CATEGORIES}


def _later(before: Answer | None, answer: Answer) -> Answer:
    """Return what counts of two answers about one person: the later, completed by what it leaves open."""
    if before is None:
        return answer
    base = answer if answer.level or not before.level else before
    lot = Asked.RANDOM in (before.asked, answer.asked)
    return attrs.evolve(
        base,
        marks=answer.marks or before.marks,
        category=answer.category or before.category,
        asked=Asked.RANDOM if lot else base.asked,
    )


def _list(store: Store) -> NumberedList[Answer]:
    return NumberedList(store, "answers", _written, _answer)


def _written(answer: Answer) -> dict[str, object]:
    return {
        "marks": [{"source": m.source, "key": m.key, "name": m.name, "keys": list(m.keys)} for m in answer.marks],
        "level": None if answer.level is None else int(answer.level),
        "category": answer.category,
        "asked": answer.asked.value,
        "when": answer.when,
        "batch": answer.batch,
    }


def _answer(value: dict[str, object]) -> Answer:
    """Return the answer that JSON holds; raises where it is not one. What a later version adds is not read."""
    found = value["marks"]
    if not isinstance(found, list):
        raise TypeError("marks are a list")
    return Answer(
        marks=[
            RecordMark(source=_text(mark["source"]), key=_text(mark["key"]), name=mark["name"], keys=mark["keys"])
            for mark in found
        ],
        level=_whole(value["level"]),
        category=_text(value["category"]),
        asked=Asked(_text(value["asked"])),
        when=_text(value["when"]),
        batch=_text(value["batch"]),
    )


def _whole(value: object) -> Level | None:
    if value is not None and type(value) is not int:
        raise TypeError("a level is a whole number or null")
    return None if value is None else Level(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("expected a text")
    return value

"""What a column of a file is: its place in a contact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs


@attrs.frozen
class Place:
    """Where the text of a column belongs.

    `kind` is what it is a part of ("phone", "address"), `part` the part ("value", "street"); `slot` tells several of
    a kind apart, and its words that are no numbers are their types ("work fax"); `number` counts within a slot, from 0.
    """

    kind: str
    slot: str = ""
    part: str = ""
    number: int = 0

    def __str__(self) -> str:
        """Return the place as a user is told of it: "work fax phone", "home address: street"."""
        words = " ".join(word for word in self.slot.split() if not word.isdigit())
        if self.kind in ("name", "date", "organisation"):
            return _SAID.get((self.kind, self.part), f"{self.kind}: {self.part}").replace("_", " ")
        thing = " ".join(part for part in (words, self.kind) if part)
        if self.part == "label" and self.kind != "label":
            return f"type of {thing}"
        detail = "" if self.part in ("value", "page", "label", "plain", "named", self.kind) else f": {self.part}"
        return (thing + detail).replace("_", " ")


_SAID = {
    ("name", "full"): "name",
    ("name", "given"): "given name",
    ("name", "middle"): "middle name",
    ("name", "family"): "family name",
    ("name", "nickname"): "nickname",
    ("name", "prefix"): "form of address",
    ("name", "suffix"): "what follows the name",
    ("organisation", "name"): "organisation",
    ("organisation", "title"): "job title",
    ("organisation", "role"): "profession",
    ("organisation", "department"): "department",
    ("date", "birthday"): "birthday",
    ("date", "anniversary"): "anniversary",
}

_BY_SLOT = {"phone": "value", "related": "value", "url": "page"}
"""Kinds whose tables name slots, each of which holds one part."""


def places_of(tables: Mapping[str, object]) -> Iterator[tuple[str, Place]]:
    """Yield each word of a table of column names with its place, in the order of the table.

    Several words of one place are parted by " | "; a list holds the places that are counted.
    """
    for kind, table in tables.items():
        if not isinstance(table, dict) or kind == "numbered":
            continue
        for key, value in table.items():
            if isinstance(value, dict):
                for part, words in value.items():
                    yield from _numbered(words, Place(kind, key, part))
            elif kind in _BY_SLOT:
                yield from _numbered(value, Place(kind, key, _BY_SLOT[kind]))
            else:
                yield from _numbered(value, Place(kind, "", key))


def _numbered(words: object, place: Place) -> Iterator[tuple[str, Place]]:
    listed: Iterable[object] = words if isinstance(words, list) else [words]
    for number, alternatives in enumerate(listed):
        for word in str(alternatives).split(" | "):
            yield word, attrs.evolve(place, number=number)

"""The CSV files of known programs, recognised by their header alone."""

from __future__ import annotations

import functools
import importlib.resources
import re
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from tieweave_csv.places import Place, places_of
from tieweave_csv.spelling import folded, loose

_FEWEST = 2
"""So many columns of a header must be words that no list of one's own would have; a numbered one counts twice."""

MOST_COLUMNS = 1000
"""A header with more columns is none of contacts: Google writes five for each further address, others a hundred."""

_SHARE = 0.5
"""So much of the header must be known: the rest are columns of another version, kept as they are."""

_NUMBERED = re.compile(r"(.+?) ([0-9]{1,4}) - (.+)")


@attrs.frozen(kw_only=True)
class Dialect:
    """The columns that a program writes in one language, and what it takes to read them.

    `encodings` are the code pages its files have besides Unicode; `dates` is the order of day, month and year in
    that language ("dmy", "ymd"), "" where regions differ; `family_first` tells how a name is put together.
    """

    program: str
    language: str
    encodings: tuple[str, ...]
    dates: str = ""
    family_first: bool = False
    words: Mapping[str, tuple[Place, ...]]
    numbered: Mapping[tuple[str, str], str] = attrs.field(factory=dict)

    @property
    def name(self) -> str:
        """The program and the language, as the user is told."""
        return f"{self.program} ({self.language})"

    def places(self, keys: Sequence[str]) -> list[Place | None]:
        """Return the place of each column, None for one that is not known; `keys` are `spelling.folded` names.

        A name that stands twice means the first of its places and then the second.
        """
        met: dict[str, int] = {}
        found: list[Place | None] = []
        for key in keys:
            places = self.words.get(key, ()) or self._numbered_place(key)
            nth = met.get(key, 0)
            met[key] = nth + 1
            found.append(places[nth] if nth < len(places) else None)
        return found

    def _numbered_place(self, key: str) -> tuple[Place, ...]:
        if not self.numbered or not (match := _NUMBERED.fullmatch(key)):
            return ()
        meaning = self.numbered.get((match[1], match[3]))
        if meaning is None:
            return ()
        kind, _, part = meaning.partition(":")
        return (Place(kind, match[2], part),)


@attrs.frozen(kw_only=True)
class Recognised:
    """A header of a known program: the place of each column, and how many are known."""

    dialect: Dialect
    places: tuple[Place | None, ...]
    known: int


def recognised(header: Sequence[str]) -> Recognised | None:
    """Return the dialect that knows most of a header, None where none knows enough of it."""
    named = sum(1 for word in header if word.strip())
    if named < _FEWEST or len(header) > MOST_COLUMNS:
        return None
    best: Recognised | None = None
    keys = [folded(word) for word in header]
    for dialect in dialects():
        places = dialect.places(keys)
        known = sum(place is not None for place in places)
        if known < max(_FEWEST, named * _SHARE) or (best and known <= best.known):
            continue
        own = sum(_weight(word, place) for word, place in zip(header, places, strict=True))
        if own >= _FEWEST:
            best = Recognised(dialect=dialect, places=tuple(places), known=known)
    return best


def _weight(word: str, place: Place | None) -> int:
    """Return how much a column speaks for the one program that writes it: nothing where any list could have it."""
    if place is None or place.kind in ("extra", "pass") or loose(word)[0] in common():
        return 0
    return 2 if _NUMBERED.fullmatch(word.strip()) else 1


@functools.cache
def dialects() -> tuple[Dialect, ...]:
    """Return every known dialect, English first: words that several share are then taken for English."""
    folder = importlib.resources.files("tieweave_csv") / "dialects"
    files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    files.sort(key=lambda file: (".en." not in file.name and file.name.count(".") > 1, file.name))
    return tuple(_dialect(tomllib.loads(file.read_text(encoding="utf-8"))) for file in files)


def code_pages() -> tuple[str, ...]:
    """Return the code pages of all dialects, each once."""
    return tuple(dict.fromkeys(page for dialect in dialects() for page in dialect.encodings))


@functools.cache
def common() -> Mapping[str, tuple[Place, ...]]:
    """Return the words of any address book in many languages, as `spelling.loose` writes them."""
    table = _words()
    words: dict[str, tuple[Place, ...]] = {}
    for word, place in places_of({kind: value for kind, value in table.items() if kind not in ("refuse", "qualifier")}):
        key = loose(word)[0]
        words.setdefault(key, (attrs.evolve(place, number=0),))
    return words


@functools.cache
def refused() -> frozenset[str]:
    """Return the words of files that hold something else than people."""
    return frozenset(loose(word)[0] for word in _words()["refuse"]["word"])


@functools.cache
def qualifiers() -> Mapping[str, str]:
    """Return the words that say where a number or an address belongs, with its type, "" for none in particular."""
    return {
        loose(word)[0]: "" if kind == "any" else kind for kind, words in _words()["qualifier"].items() for word in words
    }


@functools.cache
def _words() -> dict[str, Any]:
    text = (importlib.resources.files("tieweave_csv") / "words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _dialect(table: dict[str, Any]) -> Dialect:
    words: dict[str, tuple[Place, ...]] = {}
    for word, place in places_of(table):
        key = folded(word)
        words[key] = (*words.get(key, ()), place)
    return Dialect(
        program=str(table["program"]),
        language=str(table["language"]),
        encodings=tuple(table["encodings"]),
        dates=str(table.get("dates", "")),
        family_first=bool(table.get("family_first")),
        words=words,
        numbered={
            (folded(thing), folded(part)): str(meaning)
            for thing, parts in table.get("numbered", {}).items()
            for part, meaning in parts.items()
        },
    )

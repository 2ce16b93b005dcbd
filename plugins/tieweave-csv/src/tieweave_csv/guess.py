"""What the columns of a file of no known program are, from their names, and whether it holds people at all.

A file is read only where the answer is sure. Where it is not, the user is told how to say it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

import attrs

from tieweave_csv.dialects import MOST_COLUMNS, common, dialects, qualifiers, refused
from tieweave_csv.options import FIELDS
from tieweave_csv.places import Place
from tieweave_csv.rows import Row
from tieweave_csv.spelling import folded, loose

_SAMPLE = 200
_MOST_COLUMNS = 20
"""So many columns of a file are named in a message."""


def header(tables: Mapping[str, Sequence[Row]], first: int) -> tuple[str, int]:
    """Return the delimiter and the index of the row among the `first` that has most names of columns."""
    best = (-1, -1, 0, "", 0)
    for delimiter, table in tables.items():
        for at, row in enumerate(table[:first]):
            known = sum(place is not None for place in places(row.cells))
            candidate = (known, len(row.cells) if at == 0 else 0, -at, delimiter, at)
            if candidate[:3] > best[:3]:
                best = candidate
    return best[3], best[4]


def places(names: Sequence[str]) -> list[Place | None]:
    """Return the place of each column by its name, None where it says none; a place is taken once, or counted."""
    found: list[Place | None] = []
    taken: set[Place] = set()
    keys = [loose(name)[0] for name in names[:MOST_COLUMNS]]
    job = any(key not in _TITLES and _place(key) == _JOB for key in keys)
    for at, name in enumerate(names):
        place = _place(name) if at < MOST_COLUMNS else None
        if job and keys[at : at + 1] and keys[at] in _TITLES:
            place = Place("name", "", "prefix")
        while place in taken and place is not None:
            place = attrs.evolve(place, number=place.number + 1)
        if place is not None:
            taken.add(place)
        found.append(place)
    words = {loose(name)[0] for name in names}
    given = any(place and place.part == "given" and place.kind == "name" for place in found)
    family = any(place and place.part == "family" and place.kind == "name" for place in found)
    if words & _WHOLE_NAMES and given != family:
        # "Nom" or "Nome" beside the other part is that part, and alone a whole name.
        found = [
            attrs.evolve(place, part="full")
            if place and place.kind == "name" and loose(name)[0] in _WHOLE_NAMES
            else place
            for place, name in zip(found, names, strict=True)
        ]
    return found


_JOB = Place("organisation", "", "title")
_TITLES = frozenset({"title", "titel", "titre", "título", "titolo"})
"""Words for a job that mean a form of address where another column has the job: "Title" beside "Job title"."""

_WHOLE_NAMES = frozenset({"nom", "nome", "nombre", "имя", "ім'я", "ad", "名", "姓"})
"""Words for a part of the name that stand for the whole where the other part is missing."""


def completed(names: Sequence[str], found: Sequence[Place | None]) -> list[Place | None]:
    """Return the places of a known program's columns, with those that it does not write by what their names say.

    Programs of other years and files that were changed by hand have such columns. Names of people are left as the
    program has them, and a place that is taken is counted.
    """
    taken = {place for place in found if place is not None}
    whole: list[Place | None] = []
    for name, known in zip(names, found, strict=True):
        place = known if known is not None else _place(name)
        if known is None and place is not None:
            if place.kind in ("name", "date") and any(one.kind == place.kind for one in taken):
                place = place if place.part not in {one.part for one in taken if one.kind == place.kind} else None
                if place is not None and place.part == "full":
                    place = None
            while place in taken and place is not None:
                place = attrs.evolve(place, number=place.number + 1)
            if place is not None:
                taken.add(place)
        whole.append(place)
    return whole


def _place(name: str) -> Place | None:
    key, number = loose(name)
    if not key:
        return None
    listed = common().get(key, ())
    if listed:
        return attrs.evolve(listed[0], number=number - 1)
    for dialect in dialects():
        known = dialect.words.get(folded(name), ())
        if len(known) == 1 and known[0].kind not in ("extra", "pass"):
            return known[0]
    return _qualified(key, number)


def _qualified(key: str, number: int) -> Place | None:
    """Return the place of a name that says where a thing belongs, before or after it: "Email (work)", "Home city"."""
    words = key.split()
    numbered = [word for word in words if word.isdecimal()]
    if len(numbered) == 1 and len(numbered[0]) <= 3:  # "Phone 2 (mobile)"
        words.remove(numbered[0])
        number = int(numbered[0]) or 1
    for cut in range(1, len(words)):
        before, after = " ".join(words[:cut]), " ".join(words[cut:])
        for thing, where in ((after, before), (before, after)):
            listed = common().get(thing, ())
            if not listed:
                continue
            place = attrs.evolve(listed[0], number=number - 1)
            if (slot := qualifiers().get(where)) is not None:
                if place.kind in ("phone", "email", "address"):
                    kept = place.slot if place.slot not in ("main", slot) else ""
                    return attrs.evolve(place, slot=" ".join(filter(None, (slot, kept))) or place.slot)
                if place.kind in ("organisation", "url"):
                    return place
            elif place.kind == "phone" and place.slot == "main":
                kind = common().get(where, ())
                if kind and kind[0].kind == "phone":
                    return attrs.evolve(kind[0], number=number - 1)
    return _numbered_whole(words, number) if numbered else None


def _numbered_whole(words: Sequence[str], number: int) -> Place | None:
    listed = common().get(" ".join(words), ())
    return attrs.evolve(listed[0], number=number - 1) if listed else None


def doubt(names: Sequence[str], found: Sequence[Place | None], table: Sequence[Sequence[str]]) -> str:
    """Return why a file cannot be taken for contacts, "" where it can."""
    if money := [name.strip() for name in names if loose(name)[0] in refused()]:
        return f"column {money[0]!r} is not one of people, so the file was left alone"
    columns = {(place.kind, place.part): at for at, place in enumerate(found) if place is not None}
    named = any((("name", part) in columns) for part in ("full", "given", "family"))
    kinds = {kind for kind, _ in columns}
    email = columns.get(("email", "address"))
    sample = table[:_SAMPLE]
    if email is not None:
        cells = [cell for cell in _column(sample, email) if cell]
        if cells and sum("@" in cell for cell in cells) * 2 < len(cells):
            return f"column {names[email].strip()!r} holds no e-mail addresses"
        if len(cells) >= 10 and len(set(cells)) * 10 < len(cells) * 7:
            column = names[email].strip()
            return f"the same addresses come again and again in column {column!r}, so it is no list of people"
    if not named and email is None:
        return "no column is sure to be a name or an e-mail address"
    if named and email is None and not kinds & {"phone", "date"}:
        return "beside the name there is no e-mail, phone or birthday, so it may be something else than people"
    for part in ("full", "family", "given"):
        if (at := columns.get(("name", part))) is not None:
            cells = [cell for cell in _column(sample, at) if cell]
            if cells and sum(any(map(str.isdigit, cell)) for cell in cells) * 10 > len(cells) * 3:
                return f"column {names[at].strip()!r} does not look like names"
    return ""


def proposal(file: str, names: Sequence[str], found: Sequence[Place | None], table: Sequence[Sequence[str]]) -> str:
    """Return what the user can put into the configuration, with the names of the columns, in one line."""
    fields = {(place.kind, place.slot, place.part): field for field, place in FIELDS.items()}
    loosely = {(place.kind, place.part): field for field, place in reversed(list(FIELDS.items()))}
    mapped: dict[str, str | int] = {}
    headless = not any(found) and any("@" in cell for cell in names)
    for at, (name, place) in enumerate(zip(names, found, strict=True)):
        if headless:
            if "@" in name:
                mapped.setdefault("email", at + 1)
            elif name.strip() and not any(map(str.isdigit, name)):
                mapped.setdefault("name", at + 1)
            continue
        field = place and (fields.get((place.kind, place.slot, place.part)) or loosely.get((place.kind, place.part)))
        cells = [row[at] for row in table[1:_SAMPLE] if at < len(row) and row[at].strip()]
        if not field and cells and sum("@" in cell for cell in cells) * 2 > len(cells):
            field = "email"
        if field and name.strip():
            mapped.setdefault(field, name.strip())
    if not headless and not {"name", "given", "family"} & mapped.keys():
        mapped = {"name": _like_names(names, table, set(mapped.values())) or "…", **mapped}
    columns = ", ".join(f"{field} = {json.dumps(column, ensure_ascii=False)}" for field, column in mapped.items())
    without = "header = false, " if headless else ""
    entry = f"{{match = {json.dumps(file, ensure_ascii=False)}, {without}columns = {{{columns}}}}}"
    listed = ", ".join(repr(name.strip()[:40]) for name in names[:_MOST_COLUMNS] if name.strip())
    more = f" and {len(names) - _MOST_COLUMNS} more" if len(names) > _MOST_COLUMNS else ""
    has = "it has no header" if headless else f"its columns are {listed}{more}"
    return f"{has}; if it does hold people, put this at the top of the configuration: options.csv.files = [{entry}]"


def _like_names(names: Sequence[str], table: Sequence[Sequence[str]], taken: set[str | int]) -> str:
    """Return the first column that may hold names: words without digits, and not the same ones in most rows."""
    for at, name in enumerate(names):
        cells = [cell for cell in _column(table[1:_SAMPLE], at) if cell]
        words = all(
            any(map(str.isalpha, cell)) and not any(map(str.isdigit, cell)) and "@" not in cell for cell in cells
        )
        if name.strip() and name.strip() not in taken and cells and words and len(set(cells)) * 2 > len(cells):
            return name.strip()
    return ""


def _column(table: Sequence[Sequence[str]], at: int) -> list[str]:
    return [row[at].strip().casefold() for row in table if at < len(row)]

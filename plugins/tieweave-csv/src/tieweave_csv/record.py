"""From the cells of one row to a contact."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import attrs

from tieweave.model import Address, Contact, Email, Extra, Organisation, Phone, Related, Url
from tieweave_csv import cells as cell
from tieweave_csv import dates
from tieweave_csv.layout import Layout
from tieweave_csv.places import Place

_SYSTEM_GROUPS = frozenset({"mycontacts", "my contacts", "starred", "other contacts", "contacts", "all contacts"})
"""Google's own groups that say nothing of a person; its Friends, Family and Coworkers do."""

_TYPES = {
    "home": ("home",),
    "work": ("work",),
    "mobile": ("cell",),
    "cell": ("cell",),
    "main": ("main",),
    "other": ("other",),
    "pager": ("pager",),
    "fax": ("fax",),
    "home fax": ("home", "fax"),
    "work fax": ("work", "fax"),
    "work mobile": ("work", "cell"),
}
"""What Google calls the types of numbers and addresses; another word is the user's own label."""

_NO_WORDS = frozenset({"unspecified", "0", "false", "none"})
"""What Outlook writes in columns that the user left alone."""


@attrs.frozen
class Read:
    """What a row gave: the contact, None where it says nothing of anybody, and what in it could not be read."""

    contact: Contact | None
    problems: tuple[str, ...] = ()


@attrs.define
class _Draft:
    """What has been read of a row so far, by its places, in the order of the columns."""

    slots: dict[tuple[str, str, int], dict[str, str]]
    headers: dict[tuple[tuple[str, str, int], str], str]
    extras: list[Extra]
    problems: list[str]
    fields: dict[str, Any]

    def all(self, kind: str) -> list[tuple[str, dict[str, str]]]:
        return [(slot, parts) for (held, slot, _), parts in self.slots.items() if held == kind]

    def text(self, kind: str, part: str) -> str:
        return self.slots.get((kind, part, 0), {}).get(part, "")

    def keep(self, name: str, value: str) -> None:
        # The column's name is no property name of vCard, where these may be written: it could be "Begin".
        column = " ".join(name.replace('"', "'").split()) or "column"
        self.extras.append(Extra(name="X-COLUMN", value=value, params=(("NAME", column),)))


def read(row: Sequence[str], layout: Layout, order: Callable[[], str], now: dt.datetime) -> Read:
    """Return the contact that a row describes.

    `order` gives the order of day, month and year in the file, and is asked for the first date that needs it; `now`
    decides the century of years of two digits. What has no place in a contact becomes an extra X-COLUMN with
    its column's name.
    """
    draft = _draft(row, layout)
    _emails(draft)
    _phones(draft)
    _addresses(draft)
    _organisations(draft)
    _urls(draft)
    _related(draft)
    _labels(draft, layout)
    _notes(draft)
    _dates(draft, order, now)
    _names(draft, layout)
    fields = draft.fields
    if not any(fields.get(key) for key in ("name", "emails", "phones", "urls", "organisations")):
        return Read(None, tuple(draft.problems))
    return Read(Contact(source=layout.location, extras=tuple(draft.extras), **fields), tuple(draft.problems))


def _draft(row: Sequence[str], layout: Layout) -> _Draft:
    draft = _Draft(slots={}, headers={}, extras=[], problems=[], fields={})
    places = layout.places
    for at, raw in enumerate(row):
        if not raw:
            continue
        text = cell.clean(raw)
        if not text:
            continue
        place = places[at] if at < len(places) else None
        header = layout.header[at] if at < len(layout.header) else f"column {at + 1}"
        if place is None or place.kind == "extra":
            if text.casefold() not in _NO_WORDS:
                draft.keep(header, text)
            continue
        if place.kind == "pass":
            continue
        key, part = _key(place)
        parts = draft.slots.setdefault(key, {})
        if part in parts:
            draft.keep(header, text)
        else:
            parts[part] = text
            draft.headers[key, part] = header
    return draft


def _key(place: Place) -> tuple[tuple[str, str, int], str]:
    """Return under what a place's text is put together with others, and which part of that it is."""
    if place.kind == "address":
        return (place.kind, place.slot, 0), f"{place.part}{place.number}" if place.part == "street" else place.part
    if place.kind in ("organisation", "email", "phone", "url", "related", "event", "custom", "im"):
        return (place.kind, place.slot, place.number), place.part
    return (place.kind, place.part, place.number), place.part


def _types(slot: str) -> tuple[str, ...]:
    return tuple(word for word in slot.split() if not word.isdigit())


def _labelled(label: str, slot: str) -> tuple[tuple[str, ...], str]:
    """Return the types and the user's own label that a cell such as "* Work" gives."""
    preferred = label.startswith("*")
    word = label.lstrip("* ").strip()
    types = _TYPES.get(word.casefold())
    pref = ("pref",) if preferred else ()
    if types is not None:
        return (*types, *pref), ""
    return (*_types(slot), *pref), word


def _paired(values: list[str], label: str) -> list[tuple[str, str]]:
    """Return each of several values with its label: one each where there are as many, else the one for all."""
    labels = cell.joined(label)
    if len(labels) != len(values):
        labels = [label if len(labels) == 1 else labels[0]] * len(values)
    return list(zip(values, labels, strict=True))


def _emails(draft: _Draft) -> None:
    found: list[Email] = []
    for (kind, slot, number), parts in draft.slots.items():
        if kind != "email":
            continue
        text, display = parts.get("address", ""), parts.get("display", "")
        exchange = parts.get("protocol", "").upper() == "EX"
        read = False
        for value, label in _paired(cell.joined(text), parts.get("label", "")):
            types, own = _labelled(label, slot)
            for address in cell.addresses(value):
                found.append(Email(address=address, types=types, label=own))
                read = True
        if not read:
            found.extend(Email(address=address, types=_types(slot)) for address in cell.addresses(display))
            if text and not exchange and not text.startswith("/"):
                draft.keep(draft.headers[(kind, slot, number), "address"], text)
    if found:
        draft.fields["emails"] = found


def _phones(draft: _Draft) -> None:
    found: list[Phone] = []
    for (kind, slot, number), parts in draft.slots.items():
        if kind != "phone" or not (text := parts.get("value", "")):
            continue
        header = draft.headers[(kind, slot, number), "value"]
        for value, label in _paired(cell.joined(text), parts.get("label", "")):
            types, own = _labelled(label, slot)
            if cell.is_rounded(value):
                draft.problems.append(
                    f"{value!r} in {header!r} is a number that a spreadsheet has rounded; it was left out"
                )
                continue
            read = cell.numbers(value)
            found.extend(Phone(number=one, types=types, label=own) for one in read)
            if value and not read:
                draft.keep(header, value)
    if found:
        draft.fields["phones"] = found


def _addresses(draft: _Draft) -> None:
    found: list[Address] = []
    for slot, parts in draft.all("address"):
        streets = [parts[key] for key in ("box", "extended", "street0", "street1", "street2") if key in parts]
        if not streets and not any(key in parts for key in ("locality", "postal_code")):
            streets = [parts["formatted"]] if "formatted" in parts else []
        types, own = _labelled(parts.get("label", ""), slot)
        address = Address(
            street=", ".join(_one_line(street) for street in streets),
            locality=parts.get("locality", ""),
            region=parts.get("region", ""),
            postal_code=parts.get("postal_code", ""),
            country=parts.get("country", ""),
            types=tuple(kind for kind in types if kind != "main"),
            label=own,
        )
        if any((address.street, address.locality, address.region, address.postal_code, address.country)):
            found.append(address)
    if found:
        draft.fields["addresses"] = found


def _one_line(text: str) -> str:
    return ", ".join(line.strip(" ,") for line in text.splitlines() if line.strip(" ,"))


def _organisations(draft: _Draft) -> None:
    found: list[Organisation] = []
    for _, parts in draft.all("organisation"):
        split = {part: cell.joined(text) for part, text in parts.items()}
        for nth in range(max(map(len, split.values()), default=0)):
            one = {part: texts[nth] for part, texts in split.items() if nth < len(texts)}
            if one.get("role") and not one.get("title"):
                one["title"] = one.pop("role")
            elif one.get("role", "").casefold() == one.get("title", "").casefold():
                one.pop("role", None)
            if any(one.values()):
                found.append(Organisation(**one))
    if found:
        draft.fields["organisations"] = found


def _urls(draft: _Draft) -> None:
    found: list[Url] = []
    for slot, parts in draft.all("url"):
        for value, label in _paired(cell.joined(parts.get("page", "")), parts.get("label", "")):
            types, own = _labelled(label, slot if slot in ("home", "work") else "")
            value = value.replace("\\:", ":")  # Google's exports up to 2024 have "http\\://"
            if value:
                found.append(Url(url=value, types=types, label=own))
    if found:
        draft.fields["urls"] = found


def _related(draft: _Draft) -> None:
    found: list[Related] = []
    for slot, parts in draft.all("related"):
        text = parts.get("value", "")
        if slot == "child":
            found.extend(Related(name=name, relation="child") for name in cell.names(text))
        elif slot and not slot.isdigit():
            found.append(Related(name=text, relation=slot))
        else:
            pairs = _paired(cell.joined(text), parts.get("label", ""))
            found.extend(Related(name=name, relation=label.lstrip("* ")) for name, label in pairs if name)
    if found:
        draft.fields["related"] = found


def _labels(draft: _Draft, layout: Layout) -> None:
    commas = not layout.program.startswith(("Google", "Outlook"))
    found: list[str] = []
    for _, parts in draft.all("label"):
        for label in cell.labels(parts["label"], commas=commas):
            system = label.startswith("* ")
            label = label[2:].strip() if system else label
            if not (system and label.casefold() in _SYSTEM_GROUPS):
                found.append(label[:1].upper() + label[1:] if system else label)
    found.extend(layout.labels)
    if found:
        draft.fields["labels"] = found


def _notes(draft: _Draft) -> None:
    plain: list[str] = []
    named: list[str] = []
    for (kind, slot, number), parts in draft.slots.items():
        if kind == "note" and slot == "plain":
            plain.append(parts["plain"])
        elif kind == "note":
            named.append(f"{draft.headers[(kind, slot, number), 'named']}: {parts['named']}")
        elif kind == "custom" and parts.get("value"):
            pairs = _paired(cell.joined(parts["value"]), parts.get("label", ""))
            named.extend(f"{label}: {value}" if label else value for value, label in pairs if value)
        elif kind == "im" and parts.get("value"):
            draft.keep("IM", " ".join(filter(None, (parts.get("service"), parts["value"]))))
    if plain or named:
        draft.fields["notes"] = [*plain, *named]


def _dates(draft: _Draft, order: Callable[[], str], now: dt.datetime) -> None:
    texts = {part: (draft.text("date", part), part.capitalize()) for part in ("birthday", "anniversary")}
    for _, parts in draft.all("event"):
        label, value = parts.get("label", "").lstrip("* "), parts.get("value", "")
        part = label.casefold()
        if part in texts and not texts[part][0]:
            texts[part] = (value, label)
        elif value:
            draft.keep(label or "Event", value)
    for part, (text, header) in texts.items():
        if not text or dates.is_none(text):
            continue
        date = dates.read(text, "", now) or dates.read(text, order(), now)
        if date:
            draft.fields[part] = date
        else:
            draft.keep(draft.headers.get((("date", part, 0), part), header), text)
    year, month, day = (draft.text("date", part) for part in ("birth_year", "birth_month", "birth_day"))
    if (year or month or day) and "birthday" not in draft.fields:
        written = f"{year.zfill(4)}-{month}-{day}" if year.strip("0") else f"--{month}-{day}"
        date = dates.read(written, "ymd", now)
        if date:
            draft.fields["birthday"] = date
        else:
            draft.keep("Birthday", "-".join(filter(None, (year, month, day))))


def _names(draft: _Draft, layout: Layout) -> None:
    fields = draft.fields
    full, given, middle, family, prefix, suffix = (
        draft.text("name", part) for part in ("full", "given", "middle", "family", "prefix", "suffix")
    )
    forms: list[str] = []
    if full and not given and not family:
        given, family = _turned(full)
        if given:
            forms.append(f"{given} {family}")
    if family or given:
        fields.update(given=given, family=family, additional=middle)
    fields.update(prefixes=prefix, suffixes=suffix)
    nicknames = [parts["nickname"] for _, parts in draft.all("name") if "nickname" in parts]
    if nicknames:
        fields["nicknames"] = [name for text in nicknames for name in cell.joined(text)]
    whole = [family, given] if layout.family_first else [given, middle, family, suffix]
    composed = (" " if not layout.family_first or given.isascii() else "").join(part for part in whole if part)
    if not (given or family):
        composed = ""
    forms += [form for form in (full, composed) if form]
    if given and family:
        forms.append(f"{family} {given}" if layout.family_first else f"{given} {family}")
        if prefix and not layout.family_first and not full:
            forms.append(f"{prefix} {composed}")
    if given and (maiden := draft.text("name", "maiden")):
        forms.append(f"{given} {maiden}")
    if not forms:
        forms = _stand_in(draft)
    if forms:
        fields["name"] = forms[0]
        fields["names"] = forms


def _turned(full: str) -> tuple[str, str]:
    """Return the given and the family name of "Smith, John"; two empty texts where a name is written otherwise."""
    family, comma, given = full.partition(",")
    family, given = family.strip(), given.strip()
    plain = comma and family and given and "," not in given and "." not in given
    if (
        plain
        and len(given.split()) <= 3
        and len(family.split()) <= 3
        and not given.isupper()
        and given.lower() not in _AFTER
    ):
        return given, family
    return "", ""


_AFTER = frozenset({"jr", "sr", "ii", "iii", "iv", "esq", "phd", "md", "dds", "cpa", "mba", "rn"})
"""What follows a name after a comma without being one."""


def _stand_in(draft: _Draft) -> list[str]:
    """Return what is shown of someone without a name; an organisation with nobody's name is kept as one."""
    fields = draft.fields
    for _, parts in draft.all("email"):
        if name := cell.name_beside_address(parts.get("display", "")):
            return [name]
    if fields.get("nicknames"):
        return [fields["nicknames"][0]]
    if file_as := draft.text("name", "file_as"):
        return [file_as]
    for organisation in fields.get("organisations", ()):
        if organisation.name:
            if not organisation.title and not organisation.department:
                fields["kind"] = "organisation"
            return [organisation.name]
    for email in fields.get("emails", ()):
        return [email.address]
    for phone in fields.get("phones", ()):
        return [phone.number]
    return []

"""One contact from the records of one person: what they all say, each thing once, in the form worth showing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import chain
from typing import TypeVar

from tieweave.model import Address, Contact, Email, Organisation, Phone, Url
from tieweave.resolve import names, normalise, phones
from tieweave.spelling import plain

_Value = TypeVar("_Value")
_Typed = TypeVar("_Typed", Email, Phone, Url, Address)


def golden(records: Sequence[Contact], code: str) -> Contact:
    """Return the contact that two or more `records` of one person make, in their order; its id is not set.

    Every value is taken over as one of the records has it, so that `Contact.said_by` finds it. Of the records that
    write one e-mail address, number, page or address differently, the one with the most types is taken. `code` is
    the country calling code of national numbers.
    """
    first = records[0]
    name = _name(records)
    parts = _parts(records, name)
    return Contact(
        source=first.source,
        key=first.key,
        name=name,
        names=(name, *_all(record.names for record in records)),
        given=parts.given,
        family=parts.family,
        additional=parts.additional,
        prefixes=parts.prefixes or _first(record.prefixes for record in records),
        suffixes=parts.suffixes or _first(record.suffixes for record in records),
        nicknames=_all(record.nicknames for record in records),
        emails=_most_typed(_all(record.emails for record in records), lambda email: email.address),
        phones=_most_typed(
            _all(record.phones for record in records), lambda phone: phones.canonical(phone.number, code)
        ),
        urls=_most_typed(_all(record.urls for record in records), _page),
        organisations=_uncontained(_all(record.organisations for record in records), _organisation_parts),
        addresses=_uncontained(
            _most_typed(_all(record.addresses for record in records), _address_parts), _address_parts
        ),
        birthday=_date(record.birthday for record in records),
        anniversary=_date(record.anniversary for record in records),
        notes=_all(record.notes for record in records),
        labels=_all(record.labels for record in records),
        related=_all(record.related for record in records),
        uid=min((record.uid for record in records if record.uid), default=""),
        revised=max(record.revised for record in records),
        kind=first.kind,
        members=_all(record.members for record in records),
        filed=any(record.filed for record in records),
        extras=_all(record.extras for record in records),
        records=tuple(records),
    )


def _all(values: Iterable[tuple[_Value, ...]]) -> tuple[_Value, ...]:
    said = [some for some in values if some]
    return tuple(dict.fromkeys(chain.from_iterable(said))) if len(said) > 1 else said[0] if said else ()


def _first(texts: Iterable[str]) -> str:
    return next((text for text in texts if text), "")


def _name(records: Sequence[Contact]) -> str:
    """Return the fullest name as people use it; of equally good ones the most frequent, then the first by alphabet."""
    counts = Counter(record.name for record in records if record.name)
    if not counts:
        return ""
    return min(counts, key=lambda name: (*(-points for points in _fullness(name)), -counts[name], name))


def _fullness(name: str) -> tuple[int, ...]:
    """Return how good a form of the name is to show, the greater the better, what matters most first."""
    parsed = names.parse(name)
    as_spoken = "," not in name and "(" not in name and '"' not in name
    cased = name != name.upper() and name != name.lower()
    if not any(sign.lower() != sign.upper() for sign in name):
        cased = True
    words = sum(2 if len(word) > 1 else 1 for word in (parsed.given, *parsed.middle, parsed.family) if word)
    marks = sum(not sign.isascii() for sign in name)
    return (
        int(parsed.full) + int(parsed != names.NAMELESS),
        int(as_spoken),
        int(cased),
        words,
        # "José" says more than "Jose", and "Ann Smith" is what "Dr. Ann Smith, MD" is called.
        marks,
        -len(name.split()),
    )


def _parts(records: Sequence[Contact], name: str) -> Contact:
    """Return the record whose given and family name are the best: one of the shown name, in order."""
    whole = [record for record in records if record.given and record.family]
    return next(
        (record for record in whole if record.name == name),
        next(iter(whole), next((record for record in records if record.given or record.family), records[0])),
    )


def _most_typed(values: Sequence[_Typed], same: Callable[[_Typed], Hashable]) -> tuple[_Typed, ...]:
    """Return one value of each that is the `same`, that with the most types and a label, in order."""
    if len(values) < 2:
        return tuple(values)
    best: dict[Hashable, _Typed] = {}
    for value in values:
        held = best.setdefault(same(value), value)
        if (len(value.types), bool(value.label)) > (len(held.types), bool(held.label)):
            best[same(value)] = value
    return tuple(best.values())


def _page(url: Url) -> str:
    text = url.url.lower()
    return normalise.profile_page(url.url) or text.partition("://")[2].removeprefix("www.").rstrip("/") or text


def _organisation_parts(held: Organisation) -> tuple[str, ...]:
    return tuple(map(plain, (held.name, held.title, held.role, held.department)))


def _address_parts(address: Address) -> tuple[str, ...]:
    parts = (address.street, address.locality, address.region, address.postal_code, address.country)
    return tuple(map(plain, parts))


def _uncontained(values: Sequence[_Value], parts: Callable[[_Value], tuple[str, ...]]) -> tuple[_Value, ...]:
    """Return the values without those of which another says every part, and more; of equal ones the first."""
    if len(values) < 2:
        return tuple(values)
    said = {value: parts(value) for value in values}
    distinct = list({said[value]: value for value in reversed(values)}.values())[::-1]
    # Values of one person; the bound keeps a card with thousands of them from costing its square.
    if len(distinct) > 50:
        return tuple(distinct)
    return tuple(
        value
        for value in distinct
        if not any(
            other is not value
            and all(not mine or mine == theirs for mine, theirs in zip(said[value], said[other], strict=True))
            for other in distinct
        )
    )


def _date(texts: Iterable[str]) -> str:
    """Return the fullest date; of equally full ones the most frequent, then the smallest."""
    counts = Counter(text for text in texts if text)
    return min(counts, key=lambda text: (-sum(map(bool, normalise.birthday(text))), -counts[text], text), default="")

"""Surname, household and street against the profile.

Toward categories the weights are the project's own estimates; those of closeness stand in `tie_weights.py`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

import attrs

from tieweave import tie_weights as weights
from tieweave.model import Address, Contact, Evidence, Profile
from tieweave.spelling import plain

KIND = "household"

_HOUSEHOLD = {"family": 4.2, "close": weights.HOUSEHOLD}
_SURNAME = {"relative": 3.3, "family": 2.6, "close": weights.SURNAME}
_PARTNERS_SURNAME = {"relative": 3.1, "family": 1.6, "close": weights.PARTNERS_SURNAME}
_STREET = {"neighbour": 4.0, "close": weights.STREET}

_NUMBER = re.compile(r"\d+\s?[a-z]?\b")
_UNIT = re.compile(
    r"(?:\b(?:apt|apartment|unit|suite|ste|flat|app|appartement|appt|wohnung|lgh|piso|int|interno|m|lok)\b\.?|#)\s*(\w+)"
)
_STREET_WORDS = {
    "street": "st",
    "avenue": "ave",
    "av": "ave",
    "road": "rd",
    "drive": "dr",
    "boulevard": "blvd",
    "lane": "ln",
    "court": "ct",
    "crescent": "cres",
    "place": "pl",
    "strasse": "str",
    "straße": "str",
}


@attrs.frozen
class _Home:
    street: str
    number: str
    unit: str
    town: str


def evidence(contacts: Iterable[Contact], profile: Profile, now: dt.datetime) -> Iterator[Evidence]:
    """Yield shared surnames, households and streets; nothing without a name or an address in the profile."""
    homes = [home for address in profile.addresses if (home := _home(address))]
    own, partners = _surname(profile.name), _surname(profile.partner)
    for contact in contacts:
        if contact.kind != "individual":
            continue
        surname = plain(contact.family) or _surname(contact.name)
        if own and surname == own:
            yield from _items(contact, _SURNAME, "shares your surname", contact.source)
        elif partners and surname == partners:
            yield from _items(contact, _PARTNERS_SURNAME, "shares your partner's surname", contact.source)
        for address in contact.addresses if homes else ():
            if "work" in (kind.lower() for kind in address.types):
                continue
            found = next((match for home in homes if (match := _compare(home, _home(address)))), None)
            if found:
                source = contact.origin("addresses", address)
                weights, detail = found
                yield from _items(contact, weights, f"{detail}: {address.street}", source)
                break


def _items(contact: Contact, weights: dict[str, float], detail: str, source: str) -> Iterator[Evidence]:
    for toward, weight in weights.items():
        yield Evidence(kind=KIND, detail=detail, toward=toward, weight=weight, source=source, contact=contact.id)


def _compare(mine: _Home, theirs: _Home | None) -> tuple[dict[str, float], str] | None:
    if theirs is None or mine.street != theirs.street or not mine.town or mine.town != theirs.town:
        return None
    if mine.number and mine.number == theirs.number:
        if mine.unit == theirs.unit:
            return _HOUSEHOLD, "lives at your address"
        return _STREET, "lives in your building"
    return _STREET, "lives in your street"


def _home(address: Address) -> _Home | None:
    """Return what is compared of an address; None where it names no street."""
    folded = plain(address.street.replace(".", ". ")).strip()
    if not folded:
        return None
    unit = _UNIT.search(folded)
    rest = _UNIT.sub(" ", folded)
    number = _NUMBER.search(rest)
    words = [_STREET_WORDS.get(word, word) for word in re.split(r"[^\w]+", _NUMBER.sub(" ", rest)) if word]
    street = " ".join(words).replace("strasse", "str").replace("straße", "str")
    if not street:
        return None
    return _Home(
        street=street,
        number=number.group().replace(" ", "") if number else "",
        unit=unit.group(1) if unit else "",
        town=plain(address.locality) or plain(address.postal_code).replace(" ", ""),
    )


def _surname(name: str) -> str:
    """Return the last word of a full name, comparable; empty for a single name."""
    if "," in name:
        return plain(name.partition(",")[0])
    words = plain(name).split()
    return words[-1] if len(words) > 1 else ""

"""Who is worth comparing: those who meet in a block, so that no two people meet without a cause.

A block is of those who have one thing in common: an identity key, a sound of the name, a birthday, a house, an employer
and a given name. Blocks with many people say nothing of any two of them and are left out, those of one name alone
excepted, which are cut by the exact name first.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

from tieweave.model import Contact
from tieweave.organisation_names import key as organisation_key
from tieweave.resolve import likeness, name_lexicon, names, normalise
from tieweave.resolve.claims import Claims
from tieweave.resolve.keys import IdentityKeys
from tieweave.resolve.names import NOT_LATIN
from tieweave.resolve.portrait import guessed_names, place, trades

_MOST = 40
"""People in a block of a name or a birthday."""
_MOST_SHARING = 8
"""People in a block of an identity key, a house or an employer."""


def candidates(
    people: Sequence[Sequence[tuple[Contact, IdentityKeys, Claims]]],
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of `people`, by their index, that are worth comparing, each once, the lower index first.

    Each of the people is given by the records they have, with their keys and claims.
    """
    blocks: dict[tuple[str, ...], list[int]] = {}
    for person, records in enumerate(people):
        for key in {key for record in records for key in _keys(*record)}:
            blocks.setdefault(key, []).append(person)
    seen: set[int] = set()
    number = len(people)
    for key, block in blocks.items():
        if len(block) < 2:
            continue
        most = _MOST if key[0] in ("name", "exact", "born") else _MOST_SHARING
        if len(block) > most:
            continue
        for at, other in enumerate(block):
            for one in block[:at]:
                pair = one * number + other
                if pair not in seen:
                    seen.add(pair)
                    yield one, other


def _keys(record: Contact, keys: IdentityKeys, claims: Claims) -> Iterator[tuple[str, ...]]:
    """Yield the blocks that a record is in."""
    for key in keys.all:
        yield "key", key
    for name in claims.names or guessed_names(keys.emails):
        if name.full:
            yield "name", *sorted((sound(name.given), sound(name.family)))
            yield "exact", *sorted((name.given, name.family))
            for formal in name_lexicon.formal_names(name.given):
                yield "exact", *sorted((formal, name.family))
            for nickname in name.nicknames:
                yield "exact", *sorted((nickname, name.family))
            if len(name.given) == 1:
                yield "initial", name.given, name.family
            else:
                for initial in name_lexicon.initials(name.given):
                    yield "initial", initial, name.family
        elif name.alone:
            yield "exact", name.alone
    year, day = claims.born
    if year and day:
        yield "born", year, day
    words = {sound(word) for name in claims.names for word in (name.given, name.family, name.alone) if word}
    for address in record.addresses:
        where = place(address)
        if where.postal_code:
            for word in words:
                yield "home", word, where.postal_code
            yield "home", sound(where.street.replace(" ", "")), where.postal_code
        if where.locality:
            for word in words:
                yield "home", word, where.locality
        if where.number and where.postal_code:
            yield "place", where.number, where.postal_code
        if where.number and where.street:
            yield "place", where.number, where.street
        if where.street and where.locality:
            yield "place", where.street, where.locality
    given = {formal for name in claims.names for formal in name_lexicon.formal_names(name.given or name.alone)} - {""}
    for held in record.organisations:
        if held.name:
            for formal in given:
                yield "work", "".join(organisation_key(held.name)), formal
    if any(name.alone for name in claims.names) or record.organisations or "," in record.name:
        for trade in trades((record,)):
            for formal in given:
                yield "work", trade, formal


@functools.lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return the first letter of a name and its consonants, no two alike together: what most slips leave as it is."""
    if word >= NOT_LATIN:
        word = likeness.romanised(word) or word
    kept = word[:1]
    for sign in word[1:]:
        if sign not in "aeiouyhw" and sign != kept[-1:]:
            kept += sign
    return kept

"""Who is worth comparing: those who meet in a block, so that no two people meet without a cause.

A block is of those who have one thing in common: an identity key, the sound of the name, a birthday, a house and a
name; and with one who is known by little, an employer and a given name. Blocks with many people say nothing of any two
of them and are left out.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

from tieweave.model import Contact
from tieweave.organisation_names import key as organisation_key
from tieweave.resolve import name_lexicon
from tieweave.resolve.claims import Claims
from tieweave.resolve.keys import IdentityKeys
from tieweave.resolve.names import Name
from tieweave.resolve.portrait import guessed_names, place, trades
from tieweave.spelling import NOT_LATIN, plain, romanised

_Record: TypeAlias = tuple[Contact, IdentityKeys, Claims]

_MOST_OF = {"name": 40, "exact": 40, "born": 40, "house": 4}
"""People in a block of a name or a birthday, and of a house and a name."""
_MOST_ALIKE = 6
"""People whose names sound alike, beyond which only those of the very same name are compared."""
_MOST_SHARING = 8
"""People in a block of an identity key, a house or an employer."""


def candidates(people: Sequence[Sequence[_Record]], several: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of `people`, by their index, that are worth comparing, each once, the lower index first.

    Each of the people is given by the records they have, with their keys and claims; `several` are the keys that
    several records have.
    """
    opened = frozenset(
        key
        for records in people
        for record, keys, claims in records
        if (forms := _forms(keys, claims)) and not any(len(name.given) > 1 and name.family for name in forms)
        for key in _loose_keys(record, forms)
    )
    blocks: dict[tuple[str, ...], list[int]] = {}
    for person, records in enumerate(people):
        for key in {key for record in records for key in _keys(*record, several, opened)}:
            block = blocks.get(key)
            if block is None:
                blocks[key] = [person]
            else:
                block.append(person)
    seen: set[int] = set()
    number = len(people)
    for key, block in blocks.items():
        parts: Iterable[list[int]] = [block]
        most = _MOST_OF.get(key[0], _MOST_SHARING)
        if key[0] == "name" and len(block) > _MOST_ALIKE:
            parts = _by_name(people, block).values()
        for part in parts:
            if len(part) > most:
                continue
            for at, other in enumerate(part):
                for one in part[:at]:
                    pair = one * number + other
                    if pair not in seen:
                        seen.add(pair)
                        yield one, other


def _by_name(people: Sequence[Sequence[_Record]], block: Sequence[int]) -> dict[tuple[str, ...], list[int]]:
    """Return those of a block whose names sound alike by the very names."""
    found: dict[tuple[str, ...], list[int]] = {}
    for person in block:
        names = {name for _, keys, claims in people[person] for name in _forms(keys, claims) if name.full}
        for words in {tuple(sorted((name.given, name.family))) for name in names}:
            found.setdefault(words, []).append(person)
    return found


def _forms(keys: IdentityKeys, claims: Claims) -> Sequence[Name]:
    return claims.names or guessed_names(keys.emails)


def _keys(
    record: Contact,
    keys: IdentityKeys,
    claims: Claims,
    several: Collection[str],
    opened: frozenset[tuple[str, ...]],
) -> Iterator[tuple[str, ...]]:
    """Yield the blocks that a record is in.

    Of the keys those that `several` records have, of the loose blocks those that somebody has `opened`.
    """
    for shared in keys.all:
        if shared in several:
            yield "key", shared
    forms = _forms(keys, claims)
    for name in forms:
        if name.full:
            one, other = sound(name.given), sound(name.family)
            yield ("name", one, other) if one < other else ("name", other, one)
            # A name that is short for none, and none for it, meets its like by its sound.
            known = name_lexicon.formal_names(name.given) if name_lexicon.is_given_name(name.given) else ()
            for given in (*known, *name.nicknames):
                yield ("exact", given, name.family) if given < name.family else ("exact", name.family, given)
        elif name.alone:
            yield "exact", name.alone
    if all(claims.born):
        yield "born", *claims.born
    if record.addresses:
        yield from _places(record, forms, register=not claims.reachable)
    if opened:
        for key in _loose_keys(record, forms):
            if key in opened:
                yield key


def _places(record: Contact, forms: Sequence[Name], *, register: bool) -> Iterator[tuple[str, ...]]:
    """Yield the blocks of a record's addresses; rows of a register hold slips anywhere, and are in more of them."""
    words = {sound(word) for name in forms for word in (name.given, name.family, name.alone) if word}
    for where in map(place, record.addresses):
        if where.number:
            for word in words:
                yield "house", where.number, where.street, word
        if register:
            yield "place", where.number, where.postal_code
            yield "place", where.number, where.street
            yield "place", where.street, where.locality
            yield "place", sound(where.street.replace(" ", "")), where.postal_code
            for word in words:
                yield "place", word, where.postal_code
                yield "place", word, where.locality


def _loose_keys(record: Contact, forms: Sequence[Name]) -> Iterator[tuple[str, ...]]:
    """Yield the blocks in which one who is known by an initial or a single word meets whose name it may be.

    So many are in each of these that they are worth while only where there is such a one.
    """
    for name in forms:
        if name.family:
            for initial in name_lexicon.initials(name.given):
                yield "initial", initial, name.family
        if word := name.given or name.alone:
            for given in name_lexicon.formal_names(word):
                for held in record.organisations:
                    if held.name:
                        yield "work", "".join(organisation_key(held.name)), given
                    for trade in plain(held.title).split():
                        yield "work", trade, given
                for trade in trades((record,)):
                    yield "work", trade, given


@functools.lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return the first letter of a name and its consonants, no two alike together: what most slips leave as it is."""
    if word >= NOT_LATIN:
        word = romanised(word) or word
    kept = word[:1]
    for sign in word[1:]:
        if sign not in "aeiouyhw" and sign != kept[-1:]:
            kept += sign
    return kept

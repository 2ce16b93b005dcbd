"""Where somebody works at present, and how high up, as far as their card says."""

from __future__ import annotations

import functools

from tieweave import organisation_names
from tieweave.leads.words import lexicon, tokens
from tieweave.model import Contact, Organisation

_TOP = 1.0
_LEADING = 0.6
_COOKS = frozenset("cuisine partie rang patissier sous pastry executive cocina cucina".split())
_A_YEAR = 10_000
"""A year between two dates written as numbers, 20260501 - 20250501."""


def present(contact: Contact) -> tuple[Organisation, ...]:
    """Return the organisations somebody is at now: those their card does not call former, see `is_former`.

    Of a merged person's organisations, those go that only records older by more than a year name beside another
    record's: people keep old cards.
    """
    if not contact.organisations:
        return ()
    held = tuple(organisation for organisation in contact.organisations if not is_former(organisation.title))
    if len(held) < 2 or len(contact.records) < 2:
        return held
    dates = {organisation: _newest(contact, organisation) for organisation in held}
    latest = max(dates.values())
    return tuple(one for one in held if not dates[one] or latest - dates[one] <= _A_YEAR)


@functools.lru_cache(maxsize=65536)
def is_former(title: str) -> bool:
    """Say whether a title is of the past: "Former CTO", "ex-Head of Data", "Teacher (retired)"."""
    words = tokens(title)
    # Only in front: a "sheet metal former" forms sheet metal.
    return bool(words) and (words[0] in lexicon("former", "before") or is_retired(title))


@functools.lru_cache(maxsize=65536)
def is_retired(title: str) -> bool:
    """Say whether a title says that its holder has retired."""
    return not lexicon("retired").isdisjoint(tokens(title))


@functools.lru_cache(maxsize=65536)
def is_seeking(title: str) -> bool:
    """Say whether a title is that of somebody without employment: a student, or looking for work."""
    words = tokens(title)
    # A "student advisor" is employed: only what a title ends or begins with alone counts.
    return bool(words) and not lexicon("seeking").isdisjoint(words) and (words[0] in ("seeking",) or len(words) <= 2)


@functools.lru_cache(maxsize=65536)
def seniority(title: str) -> float:
    """Return how high up a title is, 0..1: 1 for who heads an organisation or much of one, 0.6 for who leads people.

    Own estimate of two steps; that contacts of higher standing help more is Trimble O'Connor's finding (Social Networks
    35, 2013), and Lin's before.
    """
    words = tokens(title)
    if not lexicon("assisting").isdisjoint(words):
        return 0.0
    if any(_is_top(words, at) for at in range(len(words))):
        return _TOP
    return _LEADING if any(_leads(words, at) for at in range(len(words))) else 0.0


def titles(contact: Contact) -> list[str]:
    """Return the titles, or else the roles, that somebody has at present."""
    return [text for one in present(contact) if (text := one.title or one.role)]


def keys(contact: Contact) -> frozenset[tuple[str, ...]]:
    """Return the keys of the organisations somebody is at now, see `organisation_names.key`."""
    return frozenset(key for one in present(contact) if one.name and (key := organisation_names.key(one.name)))


def _is_top(words: tuple[str, ...], at: int) -> bool:
    word = words[at]
    if word in lexicon("top"):
        # "Vice President" is one; a "Head Coach" or a "Head Chef" leads a team.
        return not (word in ("head", "chief") and at + 1 < len(words) and words[at + 1] in ("coach", "chef", "cook"))
    return word.endswith(tuple(lexicon("top", "endings")))


def _leads(words: tuple[str, ...], at: int) -> bool:
    word = words[at]
    if word == "chef":
        # A cook in English; "chef de projet" and a Swedish "chef för" lead.
        following = words[at + 1 : at + 3]
        return at == 0 and len(words) > 1 and following[0] in ("de", "d", "du", "for") and _COOKS.isdisjoint(following)
    if word in ("manager", "lead", "leader"):
        return at == 0 or words[at - 1] not in lexicon("not-a-rank")
    if word in ("head", "chief") or word in lexicon("leading"):
        return True
    ends = any(word.endswith(end) and len(word) > len(end) for end in lexicon("leading", "endings"))
    return ends and not word.endswith(tuple(lexicon("leading", "never")))


def _newest(contact: Contact, organisation: Organisation) -> int:
    """Return the latest date of a record that names an organisation, as the number 20260501; 0 where none is dated."""
    return max((_date(record.revised) for record in contact.records if organisation in record.organisations), default=0)


def _date(revised: str) -> int:
    digits = revised[:10].replace("-", "")[:8]
    return int(digits) if len(digits) == 8 and digits.isascii() and digits.isdigit() else 0

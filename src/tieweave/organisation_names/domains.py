"""Whose an e-mail domain is: by how it is called, and by those who write from it."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TypeVar

from tieweave.organisation_names.keys import Key
from tieweave.resolve.normalise import PUBLIC_DOMAINS

T = TypeVar("T")

_NOBODYS = frozenset({"example.com", "example.org", "example.net"})
"""RFC 2606 keeps them for examples: who has an address there has said nothing."""
_REGISTRIES = frozenset("ac co com edu gov gob gouv gc go net org or ne mil nhs sch k12 nom info".split())
"""Labels under which countries keep their domains: dal.co.uk is called "dal"."""
_MANY_FIRMS = 4
"""People of so many firms, none of them in the lead, write from a provider's domain."""
_WITNESSES = 2
"""People at a domain who name one organisation, most of all there: then it is that organisation's. One is enough where
the domain is called like it."""


def of_address(address: str) -> str:
    """Return the domain of an e-mail address."""
    return address.rpartition("@")[2].rstrip(".")


def is_a_provider(domain: str) -> bool:
    """Say whether a domain is a mail provider's or one for examples: who has an address there says nothing by it."""
    return domain in PUBLIC_DOMAINS or domain in _NOBODYS


def upwards(domain: str) -> Iterator[str]:
    """Yield a domain and those above it: mail.dal.ca, dal.ca, ca."""
    while domain:
        yield domain
        domain = domain.partition(".")[2]


def within(domain: str, held: Mapping[str, T]) -> T | None:
    """Return what is held of a domain, or of the nearest above it."""
    return next((held[one] for one in upwards(domain) if one in held), None) if held else None


@functools.lru_cache(maxsize=65536)
def label(domain: str) -> str:
    """Return what a domain is called: "dal" for alumni.dal.ca, "fundysoftware" for fundy-software.co.uk."""
    parts = domain.split(".")[:-1]
    while len(parts) > 1 and parts[-1] in _REGISTRIES:
        del parts[-1]
    return parts[-1].replace("-", "") if parts else ""


@functools.lru_cache(maxsize=65536)
def spells(domain: str, key: Key) -> bool:
    """Say whether a domain is called like an organisation: fundysoftware.example or fundy.example, Fundy Software."""
    name = "".join(key)
    return len(name) > 2 and any(
        name == part or (len(part) > 3 and (name.startswith(part) or part.startswith(name)))
        for part in (one.replace("-", "") for one in domain.split(".")[:-1])
    )


def is_of_many(named: Counter[Key], naming: int) -> bool:
    """Say whether the people at a domain are of so many organisations that it can be none of theirs; see `owner`."""
    return len(named) >= _MANY_FIRMS and max(named.values()) * 3 < naming


def owner(domain: str, named: Counter[Key], naming: int) -> Key | None:
    """Return whose a domain is, of the organisations that the people there name, and None where that is not certain.

    `named` counts the people by organisation, `naming` those who name any.
    """
    called = [key for key in named if spells(domain, key)]
    if len(called) == 1:
        return called[0]
    key, held = min(named.items(), key=lambda item: (-item[1], item[0]), default=((), 0))
    return key if held >= _WITNESSES and held * 2 > naming else None

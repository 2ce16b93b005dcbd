"""Whose an e-mail domain is: an organisation's, a provider's, or that of those who write from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs

from tieweave import organisation_names
from tieweave.model import Contact
from tieweave.resolve import normalise

Key = tuple[str, ...]

_NOBODYS = frozenset({"example.com", "example.org", "example.net"})
"""RFC 2606 keeps them for examples: who has an address there has said nothing."""

_MANY_FIRMS = 4
"""People of so many firms, none of them in the lead, write from a provider's domain."""


@attrs.frozen
class Domain:
    """An e-mail domain, who writes from it, and the organisation whose it seems to be."""

    name: str
    members: tuple[int, ...]
    organisation: Key | None


def domains(people: Sequence[Contact], organisations: Sequence[Iterable[Key]]) -> list[Domain]:
    """Return the domains of the people that are no provider's, with the organisation that most there name.

    A sub-domain counts with the domain above it where somebody writes from that: mail.dal.example with dal.example.
    """
    found: dict[str, dict[int, None]] = {}
    for at, person in enumerate(people):
        for email in person.emails:
            domain = normalise.mailbox(email.address).rpartition("@")[2]
            if domain and domain not in normalise.PUBLIC_DOMAINS and domain not in _NOBODYS:
                found.setdefault(domain, {})[at] = None
    joined: dict[str, dict[int, None]] = {}
    for domain, members in found.items():
        joined.setdefault(_highest(domain, found), {}).update(members)
    result = []
    for name, members in sorted(joined.items()):
        stated = Counter(key for at in members for key in set(organisations[at]))
        stating = sum(1 for at in members if any(True for _ in organisations[at]))
        key, held = min(stated.items(), key=lambda item: (-item[1], item[0]), default=((), 0))
        if len(stated) >= _MANY_FIRMS and held * 3 < stating:
            continue
        certain = held * 2 > stating and (held > 1 or _spells(name, key))
        result.append(Domain(name, tuple(sorted(members)), key if certain else None))
    return result


def _highest(domain: str, known: Mapping[str, object]) -> str:
    highest = above = domain
    while above := above.partition(".")[2]:
        if "." in above and above in known:
            highest = above
    return highest


def _spells(domain: str, key: Key) -> bool:
    """Return whether a domain is an organisation's by its name: fundysoftware.example, Fundy Software."""
    name = "".join(key)
    return len(name) > 2 and any(
        name == part or (len(part) > 3 and (name.startswith(part) or part.startswith(name)))
        for part in (label.replace("-", "") for label in domain.split(".")[:-1])
    )


def organisation_keys(person: Contact) -> list[Key]:
    """Return the keys of the organisations that a person names, each once."""
    keys = (organisation_names.key(held.name) for held in person.organisations if held.name)
    return [key for key in dict.fromkeys(keys) if key]

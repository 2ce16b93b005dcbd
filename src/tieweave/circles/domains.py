"""Whose an e-mail domain is: an organisation's, a provider's, or that of those who write from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import attrs

from tieweave.circles.affiliations import Affiliations
from tieweave.model import Contact
from tieweave.organisation_names import domains as owners
from tieweave.resolve import normalise

Key = tuple[str, ...]


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
            domain = owners.of_address(normalise.mailbox(email.address))
            if domain and not owners.is_a_provider(domain):
                found.setdefault(domain, {})[at] = None
    joined: dict[str, dict[int, None]] = {}
    for domain, members in found.items():
        joined.setdefault(_highest(domain, found), {}).update(members)
    result = []
    for name, members in sorted(joined.items()):
        stated = Counter(key for at in members for key in set(organisations[at]))
        stating = sum(1 for at in members if any(True for _ in organisations[at]))
        if not owners.is_of_many(stated, stating):
            result.append(Domain(name, tuple(sorted(members)), owners.owner(name, stated, stating)))
    return result


def _highest(domain: str, known: Mapping[str, object]) -> str:
    highest = above = domain
    while above := above.partition(".")[2]:
        if "." in above and above in known:
            highest = above
    return highest


def organisation_keys(person: Contact, known: Affiliations) -> list[Key]:
    """Return the keys of the organisations that a person names, each once."""
    keys = (known.key_of(held.name) for held in person.organisations if held.name)
    return [key for key in dict.fromkeys(keys) if key]

"""Which e-mail domains are a company's own, learned from the people of the book who name both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tieweave import organisation_names
from tieweave.leads import work
from tieweave.leads.aliases import Key
from tieweave.leads.words import tokens
from tieweave.model import Contact, Profile
from tieweave.resolve.normalise import PUBLIC_DOMAINS

_WITNESSES = 2
"""People of one organisation at a domain, and nobody of another: then the domain is the organisation's. One is enough
where the domain is called like it."""


def company_domains(contacts: Iterable[Contact], profile: Profile) -> dict[str, Key]:
    """Return the key of the organisation whose domain it is, by domain; those of mail providers are nobody's."""
    seen: dict[str, Counter[Key]] = {}
    for contact in contacts:
        held = work.keys(contact) if contact.emails else ()
        for domain in {domain_of(email.address) for email in contact.emails} if held else ():
            if domain not in PUBLIC_DOMAINS:
                seen.setdefault(domain, Counter()).update(held)
    found = {domain: key for domain, counts in seen.items() if (key := _owner(domain, counts)) is not None}
    for affiliation in (*profile.employers, *profile.schools):
        found |= dict.fromkeys(affiliation.domains, organisation_names.key(affiliation.name))
    return found


def domain_of(address: str) -> str:
    """Return the domain of an e-mail address."""
    return address.partition("@")[2]


def _owner(domain: str, counts: Counter[Key]) -> Key | None:
    parts = set(tokens(domain))
    called = [key for key in counts if not parts.isdisjoint(("".join(key), key[0]))]
    if len(called) == 1:
        return called[0]
    (key, most), *others = counts.most_common(2)
    return key if not others and most >= _WITNESSES else None

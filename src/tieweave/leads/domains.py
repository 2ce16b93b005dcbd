"""Which e-mail domains are a company's own, learned from the people of the book who name both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from tieweave import organisation_names
from tieweave.leads import work
from tieweave.leads.aliases import Key
from tieweave.model import Contact, Profile
from tieweave.organisation_names.domains import is_a_provider, of_address, owner


def company_domains(contacts: Iterable[Contact], profile: Profile) -> dict[str, Key]:
    """Return the key of the organisation whose domain it is, by domain; those of mail providers are nobody's."""
    seen: dict[str, Counter[Key]] = {}
    naming: Counter[str] = Counter()
    for contact in contacts:
        held = work.keys(contact) if contact.emails else ()
        for domain in {of_address(email.address) for email in contact.emails} if held else ():
            if not is_a_provider(domain):
                seen.setdefault(domain, Counter()).update(held)
                naming[domain] += 1
    found = {domain: key for domain, named in seen.items() if (key := owner(domain, named, naming[domain]))}
    for affiliation in (*profile.employers, *profile.schools):
        found |= dict.fromkeys(affiliation.domains, organisation_names.key(affiliation.name))
    return found

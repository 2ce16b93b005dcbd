"""Who else is called so: what the names and addresses of a whole book say against a short form of one name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import attrs

from tieweave.model import Contact
from tieweave.organisation_names import domains
from tieweave.organisation_names.keys import Key, key


@attrs.frozen(eq=False)
class Namesakes:
    """The organisations of a book: how many people name each, those that begin with a word, and their domains."""

    people: Counter[Key]
    beginning: dict[str, set[Key]]
    addresses: dict[Key, set[str]]

    @classmethod
    def of(cls, contacts: Iterable[Contact]) -> Namesakes:
        """Return what the cards of `contacts` say; one pass over them."""
        people: Counter[Key] = Counter()
        addresses: dict[Key, set[str]] = {}
        for contact in contacts:
            if not contact.organisations:
                continue
            held = {key(one.name) for one in contact.organisations if one.name}
            people.update(held)
            for email in contact.emails if len(held) == 1 else ():
                domain = domains.of_address(email.address)
                if not domains.is_a_provider(domain):
                    addresses.setdefault(next(iter(held)), set()).add(domain)
        beginning: dict[str, set[Key]] = {}
        for one in people:
            if one:
                beginning.setdefault(one[0], set()).add(one)
        return cls(people=people, beginning=beginning, addresses=addresses)

    def longer(self, short: Key, own: Iterable[Key]) -> bool:
        """Say whether an organisation that is none of ego's `own` begins with these words and goes on."""
        mine = tuple(own)
        return any(
            len(one) > len(short) and one[: len(short)] == short and not any(one[: len(key)] == key for key in mine)
            for one in self.beginning.get(short[0], ())
        )

    def elsewhere(self, name: Key, own: Iterable[str]) -> bool:
        """Say whether who names `name` has an address at a domain of that name which is none of ego's `own` domains."""
        mine = dict.fromkeys(own, True)
        return any(
            domains.spells(domain, name) and not domains.within(domain, mine) for domain in self.addresses.get(name, ())
        )

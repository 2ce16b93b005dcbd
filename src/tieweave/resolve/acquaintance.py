"""What two persons of one full name have beside it: the same ways to reach them, or others."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from tieweave.model import Contact
from tieweave.resolve import normalise
from tieweave.resolve.keys import IdentityKeys
from tieweave.spelling import plain


@attrs.frozen
class Known:
    """Everything that tells two persons of one name apart, or together.

    `emails`, `phones` and `pages` are identity keys; `addresses` are all mailboxes, those of a function as well;
    `places` are streets with their town, and postal codes.
    """

    emails: frozenset[str]
    addresses: frozenset[str]
    phones: frozenset[str]
    pages: frozenset[str]
    organisations: frozenset[str]
    birthdays: frozenset[tuple[str, str]]
    places: frozenset[str]

    @property
    def bare(self) -> bool:
        """Whether nothing is known but the name."""
        return not (self.addresses or self.phones or self.pages or self.organisations or self.birthdays or self.places)

    def speaks_against(self, other: Known) -> bool:
        """Return whether the ways to reach two persons of one name make them two persons.

        They do when both have e-mail addresses and telephone numbers (or pages on one site) and share none; when
        only one kind of these stands on both sides and differs, something else has to be the same: an organisation
        does not do for two pages on one site.
        """
        if self._shares_a_key(other) or any(all(born) for born in self.birthdays & other.birthdays):
            return False
        on_one_site = self._on_one_site(other)
        differing = bool(self.emails and other.emails) + bool(self.phones and other.phones) + on_one_site
        return differing > 1 or (differing == 1 and not self._speaks_for(other, on_one_site))

    def _speaks_for(self, other: Known, on_one_site: bool) -> bool:
        # Two members of one network at one company, each with a page of their own, are namesakes who are colleagues.
        return (
            bool(self.organisations & other.organisations and not on_one_site and not self._colleagues(other))
            or any(a[1] and a[1] == b[1] for a in self.birthdays for b in other.birthdays)
            or bool(self.places & other.places)
        )

    def _on_one_site(self, other: Known) -> bool:
        sites, other_sites = ({page.partition("/")[0] for page in known.pages} for known in (self, other))
        return bool(sites & other_sites)

    def _shares_a_key(self, other: Known) -> bool:
        return bool(self.addresses & other.addresses or self.phones & other.phones or self.pages & other.pages)

    def _colleagues(self, other: Known) -> bool:
        """Return whether both have an address, not the same, at one domain: an employer gives each their own."""
        mine, theirs = ({address.rpartition("@")[2] for address in known.emails} for known in (self, other))
        return bool(mine & theirs)


def known(records: Sequence[Contact], keys: Sequence[IdentityKeys]) -> Known:
    """Return what the `records` of one person, whose keys are `keys`, say beside the name."""
    return Known(
        emails=frozenset(email for key in keys for email in key.emails),
        addresses=frozenset(normalise.mailbox(email.address) for record in records for email in record.emails),
        phones=frozenset(phone for key in keys for phone in key.phones),
        pages=frozenset(page for key in keys for page in key.pages),
        organisations=frozenset(
            plain(held.name).replace(".", "").replace(",", "")
            for record in records
            for held in record.organisations
            if held.name
        ),
        birthdays=frozenset(normalise.birthday(record.birthday) for record in records if record.birthday),
        places=frozenset(
            place
            for record in records
            for address in record.addresses
            for place in (
                plain(f"{address.street}, {address.locality}") if address.street and address.locality else "",
                address.postal_code.replace(" ", "").lower(),
            )
            if place
        ),
    )

"""A person as they are compared: everything the records say that tells two people apart, or together."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from tieweave.model import Address, Contact
from tieweave.organisation_names import key as organisation_key
from tieweave.resolve import normalise
from tieweave.resolve.claims import Claims
from tieweave.resolve.keys import EMAIL, IdentityKeys
from tieweave.resolve.names import NAMELESS, Name, of_mailbox
from tieweave.resolve.names import trades as trades_of_name
from tieweave.spelling import plain

_MOST_PLACES = 20
"""Addresses of a person that are compared with those of another, all with all."""


class Place(NamedTuple):
    """A postal address as it is compared, in lower case without diacritics; each part "" where not said."""

    number: str = ""
    street: str = ""
    locality: str = ""
    postal_code: str = ""


class Portrait(NamedTuple):
    """One person as compared with another.

    `names` are all forms of the name, and `guessed` is whether none is said and they are taken from the e-mail address;
    `born` are all birthdays, as year and month with day. `emails`, `phones`, `pages` and `uids` are identity keys of
    the person alone; `common` are those that several people have: mailboxes of a function, a household's telephone.
    `organisations` are the words that tell them from others, written as one, and `domains`, in the same form, those of
    e-mail addresses that may be an employer's. `titles` are what the person does there, and `trades` the words for it
    that stand beside the name. `sources` are the address books that have the person; `noted` is whether a note does
    more than name them.
    """

    names: tuple[Name, ...]
    born: frozenset[tuple[str, str]]
    emails: frozenset[str]
    common: frozenset[str]
    phones: frozenset[str]
    pages: frozenset[str]
    uids: frozenset[str]
    organisations: frozenset[str]
    domains: frozenset[str]
    titles: frozenset[str]
    trades: frozenset[str]
    places: tuple[Place, ...]
    sources: frozenset[str]
    guessed: bool
    noted: bool

    @property
    def work(self) -> frozenset[str]:
        """The words for what the person does."""
        return self.trades.union(word for title in self.titles for word in title.split())

    @property
    def bare(self) -> bool:
        """Whether nothing is known but the name."""
        return not (
            self.noted
            or self.emails
            or self.common
            or self.phones
            or self.pages
            or self.organisations
            or self.places
            or self.born
            or self.uids
        )

    @property
    def reachable(self) -> bool:
        """Whether anything says how to reach the person; rows of a register do not."""
        return bool(self.emails or self.common or self.phones or self.pages)

    def differs_in(self, other: Portrait) -> tuple[str, ...]:
        """Return the kinds of ways to reach them that both have for themselves, beside what they share.

        A number both have may be the household's: when each has others as well, and none of these is the same, the
        numbers differ all the same.
        """
        differing = []
        if self.emails and other.emails and not self.emails & other.emails:
            differing.append("email")
        if self.phones - other.phones and other.phones - self.phones:
            differing.append("phone")
        if not self.pages & other.pages and not sites(self.pages).isdisjoint(sites(other.pages)):
            differing.append("page")
        return tuple(differing)

    def colleague_of(self, other: Portrait) -> bool:
        """Return whether both have an address, not the same, at one domain: an employer gives each their own."""
        mine, theirs = ({email.rpartition("@")[2] for email in person.emails} for person in (self, other))
        return not self.emails & other.emails and not mine & theirs <= normalise.PUBLIC_DOMAINS


def sites(pages: Iterable[str]) -> set[str]:
    """Return the sites that the pages are on."""
    return {page.partition("/")[0] for page in pages}


def portrait(
    records: Sequence[Contact], keys: Sequence[IdentityKeys], claims: Iterable[Claims], common: Collection[str]
) -> Portrait:
    """Return what the `records` of one person say, whose identity keys and distinct claims are given.

    `common` are the keys that are of several people.
    """
    said = tuple(claims)
    held = {key for record_keys in keys for key in (*record_keys.emails, *record_keys.phones)}
    roles = {
        f"{EMAIL}:{mailbox}"
        for record in records
        for email in record.emails
        if (mailbox := normalise.mailbox(email.address)) and normalise.is_role(mailbox)
    }
    names = tuple(sorted({name for claimed in said for name in claimed.names}))
    emails = frozenset(email for key in keys for email in key.emails if email not in common)
    guessed = () if names else guessed_names(emails)
    titles = frozenset(plain(held.title) for record in records for held in record.organisations if held.title)
    return Portrait(
        names=names or guessed,
        born=frozenset(claimed.born for claimed in said if any(claimed.born)),
        emails=emails,
        common=frozenset(roles | {key for key in held if key in common}),
        phones=frozenset(phone for key in keys for phone in key.phones if phone not in common),
        pages=frozenset(page for key in keys for page in key.pages),
        uids=frozenset(uid for key in keys for uid in key.uids),
        organisations=frozenset(
            "".join(organisation_key(held.name)) for record in records for held in record.organisations if held.name
        ),
        domains=frozenset(
            domain.partition(".")[0].replace("-", "")
            for email in emails
            if (domain := email.rpartition("@")[2]) not in normalise.PUBLIC_DOMAINS
        ),
        titles=titles,
        trades=trades(records),
        places=tuple(sorted({place(address) for record in records for address in record.addresses}))[:_MOST_PLACES],
        sources=frozenset(record.source for record in records),
        guessed=bool(guessed),
        noted=any(record.notes for record in records),
    )


def guessed_names(emails: Iterable[str]) -> tuple[Name, ...]:
    """Return the names that e-mail keys spell, where nothing else says one."""
    found = (of_mailbox(email.removeprefix(f"{EMAIL}:").rpartition("@")[0]) for email in sorted(emails))
    return tuple(dict.fromkeys(name for name in found if name != NAMELESS))


def trades(records: Iterable[Contact]) -> frozenset[str]:
    """Return the words for the person's work that stand beside the name: "Bob (dentist)", "Robert Smith, DDS"."""
    beside = [trades_of_name(name) for record in records for name in record.names if "(" in name or "," in name]
    return frozenset().union(*beside) if beside else frozenset()


@functools.lru_cache(maxsize=65536)
def place(address: Address) -> Place:
    """Return an address as it is compared: the house number apart from the words of the street."""
    words = plain(address.street).replace(",", " ").replace(".", " ").split()
    number = next((word for word in words if word[0].isdigit()), "")
    if number:
        words.remove(number)
    return Place(
        number=number,
        street=" ".join(words),
        locality=plain(address.locality),
        postal_code=plain(address.postal_code).replace(" ", "").replace("-", ""),
    )

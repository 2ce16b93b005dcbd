"""By which channel somebody is reached, and where."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence

import attrs

from tieweave import organisation_names
from tieweave.leads import work
from tieweave.model import Channel, Contact, Email, History, Phone
from tieweave.organisation_names.domains import is_a_provider, of_address, spells, upwards
from tieweave.resolve import normalise, phones

EMAIL, MESSAGE, CALL, MEETING, PAGE = "email", "message", "call", "meeting", "page"

_HALF_LIFE = 365.0
"""Days after which an act counts for half of one of today in what is used lately: own estimate."""
_MOBILE = frozenset("cell mobile iphone text mobil handy portable movil móvil celular cellulare gsm mobiel".split())
_NO_VOICE = frozenset({"fax", "homefax", "workfax", "otherfax", "pager", "beeper", "modem", "telex"})
_NOBODY_READS = tuple("noreply no-reply no_reply donotreply do-not-reply mailer-daemon postmaster bounce".split())
_NUMBERS_THAT_DO_NOT_TELL = ("+1",)
"""Where a mobile number looks like any other (the North American Numbering Plan)."""


def channel_of(
    contact: Contact,
    history: History | None,
    now: dt.datetime,
    *,
    code: str = "",
    shared: Container[str] = frozenset(),
) -> tuple[str, str]:
    """Return the channel to reach a person by, and the address there; ("", "") where nothing reaches them.

    Of mail, messages and calls that one wins which was used most and lately with this person (an act counts for half
    after a year), if an address for it is there. Messages count for their page where they have one and no mobile
    number, since that is where people write to each other too. Else what is there: "email", "message" with a mobile
    number, "call" with any other, "page", and at last a mail address at a former employer's. "meeting", with no
    address, is for those whom ego meets and nothing else reaches.

    Of mail addresses a personal one comes before one at work, and that before one of a function (info@); those that
    nobody reads (noreply@) are none. Of numbers a mobile one comes first, a fax is none, and each is given in its
    canonical form, `code` being the country calling code of those that name no country (see
    `resolve.phones.calling_code`). Of pages, a profile comes before any other, and a company's own is none. What stands
    in `shared`, see `shared_by_several`, is of several people and so no address of theirs.
    """
    reach = _Reach.of(contact, code, shared)
    there = [*(way for channel in _used(history, now) for way in reach.by(channel)), *reach.ways()]
    found = next(((channel, address) for channel, address in there if address), None)
    if found:
        return found
    met = history is not None and any(page.channel is Channel.MEETING for page in history.channels)
    return (MEETING, "") if met else ("", "")


def shared_by_several(contacts: Iterable[Contact], code: str = "") -> frozenset[str]:
    """Return the mailboxes, canonical numbers and pages that more than one of the `contacts` has."""
    counts: Counter[str] = Counter()
    for contact in contacts:
        counts.update(
            {normalise.mailbox(email.address) for email in contact.emails}
            | {phones.canonical(phone.number, code) for phone in contact.phones}
            | {normalise.profile_page(url.url) or url.url.lower() for url in contact.urls}
        )
    return frozenset(key for key, count in counts.items() if count > 1 and key)


@attrs.frozen
class _Reach:
    """The best of each kind that reaches somebody, "" where there is none.

    `mobile` is surely a mobile number, `perhaps_mobile` may be one, and `number` is the best to call but for a mobile
    one. `profile` tells whether the `page` is one of a site for people.
    """

    email: str
    former_email: str
    mobile: str
    perhaps_mobile: str
    number: str
    page: str
    profile: bool

    @classmethod
    def of(cls, contact: Contact, code: str, shared: Container[str]) -> _Reach:
        emails = sorted(
            (rank, at, email.address)
            for at, email in enumerate(contact.emails)
            if (rank := _rank(email, contact)) is not None and normalise.mailbox(email.address) not in shared
        )
        usable = [address for rank, _, address in emails if rank < _FORMER]
        former = [address for rank, _, address in emails if rank == _FORMER]
        numbers = [(phone, number) for phone, number in _numbers(contact, code) if number not in shared]
        mobile = [number for phone, number in numbers if _is_mobile(phone, number)]
        others = sorted(
            (number for number in numbers if number[1] not in mobile), key=lambda one: "work" in one[0].types
        )
        perhaps = [number for _, number in others if number.startswith(_NUMBERS_THAT_DO_NOT_TELL) or number[0] != "+"]
        profiles, pages = _pages(contact, shared)
        return cls(
            email=next(iter(usable), ""),
            former_email=next(iter(former), ""),
            mobile=next(iter(mobile), ""),
            perhaps_mobile=next(iter(perhaps), ""),
            number=next((number for _, number in others), ""),
            page=next(iter((*profiles, *pages)), ""),
            profile=bool(profiles),
        )

    def by(self, channel: Channel) -> Sequence[tuple[str, str]]:
        """Return the ways to reach somebody as a channel of the past did, the best first; with "" for no address."""
        match channel:
            case Channel.EMAIL:
                return [(EMAIL, self.email)]
            case Channel.MESSAGE:
                return [(MESSAGE, self.mobile or self.perhaps_mobile), (PAGE, self.page if self.profile else "")]
            case Channel.CALL:
                return [(CALL, self.mobile or self.number)]
        return []

    def ways(self) -> Sequence[tuple[str, str]]:
        """Return the ways to reach somebody where the past does not tell, the best first; with "" for no address."""
        return [
            (EMAIL, self.email),
            (MESSAGE, self.mobile),
            (CALL, self.number),
            (PAGE, self.page),
            (EMAIL, self.former_email),
        ]


def _used(history: History | None, now: dt.datetime) -> list[Channel]:
    """Return the channels that were used, what was used most and lately first."""
    if history is None:
        return []

    def worth(acts: int, last: dt.date) -> float:
        days = max((now.date() - last).days, 0)
        return float(acts * 0.5 ** (days / _HALF_LIFE))

    order = list(Channel)
    pages = sorted(history.channels, key=lambda page: (-worth(page.acts, page.last), order.index(page.channel)))
    return [page.channel for page in pages if page.acts]


_PERSONAL, _WORK, _FUNCTION, _FORMER = range(4)


def _rank(email: Email, contact: Contact) -> int | None:
    """Return how good a mail address is, the lower the better; None for one that reaches nobody."""
    mailbox = normalise.mailbox(email.address)
    if not mailbox or mailbox.startswith(_NOBODY_READS):
        return None
    domain = of_address(mailbox)
    if _is_of_a_former_employer(domain, contact):
        return _FORMER
    if normalise.is_role(mailbox):
        return _FUNCTION
    if normalise.is_household(mailbox):
        return _WORK
    if is_a_provider(domain) or "home" in email.types:
        return _PERSONAL
    return _WORK


def _is_of_a_former_employer(domain: str, contact: Contact) -> bool:
    """Tell whether a domain is spelled like an organisation that somebody has left, and like none they are at."""
    present = work.present(contact)
    left = [one for one in contact.organisations if one.name and one not in present]
    if not left or is_a_provider(domain):
        return False
    is_of = {one.name: spells(domain, organisation_names.key(one.name)) for one in contact.organisations if one.name}
    return any(is_of[one.name] for one in left) and not any(is_of.get(one.name) for one in present)


def _numbers(contact: Contact, code: str) -> Iterator[tuple[Phone, str]]:
    """Yield the numbers by which somebody can be called, in their canonical form."""
    for phone in contact.phones:
        number = phones.canonical(phone.number, code)
        if phones.identifies(number) and _NO_VOICE.isdisjoint(_said_of(phone)):
            yield phone, number


def _is_mobile(phone: Phone, number: str) -> bool:
    return not _MOBILE.isdisjoint(_said_of(phone)) or phones.is_mobile(number)


def _said_of(phone: Phone) -> list[str]:
    return [word for text in (*phone.types, phone.label) for word in text.lower().replace("-", " ").split()]


def _pages(contact: Contact, shared: Container[str]) -> tuple[list[str], list[str]]:
    """Return somebody's profiles, LinkedIn's first, and their other pages, those of companies left out."""
    profiles: list[tuple[bool, int, str]] = []
    pages: list[str] = []
    for url in contact.urls:
        page = normalise.profile_page(url.url)
        if (page or url.url.lower()) in shared:
            continue
        if page:
            profiles.append((not page.startswith("linkedin.com/"), len(profiles), url.url))
        elif url.url.lower().startswith(("https://", "http://")) and not _is_of_a_company(url.url, contact):
            pages.append(url.url)
    return [address for *_, address in sorted(profiles)], pages


def _is_of_a_company(url: str, contact: Contact) -> bool:
    """Tell whether a page is of an organisation that the card names, or on the site of their address at work."""
    host = url.partition("://")[2].partition("/")[0].partition("?")[0].partition(":")[0].lower()
    at_work = {domain for email in contact.emails if not is_a_provider(domain := of_address(email.address))}
    if not at_work.isdisjoint(upwards(host)):
        return True
    return any(spells(host, organisation_names.key(one.name)) for one in contact.organisations if one.name)

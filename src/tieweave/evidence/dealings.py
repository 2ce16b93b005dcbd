"""Dealings: whom ego knows as a client or supplier, from the companies that ego's work mail talks to.

Where mail or meetings go both ways between an address of ego's at an employer and people at another company's domain,
everyone in the book who is at that company may be either: mail alone cannot tell which side buys, titles can. No text
of a mail is read, and newsletters and lists are no dealings.

Weights are the project's own estimates, in log-odds against a prior of about one in twenty: of the people of another
company whom ego writes to from work about six in ten are clients or suppliers, half of them each; the others are
partners, candidates, former co-workers.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import attrs

from tieweave import organisation_names
from tieweave.history import Histories
from tieweave.history.exchanges import Exchange
from tieweave.model import Contact, Evidence, Profile
from tieweave.organisation_names import domains, lexicon
from tieweave.organisation_names.namesakes import Namesakes
from tieweave.organisation_names.own import Own, OwnOrganisations
from tieweave.resolve.normalise import mailbox

KIND = "dealings"

_MAILED = 2.0
_OF_THE_COMPANY = 1.2
"""For each of the two sides: whom ego was in touch with personally, and who is at the company of those."""
_TITLE_TELLS = 1.4
_TITLE_SPEAKS_AGAINST = -1.2
"""Added where a title says who buys and who sells: an account manager is seldom a client."""
_WORK_MAILED, _WORK_OF_THE_COMPANY = 1.5, 0.8

_FEWEST = 3
"""Acts with a company's people, at least one in each direction, from which on there are dealings with it."""

CLIENT, SUPPLIER = "client", "supplier"


@attrs.define
class _Dealing:
    """What passed between an employer of ego's and a company's domain: whose, and with whom."""

    own: Own
    sent: int = 0
    received: int = 0
    people: dict[int, int] = attrs.field(factory=dict)

    @property
    def both_ways(self) -> bool:
        return self.sent > 0 and self.received > 0 and self.sent + self.received >= _FEWEST


def evidence(contacts: Sequence[Contact], profile: Profile, acts: Histories, now: dt.datetime) -> Iterator[Evidence]:
    """Yield who may be a client or supplier, by the companies that ego's work mail talks to.

    `acts` are those with the contacts, in their order.
    """
    if not profile.employers or not acts.exchanges:
        return
    own = OwnOrganisations(profile, Namesakes.of(contacts))
    found = _dealings(contacts, own, acts.exchanges)
    companies = _companies(contacts, found)
    if not found:
        return
    for at, contact in enumerate(contacts):
        if contact.kind != "individual" or _is_ones_own(contact, own):
            continue
        domain, source = _company_of(contact, found, companies)
        if domain:
            yield from _said(contact, domain, found[domain], at, source, now)


def side(title: str) -> str:
    """Return what somebody with a `title` is to those on the other side: "supplier", "client", "" where it is not told.

    Who sells for a company is its customers' supplier, and who buys for it its suppliers' client.
    """
    sells, buys = _tells(title, "sells"), _tells(title, "buys")
    return "" if sells == buys else SUPPLIER if sells else CLIENT


@functools.lru_cache(maxsize=65536)
def _tells(title: str, table: str) -> bool:
    said = organisation_names.words(title[:200])
    for phrase in lexicon.phrases(table, "never"):
        if organisation_names.mentions(said, phrase):
            return False
    return not lexicon.words(table).isdisjoint(said) or any(
        organisation_names.mentions(said, phrase) for phrase in lexicon.phrases(table)
    )


def _dealings(
    contacts: Sequence[Contact], own: OwnOrganisations, exchanges: Mapping[str, Mapping[int, Exchange]]
) -> dict[str, _Dealing]:
    """Return the domains that ego deals with from work, with what passed."""
    found: dict[str, _Dealing] = {}
    for address, by_person in exchanges.items():
        reading = own.at(mailbox(address.strip().lower()))
        if reading is None or reading.own.is_school:
            continue
        for person, exchange in by_person.items():
            for domain in _domains(contacts[person], own):
                held = found.setdefault(domain, _Dealing(own=reading.own))
                held.sent += exchange.sent
                held.received += exchange.received
                held.people[person] = held.people.get(person, 0) + exchange.sent + exchange.received
    return {domain: held for domain, held in found.items() if held.both_ways}


def _domains(contact: Contact, own: OwnOrganisations) -> set[str]:
    """Return the domains of companies that somebody writes from: none of a provider, none of ego's own."""
    held = {domains.of_address(mailbox(email.address)) for email in contact.emails}
    return {domain for domain in held if "." in domain and not domains.is_a_provider(domain) and own.at(domain) is None}


def _companies(contacts: Sequence[Contact], found: dict[str, _Dealing]) -> dict[organisation_names.Key, str]:
    """Return the organisations whose domain one of those `found` is, by the people who name both.

    A domain of many firms is a provider's, and no longer among those found.
    """
    named: dict[str, Counter[organisation_names.Key]] = {}
    naming: Counter[str] = Counter()
    for contact in contacts:
        keys = {key for one in contact.organisations if one.name and (key := organisation_names.key(one.name))}
        if not keys:
            continue
        for domain in {domains.of_address(mailbox(email.address)) for email in contact.emails} & found.keys():
            named.setdefault(domain, Counter()).update(keys)
            naming[domain] += 1
    for domain, counts in named.items():
        if domains.is_of_many(counts, naming[domain]):
            del found[domain]
    owned = {domain: domains.owner(domain, named[domain], naming[domain]) for domain in sorted(found.keys() & named)}
    return {key: domain for domain, key in owned.items() if key is not None}


def _company_of(
    contact: Contact, found: Mapping[str, object], companies: Mapping[organisation_names.Key, str]
) -> tuple[str, str]:
    """Return the domain of the company with dealings that somebody is at, and where their card says so."""
    for email in contact.emails:
        for domain in domains.upwards(domains.of_address(mailbox(email.address))):
            if domain in found:
                return domain, contact.origin("emails", email)
    for organisation in contact.organisations:
        if domain := companies.get(organisation_names.key(organisation.name), ""):
            return domain, contact.origin("organisations", organisation)
    return "", ""


def _is_ones_own(contact: Contact, own: OwnOrganisations) -> bool:
    """Say whether somebody is at an organisation of ego's: those are co-workers and classmates."""
    return any(own.named(one.name) for one in contact.organisations) or any(
        own.at(email.address) for email in contact.emails
    )


def _said(
    contact: Contact, domain: str, dealing: _Dealing, at: int, source: str, now: dt.datetime
) -> Iterator[Evidence]:
    affiliation = dealing.own.affiliation
    was = "was" if affiliation.end is not None and affiliation.end <= now.year else "is"
    acts = dealing.people.get(at, 0)
    if acts:
        weight, work = _MAILED, _WORK_MAILED
        detail = f"{acts:,} {'mail or meeting' if acts == 1 else 'mails and meetings'} with you from {affiliation.name}"
    else:
        weight, work = _OF_THE_COMPANY, _WORK_OF_THE_COMPANY
        detail = f"is at {domain}, with which your work mail at {affiliation.name} {was} in touch"
    titles = [title for one in contact.organisations if (title := one.title or one.role)]
    theirs = next(filter(None, map(side, titles)), "")
    mine = side(affiliation.title)
    # Ego's own title tells the other way round: whoever sells has clients.
    told = theirs or {SUPPLIER: CLIENT, CLIENT: SUPPLIER}.get(mine, "")
    why = ""
    if theirs:
        why = f"; the title {next(title for title in titles if side(title))!r} tells which side"
    elif told:
        why = f"; your own title, {affiliation.title!r}, tells which side"
    elif not told:
        why = "; which of you is the client cannot be told"

    def item(toward: str, amount: float) -> Evidence:
        return Evidence(
            kind=KIND,
            detail=detail + ("" if toward == "work" else why),
            toward=toward,
            weight=round(amount, 4),
            source=source,
            contact=contact.id,
        )

    for toward in (CLIENT, SUPPLIER):
        tells = _TITLE_TELLS if toward == told else _TITLE_SPEAKS_AGAINST
        yield item(toward, weight + (tells if told else 0.0))
    yield item("work", work)

"""Circles shared with ego: employers, schools, clubs; by organisation, e-mail domain, label or note, with the years.

Weights are the project's own estimates, in log-odds against a prior of about one in twenty for any one category:
an organisation or work domain shared with ego nearly settles co-worker; a shared school leaves open whether one
sat in the same room, which the years decide. What had to be read with good will counts for less, and says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

import attrs

from tieweave import organisation_names
from tieweave.evidence.professions import professions
from tieweave.evidence.stays import Stay, clauses, stay, years
from tieweave.model import Contact, Evidence, Organisation, Profile
from tieweave.organisation_names.namesakes import Namesakes
from tieweave.organisation_names.own import How, Own, OwnOrganisations, Reading

KIND = "circle"

_PRESENT_EMPLOYER = 4.4
_FORMER_EMPLOYER = 3.9
_WORK_DOMAIN = 3.7
_MENTIONED_EMPLOYER = 3.6
_LED_FORMER_EMPLOYER = 4.8
_NOT_IN_OWN_YEARS = 1.6
"""Who was at an employer of ego's, but not when ego was: no co-worker in the plain sense, though of one house."""
_SCHOOL_YEARS_OVERLAP = 4.6
_SCHOOL_YEARS_APART = 4.6
_SCHOOL_WITHOUT_YEARS = 3.3
_TEACHES_AT_OWN_SCHOOL = 2.0
_FELLOWSHIP = 4.0
_WORK = 2.5

_LESS: Mapping[How, float] = MappingProxyType(
    {How.NAMED: 0.0, How.PART: 0.2, How.SUBSIDIARY: 0.6, How.SLIP: 0.8, How.INITIALS: 0.9, How.SHORT: 1.2}
)
"""What is taken from the weight for how a name was read. A branch or department is the same house; in another firm of
the group one may never meet; initials and first words are shared with others."""

# A study seldom takes longer; used where a contact's year of leaving is known but not that of starting.
_YEARS_OF_STUDY = 4

_LEADERS = frozenset(
    "owner founder cofounder ceo president proprietor principal inhaber inhaberin chef chefin geschäftsführer "
    "geschäftsführerin gründer fondateur fondatrice patron patronne pdg propriétaire titolare dueño dueña dono "
    "eigenaar eigenares właściciel właścicielka ägare vd".split()
)


@attrs.frozen(kw_only=True)
class _Sign:
    """Something of a contact that means an organisation of ego's: `seen` says it in words, `source` where it stands.

    `weight` is that of an employer's sign; `years` and `stay` are what it says of the time there.
    """

    reading: Reading
    seen: str
    source: str
    weight: float | None = None
    title: str = ""
    years: tuple[int, ...] = ()
    stay: Stay | None = None

    @property
    def less(self) -> float:
        return _LESS[self.reading.how]

    @property
    def told(self) -> str:
        """What was seen, and how it was read where that is not plain."""
        return f"{self.seen}: {self.reading.said}" if self.reading.said else self.seen


def evidence(contacts: Iterable[Contact], profile: Profile, now: dt.datetime) -> Iterator[Evidence]:
    """Yield what each contact shares with ego's employers, schools, clubs and congregations.

    `contacts` are best the whole book: short names count only where nobody else there is called so.
    """
    fellowships = [(organisation_names.heard(name), "club-member", name) for name in profile.clubs]
    fellowships += [(organisation_names.heard(name), "church-member", name) for name in profile.congregations]
    if not (profile.employers or profile.schools or fellowships):
        return
    people = list(contacts)
    own = OwnOrganisations(profile, Namesakes.of(people if profile.employers or profile.schools else ()))
    for contact in people:
        if contact.kind != "individual":
            # An employer's own card, its service desk say, is nobody's co-worker.
            continue
        for organisation in contact.organisations if fellowships else ():
            yield from _fellowship(organisation, fellowships, contact)
        if not own.all:
            continue
        held = _held(contact, own)
        said = _said(contact, own, now)
        for sign in held.values():
            yield from _shared(sign, said.pop(id(sign.reading.own), None), contact, now)
        for sign in said.values():
            yield from _mentioned(sign, contact, now)


def _fellowship(
    organisation: Organisation, fellowships: Iterable[tuple[tuple[str, ...], str, str]], contact: Contact
) -> Iterator[Evidence]:
    """Yield which of ego's clubs or congregations an organisation is; notes and labels are read elsewhere."""
    for name_words, category, name in fellowships:
        if organisation_names.mentions(organisation_names.heard(organisation.name), name_words):
            detail = f"belongs to {organisation.name}: {name} is yours too"
            yield _item(contact, category, _FELLOWSHIP, detail, contact.origin("organisations", organisation))


def _held(contact: Contact, own: OwnOrganisations) -> dict[int, _Sign]:
    """Return by which organisation or address a contact is at one of ego's: of each the surest."""
    found: dict[int, _Sign] = {}
    for organisation in contact.organisations:
        reading = own.named(organisation.name)
        if reading is not None:
            source = contact.origin("organisations", organisation)
            seen = f"works at {organisation.name}"
            _keep(found, _Sign(reading=reading, seen=seen, source=source, title=organisation.title))
    title = next((one.title for one in contact.organisations if one.title), "")
    for email in contact.emails:
        reading = own.at(email.address)
        if reading is not None:
            seen = f"e-mail address at {email.address.partition('@')[2]}"
            source = contact.origin("emails", email)
            _keep(found, _Sign(reading=reading, seen=seen, source=source, title=title, weight=_WORK_DOMAIN))
    return found


def _said(contact: Contact, own: OwnOrganisations, now: dt.datetime) -> dict[int, _Sign]:
    """Return which of ego's organisations labels and notes name in passing: "Dal '09", "from Fundy Software"."""
    found: dict[int, _Sign] = {}
    for field, verb in (("labels", "labelled"), ("notes", "note says")):
        for text in getattr(contact, field):
            readings = own.mentioned(text)
            if not readings:
                continue
            source, seen = contact.origin(field, text), f"{verb} {_excerpt(text)!r}"
            told = years(text, now)
            for reading in readings:
                stayed = _stay(text, reading.own, own, now) if told else None
                sign = _Sign(reading=reading, seen=seen, source=source, years=told, stay=stayed)
                known = found.get(id(reading.own))
                if known is None or (sign.years and not known.years):
                    found[id(reading.own)] = sign
    return found


def _keep(found: dict[int, _Sign], sign: _Sign) -> None:
    known = found.get(id(sign.reading.own))
    if known is None or sign.less < known.less:
        found[id(sign.reading.own)] = sign


def _stay(text: str, sought: Own, own: OwnOrganisations, now: dt.datetime) -> Stay | None:
    """Return when somebody was at an organisation of ego's, by the clause that names it."""
    for clause in clauses(text):
        if any(reading.own is sought for reading in own.mentioned(clause)) and (found := stay(clause, now)) is not None:
            return found
    return None


def _shared(sign: _Sign, said: _Sign | None, contact: Contact, now: dt.datetime) -> Iterator[Evidence]:
    """Yield what it means that a card has an organisation of ego's; `said` is what a note or label adds."""
    own = sign.reading.own
    if not own.is_school:
        yield from _employer(sign, None if said is None else said.stay, contact, now)
        return
    teaching = next(
        (found.category for found in professions(sign.title) if found.category in ("professor", "teacher")), None
    )
    if teaching:
        detail = f"{sign.told}, your own school{own.years}, and teaches there"
        yield _item(contact, teaching, _TEACHES_AT_OWN_SCHOOL - sign.less, detail, sign.source)
    else:
        yield from _school(said if said is not None and said.years else sign, contact)


def _employer(sign: _Sign, stayed: Stay | None, contact: Contact, now: dt.datetime) -> Iterator[Evidence]:
    own = sign.reading.own
    is_past = own.affiliation.end is not None and own.affiliation.end <= now.year
    whose = "your former employer" if is_past else "your employer"
    led = is_past and not _LEADERS.isdisjoint(re.split(r"[^\w]+", sign.title.casefold()))
    if led:
        detail = f"{sign.seen} as {sign.title}: {whose}{own.years}"
        yield _item(contact, "past-employer", _LED_FORMER_EMPLOYER - sign.less, detail, sign.source)
    detail = f"{sign.told}, {whose}{own.years}"
    if stayed is not None and not stayed.meets(own.affiliation.start, own.affiliation.end):
        detail = f"{detail}, but was there {stayed}, not when you were"
        yield _item(contact, "co-worker", _NOT_IN_OWN_YEARS - sign.less, detail, sign.source)
        yield _item(contact, "work", _WORK / 2, detail, sign.source)
        return
    weight = sign.weight or (_FORMER_EMPLOYER if is_past else _PRESENT_EMPLOYER)
    yield _item(contact, "co-worker", weight - sign.less - (2.0 if led else 0.0), detail, sign.source)
    yield _item(contact, "work", _WORK, detail, sign.source)


def _school(sign: _Sign, contact: Contact) -> Iterator[Evidence]:
    own = sign.reading.own
    first, last = own.affiliation.start, own.affiliation.end
    whose = f"your school{own.years}"

    def item(toward: str, weight: float, detail: str) -> Evidence:
        return _item(contact, toward, weight - sign.less, detail, sign.source)

    if not sign.years or last is None:
        yield item("alumni", _SCHOOL_WITHOUT_YEARS, f"{sign.told}, {whose}")
        yield item("former-classmate", _SCHOOL_WITHOUT_YEARS - 0.5, f"{sign.told}, {whose}")
        return
    left = max(sign.years)
    began = min(sign.years) if len(sign.years) > 1 else left - _YEARS_OF_STUDY
    own_start = first if first is not None else last - _YEARS_OF_STUDY
    stated = "–".join(str(year) for year in sorted({min(sign.years), left}))
    if began < last and left > own_start:
        yield item("former-classmate", _SCHOOL_YEARS_OVERLAP, f"{sign.told} {stated}, when you were there{own.years}")
        yield item("alumni", 1.0 + sign.less, f"{sign.told}, {whose}")
    else:
        yield item("alumni", _SCHOOL_YEARS_APART, f"{sign.told} {stated}, not in your years{own.years}")


def _mentioned(sign: _Sign, contact: Contact, now: dt.datetime) -> Iterator[Evidence]:
    own = sign.reading.own
    if own.is_school:
        yield from _school(sign, contact)
        return
    named = sign.reading.said or own.affiliation.name
    detail = f"{sign.seen}: {named}, where you worked{own.years}"
    weight, work = _MENTIONED_EMPLOYER, _WORK / 2
    if sign.stay is not None and not sign.stay.meets(own.affiliation.start, own.affiliation.end):
        detail = f"{detail}, but was there {sign.stay}, not when you were"
        weight, work = _NOT_IN_OWN_YEARS, _WORK / 4
    yield _item(contact, "co-worker", weight - sign.less, detail, sign.source)
    yield _item(contact, "work", work, detail, sign.source)


def _item(contact: Contact, toward: str, weight: float, detail: str, source: str) -> Evidence:
    return Evidence(kind=KIND, detail=detail, toward=toward, weight=round(weight, 4), source=source, contact=contact.id)


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59].rstrip() + "…"

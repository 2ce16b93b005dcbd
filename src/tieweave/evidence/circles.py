"""Circles shared with ego: employers, schools, clubs; by organisation, e-mail domain, label or note, with the years.

Weights are the project's own estimates, in log-odds against a prior of about one in twenty for any one category:
an organisation or work domain shared with ego nearly settles co-worker; a shared school leaves open whether one
sat in the same room, which the years decide.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

import attrs

from tieweave import organisation_names
from tieweave.evidence.professions import professions
from tieweave.model import Affiliation, Contact, Evidence, Organisation, Profile

KIND = "circle"

_PRESENT_EMPLOYER = 4.4
_FORMER_EMPLOYER = 3.9
_WORK_DOMAIN = 3.7
_MENTIONED_EMPLOYER = 3.6
_LED_FORMER_EMPLOYER = 4.8
_SCHOOL_YEARS_OVERLAP = 4.6
_SCHOOL_YEARS_APART = 4.6
_SCHOOL_WITHOUT_YEARS = 3.3
_TEACHES_AT_OWN_SCHOOL = 2.0
_FELLOWSHIP = 4.0
_WORK = 2.5

# A study seldom takes longer; used where a contact's year of leaving is known but not that of starting.
_YEARS_OF_STUDY = 4

_YEAR = re.compile(r"(?<![\d-])(?:19[3-9]\d|20\d\d)(?!\d)")
_SHORT_YEAR = re.compile(r"['’](\d\d)\b")
_LEADERS = frozenset(
    "owner founder cofounder ceo president proprietor principal inhaber inhaberin chef chefin geschäftsführer "
    "geschäftsführerin gründer fondateur fondatrice patron patronne pdg propriétaire titolare dueño dueña dono "
    "eigenaar eigenares właściciel właścicielka ägare vd".split()
)


@attrs.frozen
class _Circle:
    """An affiliation of ego's, ready for comparison."""

    affiliation: Affiliation
    key: tuple[str, ...]
    is_school: bool

    @property
    def years(self) -> str:
        start, end = self.affiliation.start, self.affiliation.end
        if start is None and end is None:
            return ""
        return f" ({start or '…'}–{end or 'today'})"


def evidence(contacts: Iterable[Contact], profile: Profile, now: dt.datetime) -> Iterator[Evidence]:
    """Yield what each contact shares with ego's employers, schools, clubs and congregations."""
    circles = [_Circle(employer, organisation_names.key(employer.name), False) for employer in profile.employers]
    circles += [_Circle(school, organisation_names.key(school.name), True) for school in profile.schools]
    fellowships = [(organisation_names.words(name), "club-member", name) for name in profile.clubs]
    fellowships += [(organisation_names.words(name), "church-member", name) for name in profile.congregations]
    if not circles and not fellowships:
        return
    by_key = {circle.key: circle for circle in reversed(circles)}
    by_domain = {domain: circle for circle in reversed(circles) for domain in circle.affiliation.domains}
    for contact in contacts:
        if contact.kind != "individual":
            # An employer's own card, its service desk say, is nobody's co-worker.
            continue
        seen: set[tuple[str, ...]] = set()
        for organisation in contact.organisations:
            circle = by_key.get(organisation_names.key(organisation.name)) if organisation.name else None
            if circle is not None and circle.key not in seen:
                seen.add(circle.key)
                source = contact.origin("organisations", organisation)
                yield from _through(circle, contact, f"works at {organisation.name}", organisation.title, source, now)
            yield from _fellowship(organisation, fellowships, contact)
        for email in contact.emails:
            circle = _owner(email.address, by_domain)
            if circle is not None and circle.key not in seen:
                seen.add(circle.key)
                source = contact.origin("emails", email)
                title = next((o.title for o in contact.organisations if o.title), "")
                detail = f"e-mail address at {email.address.partition('@')[2]}"
                yield from _through(circle, contact, detail, title, source, now, is_domain=True)
        yield from _mentioned(circles, seen, contact, now)


def _fellowship(
    organisation: Organisation, fellowships: Iterable[tuple[tuple[str, ...], str, str]], contact: Contact
) -> Iterator[Evidence]:
    """Yield which of ego's clubs or congregations an organisation is; notes and labels are read elsewhere."""
    for name_words, category, name in fellowships:
        if organisation_names.mentions(organisation_names.words(organisation.name), name_words):
            yield Evidence(
                kind=KIND,
                detail=f"belongs to {organisation.name}: {name} is yours too",
                toward=category,
                weight=_FELLOWSHIP,
                source=contact.origin("organisations", organisation),
                contact=contact.id,
            )


def _owner(address: str, by_domain: dict[str, _Circle]) -> _Circle | None:
    """Return the circle whose domain the address is at, or at a sub-domain of."""
    domain = address.partition("@")[2]
    while domain:
        if domain in by_domain:
            return by_domain[domain]
        domain = domain.partition(".")[2]
    return None


def _through(
    circle: _Circle,
    contact: Contact,
    seen: str,
    title: str,
    source: str,
    now: dt.datetime,
    *,
    is_domain: bool = False,
) -> Iterator[Evidence]:
    affiliation = circle.affiliation

    def item(toward: str, weight: float, detail: str) -> Evidence:
        return Evidence(kind=KIND, detail=detail, toward=toward, weight=weight, source=source, contact=contact.id)

    if circle.is_school:
        teaching = next(
            (found.category for found in professions(title) if found.category in ("professor", "teacher")), None
        )
        if teaching:
            yield item(teaching, _TEACHES_AT_OWN_SCHOOL, f"{seen}, your own school{circle.years}, and teaches there")
            return
        yield from _school(circle, contact, seen, (), source)
        return
    is_past = affiliation.end is not None and affiliation.end <= now.year
    whose = "your former employer" if is_past else "your employer"
    led = is_past and not _LEADERS.isdisjoint(re.split(r"[^\w]+", title.casefold()))
    if led:
        detail = f"{seen} as {title}: {whose}{circle.years}"
        yield item("past-employer", _LED_FORMER_EMPLOYER, detail)
    weight = _WORK_DOMAIN if is_domain else _FORMER_EMPLOYER if is_past else _PRESENT_EMPLOYER
    yield item("co-worker", weight - (2.0 if led else 0.0), f"{seen}, {whose}{circle.years}")
    yield item("work", _WORK, f"{seen}, {whose}{circle.years}")


def _school(circle: _Circle, contact: Contact, seen: str, years: tuple[int, ...], source: str) -> Iterator[Evidence]:
    affiliation = circle.affiliation

    def item(toward: str, weight: float, detail: str) -> Evidence:
        return Evidence(kind=KIND, detail=detail, toward=toward, weight=weight, source=source, contact=contact.id)

    whose = f"your school{circle.years}"
    if not years or affiliation.end is None:
        yield item("alumni", _SCHOOL_WITHOUT_YEARS, f"{seen}, {whose}")
        yield item("former-classmate", _SCHOOL_WITHOUT_YEARS - 0.5, f"{seen}, {whose}")
        return
    left = max(years)
    began = min(years) if len(years) > 1 else left - _YEARS_OF_STUDY
    own_start = affiliation.start if affiliation.start is not None else affiliation.end - _YEARS_OF_STUDY
    stated = "–".join(str(year) for year in sorted({min(years), left}))
    if began < affiliation.end and left > own_start:
        yield item("former-classmate", _SCHOOL_YEARS_OVERLAP, f"{seen} {stated}, when you were there{circle.years}")
        yield item("alumni", 1.0, f"{seen}, {whose}")
    else:
        yield item("alumni", _SCHOOL_YEARS_APART, f"{seen} {stated}, not in your years{circle.years}")


def _mentioned(
    circles: Iterable[_Circle], seen: set[tuple[str, ...]], contact: Contact, now: dt.datetime
) -> Iterator[Evidence]:
    """Yield what labels, notes and departments say in passing: "Dal '09", "from Fundy Software"."""
    for field, verb in (("labels", "labelled"), ("notes", "note says")):
        for text in getattr(contact, field):
            text_words = organisation_names.words(text)
            for circle in circles:
                if circle.key in seen or not organisation_names.mentions(text_words, circle.key):
                    continue
                source = contact.origin(field, text)
                excerpt = f"{verb} {_excerpt(text)!r}"
                if circle.is_school:
                    yield from _school(circle, contact, excerpt, _years(text, now), source)
                else:
                    yield Evidence(
                        kind=KIND,
                        detail=f"{excerpt}: {circle.affiliation.name}, where you worked{circle.years}",
                        toward="co-worker",
                        weight=_MENTIONED_EMPLOYER,
                        source=source,
                        contact=contact.id,
                    )
                    yield Evidence(
                        kind=KIND,
                        detail=f"{excerpt}: {circle.affiliation.name}, where you worked{circle.years}",
                        toward="work",
                        weight=_WORK / 2,
                        source=source,
                        contact=contact.id,
                    )


def _years(text: str, now: dt.datetime) -> tuple[int, ...]:
    full = [int(year) for year in _YEAR.findall(text)]
    century, pivot = divmod(now.year + 6, 100)
    short = [century * 100 + int(y) - (100 if int(y) > pivot else 0) for y in _SHORT_YEAR.findall(text)]
    return tuple(full + short)


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else line[:59].rstrip() + "…"

"""What is shown of one person, and of somebody where only a contact is at hand."""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import shorten

import attrs

from tieweave import ledger
from tieweave.categories import UNKNOWN, by_slug
from tieweave.model import Contact, Evidence, Tie
from tieweave.overview import Alter, Overview
from tieweave.report.due import date
from tieweave.report.page import reach, sparks
from tieweave.report.page.commands import Commands
from tieweave.report.page.reach import Link
from tieweave.report.page.rendering import this_day, weight
from tieweave.report.page.sparks import Axis

_ROOM_FOR_REASONS = 220_000
"""Characters for the reasons of everybody: of the million bytes that a page of 500 people may take."""
_LEAST_REASONS, _MOST_REASONS = 3, 20
_LONGEST_REASON = 160
"""Characters of what one reason says: two lines on a laptop."""
_AROUND_A_REASON = 32
"""Characters of a reason beside what it says: its weight, what it speaks for, the markup."""
_LEAST_WEIGHT = 0.1
"""In log-odds; what weighs less changes nothing that is seen."""
_LONGEST_WHY = 90
"""Characters of the best reason beside a name: all of it stands among the reasons."""
_MOST_KNOWN = 8
"""Of those somebody was seen with, so many are linked on the map: more are a tangle."""
_MOST_LINKS = 3
_MOST_CIRCLES = 3
_MOST_NAMES = 3


@attrs.frozen(kw_only=True)
class Reason:
    """One piece of evidence: its `weight` as it is read, what it speaks for or against, and what it says."""

    weight: str
    toward: str
    detail: str


@attrs.frozen(kw_only=True)
class Work:
    """What somebody does at a company, either of them perhaps ""."""

    title: str
    company: str


@attrs.frozen(kw_only=True)
class Row:
    """All that is shown of one person in the list of everybody."""

    id: str
    name: str
    group: str
    slug: str
    category: str
    level: str
    level_key: str
    strength: str
    is_dormant: bool
    circles: tuple[str, ...]
    circle_numbers: str
    known: str
    spark: str
    touch: str
    why: str
    reasons: tuple[Reason, ...]
    more_reasons: int
    links: tuple[Link, ...]
    names: tuple[str, ...]
    work: tuple[Work, ...]
    towns: tuple[str, ...]


def label_of(category: str) -> str:
    """Return how a category is called, and in words that it is not known yet."""
    if category == UNKNOWN:
        return "Category not known yet"
    known = _labels().get(category)
    return known or category.replace("-", " ")


def level_of(tie: Tie) -> str:
    """Return the level in words, "" where it is not known."""
    return "" if tie.level is None else f"Level {int(tie.level)}"


class People:
    """What the templates ask about the people of an overview."""

    def __init__(self, overview: Overview) -> None:
        self.overview = overview

    @functools.cached_property
    def axis(self) -> Axis | None:
        """The time that all spark lines show, None without a history."""
        return sparks.axis(self.overview)

    @functools.cached_property
    def commands(self) -> Commands:
        """Commands about them."""
        return Commands.among(alter.tie.contact for alter in self.overview.people)

    @functools.cached_property
    def most_reasons(self) -> int:
        """How many reasons there is room for with everybody, the same for all: three with thousands of people."""
        taken = [0] * _MOST_REASONS
        for alter in self.overview.people:
            for at, item in enumerate(alter.tie.evidence[:_MOST_REASONS]):
                taken[at] += min(len(item.detail), _LONGEST_REASON) + _AROUND_A_REASON
        fitting = sum(so_far <= _ROOM_FOR_REASONS for so_far in itertools.accumulate(taken))
        return max(_LEAST_REASONS, fitting)

    @functools.cached_property
    def companies(self) -> Sequence[str]:
        """Where they work, once each, in the order of the alphabet."""
        return _listed(company for alter in self.overview.people for company in alter.companies)

    @functools.cached_property
    def towns(self) -> Sequence[str]:
        """Where they live, likewise."""
        return _listed(town for alter in self.overview.people for town in alter.towns)

    @functools.cached_property
    def groups(self) -> Mapping[str, int]:
        """How many there are of each group, by its slug."""
        return Counter(alter.group.slug for alter in self.overview.people)

    @functools.cached_property
    def _names(self) -> Mapping[str, int]:
        return Counter(alter.name for alter in self.overview.people)

    @functools.cached_property
    def _alters(self) -> Mapping[str, Alter]:
        return {alter.tie.contact.id: alter for alter in self.overview.people}

    def alter(self, contact: Contact) -> Alter | None:
        """Return the person of the list that a contact is, None for one who is not in it."""
        return self._alters.get(contact.id)

    def identifier(self, contact: Contact) -> str:
        """Return what the page calls somebody; their own id where they are not in its list."""
        alter = self._alters.get(contact.id)
        return alter.id if alter else contact.id

    def is_alone(self, name: str) -> bool:
        """Return whether nobody else on the page is called so."""
        return self._names[name] == 1

    def row(self, alter: Alter) -> Row:
        """Return what is shown of one person."""
        tie = alter.tie
        circles = self.overview.circles
        said = reasons(tie)
        shown = said[: self.most_reasons]
        return Row(
            id=alter.id,
            name=alter.name,
            group=alter.group.slug,
            slug=tie.category,
            category=label_of(tie.category),
            level=level_of(tie),
            level_key="unknown" if tie.level is None else str(int(tie.level)),
            strength=f"{tie.strength:.2f}",
            is_dormant=alter.is_dormant,
            circles=tuple(circles[at].name for at in alter.circles[:_MOST_CIRCLES]),
            circle_numbers=" ".join(map(str, alter.circles)),
            known=" ".join(f"{other}:{sure:.2f}" for other, sure in alter.known[:_MOST_KNOWN]),
            why=_cut(alter.why, _LONGEST_WHY),
            spark=self.axis.path(alter.months) if self.axis else "",
            touch=self.touch(alter),
            reasons=shown,
            more_reasons=len(said) - len(shown),
            links=tuple(self._links(tie.contact)),
            names=tuple(itertools.islice(_other_names(alter), _MOST_NAMES)),
            work=tuple(_work(alter)),
            towns=alter.towns,
        )

    def touch(self, alter: Alter) -> str:
        """Return the contact with somebody in words, the text for their spark line; "" where nothing is known."""
        said = sparks.in_words(alter.months)
        last = alter.tie.last_interaction
        day = f"last {date(this_day(last, self.overview.zone))}" if last else ""
        return "; ".join(part for part in (said, day) if part)

    def last(self, alter: Alter) -> dt.date | None:
        """Return the day of the last contact, None where there was none."""
        last = alter.tie.last_interaction
        return this_day(last, self.overview.zone) if last else None

    def _links(self, contact: Contact) -> Iterator[Link]:
        code = self.overview.calling_code
        for email in contact.emails[:_MOST_LINKS]:
            yield Link(href=reach.mail(email.address), text=email.address)
        for phone in contact.phones[:_MOST_LINKS]:
            yield Link(href=reach.call(phone.number, code), text=phone.number)
        for url in contact.urls[:_MOST_LINKS]:
            yield Link(href=reach.page(url.url), text=url.url, outside=True)


def reasons(tie: Tie) -> tuple[Reason, ...]:
    """Return all reasons of a verdict that weigh anything, those that weigh most first."""
    return tuple(_reason(item) for item in tie.evidence if abs(item.weight) >= _LEAST_WEIGHT)


def _reason(item: Evidence) -> Reason:
    return Reason(
        weight=weight(item.weight),
        toward=("against " if item.weight < 0 else "toward ") + _toward(item.toward),
        detail=_cut(item.detail, _LONGEST_REASON),
    )


def _cut(text: str, most: int) -> str:
    """Return a text on one line, cut after a word where it is long; most are short, and `shorten` takes its time."""
    line = " ".join(text.split())
    return line if len(line) <= most else shorten(line, most, placeholder=" …")


def _toward(what: str) -> str:
    if what == ledger.CLOSE:
        return "close"
    return "known through work" if what == ledger.WORK else label_of(what)


def _other_names(alter: Alter) -> Iterator[str]:
    """Yield what somebody is called beside the name that is shown, other spellings of it left out."""
    contact = alter.tie.contact
    said = {"", _letters(alter.name)}
    for name in (*contact.nicknames, *contact.names):
        if _letters(name) not in said:
            said.add(_letters(name))
            yield name


def _letters(name: str) -> str:
    """Return what is compared of a name: its letters and digits, without case."""
    return re.sub(r"[\W_]+", " ", name).strip().casefold()


def _work(alter: Alter) -> Iterator[Work]:
    """Yield what somebody does, the companies of the filter among it."""
    titles = {held.name: held.title or held.role for held in reversed(alter.tie.contact.organisations)}
    for company in alter.companies:
        yield Work(title=titles.pop(company, ""), company=company)
    for title in titles.values():
        if title and not alter.companies:
            yield Work(title=title, company="")


def _listed(names: Iterable[str]) -> list[str]:
    return sorted({name for name in names if name}, key=lambda name: (name.casefold(), name))


@functools.cache
def _labels() -> Mapping[str, str]:
    return {slug: category.label for slug, category in by_slug().items()}

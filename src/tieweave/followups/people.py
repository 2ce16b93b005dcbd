"""The people of a plan: each tie with what is known of it, and whether they may be asked."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Mapping, Sequence

import attrs

from tieweave.categories import Level
from tieweave.followups.channels import channel_of, shared_by_several
from tieweave.followups.days import birthday_in
from tieweave.followups.past import NO_PAST, Past, act, pasts
from tieweave.followups.settings import PlanSettings
from tieweave.leads import Prospects
from tieweave.leads.eligible import can_be_asked, is_close
from tieweave.leads.words import tokens
from tieweave.model import Channel, Contact, History, Journal, Profile, Purpose, Tie
from tieweave.resolve import phones

_YEAR = 365.25
"""Days of silence after which a tie sleeps (`History.is_dormant`), where all that is known is the last contact."""
_GROWN_UP = 18
_PRIVATE = frozenset(
    "family friend relative neighbour friend-of-friend friend-of-parents parent-of-childs-friend church-member "
    "club-member".split()
)
"""Kinds of ties that one turns to in one's own time; who is of any other is turned to on working days."""
SERVICES = frozenset(
    "doctor dentist lawyer accountant realtor banker financial-advisor insurance-agent hair-stylist supplier".split()
)
"""Kinds of ties to people whom ego sees when there is something to do: nobody writes to their dentist to keep in
touch."""


@attrs.frozen(eq=False, kw_only=True)
class Person:
    """One tie, with the `history` of contact (None where nothing is known), the `past` that the journal tells.

    `contact` is the last day of contact that any of them knows; `order` decides between equals.
    """

    tie: Tie
    history: History | None
    past: Past
    contact: dt.date | None
    order: tuple[str, str]

    @classmethod
    def of(cls, tie: Tie, history: History | None, past: Past, today: dt.date, zone: dt.tzinfo) -> Person:
        """Return the person of a tie; the days of contact are those of ego's `zone`."""
        moments = [tie.last_interaction, None if history is None else history.last]
        days = [*(moment.astimezone(zone).date() for moment in moments if moment is not None), past.contact]
        return cls(
            tie=tie,
            history=history,
            past=past,
            order=(tie.contact.name.casefold(), tie.contact.id),
            # What is on the calendar for next week has not been yet.
            contact=max((day for day in days if day is not None and day <= today), default=None),
        )

    @property
    def id(self) -> str:
        """The contact's id."""
        return self.tie.contact.id

    @property
    def is_close(self) -> bool:
        """Whether the tie is of Level 1."""
        return is_close(self.tie)

    @property
    def is_private(self) -> bool:
        """Whether one turns to them in one's own time."""
        return self.tie.category in _PRIVATE

    def met_last(self) -> bool:
        """Say whether the last contact was a meeting."""
        if self.history is None or self.contact is None:
            return False
        return any(page.channel == Channel.MEETING and page.last >= self.contact for page in self.history.channels)


@attrs.frozen(eq=False, kw_only=True)
class Situation:
    """Everything that the rules look at: ego, the day, the settings, and the people that can be turned to, by id.

    The `ties` are all there are, in an order of their own; `prospects` are those of the survey, None without one.
    """

    profile: Profile
    settings: PlanSettings
    now: dt.datetime
    today: dt.date
    zone: dt.tzinfo
    journal: Journal
    prospects: Prospects | None
    ties: Sequence[Tie]
    people: Mapping[str, Person]

    @classmethod
    def of(
        cls,
        ties: Iterable[Tie],
        profile: Profile,
        settings: PlanSettings,
        now: dt.datetime,
        prospects: Prospects | None,
        journal: Journal,
    ) -> Situation:
        """Return the situation in which ego is at `now`."""
        zone = profile.zone_at(now)
        today = now.astimezone(zone).date()
        held = sorted(ties, key=lambda tie: (tie.contact.id, tie.contact.name, -tie.strength))
        known = pasts(journal, lambda moment: moment.astimezone(zone).date(), today)
        histories = _histories(prospects)
        people: dict[str, Person] = {}
        for tie in held:
            one = tie.contact.id
            if one not in people and can_be_asked(tie.contact, profile, now):
                people[one] = Person.of(tie, histories.get(one), known.get(one, NO_PAST), today, zone)
        return cls(
            profile=profile,
            settings=settings,
            now=now,
            today=today,
            zone=zone,
            journal=journal,
            prospects=prospects,
            ties=held,
            people=people,
        )

    @functools.cached_property
    def contacts(self) -> Sequence[Contact]:
        """Those of the ties, in their order."""
        return [tie.contact for tie in self.ties]

    @functools.cached_property
    def _shared(self) -> frozenset[str]:
        return shared_by_several(self.contacts, self._code)

    @functools.cached_property
    def _code(self) -> str:
        return phones.calling_code(self.profile, self.contacts)

    def reach(self, person: Person) -> tuple[str, str]:
        """Return channel and address; ("", "") for who cannot be reached."""
        return channel_of(person.tie.contact, person.history, self.now, code=self._code, shared=self._shared)

    def reaches(self, person: Person) -> bool:
        """Say whether somebody can be reached."""
        return self.reach(person) != ("", "")

    def silence(self, person: Person) -> int | None:
        """Return the days since the last contact, None where none is known."""
        return None if person.contact is None else (self.today - person.contact).days

    def is_dormant(self, person: Person) -> bool:
        """Say whether the tie sleeps; where no contact is known, nothing is known of that either."""
        silence = self.silence(person)
        if silence is None or silence <= _YEAR:
            return False
        return person.history is None or person.history.is_dormant(self.now)

    def is_dropped(self, person: Person, purpose: Purpose, kind: str = "") -> bool:
        """Say whether the user dropped such an act with this person not long ago."""
        return self._lately(person.past.dropped.get(act(purpose, kind)), self.settings.after_a_drop)

    def may_ask(self, person: Person) -> bool:
        """Say whether the person may be asked for anything: no cool-down, no sleep, and not all has been taking.

        Who was given something, or a first word, is not asked at once: a gift is no down payment. Nor are minors.
        """
        past = person.past
        return not (
            past.is_mostly_taking
            or self._lately(past.asked, self.settings.cool_down)
            or self._lately(past.word, self.settings.after_a_word)
            or self.is_dormant(person)
            or self.is_minor(person)
        )

    def is_minor(self, person: Person) -> bool:
        """Say whether somebody is under age by their birthday."""
        birthday = person.tie.contact.birthday
        year = birthday[:4]
        if not (year.isascii() and year.isdigit()):
            return False
        day = birthday_in(birthday, self.today.year)
        is_to_come = day is not None and day > self.today
        return 0 <= self.today.year - int(year) - is_to_come < _GROWN_UP

    @functools.cached_property
    def _homes(self) -> frozenset[tuple[tuple[str, ...], tuple[str, ...]]]:
        homes = ((tokens(home.street), tokens(home.locality)) for home in self.profile.addresses)
        return frozenset(home for home in homes if home[0])

    @functools.cached_property
    def _partner(self) -> tuple[str, ...]:
        return tokens(self.profile.partner)

    def lives_with_ego(self, person: Person) -> bool:
        """Say whether somebody is ego's partner by name, or family at ego's own address."""
        contact = person.tie.contact
        name = tokens(contact.name)
        if self._partner and name[: len(self._partner)] == self._partner:
            return True
        return person.tie.category in ("family", "relative") and any(
            (tokens(home.street), tokens(home.locality)) in self._homes for home in contact.addresses
        )

    def knows_what_they_are(self, person: Person) -> bool:
        """Say whether anything speaks for what somebody is to ego."""
        return person.tie.level in (Level.CLOSE, Level.ACQUAINTED)

    def _lately(self, day: dt.date | None, days: int) -> bool:
        return day is not None and (self.today - day).days < days


def _histories(prospects: Prospects | None) -> Mapping[str, History]:
    """Return what is known of the contact with each person, by id."""
    if prospects is None or not prospects.histories:
        return {}
    pairs = zip(prospects.contacts, prospects.histories, strict=True)
    return {contact.id: history for contact, history in pairs if history is not None}

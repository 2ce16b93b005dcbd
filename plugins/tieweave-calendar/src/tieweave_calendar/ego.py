"""Which of the attendees is ego: by the profile, else by what the calendars show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import attrs

from tieweave.model import Profile
from tieweave.resolve.normalise import mailbox
from tieweave_calendar.people import Person

_FEWEST_EVENTS = 5  # with other people in them, before it says anything who is in most
_NEARLY_ALL = 0.8
_NEXT_TO_IT = 0.7  # of ego's events, the most that anybody else may be in
_OF_A_GATHERING = 20  # attendees from which an event says nothing of whose calendar it is


@attrs.frozen
class Ego:
    """Ego's `mailboxes`, and the full `names` by which ego is known under an address that nobody told us of."""

    mailboxes: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()

    def __contains__(self, person: Person) -> bool:
        return person.mailbox in self.mailboxes or person.name.casefold() in self.names


@attrs.define
class Sightings:
    """Who was seen in how many events, over all calendars of a location, and under which name."""

    events: int = 0
    seen: Counter[str] = attrs.field(factory=Counter)
    names: dict[str, Counter[str]] = attrs.field(factory=dict)
    titles: Counter[str] = attrs.field(factory=Counter)

    def add(self, people: Sequence[Person]) -> None:
        """Count an event's people; one without any others says nothing."""
        mailboxes = {one.mailbox: one for one in people if one.email}
        if not 1 < len(mailboxes) <= _OF_A_GATHERING:
            return
        self.events += 1
        for address, one in mailboxes.items():
            self.seen[address] += 1
            if one.name:
                self.names.setdefault(address, Counter())[one.name] += 1

    def add_title(self, title: str) -> None:
        """Count a calendar's name: Google's main calendar has its owner's address for one."""
        if address := mailbox(title.strip().lower()):
            self.titles[address] += 1

    def name_of(self, address: str) -> str:
        """Return the name most often written beside an address, "" where none is."""
        names = self.names.get(address)
        return max(names, key=lambda name: (names[name], name)) if names else ""


def ego(profile: Profile, sightings: Sightings | None = None) -> Ego:
    """Return ego as the profile says; where none of its addresses is in the calendars, as they show for sure."""
    mailboxes = {mailbox(address) or address for address in profile.emails}
    names = {profile.name}
    if sightings is not None:
        if not any(address in sightings.seen for address in mailboxes):
            mailboxes.update(_shown(sightings))
        names.update(sightings.name_of(address) for address in mailboxes)
    full = frozenset(name.casefold() for name in names if len(name.split()) > 1)
    if sightings is not None:
        mailboxes.update(_named(sightings, full))
    return Ego(frozenset(mailboxes), full)


def learnt(found: Ego, profile: Profile, sightings: Sightings) -> Profile | None:
    """Return what the calendars say of ego beyond the given profile, None when nothing."""
    known = {mailbox(address) for address in profile.emails}
    addresses = sorted(
        (address for address in found.mailboxes if address not in known and address in sightings.seen),
        key=lambda address: (-sightings.seen[address], address),
    )
    if not addresses:
        return None
    name = next((name for address in addresses if len((name := sightings.name_of(address)).split()) > 1), "")
    return Profile(name=name, emails=addresses)


def _shown(sightings: Sightings) -> Iterable[str]:
    """Return the one address in nearly all events, or that a calendar is named after and that is in half of them."""
    for address, _ in sorted(sightings.titles.items(), key=lambda pair: (-sightings.seen[pair[0]], pair[0])):
        if sightings.seen[address] * 2 >= max(sightings.events, 1):
            return (address,)
    first, second = [*sorted(sightings.seen.values(), reverse=True)[:2], 0, 0][:2]
    sure = (
        sightings.events >= _FEWEST_EVENTS and first >= _NEARLY_ALL * sightings.events and second <= _NEXT_TO_IT * first
    )
    return (max(sightings.seen, key=lambda address: sightings.seen[address]),) if sure else ()


def _named(sightings: Sightings, names: frozenset[str]) -> Iterable[str]:
    return [address for address in sightings.names if sightings.name_of(address).casefold() in names]

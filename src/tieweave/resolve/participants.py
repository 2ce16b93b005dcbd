"""Whose interactions are whose: from the participants that sources name to people.

A participant is found by mailbox, by phone number in any notation, by profile page, and within one source by a
record's key. Nobody is found by a mere name: whether two records of one name are one person was settled when they were
merged. A mailbox or number that several people have, a family's landline, is of none of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tieweave.model import Channel, Contact, Interaction, SharedKey
from tieweave.model import representation as written
from tieweave.resolve import normalise, phones

EMAIL, PHONE, PAGE, KEY = "email", "phone", "page", "key"
"""The ways to name a participant; a key is one in its source: "key:calls.xml"."""


_MOST_PARTIES = 50_000
"""Parties that are remembered: no group in a mailbox needs to be like another."""


class Participants:
    """Finds whom of the `people` the participants of interactions are; `code` is the calling code of numbers without.

    People are told by their position. `reached` says who was found by which channel in which way.
    """

    def __init__(self, people: Sequence[Contact], code: str = "") -> None:
        self._code = code
        self._holders = _holders(people, code)
        # Sources name the same few people again and again, and most acts have exactly the participants of another.
        self._spelt: dict[tuple[str, str], tuple[int, str] | None] = {}
        self._parties: dict[tuple[str, str, tuple[str, ...]], tuple[int, ...]] = {}
        self.reached: dict[tuple[Channel, str], set[int]] = {}

    def of(self, act: Interaction) -> tuple[int, ...]:
        """Return who was in touch with ego by an act, each once."""
        named = (act.channel.value, act.source, act.participants)
        party = self._parties.get(named)
        if party is None:
            found = self._found(act.source, act.participants)
            for person, way in found:
                self.reached.setdefault((act.channel, way), set()).add(person)
            party = self._kept(named, found)
        return party

    def others_at(self, act: Interaction) -> tuple[int, ...]:
        """Return who else was there without being in touch with ego by it."""
        named = ("", act.source, act.others)
        party = self._parties.get(named)
        if party is None:
            party = self._kept(named, self._found(act.source, act.others))
        return party

    def form_of_stranger(self, source: str, participant: str) -> str:
        """Return the form in which a participant is compared whom nobody is known by; "" where somebody is."""
        form, meant = _meant((source, participant), self._holders, self._code)
        return "" if meant else form

    def _kept(self, named: tuple[str, str, tuple[str, ...]], found: Sequence[tuple[int, str]]) -> tuple[int, ...]:
        if len(self._parties) >= _MOST_PARTIES:
            self._parties.clear()
        party = self._parties[named] = tuple(dict.fromkeys(person for person, _ in found))
        return party

    def _found(self, source: str, participants: tuple[str, ...]) -> list[tuple[int, str]]:
        found = []
        for participant in participants:
            named = (source, participant)
            if named not in self._spelt:
                form, meant = _meant(named, self._holders, self._code)
                # A mailbox's own contacts have their address for a key; by that anybody's is found.
                by_key = form not in self._holders and named in self._holders
                self._spelt[named] = (meant[0], _way(source, participant, by_key)) if len(meant) == 1 else None
            if one := self._spelt[named]:
                found.append(one)
        return found


def ways(person: Contact) -> set[str]:
    """Return the ways in which a person can be named as a participant: by address, number, page, or a record's key."""
    found = {f"{KEY}:{record.source}" for record in person.records or (person,)}
    for way, values in ((EMAIL, person.emails), (PHONE, person.phones), (PAGE, person.urls)):
        if values:
            found.add(way)
    return found


def _way(source: str, participant: str, by_key: bool) -> str:
    """Return the way in which a participant was found."""
    if by_key:
        return f"{KEY}:{source}"
    if "@" in participant and "/" not in participant:
        return EMAIL
    return PAGE if normalise.profile_page(participant) else PHONE


def shared_keys(
    people: Sequence[Contact], interactions: Sequence[Interaction], code: str = ""
) -> tuple[SharedKey, ...]:
    """Return what interactions name that several of the `people` have, an address or number, the most named first."""
    named = {(act.source, participant) for act in interactions for participant in act.participants}
    if not named:
        return ()
    holders = _holders(people, code)
    shared = {}
    for one in named:
        form, meant = _meant(one, holders, code)
        if len(meant) > 1:
            shared[one] = form, meant
    if not shared:
        return ()
    counts: Counter[str] = Counter()
    whose = dict(shared.values())
    for act in interactions:
        counts.update({shared[act.source, one][0] for one in act.participants if (act.source, one) in shared})
    return tuple(
        SharedKey(key=form, people=tuple(people[at] for at in whose[form]), interactions=count)
        for form, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _holders(people: Sequence[Contact], code: str) -> dict[object, list[int]]:
    """Return who has each mailbox, number, page and key of a record."""
    holders: dict[object, list[int]] = {}
    for at, person in enumerate(people):
        keys: dict[object, None] = {}
        for email in person.emails:
            keys[normalise.mailbox(email.address) or email.address] = None
        for phone in person.phones:
            keys[phones.canonical(phone.number, code)] = None
        for url in person.urls:
            keys[normalise.profile_page(url.url) or url.url.lower()] = None
        for record in person.records or (person,):
            keys[record.source, written.address(record.key)] = None
        for key in keys:
            holders.setdefault(key, []).append(at)
    return holders


def _meant(named: tuple[str, str], holders: dict[object, list[int]], code: str) -> tuple[str, tuple[int, ...]]:
    """Return the form in which a participant is known, and who has that."""
    participant = named[1]
    if "@" in participant and "/" not in participant:
        form = normalise.mailbox(participant) or participant
    elif page := normalise.profile_page(participant):
        form = page
    else:
        form = phones.canonical(participant, code)
    meant = holders.get(named, ()) or holders.get(form, ()) or holders.get(participant, ())
    return form, tuple(meant)

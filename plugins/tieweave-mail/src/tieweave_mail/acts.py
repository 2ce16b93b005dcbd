"""From letters to interactions: who was in touch with ego by each, and how much."""

from __future__ import annotations

import datetime as dt
import functools
import gc
from collections import Counter
from collections.abc import Iterator

from tieweave.model import Channel, Direction, Interaction
from tieweave.resolve.normalise import mailbox
from tieweave_mail.bulk import automatic
from tieweave_mail.letters import MANY, SYSTEM, Pack

MOST_OTHERS = 100
"""Readers of a letter up to which they are told: a larger circular says nothing of who knows whom."""

BLIND_WEIGHT = 0.1
"""Of a letter that names no reader at all: a blind copy, taken as one of ten."""

_Act = tuple[Direction, tuple[str, ...], tuple[str, ...], float, str]


class Acts:
    """Tells the interactions that letters are. `written_to` counts the letters to each mailbox, and by which address.

    `own` are ego's mailboxes, `lists` the addresses of lists; `source` is the location. Letters dated later than a day
    after `now` are left out and counted in `ahead`: a clock that is wrong tells no time.
    """

    def __init__(self, *, own: frozenset[str], lists: set[str], source: str, now: dt.datetime) -> None:
        self._own = own
        self._lists = lists
        self._source = source
        self._latest = int(now.timestamp()) + 86_400
        self.ahead = 0
        self.written_to: dict[str, Counter[str]] = {}

    def of(self, pack: Pack, live: frozenset[str] | None) -> list[Interaction]:
        """Return the interactions of a pack, those in files that are no longer `live` left out."""
        # Thousands of values at once, none of them in a cycle: looking for cycles took a quarter of the time.
        collecting = gc.isenabled()
        gc.disable()
        try:
            return list(self._of(pack, live))
        finally:
            if collecting:
                gc.enable()

    def _of(self, pack: Pack, live: frozenset[str] | None) -> Iterator[Interaction]:
        tables = pack.tables()
        addresses = [address for address, _ in tables.people]
        forms = [mailbox(address) or address for address in addresses]
        own = [form in self._own for form in forms]
        person = [
            not mine and address not in self._lists and not automatic(address)
            for address, mine in zip(addresses, own, strict=True)
        ]
        read = [
            (
                tuple(dict.fromkeys([addresses[at] for at in people if person[at]])),
                next((addresses[at] for at in people if own[at]), ""),
                len(people),
            )
            for _, people in tables.readers
        ]
        written = [place for place, _, _ in tables.writers]
        gone = _gone(tables.files, live)
        told: dict[tuple[int, int, int], _Act | None] = {}
        source, channel, latest = self._source, Channel.EMAIL, self._latest
        sent_to: list[int] = []
        moment, zones, outward = dt.datetime.fromtimestamp, _zone, Direction.OUT
        for seconds, minutes, writer, readers, flags, key, answers, file in pack.letters():
            if gone and file in gone:
                continue
            kind = (writer, readers, flags)
            if kind in told:
                act = told[kind]
            else:
                at = written[writer]
                act = told[kind] = self._act(addresses[at], own[at], person[at], read[readers], flags)
            if act is None:
                continue
            if seconds > latest:
                self.ahead += 1
                continue
            direction, participants, others, weight, mine = act
            if direction is outward:
                sent_to.append(readers)
            yield Interaction(
                source=source,
                key=key,
                when=moment(seconds, zones(minutes)),
                channel=channel,
                direction=direction,
                participants=participants,
                others=others,
                answers=answers,
                weight=weight,
                own=mine,
            )
        form_of = dict(zip(addresses, forms, strict=True))
        for readers, count in Counter(sent_to).items():
            for address in read[readers][0]:
                self.written_to.setdefault(form_of[address], Counter())[address] += count

    def _act(
        self, writer: str, own: bool, person: bool, read: tuple[tuple[str, ...], str, int], flags: int
    ) -> _Act | None:
        """Return what a letter is, None where it is no interaction."""
        people, mine, addressed = read
        if own:
            return (Direction.OUT, people, (), 1.0, writer) if people else None
        if not person or flags & (MANY | SYSTEM):
            return None
        others = tuple([address for address in people if address != writer]) if writer in people else people
        # A letter to ego and four others is a fifth of one to ego, as one that ego writes to five is for each.
        readers = addressed if mine else addressed + 1
        weight = 1 / readers if addressed else BLIND_WEIGHT
        return Direction.IN, (writer,), others if len(others) <= MOST_OTHERS else (), weight, mine


def _gone(files: list[str], live: frozenset[str] | None) -> frozenset[int]:
    if live is None or live.issuperset(files):
        return frozenset()
    return frozenset(at for at, name in enumerate(files) if name not in live)


@functools.cache
def _zone(minutes: int) -> dt.tzinfo:
    return dt.timezone(dt.timedelta(minutes=minutes)) if minutes else dt.UTC

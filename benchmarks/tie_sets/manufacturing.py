"""Michalski, Palus & Kazienko (2011): nine months of mail within a manufacturer, and who reports to whom.

Nobody said who is close: a control. Who was in most of the mail of a boss is seldom their friend.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import attrs

from tie_sets.ego import SOURCE, rows
from tieweave import Channel, Contact, Direction, Interaction, Profile

_LATE = 6 * 3600  # the time stamps are about six hours late
_ZONE = dt.timezone(dt.timedelta(hours=1))


@attrs.frozen(kw_only=True)
class Mailbox:
    """The mail of one employee, and the keys of the contacts who are their boss or their subordinates."""

    name: str
    contacts: tuple[Contact, ...] = attrs.field(converter=tuple[Contact, ...])
    interactions: tuple[Interaction, ...] = attrs.field(converter=tuple[Interaction, ...])
    profile: Profile
    hierarchy: frozenset[str]


def mailboxes(folder: Path, domain: str = "") -> Iterator[Mailbox]:
    """Yield the mailboxes of those who report to somebody or have somebody report to them.

    With a `domain`, addresses are in it and ego's is known; else people are known by nothing but a number.
    """
    readers: dict[tuple[int, int], set[int]] = defaultdict(set)
    for row in rows(folder / "emails.csv"):
        readers[int(row["sender"]), int(row["ts"])].add(int(row["recipient"]))
    bosses: dict[int, set[int]] = defaultdict(set)
    for row in rows(folder / "reports_to.csv"):
        if row["manager"].isdigit():
            one, other = int(row["employee"]), int(row["manager"])
            bosses[one].add(other)
            bosses[other].add(one)
    boxes: dict[int, list[Interaction]] = defaultdict(list)
    for (sender, second), people in readers.items():
        when = dt.datetime.fromtimestamp(second - _LATE, _ZONE)
        named = {one: _address(one, domain) for one in (sender, *sorted(people - {sender}))}
        to = [address for one, address in named.items() if one != sender]
        if not to:
            continue
        boxes[sender].append(_act(when, Direction.OUT, to))
        for one in people - {sender}:
            others = [address for other, address in named.items() if other not in (one, sender)]
            boxes[one].append(_act(when, Direction.IN, [named[sender]], others))
    for ego in sorted(bosses):
        acts = boxes[ego]
        known = {one for act in acts for one in act.participants}
        yield Mailbox(
            name=str(ego),
            contacts=[_contact(address, domain) for address in sorted(known)],
            interactions=acts,
            profile=Profile(emails=[_address(ego, domain)]) if domain else Profile(),
            hierarchy=frozenset(_address(one, domain) for one in bosses[ego]) & known,
        )


def _address(number: int, domain: str) -> str:
    return f"e{number}@{domain}" if domain else f"employee {number}"


def _contact(address: str, domain: str) -> Contact:
    emails = [address] if domain else ()
    return Contact(source=SOURCE, key=address, name=address.partition("@")[0], emails=emails)


def _act(when: dt.datetime, direction: Direction, people: list[str], others: list[str] | None = None) -> Interaction:
    return Interaction(
        source=SOURCE,
        when=when,
        channel=Channel.EMAIL,
        direction=direction,
        participants=people,
        others=others or (),
        weight=1 / (1 + len(others or ())),
    )

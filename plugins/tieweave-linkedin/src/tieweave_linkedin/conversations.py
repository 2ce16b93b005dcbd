"""From messages to interactions: direction, who they were with, what answers what, and which are adverts."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Collection, Container, Iterator, Mapping, Sequence

import attrs

from tieweave.model import Channel, Direction, Interaction
from tieweave_linkedin import keys
from tieweave_linkedin.ego import Ego, Seat
from tieweave_linkedin.messages import Message
from tieweave_linkedin.parties import Party
from tieweave_linkedin.people import People
from tieweave_linkedin.recipients import recipients

_ANSWERED_WITHIN = dt.timedelta(days=30)
"""LinkedIn keeps one conversation a pair of people for years: what comes later is a new beginning. Own judgement."""


@attrs.frozen
class Exchange:
    """A message between the owner and the `others`, who are the recipients or, of a message got, its sender."""

    message: Message
    direction: Direction
    others: tuple[Party, ...]
    bystanders: tuple[Party, ...] = ()


def seated(messages: Sequence[Message], names_of: Mapping[str, Collection[str]]) -> list[Seat]:
    """Return who takes part in each message."""
    known: dict[tuple[str, str], tuple[Party, ...]] = {}
    seats = []
    for message in messages:
        to = (message.to, message.urls)
        if to not in known:
            known[to] = recipients(*to, names_of)
        seats.append(Seat(message.conversation, message.sender, known[to]))
    return seats


def exchanges(
    messages: Sequence[Message], seats: Sequence[Seat], ego: Ego, known: Container[str]
) -> Iterator[Exchange | None]:
    """Give what was exchanged with people; None for a message with somebody whom nothing names any more.

    Adverts are left out: in a conversation where the owner never wrote, what was made in bulk, and what has no sender's
    page, unless the sender is `known` (pages and names, as compared, of connections). So are companies' pages.
    """
    outward = [_is_from(ego, seat) for seat in seats]
    answered = {seat.conversation for seat, own in zip(seats, outward, strict=True) if own}
    companions = _by_conversation(seats, ego)
    for message, seat, own in zip(messages, seats, outward, strict=True):
        near = companions.get(seat.conversation, {})
        if own:
            to = [_found(party, near) for party in seat.recipients if not ego.is_me(party)]
            people = [party for party in to if party.is_person]
            named = tuple(party for party in people if not party.is_nobody)
            if not named and not seat.recipients and len(near) == 1:
                named = tuple(near.values())
            if named:
                yield Exchange(message, Direction.OUT, named)
            elif people or not seat.recipients:
                yield None
            continue
        sender = _found(seat.sender, near)
        is_known = sender.page in known or sender.name_key in known
        if not sender.is_person:
            continue
        if seat.conversation not in answered and not is_known and (message.is_campaign or _is_advert(sender)):
            continue
        if sender.is_nobody:
            if not message.is_campaign:
                yield None
            continue
        others = [_found(party, near) for party in seat.recipients if not ego.is_me(party)]
        bystanders = tuple(party for party in others if party.is_person and not party.is_nobody)
        yield Exchange(message, Direction.IN, (sender,), bystanders)


def interactions(found: Collection[Exchange], people: People, source: str) -> Iterator[Interaction]:
    """Give the exchanges as interactions, in their order, each once."""
    who: dict[Party, str] = {}

    def participants(parties: Sequence[Party]) -> list[str]:
        for party in parties:
            if party not in who:
                who[party] = people.of(party).key
        return [who[party] for party in parties]

    names = _keys(found)
    answers = _answers(found, names)
    seen: set[str] = set()
    for exchange, name in zip(found, names, strict=True):
        if name in seen:  # in an export of another day, in the same folder
            continue
        seen.add(name)
        yield Interaction(
            source=source,
            key=name,
            when=exchange.message.when,
            channel=Channel.MESSAGE,
            direction=exchange.direction,
            participants=participants(exchange.others),
            others=participants(exchange.bystanders) if exchange.bystanders else (),
            answers=answers.get(name, ""),
        )


def _keys(found: Collection[Exchange]) -> list[str]:
    """Return the key of each; of several in one second, the second and so on of its file has a key of its own."""
    made = []
    count: Counter[tuple[str, str]] = Counter()
    for exchange in found:
        message = exchange.message
        inward = exchange.direction is Direction.IN
        sender = message.sender.name_key if inward else ""
        parts = (exchange.direction, message.conversation or sender or message.to, sender)
        key = keys.key("message", message.when, *parts)
        count[message.file, key] += 1
        if (nth := count[message.file, key]) > 1:
            key = keys.key("message", message.when, *parts, str(nth))
        made.append(key)
    return made


def _is_from(ego: Ego, seat: Seat) -> bool:
    """Return whether the owner sent it; under a page of theirs that is no more, their name tells."""
    if ego.is_me(seat.sender):
        return True
    by_name = seat.sender.name_key in ego.names and bool(seat.sender.name)
    return by_name and bool(seat.recipients) and not any(map(ego.is_me, seat.recipients))


def _is_advert(sender: Party) -> bool:
    """Return whether a sender without a page has a name: closed accounts have none, campaigns have that of anybody."""
    return not sender.page and not sender.is_nobody


def _by_conversation(seats: Sequence[Seat], ego: Ego) -> dict[str, dict[str, Party]]:
    """Return, by conversation, the people in it who have a page, by name; a name that two of them have is nobody's."""
    found: dict[str, dict[str, Party]] = {}
    shared: set[tuple[str, str]] = set()
    for seat in seats:
        for party in (seat.sender, *seat.recipients):
            if not party.page or not party.name or not seat.conversation or ego.is_me(party):
                continue
            there = found.setdefault(seat.conversation, {})
            held = there.setdefault(party.name_key, party)
            if held.page != party.page:
                shared.add((seat.conversation, party.name_key))
    for conversation, name in shared:
        found[conversation].pop(name, None)
    return found


def _found(party: Party, near: Mapping[str, Party]) -> Party:
    """Return the party with its page, where the conversation has one for the name."""
    return party if party.page or not party.name else near.get(party.name_key, party)


def _answers(found: Collection[Exchange], names: Sequence[str]) -> dict[str, str]:
    """Return which message answers which: in a conversation of two, the one before it by the other of them."""
    threads: dict[str, list[tuple[Exchange, str]]] = {}
    crowded: set[str] = set()
    with_whom: dict[str, Party] = {}
    for exchange, name in zip(found, names, strict=True):
        conversation = exchange.message.conversation
        if not conversation:
            continue
        threads.setdefault(conversation, []).append((exchange, name))
        other = exchange.others[0]
        known = with_whom.setdefault(conversation, other)
        if len(exchange.others) > 1 or exchange.bystanders or (known is not other and _differ(known, other)):
            crowded.add(conversation)
    answers = {}
    for conversation, thread in threads.items():
        if conversation in crowded:
            continue
        thread.sort(key=lambda pair: pair[0].message.when)
        for (before, question), (after, answer) in itertools.pairwise(thread):
            waited = after.message.when - before.message.when
            if before.direction != after.direction and dt.timedelta(0) < waited <= _ANSWERED_WITHIN:
                answers[answer] = question
    return answers


def _differ(one: Party, other: Party) -> bool:
    if one.page and other.page:
        return one.page != other.page
    return one.name_key != other.name_key

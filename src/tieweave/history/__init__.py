"""Histories: what the interactions with each person add up to, from one pass over them in any order.

    times.py     when an act was: its day, and whether it fell into time off work
    diary.py     the acts with one person, twelve bytes each, and the History they add up to
    replies.py   how long the two took to answer each other
    company.py   who turns up together with whom
    exchanges.py mail and meetings by each of ego's own addresses
    copies.py    one act that several sources hold

An act is looked at once and let go, so a stream of millions is no trouble.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from tieweave.history.company import Company
from tieweave.history.copies import once
from tieweave.history.diary import Diary, noted
from tieweave.history.exchanges import Exchange, Exchanges
from tieweave.history.replies import Replies
from tieweave.model import Channel, Contact, History, Interaction
from tieweave.resolve.participants import Participants

__all__ = ["Histories", "histories", "once"]


@attrs.frozen(kw_only=True)
class Histories:
    """The history of each person, None where there is none; both are in the order of the people.

    `recorded` is the same without what the user logged, which dates a tie but is no record of everybody.
    `together` says of each person how much they turned up together with those after them, by position; `reached` who
    was reached by a channel in which way (see `resolve.participants`), which tells what a channel covers. `in_mail` are
    those who turned up together with others in mail. `exchanges` counts mail and meetings by each of ego's own
    addresses with each person, as far as sources say by which they went.
    """

    of: tuple[History | None, ...]
    recorded: tuple[History | None, ...] = attrs.Factory(lambda self: self.of, takes_self=True)
    together: tuple[Mapping[int, float], ...] = ()
    reached: Mapping[tuple[Channel, str], frozenset[int]] = attrs.field(factory=dict)
    in_mail: frozenset[int] = frozenset()
    exchanges: Mapping[str, Mapping[int, Exchange]] = attrs.field(factory=dict)


def histories(
    people: Sequence[Contact],
    interactions: Iterable[Interaction],
    code: str = "",
    logged: Iterable[Interaction] = (),
) -> Histories:
    """Return what the interactions with each of the `people` add up to, whatever their order.

    `code` is the calling code of phone numbers that name no country. `logged` are acts that the user told of: that
    others are not among them, and for how long nothing came of those, says nothing.
    """
    participants: Participants | None = None
    diaries: dict[int, Diary] = {}
    replies, company, exchanges = Replies(), Company(), Exchanges()
    in_mail: set[int] = set()
    for act in interactions:
        if participants is None:
            participants = Participants(people, code)
        reached = participants.of(act)
        if reached:
            what = noted(act)
            for person in reached:
                diary = diaries.get(person)
                if diary is None:
                    diary = diaries[person] = Diary(act.when)
                diary.note(what)
            if act.own:
                exchanges.note(act, reached)
            if act.key or act.answers:
                replies.note(act, reached, what[1])
        if act.others or len(reached) > 1:
            party = {*reached, *participants.others_at(act)}
            company.note(party, act.weight)
            if act.channel is Channel.EMAIL and len(party) > 1:
                in_mail |= party
    # What is no longer needed goes before what is found takes its place.
    reached_by = {} if participants is None else {way: frozenset(who) for way, who in participants.reached.items()}
    told: dict[int, list[Interaction]] = {}
    for act in logged:
        participants = participants or Participants(people, code)
        for person in participants.of(act):
            told.setdefault(person, []).append(act)
    del participants
    answered = replies.hours()
    del replies
    together = company.together(len(people))
    del company
    found = []
    with_told: dict[int, History] = {}
    for at in range(len(people)):
        held = diaries.pop(at, None)
        found.append(None if held is None else held.history(answered.get(at, ())))
        if at in told:
            both = held or Diary(told[at][0].when)
            for act in told[at]:
                both.note(noted(act))
            with_told[at] = both.history(answered.get(at, ()))
    recorded = tuple(found)
    return Histories(
        of=tuple(with_told.get(at, held) for at, held in enumerate(recorded)) if with_told else recorded,
        recorded=recorded,
        together=together,
        in_mail=frozenset(in_mail),
        reached=reached_by,
        exchanges=exchanges.by_address(),
    )

"""Pairs that may be one person, and what was decided of others: as text, and as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tieweave.identities import Numbered
from tieweave.model import Contact, Pair, RecordMark, SharedKey
from tieweave.report.as_json import contact_value, evidence_value
from tieweave.report.harmless import json_document, visible
from tieweave.report.look import PLAIN, Line, Room, weighed, whole
from tieweave.resolve import phones

_MOST_VALUES = 4


def as_json(
    now: dt.datetime,
    decisions: Sequence[Numbered],
    pairs: Sequence[Pair] = (),
    joined: Sequence[Pair] = (),
    shared: Sequence[SharedKey] = (),
    calling_code: str = "",
) -> str:
    """Return the undecided pairs, the likeliest first, and all else of who is who as a JSON document.

    `joined` are the pairs that make one person, `shared` the keys of several people.
    """
    document = {
        "version": 1,
        "now": now.isoformat(),
        "pairs": [_pair_value(pair, calling_code) for pair in pairs],
        "joined": [_pair_value(pair, calling_code) for pair in joined],
        "shared": [_shared_value(key) for key in shared],
        "decisions": [_decision_value(held) for held in decisions],
    }
    return json_document(document)


def table(
    pairs: Sequence[Pair], joined: Sequence[Pair], calling_code: str, limit: int, room: Room = PLAIN
) -> Iterator[Line]:
    """Yield the pairs that were joined, then those undecided, `limit` of them, and what to do."""
    if joined:
        yield ((f"One person of {len(joined) + 1} records:", "heading"),)
        yield ()
        for pair in joined:
            yield from lines(pair, calling_code, room=room)
            yield ()
    for number, pair in enumerate(pairs[:limit], 1):
        yield from lines(pair, calling_code, number, room)
        yield ()
    hidden = len(pairs) - limit
    if hidden > 0:
        yield ((f"… and {hidden:,} more, less likely: --limit 0 shows all", "faint"),)
    if pairs:
        undecided = f"{len(pairs):,} {'pair' if len(pairs) == 1 else 'pairs'} undecided"
        yield from whole(f"{undecided}; add --decide to be asked one by one", room)
    elif joined:
        yield from whole("nobody else may be the same person; add --decide to take a wrong record out", room)
    else:
        surely = "nothing is undecided: whoever is surely one person is joined, and everybody else is not"
        yield from whole(surely, room)


def lines(pair: Pair, calling_code: str, number: int | None = None, room: Room = PLAIN) -> Iterator[Line]:
    """Yield a pair as text: how likely it is, both entries, and the evidence for and against with its weights."""
    yield (
        ("" if number is None else f"{number}. ", "faint"),
        (percent(pair.probability), "heading"),
        (" that these are one person", ""),
    )
    for contact in (pair.one, pair.other):
        yield from whole(entry(contact, calling_code), room, "   ")
    for item in pair.evidence:
        yield from weighed(f"     {item.weight:+6.2f}  ", visible(item.detail), item.weight, room)
    yield from weighed(f"     {pair.prior:+6.2f}  ", "that any two entries are of one person", pair.prior, room)
    if pair.doubt:
        yield from whole(f"doubt: {visible(pair.doubt)}", room, " " * 5, "warning")


def decision_lines(decisions: Sequence[Numbered]) -> Iterator[str]:
    """Yield what was decided, a line each, with the number by which it is undone."""
    for number, decision in decisions:
        verdict = "are one person" if decision.same else "are two people"
        sides = " and ".join(_marked(marks) for marks in (decision.one, decision.other))
        when = f"  ({decision.when[:10]})" if decision.when else ""
        yield visible(f"{number}. {sides} {verdict}{when}")


def entry(contact: Contact, calling_code: str) -> str:
    """Return a contact in one line: name, how to reach them, where they work, and which sources say so."""
    numbers = [phones.canonical(phone.number, calling_code) for phone in contact.phones]
    reach = [*(email.address for email in contact.emails), *dict.fromkeys(numbers), *(url.url for url in contact.urls)]
    work = [", ".join(part for part in (held.title, held.name) if part) for held in contact.organisations]
    born = [f"born {contact.birthday}"] if contact.birthday else []
    streets = [", ".join(part for part in (where.street, where.locality) if part) for where in contact.addresses]
    said = [part for part in (*reach, *work, *born, *streets) if part]
    more = [f"{len(said) - _MOST_VALUES} more"] if len(said) > _MOST_VALUES else []
    shown = " · ".join([contact.name or "(no name)", *said[:_MOST_VALUES], *more])
    return visible(f"{shown}  [{_few(dict.fromkeys(ref.source for ref in contact.sources))}]")


def _few(texts: Iterable[str]) -> str:
    """Return the first of the texts, and how many more there are."""
    held = list(texts)
    more = [f"{len(held) - _MOST_VALUES} more"] if len(held) > _MOST_VALUES else []
    return ", ".join([*held[:_MOST_VALUES], *more])


def percent(probability: float) -> str:
    """Return a probability as whole percent; what is not certain is never shown as 0 or 100."""
    return f"{min(max(round(probability * 100), 1), 99)} %"


def _pair_value(pair: Pair, calling_code: str) -> dict[str, Any]:
    return {
        "one": contact_value(pair.one, calling_code),
        "other": contact_value(pair.other, calling_code),
        "probability": round(pair.probability, 4),
        "prior": pair.prior,
        "doubt": pair.doubt or None,
        "evidence": [evidence_value(item) for item in pair.evidence],
    }


def _shared_value(shared: SharedKey) -> dict[str, Any]:
    people = [{"id": contact.id, "name": contact.name or None} for contact in shared.people]
    return {"key": shared.key, "people": people, "interactions": shared.interactions}


def _decision_value(held: Numbered) -> dict[str, Any]:
    number, decision = held
    return {
        "number": number,
        "same": decision.same,
        "when": decision.when or None,
        "one": [_mark_value(mark) for mark in decision.one],
        "other": [_mark_value(mark) for mark in decision.other],
    }


def _mark_value(mark: RecordMark) -> dict[str, Any]:
    return {"source": mark.source, "key": mark.key, "name": mark.name or None}


def _marked(marks: Sequence[RecordMark]) -> str:
    names = dict.fromkeys(mark.name or "(no name)" for mark in marks)
    sources = dict.fromkeys(mark.source for mark in marks)
    return f"'{' / '.join(names)}' ({_few(sources)})"

"""What a click does to the store: the same as the commands do, so that each sees what the other kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs

from tieweave import added, answers, identities, journals, lookup, resolve
from tieweave.app.finding import Found
from tieweave.app.refusals import clash, unknown, wrong
from tieweave.app.undoing import Settlings, Undo
from tieweave.errors import TieweaveError
from tieweave.model import Channel, Contact, FollowUp, Kept, Status
from tieweave.overview import Alter
from tieweave.report import as_added, as_answers
from tieweave.report.as_history import kept_lines
from tieweave.report.due import day as in_words
from tieweave.resolve.marks import marks
from tieweave.store import Store


@attrs.frozen(kw_only=True)
class Turn:
    """The user's turn: the `store` to keep it in, what was `found` when they saw it, and when it is `now`.

    `settlings` remember how follow-ups stood before they were settled here. `now` is aware, in ego's own zone.
    """

    store: Store
    found: Found
    now: dt.datetime
    settlings: Settlings


@attrs.frozen(kw_only=True)
class Did:
    """What an act did: it is `said` in one line, and taken back by `undo` (None: there is nothing to take back).

    What shows of it at once are the rows of `people` (ids of elements), and the plan where `plan` says so. `who` is
    the element of whom it is about, as they will be called once everything is found again, "" where that is not sure.
    """

    said: str
    who: str = ""
    undo: Undo | None = None
    people: tuple[str, ...] = ()
    plan: bool = False


def person(found: Found, element: str) -> Alter:
    """Return somebody of a page by the id of their element; raises `RefusedError` where nobody has it any more."""
    if element in found.people:
        return found.people[element]
    # An older page may know them by an id whose place another took.
    now_known_as = found.book.former_ids.get(element, "")
    if now_known_as in found.people:
        return found.people[now_known_as]
    raise unknown("nobody here is known by that id any more; load the page again")


def answer(turn: Turn, element: str, *, level: int | None, category: str) -> Did:
    """Keep what the user says somebody is to them."""
    who = person(turn.found, element)
    said = answers.answered(
        who.tie.contact,
        level=level,
        category=category,
        code=turn.found.seen.calling_code,
        when=turn.now.isoformat(),
    )
    number = answers.keep(turn.store, said)
    return Did(
        said=f"kept: {who.name}: {as_answers.verdict(said)}",
        undo=Undo(what="answer", number=number),
        who=who.id,
        people=(who.id,),
    )


def log(
    turn: Turn,
    element: str,
    text: str,
    *,
    when: str | None = None,
    gave: bool = False,
    received: bool = False,
    answered: bool = False,
    lead: str = "",
    by: Channel | None = None,
) -> Did:
    """Keep what happened with somebody; one that answers settles what they were asked."""
    who = person(turn.found, element)
    contact = who.tie.contact
    if not text.strip():
        raise wrong("say what happened")
    try:
        moment = journals.moment(when, turn.now)
    except ValueError:
        raise wrong(f"{when!r} is no day; write it as 2026-11-01") from None
    code = turn.found.seen.calling_code
    with turn.store.transaction(lasting=True):  # so that no other act answers the same meanwhile
        journal = journals.kept(turn.store)
        journal = journals.found(journal, turn.found.seen.contacts, code, turn.found.book.former_ids)
        entry, ask = journals.entered(
            journal,
            contact,
            marks(contact, code),
            text,
            when=moment,
            gave=gave,
            received=received,
            answered=answered,
            lead=lead,
            by=by,
        )
        number = journals.log(turn.store, entry)
    return Did(
        said="; ".join(kept_lines(entry, number, ask, turn.now.tzinfo)),
        undo=Undo(what="entry", number=number),
        who=who.id,
        plan=ask is not None,
    )


def same_as(turn: Turn, element: str, other: str) -> Did:
    """Decide that somebody and another, named by element, name, address or id, are one person."""
    one = person(turn.found, element).tie.contact
    if not other.strip():
        raise wrong("say who else it is: a name of this page, or an e-mail address")
    return _decide(turn, one, _meant(turn.found, other), same=True)


def decide(turn: Turn, one: str, other: str, *, same: bool) -> Did:
    """Decide of two that may be one person whether they are."""
    return _decide(turn, _side(turn.found, one), _side(turn.found, other), same=same)


def separate(turn: Turn, element: str, record: int) -> Did:
    """Decide that one record of somebody, by its place from 1 on, is somebody else's."""
    contact = person(turn.found, element).tie.contact
    records = contact.records
    if not 1 <= record <= len(records) or len(records) < 2:
        raise wrong(f"{contact.name or 'this person'} has no record {record} that could be somebody else's")
    apart = records[record - 1]
    rest = attrs.evolve(contact, records=tuple(one for at, one in enumerate(records, start=1) if at != record))
    return _decide(turn, rest, apart, same=False)


def follow_up(turn: Turn, item: str, status: Status, *, days: int = 7) -> Did:
    """Settle a follow-up of the plan: done, dropped, or snoozed for so many days."""
    with turn.store.transaction(lasting=True):
        before = _kept(turn, item)
        due = turn.now.date() + dt.timedelta(days=days) if status is Status.SNOOZED else None
        try:
            after = journals.settle(turn.store, item, status, now=turn.now, due=due)
        except TieweaveError as error:
            raise clash(str(error)) from error
    title = after.follow_up.title
    if after == before:
        return Did(said=f"{title}: {after.follow_up.status} already", plan=True)
    turn.settlings.note(before, after)
    return Did(said=_became(after), undo=Undo(what="follow-up", id=item), plan=True)


def add(
    turn: Turn,
    name: str,
    *,
    category: str = "",
    level: int | None = None,
    emails: Sequence[str] = (),
    phones: Sequence[str] = (),
    organisation: str = "",
    notes: Sequence[str] = (),
    again: bool = False,
) -> Did:
    """Keep somebody whom the user knows; another one of a name that was added already with `again`."""
    whole = " ".join(name.split())
    if mistake := added.mistake(whole, emails=emails, phones=phones):
        raise wrong(mistake)
    somebody = added.somebody(
        whole,
        when=turn.now.isoformat(),
        category=category,
        level=level,
        emails=emails,
        phones=phones,
        organisation=organisation,
        notes=notes,
    )
    with turn.store.transaction(lasting=True):
        same = added.namesakes(added.kept(turn.store), whole)
        if same and not again:
            number, known = same[-1]
            raise clash(f"added already, as {number}: {as_added.who(known)}")
        number = added.keep(turn.store, somebody)
    return Did(
        said=f"added: {as_added.who(somebody)}", undo=Undo(what="added", number=number), who=_called(turn, somebody)
    )


def _decide(turn: Turn, one: Contact, other: Contact, *, same: bool) -> Did:
    if one.id and one.id == other.id and same:
        raise wrong("that is one person already")
    code = turn.found.seen.calling_code
    decision = resolve.decided(one, other, same=same, code=code, when=turn.now.isoformat())
    number = identities.decide(turn.store, decision)
    names = [contact.name or "(no name)" for contact in (one, other)]
    said = "one person from now on" if same else "two people from now on"
    return Did(
        said=f"{names[0]} and {names[1]}: {said}",
        undo=Undo(what="decision", number=number),
        who=_called(turn, one, other),
    )


def _called(turn: Turn, one: Contact, *others: Contact) -> str:
    """Return the id of somebody as merging will find them, given what is decided by now."""
    profile = turn.found.book.profile
    contacts = [one, *others]
    known = identities.load(turn.store, resolve.keys_of(contacts, profile))
    first = (one.records or (one,))[0]
    for found in resolve.merged(contacts, profile, known).people:
        if any((at.source, at.key) == (first.source, first.key) for at in found.records or (found,)):
            return found.id
    return ""


def _meant(found: Found, text: str) -> Contact:
    if text in found.people:
        return found.people[text].tie.contact
    return lookup.only(found.book.contacts, text, found.book.former_ids)


def _side(found: Found, element: str) -> Contact:
    """Return a side of a pair: somebody of the page, or an entry that stands nowhere else on it."""
    if element in found.people:
        return found.people[element].tie.contact
    sides = (side for pair in found.book.undecided for side in (pair.one, pair.other))
    for contact in (*sides, *found.book.contacts):
        if contact.id == element:
            return contact
    return person(found, element).tie.contact


def _kept(turn: Turn, item: str) -> Kept:
    """Return a follow-up as it stands; one that a plan made since left out is kept again, as the user still sees it."""
    for held in journals.kept(turn.store).follow_ups:
        if held.follow_up.id == item:
            return held
    seen = next((one for one in turn.found.plan if one.id == item), None)
    if seen is None:
        raise unknown("no follow-up has that id any more; load the page again")
    _keep(turn, seen)
    return _kept(turn, item)


def _keep(turn: Turn, one: FollowUp) -> None:
    journals.keep_plan(turn.store, [one], now=turn.now, code=turn.found.seen.calling_code, whole=False)


def _became(kept: Kept) -> str:
    one = kept.follow_up
    if one.status is Status.SNOOZED:
        return f"put off to {in_words(one.due)}: {one.title}"
    if one.status is Status.DROPPED:
        return f"dropped: {one.title}"
    return f"done: {one.title}" + ("; when they answer, log it with them" if one.purpose.asks else "")

"""Which follow-up a text means, an id or a name; and whom, of the people in the journal."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator, Sequence

from tieweave import lookup
from tieweave.errors import TieweaveError
from tieweave.journals.persons import joined
from tieweave.journals.rows import bare
from tieweave.model import Contact, Journal, Kept, RecordMark, Status

_SHOWN = 10
_SAME_MATTER = dt.timedelta(days=42)
"""For so long an answer may be one more to the same question; later they were asked something else. Own estimate."""


def meant(journal: Journal, text: str) -> Kept:
    """Return the follow-up that a text means: its id, the first letters of it, or whose only open one it is.

    What is open goes before what is settled. Raises `TieweaveError` where that is none, or several.
    """
    # Checklists and tables write "tw-" before an id, some with the caret of a block's name.
    wanted = text.strip().removeprefix("^").removeprefix("tw-")
    by_id = {kept.follow_up.id: kept for kept in journal.follow_ups}
    if wanted in by_id:
        return by_id[wanted]
    begun = [kept for kept in journal.follow_ups if wanted and kept.follow_up.id.startswith(wanted.lower())]
    begun = [kept for kept in begun if kept.follow_up.status.is_open] or begun
    persons = {one.id for one in lookup.matching(people(journal), wanted, {})}
    named = [
        kept
        for kept in joined(journal).follow_ups
        if kept.follow_up.contact.id in persons and kept.follow_up.status.is_open
    ]
    found = {kept.follow_up.id: by_id[kept.follow_up.id] for kept in (*begun, *named)}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        raise TieweaveError(
            f"{len(found)} follow-ups are meant by {text!r}: {_listed(list(found.values()))}; name one by its id"
        )
    if persons:
        raise TieweaveError(f"nothing is open with {text!r}; tieweave history shows what was")
    raise _unknown(journal, text)


def of_person(journal: Journal, person: str) -> list[Kept]:
    """Return the follow-ups toward a person, by the id that the journal names them by."""
    return [kept for kept in journal.follow_ups if kept.follow_up.contact.id == person]


def ask_of(follow_ups: Sequence[Kept], *, lead: bool = False, when: dt.datetime | None = None) -> Kept | None:
    """Return what an answer of a person answers, of the `follow_ups` toward them; None where they were asked nothing.

    That is what they were asked last, else what was delivered and not ticked off, else what is still to be asked. A
    `lead` may also come of what is answered already. Where nothing waits for an answer, one that came at `when` is one
    more to what they answered some weeks before.
    """
    asks = [kept for kept in follow_ups if kept.follow_up.purpose.asks]
    asked = (Status.DONE, Status.ANSWERED) if lead else (Status.DONE,)
    for among in (asked, (Status.PUSHED,), (Status.SNOOZED, Status.SUGGESTED)):
        some = [kept for kept in asks if kept.follow_up.status in among]
        if some and among is asked:
            return max(some, key=lambda kept: (kept.noted, kept.follow_up.id))
        if some:
            return min(some, key=lambda kept: (kept.follow_up.due, kept.follow_up.id))
    lately = [kept for kept in asks if when and kept.follow_up.status.is_answered and when - kept.noted < _SAME_MATTER]
    return max(lately, key=lambda kept: (kept.noted, kept.follow_up.id), default=None)


def people(journal: Journal) -> list[Contact]:
    """Return everybody in the journal, each once, with the names and addresses that it knows them by."""
    names: dict[str, dict[str, None]] = {}
    reached: dict[str, dict[str, None]] = {}
    for person, name, marks, address in _mentions(joined(journal)):
        names.setdefault(person, {}).update(dict.fromkeys([name, *(mark.name for mark in marks)]))
        keys = [key.partition(":") for mark in marks for key in mark.keys]
        told = [address, *(value for kind, _, value in keys if kind in ("email", "url"))]
        reached.setdefault(person, {}).update(dict.fromkeys(told))
    return [bare(person, list(called), list(reached[person])) for person, called in names.items()]


def _mentions(journal: Journal) -> Iterator[tuple[str, str, Sequence[RecordMark], str]]:
    """Yield who is mentioned, with a name, marks and an address, the latest first."""
    mentioned: list[tuple[dt.datetime, str, str, Sequence[RecordMark], str]] = []
    for kept in journal.follow_ups:
        one = kept.follow_up
        mentioned.append((kept.noted, one.contact.id, one.contact.name, kept.marks, one.address))
    mentioned += [(entry.when, entry.person, entry.name, entry.marks, "") for entry in journal.entries]
    for _, person, name, marks, address in sorted(mentioned, key=lambda one: one[:3], reverse=True):
        yield person, name, marks, address


def marks_of(journal: Journal, person: str) -> tuple[RecordMark, ...]:
    """Return what a person of the journal is known again by: the marks that were noted last."""
    noted = [marks for one, _, marks, _ in _mentions(journal) if one == person and marks]
    return tuple(noted[0]) if noted else ()


def _listed(found: Sequence[Kept]) -> str:
    shown = [f"{one.follow_up.id} ({one.follow_up.title})" for one in found[:_SHOWN]]
    more = [f"{len(found) - _SHOWN} more"] if len(found) > _SHOWN else []
    return ", ".join([*shown, *more])


def _unknown(journal: Journal, text: str) -> TieweaveError:
    near = difflib.get_close_matches(text.strip().lower(), [kept.follow_up.id for kept in journal.follow_ups])
    found = [kept for kept in journal.follow_ups if kept.follow_up.id in near]
    if not found:
        named = {one.name.lower(): one.id for one in people(journal) if one.name}
        for match in difflib.get_close_matches(text.strip().lower(), named, n=1):
            found = [kept for kept in of_person(joined(journal), named[match]) if kept.follow_up.status.is_open]
    if found:
        return TieweaveError(f"no follow-up {text!r}; did you mean {_listed(found)}?")
    if not journal.follow_ups:
        return TieweaveError(f"no follow-up {text!r}: none is kept yet; tieweave plan makes some")
    return TieweaveError(f"no follow-up {text!r}; tieweave today --days 30 shows what is open, with the ids")

"""What somebody does at present as one line, and what is new in it."""

from __future__ import annotations

from tieweave import organisation_names
from tieweave.leads import work
from tieweave.leads.words import tokens
from tieweave.model import Contact, Organisation

_BETWEEN = "; "
_AT = " @ "


def work_of(contact: Contact) -> str:
    """Return somebody's present roles as one line, "" where none is known: what `Journal.work` keeps."""
    return _BETWEEN.join(sorted({_line(one) for one in _held(contact)}))


def new_role(contact: Contact, before: str) -> Organisation | None:
    """Return a role that is not in the line of `before`: at another organisation, or another title at the same one.

    What was not known before is no news, nor is a title where there was none. Where a second organisation or title
    turns up beside one that is still there, another source may only have told more: that is no news either.
    """
    if not before:
        return None
    known = [_parts(line) for line in before.split(_BETWEEN)]
    held = _held(contact)
    now = {organisation_names.key(one.name) for one in held if one.name}
    stayed = any(place and place in now for _, place in known)
    titles_now = {_parts(_line(one)) for one in held}
    for one in sorted(held, key=lambda one: (-work.seniority(one.title or one.role), _line(one))):
        title, place = _parts(_line(one))
        if not place:
            continue
        titles = {said for said, there in known if there == place}
        kept_title = any((said, place) in titles_now for said in titles)
        if titles and title and not kept_title and () not in titles:
            return one
        if not titles and not stayed and any(there for _, there in known):
            return one
    return None


def _held(contact: Contact) -> list[Organisation]:
    held = [one for one in work.present(contact) if one.name or one.title or one.role]
    return [one for one in held if not work.is_retired(one.title) and not work.is_seeking(one.title or one.role)]


def _line(one: Organisation) -> str:
    return (f"{one.title or one.role}{_AT}{one.name}" if one.name else one.title or one.role).replace(_BETWEEN, ", ")


def _parts(line: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return title and organisation of a part of a line, as they are compared."""
    title, _, name = line.rpartition(_AT) if _AT in line else (line, "", "")
    return tokens(title), organisation_names.key(name)

"""Who is asked to a meeting: attendees and organisers, and which of them are people."""

from __future__ import annotations

import functools
import re
import unicodedata

import attrs

from tieweave.resolve.normalise import mailbox
from tieweave_calendar.properties import parsed

_EMAIL = re.compile(r"[^\s@<>\"\\,;:()/]++@[^\s@<>\"\\,;:()/]++", re.ASCII)
_IN_BRACKETS = re.compile(r"<([^<>]*)>\s*\Z")

_NO_PEOPLE = (
    "@resource.calendar.google.com",  # rooms and equipment
    "@group.calendar.google.com",  # a calendar beside a person's own
    "@group.v.calendar.google.com",  # holidays, birthdays
    "@import.calendar.google.com",
    "@calendar.google.com",  # unknownorganizer@
)
_NO_REPLY = re.compile(r"(?:no|do-?not)[-_.]?reply\b|calendar-notification@|notifications?@", re.ASCII)

_NOT_PEOPLE = frozenset({"ROOM", "RESOURCE", "GROUP"})
_ABSENT = frozenset({"DECLINED", "DELEGATED"})

_NAMED = "attendee:"


@attrs.frozen
class Person:
    """One attendee or organiser: `email` in lower case ("" where the calendar gives none) and `name` ("" likewise).

    `answer` is the PARTSTAT in upper case ("ACCEPTED", "NEEDS-ACTION" …), "" where it does not say; `informed` that
    the person only gets to know of it.
    """

    email: str
    name: str
    answer: str = ""
    informed: bool = False
    organises: bool = False

    @property
    def key(self) -> str:
        """The key of the contact: the address, else the name."""
        return self.email or f"{_NAMED}{self.name.casefold()}"

    @property
    def mailbox(self) -> str:
        """The mailbox that mail to the address reaches, as addresses are compared; "" where there is none."""
        return mailbox(self.email)

    @property
    def comes(self) -> bool:
        """Whether the person did not say no."""
        return self.answer not in _ABSENT


@functools.lru_cache(maxsize=8192)  # the same people are in event after event
def person(content: bytes) -> Person | None:
    """Return the person of an ATTENDEE or ORGANIZER line, None for rooms, equipment, mailing lists and machines."""
    line = parsed(content)
    if line is None:
        return None
    params = line.params
    if params.get("CUTYPE", "").upper() in _NOT_PEOPLE or params.get("ROLE", "").upper() in _NOT_PEOPLE:
        return None
    name = unicodedata.normalize("NFC", " ".join(params.get("CN", "").replace("\\,", ",").split()).strip("'\""))
    email = _email(line.value) or _email(params.get("EMAIL", "")) or _email(params.get("X-EMAIL", ""))
    if not name and ":" not in line.value:
        # vCalendar 1.0 has names here, with the address in brackets or without one.
        bracketed = _IN_BRACKETS.search(line.value)
        if bracketed is not None or not email:
            name = " ".join(line.value[: bracketed.start() if bracketed is not None else None].split())
    if "@" in name:  # programs repeat the address where they know no name
        email = email or _email(name)
        name = ""
    if (not email and not name) or email.endswith(_NO_PEOPLE) or _NO_REPLY.match(email):
        return None
    return Person(
        email=email,
        name=name,
        answer=(params.get("PARTSTAT") or params.get("STATUS") or "").upper().replace(" ", "-"),
        informed=params.get("ROLE", "").upper() == "NON-PARTICIPANT",
        organises=line.name == "ORGANIZER" or params.get("ROLE", "").upper() in ("ORGANIZER", "OWNER"),
    )


def distinct(people: list[Person]) -> tuple[Person, ...]:
    """Return each person once: an organiser who is an attendee as well has the attendee's answer."""
    found: dict[str, Person] = {}
    for one in people:
        same = found.get(one.key)
        if same is None:
            found[one.key] = one
            continue
        found[one.key] = attrs.evolve(
            same,
            name=same.name or one.name,
            answer=same.answer or one.answer,
            informed=same.informed and one.informed,
            organises=same.organises or one.organises,
        )
    return tuple(found.values())


def _email(text: str) -> str:
    address = unicodedata.normalize("NFC", text.strip().strip("'\"").lower())
    while address.startswith("mailto:"):  # some programs write it twice
        address = address[7:].lstrip(" \t'\"")
    bracketed = _IN_BRACKETS.search(address)
    address = (bracketed[1] if bracketed is not None else address).partition("?")[0].strip().rstrip(".")
    return address if _EMAIL.fullmatch(address) else ""

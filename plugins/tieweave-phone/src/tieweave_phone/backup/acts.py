"""From tags to interactions."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

import attrs

from tieweave.model import Channel, Direction, Interaction
from tieweave_phone import characters, numbers
from tieweave_phone.backup.calls import KINDS
from tieweave_phone.backup.tags import Tag
from tieweave_phone.losses import Losses
from tieweave_phone.people import People

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MILLISECONDS_FROM = 10**11
"""Smaller dates are in seconds, as some versions write those of multimedia messages: in ms this is March 1973."""

_DIRECTIONS = {"1": Direction.IN, "2": Direction.OUT}
_UNSENT = frozenset("3456")
"""Drafts, the outbox, failed and queued messages: they reached nobody, or come again when they were sent."""

_EGO = "insert-address-token"
"""What stands for the number of the phone itself among the addresses of a multimedia message."""
_SENDER = "137"
"""The type of the sender's address; 151 (to), 130 (cc) and 129 (bcc) are the others (OMA MMS, table 12)."""

_NAMELESS = frozenset({"", "null", "(unknown)", "unknown"})
_LONGEST_KEY = 64


@attrs.frozen
class Backup:
    """What acts are read for: the `source`, the `file` in it, ego's own numbers, and where names and losses go."""

    source: str
    file: str
    is_own: Callable[[str], bool]
    people: People
    losses: Losses


def acts(tags: Iterable[Tag], backup: Backup) -> Iterator[Interaction]:
    """Give the interactions of a backup; a record that cannot be read is noted, and so is a file that breaks off."""
    root = line = ""
    count = 0
    mms: Tag | None = None
    mms_at = ""
    addresses: list[tuple[str, str]] = []
    for tag in tags:
        name = tag.name
        line = f"line {tag.line}"
        if name == "addr":
            addresses.append((_number(tag.values.get("address", "")), tag.values.get("type", "")))
            continue
        if name == "part":
            continue
        if mms is not None:
            yield from _multimedia(mms, addresses, mms_at, backup)
            mms, addresses = None, []
        if name in ("calls", "smses"):
            root = name if tag.open else ""
        elif name in ("/calls", "/smses"):
            root = ""
        elif name != "/mms":
            count += 1
            at = f"record {count}, {line}"
            if not tag.whole:
                backup.losses.note(backup.file, at, "the record is damaged or breaks off")
            elif name == "mms":
                mms, mms_at = tag, at
            else:
                yield from (_call if name == "call" else _message)(tag, at, backup)
    if mms is not None and root == "":
        yield from _multimedia(mms, addresses, mms_at, backup)
    if root:
        reason = "the file breaks off here: what stands before was read; back up again, or copy the file again"
        backup.losses.note(backup.file, f"record {count}, {line}", reason)


def _call(tag: Tag, at: str, backup: Backup) -> Iterator[Interaction]:
    number = _number(tag.values.get("number", ""))
    name = _name(tag.values.get("contact_name", ""), number)
    if not numbers.is_persons(number, named=bool(name)) or backup.is_own(number):
        return
    when = _when(tag.values.get("date", ""))
    if when is None:
        backup.losses.note(backup.file, at, "the call has no date that can be read")
        return
    kind = tag.values.get("type", "")
    if kind not in KINDS:
        backup.losses.note(backup.file, at, f"calls of type {kind[:10]!r} are not known")
        return
    known = KINDS[kind]
    if known is None:
        return
    backup.people.numbered(number, name, when, alone=True)
    lasted = _whole(tag.values.get("duration", ""))
    yield Interaction(
        source=backup.source,
        key=_key("call", when, known.direction, [number]),
        when=when,
        channel=Channel.CALL,
        direction=known.direction,
        participants=[number],
        duration=None if kind == "7" and not lasted else lasted,
        weight=known.unanswered if lasted == 0 else known.weight,
    )


def _message(tag: Tag, at: str, backup: Backup) -> Iterator[Interaction]:
    number = _number(tag.values.get("address", ""))
    name = _name(tag.values.get("contact_name", ""), number)
    if not numbers.is_persons(number, named=bool(name)) or backup.is_own(number):
        return
    found = _sent(tag, "type", at, backup)
    if found is None:
        return
    when, direction = found
    backup.people.numbered(number, name, when, alone=True)
    yield Interaction(
        source=backup.source,
        key=_key("sms", when, direction, [number]),
        when=when,
        channel=Channel.MESSAGE,
        direction=direction,
        participants=[number],
    )


def _multimedia(tag: Tag, addresses: Sequence[tuple[str, str]], at: str, backup: Backup) -> Iterator[Interaction]:
    """Give a message to or from one or several; `addresses` are its own, each with its type."""
    listed = [_number(one) for one in tag.values.get("address", "").split("~")]
    names = _names(tag.values.get("contact_name", ""), listed)
    named = {number for number, name in zip(listed, names, strict=True) if name}

    def alters(found: Iterable[str]) -> list[str]:
        persons = (one for one in found if numbers.is_persons(one, named=one in named) and not backup.is_own(one))
        return list({numbers.key(one): one for one in persons}.values())

    circle = alters(listed) or alters(one for one, _ in addresses)
    if not circle:
        return
    found = _sent(tag, "msg_box", at, backup)
    if found is None:
        return
    when, direction = found
    for number, name in zip(listed, names, strict=True):
        if number in circle:
            backup.people.numbered(number, name, when, alone=len(listed) == 1)
    participants = circle
    if direction is Direction.IN:
        senders = {numbers.key(one) for one, kind in addresses if kind == _SENDER}
        # Where nobody in the conversation is named as the sender, it is any of them.
        participants = [one for one in circle if numbers.key(one) in senders] or circle
    yield Interaction(
        source=backup.source,
        key=_key("mms", when, direction, participants),
        when=when,
        channel=Channel.MESSAGE,
        direction=direction,
        participants=participants,
        others=[one for one in circle if one not in participants],
        weight=1 / len(circle) if len(participants) < len(circle) else 1.0,
    )


def _sent(tag: Tag, box: str, at: str, backup: Backup) -> tuple[dt.datetime, Direction] | None:
    """Return when a message was sent and which way; None for one that was not, or that cannot be read."""
    kind = tag.values.get(box, "")
    if kind in _UNSENT and kind:
        return None
    direction = _DIRECTIONS.get(kind)
    if direction is None:
        backup.losses.note(backup.file, at, f"messages of type {kind[:10]!r} are not known")
        return None
    when = _when(tag.values.get("date", ""))
    if when is None:
        backup.losses.note(backup.file, at, "the message has no date that can be read")
        return None
    return when, direction


def _when(text: str) -> dt.datetime | None:
    stamp = _whole(text)
    if not stamp:
        return None
    try:
        return _EPOCH + dt.timedelta(milliseconds=stamp if stamp >= _MILLISECONDS_FROM else stamp * 1000)
    except OverflowError:
        return None


def _whole(text: str) -> int | None:
    """Return the whole number that a text is, None when it is none."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < 20 else None


def _number(text: str) -> str:
    return characters.name(text)


def _name(text: str, number: str) -> str:
    """Return the name in the address book, "" where there is none: some programs repeat the number."""
    name = characters.name(text)
    if name.lower() in _NAMELESS or (numbers.is_number(name) and numbers.key(name) == numbers.key(number)):
        return ""
    return name


def _names(text: str, listed: Sequence[str]) -> list[str]:
    """Return the name of each listed number. Names may hold ", " too: of several, they count only if all fit."""
    texts = [text] if len(listed) == 1 else text.split(", ")
    if len(texts) != len(listed):
        return [""] * len(listed)
    return [_name(one, number) for one, number in zip(texts, listed, strict=True)]


def _key(kind: str, when: dt.datetime, direction: Direction, participants: Iterable[str]) -> str:
    """Return the key of an act, the same in every backup that holds it."""
    with_whom = ",".join(sorted(map(numbers.key, participants)))
    if len(with_whom) > _LONGEST_KEY:
        with_whom = hashlib.blake2b(with_whom.encode(), digest_size=10).hexdigest()
    return f"{kind}:{(when - _EPOCH) // dt.timedelta(milliseconds=1)}:{direction}:{with_whom}"

"""From the messages of a chat to interactions."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator

import attrs

from tieweave.model import Channel, Direction, Interaction
from tieweave_phone import characters, numbers
from tieweave_phone.losses import Losses
from tieweave_phone.people import People
from tieweave_phone.whatsapp import notices, order
from tieweave_phone.whatsapp.chat import Chat
from tieweave_phone.whatsapp.lines import Message, messages


@attrs.frozen(kw_only=True)
class Reading:
    """How a chat is read: the `order` of its dates, the `zone` of its clock, ego's name in it ("" for nobody)."""

    source: str
    order: str
    zone: dt.tzinfo
    ego: str
    people: People
    losses: Losses


def acts(chat: Chat, reading: Reading) -> Iterator[Interaction]:
    """Give the messages and calls of a chat as interactions. Raises OSError."""
    by_name = {name: _participant(name, chat, reading) for name in chat.writers if name != reading.ego}
    alters = tuple(dict.fromkeys(by_name.values()))
    if not alters and reading.ego and not chat.is_group and chat.title:
        # Ego alone wrote, to the one whose name the chat has.
        alters = (_participant(chat.title, chat, reading),)
    alone = alters[0] if len(alters) == 1 and not chat.is_group else ""
    place = alone or chat.title.lower()
    clock = _Clock(reading.order, reading.zone)
    senders: dict[str, str] = {}
    writers = {"", *chat.writers}  # without the name of a group, under which its notices stand
    met: dict[str, int] = {}  # acts of each in the present minute or second, for the keys
    at = ""
    for message in messages(chat.file.blocks(), chat.colons):
        name = senders.get(message.sender)
        if name is None:
            name = senders[message.sender] = characters.name(message.sender)
        call = notices.call(message.text)
        if name not in writers or _is_notice(message, name, chat, is_call=call is not None):
            continue
        when, local = clock.read(message)
        if when is None:
            reading.losses.note(chat.file.name, f"line {message.line}", "its date is no day of the calendar")
            continue
        if name and name == reading.ego:
            direction, participants, who = Direction.OUT, alters, "ego"
        else:
            who = by_name.get(name, alone)
            direction, participants = Direction.IN, (who,) if who else ()
        if not participants:
            continue
        if local != at:
            at = local
            met.clear()
        met[who] = met.get(who, 0) + 1
        share = 1 / len(alters) if chat.is_group and direction is Direction.IN else 1.0
        yield Interaction(
            source=reading.source,
            key=_key(local, who, place, met[who]),
            when=when,
            channel=Channel.MESSAGE if call is None else Channel.CALL,
            direction=direction,
            participants=participants,
            duration=None if call is None else call.duration,
            weight=share * (1.0 if call is None else call.weight),
        )


def _participant(name: str, chat: Chat, reading: Reading) -> str:
    """Return whom a name is: the number, or the key of a contact."""
    if numbers.is_number(name):
        return name
    unsaved = name.startswith("~")
    return reading.people.in_chat(name.lstrip("~ ") or name, chat.title if chat.is_group else "", saved=not unsaved)


def _is_notice(message: Message, name: str, chat: Chat, *, is_call: bool) -> bool:
    """Return whether a message is WhatsApp's own; a call that names no caller is the other's in a chat of two."""
    if not name:
        return not is_call or chat.is_group
    return characters.is_marked(message.text) and (
        notices.is_encryption(message.text) or notices.is_of_group(message.text)
    )


@attrs.define
class _Clock:
    """Reads stamps; many messages in a row have one, which is read once."""

    order: str
    zone: dt.tzinfo
    _stamp: object = None
    _read: tuple[dt.datetime | None, str] = (None, "")

    def read(self, message: Message) -> tuple[dt.datetime | None, str]:
        """Return the instant of a message, None where its date is no day, and its local time as text."""
        stamp = message.stamp
        if stamp is not self._stamp:
            self._stamp = stamp
            day = order.date(self.order, stamp.parts)
            if day is None:
                self._read = None, ""
            else:
                local = dt.datetime.combine(day, dt.time(stamp.hour, stamp.minute, stamp.second), self.zone)
                self._read = _in_utc(local), local.isoformat()[:19]
        return self._read


def _in_utc(local: dt.datetime) -> dt.datetime | None:
    try:
        return local.astimezone(dt.UTC)
    except OverflowError:  # a day at the end of all years
        return None


def _key(local: str, who: str, place: str, count: int) -> str:
    """Return the key of an act, the same in every export of the chat: the count is that within one stamp."""
    parts = "\x1f".join((local, who, place, str(count)))
    return "whatsapp:" + hashlib.blake2b(parts.encode("utf-8", "replace"), digest_size=10).hexdigest()

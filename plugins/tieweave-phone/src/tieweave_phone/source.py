"""From a location to its records: the source that `tieweave_phone` declares."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tieweave.errors import SourceError
from tieweave.model import Contact, Interaction, Profile, Skipped
from tieweave.resolve import phones
from tieweave.sources import Context
from tieweave_phone import locations, numbers
from tieweave_phone.backup.acts import Backup
from tieweave_phone.backup.acts import acts as backed_up
from tieweave_phone.backup.tags import EntitiesDeclaredError, tags
from tieweave_phone.locations import File
from tieweave_phone.losses import Losses
from tieweave_phone.people import People
from tieweave_phone.settings import Settings, settings
from tieweave_phone.whatsapp.acts import Reading
from tieweave_phone.whatsapp.acts import acts as chatted
from tieweave_phone.whatsapp.chat import Chat, survey
from tieweave_phone.whatsapp.ego import egos, is_open
from tieweave_phone.whatsapp.order import Dates, Verdict, verdict
from tieweave_phone.whatsapp.stamps import Shape

_SHOWN_EVERY = 1000
"""Records after which the progress is shown again."""
_CLOCKS_DIFFER = dt.timedelta(days=1)
"""How far a phone's local time may lie ahead of the run's clock."""


def records(location: str, context: Context) -> Iterator[Contact | Interaction | Profile | Skipped]:
    """Give the calls and messages of a location, a contact for everyone with a name, and what could not be read.

    Raises `tieweave.errors.SourceError` when the location cannot be read, and `SettingsError` for options that mean
    nothing.
    """
    chosen = settings(context.options)
    people = People(location)
    losses = Losses(location)
    files = locations.files(location)
    failed: SourceError | None = None
    done = 0
    try:
        for record in _read(files, location, context, chosen, people, losses):
            done += 1
            if done % _SHOWN_EVERY == 0:
                context.progress("calls and messages", done, None)
            yield record
    except SourceError as error:
        failed = error
    yield from people.contacts()
    yield from losses.skipped()
    if failed is not None:
        raise failed


def check(location: str, context: Context) -> Sequence[str]:
    """Say what is at a location, and for chats who was taken for ego and how the dates were understood."""
    chosen = settings(context.options)
    losses = Losses(location)
    files = locations.files(location)
    kinds = Counter(file.kind for file in files)
    counted = (
        (kinds[locations.BACKUP], "backup of SMS Backup & Restore", "backups of SMS Backup & Restore"),
        (kinds[locations.CHAT], "WhatsApp chat", "WhatsApp chats"),
    )
    lines = [", ".join(f"{count} {one if count == 1 else several}" for count, one, several in counted if count)]
    chats = _surveyed(files, context, losses)
    orders = _orders(chats, chosen)
    for chat, ego in zip(chats, egos(chats, context.profile), strict=True):
        found = orders[chat.shape]
        whose = f"you are {ego!r}" if ego else "you were not found among them"
        lines.append(
            f"{chat.file.name or 'the chat'}: {len(chat.writers)} who write, {whose}; dates are {found.order} "
            f"({found.why})" + ("; set date_order under [options.phone] to settle it" if found.assumed else "")
        )
    return [*lines, *(f"{one.where}: {one.reason}" for one in losses.skipped())]


def _read(
    files: Sequence[File], location: str, context: Context, chosen: Settings, people: People, losses: Losses
) -> Iterator[Interaction | Profile]:
    code = phones.calling_code(context.profile)
    own = frozenset(phones.canonical(number, code) for number in context.profile.phones)

    def is_own(number: str) -> bool:
        return bool(own) and phones.canonical(number, code) in own

    for file in files:
        if file.kind == locations.BACKUP:
            backup = Backup(location, file.name, is_own, people, losses)
            yield from _of_file(file, backed_up(tags(file.blocks()), backup), losses)
    chats = _surveyed(files, context, losses)
    orders = _orders(chats, chosen)
    found = egos(chats, context.profile)
    known = bool(context.profile.name) or any(found)
    if not context.profile.name and (name := _own_name(found)):
        yield Profile(name=name)
    for chat, ego in zip(chats, found, strict=True):
        if is_open(chat, ego, known=known):
            losses.note("", chat.file.name or "the chat", _WHO_IS_EGO)
        reading = Reading(
            source=location,
            order=orders[chat.shape].order,
            zone=chosen.zone,
            ego=ego,
            people=people,
            losses=losses,
        )
        yield from _of_file(chat.file, chatted(chat, reading), losses)


_WHO_IS_EGO = (
    "nothing tells which name in the chat is yours, so all of it counts as received; "
    "put your name as WhatsApp shows it into the profile"
)


def _of_file(file: File, acts: Iterable[Interaction], losses: Losses) -> Iterator[Interaction]:
    """Give what a file holds as far as it can be read; one that is the whole location raises `SourceError`."""
    try:
        yield from acts
    except EntitiesDeclaredError:
        _lose(file, losses, "declares entities, as no backup of the app does; it was not read further")
    except OSError as error:
        _lose(file, losses, _unreadable(error))


def _surveyed(files: Iterable[File], context: Context, losses: Losses) -> list[Chat]:
    """Read every chat for the first time."""
    latest = (context.now.astimezone(dt.UTC) + _CLOCKS_DIFFER).date()
    chats: list[Chat] = []
    for file in files:
        if file.kind != locations.CHAT:
            continue
        context.progress("chats", len(chats), None)
        try:
            chat = survey(file, latest)
        except OSError as error:
            _lose(file, losses, _unreadable(error))
            continue
        if chat.shape is None:
            _lose(file, losses, "holds no message with a date")
        else:
            chats.append(chat)
    return chats


def _orders(chats: Iterable[Chat], chosen: Settings) -> Mapping[Shape | None, Verdict]:
    """Return the order of the dates of each shape: chats in which they are written alike come from one phone."""
    alike: dict[Shape | None, list[Dates]] = {}
    for chat in chats:
        alike.setdefault(chat.shape, []).append(chat.dates)
    return {
        shape: Verdict(chosen.date_order, "as configured")
        if chosen.date_order and not shape.year_first
        else verdict(shape, dates)
        for shape, dates in alike.items()
        if shape is not None
    }


def _own_name(names: Iterable[str]) -> str:
    """Return ego's name if the chats agree on one and it is a whole name: a given name alone is many people's."""
    found = {name for name in names if name}
    name = found.pop() if len(found) == 1 else ""
    return name if len(name.split()) > 1 and not numbers.is_number(name) else ""


def _unreadable(error: OSError) -> str:
    return f"cannot be read ({error.strerror or ' '.join(str(error).split())}); check the file, or export it again"


def _lose(file: File, losses: Losses, reason: str) -> None:
    if not file.name:
        raise SourceError(f"{losses.source}: {reason}")
    losses.note(file.name, "", reason)

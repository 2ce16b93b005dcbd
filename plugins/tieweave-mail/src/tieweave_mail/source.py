"""From a location to its records: the source that `tieweave_mail` declares."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from tieweave.errors import SourceError
from tieweave.model import Contact, Interaction, Profile, Skipped
from tieweave.sources import Context
from tieweave_mail.acts import Acts
from tieweave_mail.boxes import boxes
from tieweave_mail.correspondents import Correspondents
from tieweave_mail.letters import Tables
from tieweave_mail.readings import Reading, read

_WHOSE = 'which address is yours cannot be told from it; put emails = ["you@example.com"] into your profile'

_AHEAD = "dated in the future, by a clock that is wrong; left out"
_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")  # gzip, zip, bzip2, xz, zstd


def records(location: str, context: Context) -> Iterator[Contact | Interaction | Profile | Skipped]:
    """Give the mail of a location: ego's profile, the interactions, then a contact for everyone ego has written to.

    Raises `tieweave.errors.SourceError` when the location cannot be read or holds no message.
    """
    readings, people, skipped = _read(location, context)
    own = people.ego(context.profile)
    acts = Acts(own=own, lists=people.lists, source=location, now=context.now)
    if own:
        yield people.profile(own)
        for reading in readings:
            for pack in reading.packs():
                yield from acts.of(pack, reading.live)
        for form, addresses in acts.written_to.items():
            ((address, _),) = addresses.most_common(1)
            names = people.names(form)
            called = names[0] if names else ""
            yield Contact(source=location, key=address, name=called, names=names, emails=(address,), filed=False)
        if acts.ahead:
            skipped.append(Skipped(source=location, where=f"{acts.ahead} messages", reason=_AHEAD))
    elif people.letters:
        skipped.append(Skipped(source=location, where=f"{people.letters} messages", reason=_WHOSE))
    yield from skipped


def check(location: str, context: Context) -> Sequence[str]:
    """Say how many messages a location has and which addresses in them are ego's; raises as `records` does.

    The mail is read for it, and remembered.
    """
    readings, people, skipped = _read(location, context)
    own = people.ego(context.profile)
    mailboxes = f" in {len(readings)} mailboxes" if len(readings) > 1 else ""
    return [
        f"{people.letters:,} message{'' if people.letters == 1 else 's'}{mailboxes}, newsletters and notices left out",
        f"you are {', '.join(people.profile(own).emails)}" if own else _WHOSE,
        *(f"{one.where}: {one.reason}" for one in skipped),
    ]


def _read(location: str, context: Context) -> tuple[list[Reading], Correspondents, list[Skipped]]:
    """Read what is new at a location; return the letters, who is in them, and what could not be read."""
    _check_options(context)
    readings = []
    skipped = []
    try:
        for box in boxes(os.path.expanduser(location)):
            try:
                readings.append(read(box, context))
            except OSError as error:
                if not box.name:
                    raise
                reason = f"cannot be read ({error.strerror or error})"
                skipped.append(Skipped(source=location, where=box.name, reason=reason))
    except (OSError, ValueError) as error:
        raise SourceError.unreadable(location, error) from error
    people = Correspondents()
    found = False
    for reading in readings:
        found = found or bool(reading.live)
        for pack in reading.heads():
            found = found or reading.live is None
            tables = pack.tables()
            people.add(tables)
            skipped += _unread(tables, reading, location)
    if not (found or skipped):
        raise SourceError(f"{location}: {_no_message(location)}")
    return readings, people, skipped


def _unread(tables: Tables, reading: Reading, location: str) -> Iterator[Skipped]:
    within = f"{reading.box.name}, " if reading.box.name else ""
    for file, where, reason in tables.skipped:
        if reading.live is None or tables.files[file] in reading.live:
            yield Skipped(source=location, where=within + where, reason=reason)


def _no_message(location: str) -> str:
    path = os.path.expanduser(location)
    if os.path.isdir(path):
        return "holds no message; name a folder with a mailbox (.mbox, Maildir) or with .eml files in it"
    if not os.path.getsize(path):
        return "is empty; export the mail again, or name another file"
    with open(path, "rb") as file:
        beginning = file.read(1000)
    if beginning.startswith(_PACKED):
        return "is compressed; unpack it first, and name what was in it"
    if b"\0" in beginning[:4]:
        return "is in UTF-16, which no mail program writes; export the mail again, as .mbox or .eml"
    if b"\r" in beginning and b"\n" not in beginning:
        return "has the line ends of old Macs; replace each CR by LF (tr '\\r' '\\n'), and name the new file"
    return "has no line that starts a message (From …), so it is no mbox; export the mail as .mbox or .eml"


def _check_options(context: Context) -> None:
    for key in context.options:
        raise SourceError(f"mail: unknown option {key!r} in [options.mail]; there are none")

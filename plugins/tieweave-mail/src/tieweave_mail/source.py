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


def records(location: str, context: Context) -> Iterator[Contact | Interaction | Profile | Skipped]:
    """Give the mail of a location: ego's profile, the interactions, then a contact for everyone ego has written to.

    Raises `tieweave.errors.SourceError` when the location cannot be read or holds no message.
    """
    readings, people, skipped = _read(location, context)
    own = people.ego(context.profile)
    acts = Acts(own=own, lists=people.lists, source=location)
    if own:
        yield people.profile(own)
        for reading in readings:
            for pack in reading.packs():
                yield from acts.of(pack, reading.live)
        for form, addresses in acts.written_to.items():
            ((address, _),) = addresses.most_common(1)
            names = people.names(form)
            yield Contact(source=location, key=address, name=names[0] if names else "", names=names, emails=(address,))
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
        f"{people.letters:,} messages{mailboxes}, newsletters and notices left out",
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
        for pack in reading.heads():
            found = True
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
    return "has no line that starts a message (From …), so it is no mbox; export the mail as .mbox or .eml"


def _check_options(context: Context) -> None:
    for key in context.options:
        raise SourceError(f"mail: unknown option {key!r} in [options.mail]; there are none")

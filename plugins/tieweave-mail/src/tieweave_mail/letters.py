"""Letters: what is kept of the messages of a mailbox, thousands of them in a few columns.

Nothing in them depends on who ego is, nor on what time it is: directions, names and contacts are found out anew in
every run. A column holds one thing of every letter, so that 200,000 of them are read back in a fraction of a second.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import attrs

from tieweave_mail import bulk, dates
from tieweave_mail.addresses import Mailbox, entry, mailboxes, relayed
from tieweave_mail.fields import Pairs, by_name, received
from tieweave_mail.folder_names import Kind, kind_of_labels

MOST = 8192
"""Letters in one pack: enough that tables are shared, few enough that one in the making is small."""

MOST_BYTES = 8 * 2**20
"""Bytes of address fields in one pack, however few its letters."""

SENT = 1
"""Flag: from a folder of sent mail."""
MANY = 2
"""Flag: written for many, as its fields say."""
SYSTEM = 4
"""Flag: a field says what systems say; of mail that ego got only."""

_REMEMBERED_FIELD = 4000
_ID = re.compile(rb"[^<\0]*+<([^<>\s\0]*+)[^\0]*+\0")
"""The first message id in a field that a NUL ends."""
_DELIVERED = (b"Delivered-To", b"X-Original-To", b"Envelope-To", b"X-Delivered-To")
_UNSENT = frozenset({b"X-Unsent", b"X-Mozilla-Status"})
_TELLING = bulk.SAYS | _UNSENT
_EXPUNGED = 0x0008  # Mozilla's nsMsgMessageFlags::Expunged: deleted, or moved to another folder
_COLUMNS = "qhHHB"
"""Of which size (codes of `array`) the numbers in the columns are: seconds, minutes, writer, readers, flags."""


Letter: TypeAlias = tuple[int, int, int, int, int, str, str, int]
"""One message: seconds since 1970 UTC, minutes ahead of UTC, its writer and readers (places in its pack's tables),
flags, its id, the id it answers ("" where it does not), its file (likewise a place)."""


@attrs.frozen
class Tables:
    """What the letters of a pack share.

    `people` are mailboxes as they are written; `writers` places among them, each with the number of its letters and
    how many of them were in folders of sent mail; `readers` the lists of places that letters go to, each with the
    number of letters. `delivered` says how many letters came in for an address, `lists` which addresses are those of
    lists, `files` the files that were read (none for an mbox), `skipped` what could not be: file, where and reason.
    """

    people: list[tuple[str, str]]
    writers: list[tuple[int, int, int]]
    readers: list[tuple[int, list[int]]]
    delivered: dict[str, int]
    lists: list[str]
    files: list[str]
    skipped: list[tuple[int, str, str]]


@attrs.frozen
class Pack:
    """Letters as bytes: the `head` is the tables, the `body` the columns."""

    head: bytes
    body: bytes

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it to remember."""
        return not self.head

    def tables(self) -> Tables:
        """Return what the letters share."""
        return Tables(**json.loads(self.head)) if self.head else Tables([], [], [], {}, [], [], [])

    def letters(self) -> Iterator[Letter]:
        """Give the letters, in the order in which they were read."""
        if not self.body:
            return iter(())
        sizes_end = self.body.index(b"\n")
        count, texts_end = map(int, self.body[:sizes_end].split())
        at = sizes_end + 1
        columns: list[Sequence[int]] = []
        for code in _COLUMNS:
            column = array(code)
            column.frombytes(self.body[at : at + count * column.itemsize])
            at += count * column.itemsize
            columns.append(column)
        keys, answers = (
            self.body[begin:end].decode("utf-8", "replace").split("\n") if count else []
            for begin, end in ((at, texts_end), (texts_end + 1, len(self.body) - 4 * count))
        )
        files = array("I")
        files.frombytes(self.body[len(self.body) - 4 * count :])
        return zip(*columns, keys, answers, files, strict=True)


class Packing:
    """A pack in the making. `sent` says that the letters are from a folder of sent mail."""

    def __init__(self, *, sent: bool = False) -> None:
        self._sent = SENT if sent else 0
        self._people: dict[tuple[str, str], int] = {}
        self._writers: dict[bytes, int] = {}
        self._writer_people: list[int] = []
        self._readers: dict[tuple[bytes | None, ...], int] = {}
        self._reader_people: list[list[int]] = []
        self._entries: dict[bytes, int] = {}
        self._delivered: list[bytes] = []
        self._lists: dict[tuple[bytes | None, bytes | None], list[str]] = {}
        self._files: list[str] = []
        self._skipped: list[tuple[int, str, str]] = []
        self._when, self._zone, self._writer, self._reading, self._flags = (array(code) for code in _COLUMNS)
        self._keys: list[bytes] = []
        self._answers: list[bytes] = []
        self._file = array("I")
        self._bytes = 0

    @property
    def full(self) -> bool:
        """Whether it should be packed before more is added."""
        return len(self._keys) >= MOST or len(self._files) >= MOST or self._bytes > MOST_BYTES

    def file(self, name: str) -> None:
        """Note that the letters which follow are in this file."""
        self._files.append(name)

    def skip(self, where: str, reason: str) -> None:
        """Note what could not be read."""
        self._skipped.append((len(self._files) - 1, where, reason))

    def add(self, buffer: bytes, before: int, start: int, pairs: Pairs) -> str:
        """Add the message whose header has the fields `pairs`, if it is one to keep.

        The header is in `buffer` after the line break at `start`; `before` is that before the `From ` line of an mbox
        (`start`, where there is none). Returns why the message cannot be read, "" when it was added or is to be left
        out.
        """
        found = by_name(pairs)
        written = found.get(b"From")
        writer = self._writers.get(written) if written is not None else None
        if writer is None:
            writer = self._new_writer(found)
        if writer == _AUTOMATIC:
            return ""
        flags = self._sent
        labels = found.get(b"X-Gmail-Labels")
        if labels is not None:
            kind = kind_of_labels(labels)
            if kind is Kind.LEFT_OUT:
                return ""
            if kind is Kind.SENT:
                flags = SENT
        if not _TELLING.isdisjoint(found):
            more = self._told(found)
            if more is None:
                return ""
            flags |= more
        if writer == _NOBODY:
            return "no sender's address can be read in it"
        moment = dates.moment(found.get(b"Date", b"")) or _another_date(buffer, before, start)
        if moment is None:
            return "no date can be read in it"
        to = (found.get(b"To"), found.get(b"Cc"), found.get(b"Bcc"))
        readers = self._readers.get(to)
        if readers is None:
            readers = self._new_readers(to)
        delivered = found.get(b"Delivered-To") or next((found[name] for name in _DELIVERED if name in found), None)
        if delivered is not None and not flags & MANY:
            self._delivered.append(delivered)
        named = found.get(b"Message-ID")
        if named is None or b"<" not in named:
            named = self._derived(moment, written, to)
        answered = found.get(b"In-Reply-To")
        if answered is None or b"<" not in answered:
            answered = _last(found.get(b"References"))
        self._keys.append(named)
        self._answers.append(answered)
        self._when.append(moment[0])
        self._zone.append(moment[1])
        self._writer.append(writer)
        self._reading.append(readers)
        self._flags.append(flags)
        self._file.append(len(self._files) - 1 if self._files else 0)
        return ""

    def packed(self) -> Pack:
        """Return everything that was added, as bytes: none where there is nothing."""
        if not (self._keys or self._files or self._skipped or self._lists):
            return Pack(b"", b"")
        writers = Counter(self._writer)
        sent = Counter(writer for writer, flags in zip(self._writer, self._flags, strict=True) if flags & SENT)
        readers = Counter(self._reading)
        tables = {
            "people": list(self._people),
            "writers": [(person, writers[at], sent[at]) for at, person in enumerate(self._writer_people)],
            "readers": [(readers[at], people) for at, people in enumerate(self._reader_people)],
            "delivered": _counted(self._delivered),
            "lists": sorted({address for addresses in self._lists.values() for address in addresses}),
            "files": self._files,
            "skipped": self._skipped,
        }
        columns = (self._when, self._zone, self._writer, self._reading, self._flags)
        numbers = b"".join(column.tobytes() for column in columns)
        keys, answers = _ids(self._keys), _ids(self._answers)
        count = len(self._keys)
        # The sizes come first; their own length changes where the texts end.
        sizes = b"%d %10d\n" % (count, 0)
        sizes = b"%d %10d\n" % (count, len(sizes) + len(numbers) + len(keys))
        return Pack(
            head=json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"),
            body=b"".join((sizes, numbers, keys, b"\n", answers, self._file.tobytes())),
        )

    def _told(self, found: Mapping[bytes, bytes]) -> int | None:
        """Return the flags that fields give, None for a message that no reader of them can want."""
        if found.get(b"X-Unsent", b"").strip() == b"1" or _is_expunged(found.get(b"X-Mozilla-Status", b"")):
            return None
        if bulk.SAYS.isdisjoint(found):
            return 0
        if bulk.answers_by_itself(found):
            return None
        many = bulk.goes_to_many(found)
        if many:
            named = (found.get(b"List-Post"), found.get(b"List-Id"))
            if named != (None, None) and named not in self._lists:
                self._lists[named] = bulk.list_addresses(found)
                self._bytes += sum(map(len, filter(None, named)))
            if any(name in found for name in _DELIVERED):
                # It came in. Of what ego wrote to a list, the copy that was sent is the one that counts.
                return None
        return (MANY if many else 0) | (SYSTEM if bulk.from_a_system(found) else 0)

    def _new_writer(self, found: Mapping[bytes, bytes]) -> int:
        written = found.get(b"From")
        own = _own_sender(found) if written is not None and relayed(written) else ()
        senders = own or (mailboxes(written) if written is not None else ()) or mailboxes(found.get(b"Sender", b""))
        if not senders:
            return _AUTOMATIC if written is not None and bulk.from_an_archive(written) else _NOBODY
        if bulk.automatic(senders[0].address):
            writer = _AUTOMATIC
        else:
            writer = len(self._writer_people)
            self._writer_people.append(self._person(senders[0]))
        if not own and written is not None and len(written) <= _REMEMBERED_FIELD:
            self._writers[written] = writer
        return writer

    def _new_readers(self, to: tuple[bytes | None, ...]) -> int:
        people: list[int] = []
        entries = self._entries
        size = 0
        for field in to:
            if field is None:
                continue
            size += len(field)
            try:
                people += [entries[written] for written in field.split(b",")]
            except KeyError:
                people += self._new_entries(field)
        self._reader_people.append(people)
        readers = len(self._reader_people) - 1
        self._bytes += size
        if size <= _REMEMBERED_FIELD:
            self._readers[to] = readers
        return readers

    def _new_entries(self, field: bytes) -> list[int]:
        people = []
        try:
            for written in field.split(b","):
                person = self._entries[written] = self._person(entry(written))
                people.append(person)
        except ValueError:
            return [self._person(one) for one in mailboxes(field)]
        return people

    def _person(self, mailbox: Mailbox) -> int:
        return self._people.setdefault((mailbox.address, mailbox.name), len(self._people))

    def _derived(self, moment: dates.Moment, written: bytes | None, to: tuple[bytes | None, ...]) -> bytes:
        """Return an id for a message without one: when it was written, by whom and to whom."""
        addresses = [[one.address for one in mailboxes(field or b"")] for field in (written, *to)]
        said = json.dumps([moment[0], *addresses]).encode()
        return b"<derived-" + hashlib.blake2b(said, digest_size=12).hexdigest().encode() + b">"


_NOBODY, _AUTOMATIC = -1, -2

FORMAT = f"2 {sys.byteorder}"
"""Of packs: what was packed in another one cannot be read, and is read anew from the mailbox."""


def _own_sender(found: Mapping[bytes, bytes]) -> tuple[Mailbox, ...]:
    """Return whom a relay wrote for: where From is a list's address, other fields say it."""
    for name in (b"X-Original-From", b"X-Original-Sender", b"Reply-To"):
        senders = mailboxes(found.get(name, b""))
        if len(senders) == 1:
            return senders
    return ()


def _last(value: bytes | None) -> bytes:
    """Return the last message id in a field."""
    return value[value.rfind(b"<") :] if value is not None and b"<" in value else b"<>"


def _ids(fields: Sequence[bytes]) -> bytes:
    """Return the first message id in each field, without its brackets, a line for each: all of them in one search."""
    lines = b"\0".join(fields).replace(b"\n", b" ") + b"\0"
    found = _ID.findall(lines)
    if len(found) != len(fields):  # a field with a NUL in it
        found = [
            next(iter(_ID.findall(field.replace(b"\n", b" ").replace(b"\0", b" ") + b"\0")), b"") for field in fields
        ]
    return b"\n".join(found)


def _another_date(buffer: bytes, before: int, start: int) -> dates.Moment | None:
    """Return when the mbox or the servers say that a message without a date of its own came."""
    if before < start and (moment := dates.of_envelope(buffer[before + 1 : start])) is not None:
        return moment
    return next(filter(None, map(dates.moment, received(buffer, start))), None)


def _is_expunged(status: bytes) -> bool:
    try:
        return bool(int(status[:20], 16) & _EXPUNGED)
    except ValueError:
        return False


def _counted(fields: Sequence[bytes]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for value, count in Counter(fields).items():
        for one in mailboxes(value)[:1]:
            counts[one.address] += count
    return dict(counts)

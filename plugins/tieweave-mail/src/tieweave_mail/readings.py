"""Reading a mailbox, and remembering it: what was read in an earlier run is taken from the store.

Packs of letters are only ever added. With each one stands how far the mailbox was read and a fingerprint of what was
read, in one step: a run that is killed loses the pack in the making and nothing else. The last message of an mbox is
never remembered, since it may still be in the writing; the next run reads it again.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from typing import BinaryIO

import attrs

from tieweave.errors import SourceError, StoreError
from tieweave.sources import Context
from tieweave.store import Memory
from tieweave_mail import side_by_side
from tieweave_mail.boxes import Box
from tieweave_mail.fields import is_whole, pairs
from tieweave_mail.letters import FORMAT, MOST, Pack, Packing
from tieweave_mail.mbox import LARGEST_HEADER
from tieweave_mail.packs import AT_THE_END, packs

_OWNER = "mail"
_STATE = "state"
_EDGE = 4096  # bytes at the beginning and before the end that go into the fingerprint
_PROBES, _PROBE = 32, 256  # places between them, and bytes at each
_FIRST_READ = 2**16  # bytes of a message's file: nearly every header
_MOST_RUNS = 100  # that added a little each, before a mailbox is read afresh into fewer packs


@attrs.frozen(kw_only=True)
class State:
    """How far a mailbox was read: `packs` of letters in `runs`, and of an mbox the byte `end` that they go to.

    `size` and `changed` (nanoseconds) are the mbox's when it was last read, `print` a fingerprint of it up to `end`.
    """

    format: str = FORMAT
    sent: bool = False
    runs: int = 0
    packs: int = 0
    end: int = 0
    size: int = 0
    changed: int = 0
    print: str = ""


@attrs.frozen
class Reading:
    """The letters of one mailbox: those in the store, and the `fresh` ones that are not.

    `live` are the files that are still there, None where the letters are not in files of their own.
    """

    box: Box
    memory: Memory
    stored: int
    fresh: tuple[Pack, ...]
    live: frozenset[str] | None = None

    def heads(self) -> Iterator[Pack]:
        """Give the packs without their letters."""
        for number in range(self.stored):
            yield Pack(self._kept(_head(number)), b"")
        yield from self.fresh

    def packs(self) -> Iterator[Pack]:
        """Give the packs."""
        for number in range(self.stored):
            yield Pack(self._kept(_head(number)), self._kept(_body(number)))
        yield from self.fresh

    def _kept(self, key: str) -> bytes:
        value = self.memory.get(key)
        if value is None:
            raise SourceError(f"{self.box.path}: another run of tieweave reads it anew at this moment; run it again")
        return value


def read(box: Box, context: Context) -> Reading:
    """Read what is new in a mailbox and remember it; raises OSError where it cannot be read."""
    return _read_mbox(box, context) if box.messages is None else _read_messages(box, context)


class _Keeper:
    """Keeps packs in the store, or where that cannot be, for this run."""

    def __init__(self, box: Box, context: Context, *, regular: bool = True) -> None:
        self.box = box
        self._context = context
        self.memory = context.store.memory(_OWNER, os.path.realpath(box.path))
        self.state = self._remembered() if regular else State(sent=box.sent)
        self._afresh = self.state.packs == 0
        self._regular = regular
        self.fresh: list[Pack] = []
        self.begin()

    def _remembered(self) -> State:
        try:
            state = State(**json.loads(self.memory.get(_STATE) or b"{}"))
        except (StoreError, TypeError, ValueError):
            return State(sent=self.box.sent)
        known = state.format == FORMAT and state.sent == self.box.sent
        return state if known and state.runs <= _MOST_RUNS else State(sent=self.box.sent)

    def forget(self) -> None:
        """Read everything anew: what is remembered is of another mailbox."""
        self.state = State(sent=self.box.sent)
        self._afresh = True

    def begin(self) -> None:
        """Note that what is kept from here on was read in a run of its own."""
        self._runs = self.state.runs + 1

    def keep(self, pack: Pack, state: State) -> None:
        """Remember a pack, and that the mailbox was read as far as `state` says."""
        if self.fresh or not self._regular:
            self.fresh.append(pack)
            return
        if pack.empty:
            if state != self.state:
                self._write([], state)
            return
        number = self.state.packs
        state = attrs.evolve(state, packs=number + 1, runs=self._runs)
        self._write([(_head(number), pack.head), (_body(number), pack.body)], state)
        # A store that cannot be written says so and goes on; the letters must not be lost for that.
        if self._context.store.trouble and not self._has(number, pack):
            self.fresh.append(pack)
            return
        self.state = state

    def replace(self, number: int, pack: Pack) -> None:
        """Remember a pack in the place of another, which may leave it empty."""
        self._write([(_head(number), pack.head), (_body(number), pack.body)], self.state)

    def _write(self, put: list[tuple[str, bytes]], state: State) -> None:
        self.memory.write([*put, (_STATE, json.dumps(attrs.asdict(state)).encode())], afresh=self._afresh)
        self._afresh = False

    def _has(self, number: int, pack: Pack) -> bool:
        try:
            return self.memory.get(_body(number)) == pack.body and self.memory.get(_head(number)) == pack.head
        except StoreError:
            return False


def _read_mbox(box: Box, context: Context) -> Reading:
    with open(box.path, "rb") as file:
        status = os.fstat(file.fileno())
        regular = stat.S_ISREG(status.st_mode)
        keeper = _Keeper(box, context, regular=regular)
        if not regular:
            for pack, _ in packs(file, 0, sent=box.sent):
                keeper.keep(pack, keeper.state)
            return Reading(box, keeper.memory, 0, tuple(keeper.fresh))
        if not _goes_on(file, status, keeper.state):
            keeper.forget()
        keeper.begin()
        for pack, end in _packs(file, box, keeper.state.end, status.st_size):
            if end == AT_THE_END:
                keeper.fresh.append(pack)
            else:
                keeper.keep(pack, _reached(file, status, keeper.state, end))
                context.progress("MB of mail", end // 10**6, status.st_size // 10**6)
    return Reading(box, keeper.memory, keeper.state.packs, tuple(keeper.fresh))


def _packs(file: BinaryIO, box: Box, begin: int, size: int) -> Iterator[tuple[Pack, int]]:
    for pack, end in side_by_side.packs(file, box.path, begin, size, sent=box.sent):
        yield pack, end
        begin = end
    yield from packs(file, begin, sent=box.sent)


def _read_messages(box: Box, context: Context) -> Reading:
    listed = {message.id: message.path for message in box.messages or ()}
    keeper = _Keeper(box, context)
    remembered: list[list[str]] = []
    try:
        for number in range(keeper.state.packs):
            head = keeper.memory.get(_head(number))
            remembered.append(Pack(head, b"").tables().files if head is not None else [])
    except (StoreError, TypeError, ValueError):
        keeper.forget()
        remembered = []
    known = {name for names in remembered for name in names}
    if len(known) > 2 * len(listed) + MOST:  # most are gone
        keeper.forget()
        known, remembered = set(), []
    keeper.begin()
    for number, names in enumerate(remembered):
        if not listed.keys() >= set(names):
            # Who is how often in a pack says whose the mail is: it is counted anew without the files that are gone.
            packing = Packing(sent=box.sent)
            for name in names:
                if name in listed:
                    _pack_file(packing, name, listed[name])
            keeper.replace(number, packing.packed())
    packing = Packing(sent=box.sent)
    for done, (name, path) in enumerate(listed.items()):
        if name in known:
            continue
        if done % 500 == 0:
            context.progress("messages", done, len(listed))
        _pack_file(packing, name, path)
        if packing.full:
            keeper.keep(packing.packed(), keeper.state)
            packing = Packing(sent=box.sent)
    keeper.keep(packing.packed(), keeper.state)
    return Reading(box, keeper.memory, keeper.state.packs, tuple(keeper.fresh), frozenset(listed))


def _pack_file(packing: Packing, name: str, path: str) -> None:
    packing.file(name)
    try:
        reason = _add_file(packing, path)
    except OSError as error:
        reason = f"cannot be read ({error.strerror or error})"
    if reason:
        packing.skip(name.partition("\t")[0], reason)


def _add_file(packing: Packing, path: str) -> str:
    with open(path, "rb", buffering=0) as file:
        buffer = file.read(_FIRST_READ)
        if path.lower().endswith(".emlx"):  # the message's length on a line before it
            buffer = buffer.partition(b"\n")[2]
        if b"\n" not in buffer:  # line ends of old Macs
            buffer = buffer.replace(b"\r", b"\n")
        buffer = b"\n" + buffer.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
        start = max(buffer.find(b"\n", 1), 0) if buffer.startswith(b"\nFrom ") else 0
        while not is_whole(found := pairs(buffer, start)) and (more := file.read(len(buffer))):
            buffer += more
            if len(buffer) > 2 * LARGEST_HEADER:
                return f"its header is larger than {LARGEST_HEADER // 2**20} MiB"
    return packing.add(buffer, 0, start, found)


def _reached(file: BinaryIO, status: os.stat_result, state: State, end: int) -> State:
    """Return the state of an mbox that was read up to the byte `end`; where the file stands is left as it was."""
    at = file.tell()
    fingerprint = _fingerprint(file, end)
    file.seek(at)
    return attrs.evolve(state, end=end, size=status.st_size, changed=status.st_mtime_ns, print=fingerprint)


def _goes_on(file: BinaryIO, status: os.stat_result, state: State) -> bool:
    """Tell whether an mbox still begins with what was read of it.

    One that is as large as it was and was written since was changed in place; one that is larger was appended to, if
    its fingerprint says so.
    """
    if not state.print:
        return True
    if status.st_size < state.size or (status.st_size == state.size and status.st_mtime_ns != state.changed):
        return False
    return _fingerprint(file, state.end) == state.print


def _fingerprint(file: BinaryIO, end: int) -> str:
    digest = hashlib.blake2b(b"%d" % end, digest_size=16)
    places = [(0, min(_EDGE, end)), (max(end - _EDGE, 0), min(_EDGE, end))]
    if end > 2 * _EDGE:
        places += [(end * number // _PROBES, _PROBE) for number in range(1, _PROBES)]
    for at, size in places:
        file.seek(at)
        digest.update(file.read(size))
    return digest.hexdigest()


def _head(number: int) -> str:
    return f"{number:06} head"


def _body(number: int) -> str:
    return f"{number:06} body"

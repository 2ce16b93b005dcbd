"""A big mbox in parts, read side by side by processes of their own.

Cutting and reading headers is all processor time, which one Python process gets from one processor only. Whether a
line starts a message is told from the bytes around it, so parts give what the whole gives. Anything that goes wrong
here ends the packs early, and the reader goes on by itself from where they end.
"""

from __future__ import annotations

import contextlib
import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import BinaryIO

from tieweave_mail.letters import Pack
from tieweave_mail.mbox import next_start
from tieweave_mail.packs import packs as packs_of

WORTH = 128 * 2**20
"""Bytes from which starting processes (some 0.2 s of processor time each) pays."""

_PART = 24 * 2**20  # bytes: about a pack of letters
_RUN = f"import sys; sys.path += sys.argv[3:]; from {__name__} import main; main()"
"""What a process runs. What is on our path comes after its own, lest a file beside a script stand for a module."""

_MOST = 4  # processes: each takes 30 MB of memory


def packs(file: BinaryIO, path: str, begin: int, size: int, *, sent: bool) -> Iterator[tuple[Pack, int]]:
    """Give the packs of an mbox from the byte `begin` on, but for its last part, as `tieweave_mail.packs` does.

    `file` is the mbox at `path`, `size` bytes long. Gives nothing where it is too small, or there is one processor.
    """
    count = min(_processors(), _MOST)
    if count < 2 or size - begin < WORTH or not sys.executable:
        return
    parts = list(_parts(file, begin, size))
    with contextlib.ExitStack() as running:
        workers = []
        for number in range(min(count, len(parts))):
            try:
                worker = _started(path, parts[number::count], sent)
            except OSError:  # no processes here
                return
            running.callback(_ended, worker)
            workers.append(worker)
        for number, (_, stop) in enumerate(parts):
            end = -1
            while end != stop:
                given = _given(workers[number % count])
                if given is None:
                    return
                yield given
                end = given[1]


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _parts(file: BinaryIO, begin: int, size: int) -> Iterator[tuple[int, int]]:
    """Give where parts begin and stop, each of them the start of a message."""
    while (stop := next_start(file, begin + _PART)) is not None and stop < size:
        yield begin, stop
        begin = stop


def _started(path: str, parts: list[tuple[int, int]], sent: bool) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-P", "-c", _RUN, os.path.abspath(path), "sent" if sent else "", *filter(None, sys.path)]
    worker = subprocess.Popen(  # noqa: S603 - our own module, in the Python that runs
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    if worker.stdin is not None:
        with contextlib.suppress(OSError), worker.stdin:  # it ended already, which shows when it is read
            worker.stdin.write(b"".join(b"%d %d\n" % part for part in parts))
    return worker


def _ended(worker: subprocess.Popen[bytes]) -> None:
    worker.kill()
    if worker.stdout is not None:
        worker.stdout.close()
    worker.wait()


def _given(worker: subprocess.Popen[bytes]) -> tuple[Pack, int] | None:
    """Return the next pack of a process and where the next one begins, None where it ended before its time."""
    if worker.stdout is None:
        return None
    sizes = worker.stdout.readline().split()
    if len(sizes) != 3:
        return None
    head, body, end = map(int, sizes)
    pack = Pack(worker.stdout.read(head), worker.stdout.read(body))
    return (pack, end) if len(pack.head) == head and len(pack.body) == body else None


def main() -> None:
    """Read the parts of the mbox that standard input names, and write their packs to standard output."""
    gc.disable()  # nothing here is in a cycle, and the process is gone when it has read
    path, sent = sys.argv[1:3]
    with open(path, "rb") as file, contextlib.suppress(BrokenPipeError, KeyboardInterrupt):
        for line in sys.stdin:
            begin, stop = map(int, line.split())
            for pack, end in packs_of(file, begin, stop, sent=bool(sent)):
                sys.stdout.buffer.write(b"%d %d %d\n" % (len(pack.head), len(pack.body), end) + pack.head + pack.body)
                sys.stdout.buffer.flush()

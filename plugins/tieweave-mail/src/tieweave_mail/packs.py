"""From an mbox, or a part of it, to packs of letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from tieweave_mail.letters import Pack, Packing
from tieweave_mail.mbox import LARGEST_HEADER, Cut, messages

AT_THE_END = -1


def packs(file: BinaryIO, begin: int, stop: int | None = None, *, sent: bool = False) -> Iterator[tuple[Pack, int]]:
    """Give the messages that start from the byte `begin` on and before `stop`, each pack with where the next begins.

    A message starts at `begin`, and one at `stop`. Without `stop` the file's last message comes in a pack of its own,
    with `AT_THE_END`: nothing tells that it is whole.
    """
    packing = Packing(sent=sent)
    last: Cut | None = None
    for cut in messages(file, begin):
        if last is not None:
            _add(packing, last)
            if packing.full:
                yield packing.packed(), cut[4]
                packing = Packing(sent=sent)
        last = cut
        if stop is not None and cut[4] >= stop:
            break
    if last is None:
        return
    yield packing.packed(), last[4]
    if stop is None:
        packing = Packing(sent=sent)
        _add(packing, last)
        yield packing.packed(), AT_THE_END


def _add(packing: Packing, cut: Cut) -> None:
    buffer, before, start, found, offset = cut
    if found is None:
        reason = f"its header is larger than {LARGEST_HEADER // 2**20} MiB"
    else:
        reason = packing.add(buffer, before, start, found)
    if reason:
        packing.skip(f"message at byte {offset}", reason)

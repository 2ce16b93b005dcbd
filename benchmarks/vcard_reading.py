"""Reading 10,000 ordinary cards: tieweave-vcard beside vobject's own `readComponents`, in one run.

    python benchmarks/vcard_reading.py [CARDS]

Prints CPU seconds of each (the better of three for tieweave-vcard, one run for vobject) and their ratio, and the
largest amount of memory the reading took.
"""

from __future__ import annotations

import datetime as dt
import resource
import sys
import tempfile
import time
from pathlib import Path

from address_book import cards
from tieweave.sources import Context
from tieweave_vcard.source import records


def _cpu_of_tieweave(path: Path) -> float:
    context = Context(now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    started = time.process_time()
    for _ in records(str(path), context):
        pass
    return time.process_time() - started


def _cpu_of_vobject(text: str) -> float:
    import vobject

    started = time.process_time()
    for _ in vobject.readComponents(text):
        pass
    return time.process_time() - started


def main() -> None:
    """Measure and print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    text = cards(count)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "cards.vcf")
        path.write_bytes(text.encode())
        ours = min(_cpu_of_tieweave(path) for _ in range(3))
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{count} cards, {path.stat().st_size / 1e6:.1f} MB, {text.count(chr(10))} lines")
        print(f"tieweave-vcard         {ours:6.2f} s CPU   {count / ours:8.0f} cards/s   {memory:.0f} MiB at most")
        theirs = _cpu_of_vobject(text)
        print(f"vobject.readComponents {theirs:6.2f} s CPU   {count / theirs:8.0f} cards/s")
        print(f"ratio                  {theirs / ours:6.1f}")


if __name__ == "__main__":
    main()

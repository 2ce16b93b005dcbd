"""How long the main job takes, beside what vobject alone takes to read the same file.

    python benchmarks/main_job.py [--cards 10000] [--runs 5] [--growth]

Every figure is the CPU time (user and system) and the peak memory of a whole process as the operating system counts
them; the two commands run in turn, and ratios are taken pair by pair. `--growth` adds 1,000 to 100,000 cards.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from address_book import cards

_VOBJECT = (
    "import sys, vobject\n"
    "text = open(sys.argv[1], encoding='utf-8', newline='').read()\n"
    "print(sum(1 for _ in vobject.readComponents(text)))"
)


class Used(NamedTuple):
    """What a finished process used: CPU seconds and peak memory in MB."""

    seconds: float
    megabytes: float


def run(*command: str) -> Used:
    """Run a command with its output thrown away and return what it used; raises if it fails."""
    child = os.fork()
    if child == 0:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.execv(command[0], command)  # noqa: S606 - no shell is the point
    _, status, usage = os.wait4(child, 0)
    if os.waitstatus_to_exitcode(status):
        raise SystemExit(f"failed: {' '.join(command)}")
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--growth", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        # What is remembered of one run is for the next one here, and not in the user's own folder.
        os.environ["TIEWEAVE_DATA"] = str(Path(folder) / "data")
        path = Path(folder) / "contacts.vcf"
        path.write_text(cards(arguments.cards), encoding="utf-8", newline="")
        size = path.stat().st_size / 1e6
        classify = (sys.executable, "-m", "tieweave", "classify", str(path), "--format", "json")
        vobject = (sys.executable, "-c", _VOBJECT, str(path))
        pairs = [(run(*classify), run(*vobject)) for _ in range(arguments.runs)]
        ours = statistics.median(pair[0].seconds for pair in pairs)
        theirs = statistics.median(pair[1].seconds for pair in pairs)
        ratio = statistics.median(pair[0].seconds / pair[1].seconds for pair in pairs)
        print(f"{arguments.cards:,} cards, {size:.1f} MB, median of {arguments.runs} pairs")
        print(f"  tieweave classify --format json   {ours:6.2f} s CPU  {max(p[0].megabytes for p in pairs):6.0f} MB")
        print(f"  vobject.readComponents alone      {theirs:6.2f} s CPU  {max(p[1].megabytes for p in pairs):6.0f} MB")
        print(f"  ratio                             {ratio:6.2f}")
        bare = statistics.median(run(sys.executable, "-c", "pass").seconds for _ in range(15))
        asked = statistics.median(run(sys.executable, "-m", "tieweave", "--help").seconds for _ in range(15))
        print(f"  tieweave --help                   {asked * 1000:6.0f} ms CPU, bare Python {bare * 1000:.0f} ms")
        if arguments.growth:
            print("  growth: cards, CPU seconds, microseconds a card, MB")
            for count in (1_000, 3_000, 10_000, 30_000, 100_000):
                path.write_text(cards(count), encoding="utf-8", newline="")
                used = run(*classify)
                print(f"  {count:>9,} {used.seconds:8.2f} {used.seconds / count * 1e6:8.0f} {used.megabytes:8.0f}")


if __name__ == "__main__":
    main()

"""Reading 10,000 ordinary cards: tieweave-vcard beside vobject's own `readComponents`, in one run.

    python benchmarks/vcard_reading.py [CARDS]

Prints CPU seconds of each (the better of three for tieweave-vcard, one run for vobject) and their ratio, and the
largest amount of memory the reading took.
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from tieweave.sources import Context
from tieweave_vcard.source import records

_GIVEN = ("Amal", "Berta", "Chidi", "Dorota", "Emeka", "Freya", "Goran", "Hana", "Ilse", "Jørgen", "Kiran", "Lívia")
_FAMILY = ("Abernethy", "Brandvold", "Castellane", "Dvořáček", "Echeverri", "Fairweather", "Grønnegaard", "Halloran")
_EMPLOYERS = ("Tidewater Joinery", "Northgate Opticians", "Meridian Freight, Inc.", "Blue Heron Bakery")
_TITLES = ("Joiner", "Optician", "Dispatcher", "Pastry chef", "Bookkeeper", "VP, Sales")
_STREETS = ("Lantern Street", "Quayside", "Upper Mill Road", "Foundry Lane")
_LABELS = ("Family", "Choir", "Work,Lunch", "Neighbours")


def cards(count: int, seed: int = 1) -> str:
    """Return `count` made-up vCard 3.0 cards of eleven lines, the same for the same seed."""
    choose = random.Random(seed)  # noqa: S311 - names to measure with, not secrets
    texts = []
    for number in range(count):
        given, family = choose.choice(_GIVEN), choose.choice(_FAMILY)
        texts.append(
            "BEGIN:VCARD\r\nVERSION:3.0\r\n"
            f"UID:0000-{number:08d}-tieweave-benchmark\r\n"
            f"FN:{given} {family} {number}\r\nN:{family} {number};{given};;;\r\n"
            f"EMAIL;TYPE=INTERNET,HOME:{given}.{family}.{number}@mail.example\r\n"
            f"TEL;TYPE=CELL:+1 902 555 {choose.randrange(10_000):04d} {number}\r\n"
            f"ORG:{choose.choice(_EMPLOYERS)};Unit {choose.randrange(9)}\r\nTITLE:{choose.choice(_TITLES)}\r\n"
            f"ADR;TYPE=HOME:;;{choose.randrange(1, 400)} {choose.choice(_STREETS)};Halifax;NS;B3K 4E1;Canada\r\n"
            f"NOTE:Met in {choose.randrange(1990, 2026)}\\, said to call again\\nsometime in spring\r\n"
            f"CATEGORIES:{choose.choice(_LABELS)}\r\nEND:VCARD\r\n"
        )
    return "".join(texts)


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

"""How long the page takes, from ties to a written file, beside what classifying the same people takes.

    python benchmarks/report.py [--people 500 3000 10000] [--acts 8] [--runs 3] [--output FOLDER]

CPU time of this process, medians over the runs: `plan` is what `tieweave report` plans first, `overview` everything
that is shown, of it `map` the places of everybody, and `page` the document. The size of the file is what a reader has
to open, also by the person. `--output` keeps the pages to look at. People and interactions (`--acts` a person) are made
up, the same for the same seed.
"""

from __future__ import annotations

import argparse
import functools
import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import attrs

import interactions as made_up
from plan import acts, people
from tieweave import Book, ego_map
from tieweave.followups import suggest
from tieweave.overview import overview
from tieweave.report import page
from tieweave.weave import survey

_T = TypeVar("_T")


def timed(act: Callable[[], _T]) -> tuple[float, _T]:
    """Return the seconds of CPU time that an act takes, and what it returns."""
    start = time.process_time()
    found = act()
    return time.process_time() - start, found


def measured(count: int, each: int, runs: int, path: Path) -> dict[str, float]:
    """Return the seconds of each step, medians over the runs, and write the page."""
    # Ids as long as those of merged people, since the page says them often.
    contacts = [attrs.evolve(one, id=f"{at * 0x9E3779B97F4B % 16**12:012x}") for at, one in enumerate(people(count))]
    book = Book(
        contacts=contacts,
        interactions=list(acts(contacts, count * each)),
        profile=made_up.profile(contacts),
    )
    whole, found = timed(lambda: survey(book, now=made_up.NOW))
    planned = functools.partial(suggest, found.ties, now=made_up.NOW, prospects=found.prospects)
    seen = functools.partial(overview, book, found.ties, found.prospects, learned=found.learned, journal=found.journal)
    steps: dict[str, list[float]] = {"plan": [], "overview": [], "map": [], "page": [], "file": []}
    for _ in range(runs):
        took, plan = timed(planned)
        steps["plan"].append(took)
        took, view = timed(functools.partial(seen, plan=plan))
        steps["overview"].append(took)
        figures, names = [node.figure for node in view.map.nodes], [circle.name for circle in view.circles]
        steps["map"].append(timed(functools.partial(ego_map.ego_map, figures, names))[0])
        took, text = timed(functools.partial(page.document, view))
        steps["page"].append(took)
        steps["file"].append(timed(functools.partial(path.write_text, text, encoding="utf-8"))[0])
    return {"survey": whole, **{name: statistics.median(all_) for name, all_ in steps.items()}}


def show(count: int, each: int, runs: int, folder: Path) -> None:
    """Measure and print one size."""
    path = folder / f"report-{count}.html"
    seconds = measured(count, each, runs, path)
    after = seconds["plan"] + seconds["overview"] + seconds["page"] + seconds["file"]
    size = path.stat().st_size
    print(f"{count:,} people, {count * each:,} interactions, medians of {runs}")
    print(f"  survey                {seconds['survey']:7.2f} s CPU")
    print(f"  from ties to a file   {after:7.2f} s CPU")
    for name in ("plan", "overview", "map", "page"):
        print(f"    {name:10} {seconds[name]:16.2f}")
    print(f"  file                  {size / 1e6:7.2f} MB, {size / count:,.0f} bytes a person")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[500, 3_000, 10_000])
    parser.add_argument("--acts", type=int, default=8)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--output", type=Path)
    arguments = parser.parse_args()
    gc.disable()  # as the command does
    with tempfile.TemporaryDirectory() as scratch:
        for count in arguments.people:
            show(count, arguments.acts, arguments.runs, arguments.output or Path(scratch))


if __name__ == "__main__":
    main()

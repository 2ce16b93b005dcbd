"""How long the ego map takes, and how it grows: the layout, and the picture of it.

    python benchmarks/ego_map.py [--sizes 100 500 3000 10000 30000] [--runs 5]

CPU time of this process, the median of the runs. People are made up, the same for the same seed: strengths fall off
steeply, as they do in life; half are in circles, whose sizes fall off as 1/rank, and everybody is seen with four
others, of their circle where they have one. The last column is the time for each person, in microseconds: it stays
about the same where nothing grows faster than the number of people.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable
from functools import partial

from tieweave.categories import Level
from tieweave.category_groups import GROUPS
from tieweave.ego_map import Figure, ego_map
from tieweave.report import as_map

_CIRCLES = 40
_KNOWN = 4


def figures(count: int, seed: int = 7) -> tuple[list[Figure], list[str]]:
    """Return made-up people and the names of their circles."""
    dice = random.Random(seed)  # noqa: S311 - made-up people, no secret
    circle = [int(_CIRCLES ** dice.random()) - 1 if dice.random() < 0.5 else None for _ in range(count)]
    members: dict[int | None, list[int]] = {}
    for at, one in enumerate(circle):
        members.setdefault(one, []).append(at)
    found = []
    for at, one in enumerate(circle):
        strength = dice.random() ** 4
        level = Level.CLOSE if strength > 0.6 else None if dice.random() < 0.1 else Level.ACQUAINTED
        beside = members[one]
        found.append(
            Figure(
                id=f"p{at:06}",
                name=f"{dice.choice(('Ann', 'Bartholomew', 'Chen', 'Zoë'))} {dice.choice(('Lee', 'Okonkwo-Hale'))}",
                group=dice.choice(GROUPS).slug,
                level=level,
                strength=strength,
                circles=() if one is None else (one,),
                known=tuple((f"p{dice.choice(beside):06}", dice.random()) for _ in range(_KNOWN)),
            )
        )
    return found, [f"Circle {at}" for at in range(_CIRCLES)]


def timed(act: Callable[[], object], runs: int) -> float:
    """Return the median of the seconds of CPU time that an act takes."""
    seconds = []
    for _ in range(runs):
        start = time.process_time()
        act()
        seconds.append(time.process_time() - start)
    return statistics.median(seconds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 500, 3_000, 10_000, 30_000])
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    print(f"{'people':>8}  {'layout, s':>10}  {'SVG, s':>8}  {'SVG, kB':>8}  {'names':>6}  {'µs a person':>11}")
    as_map.svg(ego_map([], []), title="", ego="")  # what is loaded when it is first used
    for count in arguments.sizes:
        people, circles = figures(count)
        found = ego_map(people, circles)
        size = len(as_map.svg(found, title="Made up", ego="Ego").encode())
        layout = timed(partial(ego_map, people, circles), arguments.runs)
        picture = timed(partial(as_map.svg, found, title="Made up", ego="Ego"), arguments.runs)
        print(
            f"{count:8,}  {layout:10.3f}  {picture:8.3f}  {size / 1000:8.0f}  {len(found.labels):6}"
            f"  {layout / count * 1e6:11.0f}"
        )


if __name__ == "__main__":
    main()

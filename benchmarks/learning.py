"""Measure what answers teach: people's own answers of 102 personal networks in Milan, revealed one by one.

    python benchmarks/learning.py [--data ../shared/data/ties/vacca-egonets] [--runs N]

Each ego's alters become contacts whose label is the relation that ego named. The share of close ties to begin with is
wrong on purpose (12 %); close is 4 or 5 of 5. Ten alters of each ego, drawn by lot, are never asked about: on them it
is measured what answers about the others teach, be these drawn by lot, taken where the verdict is most uncertain, or
mixed as `tieweave review` does. Close family were not asked how close they feel, and are left out.
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import statistics
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import tieweave
from tieweave import answers
from tieweave.model import Answer, Asked
from tieweave.questions import questions

WRONG_START = 0.12
COUNTS = (0, 3, 10, 15, 30)
TEST = 10
LABELS = {"Other family": "Relatives", "Friends": "Friends", "Acquaintances": "Acquaintances"}

Alter = tuple[tieweave.Contact, bool]
"""Somebody of an ego's network, and whether ego feels close to them."""


def read(folder: Path) -> dict[str, list[Alter]]:
    """Return the alters of each ego."""
    egos: dict[str, list[Alter]] = defaultdict(list)
    with (folder / "alter_attributes.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["alter.clo"] != "NA" and row["alter.rel"] in LABELS:
                name = row["alter_ID"]
                contact = tieweave.Contact(name=name, key=name, id=name, labels=[LABELS[row["alter.rel"]]])
                egos[row["ego_ID"]].append((contact, int(row["alter.clo"]) >= 4))
    return egos


def ties(alters: Sequence[Alter], held: Sequence[Answer] = ()) -> dict[str, tieweave.Tie]:
    """Return the tie with each alter, by name, given the answers about some of them."""
    book = tieweave.Book(contacts=[contact for contact, _ in alters], answers=held)
    return {tie.contact.name: tie for tie in tieweave.classify(book, expected_close=WRONG_START)}


def asked_in_order(pool: Sequence[Alter], how: str) -> Iterator[Answer]:
    """Yield the answers about a shuffled pool in the order in which they are asked for."""
    close = {contact.name: is_close for contact, is_close in pool}
    contacts = {contact.name: contact for contact, _ in pool}
    before = ties(pool)
    order = [(name, Asked.RANDOM) for name in close]
    if how == "review":
        put = questions(list(before.values()), {})
        order = [(one.ties[0].contact.name, one.asked) for one in put if not one.batch]
    elif how != "by lot":
        asked = Asked.RANDOM if how == "uncertain, taken as fair" else Asked.CHOSEN
        order = [(name, asked) for name in sorted(close, key=lambda name: abs(before[name].strength - 0.5))]
    for name, asked in order:
        yield answers.answered(contacts[name], level=1 if close[name] else 2, asked=asked)


def auc(told: Sequence[tuple[float, bool]]) -> float | None:
    """Return how often a close one has the higher probability, None where all are alike."""
    close, other = [p for p, is_close in told if is_close], [p for p, is_close in told if not is_close]
    if not (close and other):
        return None
    return statistics.fmean((a > b) + (a == b) / 2 for a in close for b in other)


def calibration_error(told: Sequence[tuple[float, bool]], bins: int = 10) -> float:
    """Return by how much the probabilities are off on average, in ten bins."""
    held: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for p, close in told:
        held[min(int(p * bins), bins - 1)].append((p, close))
    return sum(abs(sum(p for p, _ in some) - sum(close for _, close in some)) for some in held.values()) / len(told)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    home = Path(__file__).resolve().parents[2] / "shared/data/ties/vacca-egonets"
    parser.add_argument("--data", type=Path, default=home)
    parser.add_argument("--runs", type=int, default=3, help="shuffles of each ego's alters")
    options = parser.parse_args()
    egos = {ego: alters for ego, alters in read(options.data).items() if len(alters) >= max(COUNTS) + TEST}
    share = statistics.fmean(close for alters in egos.values() for _, close in alters)
    print(f"{len(egos)} egos, {sum(map(len, egos.values()))} alters, {share:.0%} close; expected {WRONG_START:.0%}\n")
    print("asked                       answers   log loss   ego AUC   calibration error")
    for how in ("by lot", "uncertain", "uncertain, taken as fair", "review"):
        results: dict[int, list[list[tuple[float, bool]]]] = defaultdict(list)
        for run in range(options.runs):
            for ego, alters in egos.items():
                mixed = random.Random(f"{ego} {run}").sample(alters, len(alters))  # noqa: S311 - the same each time
                test = mixed[:TEST]
                held = list(asked_in_order(mixed[TEST:], how))
                for count in COUNTS:
                    after = ties(alters, held[:count])
                    results[count].append([(after[contact.name].strength, close) for contact, close in test])
        for count, some in results.items():
            everyone = [pair for told in some for pair in told]
            loss = statistics.fmean(-math.log(max(p if close else 1 - p, 1e-9)) for p, close in everyone)
            area = statistics.fmean(found for told in some if (found := auc(told)) is not None)
            print(f"{how:27} {count:7}   {loss:8.3f}   {area:7.3f}   {calibration_error(everyone):17.3f}")
        print()


if __name__ == "__main__":
    main()

"""Seconds for merging made-up address books of 1,000 to 100,000 records, and how right the merging is.

    python benchmarks/merging.py [--seed 7]

Half of the duplicates share an e-mail address, a number written in another way, a nickname with the number, or the
words of the name in another order; the others share a name alone, of which some belong to strangers.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
from collections import Counter
from itertools import combinations

from tieweave.model import Contact, Organisation, Profile
from tieweave.resolve import merge_contacts

_GIVEN = (
    "Robert William Margaret Elizabeth Michael Katherine Thomas Susan Edward Patricia Anthony Deborah Ahmed Priya Wei "
    "Ingrid Lars Mateo Lucía Chiara Giovanni Aisha Olga Dmitri Yuki Haruto Fatima Omar Zoë Chloé Björn Søren Agnieszka"
).split()
_SHORT = {"Robert": "Bob", "William": "Bill", "Margaret": "Peggy", "Michael": "Mike", "Thomas": "Tom", "Edward": "Ted"}
_BEGINNINGS = "Mac Gal Har Wil Brad Ash Whit Thorn Pel Rod Cas Mor Lan Vel Kar Dun Hol Ber Sten Mar".split()
_ENDINGS = "lant ford son ton ley worth field man berg sen ski ez ini ard well ridge more by wick stead".split()
_MIDDLES = [a + b + c for a in ("", "de", "ri", "lo", "na") for b in "bdgklmnprst" for c in "aeo"]
_FORMATS = (
    "+1 ({0}) {1}-{2}",
    "{0}.{1}.{2}",
    "1-{0}-{1}-{2}",
    "001 {0} {1} {2}",
    "tel:+1-{0}-{1}-{2};ext=5",
    "({0}) {1}-{2} x12",
)


def corpus(size: int, seed: int) -> tuple[list[Contact], list[int]]:
    """Return about `size` records in random order, and the number of the person that each is of."""
    dice = random.Random(seed)  # noqa: S311 # a made-up address book, no secret
    middles = ["", *_MIDDLES[: max(1, size // 1_000)]]  # a larger book has more names, as larger books do
    families = [a + m + b for a in _BEGINNINGS for m in middles for b in _ENDINGS]
    made: list[tuple[Contact, int]] = []
    person = 0
    while len(made) < size:
        person += 1
        given, family = dice.choice(_GIVEN), f"{dice.choice(families)}{dice.choice(('', 'e', 's'))}"
        name = f"{given} {family}"
        numbers = [_number(dice) for _ in range(2)]
        emails = [f"{given}.{family}.{person}@example.{top}".lower() for top in ("com", "org")][
            : dice.choice((1, 1, 2))
        ]
        first = _card(len(made), name, emails, [dice.choice(_FORMATS[:3]).format(*number) for number in numbers])
        made.append((first, person))
        lot = dice.random()
        at, written = len(made), [_FORMATS[dice.randrange(6)].format(*numbers[0])]
        if lot < 0.02:
            made.append((_card(at, name, emails[:1], []), person))
        elif lot < 0.04:
            made.append((_card(at, name, [], written), person))
        elif lot < 0.05:
            made.append((_card(at, f"{_SHORT.get(given, given[0] + '.')} {family}", [], written), person))
        elif lot < 0.06:
            made.append((_card(at, f"{family}, {given}", emails[:1], []), person))
        elif lot < 0.09:
            made.append((_card(at, name, [], []), person))
        elif lot < 0.11:
            person += 1
            strange = _card(at, name, [f"{family}{person}@example.net".lower()], [_FORMATS[0].format(*_number(dice))])
            made.append((strange, person))
        elif lot < 0.12:
            # A sister with the telephone of the house, and "Mum", who may be anybody's there.
            made.append((_card(at, f"{dice.choice(_GIVEN)}a {family}", [], written), -person))
    dice.shuffle(made)
    return [record for record, _ in made], [who for _, who in made]


def _number(dice: random.Random) -> tuple[str, str, str]:
    return str(dice.randrange(201, 989)), str(dice.randrange(200, 999)), f"{dice.randrange(10_000):04}"


def _card(at: int, name: str, emails: list[str], numbers: list[str]) -> Contact:
    work = [Organisation(name=f"Works {at % 97}", title="Clerk")] if emails and numbers else []
    return Contact(source="made-up.vcf", key=f"card-{at}", name=name, emails=emails, phones=numbers, organisations=work)


def pairs_found(records: list[Contact], persons: list[int], merged: tuple[Contact, ...]) -> tuple[int, int, int]:
    """Return how many pairs of records are of one person, how many were merged, and how many of these rightly."""
    who = {record.key: person for record, person in zip(records, persons, strict=True)}
    true = sum(count * (count - 1) // 2 for count in Counter(persons).values())
    joined = [pair for contact in merged for pair in combinations(contact.records, 2)]
    return true, len(joined), sum(who[a.key] == who[b.key] for a, b in joined)


def _seconds(records: list[Contact]) -> float:
    """Return the CPU seconds that merging takes, the least of three."""
    taken = []
    for _ in range(3):
        gc.collect()
        start = time.process_time()
        merge_contacts(records, Profile())
        taken.append(time.process_time() - start)
    return min(taken)


def main() -> int:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    seed = parser.parse_args().seed
    print("records   CPU s  us/record  without gc  people  recall  precision")
    for size in (1_000, 10_000, 100_000):
        records, persons = corpus(size, seed)
        merged = merge_contacts(records, Profile())
        seconds = _seconds(records)
        gc.disable()  # as the command runs
        without = _seconds(records)
        gc.enable()
        true, joined, right = pairs_found(records, persons, merged)
        each, each_without = (taken / len(records) * 1e6 for taken in (seconds, without))
        print(
            f"{len(records):7,} {seconds:7.2f} {each:10.1f} {each_without:11.1f}"
            f" {len(merged):7,} {right / true:7.3f} {right / max(joined, 1):10.4f}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How long a plan takes, beside what classifying the same people takes.

    python benchmarks/plan.py [--people 25000] [--acts 8] [--runs 5] [--growth]

CPU time of this process, by the same clock for both: `survey` makes the ties from the people and their interactions
(`--acts` a person), `suggest` plans for four weeks with five a week. One plan is with the survey's prospects, one from
the ties alone, and one has a journal: a plan that was kept, with a thousand follow-ups and entries of the past.
`--growth` adds 1,000 to 100,000 people. People, birthdays and notes are made up, the same for the same seed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence

import attrs

import interactions as made_up
from made_up import birthday
from tieweave import Contact, Profile
from tieweave.followups import suggest
from tieweave.model import Entry, FollowUp, Interaction, Journal, Kept, Purpose, Status, Tie
from tieweave.surveying import Survey
from tieweave.weave import survey

_NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
_NOTES = ("", "", "", "met at a conference in Lyon", "looking for a flat", "sold us the house", "call after six")
_PAST = 1_000


def people(count: int, seed: int = 7) -> list[Contact]:
    """Return made-up people, one in three with a birthday, half with a note."""
    dice = random.Random(seed)  # noqa: S311 - made-up people, no secret
    return [
        attrs.evolve(
            one,
            birthday=birthday(dice) if dice.random() < 1 / 3 else "",
            notes=[note] if (note := dice.choice(_NOTES)) else [],
        )
        for one in made_up.people(count)
    ]


def past(ties: Sequence[Tie], plan: Sequence[FollowUp], seed: int = 7) -> Journal:
    """Return a journal in which the plan was kept, after a past of a thousand follow-ups and as many entries."""
    dice = random.Random(seed)  # noqa: S311
    follow_ups = [Kept(follow_up=one, since=_NOW) for one in plan]
    entries = []
    for number in range(_PAST):
        when = _NOW - dt.timedelta(days=dice.randrange(8, 600))
        follow_up = FollowUp(
            id=f"{number:012x}",
            contact=dice.choice(ties).contact,
            purpose=dice.choice(list(Purpose)),
            due=when.date(),
            channel="email",
            reason="",
            message="",
            status=dice.choice([Status.DONE, Status.DROPPED, Status.ANSWERED]),
        )
        follow_ups.append(Kept(follow_up=follow_up, since=when, settled=when))
        entries.append(Entry(person=dice.choice(ties).contact.id, when=when, gave=dice.random() < 1 / 2))
    return Journal(follow_ups=follow_ups, entries=entries)


def acts(contacts: Sequence[Contact], count: int) -> Iterator[Interaction]:
    """Yield made-up interactions."""
    return made_up.acts(list(contacts), count)


def timed(act: Callable[[], object]) -> float:
    """Return the seconds of CPU time that an act takes."""
    start = time.process_time()
    act()
    return time.process_time() - start


def measured(count: int, each: int, runs: int) -> dict[str, float]:
    """Return the seconds of each step, medians over the runs; those of the survey of one."""
    contacts = people(count)
    profile: Profile = made_up.profile(contacts)
    found: list[Survey] = []
    seconds = {
        "survey": timed(
            lambda: found.append(survey(contacts, profile=profile, now=_NOW, interactions=acts(contacts, count * each)))
        )
    }
    ties, prospects = found[0].ties, found[0].prospects
    journal = past(ties, suggest(ties, now=_NOW, prospects=prospects))  # the first run also reads the word lists
    steps: dict[str, Callable[[], object]] = {
        "with prospects": lambda: suggest(ties, now=_NOW, prospects=prospects),
        "from ties alone": lambda: suggest(ties, now=_NOW, profile=profile),
        "with a past": lambda: suggest(ties, now=_NOW, prospects=prospects, journal=journal),
    }
    for name, step in steps.items():
        seconds[name] = statistics.median(timed(step) for _ in range(runs))
    return seconds


def show(count: int, each: int, runs: int) -> None:
    """Measure and print one size."""
    seconds = measured(count, each, runs)
    print(f"{count:,} people, {count * each:,} interactions, median of {runs} plans")
    whole = seconds["survey"]
    for name, took in seconds.items():
        print(f"  {name:16} {took:7.2f} s CPU   {took / whole:6.3f} of the survey")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=25_000)
    parser.add_argument("--acts", type=int, default=8)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--growth", action="store_true")
    arguments = parser.parse_args()
    show(arguments.people, arguments.acts, arguments.runs)
    if arguments.growth:
        for count in (1_000, 10_000, 100_000):
            show(count, arguments.acts, 1)


if __name__ == "__main__":
    main()

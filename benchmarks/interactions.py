"""What a million interactions cost: time and memory of judging 25,000 people by them, and how both grow.

    python benchmarks/interactions.py [--contacts 25000] [--acts 1000000] [--sizes 250000 500000 1000000 2000000]

The people and acts are made up: ego's contact falls off with a person's rank as 1/rank, a fifth of the acts are of a
group of two to twenty out of one circle, mail and messages have keys and are answered, half of the acts are mail, and
they spread over sixteen years and three time zones. The acts are made while they are read, so that nothing but tieweave
holds them; the time that making them takes is measured by itself and taken away. `stream` gives them to `classify` as a
generator, `book` puts all of them into a `Book` first; `nobody` is the same people without any acts.

Every figure is of a process of its own, without garbage collection as the command does it; the memory is the most that
the process had, the people and the ties included.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import json
import random
import resource
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator

import made_up
import tieweave
from made_up import LABELS, PROVIDERS, TITLES, Names
from tieweave import Affiliation, Book, Channel, Contact, Direction, Interaction, Organisation, Profile

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
_START = dt.datetime(2010, 11, 1, tzinfo=dt.UTC).timestamp()
_ZONES = tuple(dt.timezone(dt.timedelta(hours=hours)) for hours in (0, -4, 2))
_CHANNELS = (Channel.EMAIL,) * 5 + (Channel.MESSAGE,) * 3 + (Channel.CALL, Channel.MEETING)
_CIRCLE = 25
_GROUPS = 0.2
_ANSWERS = 0.5
_HOURS = (8, 9, 9, 10, 10, 11, 12, 13, 14, 14, 15, 16, 17, 18, 19, 20, 21, 23)


def people(count: int, seed: int = 7) -> list[Contact]:
    """Return made-up people: nine of ten with an address, eight with a number, half at a firm, a quarter labelled."""
    dice = random.Random(seed)  # noqa: S311 # made-up people, no secret
    names = Names(dice, count)
    companies = [made_up.company(dice) for _ in range(max(20, count // 20))]
    found = []
    for at in range(count):
        given, family = names.given(), names.family()
        company = companies[int(len(companies) * dice.random() ** 3)]
        host = dice.choice(PROVIDERS) if dice.random() < 0.6 else made_up.domain(company)
        address = f"{made_up.plain(given)}.{made_up.plain(family)}{at}@{host}"
        number = f"+1902{2_000_000 + at:07}"
        found.append(
            Contact(
                id=f"p{at}",
                source="phone.vcf",
                key=str(at),
                name=f"{given} {family}",
                given=given,
                family=family,
                emails=[address] if at % 10 else [],
                phones=[number] if at % 5 or not at % 10 else [],
                organisations=[Organisation(name=company, title=dice.choice(TITLES))] if dice.random() < 0.5 else [],
                labels=[dice.choice(LABELS)] if dice.random() < 0.25 else [],
            )
        )
    return found


def profile(contacts: list[Contact]) -> Profile:
    """Return ego, who works where the first contact with a firm does."""
    firm = next(held.name for one in contacts for held in one.organisations)
    return Profile(name="Ego Example", phones=["+1 902 555 0100"], employers=[Affiliation(name=firm, start=2015)])


def acts(contacts: list[Contact], count: int, seed: int = 7) -> Iterator[Interaction]:
    """Give so many acts with the contacts one by one, in no order of time."""
    dice = random.Random(seed)  # noqa: S311 # made-up acts, no secret
    chance, everyone = dice.random, len(contacts)
    mail = [contact.emails[0].address if contact.emails else contact.phones[0].number for contact in contacts]
    talk = [contact.phones[0].number if contact.phones else contact.emails[0].address for contact in contacts]
    span = NOW.timestamp() - _START
    # Of the last acts the key, the time, the person and who wrote, to be answered.
    open_: deque[tuple[str, float, int, Direction]] = deque(maxlen=200)
    for number in range(count):
        channel = _CHANNELS[int(chance() * len(_CHANNELS))]
        written = channel is Channel.EMAIL or channel is Channel.MESSAGE
        direction = Direction.BOTH if channel is Channel.MEETING else Direction.IN if chance() < 0.5 else Direction.OUT
        person = int(everyone ** chance()) - 1
        second = _START + span * chance() // 86_400 * 86_400 + 3600 * _HOURS[int(chance() * len(_HOURS))]
        second += int(chance() * 3600)
        answers = ""
        if written and open_ and chance() < _ANSWERS:
            answers, before, person, by = open_[int(chance() * len(open_))]
            direction = Direction.OUT if by is Direction.IN else Direction.IN
            second = min(before + 60 + 86_400 * 3 * chance() ** 4, NOW.timestamp() - 1)
        address = mail if channel is Channel.EMAIL else talk
        with_them, others = [person], list[int]()
        if chance() < _GROUPS and channel is not Channel.CALL:
            circle = person // _CIRCLE * _CIRCLE
            size = 2 + int(18 * chance() ** 3)
            more = {min(circle + int(chance() * _CIRCLE), everyone - 1) for _ in range(size)} - {person}
            if direction is Direction.IN:
                others = sorted(more)
            else:
                with_them += sorted(more)
        key = f"{number:x}.{int(chance() * 1e15):x}@mail.example" if written else ""
        if key:
            open_.append((key, second, person, direction))
        yield Interaction(
            source="mail.mbox" if channel is Channel.EMAIL else "phone.xml",
            key=key,
            when=dt.datetime.fromtimestamp(second, _ZONES[number % 3]),
            channel=channel,
            direction=direction,
            participants=tuple([address[at] for at in with_them]),
            others=tuple([address[at] for at in others]),
            duration=chance() ** 3 * 3600 if channel is Channel.CALL else None,
            answers=answers,
        )


def _used() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def scored(how: str, count: int, everyone: int) -> dict[str, float]:
    """Judge so many people by so many acts in this process, and return what it took."""
    contacts = people(everyone)
    ego = profile(contacts)
    tieweave.classify(contacts[:50], profile=ego, now=NOW)  # what is loaded when it is first used
    gc.disable()  # as the command runs
    wall, cpu = _used()
    deque(acts(contacts, count), maxlen=0)
    made_wall, made_cpu = (now - then for now, then in zip(_used(), (wall, cpu), strict=True))
    wall, cpu = _used()
    if how == "stream":
        ties = tieweave.classify(contacts, profile=ego, now=NOW, interactions=acts(contacts, count))
    elif how == "book":
        book = Book(contacts=contacts, profile=ego, interactions=acts(contacts, count))
        ties = tieweave.classify(book, now=NOW)
    else:
        made_wall = made_cpu = 0.0
        ties = tieweave.classify(contacts, profile=ego, now=NOW)
    wall, cpu = (now - then for now, then in zip(_used(), (wall, cpu), strict=True))
    return {
        "wall": wall,
        "cpu": cpu,
        "made wall": made_wall,
        "made cpu": made_cpu,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "in touch": sum(tie.interactions > 0 for tie in ties),
        "close": sum(tie.level == 1 for tie in ties),
    }


def _print(how: str, count: int, everyone: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", how, "--acts", str(count), "--contacts", str(everyone)]
    used: dict[str, float] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    wall, cpu = used["wall"] - used["made wall"], used["cpu"] - used["made cpu"]
    print(
        f"{how:7} {everyone:9,} {count:10,} {used['wall']:8.2f} {used['cpu']:7.2f} {wall:9.2f} {cpu:8.2f} "
        f"{used['peak']:8.0f} {used['in touch']:9,.0f} {used['close']:7,.0f}",
        flush=True,
    )
    return {**used, "own": cpu}


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contacts", type=int, default=25_000)
    parser.add_argument("--acts", type=int, default=1_000_000)
    parser.add_argument("--sizes", type=int, nargs="*", default=[250_000, 500_000, 1_000_000, 2_000_000], metavar="N")
    parser.add_argument("--one", choices=("stream", "book", "nobody"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(scored(options.one, options.acts, options.contacts)))
        return 0
    print("                                 with making the acts     without them")
    print("how        people       acts     wall     CPU      wall      CPU  peak MB  in touch  level 1")
    nobody = _print("nobody", 0, options.contacts)
    _print("stream", options.acts, options.contacts)
    _print("book", options.acts, options.contacts)
    for everyone in (options.contacts // 4, options.contacts // 2, options.contacts * 2):
        _print("stream", options.acts, everyone)
    print("\ngrowth, stream")
    grown = [(size, _print("stream", size, options.contacts)) for size in options.sizes]
    print("\n      acts  CPU µs an act, beyond what the people take by themselves")
    for size, used in grown:
        print(f"{size:10,} {(used['own'] - nobody['own']) / size * 1e6:6.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

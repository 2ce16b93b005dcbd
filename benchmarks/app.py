"""How fast the app answers a click, and how long until everything shows it.

    python benchmarks/app.py [--people 3000] [--acts 8] [--clicks 40]

Wall-clock time of real requests on loopback: first with nothing else going on (and how much of it is CPU time, which a
machine that is busy otherwise changes less), then while everything is found again in the background after each.
"settled" is from a click until `changes` brings what it changed of everybody else. People and interactions (`--acts` a
person) are made up, the same for the same seed; the store is in a scratch folder.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gc
import http.client
import json
import statistics
import sys
import tempfile
import time
import urllib.parse
from collections.abc import Iterator, Mapping
from pathlib import Path

import interactions as made_up
import plan
from tieweave import Book, Store, weave
from tieweave.app.desk import Desk
from tieweave.app.finding import Wishes
from tieweave.app.serving import Served, bound, served

_NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)


class Page:
    """A page that is open: it sends what a click would send."""

    def __init__(self, at: Served) -> None:
        self._host = f"127.0.0.1:{at.port}"
        self._root = urllib.parse.urlsplit(at.url).path
        self._connection = http.client.HTTPConnection("127.0.0.1", at.port)

    def get(self, path: str) -> bytes:
        """Return what is at a path."""
        self._connection.request("GET", self._root + path)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status not in (200, 204):
            raise SystemExit(f"GET {path}: {answer.status} {body.decode()}")
        return body

    def post(self, path: str, **fields: object) -> Mapping[str, object]:
        """Do an act, and return the answer."""
        headers = {
            "Origin": f"http://{self._host}",
            "Content-Type": "application/x-www-form-urlencoded",
            "Accept": "application/json",
        }
        self._connection.request("POST", self._root + path, urllib.parse.urlencode(fields), headers)
        answer = self._connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"POST {path}: {answer.status} {body.decode()}")
        found: Mapping[str, object] = json.loads(body)
        return found


def clicks(desk: Desk, count: int) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield acts of every kind, by name, about people all over the list."""
    people = list(desk.found.people)
    plan_ = [one.id for one in desk.found.plan]
    for number in range(count):
        who, other = people[number * 37 % len(people)], people[(number * 53 + 7) % len(people)]
        yield "answer", f"people/{who}/answer", {"level": 1 + number % 2, "category": "friend"}
        yield "log", f"people/{who}/log", {"text": "had coffee", "received": "yes"}
        if number < len(plan_):
            yield "follow-up", f"follow-ups/{plan_[number]}", {"what": "done"}
        if number % 5 == 0 and who != other:
            yield "same-as", f"people/{who}/same-as", {"other": other}
        yield "add", "add", {"name": f"Jane Doe {number}", "category": "neighbour", "again": "yes"}


def quiet(page: Page, version: int) -> int:
    """Wait until nothing more changes, and return the version."""
    while body := page.get(f"changes?since={version}"):
        version = json.loads(body)["version"]
    return version


def show(name: str, seconds: list[float]) -> None:
    """Print a line of milliseconds."""
    ordered = sorted(seconds)
    most, usual = ordered[-1], statistics.median(ordered)
    late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    print(
        f"  {name:28} median {usual * 1e3:6.0f}   95 % {late * 1e3:6.0f}   most {most * 1e3:6.0f} ms   ({len(ordered)})"
    )


def measure(count: int, each: int, many: int) -> None:
    """Measure one size, and print."""
    contacts = plan.people(count)
    book = Book(contacts=contacts, interactions=made_up.acts(contacts, count * each), profile=made_up.profile(contacts))
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder)
        start = time.perf_counter()
        book = weave.merge(book, store=Store(store))
        desk = Desk(
            book, Wishes(), open_store=lambda: Store(store), clock=lambda: _NOW, troubled=lambda error: print(error)
        )
        print(f"{count:,} people, {count * each:,} interactions: begun in {time.perf_counter() - start:.2f} s")
        with served(desk, bound(), troubled=lambda error: print(error), patience=0.5) as at:
            page = Page(at)
            start = time.perf_counter()
            document = page.get("")
            print(
                f"  the page                     {(time.perf_counter() - start) * 1e3:6.0f} ms, {len(document):,} bytes"
            )
            idle: dict[str, list[float]] = {}
            work: dict[str, list[float]] = {}
            settled: dict[str, list[float]] = {}
            for name, path, fields in list(clicks(desk, 3)):
                version = quiet(page, desk.shown.version)
                found = desk.found
                start, spent = time.perf_counter(), time.process_time()
                page.post(path, **fields)
                work.setdefault(name, []).append(time.process_time() - spent)
                idle.setdefault(name, []).append(time.perf_counter() - start)
                while desk.found is found:
                    version = desk.shown.version
                    page.get(f"changes?since={version}")
                settled.setdefault(name, []).append(time.perf_counter() - start)
            busy: dict[str, list[float]] = {}
            for name, path, fields in list(clicks(desk, many)):
                start = time.perf_counter()
                page.post(path, **fields)
                busy.setdefault(name, []).append(time.perf_counter() - start)
                start = time.perf_counter()
                page.get(f"people/{next(iter(desk.found.people))}")
                busy.setdefault("GET people/ID", []).append(time.perf_counter() - start)
            for title, times in (
                ("alone", idle),
                ("of that CPU", work),
                ("while it is found again", busy),
                ("settled after", settled),
            ):
                print(title)
                for name, seconds in times.items():
                    show(name, seconds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=3_000)
    parser.add_argument("--acts", type=int, default=8)
    parser.add_argument("--clicks", type=int, default=40)
    arguments = parser.parse_args()
    gc.disable()
    measure(arguments.people, arguments.acts, arguments.clicks)
    sys.stdout.flush()


if __name__ == "__main__":
    main()

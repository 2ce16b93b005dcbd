"""Fixtures: a service that behaves like Google's on loopback, and a store with somebody signed in to it."""

import contextlib
import datetime as dt
import json
import sys
from pathlib import Path

import attrs
import pytest

sys.path.append(str(Path(__file__).parent))  # for loopback_google, which the benchmark runs as well

import loopback_calendar
import loopback_groups
import loopback_tasks
from loopback_google import LoopbackGoogle

from tieweave.sinks import SinkContext
from tieweave.sources import Context
from tieweave.store import Store
from tieweave_google.asking import Patience
from tieweave_google.opening import sink
from tieweave_google.source import records

NOW = dt.datetime(2026, 11, 1, 12, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch):
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def google():
    with LoopbackGoogle() as service:
        yield service


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "data")
    yield store
    store.close()


@pytest.fixture
def context(store, google):
    return Context(now=NOW, store=store, options={"endpoint": google.address})


@pytest.fixture
def signed_in(store, google):
    """Keep tokens as a sign-in does, so that not every test has to."""

    def sign_in(account="default", scopes=None):
        google.sign_in(store, account, scopes)

    sign_in()
    return sign_in


@pytest.fixture
def sleeps():
    return []


@pytest.fixture
def read(context, sleeps, signed_in):
    """Return a function that reads a location to its end: the records, and the error that ended them."""

    def read(location="google:", *, timeout=5.0, **changed):
        opened = attrs.evolve(context, **changed)
        patience = Patience(sleep=sleeps.append, chance=lambda: 0.0, timeout=timeout)
        found = []
        try:
            for record in records(location, opened, patience=patience):
                found.append(record)  # noqa: PERF402 - what came before an error counts
        except Exception as error:  # noqa: BLE001 - the tests look at it
            return found, error
        return found, None

    return read


SINK_SCOPES = {
    "google-tasks:": (loopback_tasks.SCOPE,),
    "google-calendar:": (loopback_calendar.APP_CREATED, loopback_calendar.CALENDAR_LIST),
    "google-contacts:": (loopback_groups.SCOPE,),
}


@pytest.fixture
def sink_context(store, google):
    """Give what a sink is opened with by somebody who has granted every right."""
    google.scopes = (*google.scopes, *(scope for scopes in SINK_SCOPES.values() for scope in scopes))
    google.sign_in(store)
    return SinkContext(now=NOW, store=store, options={"endpoint": google.address})


@pytest.fixture
def open_sink(sink_context, google, sleeps):
    """Return a function that opens a sink in a run of its own, when nobody else is connected any more."""

    @contextlib.contextmanager
    def opened(location, **changed):
        google.settle()
        patience = Patience(sleep=sleeps.append, chance=lambda: 0.0, timeout=5.0)
        # A store of its own, so that a run that is killed shares no open file with the others.
        with contextlib.closing(Store(sink_context.store.folder)) as own:
            context = attrs.evolve(sink_context, store=own, **changed)
            with contextlib.closing(sink(location, context, patience=patience)) as opened:
                yield opened

    return opened


@pytest.fixture
def pushing(open_sink):
    """Return a function that gives one which delivers to a location, in a run of its own, and `opened`."""

    def pushing(usual):
        def push(items, *, to=usual, **more):
            with open_sink(to) as opened:
                return list(opened.deliver(items, **more))

        push.opened = lambda location=usual: open_sink(location)
        return push

    return pushing


@pytest.fixture
def client_file(tmp_path, google):
    path = tmp_path / "client_secret.json"
    path.write_text(json.dumps({"installed": google.client}), encoding="utf-8")
    return str(path)

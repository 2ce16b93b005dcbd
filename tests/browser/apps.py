"""The app, served to the tests: its address, what the user's store holds, and its end."""

from __future__ import annotations

import contextlib
import datetime as dt
import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs

from tieweave import added, answers, gather, identities, journals
from tieweave.app import serving
from tieweave.app.desk import Desk
from tieweave.app.finding import Wishes
from tieweave.model import Book, Profile
from tieweave.store import Store

from .books import NOW

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@attrs.frozen(kw_only=True)
class App:
    """An app that is served: where, from which store, and how it ends."""

    url: str
    desk: Desk
    open_store: Callable[[], Store]
    end: Callable[[], None]

    @property
    def token(self) -> str:
        """What only the page's address says."""
        return self.url.split("/")[3]

    def answers(self) -> list[tuple[str, int | None, str]]:
        """Return what the user's store holds of answers: name, level, category."""
        with self._store() as store:
            said = [held.answer for held in answers.kept(store)]
        return [(one.names[0], one.level, one.category) for one in said]

    def decisions(self) -> list[bool]:
        """Return what was decided of pairs, the oldest first: whether they are one person."""
        with self._store() as store:
            return [held.decision.same for held in identities.decisions(store)]

    def entries(self) -> list[str]:
        """Return what was logged."""
        with self._store() as store:
            return [entry.text for entry in journals.kept(store).entries]

    def added(self) -> list[str]:
        """Return who was added."""
        with self._store() as store:
            return [held.contact.name for held in added.kept(store)]

    def settled(self) -> dict[str, str]:
        """Return what became of follow-ups: their status by id."""
        with self._store() as store:
            return {one.follow_up.id: str(one.follow_up.status) for one in journals.kept(store).follow_ups}

    def _store(self) -> contextlib.closing[Store]:
        return contextlib.closing(self.open_store())


@contextlib.contextmanager
def serve(book: Book, folder: Path, *, now: dt.datetime = NOW) -> Iterator[App]:
    """Serve a book, with the user's store in a folder, while the block lasts; mistakes of the app's own are raised."""
    trouble: list[Exception] = []

    def open_store() -> Store:
        return Store(folder)

    with _as_the_command_runs():
        desk = Desk(book, Wishes(), open_store=open_store, clock=lambda: now, troubled=trouble.append)
    with contextlib.ExitStack() as stack:
        # A short patience, so that no test waits for a page that waits.
        served = stack.enter_context(serving.served(desk, serving.bound(), troubled=trouble.append, patience=5))
        yield App(url=served.url, desk=desk, open_store=open_store, end=stack.close)
    if trouble:
        raise trouble[0]


@contextlib.contextmanager
def _as_the_command_runs() -> Iterator[None]:
    """Collect no garbage meanwhile: with thousands of people that takes longer than the rest."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def example_book() -> Book:
    """Return the example address book, as it is read."""
    locations = [str(EXAMPLES / name) for name in ("contacts.vcf", "work.vcf")]
    return gather(locations, profile=Profile.load(EXAMPLES / "me.toml"), store=Store.temporary())

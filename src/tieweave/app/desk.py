"""The book at hand: what is found of it now, what pages show of that, and finding it again in the background.

What was read stays as it was read. An act is kept in the store at once, and what is known of it at once is shown; then
everything is found again by a thread of its own. Acts that come while it is at it lead to one more time.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Callable

import attrs

from tieweave import answers
from tieweave.app import at_once, said
from tieweave.app.acts import Did, Turn, person
from tieweave.app.finding import Found, Wishes, find, records_of
from tieweave.app.shown import Shown
from tieweave.app.undoing import Settlings, Undo, undo
from tieweave.model import Book
from tieweave.report.page import Live, Maker
from tieweave.report.page.acts import acts
from tieweave.store import Store

_LIVE = Live(version=0)
"""Parts are the same in every version; only the document names one."""
_BREATH = 0.1
"""Seconds from an act until everything is found again: the act is answered in peace, and a second click counts too."""


@attrs.frozen(kw_only=True)
class Outcome:
    """What becomes of an act: what it `did`, and the `parts` that show it at once, of the page's `version`."""

    did: Did
    version: int
    parts: dict[str, str]


class Desk:
    """A book at work; threads may share it.

    `book` is what was read, merged or not. `open_store` opens the user's store, anew for every thread and act;
    `clock` tells the time in ego's zone. `troubled` is told of what goes wrong in the background. Making one finds
    everything, and raises as `find` does.
    """

    def __init__(
        self,
        book: Book,
        wishes: Wishes,
        *,
        open_store: Callable[[], Store],
        clock: Callable[[], dt.datetime],
        troubled: Callable[[Exception], None],
    ) -> None:
        self._records = records_of(book)
        self._wishes = wishes
        self._open_store = open_store
        self._clock = clock
        self._troubled = troubled
        self._settlings = Settlings()
        self._lock = threading.Lock()
        self._wanted = threading.Event()
        self._ended = threading.Event()
        self._acts = 0
        self._early: dict[str, int] = {}
        """Parts that were shown at once, and the act that they show: what was found before it does not replace them."""
        with contextlib.closing(open_store()) as store:
            found = find(self._records, said.read(store), wishes, store=store, now=clock())
        maker = Maker(found.view, live=_LIVE)
        self._now = found, maker
        self.shown = Shown(maker.all())
        self._thread = threading.Thread(target=self._work, name="tieweave-finding", daemon=True)

    @property
    def found(self) -> Found:
        """What is found by now."""
        return self._now[0]

    @property
    def is_over(self) -> bool:
        """Whether the desk is closed: whoever waits for a change need not wait any longer."""
        return self._ended.is_set()

    def start(self) -> None:
        """Begin to find again in the background what acts change."""
        self._thread.start()

    def end(self, *, wait: float = 0.0) -> None:
        """Close the desk, and let what runs in the background so many seconds to end."""
        self._ended.set()
        self._wanted.set()
        self.shown.wake()
        if wait and self._thread.is_alive():
            self._thread.join(wait)

    def do(self, act: Callable[[Turn], Did]) -> Outcome:
        """Let an act keep in the store what it does, and return what shows of it; raises what the act raises."""
        found, maker = self._now
        with contextlib.closing(self._open_store()) as store:
            did = act(Turn(store=store, found=found, now=self._clock(), settlings=self._settlings))
            try:
                parts = at_once.parts(found, maker, store, people=did.people, plan=did.plan)
                return self._shown_at_once(did, parts)
            finally:
                self._wanted.set()

    def undo(self, what: Undo) -> Outcome:
        """Take an act back, and return what shows of that; raises as `undoing.undo` does."""

        def act(turn: Turn) -> Did:
            undone = undo(turn.store, what, turn.settlings)
            people = at_once.marked(turn.found, undone.marks) if undone.marks else ()
            return Did(said=undone.said, people=people, plan=what.what in ("follow-up", "entry"))

        return self.do(act)

    def forms(self, element: str) -> str:
        """Return the forms for one person of the page; raises `RefusedError` where they are there no more."""
        found, maker = self._now
        who = person(found, element).id
        with contextlib.closing(self._open_store()) as store:
            kept = answers.kept(store)
        return acts(maker.people, at_once.weighed(found, kept, who), said=at_once.latest_answer(found, kept, who))

    def look(self) -> None:
        """Look in the background whether another run of tieweave, or a new day, has changed anything."""
        self._wanted.set()

    def _shown_at_once(self, did: Did, parts: dict[str, str]) -> Outcome:
        with self._lock:
            self._acts += 1
            self._early |= dict.fromkeys(parts, self._acts)
            version = self.shown.note(parts)
        return Outcome(did=did, version=version, parts=parts)

    def _work(self) -> None:
        while True:
            self._wanted.wait()
            if self._ended.wait(_BREATH):
                return
            self._wanted.clear()
            try:
                self._find_again()
            except Exception as error:  # noqa: BLE001 - whatever it is, the next act may go well, and the page stays
                self._troubled(error)

    def _find_again(self) -> None:
        acts = self._acts
        now = self._clock()
        before, maker = self._now
        with contextlib.closing(self._open_store()) as store:
            kept = said.read(store)
            if before.holds(kept, now) and not self._early:
                return
            found = find(self._records, kept, self._wishes, store=store, now=now, before=before)
        maker = Maker(found.view, live=_LIVE, before=maker)
        made = maker.all()
        with self._lock:
            self._early = {name: act for name, act in self._early.items() if act > acts}
            self._now = found, maker
            self.shown.renew(made, keep=self._early)

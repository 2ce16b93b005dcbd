"""Asking of one pair after the other whether they are one person, and keeping the answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import click

from tieweave import identities, resolve
from tieweave.cli.asking import ask
from tieweave.cli.screen import show
from tieweave.errors import NoAnswerError
from tieweave.model import Contact, Pair
from tieweave.report import as_duplicates
from tieweave.resolve.golden import golden
from tieweave.store import Store

_SAME, _DIFFERENT, _SKIP, _BACK, _QUIT = "y", "n", "s", "b", "q"
_QUESTION = "one person? y(es), n(o), s(kip), b(ack), q(uit)"


class Asking:
    """The questions of one run: every answer is kept in the store before the next question is put.

    `code` is the calling code of national numbers, `now` the time that is noted.
    """

    def __init__(self, store: Store, code: str, now: dt.datetime) -> None:
        self._store = store
        self._code = code
        self._now = now
        self._kept: list[int] = []
        self._same: dict[str, str] = {}
        self._different: set[frozenset[str]] = set()

    def of(self, pairs: Sequence[Pair], joined: Sequence[Pair] = ()) -> None:
        """Ask of those who were `joined`, whether rightly, then of the undecided `pairs`.

        Raises `NoAnswerError` when the input ends; what was answered before is kept.
        """
        if not (pairs or joined):
            click.echo("nothing is undecided")
            return
        try:
            if self._of_joined(joined):
                self._of_pairs(pairs)
        except NoAnswerError as error:
            raise NoAnswerError(f"{error}; {self._done()}") from None
        click.echo(self._done())

    def _of_pairs(self, pairs: Sequence[Pair]) -> None:
        at = 0
        asked: list[tuple[int, int]] = []
        while at < len(pairs):
            pair = pairs[at]
            if self._follows(pair):
                at += 1
                continue
            answer = self._answer(pair, f"{at + 1} of {len(pairs)}")
            if answer == _QUIT:
                return
            if answer == _BACK:
                if asked:
                    at, number = asked.pop()
                    self._take_back(number)
                    self._note(pairs, asked)
                else:
                    click.echo("this is the first", err=True)
                continue
            number = self._keep(pair.one, pair.other, same=answer == _SAME) if answer != _SKIP else 0
            asked.append((at, number))
            self._note(pairs, asked)
            at += 1

    def _of_joined(self, joined: Sequence[Pair]) -> bool:
        """Ask of each record whether it is of the person that those before it make; returns whether to go on."""
        if not joined:
            return True
        records = [*(joined[0].one.records or (joined[0].one,)), *(pair.other for pair in joined)]
        # What is taken out is of another person, with whom no later record is compared.
        asked: list[tuple[list[Contact], int]] = []
        rightly = records[:1]
        while len(asked) < len(joined):
            at = len(asked)
            whole = len(rightly) == at + 1
            pair = joined[at] if whole else resolve.compared(self._one_of(rightly), records[at + 1], (), self._code)
            answer = self._answer(pair, f"record {at + 2} of {len(records)}")
            if answer == _QUIT:
                return False
            if answer == _BACK:
                if asked:
                    rightly, number = asked.pop()
                    self._take_back(number)
                else:
                    click.echo("this is the first", err=True)
                continue
            number = 0 if answer == _SKIP else self._keep(pair.one, pair.other, same=answer == _SAME)
            asked.append((rightly, number))
            if answer != _DIFFERENT:
                rightly = [*rightly, records[at + 1]]
        return True

    def _one_of(self, records: Sequence[Contact]) -> Contact:
        return records[0] if len(records) == 1 else golden(records, self._code)

    def _answer(self, pair: Pair, where: str) -> str:
        click.echo()
        show(lambda room: as_duplicates.lines(pair, self._code, room=room))
        while True:
            answer = ask(f"[{where}] {_QUESTION}").lower()[:1]
            if answer in (_SAME, _DIFFERENT, _SKIP, _BACK, _QUIT):
                return answer
            click.echo("please answer with one of the letters", err=True)

    def _keep(self, one: Contact, other: Contact, *, same: bool) -> int:
        when = self._now.isoformat()
        decision = resolve.decided(one, other, same=same, code=self._code, when=when)
        self._kept.append(identities.decide(self._store, decision))
        return self._kept[-1]

    def _take_back(self, number: int) -> None:
        if number:
            identities.undo(self._store, number)
            self._kept.remove(number)

    def _done(self) -> str:
        if not self._kept:
            return "nothing was decided"
        count = f"{len(self._kept)} decision{'s are' if len(self._kept) > 1 else ' is'} kept"
        return f"{count}; tieweave duplicates --decided lists all, --undo NUMBER takes one back"

    def _follows(self, pair: Pair) -> bool:
        """Return whether the answer follows from those that were given: nobody is asked what is decided already."""
        one, other = self._find(pair.one.id), self._find(pair.other.id)
        return one == other or frozenset((one, other)) in self._different

    def _note(self, pairs: Sequence[Pair], asked: Sequence[tuple[int, int]]) -> None:
        """Work out anew who is one person, and who are two, by the answers to the pairs that were `asked`."""
        held = {numbered.number: numbered.decision.same for numbered in identities.decisions(self._store)}
        self._same, self._different = {}, set()
        for same in (True, False):
            for at, number in asked:
                if number and held[number] is same:
                    one, other = self._find(pairs[at].one.id), self._find(pairs[at].other.id)
                    if same:
                        self._same[one] = other
                    else:
                        self._different.add(frozenset((one, other)))

    def _find(self, person: str) -> str:
        while person in self._same:
            person = self._same[person]
        return person

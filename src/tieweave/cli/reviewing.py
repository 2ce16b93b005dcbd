"""Asking about one person, or a batch of them, after the other; keeping each answer, and what the answers come to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import attrs
import click

from tieweave import answers, classifier, weave
from tieweave.categories import UNKNOWN, Category, by_slug
from tieweave.cli.asking import press
from tieweave.cli.choosing import chosen_category
from tieweave.model import Answer, Asked, Book, Tie
from tieweave.questions import LEAST_BATCH, Question
from tieweave.report import as_duplicates
from tieweave.report.harmless import visible
from tieweave.sources import Progress, unseen
from tieweave.store import Store
from tieweave.surveying import Survey

_LEVELS = {"1": 1, "2": 2}
_CATEGORY, _KEEP, _ONE_BY_ONE, _SKIP, _BACK, _QUIT, _HELP = "c", "k", "o", "s", "b", "q", "?"
_MOST_REASONS = 3
_MOST_NAMES = 8

_EXPLAINED = {
    "1": "Level 1: close, somebody you see often",
    "2": "Level 2: known, but not close",
    _CATEGORY: "choose a category first, such as friend or dentist",
    _KEEP: "keep the chosen category, and leave the level open",
    _ONE_BY_ONE: "ask about each of them alone",
    _SKIP: "skip: not asked again in this run",
    _BACK: "back: take the last answer back, of a batch all of them, and ask again",
    _QUIT: "quit: what was answered is kept",
    _HELP: "this help",
}


@attrs.frozen
class _Step:
    """A question that was put: the `queue` it stood in at the place `at`, and the numbers of the `kept` answers."""

    queue: tuple[Question, ...]
    at: int
    kept: tuple[int, ...]
    people: frozenset[str]


class Reviewing:
    """The questions of one run.

    `code` is the calling code of national numbers, `now` the time that is noted, `before` how many people had been
    answered for when the run began.
    """

    def __init__(self, store: Store, code: str, now: dt.datetime, before: int = 0) -> None:
        self._store = store
        self._code = code
        self._now = now
        self._before = before
        self._asked: list[_Step] = []

    @property
    def kept(self) -> int:
        """How many answers of this run are kept."""
        return sum(len(step.kept) for step in self._asked)

    def of(self, questions: Sequence[Question], limit: int) -> None:
        """Put the `questions`, `limit` of them at most.

        Raises `NoAnswerError` when the input ends; what was answered before is kept.
        """
        queue, at = tuple(questions), 0
        while at < len(queue) and len(self._asked) < limit:
            question = self._left(queue[at])
            if question is None:
                at += 1
                continue
            key, category = self._answer(question, min(limit, len(self._asked) + len(queue) - at))
            if key == _QUIT:
                return
            if key == _BACK:
                if self._asked:
                    queue, at = self._take_back()
                else:
                    click.echo("this is the first", err=True)
            elif key == _ONE_BY_ONE:
                self._asked.append(_Step(queue, at, (), frozenset()))
                alone = [Question(ties=[tie], asked=Asked.CHOSEN) for tie in question.ties]
                queue = (*queue[:at], *alone, *queue[at + 1 :])
            else:
                kept = () if key == _SKIP else self._keep(question, key, category)
                self._asked.append(_Step(queue, at, kept, frozenset(question.ids)))
                at += 1

    def _left(self, question: Question) -> Question | None:
        """Return what of a question is still open after the answers of this run, None where nothing is."""
        done = frozenset[str]().union(*(step.people for step in self._asked if step.kept or len(step.people) == 1))
        ties = [tie for tie in question.ties if tie.contact.id not in done]
        if len(ties) == len(question.ties):
            return question
        return attrs.evolve(question, ties=ties) if question.batch and len(ties) >= LEAST_BATCH else None

    def _answer(self, question: Question, total: int) -> tuple[str, str]:
        """Put one question until it is answered, and return the key and the category that was chosen."""
        click.echo()
        for line in _shown(question, self._code):
            click.echo(line)
        category: Category | None = None
        while True:
            keys = [*_LEVELS, _CATEGORY, *([_KEEP] if category else [])]
            keys += [*([_ONE_BY_ONE] if question.batch else []), _SKIP, _BACK, _QUIT, _HELP]
            key = press(self._question(question, category, total), keys)
            if key == _HELP:
                for each in keys:
                    click.echo(f"  {each}  {_EXPLAINED[each]}", err=True)
            elif key == _CATEGORY:
                category = chosen_category() or category
            else:
                return key, category.slug if category else ""

    def _question(self, question: Question, category: Category | None, total: int) -> str:
        count = self._before + len({person for step in self._asked if step.kept for person in step.people})
        place = f"[{len(self._asked) + 1} of {total}, {count} answered]"
        chosen = f" {category.label};" if category else ""
        keep = " k(eep that alone)," if category else ""
        alone = " o(ne by one)," if question.batch else ""
        level = f"level 1 or 2 for all {len(question.ties)}," if question.batch else "level 1 or 2,"
        return f"{place}{chosen} {level} c(ategory),{keep}{alone} s(kip), b(ack), q(uit), ?"

    def _keep(self, question: Question, key: str, category: str) -> tuple[int, ...]:
        found = [
            answers.answered(
                tie.contact,
                level=_LEVELS.get(key),
                category=category,
                asked=question.asked,
                code=self._code,
                when=self._now.isoformat(),
                batch=question.batch,
            )
            for tie in question.ties
        ]
        return tuple(answers.keep_all(self._store, found))

    def _take_back(self) -> tuple[tuple[Question, ...], int]:
        step = self._asked.pop()
        if step.kept:
            answers.undo(self._store, *step.kept)
        return step.queue, step.at


def done(kept: int) -> str:
    """Return how many answers are kept, and how they are listed and taken back."""
    if not kept:
        return "nothing was answered"
    count = f"{kept} answer{'s are' if kept > 1 else ' is'} kept"
    return f"{count}; tieweave review --answers lists all, --undo NUMBER takes one back"


def _shown(question: Question, code: str) -> Iterator[str]:
    if not question.batch:
        yield from _person(question.ties[0], code)
        return
    names = [tie.contact.name or "(no name)" for tie in question.ties]
    more = [f"{len(names) - _MOST_NAMES} more"] if len(names) > _MOST_NAMES else []
    yield visible(f"{len(names)} people are {question.batch}:")
    yield visible(f"  {', '.join([*names[:_MOST_NAMES], *more])}")
    levels = [sum(tie.level == level for tie in question.ties) for level in (1, 2, None)]
    yield f"  so far {levels[0]} of them in Level 1, {levels[1]} in Level 2, {levels[2]} not known"


def _person(tie: Tie, code: str) -> Iterator[str]:
    yield as_duplicates.entry(tie.contact, code)
    yield f"  so far: {verdict(tie)}"
    best = classifier.best_reason(tie)
    others = dict.fromkeys(item.detail for item in tie.evidence if item.detail not in best)
    for reason in [best, *others][:_MOST_REASONS]:
        yield visible(f"    {reason}")


def verdict(tie: Tie) -> str:
    """Return a tie's verdict in a line: category, level, strength."""
    known = by_slug().get(tie.category)
    category = "category unknown" if tie.category == UNKNOWN else known.label if known else tie.category
    level = "level not known" if tie.level is None else f"Level {int(tie.level)}"
    return visible(f"{category}, {level}, strength {tie.strength:.2f}")


def said(book: Book, held: Sequence[answers.Numbered], code: str) -> dict[str, Answer]:
    """Return what the user said of each person of a merged book, by the contact's id."""
    found = answers.answers_of(book.contacts, [numbered.answer for numbered in held], code)
    return {book.contacts[at].id: answer for at, answer in found.items()}


def after(book: Book, held: Sequence[answers.Numbered], now: dt.datetime, progress: Progress = unseen) -> Survey:
    """Return what is found of a book's people by the answers that are kept by now, without reading anything again."""
    answered = attrs.evolve(book, answers=[numbered.answer for numbered in held])
    return weave.survey(answered, now=now, progress=progress)


def moved(found: Survey) -> Iterator[str]:
    """Yield what the user's answers have moved, of people who were not asked about, in lines."""
    sentences = found.learned.moved
    yield "what your answers have moved so far:" if sentences else "your answers moved nobody but those you named"
    for sentence in sentences:
        yield f"  {visible(sentence)}"

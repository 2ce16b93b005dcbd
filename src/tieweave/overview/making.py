"""Making the overview: from a classified book, pure and the same whatever the order of its contacts."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from tieweave import answers, coverage, ego_map
from tieweave import leads as leading
from tieweave import support as supporting
from tieweave.categories import Level
from tieweave.ego_map.shapes import Figure
from tieweave.followups.people import Situation
from tieweave.followups.settings import PlanSettings
from tieweave.leads import Prospects
from tieweave.learning import Learned
from tieweave.model import Book, FollowUp, Journal, Tie
from tieweave.overview.beginning import write_to
from tieweave.overview.people import alters
from tieweave.overview.sleeping import dormant
from tieweave.overview.values import Alter, Doubts, Overview
from tieweave.questions import questions
from tieweave.resolve import phones

MOST_LEADS = 12
MOST_OF_A_KIND = 3
"""People to ask for each kind of support, as `tieweave support` shows."""
MOST_QUESTIONS = 8


def overview(
    book: Book,
    ties: Sequence[Tie],
    prospects: Prospects,
    plan: Sequence[FollowUp],
    journal: Journal,
    *,
    learned: Learned | None = None,
    before: Overview | None = None,
) -> Overview:
    """Return everything that is shown of a merged `book`, which its survey found `ties` and `prospects` of.

    The `plan` is that made of them with the `journal`, whose contact ids are those of the ties; `learned` is what the
    user's answers taught (`Survey.learned`). `before` is an overview of the same book by the same prospects: what no
    answer changes is taken from it.
    """
    profile, now = prospects.profile, prospects.now
    code = phones.calling_code(profile, book.contacts)
    situation = Situation.of(ties, profile, PlanSettings(), now, prospects, journal)
    people = alters(ties, prospects, situation, () if before is None else before.people)
    circles = () if prospects.network is None else prospects.network.circles
    levels = [alter.tie.level for alter in people]
    return Overview(
        now=now,
        zone=situation.zone,
        ego=profile.name,
        people=people,
        others=len(ties) - len(people),
        records=book.records,
        level_1=levels.count(Level.CLOSE),
        level_2=levels.count(Level.ACQUAINTED),
        unknown=levels.count(None),
        circles=circles,
        map=ego_map.ego_map([_figure(alter) for alter in people], [circle.name for circle in circles]),
        coverage=coverage.of_book(book, ties, prospects)
        if before is None
        else attrs.evolve(coverage.coverage(ties), candidates=before.coverage.candidates),
        targets=tuple(prospects.targets.texts),
        leads=tuple(leading.leads(prospects, ties, MOST_LEADS)),
        supporters=tuple(supporting.support(prospects, ties, MOST_OF_A_KIND)),
        plan=tuple(plan),
        write_to=write_to(plan, {one.id for one in situation.people.values() if situation.lives_with_ego(one)}),
        dormant=dormant(people, prospects, situation),
        since=min((alter.months[0][0] for alter in people if alter.months), default=None),
        doubts=_doubts(book, ties, prospects, learned, code),
        calling_code=code,
    )


def _figure(alter: Alter) -> Figure:
    return Figure(
        id=alter.id,
        name=alter.name,
        group=alter.group.slug,
        level=alter.tie.level,
        strength=alter.tie.strength,
        circles=alter.circles,
        known=alter.known,
    )


def _doubts(book: Book, ties: Sequence[Tie], prospects: Prospects, learned: Learned | None, code: str) -> Doubts:
    said = answers.answers_of(prospects.contacts, book.answers, code)
    told = {prospects.contacts[at].id: answer for at, answer in said.items()}
    return Doubts(
        skipped=book.skipped,
        failed=book.failed,
        shared=book.shared,
        pairs=book.undecided,
        questions=tuple(questions(ties, told)[:MOST_QUESTIONS]),
        moved=() if learned is None else learned.moved,
    )

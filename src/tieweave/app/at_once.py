"""What can be shown of an act before everything is found again: the row and the disc of a person, and the plan."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import attrs

from tieweave import answers, classifier, journals, surveying
from tieweave.app.finding import Found
from tieweave.category_groups import group_of
from tieweave.model import RecordMark
from tieweave.overview import Alter, Overview
from tieweave.overview.beginning import write_to
from tieweave.report.page import Maker
from tieweave.resolve.marks import whose
from tieweave.store import Store


def parts(
    found: Found, maker: Maker, store: Store, *, people: Iterable[str] = (), plan: bool = False
) -> dict[str, str]:
    """Return the parts that show an act, by the id of their element; the `maker` is that of the page of what is found.

    `people` are weighed anew by what the store holds now, each alone; where they stand on the map comes later. With
    `plan` the follow-ups are as the store has them.
    """
    made: dict[str, str] = {}
    if here := [element for element in people if element in found.people]:
        said = answers.kept(store)
        for element in here:
            made |= maker.person(weighed(found, said, element))
    if plan:
        made |= maker.sections(("plan", "write"), _as_kept(found.view, store))
    return made


def marked(found: Found, marks: Iterable[RecordMark]) -> tuple[str, ...]:
    """Return the elements of those who are known again by some marks."""
    elements = {at: element for element, at in found.places.items()}
    places = whose(found.seen.contacts, [list(marks)], found.seen.calling_code)[0]
    return tuple(elements[at] for at in places if at in elements)


def latest_answer(found: Found, said: Sequence[answers.Numbered], element: str) -> answers.Numbered | None:
    """Return what the user said last of somebody, of all that they `said`, None where that is nothing."""
    whom = whose(found.seen.contacts, [one.answer.marks for one in said], found.seen.calling_code)
    at = found.places[element]
    return next((one for one, places in zip(reversed(said), reversed(whom), strict=True) if at in places), None)


def weighed(found: Found, said: Sequence[answers.Numbered], element: str) -> Alter:
    """Return somebody as they are by what the user `said`, weighed anew alone."""
    answered = [held.answer for held in said]
    tie = surveying.reconsider(found.seen, found.places[element], answered, found.survey.learned)
    return attrs.evolve(found.people[element], tie=tie, group=group_of(tie.category), why=classifier.best_reason(tie))


def _as_kept(view: Overview, store: Store) -> Overview:
    """Return the overview with the follow-ups of its plan as they stand by now: those that are still open."""
    held = {one.follow_up.id: one.follow_up for one in journals.kept(store).follow_ups}
    plan = []
    for one in view.plan:
        now = held.get(one.id, one)
        if now.status.is_open:
            plan.append(attrs.evolve(one, status=now.status, due=now.due))
    plan.sort(key=lambda one: one.due)
    return attrs.evolve(view, plan=tuple(plan), write_to=write_to(plan))

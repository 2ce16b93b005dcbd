"""Thanks: always, and within days."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator

from tieweave.followups.candidate import Candidate
from tieweave.followups.days import SATURDAY, next_working_day
from tieweave.followups.past import Kindness
from tieweave.followups.people import Person, Situation
from tieweave.followups.wording import sentence, written_day
from tieweave.leads.reasons import quoted
from tieweave.model import Purpose

TOO_LATE = 60
"""Days after which a thank is no thank any more but an excuse: a gift is better then. Own estimate."""


def thanks(situation: Situation) -> Iterator[Candidate]:
    """Yield a thank for everybody who answered, helped or told of a lead, and was not thanked since.

    It is due on the next day that suits after what it is for, so within three days, or as soon as that can be now.
    """
    for person in situation.people.values():
        latest = next((one for one in person.past.kindnesses if one.when <= situation.now), None)
        if latest is None:
            continue
        happened = latest.when.astimezone(situation.zone).date()
        if (situation.today - happened).days > TOO_LATE:
            continue
        if person.past.thanked is not None and person.past.thanked >= latest.when:
            continue
        yield Candidate(
            person=person,
            purpose=Purpose.THANK,
            due=_due(situation, person, happened),
            reason=functools.partial(_reason, latest, happened),
            details={"what": latest.what} if latest.is_named else {},
        )


def _due(situation: Situation, person: Person, happened: dt.date) -> dt.date:
    working = situation.settings.working_days | ({SATURDAY} if person.is_private else frozenset())
    due = next_working_day(happened, working)
    yesterday = situation.today - dt.timedelta(days=1)
    return due if due >= situation.today else next_working_day(yesterday, working)


def _reason(kindness: Kindness, happened: dt.date) -> str:
    told = kindness.words + (f": {quoted(kindness.what)}" if kindness.what else "")
    return sentence(f"{told}, on {written_day(happened)}")

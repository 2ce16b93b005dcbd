"""The plan: whom to turn to, what for, when, by which channel and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from tieweave.followups.candidate import Candidate
from tieweave.followups.choosing import chosen
from tieweave.followups.days import Horizon
from tieweave.followups.drafts import drafted
from tieweave.followups.people import Situation
from tieweave.followups.settings import PlanSettings
from tieweave.followups.standing import standing
from tieweave.followups.templates import Templates
from tieweave.leads import Prospects
from tieweave.model import FollowUp, Journal, Profile, Purpose, Tie


def suggest(
    ties: Iterable[Tie],
    *,
    per_week: int | None = None,
    weeks: int | None = None,
    profile: Profile | None = None,
    now: dt.datetime | None = None,
    prospects: Prospects | None = None,
    journal: Journal = Journal(),  # noqa: B008 - an empty one is a value like any other
    settings: PlanSettings = PlanSettings(),  # noqa: B008
    templates: Templates | None = None,
    is_partial: bool = False,
) -> list[FollowUp]:
    """Return the plan, in the order of its days: what is open in the `journal`, and what is suggested besides.

    `per_week` and `weeks` take the place of the `settings`'. `prospects` are those of the survey that the `ties` come
    from (`Survey.prospects`); without them, circles and the days of contact are not known, but for what the ties say.
    The journal names people by the contact ids of the ties (`tieweave.journals.found`). Where a source could not be
    read the ties are `is_partial`: what was suggested to those who are missing stays. `now` is an aware datetime, the
    present by default: of the prospects where they are given. Nothing depends on the order of the ties, and the same
    input gives the same plan. Raises `ValueError` for a capacity below one, for no weeks, and for a `now` without a
    time zone; `SettingsError` where the user's templates cannot be read.
    """
    per_week = settings.per_week if per_week is None else per_week
    weeks = settings.weeks if weeks is None else weeks
    if per_week < 1 or weeks < 1:
        raise ValueError(f"a plan of {per_week} a week for {weeks} weeks: give at least 1 of each")
    clock = now or (dt.datetime.now(dt.UTC) if prospects is None else prospects.now)
    if clock.tzinfo is None:
        raise ValueError(f"now={clock.isoformat()} has no time zone: give one, for example datetime.UTC")
    ego = profile or (Profile() if prospects is None else prospects.profile)
    situation = Situation.of(ties, ego, settings, clock, prospects, journal)
    horizon = Horizon.of(situation.today, weeks, per_week, settings.working_days)
    stands = standing(situation, horizon.until, is_partial=is_partial)
    found, kept = chosen(situation, stands, horizon)
    made = {candidate.id: (candidate, day) for candidate, day in found}
    new = [_follow_up(situation, item, candidate, day) for item, (candidate, day) in made.items()]
    details = {item: candidate.details for item, (candidate, _) in made.items()}
    words = Templates.load(settings.templates) if templates is None else templates
    return sorted([*kept, *_in_words(situation, kept, new, details, words)], key=_order)


def _in_words(
    situation: Situation,
    kept: Sequence[FollowUp],
    new: Sequence[FollowUp],
    details: Mapping[str, Mapping[str, str]],
    templates: Templates,
) -> list[FollowUp]:
    """Return what is `new` with its draft. What is `kept` keeps its words: nothing new reads like it."""
    people = {one.contact.id for one in (*kept, *new)}
    before: dict[str, list[str]] = {}
    for one in situation.journal.follow_ups:
        if not one.follow_up.status.is_open:
            before.setdefault(one.follow_up.contact.id, []).append(one.follow_up.message)
    written = drafted(
        [*kept, *new],
        templates,
        profile=situation.profile,
        details=details,
        ties={tie.contact.id: tie for tie in situation.ties if tie.contact.id in people},
        before=before,
    )
    return written[len(kept) :]


def _follow_up(situation: Situation, item: str, candidate: Candidate, day: dt.date) -> FollowUp:
    channel, address = situation.reach(candidate.person)
    return FollowUp(
        id=item,
        contact=candidate.person.tie.contact,
        purpose=candidate.purpose,
        due=day,
        channel=channel,
        reason=candidate.reason(),
        message="",
        kind=candidate.kind,
        address=address,
    )


def _order(follow_up: FollowUp) -> tuple[object, ...]:
    thanks_first = follow_up.purpose is not Purpose.THANK
    return follow_up.due, thanks_first, follow_up.contact.name.casefold(), follow_up.id

"""The lists: whom to ask for which support, so that nobody is asked for everything."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import attrs

from tieweave.leads import reasons, work
from tieweave.leads.eligible import can_be_asked, is_close
from tieweave.leads.listing import order
from tieweave.leads.prospects import Prospects
from tieweave.model import Organisation, Tie
from tieweave.support.history import by_voice, companionship, in_person, nearness
from tieweave.support.kinds import Help, Suits, suits

_ASKED_ALREADY = 0.5
"""What somebody is worth beside each list they stand in already: others go first unless they suit half as well only."""
_NEAR = 0.6
_OFTEN = 0.3

_FEEDBACK = {
    "field": "at home in what you are looking for",
    "hiring": "judges applicants at work",
    "leading": "leads people at work",
    "words": "works with words",
    "elsewhere": "works elsewhere",
}
_FEEDBACK_ASK = {
    "field": "ask what is missing in your resume, and what they would cut",
    "hiring": "ask what in your resume would make them stop",
    "leading": "ask what they would want to read first in your resume",
    "words": "ask which sentences of your resume they stumble over",
    "elsewhere": "ask whether your resume tells an outsider what you can do",
    "": "ask whether they recognise you in your resume, and what they miss",
}
_PRACTICE = {
    "hiring": "judges applicants at work",
    "listening": "asks and listens at work",
    "leading": "leads people at work",
    "field": "knows what will be asked in your field",
    "elsewhere": "works elsewhere",
}


_ASK = {
    Help.PRACTICE: "ask for an hour of interview questions, and for what they noticed",
    Help.HARD_DAYS: "somebody to call when a day is hard, with nothing to prepare",
}


@attrs.frozen(kw_only=True)
class Supporter:
    """One close person to ask for one kind of help: how well they suit it (0..1), and why, in one sentence."""

    help: Help
    tie: Tie
    value: float
    reason: str


def support(prospects: Prospects, ties: Sequence[Tie], limit: int = 3) -> list[Supporter]:
    """Return whom among Level 1 to ask for feedback, practice and company in hard days, `limit` people for each.

    They come kind by kind, who suits it best first. Who is listed for one kind is worth less for the next, so that
    somebody is asked for everything only where nobody else is close. `ties` are in any order.
    """
    places = prospects.places()
    people = [
        (places[tie.contact.id], tie)
        for tie in sorted(ties, key=order)
        if is_close(tie) and can_be_asked(tie.contact, prospects.profile, prospects.now)
    ]
    suited = {(at, kind): (tie, how) for at, tie in people for kind, how in suits(prospects, at, tie).items()}
    usual = {
        kind: statistics.fmean(how.value for (_, of), (_, how) in suited.items() if of is kind)
        for kind in Help
        if suited
    }
    kinds = list(Help)
    chosen: list[tuple[int, Help]] = []

    def worth(one: tuple[int, Help]) -> tuple[float, float, int, tuple[str, str]]:
        (at, kind), (tie, how) = one, suited[one]
        asked = sum(at == other for other, _ in chosen)
        # How much better than most, so that who can judge a resume is not spent on what everybody close can give.
        advantage = how.value / usual[kind] * _ASKED_ALREADY**asked
        return -advantage, -how.value, kinds.index(kind), order(tie)

    while left := [one for one in suited if one not in chosen and sum(one[1] is of for _, of in chosen) < limit]:
        chosen.append(min(left, key=worth))
    found = [
        Supporter(help=kind, tie=tie, value=round(how.value, 4), reason=_reason(prospects, at, tie, kind, how))
        for at, kind in chosen
        for tie, how in [suited[at, kind]]
    ]
    return sorted(found, key=lambda one: (list(Help).index(one.help), -one.value, order(one.tie)))


def _reason(prospects: Prospects, at: int, tie: Tie, kind: Help, how: Suits) -> str:
    near = "" if kind is Help.FEEDBACK else _near(prospects, at, tie)
    told = _kin(tie)
    table = _FEEDBACK if kind is Help.FEEDBACK else _PRACTICE
    if how.by:
        at_work = _work(tie)
        told += f", and {table[how.by]}" + (f" ({at_work})" if at_work else "")
    told += f"; {near}" if near else ""
    return f"{told}: {_FEEDBACK_ASK[how.by] if kind is Help.FEEDBACK else _ASK[kind]}."


def _work(tie: Tie) -> str:
    held = [one for one in work.present(tie.contact) if one.title or one.role or one.name]
    if not held:
        return ""
    best: Organisation = max(held, key=lambda one: work.seniority(one.title or one.role))
    return ", ".join(reasons.short(part) for part in (best.title or best.role, best.name) if part)


def _kin(tie: Tie) -> str:
    said = {"family": "Family", "relative": "A relative", "friend": "A friend", "neighbour": "A neighbour"}
    return f"{said[tie.category]} and close to you" if tie.category in said else "Close to you"


def _near(prospects: Prospects, at: int, tie: Tie) -> str:
    """Return what makes it easy to be in touch, in words; "" where nothing is known."""
    history = prospects.histories[at] if prospects.histories else None
    near = nearness(tie.contact, prospects.profile)
    parts = []
    if near == 1:
        parts.append("lives in your street")
    elif near >= _NEAR:
        parts.append("lives in your town")
    if in_person(history):
        parts.append("you meet")
    elif by_voice(history):
        parts.append("you speak on the phone")
    if companionship(history, prospects.now) >= _OFTEN:
        parts.append("you are in touch in the evening and at weekends")
    return " and ".join(parts[:2]) or reasons.touch(history, prospects.now)

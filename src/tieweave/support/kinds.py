"""The kinds of support in a job search, and how well somebody suits each."""

from __future__ import annotations

import enum

import attrs

from tieweave import ledger
from tieweave.leads import work
from tieweave.leads.prospects import Prospects
from tieweave.leads.words import lexicon, tokens
from tieweave.model import Contact, Tie
from tieweave.support.history import by_voice, companionship, in_person, nearness
from tieweave.support.value import support_value

_OF_CONTACT = "interaction"
"""The kind of evidence that says how much one is in touch: closeness drives comfort and advice, contact only company
(NetHealth manuscripts, Lizardo 2026), so it is left out of closeness here."""
_CLOSENESS_ALONE = 0.4
"""What closeness is worth where somebody's work is of no help; own estimate, as are the shares below."""
_FEEDBACK = {"field": 1.0, "hiring": 1.0, "leading": 0.9, "words": 0.7, "elsewhere": 0.4}
_PRACTICE = {"hiring": 1.0, "listening": 0.9, "leading": 0.9, "field": 0.7, "elsewhere": 0.4}
_WORK_IN_PRACTICE = 0.35
_NEAR_IN_PRACTICE = 0.25
_IN_PERSON = 0.6
_BY_VOICE = 0.4


class Help(enum.StrEnum):
    """What to ask a close person for."""

    FEEDBACK = "feedback"
    """An honest word on the resume."""
    PRACTICE = "practice"
    """Practising interviews."""
    HARD_DAYS = "hard-days"
    """Being there on the days that are hard."""


@attrs.frozen
class Suits:
    """How well somebody suits a kind of support, 0..1, and by what at work: a key of a table above, or ""."""

    value: float
    by: str = ""


def suits(prospects: Prospects, at: int, tie: Tie) -> dict[Help, Suits]:
    """Return how well the contact at a place of the book suits each kind of support."""
    contact = tie.contact
    history = prospects.histories[at] if prospects.histories else None
    close = closeness(tie)
    near = nearness(contact, prospects.profile)
    skills = _skills(prospects, contact)
    read, read_by = _best(_FEEDBACK, skills)
    ask, ask_by = _best(_PRACTICE, skills)
    here = max(near, _IN_PERSON if in_person(history) else 0.0, _BY_VOICE if by_voice(history) else 0.0)
    practice = _CLOSENESS_ALONE + _WORK_IN_PRACTICE * ask + _NEAR_IN_PRACTICE * here
    hard_days = support_value(close, tie.category, nearness=near, companionship=companionship(history, prospects.now))
    return {
        Help.FEEDBACK: Suits(close * (_CLOSENESS_ALONE + (1 - _CLOSENESS_ALONE) * read), read_by),
        Help.PRACTICE: Suits(close * practice, ask_by),
        Help.HARD_DAYS: Suits(hard_days),
    }


def closeness(tie: Tie) -> float:
    """Return how close a tie is, 0..1, when the mere amount of contact is left out."""
    weights = [item.weight for item in tie.evidence if item.toward == ledger.CLOSE and item.kind == _OF_CONTACT]
    if not weights:
        return tie.strength
    strength = min(max(tie.strength, 1e-4), 1 - 1e-4)
    total = ledger.family_sum(weights, ledger.cap(_OF_CONTACT, ledger.CLOSE))
    return ledger.probability(ledger.log_odds(strength) - total)


def _skills(prospects: Prospects, contact: Contact) -> frozenset[str]:
    titles = work.titles(contact)
    words = {word for title in titles for word in tokens(title)}
    found = {table for table in ("hiring", "words", "listening") if not lexicon(table).isdisjoint(words)}
    if any(work.seniority(title) for title in titles):
        found.add("leading")
    if prospects.targets.fit(contact).field:
        found.add("field")
    if work.present(contact):
        found.add("elsewhere")
    return frozenset(found)


def _best(table: dict[str, float], skills: frozenset[str]) -> tuple[float, str]:
    return max(((worth, skill) for skill, worth in table.items() if skill in skills), default=(0.0, ""))

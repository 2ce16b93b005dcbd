"""From evidence to ties: categories, level, strength, and the reasons.

Two axes of additive log-odds, close and work, and one sum a category. A category's sum says how probable the
category is; the two most probable categories then speak of closeness, since most friends are close and most clients
are not. The ledger of a tie lists these too, so its items on the close axis explain its strength.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import attrs

from tieweave import ledger
from tieweave import tie_weights as weights
from tieweave.categories import UNKNOWN, Category, Level
from tieweave.evidence import services
from tieweave.learning import Learned
from tieweave.model import Answer, Asked, CategoryProbability, Contact, Evidence, History, Tie

CATEGORY_PRIOR = -3.0
"""Log-odds of any one category before evidence: one in twenty. Thirty categories share everyone one knows."""

NAMED = 0.5
"""A category is named from this probability on; below it the answer is "unknown"."""

UNDECIDED = "undecided"
"""The kind of an item that says why closeness alone does not settle the level; it weighs nothing."""

_LISTED = 0.15
_SPEAKS = 0.3
_SURE = 3.5
"""Log-odds to which an answer of the user's brings closeness at least: 97 %. A slip of the finger is possible."""
_SURE_CATEGORY = 13.0
_KIN = ("family", "relative")
_OF_WORK = ("co-worker", "past-employer", "client", "supplier")
_OWN_WORDS = frozenset({"label", "relation"})


def base_rate(people: int) -> float:
    """Return the share of close ties to expect among so many people before anything is known of them.

    `clamp(15 / people, 0.08, 0.35)`, see `tie_weights`.
    """
    return min(weights.MOST_SHARE, max(weights.LEAST_SHARE, weights.EXPECTED_CLOSE / max(people, 1)))


def tie(
    contact: Contact,
    evidence: Sequence[Evidence],
    *,
    prior: float,
    categories: Mapping[str, Category],
    expected: float | None = None,
    learned: Learned | None = None,
    answer: Answer | None = None,
    history: History | None = None,
    silence: float = 0.0,
) -> Tie:
    """Return the tie that the `evidence` about one contact adds up to; its order does not matter.

    `prior` is the share (0..1) of close ties to expect, see `base_rate`, beside which a category speaks for or against;
    `categories` are the kinds there are, by slug. `expected` is the share where it is known better.
    What was `learned` from answers about others shifts it, the user's own `answer` about the contact decides, the
    `history` dates it, and `silence` says for how many years nothing more came. Lead and support value are 0: they
    depend on everybody else too.
    """
    if learned is not None and learned.factors:
        evidence = [_factored(item, learned.factors) for item in evidence]
    if answer is not None and answer.category:
        evidence = [*evidence, _said_category(contact, answer)]
    sums = ledger.totals(evidence)
    probable = [
        (slug, p)
        for slug, total in sums.items()
        if slug in categories and (p := ledger.probability(CATEGORY_PRIOR + total)) >= _LISTED
    ]
    if len(probable) > 1:
        probable.sort(key=lambda pair: (-pair[1], pair[0]))
    category = probable[0][0] if probable and probable[0][1] >= NAMED else UNKNOWN
    start = ledger.log_odds((expected or prior) if learned is None else learned.prior)
    added = [_implied(categories[slug], p, ledger.log_odds(prior), contact) for slug, p in probable[:2] if p >= _SPEAKS]
    if learned is not None and learned.factors:
        added = [_factored(item, learned.factors) for item in added]
    close = sums.get(ledger.CLOSE, 0.0)
    if added:
        close += ledger.family_sum([item.weight for item in added], ledger.cap("category", ledger.CLOSE))
    if learned is not None and learned.effects and (effects := _effects(contact, category, learned)):
        close += ledger.sum_of(ledger.LEARNED, ledger.CLOSE, [item.weight for item in effects])
        added += effects
    if answer is not None and answer.level is not None:
        pinned = _said_level(contact, answer, answer.level, start + close)
        close += pinned.weight
        added.append(pinned)
    strength = ledger.probability(start + close)
    work = ledger.probability(ledger.log_odds(weights.WORK_SHARE) + sums.get(ledger.WORK, 0.0))
    known = category != UNKNOWN or work >= weights.KNOWN_THROUGH_WORK or history is not None or _is_told(evidence)
    # Level 1 is for those one sees: a close tie that sleeps stays strong, and waits in Level 2.
    said = None if answer is None else answer.level
    seen = strength if said is not None or category == "family" else strength * _still_seen(silence)
    level = said or _level(seen, known)
    if level is not Level.CLOSE and said is None:
        if strength >= weights.CLOSE_FROM and history is not None:
            added.append(_asleep(contact, history))
        elif level is None and known:
            added.append(_undecided(contact, seen))
    return Tie(
        contact=contact,
        category=category,
        categories=tuple(CategoryProbability(category=slug, probability=round(p, 4)) for slug, p in probable),
        level=level,
        level_probability=None if level is None else round(seen if level is Level.CLOSE else 1 - seen, 4),
        strength=round(strength, 4),
        lead=0.0,
        support=0.0,
        last_interaction=None if history is None else history.last,
        interactions=0 if history is None else history.acts,
        evidence=tuple(sorted((*evidence, *added), key=_order)),
        professions=tuple(
            one for one in services.chances(evidence, sums, CATEGORY_PRIOR) if one.probability >= _LISTED
        ),
        start=round(ledger.probability(start), 6),
    )


class Sphere(NamedTuple):
    """Where ego knows somebody from: through `work`, and not as family or friend; or as of ego's `kin`."""

    work: bool
    kin: bool


_NO_SPHERE = Sphere(work=False, kin=False)
_TELL_SPHERES = frozenset({ledger.WORK, *_KIN, *_OF_WORK})


def sphere(evidence: Sequence[Evidence]) -> Sphere:
    """Return where ego knows somebody from, as the evidence of the address book has it."""
    if _TELL_SPHERES.isdisjoint([item.toward for item in evidence]):
        return _NO_SPHERE
    sums = ledger.totals(evidence)
    kin = any(CATEGORY_PRIOR + sums.get(slug, 0.0) >= 0 for slug in _KIN)
    friend = CATEGORY_PRIOR + sums.get("friend", 0.0) >= 0
    line = ledger.log_odds(weights.KNOWN_THROUGH_WORK) - ledger.log_odds(weights.WORK_SHARE)
    work = sums.get(ledger.WORK, 0.0) >= line or any(CATEGORY_PRIOR + sums.get(slug, 0.0) >= 0 for slug in _OF_WORK)
    return Sphere(work=work and not (kin or friend), kin=kin)


def _is_told(evidence: Sequence[Evidence]) -> bool:
    """Return whether ego's own words tell of closeness, as the label "Acquaintances" does."""
    return any(item.toward == ledger.CLOSE and item.kind in _OWN_WORDS for item in evidence)


def _factored(item: Evidence, factors: Mapping[str, float]) -> Evidence:
    factor = factors.get(item.kind, 1.0)
    if item.toward != ledger.CLOSE or factor == 1.0:
        return item
    return attrs.evolve(item, weight=round(item.weight * factor, 4))


def _effects(contact: Contact, category: str, learned: Learned) -> list[Evidence]:
    names = [organisation.name for organisation in contact.organisations if organisation.name]
    return [
        _item(contact, ledger.LEARNED, f"your answers about others of the {kind} {value!r}", weight)
        for (kind, value), weight in learned.effects_on(category, names)
    ]


def _said_category(contact: Contact, answer: Answer) -> Evidence:
    return _item(contact, ledger.ANSWER, _said(answer, "so"), _SURE_CATEGORY, answer.category)


def _said_level(contact: Contact, answer: Answer, level: Level, so_far: float) -> Evidence:
    wanted = max(_SURE, so_far) if level is Level.CLOSE else min(-_SURE, so_far)
    return _item(contact, ledger.ANSWER, _said(answer, f"Level {int(level)}"), wanted - so_far)


def _said(answer: Answer, what: str) -> str:
    return f"a label of yours says {what}" if answer.asked is Asked.WRITTEN else f"you said {what}"


def _still_seen(silence: float) -> float:
    """Return how probable it is that a close tie is still a seen one after so many years of silence."""
    return math.exp2(-max(0.0, silence - 1) / weights.ASLEEP)


def _asleep(contact: Contact, history: History) -> Evidence:
    detail = f"likely close, but no contact since {history.last:%B %Y}: Level 1 is for those you see"
    return _item(contact, UNDECIDED, detail, 0.0)


def _undecided(contact: Contact, strength: float) -> Evidence:
    line = f"between {weights.ACQUAINTED_TO:.0%} and {weights.CLOSE_FROM:.0%}"
    return _item(contact, UNDECIDED, f"close with {strength:.0%}: {line} nobody should guess", 0.0)


def _item(contact: Contact, kind: str, detail: str, weight: float, toward: str = ledger.CLOSE) -> Evidence:
    """Return an item that the classifier itself adds to the ledger."""
    source = "you" if kind == ledger.ANSWER else "tieweave"
    return Evidence(kind=kind, detail=detail, toward=toward, weight=round(weight, 4), source=source, contact=contact.id)


def _implied(category: Category, p: float, start: float, contact: Contact) -> Evidence:
    """Return what being probably of a category says of closeness."""
    detail, log_odds = _closeness_of(category.label, category.close)
    return _item(contact, "category", detail, p * (log_odds - start))


@functools.lru_cache(maxsize=1024)
def _closeness_of(label: str, close: float) -> tuple[str, float]:
    """Return what a category's share of close people says, in words and in log-odds: the same for thousands."""
    return f"about {close:.0%} of people in the category {label.lower()!r} are close", ledger.log_odds(close)


def _level(strength: float, known: bool) -> Level | None:
    """Return the level, or None between the lines, and where nothing but closeness is known: no forced guess."""
    if strength >= weights.CLOSE_FROM:
        return Level.CLOSE
    return Level.ACQUAINTED if known and strength <= weights.ACQUAINTED_TO else None


def _order(item: Evidence) -> tuple[float, str, str, str, str]:
    return (-abs(item.weight), item.kind, item.toward, item.detail, item.source)


def best_reason(found: Tie) -> str:
    """Return the one piece of evidence that best says why: for the category if one is named, else for the level."""
    if found.contact.kind == "group":
        return "a group of people, not a person"
    undecided = [item for item in found.evidence if item.kind == UNDECIDED]
    if undecided:
        return undecided[0].detail
    toward = {found.category}
    if found.category == UNKNOWN:
        if doubt := services.doubt(found):
            return doubt
        toward = {ledger.CLOSE} if found.level is Level.CLOSE else {ledger.WORK, ledger.CLOSE}
    reasons = [item for item in found.evidence if item.toward in toward and item.kind != "category"]
    sign = 1
    if found.category == UNKNOWN and found.level is Level.ACQUAINTED:
        sign = -1
        # How one is in touch tells more of a mere acquaintance than what they lack.
        reasons.sort(key=lambda item: item.kind != "interaction")
        if reasons and reasons[0].kind == "interaction":
            return reasons[0].detail
    speaking = [item for item in reasons if item.weight * (sign if item.toward == ledger.CLOSE else 1) > 0]
    if speaking:
        return speaking[0].detail
    if found.evidence:
        return "too little to go by: " + found.evidence[0].detail
    return "nothing known but the name" if found.contact.name else "nothing known"

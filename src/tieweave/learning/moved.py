"""What the answers moved, in plain words: nothing is learned that is not said."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from tieweave import ledger, organisation_names
from tieweave.categories import by_slug
from tieweave.learning.cases import CATEGORY, Case, Key, shared_keys
from tieweave.model import Asked

_LEAST_EFFECT = 0.1
"""Log-odds below which an effect changes no verdict that anybody would notice: two or three percent at most."""

_LEAST_FACTOR = 0.05

_SAY = {
    "label": "your labels say",
    "relation": "relation words say",
    "category": "the category says",
    "household": "a shared household, street or surname says",
    "field": "personal fields say",
    "circle": "shared employers and schools say",
    "title": "job titles say",
    "interaction": "being in touch says",
    "overlap": "whom else they know says",
    "favour": "helping each other says",
    "acquaintance": "how long you know each other says",
    "place": "one place of work says",
    "rank": "one job title says",
    "likeness": "one department, field or age says",
}
"""How a kind of evidence is called in a sentence; another is called by its name."""


def moved(
    cases: Sequence[Case], start: float, prior: float, effects: Mapping[Key, float], factors: Mapping[str, float]
) -> tuple[str, ...]:
    """Return what moved, a sentence each: the base rate, then the effects and the factors, the largest first."""
    return (*_base_rate(cases, start, prior), *_effects(cases, effects), *_factors(factors))


def _base_rate(cases: Sequence[Case], start: float, prior: float) -> Iterator[str]:
    if _percent(start) == _percent(prior):
        return
    drawn = [case for case in cases if case.asked is Asked.RANDOM]
    unasked = [case for case in cases if case.asked is Asked.VOLUNTEERED]
    reasons = []
    if drawn:
        close = sum(case.close for case in drawn)
        expected = math.fsum(
            ledger.probability(ledger.log_odds(start) + math.fsum(case.sums.values())) for case in drawn
        )
        reasons.append(f"of {len(drawn)} drawn by lot {close} {_are(close)} close, where {expected:.1f} were expected")
    if unasked:
        close = sum(case.close for case in unasked)
        reasons.append(f"of {len(unasked)} you labelled unasked {close} {_are(close)} close (these count less)")
    now = f"{_percent(prior)} of people are taken to be close to begin with, not {_percent(start)}"
    yield ": ".join([now, *(["; ".join(reasons)] if reasons else [])])


def _effects(cases: Sequence[Case], effects: Mapping[Key, float]) -> Iterator[str]:
    counted = Counter(key for case in cases for key in shared_keys(case.category, case.organisations))
    for key, effect in sorted(effects.items(), key=lambda pair: (-abs(pair[1]), pair[0])):
        if abs(effect) < _LEAST_EFFECT:
            continue
        count = f"{counted[key]} {'answer' if counted[key] == 1 else 'answers'}"
        yield f"{_who(key, cases)} count as {'closer' if effect > 0 else 'less close'}: {effect:+.1f} ({count})"


def _who(key: Key, cases: Sequence[Case]) -> str:
    kind, value = key
    if kind == CATEGORY:
        known = by_slug().get(value)
        return f"people in the category {(known.label if known else value).lower()!r}"
    written = Counter(
        name for case in cases for name in case.organisations if " ".join(organisation_names.key(name)) == value
    )
    return f"people at {min(written, key=lambda name: (-written[name], name))}"


def _factors(factors: Mapping[str, float]) -> Iterator[str]:
    for kind, factor in sorted(factors.items(), key=lambda pair: (-abs(pair[1] - 1), pair[0])):
        if abs(factor - 1) >= _LEAST_FACTOR:
            says = _SAY.get(kind, f"evidence of the kind {kind!r} says")
            yield f"what {says} of closeness counts {factor:.2f} times"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _percent(share: float) -> str:
    return f"{share * 100:.0f} %"

"""Fit the weights of closeness anew to people's own answers, set by set and over the sets, beside those that ship.

    python benchmarks/tie_weights.py [--data ../shared/data/ties] [--markdown]

The terms are those that tieweave computes, before their weights and before the index of interactions is bent. A fit is
a logistic regression with a level of closeness for each ego (drawn together by a Gaussian prior), so a weight tells how
ego's people differ from each other, not how egos do; standard errors are robust to what the pairs of one ego have in
common. "alone" is fitted with no other term, "together" with all that the set has. Over the sets: the mean and spread
of a random-effects model (DerSimonian & Laird 1986). Weights that ship are rounded and shrunk: what is fitted is of few
and small worlds. Last, the weights are fitted to all sets but one, and tried on that one. Needs the extra "bench".
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs
import numpy as np

import tie_scores as scores
import tieweave
from tie_scores import Answers, Booleans, Floats
from tie_sets import SETS, Ego
from ties import CLOCKS, FOLDERS, NOW, TIMED, table
from tieweave import circles, classifier, evidence, history, ledger, resolve
from tieweave import tie_weights as weights
from tieweave.evidence import interactions
from tieweave.evidence.standing_out import Others
from tieweave.model import Contact

_LEVELS_OF_EGOS = 1.0
"""The standard deviation expected of egos' levels of closeness."""
_ANY_WEIGHT = 2.5
"""The standard deviation expected of a weight, wide enough to say little (Gelman et al., Ann. Appl. Stat. 2008)."""
_IN_ANOTHER_SET = 1.0
"""The same where a weight is carried over to another set: what is barely known should do little there."""
_LEAST, _SPREAD = 20, 0.1
"""Pairs that a yes-or-no term, and the standard deviation that a measure, needs to be fitted."""

ROLES: Mapping[str, str] = {
    "Friends": "friend",
    "Other family": "other family",
    "Relatives": "other family",
    "Acquaintances": "acquaintance",
    "Colleagues": "colleague",
    "Neighbours": "neighbour",
    "Partner": "partner",
    "Parents": "parent, child or sibling",
    "Children": "parent, child or sibling",
    "Siblings": "parent, child or sibling",
}
"""What a label of the sets means."""
_LABEL = {role: label for label, role in reversed(tuple(ROLES.items()))}
_FRIEND = "friend"

_LIKENESS: Mapping[str, str] = {
    "works in the place": "same office, against another",
    "works in another place": "same office, against another",
    "has your job title": "same rank, against another",
    "has another job title": "same rank, against another",
    "is in your department": "same department",
    "in your field": "same discipline, elsewhere",
    "is about your age": "within five years of age",
}
"""The terms of likeness by how their details begin."""
_OTHER_AGE = "fifteen years apart or more"

_SHARE, _STANDING, _AMOUNT = "log share", "standing", "share and standing as weighed"

SHIPPED: Mapping[str, float] = {
    _SHARE: weights.AMOUNT,
    _STANDING: weights.STANDING,
    _AMOUNT: 1.0,
    "log days": weights.DAYS,
    "log off-hours": weights.OFF_HOURS,
    "span": weights.SPAN,
    "overlap": weights.OVERLAP,
    "known to family": weights.KNOWN_TO_FAMILY,
    "same office, against another": weights.SAME_OFFICE - weights.OTHER_OFFICE,
    "same rank, against another": weights.SAME_RANK - weights.OTHER_RANK,
    "same department": weights.SAME_DEPARTMENT,
    "same discipline, elsewhere": weights.SAME_FIELD,
    "within five years of age": weights.SAME_AGE,
    _OTHER_AGE: weights.OTHER_AGE,
    "household": weights.HOUSEHOLD,
    "known over five years": weights.LONG_KNOWN,
    "known under two years": weights.BARELY_KNOWN,
}
"""The weights that ship, by term; those of roles are asked of tieweave itself."""


# -- The terms ---------------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True, eq=False)
class Terms:
    """One set: its pairs with an answer, and the value of each term of each pair, a row a pair."""

    name: str
    answers: Answers
    names: tuple[str, ...]
    values: Floats
    strength: Floats

    @property
    def apart(self) -> tuple[str, ...]:
        """The terms that say different things: within one ego the share and the standing are nearly one."""
        return tuple(name for name in self.names if name not in (_SHARE, _STANDING))

    @property
    def whole(self) -> tuple[str, ...]:
        """All terms, the share and the standing each for itself."""
        return tuple(name for name in self.names if name != _AMOUNT)

    def column(self, name: str) -> Floats:
        """Return the values of one term, 0 where the set has none."""
        if name not in self.names:
            return np.zeros(len(self.values))
        values: Floats = self.values[:, self.names.index(name)]
        return values


def read(name: str, folder: Path) -> Terms:
    """Return the terms of a set."""
    rows: list[Mapping[str, float]] = []
    number: list[int] = []
    close: list[bool] = []
    strength: list[float] = []
    now = CLOCKS.get(name, NOW)
    for at, ego in enumerate(SETS[name](folder / FOLDERS.get(name, name))):
        book = tieweave.Book(contacts=ego.contacts, interactions=ego.interactions, profile=ego.profile)
        found = {tie.contact.key: tie.strength for tie in tieweave.classify(book, now=now)}
        for key, row in of_ego(ego, now, timed=name in TIMED):
            if key in ego.close:
                rows.append(row)
                number.append(at)
                close.append(ego.close[key])
                strength.append(found[key])
    names = sorted({term for row in rows for term in row}, key=_place)
    values = np.array([[row.get(term, 0.0) for term in names] for row in rows])
    kept = [at for at in range(len(names)) if _told(values[:, at])]
    return Terms(
        name=name,
        answers=Answers(np.array(number), np.array(close)),
        names=tuple(names[at] for at in kept),
        values=values[:, kept],
        strength=np.array(strength),
    )


def _place(term: str) -> tuple[int, str]:
    return (list(SHIPPED).index(term) if term in SHIPPED else len(SHIPPED), term)


def _told(values: Floats) -> bool:
    """Return whether a term differs enough from pair to pair to be fitted."""
    if _is_measure(values):
        return bool(values.std() >= _SPREAD)
    return len(np.unique(values)) > 1 and int((values != 0).sum()) >= _LEAST


def _is_measure(values: Floats) -> bool:
    return len(np.unique(values)) > 3


def of_ego(ego: Ego, now: dt.datetime, *, timed: bool) -> Iterator[tuple[str, Mapping[str, float]]]:
    """Yield the terms of each contact of an ego, by the contact's key, as tieweave finds them."""
    contacts = resolve.identify(ego.contacts)
    acts = history.histories(contacts, ego.interactions)
    network = circles.network(contacts, ego.profile, acts.together)
    found = evidence.collect(contacts, ego.profile, now)
    spheres = [classifier.sphere(found[contact.id]) for contact in contacts]
    work = [sphere.work for sphere in spheres]
    rows: list[dict[str, float]] = [{} for _ in contacts]
    for channel in {act.channel for act in ego.interactions}:
        for row, said in zip(rows, interactions.terms(channel, acts.of, work, now), strict=True):
            for term, value in _of_channel(said, timed=timed).items():
                row[term] = row.get(term, 0.0) + value
    counts = [network.overlap(at) for at in range(len(contacts))]
    of_kin = [
        sum(sure for other, sure in network.links(at) if spheres[other].kin) if any(counts) else 0.0
        for at in range(len(contacts))
    ]
    for term, known in (("overlap", counts), ("known to family", of_kin)):
        for row, value in zip(rows, _standing(known, work), strict=True):
            row[term] = value
    for contact, row in zip(contacts, rows, strict=True):
        row.update(_of_card(contact, found[contact.id]))
        yield contact.key, row


def _of_channel(said: interactions.Terms, *, timed: bool) -> dict[str, float]:
    row = {_SHARE: said.share, _STANDING: said.standing}
    row[_AMOUNT] = weights.AMOUNT * said.share + weights.STANDING * said.standing
    if timed:
        row |= {"log days": said.days, "log off-hours": said.off_hours, "span": said.span}
    return row


def _standing(known: Sequence[float], work: Sequence[bool]) -> Iterator[float]:
    logs = [math.log1p(count) for count in known]
    spheres = {side: Others(log for log, own in zip(logs, work, strict=True) if own is side) for side in (True, False)}
    for log, own in zip(logs, work, strict=True):
        yield spheres[own].standing(log) if any(known) else 0.0


def _of_card(contact: Contact, found: Iterable[tieweave.Evidence]) -> dict[str, float]:
    row: dict[str, float] = {}
    for item in found:
        if item.toward != ledger.CLOSE:
            continue
        if item.kind in ("place", "rank", "likeness"):
            term = next((term for begins, term in _LIKENESS.items() if item.detail.startswith(begins)), _OTHER_AGE)
            # A contrast is half a step up and half a step down: its weight is the whole step.
            row[term] = math.copysign(0.5, item.weight) if term.endswith("another") else 1.0
        elif item.kind == "acquaintance":
            row["known over five years" if item.weight > 0 else "known under two years"] = 1.0
        elif item.kind == "household":
            row["household"] = 1.0
    for label in contact.labels:
        if label in ROLES:
            row[ROLES[label]] = 1.0
    return row


def shipped(term: str) -> float:
    """Return the weight that ships; of a role, by how much more its label says than that of a friend does."""
    return SHIPPED[term] if term in SHIPPED else _of_label(term) - _of_label(_FRIEND)


def _of_label(role: str) -> float:
    (tie,) = tieweave.classify([Contact(name="Person", labels=[_LABEL[role]])], now=NOW)
    return ledger.log_odds(tie.strength) - ledger.log_odds(tie.start)


# -- Fits --------------------------------------------------------------------------------------------------------------


@attrs.frozen(eq=False)
class Fit:
    """The weights of a logistic regression, and the covariance of their errors."""

    weights: Floats
    covariance: Floats

    def of(self, contrast: Floats) -> tuple[float, float]:
        """Return a contrast of the weights and its standard error."""
        return float(contrast @ self.weights), float(np.sqrt(contrast @ self.covariance @ contrast))


def fit(values: Floats, close: Booleans, clusters: Floats, penalty: Floats, count: Floats) -> Fit:
    """Return the logistic regression of `close` on `values` with a Gaussian prior on each weight.

    `clusters` has a row a cluster, 1 where a pair is in it; the errors are robust to what pairs of one have in common.
    """
    found = np.zeros(values.shape[1])
    for _ in range(100):
        sure = 1 / (1 + np.exp(-values @ found))
        bend = (values * (count * sure * (1 - sure))[:, None]).T @ values + np.diag(penalty)
        step = np.linalg.solve(bend, values.T @ (count * (close - sure)) - penalty * found)
        found = found + step * min(1.0, 3.0 / max(1e-12, float(np.abs(step).max())))
        if float(np.abs(step).max()) < 1e-9:
            break
    pull = clusters @ (values * (count * (close - sure))[:, None])
    inverse = np.linalg.inv(bend)
    size = len(clusters)
    return Fit(found, inverse @ (pull.T @ pull) @ inverse * size / (size - 1))


def within(data: Terms, names: Sequence[str]) -> Fit:
    """Return the fit of some terms to one set, with a level of each ego."""
    egos = (data.answers.ego == np.arange(data.answers.egos)[:, None]).astype(np.float64)
    values = np.column_stack([*(data.column(name) for name in names), np.ones(len(data.values)), egos.T])
    prior = [*[_ANY_WEIGHT] * len(names), 10.0, *[_LEVELS_OF_EGOS] * len(egos)]
    return fit(values, data.answers.close, egos, np.array(prior) ** -2.0, np.ones(len(values)))


def told(data: Terms, names: Sequence[str], term: str) -> tuple[float, float]:
    """Return the weight of one term, with its standard error, when `names` are fitted; of a role, against a friend."""
    found = within(data, names)
    contrast = np.zeros(len(found.weights))
    contrast[names.index(term)] = 1.0
    if term not in SHIPPED:
        contrast[names.index(_FRIEND)] = -1.0
    return found.of(contrast)


def over_sets(found: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Return the mean of weights found in several sets, its standard error, and how far the sets differ (as an sd)."""
    value, error = np.array(found).T
    sure = error**-2.0
    mean = (sure * value).sum() / sure.sum()
    apart = (sure * (value - mean) ** 2).sum() - (len(found) - 1)
    between = max(0.0, float(apart / (sure.sum() - (sure**2).sum() / sure.sum())))
    sure = 1 / (error**2 + between)
    return float((sure * value).sum() / sure.sum()), float(sure.sum() ** -0.5), math.sqrt(between)


# -- All sets but one --------------------------------------------------------------------------------------------------


def without(data: Sequence[Terms], left_out: Terms) -> tuple[Floats, tuple[str, ...]]:
    """Return what weights fitted to all other sets say of one, and the terms of it that none of them has.

    Each set counts as much as any other and has a level of its own. A term that no other set has weighs nothing.
    """
    rest = [one for one in data if one is not left_out]
    names = sorted({name for one in rest for name in one.whole}, key=_place)
    total = sum(len(one.values) for one in rest)
    levels = [np.repeat(np.eye(len(rest))[[at]], len(one.values), axis=0) for at, one in enumerate(rest)]
    values = np.vstack(
        [
            np.column_stack([*(one.column(name) for name in names), level])
            for one, level in zip(rest, levels, strict=True)
        ]
    )
    close = np.concatenate([one.answers.close for one in rest])
    count = np.concatenate([np.full(len(one.values), total / len(rest) / len(one.values)) for one in rest])
    prior = np.array([*[_IN_ANOTHER_SET] * len(names), *[10.0] * len(rest)])
    found = fit(values, close, np.eye(len(rest)) @ np.vstack(levels).T, prior**-2.0, count)
    said = sum(
        (weight * left_out.column(name) for name, weight in zip(names, found.weights, strict=False)),
        np.zeros(len(left_out.values)),
    )
    return said, tuple(name for name in left_out.whole if name not in names)


def areas(data: Terms, said: Floats) -> str:
    """Return the areas under the curve, within ego and of all pairs, as text."""
    once = np.ones((1, data.answers.egos), dtype=np.int64)
    won = scores.wins(data.answers, said)
    per_ego, pooled = scores.per_ego_auc(data.answers, won), scores.pooled_auc(data.answers, won)
    return f"{per_ego(once)[0]:.3f} / {pooled(once)[0]:.3f}"


# -- Tables ------------------------------------------------------------------------------------------------------------


def fitted(data: Sequence[Terms], *, markdown: bool) -> str:
    """Return the table of weights."""
    rows = []
    for term in sorted({name for one in data for name in one.names if name != _FRIEND}, key=_place):
        own = shipped(term)
        found = []
        for one in data:
            if term not in one.names or (term not in SHIPPED and _FRIEND not in one.names):
                continue
            alone = told(one, (term,) if term in SHIPPED else (term, _FRIEND), term)
            together = told(one, one.apart, term) if term in one.apart else None
            found.append(together or alone)
            column = one.column(term)
            pairs = len(column) if _is_measure(column) else int((column != 0).sum())
            shown = ("–" if fit_ is None else f"{fit_[0]:+.2f} ± {fit_[1]:.2f}" for fit_ in (alone, together))
            kept = "–" if together is None else _kept(own, together[0])
            rows.append([_title(term), one.name, f"{pairs:,}", *shown, f"{own:+.2f}", kept])
        if len(found) > 1:
            mean, error, spread = over_sets(found)
            said = f"{mean:+.2f} ± {error:.2f}, sd {spread:.2f}"
            # The share and the standing ship side by side, so neither alone is to be what it is without the other.
            kept = "–" if term in (_SHARE, _STANDING) else _kept(own, mean)
            rows.append([_title(term), "over the sets", "", "", said, f"{own:+.2f}", kept])
    head = ("term", "set", "pairs", "alone", "together", "shipped", "shipped / fitted")
    return table(head, rows, markdown=markdown)


def _title(term: str) -> str:
    return term if term in SHIPPED else f"{term}, against friend"


def _kept(own: float, found: float) -> str:
    return f"{own / found:.2f}" if abs(found) > 0.05 else "–"


def left_out(data: Sequence[Terms], *, markdown: bool) -> str:
    """Return the table of what the other sets' weights reach in each that has interactions.

    The two others tell roles, each its own, so neither can stand in for the other.
    """
    rows = []
    counted = [one for one in data if _SHARE in one.names]
    for one in counted:
        said, only_here = without(counted, one)
        own = within(one, one.whole).weights[: len(one.whole)]
        in_sample = sum((weight * one.column(name) for name, weight in zip(one.whole, own, strict=True)), 0.0 * said)
        shown = (areas(one, one.strength), areas(one, said), areas(one, in_sample))
        rows.append([one.name, *shown, ", ".join(map(_title, only_here)) or "–"])
    head = ("set", "as it ships", "fitted to the other sets", "fitted to this set", "terms that only this set has")
    return table(head, rows, markdown=markdown)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared/data/ties")
    parser.add_argument("--markdown", action="store_true", help="print the tables as docs/tie-strength.md has them")
    options = parser.parse_args()
    data = [read(name, options.data) for name in SETS]
    parts = (
        ("Weights fitted anew", fitted(data, markdown=options.markdown)),
        ("Fitted to all sets but one", left_out(data, markdown=options.markdown)),
    )
    for title, text in parts:
        print(f"### {title}\n\n{text}\n" if options.markdown else f"{title}\n{text}\n")


if __name__ == "__main__":
    main()

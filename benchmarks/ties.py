"""Measure the strength of ties against people's own answers: eleven data sets, and a firm's mail as a control.

    python benchmarks/ties.py [--data ../shared/data/ties] [--sets NAME ...] [--resamples 1000] [--seed 7] [--markdown]

tieweave is asked through its public API alone: contacts, interactions and a profile in (`tie_sets` says how they are
made of each set), strengths and levels out, one set of weights for all. docs/tie-strength.md defines what is printed,
and holds what `--markdown` prints. Beside it stand counts and times alone, a formula written down beforehand, and what
a logistic regression and gradient boosting reach that were trained on other egos of the very set. Needs the extra
"bench".
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs
import numpy as np

import tie_scores as scores
import tieweave
from tie_scores import Answers, Estimate, Floats, Statistic
from tie_sets import SETS, Ego, manufacturing
from tieweave import Channel, Interaction, Level, Tie

FOLDERS: Mapping[str, str] = {"bkfra": "bk", "bkoff": "bk", "bktec": "bk"}
"""Where a set is, if not in the folder of its name."""

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
CLOCKS: Mapping[str, dt.datetime] = {"hs2013": dt.datetime(2013, 12, 10, tzinfo=dt.UTC)}
"""The clock of the run, soon after the last interaction."""
TIMED = frozenset({"hs2013"})
"""The sets whose interactions are dated; the others are only counted."""

MEAN_OF = ("hs2013", "eies", "bkfra", "bkoff", "bktec", "lazega")
"""The sets with interactions whose answers are independent of them: facts/ties.md has baselines for their mean."""

DOMAIN = "acme-works.example"
"""For the control: the domain of everybody's address, where people have one."""
CONTROL_NOW = dt.datetime(2010, 10, 5, tzinfo=dt.UTC)

_FEW = 3
"""Made-up others by which a z-score is shrunk: with few contacts nobody stands out much."""
_FOLDS = 10
_MORNING, _EVENING, _SATURDAY, _NOON, _AFTERNOON = 7, 19, 5, 12, 14
_DAY = 86_400.0


# -- What tieweave says ------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True, eq=False)
class Asked:
    """One set: the answers, and of each pair the strength and level that tieweave finds, and other measures.

    `others_answer` is what the other of a pair answers about ego, None where nobody can tell.
    """

    answers: Answers
    strength: Floats
    level: tuple[Level | None, ...]
    baselines: Mapping[str, Floats]
    features: Floats
    others_answer: tuple[bool | None, ...]
    seconds: float


def ask(egos: Sequence[Ego], now: dt.datetime, *, timed: bool) -> Asked:
    """Return what tieweave and the plain measures say of every pair with an answer."""
    numbers: list[int] = []
    said: list[bool] = []
    held: list[Tie] = []
    plain: list[Mapping[str, float]] = []
    features: list[Mapping[str, float]] = []
    back: list[bool | None] = []
    answers = {(ego.name, key): close for ego in egos for key, close in ego.close.items()}
    counted = any(ego.interactions for ego in egos)
    seconds = 0.0
    for number, ego in enumerate(egos):
        book = tieweave.Book(contacts=ego.contacts, interactions=ego.interactions, profile=ego.profile)
        started = time.perf_counter()
        ties = {tie.contact.key: tie for tie in tieweave.classify(book, now=now)}
        seconds += time.perf_counter() - started
        measures = by_hand(ego, timed=timed) if counted else {key: {} for key in ego.close}
        for key, close in ego.close.items():
            numbers.append(number)
            said.append(close)
            held.append(ties[key])
            plain.append(measures[key])
            features.append({**measures[key], **_told(ties[key])})
            back.append(answers.get((key, ego.name)))
    names = sorted({name for row in features for name in row})
    shown = [name for name in BASELINES if name in plain[0]]
    symmetric = all(other is None or other is close for other, close in zip(back, said, strict=True))
    return Asked(
        answers=Answers(np.array(numbers), np.array(said)),
        strength=np.array([tie.strength for tie in held]),
        level=tuple(tie.level for tie in held),
        baselines={name: np.array([row[name] for row in plain]) for name in shown},
        features=np.array([[row.get(name, 0.0) for name in names] for row in features]),
        # Where the answers of the two are one by the making of the set, the other's tells nothing.
        others_answer=tuple(None if symmetric else other for other in back),
        seconds=seconds,
    )


BASELINES = ("count", "days", "span", "recency", "formula")
"""Interactions counted; their distinct days; the days from the first to the last; how late the last one was; and
`0.5*log1p(count) + z(log1p(count)) + 0.5*z(log1p(span))`, z among ego's contacts, as facts/ties.md has it."""


def by_hand(ego: Ego, *, timed: bool) -> dict[str, dict[str, float]]:
    """Return, by contact, what can be read off the interactions; what is about time only where they are dated."""
    acts: dict[str, list[Interaction]] = defaultdict(list)
    for act in ego.interactions:
        for one in act.participants:
            acts[one].append(act)
    keys = [contact.key for contact in ego.contacts]
    latest = max((act.when for act in ego.interactions), default=NOW)
    found: dict[str, dict[str, float]] = {}
    for key in keys:
        own = acts[key]
        times = [act.when for act in own]
        row = {"count": float(len(own)), "span": 0.0}
        row["sent"] = float(sum(act.direction is tieweave.Direction.OUT for act in own))
        row["received"] = float(sum(act.direction is tieweave.Direction.IN for act in own))
        if timed:
            row["days"] = float(len({when.date() for when in times}))
            row["span"] = (max(times) - min(times)).total_seconds() / _DAY if times else 0.0
            row["recency"] = -(latest - max(times)).total_seconds() / _DAY if times else -1e4
            row["off-hours"] = float(sum(_is_off_hours(act) for act in own))
        found[key] = row
    amount = _standing([math.log1p(found[key]["count"]) for key in keys])
    lasting = _standing([math.log1p(found[key]["span"]) for key in keys])
    total = sum(row["count"] for row in found.values())
    for key, often, long in zip(keys, amount, lasting, strict=True):
        row = found[key]
        row["formula"] = 0.5 * math.log1p(row["count"]) + often + 0.5 * long
        row["share"] = math.log((row["count"] + 1) / (total + len(keys)))
        for name in ("count", "sent", "received", "days", "span", "off-hours"):
            if name in row:
                row[f"log {name}"] = math.log1p(row[name])
        row["z count"], row["z span"] = often, long
        if not timed:
            del row["span"]
    return found


def _is_off_hours(act: Interaction) -> bool:
    hour = act.when.hour
    lunch = _NOON <= hour < _AFTERNOON and act.channel in (Channel.CALL, Channel.MEETING)
    return lunch or hour < _MORNING or hour >= _EVENING or act.when.weekday() >= _SATURDAY


def _standing(values: Sequence[float]) -> list[float]:
    spread = float(np.std(values)) or 1.0
    shrunk = len(values) / (len(values) + _FEW)
    return [shrunk * (value - float(np.mean(values))) / spread for value in values]


def _told(tie: Tie) -> dict[str, float]:
    """Return what the ledger of a tie says beyond the interactions, by kind, and the labels themselves."""
    found: dict[str, float] = defaultdict(float)
    for item in tie.evidence:
        if item.toward == "close" and item.kind != "interaction":
            found[f"evidence {item.kind}"] += item.weight
    for label in tie.contact.labels:
        found[f"label {label}"] = 1.0
    return found


# -- What training reaches ---------------------------------------------------------------------------------------------


def trained(asked: Asked, seed: int) -> dict[str, Floats]:
    """Return what models say that were trained on the other egos of the set: ten parts, each ego in one."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import GroupKFold, cross_val_predict
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler
    from threadpoolctl import threadpool_limits

    models = {
        "logistic": make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=2000)),
        "boosting": HistGradientBoostingClassifier(
            max_iter=100, learning_rate=0.05, max_leaf_nodes=8, early_stopping=False, random_state=seed
        ),
    }
    answers, folds = asked.answers, GroupKFold(_FOLDS)
    # Sets are small: threads that wait for each other cost more than they bring.
    with threadpool_limits(limits=1):
        return {
            name: cross_val_predict(
                model, asked.features, answers.close, groups=answers.ego, cv=folds, method="predict_proba"
            )[:, 1]
            for name, model in models.items()
        }


# -- Scores ------------------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True, eq=False)
class Measured:
    """The scores of one set; areas of other measures are within ego and of all pairs together, by name."""

    name: str
    pairs: int
    egos: int
    share: float
    expected: float
    auc: Estimate
    per_ego: Estimate
    per_ego_drawn: Floats
    balanced: Estimate
    by_level: float
    undecided: float
    others_answer: float | None
    error: float
    floor: tuple[float, float]
    error_of_equal_width: float
    error_before: float
    slope: Estimate
    others: Mapping[str, tuple[float, float]]
    ahead: Mapping[str, Estimate]
    seconds: float


def measure(name: str, folder: Path, resamples: int, seed: int) -> Measured:
    """Return the scores of one set."""
    egos = list(SETS[name](folder / FOLDERS.get(name, name)))
    asked = ask(egos, CLOCKS.get(name, NOW), timed=name in TIMED)
    answers = asked.answers
    drawn = answers.resamples(resamples, seed)
    odds = scores.log_odds(asked.strength)
    won = scores.wins(answers, asked.strength)
    per_ego = scores.per_ego_auc(answers, won)
    right = scores.shifted(answers, odds)
    alike = scores.bins_of_equal_count(right)
    rivals = {**asked.baselines, **trained(asked, seed)}
    areas: dict[str, tuple[float, float]] = {}
    ahead: dict[str, Estimate] = {}
    for rival, values in rivals.items():
        theirs = scores.wins(answers, values)
        within = scores.per_ego_auc(answers, theirs)
        areas[rival] = _once(within, answers), _once(scores.pooled_auc(answers, theirs), answers)
        gain = per_ego(drawn) - within(drawn)
        ahead[rival] = Estimate.of(_once(per_ego, answers) - areas[rival][0], gain)
    at_level_1 = np.array([level is Level.CLOSE for level in asked.level])
    before = scores.calibration_error(answers.close, asked.strength, scores.bins_of_equal_count(asked.strength))
    return Measured(
        name=name,
        pairs=len(asked.strength),
        egos=answers.egos,
        share=answers.share,
        expected=float(asked.strength.mean()),
        auc=scores.estimate(scores.pooled_auc(answers, won), answers, drawn),
        per_ego=scores.estimate(per_ego, answers, drawn),
        per_ego_drawn=per_ego(drawn),
        balanced=scores.estimate(scores.balanced_accuracy(answers, odds), answers, drawn),
        by_level=_once(scores.balanced_accuracy_of(answers, at_level_1), answers),
        undecided=sum(level is None for level in asked.level) / len(asked.level),
        others_answer=_by_the_other(asked),
        error=float(scores.calibration_error(answers.close, right, alike)[0]),
        floor=scores.noise_floor(right, alike, seed),
        error_of_equal_width=float(
            scores.calibration_error(answers.close, right, scores.bins_of_equal_width(right))[0]
        ),
        error_before=float(before[0]),
        slope=scores.estimate(scores.slope(answers, odds), answers, drawn),
        others=areas,
        ahead=ahead,
        seconds=asked.seconds,
    )


def _once(statistic: Statistic, answers: Answers) -> float:
    return float(statistic(np.ones((1, answers.egos), dtype=np.int64))[0])


def _by_the_other(asked: Asked) -> float | None:
    """Return the balanced accuracy of what the other answers about ego, where both were asked."""
    pairs = [
        (close, other)
        for close, other in zip(asked.answers.close, asked.others_answer, strict=True)
        if other is not None
    ]
    if not pairs:
        return None
    close = [other for is_close, other in pairs if is_close]
    rest = [other for is_close, other in pairs if not is_close]
    return (sum(close) / len(close) + 1 - sum(rest) / len(rest)) / 2


# -- The control -------------------------------------------------------------------------------------------------------


@attrs.frozen(kw_only=True)
class Control:
    """How the people of mailboxes come out: those above or below ego in the firm, and everybody else."""

    addresses: str
    mailboxes: int
    hierarchy: Mapping[Level | None, int]
    rest: Mapping[Level | None, int]
    by_count: float
    by_strength: float


def control(folder: Path, domain: str) -> Control:
    """Return how the boss and the subordinates of each come out on mail alone, with addresses at a domain or without.

    `by_count` and `by_strength` say how well the number of mails, and the strength, tell them from the others within a
    mailbox (area under the curve). The number does, so it must not make anybody close.
    """
    levels: dict[bool, Counter[Level | None]] = {True: Counter(), False: Counter()}
    ego, hierarchy, count, strength = [], [], [], []
    boxes = list(manufacturing.mailboxes(folder / "manufacturing-email", domain))
    for number, box in enumerate(boxes):
        book = tieweave.Book(contacts=box.contacts, interactions=box.interactions, profile=box.profile)
        mails = Counter(one for act in box.interactions for one in act.participants)
        for tie in tieweave.classify(book, now=CONTROL_NOW):
            above_or_below = tie.contact.key in box.hierarchy
            levels[above_or_below][tie.level] += 1
            ego.append(number)
            hierarchy.append(above_or_below)
            count.append(float(mails[tie.contact.key]))
            strength.append(tie.strength)
    answers = Answers(np.array(ego), np.array(hierarchy))
    areas = [
        _once(scores.per_ego_auc(answers, scores.wins(answers, np.array(values))), answers)
        for values in (count, strength)
    ]
    return Control(
        addresses=f"addresses at {domain}" if domain else "numbers alone",
        mailboxes=len(boxes),
        hierarchy=levels[True],
        rest=levels[False],
        by_count=areas[0],
        by_strength=areas[1],
    )


# -- Tables ------------------------------------------------------------------------------------------------------------


def table(head: Sequence[str], rows: Iterable[Sequence[str]], *, markdown: bool) -> str:
    """Return a table as text, or in Markdown."""
    held = [list(head), *map(list, rows)]
    if markdown:
        lines = ["| " + " | ".join(row) + " |" for row in held]
        return "\n".join([lines[0], "| --- |" + " ---: |" * (len(head) - 1), *lines[1:]])
    widths = [max(len(row[at]) for row in held) for at in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if at == 0 else cell.rjust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in held
    )


def _shown(found: Estimate, digits: int = 3) -> str:
    return f"{found.value:.{digits}f} ({found.low:.{digits}f}–{found.high:.{digits}f})"


def _change(found: Estimate) -> str:
    return f"{found.value:+.3f} ({found.low:+.3f} to {found.high:+.3f})"


def ranking(found: Sequence[Measured], *, markdown: bool) -> str:
    """Return how well close ties are told from others."""
    rows = [
        [
            one.name,
            f"{one.pairs:,}",
            str(one.egos),
            f"{one.share:.1%}",
            _shown(one.auc),
            _shown(one.per_ego),
            _shown(one.balanced),
            f"{one.by_level:.3f}",
            f"{one.undecided:.0%}",
            "–" if one.others_answer is None else f"{one.others_answer:.2f}",
        ]
        for one in found
    ]
    six = [one for one in found if one.name in MEAN_OF]
    if len(six) == len(MEAN_OF):
        mean = Estimate.of(
            float(np.mean([one.per_ego.value for one in six])), np.mean([one.per_ego_drawn for one in six], axis=0)
        )
        rows.append(["mean of the first six", "", "", "", "", _shown(mean), "", "", "", ""])
    told = ("AUC", "AUC within ego", "balanced accuracy", "of the levels", "no level", "other's answer")
    return table(("set", "pairs", "egos", "close", *told), rows, markdown=markdown)


def calibration(found: Sequence[Measured], *, markdown: bool) -> str:
    """Return how right the probabilities are."""
    rows = [
        [
            one.name,
            f"{one.share:.1%}",
            f"{one.expected:.1%}",
            f"{one.error_before:.3f}",
            f"{one.error:.3f}",
            f"{one.floor[0]:.3f}, {one.floor[1]:.3f}",
            f"{one.error_of_equal_width:.3f}",
            _shown(one.slope, 2),
        ]
        for one in found
    ]
    right = ("error, base rate right", "of a right score: mean, 95 %", "bins of equal width")
    head = ("set", "close", "mean strength", "error as it ships", *right, "slope")
    return table(head, rows, markdown=markdown)


def beside(found: Sequence[Measured], *, markdown: bool) -> str:
    """Return what other measures reach, within ego and of all pairs."""
    columns = (*BASELINES, "logistic", "boosting")
    rows = []
    for one in found:
        cells = [
            f"{one.others[name][0]:.3f} / {one.others[name][1]:.3f}" if name in one.others else "–" for name in columns
        ]
        gains = [_change(one.ahead[name]) if name in one.ahead else "–" for name in ("count", "logistic")]
        rows.append([one.name, f"{one.per_ego.value:.3f} / {one.auc.value:.3f}", *cells, *gains])
    six = [one for one in found if one.name in MEAN_OF]
    if len(six) == len(MEAN_OF):
        cells = [
            "{:.3f} / {:.3f}".format(*np.mean([one.others[name] for one in six], axis=0))
            if all(name in one.others for one in six)
            else "–"
            for name in columns
        ]
        own = f"{np.mean([one.per_ego.value for one in six]):.3f} / {np.mean([one.auc.value for one in six]):.3f}"
        rows.append(["mean of the first six", own, *cells, "", ""])
    head = ("set", "tieweave", *columns, "ahead of count", "ahead of logistic")
    return table(head, rows, markdown=markdown)


def controls(found: Sequence[Control], *, markdown: bool) -> str:
    """Return how people of a firm come out on mail alone."""
    rows = []
    for one in found:
        for who, levels in (("boss or subordinate", one.hierarchy), ("everybody else", one.rest)):
            total = sum(levels.values())
            shares = [f"{levels.get(level, 0) / total:.1%}" for level in (Level.CLOSE, Level.ACQUAINTED, None)]
            areas = [f"{one.by_count:.3f}", f"{one.by_strength:.3f}"] if levels is one.hierarchy else ["", ""]
            rows.append([f"{one.addresses}: {who}", f"{total:,}", *shares, *areas])
    head = ("known by", "pairs", "Level 1", "Level 2", "no level", "AUC of the count", "AUC of the strength")
    return table(head, rows, markdown=markdown)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared/data/ties")
    parser.add_argument("--sets", nargs="+", choices=list(SETS), default=list(SETS), metavar="NAME")
    parser.add_argument("--resamples", type=int, default=1000, help="draws of egos for the intervals")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--markdown", action="store_true", help="print the tables as docs/tie-strength.md has them")
    options = parser.parse_args()
    started = time.perf_counter()
    found = [measure(name, options.data, options.resamples, options.seed) for name in options.sets]
    firm = [control(options.data, domain) for domain in ("", DOMAIN)] if len(found) == len(SETS) else []
    parts = [
        ("Telling close ties from others", ranking(found, markdown=options.markdown)),
        ("Calibration", calibration(found, markdown=options.markdown)),
        ("Beside other measures", beside(found, markdown=options.markdown)),
    ]
    if firm:
        parts.append(("Bosses and subordinates, by mail alone", controls(firm, markdown=options.markdown)))
    for title, text in parts:
        print(f"### {title}\n\n{text}\n" if options.markdown else f"{title}\n{text}\n")
    if not options.markdown:
        asked = sum(one.seconds for one in found)
        print(f"{time.perf_counter() - started:.0f} s, of which {asked:.0f} s tieweave's")


if __name__ == "__main__":
    main()

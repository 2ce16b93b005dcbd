"""What answers teach of people who were not asked about: the base rate, effects, factors, and what is said of it."""

from __future__ import annotations

import math
import subprocess
import sys

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tieweave
from tieweave import Contact, Evidence, Organisation, ledger
from tieweave.learning import Case, close_sums, learned
from tieweave.model import Answer, Asked

START = 0.12


def case(close, asked=Asked.RANDOM, **fields):
    return Case(close=close, asked=asked, **fields)


def drawn(close, far, asked=Asked.RANDOM, **fields):
    return [case(True, asked, **fields)] * close + [case(False, asked, **fields)] * far


def test_without_answers_nothing_moves():
    found = learned([], START)
    assert (found.prior, found.shift, found.answers, found.moved) == (START, 0.0, 0, ())
    assert found.log_odds({"label": 2.0}, "friend", ["Acme"]) == pytest.approx(ledger.log_odds(START) + 2.0)


@pytest.mark.parametrize(("close", "far"), [(3, 9), (0, 1), (10, 0), (1, 29)])
def test_where_nothing_is_known_of_anybody_the_base_rate_is_a_beta_update_worth_ten_answers(close, far):
    found = learned(drawn(close, far), START)
    assert found.prior == pytest.approx((10 * START + close) / (10 + close + far))


def test_who_was_expected_to_be_close_is_no_news():
    # Of ten family members nine are close: so it was expected, and nobody else is closer for it.
    sums = {"category": ledger.log_odds(0.9) - ledger.log_odds(START)}
    assert learned(drawn(9, 1, sums=sums), START).prior == pytest.approx(START)
    assert learned(drawn(9, 1), START).prior > 0.45


@pytest.mark.parametrize("asked", [Asked.CHOSEN, Asked.WRITTEN])
@pytest.mark.parametrize("close", [True, False])
def test_answers_of_people_who_are_no_fair_sample_leave_the_base_rate(asked, close):
    fair = drawn(2, 8)
    assert learned([case(close, asked)] * 40, START).prior == START
    assert learned([*fair, *[case(close, asked)] * 40], START).prior == learned(fair, START).prior


def test_what_is_corrected_unasked_counts_half_and_together_no_more_than_five_answers():
    two, one = learned(drawn(2, 0, Asked.VOLUNTEERED), START), learned(drawn(1, 0), START)
    assert two.prior == pytest.approx(one.prior)
    many = learned(drawn(40, 0, Asked.VOLUNTEERED), START)
    assert many.prior == pytest.approx((10 * START + 5) / 15)


def test_an_effect_is_of_what_is_shared_and_shrunk():
    cases = drawn(0, 3, Asked.CHOSEN, organisations=["Acme Inc."], sums={"label": 2.0})
    found = learned(cases, START)
    effect = found.effects["organisation", "acme"]
    assert -1.5 < effect < -0.2
    nobody_else = found.log_odds({}, "", ["Other"])
    assert nobody_else == pytest.approx(ledger.log_odds(START))
    assert found.log_odds({}, "", ["ACME"]) == pytest.approx(nobody_else + effect)
    more = learned(cases * 10, START).effects["organisation", "acme"]
    assert more < effect


@given(st.integers(0, 12), st.integers(0, 12), st.floats(-3, 3))
def test_an_effect_lies_between_none_and_what_the_answers_alone_would_say(close, far, known):
    found = learned(drawn(close, far, Asked.CHOSEN, category="client", sums={"label": known}), START)
    effect = found.effects.get(("category", "client"), 0.0)
    without = ledger.log_odds(START) + known
    if close and far:
        alone = ledger.log_odds(close / (close + far)) - without
        assert min(0.0, alone) - 1e-6 <= effect <= max(0.0, alone) + 1e-6
    elif close or far:
        assert (effect > 0) == bool(close)
    # The posterior mode: what the answers pull, the prior of variance 0.5 holds.
    pull = close - (close + far) * ledger.probability(without + effect)
    assert pull == pytest.approx(effect / 0.5, abs=1e-6)


def test_what_two_effects_explain_is_not_counted_twice():
    both = learned(drawn(0, 8, Asked.CHOSEN, category="client", organisations=["Acme"], sums={"label": 2.0}), START)
    alone = learned(drawn(0, 8, Asked.CHOSEN, category="client", sums={"label": 2.0}), START)
    together = both.effects["category", "client"] + both.effects["organisation", "acme"]
    assert abs(alone.effects["category", "client"]) < abs(together) < 2 * abs(alone.effects["category", "client"])


def test_an_organisation_named_twice_in_two_spellings_is_one():
    found = learned(drawn(0, 3, Asked.CHOSEN, organisations=["Dalhousie Univ.", "Dalhousie University"]), START)
    assert list(found.effects) == [("organisation", "dalhousie")]


def test_a_batch_is_one_answer_about_what_its_people_share():
    batch = drawn(0, 14, Asked.CHOSEN, category="service-club-member", batch="labelled 'Rotary'", sums={"label": 1.0})
    one = drawn(0, 1, Asked.CHOSEN, category="service-club-member", sums={"label": 1.0})
    key = ("category", "service-club-member")
    assert learned(batch, START).effects[key] == pytest.approx(learned(one, START).effects[key])
    # Nor does it unfreeze the weights.
    assert set(learned(batch + one * 28, START).factors.values()) == {1.0}
    assert set(learned(batch + one * 29, START).factors.values()) != {1.0}


@pytest.mark.parametrize("asked", list(Asked))
def test_the_factors_are_exactly_one_with_29_answers_and_move_with_30(asked):
    cases = [case(at % 2 == 0, asked, sums={"label": 3.0, "title": -0.5}) for at in range(29)]
    assert learned(cases, START).factors == {"label": 1.0, "title": 1.0}
    assert learned([*cases, cases[0]], START).factors["label"] < 1


def test_a_factor_never_turns_a_kind_of_evidence_into_its_opposite():
    cases = [*drawn(0, 200, Asked.CHOSEN, sums={"label": 3.0}), *drawn(200, 0, Asked.CHOSEN, sums={"label": -3.0})]
    found = learned(cases, 0.5)
    assert 0 <= found.factors["label"] < 0.2


def test_what_says_what_the_answers_say_keeps_its_weight():
    # Half the people at log-odds 0, as many close as there should be at +2 and at -2.
    sums = [(2.0, 0.8808), (-2.0, 0.1192)]
    cases = [
        case(at < round(share * 100), Asked.CHOSEN, sums={"label": weight})
        for weight, share in sums
        for at in range(100)
    ]
    assert learned(cases, 0.5).factors["label"] == pytest.approx(1.0, abs=0.02)


SUMS = st.dictionaries(st.sampled_from(["label", "relation", "title", "category"]), st.floats(-6, 6), max_size=3)
CASES = st.builds(
    Case,
    close=st.booleans(),
    asked=st.sampled_from(Asked),
    sums=SUMS,
    category=st.sampled_from(["", "friend", "client"]),
    organisations=st.lists(st.sampled_from(["Acme", "ACME Inc.", "Fundy", "", "!"]), max_size=2),
    batch=st.sampled_from(["", "", "labelled 'Rotary'", "at Acme"]),
)
SHARES = st.sampled_from([0.08, 0.12, 0.35])


@given(st.lists(CASES, max_size=45), SHARES, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_does_not_matter(cases, start, dice):
    assert learned(dice.sample(cases, len(cases)), start) == learned(cases, start)


@given(st.lists(CASES, max_size=45), SHARES)
def test_whatever_is_answered_the_outcome_is_finite_and_within_bounds(cases, start):
    found = learned(cases, start)
    assert 0 < found.prior < 1
    assert found.answers == len(cases)
    assert all(math.isfinite(effect) for effect in found.effects.values())
    assert all(factor >= 0 for factor in found.factors.values())
    if sum(not one.batch for one in cases) + len({one.batch for one in cases if one.batch}) < 30:
        assert set(found.factors.values()) <= {1.0}


@given(st.lists(CASES, max_size=20), SHARES)
def test_chosen_answers_never_move_the_base_rate(cases, start):
    fair = [one for one in cases if one.asked not in (Asked.CHOSEN, Asked.WRITTEN) and not one.batch]
    rest = [one for one in cases if one.asked in (Asked.CHOSEN, Asked.WRITTEN)]
    assert learned(fair + rest, start).prior == learned(fair, start).prior


@given(st.lists(CASES, max_size=20), SHARES)
def test_one_more_close_person_drawn_by_lot_never_makes_people_less_close(cases, start):
    before, after = learned(cases, start), learned([*cases, case(True)], start)
    assert after.prior >= before.prior - 1e-9
    assert learned([*cases, case(False)], start).prior <= before.prior + 1e-9


def test_what_moved_is_said():
    cases = [
        *drawn(3, 9, sums={}),
        *drawn(0, 3, Asked.CHOSEN, organisations=["Acme Inc."], sums={"label": 2.0}),
        *drawn(2, 0, Asked.CHOSEN, category="co-worker"),
    ]
    rate, *effects = learned(cases, START).moved
    assert rate == (
        "19 % of people are taken to be close to begin with, not 12 %: "
        "of 12 drawn by lot 3 are close, where 1.4 were expected"
    )
    assert "people in the category 'co-worker' count as closer: +0.7 (2 answers)" in effects
    (acme,) = [line for line in effects if "Acme" in line]
    assert acme.startswith("people at Acme Inc. count as less close: -0.")
    assert acme.endswith("(3 answers)")


def test_what_is_corrected_unasked_is_said_to_count_less():
    (rate,) = learned(drawn(3, 0, Asked.VOLUNTEERED), START).moved
    assert rate.endswith(": of 3 you labelled unasked 3 are close (these count less)")


def test_factors_that_moved_are_said_in_words():
    cases = [case(at % 2 == 0, Asked.CHOSEN, sums={"label": 3.0, "of-a-plugin": 3.0}) for at in range(40)]
    said = [line for line in learned(cases, 0.5).moved if "counts" in line]
    assert any(line.startswith("what your labels say of closeness counts 0.") for line in said)
    assert any("evidence of the kind 'of-a-plugin'" in line for line in said)


def test_a_case_is_what_the_evidence_says_without_the_answer():
    contact = Contact(name="Ann Lee", labels=["Friends"], organisations=[Organisation(name="Acme")])
    (tie,) = tieweave.classify([contact])
    found = Case.of(tie, Answer(level=1, asked=Asked.RANDOM, batch="at Acme"))
    assert found is not None
    assert (found.close, found.asked, found.batch) == (True, Asked.RANDOM, "at Acme")
    assert (found.category, found.organisations) == ("friend", ("Acme",))
    start = tieweave.classifier.base_rate(1)
    assert ledger.probability(learned([], start).log_odds(found.sums)) == pytest.approx(tie.strength, abs=1e-3)
    own = [Evidence(kind=kind, detail="said by the user", toward="close", weight=9.0) for kind in ("answer", "learned")]
    assert Case.of(attrs.evolve(tie, evidence=(*tie.evidence, *own)), Answer(level=1)).sums == found.sums


def test_an_answer_without_a_level_or_about_a_group_is_no_case():
    (tie,) = tieweave.classify([Contact(name="Ann Lee")])
    assert Case.of(tie, Answer(category="friend")) is None
    (group,) = tieweave.classify([Contact(name="Choir", kind="group")])
    assert Case.of(group, Answer(level=1)) is None


def test_the_category_that_the_user_named_is_the_one_that_learns():
    (tie,) = tieweave.classify([Contact(name="Ann Lee", labels=["Friends"])])
    assert Case.of(tie, Answer(level=2, category="client")).category == "client"


def test_sums_are_added_up_as_the_ledger_does():
    items = [
        Evidence(kind=kind, detail="", toward=toward, weight=weight)
        for kind, toward, weight in (
            ("label", "close", 3.0),
            ("label", "close", 3.0),
            ("title", "close", -3.0),
            ("title", "doctor", 3.0),
            ("title", "work", 1.0),
        )
    ]
    assert close_sums(items) == {"label": 4.0, "title": -1.0}


def test_whoever_answers_needs_no_numpy():
    code = "import sys, tieweave.learning, tieweave.questions; print('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"

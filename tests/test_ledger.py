from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from tieweave import Evidence, ledger

weights = st.floats(min_value=-8, max_value=8)
items = st.builds(
    Evidence,
    kind=st.sampled_from(["label", "relation", "title", "field"]),
    detail=st.just("…"),
    toward=st.sampled_from(["close", "work", "friend", "doctor"]),
    weight=weights,
)


def test_within_a_kind_the_strongest_counts_in_full_the_second_by_half_the_rest_not():
    assert ledger.family_sum([1.0, 2.0, 0.5], 6.0) == 2.5
    assert ledger.family_sum([-2.0, 1.0], 6.0) == -1.5
    assert ledger.family_sum([9.0, 9.0], 3.5) == 3.5


def test_between_kinds_log_odds_add():
    evidence = [
        Evidence(kind="label", detail="", toward="friend", weight=2.0),
        Evidence(kind="relation", detail="", toward="friend", weight=1.0),
    ]
    assert ledger.totals(evidence) == {"friend": 3.0}


@given(st.lists(items))
def test_the_order_of_the_evidence_does_not_matter(evidence):
    forward, backward = ledger.totals(evidence), ledger.totals(evidence[::-1])
    assert forward.keys() == backward.keys()
    assert all(math.isclose(forward[key], backward[key], abs_tol=1e-9) for key in forward)


@given(st.lists(items), items)
def test_more_evidence_for_closeness_never_lowers_it(evidence, more):
    added = Evidence(kind=more.kind, detail="", toward="close", weight=abs(more.weight))
    before = ledger.totals(evidence).get("close", 0.0)
    assert ledger.totals([*evidence, added])["close"] >= before - 1e-9


@given(st.floats(min_value=-1e6, max_value=1e6))
def test_a_probability_is_one_for_any_log_odds(log_odds):
    assert 0.0 <= ledger.probability(log_odds) <= 1.0

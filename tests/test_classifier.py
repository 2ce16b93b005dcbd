from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tieweave
from tieweave import Contact, Evidence, Level, Organisation, Profile, classifier
from tieweave.categories import by_slug

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def _one(contact: Contact, profile: Profile | None = None) -> tieweave.Tie:
    return tieweave.classify([contact], profile=profile, now=NOW)[0]


@pytest.mark.parametrize(
    "contact",
    [Contact(name="Alex Moreau", phones=["+1 902 555 0142"]), Contact(name="Kim"), Contact(emails=["x@gmail.com"])],
)
def test_nothing_known_is_unknown_and_has_no_level(contact):
    tie = _one(contact)
    assert (tie.category, tie.level, tie.level_probability, tie.evidence) == ("unknown", None, None, ())
    assert 0 < tie.strength < 0.5


def test_a_label_of_the_user_decides_the_category_and_level():
    tie = _one(Contact(name="Ann Lee", labels=["Family"]))
    assert (tie.category, tie.level) == ("family", Level.CLOSE)
    assert tie.level_probability > 0.8
    assert "Family" in classifier.best_reason(tie)


def test_a_profession_is_level_2():
    tie = _one(
        Contact(name="Anjali Patel", organisations=[Organisation(name="Harbour Health", title="Family Physician")])
    )
    assert (tie.category, tie.level) == ("doctor", Level.ACQUAINTED)


def test_a_colleague_labelled_a_friend_is_a_friend_and_still_a_co_worker():
    profile = Profile(employers=[tieweave.Affiliation(name="Fundy Software")])
    tie = _one(
        Contact(name="Bo Lind", labels=["Friends"], organisations=[Organisation(name="Fundy Software")]), profile
    )
    assert (tie.category, tie.level) == ("friend", Level.CLOSE)
    assert "co-worker" in [held.category for held in tie.categories]


def test_a_business_card_alone_is_level_2_without_a_category():
    card = Contact(
        name="Ann Lee", organisations=[Organisation(name="Acme", title="Buyer")], emails=["ann.lee@acme.example"]
    )
    tie = _one(card)
    assert (tie.category, tie.level) == ("unknown", Level.ACQUAINTED)


def test_the_ledger_of_a_tie_explains_its_strength():
    contact = Contact(name="Mum", labels=["Family"], birthday="1950-05-02")
    tie = _one(contact)
    start = tieweave.ledger.log_odds(classifier.base_rate(1))
    total = tieweave.ledger.totals(tie.evidence)["close"]
    assert tie.strength == pytest.approx(tieweave.ledger.probability(start + total), abs=1e-3)


def test_ties_come_strongest_first_then_by_name_whatever_the_order_of_the_contacts():
    contacts = [Contact(name=name, labels=labels) for name, labels in (("Bo", ["Clients"]), ("Ann", ["Clients"]))]
    contacts += [Contact(name="Cy", labels=["Family"]), Contact(name="Di")]
    expected = [tie.contact.name for tie in tieweave.classify(contacts, now=NOW)]
    assert expected[0] == "Cy"
    assert expected.index("Ann") < expected.index("Bo")
    random.Random(7).shuffle(contacts)
    assert [tie.contact.name for tie in tieweave.classify(contacts, now=NOW)] == expected


def test_interactions_are_counted_and_dated():
    contact = Contact(name="Ann", emails=["ann@example.com"])
    acts = [
        tieweave.Interaction(
            when=dt.datetime(2026, month, 1, tzinfo=dt.UTC),
            channel="email",
            direction="in",
            participants=["Ann@example.com"],
        )
        for month in (3, 5)
    ]
    (tie,) = tieweave.classify(tieweave.Book(contacts=[contact], interactions=acts), now=NOW)
    assert (tie.interactions, tie.last_interaction) == (2, dt.datetime(2026, 5, 1, tzinfo=dt.UTC))


def test_a_clock_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        tieweave.classify([], now=dt.datetime(2026, 1, 1))  # noqa: DTZ001 - the very mistake


_evidence = st.lists(
    st.builds(
        Evidence,
        kind=st.sampled_from(["label", "relation", "title", "field", "circle"]),
        detail=st.text(max_size=5),
        toward=st.sampled_from(["close", "work", "friend", "doctor", "client", "no-such-category"]),
        weight=st.floats(min_value=-8, max_value=8),
        source=st.just("s"),
    ),
    max_size=12,
)


@given(_evidence, st.floats(min_value=0.01, max_value=0.99))
def test_any_evidence_gives_a_sound_verdict_whatever_its_order(evidence, prior):
    ties = [
        classifier.tie(Contact(name="A", id="a"), order, prior=prior, categories=by_slug())
        for order in (evidence, evidence[::-1])
    ]
    assert ties[0] == ties[1]
    tie = ties[0]
    assert 0 <= tie.strength <= 1
    assert 0 <= tie.lead <= 1
    assert 0 <= tie.support <= 1
    assert (tie.level is None) == (tie.level_probability is None)
    assert tie.level_probability is None or tie.level_probability >= 0.5
    assert tie.category == "unknown" or tie.category == tie.categories[0].category

"""Overlap: whose circle overlaps with ego's."""

from __future__ import annotations

import datetime as dt

import tieweave
from tieweave import Interaction, Organisation, Profile, Related, tie_weights
from tieweave.testing import make_contact

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
THURSDAY = dt.datetime(2026, 10, 29, 10, tzinfo=dt.UTC)


def person(at, **fields):
    return make_contact(f"Person{at} Name{at}", id=f"p{at}", key=f"p{at}", emails=[f"p{at}@gmail.com"], **fields)


def met(*people, weeks=20, **fields):
    return [
        Interaction(
            when=THURSDAY - dt.timedelta(weeks=week),
            participants=[f"p{at}@gmail.com" for at in people],
            **{"channel": "meeting", "direction": "both", **fields},
        )
        for week in range(weeks)
    ]


def items(contacts, *acts, profile=None):
    ties = tieweave.classify(contacts, profile=profile, interactions=acts, now=NOW)
    return {tie.contact.id: [item for item in tie.evidence if item.kind == "overlap"] for tie in ties}


def test_where_nobody_is_seen_with_anybody_there_is_no_evidence():
    assert not any(items([person(at) for at in range(10)], *met(1), *met(2)).values())


def test_who_knows_many_of_egos_people_stands_out():
    # 0 turns up with everybody of the first ten, the others only with 0.
    acts = [one for at in range(1, 10) for one in met(0, at)]
    found = items([person(at) for at in range(20)], *acts)
    (most,) = found["p0"]
    assert most.toward == "close"
    assert most.weight > 0.2
    assert most.detail == "knows about 9 of the people you know, as far as your data show"
    assert all(item.weight < most.weight for at in range(1, 20) for item in found[f"p{at}"])


def test_to_know_nobody_takes_away_little():
    acts = [one for at in range(0, 18, 2) for one in met(at, at + 1)]
    (item,) = items([person(at) for at in range(20)], *acts)["p19"]
    assert -0.5 <= item.weight < 0
    assert item.detail == "knows none of the people you know, as far as your data show"


def test_who_knows_egos_family_is_told_apart():
    family = [person(at, labels=["Family"]) for at in range(3)]
    others = [person(at) for at in range(3, 12)]
    acts = [one for at in range(3) for one in met(at, 5)]
    found = items([*family, *others], *acts)
    assert any("of your family" in item.detail and item.weight > 0 for item in found["p5"])
    assert not any("of your family" in item.detail and item.weight > 0 for item in found["p7"])


def test_to_be_named_as_related_is_to_be_known():
    contacts = [person(at) for at in range(12)]
    named = [Related(name=f"Person{at} Name{at}", relation="friend") for at in (1, 2, 3, 4)]
    found = items([person(0, related=named), *contacts[1:]])
    assert found["p0"][0].weight > 0


def test_colleagues_know_each_other_because_they_work_together():
    work = {"organisations": [Organisation(name="Fundy Software", title="Buyer")]}
    colleagues = [
        make_contact(f"C{at}", id=f"c{at}", key=f"c{at}", emails=[f"c{at}@fundy.example"], **work) for at in range(10)
    ]
    friends = [person(at, labels=["Friends"]) for at in range(10)]
    everyone = [f"c{at}@fundy.example" for at in range(10)]
    meetings = [
        Interaction(when=THURSDAY, channel="meeting", direction="both", participants=everyone) for _ in range(30)
    ]
    found = items([*colleagues, *friends], *meetings, *(one for at in range(1, 5) for one in met(0, at)))
    assert all(abs(item.weight) < 0.05 for at in range(10) for item in found[f"c{at}"])
    assert found["p0"][0].weight > 0.1


def test_the_family_of_evidence_is_capped():
    acts = [one for at in range(1, 60) for one in met(0, at)]
    found = items([person(at, labels=["Family"] if at % 2 else []) for at in range(60)], *acts)
    total = tieweave.ledger.family_sum([item.weight for item in found["p0"]], tie_weights.CAPS["overlap"])
    assert 0 < total <= tie_weights.CAPS["overlap"]


def test_a_first_mail_does_not_take_the_overlap_away():
    # Nobody at a firm's domain was written to, then one is; whom they know is known from elsewhere.
    named = [Related(name=f"Person{at} Name{at}", relation="friend") for at in range(1, 9)]
    hub = make_contact("Hub Lee", id="hub", key="hub", emails=["hub@firm.example"], related=named)
    contacts = [hub, *(person(at) for at in range(1, 30))]
    profile = Profile(name="Ego Example")

    def strength(*acts):
        ties = tieweave.classify(contacts, profile=profile, interactions=acts, now=NOW)
        return {tie.contact.id: tie.strength for tie in ties}["hub"]

    mail = Interaction(when=THURSDAY, channel="email", direction="in", participants=["hub@firm.example"])
    assert strength(mail) >= strength() - 1e-4


def test_a_mass_mailing_shows_nobody_to_know_anybody():
    crowd = [person(at) for at in range(40)]
    assert not any(items(crowd, *met(*range(40), weeks=3, channel="email", direction="out")).values())

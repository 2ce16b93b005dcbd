from __future__ import annotations

import datetime as dt
import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave import Contact, Evidence, Level, Organisation, Profile
from tieweave.leads import Prospects
from tieweave.model import Address, ChannelHistory, History, Tie
from tieweave.report import as_support
from tieweave.report.look import plain
from tieweave.support import Help, companionship, nearness, support, support_value
from tieweave.support.kinds import closeness

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
HOME = Address(street="210 Agricola St", locality="Halifax", region="NS")
MORGAN = Profile(name="Morgan Gallant", addresses=[HOME], children=["Ella"], targets=["data analyst"])
share = st.floats(min_value=0, max_value=1)


def person(name: str, organisation: str = "", title: str = "", **fields) -> Contact:
    held = [Organisation(name=organisation, title=title)] if organisation or title else []
    return Contact(name=name, id=name, organisations=held, **fields)


def tied(contact: Contact, strength: float = 0.9, category: str = "friend", evidence=()) -> Tie:
    level = Level.CLOSE if strength >= 0.5 else Level.ACQUAINTED
    return Tie(
        contact=contact, category=category, level=level, strength=strength, lead=0.0, support=0.0, evidence=evidence
    )


def history(channel: str = "message", off_hours: int = 0, last: int = 2026) -> History:
    first, until = dt.datetime(2015, 1, 1, tzinfo=dt.UTC), dt.datetime(last, 10, 20, tzinfo=dt.UTC)
    page = ChannelHistory(
        channel=channel, acts=9, volume=9, days=9, first=first.date(), last=until.date(), off_hours=off_hours
    )
    return History(acts=9, days=9, first=first, last=until, channels=[page])


def helped(ties, histories=(), limit=3, profile=MORGAN):
    contacts = [tie.contact for tie in ties]
    return support(Prospects.of(contacts, profile, now=NOW, histories=histories), ties, limit)


def of(found, kind: Help) -> list[str]:
    return [one.tie.contact.name for one in found if one.help is kind]


# The one number


@given(
    less=share, more=share, others=st.tuples(share, share), category=st.sampled_from(["family", "client", "unknown"])
)
def test_it_rises_with_closeness_nearness_and_companionship_and_stays_within_0_and_1(less, more, others, category):
    less, more = sorted((less, more))
    a, b = others
    pairs = [
        [support_value(value, category, nearness=a, companionship=b) for value in (less, more)],
        [support_value(a, category, nearness=value, companionship=b) for value in (less, more)],
        [support_value(a, category, nearness=b, companionship=value) for value in (less, more)],
    ]
    for low, high in pairs:
        assert 0 <= low <= high + 1e-12 <= 1 + 1e-9


def test_kin_and_friends_carry_more_than_others_as_close():
    values = [support_value(0.8, category) for category in ("family", "relative", "neighbour", "co-worker")]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (Address(street="7 Agricola St", locality="Halifax"), 1.0),
        (Address(street="7 Robie St", locality="halifax"), 0.6),
        (Address(locality="Halifax", types=["work"]), 0.0),
        (Address(locality="Truro", region="NS"), 0.3),
        (Address(locality="Toronto", region="ON"), 0.0),
        (Address(), 0.0),
    ],
)
def test_nearness_is_read_from_addresses(address, expected):
    assert nearness(person("A", addresses=[address]), MORGAN) == expected


def test_companionship_counts_contact_in_time_off_work_and_none_of_a_tie_that_sleeps():
    assert companionship(None, NOW) == 0
    assert 0 < companionship(history(off_hours=2), NOW) < companionship(history(off_hours=6), NOW) == 1
    assert companionship(history(off_hours=6, last=2020), NOW) == 0


def test_closeness_leaves_the_mere_amount_of_contact_out():
    def item(kind: str, weight: float) -> Evidence:
        return Evidence(kind=kind, detail="", toward="close", weight=weight)

    plain = tied(person("A"), 0.9, evidence=[item("label", 2.0)])
    assert closeness(plain) == 0.9
    assert closeness(tied(person("A"), 0.9, evidence=[item("interaction", 1.5)])) < 0.9
    assert 0 < closeness(tied(person("A"), 1.0, evidence=[item("interaction", 1.5)])) < 1


# The lists


def test_only_close_people_are_named_and_no_small_child():
    ties = [tied(person("Ann")), tied(person("Bo"), 0.2), tied(person("Ella Gallant"), 0.99, "family")]
    assert {one.tie.contact.name for one in helped(ties)} == {"Ann"}
    assert helped([]) == []


def test_who_fits_is_asked_for_what_they_can_give():
    ties = [
        tied(person("Recruiter", "Acme", "Recruiter")),
        tied(person("Psychologist", "Own practice", "Psychologist")),
        tied(person("Mum", addresses=[HOME]), 0.95, "family"),
        tied(person("Analyst", "Grid", "Data Analyst")),
    ]
    found = helped(ties, limit=1)
    assert of(found, Help.FEEDBACK) == ["Analyst"]
    assert of(found, Help.PRACTICE) == ["Recruiter"]
    assert of(found, Help.HARD_DAYS) == ["Mum"]
    assert of(helped(ties[1:], limit=1), Help.PRACTICE) == ["Psychologist"]


def test_nobody_is_asked_for_everything_where_others_fit_as_well():
    ties = [tied(person(f"P{n}", "Acme", "Director"), 0.9) for n in range(9)]
    asked = [one.tie.contact.name for one in helped(ties)]
    assert len(asked) == len(set(asked)) == 9


def test_one_close_person_is_asked_for_everything_since_nobody_else_is_there():
    found = helped([tied(person("Ann"))])
    assert [one.help for one in found] == list(Help)


def test_they_come_kind_by_kind_who_suits_best_first_whatever_the_order_of_input():
    ties = [tied(person(f"P{n}", "Acme", "Teacher" if n % 2 else ""), 0.5 + n / 30) for n in range(12)]
    expected = helped(ties)
    for kind in Help:
        values = [one.value for one in expected if one.help is kind]
        assert values == sorted(values, reverse=True)
        assert len(values) == 3
    random.Random(5).shuffle(ties)
    assert helped(ties) == expected


def test_each_has_a_reason_of_its_own_kind():
    ties = [tied(person("Ann", "Acme", "Recruiter"), category="friend")]
    told = {one.help: one.reason for one in helped(ties, [history("call", off_hours=4)])}
    assert told[Help.FEEDBACK] == (
        "A friend and close to you, and judges applicants at work (Recruiter, Acme): "
        "ask what in your resume would make them stop."
    )
    assert told[Help.PRACTICE] == (
        "A friend and close to you, and judges applicants at work (Recruiter, Acme); you speak on the phone and you "
        "are in touch in the evening and at weekends: ask for an hour of interview questions, and for what they "
        "noticed."
    )
    assert told[Help.HARD_DAYS].endswith("somebody to call when a day is hard, with nothing to prepare.")


# The reports


def test_the_text_fits_80_columns_and_is_harmless():
    ties = [tied(person("\x1b[31m" + "陈" * 60, "Acme " * 40, "Recruiter\u202e"))]
    lines = [plain(line) for line in as_support.lines(helped(ties))]
    from rich.cells import cell_len

    assert all(cell_len(line) <= 80 for line in lines)
    assert not any("\x1b" in line or "\u202e" in line for line in lines)


def test_where_nobody_is_close_it_is_said():
    assert "Level 1" in "".join(map(plain, as_support.lines([])))


def test_the_json_has_a_list_for_each_kind():
    document = json.loads(as_support.as_json(NOW, helped([tied(person("Ann"))], limit=1)))
    assert (document["version"], document["now"]) == (1, NOW.isoformat())
    assert list(document["support"]) == ["feedback", "practice", "hard-days"]
    assert set(document["support"]["feedback"][0]) == {"contact", "category", "strength", "value", "reason"}
    empty = json.loads(as_support.as_json(NOW, []))
    assert empty["support"] == {"feedback": [], "practice": [], "hard-days": []}

"""What holds of every plan, whoever is in the book and whatever has happened."""

from __future__ import annotations

import datetime as dt
import math
import random
from collections import Counter

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieweave import Contact, Level, Organisation, Profile
from tieweave.followups import suggest
from tieweave.followups.settings import PlanSettings
from tieweave.left_alone import is_left_alone
from tieweave.model import Entry, FollowUp, Journal, Kept, Purpose, Status, Tie

ZONE = dt.timezone(dt.timedelta(hours=-4))
MONDAY = dt.datetime(2026, 11, 23, 12, tzinfo=ZONE)
MORGAN = Profile(name="Morgan Gallant", emails=["morgan@example.org"], targets=["data analyst, Acme Grid, Halifax"])
NOTHING = Journal()
COOL_DOWN = PlanSettings().cool_down

CLOSE = ("family", "friend", "relative", "neighbour")
OTHERS = ("co-worker", "client", "former-classmate", "professor", "club-member", "dentist", "unknown")
NOTES = ("", "", "", "looking for a flat", "needs a babysitter", "has died", "do not contact", "lunch in May")
FIRMS = ("", "Acme Grid", "Harbour Health", "Fundy Software", "Blue Heron")
TITLES = ("", "Data Analyst", "Recruiter", "Head of Sales", "Babysitter")


def made_up(size: int, seed: int) -> list[Tie]:
    """People of all kinds, by chance: drawing each of their traits would take hypothesis too long."""
    dice = random.Random(seed)
    found = []
    for number in range(size):
        close = dice.random() < 0.5
        firm, title, note = dice.choice(FIRMS), dice.choice(TITLES), dice.choice(NOTES)
        silence = dice.choice([None, dice.randrange(40), dice.randrange(400), dice.randrange(1500)])
        contact = Contact(
            name=f"Person {number}",
            id=f"id-{number}",
            emails=[f"p{number}@example.com"] if dice.random() < 0.85 else [],
            organisations=[Organisation(name=firm, title=title)] if firm or title else [],
            birthday=dice.choice(["", "", "--11-28", "1980-12-03", "1975-12-24", "2015-11-30", "--02-29"]),
            notes=[note] if note else [],
            kind="individual" if dice.random() < 0.9 else "group",
        )
        found.append(
            Tie(
                contact=contact,
                category=dice.choice(CLOSE if close else OTHERS),
                level=None if dice.random() < 0.1 else Level.CLOSE if close else Level.ACQUAINTED,
                strength=(1 + dice.random()) / 2 if close else dice.random() / 2,
                lead=dice.random(),
                support=dice.random(),
                last_interaction=None if silence is None else MONDAY - dt.timedelta(days=silence),
                interactions=0 if silence is None else 3,
            )
        )
    return found


def people(most: int = 30) -> st.SearchStrategy[list[Tie]]:
    return st.builds(made_up, st.integers(0, most), st.integers(0, 10_000))


def lived(ties: list[Tie], seed: int) -> Journal:
    """What may have happened: follow-ups in any state, and entries, with days up to a year back; who has a new job."""
    dice = random.Random(seed)
    follow_ups = []
    for number in range(dice.randrange(9) if ties else 0):
        status, purpose = dice.choice(list(Status)), dice.choice(list(Purpose))
        since = MONDAY - dt.timedelta(days=dice.choice([dice.randrange(30), dice.randrange(250)]), hours=1)
        settled = None if status.is_open else min(MONDAY, since + dt.timedelta(days=dice.randrange(30)))
        kinds = {Purpose.GIVE: "news", Purpose.RECONNECT: "keep-in-touch", Purpose.SUPPORT: "feedback"}
        follow_up = FollowUp(
            id=f"{number:012x}",
            contact=dice.choice(ties).contact,
            purpose=purpose,
            kind=kinds.get(purpose, ""),
            due=since.date() + dt.timedelta(days=dice.randrange(1, 40)),
            channel="email",
            reason="Because.",
            message="Hello.",
            status=status,
        )
        follow_ups.append(Kept(follow_up=follow_up, since=since, settled=settled))
    entries = [
        Entry(
            person=dice.choice(ties).contact.id,
            when=MONDAY - dt.timedelta(days=dice.randrange(200), hours=2),
            gave=dice.random() < 0.5,
            received=dice.random() < 0.5,
            answered=dice.random() < 0.5,
            lead=dice.choice(["", "", "Acme Grid"]),
        )
        for _ in range(dice.randrange(6) if ties else 0)
    ]
    work = {tie.contact.id: "Clerk @ Old Mill" for tie in ties if dice.random() < 0.2}
    return Journal(follow_ups=follow_ups, entries=entries, work=work)


books = st.builds(lambda ties, seed: (ties, lived(ties, seed)), people(), st.integers(0, 10_000))
capacities = st.integers(1, 9)


def plan(ties: list[Tie], journal: Journal = NOTHING, now: dt.datetime = MONDAY, **more) -> list[FollowUp]:
    return suggest(ties, profile=MORGAN, now=now, journal=journal, **more)


def new(found: list[FollowUp], journal: Journal) -> list[FollowUp]:
    known = {kept.follow_up.id for kept in journal.follow_ups}
    return [one for one in found if one.id not in known]


def keep(found: list[FollowUp], now: dt.datetime, before: Journal = NOTHING) -> Journal:
    """Keep a plan as the store does: what was suggested and is not in it any more is gone."""
    held = {kept.follow_up.id: kept for kept in before.follow_ups if kept.follow_up.status is not Status.SUGGESTED}
    known = {kept.follow_up.id: kept for kept in before.follow_ups}
    for one in found:
        held[one.id] = attrs.evolve(known[one.id], follow_up=one) if one.id in known else Kept(follow_up=one, since=now)
    return attrs.evolve(before, follow_ups=held.values())


def monday(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())


@given(people(60), capacities, st.integers(1, 6), st.integers(0, 6))
def test_a_week_and_a_day_never_hold_more_than_they_should(ties, per_week, weeks, later):
    now = MONDAY + dt.timedelta(days=later)
    found = plan(ties, now=now, per_week=per_week, weeks=weeks)
    assert len(found) <= per_week * weeks
    by_week = Counter(monday(one.due) for one in found)
    assert all(count <= per_week for count in by_week.values())
    by_day = Counter(one.due for one in found if one.kind != "birthday")
    assert all(count <= math.ceil(per_week / 5) for count in by_day.values())
    assert all(now.date() < one.due or one.kind == "birthday" for one in found)


@given(books, st.integers(2, 9))
def test_nothing_new_comes_on_a_day_that_is_full(book, per_week):
    ties, journal = book
    thursday, friday = MONDAY + dt.timedelta(days=3), MONDAY.date() + dt.timedelta(days=4)
    moved = [attrs.evolve(kept, follow_up=attrs.evolve(kept.follow_up, due=friday)) for kept in journal.follow_ups]
    found = plan(ties, attrs.evolve(journal, follow_ups=moved), now=thursday, per_week=per_week)
    found = [one for one in found if one.kind != "birthday" and one.purpose is not Purpose.THANK]
    by_day = Counter(one.due for one in found)
    assert all(by_day[one.due] <= math.ceil(per_week / 5) for one in new(found, journal))


@given(people(60), capacities)
def test_work_is_for_working_days_and_only_what_is_private_falls_on_saturday(ties, per_week):
    categories = {tie.contact.id: tie.category for tie in ties}
    for one in plan(ties, per_week=per_week):
        if one.kind == "birthday":
            assert f"{one.due:%m-%d}" in one.contact.birthday or one.contact.birthday == "--02-29"
        elif one.due.weekday() >= 5:
            assert one.due.weekday() == 5
            assert categories[one.contact.id] in (*CLOSE, "club-member")
            assert one.purpose not in (Purpose.LEAD, Purpose.INTRODUCTION, Purpose.ADVICE)


@given(books, capacities)
def test_nobody_is_turned_to_who_should_be_left_alone_or_cannot_be_reached(book, per_week):
    ties, journal = book
    for one in new(plan(ties, journal, per_week=per_week), journal):
        assert not is_left_alone(one.contact)
        assert one.contact.kind == "individual"
        assert one.contact.emails
        assert (one.channel, one.address) == ("email", one.contact.emails[0].address)


@given(books)
def test_nobody_has_two_open_follow_ups_but_for_a_thank_beside_one_in_hand(book):
    ties, journal = book
    found = [one for one in plan(ties, journal) if one.status is Status.SUGGESTED]
    assert all(count == 1 for count in Counter(one.contact.id for one in found).values())
    assert all(count == 1 for count in Counter(one.id for one in found).values())
    in_hand = {kept.follow_up.contact.id for kept in journal.follow_ups if kept.follow_up.status.is_open}
    in_hand -= {kept.follow_up.contact.id for kept in journal.follow_ups if kept.follow_up.status is Status.SUGGESTED}
    assert all(one.purpose is Purpose.THANK for one in new(found, journal) if one.contact.id in in_hand)


@given(books, capacities)
def test_no_ask_in_the_cool_down_nor_where_all_is_taking_nor_to_who_sleeps(book, per_week):
    ties, journal = book
    by_id = {tie.contact.id: tie for tie in ties}
    for one in plan(ties, journal, per_week=per_week):
        if not one.purpose.asks or one.status is not Status.SUGGESTED:
            continue
        person = one.contact.id
        mine = [kept for kept in journal.follow_ups if kept.follow_up.contact.id == person]
        over = [kept for kept in mine if not kept.follow_up.status.is_open]
        asked = [kept.settled for kept in over if kept.follow_up.purpose.asks]
        assert all((one.due - when.date()).days >= COOL_DOWN for when in asked)
        entries = [entry for entry in journal.entries if entry.person == person]
        received = sum(entry.received or bool(entry.lead) for entry in entries)
        gave = sum(entry.gave for entry in entries)
        done = [kept.follow_up for kept in over if kept.follow_up.status is not Status.DROPPED]
        received += sum(follow_up.purpose.asks for follow_up in done)
        gave += sum(follow_up.purpose is Purpose.GIVE for follow_up in done)
        assert received == 0 or (gave > 0 and received - gave < 2)
        last = by_id[person].last_interaction
        moments = [last, *(entry.when for entry in entries), *(kept.settled for kept in over)]
        seen = [when for when in moments if when is not None]
        assert not seen or (MONDAY - max(seen)).days <= 366


@given(people(60), capacities)
def test_a_plan_never_asks_for_more_than_it_gives_and_one(ties, per_week):
    found = plan(ties, per_week=per_week)
    asks = sum(one.purpose.asks for one in found)
    assert asks <= len(found) - asks + 1


@given(books)
def test_every_favour_is_thanked_for_within_days(book):
    ties, journal = book
    found = plan(ties, journal)
    reachable = {
        tie.contact.id
        for tie in ties
        if tie.contact.emails and tie.contact.kind == "individual" and not is_left_alone(tie.contact)
    }
    thanked = {one.contact.id: one for one in found if one.purpose is Purpose.THANK}
    for entry in journal.entries:
        before = [
            kept
            for kept in journal.follow_ups
            if kept.follow_up.purpose is Purpose.THANK
            and kept.follow_up.contact.id == entry.person
            and kept.since >= entry.when
        ]
        old = (MONDAY - entry.when).days >= 60
        if entry.person in reachable and not before and not old and (entry.received or entry.answered or entry.lead):
            assert entry.person in thanked
            assert (thanked[entry.person].due - MONDAY.date()).days <= 3 or thanked[entry.person].status.is_open


@given(books, st.randoms(use_true_random=False))
def test_the_order_of_the_ties_changes_nothing(book, dice):
    ties, journal = book
    expected = plan(ties, journal)
    shuffled = list(ties)
    dice.shuffle(shuffled)
    entries, follow_ups = list(journal.entries), list(journal.follow_ups)
    work = dict(reversed(journal.work.items()))
    dice.shuffle(entries)
    dice.shuffle(follow_ups)
    assert plan(shuffled, attrs.evolve(journal, follow_ups=follow_ups, entries=entries, work=work)) == expected


@given(books, capacities, st.integers(0, 6))
def test_a_plan_that_is_kept_is_the_same_when_it_is_made_again(book, per_week, later):
    ties, journal = book
    now = MONDAY + dt.timedelta(days=later)
    first = plan(ties, journal, now, per_week=per_week)
    again = plan(ties, keep(first, now, journal), now, per_week=per_week)
    assert again == first


@settings(max_examples=25)
@given(people(40), capacities, st.integers(0, 6))
def test_from_day_to_day_nothing_moves_but_what_can_be_explained(ties, per_week, start):
    now = MONDAY + dt.timedelta(days=start)
    found = plan(ties, now=now, per_week=per_week)
    journal = keep(found, now)
    for _ in range(12):
        now += dt.timedelta(days=1)
        before = {one.id: one for one in found}
        found = plan(ties, journal, now, per_week=per_week)
        after = {one.id: one for one in found}
        journal = keep(found, now, journal)
        for item, one in before.items():
            if item in after:
                late = (now.date() - one.due).days > 14
                assert after[item].due == one.due or late
                assert (after[item].message, after[item].reason) == (one.message, one.reason) or late
            else:
                overdue_birthday = one.kind == "birthday" and one.due < now.date()
                fell_asleep = one.purpose.asks or one.kind in ("keep-in-touch", "news")
                assert overdue_birthday or fell_asleep or (now.date() - one.due).days > 14
        by_week = Counter(monday(one.due) for one in found)
        assert all(count <= per_week for count in by_week.values())


@pytest.mark.parametrize("wrong", [{"per_week": 0}, {"weeks": 0}, {"now": dt.datetime(2026, 1, 1)}])  # noqa: DTZ001
def test_what_makes_no_plan_is_told(wrong):
    with pytest.raises(ValueError, match="give"):
        suggest([], **wrong)


def test_somebody_close_of_whom_no_more_is_known_is_said_to_be_close():
    (somebody, *_) = made_up(1, 1)
    close = attrs.evolve(
        somebody,
        contact=Contact(id="id-0", name="William Johnson", emails=["will@example.com"]),
        category="unknown",
        level=Level.CLOSE,
        strength=0.9,
        last_interaction=MONDAY - dt.timedelta(days=500),
    )

    plan = suggest([close], profile=MORGAN, now=MONDAY)

    assert plan
    assert all(one.reason.startswith("Close to you; you were last in touch in July 2025: ") for one in plan)

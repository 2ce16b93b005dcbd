"""The plan, scenario by scenario: what a counsellor would say, and when."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import attrs
import pytest

from tieweave import Address, Contact, Level, Organisation, Profile
from tieweave.followups import suggest, work_of
from tieweave.followups.settings import PlanSettings
from tieweave.leads import Prospects
from tieweave.model import Affiliation, ChannelHistory, Entry, FollowUp, History, Journal, Kept, Purpose, Status, Tie

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
"""A Monday."""
TODAY = NOW.date()
TARGETS = ["data analyst, Acme Grid, Halifax"]
MORGAN = Profile(name="Morgan Gallant", targets=TARGETS, addresses=[Address(street="7 Elm St", locality="Halifax")])


def ago(days: int) -> dt.datetime:
    return NOW - dt.timedelta(days=days)


def tie(name: str, category: str = "former-classmate", seen: int | None = None, **fields) -> Tie:
    """Somebody of a category; `seen` is how many days ago ego was last in touch."""
    close = category in ("family", "friend", "relative", "neighbour")
    contact = Contact(name=name, id=name.lower(), emails=[f"{name.lower()}@example.com"], **fields)
    return Tie(
        contact=contact,
        category=category,
        level=Level.CLOSE if close else Level.ACQUAINTED,
        strength=0.9 if close else 0.2,
        lead=0.2 if close else 0.5,
        support=0.8 if close else 0.1,
        last_interaction=None if seen is None else ago(seen),
    )


def at(company: str, title: str = "Engineer") -> dict[str, list[Organisation]]:
    return {"organisations": [Organisation(name=company, title=title)]}


def plan(*ties: Tie, journal: Journal = Journal(), profile: Profile = MORGAN, **more) -> list[FollowUp]:  # noqa: B008
    return suggest(ties, profile=profile, now=more.pop("now", NOW), journal=journal, **more)


def only(found: list[FollowUp], name: str) -> FollowUp | None:
    mine = [one for one in found if one.contact.name == name]
    assert len(mine) < 2
    return mine[0] if mine else None


def kept(one: Tie, purpose: str, status: str, days: int, kind: str = "", **more) -> Kept:
    """A follow-up that was suggested, and settled if it is, so many days ago."""
    follow_up = FollowUp(
        id=f"{purpose}{kind}{days}",
        contact=one.contact,
        purpose=purpose,
        kind=kind,
        due=more.pop("due", ago(days).date()),
        channel="email",
        reason="Because.",
        message="As kept.",
        status=status,
    )
    return Kept(follow_up=follow_up, since=ago(days), settled=None if Status(status).is_open else ago(days), **more)


def journal(*kepts: Kept, entries: tuple[Entry, ...] = (), **more) -> Journal:
    return Journal(follow_ups=kepts, entries=entries, **more)


def entry(one: Tie, days: int, **said) -> Entry:
    return Entry(person=one.contact.id, when=ago(days), **said)


GIVERS = [tie(f"Giver{number}", "friend") for number in range(12)]
"""People to do something for, so that asks are in balance."""


# Thanks


@pytest.mark.parametrize("said", [{"answered": True}, {"received": True}, {"lead": "Acme Grid, data analyst"}])
def test_who_answered_helped_or_told_of_a_lead_is_thanked_within_days(said):
    ann = tie("Ann")
    found = only(plan(ann, journal=journal(entries=(entry(ann, 0, **said),))), "Ann")
    assert found.purpose is Purpose.THANK
    assert dt.timedelta(0) < found.due - TODAY <= dt.timedelta(days=3)


@pytest.mark.parametrize("status", ["answered", "led-to"])
def test_an_ask_that_was_answered_is_thanked_for_and_only_once(status):
    ann = tie("Ann")
    asked = kept(ann, "advice", status, 1)
    assert only(plan(ann, journal=journal(asked)), "Ann").purpose is Purpose.THANK
    done = attrs.evolve(kept(ann, "thank", "done", 1), since=ago(0))
    found = only(plan(ann, journal=journal(asked, done)), "Ann")
    assert found is None or found.purpose is not Purpose.THANK


def test_nobody_is_thanked_for_thanking_back():
    ann = tie("Ann")
    for answered in (kept(ann, "thank", "answered", 1), kept(ann, "give", "answered", 1, "birthday")):
        assert all(one.purpose is not Purpose.THANK for one in plan(ann, journal=journal(answered)))


def test_thanks_come_first_and_above_the_capacity():
    helpers = [tie(f"Helper{number}") for number in range(7)]
    log = journal(entries=tuple(entry(one, 1, received=True) for one in helpers))
    found = plan(*helpers, *GIVERS, journal=log, per_week=1, weeks=1)
    assert [one.purpose for one in found[:7]] == [Purpose.THANK] * 7
    assert len(found) > 7


def test_thanks_for_work_wait_for_monday_and_those_among_friends_do_not():
    friday = dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC)
    ann, bo = tie("Ann", "client"), tie("Bo", "friend")
    log = journal(entries=tuple(Entry(person=one.contact.id, when=friday, received=True) for one in (ann, bo)))
    found = plan(ann, bo, journal=log, now=friday)
    assert only(found, "Ann").due == dt.date(2026, 11, 30)
    assert only(found, "Bo").due == dt.date(2026, 11, 28)


# Asking


@pytest.mark.parametrize("status", ["done", "answered", "dropped", "led-to"])
def test_nobody_is_asked_twice_within_the_cool_down(status):
    ann = tie("Ann", **at("Acme Grid"))
    gave = entry(ann, 300, gave=True)
    for days, may in ((10, False), (41, False), (200, True)):
        log = journal(kept(ann, "advice", status, days), kept(ann, "thank", "done", 0), entries=(gave,))
        found = only(plan(ann, *GIVERS, journal=log), "Ann")
        assert (found is not None and found.purpose.asks) is may


def test_the_cool_down_can_be_chosen():
    ann = tie("Ann", **at("Acme Grid"))
    log = journal(kept(ann, "advice", "done", 10), entries=(entry(ann, 300, gave=True),))
    found = only(plan(ann, *GIVERS, journal=log, settings=PlanSettings(cool_down=7)), "Ann")
    assert found.purpose is Purpose.ADVICE


def test_what_the_user_dropped_is_not_suggested_again_for_long():
    ann = tie("Ann", **at("Acme Grid"))
    for days, may in ((100, False), (200, True)):
        found = only(plan(ann, *GIVERS, journal=journal(kept(ann, "advice", "dropped", days))), "Ann")
        assert (found is not None and found.purpose is Purpose.ADVICE) is may


@pytest.mark.parametrize(
    ("entries", "asks"),
    [
        ([{"received": True}], False),
        ([{"received": True}, {"gave": True}], True),
        ([{"received": True}] * 3 + [{"gave": True}], False),
        ([{"gave": True}], True),
    ],
)
def test_where_all_is_taking_a_gift_comes_first(entries, asks):
    ann = tie("Ann", **at("Acme Grid"))
    log = journal(
        kept(ann, "thank", "done", 80), entries=tuple(entry(ann, 80 + day, **said) for day, said in enumerate(entries))
    )
    found = only(plan(ann, *GIVERS, journal=log), "Ann")
    assert found.purpose.asks is asks
    if not asks:
        assert (found.purpose, found.kind) == (Purpose.GIVE, "news")
        assert "helped you" in found.reason


def test_an_ask_that_was_done_counts_as_received_and_a_gift_that_was_done_as_given():
    ann = tie("Ann", **at("Acme Grid"))
    asked = kept(ann, "advice", "done", 100)
    assert only(plan(ann, *GIVERS, journal=journal(asked)), "Ann").purpose is Purpose.GIVE
    given = kept(ann, "give", "done", 50, "news")
    assert only(plan(ann, *GIVERS, journal=journal(asked, given)), "Ann").purpose is Purpose.ADVICE


def test_a_tie_that_sleeps_gets_a_first_word_before_any_ask():
    ann = tie("Ann", seen=800, **at("Acme Grid"))
    found = only(plan(ann, *GIVERS), "Ann")
    assert (found.purpose, found.kind) == (Purpose.RECONNECT, "dormant")
    assert "September 2024" in found.reason
    word = kept(ann, "reconnect", "done", 5, "dormant")
    later = only(plan(ann, *GIVERS, journal=journal(word)), "Ann")
    assert later is None
    word = kept(ann, "reconnect", "done", 20, "dormant")
    assert only(plan(ann, *GIVERS, journal=journal(word)), "Ann").purpose is Purpose.ADVICE


def test_without_any_history_nothing_is_known_of_sleep():
    assert only(plan(tie("Ann", **at("Acme Grid")), *GIVERS), "Ann").purpose is Purpose.ADVICE


def test_what_is_asked_depends_on_who_somebody_is():
    boss = tie("Boss", "friend", **at("Acme Grid", "Director"))
    there = tie("There", **at("Acme Grid"))
    field = tie("Field", **at("Harbour Health", "Data Analyst"))
    other = tie("Other", **at("Corner Bakery", "Owner"))
    found = plan(boss, there, field, other, *GIVERS)
    purposes = {name: only(found, name).purpose for name in ("Boss", "There", "Field", "Other")}
    assert purposes == {
        "Boss": Purpose.LEAD,
        "There": Purpose.ADVICE,
        "Field": Purpose.ADVICE,
        "Other": Purpose.LEAD,
    }
    assert "recommend" in only(found, "Boss").reason
    support = [one for one in found if one.purpose is Purpose.SUPPORT]
    assert {one.contact.name for one in support} <= {one.contact.name for one in GIVERS}
    assert {one.kind for one in support} == {"feedback", "practice", "hard-days"}


def test_nobody_at_the_present_employer_is_asked_about_work():
    profile = attrs.evolve(MORGAN, employers=[Affiliation(name="Fundy Software", start=2019)])
    found = only(plan(tie("Ann", "co-worker", **at("Fundy Software")), *GIVERS, profile=profile), "Ann")
    assert found is None or not found.purpose.asks


def test_no_two_of_one_firm_are_asked_in_one_week_while_others_are_there():
    big = [tie(f"Big{number:02}", **at("Big Firm")) for number in range(20)]
    small = [tie(f"Small{number}", **at(f"Firm {number}")) for number in range(20)]
    found = plan(*big, *small, *GIVERS, per_week=10)
    weeks = Counter(
        one.due.isocalendar().week for one in found if one.purpose.asks and one.contact.name.startswith("Big")
    )
    assert all(count == 1 for count in weeks.values())


# Giving


def test_a_birthday_is_wished_on_the_day_itself_also_at_the_weekend():
    ann, bo = tie("Ann", "friend", birthday="1980-11-28"), tie("Bo", seen=100, birthday="--11-29")
    stranger = tie("Cy", birthday="--11-29")
    found = plan(ann, bo, stranger)
    for name, day in (("Ann", dt.date(2026, 11, 28)), ("Bo", dt.date(2026, 11, 29))):
        one = only(found, name)
        assert (one.kind, one.due) == ("birthday", day)
    assert only(found, "Cy").kind != "birthday"


def test_a_birthday_today_and_one_on_the_29th_of_february():
    found = plan(tie("Ann", "friend", birthday="1980-11-23"))
    assert only(found, "Ann").due == TODAY
    leap = plan(tie("Bo", "friend", birthday="--02-29"), now=dt.datetime(2027, 2, 10, tzinfo=dt.UTC))
    assert only(leap, "Bo").due == dt.date(2027, 2, 28)


def test_a_birthday_that_was_wished_comes_again_next_year():
    ann = tie("Ann", "friend", birthday="1980-11-28")
    first = only(plan(ann), "Ann")
    done = Kept(follow_up=attrs.evolve(first, status="done"), since=ago(1), settled=NOW)
    again = only(plan(ann, journal=journal(done)), "Ann")
    assert again is None or again.kind != "birthday"
    later = plan(ann, journal=journal(done), now=dt.datetime(2027, 11, 22, tzinfo=dt.UTC))
    assert only(later, "Ann").kind == "birthday"
    assert only(later, "Ann").id != first.id


def test_a_birthday_of_a_close_one_makes_what_can_wait_make_room():
    first = plan(*GIVERS, per_week=2)
    log = Journal(follow_ups=[Kept(follow_up=one, since=NOW) for one in first])
    dad = tie("Dad", "family", birthday="1955-12-02")
    again = plan(*GIVERS, dad, per_week=2, journal=log)
    assert only(again, "Dad").due == dt.date(2026, 12, 2)
    gone = {one.id for one in first} - {one.id for one in again}
    assert len(gone) <= 1
    assert all(one.kind == "news" for one in first if one.id in gone)


def test_a_new_role_is_congratulated_and_first_sight_is_no_news():
    before = tie("Ann", seen=90, **at("Harbour Health", "Nurse"))
    now = tie("Ann", seen=90, **at("Acme Clinic", "Head Nurse"))
    assert only(plan(now), "Ann").kind != "new-role"
    same = journal(work={"ann": work_of(before.contact)})
    assert only(plan(before, journal=same), "Ann").kind != "new-role"
    found = only(plan(now, journal=same), "Ann")
    assert found.kind == "new-role"
    assert "Head Nurse at Acme Clinic" in found.reason
    assert found.due - TODAY < dt.timedelta(days=14)


def test_a_new_role_waits_for_the_next_week_where_no_day_is_left_in_this_one():
    thursday = dt.datetime.combine(TODAY + dt.timedelta(days=3 - TODAY.weekday()), dt.time(12), tzinfo=NOW.tzinfo)
    friday = thursday.date() + dt.timedelta(days=1)
    before = tie("Ann", seen=90, **at("Harbour Health", "Nurse"))
    now = tie("Ann", seen=90, **at("Acme Clinic", "Head Nurse"))
    bob = tie("Bob", "friend", seen=90)
    works = {"ann": work_of(before.contact)}
    in_hand = journal(kept(bob, "give", "pushed", 1, "help", due=friday), work=works)
    found = plan(now, bob, now=thursday, journal=in_hand)
    assert only(found, "Bob").due == friday
    assert only(found, "Ann").kind == "new-role"
    assert dt.timedelta(days=2) < only(found, "Ann").due - friday <= dt.timedelta(days=7)
    can_wait = journal(kept(bob, "give", "suggested", 1, "news", due=friday), work=works)
    found = plan(now, bob, now=thursday, journal=can_wait)
    assert only(found, "Ann").due == friday
    assert only(found, "Bob").due > friday


@pytest.mark.parametrize(
    ("before", "now", "news"),
    [
        ([("", "Harbour Health")], [("Nurse", "Harbour Health")], False),
        ([("Nurse", "Harbour Health")], [("Head Nurse", "Harbour Health")], True),
        ([("Nurse", "Harbour Health")], [("Nurse", "Harbour Health"), ("Board", "Choir")], False),
        ([("Nurse", "Harbour Health")], [("Nurse", "Harbour Health"), ("RN", "Harbour Health")], False),
        ([("Nurse", "Harbour Health Inc.")], [("nurse", "Harbour Health")], False),
        ([("Nurse", "Harbour Health")], [("Retired", "Acme")], False),
        ([("Nurse", "Harbour Health")], [], False),
    ],
)
def test_only_what_is_surely_new_is_a_new_role(before, now, news):
    def card(roles: list[tuple[str, str]]) -> Tie:
        return tie("Ann", seen=90, organisations=[Organisation(title=title, name=name) for title, name in roles])

    log = journal(work={"ann": work_of(card(before).contact)})
    assert any(one.kind == "new-role" for one in plan(card(now), journal=log)) is news


def test_help_that_a_note_asks_for_is_offered_once():
    ann = tie("Ann", notes=["met at the fair, looking for a flat in Dartmouth"])
    found = only(plan(ann), "Ann")
    assert (found.purpose, found.kind) == (Purpose.GIVE, "help")
    assert "looking for a flat in Dartmouth" in found.reason
    done = Kept(follow_up=attrs.evolve(found, status="done"), since=ago(30), settled=ago(25))
    again = only(plan(ann, *GIVERS, journal=journal(done)), "Ann")
    assert again is None or again.kind != "help"


def test_who_needs_what_another_is_is_introduced():
    ann = tie("Ann", notes=["needs an accountant"])
    bo = tie("Bo", **at("Bo & Sons", "Accountant"))
    found = only(plan(ann, bo), "Ann")
    assert (found.purpose, found.kind) == (Purpose.GIVE, "introduction")
    assert "Bo" in found.reason


# Keeping in touch


@pytest.mark.parametrize(
    ("category", "seen", "overdue"),
    [("family", 20, True), ("family", 3, False), ("friend", 40, True), ("relative", 40, False), ("client", 200, True)],
)
def test_it_is_time_again_by_category_and_level(category, seen, overdue):
    found = only(plan(tie("Ann", category, seen), weeks=1), "Ann")
    kinds = {found.kind} if found is not None else set()
    assert ("keep-in-touch" in kinds) is overdue


def test_users_set_the_interval_and_zero_is_never():
    ann = tie("Ann", "client", seen=40)
    asked = journal(kept(ann, "lead", "dropped", 100))
    often = PlanSettings(keep_in_touch={"client": 30})
    assert only(plan(ann, settings=often, journal=asked), "Ann").kind == "keep-in-touch"
    by_level = PlanSettings(keep_in_touch={"level-2": 30})
    assert only(plan(ann, settings=by_level, journal=asked), "Ann").kind == "keep-in-touch"
    never = PlanSettings(keep_in_touch={"client": 0, "level-2": 30})
    found = only(plan(ann, settings=never, journal=asked), "Ann")
    assert found is None or found.kind != "keep-in-touch"


def test_contact_resets_the_interval_whether_seen_logged_or_done():
    ann = tie("Ann", "friend", seen=40)
    asked = kept(ann, "support", "dropped", 100)
    assert only(plan(ann, journal=journal(asked), weeks=1), "Ann").kind == "keep-in-touch"
    logged = journal(asked, entries=(entry(ann, 2),))
    done = journal(asked, kept(ann, "reconnect", "done", 2, "keep-in-touch"))
    for log in (logged, done):
        found = only(plan(ann, journal=log, weeks=1), "Ann")
        assert found is None or found.kind != "keep-in-touch"


def test_where_no_contact_was_seen_nobody_is_overdue_unless_the_user_set_it():
    ann = tie("Ann", "friend")
    assert only(plan(ann), "Ann").kind != "keep-in-touch"
    assert only(plan(ann, settings=PlanSettings(keep_in_touch={"friend": 30})), "Ann").kind == "keep-in-touch"


def test_who_lives_with_ego_needs_no_keeping_in_touch():
    sam = tie("Sam", "family", seen=100)
    profile = attrs.evolve(MORGAN, partner="Sam")
    found = only(plan(sam, profile=profile, journal=journal(kept(sam, "support", "dropped", 9))), "Sam")
    assert found is None


def test_an_old_conversation_is_an_occasion():
    ann = tie("Ann", seen=370)
    page = ChannelHistory(channel="meeting", acts=2, volume=2, days=2, first=ago(500).date(), last=ago(370).date())
    history = History(acts=2, days=2, first=ago(500), last=ago(370), channels=[page])
    prospects = Prospects.of([ann.contact], MORGAN, now=NOW, histories=[history])
    assert "you last met about a year ago" in only(plan(ann, prospects=prospects), "Ann").reason


# The weeks


def test_a_week_has_asks_of_weak_ties_one_for_support_and_gifts():
    others = [tie(f"Other{number}", **at(f"Firm {number}")) for number in range(20)]
    found = plan(*others, *GIVERS, tie("Dad", "family", seen=20), weeks=3)
    assert len(found) == 15
    for week in (48, 49, 50):
        mine = [one for one in found if one.due.isocalendar().week == week]
        assert len(mine) == 5
        assert sum(one.purpose is Purpose.SUPPORT for one in mine) == 1
        assert 1 <= sum(one.purpose in (Purpose.LEAD, Purpose.INTRODUCTION, Purpose.ADVICE) for one in mine) <= 2
        assert sum(not one.purpose.asks for one in mine) >= 2


def test_a_big_import_makes_no_bigger_plan():
    many = [tie(f"Person{number:04}", **at(f"Firm {number % 50}")) for number in range(3000)]
    found = plan(*many)
    assert len(found) <= 20
    assert max(Counter(one.due for one in found).values()) == 1
    assert all(one.due.weekday() < 5 for one in found)


def test_once_a_week_is_over_the_next_one_is_planned_whole():
    others = [tie(f"Other{number:02}", **at(f"Firm {number}")) for number in range(20)]
    friends = [tie(f"Friend{number:02}", "friend") for number in range(20)]
    first = plan(*others, *friends)
    friday = NOW + dt.timedelta(days=4)
    log = Journal(follow_ups=[Kept(follow_up=one, since=NOW) for one in first])
    again = plan(*others, *friends, journal=log, now=friday)
    assert again[: len(first)] == first
    assert [one.due.isocalendar().week for one in again[len(first) :]] == [52] * 5


def test_today_is_that_of_the_profiles_time_zone():
    late = dt.datetime(2026, 11, 24, 2, tzinfo=dt.UTC)
    people = [tie(f"Other{number}") for number in range(9)]
    here = plan(*people, now=late)
    there = plan(*people, now=late, profile=attrs.evolve(MORGAN, time_zone="America/Halifax"))
    assert here[0].due == dt.date(2026, 11, 25)
    assert there[0].due == dt.date(2026, 11, 24)


def test_the_working_days_can_be_chosen():
    others = [tie(f"Other{number}", "client") for number in range(20)]
    found = plan(*others, settings=PlanSettings(working_days=[0, 2]), per_week=4)
    assert {one.due.weekday() for one in found} == {0, 2}


# What stands


def test_what_is_in_hand_stays_as_it_is_with_the_contact_of_today():
    ann = tie("Ann", **at("Acme Grid"))
    old = tie("A. Nn")
    mine = attrs.evolve(old.contact, id="ann")
    held = Kept(
        follow_up=attrs.evolve(
            kept(old, "lead", "pushed", 3, due=TODAY + dt.timedelta(days=2)).follow_up, contact=mine
        ),
        since=ago(3),
    )
    found = plan(ann, journal=journal(held))
    assert found == [attrs.evolve(held.follow_up, contact=ann.contact)]


def test_what_is_in_hand_stays_even_when_its_person_is_in_no_source_today():
    gone = kept(tie("Gone"), "lead", "snoozed", 3)
    assert gone.follow_up in plan(tie("Ann"), journal=journal(gone))


def test_who_has_died_is_not_in_the_plan_whatever_was_in_hand():
    ann = tie("Ann", "friend", notes=["died in May"], birthday="--11-28")
    for status in ("pushed", "suggested", "snoozed"):
        assert plan(ann, journal=journal(kept(ann, "support", status, 3))) == []


def test_contact_makes_keeping_in_touch_pointless():
    ann = tie("Ann", "friend", seen=40)
    suggested = kept(ann, "reconnect", "suggested", 5, "keep-in-touch", due=TODAY + dt.timedelta(days=2))
    assert suggested.follow_up in plan(ann, journal=journal(suggested))
    called = tie("Ann", "friend", seen=1)
    assert suggested.follow_up.id not in {one.id for one in plan(called, journal=journal(suggested))}


def test_what_is_overdue_keeps_its_day_for_two_weeks_and_is_then_planned_anew():
    ann = tie("Ann", **at("Acme Grid"))
    recent = kept(ann, "advice", "suggested", 10)
    assert only(plan(ann, *GIVERS, journal=journal(recent)), "Ann").due == recent.follow_up.due
    old = kept(ann, "advice", "suggested", 20)
    assert only(plan(ann, *GIVERS, journal=journal(old)), "Ann").due > TODAY


def test_what_was_done_or_dropped_this_week_counts_toward_it():
    monday = [
        kept(tie(f"Done{number}"), "give", status, 0, "news") for number, status in enumerate(["done", "dropped"])
    ]
    found = plan(*GIVERS, journal=journal(*monday), weeks=1, per_week=3)
    assert len(found) == 1


def test_what_the_user_moved_stays_moved_even_on_a_sunday():
    ann = tie("Ann", "friend")
    moved = kept(ann, "support", "suggested", 3, "practice", due=TODAY + dt.timedelta(days=6), moved=True)
    assert only(plan(ann, *GIVERS, journal=journal(moved)), "Ann") == moved.follow_up


def test_ids_are_those_of_the_act_and_new_once_it_is_over():
    ann = tie("Ann", **at("Acme Grid"))
    first = only(plan(ann, *GIVERS), "Ann")
    assert len(first.id) == 12
    assert int(first.id, 16) >= 0
    assert only(plan(ann, *GIVERS, now=NOW + dt.timedelta(days=30)), "Ann").id == first.id
    dropped = Kept(follow_up=attrs.evolve(first, status="dropped"), since=ago(250), settled=ago(200))
    again = only(plan(ann, *GIVERS, journal=journal(dropped)), "Ann")
    assert again.purpose is first.purpose
    assert again.id != first.id


def test_every_suggestion_says_why_in_one_sentence_and_has_a_draft():
    others = [tie(f"Other{number}", seen=number * 40, **at(f"Firm {number}")) for number in range(20)]
    found = plan(*others, *GIVERS, tie("Dad", "family", birthday="--12-01"))
    for one in found:
        assert one.reason.endswith(".")
        assert one.reason[0].isupper() or not one.reason[0].isalpha()
        assert "\n" not in one.reason
        assert one.message
    assert len({one.message for one in found}) == len(found)


def test_nobody_to_turn_to_makes_an_empty_plan():
    assert plan() == []

"""A plan that is lived with for months: what is done, put off, answered or changed in between."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieweave import Contact, Level, Organisation, Profile
from tieweave.followups import suggest
from tieweave.journals import settled
from tieweave.model import Entry, FollowUp, Journal, Kept, Purpose, Status, Tie

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
"""A Monday morning."""
DAY = dt.timedelta(days=1)
MORGAN = Profile(name="Morgan Gallant", targets=["data analyst, Acme Grid, Halifax"])
GRID = {"organisations": [Organisation(name="Acme Grid", title="Engineer")]}
GIVERS_NAMES = ("Ida", "Joe", "Kim", "Lou")


def tie(name: str, category: str = "former-classmate", seen: int | None = None, **fields) -> Tie:
    """Somebody of a category; `seen` is how many days ago ego was last in touch."""
    close = category in ("family", "friend")
    return Tie(
        contact=Contact(name=name, id=name.lower(), emails=[f"{name.lower()}@example.com"], **fields),
        category=category,
        level=Level.CLOSE if close else Level.ACQUAINTED,
        strength=0.9 if close else 0.2,
        lead=0.2 if close else 0.5,
        support=0.8 if close else 0.1,
        last_interaction=None if seen is None else NOW - seen * DAY,
    )


GIVERS = [tie(name) for name in GIVERS_NAMES]


def plan(ties: list[Tie], journal: Journal, now: dt.datetime = NOW, **more) -> list[FollowUp]:
    return suggest(ties, profile=MORGAN, now=now, journal=journal, **more)


def keep(found: list[FollowUp], before: Journal = Journal(), now: dt.datetime = NOW) -> Journal:  # noqa: B008
    """Keep a plan as the store does: what was only suggested, and is not in it any more, is gone."""
    held = {kept.follow_up.id: kept for kept in before.follow_ups if kept.follow_up.status is not Status.SUGGESTED}
    known = {kept.follow_up.id: kept for kept in before.follow_ups}
    for one in found:
        if one.id not in known:
            held[one.id] = Kept(follow_up=one, since=now)
        elif known[one.id].follow_up.status.is_open:
            held[one.id] = attrs.evolve(known[one.id], follow_up=one)
    return attrs.evolve(before, follow_ups=held.values())


def become(journal: Journal, item: str, status: str, now: dt.datetime = NOW, due: dt.date | None = None) -> Journal:
    """Let the user settle one."""
    changed = [
        settled(kept, Status(status), now=now, due=due) if kept.follow_up.id == item else kept
        for kept in journal.follow_ups
    ]
    return attrs.evolve(journal, follow_ups=changed)


def logged(journal: Journal, *entries: Entry) -> Journal:
    return attrs.evolve(journal, entries=(*journal.entries, *entries))


def entry(one: Tie, when: dt.datetime, **said) -> Entry:
    return Entry(person=one.contact.id, when=when, **said)


def of(found: list[FollowUp], one: Tie, purpose: str = "") -> FollowUp:
    (mine,) = [each for each in found if each.contact.id == one.contact.id and purpose in ("", each.purpose)]
    return mine


# -- Thanks ----------------------------------------------------------------------------------------------------------


def thanked_for(ann: Tie) -> tuple[Journal, FollowUp]:
    """A journal in which a favour of Ann is to be thanked for, and the thank."""
    journal = logged(Journal(), entry(ann, NOW - DAY, received=True, text="read my resume"))
    found = plan([ann], journal)
    return keep(found, journal), of(found, ann, "thank")


@pytest.mark.parametrize("state", ["pushed", "snoozed"])
def test_a_thank_in_hand_does_for_a_second_favour(state):
    ann = tie("Ann")
    journal, thank = thanked_for(ann)
    journal = become(journal, thank.id, state, due=thank.due + 3 * DAY)
    journal = logged(journal, entry(ann, NOW + 2 * DAY, received=True, text="named her boss"))
    later = NOW + 3 * DAY
    assert of(plan([ann], journal, later), ann, "thank").due == thank.due + 3 * DAY
    journal = become(journal, thank.id, "done", later + DAY)
    assert not [one for one in plan([ann], journal, later + DAY) if one.purpose is Purpose.THANK]


def test_a_thank_that_is_suggested_turns_to_the_latest_favour_and_stays():
    ann = tie("Ann")
    journal, thank = thanked_for(ann)
    journal = logged(journal, entry(ann, NOW + 2 * DAY, received=True, text="named her boss"))
    found = plan([ann], journal, NOW + 3 * DAY)
    turned = of(found, ann, "thank")
    assert (turned.id, "named her boss" in turned.reason) == (thank.id, True)
    journal = keep(found, journal, NOW + 3 * DAY)
    assert of(plan([ann], journal, NOW + 8 * DAY), ann, "thank") == turned


def test_what_lies_ahead_hides_no_favour_and_is_none_yet():
    ann = tie("Ann", seen=90, **GRID)
    ahead = entry(ann, NOW + 9 * DAY, answered=True, text="will talk on Tuesday")
    assert plan([ann], logged(Journal(), ahead)) == plan([ann], Journal())
    journal = logged(Journal(), entry(ann, NOW - DAY, received=True, text="read my resume"), ahead)
    assert "read my resume" in of(plan([ann], journal), ann, "thank").reason


def test_a_thank_that_is_long_overdue_is_planned_anew_at_once():
    ann = tie("Ann")
    journal, thank = thanked_for(ann)
    later = thank.due + 20 * DAY
    anew = of(plan([ann], journal, NOW + (later - NOW.date()).days * DAY), ann, "thank")
    assert (anew.id, anew.due > later) == (thank.id, True)


def test_nobody_gets_the_same_words_twice():
    ann, journal, now = tie("Ann", "friend", seen=40), Journal(), NOW
    for _ in range(30):
        word = of(plan([ann], journal, now), ann)
        assert word.message not in {kept.follow_up.message for kept in journal.follow_ups}
        journal = become(keep([word], journal, now), word.id, "done", now)
        now += 45 * DAY


# -- Give and take ---------------------------------------------------------------------------------------------------


def test_who_was_only_asked_is_not_said_to_have_helped():
    ann = tie("Ann", **GRID)
    ask = FollowUp(
        id="a", contact=ann.contact, purpose="advice", due=NOW.date(), channel="email", reason="", message="Hello."
    )
    long_ago = NOW - 100 * DAY
    for status, said in (("done", "You have asked them once, with no answer noted"), ("answered", "helped you once")):
        one = Kept(follow_up=attrs.evolve(ask, status=status), since=long_ago, settled=long_ago)
        thank = Kept(
            follow_up=attrs.evolve(ask, id="t", purpose="thank", status="done"), since=long_ago, settled=long_ago
        )
        found = of(plan([ann, *GIVERS], Journal(follow_ups=[one, thank])), ann)
        assert (found.purpose, said in found.reason) == (Purpose.GIVE, True)


def test_an_answer_to_what_is_not_known_here_is_a_favour_as_it_is_in_the_balance():
    ann = tie("Ann", **GRID)
    thank = FollowUp(
        id="t", contact=ann.contact, purpose="thank", due=NOW.date(), channel="", reason="", message="", status="done"
    )
    when = NOW - 100 * DAY
    journal = Journal(
        follow_ups=[Kept(follow_up=thank, since=when, settled=when)], entries=[entry(ann, when, answered=True)]
    )
    assert of(plan([ann, *GIVERS], journal), ann).purpose is Purpose.GIVE


# -- Birthdays -------------------------------------------------------------------------------------------------------


def test_what_is_put_off_into_a_full_week_costs_no_birthday():
    mum = tie("Mum", "family", birthday="1950-12-04")
    ties = [mum, *GIVERS, *(tie(f"Pat{number}", **GRID) for number in range(30))]
    found = plan(ties, Journal(), weeks=3)
    journal = keep(found)
    wish = of(found, mum)
    week = [one for one in found if 0 <= (one.due - dt.date(2026, 11, 30)).days < 7]
    assert len(week) == 5
    others = [one for one in found if one not in week]
    for one in others[:3]:
        journal = become(journal, one.id, "snoozed", due=dt.date(2026, 12, 2))
    assert wish in plan(ties, journal, weeks=3)


def test_a_birthday_takes_the_place_of_a_word_that_can_wait():
    mum = tie("Mum", "family", seen=20)
    found = plan([mum], Journal())
    assert of(found, mum).kind == "keep-in-touch"
    mum = attrs.evolve(mum, contact=attrs.evolve(mum.contact, birthday="--12-04"))
    found = plan([mum], keep(found))
    assert [one.kind for one in found] == ["birthday"]
    overdue = keep(plan([tie("Mum", "family", seen=20)], Journal()))
    assert [one.kind for one in plan([mum], overdue, NOW + 8 * DAY)] == ["birthday"]


def test_a_birthday_is_wished_once_whatever_becomes_of_the_id_and_the_card():
    mum = tie("Mum", "family", birthday="--11-26")
    found = plan([mum], Journal())
    journal = become(keep(found), of(found, mum).id, "done")
    joined = attrs.evolve(mum, contact=attrs.evolve(mum.contact, id="mother", birthday="--11-28"))
    journal = attrs.evolve(
        journal,
        follow_ups=[
            attrs.evolve(kept, follow_up=attrs.evolve(kept.follow_up, contact=joined.contact))
            for kept in journal.follow_ups
        ],
    )
    assert "birthday" not in {one.kind for one in plan([joined], journal)}
    assert "birthday" in {one.kind for one in plan([joined], journal, NOW + 345 * DAY)}


def test_a_birthday_is_wished_on_the_day_that_the_card_says_now():
    mum = tie("Mum", "family", birthday="--12-04")
    journal = keep(plan([mum], Journal()))
    changed = attrs.evolve(mum, contact=attrs.evolve(mum.contact, birthday="--12-10"))
    assert of(plan([changed], journal), mum).due == dt.date(2026, 12, 10)


def test_who_turns_eighteen_next_month_is_a_minor_until_then():
    for birthday, asks in (("2008-12-30", False), ("2008-11-20", True)):
        ann = tie("Ann", birthday=birthday, **GRID)
        assert of(plan([ann, *GIVERS], Journal()), ann).purpose.asks is asks


# -- Reasons stay true -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["suggested", "snoozed"])
def test_a_reason_tells_of_the_last_contact_that_there_was(state):
    ann = tie("Ann", seen=90, **GRID)
    found = plan([ann, *GIVERS], Journal())
    ask = of(found, ann)
    assert "last in touch in August 2026" in ask.reason
    journal = become(keep(found), ask.id, state)
    journal = logged(journal, entry(ann, NOW + DAY, text="had coffee"))
    told = of(plan([ann, *GIVERS], journal, NOW + 2 * DAY), ann)
    assert "last in touch on 24 November 2026" in told.reason
    assert attrs.evolve(told, reason=ask.reason, status="suggested") == ask
    # That the month is over makes it no less true.
    journal = keep(plan([ann, *GIVERS], journal, NOW + 2 * DAY), journal, NOW + 2 * DAY)
    assert of(plan([ann, *GIVERS], journal, NOW + 9 * DAY), ann).reason == told.reason


def test_nobody_is_introduced_to_who_has_died():
    ann = tie("Ann", notes=["needs an accountant"])
    ben = tie("Ben", organisations=[Organisation(name="Count & Co", title="Accountant")])
    found = plan([ann, ben], Journal())
    assert "Ben is one" in of(found, ann).reason
    assert of(plan([ann, ben], keep(found)), ann) == of(found, ann)
    dead = attrs.evolve(ben, contact=attrs.evolve(ben.contact, notes=["passed away in May"]))
    assert "Ben" not in of(plan([ann, dead], keep(found)), ann).reason


def test_help_goes_with_the_note_that_asked_for_it():
    ann = tie("Ann", notes=["looking for a flat"])
    found = plan([ann], Journal())
    assert "looking for a flat" in of(found, ann).reason
    moved = attrs.evolve(ann, contact=attrs.evolve(ann.contact, notes=["needs a babysitter"]))
    assert "needs a babysitter" in of(plan([moved], keep(found)), ann).reason


def test_congratulations_go_with_the_role():
    ann = tie("Ann", organisations=[Organisation(name="Blue Heron", title="Head of Data")])
    known = {"ann": "Analyst @ Fundy Software"}
    found = plan([ann], Journal(work=known))
    assert of(found, ann).kind == "new-role"
    known = {"ann": "Head of Data @ Blue Heron"}
    assert of(plan([ann], keep(found, Journal(work=known))), ann).kind == "new-role"
    left = attrs.evolve(ann, contact=attrs.evolve(ann.contact, organisations=[Organisation(name="Blue Heron")]))
    assert "new-role" not in {one.kind for one in plan([left], keep(found, Journal(work=known)))}


# -- It stays balanced, and where it is ------------------------------------------------------------------------------


def suggested(one: Tie, purpose: str, due: dt.date, kind: str = "") -> Kept:
    follow_up = FollowUp(
        id=f"kept-{one.contact.id}",
        contact=one.contact,
        purpose=purpose,
        kind=kind,
        due=due,
        channel="email",
        reason="Because.",
        message=f"Hello {one.contact.name}.",
    )
    return Kept(follow_up=follow_up, since=NOW - DAY)


def test_what_comes_into_a_gap_balances_the_whole_plan():
    ties = [tie(f"Pat{number}", **GRID) for number in range(40)]
    week = dt.date(2026, 12, 7)
    asks = [suggested(one, "advice", week + (at // 5 * 7 + at % 5) * DAY) for at, one in enumerate(ties[:10])]
    words = [suggested(one, "give", dt.date(2026, 11, 25) + at * DAY, "news") for at, one in enumerate(ties[10:12])]
    found = plan(ties, Journal(follow_ups=[*asks, *words]))
    asked = sum(one.purpose.asks for one in found)
    assert asked <= len(found) - asked + 1


def test_a_smaller_plan_is_the_same_when_it_is_made_again():
    mum = tie("Mum", "family", birthday="--12-09")
    ties = [mum, *(tie(f"Pat{number}", **GRID) for number in range(20))]
    monday = dt.date(2026, 11, 23)
    held = [suggested(one, "advice", monday + (at // 2 * 7 + 2) * DAY) for at, one in enumerate(ties[1:5])]
    held += [suggested(one, "give", monday + (at // 2 * 7 + 16) * DAY, "news") for at, one in enumerate(ties[5:9])]
    # Two a week are full, and what is one too many is toward somebody who has her birthday the week after.
    journal = Journal(follow_ups=[*held, suggested(mum, "support", monday + 10 * DAY, "feedback")])
    first = plan(ties, journal, per_week=2)
    assert plan(ties, keep(first, journal), per_week=2) == first


def test_where_a_source_could_not_be_read_what_was_suggested_stays():
    ann, ben = tie("Ann", **GRID), tie("Ben", organisations=[Organisation(name="Acme Grid", title="Analyst")])
    found = plan([ann, ben, *GIVERS], Journal(), weeks=2)
    journal = keep(found)
    without = plan([ben, *GIVERS], journal, NOW + DAY, weeks=2, is_partial=True)
    assert of(without, ann) == of(found, ann)
    journal = keep(without, journal, NOW + DAY)
    assert of(plan([ann, ben, *GIVERS], journal, NOW + 2 * DAY, weeks=2), ann) == of(found, ann)
    # Who is in none of the sources that were read is gone.
    assert "ann" not in {one.contact.id for one in plan([ben, *GIVERS], journal, NOW + 2 * DAY, weeks=2)}


def test_an_id_is_never_given_a_second_time():
    ann = tie("Ann", **GRID)
    found = of(plan([ann, *GIVERS], Journal()), ann)
    when = NOW - 400 * DAY
    # What was settled besides is another's again, since two people were parted.
    later = of(plan([ann, *GIVERS], become(keep([found], now=when), found.id, "dropped", when)), ann)
    journal = become(keep([later], now=when), later.id, "dropped", when)
    assert of(plan([ann, *GIVERS], journal), ann).id != later.id


# -- Day after day ---------------------------------------------------------------------------------------------------


def people(dice: random.Random) -> list[Tie]:
    found = []
    for number in range(40):
        fields = {"birthday": dice.choice(["", "", "--12-03", "1980-12-24", "1988-02-29"])}
        fields["notes"] = [dice.choice(["looking for a flat", "needs an accountant"])] if dice.random() < 0.2 else []
        fields["organisations"] = [
            Organisation(name=f"Firm {number % 7}", title=dice.choice(["Accountant", "Analyst"]))
        ]
        seen = dice.choice([None, dice.randrange(60), dice.randrange(700)])
        found.append(tie(f"Pat{number}", dice.choice(["friend", "family", "co-worker", "alumni"]), seen, **fields))
    return found


@settings(max_examples=12)
@given(st.integers(0, 10_000), st.integers(1, 8))
def test_whatever_the_user_does_the_plan_keeps_its_word(seed, per_week):
    dice = random.Random(seed)
    ties, journal, now = people(dice), Journal(), NOW
    for _ in range(25):
        now += DAY * dice.choice([1, 1, 1, 2, 9])
        known = {kept.follow_up.id for kept in journal.follow_ups}
        found = plan(ties, journal, now, per_week=per_week)
        journal = keep(found, journal, now)
        assert plan(ties, journal, now, per_week=per_week) == found
        assert max(Counter(one.id for one in found).values()) == 1
        status = {kept.follow_up.id: kept.follow_up.status for kept in journal.follow_ups}
        assert all(status[one.id].is_open for one in found)
        people_of = Counter(one.contact.id for one in found if one.purpose is not Purpose.THANK)
        assert not people_of or max(people_of.values()) == 1
        assert max(Counter(one.message for one in found).values()) == 1
        new = [one for one in found if one.id not in known and one.purpose is not Purpose.THANK]
        for monday in {one.due - one.due.weekday() * DAY for one in new}:
            assert (
                sum(0 <= (one.due - monday).days < 7 for one in found if one.purpose is not Purpose.THANK) <= per_week
            )
        for one in [one for one in found if one.due <= now.date()]:
            deed = dice.choice(["done", "done", "dropped", "snoozed", "", ""])
            due = now.date() + dice.randrange(1, 20) * DAY if deed == "snoozed" else None
            journal = become(journal, one.id, deed, now, due) if deed else journal
        if dice.random() < 0.5:
            said = {dice.choice(["gave", "received", "answered"]): True}
            journal = logged(journal, entry(dice.choice(ties), now, text="talked", **said))

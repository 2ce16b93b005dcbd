"""What the interactions with one person add up to."""

from __future__ import annotations

import datetime as dt
import itertools
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tieweave
from tieweave import Book, Channel, Interaction, Profile
from tieweave.testing import make_contact

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
HALIFAX = ZoneInfo("America/Halifax")
BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = dt.datetime(2026, 6, 1, 10, tzinfo=dt.UTC)
ANN = make_contact("Ann Lee", key="a", emails=["ann@gmail.com"], phones=["+19025550101"])
BO = make_contact("Bo Roy", key="b", emails=["bo@gmail.com"], phones=["+19025550102"])
EGO = Profile(phones=["+1 902 555 0100"])


def act(when=MONDAY, *participants, channel="email", direction="in", **fields):
    participants = participants or ("ann@gmail.com",)
    return Interaction(when=when, channel=channel, direction=direction, participants=participants, **fields)


def histories(*acts, people=(ANN, BO)):
    found = tieweave.survey(people, profile=EGO, interactions=acts, now=NOW)
    return {contact.name: history for contact, history in zip(found.contacts, found.histories, strict=True)}


def history(*acts):
    return histories(*acts)["Ann Lee"]


def page(*acts):
    (only,) = history(*acts).channels
    return only


def on(*days, hour=10):
    return [act(MONDAY.replace(hour=hour) + dt.timedelta(days=day)) for day in days]


# -- What is counted ---------------------------------------------------------------------------------------------------


def test_nobody_without_an_act_has_a_history():
    assert histories() == {"Ann Lee": None, "Bo Roy": None}
    assert histories(act())["Bo Roy"] is None
    assert histories(act(MONDAY, "stranger@gmail.com")) == {"Ann Lee": None, "Bo Roy": None}


def test_acts_days_and_the_first_and_last():
    found = history(*on(0, 0, 2, 9))
    assert (found.acts, found.days) == (4, 3)
    assert (found.first, found.last) == (MONDAY, MONDAY + dt.timedelta(days=9))
    assert found.span == 9
    assert found.silence(MONDAY + dt.timedelta(days=12)) == 3


def test_the_days_of_a_channel_are_those_of_the_acts():
    found = page(*on(0, 0, 2))
    assert (found.days, found.first, found.last) == (2, dt.date(2026, 6, 1), dt.date(2026, 6, 3))


@pytest.mark.parametrize("month", range(1, 13))
def test_the_last_day_of_a_month_stays_in_it(month):
    last = (dt.datetime(2025, month, 28, 9, tzinfo=dt.UTC) + dt.timedelta(days=4)).replace(day=1) - dt.timedelta(days=1)
    assert page(act(last)).last == last.date()


def test_channels_are_told_apart():
    found = history(act(), act(channel="call"), act(MONDAY + dt.timedelta(days=1), channel="call"))
    assert {one.channel: (one.acts, one.days) for one in found.channels} == {
        Channel.EMAIL: (1, 1),
        Channel.CALL: (2, 2),
    }
    assert (found.acts, found.days) == (3, 2)
    assert found.volume == sum(one.volume for one in found.channels)


def test_volume_is_the_sum_of_the_shares():
    together = act(MONDAY, "ann@gmail.com", "bo@gmail.com", "stranger@gmail.com", "x@gmail.com", direction="out")
    found = page(act(), act(weight=0.5), together)
    assert found.volume == pytest.approx(1.75, abs=1e-4)
    assert found.alone == 2


@pytest.mark.parametrize(
    ("channel", "seconds", "volume"),
    [
        ("call", 600, 11), ("meeting", 600, 11), ("call", 7200, 64.5), ("meeting", 86_400, 64.5), ("call", 0, 1),
        ("email", 600, 1), ("message", 7200, 1), ("call", -5, 1), ("call", float("nan"), 1),
    ],
)  # fmt: skip
def test_a_talk_counts_for_more_with_each_minute_up_to_an_hour(channel, seconds, volume):
    assert page(act(channel=channel, duration=seconds)).volume == pytest.approx(volume, rel=1e-4)


def test_a_duration_without_end_is_no_crash():
    assert page(act(channel="call", duration=float("inf"))).volume == pytest.approx(64.5, rel=1e-4)


def test_the_seconds_of_talks_add_up():
    acts = [act(channel="call", duration=90.0), act(channel="call", duration=None), act(channel="call", duration=30)]
    assert page(*acts).seconds == 120


def test_two_way_volume_is_twice_what_the_less_active_gave():
    assert page(act(), act(), act()).two_way_volume == 0
    assert page(act(), act(), act(), act(direction="out")).two_way_volume == pytest.approx(2)
    assert page(act(), act(direction="out")).two_way_volume == pytest.approx(2)
    assert page(act(channel="meeting", direction="both")).two_way_volume == pytest.approx(1)


def test_sent_and_received():
    found = page(act(), act(), act(direction="out"), act(direction="both"))
    assert (found.sent, found.received) == (2, 3)


def test_who_started_is_counted_by_the_first_act_of_a_day():
    def day(number, *directions):
        return [
            act(MONDAY + dt.timedelta(days=number, minutes=at), direction=direction)
            for at, direction in enumerate(directions)
        ]

    found = page(*day(0, "in", "out", "out"), *day(1, "out", "in"), *day(2, "out"), *day(3, "both"))
    assert (found.started_by_ego, found.started_by_them, found.days) == (3, 2, 4)


def test_gaps_need_three_days():
    assert (history(*on(0, 5)).gap, history(*on(0, 5)).longest_gap) == (None, None)
    found = history(*on(0, 2, 3, 13))
    assert (found.gap, found.longest_gap) == (2, 10)


def test_a_tie_sleeps_after_a_year_of_eight_times_the_usual_gap():
    monthly = history(*(act(dt.datetime(2024, month, 5, 9, tzinfo=dt.UTC)) for month in range(1, 13)))
    assert not monthly.is_dormant(dt.datetime(2025, 6, 1, tzinfo=dt.UTC))
    assert monthly.is_dormant(NOW)
    yearly = history(*(act(dt.datetime(year, 5, 5, 9, tzinfo=dt.UTC)) for year in range(2015, 2024)))
    assert not yearly.is_dormant(NOW)
    assert history(act(dt.datetime(2020, 5, 5, tzinfo=dt.UTC))).is_dormant(NOW)


def test_what_lies_ahead_is_no_silence():
    ahead = history(act(NOW + dt.timedelta(days=3)))
    assert ahead.silence(NOW) == 0
    assert not ahead.is_dormant(NOW)


# -- When --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "hour", "channel", "off", "night"),
    [
        (0, 10, "email", 0, 0), (0, 18, "call", 0, 0), (0, 19, "email", 1, 0), (0, 21, "call", 1, 0),
        (0, 22, "message", 1, 1), (0, 4, "email", 1, 1), (0, 5, "email", 1, 0), (0, 6, "call", 1, 0),
        (0, 7, "call", 0, 0), (0, 12, "call", 1, 0), (0, 13, "meeting", 1, 0), (0, 14, "meeting", 0, 0),
        (0, 11, "call", 0, 0), (0, 12, "email", 0, 0), (0, 13, "message", 0, 0), (4, 10, "email", 0, 0),
        (5, 10, "email", 1, 0), (6, 10, "call", 1, 0), (6, 23, "call", 1, 1),
    ],
)  # fmt: skip
def test_time_off_work_is_evening_night_weekend_and_the_lunch_break_of_talks(day, hour, channel, off, night):
    found = page(act(MONDAY.replace(hour=hour) + dt.timedelta(days=day), channel=channel))
    assert (found.off_hours, found.night) == (off, night)


def test_the_clock_is_that_of_the_act():
    evening = dt.datetime(2026, 6, 1, 21, tzinfo=HALIFAX)
    assert page(act(evening)).off_hours == 1
    assert page(act(evening)).night == 0
    assert page(act(evening.astimezone(dt.UTC))).night == 1
    assert page(act(evening.astimezone(ZoneInfo("Asia/Tokyo")))).off_hours == 0


def test_the_day_is_that_of_the_acts_own_clock():
    late = dt.datetime(2026, 6, 1, 23, 30, tzinfo=HALIFAX)
    assert page(act(late)).last == dt.date(2026, 6, 1)
    assert page(act(late.astimezone(dt.UTC))).last == dt.date(2026, 6, 2)
    both = history(act(late), act(late.replace(hour=9)))
    assert both.days == 1


def test_summer_time_begins_and_ends_without_a_day_too_many():
    for day in (dt.date(2026, 3, 29), dt.date(2026, 10, 25)):
        times = [dt.datetime(day.year, day.month, day.day, hour, 30, tzinfo=BERLIN) for hour in (0, 1, 3, 4, 23)]
        found = history(*(act(time) for time in times))
        assert (found.days, found.channels[0].days, found.channels[0].first) == (1, 1, day)


def test_of_the_hour_that_comes_twice_the_second_is_later():
    first = dt.datetime(2026, 10, 25, 2, 30, tzinfo=BERLIN)
    second = dt.datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN, fold=1)
    for order in ((first, second), (second, first)):
        found = history(*(act(time) for time in order))
        assert (found.first.timestamp(), found.last.timestamp()) == (first.timestamp(), second.timestamp())


def test_the_days_of_several_zones_around_midnight_count_once_each():
    ahead, utc = dt.timezone(dt.timedelta(hours=2)), dt.UTC
    acts = [
        act(dt.datetime(2026, 5, 2, 0, 10, tzinfo=ahead)),
        act(dt.datetime(2026, 5, 1, 22, 15, tzinfo=utc)),
        act(dt.datetime(2026, 5, 2, 0, 20, tzinfo=ahead)),
    ]
    found = history(*acts)
    assert (found.days, found.channels[0].days) == (2, 2)
    assert found.channels[0].started_by_them == 2


def test_a_channel_never_ends_before_it_began():
    ahead, behind = dt.timezone(dt.timedelta(hours=14)), dt.timezone(dt.timedelta(hours=-12))
    found = page(act(dt.datetime(2026, 5, 2, 12, tzinfo=ahead)), act(dt.datetime(2026, 5, 1, 11, tzinfo=behind)))
    assert found.first <= found.last


@pytest.mark.parametrize(
    "when",
    [
        dt.datetime(1965, 3, 4, 5, 6, tzinfo=dt.UTC),
        dt.datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=dt.UTC),
        dt.datetime(1, 1, 1, tzinfo=dt.UTC),
        dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=14))),
        dt.datetime(1, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=-12))),
        dt.datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=dt.UTC),
        dt.datetime(9999, 12, 31, 23, tzinfo=dt.timezone(dt.timedelta(hours=-12))),
        dt.datetime(9999, 12, 31, 1, tzinfo=dt.timezone(dt.timedelta(hours=14))),
    ],
    ids=str,
)
@pytest.mark.parametrize("channel", ["email", "call"])
def test_any_time_there_is_can_be_counted(when, channel):
    found = history(act(when, channel=channel), act(when, channel=channel, direction="out"))
    assert (found.first, found.last, found.days, found.acts) == (when, when, 1, 2)
    assert (found.channels[0].first, found.channels[0].last) == (when.date(), when.date())
    (tie,) = tieweave.classify([ANN], interactions=[act(when)], now=NOW)
    assert tie.last_interaction == when


# -- Replies -----------------------------------------------------------------------------------------------------------


def reply(hours, *, by="out", to="in", key="m1", answers="m1", when=MONDAY, person="ann@gmail.com", **fields):
    later = when + dt.timedelta(hours=hours)
    return [
        act(when, person, key=key, direction=to, **fields),
        act(later, person, answers=answers, direction=by, **fields),
    ]


@pytest.mark.parametrize(
    ("hours", "replies", "quick"), [(0, 1, 1), (8, 1, 1), (8.1, 1, 0), (720, 1, 0), (721, 0, 0), (-1, 0, 0)]
)
def test_replies_are_counted_and_quick_within_eight_hours(hours, replies, quick):
    for found in (history(*reply(hours)), history(*reply(hours)[::-1]), history(*reply(hours, by="in", to="out"))):
        assert (found.replies, found.quick_replies) == (replies, quick)
        assert found.reply_hours == (pytest.approx(hours) if replies else None)


def test_the_hours_until_an_answer_are_their_median():
    acts = [
        one
        for hours in (1, 2, 30)
        for one in reply(hours, key=f"m{hours}", answers=f"m{hours}", when=MONDAY + dt.timedelta(days=hours))
    ]
    found = history(*acts)
    assert (found.replies, found.quick_replies, found.reply_hours) == (3, 2, pytest.approx(2))


def test_an_answer_to_what_nobody_has_or_by_another_channel_is_none():
    assert history(*reply(1, answers="other")).replies == 0
    mail, message = reply(1)[0], attrs.evolve(reply(1)[1], channel="message")
    assert history(mail, message).replies == 0


def test_an_answer_from_before_1970_is_one():
    old = dt.datetime(1965, 3, 4, 10, tzinfo=dt.UTC)
    assert history(*reply(1, when=old)).replies == 1


def test_who_follows_up_on_their_own_mail_has_not_been_answered():
    assert history(*reply(1, by="out", to="out")).replies == 0
    assert history(*reply(1, by="in", to="in")).replies == 0


def test_an_answer_is_of_those_two_who_wrote_and_got_the_first():
    from_bo, to_ann = act(MONDAY, "bo@gmail.com", key="m1"), reply(1)[1]
    assert histories(from_bo, to_ann)["Ann Lee"].replies == 0


def test_who_answers_what_ego_wrote_to_several_has_answered():
    to_both = act(MONDAY, "ann@gmail.com", "bo@gmail.com", key="m1", direction="out")
    found = histories(to_both, act(MONDAY + dt.timedelta(hours=2), answers="m1"))
    assert (found["Ann Lee"].replies, found["Bo Roy"].replies) == (1, 0)


# -- Several people ----------------------------------------------------------------------------------------------------


def test_an_act_with_a_hundred_participants_counts_a_hundredth_for_each():
    crowd = [make_contact(f"P{at}", key=f"p{at}", emails=[f"p{at}@gmail.com"]) for at in range(100)]
    invited = act(MONDAY, *(f"p{at}@gmail.com" for at in range(100)), channel="meeting", direction="both")
    found = histories(invited, people=crowd)
    assert {(one.acts, round(one.volume, 4), one.channels[0].alone) for one in found.values()} == {(1, 0.01, 0)}


def test_an_act_that_names_somebody_twice_counts_once():
    assert history(act(MONDAY, "ann@gmail.com", "+19025550101")).acts == 1


def test_a_shared_landline_counts_for_nobody():
    people = [make_contact(name, key=name, phones=["+19025550103"]) for name in ("Ann Lee", "Bo Roy")]
    assert histories(act(MONDAY, "+19025550103", channel="call"), people=people) == {"Ann Lee": None, "Bo Roy": None}


def test_what_two_sources_tell_of_counts_once_after_merging():
    acts = [act(key="m1", source="a.mbox"), act(key="m1", source="b.mbox"), act(key="m2"), act(), act()]
    book = tieweave.merge(Book(contacts=[ANN, BO], interactions=acts, profile=EGO))
    found = tieweave.survey(book, now=NOW)
    assert {tie.contact.name: tie.interactions for tie in found.ties} == {"Ann Lee": 4, "Bo Roy": 0}


# -- Whatever comes ----------------------------------------------------------------------------------------------------

_zones = st.sampled_from([dt.UTC, HALIFAX, BERLIN, *(dt.timezone(dt.timedelta(hours=h)) for h in (-12, 5.5, 14))])
_whens = st.datetimes(timezones=_zones, min_value=dt.datetime(1, 1, 2), max_value=dt.datetime(9999, 12, 30)) | (  # noqa: DTZ001 - the zone comes extra
    st.datetimes(timezones=_zones, min_value=dt.datetime(2026, 5, 1), max_value=dt.datetime(2026, 5, 4))  # noqa: DTZ001
)
_acts = st.builds(
    act,
    _whens,
    st.sampled_from(["ann@gmail.com", "bo@gmail.com", "+19025550101"]),
    channel=st.sampled_from(list(Channel)),
    direction=st.sampled_from(["in", "out", "both"]),
    duration=st.none() | st.floats(min_value=0, max_value=1e5),
    weight=st.floats(min_value=0, max_value=1),
    key=st.sampled_from(["", "", "k1", "k2"]),
    answers=st.sampled_from(["", "", "k1", "k2"]),
)


def _distinct_keys(acts):
    """Give every key to one act only, as merging does."""
    seen = set()
    for one in acts:
        yield attrs.evolve(one, key="") if (one.channel, one.key) in seen else one
        seen.add((one.channel, one.key))


@given(st.lists(_acts, max_size=8).map(lambda acts: list(_distinct_keys(acts))), st.randoms(use_true_random=False))
def test_the_order_of_acts_does_not_matter(acts, dice):
    shuffled = acts[:]
    dice.shuffle(shuffled)
    assert histories(*acts) == histories(*shuffled)


def test_acts_at_one_instant_are_dated_alike_whichever_comes_first():
    acts = [act(MONDAY), act(MONDAY.astimezone(BERLIN)), act(MONDAY.astimezone(HALIFAX))]
    told = {str(history(*order).last) for order in itertools.permutations(acts)}
    assert len(told) == 1


def test_which_of_two_acts_of_one_key_was_answered_does_not_hang_on_their_order():
    acts = [act(key="m1"), act(MONDAY + dt.timedelta(hours=5), key="m1"), reply(9)[1]]
    assert len({history(*order).reply_hours for order in itertools.permutations(acts)}) == 1


@given(st.lists(_acts, min_size=1, max_size=8))
def test_a_history_is_sound(acts):
    for found in filter(None, histories(*acts).values()):
        assert 1 <= found.days <= found.acts
        assert found.first.timestamp() <= found.last.timestamp()
        assert found.span >= 0
        assert found.quick_replies <= found.replies
        assert (found.gap is None) == (found.days < 3)
        assert found.gap is None or 0 < found.gap <= found.longest_gap
        assert sum(one.acts for one in found.channels) == found.acts
        for one in found.channels:
            assert one.first <= one.last
            assert 1 <= one.days <= min(one.acts, found.days)
            assert one.days <= one.started_by_ego + one.started_by_them
            assert max(one.started_by_ego, one.started_by_them) <= one.days
            assert 0 <= one.two_way_volume <= one.volume
            assert one.night <= one.off_hours <= one.acts
            assert max(one.sent, one.received) <= one.acts <= one.sent + one.received
            assert one.alone <= one.acts
            # By the clocks of the acts the first day may be the day before or after that of the first instant.
            assert abs(one.first.toordinal() - found.first.date().toordinal()) <= 1 or one.acts < found.acts


@given(st.lists(_acts, max_size=6), _acts)
def test_one_more_act_takes_nothing_away(acts, more):
    for before, after in zip(histories(*acts).values(), histories(*acts, more).values(), strict=True):
        if before is None:
            continue
        pages = {one.channel: one for one in after.channels}
        assert after.days >= before.days
        assert after.last >= before.last
        for one in before.channels:
            later = pages[one.channel]
            for field in ("acts", "volume", "two_way_volume", "days", "off_hours", "night", "alone"):
                assert getattr(later, field) >= getattr(one, field)
            assert later.last - later.first >= one.last - one.first


def test_a_survey_has_the_histories_in_the_order_of_its_contacts():
    found = tieweave.survey([BO, ANN], profile=EGO, interactions=[act()], now=NOW)
    assert [contact.name for contact in found.contacts] == ["Bo Roy", "Ann Lee"]
    assert found.histories[0] is None
    assert found.histories[1].acts == 1

"""How strong ties come out: what must hold of every book, and what must come out of realistic ones."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tieweave
from tieweave import (
    Affiliation,
    Book,
    Channel,
    Interaction,
    Level,
    Organisation,
    Profile,
    Related,
    classifier,
    tie_weights,
)
from tieweave.testing import make_contact

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
HALIFAX = ZoneInfo("America/Halifax")
EGO = Profile(
    name="Morgan Gallant",
    phones=["+1 902 555 0100"],
    employers=[Affiliation(name="Fundy Software", domains=["fundysoftware.example"], start=2013)],
)
ROUNDING = 1e-4


def act(participant, when, channel="call", direction="in", **fields):
    participants = [participant] if isinstance(participant, str) else participant
    return Interaction(when=when, channel=channel, direction=direction, participants=participants, **fields)


def ties(contacts, *acts, profile=EGO, **options):
    found = tieweave.classify(Book(contacts=contacts, interactions=acts, profile=profile), now=NOW, **options)
    return {tie.contact.id: tie for tie in found}


def number(at):
    return f"+1902555{1000 + at}"


# -- More contact never makes a tie look weaker ------------------------------------------------------------------------

_FIELDS = {
    "unknown": {},
    "colleague": {"organisations": [Organisation(name="Fundy Software", title="Buyer")]},
    "card": {"organisations": [Organisation(name="Acme", title="Buyer")]},
    "friend": {"labels": ["Friends"]},
    "family": {"labels": ["Family"]},
    "client": {"labels": ["Clients"]},
    "hub": {"related": [Related(name=f"P{at}", relation="friend") for at in range(9)]},
}


@st.composite
def _people(draw):
    count = draw(st.sampled_from([1, 2, 3, 5, 9, 40]))
    kinds = draw(st.lists(st.sampled_from(sorted(_FIELDS)), min_size=min(count, 9), max_size=min(count, 9)))
    reach = draw(st.lists(st.sampled_from(["m", "w", "p", "mp", "wp", "mw", ""]), min_size=1, max_size=9))
    found = []
    for at in range(count):
        fields = dict(_FIELDS[kinds[at % len(kinds)]])
        ways = reach[at % len(reach)]
        emails = [
            address
            for way, address in (("m", f"p{at}@gmail.com"), ("w", f"p{at}@fundysoftware.example"))
            if way in ways
        ]
        phones = [number(at)] if "p" in ways else []
        found.append(make_contact(f"P{at}", id=f"p{at}", key=f"key-{at}", emails=emails, phones=phones, **fields))
    return found


def _names(contact):
    return [*(one.address for one in contact.emails), *(one.number for one in contact.phones), contact.key]


_days = st.one_of(
    st.integers(0, 2),
    st.integers(0, 30),
    st.integers(0, 400),
    st.integers(0, 4000),
    st.integers(0, 20_000),
    st.just(700_000),
)


@st.composite
def _act_with(draw, contact):
    when = NOW - dt.timedelta(days=draw(_days), hours=draw(st.integers(0, 23)))
    return act(
        draw(st.sampled_from(_names(contact))),
        when,
        draw(st.sampled_from(list(Channel))),
        draw(st.sampled_from(["in", "out", "both"])),
        source="test",
        duration=draw(st.none() | st.sampled_from([0.0, 60.0, 1800.0, 1e6])),
        weight=draw(st.sampled_from([1.0, 1.0, 0.25, 0.0])),
    )


@st.composite
def _books(draw):
    contacts = draw(_people())
    acts = []
    for _ in range(draw(st.integers(0, 6))):
        some = draw(_act_with(draw(st.sampled_from(contacts))))
        times = draw(st.sampled_from([1, 1, 5, 60]))
        gap = draw(st.sampled_from([0, 1, 7, 30]))
        acts += [attrs.evolve(some, when=max(some.when - dt.timedelta(days=gap * at), _BEGIN)) for at in range(times)]
    profile = draw(st.sampled_from([EGO, Profile()]))
    return Book(contacts=contacts, interactions=acts, profile=profile)


_BEGIN = dt.datetime(1, 1, 2, tzinfo=dt.UTC)


@settings(max_examples=400)
@given(st.data())
def test_more_contact_with_somebody_alone_never_makes_the_tie_look_weaker(data):
    book = data.draw(_books())
    person = data.draw(st.sampled_from(book.contacts))
    more = data.draw(_act_with(person))
    before = {tie.contact.id: tie for tie in tieweave.classify(book, now=NOW)}[person.id]
    after = {tie.contact.id: tie for tie in tieweave.classify(book, now=NOW, interactions=[more])}[person.id]
    assert after.strength >= before.strength - ROUNDING


THURSDAY = dt.datetime(2026, 10, 29, 10, tzinfo=dt.UTC)


def _phone_book(count, **fields):
    return [make_contact(f"P{at}", id=f"p{at}", key=f"key-{at}", phones=[number(at)], **fields) for at in range(count)]


def _weekly(participant, count, last=THURSDAY, channel="call", **fields):
    return [
        act(participant, last - dt.timedelta(weeks=week), channel, **{"direction": ("in", "out")[week % 2], **fields})
        for week in range(count)
    ]


def _gain(contacts, acts, *more):
    return ties(contacts, *acts, *more)["p0"].strength - ties(contacts, *acts)["p0"].strength


@pytest.mark.parametrize("years", [0, 2, 9, 56, 2000])
@pytest.mark.parametrize("reached", [1, 9, 29])
def test_a_first_call_however_long_ago_is_more_than_none(years, reached):
    others = [one for at in range(1, reached + 1) for one in _weekly(number(at), 60)]
    assert _gain(_phone_book(30), others, act(number(0), THURSDAY.replace(year=2026 - years))) >= -ROUNDING


@pytest.mark.parametrize("count", [30, 100, 300])
@pytest.mark.parametrize("reached", [1, 2, 3])
def test_a_first_call_is_more_than_none_where_few_are_called(count, reached):
    others = [one for at in range(1, reached + 1) for one in _weekly(number(at), 60)]
    assert _gain(_phone_book(count), others, act(number(0), THURSDAY)) >= -ROUNDING


@pytest.mark.parametrize(("first", "second"), list(itertools.permutations(Channel, 2)))
@pytest.mark.parametrize("times", [1, 60])
def test_a_first_act_by_another_channel_takes_nothing_away(first, second, times):
    others = [
        one for at in range(1, 30) for channel in (first, second) for one in _weekly(number(at), 60, channel=channel)
    ]
    held = _weekly(number(0), times, channel=first)
    assert _gain(_phone_book(30), [*others, *held], act(number(0), THURSDAY, second)) >= -ROUNDING


@pytest.mark.parametrize("hour", [3, 10, 13, 20])
@pytest.mark.parametrize("day", [0, 1, 6])
@pytest.mark.parametrize("fields", [{}, _FIELDS["colleague"]], ids=["private", "work"])
def test_one_more_on_the_same_day_or_in_office_hours_takes_nothing_away(hour, day, fields):
    contacts = _phone_book(12, **fields)
    others = [one for at in range(1, 12) for one in _weekly(number(at), 20 + at)]
    held = _weekly(number(0), 30, THURSDAY - dt.timedelta(days=4))
    more = act(number(0), THURSDAY.replace(hour=hour) - dt.timedelta(days=day), direction="in")
    assert _gain(contacts, [*others, *held], more) >= -ROUNDING


@pytest.mark.parametrize("direction", ["in", "out"])
@pytest.mark.parametrize("held", ["in", "out"])
def test_one_sided_mail_takes_nothing_away(direction, held):
    contacts = [make_contact(f"P{at}", id=f"p{at}", key=f"k{at}", emails=[f"p{at}@gmail.com"]) for at in range(12)]
    acts = [one for at in range(1, 12) for one in _weekly(f"p{at}@gmail.com", 20, channel="email")]
    acts += _weekly("p0@gmail.com", 40, channel="email", direction=held)
    assert _gain(contacts, acts, act("p0@gmail.com", THURSDAY, "email", direction)) >= -ROUNDING


# -- The order of what is read -----------------------------------------------------------------------------------------


@given(_books(), st.randoms(use_true_random=False))
def test_the_order_of_contacts_and_interactions_does_not_matter(book, dice):
    def told(contacts, acts):
        found = tieweave.classify(attrs.evolve(book, contacts=contacts, interactions=acts), now=NOW)
        return sorted(found, key=lambda tie: tie.contact.id)

    contacts, acts = list(book.contacts), list(book.interactions)
    expected = told(contacts, acts)
    dice.shuffle(contacts)
    dice.shuffle(acts)
    assert told(contacts, acts) == expected


# -- The share of close ties to expect ---------------------------------------------------------------------------------

_EXPECTED = (0.02, 0.05, 0.08, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9)


@pytest.mark.parametrize(
    "labels",
    [
        [], ["Friends"], ["Family"], ["Clients"], ["Friends", "Work"], ["Friends", "Family"], ["Family", "Neighbours"],
        ["Clients", "Doctors"], ["Choir", "Friends", "Work"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_to_expect_more_close_ties_makes_nobody_look_less_close(labels):
    contact = make_contact("Ann Lee", id="ann", labels=labels)
    found = [ties([contact], expected_close=expected)["ann"].strength for expected in _EXPECTED]
    assert found == sorted(found)


@settings(max_examples=100)
@given(_books(), st.floats(0.01, 0.98), st.floats(0.001, 0.4))
def test_another_expectation_moves_every_strength_in_one_direction(book, expected, more):
    low, high = (
        {tie.contact.id: tie.strength for tie in tieweave.classify(book, now=NOW, expected_close=share)}
        for share in (expected, min(expected + more, 0.99))
    )
    assert all(high[one] >= low[one] - ROUNDING for one in low)


@pytest.mark.parametrize("expected", [0, 1, 0.0, 1.0, -0.1, 1.5, 15, float("nan"), float("inf")])
def test_an_expected_share_that_is_none_is_refused(expected):
    for function in (tieweave.classify, tieweave.survey):
        with pytest.raises(ValueError, match="between 0 and 1"):
            function([], now=NOW, expected_close=expected)


def test_the_expectation_is_where_a_tie_starts():
    contact = make_contact("Ann Lee", id="ann")
    assert ties([contact], expected_close=0.3)["ann"].strength == pytest.approx(0.3)
    assert ties([contact], expected_close=0.3)["ann"].start == pytest.approx(0.3)


# -- Level -------------------------------------------------------------------------------------------------------------


def test_nothing_known_has_no_level():
    tie = ties(_phone_book(5))["p0"]
    assert (tie.level, tie.level_probability, tie.evidence, tie.interactions) == (None, None, (), 0)


def test_who_is_in_touch_and_not_close_is_an_acquaintance():
    contacts = _phone_book(30)
    acts = [one for at in range(1, 30) for one in _weekly(number(at), 40)]
    tie = ties(contacts, *acts, act(number(0), THURSDAY))["p0"]
    assert (tie.category, tie.level, tie.interactions) == ("unknown", Level.ACQUAINTED, 1)


def test_between_the_lines_nobody_guesses_and_the_reason_is_said():
    contacts, call = _phone_book(1), act(number(0), THURSDAY)
    evidence = tieweave.ledger.log_odds(ties(contacts, call, expected_close=0.3)["p0"].strength)
    evidence -= tieweave.ledger.log_odds(0.3)
    for strength, level in ((0.41, Level.ACQUAINTED), (0.43, None), (0.49, None), (0.51, Level.CLOSE)):
        expected = tieweave.ledger.probability(tieweave.ledger.log_odds(strength) - evidence)
        tie = ties(contacts, call, expected_close=expected)["p0"]
        assert (tie.strength, tie.level) == (pytest.approx(strength, abs=1e-3), level)
        said = [item.detail for item in tie.evidence if item.kind == "undecided"]
        assert said == ([] if level else [f"close with {strength:.0%}: between 42% and 50% nobody should guess"])


@given(_books(), st.floats(0.02, 0.9))
def test_every_level_follows_from_the_strength_and_what_is_known(book, expected):
    for tie in tieweave.classify(book, now=NOW, expected_close=expected):
        if any(abs(tie.strength - line) <= ROUNDING for line in (tie_weights.ACQUAINTED_TO, tie_weights.CLOSE_FROM)):
            continue
        known = bool(tie.interactions or tie.category != "unknown")
        # A close tie that sleeps is no longer Level 1.
        awake = tie.last_interaction is None or (NOW - tie.last_interaction).days < 365
        if tie.strength < tie_weights.ACQUAINTED_TO:
            assert tie.level is not Level.CLOSE
            assert not known or tie.level is Level.ACQUAINTED
        elif tie.strength < tie_weights.CLOSE_FROM:
            assert tie.level is not Level.CLOSE
            assert not awake or tie.level is None
        else:
            assert tie.level is Level.CLOSE or not awake
        if tie.level is None and known:
            assert [item.weight for item in tie.evidence if item.kind == "undecided"] == [0.0]
        assert (tie.level is None) == (tie.level_probability is None)


# -- Realistic books ---------------------------------------------------------------------------------------------------

_KINDS = {
    0: ({"labels": ["Family"]}, 24, "p{}@gmail.com"),
    1: ({"labels": ["Friends"]}, 12, "p{}@gmail.com"),
    2: ({"organisations": [Organisation(name="Fundy Software", title="Developer")]}, 4, "p{}@fundysoftware.example"),
    3: ({"organisations": [Organisation(name="Fundy Software", title="Tester")]}, 2, "p{}@fundysoftware.example"),
    4: ({"organisations": [Organisation(name="Fundy Software", title="Designer")]}, 0, "p{}@fundysoftware.example"),
    5: ({"organisations": [Organisation(name="Acme Ltd", title="Buyer")]}, 1, "p{}@acme.example"),
    6: ({"organisations": [Organisation(name="Harbour Health", title="Family Physician")]}, 0.6, ""),
    7: ({"labels": ["Cousins"]}, 1, ""),
    8: ({"labels": ["Choir"]}, 0.5, "p{}@gmail.com"),
    9: ({}, 0.3, ""),
}
_AT_WORK = (2, 3, 4, 5, 6)


def _book(count):
    """Return so many people, and a call log of ten years: those at work are called on working days."""
    dice = random.Random(count)
    contacts, calls = [], []
    for at in range(count):
        fields, rate, email = _KINDS[at % 10]
        emails = [email.format(at)] if email else []
        known = {"id": f"p{at}", "key": f"k{at}", "phones": [number(at)], "emails": emails, **fields}
        contacts.append(make_contact(f"G{at} F{at}", **known))
        for year in range(10):
            for _ in range(int(rate) + (dice.random() < rate % 1)):
                day = dt.datetime(2016, 11, 1, tzinfo=HALIFAX) + dt.timedelta(days=365 * year + dice.randrange(364))
                if at % 10 in _AT_WORK and day.weekday() >= 5:
                    day -= dt.timedelta(days=2)
                hours = (9, 10, 11, 14, 15, 16) if at % 10 in _AT_WORK else (10, 12, 17, 18, 19, 20, 21)
                when = day.replace(hour=dice.choice(hours), minute=dice.randrange(60))
                length = dice.choice((60, 200, 600))
                calls.append(act(number(at), when, direction=dice.choice(("in", "out")), duration=length))
    return contacts, calls


def _every(days, participant, years, hour, channel, weekday=None, **fields):
    """Return acts every so many days for so many years up to NOW, from a weekday on if said, else on working days."""
    last = dt.datetime(2026, 10, 31, hour, tzinfo=HALIFAX)
    while weekday is not None and last.weekday() != weekday:
        last -= dt.timedelta(days=1)
    when = [last - dt.timedelta(days=days * at) for at in range(round(365 * years / days))]
    return [
        act(participant, one, channel, **{"direction": ("in", "out")[at % 2], **fields})
        for at, one in enumerate(when)
        if weekday is not None or one.weekday() < 5
    ]


SIZES = pytest.mark.parametrize("size", [30, 60, 100])
MANAGER = make_contact(
    "Bea Boss",
    id="manager",
    organisations=[Organisation(name="Fundy Software", title="Head of Development")],
    emails=["bea@fundysoftware.example"],
    phones=["+19025559999"],
)
FRIEND = make_contact("Kim Park", id="kim", emails=["kim.park@gmail.com"])


@SIZES
def test_family_and_friends_one_calls_are_level_1_and_colleagues_and_doctors_level_2(size):
    contacts, calls = _book(size)
    found = ties(contacts, *calls)
    levels = {kind: {found[f"p{at}"].level for at in range(kind, size, 10)} for kind in range(10)}
    assert levels[0] == levels[1] == {Level.CLOSE}
    assert all(levels[kind] == {Level.ACQUAINTED} for kind in (2, 3, 4, 6, 8, 9))
    assert Level.CLOSE not in levels[5]  # nothing is known of them but a firm and a call a year


@SIZES
@pytest.mark.parametrize("years", [2, 10])
def test_a_colleague_you_phone_every_sunday_is_level_1(size, years):
    contacts, calls = _book(size)
    sundays = _every(7, number(2), years, 18, "call", weekday=6, duration=1200)
    before, tie = ties(contacts, *calls)["p2"], ties(contacts, *calls, *sundays)["p2"]
    assert (before.level, tie.level, tie.category) == (Level.ACQUAINTED, Level.CLOSE, "co-worker")
    assert "time off work" in next(item.detail for item in tie.evidence if item.kind == "interaction")


@SIZES
@pytest.mark.parametrize("times", [0, 1, 4, 8])
def test_a_cousin_not_spoken_to_in_nine_years_is_level_2(size, times):
    contacts, calls = _book(size)
    others = [one for one in calls if one.participants != (number(7),)]
    old = [act(number(7), dt.datetime(2017, 1 + month, 3, 19, tzinfo=HALIFAX), duration=300) for month in range(times)]
    tie = ties(contacts, *others, *old)["p7"]
    assert (tie.level, tie.category) == (Level.ACQUAINTED, "relative")


@SIZES
@pytest.mark.parametrize("hour", [10, 16])
@pytest.mark.parametrize("also", ["nothing", "mail", "mail and calls"])
def test_a_weekly_business_meeting_with_ones_manager_is_not_level_1(size, hour, also):
    contacts, calls = _book(size)
    acts = _every(7, "bea@fundysoftware.example", 5, hour, "meeting", weekday=1, direction="both", duration=3600)
    if also != "nothing":
        acts += _every(1, "bea@fundysoftware.example", 5, 11, "email")
    if also == "mail and calls":
        acts += _every(7, "+19025559999", 5, 15, "call", weekday=3, duration=600)
    assert ties([*contacts, MANAGER], *calls, *acts)["manager"].level is Level.ACQUAINTED


@SIZES
def test_a_weekly_business_lunch_with_ones_manager_is_not_level_1(size):
    contacts, calls = _book(size)
    acts = _every(7, "bea@fundysoftware.example", 5, 12, "meeting", weekday=1, direction="both", duration=3600)
    acts += _every(7, "+19025559999", 5, 15, "call", weekday=3, duration=600)
    assert ties([*contacts, MANAGER], *calls, *acts)["manager"].level is not Level.CLOSE


@SIZES
@pytest.mark.parametrize("hour", [10, 20])
def test_daily_mail_with_a_colleague_is_not_level_1(size, hour):
    contacts, calls = _book(size)
    mails = _every(1, "p2@fundysoftware.example", 3, hour, "email")
    assert ties(contacts, *calls, *mails)["p2"].level is Level.ACQUAINTED


@SIZES
def test_daily_mail_to_a_firm_of_which_nothing_else_is_known_is_not_level_1(size):
    contacts, calls = _book(size)
    stranger = make_contact("Jo Kane", id="jo", emails=["jo@firm.example"])
    assert ties([*contacts, stranger], *calls, *_every(1, "jo@firm.example", 3, 10, "email"))["jo"].level != 1


@SIZES
def test_daily_private_mail_may_be_level_1(size):
    contacts, calls = _book(size)
    mails = _every(1, "kim.park@gmail.com", 3, 20, "email")
    assert ties([*contacts, FRIEND], *calls, *mails)["kim"].level is Level.CLOSE


@SIZES
def test_a_call_a_year_to_somebody_unknown_is_level_2(size):
    contacts, calls = _book(size)
    assert ties(contacts, *calls)["p9"].level is Level.ACQUAINTED


def test_three_messages_are_all_of_a_small_log_and_make_nobody_close():
    contacts = [make_contact(f"P{at}", phones=[number(at)]) for at in range(4)]
    acts = [act(number(0), THURSDAY - dt.timedelta(days=day), "message") for day in range(3)]
    (ann,) = [tie for tie in tieweave.classify(Book(contacts=contacts, interactions=acts), now=NOW) if tie.interactions]
    assert ann.level is not Level.CLOSE


def test_how_one_is_in_touch_is_the_reason_for_a_mere_acquaintance():
    contacts = [make_contact(f"P{at}", phones=[number(at)]) for at in range(30)]
    acts = [act(number(at), THURSDAY - dt.timedelta(days=day)) for at in range(30) for day in range(at + 1)]
    found = {tie.contact.name: tie for tie in tieweave.classify(Book(contacts=contacts, interactions=acts), now=NOW)}
    assert found["P2"].level is Level.ACQUAINTED
    assert classifier.best_reason(found["P2"]).startswith("3 calls on 3 days")

"""What the interactions say of closeness: per channel, within a sphere, and what their absence says."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tieweave
from tieweave import Affiliation, Book, Interaction, Organisation, Profile, tie_weights
from tieweave.testing import make_contact

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
THURSDAY = dt.datetime(2026, 10, 29, 10, tzinfo=dt.UTC)
EGO = Profile(phones=["+1 902 555 0100"], employers=[Affiliation(name="Fundy Software", start=2013)])


def number(at):
    return f"+1902555{1000 + at}"


def phone_book(count, **fields):
    return [make_contact(f"P{at}", key=f"p{at}", phones=[number(at)], **fields) for at in range(count)]


def act(participant, when=THURSDAY, *, channel="call", direction="in", **fields):
    participants = [participant] if isinstance(participant, str) else participant
    return Interaction(when=when, channel=channel, direction=direction, participants=participants, **fields)


def often(participant, times, when=THURSDAY, **fields):
    return [
        act(participant, when - dt.timedelta(days=7 * at), **{"direction": ("in", "out")[at % 2], **fields})
        for at in range(times)
    ]


def ties(contacts, *acts, **options):
    found = tieweave.classify(contacts, profile=EGO, interactions=acts, now=NOW, **options)
    return {tie.contact.name: tie for tie in found}


def items(tie):
    return [item for item in tie.evidence if item.kind == "interaction"]


def weight(tie):
    return tieweave.ledger.family_sum([item.weight for item in items(tie)] or [0.0], 20.0)


def test_without_interactions_there_is_no_evidence_of_them():
    found = ties(phone_book(9))
    assert not any(items(tie) for tie in found.values())
    stranger = ties(phone_book(9), act("stranger@gmail.com", channel="email"), act("+19025559999"))
    assert {name: tie.strength for name, tie in stranger.items()} == {name: tie.strength for name, tie in found.items()}
    assert not any(items(tie) for tie in stranger.values())


def test_an_item_says_in_plain_words_what_there_was():
    contacts = phone_book(3)
    acts = [*often(number(0), 3), act(number(0), dt.datetime(2020, 5, 2, 20, tzinfo=dt.UTC)), act(number(1))]
    (item,) = items(ties(contacts, *acts)["P0"])
    assert item.toward == "close"
    assert item.detail == (
        "4 calls on 4 days, the last in October 2026, the first in 2020, 1 in time off work, "
        "more than with 1 of the other 1 whom you call"
    )
    (once,) = items(ties(contacts, *acts)["P1"])
    assert once.detail == "1 call in October 2026"


@pytest.mark.parametrize("day", [dt.date(2026, 9, 30), dt.date(2026, 10, 31), dt.date(2025, 12, 31)], ids=str)
def test_the_month_named_is_the_month_it_was(day):
    when = dt.datetime(day.year, day.month, day.day, 10, tzinfo=dt.UTC)
    (item,) = items(ties(phone_book(2), act(number(0), when))["P0"])
    assert f"in {day:%B %Y}" in item.detail


def test_one_item_a_channel():
    found = ties(phone_book(2), act(number(0)), act(number(0), channel="message"), act(number(0), channel="meeting"))
    assert sorted(item.detail.split()[1] for item in items(found["P0"])) == ["call", "meeting", "message"]


# -- Absence -----------------------------------------------------------------------------------------------------------


def test_who_has_no_number_gets_no_evidence_from_a_call_log():
    contacts = [*phone_book(20), make_contact("By mail", emails=["m@gmail.com"]), make_contact("Bare")]
    calls = [one for at in range(20) for one in often(number(at), 30)]
    found = ties(contacts, *calls)
    assert items(found["By mail"]) == items(found["Bare"]) == []


@pytest.mark.parametrize("reached", [1, 2, 5, 20, 39])
def test_absence_takes_away_no_more_than_it_may_and_less_where_few_are_covered(reached):
    contacts = phone_book(40)
    found = ties(contacts, *(one for at in range(reached) for one in often(number(at), 30)))
    most = tie_weights.ABSENCE * reached / 39
    assert -most - 1e-4 <= weight(found["P39"]) <= 0


def test_absence_grows_with_what_a_channel_covers():
    def absent(reached):
        return weight(ties(phone_book(40), *(one for at in range(reached) for one in often(number(at), 30)))["P39"])

    found = [absent(reached) for reached in (0, 5, 10, 20, 39)]
    assert found == sorted(found, reverse=True)
    assert found[0] == 0
    assert found[-1] < -1


def test_absence_from_several_channels_takes_away_no_more_than_from_one():
    contacts = phone_book(40)
    acts = [
        one
        for channel in ("call", "message", "meeting")
        for at in range(39)
        for one in often(number(at), 30, channel=channel)
    ]
    assert weight(ties(contacts, *acts)["P39"]) >= -tie_weights.ABSENCE


@pytest.mark.parametrize("key", ["4912345{:02}@s.whatsapp.net", "urn:uuid:1234-5678-{:02}", "name:{:02}"])
def test_a_log_that_names_its_own_records_covers_nobody_else(key):
    chat = [make_contact(f"Chat{at}", source="chat.txt", key=key.format(at)) for at in range(20)]
    others = [
        make_contact("Mail", key="m", emails=["m@gmail.com"]),
        make_contact("Mail2", key="m2", emails=["m2@gmail.com"]),
        make_contact("Phone", key="p", phones=[number(1)]),
        make_contact("Phone2", key="p2", phones=[number(2)]),
    ]
    acts = [one for at in range(20) for one in often(key.format(at), 30, channel="message", source="chat.txt")]
    found = ties([*chat, *others], *acts)
    assert [items(found[other.name]) for other in others] == [[], [], [], []]
    assert found["Chat0"].interactions == 30


def test_what_a_mailbox_covers_does_not_hang_on_the_keys_of_its_own_contacts():
    written_to = [
        make_contact(f"M{at}", source="a.mbox", key=f"m{at}@gmail.com", emails=[f"m{at}@gmail.com"]) for at in range(20)
    ]
    others = [make_contact(f"B{at}", source="phone.vcf", key=f"b{at}", emails=[f"b{at}@gmail.com"]) for at in range(5)]

    def absent(source):
        mails = [one for at in range(20) for one in often(f"m{at}@gmail.com", 30, channel="email", source=source)]
        return items(ties([*written_to, *others], *mails)["B0"])

    assert absent("a.mbox") == absent("b.mbox") != []


def test_a_silence_is_no_one_persons_when_the_log_ended_years_ago():
    contacts = phone_book(10)
    old = dt.datetime(2016, 10, 27, 10, tzinfo=dt.UTC)
    recent = [one for at in range(10) for one in often(number(at), 30)]
    exported = [one for at in range(10) for one in often(number(at), 30, old)]
    assert weight(ties(contacts, *exported)["P0"]) == pytest.approx(weight(ties(contacts, *recent)["P0"]), abs=1e-3)


def test_years_of_silence_while_others_are_called_count():
    contacts = phone_book(10)
    others = [one for at in range(1, 10) for one in often(number(at), 30)]

    def after(years):
        return weight(ties(contacts, *others, *often(number(0), 30, THURSDAY - dt.timedelta(days=364 * years)))["P0"])

    found = [after(years) for years in (0, 2, 4, 9)]
    assert found == sorted(found, reverse=True)
    assert found[1] > found[-1] + 0.5


# -- Spheres and caps --------------------------------------------------------------------------------------------------

WORK = {"organisations": [Organisation(name="Fundy Software", title="Developer")]}


def test_those_known_through_work_are_compared_with_each_other():
    colleagues = [
        make_contact(f"C{at}", key=f"c{at}", emails=[f"c{at}@fundysoftware.example"], **WORK) for at in range(20)
    ]
    private = [make_contact(f"F{at}", key=f"f{at}", emails=[f"f{at}@gmail.com"], labels=["Friends"]) for at in range(5)]
    busy = [one for at in range(20) for one in often(f"c{at}@fundysoftware.example", 100, channel="email")]
    seldom = [one for at in range(5) for one in often(f"f{at}@gmail.com", 20, channel="email")]
    with_work = ties([*colleagues, *private], *busy, *seldom)
    alone = ties([*colleagues, *private], *seldom)
    assert weight(with_work["F0"]) == pytest.approx(weight(alone["F0"]), abs=1e-3)
    assert weight(with_work["F0"]) > 0


def test_mail_to_an_employers_domain_adds_little_however_much_it_is():
    contacts = [
        make_contact("Work", key="w", emails=["w@fundysoftware.example"], **WORK),
        make_contact("Unknown", key="u", emails=["u@firm.example"]),
        make_contact("Private", key="p", emails=["p@gmail.com"]),
    ]
    evening = THURSDAY.replace(hour=20)
    mails = [
        one
        for address in ("w@fundysoftware.example", "u@firm.example", "p@gmail.com")
        for one in often(address, 500, evening, channel="email")
    ]
    found = ties(contacts, *mails)
    assert weight(found["Work"]) <= tie_weights.MOST_OF_IMPERSONAL_MAIL
    assert weight(found["Unknown"]) <= tie_weights.MOST_OF_IMPERSONAL_MAIL
    assert tie_weights.MOST_OF_IMPERSONAL_MAIL < weight(found["Private"]) <= tie_weights.MOST


def test_calls_in_office_hours_with_a_colleague_are_work_and_those_on_sundays_are_not():
    contacts = phone_book(10, **WORK)
    others = [one for at in range(2, 10) for one in often(number(at), 10)]
    sunday = THURSDAY - dt.timedelta(days=4)
    found = ties(contacts, *others, *often(number(0), 200), *often(number(1), 200, sunday))
    assert weight(found["P0"]) <= tie_weights.MOST_AT_WORK
    assert weight(found["P1"]) > tie_weights.MOST_AT_WORK + 1


def test_quick_answers_help():
    contacts = [make_contact(name, key=name, emails=[f"{name}@gmail.com"]) for name in ("quick", "slow", "other")]

    def written(name, hours):
        for at in range(10):
            first = THURSDAY.replace(hour=9) - dt.timedelta(days=7 * at)
            yield act(f"{name}@gmail.com", first, channel="email", direction="out", key=f"{name}{at}")
            later = first + dt.timedelta(hours=hours)
            yield act(f"{name}@gmail.com", later, channel="email", answers=f"{name}{at}")

    found = ties(contacts, *written("quick", 1), *written("slow", 8.5))
    assert weight(found["quick"]) > weight(found["slow"])
    assert "10 quick answers" in items(found["quick"])[0].detail


def test_mail_that_is_never_answered_makes_nobody_close():
    contacts = [make_contact("Ann", key="a", emails=["ann@gmail.com"]), *phone_book(60)]
    evening = THURSDAY.replace(hour=20)
    daily = [
        act("ann@gmail.com", evening - dt.timedelta(days=at), channel="email", direction="in") for at in range(1000)
    ]
    both = [
        act("ann@gmail.com", evening - dt.timedelta(days=at), channel="email", direction=("in", "out")[at % 2])
        for at in range(1000)
    ]
    assert ties(contacts, *both)["Ann"].level == 1
    assert ties(contacts, *daily)["Ann"].level != 1


def test_a_choir_of_forty_is_not_forty_close_ties():
    choir = [make_contact(f"Choir{at}", key=f"c{at}", emails=[f"c{at}@gmail.com"]) for at in range(40)]
    evening = THURSDAY.replace(hour=20)
    everyone = [f"c{at}@gmail.com" for at in range(40)]
    rehearsals = often(everyone, 520, evening, channel="meeting", direction="both", duration=7200)
    found = ties([*choir, *phone_book(20)], *rehearsals)
    assert found["Choir0"].interactions == 520
    assert found["Choir0"].level != 1


def test_groups_and_firms_get_no_evidence_of_interactions():
    firm = make_contact("Fundy Software", kind="organization", phones=[number(50)])
    found = ties([firm, *phone_book(5)], *often(number(50), 30), act(number(0)))
    assert items(found["Fundy Software"]) == []
    assert found["Fundy Software"].interactions == 30


# -- Streaming ---------------------------------------------------------------------------------------------------------


class Once:
    """Interactions that can be read a single time; `given` counts how many were."""

    def __init__(self, acts):
        self._acts = list(acts)
        self.given = self.begun = 0

    def __iter__(self):
        self.begun += 1
        assert self.begun == 1, "read twice"
        while self._acts:
            self.given += 1
            yield self._acts.pop(0)


ACTS = [
    *often(number(0), 20),
    *often(number(1), 5, channel="message"),
    *often([number(0), number(1), number(2)], 9, channel="meeting", direction="both"),
    act(number(3), channel="email", key="m1"),
    act(number(3), THURSDAY + dt.timedelta(hours=1), channel="email", direction="out", answers="m1"),
]


def test_a_stream_of_interactions_gives_the_same_ties_as_a_book_of_them():
    contacts = phone_book(8)
    stream = Once(ACTS)
    streamed = tieweave.classify(contacts, profile=EGO, now=NOW, interactions=stream)
    assert (stream.begun, stream.given) == (1, len(ACTS))
    assert streamed == tieweave.classify(Book(contacts=contacts, interactions=ACTS, profile=EGO), now=NOW)
    generator = (one for one in ACTS)
    assert streamed == tieweave.classify(contacts, profile=EGO, now=NOW, interactions=generator)
    assert next(generator, None) is None


def test_a_stream_comes_on_top_of_the_interactions_of_the_book():
    book = Book(contacts=phone_book(8), interactions=ACTS[:11], profile=EGO)
    assert tieweave.classify(book, now=NOW, interactions=iter(ACTS[11:])) == tieweave.classify(
        Book(contacts=phone_book(8), interactions=ACTS, profile=EGO), now=NOW
    )


def test_a_survey_takes_a_stream_too():
    stream = Once(ACTS)
    found = tieweave.survey(phone_book(8), profile=EGO, now=NOW, interactions=stream)
    assert stream.given == len(ACTS)
    assert [None if one is None else one.acts for one in found.histories] == [29, 14, 9, 2, None, None, None, None]


@given(st.lists(st.sampled_from(ACTS), max_size=12), st.lists(st.sampled_from(ACTS), max_size=12))
def test_however_acts_are_divided_between_book_and_stream(held, streamed):
    contacts = phone_book(5)
    whole = tieweave.classify(Book(contacts=contacts, interactions=[*held, *streamed], profile=EGO), now=NOW)
    book = Book(contacts=contacts, interactions=held, profile=EGO)
    assert tieweave.classify(book, now=NOW, interactions=iter(streamed)) == whole

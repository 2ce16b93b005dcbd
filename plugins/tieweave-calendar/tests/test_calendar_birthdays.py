"""Birthdays and anniversaries: whose, and on which day, in the languages people write them in."""

import datetime as dt

import pytest

from tieweave import Contact, Interaction
from tieweave.sources import Context
from tieweave_calendar.reader import records

NOW = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)


def read(summary, *lines, start="DTSTART;VALUE=DATE:19800502", rule="RRULE:FREQ=YEARLY", head=""):
    body = "\n".join(["BEGIN:VEVENT", "UID:b", start, rule, f"SUMMARY:{summary}", *lines, "END:VEVENT"])
    data = f"BEGIN:VCALENDAR\n{head}{body}\nEND:VCALENDAR\n".encode()
    return list(records(data, source="s", where="", context=Context(now=NOW)))


def fact(summary, *lines, **options):
    found = read(summary, *lines, **options)
    assert all(isinstance(record, Contact) for record in found)
    return [(contact.name, contact.birthday or contact.anniversary) for contact in found]


@pytest.mark.parametrize(
    "summary",
    [
        "Ann Lee's birthday",
        "Ann Lee’s Birthday",
        "ANN LEE'S BIRTHDAY".title(),
        "Ann Lee's 46th birthday",
        "Birthday of Ann Lee",
        "Birthday: Ann Lee",
        "Ann Lee - birthday",
        "Ann Lee (birthday)",
        "Ann Lee birthday",
        "🎂 Ann Lee",
        "🎂 Ann Lee's birthday!",
        "Geburtstag von Ann Lee",
        "Ann Lee hat Geburtstag",
        "Geburtstag: Ann Lee",
        "Anniversaire de Ann Lee",
        "Anniversaire : Ann Lee",
        "Cumpleaños de Ann Lee",
        "Compleanno di Ann Lee",
        "Aniversário de Ann Lee",
        "Verjaardag van Ann Lee",
        "Ann Lee is jarig",
        "Ann Lee fyller år",
        "Ann Lee har fødselsdag",
        "Ann Lee har bursdag",
        "Urodziny: Ann Lee",
        "Ann Lee – urodziny",
        "Ann Lee má narozeniny",
        "Syntymäpäivä: Ann Lee",
        "Ann Leeさんの誕生日",
        "Ann Lee的生日",
        "Ann Lee님의 생일",
    ],
)
def test_birthdays_in_many_languages(summary):
    assert fact(summary) == [("Ann Lee", "1980-05-02")]


def test_a_french_elision():
    assert fact("Anniversaire d'Élodie Roy") == [("Élodie Roy", "1980-05-02")]


@pytest.mark.parametrize(
    "summary",
    [
        "Happy birthday!",
        "My birthday",
        "Mein Geburtstag",
        "Geburtstag",
        "Ann and Bo's anniversary",
        "Buy a birthday cake",
        "Birthday party at Ann's",
        "Independence Day",
        "Annas Geburtstag",
        "Geburtstag von " + "x" * 300,
    ],
)
def test_what_names_nobody(summary):
    assert fact(summary) == []


def test_a_meeting_with_a_birthday_in_its_name_is_a_meeting():
    found = read(
        "Ann's birthday", "ATTENDEE:mailto:a@x.example", start="DTSTART:20260502T180000Z", rule="TRANSP:OPAQUE"
    )
    assert isinstance(found[0], Interaction)


@pytest.mark.parametrize(
    ("start", "lines", "expected"),
    [
        ("19800502", [], "1980-05-02"),
        ("20240502", [], "--05-02"),
        ("20240502", ["CREATED:20240101T000000Z"], "--05-02"),
        ("20080502", ["CREATED:20080301T000000Z"], "--05-02"),
        ("16040502", [], "--05-02"),
        ("19700502", [], "--05-02"),
        ("19800229", [], "1980-02-29"),
    ],
)
def test_the_year_counts_where_it_is_one_of_birth(start, lines, expected):
    assert fact("Ann's birthday", *lines, start=f"DTSTART;VALUE=DATE:{start}") == [("Ann", expected)]


def test_a_year_or_an_age_in_brackets():
    assert fact("Ann Lee's birthday (1985)", start="DTSTART;VALUE=DATE:20240502") == [("Ann Lee", "1985-05-02")]
    assert fact("🎂 Ann Lee (39)", start="DTSTART;VALUE=DATE:20240502") == [("Ann Lee", "--05-02")]


def test_a_birthday_that_does_not_repeat_has_no_year():
    assert fact("Ann Lee's birthday", rule="X-NO:1") == [("Ann Lee", "--05-02")]


def test_calendars_and_categories_that_say_what_they_are_for():
    assert fact("Ann Lee", head="X-WR-CALNAME:Birthdays\n") == [("Ann Lee", "1980-05-02")]
    assert fact("Ann Lee", head="X-WR-CALNAME:Geburtstage\n") == [("Ann Lee", "1980-05-02")]
    assert fact("Geburtstag Ann Lee", head="X-WR-CALNAME:Geburtstage\n") == [("Ann Lee", "1980-05-02")]
    assert fact("Eva's birthday cake", head="X-WR-CALNAME:Birthdays\n") == []
    assert fact("Ann Lee", "CATEGORIES:Birthday") == [("Ann Lee", "1980-05-02")]
    assert fact("Ann Lee", "CATEGORIES:Work") == []


@pytest.mark.parametrize(
    "summary",
    [
        "Ann Lee's anniversary",
        "Ann Lee's wedding anniversary",
        "Hochzeitstag von Ann Lee",
        "Anniversaire de mariage de Ann Lee",
    ],
)
def test_anniversaries(summary):
    (contact,) = read(summary)
    assert (contact.name, contact.birthday, contact.anniversary) == ("Ann Lee", "", "1980-05-02")


def test_nextclouds_day_of_death_is_no_birthday():
    assert fact("Ann Lee", "X-NEXTCLOUD-BC-FIELD-TYPE:DEATHDATE", head="X-WR-CALNAME:Birthdays\n") == []


def test_one_person_on_the_calendar_of_every_year_is_one_contact():
    bodies = "".join(
        f"BEGIN:VEVENT\nUID:{year}\nDTSTART;VALUE=DATE:{year}0502\nSUMMARY:Ann Lee's birthday\nEND:VEVENT\n"
        for year in (2024, 2025, 2026)
    )
    data = f"BEGIN:VCALENDAR\n{bodies}END:VCALENDAR\n".encode()
    (contact,) = records(data, source="s", where="", context=Context(now=NOW))
    assert contact.birthday == "--05-02"

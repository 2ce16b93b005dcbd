"""Calendars: meetings with others, and who ego is in them."""

import pytest

from tieweave import Contact, Interaction, Profile, Skipped


@pytest.fixture
def met(account):
    """Return an account whose calendar has ten meetings of Morgan with two others."""
    account.calendar()
    for number in range(10):
        guests = [f"ATTENDEE;CN=Guest {number % 2}:mailto:guest{number % 2}@example.com"]
        mine = "ORGANIZER;CN=Morgan Gallant:mailto:morgan@example.com"
        times = (f"DTSTART:202604{number + 10}T120000Z", f"DTEND:202604{number + 10}T130000Z")
        account.event(f"e{number}", "SUMMARY:Lunch", mine, *guests, *times)
    return account


def guests(records):
    return sorted(record.key for record in records if isinstance(record, Contact))


def test_the_calendars_show_whose_they_are_where_the_server_does_not(met, front, read):
    records = read(f"caldav:{front.root}")
    assert guests(records) == ["guest0@example.com", "guest1@example.com"]
    assert Profile(name="Morgan Gallant", emails=["morgan@example.com"]) in records
    acts = [record for record in records if isinstance(record, Interaction)]
    assert len(acts) == 10
    assert {act.participants for act in acts} == {("guest0@example.com",), ("guest1@example.com",)}
    front.requests.clear()
    assert read(f"caldav:{front.root}") == records
    assert len(front.requests) == 1


def test_the_server_tells_who_ego_is(account, front, read):
    account.calendar()
    account.event(
        "one",
        "ORGANIZER:mailto:me@example.com",
        "ATTENDEE:mailto:ann@example.com",
        "DTSTART:20260401T120000Z",
        "DTEND:20260401T130000Z",
    )
    space = b'<calendar-user-address-set xmlns="urn:ietf:params:xml:ns:caldav">'
    own = space + b'<href xmlns="DAV:">mailto:me@example.com</href>'
    said = (
        b"<propstat><prop>%s</calendar-user-address-set></prop><status>HTTP/1.1 200 OK</status></propstat></response>"
    )
    front.change = lambda request, reply: (
        reply._replace(body=reply.body.replace(b"</response>", said % own))
        if b"calendar-user-address-set" in request.body
        else reply
    )
    records = read(f"caldav:{front.root}")
    assert guests(records) == ["ann@example.com"]
    assert Profile(emails=["me@example.com"]) in records


def test_people_are_given_when_one_calendar_fails(met, front, failing):
    met.calendar("work", "Work")
    met.event("w", "ATTENDEE:mailto:w@example.com", "DTSTART:20260401T120000Z", calendar="work")
    front.answer = lambda request: front.forwarded(request)._replace(status=500) if "/work/" in request.path else None
    records, line = failing(f"caldav:{front.root}")
    assert guests(records) == ["guest0@example.com", "guest1@example.com"]
    assert "/work/ failed (status 500)" in line


def test_a_damaged_event_costs_no_other_and_is_named(met, front, read):
    front.change = lambda request, reply: reply._replace(
        body=reply.body.replace(b"DTSTART:20260413T120000Z", b"DTSTART:yesterday")
    )
    records = read(f"caldav:{front.root}")
    assert sum(isinstance(record, Interaction) for record in records) == 9
    (skipped,) = (record for record in records if isinstance(record, Skipped))
    assert skipped.where.startswith("Calendar, e3.ics, ")


def test_the_name_of_a_calendar_may_say_that_it_is_about_birthdays(account, front, read):
    for name, shown in (("one", "Birthdays"), ("two", "Other")):
        account.calendar(name, shown)
        event = ("DTSTART;VALUE=DATE:19800402", "RRULE:FREQ=YEARLY", f"SUMMARY:{name.title()} Lee")
        account.event(name, *event, calendar=name)
    (contact,) = (record for record in read(f"caldav:{front.root}") if isinstance(record, Contact))
    assert (contact.name, contact.birthday) == ("One Lee", "1980-04-02")

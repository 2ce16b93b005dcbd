"""`tieweave log`, `done`, `snooze`, `drop`, `today`, `history` and `balance`, as their user sees them."""

from __future__ import annotations

import datetime as dt
import json
import re
import time

import pytest

import tieweave
from tieweave import FollowUp, Store, journals

NOW = dt.datetime(2026, 11, 5, 12, tzinfo=dt.UTC)
CLOCK = ("--now", "2026-11-05T12:00:00+00:00")


def vcard(uid, name, *lines):
    return "".join(
        f"{line}\r\n" for line in ("BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{name}", *lines, "END:VCARD")
    )


@pytest.fixture(autouse=True)
def zone_of_the_machine(monkeypatch):
    """Be in one time zone wherever the tests run."""
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "UTC")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture
def book(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    cards = [
        vcard("a1", "Ann Lee", "EMAIL:ann@x.example", "CATEGORIES:Friends"),
        vcard("a2", "Ann Roy", "EMAIL:roy@x.example"),
        vcard("b1", "Ben Poe", "EMAIL:ben@x.example"),
        vcard("g1", "Choir", "X-ADDRESSBOOKSERVER-KIND:group"),
    ]
    (tmp_path / "a.vcf").write_text("".join(cards), encoding="utf-8", newline="")
    return "a.vcf"


@pytest.fixture
def configured(book, tmp_path, monkeypatch):
    """Give a configuration that names the book, and ego's time zone."""
    (tmp_path / "config.toml").write_text(
        f'sources = ["{tmp_path / book}"]\n[profile]\nname = "Morgan Gallant"\ntime_zone = "America/Halifax"\n',
        encoding="utf-8",
    )
    monkeypatch.setenv("TIEWEAVE_CONFIG", str(tmp_path / "config.toml"))
    return book


@pytest.fixture
def planned(book):
    """Keep a plan of three follow-ups with the people of the book; their sources are not needed any more."""
    store = Store.usual()
    people = tieweave.merge(tieweave.gather([book], store=store, now=NOW), store=store)
    by_name = {contact.name: contact for contact in people.contacts}

    def follow_up(identifier, name, purpose, due, **fields):
        contact = by_name[name]
        return FollowUp(
            id=identifier,
            contact=contact,
            purpose=purpose,
            due=dt.date.fromisoformat(due),
            channel="email",
            reason="They know the trade.",
            message="Dear friend,\n\nhow are you?",
            address=contact.emails[0].address,
            subject="A question",
            **fields,
        )

    plan = [
        follow_up("3fa1", "Ann Lee", "advice", "2026-11-03"),
        follow_up("3fb2", "Ann Roy", "give", "2026-11-05", kind="birthday"),
        follow_up("77c3", "Ben Poe", "thank", "2026-11-09"),
    ]
    journals.keep_plan(store, plan, now=NOW, code="", work={})
    store.close()


def states():
    return {kept.follow_up.id: str(kept.follow_up.status) for kept in journals.kept(Store.usual()).follow_ups}


def entries():
    return journals.kept(Store.usual()).entries


# -- log -------------------------------------------------------------------------------------------------------------


def test_what_happened_is_kept_with_its_number_and_how_to_take_it_back(tieweave_command, book):
    ran = tieweave_command(
        "log", "Ben Poe", "reviewed my resume", book, "--received", "--by", "call", "--when", "2026-10-03"
    )
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "kept as entry 1: Ben Poe, 2026-10-03: reviewed my resume  (they helped you, by call)",
        "take it back with: tieweave log --undo 1",
    ]
    (entry,) = entries()
    assert (entry.name, entry.text, entry.gave, entry.received, entry.channel) == (
        "Ben Poe",
        "reviewed my resume",
        False,
        True,
        "call",
    )
    assert [mark.key for mark in entry.marks] == ["b1"]


def test_a_person_of_the_journal_is_found_without_a_source(tieweave_command, planned, book, tmp_path):
    (tmp_path / book).unlink()
    for who in ("Ben Poe", "ben", "ben@x.example", "roy"):
        assert tieweave_command("log", who, "had coffee").code == 0
    assert [entry.name for entry in entries()] == ["Ben Poe"] * 3 + ["Ann Roy"]
    ran = tieweave_command("log", "ann", "had coffee")
    assert (ran.code, ran.out) == (1, "")
    assert re.search(r"2 people match 'ann': Ann \w+ \(\w+\), Ann \w+ \(\w+\); name one by the id in brackets", ran.err)
    ran = tieweave_command("log", "Cleo", "had coffee")
    assert (ran.code, ran.out) == (1, "")
    assert "nobody matches 'Cleo' in the journal; name a LOCATION to look in, such as contacts.vcf" in ran.err
    assert len(ran.err.splitlines()) == 1


def test_whom_the_journal_does_not_know_the_sources_do(tieweave_command, configured):
    assert tieweave_command("log", "Ann Roy", "had coffee").code == 0
    assert tieweave_command("log", "roy", "again").code == 0
    ran = tieweave_command("log", "Bin Poe", "had coffee")
    assert (ran.code, ran.out) == (1, "")
    assert "nobody matches 'Bin Poe' among 4 people; did you mean Ben Poe?" in ran.err
    assert len({entry.person for entry in entries()}) == 1


def test_a_location_that_is_named_is_looked_in_first(tieweave_command, planned, book):
    """The journal knows one Roy, the file two: the user gets one person, or the candidates."""
    with open(book, "a", encoding="utf-8", newline="") as file:
        file.write(vcard("r1", "Rob Roy"))
    assert tieweave_command("log", "Roy", "had coffee").code == 0
    ran = tieweave_command("log", "Roy", "had coffee", book)
    assert (ran.code, len(entries())) == (1, 1)
    assert "2 people match 'Roy'" in ran.err


def test_a_group_is_nobody(tieweave_command, book):
    ran = tieweave_command("log", "Choir", "sang", book)
    assert (ran.code, ran.out, entries()) == (1, "", ())
    assert "'Choir' is a group, not a person" in ran.err or "Choir is a group, not a person" in ran.err


def test_an_answer_settles_the_ask_and_a_lead_says_where_it_led(tieweave_command, planned):
    tieweave_command("done", "3fa1")
    ran = tieweave_command("log", "Ann Lee", "will talk on Tuesday", "--answered")
    assert ran.out.splitlines()[1] == "Ann Lee: 'Ask Ann Lee for advice' is answered; a thank-you comes next"
    assert states()["3fa1"] == "answered"
    ran = tieweave_command("log", "Ann Lee", "named her boss", "--lead", "Harbour Health, data analyst")
    assert ran.out.splitlines()[1] == (
        "Ann Lee: 'Ask Ann Lee for advice' led to Harbour Health, data analyst; a thank-you comes next"
    )
    assert states()["3fa1"] == "led-to"
    tieweave_command("log", "--undo", "2")
    tieweave_command("log", "--undo", "1")
    assert states()["3fa1"] == "done"
    ran = tieweave_command("log", "Ben Poe", "wrote", "--answered")
    assert "nothing was asked of them that is known here; a thank-you comes next" in ran.out


def test_the_log_is_listed_and_taken_back(tieweave_command, planned):
    assert tieweave_command("log", "--list").out == "nothing was logged yet\n"
    tieweave_command("log", "Ben Poe", "helped him move", "--gave", "--when", "2026-10-03T20:00:00+00:00")
    assert tieweave_command("log", "--list").out.splitlines()[0] == (
        "1. 2026-10-03 Ben Poe: helped him move  (you helped them)"
    )
    assert tieweave_command("log", "--undo", "1").out == "taken back: 1. Ben Poe: helped him move  (you helped them)\n"
    ran = tieweave_command("log", "--undo", "1")
    assert (ran.code, "nothing was logged as 1; tieweave log --list" in ran.err) == (1, True)


@pytest.mark.parametrize(
    "wrong",
    [
        (),
        ("Ben Poe",),
        ("", "had coffee"),
        ("Ben Poe", " "),
        ("Ben Poe", "had coffee", "--when", "yesterday"),
        ("Ben Poe", "had coffee", "--when", "2026-13-01"),
        ("Ben Poe", "had coffee", "--by", "pigeon"),
        ("Ben Poe", "had coffee", "--list"),
        ("--list", "--undo", "1"),
    ],
)
def test_what_cannot_be_meant_is_a_usage_error(tieweave_command, planned, wrong):
    ran = tieweave_command("log", *wrong)
    assert (ran.code, ran.out, entries()) == (2, "", ())
    assert "Error: " in ran.err


def test_a_day_is_one_in_the_users_time_zone(tieweave_command, configured, planned):
    tieweave_command("log", "Ben Poe", "had coffee", "--when", "2026-10-03")
    tieweave_command("log", "Ben Poe", "had tea", "--when", "2026-10-03T22:30")
    assert [entry.when.isoformat() for entry in entries()] == ["2026-10-03T11:00:00-03:00", "2026-10-03T22:30:00-03:00"]
    assert tieweave_command("log", "--list").out.count("2026-10-03") == 2


def test_what_lies_ahead_is_kept_with_a_note(tieweave_command, planned):
    ran = tieweave_command("log", "Ben Poe", "lunch", "--when", "2999-01-01")
    assert (ran.code, len(entries())) == (0, 1)
    assert "2999-01-01 lies ahead" in ran.err


def test_today_does_not_lie_ahead_early_in_the_morning(tieweave_command, planned, monkeypatch):
    early = NOW.replace(hour=7)
    monkeypatch.setattr("tieweave.cli.settings.clock", lambda *_: early)
    ran = tieweave_command("log", "Ben Poe", "had coffee", "--when", "2026-11-05")
    assert (ran.code, ran.err, entries()[0].when) == (0, "", early)


def test_a_second_answer_is_to_the_same_question(tieweave_command, planned):
    tieweave_command("done", "3fa1", *CLOCK)
    tieweave_command("log", "Ann Lee", "will ask around", "--answered", "--when", "2026-11-06")
    ran = tieweave_command("log", "Ann Lee", "named her boss", "--answered", "--when", "2026-11-09")
    assert ran.out.splitlines()[1] == "Ann Lee: 'Ask Ann Lee for advice' is answered; a thank-you comes next"
    assert "They helped you once" in tieweave_command("history", "Ann Lee").out
    # A year later it is to something else.
    ran = tieweave_command("log", "Ann Lee", "wrote", "--answered", "--when", "2027-11-09")
    assert "nothing was asked of them that is known here" in ran.out


# -- done, snooze, drop ----------------------------------------------------------------------------------------------


def test_done_by_id_by_its_first_letters_and_by_name(tieweave_command, planned):
    ran = tieweave_command("done", "3fa1", "3fb", "Ben Poe", *CLOCK)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "done: Ask Ann Lee for advice",
        'when they answer: tieweave log "Ann Lee" "what they said" --answered',
        "done: Wish Ann Roy a happy birthday; it counts as given",
        "done: Thank Ben Poe",
    ]
    assert set(states().values()) == {"done"}
    assert tieweave_command("done", "3fa1").out == "Ask Ann Lee for advice: done already, on 2026-11-05\n"


def test_of_several_none_is_settled_where_one_is_unknown(tieweave_command, planned):
    for wrong, said in (
        ("3f", "2 follow-ups are meant by '3f'"),
        ("3fa2", "3fa1 (Ask Ann Lee for advice)"),
        ("Zed", "'Zed'"),
    ):
        ran = tieweave_command("done", "77c3", wrong)
        assert (ran.code, ran.out) == (1, "")
        assert said in ran.err
        assert len(ran.err.splitlines()) == 1
    assert set(states().values()) == {"suggested"}


def test_snooze_and_drop(tieweave_command, planned):
    ran = tieweave_command("snooze", "3fa1", *CLOCK)
    assert ran.out == "put off to Thu 12 Nov 2026: Ask Ann Lee for advice\n"
    assert "Mon 16 Nov" in tieweave_command("snooze", "3fa1", "--days", "11", *CLOCK).out
    assert "Thu 24 Dec" in tieweave_command("snooze", "3fa1", "--until", "2026-12-24", *CLOCK).out
    ran = tieweave_command("drop", "77c3")
    assert ran.out == "dropped: Thank Ben Poe; open it again with: tieweave snooze 77c3\n"
    assert states() == {"3fa1": "snoozed", "3fb2": "suggested", "77c3": "dropped"}
    tieweave_command("snooze", "77c3")
    assert states()["77c3"] == "snoozed"


@pytest.mark.parametrize(
    "wrong",
    [
        ("snooze",),
        ("done",),
        ("snooze", "3fa1", "--days", "0"),
        ("snooze", "3fa1", "--until", "tomorrow"),
        ("snooze", "3fa1", "--until", "2026-11-04", *CLOCK),
        ("snooze", "3fa1", "--until", "2026-12-04", "--days", "3"),
    ],
)
def test_a_day_that_cannot_be_meant_is_a_usage_error(tieweave_command, planned, wrong):
    ran = tieweave_command(*wrong)
    assert (ran.code, ran.out) == (2, "")
    assert set(states().values()) == {"suggested"}


# -- today -----------------------------------------------------------------------------------------------------------


def test_today_shows_what_is_overdue_first_with_reason_way_id_and_draft(tieweave_command, planned):
    ran = tieweave_command("today", *CLOCK)
    assert (ran.code, ran.err) == (0, "")
    shown = [line.strip() for line in ran.out.splitlines() if line.strip()]
    assert shown[:7] == [
        "Overdue",
        "Tue 3 Nov   Ask Ann Lee for advice",
        "They know the trade.",
        "3fa1 · by e-mail (ann@x.example)",
        "Subject: A question",
        "Dear friend,",
        "how are you?",
    ]
    assert shown[7:9] == ["Today", "Thu 5 Nov   Wish Ann Roy a happy birthday"]
    assert "Ben Poe" not in ran.out
    assert "Ben Poe" in tieweave_command("today", "--days", "4", *CLOCK).out
    assert "Ben Poe" not in tieweave_command("today", "--days", "3", *CLOCK).out


def test_today_is_todays_in_the_users_time_zone(tieweave_command, configured, planned):
    """At two in the morning in UTC it is still the fourth in Halifax."""
    ran = tieweave_command("today", "--now", "2026-11-05T02:00:00+00:00", "--format", "json")
    document = json.loads(ran.out)
    assert document["today"] == "2026-11-04"
    assert [one["id"] for one in document["follow_ups"]] == ["3fa1"]


def test_today_as_json(tieweave_command, planned):
    document = json.loads(tieweave_command("today", "--format", "json", *CLOCK).out)
    assert (document["version"], document["now"], document["today"]) == (1, "2026-11-05T12:00:00+00:00", "2026-11-05")
    first = document["follow_ups"][0]
    contact = first.pop("contact")
    assert first == {
        "id": "3fa1",
        "purpose": "advice",
        "kind": "",
        "title": "Ask Ann Lee for advice",
        "due": "2026-11-03",
        "overdue": True,
        "channel": "email",
        "address": "ann@x.example",
        "reason": "They know the trade.",
        "subject": "A question",
        "message": "Dear friend,\n\nhow are you?",
        "status": "suggested",
    }
    assert (contact["name"], contact["emails"], [one["key"] for one in contact["sources"]]) == (
        "Ann Lee",
        ["ann@x.example"],
        ["a1"],
    )


def test_where_nothing_is_due_it_says_what_to_run(tieweave_command, planned):
    tieweave_command("done", "3fa1", "3fb2")
    assert tieweave_command("today", *CLOCK).out.splitlines() == [
        "Nothing is due. Next, on Mon 9 Nov 2026: Thank Ben Poe",
        "tieweave today --days 14 looks two weeks ahead",
    ]
    tieweave_command("done", "77c3")
    assert "tieweave plan" in tieweave_command("today", *CLOCK).out


def test_where_nothing_was_planned_it_says_what_to_run(tieweave_command):
    ran = tieweave_command("today")
    assert (ran.code, ran.err) == (0, "")
    (line,) = ran.out.splitlines()
    assert "tieweave plan" in line
    assert json.loads(tieweave_command("today", "--format", "json").out)["follow_ups"] == []


def test_what_a_contact_is_called_gives_the_terminal_no_command(tieweave_command, book):
    contact = tieweave.Contact(id="x", name="Eve \x1b[2J", key="1")
    follow_up = FollowUp(
        id="aa11",
        contact=contact,
        purpose="thank",
        due=NOW.date(),
        channel="email",
        reason="\x1b[2J",
        message="Hi\x1b[2J\nthere",
        address="\x1b[2J@x.example",
    )
    journals.keep_plan(Store.usual(), [follow_up], now=NOW, code="", work={})
    outputs = [
        tieweave_command("today", *CLOCK).out,
        tieweave_command("done", "aa11").out,
        tieweave_command("log", "Eve", "said \x1b[2J", "--received").out,
        tieweave_command("log", "--list").out,
        tieweave_command("history", "Eve").out,
        tieweave_command("balance").out,
    ]
    assert all(output and "\x1b" not in output for output in outputs)


# -- history and balance ---------------------------------------------------------------------------------------------

MAIL = """From MAILER-DAEMON Mon Oct  5 12:00:00 2026
From: {0}
To: {1}
Date: {2}
Message-ID: <{3}@x.example>
Subject: Hello

Hello.

"""


@pytest.fixture
def mailbox(tmp_path):
    me, ann = "Morgan Gallant <morgan@x.example>", "Ann Lee <ann@x.example>"
    mails = [
        (me, ann, "Mon, 01 Mar 2021 12:00:00 +0000", 1),
        (ann, me, "Tue, 02 Mar 2021 12:00:00 +0000", 2),
        (me, ann, "Mon, 05 Oct 2026 12:00:00 +0000", 3),
    ]
    (tmp_path / "mail.mbox").write_text("".join(MAIL.format(*mail) for mail in mails), encoding="utf-8")
    (tmp_path / "me.toml").write_text('name = "Morgan Gallant"\nemails = ["morgan@x.example"]\n', encoding="utf-8")
    return ("mail.mbox", "--profile", "me.toml")


def test_history_is_everything_between_the_two_in_the_order_of_time(tieweave_command, planned, book, mailbox):
    tieweave_command("done", "3fa1", *CLOCK)
    tieweave_command("log", "Ann Lee", "lent me a book", "--received", "--when", "2026-09-01")
    ran = tieweave_command("history", "Ann Lee", book, *mailbox, *CLOCK)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines() == [
        "Ann Lee",
        "  3 mails on 3 days, 2021-03-01 to 2026-10-05",
        "  2021        2 mails",
        "  2026-09-01  lent me a book (they helped you) [entry 1]",
        "  2026-10     1 mail",
        "  2026-11-05  Ask Ann Lee for advice: done [3fa1]",
        "  They helped you once, you helped them 0 times; they have had nothing back yet.",
    ]


def test_history_as_json(tieweave_command, planned, book, mailbox):
    tieweave_command("log", "Ann Lee", "lent me a book", "--received", "--when", "2026-09-01")
    document = json.loads(tieweave_command("history", "Ann Lee", book, *mailbox, *CLOCK, "--format", "json").out)
    assert document["contact"]["name"] == "Ann Lee"
    assert document["interactions"] == {
        "count": 3,
        "first": "2021-03-01T12:00:00+00:00",
        "last": "2026-10-05T12:00:00+00:00",
        "channels": {"email": 3},
        "months": [
            {"month": "2021-03", "channels": {"email": 2}},
            {"month": "2026-10", "channels": {"email": 1}},
        ],
    }
    assert [(one["number"], one["text"], one["received"]) for one in document["entries"]] == [
        (1, "lent me a book", True)
    ]
    assert [(one["id"], one["status"], one["settled"]) for one in document["follow_ups"]] == [
        ("3fa1", "suggested", None)
    ]
    assert document["balance"] == {"given": 0, "received": 1}


def test_history_without_a_source_is_what_the_journal_tells(tieweave_command, planned):
    ran = tieweave_command("history", "Ben")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "Ben Poe",
        "  2026-11-09  Thank Ben Poe: suggested, to do by then [77c3]",
        "  No favours are noted, neither given nor received.",
    ]
    assert tieweave_command("history", "Zed").code == 1


def test_history_of_somebody_whom_the_sources_no_longer_have(tieweave_command, planned, book, tmp_path):
    (tmp_path / book).write_text(vcard("b1", "Ben Poe"), encoding="utf-8", newline="")
    ran = tieweave_command("history", "Ann Roy", book)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "Ann Roy")


def test_balance_names_those_first_who_gave_most_and_had_nothing_back(tieweave_command, planned):
    assert "tieweave log" in tieweave_command("balance").out
    tieweave_command("done", "3fb2", *CLOCK)
    for text in ("lent me a book", "reviewed my resume"):
        tieweave_command("log", "Ben Poe", text, "--received", "--when", "2026-10-03")
    tieweave_command("log", "Ann Lee", "said yes", "--answered", "--when", "2026-11-06")
    ran = tieweave_command("balance")
    assert (ran.code, ran.err) == (0, "")
    table, _, sentence = ran.out.partition("\n\n")
    assert [line.split() for line in table.splitlines()[1:]] == [
        ["Ben", "Poe", "2", "0", "2026-10-03"],
        ["Ann", "Lee", "1", "0", "2026-11-06"],
        ["Ann", "Roy", "0", "1", "2026-11-05"],
    ]
    assert " ".join(sentence.split()) == (
        "You were helped 3 times and helped once: Ben Poe and Ann Lee have had nothing back yet; "
        "do something for them first."
    )
    document = json.loads(tieweave_command("balance", "--format", "json").out)
    assert (document["given"], document["received"]) == (1, 3)
    assert [(one["name"], one["given"], one["received"]) for one in document["people"]] == [
        ("Ben Poe", 0, 2),
        ("Ann Lee", 0, 1),
        ("Ann Roy", 1, 0),
    ]


def test_what_is_logged_is_seen_by_classify_and_explain(tieweave_command, book):
    when = "2026-10-03T11:00:00-03:00"
    tieweave_command("log", "Ben Poe", "reviewed my resume", book, "--received", "--when", when)
    ties = json.loads(tieweave_command("classify", book, "--format", "json", *CLOCK).out)["ties"]
    (ben,) = [tie for tie in ties if tie["contact"]["name"] == "Ben Poe"]
    assert (ben["interactions"], ben["last_interaction"]) == (1, when)
    assert (
        "helped you on 2026-10-03: reviewed my resume  [favour; journal]"
        in tieweave_command("explain", "Ben", book, *CLOCK).out
    )

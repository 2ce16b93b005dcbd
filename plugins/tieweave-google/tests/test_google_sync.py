"""Synchronising: what is asked for, what is remembered, and that nothing is lost whatever happens."""

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import attrs
import pytest
from loopback_google import EXPIRED, QUOTA, error, person

import tieweave
from tieweave import Contact, SourceError
from tieweave.store import Store

CONNECTIONS = "/v1/people/me/connections"


def keys(found):
    return [record.key for record in found if isinstance(record, Contact)]


def listings(google, path=CONNECTIONS):
    return [query for asked, query in google.requests if asked == path]


def test_all_pages_are_read(read, google):
    google.contacts.put(*(person(number) for number in range(2345)))
    found, error = read()
    assert error is None
    assert len(set(keys(found))) == 2345
    assert [query.get("pageToken", "")[-5:] for query in listings(google)] == ["", "-1000", "-2000"]


def test_a_second_run_asks_for_changes_only(read, google):
    google.contacts.put(*(person(number) for number in range(1500)))
    google.others.put(*(person(number, resourceName=f"otherContacts/c{number}") for number in range(3)))
    first, _ = read()
    google.requests.clear()
    google.contacts.put(person(3, nicknames=[{"value": "Changed"}]), person(9999))
    google.contacts.delete("people/c7", "people/c8")
    google.others.delete("otherContacts/c1")
    second, error = read()
    assert error is None
    assert set(keys(first)) - set(keys(second)) == {"people/c7", "people/c8", "otherContacts/c1"}
    assert set(keys(second)) - set(keys(first)) == {"people/c9999"}
    assert [r.nicknames for r in second if isinstance(r, Contact) and r.key == "people/c3"] == [("Changed",)]
    assert len(listings(google)) == len(listings(google, "/v1/otherContacts")) == 1
    assert all("syncToken" in query for query in listings(google))


def test_changes_on_several_pages(read, google):
    google.contacts.put(person(0))
    read()
    google.contacts.put(*(person(number) for number in range(1, 1200)))
    google.requests.clear()
    found, error = read()
    assert error is None
    assert len(keys(found)) == 1200
    assert ["syncToken" in query for query in listings(google)] == [True, True]


def test_nothing_changed(read, google):
    google.contacts.put(person(0))
    first, _ = read()
    assert read()[0] == first


def test_every_parameter_is_the_same_in_page_and_sync_requests(read, google):
    google.contacts.put(*(person(number) for number in range(1001)))
    read()
    read()
    fixed = [{k: v for k, v in q.items() if k not in ("pageToken", "syncToken")} for q in listings(google)]
    assert len(fixed) == 3
    assert all(query == fixed[0] for query in fixed)
    assert fixed[0]["pageSize"] == "1000"


def test_merged_people_lose_their_former_names(read, google):
    google.contacts.put(person(1), person(2))
    read()
    google.contacts.merge(person(3), "people/c1", "people/c2")
    assert keys(read()[0]) == ["people/c3"]


@pytest.mark.parametrize(
    "answer",
    [EXPIRED, error(400, EXPIRED[1]["error"]["message"], "FAILED_PRECONDITION"), error(410, "Gone", "GONE")],
)
def test_an_expired_token_leads_to_a_full_sync(read, google, answer):
    google.contacts.put(person(1), person(2))
    read()
    google.contacts.delete("people/c1")
    google.faults = [(CONNECTIONS, answer)]
    found, error = read()
    assert error is None
    assert keys(found) == ["people/c2"]
    assert "syncToken" not in listings(google)[-1]


def test_a_token_that_expires_between_two_pages(read, google):
    google.contacts.put(person(0))
    read()
    google.contacts.put(*(person(number) for number in range(1, 1500)))
    asked = []

    def expire_after_the_first_page(path, query):
        asked.append(query)
        if path == CONNECTIONS and "pageToken" in query and "syncToken" in query:
            google.contacts.expire()

    google.told = expire_after_the_first_page
    found, error = read()
    assert error is None
    assert len(keys(found)) == 1500


def test_another_field_mask_needs_a_full_sync(read, google, monkeypatch):
    google.contacts.put(person(1))
    read()
    monkeypatch.setattr("tieweave_google.person.OF_CONTACTS", "names,metadata")
    monkeypatch.setattr("tieweave_google.person.FINGERPRINT", "other")
    google.requests.clear()
    assert keys(read()[0]) == ["people/c1"]
    assert ["syncToken" in query for query in listings(google)] == [False]


def test_somebody_else_signed_in_under_the_same_name(read, google):
    google.contacts.put(person(1))
    read()
    google.me = {"resourceName": "people/2002"}
    google.contacts.people.clear()
    google.contacts.put(person(5))
    google.faults = [(CONNECTIONS, error(400, "no"))]
    assert keys(read()[0]) == []  # not what the other one had, even in trouble
    assert keys(read()[0]) == ["people/c5"]


def test_groups_are_labels_by_their_names_as_they_are_now(read, google):
    google.groups.append({"resourceName": "contactGroups/x", "groupType": "USER_CONTACT_GROUP", "name": "Choir"})
    member = [{"contactGroupMembership": {"contactGroupResourceName": "contactGroups/x"}}]
    google.contacts.put(person(1, memberships=member))
    assert [r.labels for r in read()[0] if isinstance(r, Contact)] == [("Choir",)]
    google.groups[-1]["name"] = "Rotary"
    assert [r.labels for r in read()[0] if isinstance(r, Contact)] == [("Rotary",)]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_first_sync_that_fails_gives_what_came(read, google, at):
    google.contacts.put(*(person(number) for number in range(2500)))
    pages = iter(range(9))
    google.told = lambda path, _: (
        path == CONNECTIONS and next(pages) == at and google.faults.append((path, error(400, "no")))
    )
    found, error_ = read()
    assert isinstance(error_, SourceError)
    assert len(keys(found)) == at * 1000
    google.told = None
    found, error_ = read()
    assert (len(keys(found)), error_) == (2500, None)


def test_a_later_sync_that_fails_keeps_what_was_there_and_says_how_old_it_is(read, google, context):
    google.contacts.put(*(person(number) for number in range(1500)))
    google.others.put(person(1, resourceName="otherContacts/c1"))
    first, _ = read()
    google.contacts.expire()
    google.contacts.delete("people/c3")
    google.told = lambda path, query: "pageToken" in query and google.faults.append((path, error(400, "no")))
    later = attrs.evolve(context, now=context.now.replace(day=4)).now
    found, failed = read(now=later)
    assert found == first
    assert str(failed).endswith("what is shown was read 3 days ago (2026-11-01)")
    google.told = None
    found, failed = read()
    assert (len(keys(found)), failed) == (1500, None)


def test_other_contacts_that_fail_cost_no_contact(read, google):
    google.contacts.put(person(1))
    google.faults = [("/v1/otherContacts", error(400, "no"))]
    found, failed = read()
    assert keys(found) == ["people/c1"]
    assert "refuses it with 400 (no)" in str(failed)


def test_offline_shows_what_is_remembered(read, google):
    google.contacts.put(person(1))
    google.groups.append({"resourceName": "contactGroups/x", "groupType": "USER_CONTACT_GROUP", "name": "Choir"})
    first, _ = read()
    found, failed = read(options={"endpoint": "http://127.0.0.1:9"})
    assert found == first
    assert "the connection is refused" in str(failed)
    assert "read today" in str(failed)


def test_accounts_keep_apart(read, google, signed_in):
    google.contacts.put(person(1))
    google.others.put(person(2, resourceName="otherContacts/c2"))
    signed_in("x")
    signed_in("x other")
    for location in ("google:?account=x", "google:?account=x other") * 2:
        assert keys(read(location)[0]) == ["people/c1", "otherContacts/c2"]


def test_without_a_store_everything_is_asked_for(google):
    google.contacts.put(person(1))
    for _ in range(2):
        store = Store.temporary()
        google.sign_in(store)
        book = tieweave.gather(["google:"], store=store, options={"google": {"endpoint": google.address}})
        assert [contact.key for contact in book.contacts] == ["people/c1"]
        store.close()
    assert all("syncToken" not in query for query in listings(google))


def test_a_store_that_cannot_be_written_costs_no_contact(read, google, context):
    google.contacts.put(person(1), person(2))
    read()
    context.store.close()
    path = context.store.folder / "tieweave.sqlite3"
    with sqlite3.connect(path) as locked:
        locked.execute("CREATE TRIGGER no BEFORE INSERT ON memory BEGIN SELECT RAISE(ABORT, 'disk full'); END")
    locked.close()
    google.contacts.delete("people/c1")
    google.contacts.put(person(3))
    found, failed = read()
    assert keys(found) == ["people/c2", "people/c3"]
    assert failed is None
    assert "disk full" in context.store.trouble


def test_3000_contacts(read, google, context):
    google.contacts.put(*(person(number) for number in range(3000)))
    shown = []
    found, _ = read(progress=lambda *said: shown.append(said))
    assert len(keys(found)) == 3000
    assert ("Google contacts", 2000, 3000) in shown


def test_a_page_token_that_repeats_ends_the_reading(read, google):
    page = (200, {"connections": [person(1)], "nextPageToken": "again"})
    google.faults = [(CONNECTIONS, page)] * 5
    found, failed = read()
    assert keys(found) == ["people/c1"]
    assert "go in circles" in str(failed)
    assert len(listings(google)) == 2


@pytest.mark.parametrize("page", [1, 3])
def test_killed_in_the_middle_the_next_run_ends_right(google, tmp_path, page):
    google.contacts.put(*(person(number) for number in range(4200)))
    store = Store(tmp_path / "data")
    google.sign_in(store)
    run = (
        "import sys, tieweave\nfrom tieweave.store import Store\nfrom pathlib import Path\n"
        "store, options = Store(Path(sys.argv[1])), {'google': {'endpoint': sys.argv[2]}}\n"
        "b = tieweave.gather(['google:'], store=store, options=options)\n"
        "print(len(b.contacts))"
    )
    command = [sys.executable, "-c", run, str(tmp_path / "data"), google.address]
    whole = int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    assert whole == 4200
    google.contacts.expire()  # the next run asks for everything again, and is killed within
    google.contacts.delete("people/c5")
    running = subprocess.Popen(command, stdout=subprocess.PIPE)

    def kill(path, query):
        if path == CONNECTIONS and query.get("pageToken", "").endswith(f"-{page}000"):
            os.kill(running.pid, signal.SIGKILL)
            running.wait()

    google.told = kill
    assert running.communicate()[0] == b""
    assert running.returncode == -signal.SIGKILL
    google.told = None
    google.requests.clear()
    book = tieweave.gather(["google:"], store=store, options={"google": {"endpoint": google.address}})
    store.close()
    assert len({contact.key for contact in book.contacts}) == 4199
    assert len(listings(google)) == 6  # the expired token, then five pages
    assert not Path(tmp_path / "data" / "tieweave.sqlite3-journal").exists()


def test_quota_of_the_first_page_of_a_full_sync(read, google, sleeps):
    google.contacts.put(person(1))
    google.faults = [(CONNECTIONS, QUOTA), (CONNECTIONS, QUOTA)]
    found, failed = read()
    assert (keys(found), failed) == (["people/c1"], None)
    assert sleeps == [8.0, 16.0]

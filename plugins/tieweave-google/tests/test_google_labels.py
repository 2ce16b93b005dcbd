"""Level and category written back to Google Contacts, with Google's real client against a service on loopback."""

import os

import attrs
import pytest
from loopback_answers import error
from loopback_google import QUOTA, person
from loopback_groups import MINE

from tieweave import SinkError
from tieweave.categories import Level
from tieweave.model import Contact, Tie
from tieweave.sinks import Outcome
from tieweave.testing import killed_at_every_step
from tieweave.testing.installed import hub_of
from tieweave.testing.plugin_contract import PluginContract

BATCH = "/v1/people:batchGet"


class TestGoogleContacts(PluginContract):
    plugin = "google"
    heavy_modules = ("googleapiclient", "google.auth", "google_auth_oauthlib", "httplib2", "requests", "http.server")

    @pytest.fixture
    def location(self):
        return "google-contacts:"

    @pytest.fixture
    def declared(self):
        return next(one for one in hub_of("google")[1].declared_sinks if one.name == "google-contacts")

    @pytest.fixture(autouse=True)
    def connections(self):
        return []


def tie(*numbers, level=1, category="friend", source="google:", name="Ann Lee"):
    records = [Contact(source=source, key=f"people/c{number}", name=name) for number in numbers]
    contact = Contact(source=source, name=name, id=f"id-{numbers}", records=tuple(records))
    level = None if level is None else Level(level)
    return Tie(contact=contact, category=category, level=level, strength=0.5, lead=0.5, support=0.5)


@pytest.fixture
def push(pushing, google):
    google.contacts.put(*(person(number) for number in range(5)))
    return pushing("google-contacts:")


def said(delivered):
    return [(one.outcome.value, one.detail) for one in delivered]


def test_labels_are_made_and_put(google, push):
    assert said(push([tie(1), tie(2, level=2, category="dentist")])) == [
        ("updated", "+ Level 1 (tieweave), + Friend (tieweave)"),
        ("updated", "+ Level 2 (tieweave), + Dentist (tieweave)"),
    ]
    assert google.labels.of("people/c1") == ["myContacts", "Level 1 (tieweave)", "Friend (tieweave)"]
    assert google.labels.of("people/c2") == ["myContacts", "Level 2 (tieweave)", "Dentist (tieweave)"]
    names = [group["name"] for group in google.groups if group["groupType"] == "USER_CONTACT_GROUP"]
    assert sorted(names) == [
        "Dentist (tieweave)",
        "Friend (tieweave)",
        "Level 1 (tieweave)",
        "Level 2 (tieweave)",
    ]


def test_a_second_delivery_asks_questions_alone(google, push):
    ties = [tie(1), tie(2, 3)]
    push(ties)
    google.changes.clear()
    assert said(push(ties)) == [("unchanged", "")] * 2
    assert google.changes == []


def test_a_dry_run_asks_questions_alone_and_is_right(google, push):
    push([tie(1)])
    google.changes.clear()
    changed = [tie(1, category="relative"), tie(2)]
    predicted = said(push(changed, dry_run=True))
    assert google.changes == []
    assert predicted == said(push(changed))
    assert predicted[0] == ("updated", "+ Relative (tieweave), - Friend (tieweave)")


def test_the_users_own_labels_stay(google, push):
    rotary = google.labels.add("Rotary")
    google.labels.put("people/c1", rotary, "contactGroups/starred")
    push([tie(1)])
    push([tie(1, level=None, category="unknown")])
    assert google.labels.keys_of("people/c1") == [rotary, "contactGroups/starred"]


def test_who_would_be_in_no_group_is_in_my_contacts(google, push):
    ours = google.labels.add("Friend (tieweave)")
    google.labels.put("people/c1", ours)
    assert said(push([tie(1, level=None, category="unknown")])) == [("updated", "- Friend (tieweave)")]
    assert google.labels.keys_of("people/c1") == [MINE]


def test_only_contacts_of_this_account_are_asked_for(google, push, store):
    elsewhere = [
        tie(1, source="google:?account=work"),
        tie(2, source="phone.vcf"),
        tie(3, source="google-contacts:"),
        tie(4, source="google:?acount=default"),
    ]
    elsewhere.append(attrs.evolve(elsewhere[0], contact=Contact(source="google:", key="otherContacts/c9", name="X")))
    assert said(push(elsewhere)) == [("unchanged", "not among these contacts")] * 5
    assert BATCH not in google.paths()
    assert said(push([tie(1, source="google:?account=Default")]))[0][0] == "updated"
    google.sign_in(store, "work")
    # Now nobody knows whose `google:` it was.
    assert said(push([tie(2)], to="google-contacts:?account=work")) == [("unchanged", "not among these contacts")]
    assert said(push([tie(2, source="google:?account=work")], to="google-contacts:?account=work"))[0][0] == "updated"


def test_many_are_asked_for_at_once(google, push):
    count = 450
    google.contacts.put(*(person(number) for number in range(count)))
    ties = [tie(number) for number in range(count)]
    delivered = push(ties, dry_run=True)
    assert [one.item for one in delivered] == [one.contact.id for one in ties]
    assert google.paths().count(BATCH) == 3
    assert google.changes == []


def test_a_contact_changed_in_the_meantime_is_left(google, push):
    def meddle(path, _):
        if path.startswith("/v1/people/c1:update"):
            google.told = None
            google.labels.put("people/c1", "contactGroups/starred")

    google.told = meddle
    assert said(push([tie(1), tie(2)])) == [
        ("failed", "was changed at Google in the meantime, and is left as it is; the next push looks again"),
        ("updated", "+ Level 1 (tieweave), + Friend (tieweave)"),
    ]
    assert google.labels.of("people/c1") == ["starred"]
    assert said(push([tie(1)]))[0][0] == "updated"
    assert google.labels.of("people/c1") == ["starred", "Level 1 (tieweave)", "Friend (tieweave)"]


@pytest.mark.parametrize("trouble", ["drop", "cut", error(503, "x", "UNAVAILABLE")])
def test_answers_that_are_lost_do_nothing_twice(google, push, trouble):
    google.faults = [("POST /v1/contactGroups", "after", trouble), ("PATCH /v1/people/", "after", trouble)]
    assert said(push([tie(1)]))[0][0] == "updated"
    assert google.labels.of("people/c1") == ["myContacts", "Level 1 (tieweave)", "Friend (tieweave)"]


def test_a_contact_that_is_gone_or_refused_is_that_ones_failure(google, push):
    google.faults = [("PATCH /v1/people/c1", error(400, "Contact is read-only."))]
    delivered = push([tie(1), tie(9), tie(2)])
    assert [one.outcome for one in delivered] == [Outcome.FAILED, Outcome.FAILED, Outcome.UPDATED]
    assert delivered[0].detail == "Google refuses it with 400 (Contact is read-only.)"
    assert delivered[1].detail == "is no longer among your contacts; the next run reads them again"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs os.fork")
def test_a_kill_at_any_step_doubles_nothing(google, push):
    rotary = google.labels.add("Rotary")
    ties = [tie(1), tie(2, level=2)]

    def prepared(number):
        google.groups[:] = [group for group in google.groups if not group["name"].endswith("(tieweave)")]
        google.labels.put("people/c1", rotary)
        google.labels.put("people/c2", rotary, google.labels.add("Level 1 (tieweave)"))

    for _ in killed_at_every_step(prepared, lambda _: push(ties)):
        push(ties)
        assert google.labels.of("people/c1") == ["Rotary", "Level 1 (tieweave)", "Friend (tieweave)"]
        assert google.labels.of("people/c2") == ["Rotary", "Level 2 (tieweave)", "Friend (tieweave)"]
        names = [group["name"] for group in google.groups]
        assert len(names) == len(set(names))
        assert said(push(ties)) == [("unchanged", "")] * 2


def test_a_group_that_somebody_made_by_that_name_is_used(google, push):
    key = google.labels.add("friend (TIEWEAVE)")
    push([tie(1)])
    assert key in google.labels.keys_of("people/c1")


def test_a_service_that_goes_away_leaves_what_was_delivered(google, push, sleeps):
    google.faults = [("PATCH /v1/people/c2", QUOTA)] * 9
    delivered = []
    with push.opened() as sink, pytest.raises(SinkError, match=r"^google-contacts: Google's quota is used up"):
        delivered.extend(iter(sink.deliver([tie(1), tie(2), tie(3)])))
    assert google.labels.of("people/c1")[-1] == "Friend (tieweave)"
    google.faults = []
    assert [one.outcome.value for one in push([tie(1), tie(2), tie(3)])] == ["unchanged", "updated", "updated"]


@pytest.mark.parametrize("body", [b"<html>", b"[]", b'{"responses": 5}', b'{"respon'])
def test_rubbish_is_one_line(google, push, body):
    google.faults = [(f"GET {BATCH}", (200, body))]
    with pytest.raises(SinkError, match="is not Google's service") as failed:
        push([tie(1)])
    assert "\n" not in str(failed.value)


@pytest.mark.parametrize(
    "shape", [{}, {"memberships": 5}, {"memberships": [5, {"contactGroupMembership": 5}]}, {"metadata": 5}]
)
def test_people_of_a_strange_shape_never_raise(google, push, shape):
    found = {"requestedResourceName": "people/c1", "person": {"resourceName": "people/c1", **shape}}
    google.faults = [(f"GET {BATCH}", (200, {"responses": [5, {}, {"person": 5}, found]}))]
    assert push([tie(1)])[0].outcome is Outcome.FAILED


def test_there_are_no_follow_ups_there(push):
    with push.opened() as sink:
        assert sink.seen() is None
        assert sink.key == "google-contacts:?account=default"

"""The rights that writing takes: asked for when they are first needed, beside what was granted before."""

import json
import os
import shlex
import subprocess
import sys
import threading
import urllib.request
import webbrowser

import attrs
import pytest
from loopback_answers import error
from loopback_calendar import APP_CREATED, CALENDAR_LIST
from loopback_google import CONTACTS, OTHERS, person
from loopback_groups import SCOPE as CHANGE_CONTACTS
from loopback_tasks import SCOPE as TASKS

from tieweave import LocationError, SettingsError, SinkError, SourceError
from tieweave.plugins import PluginHub
from tieweave.sinks import Outcome, SinkContext, claim
from tieweave.sources import SignIn
from tieweave.testing import NOW, make_follow_up
from tieweave_google import accounts
from tieweave_google.check import check
from tieweave_google.login import login
from tieweave_google.logout import logout
from tieweave_google.opening import sink


@pytest.fixture
def said():
    return []


@pytest.fixture
def how(said, client_file, monkeypatch):
    """Give how somebody signs in whose browser visits what it is given at once."""
    threads = []

    def go(url, *_, **__):
        def visit():
            with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - loopback
                said.append(answer.read().decode())

        threads.append(threading.Thread(target=visit))
        threads[-1].start()
        return True

    monkeypatch.setattr(webbrowser, "open", go)
    yield SignIn(say=said.append, ask=None, ask_secret=None, client_secrets=client_file)
    for thread in threads:
        thread.join()


@pytest.fixture
def sinking(store, google):
    return SinkContext(now=NOW, store=store, options={"endpoint": google.address})


def asked_for(google):
    return [query["scope"].split() for path, query in google.requests if path == "/auth"]


def granted(store, account="default"):
    return set(accounts.credentials("google:", account, store).scopes)


def test_reading_asks_for_reading_alone(google, context, how):
    login("google:", context, how)
    assert asked_for(google) == [[CONTACTS, OTHERS]]


@pytest.mark.parametrize(
    ("location", "scopes", "may"),
    [
        ("google-tasks:", [TASKS], "add and change tasks"),
        (
            "google-calendar:",
            [APP_CREATED, CALENDAR_LIST],
            "make a calendar of its own, and add and change events in it",
        ),
        ("google-contacts:", [CHANGE_CONTACTS], "add labels to your contacts and take its own away"),
    ],
)
def test_each_sink_asks_for_its_own_right_beside_those_there_are(
    google, context, store, how, said, location, scopes, may
):
    login("google:", context, how)
    line = login(location, context, how)
    assert line == f"{location.removesuffix(':')}: signed in; tieweave can {may}"
    assert f"Your browser opens with Google's question whether tieweave may {may}." in said
    assert asked_for(google)[1] == [CONTACTS, OTHERS, *scopes]
    assert accounts.names(store) == ("default",)
    assert granted(store) == {CONTACTS, OTHERS, *scopes}


def test_signing_in_again_to_read_keeps_what_writing_needs(google, context, store, how):
    login("google-tasks:", context, how)
    login("google-calendar:", context, how)
    login("google:", context, how)
    assert asked_for(google)[0] == [TASKS]
    assert granted(store) == {CONTACTS, OTHERS, TASKS, APP_CREATED, CALENDAR_LIST}
    assert check("google:", context)[0] == "0 contacts of Morgan Gallant can be read"


def test_who_reads_under_a_name_writes_under_it(google, context, store, how):
    login("google:?account=morgan@mail.example", context, how)
    login("google-tasks:", context, how)
    assert accounts.names(store) == ("morgan@mail.example",)
    assert [query.get("login_hint") for path, query in google.requests if path == "/auth"] == [
        "morgan@mail.example"
    ] * 2
    login("google:", context, how)
    with pytest.raises(
        SourceError, match=r"say which: google-tasks:\?account=default or google-tasks:\?account=morgan"
    ):
        login("google-tasks:", context, how)


def test_a_right_to_write_alone_does_not_read(google, context, store, how, read):
    accounts.forget("default", store)
    login("google-tasks:", context, how)
    with pytest.raises(SourceError, match="reading was not allowed at the sign-in; `tieweave login google:` asks"):
        check("google:", context)
    found, failed = read()
    assert found == []
    assert "`tieweave login google:`" in str(failed)


def test_who_may_change_contacts_may_read_them(google, context, store, how):
    google.contacts.put(person(1))
    login("google-contacts:", context, how)
    assert check("google:", context)[0] == "1 contact of Morgan Gallant can be read"


def test_a_box_that_is_not_ticked_changes_nothing(google, context, store, how):
    login("google:", context, how)
    before = store.secret("google account default")
    google.granted = (CONTACTS, OTHERS, APP_CREATED)
    with pytest.raises(SourceError, match=r"does not let tieweave make a calendar .* leave the boxes ticked"):
        login("google-calendar:", context, how)
    assert store.secret("google account default") == before


def test_a_refusal_says_what_for(google, context, how, said):
    google.consent = "access_denied"
    with pytest.raises(SourceError, match="the consent was refused"):
        login("google-tasks:", context, how)
    assert any("so tieweave cannot add and change tasks" in one for one in said)


def test_an_api_that_is_not_enabled_is_said_at_once(google, context, how):
    google.faults = [("/tasks/", error(403, "no", "PERMISSION_DENIED", "SERVICE_DISABLED"))]
    line = login("google-tasks:", context, how)
    assert "signed in; but tieweave cannot add and change tasks yet: the Google Tasks API is not enabled" in line


def test_pushing_asks_for_the_right_then_and_there(google, context, sinking, how, said):
    login("google:", context, how)
    opened = sink("google-tasks:", attrs.evolve(sinking, sign_in=how))
    assert [one.outcome for one in opened.deliver([make_follow_up("Ann Lee")])] == [Outcome.CREATED]
    opened.close()
    assert said[-1] == "google-tasks: signed in; tieweave can add and change tasks"
    assert asked_for(google) == [[CONTACTS, OTHERS], [CONTACTS, OTHERS, TASKS]]
    sink("google-tasks:", sinking).close()
    assert len(asked_for(google)) == 2


@pytest.mark.parametrize(
    ("location", "may"),
    [
        ("google-tasks:", "add and change tasks"),
        ("google-tasks:?list=A list", "add and change tasks"),
        ("google-contacts:", "add labels to your contacts and take its own away"),
    ],
)
def test_where_nobody_can_be_asked_one_line_says_what_to_do(google, sinking, signed_in, location, may):
    with pytest.raises(SinkError) as failed:
        sink(location, sinking)
    name = location.removesuffix(":")
    assert str(failed.value) == (
        f"{name}: tieweave was not allowed yet to {may}; `tieweave login {shlex.quote(location)}` asks for it"
    )
    assert google.requests == []


def test_a_right_that_was_taken_back_is_one_line(google, sink_context):
    google.scopes = (CONTACTS, OTHERS)
    opened = sink("google-tasks:", sink_context)
    with pytest.raises(SinkError, match=r"^google-tasks: this was not allowed .*; `tieweave login google-tasks:` asks"):
        opened.seen()
    opened.close()


def test_a_sign_in_that_has_ended_is_one_line(google, sink_context):
    google.access_tokens, google.refresh_tokens = set(), set()
    opened = sink("google-tasks:", sink_context)
    with pytest.raises(SinkError, match=r"the sign-in has ended .*; `tieweave login google-tasks:` signs in again"):
        list(opened.deliver([make_follow_up("Ann Lee")]))
    opened.close()


def test_a_token_is_renewed_and_keeps_all_its_rights(google, store, sink_context):
    google.access_tokens, google.rotate = set(), True
    opened = sink("google-tasks:", sink_context)
    assert [one.outcome for one in opened.deliver([make_follow_up("Ann Lee")])] == [Outcome.CREATED]
    opened.close()
    assert json.loads(store.secret("google account default"))["refresh_token"] == "refresh-1"  # noqa: S105 - invented
    assert granted(store) == set(google.scopes)


def test_an_unreachable_service_is_one_line(sink_context):
    opened = sink("google-tasks:", attrs.evolve(sink_context, options={"endpoint": "http://127.0.0.1:9"}))
    with pytest.raises(SinkError, match=r"^google-tasks: the connection is refused.*run it again$"):
        opened.seen()
    opened.close()


@pytest.mark.parametrize(
    ("location", "said"),
    [
        (
            "google-tasks:x",
            "there is nothing to name after google-tasks: but an account and a list; write google-tasks:",
        ),
        ("google-tasks:?lst=x", "unknown key 'lst'; did you mean 'list'?"),
        ("google-tasks:?calendar=x", "unknown key 'calendar'; known keys: account, list"),
        (
            "google-calendar:?calendar=",
            "names no calendar; write google-calendar: or google-calendar:?account=NAME&cal",
        ),
        ("google-tasks:?list=a&list=b", "names several lists"),
        ("google-contacts:?list=x", "unknown key 'list'; the one there is is 'account'"),
    ],
)
def test_locations_that_mean_nothing(sink_context, location, said):
    with pytest.raises(SinkError) as failed:
        sink(location, sink_context)
    assert said in str(failed.value)


def test_options_that_mean_nothing(sink_context):
    with pytest.raises(
        SettingsError, match=r"^\[options.google-tasks\]: unknown key 'endpont'; did you mean 'endpoint'"
    ):
        sink("google-tasks:", attrs.evolve(sink_context, options={"endpont": "x"}))


def test_signing_out_of_one_is_signing_out_of_all(google, context, store, how):
    login("google:", context, how)
    login("google-tasks:", context, how)
    line = logout("google-tasks:", context)
    assert "Google has revoked the access" in line
    assert line.endswith("are removed from this computer, for reading too")
    assert accounts.names(store) == ()


def test_each_location_is_of_one_sink():
    types = PluginHub.load().sinks()
    for name in ("google-tasks", "google-calendar", "google-contacts"):
        assert claim(f"{name}:", types).type.name == name
        assert claim(f"{name.upper()}:?account=x", types).type.name == name
    with pytest.raises(LocationError):
        claim("google:", types)


def test_the_command(google, client_file, tmp_path):
    """`tieweave login` and `tieweave push` in processes of their own, with a browser that the environment names."""
    go = tmp_path / "browser.py"
    go.write_text("import sys, urllib.request\nurllib.request.urlopen(sys.argv[1]).read()\n", encoding="utf-8")
    google.contacts.put(person(1, names=[{"displayName": "Ann Lee"}]))
    google.labels.put("people/c1", google.labels.add("Close friends"))
    tables = "".join(
        f'[options.{name}]\nendpoint = "{google.address}"\n'
        for name in ("google", "google-tasks", "google-calendar", "google-contacts")
    )
    (tmp_path / "config.toml").write_text(tables, encoding="utf-8")
    environment = {
        **os.environ,
        "TIEWEAVE_DATA": str(tmp_path / "data"),
        "TIEWEAVE_CONFIG": str(tmp_path / "config.toml"),
        "BROWSER": f"{shlex.join([sys.executable, str(go)])} %s",
    }

    def run(*arguments):
        command = [sys.executable, "-m", "tieweave", *arguments]
        return subprocess.run(
            command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=120
        )

    assert run("login", "google:", "--client-secrets", client_file).returncode == 0
    refused = run("push", "google:", "--to", "google-tasks:")
    assert refused.returncode == 3, refused
    assert "`tieweave login google-tasks:` asks for it" in refused.stderr
    for name in ("google-tasks:", "google-calendar:", "google-contacts:"):
        assert run("login", name).returncode == 0
    google.changes.clear()
    push = ("push", "google:", "--to", "google-tasks:", "--to", "google-calendar:", "--to", "google-contacts:")
    assert "would be created" in run(*push, "--dry-run").stdout
    assert google.changes == []
    pushed = run(*push)
    assert pushed.returncode == 0, pushed
    assert google.labels.of("people/c1") == ["Close friends", "Level 1 (tieweave)", "Friend (tieweave)"]
    (task,) = google.tasks.list_of("tieweave").values()
    (event,) = google.calendar.calendar_of("tieweave").values()
    assert task["title"] == event["summary"]
    google.changes.clear()
    assert "unchanged" in run(*push).stdout
    assert google.changes == []
    google.tasks.edit(task, status="completed")
    assert "done" in run(*push).stdout
    assert google.calendar.calendar_of("tieweave")[event["id"]]["summary"] == f"✓ {event['summary']}"

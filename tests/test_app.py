"""`tieweave app` over real HTTP: what each click keeps, that the commands see it, and that it is taken back."""

from __future__ import annotations

import contextlib
import datetime as dt
import http.client
import json
import re
import threading
import urllib.parse
from collections import Counter

import attrs
import pytest

from tieweave import Book, Contact, Profile, Store, added, answers, identities, journals, weave
from tieweave.app import routes
from tieweave.app.desk import Desk
from tieweave.app.finding import Wishes
from tieweave.app.serving import bound, served
from tieweave.app.shown import Shown
from tieweave.model import Email, Organisation, Phone, Status
from tieweave.report.page import Fragments

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
HOSTILE = "<script>alert(1)</script>\x1b[31m\u202e"


def contact(key, name, *emails, **more):
    return Contact(source="a.vcf", key=key, name=name, emails=[Email(address=one) for one in emails], **more)


PEOPLE = [
    contact("a", "Ann Lee", "ann@x.example", labels=["Friends"]),
    contact("b", "Ben Poe", "ben@y.example", organisations=[Organisation(name="Harbour Health", title="Analyst")]),
    contact("c", "Cy Young", "cy@z.example"),
    contact("c2", "Cy Young", phones=[Phone(number="+19025550101")]),
    contact("d", "Dee Roe", "dee@one.example"),
    attrs.evolve(contact("d2", "Dee Roe", "dee@one.example"), source="b.vcf"),
    contact("e", HOSTILE, "eve@w.example"),
    *(contact(f"n{at}", f"Person {at:02}", f"p{at}@n.example", labels=["Friends"]) for at in range(12)),
]


class Page:
    """A page that is open: it asks and sends what a browser would."""

    def __init__(self, at, desk):
        self.at, self.desk = at, desk
        self.root = urllib.parse.urlsplit(at.url).path
        self.host = f"127.0.0.1:{at.port}"

    def ask(self, method, path, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.at.port, timeout=30)
        with contextlib.closing(connection):
            connection.request(method, self.root + path, body, {k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers

    def get(self, path):
        return self.ask("GET", path)[:2]

    def post(self, path, **fields):
        status, body, _ = self.ask(
            "POST",
            path,
            urllib.parse.urlencode(fields, errors="surrogatepass"),
            Origin=f"http://{self.host}",
            Accept="application/json",
            Content_Type="application/x-www-form-urlencoded",
        )
        return status, json.loads(body)

    def does(self, path, **fields):
        status, answer = self.post(path, **fields)
        assert status == 200, answer
        return answer

    def undo(self, answer):
        return self.does("undo", **answer["undo"])

    def id(self, name):
        return next(alter.id for alter in self.desk.found.view.people if alter.name == name)

    def names(self):
        return Counter(alter.name for alter in self.desk.found.view.people)

    def tie(self, name):
        return next(alter.tie for alter in self.desk.found.view.people if alter.name == name)

    def settled(self, holds):
        """Follow what changes, as a page does, until it `holds`."""
        version = 0
        for _ in range(50):
            if holds():
                return version
            status, body = self.get(f"changes?since={version}")
            version = json.loads(body)["version"] if status == 200 else version
        raise AssertionError("it never came to be")


@pytest.fixture
def troubles():
    found = []
    yield found
    assert not found


@pytest.fixture
def started(troubles):
    """Start servers on a book and the user's store; they end with the test."""
    with contextlib.ExitStack() as stack:

        def start(people=PEOPLE, *, patience=1.0, now=NOW, **profile):
            book = weave.merge(Book(contacts=people, profile=Profile(**profile)), store=Store.usual())
            desk = Desk(
                book, Wishes(), open_store=Store.usual, clock=lambda: now, troubled=lambda error: troubles.append(error)
            )
            at = stack.enter_context(served(desk, bound(), troubled=troubles.append, patience=patience))
            stack.callback(desk.end, wait=30)
            return Page(at, desk)

        yield start


@pytest.fixture
def page(started):
    return started()


def held(part):
    return list(part.kept(Store.usual()))


def test_the_page_is_the_whole_document(page):
    status, body = page.get("")
    assert status == 200
    assert body.startswith("<!doctype html>")
    assert "data-live" in body
    for name in ("Ann Lee", "Ben Poe", "Dee Roe"):
        assert f'id="p-{page.id(name)}"' in body
        assert f'id="n-{page.id(name)}"' in body
    assert "<script>alert(1)" not in body


def test_an_answer_is_kept_obeyed_and_seen_by_the_commands(page, tieweave_command):
    who = page.id("Ben Poe")
    answer = page.does(f"people/{who}/answer", level="1", category="client")
    assert answer["said"] == "kept: Ben Poe: Client, Level 1"
    assert answer["who"] == who
    assert set(answer["parts"]) == {f"p-{who}", f"n-{who}"}
    assert 'data-level="1"' in answer["parts"][f"p-{who}"]
    assert 'data-category="client"' in answer["parts"][f"p-{who}"]
    assert re.search(r'class="node g-work l1', answer["parts"][f"n-{who}"])
    ran = tieweave_command("review", "--answers")
    assert f"{answer['undo']['number']}. 'Ben Poe': Client, Level 1" in ran.out
    page.settled(lambda: page.tie("Ben Poe").category == "client")
    assert page.tie("Ben Poe").level == 1
    took = page.undo(answer)
    assert "Ben Poe" in took["said"]
    assert 'data-category="client"' not in took["parts"][f"p-{who}"]
    assert "nothing is answered yet" in tieweave_command("review", "--answers").out
    page.settled(lambda: page.tie("Ben Poe").category != "client")


def test_the_forms_show_what_was_said_at_once(page):
    who = page.id("Ben Poe")
    assert "You said" not in page.get(f"people/{who}")[1]
    answer = page.does(f"people/{who}/answer", level="1", category="client")
    status, forms = page.get(f"people/{who}")
    assert status == 200
    assert "You said: Client, Level 1" in forms
    assert f'name="number" value="{answer["undo"]["number"]}"' in forms
    assert re.search(r'value="1" aria-pressed="true"', forms)
    assert "You said" not in page.get(f"people/{page.id('Ann Lee')}")[1]


def test_the_forms_name_the_records_of_somebody(page):
    forms = page.get(f"people/{page.id('Dee Roe')}")[1]
    assert re.findall(r'name="record" value="(\d)"', forms) == ["1", "2"]
    assert 'name="record"' not in page.get(f"people/{page.id('Ann Lee')}")[1]


def test_hostile_names_are_harmless_in_the_forms(page):
    [hostile] = [alter for alter in page.desk.found.view.people if "script" in alter.name]
    forms = page.get(f"people/{hostile.id}")[1]
    assert "<script" not in forms
    assert "\x1b" not in forms
    assert "\u202e" not in forms


def test_a_category_alone_leaves_the_level_open(page):
    page.does(f"people/{page.id('Cy Young')}/answer", level="", category="coach")
    [(_, answer)] = held(answers)
    assert (answer.level, answer.category) == (None, "coach")


def test_what_happened_is_logged_as_the_command_does(page, tieweave_command):
    who = page.id("Ann Lee")
    answer = page.does(f"people/{who}/log", text="read my resume", received="on", when="2026-11-20", by="meeting")
    assert answer["undo"] == {"what": "entry", "number": 1}
    assert "1. 2026-11-20 Ann Lee: read my resume  (they helped you, you met)" in tieweave_command("log", "--list").out
    page.settled(lambda: page.tie("Ann Lee").interactions == 1)
    page.undo(answer)
    assert "nothing was logged yet" in tieweave_command("log", "--list").out
    page.settled(lambda: page.tie("Ann Lee").interactions == 0)


def ask_of(page):
    """Return a follow-up of the plan that asks for something."""
    return next(one for one in page.desk.found.plan if one.purpose.asks)


def stands(item):
    return next(kept.follow_up for kept in journals.kept(Store.usual()).follow_ups if kept.follow_up.id == item)


@pytest.fixture
def planned(started):
    return started(targets=["data analyst"], name="Morgan Gallant")


def test_an_answer_to_what_was_asked_settles_it_and_undoing_opens_it_again(planned):
    asked = ask_of(planned)
    who = planned.id(asked.contact.name)
    planned.does(f"follow-ups/{asked.id}", what="done")
    answer = planned.does(f"people/{who}/log", text="wrote back", answered="on")
    assert "is answered; a thank-you comes next" in answer["said"]
    assert stands(asked.id).status is Status.ANSWERED
    planned.undo(answer)
    assert stands(asked.id).status is Status.DONE


@pytest.mark.parametrize(
    ("what", "status"), [("done", Status.DONE), ("snooze", Status.SNOOZED), ("drop", Status.DROPPED)]
)
def test_a_follow_up_is_settled_and_stands_again_as_it_did(planned, what, status, tieweave_command):
    one = planned.desk.found.plan[0]
    before = stands(one.id)
    answer = planned.does(f"follow-ups/{one.id}", what=what, days="14")
    assert answer["undo"] == {"what": "follow-up", "id": one.id}
    assert stands(one.id).status is status
    if what == "snooze":
        assert stands(one.id).due == NOW.date() + dt.timedelta(days=14)
    else:
        assert f"follow-ups/{one.id}" not in answer["parts"]["plan"]
        assert one.id not in tieweave_command("today", "--days", "60", "--now", NOW.isoformat()).out
    planned.undo(answer)
    assert (stands(one.id).status, stands(one.id).due) == (before.status, before.due)
    status, refused = planned.post("undo", **answer["undo"])
    assert status == 404
    assert "in this run" in refused["error"]


def test_an_undo_takes_nothing_back_that_came_after(planned, tieweave_command):
    one = planned.desk.found.plan[0]
    answer = planned.does(f"follow-ups/{one.id}", what="drop")
    assert tieweave_command("snooze", one.id, "--days", "3", "--now", NOW.isoformat()).code == 0
    status, refused = planned.post("undo", **answer["undo"])
    assert status == 400
    assert "has changed since" in refused["error"]
    assert stands(one.id).status is Status.SNOOZED


def test_a_follow_up_that_is_seen_can_be_ticked_off_though_it_was_planned_otherwise_since(planned):
    one = planned.desk.found.plan[0]
    with Store.usual().transaction() as connection:
        connection.execute("DELETE FROM follow_ups")
    planned.does(f"follow-ups/{one.id}", what="done")
    assert stands(one.id).status is Status.DONE


def test_two_become_one_person_and_two_again(page, tieweave_command):
    one, other = page.id("Ann Lee"), page.id("Ben Poe")
    answer = page.does(f"people/{one}/same-as", other=other)
    assert "Ann Lee and Ben Poe: one person from now on" in answer["said"]
    page.settled(lambda: "Ben Poe" not in page.names() or "Ann Lee" not in page.names())
    assert answer["who"] in page.desk.found.people
    # An older page still finds the forms of both.
    assert {page.get(f"people/{element}")[0] for element in (one, other)} == {200}
    assert "Ann Lee" in tieweave_command("duplicates", "--decided").out
    page.undo(answer)
    page.settled(lambda: page.names()["Ben Poe"] and page.names()["Ann Lee"])
    assert "nothing is decided yet" in tieweave_command("duplicates", "--decided").out


@pytest.mark.parametrize("whom", ["Ben Poe", "ben@y.example"])
def test_who_else_somebody_is_may_be_said_by_name(page, whom):
    page.does(f"people/{page.id('Ann Lee')}/same-as", other=whom)
    page.settled(lambda: sum(page.names()[name] for name in ("Ann Lee", "Ben Poe")) == 1)


def test_one_record_is_somebody_elses(page):
    answer = page.does(f"people/{page.id('Dee Roe')}/separate", record="2")
    page.settled(lambda: page.names()["Dee Roe"] == 2)
    assert answer["who"] in page.desk.found.people
    page.undo(answer)
    page.settled(lambda: page.names()["Dee Roe"] == 1)


@pytest.mark.parametrize(("same", "people"), [("yes", 1), ("no", 2)])
def test_an_undecided_pair_is_decided(page, same, people):
    [pair] = page.desk.found.view.doubts.pairs
    answer = page.does("pairs", one=pair.one.id, other=pair.other.id, same=same)
    page.settled(lambda: not page.desk.found.view.doubts.pairs)
    assert page.names()["Cy Young"] == people
    [(_, decision)] = identities.decisions(Store.usual())
    assert decision.same is (same == "yes")
    page.undo(answer)
    page.settled(lambda: page.desk.found.view.doubts.pairs)


def test_somebody_is_added_and_taken_back(page, tieweave_command):
    answer = page.does(
        "add", name="  Jane   Doe ", category="neighbour", level="1", email="jane@x.example", note="lends the ladder"
    )
    assert answer["said"].startswith("added: Jane Doe: Neighbour, Level 1")
    page.settled(lambda: page.names()["Jane Doe"])
    assert page.id("Jane Doe") == answer["who"]
    assert page.tie("Jane Doe").category == "neighbour"
    assert "1. Jane Doe: Neighbour, Level 1" in tieweave_command("add", "--list").out
    page.undo(answer)
    page.settled(lambda: not page.names()["Jane Doe"])
    assert not held(added)


def test_another_of_a_name_is_added_only_when_that_is_meant(page):
    page.does("add", name="Jane Doe")
    status, refused = page.post("add", name="jane doe")
    assert status == 409
    assert refused["error"].startswith("added already, as 1: Jane Doe")
    page.does("add", name="jane doe", again="yes")
    assert len(held(added)) == 2


def test_what_is_typed_comes_back_harmless(page):
    answer = page.does(f"people/{page.id('Ann Lee')}/log", text=HOSTILE, lead=HOSTILE)
    assert "\x1b" not in answer["said"]
    assert "\u202e" not in answer["said"]
    page.does("add", name=f"Jane {HOSTILE}", organisation=HOSTILE, note=HOSTILE)
    page.settled(lambda: any("Jane" in name for name in page.names()))
    status, body = page.get("changes?since=0")
    assert status == 200
    whole = "".join(html for html in json.loads(body)["parts"].values() if html)
    assert "&lt;script&gt;" in whole
    assert "<script" not in whole
    assert "\x1b" not in whole


@pytest.mark.parametrize(
    ("path", "fields", "said"),
    [
        ("people/{ann}/answer", {}, "say a level"),
        ("people/{ann}/answer", {"level": "3"}, "level is '3'"),
        ("people/{ann}/answer", {"category": "buddy"}, "no category 'buddy'"),
        ("people/{ann}/answer", {"category": "unknown"}, "no category 'unknown'"),
        ("people/{ann}/log", {"text": "  "}, "say what happened"),
        ("people/{ann}/log", {"text": "x", "when": "yesterday"}, "'yesterday' is no day"),
        ("people/{ann}/log", {"text": "x", "by": "pigeon"}, "by is 'pigeon'"),
        ("people/{ann}/same-as", {"other": ""}, "say who else"),
        ("people/{ann}/same-as", {"other": "Nobody At All"}, "nobody matches"),
        ("people/{ann}/same-as", {"other": "{ann}"}, "one person already"),
        ("people/{ann}/separate", {"record": "1"}, "no record 1"),
        ("people/{ann}/separate", {"record": "x"}, "record is 'x'"),
        ("pairs", {"one": "{ann}", "other": "{ann}", "same": "perhaps"}, "same is 'perhaps'"),
        ("follow-ups/none", {"what": "burn"}, "what is 'burn'"),
        ("follow-ups/none", {"what": "snooze", "days": "0"}, "days is '0'"),
        ("add", {"name": "..."}, "say whom"),
        ("add", {"name": "Jane", "email": "jane"}, "no e-mail address"),
        ("add", {"name": "Jane", "phone": "x"}, "no phone number"),
        ("undo", {"what": "everything"}, "what is 'everything'"),
        ("undo", {"what": "answer", "number": "-1"}, "number is '-1'"),
    ],
)
def test_a_mistake_is_one_line_and_changes_nothing(page, path, fields, said):
    ann = page.id("Ann Lee")
    version = page.desk.shown.version
    status, answer = page.post(path.format(ann=ann), **{key: value.format(ann=ann) for key, value in fields.items()})
    assert status == 400
    assert said in answer["error"]
    assert "\n" not in answer["error"]
    assert page.desk.shown.version == version
    assert not held(answers)
    assert not held(added)
    assert not journals.kept(Store.usual()).entries


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("people/nobody/answer", {"level": "1"}),
        ("people/nobody/log", {"text": "x"}),
        ("people/nobody/same-as", {"other": "Ann Lee"}),
        ("people/nobody/separate", {"record": "1"}),
        ("pairs", {"one": "nobody", "other": "none", "same": "yes"}),
        ("follow-ups/none", {"what": "done"}),
        *(("undo", {"what": what, "number": "7"}) for what in ("answer", "decision", "added", "entry")),
        ("undo", {"what": "follow-up", "id": "none"}),
        ("people/x/burn", {}),
    ],
)
def test_what_is_about_nobody_is_not_found(page, path, fields):
    status, answer = page.post(path, **fields)
    assert status == 404
    assert answer["error"]


def test_a_plain_form_leads_back_to_the_page(page):
    status, _, headers = page.ask(
        "POST",
        f"people/{page.id('Ann Lee')}/answer",
        "level=1",
        Origin="null",
        Sec_Fetch_Site="same-origin",
        Content_Type="application/x-www-form-urlencoded",
    )
    assert status == 303
    assert headers["Location"] == page.root
    assert len(held(answers)) == 1


def test_a_body_that_is_too_large_or_no_form_is_refused(page):
    own = {"Origin": f"http://{page.host}"}
    kind = {"Content_Type": "application/x-www-form-urlencoded"}
    assert page.ask("POST", "add", "name=" + "x" * 70_000, **own, **kind)[0] == 413
    assert page.ask("POST", "add", "&".join(f"a{at}=1" for at in range(500)), **own, **kind)[0] == 400
    assert page.ask("POST", "add", "{}", **own, Content_Type="application/json")[0] == 415
    assert not held(added)


def test_bytes_that_are_no_text_are_no_trouble(page):
    own = {"Origin": f"http://{page.host}", "Content_Type": "application/x-www-form-urlencoded"}
    assert page.ask("POST", "add", b"name=Jane+%ff%00+\xff", **own)[0] == 303
    assert held(added)[0].contact.name.startswith("Jane")


def test_a_page_waits_for_what_changes_and_gets_no_more_than_that(page):
    version = page.desk.shown.version
    got = []
    waiting = threading.Thread(target=lambda: got.append(page.get(f"changes?since={version}")))
    waiting.start()
    who = page.id("Ben Poe")
    page.does(f"people/{who}/answer", level="1")
    waiting.join(20)
    status, body = got[0]
    changes = json.loads(body)
    assert status == 200
    assert changes["version"] > version
    assert f"p-{who}" in changes["parts"]
    assert f"p-{page.id('Person 03')}" not in changes["parts"]


def test_a_page_that_waits_in_vain_is_told_so(started):
    page = started(patience=0.05)
    assert page.get(f"changes?since={page.desk.shown.version}") == (204, "")


@pytest.mark.parametrize("since", ["0", "999999"])
def test_a_version_that_never_was_gets_everything(page, since):
    parts = json.loads(page.get(f"changes?since={since}")[1])
    assert {f"p-{page.id('Ann Lee')}", f"n-{page.id('Ann Lee')}", "plan"} <= set(parts["parts"])
    assert set(parts["lists"]) == {"people", "nodes"}


def test_who_is_gone_is_gone_in_the_changes(page):
    one, other = page.id("Ann Lee"), page.id("Ben Poe")
    version = page.desk.shown.version
    page.does(f"people/{one}/same-as", other=other)
    page.settled(lambda: len({one, other} & set(page.desk.found.people)) == 1)
    [gone] = {one, other} - set(page.desk.found.people)
    page.settled(lambda: json.loads(page.get(f"changes?since={version}")[1])["parts"].get(f"p-{gone}", "") is None)
    changes = json.loads(page.get(f"changes?since={version}")[1])
    assert changes["parts"][f"n-{gone}"] is None
    assert f"p-{gone}" not in changes["lists"]["people"]


def test_acts_at_once_are_all_kept(page):
    people = [page.id(f"Person {at:02}") for at in range(12)]

    def act(at):
        page.does(f"people/{people[at]}/answer", level=str(1 + at % 2))
        page.does(f"people/{people[at]}/log", text=f"coffee {at}")

    threads = [threading.Thread(target=act, args=(at,)) for at in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [number for number, _ in held(answers)] == list(range(1, 13))
    assert len(journals.kept(Store.usual()).entries) == 12
    page.settled(
        lambda: (
            all(page.tie(f"Person {at:02}").level == 1 + at % 2 for at in range(12))
            and all(page.tie(f"Person {at:02}").interactions == 1 for at in range(12))
        )
    )


def test_one_follow_up_is_done_once(planned):
    one = planned.desk.found.plan[0]
    got = []
    threads = [
        threading.Thread(target=lambda: got.append(planned.does(f"follow-ups/{one.id}", what="done"))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sum(answer["undo"] is not None for answer in got) == 1


def test_what_another_command_keeps_shows_too(started, tieweave_command):
    page = started(patience=0.05)
    assert tieweave_command("add", "Zoe Zed").code == 0
    page.settled(lambda: page.names()["Zoe Zed"])


def test_a_store_that_is_busy_is_one_line_and_loses_nothing(page, monkeypatch):
    monkeypatch.setattr(page.desk, "_open_store", lambda: Store(Store.usual().folder, wait=0.05))
    with Store.usual().transaction():
        status, answer = page.post(f"people/{page.id('Ann Lee')}/answer", level="1")
    assert status == 503
    assert "another run writes at this moment" in answer["error"]
    page.does(f"people/{page.id('Ann Lee')}/answer", level="1")
    assert len(held(answers)) == 1


def test_a_new_start_shows_what_was_kept(started):
    first = started()
    first.does(f"people/{first.id('Ben Poe')}/answer", level="1", category="client")
    first.does("add", name="Jane Doe")
    first.does(f"people/{first.id('Ann Lee')}/same-as", other="Dee Roe")
    second = started()
    assert second.tie("Ben Poe").category == "client"
    assert second.names()["Jane Doe"] == 1
    assert second.names()["Ann Lee"] + second.names()["Dee Roe"] == 1


def test_what_is_found_again_is_what_a_new_start_finds(started):
    first = started(targets=["data analyst"], name="Morgan Gallant")
    first.does(f"follow-ups/{first.desk.found.plan[0].id}", what="done")
    first.does(f"people/{first.id('Ben Poe')}/answer", level="1", category="client")
    first.does(f"people/{first.id('Cy Young')}/answer", level="2")
    first.settled(lambda: first.tie("Ben Poe").category == "client")
    first.does(f"people/{first.id('Person 03')}/log", text="had coffee", gave="yes")
    first.does("add", name="Jane Doe", category="coach")
    first.does(f"people/{first.id('Ann Lee')}/same-as", other="Dee Roe")
    first.settled(
        lambda: first.names()["Jane Doe"] and sum(first.names()[name] for name in ("Ann Lee", "Dee Roe")) == 1
    )
    undone = first.does(f"people/{first.id('Person 05')}/answer", level="1")
    first.undo(undone)
    first.settled(lambda: not first.desk._early)
    second = started(targets=["data analyst"], name="Morgan Gallant")
    assert first.desk.found.survey.ties == second.desk.found.survey.ties
    assert first.desk.found.plan == second.desk.found.plan
    before, after = first.desk.shown.whole()[1], second.desk.shown.whole()[1]
    assert before.lists == after.lists
    assert {name for name in before.parts if before.parts[name] != after.parts.get(name)} == set()


def test_a_mistake_of_the_programs_own_is_one_line_and_the_next_goes_well(started, troubles, monkeypatch):
    page = started()

    def broken(*_, **__):
        raise ZeroDivisionError("secret of the inside")

    monkeypatch.setattr(routes.acts, "answer", broken)
    status, answer = page.post(f"people/{page.id('Ann Lee')}/answer", level="1")
    assert status == 500
    assert "secret" not in answer["error"]
    assert [type(error) for error in troubles] == [ZeroDivisionError]
    troubles.clear()
    page.does("add", name="Jane Doe")


def test_versions_grow_only_with_what_changes():
    shown = Shown(Fragments(parts={"a": "<p>1", "b": "<p>2"}, lists={"people": ("a", "b")}))
    assert shown.note({"a": "<p>1"}) == 1
    assert shown.since(1) is None
    assert shown.note({"a": "<p>3"}) == 2
    assert shown.renew(Fragments(parts={"a": "<p>4", "c": "<p>5"}, lists={"people": ("a", "c")}), keep={"a"}) == 3
    found = shown.since(1)
    assert dict(found.parts) == {"a": "<p>3", "b": None, "c": "<p>5"}
    assert dict(found.lists) == {"people": ("a", "c")}
    assert dict(shown.since(2).parts) == {"b": None, "c": "<p>5"}
    assert dict(shown.whole()[1].parts) == {"a": "<p>3", "c": "<p>5"}

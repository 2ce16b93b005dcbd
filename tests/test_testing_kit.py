"""The contract kit: a good plugin passes every check, and each check fails for the fault it names."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import attrs
import pytest
from hypothesis import given

import tieweave
from tieweave import testing
from tieweave.model import Contact, FollowUp, Interaction, Profile, Skipped
from tieweave.sources import Context, claim, read

Install = Callable[..., Path]

GOOD = """\
import itertools
import socket

import tieweave
from tieweave.sources import SourceType

counter = itertools.count()


def matches(location):
    return location.endswith(".kit")


def records(location, context):
    try:
        file = open(location, encoding="utf-8")
    except OSError as error:
        raise tieweave.SourceError(f"{location}: {error.strerror}; check the path")
    with file:
        for number, line in enumerate(file, start=1):
            name = line.strip()
            if name == "!":
                yield tieweave.Skipped(source=location, where=f"line {number}", reason="no name")
            else:
                yield tieweave.Contact(source=location, key=f"line-{number}", name=name)


@tieweave.hookimpl
def tieweave_sources():
    yield SourceType(name="kit", summary=".kit files", matches=matches, open=records)
"""

REACH_OUT = """\
    with file:
        try:
            socket.create_connection(("example.com", 80), timeout=0.01)
        except OSError:
            pass
"""

SKIP = 'yield tieweave.Skipped(source=location, where=f"line {number}", reason="no name")'
REFUSE = 'raise tieweave.SourceError(f"{location}: {error.strerror}; check the path")'


class Fault(NamedTuple):
    """A good plugin with one thing wrong, the check that must see it, and a piece of what the check says."""

    check: str
    said: str
    right: str
    wrong: str


CONTACT = "                yield tieweave.Contact("
OPENED = "    with file:\n"

FAULTS = {
    "does not load": Fault("plugin_loads", "no_such_library", "import socket\n", "import no_such_library\n"),
    "misspells its hook": Fault("plugin_loads", "did you mean", "def tieweave_sources", "def tieweave_source"),
    "has a default": Fault(
        "hook_parameters_have_no_defaults", "'now'", "def tieweave_sources():", "def tieweave_sources(now=0):"
    ),
    "imports much": Fault(
        "declaring_imports_nothing_heavy", "declaring imports wave", "import socket", "import socket, wave"
    ),
    "does not match": Fault("matches_its_own_location", "is False", '".kit"', '".other"'),
    "answers no bool": Fault(
        "matches_its_own_location",
        "is 'yes'",
        'return location.endswith(".kit")',
        'return location.endswith(".kit") and "yes"',
    ),
    "matches anything": Fault("matches_no_foreign_location", "is True", 'location.endswith(".kit")', "True"),
    "fails to match": Fault(
        "matches_no_foreign_location", "IndexError", "return location", "return location[0] and location"
    ),
    "yields a name": Fault("yields_only_records", "yields str", CONTACT, "                yield name\n" + CONTACT),
    "yields two of ego": Fault(
        "yields_only_records", "2 profiles", CONTACT, "                yield tieweave.Profile()\n" + CONTACT
    ),
    "yields nothing": Fault("yields_only_records", "yields nothing", OPENED, OPENED + "        return\n"),
    "names no source": Fault("contacts_name_their_source", "'Ann Lee'", "Contact(source=location, ", "Contact("),
    "shares a key": Fault("keys_are_unique", "such as 'same'", 'f"line-{number}"', '"same"'),
    "changes keys": Fault("keys_stay_the_same", "keys differ", 'f"line-{number}"', "str(next(counter))"),
    "changes records": Fault(
        "readable_twice", "records differ", "name=name)", "name=name, notes=[str(next(counter))])"
    ),
    "fills what is empty": Fault(
        "empty_source_yields_nothing",
        "an empty source yields Contact",
        OPENED,
        "    yield tieweave.Contact(source=location, key='0')\n" + OPENED,
    ),
    "trips over nothing": Fault(
        "empty_source_yields_nothing",
        "raises RuntimeError; raise SourceError",
        OPENED,
        OPENED + "        next(file)\n        file.seek(0)\n",
    ),
    "stops at damage": Fault(
        "damaged_record_is_skipped", "SourceError: damaged", SKIP, "raise tieweave.SourceError('damaged')"
    ),
    "ends at damage": Fault("damaged_record_is_skipped", "1 contacts arrive", SKIP, SKIP + "; return"),
    "hides damage": Fault("damaged_record_is_skipped", "not reported", SKIP, "continue"),
    "is mute on damage": Fault("damaged_record_is_skipped", "reason of a Skipped", 'reason="no name"', 'reason=""'),
    "misses nothing": Fault("missing_location_is_one_line", "gives 0 records", REFUSE, "return"),
    "raises what it gets": Fault("missing_location_is_one_line", "raises FileNotFoundError", REFUSE, "raise"),
    "is wordy": Fault(
        "missing_location_is_one_line", "must be one line", REFUSE, "raise tieweave.SourceError('a\\nb')"
    ),
    "reaches out": Fault("opens_no_connection", "example.com", OPENED, REACH_OUT),
}
"""By what is wrong with the plugin."""

SEVERAL = {
    "does not load",
    "misspells its hook",
    "has a default",
    "yields nothing",
    "changes keys",
    "fills what is empty",
}
"""Faults that other checks cannot but see too."""

INNER_CONFTEST = """\
import json
import pathlib

def pytest_collection_modifyitems(items):
    items[:] = [item for item in items if item.originalname.endswith(getattr(item.cls, "only", ""))]

def pytest_runtest_logreport(report):
    if report.when == "call" or report.outcome != "passed":
        line = json.dumps([report.nodeid, report.outcome, str(report.longrepr)])
        with pathlib.Path(__file__).with_name("outcomes").open("a", encoding="utf-8") as outcomes:
            outcomes.write(line + "\\n")
"""

INNER_TESTS = """\
import pytest

from tieweave.testing import SourceContract

class Contract(SourceContract):
    source = "kit"

    @pytest.fixture
    def location(self, tmp_path):
        return self.lay_out(tmp_path / "two.kit", "Ann Lee\\nBo Roy\\n")

    @pytest.fixture
    def empty_location(self, tmp_path):
        return self.lay_out(tmp_path / "empty.kit", "")

    @pytest.fixture
    def damaged_location(self, tmp_path):
        return self.lay_out(tmp_path / "damaged.kit", "Ann Lee\\n!\\nBo Roy\\n")

    def lay_out(self, path, text):
        path.write_text(text, encoding="utf-8")
        return str(path)

"""


def outcomes_of(folder: Path, tests: str) -> dict[str, dict[str, tuple[str, str]]]:
    """Run tests in a pytest of their own; gives class -> check -> (outcome, what it said)."""
    folder.mkdir()
    (folder / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    (folder / "conftest.py").write_text(INNER_CONFTEST, encoding="utf-8")
    (folder / "test_inner.py").write_text(tests, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode in (0, 1), ran.stdout + ran.stderr
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for line in (folder / "outcomes").read_text(encoding="utf-8").splitlines():
        node, outcome, said = json.loads(line)
        _, kind, check = node.split("::")
        name = check.removeprefix("test_").partition("[")[0]
        if found.setdefault(kind, {}).get(name, ("passed", ""))[0] == "passed":  # of a check with parameters, the worst
            found[kind][name] = (outcome, said)
    return found


SLOW = {
    "declaring_imports_nothing_heavy": '    heavy_modules = ("wave",)\n',
    "a_kill_at_any_step_doubles_nothing": "    kills = True\n",
}
"""What a contract is given for the checks that take long: they are run for the faults that they must see alone."""


def assert_each_check_is_proven(
    contract: type, good: str, faults: dict[str, Fault], several: set[str], inner: str, install: Install, folder: Path
) -> None:
    """Run a contract's checks on a good plugin, and on it with each of the faults; `several` are seen by others too."""
    install("tieweave-good", good)
    tests = [inner, f'class TestGood(Contract):\n    plugin = "good"\n{"".join(SLOW.values())}\n']
    for number, (wrong, fault) in enumerate(faults.items()):
        assert fault.right in good
        install(f"tieweave-bad{number}", good.replace(fault.right, fault.wrong))
        slow = SLOW.get(fault.check, "")
        if wrong in several:
            slow += f'    only = "{fault.check}"\n'
        tests.append(f'class TestBad{number}(Contract):\n    plugin = "bad{number}"\n{slow}\n')

    found = outcomes_of(folder / "inner", "".join(tests))

    checks = {name.removeprefix("test_") for name in dir(contract) if name.startswith("test_")}
    assert found["TestGood"] == dict.fromkeys(checks, ("passed", "None"))
    assert {fault.check for fault in faults.values()} == checks, "each check has a fault that it is proven by"
    for number, (wrong, fault) in enumerate(faults.items()):
        outcomes = found[f"TestBad{number}"]
        outcome, said = outcomes[fault.check]
        assert outcome == "failed", f"{fault.check} passes a plugin that {wrong}"
        assert fault.said in said, f"{fault.check} says of a plugin that {wrong}: {said}"
        others = [check for check, (outcome, _) in outcomes.items() if outcome == "failed" and check != fault.check]
        assert not others, f"{others} fail too for a plugin that {wrong}"


def test_a_good_source_passes_and_each_check_fails_for_the_fault_it_names(install: Install, tmp_path: Path) -> None:
    assert_each_check_is_proven(testing.SourceContract, GOOD, FAULTS, SEVERAL, INNER_TESTS, install, tmp_path)


def test_checks_without_a_location_of_their_kind_are_skipped(install: Install, tmp_path: Path) -> None:
    install("tieweave-good", GOOD)
    body = 'class TestPlain(Contract):\n    plugin = "good"\n'
    for name in ("empty_location", "damaged_location", "missing_location"):
        body += f"\n    @pytest.fixture\n    def {name}(self):\n        return None\n"
    outcomes = outcomes_of(tmp_path / "inner", INNER_TESTS + body)["TestPlain"]
    skipped = {check for check, (outcome, _) in outcomes.items() if outcome == "skipped"}
    assert skipped == {
        "empty_source_yields_nothing",
        "damaged_record_is_skipped",
        "missing_location_is_one_line",
        "declaring_imports_nothing_heavy",
    }


def test_what_the_author_forgot_is_said(install: Install, tmp_path: Path) -> None:
    install("tieweave-good", GOOD)
    body = "".join(
        f'class {name}(SourceContract):\n    plugin = "{plugin}"\n    source = "{source}"\n\n'
        for name, plugin, source in (
            ("TestAbsent", "absent", "kit"),
            ("TestGood", "good", "kit"),
            ("TestNameless", "good", "tik"),
        )
    )
    outcomes = outcomes_of(tmp_path / "inner", INNER_TESTS + body)
    assert "no plugin 'absent' is installed" in outcomes["TestAbsent"]["plugin_loads"][1]
    forgotten = "TestGood must override the fixture 'location'"
    assert forgotten in outcomes["TestGood"]["matches_its_own_location"][1]
    undeclared = "plugin 'good' declares no source 'tik': it declares kit"
    assert undeclared in outcomes["TestNameless"]["matches_no_foreign_location"][1]


RECORDS = [
    Contact(source="/home/ann/phone.vcf", key="1", name="Jörg Lee", emails=["J@example.com"]),
    Interaction(
        source="mail.mbox",
        when=dt.datetime(2026, 5, 2, 9, tzinfo=dt.UTC),
        channel="email",
        direction="in",
        participants=["j@example.com"],
    ),
    Profile(name="Morgan"),
    Skipped(source="/home/ann/phone.vcf", where="card 2", reason="no name"),
]


def test_a_golden_file_is_readable_and_the_same_in_every_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    golden = tmp_path / "golden.json"
    monkeypatch.setenv("TIEWEAVE_UPDATE_GOLDEN", "1")
    testing.assert_golden(RECORDS, golden)
    assert json.loads(golden.read_text(encoding="utf-8")) == [
        {
            "record": "Contact",
            "source": "phone.vcf",
            "name": "Jörg Lee",
            "names": ["Jörg Lee"],
            "emails": [{"address": "j@example.com"}],
            "key": "1",
        },
        {
            "record": "Interaction",
            "source": "mail.mbox",
            "when": "2026-05-02T09:00:00+00:00",
            "channel": "email",
            "direction": "in",
            "participants": ["j@example.com"],
        },
        {"record": "Profile", "name": "Morgan"},
        {"record": "Skipped", "source": "phone.vcf", "where": "card 2", "reason": "no name"},
    ]
    assert "Jörg" in golden.read_text(encoding="utf-8")
    monkeypatch.delenv("TIEWEAVE_UPDATE_GOLDEN")
    testing.assert_golden(RECORDS, golden)


def test_a_golden_file_that_differs_fails_with_a_diff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    golden = tmp_path / "golden.json"
    with pytest.raises(pytest.fail.Exception, match=r"no golden file .*golden\.json: write it with TIEWEAVE_UPDATE_G"):
        testing.assert_golden(RECORDS, golden)
    monkeypatch.setenv("TIEWEAVE_UPDATE_GOLDEN", "1")
    testing.assert_golden(RECORDS, golden)
    monkeypatch.setenv("TIEWEAVE_UPDATE_GOLDEN", "0")
    with pytest.raises(pytest.fail.Exception) as failed:
        testing.assert_golden([attrs.evolve(RECORDS[0], family="Lee"), *RECORDS[1:]], golden)
    assert '+    "family": "Lee",' in str(failed.value)
    assert "TIEWEAVE_UPDATE_GOLDEN=1" in str(failed.value)


def test_a_contact_is_made_with_what_the_test_is_about() -> None:
    assert testing.make_contact().name
    contact = testing.make_contact("Bo Roy", source="x.vcf", labels=["Rotary"])
    assert (contact.name, contact.source, contact.labels) == ("Bo Roy", "x.vcf", ("Rotary",))


def test_a_source_in_memory_gives_its_records_each_time() -> None:
    declared = testing.memory_source("mine", iter(RECORDS))
    for _ in range(2):
        book = read(claim("mine:", [declared]), Context(now=testing.NOW))
        assert book.contacts == (RECORDS[0],)
        assert len(book.skipped) == 1
    assert not declared.matches("mine:other")


@given(testing.contacts())
def test_contacts_of_the_strategy_are_contacts_that_can_be_written(contact: Contact) -> None:
    assert contact.name.encode() is not None
    assert attrs.evolve(contact) == contact
    assert tieweave.Contact(source=contact.source, name=contact.name).name == contact.name


def test_a_follow_up_is_made_with_what_the_test_is_about() -> None:
    item = testing.make_follow_up("Bo Roy", channel="call", due=dt.date(2027, 1, 2))
    assert (item.title, item.channel, item.due) == ("Ask Bo Roy for advice", "call", dt.date(2027, 1, 2))
    assert item.id == testing.make_follow_up("Bo Roy").id != testing.make_follow_up("Ann Lee").id


def test_awkward_follow_ups_are_the_same_each_time_and_each_has_an_id() -> None:
    items = testing.awkward_follow_ups()
    assert items == testing.awkward_follow_ups()
    assert len({item.id for item in items}) == len({item.due for item in items}) == len(items)
    assert any("\n" in item.message for item in items)


@given(testing.follow_ups())
def test_follow_ups_of_the_strategy_are_open_and_can_be_written(item: FollowUp) -> None:
    assert item.status.is_open
    assert "".join([item.title, item.reason, item.subject, item.message]).encode() is not None


def test_nothing_but_test_files_imports_the_kit() -> None:
    code = "import sys, tieweave, tieweave.plugins, tieweave.cli; print('pytest' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert ran.stdout.split() == ["False"]


GOOD_SINK = """\
import datetime as dt
import json
import socket
from pathlib import Path

import tieweave
from tieweave.model import Status
from tieweave.sinks import Delivery, Outcome, Seen, SinkType
from tieweave.whole_file import replaced

EVER = {}


class Box:
    def __init__(self, path):
        self.key = path

    def held(self):
        try:
            return json.loads(Path(self.key).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError:
            raise tieweave.SinkError(f"{self.key}: is no box; name another file")

    def keep(self, held):
        EVER.update({item: held[item] for item in held if len(item) == 12})
        with replaced(Path(self.key)) as file:
            json.dump(held, file)

    def seen(self):
        held = self.held()
        return [
            Seen(id=item, done=one["done"], due=dt.date.fromisoformat(one["due"]))
            for item, one in held.items()
            if len(item) == 12
        ]

    def deliver(self, items, *, dry_run=False):
        held = self.held()
        for item in items:
            before = held.get(item.id)
            wanted = {"due": str(item.due), "done": not item.status.is_open, "text": item.message}
            outcome, detail = Outcome.UNCHANGED, ""
            if item.id in held.get("refused", []):
                outcome, detail = Outcome.FAILED, "it is refused"
            elif before and item.status is Status.DROPPED:
                del held[item.id]
                outcome = Outcome.UPDATED
            elif before != wanted and (before or item.status.is_open):
                held[item.id] = wanted
                outcome = Outcome.UPDATED if before else Outcome.CREATED
            if outcome in (Outcome.CREATED, Outcome.UPDATED) and not dry_run:
                self.keep(held)
            yield Delivery(item=item.id, title=item.title, outcome=outcome, detail=detail)

    def close(self):
        pass


def matches(location):
    return location.endswith(".box")


@tieweave.hookimpl
def tieweave_sinks():
    yield SinkType(name="box", summary=".box files", matches=matches, open=lambda path, context: Box(path))
"""

WANTED = 'wanted = {"due": str(item.due), "done": not item.status.is_open, "text": item.message}'
KEEP = "        with replaced(Path(self.key)) as file:\n            json.dump(held, file)\n"
MADE = "before != wanted and (before or item.status.is_open)"
HELD = "        held = self.held()\n        return"

SINK_FAULTS = {
    "does not load": Fault("plugin_loads", "No module named", "import socket\n", "import no_such_library\n"),
    "has a default": Fault(
        "hook_parameters_have_no_defaults", "'now'", "def tieweave_sinks():", "def tieweave_sinks(now=0):"
    ),
    "imports much": Fault(
        "declaring_imports_nothing_heavy", "declaring imports wave", "import socket", "import socket, wave"
    ),
    "does not match": Fault("matches_its_own_location", "is False", '".box"', '".other"'),
    "matches anything": Fault("matches_no_foreign_location", "is True", 'location.endswith(".box")', "True"),
    "makes its file": Fault(
        "opening_touches_nothing",
        "opening the place changes it",
        "self.key = path\n",
        "self.key = path\n        Path(path).exists() or self.keep({})\n",
    ),
    "has no key": Fault("opening_touches_nothing", "the key is empty", "self.key = path\n", "self.key = ''\n"),
    "keeps what it sees": Fault(
        "a_new_place_has_nothing",
        "looking at a new place changes it",
        HELD,
        HELD.replace("\n", "\n        self.keep(held)\n", 1),
    ),
    "shows what is not there": Fault(
        "a_new_place_has_nothing",
        "something of ours is seen",
        "return [\n",
        "return EVER and [] or [Seen(id='0')] + [\n",
    ),
    "shows no day": Fault("open_ones_are_made", "None", 'due=dt.date.fromisoformat(one["due"])', "due=None"),
    "makes two": Fault(
        "open_ones_are_made",
        "more or fewer",
        MADE + ":\n",
        MADE + ":\n                held[item.id + '-2'] = wanted\n",
    ),
    "tells pushed from suggested": Fault(
        "a_second_delivery_changes_nothing",
        "UPDATED",
        '"text": item.message}',
        '"text": item.message, "status": item.status.value}',
    ),
    "writes what is there": Fault(
        "a_second_delivery_changes_nothing",
        "a second delivery changes the place",
        "outcome in (Outcome.CREATED, Outcome.UPDATED) and not dry_run",
        "not dry_run and (before or item.status.is_open)",
    ),
    "writes when dry": Fault(
        "a_dry_run_writes_nothing_and_is_right", "a dry run changes the place", " and not dry_run", ""
    ),
    "predicts less": Fault(
        "a_dry_run_writes_nothing_and_is_right",
        "but what happens is",
        'outcome, detail = Outcome.UNCHANGED, ""',
        'outcome, detail = Outcome.UNCHANGED, "dry" * dry_run',
    ),
    "keeps the first day": Fault(
        "a_new_day_is_written", "", "str(item.due)", 'before["due"] if before else str(item.due)'
    ),
    "keeps the first text": Fault(
        "a_new_text_is_written_once", "[] are updated", "item.message}", 'before["text"] if before else item.message}'
    ),
    "marks nothing": Fault("what_is_done_is_marked", "", "not item.status.is_open", "False"),
    "removes nothing": Fault("what_is_dropped_is_removed", "", "before and item.status is Status.DROPPED", "False"),
    "makes what is settled": Fault("what_is_settled_is_not_made", "", " and (before or item.status.is_open)", ""),
    "trips over a text": Fault(
        "texts_are_but_texts", "", "if len(item) == 12\n        ]", "if len(item) == 12 and one['text']\n        ]"
    ),
    "stops at what is refused": Fault(
        "one_failure_is_that_items",
        "SinkError",
        'outcome, detail = Outcome.FAILED, "it is refused"',
        "raise tieweave.SinkError('refused')",
    ),
    "is mute on a failure": Fault("one_failure_is_that_items", "says nothing of why", '"it is refused"', '""'),
    "loses what is not ours": Fault(
        "what_others_have_there_stays",
        "theirs",
        "json.dump(held, file)",
        "json.dump({i: held[i] for i in held if len(i) == 12}, file)",
    ),
    "shows nothing as done": Fault(
        "what_is_ticked_off_is_seen", "is not seen as done", 'done=one["done"]', "done=False"
    ),
    "shows the first day": Fault(
        "what_is_moved_is_seen",
        "",
        'due=dt.date.fromisoformat(one["due"])',
        "due=dt.date(2026, 12, 1) + dt.timedelta(days=list(held).index(item))",
    ),
    "shows what is gone": Fault("what_is_deleted_is_seen", "", "in held.items()", "in {**EVER, **held}.items()"),
    "raises what it gets": Fault(
        "a_place_that_cannot_be_used_is_one_line",
        "raises JSONDecodeError; raise SinkError",
        "except ValueError:",
        "except ZeroDivisionError:",
    ),
    "uses anything": Fault(
        "a_place_that_cannot_be_used_is_one_line",
        "raises nothing at a place that cannot be used",
        'raise tieweave.SinkError(f"{self.key}: is no box; name another file")',
        "return {}",
    ),
    "reaches out": Fault(
        "opens_no_connection",
        "example.com",
        "        held = self.held()\n        for",
        "        held = self.held()\n        try:\n"
        "            socket.create_connection(('example.com', 80), timeout=0.01)\n"
        "        except OSError:\n            pass\n        for",
    ),
    "tears its file": Fault(
        "a_kill_at_any_step_doubles_nothing",
        "is no box",
        KEEP,
        "        open(self.key, 'w').close()\n        with open(self.key, 'a') as file:\n"
        "            json.dump(held, file)\n",
    ),
}
"""By what is wrong with the sink."""

SINK_SEVERAL = {
    *(
        "does not load",
        "has a default",
        "makes its file",
        "has no key",
        "keeps what it sees",
        "shows what is not there",
        "shows no day",
    ),
    *("makes two", "tells pushed from suggested", "writes what is there", "keeps the first day", "marks nothing"),
    *("removes nothing", "makes what is settled", "shows nothing as done", "shows the first day", "shows what is gone"),
}
"""Faults that other checks cannot but see too."""

INNER_SINK_TESTS = """\
import json
from pathlib import Path

import pytest

from tieweave.testing import SinkContract

class Contract(SinkContract):
    sink = "box"
    kills = False

    @pytest.fixture
    def path(self, tmp_path):
        return tmp_path / "follow-ups.box"

    @pytest.fixture
    def location(self, path):
        return str(path)

    @pytest.fixture
    def fresh_location(self, tmp_path):
        return (lambda number: str(tmp_path / f"{number}.box")) if self.kills else None

    @pytest.fixture
    def count(self):
        return lambda location: sum(len(item) >= 12 for item in json.loads(Path(location).read_text()))

    @pytest.fixture
    def edit(self, path):
        def edited(change):
            held = json.loads(path.read_text()) if path.exists() else {}
            change(held)
            path.write_text(json.dumps(held))

        return edited

    @pytest.fixture
    def failing(self, edit):
        return lambda item: edit(lambda held: held.update(refused=[item]))

    @pytest.fixture
    def meddle(self, edit, path):
        def added():
            edit(lambda held: held.update(theirs=held.get("theirs", 0) + 1))
            before = json.loads(path.read_text())["theirs"]

            def check():
                assert json.loads(path.read_text()).get("theirs", 0) >= before, "theirs is lost"

            return check

        return added

    @pytest.fixture
    def tick(self, edit):
        return lambda item: edit(lambda held: held[item].update(done=True))

    @pytest.fixture
    def move(self, edit):
        return lambda item, day: edit(lambda held: held[item].update(due=str(day)))

    @pytest.fixture
    def remove(self, edit):
        return lambda item: edit(lambda held: held.pop(item))

    @pytest.fixture
    def broken_location(self, tmp_path):
        path = tmp_path / "broken.box"
        path.write_text("no json")
        return str(path)

"""


def test_a_good_sink_passes_and_each_check_fails_for_the_fault_it_names(install: Install, tmp_path: Path) -> None:
    contract = testing.SinkContract
    assert_each_check_is_proven(contract, GOOD_SINK, SINK_FAULTS, SINK_SEVERAL, INNER_SINK_TESTS, install, tmp_path)

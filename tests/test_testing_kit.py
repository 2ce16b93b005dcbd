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
from tieweave.model import Contact, Interaction, Profile, Skipped
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
        found.setdefault(kind, {})[check.removeprefix("test_")] = (outcome, said)
    return found


def test_a_good_plugin_passes_and_each_check_fails_for_the_fault_it_names(install: Install, tmp_path: Path) -> None:
    install("tieweave-good", GOOD)
    tests = [INNER_TESTS, 'class TestGood(Contract):\n    plugin = "good"\n    heavy_modules = ("wave",)\n\n']
    for number, fault in enumerate(FAULTS.values()):
        assert fault.right in GOOD
        install(f"tieweave-bad{number}", GOOD.replace(fault.right, fault.wrong))
        heavy = '    heavy_modules = ("wave",)\n' if fault.check == "declaring_imports_nothing_heavy" else ""
        tests.append(f'class TestBad{number}(Contract):\n    plugin = "bad{number}"\n{heavy}\n')

    found = outcomes_of(tmp_path / "inner", "".join(tests))

    checks = {name.removeprefix("test_") for name in dir(testing.SourceContract) if name.startswith("test_")}
    assert found["TestGood"] == dict.fromkeys(checks, ("passed", "None"))
    assert {fault.check for fault in FAULTS.values()} == checks, "each check has a fault that it is proven by"
    for number, (wrong, fault) in enumerate(FAULTS.items()):
        outcomes = found[f"TestBad{number}"]
        outcome, said = outcomes[fault.check]
        assert outcome == "failed", f"{fault.check} passes a plugin that {wrong}"
        assert fault.said in said, f"{fault.check} says of a plugin that {wrong}: {said}"
        others = [check for check, (outcome, _) in outcomes.items() if outcome == "failed" and check != fault.check]
        assert wrong in SEVERAL or not others, f"{others} fail too for a plugin that {wrong}"


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


def test_nothing_but_test_files_imports_the_kit() -> None:
    code = "import sys, tieweave, tieweave.plugins, tieweave.cli; print('pytest' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert ran.stdout.split() == ["False"]

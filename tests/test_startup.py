"""What the command imports before it has anything to do: asserted as modules, never as milliseconds."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {
    "attr",
    "attrs",
    "pluggy",
    "rich",
    "vobject",
    "platformdirs",
    "tieweave_vcard",
    "tomllib",
    "hypothesis",
    "sqlite3",
    "jinja2",
    "starlette",
    "uvicorn",
    "resvg_py",
    "wcwidth",
}


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["--version"],
        *(
            [command, "--help"]
            for command in (
                "classify",
                "explain",
                "coverage",
                "leads",
                "support",
                "plan",
                "push",
                "report",
                "app",
                "circles",
                "review",
                "label",
                "add",
                "today",
                "done",
                "snooze",
                "drop",
                "log",
                "history",
                "balance",
                "duplicates",
                "store",
                "forget",
                "plugins",
                "init",
                "doctor",
                "login",
                "logout",
            )
        ),
    ],
)
def test_help_and_version_load_no_plugin_and_nothing_heavy(arguments):
    code = (
        "import json, sys\n"
        "sys.argv = ['tieweave', *json.loads(sys.argv[1])]\n"
        "from tieweave.cli import main\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    code = stop.code\n"
        "print(json.dumps([code, sorted({name.split('.')[0] for name in sys.modules})]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, json.dumps(arguments)], capture_output=True, text=True, check=True
    )
    exit_code, modules = json.loads(ran.stdout.splitlines()[-1])
    assert exit_code == 0
    assert HEAVY.isdisjoint(modules)


def test_adding_a_person_loads_no_plugin_and_runs_no_pipeline():
    code = (
        "import sys\nfrom tieweave.cli import main\n"
        "sys.argv = ['tieweave', 'add', 'Jane Doe', '--category', 'neighbour']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('pluggy', 'rich', 'tieweave_vcard', 'tieweave.weave') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[0].startswith("added as 1: Jane Doe: Neighbour")
    assert ran.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "arguments",
    [["today"], ["balance"], ["done", "3fa1"], ["log", "Ann Lee", "had coffee", "--gave"], ["log", "--list"]],
)
def test_the_journal_is_there_at_once(arguments, tmp_path, monkeypatch):
    """It reads no source, so it imports nothing that reads and weighs them."""
    import datetime as dt
    import os

    from tieweave import Contact, Entry, FollowUp, Store, journals

    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path))
    now = dt.datetime(2026, 11, 5, tzinfo=dt.UTC)
    ann = Contact(id="ann", name="Ann Lee", key="1")
    suggested = FollowUp(
        id="3fa1", contact=ann, purpose="thank", due=now.date(), channel="call", reason="They helped.", message="Hi."
    )
    store = Store.usual()
    journals.keep_plan(store, [suggested], now=now, code="", work={})
    journals.log(store, Entry(person="ann", name="Ann Lee", when=now, text="lent me a book", received=True))
    code = (
        "import json, sys\n"
        "sys.argv = ['tieweave', *json.loads(sys.argv[1])]\n"
        "from tieweave.cli import main\n"
        "try:\n    main()\nexcept SystemExit as stop:\n    assert not stop.code\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    command = [sys.executable, "-c", code, json.dumps(arguments)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ})
    modules = set(json.loads(ran.stdout.splitlines()[-1]))
    heavy = {"vobject", "rapidfuzz", "pluggy", "rich.console", "tieweave.lexicon", "tieweave.resolve", "tieweave.weave"}
    assert heavy.isdisjoint(modules)
    assert "Ann Lee" in ran.stdout


def test_classifying_a_file_as_json_draws_no_table_and_delivers_nothing():
    code = (
        "import sys\nfrom tieweave.cli import main\n"
        "sys.argv = ['tieweave', 'classify', '-', '--format', 'json']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print([name for name in ('rich', 'tieweave.pushing', 'tieweave.delivering') if name in sys.modules])"
    )
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nEND:VCARD\n"
    ran = subprocess.run([sys.executable, "-c", code], input=card, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"

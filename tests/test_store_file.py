"""The file of the store: brought from version to version, shared by processes, and whole after a kill at any moment."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tieweave import Answer, RecordMark, Store, StoreError, answers
from tieweave.store import backups
from tieweave.testing.killing import killed_at_every_step

FILE = "tieweave.sqlite3"
BACKUP = "tieweave.sqlite3.v1.backup"
NEW_TABLES = {"follow_ups", "entries", "work", "deliveries"}


def answer(name, level=1):
    return Answer(marks=[RecordMark(source="a.vcf", key=name, name=name)], level=level)


def first_version(folder, rows=(("mail", "/a.mbox", "k", b"1"),)):
    """Make the file as the first version of tieweave made it."""
    folder.mkdir(exist_ok=True)
    with contextlib.closing(sqlite3.connect(folder / FILE, isolation_level=None)) as connection:
        connection.executescript(
            "CREATE TABLE IF NOT EXISTS memory (owner TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL,"
            " value BLOB NOT NULL, PRIMARY KEY (owner, name, key)) WITHOUT ROWID; PRAGMA user_version = 1;"
        )
        connection.executemany("INSERT INTO memory VALUES (?, ?, ?, ?)", rows)
    return folder


def looked_at(path):
    """Return a file's version, tables, and what is in its memory; it must be whole."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        rows = connection.execute("SELECT * FROM memory").fetchall() if "memory" in tables else []
    return version, tables, rows


def python(code, *arguments, **options):
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def ended(process):
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


@contextlib.contextmanager
def as_nobody():
    """Be a user whom permissions bind, where the tests are run by root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


# Versions


def test_a_file_of_the_first_version_is_brought_to_the_present_one_with_everything_in_it(tmp_path):
    rows = [("mail", f"/{number}.mbox", "k", os.urandom(3000)) for number in range(40)]
    first_version(tmp_path, rows)
    store = Store(tmp_path)
    assert store.memory("mail", "/7.mbox").get("k") == rows[7][3]
    with store.transaction(lasting=True) as connection:
        connection.execute("INSERT INTO work VALUES ('a', '{}')")
    assert store.trouble == ""
    store.close()
    version, tables, kept = looked_at(tmp_path / FILE)
    assert version == 2
    assert tables >= NEW_TABLES
    assert sorted(kept) == sorted(rows)


def test_before_that_a_private_backup_is_made_and_a_new_or_empty_file_needs_none(tmp_path):
    Store(tmp_path / "new").check()
    Store(first_version(tmp_path / "empty", rows=())).check()
    assert not [*tmp_path.glob("*/*backup*")]
    Store(first_version(tmp_path / "old")).check()
    backup = tmp_path / "old" / BACKUP
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert looked_at(backup) == (1, {"memory"}, [("mail", "/a.mbox", "k", b"1")])
    assert [path.name for path in backup.parent.glob("*backup*")] == [BACKUP]


def test_a_backup_never_takes_the_place_of_another(tmp_path):
    for number in (1, 2, 2):
        (tmp_path / FILE).unlink(missing_ok=True)
        Store(first_version(tmp_path, [("mail", "a", "k", b"%d" % number)])).check()
    # What is backed up twice stands there once.
    names = sorted(path.name for path in tmp_path.glob("*backup*"))
    assert names == [BACKUP, f"{BACKUP}.2"]
    assert [looked_at(tmp_path / name)[2][0][3] for name in names] == [b"1", b"2"]


def test_where_no_backup_can_be_made_nothing_is_changed_and_what_is_there_is_read(tmp_path):
    first_version(tmp_path, [("mail", "a", "k", b"x" * 2_000_000)])
    before = (tmp_path / FILE).read_bytes()
    code = (
        "import resource, signal, sys\nfrom pathlib import Path\nfrom tieweave import Store\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))\n"
        "store = Store(Path(sys.argv[1]))\n"
        "print(len(store.memory('mail', 'a').get('k')))\nprint(store.trouble)\n"
    )
    length, trouble = ended(python(code, tmp_path)).splitlines()
    assert length == "2000000"
    assert "cannot be brought from version 1 to the present one" in trouble
    assert "its backup tieweave.sqlite3.v1.backup cannot be written" in trouble
    assert "make room on the disk" in trouble
    assert looked_at(tmp_path / FILE)[:2] == (1, {"memory"})
    assert len(before) == (tmp_path / FILE).stat().st_size
    assert not [*tmp_path.glob("*backup*")]


def test_of_several_processes_that_open_an_old_file_at_once_one_brings_it_up_to_date(tmp_path):
    first_version(tmp_path, [("mail", "a", str(number), b"x" * 10_000) for number in range(300)])
    code = (
        "import sys\nfrom pathlib import Path\nfrom tieweave import Store\n"
        "sys.stdin.readline()\n"
        "store = Store(Path(sys.argv[1]))\n"
        "print(len(list(store.memory('mail', 'a').items())), store.trouble)\n"
        "with store.transaction(lasting=True) as connection:\n"
        "    connection.execute('INSERT INTO work VALUES (?, ?)', (sys.argv[2], '{}'))\n"
    )
    runs = [python(code, tmp_path, number, stdin=subprocess.PIPE) for number in range(4)]
    for run in runs:
        run.stdin.write("go\n")
        run.stdin.flush()
    assert [ended(run).strip() for run in runs] == ["300"] * 4
    with contextlib.closing(sqlite3.connect(tmp_path / FILE)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM work").fetchone() == (4,)
    assert [path.name for path in tmp_path.glob("*backup*")] == [BACKUP]


def test_a_kill_at_any_step_of_that_leaves_the_old_or_the_new_with_a_whole_backup(tmp_path):
    def prepare(number):
        return first_version(tmp_path / str(number))

    killed = 0
    for folder in killed_at_every_step(prepare, lambda folder: Store(folder).check()):
        version, tables, rows = looked_at(folder / FILE)
        assert rows == [("mail", "/a.mbox", "k", b"1")]
        assert version == (2 if tables >= NEW_TABLES else 1)
        assert tables & NEW_TABLES in (set(), NEW_TABLES)
        if version == 2:
            assert looked_at(folder / BACKUP)[2] == rows
        assert Store(folder).check() == ""
        assert looked_at(folder / FILE)[0] == 2
        assert looked_at(folder / BACKUP)[2] == rows
        assert {path.name for path in backups.beside(folder / FILE)} == {BACKUP}
        killed += 1
    assert killed > 10


# Processes


def test_answers_that_several_processes_add_at_once_are_all_kept(tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\nfrom tieweave import Answer, RecordMark, Store, answers\n"
        "store = Store(Path(sys.argv[1]), wait=60)\n"
        "sys.stdin.readline()\n"
        "for number in range(25):\n"
        "    mark = RecordMark(source='a', key=f'{sys.argv[2]}-{number}')\n"
        "    answers.keep(store, Answer(marks=[mark], level=1))\n"
    )
    runs = [python(code, tmp_path, number, stdin=subprocess.PIPE) for number in range(4)]
    for run in runs:
        run.stdin.write("go\n")
        run.stdin.flush()
    for run in runs:
        ended(run)
    held = answers.kept(Store(tmp_path))
    assert [number for number, _ in held] == list(range(1, 101))
    assert {one.marks[0].key for _, one in held} == {f"{run}-{number}" for run in range(4) for number in range(25)}


def test_a_store_that_is_opened_beside_another_in_one_process_takes_no_lock_from_it(tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\nfrom tieweave import Answer, RecordMark, Store, answers\n"
        "store = Store(Path(sys.argv[1]))\n"
        "for name in sys.argv[2:]:\n"
        "    answers.keep(store, Answer(marks=[RecordMark(source='a', key=name)], level=1))\n"
        "print(*(one.marks[0].key for _, one in answers.kept(store)))\n"
        "store.close()\n"
    )
    first = Store(tmp_path)
    answers.keep(first, answer("Ann"))
    Store(tmp_path).check()
    # A process that takes itself for the last to close the file removes its log, and with it what is written later.
    assert ended(python(code, tmp_path, "Ben")) == "Ann Ben\n"
    answers.keep(first, answer("Cy"))
    assert ended(python(code, tmp_path)) == "Ann Ben Cy\n"
    first.close()
    looked_at(tmp_path / FILE)


@pytest.mark.parametrize("change", ["add", "undo"])
def test_a_kill_at_any_step_leaves_all_of_a_change_or_nothing_of_it(tmp_path, change):
    def prepare(number):
        folder = tmp_path / str(number)
        answers.keep_all(Store(folder), [answer("Ann"), answer("Ben")])
        return folder

    def act(folder):
        store = Store(folder)
        if change == "undo":
            answers.undo(store, 1, 2)
        else:
            answers.keep_all(store, [answer("Cy"), answer("Di"), answer("Ed")])

    before = [1, 2]
    after = [] if change == "undo" else [1, 2, 3, 4, 5]
    seen = []
    for folder in killed_at_every_step(prepare, act):
        looked_at(folder / FILE)
        seen.append([number for number, _ in answers.kept(Store(folder))])
    assert before in seen
    assert seen[-1] == after
    assert all(numbers in (before, after) for numbers in seen)


def test_who_reads_waits_for_nobody_who_writes(tmp_path):
    Store(tmp_path).memory("mail", "a").write([("k", b"1")])
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE memory SET value = x'32'")
    store = Store(tmp_path, wait=0)
    assert store.memory("mail", "a").get("k") == b"1"
    assert store.trouble == ""
    other.execute("COMMIT")
    other.close()
    assert store.memory("mail", "a").get("k") == b"2"


def test_the_log_beside_the_file_is_private_too(tmp_path):
    store = Store(tmp_path)
    store.memory("mail", "a").write([("k", b"1")])
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes == dict.fromkeys((FILE, f"{FILE}-wal", f"{FILE}-shm"), 0o600)
    store.close()


@pytest.mark.parametrize("had_log", [False, True])
def test_where_a_file_system_has_no_memory_to_share_it_goes_without_a_log(tmp_path, had_log):
    if had_log:
        store = Store(tmp_path)  # it was on another disk before
        store.check()
        store.close()
    (tmp_path / f"{FILE}-shm").symlink_to(f"{FILE}-shm")  # so that SQLite cannot make the memory that processes share
    store = Store(tmp_path)
    store.memory("mail", "a").write([("k", b"1")])
    assert store.trouble == ""
    store.close()
    assert Store(tmp_path).memory("mail", "a").get("k") == b"1"
    assert looked_at(tmp_path / FILE)[0] == 2


# What cannot be written


@pytest.mark.parametrize("version", [1, 2])
def test_a_folder_that_is_read_only_is_read_and_what_cannot_be_kept_is_said(version):
    folder = Path(tempfile.mkdtemp())  # tmp_path is in a folder that only its owner can enter
    try:
        data = folder / "data"
        if version == 1:
            first_version(data)
        else:
            store = Store(data)
            store.memory("mail", "/a.mbox").write([("k", b"1")])
            answers.keep(store, answer("Ann"))
            store.close()
        (data / FILE).chmod(0o444)
        data.chmod(0o555)
        folder.chmod(0o755)
        with as_nobody():
            store = Store(data)
            assert store.memory("mail", "/a.mbox").get("k") == b"1"
            assert len(answers.kept(store)) == version - 1
            assert "cannot be opened (Permission denied); check the folder" in store.trouble
            with pytest.raises(StoreError, match=r"cannot be opened \(Permission denied\)"):
                answers.keep(store, answer("Ben"))
    finally:
        (folder / "data").chmod(0o755)
        shutil.rmtree(folder)


def test_what_the_user_said_is_never_kept_for_this_run_alone(tmp_path):
    (tmp_path / FILE).write_bytes(b"this is no database" * 100)
    store = Store(tmp_path)
    with pytest.raises(StoreError, match="cannot be opened"):
        answers.keep(store, answer("Ann"))
    with pytest.raises(StoreError, match="cannot be opened"), store.snapshot():
        pass


@pytest.mark.parametrize("listing", [["add", "--list"], ["review", "--answers"], ["duplicates", "--decided"]])
def test_what_stands_in_a_file_that_cannot_be_read_is_not_said_to_be_nothing(
    tieweave_command, tmp_path, monkeypatch, listing
):
    monkeypatch.setenv("TIEWEAVE_DATA", str(tmp_path))
    (tmp_path / FILE).write_bytes(b"this is no database" * 100)
    ran = tieweave_command(*listing)
    assert (ran.code, ran.out) == (1, "")
    assert "cannot be opened (file is not a database)" in ran.err


def test_a_file_that_another_process_holds_is_not_waited_for_without_end(tmp_path):
    first_version(tmp_path)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")  # as who writes without a log does
    code = "import sys, pathlib\nfrom tieweave import Store\nprint(Store(pathlib.Path(sys.argv[1]), wait=0).check())\n"
    assert "another run writes at this moment" in ended(python(code, tmp_path))
    other.close()


# Numbers


def test_a_number_is_never_given_again(tmp_path):
    store = Store(tmp_path)
    assert answers.keep_all(store, [answer("Ann"), answer("Ben")]) == [1, 2]
    answers.undo(store, 2)
    answers.undo(store, 1)
    store.close()
    assert answers.keep(Store(tmp_path), answer("Cy")) == 3


def test_what_is_not_done_whole_is_not_done(tmp_path):
    store = Store(tmp_path)
    with contextlib.suppress(RuntimeError), store.transaction(lasting=True):
        answers.keep(store, answer("Ann"))  # a part of the greater step
        raise RuntimeError
    assert answers.kept(store) == []


@pytest.mark.parametrize("arguments", [[], ["store"], ["store", "import"], ["forget"]])
def test_help_opens_nothing_and_loads_no_database(tmp_path, arguments):
    code = (
        "import json, sys\nfrom tieweave.cli import main\n"
        "sys.argv = ['tieweave', *json.loads(sys.argv[1]), '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(json.dumps([name for name in ('sqlite3', 'attrs', 'pluggy') if name in sys.modules]))\n"
    )
    environment = {**os.environ, "TIEWEAVE_DATA": str(tmp_path / "data")}
    assert json.loads(ended(python(code, json.dumps(arguments), env=environment)).splitlines()[-1]) == []
    assert not (tmp_path / "data").exists()

"""What is remembered from run to run: whole or not at all, private, and never at the cost of a result."""

from __future__ import annotations

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave import Store, StoreError
from tieweave.store import data_folder


def test_what_is_written_is_there_in_the_next_run(tmp_path):
    first = Store(tmp_path)
    first.memory("mail", "/a.mbox").write([("offset", b"12"), ("part/1", b"x"), ("part/2", b"y")])
    first.close()
    memory = Store(tmp_path).memory("mail", "/a.mbox")
    assert memory.get("offset") == b"12"
    assert list(memory.items("part/")) == [("part/1", b"x"), ("part/2", b"y")]
    assert memory.get("nothing") is None


def test_memories_of_different_owners_and_names_are_apart(tmp_path):
    store = Store(tmp_path)
    store.memory("mail", "a").write([("k", b"1")])
    assert store.memory("mail", "b").get("k") is None
    assert store.memory("google", "a").get("k") is None
    store.memory("mail", "b").write(afresh=True)
    assert store.memory("mail", "a").get("k") == b"1"


def test_a_write_that_fails_midway_changes_nothing(tmp_path):
    memory = Store(tmp_path).memory("mail", "a")
    memory.write([("k", b"old"), ("gone", b"soon")])

    def values():
        yield "k", b"new"
        raise RuntimeError("the source failed")

    with pytest.raises(RuntimeError):
        memory.write(values(), drop=["gone"], afresh=True)
    assert list(memory.items()) == [("gone", b"soon"), ("k", b"old")]
    memory.write([("k", b"newer")], drop=["gone"])
    assert list(memory.items()) == [("k", b"newer")]


def test_a_run_killed_while_it_writes_leaves_what_was_there(tmp_path):
    Store(tmp_path).memory("mail", "a").write([(str(number), b"old") for number in range(50)])
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom tieweave import Store\n"
        "def values():\n"
        "    for number in range(50):\n"
        "        yield str(number), b'new' * 5000\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "Store(Path(sys.argv[1])).memory('mail', 'a').write(values())\n"
    )
    ran = subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert ran.returncode == -signal.SIGKILL
    assert {value for _, value in Store(tmp_path).memory("mail", "a").items()} == {b"old"}


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=9), st.binary(max_size=9)))
def test_any_keys_and_values_come_back_in_the_order_of_keys(values):
    memory = Store.temporary().memory("x", "y")
    memory.write(values.items())
    assert dict(memory.items()) == values
    assert [key for key, _ in memory.items()] == sorted(values)


def test_only_the_owner_can_read_what_is_kept(tmp_path):
    folder = tmp_path / "data"
    store = Store(folder)
    store.memory("mail", "a").write([("k", b"1")])
    store.keep_secret("google ann@example.com", "token")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")]}
    assert {mode for name, mode in modes.items() if name in ("data", "secrets")} == {0o700}
    assert {mode for name, mode in modes.items() if name not in ("data", "secrets")} == {0o600}


@pytest.mark.parametrize("temporary", [False, True])
def test_a_secret_is_kept_replaced_and_forgotten(tmp_path, temporary):
    store = Store.temporary() if temporary else Store(tmp_path)
    assert store.secret("../google: ann") is None
    assert not store.forget_secret("../google: ann")
    store.keep_secret("../google: ann", "one")
    store.keep_secret("../google: ann", "two")
    assert store.secret("../google: ann") == "two"
    assert store.forget_secret("../google: ann")
    assert store.secret("../google: ann") is None
    assert not (tmp_path.parent / "google: ann").exists()


def test_a_damaged_file_costs_the_memory_and_not_the_run(tmp_path):
    (tmp_path / "tieweave.sqlite3").write_bytes(b"this is no database" * 100)
    store = Store(tmp_path)
    memory = store.memory("mail", "a")
    memory.write([("k", b"1")])
    assert memory.get("k") == b"1"
    assert "tieweave.sqlite3: cannot be opened (file is not a database); move it away" in store.trouble
    assert (tmp_path / "tieweave.sqlite3").read_bytes().startswith(b"this is no database")


def test_a_folder_that_cannot_be_made_costs_the_memory_and_not_the_run(tmp_path):
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "data")
    assert store.memory("mail", "a").get("k") is None
    assert store.trouble
    with pytest.raises(StoreError, match="cannot be written"):
        store.keep_secret("a", "b")


def test_the_file_of_a_newer_tieweave_is_left_alone(tmp_path):
    connection = sqlite3.connect(tmp_path / "tieweave.sqlite3")
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    store = Store(tmp_path)
    store.memory("mail", "a").write([("k", b"1")])
    assert "newer tieweave" in store.trouble


def test_a_folder_where_nobody_may_write_is_said_and_what_was_there_is_read(tmp_path):
    Store(tmp_path).memory("mail", "a").write([("k", b"1")])
    locked = sqlite3.connect(tmp_path / "tieweave.sqlite3", isolation_level=None)
    store = Store(tmp_path, wait=0)
    assert store.memory("mail", "a").get("k") == b"1"
    locked.execute("BEGIN EXCLUSIVE")
    store.memory("mail", "a").write([("k", b"2")])
    locked.execute("ROLLBACK")
    locked.close()
    assert "database is locked" in store.trouble
    assert store.memory("mail", "a").get("k") == b"1"


def test_a_file_that_another_run_holds_is_not_to_be_moved_away_and_waited_for_once(tmp_path):
    Store(tmp_path).memory("mail", "a").write([("k", b"1")])
    other = sqlite3.connect(tmp_path / "tieweave.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store = Store(tmp_path, wait=0.3)
    begun = time.monotonic()
    for number in range(20):
        store.memory("mail", "a").write([("k", b"%d" % number)])
    waited = time.monotonic() - begun
    other.execute("ROLLBACK")
    other.close()
    assert "another run writes at this moment" in store.trouble
    assert "move it away" not in store.trouble
    assert waited < 20 * 0.3 / 2


def test_a_file_damaged_in_its_middle_is_to_be_moved_away(tmp_path):
    store = Store(tmp_path)
    store.memory("mail", "a").write([("k", b"1" * 10_000)])
    store.close()
    path = tmp_path / "tieweave.sqlite3"
    held = path.read_bytes()
    path.write_bytes(held[:4096] + b"\xff" * (len(held) - 4096))
    assert "malformed); move it away" in Store(tmp_path).check()
    with pytest.raises(StoreError, match=r"malformed.*move it away"):
        Store(tmp_path).memory("mail", "a").get("k")


def test_a_secret_comes_back_as_it_was_kept(tmp_path):
    store = Store(tmp_path)
    store.keep_secret("a", "one\r\ntwo\rthree\n")
    assert store.secret("a") == "one\r\ntwo\rthree\n"


def test_a_store_that_nobody_closes_is_no_complaint(tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\nfrom tieweave import Store\n"
        "Store(Path(sys.argv[1])).memory('mail', 'a').write([('k', b'1')])\n"
    )
    command = [sys.executable, "-X", "dev", "-W", "error", "-c", code, str(tmp_path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert ran.stderr == ""


def test_nothing_is_made_before_something_is_kept(tmp_path):
    store = Store(tmp_path / "data")
    assert store.secret("a") is None
    store.close()
    assert not (tmp_path / "data").exists()


def test_the_environment_names_the_folder(tmp_path):
    assert data_folder({"TIEWEAVE_DATA": str(tmp_path)}) == tmp_path
    assert data_folder({}).name == "tieweave"
    assert os.fspath(Store.usual({"TIEWEAVE_DATA": "x"}).folder) == "x"

"""`tieweave app` as a program: what it prints, where it listens, and how it ends."""

from __future__ import annotations

import contextlib
import http.client
import importlib.util
import os
import re
import select
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
from pathlib import Path

import pytest

from tieweave import added, answers
from tieweave.store import Store

CARDS = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a\r\nFN:Ann Lee\r\nEMAIL:ann@x.example\r\nCATEGORIES:Friends\r\nEND:VCARD\r\n"
)
linux = pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads /proc")
posix = pytest.mark.skipif(os.name != "posix", reason="terminals and signals of POSIX")


@pytest.fixture(autouse=True)
def told_to_end():
    """Let signals end what is run here, as by hand: tests that run in the background ignore ctrl-C, and hand it on."""
    names = [name for name in ("SIGINT", "SIGHUP") if hasattr(signal, name)]
    handlers = {"SIGINT": signal.default_int_handler, "SIGHUP": signal.SIG_DFL}
    before = {name: signal.signal(getattr(signal, name), handlers[name]) for name in names}
    yield
    for name, handler in before.items():
        signal.signal(getattr(signal, name), handler)


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "a.vcf"
    path.write_bytes(CARDS.encode())
    return path


class Running:
    """The program at work, with a terminal of its own where it has one."""

    def __init__(self, process, url, terminal=None):
        self.process, self.url, self.terminal = process, url, terminal
        parts = urllib.parse.urlsplit(url)
        self.port, self.root = parts.port, parts.path

    def ask(self, path, method="GET", body=None):
        headers = {"Origin": f"http://127.0.0.1:{self.port}", "Content-Type": "application/x-www-form-urlencoded"}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            connection.request(method, self.root + path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()

    def ended(self):
        return self.process.wait(timeout=20)


@pytest.fixture
def command(book):
    """Start the program; it is ended with the test."""
    with contextlib.ExitStack() as stack:

        def start(*arguments, terminal=False, **more):
            line = [sys.executable, "-m", "tieweave", "app", str(book), "--no-open", *arguments]
            if not terminal:
                process = subprocess.Popen(
                    line, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more
                )
                stack.enter_context(process)
                stack.callback(process.kill)
                return Running(process, process.stdout.readline().strip())
            mine, theirs = os.openpty()
            process = subprocess.Popen(
                [sys.executable, "-c", _IN_A_TERMINAL, *line], stdin=theirs, stdout=theirs, stderr=theirs
            )
            stack.callback(process.wait)
            stack.callback(process.kill)
            os.close(theirs)
            return Running(process, _read_url(mine), mine)

        yield start


_IN_A_TERMINAL = (
    # A session of its own whose terminal is the one given, as a terminal's window makes for what runs in it.
    "import fcntl, os, sys, termios\n"
    "os.setsid() if os.getpid() != os.getsid(0) else None\n"
    "fcntl.ioctl(0, termios.TIOCSCTTY, 0)\n"
    "os.execv(sys.argv[1], sys.argv[1:])\n"
)


def _read_url(terminal):
    seen = ""
    while not (found := re.search(r"http://127\.0\.0\.1:\d+/[\w-]+/(?=\r?\n)", seen)):
        ready, _, _ = select.select([terminal], [], [], 60)
        assert ready, seen
        seen += os.read(terminal, 4096).decode("utf-8", "replace")
    return found[0]


def test_it_prints_where_it_is_and_serves_it(command):
    running = command()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{43,}/", running.url)
    status, body = running.ask("")
    assert status == 200
    assert "Ann Lee" in body
    running.process.send_signal(signal.SIGINT)
    assert running.ended() == 0
    said = running.process.stderr.read()
    assert said == "ctrl-C ends it\n"
    assert running.process.stdout.read() == ""


@posix
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_it_ends_at_once_also_while_a_page_waits_for_a_change(command, name):
    running = command()
    got = []
    version = re.search(r'data-version="(\d+)"', running.ask("")[1])[1]
    waiting = threading.Thread(target=lambda: got.append(running.ask(f"changes?since={version}")))
    waiting.start()
    while not _is_connected(running):
        time.sleep(0.01)
    start = time.monotonic()
    running.process.send_signal(getattr(signal, name))
    assert running.ended() == 0
    assert time.monotonic() - start < 10
    waiting.join(20)
    assert [status for status, _ in got] == [204]


def _is_connected(running):
    """Return whether somebody's request is with the server: both ends of the connection stand."""
    listed = Path("/proc/net/tcp")
    if not listed.exists():
        pytest.skip("what is connected is read from /proc, as Linux has it")
    here = f"0100007F:{running.port:04X}"
    return any(here in line.split()[1:3] and line.split()[3] == "01" for line in listed.read_text().splitlines()[1:])


@posix
def test_closing_the_terminal_ends_it(command):
    running = command(terminal=True)
    assert running.ask("")[0] == 200
    os.close(running.terminal)
    running.ended()
    with pytest.raises(ConnectionError):
        running.ask("")


@posix
def test_ctrl_c_in_the_terminal_ends_it(command):
    running = command(terminal=True)
    os.write(running.terminal, b"\x03")
    assert running.ended() == 0
    os.close(running.terminal)


def test_an_input_that_has_ended_is_no_reason_to_end(command):
    running = command()  # its standard input is at its end from the beginning
    for _ in range(3):
        assert running.ask("")[0] == 200
    assert running.process.poll() is None


@linux
def test_it_listens_on_loopback_alone_and_asks_nobody(command):
    running = command()
    running.ask("")
    sockets = {os.readlink(link) for link in Path(f"/proc/{running.process.pid}/fd").iterdir() if link.is_symlink()}
    local = []
    for table in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]:
            fields = line.split()
            if f"socket:[{fields[9]}]" in sockets:
                local.append((table, fields[1]))
    assert {table for table, _ in local} == {"tcp"}
    assert {address for _, address in local} == {f"0100007F:{running.port:04X}"}


@linux
def test_the_token_stands_in_no_list_of_processes(command):
    running = command()
    token = running.root.strip("/")
    for process in Path("/proc").glob("[0-9]*"):
        for name in ("cmdline", "environ"):
            with contextlib.suppress(OSError):
                assert token.encode() not in (process / name).read_bytes()


def test_a_port_can_be_chosen_and_one_that_is_taken_is_named(command, book):
    running = command()
    ran = subprocess.run(
        [sys.executable, "-m", "tieweave", "app", str(book), "--no-open", "--port", str(running.port)],
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 1
    assert ran.stderr.startswith(f"error: port {running.port} cannot be used")


def test_what_a_click_keeps_is_there_after_the_program_was_killed(command):
    running = command()
    person = re.search(r'id="p-([\w-]+)"', running.ask("")[1])[1]
    assert running.ask(f"people/{person}/answer", "POST", "level=2&category=client")[0] == 303
    assert running.ask("add", "POST", "name=Jane+Doe")[0] == 303
    running.process.kill()
    running.ended()
    assert [(one.answer.level, one.answer.category) for one in answers.kept(Store.usual())] == [(2, "client")]
    assert [one.contact.name for one in added.kept(Store.usual())] == ["Jane Doe"]
    assert "Jane Doe" in command().ask("")[1]


def test_without_the_extra_it_says_what_to_install(tieweave_command, book, monkeypatch):
    found = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *more: None if name == "uvicorn" else found(name, *more)
    )
    ran = tieweave_command("app", str(book))
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "error: the app needs two packages more: pip install 'tieweave[app]'\n"


def test_with_nothing_to_read_it_says_so(tieweave_command):
    ran = tieweave_command("app", "--no-open")
    assert ran.code == 2
    assert "name a LOCATION to read" in ran.err


def test_the_browser_is_led_to_the_page_by_a_file_of_its_owner_alone(tieweave_command, book, monkeypatch):
    import webbrowser

    seen = []

    def opened(url):
        path = Path(urllib.parse.unquote(urllib.parse.urlsplit(url).path))
        seen.append((path, path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777, path.read_text()))
        signal.raise_signal(signal.SIGINT)
        return True

    monkeypatch.setattr(webbrowser, "open", opened)
    ran = tieweave_command("app", str(book))
    assert ran.code == 0
    [(path, mode, folder, text)] = seen
    assert (mode, folder) == (0o600, 0o700)
    assert f"0;url={ran.out.strip()}" in text
    assert not path.exists()


def test_help_loads_no_server():
    code = (
        "import sys\nfrom tieweave.cli import main\nsys.argv = ['tieweave', 'app', '--help']\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in "
        "('starlette', 'uvicorn', 'asyncio', 'jinja2', 'rich', 'sqlite3', 'attrs')))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]"

"""Files are read and written without a socket: the whole command, while Python's own audit hook watches."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

GUARDED = """
import sys
opened = []
def watch(event, arguments):
    if event.startswith("socket."):
        opened.append(event)
        raise ConnectionRefusedError(f"{event}: files are read without a network")
sys.addaudithook(watch)
from tieweave.cli import main
try:
    main()
finally:
    print("sockets:", opened, file=sys.stderr)
"""

FILES = {
    "contacts.vcf": "BEGIN:VCARD\nVERSION:3.0\nFN:Ann Lee\nEMAIL:ann@example.com\nTEL:+1 902 555 0101\nEND:VCARD\n",
    "linkedin/Connections.csv": (
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Bo,Roy,https://www.linkedin.com/in/boroy,,Tidewater,Analyst,08 Feb 2026\n"
    ),
    "outlook.csv": "First Name,Last Name,E-mail Address,Company,Job Title\nCy,Orr,cy@example.com,Fern,Barber\n",
    "mail.mbox": (
        "From ann@example.com Thu Oct 01 09:00:00 2026\n"
        "From: Morgan <morgan@example.com>\nTo: Dee Fox <dee@example.com>\n"
        "Date: Thu, 1 Oct 2026 09:00:00 +0000\nMessage-ID: <1@example.com>\n\nhello\n\n"
    ),
    "work.ics": (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nBEGIN:VEVENT\nUID:1\nDTSTART:20261001T090000Z\nDTEND:20261001T100000Z\n"
        "ORGANIZER:mailto:morgan@example.com\nATTENDEE;CN=Ann Lee:mailto:ann@example.com\nEND:VEVENT\nEND:VCALENDAR\n"
    ),
    "calls.xml": (
        "<?xml version='1.0' encoding='UTF-8'?>\n<calls count='1'>\n<call number='+19025550101' duration='60' "
        "date='1790845200000' type='1' contact_name='Ann Lee' />\n</calls>\n"
    ),
    "WhatsApp Chat with Ann Lee.txt": (
        "9/22/26, 10:20 AM - Morgan: hello\n9/22/26, 10:21 AM - Ann Lee: hello\n9/23/26, 10:21 AM - Ann Lee: again\n"
    ),
}

FILES_AND_FOLDERS = [name.partition("/")[0] for name in FILES]


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "me.toml").write_text('name = "Morgan"\nemails = ["morgan@example.com"]\n', encoding="utf-8")
    return tmp_path


@pytest.fixture
def watched(folder, monkeypatch):
    """Run a command that must end well, and give what it prints; fails where it opens a socket."""
    monkeypatch.setenv("TIEWEAVE_DATA", str(folder / "data"))

    def run(*command):
        ran = subprocess.run(
            [sys.executable, "-c", GUARDED, *command],
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert (ran.returncode, ran.stderr) == (0, "sockets: []\n"), command
        return ran.stdout

    return run


def test_planning_pushing_to_files_and_the_journal_open_no_socket(watched, folder):
    read = (*FILES_AND_FOLDERS, "--profile", "me.toml", "--now", "2026-11-02")
    assert "Bo Roy" in watched("plan", *read, "--drafts")
    to = (
        "--to",
        "ics:plan.ics",
        "--to",
        "ics:tasks/",
        "--to",
        "md:plan.md",
        "--to",
        "csv:plan.csv",
        "--to",
        "eml:mails",
    )
    for more in (["--dry-run"], []):
        assert "Bo Roy" in watched("push", *read, *to, *more)
    assert {"plan.ics", "tasks", "plan.md", "plan.csv"} <= {path.name for path in folder.iterdir()}
    (first, *_) = json.loads(watched("today", "--days", "60", "--now", "2026-11-02", "--format", "json"))["follow_ups"]
    watched("snooze", first["id"], "--days", "3", "--now", "2026-11-02")
    watched("done", first["id"], "--now", "2026-11-03")
    watched("log", "Bo Roy", "read my resume", "--received", "--when", "2026-11-02")
    watched("add", "Jane Doe", "--email", "jane@example.com")
    for command in (["history", "Bo Roy"], ["balance"], ["log", "--list"], ["store", "path"]):
        watched(*command)
    watched("store", "export", "--output", "all.json")
    watched("store", "import", "all.json")
    watched("forget", "Bo Roy", *read, "--yes")
    assert "removed" in watched("push", *read, *to)


def test_reading_a_file_of_every_kind_opens_no_socket(watched):
    command = ["classify", *FILES_AND_FOLDERS, "--profile", "me.toml", "--now", "2026-11-01", "--format", "json"]
    told = watched(*command)
    ties = {tie["contact"]["name"]: tie for tie in json.loads(told)["ties"]}
    assert set(ties) == {"Ann Lee", "Bo Roy", "Cy Orr", "Dee Fox"}
    # A meeting, a call, two messages of hers and one of ego's; a mail to Dee.
    assert ties["Ann Lee"]["interactions"] == 5
    assert ties["Dee Fox"]["interactions"] == 1
    assert {source["source"] for source in ties["Ann Lee"]["contact"]["sources"]} >= {"contacts.vcf", "calls.xml"}

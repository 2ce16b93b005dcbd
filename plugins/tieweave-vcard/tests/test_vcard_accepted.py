"""khard and Radicale, as real users have them, take the cards that are written."""

import base64
import datetime as dt
import http.client
import io
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tieweave import Contact, Level, Tie
from tieweave.report.result import Result
from tieweave.sources import Context
from tieweave_vcard.source import records
from tieweave_vcard.writer import write

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
SMALL = Path(__file__).with_name("data") / "small.vcf"
SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "vcards"


def written(contacts, version):
    """Return each contact's card."""
    texts = []
    for contact in contacts:
        stream = io.StringIO(newline="")
        tie = Tie(contact=contact, category="dentist", level=Level.ACQUAINTED, strength=0.1, lead=0.1, support=0.1)
        result = Result(now=NOW, ties=[tie], people=1, records=1, level_1=0, level_2=0, unknown=0, categories=())
        write(result, stream, {"vcard-version": version})
        texts.append(stream.getvalue())
    return texts


def contacts(path=SMALL):
    return [r for r in records(str(path), Context(now=NOW, keep_media=True)) if isinstance(r, Contact)]


def shared_contacts():
    """Return the cards of the shared folder, every tenth of those with a name."""
    return [
        c
        for path in sorted(SHARED.rglob("*.vcf"))[::10]
        if b"VCARD" in path.read_bytes().upper()
        for c in contacts(path)[:3]
        if c.name
    ]


def environment(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KHARD", "RADICALE", "XDG"))}
    return {**kept, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "ignore"}


@pytest.fixture
def radicale(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = ["--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none"]
    options += ["--storage-filesystem-folder", str(tmp_path / "storage"), "--config", ""]
    with open(tmp_path / "log", "wb") as log:
        command = [sys.executable, "-m", "radicale", *options]
        server = subprocess.Popen(command, env=environment(tmp_path), stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + 30
            while True:
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert server.poll() is None, (tmp_path / "log").read_text()
                assert time.monotonic() < deadline, "Radicale does not answer"
                time.sleep(0.05)
            yield http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        finally:
            server.terminate()
            server.wait(timeout=10)


def put(connection, cards):
    body = (
        '<mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><set><prop><resourcetype><collection/>'
        "<C:addressbook/></resourcetype></prop></set></mkcol>"
    )
    statuses = []
    for method, path, data in [
        ("MKCOL", "/u/book/", body),
        *(("PUT", f"/u/book/{n}.vcf", c) for n, c in enumerate(cards)),
    ]:
        kind = "text/vcard" if method == "PUT" else "text/xml"
        # With authentication off, the name alone says whose address book it is.
        headers = {"Content-Type": kind, "Authorization": f"Basic {base64.b64encode(b'u:').decode()}"}
        connection.request(method, path, data.encode(), headers)
        response = connection.getresponse()
        statuses.append((response.status, response.read(), data) if response.status != 201 else 201)
    return statuses


def khard(tmp_path, cards):
    book = tmp_path / "book"
    book.mkdir()
    for number, card in enumerate(cards):
        (book / f"{number}.vcf").write_bytes(card.encode())
    config = tmp_path / "khard.conf"
    settings = (
        f"[addressbooks]\n[[book]]\npath = {book}\n[general]\ndefault_action = list\n"
        "[contact table]\ndisplay = formatted_name\n[vcard]\nskip_unparsable = no\n"
    )
    config.write_text(settings)
    command = [sys.executable, "-m", "khard", "-c", str(config), "list", "--parsable", "--fields", "name"]
    return subprocess.run(
        command, env=environment(tmp_path), capture_output=True, text=True, encoding="utf-8", timeout=60, check=False
    )


@pytest.mark.parametrize("version", ["4.0", "3.0"])
def test_radicale_stores_the_cards(radicale, version):
    statuses = put(radicale, written(contacts(), version))
    assert statuses == [201] * 3


@pytest.mark.parametrize("version", ["4.0", "3.0"])
def test_khard_lists_the_cards(tmp_path, version):
    run = khard(tmp_path, written(contacts(), version))
    assert run.returncode == 0, run.stderr
    assert {line.split("\t")[0] for line in run.stdout.splitlines()} == {"Dr. Orla Quillfeather", "Asbjørn Grønn"}, (
        run.stderr
    )


@pytest.mark.shared_data
@pytest.mark.skipif(not SHARED.is_dir(), reason="no ../shared/data/vcards")
@pytest.mark.parametrize("version", ["4.0", "3.0"])
def test_cards_of_many_programs_are_accepted_by_both(tmp_path, radicale, version):
    found = list({contact.uid or contact.key: contact for contact in shared_contacts()}.values())
    cards = written(found, version)
    assert [status for status in put(radicale, cards) if status != 201] == []
    run = khard(tmp_path, cards)
    assert run.returncode == 0, run.stderr
    assert len(run.stdout.splitlines()) == len(cards), run.stderr

import datetime as dt
import io
import os
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from tieweave import Contact, Skipped, SourceError
from tieweave.sources import Context
from tieweave_vcard.locations import matches
from tieweave_vcard.source import records

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def card(name):
    return f"BEGIN:VCARD\nFN:{name}\nEND:VCARD\n".encode()


def read(location, stdin=None):
    return list(records(str(location), Context(now=NOW, stdin=stdin)))


def names(found):
    return [record.name for record in found if isinstance(record, Contact)]


def archive(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return path


def test_standard_input():
    assert names(read("-", io.BytesIO(card("Ada")))) == ["Ada"]
    with pytest.raises(SourceError, match="no standard input"):
        read("-")


def test_a_folder_and_its_collections_in_order(tmp_path):
    for name in ("b.vcf", "a.VCF", "inner/c.vcf", "inner/deep/d.vcf", ".hidden.vcf", "note.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(card(name))
    assert matches(str(tmp_path))
    assert names(read(tmp_path)) == ["a.VCF", "b.vcf", "inner/c.vcf"]


def test_a_bad_file_in_a_folder_is_skipped_by_name(tmp_path):
    (tmp_path / "a.vcf").write_bytes(b"%PDF-1.7")
    (tmp_path / "b.vcf").write_bytes(card("B") + b"x\nEND:VCARD\n")
    first, contact, second = read(tmp_path)
    assert (first.source, first.where, contact.name) == (str(tmp_path), "a.vcf", "B")
    assert second.where == "b.vcf, line 5"


def test_an_archive(tmp_path):
    path = archive(
        tmp_path / "cards.zip", {"z.vcf": card("Z"), "in/a.vcf": card("A"), "__MACOSX/._a.vcf": b"", "x.csv": b""}
    )
    assert matches(str(path))
    assert names(read(path)) == ["A", "Z"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("chat", ["_chat.txt", "WhatsApp Chat with Ann Lee.txt"])
def test_cards_that_were_sent_in_a_chat_are_no_address_book(tmp_path, chat):
    (tmp_path / "Bo Roy.vcf").write_bytes(b"BEGIN:VCARD\nFN:Bo Roy\nEND:VCARD\n")
    assert matches(str(tmp_path))
    (tmp_path / chat).write_text("9/22/26, 10:20 AM - Ann Lee: Bo Roy.vcf (file attached)\n")
    assert matches(str(tmp_path)) is (chat != "_chat.txt"), "a folder of downloads holds this and that"
    with zipfile.ZipFile(tmp_path / "chat.zip", "w") as archive:
        for name in ("Bo Roy.vcf", chat):
            archive.write(tmp_path / name, name)
    assert not matches(str(tmp_path / "chat.zip"))


def test_a_named_pipe_is_claimed_and_read(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    assert matches(str(path))
    with ThreadPoolExecutor() as pool:
        pool.submit(path.write_bytes, card("Ada"))
        assert names(read(path)) == ["Ada"]


def test_what_is_claimed(tmp_path):
    (tmp_path / "export").write_bytes("\ufeffbegin:vcard\n".encode())
    (tmp_path / "letter.txt").write_bytes(b"Dear all")
    archive(tmp_path / "other.zip", {"Connections.csv": b""})
    (tmp_path / "fake.zip").write_bytes(b"no archive")
    (tmp_path / "empty").mkdir()
    assert matches("-")
    assert matches("missing.vcf")
    assert matches(str(tmp_path / "export"))
    unclaimed = [
        "carddav:https://a.example/x.vcf",
        "google:",
        "nowhere",
        "bad\0name",
        "letter.txt",
        "other.zip",
        "fake.zip",
        "empty",
    ]
    assert [
        name for name in unclaimed if matches(name) or matches(str(tmp_path / name) if ":" not in name else name)
    ] == []


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.vcf", None, "no such file"),
        ("a.vcf", b"", "is empty"),
        ("a.vcf", b"%PDF-1.7\n...", "PDF"),
        ("a.vcf", bytes(range(256)) * 40, "no BEGIN:VCARD"),
        ("a.vcf", b"x" * (20 * 2**20), "no BEGIN:VCARD"),
        ("a.zip", b"rubbish", "no .zip archive"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(tmp_path, name, data, message):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(SourceError, match=message) as raised:
        read(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_folder_without_cards(tmp_path):
    with pytest.raises(SourceError, match=r"no \.vcf file"):
        read(tmp_path)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(tmp_path):
    path = tmp_path / "a.vcf"
    path.write_bytes(card("A"))
    path.chmod(0)
    with pytest.raises(SourceError, match="not allowed"):
        read(path)


def test_an_encrypted_archive(tmp_path):
    path = archive(tmp_path / "a.zip", {"a.vcf": card("A")})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # general purpose flag: encrypted
    path.write_bytes(data)
    with pytest.raises(SourceError, match="encrypted"):
        read(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_damaged_within_its_compression_is_skipped(tmp_path, method):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", method) as opened:
        opened.writestr("a.vcf", card("Damaged") * 50)
    whole = path.read_bytes()
    path.write_bytes(whole[:50] + b"\xff" * 10 + whole[60:])
    with pytest.raises(SourceError, match=r"holds no card: a\.vcf cannot be read \(") as raised:
        read(path)
    assert "\n" not in str(raised.value)
    with zipfile.ZipFile(path, "a") as opened:
        opened.writestr("b.vcf", card("B"))
    skipped, contact = read(path)
    assert (skipped.where, contact.name) == ("a.vcf", "B")


def test_an_archive_of_a_version_yet_to_come(tmp_path):
    path = archive(tmp_path / "a.zip", {"a.vcf": card("A")})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 6] = 200  # version needed to extract
    path.write_bytes(data)
    assert not matches(str(path))
    with pytest.raises(SourceError, match=r"no \.zip archive"):
        read(path)


def test_a_folder_of_files_without_cards_names_one_of_them(tmp_path):
    (tmp_path / "a.vcf").write_bytes(b"")
    with pytest.raises(SourceError, match=r"holds no card: a\.vcf is empty"):
        read(tmp_path)


def test_standard_input_that_somebody_closed():
    stream = io.BytesIO(card("A"))
    stream.close()
    with pytest.raises(SourceError, match="closed"):
        read("-", stream)


def test_a_damaged_member_is_skipped(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as opened:
        opened.writestr("a.vcf", card("Damaged"))
        opened.writestr("b.vcf", card("B"))
    path.write_bytes(path.read_bytes().replace(b"Damaged", b"damaged", 1))
    found = read(path)
    assert names(found)[-1] == "B"
    assert any(isinstance(record, Skipped) and record.where == "a.vcf" for record in found)

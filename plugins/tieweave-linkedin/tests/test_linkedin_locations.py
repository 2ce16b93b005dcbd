import zipfile
from pathlib import Path

import pytest

from tieweave import SourceError
from tieweave.plugins import PluginHub
from tieweave_linkedin.locations import matches

HEADING = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ANN = f"{HEADING}Ann,Lee,https://www.linkedin.com/in/annlee,,,,08 Feb 2026\n"
BO = f"{HEADING}Bo,Roy,https://www.linkedin.com/in/boroy,,,,08 Feb 2026\n"
EXPORT = Path(__file__).with_name("data") / "export"


def archive(path, members, method=zipfile.ZIP_DEFLATED):
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", method) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return path


def test_an_archive_gives_what_its_folder_gives(read, tmp_path):
    members = {f"Complete_x/{path.relative_to(EXPORT)}": path.read_bytes() for path in EXPORT.rglob("*.csv")}
    path = archive(tmp_path / "e.zip", {**members, "__MACOSX/Complete_x/._Connections.csv": b"\0\1"})
    assert matches(str(path))
    found, folder = read(path), read(EXPORT)
    assert found.said == folder.said
    assert found.names == folder.names
    assert found.profile == folder.profile
    assert len(found.skipped) == len(folder.skipped)


@pytest.mark.parametrize(
    "name",
    [
        "Connections.csv",
        "connections_123456789.CSV",
        "Connections (1).csv",
        "in/deep/messages.csv",
        "Endorsement Received Info.csv",
        "Recommendations-Given.csv",
    ],
)
def test_names_of_files_vary(tmp_path, name):
    assert matches(str(archive(tmp_path / "x.zip", {name: b""})))


def test_what_is_claimed(tmp_path):
    archive(tmp_path / "other.zip", {"cards.vcf": b"", "Profile.csv": b"", "guide_messages.csv": b""})
    archive(tmp_path / "shadow.zip", {"__MACOSX/Connections.csv": b""})
    archive(tmp_path / "basic.zip", {"Profile.csv": b"", "Positions.csv": b"", "Email Addresses.csv": b""})
    (tmp_path / "Complete_LinkedInDataExport_10-02-2026.zip").write_bytes(b"PK\3\4 cut short")
    (tmp_path / "fake.zip").write_bytes(b"no archive")
    (tmp_path / "empty").mkdir()
    (tmp_path / "mixed" / "linkedin").mkdir(parents=True)
    (tmp_path / "mixed" / "linkedin" / "Connections.csv").touch()
    (tmp_path / "Contacts.csv").touch()
    for name in ("basic.zip", "Complete_LinkedInDataExport_10-02-2026.zip", "Connections-old.csv", "MESSAGES.csv", ""):
        assert matches(str(tmp_path / name)), name
    assert matches("missing/Basic_LinkedInDataExport_10-02-2026.zip")
    unclaimed = ["other.zip", "shadow.zip", "fake.zip", "missing.zip", "empty", "mixed", "Contacts.csv", "nowhere"]
    assert not [name for name in unclaimed if matches(str(tmp_path / name))]
    for text in ("", "-", "google:", "carddav:https://a.example/messages.csv", "bad\0name", "\ud800", "~" * 5000):
        assert matches(text) is False


def test_a_folder_with_exports_in_it(read, tmp_path):
    (tmp_path / "Basic_LinkedInDataExport_x").mkdir()
    (tmp_path / "Basic_LinkedInDataExport_x" / "Connections.csv").write_text(ANN, encoding="utf-8")
    (tmp_path / "Complete_LinkedInDataExport_x").mkdir()
    (tmp_path / "Complete_LinkedInDataExport_x" / "Connections.csv").write_text(
        ANN + BO.removeprefix(HEADING), encoding="utf-8"
    )
    archive(tmp_path / "Complete_LinkedInDataExport_1.zip", {"Connections.csv": "unpacked already"})
    assert read(tmp_path).names == ["Ann Lee", "Bo Roy"]


def test_a_folder_with_the_archives_in_it(read, tmp_path):
    archive(tmp_path / "Basic_LinkedInDataExport_1.zip", {"Connections.csv": ANN})
    archive(tmp_path / "Complete_LinkedInDataExport_1.zip", {"Connections.csv": ANN + BO.removeprefix(HEADING)})
    (tmp_path / "Complete_LinkedInDataExport_2.zip").write_bytes(b"PK\3\4 cut short")
    assert matches(str(tmp_path))
    found = read(tmp_path)
    assert found.names == ["Ann Lee", "Bo Roy"]
    assert [skipped.where for skipped in found.skipped] == ["Complete_LinkedInDataExport_2.zip"]


def test_a_file_that_is_named_by_its_source_may_have_any_name(read, tmp_path):
    (tmp_path / "people.csv").write_text(ANN, encoding="utf-8")
    assert read(tmp_path / "people.csv").names == ["Ann Lee"]


def test_the_check_names_the_files(tmp_path):
    hub = PluginHub.load()
    source = next(source for source in hub.sources() if source.name == "linkedin")
    from tieweave.sources import Context
    from tieweave.testing import NOW

    (line,) = source.check(
        str(archive(tmp_path / "x.zip", {"Connections.csv": ANN, "Skills.csv": b""})), Context(now=NOW)
    )
    assert line == "files of a LinkedIn export: Connections.csv"


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("Connections.csv", None, "no such file"),
        ("e.zip", None, "no such file"),
        ("e.zip", b"rubbish", "or a damaged one; fetch or export it again"),
        ("Connections.csv", b"%PDF-1.7\n1 0 obj\n", "no heading"),
        ("messages.csv", b"Name;Text\nAnn;Hi\n", "no heading"),
        ("messages.csv", bytes(range(256)) * 4000, "no heading"),
        ("other.csv", b"a,b\n1,2\n", "no file of a LinkedIn export"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(read, tmp_path, name, data, message):
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(SourceError, match=message) as raised:
        read(path)
    assert str(path) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_files_that_say_there_is_nothing(read, tmp_path):
    path = archive(
        tmp_path / "x.zip", {"Connections.csv": ANN, "messages.csv": "No conversations found", "Invitations.csv": ""}
    )
    found = read(path)
    assert found.names == ["Ann Lee"]
    assert not found.skipped


def test_an_encrypted_archive(read, tmp_path):
    path = archive(tmp_path / "x.zip", {"Connections.csv": ANN})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # general purpose flag: encrypted
    path.write_bytes(data)
    with pytest.raises(SourceError, match="encrypted"):
        read(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_STORED])
def test_a_damaged_member_costs_no_other(read, tmp_path, method):
    path = archive(tmp_path / "x.zip", {"messages.csv": "FROM,TO,DATE,CONTENT\n" + "a,b,c,d\n" * 500}, method)
    whole = path.read_bytes()
    path.write_bytes(whole[:60] + b"\xff" * 20 + whole[80:])
    with zipfile.ZipFile(path, "a") as opened:
        opened.writestr("Connections.csv", ANN)
    found = read(path)
    assert found.names == ["Ann Lee"]
    assert any("messages.csv" in skipped.where and "damaged" in skipped.reason for skipped in found.skipped)


def test_a_bomb_is_not_unpacked(read, tmp_path):
    path = archive(tmp_path / "x.zip", {"messages.csv": b"\0" * (80 * 2**20), "Connections.csv": ANN})
    found = read(path)
    assert found.names == ["Ann Lee"]
    assert "times its size" in found.skipped[0].reason


def test_a_very_long_line_and_cell(read, tmp_path):
    path = tmp_path / "messages.csv"
    heading = "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,DATE,CONTENT\n"
    act = '1,Ann Lee,https://www.linkedin.com/in/annlee,Me Too,2025-01-01 10:00:00 UTC,"'
    path.write_text(
        heading + act + "x" * 3_000_000 + '"\n' + act + 'short"\n' + act + "y" * 20_000_000 + '"\n', encoding="utf-8"
    )
    found = read(path)
    assert found.said == [("in", "Ann Lee")] * 2
    assert "larger than field limit" in found.skipped[0].reason

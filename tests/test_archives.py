"""Archives as sources read them."""

from __future__ import annotations

import zipfile

import pytest

from tieweave import SourceError, archives


@pytest.fixture
def path(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("b.txt", "folder/a.txt", "folder/", ".hidden", "__MACOSX/folder/._a.txt", "folder/.hidden.txt"):
            archive.writestr(name, b"" if name.endswith("/") else name * 1000)
    return tmp_path / "a.zip"


def test_files_are_listed_without_folders_shadows_and_hidden_ones(path):
    assert archives.listed(str(path)) == ["b.txt", "folder/a.txt"]


def test_a_file_is_read_in_blocks(path):
    archive = archives.opened(str(path), "a.zip")
    assert b"".join(archives.blocks(archive, "b.txt")) == b"b.txt" * 1000


def test_what_is_no_archive_has_no_files_and_cannot_be_opened(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"rubbish")
    assert archives.listed(str(tmp_path / "a.zip")) == []
    with pytest.raises(SourceError, match=r"^here: is no \.zip archive, or a damaged one; fetch or export it again$"):
        archives.opened(str(tmp_path / "a.zip"), "here")
    with pytest.raises(FileNotFoundError):
        archives.opened(str(tmp_path / "gone.zip"), "here")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damage_is_told_when_the_file_is_read(tmp_path, method):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", method) as archive:
        archive.writestr("a.txt", "".join(str(number * 7919) for number in range(500)))
    whole = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "a.zip").write_bytes(whole[:60] + b"\xff" * 20 + whole[80:])
    archive = archives.opened(str(tmp_path / "a.zip"), "a.zip")
    with pytest.raises(OSError, match="damaged in the archive"):
        list(archives.blocks(archive, "a.txt"))


def test_an_encrypted_file_is_told_when_it_is_read(path):
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1  # general purpose flag: encrypted
    path.write_bytes(data)
    archive = archives.opened(str(path), "a.zip")
    with pytest.raises(OSError, match="encrypted in the archive; unpack it"):
        list(archives.blocks(archive, "b.txt"))

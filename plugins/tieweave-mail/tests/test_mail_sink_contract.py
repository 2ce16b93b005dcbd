"""The folder of drafts keeps to the contract of sinks."""

import errno
from pathlib import Path

import pytest

from tieweave.testing import SinkContract


class TestDraftSink(SinkContract):
    plugin = "mail"
    sink = "eml"
    keeps_done = False
    heavy_modules = ("tieweave_mail.sink", "tieweave_mail.draft")

    @pytest.fixture
    def folder(self, tmp_path):
        return tmp_path / "drafts"

    @pytest.fixture
    def location(self, folder):
        return f"eml:{folder}"

    @pytest.fixture
    def fresh_location(self, tmp_path):
        return lambda number: f"eml:{tmp_path / str(number)}"

    @pytest.fixture
    def count(self):
        return lambda location: len(list(Path(location.removeprefix("eml:")).glob("*.eml")))

    @pytest.fixture
    def failing(self, monkeypatch):
        def refuse(item):
            def write(path, text, mode):
                if item in path.name:
                    raise OSError(errno.EIO, "Input/output error", str(path))
                path.write_text(text, newline="")

            monkeypatch.setattr("tieweave_mail.sink._write", write)

        return refuse

    @pytest.fixture
    def file_of(self, folder):
        return lambda item: next(path for path in folder.iterdir() if item in path.name)

    @pytest.fixture
    def move(self, file_of):
        return lambda item, day: file_of(item).rename(file_of(item).with_name(f"{day}{file_of(item).name[10:]}"))

    @pytest.fixture
    def remove(self, file_of):
        return lambda item: file_of(item).unlink()

    @pytest.fixture
    def meddle(self, folder, items):
        def added():
            folder.mkdir(exist_ok=True)
            number = len(list(folder.iterdir()))
            theirs = {
                folder
                / f"mine {number}.eml": b"From: ann@example.com\r\nSubject: x\r\n\r\nX-Tieweave-Id: in the text\r\n",
                folder / f"{items[3].due} Di Eng {items[3].id}.eml": b"a file of that name that is no draft",
                folder / f"{number}.txt": b"note",
            }
            theirs = {path: data for path, data in theirs.items() if not path.exists()}
            for path, data in theirs.items():
                path.write_bytes(data)

            def check():
                assert {path: path.read_bytes() for path in theirs} == theirs

            return check

        return added

    @pytest.fixture
    def broken_location(self, tmp_path):
        (tmp_path / "file").write_text("mine")
        return f"eml:{tmp_path / 'file'}"

from pathlib import Path

import pytest

from tieweave.testing import SourceContract, assert_golden

TAKEOUT = Path(__file__).with_name("data") / "takeout.mbox"

MESSAGE = (
    "From - Mon Mar 02 09:15:00 2026\nFrom: Morgan <morgan@example.com>\nTo: {to}\nDelivered-To: morgan@example.com\n"
    "Date: Mon, 2 Mar 2026 10:15:00 +0100\nMessage-ID: <{to}.1>\n\nbody\n\n"
)


class TestMailSource(SourceContract):
    plugin = "mail"
    source = "mail"
    heavy_modules = ("tieweave_mail.source", "tieweave_mail.letters", "tieweave_mail.mbox", "sqlite3")
    whole_contacts = 2

    @pytest.fixture
    def location(self):
        return str(TAKEOUT)

    @pytest.fixture
    def empty_location(self, tmp_path):
        path = tmp_path / "empty.mbox"
        path.touch()
        return str(path)

    @pytest.fixture
    def damaged_location(self, tmp_path):
        path = tmp_path / "damaged.mbox"
        damaged = "From - Mon Mar 02 09:15:00 2026\nTo: somebody\n\nbody\n\n"
        text = MESSAGE.format(to="ann@lee.example") + damaged + MESSAGE.format(to="bo@roy.example")
        path.write_text(text, encoding="utf-8")
        return str(path)

    def test_golden(self, records):
        assert_golden(records, TAKEOUT.with_suffix(".expected.json"))

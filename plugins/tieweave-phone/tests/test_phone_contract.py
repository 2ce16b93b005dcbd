from pathlib import Path

import pytest

from tieweave.testing import SourceContract, assert_golden

DATA = Path(__file__).with_name("data") / "phone"


class TestPhoneSource(SourceContract):
    plugin = "phone"
    source = "phone"
    heavy_modules = ("tieweave_phone.source", "tieweave_phone.locations", "zoneinfo")

    @pytest.fixture
    def location(self):
        return str(DATA)

    @pytest.fixture
    def missing_location(self, tmp_path):
        return str(tmp_path / "calls-missing.xml")

    @pytest.fixture
    def empty_location(self, tmp_path):
        path = tmp_path / "calls.xml"
        path.write_text('<?xml version="1.0"?>\n<calls count="0"/>', encoding="utf-8")
        return str(path)

    @pytest.fixture
    def damaged_location(self, tmp_path):
        path = tmp_path / "sms.xml"
        record = '<sms address="+1902555011{0}" date="{1}" type="1" contact_name="Whole {0}"/>\n'
        records = [record.format(1, 1787500000123), record.format(2, "?"), record.format(3, 1787500000123)]
        path.write_text(f"<smses>{''.join(records)}</smses>", encoding="utf-8")
        return str(path)

    def test_golden(self, records):
        assert_golden(records, DATA.with_suffix(".expected.json"))

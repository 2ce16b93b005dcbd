from pathlib import Path

import pytest

from tieweave.testing import SourceContract, assert_golden

SMALL = Path(__file__).with_name("data") / "small.vcf"


class TestVcardSource(SourceContract):
    plugin = "vcard"
    source = "vcard"
    heavy_modules = ("vobject",)
    whole_contacts = 2

    @pytest.fixture
    def location(self):
        return str(SMALL)

    @pytest.fixture
    def empty_location(self, tmp_path):
        path = tmp_path / "empty.vcf"
        path.touch()
        return str(path)

    @pytest.fixture
    def damaged_location(self, tmp_path):
        path = tmp_path / "damaged.vcf"
        whole = b"BEGIN:VCARD\nFN:Whole %d\nEND:VCARD\n"
        path.write_bytes(whole % 1 + b"UID:lost\nEND:VCARD\n" + whole % 2)
        return str(path)

    def test_golden(self, records):
        assert_golden(records, SMALL.with_suffix(".expected.json"))

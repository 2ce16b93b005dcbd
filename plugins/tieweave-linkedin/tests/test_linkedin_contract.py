from pathlib import Path

import pytest

from tieweave.testing import SourceContract, assert_golden

EXPORT = Path(__file__).with_name("data") / "export"


class TestLinkedInSource(SourceContract):
    plugin = "linkedin"
    source = "linkedin"
    heavy_modules = ("tieweave_linkedin.source", "tieweave_linkedin.locations")

    @pytest.fixture
    def location(self):
        return str(EXPORT)

    @pytest.fixture
    def empty_location(self, tmp_path):
        (tmp_path / "Connections.csv").touch()
        return str(tmp_path)

    @pytest.fixture
    def damaged_location(self, tmp_path):
        path = tmp_path / "Connections.csv"
        path.write_text(
            "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
            "Ann,Lee,https://www.linkedin.com/in/annlee,,,,08 Feb 2026\n"
            'Cy,Oh,https://www.linkedin.com/in/cyoh,,"Oh & Co,Boss,08 Feb 2026\n'
            "Bo,Roy,https://www.linkedin.com/in/boroy,,,,08 Feb 2026\n",
            encoding="utf-8",
        )
        return str(path)

    @pytest.fixture
    def missing_location(self, tmp_path):
        return str(tmp_path / "Basic_LinkedInDataExport_01-02-2026.zip")

    def test_golden(self, records):
        assert_golden(records, EXPORT.with_suffix(".expected.json"))

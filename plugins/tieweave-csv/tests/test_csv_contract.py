import datetime as dt
from pathlib import Path

import pytest

from tieweave.sources import Context
from tieweave.testing import SourceContract, assert_golden

DATA = Path(__file__).with_name("data")
HEADER = "First Name,Last Name,Primary Email,Screen Name\n"


class TestCsvSource(SourceContract):
    plugin = "csv"
    source = "csv"
    heavy_modules = ("tieweave_csv.layout", "tieweave_csv.source")
    whole_contacts = 2

    @pytest.fixture
    def context(self):
        return Context(now=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))

    @pytest.fixture
    def location(self):
        return str(DATA / "google.csv")

    @pytest.fixture
    def empty_location(self, tmp_path):
        path = tmp_path / "empty.csv"
        path.write_text(HEADER)
        return str(path)

    @pytest.fixture
    def damaged_location(self, tmp_path):
        path = tmp_path / "damaged.csv"
        path.write_text(HEADER + 'Ann,Lee,a@x.example,\nBo,"Roy,b@x.example,\nCy,Day,c@x.example,\n')
        return str(path)

    @pytest.mark.parametrize("name", ["google.csv", "outlook-german.csv", "thunderbird.tsv"])
    def test_golden(self, opened, name):
        assert_golden(opened(str(DATA / name)), DATA / f"{name}.expected.json")

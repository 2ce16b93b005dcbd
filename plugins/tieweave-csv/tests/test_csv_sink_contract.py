"""The table of follow-ups keeps to the contract of sinks."""

import csv

import pytest

from tieweave.testing import SinkContract


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def edited(path, item, **cells):
    """Change cells of the row of an id as another program does: the whole file is written anew."""
    rows = rows_of(path)
    for row in rows:
        if item in row["id"]:
            row.update(cells)
    written(path, rows)


def written(path, rows):
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


class TestCsvSink(SinkContract):
    plugin = "csv"
    sink = "csv"
    heavy_modules = ("tieweave_csv.sink", "tieweave_csv.layout")

    @pytest.fixture
    def path(self, tmp_path):
        return tmp_path / "follow-ups.csv"

    @pytest.fixture
    def location(self, path):
        return f"csv:{path}"

    @pytest.fixture
    def fresh_location(self, tmp_path):
        return lambda number: str(tmp_path / f"{number}.csv")

    @pytest.fixture
    def count(self):
        return lambda location: sum(bool(row["id"]) for row in rows_of(location.removeprefix("csv:")))

    @pytest.fixture
    def tick(self, path):
        return lambda item: edited(path, item, status="x")

    @pytest.fixture
    def move(self, path):
        return lambda item, day: edited(path, item, due=f"{day:%d/%m/%Y}")

    @pytest.fixture
    def remove(self, path):
        return lambda item: written(path, [row for row in rows_of(path) if item not in row["id"]])

    @pytest.fixture
    def meddle(self, path):
        def added():
            text = path.read_text("utf-8-sig") if path.exists() else "id,due,title,purpose,channel,reason,status,mine\n"
            path.write_text(f"{text},,my own row,,,,,{len(text)}\n", encoding="utf-8")

            def check():
                assert f",,my own row,,,,,{len(text)}\n" in path.read_text(encoding="utf-8")

            return check

        return added

    @pytest.fixture
    def broken_location(self, tmp_path):
        path = tmp_path / "bank.csv"
        path.write_text("Date,Amount\n2026-01-01,12\n")
        return str(path)

"""The table of follow-ups as its user has it: opened, changed and saved by a spreadsheet."""

import csv
import datetime as dt
import io
import stat

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave.errors import LocationError, SinkError, SourceError
from tieweave.model import Profile, Status
from tieweave.sinks import Outcome, SinkContext
from tieweave.sources import Context, claim
from tieweave.testing import NOW, follow_ups, make_follow_up
from tieweave_csv import due_cells, sheet, tieweave_sinks, tieweave_sources
from tieweave_csv.follow_up_columns import COLUMNS, is_header

ANN = make_follow_up("Ann Lee", due=dt.date(2026, 12, 1))
BO = make_follow_up("Bo Roy", due=dt.date(2026, 12, 3), channel="call", address="+1 902 555 0101")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "follow-ups.csv"


def sink_at(path, language=""):
    (declared,) = tieweave_sinks()
    return declared.open(str(path), SinkContext(now=NOW, profile=Profile(language=language)))


def push(path, *items, language=""):
    return [(one.outcome.value, one.detail) for one in sink_at(path, language).deliver(items)]


def rows_of(path, delimiter=","):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=delimiter))


def saved(path, rows, delimiter=","):
    """Write the rows as a spreadsheet does: all of the file anew."""
    stream = io.StringIO()
    writer = csv.DictWriter(stream, rows[0], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(stream.getvalue().encode("utf-8-sig"))


def test_a_new_file_is_for_spreadsheets_and_for_nobody_else(path):
    assert push(path, ANN, BO) == [("created", "due 2026-12-01"), ("created", "due 2026-12-03")]
    data = path.read_bytes()
    assert data.startswith(
        "\ufeffid,due,title,name,purpose,kind,channel,address,reason,subject,message,status,".encode()
    )
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    first, second = rows_of(path)
    assert (first["id"].removeprefix("tw-"), first["due"], first["status"]) == (ANN.id, "2026-12-01", "open")
    assert first["message"] == ANN.message
    assert second["address"] == "'+1 902 555 0101"


def test_where_spreadsheets_expect_semicolons_a_new_file_has_them(path):
    push(path, ANN, language="de")
    assert path.read_bytes().startswith("\ufeffid;due;title".encode())
    push(path, BO)
    assert [row["name"] for row in rows_of(path, ";")] == ["Ann Lee", "Bo Roy"]


@pytest.mark.parametrize("item", ["12e45678", "123456789012", "dec12", "tw-1", "true", "2026-12", "-1", "1a2b3c", "=x"])
def test_an_id_is_no_number_and_no_day_to_a_spreadsheet(path, item):
    push(path, attrs.evolve(ANN, id=item))
    (row,) = rows_of(path)
    assert row["id"][0].isalpha() or row["id"] == "1a2b3c" or row["id"].startswith("'")
    assert [one.id for one in sink_at(path).seen()] == [item]


@pytest.mark.parametrize("word", ["done", "x", "Erledigt", "FAIT", "✔", "yes", "100%", "'x"])
def test_words_for_done_in_a_few_languages_are_read_and_left(path, word):
    push(path, ANN, BO)
    rows = rows_of(path)
    rows[0]["status"] = word
    saved(path, rows)
    before = path.read_bytes()
    assert [(one.id, one.done) for one in sink_at(path).seen()] == [(ANN.id, True), (BO.id, False)]
    assert push(path, attrs.evolve(ANN, status=Status.DONE), BO) == [("unchanged", "")] * 2
    assert path.read_bytes() == before


def test_words_for_dropped_are_read_and_others_mean_open(path):
    push(path, ANN, BO)
    rows = rows_of(path)
    rows[0]["status"], rows[1]["status"] = "gestrichen", "waiting for her holiday"
    saved(path, rows)
    assert [(one.dropped, one.done) for one in sink_at(path).seen()] == [(True, False), (False, False)]
    assert push(path, BO) == [("unchanged", "")]


@pytest.mark.parametrize(
    "form", ["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y", "%Y/%m/%d", "%d-%b-%y", "%d %B %Y", "%b %d, %Y", "%Y年%m月%d日"]
)
def test_days_are_read_in_the_form_that_a_spreadsheet_gives_them(path, form):
    items = [ANN, BO, make_follow_up("Cy Day", due=dt.date(2026, 12, 12))]
    push(path, *items)
    rows = rows_of(path)
    days = [ANN.due, dt.date(2027, 2, 5), items[2].due]
    for row, day in zip(rows, days, strict=True):
        row["due"] = day.strftime(form)
    saved(path, rows)
    assert [one.due for one in sink_at(path).seen()] == days
    moved = [attrs.evolve(item, due=day) for item, day in zip(items, days, strict=True)]
    assert push(path, *moved) == [("unchanged", "")] * 3
    assert rows_of(path)[1]["due"] == days[1].strftime(form)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("46357", {dt.date(2026, 12, 1)}),
        ("2026-12-01 00:00:00", {dt.date(2026, 12, 1)}),
        ("3/4/2026", {dt.date(2026, 4, 3), dt.date(2026, 3, 4)}),
        ("3.4.2026", {dt.date(2026, 4, 3)}),
        ("31/12/26", {dt.date(2026, 12, 31)}),
        ("next week", set()),
        ("2026-13-01", set()),
        ("", set()),
    ],
)
def test_what_a_cell_may_mean(text, days):
    assert set(due_cells.meanings(text).values()) == days


def test_a_day_that_may_be_either_of_two_and_words_are_left_alone(path):
    push(path, ANN, BO)
    rows = rows_of(path)
    rows[0] |= {"due": "1/12/2026", "fingerprint": ""}
    rows[1] |= {"due": "after Christmas", "fingerprint": ""}
    saved(path, rows)
    assert [one.due for one in sink_at(path).seen()] == [None, None]
    assert push(path, ANN, BO) == [("unchanged", "")] * 2


def test_own_columns_rows_and_order_stay(path):
    push(path, ANN, BO)
    ann, bo = rows_of(path)
    rows = [
        {"mine": "!", **bo},
        {**dict.fromkeys(ann, ""), "mine": 'a row; of "my" own\nin two lines'},
        {"mine": "", **ann},
    ]
    saved(path, [{key: row[key] for key in rows[0]} for row in rows])
    text = path.read_bytes().decode()
    changed = attrs.evolve(ANN, due=dt.date(2026, 12, 9))
    assert push(path, changed, BO, make_follow_up("Cy Day")) == [
        ("updated", "due 2026-12-09"),
        ("unchanged", ""),
        ("created", "due 2026-12-01"),
    ]
    after = path.read_bytes().decode()
    assert after.startswith(text[: text.index(",Ask Ann") - len(f"{ANN.id},2026-12-01")])
    assert [row["mine"] for row in rows_of(path)] == ["!", 'a row; of "my" own\nin two lines', "", ""]
    assert [row["name"] for row in rows_of(path)] == ["Bo Roy", "", "Ann Lee", "Cy Day"]


def test_a_dropped_row_stays_for_what_the_user_added_to_it(path):
    push(path, ANN)
    saved(path, [{**rows_of(path)[0], "mine": "met her at the fair"}])
    dropped = attrs.evolve(ANN, status=Status.DROPPED)
    assert push(path, dropped) == [("updated", "marked as dropped; the row stays for what you added to it")]
    assert rows_of(path)[0]["status"] == "dropped"
    assert push(path, dropped) == [("unchanged", "")]


def test_texts_that_the_user_changed_are_left_and_others_follow(path):
    push(path, ANN, BO)
    rows = rows_of(path)
    rows[0]["message"] = "my own words"
    saved(path, rows)
    newer = [attrs.evolve(item, reason="you met at the fair") for item in (ANN, BO)]
    assert push(path, *newer) == [("unchanged", "the texts are left as you changed them"), ("updated", "texts")]
    assert [row["message"] == "my own words" for row in rows_of(path)] == [True, False]
    assert [row["reason"] for row in rows_of(path)] == [ANN.reason, "you met at the fair"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,email\nAnn,a@x.example\n", "no list of follow-ups; name another file"),
        ("id,title,purpose,channel,reason,status\n", "the column 'due' is missing; put it back"),
        ('id,due,title,purpose,channel,reason,status\n1,2,"a\nb",,,,,,,\n', "line 2: a quotation mark is not closed"),
        ("id,due,title,purpose,channel,reason,status\n\xff", "line 2 is not UTF-8; save the file as UTF-8"),
    ],
)
def test_a_file_that_is_no_such_table_is_left_alone(path, text, said):
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(SinkError, match=said):
        push(path, ANN)
    assert path.read_bytes() == text.encode("latin-1")


def test_a_quotation_mark_left_open_costs_no_other_row(path):
    push(path, ANN)
    path.write_bytes(path.read_bytes() + b'"mine, and open\r\n')
    push(path, BO)
    assert [one.id for one in sink_at(path).seen() if one.due] == [ANN.id, BO.id]
    assert b'"mine, and open\r\n' in path.read_bytes()


def test_the_table_is_no_address_book(path):
    push(path, ANN, BO, language="de")
    (source,) = tieweave_sources()
    assert source.matches(str(path)) is False
    with pytest.raises(LocationError):
        claim(str(path), [source])
    with pytest.raises(SourceError, match="is a list of follow-ups, no address book"):
        list(source.open(str(path), Context(now=NOW)))


# Python's writer does not quote a lone CR where lines end otherwise, as no program writes them.
CELLS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r") | st.sampled_from('",;\n\t '), max_size=8
)


@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=5),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_rows_of_any_program_stay_byte_for_byte(others, delimiter, newline, ended):
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=newline)
    writer.writerows([[*COLUMNS, "mine"], *others])
    text = stream.getvalue() if ended else stream.getvalue().removesuffix(newline)
    table = sheet.parsed(text, is_header)
    assert table is not None
    assert table.text == text
    assert [list(row.cells) for row in table.rows] == [[*row] for row in others]
    added = table.with_rows([*table.rows, table.added({"id": "x", "mine": 'a"\n,;'})])
    assert added.text.startswith(text)
    read = list(csv.reader(io.StringIO(added.text, newline=""), delimiter=delimiter))
    assert (read[-1][0], read[-1][-1]) == ("x", 'a"\n,;')


@given(st.lists(follow_ups(), max_size=4, unique_by=lambda one: one.id))
def test_what_is_written_is_read_again_by_any_reader(items):
    from tieweave_csv.sink import _with

    table, deliveries = _with(sheet.new(COLUMNS, ","), items)
    assert [one.outcome for one in deliveries] == [Outcome.CREATED] * len(items)
    again = sheet.parsed(table.text, is_header)
    assert _with(again, items)[0].text == table.text
    rows = list(csv.DictReader(io.StringIO(table.text.removeprefix("\ufeff"), newline="")))
    assert [row["due"] for row in rows] == [item.due.isoformat() for item in items]
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row.values())

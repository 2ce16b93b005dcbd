"""Stamps of all regions, and the order of their parts found out from the chat itself."""

import datetime as dt
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tieweave
from tieweave import Interaction
from tieweave.sources import Context
from tieweave_phone.source import check, records
from tieweave_phone.whatsapp import stamps
from tieweave_phone.whatsapp.order import date

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


def read(tmp_path, text, **options):
    path = tmp_path / "chat.txt"
    path.write_text(text, encoding="utf-8")
    return str(path), Context(now=NOW, options=options)


def whens(tmp_path, text, **options):
    found = records(*read(tmp_path, text, **options))
    return [f"{record.when:%Y-%m-%d %H:%M:%S}" for record in found if isinstance(record, Interaction)]


@pytest.mark.parametrize(
    ("stamp", "when"),
    [
        ("[25/03/2026, 09:14:02] ", "2026-03-25 09:14:02"),
        ("[25.3.2022 klo 14.08.18] ", "2022-03-25 14:08:18"),
        ("[25.03.22, 14:08:18] ", "2022-03-25 14:08:18"),
        ("[3/25/26, 9:14:02\u202fPM] ", "2026-03-25 21:14:02"),
        ("[25/3/26, 9:14:02\u00a0p.\u00a0m.] ", "2026-03-25 21:14:02"),
        ("[2026/3/25 下午9:14:02] ", "2026-03-25 21:14:02"),
        ("[2026. 3. 25. 오후 9:14:02] ", "2026-03-25 21:14:02"),
        ("[25-03-2026 09:14:02] ", "2026-03-25 09:14:02"),
        ("\u200e[25/03/2026, 09:14:02] ", "2026-03-25 09:14:02"),
        ("\u200f[25\u200f/3\u200f/2026, 12:14:02 ص] ", "2026-03-25 00:14:02"),
        ("3/25/26, 10:20\u202fAM - ", "2026-03-25 10:20:00"),
        ("3/25/26, 12:20 AM - ", "2026-03-25 00:20:00"),
        ("3/25/26, 12:20 PM - ", "2026-03-25 12:20:00"),
        ("25/03/2026 à 10:20 - ", "2026-03-25 10:20:00"),
        ("25.03.26, 10:20 - ", "2026-03-25 10:20:00"),
        ("25.03.26 um 10:20 - ", "2026-03-25 10:20:00"),
        ("25.03.2026 kl. 10.20 - ", "2026-03-25 10:20:00"),
        ("25. 3. 2026 10:20 - ", "2026-03-25 10:20:00"),
        ("25.03.26 г., 10:20 ч. - ", "2026-03-25 10:20:00"),
        ("25/3/26 10:20 p. m. - ", "2026-03-25 22:20:00"),
        ("25/03/26, 10:20 pm - ", "2026-03-25 22:20:00"),
        ("2026-03-25, 10:20 - ", "2026-03-25 10:20:00"),
        ("2026-03-25 10 h 20 - ", "2026-03-25 10:20:00"),
        ("2026. 03. 25. 22:20 - ", "2026-03-25 22:20:00"),
        ("2026. 3. 25. 오전 10:20 - ", "2026-03-25 10:20:00"),
        ("2026/3/25 上午10:20 - ", "2026-03-25 10:20:00"),
        ("٢٥\u200f/٣\u200f/٢٠٢٦, ١٠:٢٠ م - ", "2026-03-25 22:20:00"),
        ("۱۴۰۵/۱/۵،\u200f ۱۰:۲۰ - ", "2026-03-25 10:20:00"),
        ("२५/३/२६, १०:२० pm - ", "2026-03-25 22:20:00"),
        ("25/3/2569 10:20 - ", "2026-03-25 10:20:00"),
        ("25/03/2026, 10:20 – ", "2026-03-25 10:20:00"),
        ("25/03/2026,\u00a010:20\u00a0-\u00a0", "2026-03-25 10:20:00"),
        ("25/03/2014 09:14:02: ", "2014-03-25 09:14:02"),  # iPhones before 2018 or so
        ("25.03.14 09:14:02: ", "2014-03-25 09:14:02"),
        ("3/25/14, 9:14:02 PM: ", "2014-03-25 21:14:02"),
        ("25/03/14 9:14:02 p.m.: ", "2014-03-25 21:14:02"),
        ("2014-03-25 09:14:02: ", "2014-03-25 09:14:02"),
        ("09:14, 25/03/2026 - ", "2026-03-25 09:14:00"),
        ("[09:14, 25/03/2026] ", "2026-03-25 09:14:00"),
        ("[9:14 PM, 3/25/2026] ", "2026-03-25 21:14:00"),
        ("[9:14 p. m., 25/3/2026] ", "2026-03-25 21:14:00"),
        ("25/03/2026, 9:14 PTG - ", "2026-03-25 21:14:00"),
        ("25.3.26, 9:14 e pasdites - ", "2026-03-25 21:14:00"),
    ],
)
def test_stamps_of_many_regions(tmp_path, stamp, when):
    assert whens(tmp_path, f"{stamp}Lena Park: hi: you\n") == [when]


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (["03/04/26", "03/05/26", "02/06/26"], "2026-04-03"),  # only so the chat never runs backwards
        (["3/4/26", "4/2/26", "5/1/26"], "2026-03-04"),
        (["03/12/26", "04/12/26"], "2026-03-12"),  # the others are to come
        (["5/6/26", "5/7/26", "5/8/26", "5/9/26"], "2026-05-06"),  # closer together than a month each
        (["5/6/26", "6/6/26", "7/6/26", "8/6/26"], "2026-06-05"),
        (["03/04/26", "03/05/26"], "2026-04-03"),  # the default
        (["26-03-04", "26-03-05", "26-03-25"], "2026-03-04"),
        (["2026/03/04", "2026/03/05"], "2026-03-04"),
    ],
)
def test_the_order_is_found_out_from_the_whole_chat(tmp_path, days, first):
    text = "".join(f"{day}, 10:20 - Lena Park: hi\n" for day in days)
    assert whens(tmp_path, text)[0][:10] == first


@pytest.mark.parametrize(("half", "first"), [("AM", "2026-03-04"), ("am", "2026-04-03"), ("a. m.", "2026-04-03")])
def test_the_clock_of_the_united_states(tmp_path, half, first):
    assert whens(tmp_path, f"3/4/26, 10:20 {half} - Lena Park: hi\n")[0][:10] == first


def test_two_figures_of_a_year_may_stand_first_in_korea(tmp_path):
    assert whens(tmp_path, "22. 3. 4. 오후 10:20 - Lena Park: hi\n") == ["2022-03-04 22:20:00"]


def test_chats_of_one_phone_decide_together(tmp_path):
    (tmp_path / "a.txt").write_text("3/4/26, 10:20 - Lena Park: hi\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("3/25/26, 10:20 - Bo Roy: hi\n", encoding="utf-8")
    assert whens_of(tmp_path) == ["2026-03-04", "2026-03-25"]


def whens_of(location):
    return [f"{r.when:%Y-%m-%d}" for r in records(str(location), Context(now=NOW)) if isinstance(r, Interaction)]


def test_the_user_may_settle_it(tmp_path):
    text = "03/04/26, 10:20 - Lena Park: hi\n"
    assert whens(tmp_path, text, date_order="mdy") == ["2026-03-04 10:20:00"]
    assert whens(tmp_path, text, date_order="ymd") == ["2003-04-26 10:20:00"]


def test_an_order_that_gives_no_date_is_told(tmp_path):
    found = list(records(*read(tmp_path, "25/25/26, 10:20 - Lena Park: hi\n25/3/26, 10:20 - Lena Park: hi\n")))
    assert [record.where for record in found if isinstance(record, tieweave.Skipped)][-1] == "line 1"


def test_the_zone(tmp_path):
    text = "25/03/2026, 00:20 - Lena Park: hi\n25/07/2026, 00:20 - Lena Park: hi\n"
    expected = ["2026-03-24 22:20:00", "2026-07-24 21:20:00"]
    assert whens(tmp_path, text, timezone="Europe/Helsinki") == expected


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"date_ordr": "dmy"}, "did you mean 'date_order'"),
        ({"date_order": "dym"}, "dmy, mdy, ymd"),
        ({"timezone": "Europe/Helsnki"}, "timezone"),
        ({"timezone": "../../etc/passwd"}, "timezone"),
        ({"timezone": 3}, "timezone"),
    ],
)
def test_options_that_mean_nothing(tmp_path, options, message):
    location, context = read(tmp_path, "25/03/2026, 00:20 - Lena Park: hi\n", **options)
    with pytest.raises(tieweave.SettingsError, match=message) as raised:
        list(records(location, context))
    assert "\n" not in str(raised.value)


def test_what_was_assumed_is_said_by_check(tmp_path):
    lines = check(*read(tmp_path, "03/04/26, 10:20 - Lena Park: hi\n"))
    assert "day first" in lines[1]
    lines = check(*read(tmp_path, "3/4/26, 10:20 - Lena Park: hi\n"))
    assert "set date_order" in lines[1]


def test_the_order_of_a_large_chat_takes_no_longer_a_line(tmp_path):
    started = time.process_time()
    start = dt.date(2012, 1, 1)
    days = (start + dt.timedelta(days=number // 10) for number in range(20_000))
    text = "".join(f"{day:%d/%m/%Y}, 10:20 - Lena Park: hi\n" for day in days)
    assert whens(tmp_path, text)[-1][:10] == "2017-06-22"
    assert time.process_time() - started < 20


def test_persian_days():
    assert date("ymd", ("1399", "12", "30")) == dt.date(2021, 3, 20)
    assert date("ymd", ("1403", "12", "30")) == dt.date(2025, 3, 20)
    assert date("ymd", ("1400", "7", "31")) is None


@settings(deadline=None)
@given(st.dates(dt.date(2010, 1, 1), dt.date(2026, 10, 31)), st.sampled_from(["dmy", "mdy", "ymd"]))
def test_every_day_in_every_order(day, order):
    parts = {"d": f"{day.day:02}", "m": str(day.month), "y": f"{day:%y}" if order != "ymd" else f"{day.year}"}
    assert date(order, tuple(parts[letter] for letter in order)) == day


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_text_breaks_a_stamp(text):
    for line in (text, f"[{text}] a: b", f"1{text} - a: b"):
        found = stamps.split(line)
        if found is not None:
            stamps.stamp(found[0], bracketed=found[2])


def test_a_line_with_a_time_and_a_colon_in_a_message_is_no_message_of_its_own(tmp_path):
    text = (
        "25/03/2014 09:14:02: Lena Park: see\n10:20: the talk\nat 11:15:00: lunch\n25/03/2014 09:15:02: Bo Lind: yes\n"
    )
    assert whens(tmp_path, text) == ["2014-03-25 09:14:02", "2014-03-25 09:15:02"]

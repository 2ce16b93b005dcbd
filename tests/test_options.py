"""What tables of options may say."""

from __future__ import annotations

import datetime as dt

import pytest

from tieweave.options import time_zone, unknown_keys

SUMMER = dt.datetime(2026, 7, 1, 12, 0)  # noqa: DTZ001 - to be given a zone


def test_an_unknown_key_is_named_with_the_nearest_or_with_all():
    assert unknown_keys(["user", "pasword", "x"], ["user", "password"], "dav.") == [
        "unknown key 'dav.pasword'; did you mean 'password'?",
        "unknown key 'dav.x'; known keys: user, password",
    ]


@pytest.mark.parametrize(
    ("name", "hours"), [("UTC", 0), ("utc", 0), ("Europe/Helsinki", 3), ("-04:00", -4), ("+05:30", 5.5)]
)
def test_a_zone_is_a_name_or_an_offset(name, hours):
    zone = time_zone(name)
    assert zone is not None
    assert zone.utcoffset(SUMMER) == dt.timedelta(hours=hours)


@pytest.mark.parametrize(
    "name", ["", "Helsinki", "../etc/passwd", "/etc/passwd", "+99:00", "+x", 3, None, "localtime", "a\0b"]
)
def test_what_is_no_zone_is_none(name):
    assert time_zone(name) is None

"""The time that every message of a chat begins with, in the notation of the phone's region.

It is written `[12/03/2026, 09:14:02] ` by iPhones (`12/03/2014 09:14:02: ` in the early years) and
`9/22/26, 10:20 AM - ` by Android phones, or with the time first (`09:14, 12/03/2026 - `), with the date's parts in any
order and with the words, digits and blanks of the region around them. Which part is the day is not decided here.
"""

from __future__ import annotations

import re

import attrs

from tieweave_phone import characters

_LONGEST = 60  # characters of a stamp at most, with the marks that nobody sees

_STAMP = re.compile(
    r"(\d{1,4}) ?([./-]) ?(\d{1,2}) ?\2 ?(\d{1,4})"
    r"(\D{1,20}?)(\d{1,2})(?: ?h ?|[:.])(\d{2})(?:[:.](\d{2}))?(\D{0,16})"
)
_TIME_FIRST = re.compile(r"(\d{1,2}:\d{2}(?::\d{2})?(?: ?[^\d\s,][^\d,]{0,14})?),? (\d{1,4} ?[./-][\d ./-]{3,12})")
"""The time before the date, as Vietnamese has it and as WhatsApp's pages put what is copied from them."""
_OLD = re.compile(r"[^:\[]{6,24}?\d{1,2}:\d{2}:\d{2}(?:[ \u202f\u00a0]?[^\d\s:]{1,6})?(?=: )")
"""The stamp of iPhones before there were brackets, with a colon at its end."""
_DASH = re.compile("[ \u00a0\u202f][-\u2013][ \u00a0\u202f]")
_SIGNS = re.compile(r"[\s.,،'’]+")

_MORNING = frozenset(
    (
        "am",
        "오전",
        "上午",
        "午前",
        "凌晨",
        "早上",
        "清晨",
        "ص",
        "صباحا",
        "قظ",
        "πμ",
        "पूर्वाह्न",
        "de",
        "dop",
        "fm",
        "sa",
        "ap",
        "öö",
        "pg",
        "eparadites",
        "පෙව",
        "முற்பகல்",
        "半夜",
    )
)
_EVENING = frozenset(
    (
        "pm",
        "오후",
        "下午",
        "午後",
        "中午",
        "晚上",
        "م",
        "مساء",
        "بظ",
        "μμ",
        "अपराह्न",
        "du",
        "odp",
        "em",
        "ch",
        "ip",
        "ös",
        "nm",
        "ptg",
        "epasdites",
        "පව",
        "பிற்பகல்",
        "傍晚",
    )
)
"""How the regions write the halves of the day, in lower case and without dots and blanks."""


@attrs.frozen
class Shape:
    """What all stamps of one chat have in common: whether in brackets, the sign between the parts, what is long."""

    bracketed: bool
    sign: str
    year_first: bool
    year_last: bool
    seconds: bool


@attrs.frozen
class Stamp:
    """A stamp: the three parts of the date as they stand, and the time of day in 24 hours.

    `half` is the word for the half of the day as it is written, "" where the clock has 24 hours.
    """

    shape: Shape
    parts: tuple[str, str, str]
    hour: int
    minute: int
    second: int
    half: str


def split(line: str) -> tuple[str, str, bool] | None:
    """Return the stamp of a line as text, what follows it, and whether it is in brackets; None where there is none."""
    start = line[:_LONGEST].lstrip("\u200e\u200f\u202a\u202b\u202c\ufeff")
    if start[:1] == "[":
        end = start.find("]")
        if end < 0:
            return None
        cut = len(line[:_LONGEST]) - len(start) + end + 1
        return start[1:end], line[cut:].removeprefix(" "), True
    if not start[:1].isdecimal():
        return None
    if old := _OLD.match(start):
        cut = len(line[:_LONGEST]) - len(start) + old.end() + 2
        return old[0], line[cut:], False
    dash = _DASH.search(start, 8)
    if dash is None:
        return None
    end = dash.start()
    cut = len(line[:_LONGEST]) - len(start) + end + 3
    return start[:end], line[cut:], False


def stamp(text: str, *, bracketed: bool) -> Stamp | None:
    """Read a stamp; None for a text that is none."""
    seen = characters.figures(text)
    if turned := _TIME_FIRST.fullmatch(seen):
        seen = f"{turned[2]}, {turned[1]}"
    found = _STAMP.fullmatch(seen)
    if found is None:
        return None
    first, sign, second, third, joint, hour, minute, seconds, suffix = found.groups()
    half = suffix.strip() or joint.strip(" ,،.")
    word = _SIGNS.sub("", half).lower()
    hours, minutes = int(hour), int(minute)
    if word in _EVENING and hours < 12:
        hours += 12
    elif word in _MORNING and hours == 12:
        hours = 0
    elif word not in _EVENING and word not in _MORNING:
        half = ""
    if hours > 24 or minutes > 59 or int(seconds or 0) > 60:
        return None
    shape = Shape(bracketed, sign, len(first) == 4, len(third) == 4, seconds is not None)
    return Stamp(shape, (first, second, third), hours % 24, minutes, min(int(seconds or 0), 59), half)

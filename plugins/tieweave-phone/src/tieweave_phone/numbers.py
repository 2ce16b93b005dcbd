"""Which telephone numbers are people's, and under which key their contact stands."""

from __future__ import annotations

from tieweave_phone import characters

_SHORTEST = 7
"""Digits of a number that anybody may have; short codes, by which banks and parcel services write, have 3 to 6."""
_SHORTEST_NAMED = 6
"""Digits that are enough for one in the address book: there are countries whose numbers have six."""
_LONGEST = 24
"""Digits at most: 15 (ITU-T E.164), and what is dialled after it."""
_BETWEEN = "+()-./ \u2010\u2011\u2012\u2013\u2212"
"""What stands between the digits of a number, hyphens of all kinds among it."""


def is_persons(number: str, *, named: bool = False) -> bool:
    """Return whether a number may be a person's, `named` saying that the phone has a name for it.

    Withheld numbers ("-1", ""), short codes, senders in letters ("AD-BANK") and service codes ("*100#") are not.
    An e-mail address is: multimedia messages come from such, too.
    """
    if "@" in number:
        return " " not in number and 0 < number.index("@") < len(number) - 1
    if number[:1] in ("*", "#", "") or any(sign.isalpha() for sign in number):
        return False
    return (_SHORTEST_NAMED if named else _SHORTEST) <= _digits(number) <= _LONGEST


def is_number(text: str) -> bool:
    """Return whether a text is a telephone number and nothing else."""
    return "@" not in text and is_persons(text) and all(sign in _BETWEEN or sign.isdigit() for sign in text)


def key(number: str) -> str:
    """Return the key of a number, the same for every way to space it: its digits, after "+" where it has one."""
    if "@" in number:
        return number.lower()
    seen = characters.figures(number)
    return ("+" if seen[:1] == "+" else "") + "".join(sign for sign in seen if sign.isdecimal())


def _digits(number: str) -> int:
    return sum(sign.isdigit() for sign in number)

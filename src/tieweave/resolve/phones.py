"""Telephone numbers: one canonical form for all the ways to write one.

    >>> canonical("+1 (902) 555-1234"), canonical("902.555.1234", "1"), canonical("tel:001-902-555-1234;ext=5")
    ('+19025551234', '+19025551234', '+19025551234')

The national rules used here are the few that change what a number is: trunk prefixes, the North American plan's
ten digits, the prefixes for dialling abroad. Whether a number is in service is not asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from tieweave.model import Contact, Profile

CALLING_CODES = frozenset(
    (
        "1 7 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63 64 65 66 "
        "81 82 84 86 90 91 92 93 94 95 98 "
        "211 212 213 216 218 220 221 222 223 224 225 226 227 228 229 230 231 232 233 234 235 236 237 238 239 240 "
        "241 242 243 244 245 246 247 248 249 250 251 252 253 254 255 256 257 258 260 261 262 263 264 265 266 267 "
        "268 269 290 291 297 298 299 350 351 352 353 354 355 356 357 358 359 370 371 372 373 374 375 376 377 378 "
        "379 380 381 382 383 385 386 387 389 420 421 423 500 501 502 503 504 505 506 507 508 509 590 591 592 593 "
        "594 595 596 597 598 599 670 672 673 674 675 676 677 678 679 680 681 682 683 685 686 687 688 689 690 691 "
        "692 800 808 850 852 853 855 856 870 878 880 881 882 883 886 888 960 961 962 963 964 965 966 967 968 970 "
        "971 972 973 974 975 976 977 979 992 993 994 995 996 998"
    ).split()
)
"""The country calling codes in use; no code begins another.

Written down from common knowledge and not compared with the ITU's own list of assigned codes (ITU-T E.164), which
is what settles a doubt."""

_LONGEST = 15
"""Digits of an international number at most, the calling code included (ITU-T E.164, 6.2.1)."""
_SHORTEST_IDENTIFYING = 7
"""Shorter numbers are emergency, service and internal ones, which many people have in their card."""
_TRUNK_PREFIXES = {"7": "8", "36": "06", "375": "80"}
"""What is dialled before a national number and is no part of it, where that is not 0."""
_ZERO_KEPT = frozenset({"39", "225", "242", "378", "379"})
"""Countries in which a leading 0 is part of the number: Italy, San Marino, the Vatican, Côte d'Ivoire, Congo."""
_NO_TRUNK_PREFIX = frozenset("30 34 39 45 47 48 65 225 242 350 351 352 354 356 357 371 372 377 378 420 852 853".split())
"""Countries in which national numbers are dialled as they are, some of them eight digits long."""
_SHORTEST_NATIONAL = 9
"""Elsewhere a national number without its trunk prefix is a local one, of unknown area, when it is shorter."""
_ABROAD = {"1": "011", "61": "0011", "81": "010", "7": "810"}
"""What is dialled before a calling code, where that is not 00."""

_MAY_NAME_A_COUNTRY = frozenset("+(tT＋")
_PUNCTUATION = dict.fromkeys(map(ord, " -.()/\u00a0\u2010\u2011\u2012\u2013\u2014\u2212\u200e\u200f\u202a\u202c\u202d"))
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_EXTENSION = re.compile(
    r"(?:[,;].*|(?:extension|ext|poste|durchwahl|dw|int|[xpw#])[\s.:]*\d{1,8}[\s)]*)$", re.IGNORECASE | re.DOTALL
)


def canonical(number: str, code: str = "") -> str:
    """Return `number` in E.164 ("+19025551234") when its country calling code is known, else its bare digits.

    `code` is the calling code, without "+", of numbers that name no country. Extensions and pauses are left out.
    A service code that begins with * or #, or a text without digits, is returned as it is written.
    """
    text = number.translate(_PUNCTUATION)
    if len(text) == 12 and text[:2] == "+1" and text[2:].isdigit() and text.isascii() and text[2] != "0":
        return text
    if code == "1" and len(text) == 10 and text.isdigit() and text.isascii() and text[0] > "1":
        return "+1" + text
    digits, abroad = _dialled(number, code)
    if not digits:
        return number.strip()
    if abroad:
        own = _calling_code(digits)
        rest = digits[len(own) :]
        if own not in _ZERO_KEPT:
            rest = rest.lstrip("0")
        return f"+{own}{rest}" if own and len(rest) > 3 and len(own) + len(rest) <= _LONGEST else digits
    return _national(digits, code) or digits


def identifies(canonical_number: str) -> bool:
    """Return whether a canonical number can identify anybody: emergency, service and filler numbers do not."""
    digits = canonical_number.removeprefix("+")
    if len(digits) < _SHORTEST_IDENTIFYING or not digits.isdigit():
        return False
    return digits[-_SHORTEST_IDENTIFYING:] != digits[-1] * _SHORTEST_IDENTIFYING


def calling_code(profile: Profile, contacts: Iterable[Contact] = ()) -> str:
    """Return the country calling code to read national numbers with, without "+"; "" when nothing tells.

    It is that of ego's own numbers, else the one that most numbers of the `contacts` carry.
    """
    own = _most_frequent(profile.phones)
    return own or _most_frequent(phone.number for contact in contacts for phone in contact.phones)


def _most_frequent(numbers: Iterable[str]) -> str:
    numbers = list(numbers)
    counts = Counter(
        "1" if number[:2] == "+1" else _calling_code(_dialled(number, "")[0])
        for number in numbers
        # The others cannot name a country; passing over them early saves most of the time.
        if number[0] in _MAY_NAME_A_COUNTRY or number[:2] == "00" or number[:3] == "011"
        if number[:2] == "+1" or _dialled(number, "")[1]
    )
    del counts[""]
    if counts:
        return min(counts, key=lambda code: (-counts[code], code))
    # 1-902-555-1234 names its country only to those who dial so, and counts where nothing else does.
    return "1" if any(canonical(number).startswith("+1") for number in numbers) else ""


def _dialled(number: str, code: str) -> tuple[str, bool]:
    """Return the digits of `number`, and whether they begin with a calling code; no digits for service codes."""
    text = number.translate(_PUNCTUATION)
    if not (text.isascii() and text.isdigit()):
        if text[:1] == "+" and text.isascii() and text[1:].isdigit():
            return text[1:], True
        text = _transcribed(number)
        if text[:1] == "+":
            return text[1:], True
    if text[:2] == "00" and not (code in _ABROAD and text.startswith(_ABROAD[code])) and _calling_code(text[2:]):
        return text[2:], True
    prefix = _ABROAD.get(code, "" if code else "011")
    # 011 is also an area code (Turin, and the beginning of several British ones): there the length tells.
    if prefix and text.startswith(prefix) and len(text) > len(prefix) + 9 and _calling_code(text[len(prefix) :]):
        return text[len(prefix) :], True
    return text, False


def _transcribed(number: str) -> str:
    """Return the digits of a number written in an unusual way, after a "+" if it has one."""
    text = unicodedata.normalize("NFKC", number).strip()
    if text[:1] in ("*", "#"):
        return ""
    if text[:4].lower() in ("tel:", "sms:", "fax:"):
        text = text[4:]
    text = _EXTENSION.sub("", text)
    start = next((at for at, sign in enumerate(text) if sign.isdigit() or sign == "+"), len(text))
    text = text[start:].upper()
    digits = "".join(str(unicodedata.digit(sign)) for sign in text if sign.isdigit())
    if len(digits) < _SHORTEST_IDENTIFYING:
        # Only a number that its letters complete is spelt with them; after a whole one they are a remark.
        spelt = "".join(str(unicodedata.digit(sign)) for sign in text.translate(_KEYPAD) if sign.isdigit())
        digits = spelt if len(spelt) >= _SHORTEST_IDENTIFYING else digits
    return ("+" if text[:1] == "+" else "") + digits


def _calling_code(digits: str) -> str:
    for length in (1, 2, 3):
        if digits[:length] in CALLING_CODES:
            return digits[:length]
    return ""


def _is_american(digits: str) -> bool:
    """Return whether ten digits can be a number of the North American plan: NXX-NXX-XXXX."""
    return len(digits) == 10 and digits[0] > "1" and digits[3] > "1"


def _national(digits: str, code: str) -> str:
    """Return the E.164 form of a number that names no country, "" when it is not known."""
    if code in ("", "1"):
        if len(digits) == 11 and digits[0] == "1" and _is_american(digits[1:]):
            return "+" + digits
        return "+1" + digits if code and len(digits) == 10 and digits[0] > "1" else ""
    if digits.startswith(code) and len(digits) >= (12 if code == "55" else 11):
        return "+" + digits if len(digits) <= _LONGEST else ""
    trunk = _TRUNK_PREFIXES.get(code, "0")
    if code not in _ZERO_KEPT and digits.startswith(trunk) and not (code == "7" and len(digits) != 11):
        rest = digits[len(trunk) :]
    elif len(digits) >= _SHORTEST_NATIONAL or (code in _NO_TRUNK_PREFIX and len(digits) >= 8):
        rest = digits
    else:
        return ""
    if code not in _ZERO_KEPT and rest.startswith("0"):
        return ""
    whole = len(rest) >= _SHORTEST_IDENTIFYING and len(code) + len(rest) <= _LONGEST
    return f"+{code}{rest}" if whole else ""

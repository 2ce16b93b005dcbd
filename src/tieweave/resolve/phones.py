"""Telephone numbers: one canonical form for all the ways to write one.

    >>> canonical("+1 (902) 555-1234"), canonical("902.555.1234", "1"), canonical("tel:001-902-555-1234;ext=5")
    ('+19025551234', '+19025551234', '+19025551234')

The national rules (trunk prefixes, the prefixes for dialling abroad, how long numbers are) are those of the
`phonenumbers` library, Google's libphonenumber. Whether a number is in service is not asked, so that fictional ones
are numbers too. The library and its tables are read only when a number turns up that needs them: for a book of
North American numbers they are not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from tieweave.model import Contact, Profile

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_LONGEST = 15
"""Digits of an international number at most, the calling code included (ITU-T E.164, 6.2.1)."""
_LONGEST_DIALLED = 24
"""Digits that can be a number with all that is dialled before it; reading longer ones is lost time."""
_SHORTEST_IDENTIFYING = 7
"""Shorter numbers are emergency, service and internal ones, which many people have in their card."""
_SHORTEST_WITHOUT_TRUNK = 9
"""A shorter number without the trunk prefix of its country is a local one, of unknown area, or a service. Where there
is no such prefix, whole numbers have a digit less."""
_SHORTEST_ABROAD = 13
"""Digits after which 011 and the like are read as the prefix for dialling abroad: 011 is also an area code (Turin,
and the beginning of several British ones)."""
_FORMER_PREFIX = {"52": re.compile(r"(?:0?1|04[45])(?=\d{10}$)")}
"""What was dialled before a national number until lately and stays in address books; the library has forgotten it.
Mexico dropped the 1 of mobile numbers (+52 1), 01, 044 and 045 in 2019."""

_MAY_NAME_A_COUNTRY = frozenset("+(tT＋")
_PUNCTUATION = dict.fromkeys(map(ord, " -.()/\u00a0\u2010\u2011\u2012\u2013\u2014\u2212\u200e\u200f\u202a\u202c\u202d"))
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_EXTENSION = re.compile(
    r"(?:[,;].*|(?:extensi[oó]n|ext|poste|durchwahl|dw|int|anexo|ramal|доб|[xpw#])[\s.:]*\d{1,8}[\s)]*)$",
    re.IGNORECASE | re.DOTALL,
)
_CONTEXT = re.compile(r";phone-context=(\+[\d.()-]+)", re.IGNORECASE)
"""Where a local number of a tel: URI belongs (RFC 3966, 5.1.5)."""


def canonical(number: str, code: str = "") -> str:
    """Return `number` in E.164 ("+19025551234") when its country calling code is known, else its bare digits.

    `code` is the calling code, without "+", of numbers that name no country. Extensions and pauses are left out.
    A service code that begins with * or #, or a text without digits, is returned as it is written.
    """
    text = number.translate(_PUNCTUATION)
    if len(text) == 12 and text[:2] == "+1" and text[2:].isdigit() and text.isascii() and text[2] > "1":
        return text
    if code == "1" and len(text) == 10 and text.isdigit() and text.isascii() and text[0] > "1":
        return "+1" + text
    return _canonical(number, code)  # the two above are quicker than looking them up


def identifies(canonical_number: str) -> bool:
    """Return whether a canonical number can identify anybody: emergency, service and filler numbers do not."""
    digits = canonical_number.removeprefix("+")
    if len(digits) < _SHORTEST_IDENTIFYING or not digits.isdigit():
        return False
    return digits[-_SHORTEST_IDENTIFYING:] != digits[-1] * _SHORTEST_IDENTIFYING


def is_mobile(canonical_number: str) -> bool:
    """Return whether a canonical number is a mobile phone's; False where its country does not tell, as in America."""
    if not canonical_number.startswith("+"):
        return False
    import phonenumbers

    try:
        parsed = phonenumbers.parse(canonical_number)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.number_type(parsed) == phonenumbers.PhoneNumberType.MOBILE


def calling_code(profile: Profile, contacts: Iterable[Contact] = ()) -> str:
    """Return the country calling code to read national numbers with, without "+"; "" when nothing tells.

    It is that of ego's own numbers, else the one that most numbers of the `contacts` carry.
    """
    own = _most_frequent(profile.phones)
    # Each number once, so that a file read twice has no second vote.
    return own or _most_frequent(
        {phone.number for contact in contacts for record in contact.records or (contact,) for phone in record.phones}
    )


def _most_frequent(numbers: Iterable[str]) -> str:
    numbers = list(numbers)
    counts = Counter(
        "1" if number[:2] == "+1" else _named_country(_signs(number))
        for number in numbers
        # The others cannot name a country; passing over them early saves most of the time.
        if number[:1] in _MAY_NAME_A_COUNTRY or number[:2] == "00" or number[:3] == "011"
    )
    del counts[""]
    if counts:
        return min(counts, key=lambda code: (-counts[code], code))
    # 1-902-555-1234 names its country only to those who dial so, and counts where nothing else does.
    return "1" if any(canonical(number).startswith("+1") for number in numbers) else ""


def _named_country(signs: str) -> str:
    """Return the calling code that a number carries for everybody to see, "" without one."""
    if signs[:1] == "+":
        return _calling_code(signs[1:])
    if signs[:2] == "00":
        return _calling_code(signs[2:])
    return _calling_code(signs[3:]) if signs[:3] == "011" and len(signs) >= _SHORTEST_ABROAD else ""


# One number is asked for many times: by merging, by each kind of evidence, by the report.
@lru_cache(maxsize=65536)
def _canonical(number: str, code: str) -> str:
    signs = _signs(number)
    digits = signs.removeprefix("+")
    if not digits:
        return number.strip()
    if len(digits) > _LONGEST_DIALLED:
        return digits
    # Of these nothing else can be meant, and a book of such numbers is spared the reading of the library.
    american = digits[-10:]
    if american[0] > "1" and signs[:-10] in (("", "1", "+1") if code == "1" else ("+1",)) and len(american) == 10:
        return "+1" + american
    return (_international(digits) if signs[0] == "+" else _national(digits, code)) or digits


def _signs(number: str) -> str:
    """Return the digits of `number`, after a "+" if it has one; nothing for service codes."""
    text = number.translate(_PUNCTUATION)
    digits = text[1:] if text[:1] == "+" else text
    return text if digits.isascii() and digits.isdigit() else _transcribed(number)


def _transcribed(number: str) -> str:
    """Return the signs of a number written in an unusual way."""
    text = unicodedata.normalize("NFKC", number).strip()
    if text[:1] in ("*", "#"):
        return ""
    if text[:4].lower() in ("tel:", "sms:", "fax:"):
        context = _CONTEXT.search(text)
        text = text[4:]
        if context and text[:1] != "+":
            text = context[1] + text
    text = _EXTENSION.sub("", text)
    start = next((at for at, sign in enumerate(text) if sign.isdigit() or sign == "+"), len(text))
    text = text[start:].upper()
    digits = "".join(str(unicodedata.digit(sign)) for sign in text if sign.isdigit())
    if len(digits) < _SHORTEST_IDENTIFYING:
        # Only a number that its letters complete is spelt with them; after a whole one they are a remark.
        spelt = "".join(str(unicodedata.digit(sign)) for sign in text.translate(_KEYPAD) if sign.isdigit())
        digits = spelt if len(spelt) >= _SHORTEST_IDENTIFYING else digits
    return ("+" if text[:1] == "+" else "") + digits


def _international(digits: str) -> str:
    """Return the E.164 form of digits that begin with a calling code, "" where none does or they are no number.

    Numbers of a length that their country does not have keep their calling code all the same: the typing error, or
    the plan that is newer than the library, is the same in each notation.
    """
    for _ in range(4):  # what is left without a prefix may begin with one again
        if _is_possible(digits):
            return "+" + digits
        own = _calling_code(digits)
        if own and (form := _after_zero(own, digits[len(own) :])):
            return "+" + form
        parsed = _parsed("+" + digits, None)
        if parsed is None:
            return ""
        shorter = _joined(parsed)
        if shorter == digits:
            national = len(digits) - len(str(parsed.country_code))
            return "+" + digits if national > 3 and len(digits) <= _LONGEST else ""
        digits = shorter
    return ""


def _national(digits: str, code: str) -> str:
    """Return the E.164 form of a number without "+", "" when it is not known."""
    region = _region(code) if code else ""
    if not region:
        return _of_unknown_country(digits)
    # 00 before any calling code is understood everywhere, also where 00 57 (from Colombia) could be a carrier's 005.
    if digits[:2] == "00" and _is_possible(digits[2:]):
        return "+" + digits[2:]
    if form := _after_zero(code, digits) or _as_it_is(code, digits):
        return "+" + form
    # In a country whose numbers are of any length the library takes the calling code for an area code. In Brazil
    # 55 is both, and numbers of eleven digits are national ones.
    if digits.startswith(code) and len(digits) >= (12 if code == "55" else 11) and _is_possible(digits):
        return "+" + digits
    parsed = _parsed(digits, region)
    form = _as_dialled(digits, parsed, region) if parsed else ""
    return form or (_international(digits[2:]) if digits[:2] == "00" else "")


def _of_unknown_country(digits: str) -> str:
    """Return the E.164 form of a number that tells its country by the way it is dialled, "" when it does not."""
    if len(digits) == 11 and digits[0] == "1" and digits[1] > "1" and digits[4] > "1":
        return "+" + digits  # the North American plan: 1 NXX NXX XXXX
    if digits[:2] == "00":
        return _international(digits[2:])
    return _international(digits[3:]) if digits[:3] == "011" and len(digits) >= _SHORTEST_ABROAD else ""


def _as_dialled(digits: str, parsed: PhoneNumber, region: str) -> str:
    """Return the E.164 form of digits that the library `parsed` as dialled in `region`; "" for a local number."""
    import phonenumbers

    national = phonenumbers.national_significant_number(parsed)
    form = _international(_joined(parsed))
    possible = _is_possible(form[1:])
    if parsed.country_code_source == phonenumbers.CountryCodeSource.FROM_NUMBER_WITH_IDD:
        return form if (possible if digits[:2] == "00" else len(digits) >= _SHORTEST_ABROAD) else ""
    own, trunk = str(parsed.country_code), phonenumbers.ndd_prefix_for_region(region, True) or ""
    rest = form[1 + len(own) :]
    if not possible or len(rest) < _SHORTEST_IDENTIFYING or digits[:2] == "00":
        return ""
    if rest != national:
        # A 0 too much is forgiven where one is, or was, dialled; elsewhere the number is a foreign one. So is one
        # with a 1 too much: it is American more often than a Mexican mobile.
        forgiven = (national == "0" + rest and trunk in ("", "0")) or (own in _FORMER_PREFIX and digits[0] != "1")
        return form if forgiven else ""
    if rest != digits:
        return form
    if len(digits) < _shortest_without_trunk(own):
        return form if _is_dialled_so(parsed) else ""
    return "" if _can_be_local(int(own), len(digits)) else form


def _is_dialled_so(parsed: PhoneNumber) -> bool:
    """Return whether a short number in service is a whole one, dialled without anything before it.

    So are mobile numbers in Lebanon, Bolivia and Mongolia, and all of Iceland. It is the only question for which a
    number must be valid: another can as well be a local one.
    """
    import phonenumbers

    national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL)
    dialled = phonenumbers.normalize_digits_only(national)
    return phonenumbers.is_valid_number(parsed) and dialled == phonenumbers.national_significant_number(parsed)


def _joined(parsed: PhoneNumber) -> str:
    """Return the digits of the E.164 form, without what is dialled before a national number only."""
    import phonenumbers

    own = str(parsed.country_code)
    national = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)[1 + len(own) :]
    if own in _FORMER_PREFIX:
        national = _FORMER_PREFIX[own].sub("", national)
    return own + (national if _keeps_zero(parsed.country_code) else national.lstrip("0"))


def _parsed(signs: str, region: str | None) -> PhoneNumber | None:
    import phonenumbers

    try:
        return phonenumbers.parse(signs, region, keep_raw_input=True)  # else it does not say where the country is from
    except phonenumbers.NumberParseException:
        return None


def _is_possible(digits: str) -> bool:
    """Return whether the digits are a calling code and a number of its country, of the right length, and no more.

    Most numbers of a book are, and the library would take ten times as long to say so.
    """
    import phonenumbers

    own = _calling_code(digits)
    if not own:
        return False
    lengths, prefix, _ = _plan(int(own))
    national = digits[len(own) :]
    if len(national) not in lengths or len(digits) > _LONGEST or (own == "1" and national[0] < "2"):
        return False
    if national[0] == "0" and not _keeps_zero(int(own)):
        return False
    dropped = prefix and prefix.match(national)
    if not (dropped and dropped[0]):
        return True
    # It begins like what is dialled before a number: only the library knows whether that is a part of this one.
    parsed = _parsed("+" + digits, None)
    return parsed is not None and phonenumbers.is_possible_number(parsed) and _joined(parsed) == digits


def _after_zero(code: str, dialled: str) -> str:
    """Return the digits with a calling code of a whole number dialled after a 0 and nothing else, "" of another.

    It is the most frequent notation outside America, and the library would take ten times as long here as well.
    """
    if dialled[:1] != "0" or len(dialled) <= _SHORTEST_IDENTIFYING:
        return ""
    _, prefix, abroad = _plan(int(code))
    if not prefix or prefix.groups or not abroad or abroad.match(dialled):
        return ""
    dropped = prefix.match(dialled)
    form = code + dialled[1:]
    return form if dropped and dropped[0] == "0" and _is_possible(form) else ""


def _as_it_is(code: str, dialled: str) -> str:
    """Return the digits with a calling code of a whole number with nothing dialled before it, "" of another.

    All of Spain, Italy and Poland dials so; what `_as_dialled` says too, sooner.
    """
    if len(dialled) < _shortest_without_trunk(code) or dialled.startswith(code):
        return ""
    abroad = _plan(int(code))[2]
    if (abroad and abroad.match(dialled)) or _can_be_local(int(code), len(dialled)):
        return ""
    return code + dialled if _is_possible(code + dialled) else ""


def _calling_code(digits: str) -> str:
    """Return the calling code that the digits begin with, "" without one; no code begins another."""
    codes = _calling_codes()
    for length in (1, 2, 3):
        if digits[:length] in codes:
            return digits[:length]
    return ""


@cache
def _calling_codes() -> frozenset[str]:
    import phonenumbers

    return frozenset(map(str, phonenumbers.COUNTRY_CODE_TO_REGION_CODE))


@cache
def _region(code: str) -> str:
    """Return the main country of a calling code, "" for one that is of none."""
    import phonenumbers

    if code not in _calling_codes():
        return ""
    region = phonenumbers.region_code_for_country_code(int(code))
    return "" if region == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY else region


@cache
def _plan(code: int) -> tuple[frozenset[int], re.Pattern[str] | None, re.Pattern[str] | None]:
    """Return how long the national numbers of a calling code can be, and what may be dialled before them and abroad."""
    import phonenumbers

    region = phonenumbers.region_code_for_country_code(code)
    plan = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(code, region)
    if plan is None or plan.general_desc is None:
        return frozenset(), None, None
    prefix, abroad = (
        re.compile(pattern) if pattern else None
        for pattern in (plan.national_prefix_for_parsing, plan.international_prefix)
    )
    return frozenset(plan.general_desc.possible_length), prefix, abroad


@cache
def _shortest_without_trunk(code: str) -> int:
    """Return how many digits a number needs to be a whole one without a trunk prefix."""
    import phonenumbers

    trunk = phonenumbers.ndd_prefix_for_region(_region(code), True)
    return _SHORTEST_WITHOUT_TRUNK if trunk else _SHORTEST_WITHOUT_TRUNK - 1


@cache
def _can_be_local(code: int, length: int) -> bool:
    """Return whether national digits of that length can be a telephone's number without its area code."""
    import phonenumbers

    reason = phonenumbers.is_possible_number_for_type_with_reason(
        phonenumbers.PhoneNumber(country_code=code, national_number=int("2" * length)),
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
    )
    return reason == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY


@cache
def _keeps_zero(code: int) -> bool:
    """Return whether a leading 0 is part of the numbers of a calling code, as it is in Italy."""
    import phonenumbers

    kinds = (phonenumbers.PhoneNumberType.FIXED_LINE, phonenumbers.PhoneNumberType.MOBILE)
    examples = (
        phonenumbers.example_number_for_type(region, kind)
        for region in phonenumbers.region_codes_for_country_code(code)
        for kind in kinds
        if region != phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY
    )
    return any(example is not None and example.italian_leading_zero for example in examples)

"""A person's names, addresses and numbers, found in any text, and taken out of it."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from tieweave.forgetting.traces import Person

SOMEBODY = "somebody"
"""What stands in the texts of others where the person was named."""

_ENDING = 8
"""Digits by which a number is found, whatever stands before them: as many as a mark keeps."""
_SHORTEST = 7
"""Signs of an address or a number from which it is one: anything shorter turns up by chance."""
_UNTOUCHED = frozenset({"source", "key", "id", "follow_up"})
"""What of a value is no text, but says where something stands."""
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_PAIRS = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_FOLDED = re.compile(r"\r?\n[ \t]")
"""A long line of a vCard or a calendar goes on in the next, after a blank (RFC 6350, 3.2; RFC 5545, 3.1)."""


class Mentions:
    """What tells that a text names a person; what others are called, or reached by, too is not looked for.

    A name of a single word ("Mum") is looked for only in what is dropped whole: in a text it may be anybody's.
    """

    def __init__(self, person: Person) -> None:
        own = [text for text in (*person.names, *person.addresses) if text not in person.shared]
        keys = [key for key in person.keys if key not in person.shared]
        values = {key.partition(":")[2] for key in keys if not key.startswith("phone:")}
        numbers = {key.partition(":")[2] for key in keys if key.startswith("phone:")}
        names = {text for text in own if text in person.names}
        for text in own:
            if text in person.addresses:
                (numbers if _is_number(text) else values).add(text)
        self._names = {text for text in names if len(text.split()) > 1}
        self._single = names - self._names
        values -= {key.partition(":")[2] for key in person.shared}
        self._values = {text for text in values if len(text) >= _SHORTEST}
        # The ending of a number that somebody else has too would find theirs.
        endings = {_digits(number)[-_ENDING:] for number in numbers}
        others = {_digits(text)[-_ENDING:] for text in person.shared if text.startswith("phone:")}
        self._endings = {ending for ending in endings - others if len(ending) >= _SHORTEST}

    @cached_property
    def _own(self) -> re.Pattern[str] | None:
        return _pattern(self._names, self._values, self._endings)

    @cached_property
    def _any(self) -> re.Pattern[str] | None:
        return _pattern(self._names | self._single, self._values, self._endings)

    def in_bytes(self, content: bytes) -> bool:
        """Return whether bytes of any kind name the person: plain text, JSON with its escapes, folded lines."""
        if self._any is None:
            return False
        text = _FOLDED.sub("", content.decode("utf-8", "replace"))
        if "\\u" in text:
            text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
            text = _PAIRS.sub(lambda match: match[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)
        return self._any.search(_composed(text)) is not None

    def taken_out(self, value: Any) -> Any:
        """Return a JSON value in whose texts the person is `SOMEBODY`; it is the same where nothing names them."""
        if self._own is None:
            return value
        if isinstance(value, str):
            text = _composed(value)
            return self._own.sub(SOMEBODY, text) if self._own.search(text) else value
        if isinstance(value, list):
            return [self.taken_out(one) for one in value]
        if isinstance(value, dict):
            return {
                name: one if name in _UNTOUCHED and isinstance(one, str) else self.taken_out(one)
                for name, one in value.items()
            }
        return value

    def in_value(self, value: object) -> bool:
        """Return whether a JSON value names the person anywhere."""
        return self.in_bytes(json.dumps(value).encode())


def _pattern(names: Iterable[str], values: Iterable[str], endings: Iterable[str]) -> re.Pattern[str] | None:
    wholes = [r"\s+".join(map(re.escape, _composed(text).split())) for text in sorted((*names, *values))]
    ways = [rf"(?<!\w){whole}(?!\w)" for whole in wholes]
    # Between the digits stand blanks, dots, hyphens and brackets; the digits before the ending belong to the number.
    between = r"[().\-/\u00a0 ]{0,3}"
    ways += [rf"(?<!\w)(?:[+(\d][\d().\-/\u00a0 ]{{0,14}}?)?{between.join(ending)}(?!\d)" for ending in sorted(endings)]
    return re.compile("|".join(ways), re.IGNORECASE) if ways else None


def _is_number(text: str) -> bool:
    return "@" not in text and not any(sign.isalpha() for sign in text) and len(_digits(text)) >= _SHORTEST


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _composed(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)

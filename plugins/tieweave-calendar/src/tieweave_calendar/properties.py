"""One line of a component: its name, its parameters and its value, in iCalendar and in the older vCalendar 1.0."""

from __future__ import annotations

import re
from collections.abc import Mapping

import attrs

_HEAD = re.compile(r'\s*([A-Za-z0-9-]+)((?:;(?:"[^"]*+"|[^":])*+)?)\s*:')
_PARAMETER = re.compile(r';\s*([^=;:"]++)(?:=((?:"[^"]*+"|[^";])*+))?')
_LOOSE_HEAD = re.compile(r"\s*([A-Za-z0-9-]+)([^:]*+):")
_ADDRESS_AT_END = re.compile(r":(?=(?:mailto|invalid|urn):\S++\Z)", re.IGNORECASE)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_TIMED = frozenset({"DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE"})
_TIMES = re.compile(r"\s*\d{8}[\dTZP/,]*+\s*", re.ASCII)
_CARET = re.compile(r"\^(['^n])")  # RFC 6868


@attrs.frozen
class Property:
    """A line: its `name` in upper case, its parameters by name in upper case, its value as it is written."""

    name: str
    params: Mapping[str, str]
    value: str

    @property
    def text(self) -> str:
        r"""The value as text: `\,`, `\;` and `\n` undone."""
        return _ESCAPED.sub(lambda match: "\n" if match[1] in "nN" else match[1], self.value).strip()


def parsed(line: bytes) -> Property | None:
    """Return the line as a property, None when it is none.

    A parameter whose quotes do not match costs the parameters, not the line.
    """
    text = _decoded(line)
    head = _HEAD.match(text)
    if head is not None:
        name, params, value = head[1], _parameters(head[2]), text[head.end() :]
        if ":" in value and name.upper() in _TIMED:
            # The zone's name has a colon and no quotes: `TZID=(UTC+01:00) Berlin:20260302T100000`, `TZID=tzone://…`.
            before, _, times = text.rpartition(":")
            if _TIMES.fullmatch(times):
                params, value = _parameters(before[head.end(1) :]), times
    else:
        loose = _LOOSE_HEAD.match(text)
        if loose is None:
            return None
        address = _ADDRESS_AT_END.search(text, loose.end() - 1)
        end = address.end() if address is not None else loose.end()
        name, params, value = loose[1], {}, text[end:]
    if "QUOTED-PRINTABLE" in params or params.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
        import quopri

        value = _decoded(quopri.decodestring(value.encode("utf-8", "replace")), params.get("CHARSET", ""))
    return Property(name.upper(), params, value.strip())


def _parameters(head: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, value in _PARAMETER.findall(head):
        value = value.strip().replace('"', "")
        if "^" in value:
            value = _CARET.sub(lambda match: {"n": " ", "'": '"', "^": "^"}[match[1]], value)
        found.setdefault(name.strip().upper(), value)
    return found


def _decoded(data: bytes, charset: str = "") -> str:
    """Return bytes as text: in the charset they name, else UTF-8, else as Windows and old programs wrote."""
    for encoding in (charset, "utf-8", "cp1252"):
        try:
            return data.decode(encoding) if encoding else data.decode("utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")

"""The document of `tieweave store export`: what a store holds as JSON, and that read again with every check."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NoReturn

from tieweave.errors import TieweaveError
from tieweave.model import Status
from tieweave.portable.parts import PARTS, Holdings, Key, Remembered, Row, Table, identity
from tieweave.report.harmless import json_document

VERSION = 1
"""Of the document; it grows when an older tieweave could not read one any more."""
_KIND = "tieweave store"
_LEFT_OUT = (
    "secrets: sign in again with tieweave login",
    "what sources remember to save work: it is read anew",
)
_KEYS = ("kind", "version", "left_out", *(part.name for part in PARTS))
_LARGEST = 2**63 - 1
"""The largest number that SQLite holds."""


def written(holdings: Holdings) -> str:
    """Return what a store holds as a JSON document."""
    document: dict[str, object] = {"kind": _KIND, "version": VERSION, "left_out": list(_LEFT_OUT)}
    for part in PARTS:
        document[part.name] = [_row(part, key, row) for key, row in holdings[part.name].items()]
    return json_document(document)


def read(text: str | bytes) -> Holdings:
    """Return what a document holds; raises `TieweaveError` that says where it is none, or what is wrong in it."""
    try:
        document = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise TieweaveError(f"is no JSON ({_why(error)}); give the file that tieweave store export wrote") from error
    if not isinstance(document, dict) or document.get("kind") != _KIND:
        raise TieweaveError("is not of tieweave's store; give the file that tieweave store export wrote")
    version = document.get("version")
    if type(version) is not int or version < 1:
        raise _wrong("version", "expected a whole number")
    if version > VERSION:
        raise TieweaveError(f"was made by a newer tieweave (version {version}); update tieweave")
    _known(document, _KEYS, "")
    return {part.name: dict(_rows(part, document)) for part in PARTS}


def _row(part: Table | Remembered, key: Key, row: Row) -> dict[str, object]:
    return dict(zip((*part.key, *part.columns, "value"), (*key, *row.columns, row.value), strict=True))


def _rows(part: Table | Remembered, document: Mapping[str, Any]) -> Iterator[tuple[Key, Row]]:
    listed = document.get(part.name)
    if not isinstance(listed, list):
        raise _wrong(part.name, "missing" if listed is None else "expected a list")
    names = (*part.key, *part.columns, "value")
    seen = set()
    for at, one in enumerate(listed):
        where = f"{part.name}[{at}]"
        if not isinstance(one, dict):
            raise _wrong(where, "expected an object")
        _known(one, names, f"{where}.")
        for name in names:
            if name not in one:
                raise _wrong(f"{where}.{name}", "missing")
        for name in (*part.key, *part.columns):
            _check(_CHECKS.get(name, _text), one[name], f"{where}.{name}")
        _check(_text if part.holds is str else _object, one["value"], f"{where}.value")
        key = tuple(one[name] for name in part.key)
        if key in seen:
            raise _wrong(where, f"the {' and '.join(part.key)} of another")
        seen.add(key)
        yield key, Row(tuple(one[name] for name in part.columns), one["value"])


def _known(given: Mapping[str, object], names: tuple[str, ...], at: str) -> None:
    for name in given:
        if name not in names:
            raise TieweaveError(f"was made by a newer tieweave ({at}{name} is unknown); update tieweave")


def _check(check: Callable[[Any], None], value: object, where: str) -> None:
    try:
        check(value)
    except (ValueError, TypeError, RecursionError) as error:
        raise _wrong(where, _why(error)) from error


def _text(value: object) -> None:
    if not isinstance(value, str):
        raise TypeError("expected a text")
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        raise ValueError("holds half a character")


def _number(value: object) -> None:
    if type(value) is not int or not 0 < value <= _LARGEST:
        raise TypeError("expected a whole number from 1")


def _day(value: object) -> None:
    try:
        dt.date.fromisoformat(value)  # type: ignore[arg-type]
    except (ValueError, TypeError):
        raise ValueError('expected a day, as in "2026-11-04"') from None


def _instant(value: object) -> None:
    try:
        aware = dt.datetime.fromisoformat(value).tzinfo is not None  # type: ignore[arg-type]
    except (ValueError, TypeError):
        aware = False
    if not aware:
        raise ValueError('expected a time with its zone, as in "2026-11-04T12:00:00+00:00"')


def _status(value: object) -> None:
    if value not in [str(status) for status in Status]:
        raise ValueError(f"expected one of {', '.join(Status)}")


def _object(value: object) -> None:
    if not isinstance(value, dict):
        raise TypeError("expected an object")
    identity(value)


_CHECKS: Mapping[str, Callable[[Any], None]] = {
    "number": _number,
    "due": _day,
    "happened": _instant,
    "status": _status,
}
"""What may stand in a column; in the others stands a text."""


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")


def _wrong(where: str, why: str) -> TieweaveError:
    return TieweaveError(f"{where}: {why}; it is damaged, or was changed by hand: nothing was taken in")


def _why(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else " ".join(str(error).split())

"""What the configuration says under [options.csv]: how files that no program writes are to be read."""

from __future__ import annotations

import codecs
import fnmatch
import os
from collections.abc import Mapping

import attrs

from tieweave.errors import SettingsError
from tieweave.options import unknown_keys
from tieweave_csv.dates import ORDERS
from tieweave_csv.places import Place

FIELDS: Mapping[str, Place] = {
    "name": Place("name", "", "full"),
    "given": Place("name", "", "given"),
    "middle": Place("name", "", "middle"),
    "family": Place("name", "", "family"),
    "prefix": Place("name", "", "prefix"),
    "suffix": Place("name", "", "suffix"),
    "nickname": Place("name", "", "nickname"),
    "email": Place("email", "", "address"),
    "home_email": Place("email", "home", "address"),
    "work_email": Place("email", "work", "address"),
    "phone": Place("phone", "", "value"),
    "mobile": Place("phone", "cell", "value"),
    "home_phone": Place("phone", "home", "value"),
    "work_phone": Place("phone", "work", "value"),
    "fax": Place("phone", "fax", "value"),
    "organisation": Place("organisation", "", "name"),
    "title": Place("organisation", "", "title"),
    "profession": Place("organisation", "", "role"),
    "department": Place("organisation", "", "department"),
    "street": Place("address", "", "street"),
    "locality": Place("address", "", "locality"),
    "region": Place("address", "", "region"),
    "postal_code": Place("address", "", "postal_code"),
    "country": Place("address", "", "country"),
    "birthday": Place("date", "", "birthday"),
    "anniversary": Place("date", "", "anniversary"),
    "label": Place("label", "", "label"),
    "note": Place("note", "", "plain"),
    "url": Place("url", "", "page"),
    "spouse": Place("related", "spouse", "value"),
    "child": Place("related", "child", "value"),
    "manager": Place("related", "manager", "value"),
    "assistant": Place("related", "assistant", "value"),
    "referred_by": Place("related", "referred by", "value"),
}
"""What a column can be mapped to, by the name that the configuration has for it."""

DELIMITERS: Mapping[str, str] = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

_KEYS = ("match", "columns", "labels", "delimiter", "encoding", "dates", "header")


@attrs.frozen(kw_only=True)
class FileMapping:
    """How the files whose name fits `match` are read.

    `columns` are pairs of a column (its name, or its number from 1) and its place; `labels` are given to everyone in
    the file. What is empty is found out from the file. `header` False says that the first row is a person already.
    """

    match: str
    columns: tuple[tuple[str | int, Place], ...] = ()
    labels: tuple[str, ...] = ()
    delimiter: str = ""
    encoding: str = ""
    dates: str = ""
    header: bool = True

    def fits(self, location: str) -> bool:
        """Return whether a file is one of those: by its name, or by its whole path where `match` has a slash."""
        path = location.replace(os.sep, "/")
        pattern = os.path.expanduser(self.match).replace(os.sep, "/")
        name = path if "/" in pattern else path.rsplit("/", 1)[-1]
        return fnmatch.fnmatchcase(name.casefold(), pattern.casefold())


NO_MAPPING = FileMapping(match="*")


def mapping_for(location: str, options: Mapping[str, object]) -> FileMapping:
    """Return the first mapping that fits a file, one that says nothing where none does.

    Raises `SettingsError` with all that is wrong in `options`, whatever file it is about.
    """
    mappings = _mappings(options)
    return next((mapping for mapping in mappings if mapping.fits(location)), NO_MAPPING)


def _mappings(options: Mapping[str, object]) -> list[FileMapping]:
    problems: list[str] = []
    problems.extend(unknown_keys(options, ("files",), ""))
    files = options.get("files", [])
    if not isinstance(files, list) or not all(isinstance(entry, dict) for entry in files):
        problems.append("files must be tables, each headed [[options.csv.files]]")
        files = []
    found = [_mapping(entry, f"files[{index}]", problems) for index, entry in enumerate(files)]
    if problems:
        raise SettingsError("[options.csv]", problems)
    return found


def _mapping(entry: Mapping[str, object], at: str, problems: list[str]) -> FileMapping:
    problems.extend(unknown_keys(entry, _KEYS, f"{at}."))
    match = _text(entry, "match", at, problems)
    if not match and isinstance(entry.get("match", ""), str):
        problems.append(f'{at} needs match, the name of the file, as in match = "members*.csv"')
    delimiter = {"tab": "\t", "\\t": "\t"}.get(text := _text(entry, "delimiter", at, problems), text)
    if delimiter and delimiter not in DELIMITERS:
        problems.append(f"{at}.delimiter must be ',', ';', 'tab' or '|', not {delimiter!r}")
    encoding = _text(entry, "encoding", at, problems)
    if encoding:
        try:
            codecs.lookup(encoding)
        except (LookupError, ValueError):
            problems.append(f"{at}.encoding {encoding!r} is not known; try 'utf-8', 'cp1252' or 'utf-16'")
    dates = _text(entry, "dates", at, problems)
    if dates and dates not in ORDERS:
        problems.append(f"{at}.dates must be one of {', '.join(map(repr, ORDERS))}, not {dates!r}")
    header = entry.get("header", True)
    if not isinstance(header, bool):
        problems.append(f"{at}.header must be true or false")
        header = True
    labels = entry.get("labels", [])
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        problems.append(f'{at}.labels must be a list of texts, as in labels = ["Chess club"]')
        labels = []
    columns = _columns(entry.get("columns", {}), f"{at}.columns", header, problems)
    if not header and not columns and not problems:
        problems.append(f"{at}.columns must say what the columns are, as in columns = {{name = 1, email = 2}}")
    return FileMapping(
        match=match,
        columns=columns,
        labels=tuple(labels),
        delimiter=delimiter,
        encoding=encoding,
        dates=dates,
        header=header,
    )


def _columns(table: object, at: str, header: bool, problems: list[str]) -> tuple[tuple[str | int, Place], ...]:
    if not isinstance(table, dict):
        problems.append(f'{at} must be a table, as in columns = {{name = "Mitglied", email = "E-Mail"}}')
        return ()
    problems.extend(unknown_keys(table, tuple(FIELDS), f"{at}."))
    found: list[tuple[str | int, Place]] = []
    for field, columns in table.items():
        if field not in FIELDS:
            continue
        for number, column in enumerate(columns if isinstance(columns, list) else [columns]):
            if isinstance(column, bool) or not isinstance(column, str | int) or column == "":
                problems.append(f"{at}.{field} must be the name of a column or its number, or a list of them")
            elif isinstance(column, int) and column < 1:
                problems.append(f"{at}.{field} is {column}, but columns are counted from 1")
            elif isinstance(column, str) and not header:
                problems.append(f"{at}.{field} must be a number where header is false: columns have no names")
            else:
                found.append((column, attrs.evolve(FIELDS[field], number=number)))
    return tuple(found)


def _text(entry: Mapping[str, object], key: str, at: str, problems: list[str]) -> str:
    value = entry.get(key, "")
    if isinstance(value, str):
        return value
    problems.append(f"{at}.{key} must be text in quotes")
    return ""

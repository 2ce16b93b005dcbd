"""Ego: what tieweave knows of the person it works for."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Mapping
from typing import Any

import attrs

from tieweave.errors import SettingsError
from tieweave.model import representation as written
from tieweave.model.contact import Address
from tieweave.options import time_zone, unknown_keys
from tieweave.settings_file import read_table


@attrs.frozen(kw_only=True)
class Affiliation:
    """An employer or a school of ego's: its name, its e-mail `domains`, first and last year.

    `end` None means that it lasts to this day; `start` None that it is not known. `title` is ego's own there, and
    `department` the department or the field of study. `aliases` are other names of it, `subsidiaries` other
    organisations of its group.
    """

    name: str = attrs.field(converter=written.line)
    domains: tuple[str, ...] = attrs.field(default=(), converter=written.addresses)
    start: int | None = None
    end: int | None = None
    title: str = attrs.field(default="", converter=written.line)
    department: str = attrs.field(default="", converter=written.line)
    aliases: tuple[str, ...] = attrs.field(default=(), converter=written.lines)
    subsidiaries: tuple[str, ...] = attrs.field(default=(), converter=written.lines)


def _affiliations(values: Iterable[Affiliation]) -> tuple[Affiliation, ...]:
    return written.distinct(values)


def _addresses(values: Iterable[Address]) -> tuple[Address, ...]:
    return written.distinct(values)


@attrs.frozen(kw_only=True)
class Profile:
    """What is known of ego; everything may be left out, and its absence never breaks anything.

    `time_zone` is a name ("America/Halifax") or an offset ("-04:00"), "" for that of the run's clock; `language` the
    ISO 639-1 code of the one that ego writes in where a person's own is not known, "" for English.
    """

    name: str = attrs.field(default="", converter=written.line)
    emails: tuple[str, ...] = attrs.field(default=(), converter=written.addresses)
    phones: tuple[str, ...] = attrs.field(default=(), converter=written.lines)
    children: tuple[str, ...] = attrs.field(default=(), converter=written.lines)
    partner: str = attrs.field(default="", converter=written.line)
    birthday: str = attrs.field(default="", converter=written.line)
    clubs: tuple[str, ...] = attrs.field(default=(), converter=written.lines)
    congregations: tuple[str, ...] = attrs.field(default=(), converter=written.lines)
    targets: tuple[str, ...] = attrs.field(default=(), converter=written.lines)
    addresses: tuple[Address, ...] = attrs.field(default=(), converter=_addresses)
    employers: tuple[Affiliation, ...] = attrs.field(default=(), converter=_affiliations)
    schools: tuple[Affiliation, ...] = attrs.field(default=(), converter=_affiliations)
    time_zone: str = attrs.field(default="", converter=written.line)
    language: str = attrs.field(default="", converter=written.line)

    def zone_at(self, now: dt.datetime) -> dt.tzinfo:
        """Return ego's time zone; that of the clock, `now`, where none is known."""
        return time_zone(self.time_zone) or now.tzinfo or dt.UTC

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Profile:
        """Read a profile from a TOML file.

        Raises `SettingsError` when the file cannot be read, is not TOML, or has a key or a value of a kind
        that a profile does not have; it names all problems at once, and for an unknown key the nearest known.
        """
        return cls.from_table(read_table(path, "the profile"), where=os.fspath(path))

    @classmethod
    def from_table(cls, table: Mapping[str, object], *, where: str = "profile") -> Profile:
        """Build a profile from the keys and values of a TOML table; raises `SettingsError` as `load` does."""
        reader = _TableReader(problems=[])
        known = reader.known(table, _PROFILE_KEYS, "")
        texts = {key: reader.text(known[key], key) for key in _TEXTS if key in known}
        reader.checked(texts)
        lists = {key: reader.texts(known[key], key) for key in _TEXT_LISTS if key in known}
        tables = {
            "addresses": [
                Address(**{key: reader.text(value, f"{at}.{key}") for key, value in entry.items()})
                for at, entry in reader.tables(known.get("addresses", []), "addresses", _ADDRESS_KEYS)
            ]
        }
        affiliations = {
            key: [
                affiliation
                for at, entry in reader.tables(known.get(key, []), key, _AFFILIATION_KEYS)
                if (affiliation := reader.affiliation(entry, at)) is not None
            ]
            for key in ("employers", "schools")
        }
        if reader.problems:
            raise SettingsError(where, reader.problems)
        return cls(**texts, **lists, **tables, **affiliations)  # type: ignore[arg-type]

    def as_table(self) -> dict[str, object]:
        """Return the keys and values of the TOML table that says this, those left out that say nothing."""
        table = attrs.asdict(
            self, value_serializer=lambda _, __, value: list(value) if isinstance(value, tuple) else value
        )
        addresses = [_without_blanks(address, _ADDRESS_KEYS) for address in table["addresses"]]
        affiliations = {
            key: [_without_blanks(one, _AFFILIATION_KEYS) for one in table[key] if one["name"]]
            for key in ("employers", "schools")
        }
        said = {**table, **affiliations, "addresses": [address for address in addresses if address]}
        return _without_blanks(said, _PROFILE_KEYS)


def _without_blanks(table: Mapping[str, object], keys: Iterable[str]) -> dict[str, object]:
    return {key: table[key] for key in keys if table[key] not in ("", None, [])}


_TEXT_LISTS = ("emails", "phones", "children", "clubs", "congregations", "targets")
_TEXTS = ("name", "partner", "birthday", "time_zone", "language")
_PROFILE_KEYS = (*_TEXTS, *_TEXT_LISTS, "addresses", "employers", "schools")
_ADDRESS_KEYS = ("street", "locality", "region", "postal_code", "country")
_NAME_LISTS = ("aliases", "subsidiaries")
_AFFILIATION_KEYS = ("name", "domains", "start", "end", "title", "department", *_NAME_LISTS)


@attrs.frozen
class _TableReader:
    """Takes typed values out of a TOML table and notes every problem instead of stopping at the first."""

    problems: list[str]

    def known(self, table: Mapping[str, object], keys: tuple[str, ...], at: str) -> dict[str, object]:
        self.problems.extend(unknown_keys(table, keys, at))
        return {key: value for key, value in table.items() if key in keys}

    def text(self, value: object, at: str) -> str:
        if isinstance(value, str):
            return value
        self.problems.append(f"{at} must be text in quotes, not {_kind(value)}")
        return ""

    def checked(self, texts: Mapping[str, str]) -> None:
        """Note a time zone or a language that is none."""
        if (zone := texts.get("time_zone")) and time_zone(zone) is None:
            self.problems.append(f'time_zone must be the name of a time zone, as in "America/Halifax", not {zone!r}')
        if (code := texts.get("language")) and not (len(code) == 2 and code.isascii() and code.isalpha()):
            self.problems.append(f'language must be a code of two letters, as in "en", not {code!r}')

    def texts(self, value: object, at: str) -> list[str]:
        if not isinstance(value, list):
            self.problems.append(f'{at} must be a list, as in {at} = ["…"], not {_kind(value)}')
            return []
        return [self.text(item, f"{at}[{index}]") for index, item in enumerate(value)]

    def tables(self, value: object, at: str, keys: tuple[str, ...]) -> list[tuple[str, dict[str, Any]]]:
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            self.problems.append(f"{at} must be tables, each headed [[{at}]], not {_kind(value)}")
            return []
        return [(f"{at}[{index}]", self.known(item, keys, f"{at}[{index}].")) for index, item in enumerate(value)]

    def affiliation(self, entry: Mapping[str, object], at: str) -> Affiliation | None:
        name = self.text(entry.get("name", ""), f"{at}.name")
        if not name.strip() and isinstance(entry.get("name", ""), str):
            self.problems.append(f"{at} needs a name")
        domains = self.texts(entry.get("domains", []), f"{at}.domains")
        start, end = (self.year(entry.get(key), f"{at}.{key}") for key in ("start", "end"))
        if start is not None and end is not None and end < start:
            self.problems.append(f"{at} ends in {end}, before it starts in {start}")
        title, department = (self.text(entry.get(key, ""), f"{at}.{key}") for key in ("title", "department"))
        others = {key: self.texts(entry.get(key, []), f"{at}.{key}") for key in _NAME_LISTS}
        if not name:
            return None
        return Affiliation(
            name=name, domains=domains, start=start, end=end, title=title, department=department, **others
        )

    def year(self, value: object, at: str) -> int | None:
        if value is None:
            return None
        if isinstance(value, int) and not isinstance(value, bool) and 1900 <= value <= 2200:
            return value
        self.problems.append(f"{at} must be a year such as 2013, not {value!r}")
        return None


def _kind(value: object) -> str:
    names = {bool: "true/false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table"}
    return names.get(type(value), "a date")

"""The user's own templates: a TOML file, read and checked as a whole.

[en.lead]                       # language, purpose
subjects = ["A question"]
texts = ["If you hear of something ({field}), would you tell me?"]
[de.support.practice]           # language, purpose, kind
familiar = ["Hast du eine halbe Stunde?"]
formal = ["Hätten Sie eine halbe Stunde?"]
points = ["Fragen: eine halbe Stunde?"]
[en.formal]                     # how letters begin and end
greetings = ["Dear {name},"]
"""

from __future__ import annotations

import difflib
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import attrs

from tieweave.errors import SettingsError
from tieweave.followups.templates import (
    ADDRESS_KEYS,
    KINDS,
    PLACEHOLDERS,
    Address,
    Key,
    Language,
    Register,
    Slot,
    Wording,
)
from tieweave.model import Purpose
from tieweave.options import unknown_keys
from tieweave.settings_file import read_table

_BRACED = re.compile(r"\{([^{}]*)\}")
_CODE = re.compile(r"[a-z]{2}")
_TEXTS, _SUBJECTS, _POINTS = "texts", "subjects", "points"
_KEYS = (_TEXTS, Register.FAMILIAR.value, Register.FORMAL.value, _SUBJECTS, _POINTS)
_PURPOSES = tuple(purpose.value for purpose in Purpose)


def read(path: str) -> Mapping[str, Language]:
    """Return the user's templates by language; raises `SettingsError` with all that is wrong with the file."""
    where = os.fspath(path)
    content = read_table(Path(path).expanduser(), "the templates", where=where)
    reader = _Reader([])
    found = {name: reader.language(name, table) for name, table in content.items()}
    if reader.problems:
        raise SettingsError(where, reader.problems)
    return found


@attrs.frozen
class _Reader:
    """Reads the tables, and notes every problem."""

    problems: list[str]

    def language(self, name: str, table: object) -> Language:
        if not _CODE.fullmatch(name):
            self.problems.append(
                f"{name!r} is no language; a table is called by a code of two letters, as in [en.lead]"
            )
            return Language()
        addresses: dict[Register, Address] = {}
        wordings: dict[Key, Wording] = {}
        for key, held in self._table(table, name).items():
            at = f"{name}.{key}"
            if key in (Register.FAMILIAR, Register.FORMAL):
                addresses[Register(key)] = self._address(held, at)
            elif key in _PURPOSES:
                wordings.update(self._purpose(Purpose(key), self._table(held, at), at))
            else:
                self.problems.extend(unknown_keys([key], (*_PURPOSES, *Register), f"{name}."))
        return Language(addresses=addresses, wordings=wordings)

    def _purpose(self, purpose: Purpose, table: Mapping[str, object], at: str) -> dict[Key, Wording]:
        kinds = KINDS.get(purpose, ())
        self.problems.extend(unknown_keys(table, (*_KEYS, *kinds), f"{at}."))
        found = {}
        for kind in (one for one in kinds if one in table):
            held = self._table(table[kind], f"{at}.{kind}")
            self.problems.extend(unknown_keys(held, _KEYS, f"{at}.{kind}."))
            found[purpose.value, kind] = self._wording(held, f"{at}.{kind}")
        if any(key in table for key in _KEYS):
            found[purpose.value, ""] = self._wording(table, at)
        return found

    def _wording(self, table: Mapping[str, object], at: str) -> Wording:
        said = {key: self._texts(table[key], f"{at}.{key}") for key in _KEYS if key in table}
        both = said.get(_TEXTS, ())
        by_register = {register: (*said.get(register.value, ()), *both) for register in Register}
        any_register = next((texts for texts in by_register.values() if texts), ())
        whole = {register: (texts or any_register,) for register, texts in by_register.items()} if any_register else {}
        points = said.get(_POINTS, ())
        return Wording(subjects=said.get(_SUBJECTS, ()), letter=whole, note=whole, talk=(points,) if points else ())

    def _address(self, held: object, at: str) -> Address:
        table = self._table(held, at)
        self.problems.extend(unknown_keys(table, ADDRESS_KEYS, f"{at}."))
        return Address(**{key: self._texts(table[key], f"{at}.{key}") for key in ADDRESS_KEYS if key in table})

    def _table(self, held: object, at: str) -> Mapping[str, object]:
        if isinstance(held, dict):
            return held
        self.problems.append(f"{at!r} must be a table, as in [{at}]")
        return {}

    def _texts(self, held: object, at: str) -> Slot:
        texts: Sequence[object] = [held] if isinstance(held, str) else held if isinstance(held, list) else [None]
        found = []
        if not texts:
            self.problems.append(f"{at!r} is empty; write a text, or leave it out")
        for text in texts:
            if not isinstance(text, str):
                self.problems.append(f"{at!r} must be a text or a list of texts")
            elif not text.strip():
                self.problems.append(f"{at!r} has an empty text; write one, or leave it out")
            else:
                self._check(text, at)
                found.append("\n".join(line.strip() for line in text.strip().splitlines()))
        return tuple(found)

    def _check(self, text: str, at: str) -> None:
        for name in _BRACED.findall(text):
            if name not in PLACEHOLDERS:
                self.problems.append(f"{at!r} has an unknown placeholder {{{name}}}; {_hint(name)}")
        if set("{}") & set(_BRACED.sub("", text)):
            self.problems.append(f"{at!r} has a brace that no other one closes; braces are for placeholders only")


def _hint(name: str) -> str:
    near = difflib.get_close_matches(name, PLACEHOLDERS, n=1, cutoff=0.5)
    return f"did you mean {{{near[0]}}}?" if near else f"known ones: {', '.join(PLACEHOLDERS)}"

"""Comparing records with a file that was reviewed once."""

from __future__ import annotations

import datetime as dt
import difflib
import enum
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any, TypeAlias

import attrs
import pytest

from tieweave.model import Contact, Interaction, Profile, Skipped

Record: TypeAlias = Contact | Interaction | Profile | Skipped
"""What a source yields."""

UPDATE_VARIABLE = "TIEWEAVE_UPDATE_GOLDEN"
"""Set to 1 in the environment, `assert_golden` writes the golden file instead of comparing with it."""


def assert_golden(records: Iterable[Record], path: str | os.PathLike[str]) -> None:
    """Compare records with the golden file at `path`, and fail with a unified diff where they differ.

    The file is JSON to read and review: one object a record with the fields that say something. Folders are left
    out of the paths of files, so it is the same on every machine. With TIEWEAVE_UPDATE_GOLDEN=1 in the
    environment the file is written instead: review what changed before you commit it.
    """
    golden = Path(path)
    found = json.dumps([_shown(record) for record in records], ensure_ascii=False, indent=2) + "\n"
    if os.environ.get(UPDATE_VARIABLE) == "1":
        golden.write_text(found, encoding="utf-8", newline="\n")
        return
    if not golden.exists():
        pytest.fail(f"no golden file {golden}: write it with {UPDATE_VARIABLE}=1 and review it", pytrace=False)
    expected = golden.read_text(encoding="utf-8")
    if found != expected:
        diff = difflib.unified_diff(expected.splitlines(), found.splitlines(), str(golden), "found", lineterm="")
        hint = f"if the change is right, write it with {UPDATE_VARIABLE}=1"
        pytest.fail("\n".join([*diff, hint]), pytrace=False)


def _shown(record: Record) -> dict[str, object]:
    """Return a record as JSON values: its kind, and the fields that differ from their defaults."""
    fields = attrs.asdict(
        record,
        filter=lambda attribute, value: value not in (None, "", ()) and value != attribute.default,
        value_serializer=_plain,
    )
    return {"record": type(record).__name__, **fields}


def _plain(_: object, attribute: attrs.Attribute[Any] | None, value: object) -> object:
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if attribute is not None and attribute.name == "source" and isinstance(value, str) and os.path.isabs(value):
        return Path(value).name
    return value

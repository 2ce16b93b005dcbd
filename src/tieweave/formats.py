"""What an output format declares: how `tieweave classify --format NAME` writes its result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TextIO

import attrs

from tieweave.report.as_csv import write_csv
from tieweave.report.as_json import write_json, write_jsonl
from tieweave.report.as_table import write_table
from tieweave.report.result import Result


@attrs.frozen(kw_only=True)
class FormatType:
    """The declaration of an output format: costs nothing until something is written.

    `name` is what `--format` takes; `summary` says in half a line what it is; `write` writes a whole result to
    a text stream, which the caller opens as UTF-8 without newline translation; `options` are format options of
    the command line by name, such as `{"vcard-version": "3.0"}`, and `write` raises `tieweave.FormatError` for a
    value it does not know. `whole_records` asks sources for what only a writer of whole records needs (see
    `tieweave.sources.Context.keep_media`).
    """

    name: str
    summary: str
    write: Callable[[Result, TextIO, Mapping[str, str]], None]
    whole_records: bool = False


def built_in() -> tuple[FormatType, ...]:
    """Return the formats that need no plugin."""
    return (
        FormatType(name="table", summary="a table to look at", write=write_table),
        FormatType(name="json", summary="one JSON document, version 1", write=write_json),
        FormatType(name="jsonl", summary="one JSON value a tie and line", write=write_jsonl),
        FormatType(name="csv", summary="a spreadsheet's rows, made safe for it", write=write_csv),
    )

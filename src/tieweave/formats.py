"""What an output format declares: how `tieweave classify --format NAME` writes its result."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TextIO

import attrs

from tieweave.report.result import Result


@attrs.frozen(kw_only=True)
class FormatType:
    """The declaration of an output format: costs nothing until something is written.

    `name` is what `--format` takes; `summary` says in half a line what it is; `write` writes a whole result to
    a text stream, UTF-8 with bare newlines as it is written by the program; `options` are format options of the
    command line by name, such as `{"vcard-version": "3.0"}`, and `write` raises
    `tieweave.errors.FormatError` for a value it does not know. `whole_records` asks sources for what only a
    writer of whole records needs (see `tieweave.sources.Context.keep_media`).
    """

    name: str
    summary: str
    write: Callable[[Result, TextIO, Mapping[str, str]], None]
    whole_records: bool = False

"""vCard for tieweave: the hooks. Everything else is imported when something is read or written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, TextIO

import tieweave
from tieweave.formats import FormatType
from tieweave.sources import Context, Source, SourceType

if TYPE_CHECKING:
    from tieweave.report.result import Result


def _matches(location: str) -> bool:
    from tieweave_vcard.locations import matches

    return matches(location)


def _open(location: str, context: Context) -> Source:
    from tieweave_vcard.source import records

    return records(location, context)


def _write(result: Result, stream: TextIO, options: Mapping[str, str]) -> None:
    from tieweave_vcard.writer import write

    write(result, stream, options)


@tieweave.hookimpl
def tieweave_sources() -> Iterable[SourceType]:
    """Declare vCard files, folders of them, archives of them, and standard input."""
    yield SourceType(
        name="vcard",
        summary="vCard 2.1, 3.0 and 4.0: a file (.vcf), a folder or .zip of them, or - for standard input",
        matches=_matches,
        open=_open,
    )


@tieweave.hookimpl
def tieweave_formats() -> Iterable[FormatType]:
    """Declare the format `vcard`."""
    yield FormatType(
        name="vcard",
        summary="vCard 4.0 (or 3.0) with the level and category among each card's CATEGORIES",
        write=_write,
        whole_records=True,
    )

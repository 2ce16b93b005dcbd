"""Phones for tieweave: the hooks. Everything else is imported when something is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tieweave
from tieweave.sources import Context, Source, SourceType


def _matches(location: str) -> bool:
    from tieweave_phone.locations import matches

    return matches(location)


def _open(location: str, context: Context) -> Source:
    from tieweave_phone.source import records

    return records(location, context)


def _check(location: str, context: Context) -> Sequence[str]:
    from tieweave_phone.source import check

    return check(location, context)


@tieweave.hookimpl
def tieweave_sources() -> Iterable[SourceType]:
    """Declare the backups of SMS Backup & Restore and the chats that WhatsApp exports."""
    yield SourceType(
        name="phone",
        summary="calls and messages of SMS Backup & Restore (.xml), WhatsApp chats (.txt, .zip), a folder of them",
        matches=_matches,
        open=_open,
        check=_check,
    )

"""Mailboxes for tieweave: mbox, Google Takeout, Maildir and .eml, headers only.

Hooks only: everything else is imported when something is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import tieweave

if TYPE_CHECKING:
    from tieweave.sources import Context, Source, SourceType


def _matches(location: str) -> bool:
    from tieweave_mail.locations import matches

    return matches(location)


def _open(location: str, context: Context) -> Source:
    from tieweave_mail.source import records

    return records(location, context)


def _check(location: str, context: Context) -> Sequence[str]:
    from tieweave_mail.source import check

    return check(location, context)


@tieweave.hookimpl
def tieweave_sources() -> Iterable[SourceType]:
    """Declare mailboxes: files, and folders of them."""
    # Not above: the processes that read a big mailbox side by side import this module too, and have no use for it.
    from tieweave.sources import SourceType

    yield SourceType(
        name="mail",
        summary="mail, headers only: an mbox (also Google Takeout's), a Maildir, .eml files, or a folder of any",
        matches=_matches,
        open=_open,
        check=_check,
    )

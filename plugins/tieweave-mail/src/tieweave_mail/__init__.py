"""Mail for tieweave: mailboxes (mbox, Google Takeout, Maildir and .eml, headers only), and follow-ups as drafts.

Hooks only: everything else is imported when something is read or written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import tieweave

if TYPE_CHECKING:
    from tieweave.sinks import Sink, SinkContext, SinkType
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


def _takes(location: str) -> bool:
    from tieweave.sink_files import is_file_of

    return is_file_of(location, "eml")


def _open_sink(location: str, context: SinkContext) -> Sink:
    from tieweave_mail.sink import open_sink

    return open_sink(location, context)


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


@tieweave.hookimpl
def tieweave_sinks() -> Iterable[SinkType]:
    """Declare folders of drafts."""
    from tieweave.sinks import SinkType

    yield SinkType(
        name="eml",
        summary="drafts for a mail program (eml:FOLDER), one .eml file a follow-up by e-mail; nothing is sent",
        matches=_takes,
        open=_open_sink,
        deleting_drops=False,
    )

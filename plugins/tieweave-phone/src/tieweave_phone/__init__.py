"""Phones for tieweave: calls and messages from SMS Backup & Restore, WhatsApp chat exports.

Hooks only: everything else is imported when something is read.
"""

from __future__ import annotations

from collections.abc import Iterable

import tieweave
from tieweave.sources import SourceType


@tieweave.hookimpl
def tieweave_sources() -> Iterable[SourceType]:
    """Declare the sources."""
    return ()

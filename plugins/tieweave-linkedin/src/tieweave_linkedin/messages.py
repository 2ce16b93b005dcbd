"""messages.csv: who wrote to whom and when. What they wrote is looked at for one thing, and not kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from tieweave_linkedin import dates
from tieweave_linkedin.parties import Party, party
from tieweave_linkedin.tables import Row, Unread

_SPAM = "SPAM"
_YES = frozenset({"yes", "true", "1"})
_CAMPAIGN = ("spinmail", "%FIRSTNAME%", "%LASTNAME%")
"""What LinkedIn's editor for campaigns leaves in a text."""


@attrs.frozen
class Message:
    """One message of a `file`: `to` and `urls` are the recipients as written; `is_campaign` if it was made in bulk."""

    file: str
    conversation: str
    sender: Party
    to: str
    urls: str
    when: dt.datetime
    is_campaign: bool


def messages(rows: Iterable[Row | Unread], file: str) -> Iterator[Message | Unread]:
    """Give the messages that were sent, without drafts and what LinkedIn or the owner took for spam."""
    same: dict[str, str] = {}  # conversations and recipients are few, and each is named many times
    for row in rows:
        if isinstance(row, Unread):
            yield row
            continue
        if _is(row, "message_draft") or _is(row, "conversation_draft") or row.get("folder").upper() == _SPAM:
            continue
        when = _instant(row.get("date"))
        if when is None:
            date = row.get("date")
            yield Unread(row.line, f"{date[:40]!r} is no date" if date else "it has no date")
            continue
        content = row.get("content")
        conversation, to, urls = (same.setdefault(text, text) for text in map(row.get, _REPEATED))
        yield Message(
            file=file,
            conversation=conversation,
            sender=party(row.get("from"), row.get("sender")),
            to=to,
            urls=urls,
            when=when,
            is_campaign=any(mark in content for mark in _CAMPAIGN),
        )


_REPEATED = ("conversation", "to", "recipients")


def _is(row: Row, column: str) -> bool:
    return row.get(column).lower() in _YES


def _instant(text: str) -> dt.datetime | None:
    """Read "2025-06-01 14:03:22 UTC", the only time in an export with a zone, and other forms as UTC."""
    if text.endswith(" UTC"):
        try:
            return dt.datetime.fromisoformat(text[:-4]).replace(tzinfo=dt.UTC)
        except ValueError:
            pass
    return dates.moment(text, dt.UTC)

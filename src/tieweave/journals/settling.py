"""What becomes of a follow-up when it is done, snoozed, dropped or answered, here or at a sink."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

import attrs

from tieweave.model import Journal, Kept, Status

if TYPE_CHECKING:
    from tieweave.deliveries import News


def settled(kept: Kept, status: Status, *, now: dt.datetime, due: dt.date | None = None) -> Kept:
    """Return the follow-up with a new `status`, and the day `due` where the user chose one.

    What is done, or answered, is done already; what is answered stays so, but that it may still lead to something. An
    open status opens what was done or dropped.
    """
    was = kept.follow_up.status
    # To be done once more, or to be open again, would lose the answer.
    if was.is_answered and not (was is Status.ANSWERED and status is Status.LED_TO):
        return kept
    if was is status and not status.is_open:
        return kept
    return attrs.evolve(
        kept,
        follow_up=attrs.evolve(kept.follow_up, status=status, due=due or kept.follow_up.due),
        settled=None if status.is_open else now,
        moved=kept.moved or due is not None,
    )


def with_news(journal: Journal, news: Iterable[News], now: dt.datetime) -> Journal:
    """Return the journal with what the user did to its follow-ups at a sink."""
    told: dict[str, list[News]] = {}
    for one in news:
        told.setdefault(one.id, []).append(one)
    if not told:
        return journal
    held = []
    for kept in journal.follow_ups:
        for one in told.get(kept.follow_up.id, ()):
            kept = after(kept, one, now)
        held.append(kept)
    return attrs.evolve(journal, follow_ups=held)


def after(kept: Kept, news: News, now: dt.datetime) -> Kept:
    """Return a follow-up after what the user did to it at a sink.

    What was settled here in the meantime is not dropped by being deleted there.
    """
    was = kept.follow_up.status
    if news.status is Status.DONE or (news.status is Status.DROPPED and was.is_open):
        kept = settled(kept, news.status, now=now)
    elif news.status is Status.PUSHED and not was.is_open:
        kept = settled(kept, Status.PUSHED, now=now)
    if news.due is not None and kept.follow_up.status.is_open:
        kept = settled(kept, kept.follow_up.status, now=now, due=news.due)
    return kept

"""What belongs to a plan before and after it is made: who is left alone by now, and keeping it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tieweave import journals
from tieweave.deliveries import News
from tieweave.followups import work_of
from tieweave.left_alone import is_left_alone
from tieweave.model import FollowUp, Journal, Status, Tie
from tieweave.store import Store


def dropped_for_those_left_alone(ties: Sequence[Tie], journal: Journal) -> list[News]:
    """Return that what is open toward those who died, or want no contact, is dropped.

    The `journal` names people by the ids of the `ties`.
    """
    alone = {tie.contact.id for tie in ties if is_left_alone(tie.contact)}
    return [
        News(id=kept.follow_up.id, status=Status.DROPPED)
        for kept in journal.follow_ups
        if kept.follow_up.status.is_open and kept.follow_up.contact.id in alone
    ]


def keep(store: Store, plan: Sequence[FollowUp], ties: Sequence[Tie], *, now: dt.datetime, code: str) -> None:
    """Keep a whole plan made of the `ties`, so that an id of it is known later; raises `StoreError`.

    `code` is the calling code of national numbers.
    """
    work = {tie.contact.id: line for tie in ties if (line := work_of(tie.contact))}
    journals.keep_plan(store, plan, now=now, code=code, work=work)

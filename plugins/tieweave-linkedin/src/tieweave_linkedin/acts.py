"""Single acts: invitations, recommendations, endorsements. Each has one other person, a day and a direction.

What an act says of being in touch, where a message or a call says 1, is our own judgement.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

import attrs

from tieweave.model import Channel, Direction, Interaction
from tieweave_linkedin import dates, keys
from tieweave_linkedin.parties import Party, party
from tieweave_linkedin.tables import Row, Unread

RECOMMENDATION = 1.0
"""A page written about somebody, for all to read."""
INVITATION_WITH_NOTE = 0.5
"""Some lines to one person."""
INVITATION = 0.2
"""A click on one person's name."""
ENDORSEMENT = 0.1
"""A click on one of the skills that LinkedIn proposes, as a rule several in a row."""

_OUTWARD = frozenset({"OUTGOING", "SENT"})
_INWARD = frozenset({"INCOMING", "RECEIVED"})


@attrs.frozen
class Act:
    """One act with `who`; `own` is the owner as the record names them, where it does."""

    kind: str
    who: Party
    direction: Direction | None
    when: dt.datetime
    weight: float
    detail: str = ""
    own: Party | None = None
    organisation: tuple[str, str] = ("", "")

    def interaction(self, source: str, participant: str, direction: Direction) -> Interaction:
        """Return the act as an interaction.

        Its key is made of names, which exports of all years have, rather than of addresses.
        """
        named = self.who.name_key or self.who.page
        return Interaction(
            source=source,
            key=keys.key(self.kind, self.when, direction, named, self.detail),
            when=self.when,
            channel=Channel.MESSAGE,
            direction=direction,
            participants=(participant,),
            weight=self.weight,
        )


def invitations(rows: Iterable[Row | Unread], zone: dt.tzinfo) -> Iterator[Act | Unread]:
    """Give the invitations to connect; `direction` is None where the file does not say it.

    `Sent At` has no zone ("1/29/26, 2:37 PM"), so it is read in the `zone` given.
    """
    read = list(rows)  # whether the day comes first shows in all dates of a file together; there are some thousands
    day_first = dates.day_comes_first(row.get("date") for row in read if isinstance(row, Row))
    for row in read:
        if isinstance(row, Unread):
            yield row
            continue
        when = dates.moment(row.get("date"), zone, day_first=day_first)
        if when is None:
            yield _undated(row)
            continue
        inviter = party(row.get("from"), row.get("inviter"))
        invitee = party(row.get("to"), row.get("invitee"))
        said = row.get("direction").upper()
        direction = Direction.OUT if said in _OUTWARD else Direction.IN if said in _INWARD else None
        yield Act(
            kind="invitation",
            who=inviter if direction is Direction.IN else invitee,
            own=invitee if direction is Direction.IN else inviter,
            direction=direction,
            when=when,
            weight=INVITATION_WITH_NOTE if row.get("message") else INVITATION,
        )


def endorsements(rows: Iterable[Row | Unread], direction: Direction, zone: dt.tzinfo) -> Iterator[Act | Unread]:
    """Give the endorsements, whatever became of them: the click was made also where it was never shown."""
    for row in rows:
        if isinstance(row, Unread):
            yield row
        elif (when := dates.moment(row.get("date"), zone)) is None:
            yield _undated(row)
        else:
            yield Act(
                kind="endorsement",
                who=party(_full_name(row), row.get("url")),
                direction=direction,
                when=when,
                weight=ENDORSEMENT,
                detail=row.get("skill"),
            )


def recommendations(rows: Iterable[Row | Unread], direction: Direction, zone: dt.tzinfo) -> Iterator[Act | Unread]:
    """Give the recommendations, hidden ones too; what they say is not kept, only where their authors worked."""
    read = list(rows)
    day_first = dates.day_comes_first(row.get("date") for row in read if isinstance(row, Row))
    for row in read:
        if isinstance(row, Unread):
            yield row
        elif (when := dates.moment(row.get("date"), zone, day_first=day_first)) is None:
            yield _undated(row)
        else:
            yield Act(
                kind="recommendation",
                who=party(_full_name(row), row.get("url")),
                direction=direction,
                when=when,
                weight=RECOMMENDATION,
                organisation=(row.get("company"), row.get("title")),
            )


def _full_name(row: Row) -> str:
    return " ".join(filter(None, (row.get("first_name"), row.get("last_name"))))


def _undated(row: Row) -> Unread:
    return Unread(row.line, f"{row.get('date')[:40]!r} is no date" if row.get("date") else "it has no date")

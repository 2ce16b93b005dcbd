"""What a sink adapter declares, which adapter writes to a location, and what became of each item.

A sink is told what to deliver and says of each item what became of it; it can be asked what it would do, and how the
user left what it delivered before. It remembers nothing itself: `tieweave.deliveries` keeps what was delivered where.
"""

from __future__ import annotations

import datetime as dt
import enum
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeAlias

import attrs

from tieweave import claims
from tieweave.claims import shown
from tieweave.model import Failed, FollowUp, Profile, Tie
from tieweave.model import representation as written
from tieweave.sources import Account, Progress, SignIn, unseen
from tieweave.store import Store


class Outcome(enum.StrEnum):
    """What became of one item at a sink, or would become of it."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@attrs.frozen(kw_only=True)
class Delivery:
    """What became of one item: of the follow-up, or the contact of a tie, with the id `item`.

    `title` is what to call it, in a line; `detail` says in a line what is changed ("due 2026-12-01"), or why it failed
    and what to do.
    """

    item: str
    title: str = attrs.field(default="", converter=written.line)
    outcome: Outcome = attrs.field(converter=Outcome)
    detail: str = attrs.field(default="", converter=written.line)


@attrs.frozen(kw_only=True)
class Seen:
    """One of our follow-ups as it stands at a sink now, whoever changed it: done or not, and for which day.

    `due` None says that it has no day there, or one that cannot be read. `dropped` says that it was cancelled there.
    """

    id: str
    done: bool = False
    dropped: bool = False
    due: dt.date | None = None


Items: TypeAlias = Sequence[FollowUp] | Sequence[Tie]
"""What a sink takes: follow-ups, or ties where its declaration says so."""


class Sink(Protocol):
    """What `SinkType.open` gives: one place to deliver to.

    `key` is what the place is known by from run to run, however it was written: an absolute path, a service and
    account. What goes wrong with the place as a whole is raised as `tieweave.SinkError`; what goes wrong with one item
    is that item's `Delivery`.
    """

    @property
    def key(self) -> str:
        """What the place is known by from run to run."""

    def seen(self) -> Sequence[Seen] | None:
        """Return our follow-ups as they stand there now; None where the place is not there yet, or was made anew.

        What is not among them and was delivered before was deleted by the user. Writes nothing.
        """

    def deliver(self, items: Items, *, dry_run: bool = False) -> Iterable[Delivery]:
        """Deliver the items one by one, and say of each what became of it; with `dry_run` what would, writing nothing.

        An item that is there and equal is left alone; one that is open is made where it is not there; one that is done
        is marked as done, and one that is dropped removed, where it is there, and neither is made. Only what tieweave
        wrote is ever changed. A delivery is given when it is lasting, so that a run that is killed knows what it did.
        """

    def close(self) -> None:
        """Let go of what was opened."""


@attrs.frozen(kw_only=True)
class SinkContext:
    """What a sink may need to know of the run it is opened in.

    `now` is the run's clock, `zone` ego's time zone, `profile` what is known of ego. `store` holds secrets; `options`
    is what the configuration says under `[options.NAME]`, NAME being the sink's; `progress` shows how far it is.
    `sign_in` is how to ask the user for a right that is needed for the first time, None where nobody can be asked.
    """

    now: dt.datetime
    zone: dt.tzinfo = dt.UTC
    profile: Profile = attrs.field(factory=Profile)
    store: Store = attrs.field(factory=Store.temporary)
    options: Mapping[str, object] = attrs.field(factory=dict)
    progress: Progress = unseen
    sign_in: SignIn | None = None


@attrs.frozen(kw_only=True)
class SinkType:
    """The declaration of a sink: costs nothing until it is opened.

    `name` is the plugin's word for it; `summary` says in half a line what it writes; `matches` says whether a location
    is one of its own, without touching it; `open` makes it ready, and neither reads nor writes more than it must.
    `takes` is what it takes, `FollowUp` or `Tie`. `deleting_drops` says whether what the user deletes there is dropped:
    not so for drafts, which a mail program removes when they are sent; neither is made again. `account` is there for a
    service that one signs in to. `plugin` is the name of the plugin that declares it, which the hub fills in.
    """

    name: str
    summary: str
    matches: Callable[[str], bool]
    open: Callable[[str, SinkContext], Sink]
    takes: type[FollowUp] | type[Tie] = FollowUp
    deleting_drops: bool = True
    account: Account | None = None
    plugin: str = ""


def file_of(location: str, scheme: str) -> str:
    """Return the path that a location of a file sink names, with or without its scheme ("ics:plan.ics").

    It is absolute and without links, so that a file is the same place however it is named.
    """
    name, colon, rest = location.partition(":")
    path = rest if colon and name.lower() == scheme else location
    return os.path.realpath(os.path.expanduser(path))


@attrs.frozen(kw_only=True)
class SinkClaim:
    """A location and the one sink that writes to it; `failed` are plugins that could not say whether they do."""

    location: str
    type: SinkType
    failed: tuple[Failed, ...] = ()


def claim(location: str, types: Iterable[SinkType], failures: Iterable[Failed] = ()) -> SinkClaim:
    """Find the one sink among `types` that writes to `location`, without touching it; as `tieweave.sources.claim`."""
    why = f"no installed sink writes to {shown(location)!r}" if location else "the location of the sink is empty"
    found, sink_type, failed = claims.claim(location, tuple(types), failures, "writes to", lambda: why)
    return SinkClaim(location=found, type=sink_type, failed=failed)

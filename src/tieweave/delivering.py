"""Delivering: open sinks, what the user did there since, and the items that go there, each noted when it is there.

A place is looked at before anything is planned, and written to after. What a plugin raises is that place's failure:
what was delivered before it is noted, the rest is still due, and the other places go on.
"""

from __future__ import annotations

import contextlib
import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import attrs

from tieweave import claims, deliveries, plugin_failures
from tieweave.deliveries import Agreed, News
from tieweave.model import Failed, FollowUp, Status, Tie
from tieweave.sinks import Delivery, Items, Outcome, Seen, Sink, SinkClaim, SinkContext, SinkType

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Delivered:
    """What a push did at one sink: what became of each item, what the user had done there, and what failed."""

    sink: str
    deliveries: tuple[Delivery, ...] = ()
    news: tuple[News, ...] = ()
    failed: Failed | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing failed, neither the sink nor an item."""
        return self.failed is None and all(one.outcome is not Outcome.FAILED for one in self.deliveries)


@attrs.define(kw_only=True, eq=False)
class Place:
    """A sink that is open: what is `agreed` on with it, how our follow-ups stand there, and what `failed`.

    `due` is how many items go there, `delivered` what became of those that went.
    With `dry_run` nothing is written there, and nothing noted.
    """

    location: str
    type: SinkType
    sink: Sink
    context: SinkContext
    dry_run: bool = False
    agreed: dict[str, Agreed] = attrs.field(factory=dict, init=False)
    seen: dict[str, Seen] = attrs.field(factory=dict, init=False)
    due: int = attrs.field(default=0, init=False)
    delivered: list[Delivery] = attrs.field(factory=list, init=False)
    failed: Failed | None = attrs.field(default=None, init=False)

    @property
    def takes_ties(self) -> bool:
        """Whether it takes ties, and not follow-ups."""
        return self.type.takes is Tie

    def look(self) -> None:
        """See how our follow-ups stand there, and what was agreed on; raises `StoreError`."""
        # A place that has failed is not asked a second time: it may be long in not answering.
        if not self.takes_ties and self.failed is None:
            self._look()

    def news(self, known: Iterable[FollowUp]) -> list[News]:
        """Return what the user did there since; `known` are follow-ups that may be there without being agreed on.

        So it is when the store was lost, or another machine delivered: then what stands there counts.
        """
        if self.takes_ties or self.failed is not None:
            return []
        base = {one.id: Agreed.of(one) for one in known if one.id in self.seen}
        return deliveries.news(list(self.seen.values()), {**base, **self.agreed})

    def note(self, news: Sequence[News]) -> list[News]:
        """Agree to the `news` of this place; returns those that say something of the follow-up itself.

        Raises `StoreError`.
        """
        told, changed = [], {}
        for one in news:
            seen = self.seen.get(one.id)
            before = self.agreed.get(one.id)
            due = one.due or (before.due if before else seen.due if seen else None)
            if due is None:
                continue
            gone = one.status is Status.DROPPED
            done = before.done if before and one.status is None else one.status is Status.DONE
            changed[one.id] = Agreed(due=due, done=done, gone=gone)
            is_back = before is not None and before.gone
            if self.type.deleting_drops or not (is_back or (gone and seen is None)):
                told.append(one)
        for item, before in self.agreed.items():
            if not before.made and item in self.seen and item not in changed:
                changed[item] = attrs.evolve(before, made=True)
        self._keep(changed)
        return told

    def items(self, plan: Iterable[FollowUp], settled: Iterable[FollowUp]) -> list[FollowUp]:
        """Return what goes there: the open ones of the plan, and those settled since that stand there as open.

        What the user deleted there is not made again.
        """
        wanted = []
        for one in plan:
            before = self.agreed.get(one.id)
            if one.status.is_open and not (before and before.gone):
                wanted.append(one)
        for one in settled:
            before = self.agreed.get(one.id)
            if before is None or before.gone or one.status.is_open:
                continue
            if one.status is Status.DROPPED or not before.done:
                wanted.append(one)
        return wanted

    def deliver(self, items: Items) -> Iterator[Delivery]:
        """Deliver the items, and give what became, or would become, of each; raises `StoreError`."""
        if self.failed is not None:
            return
        self.due = len(items)
        follow_ups = {one.id: one for one in items if isinstance(one, FollowUp)}
        self._keep(
            {
                one.id: Agreed.of(one, made=False)
                for one in follow_ups.values()
                if one.status.is_open and one.id not in self.agreed
            }
        )
        stream = self._guarded("delivering", lambda: iter(self.sink.deliver(items, dry_run=self.dry_run)))
        while stream is not None and (delivery := self._guarded("delivering", lambda: next(stream, None))) is not None:
            if delivery.item in follow_ups:
                self._agree(follow_ups[delivery.item], delivery)
            self.delivered.append(delivery)
            yield delivery

    def has(self, item: str) -> bool:
        """Return whether a follow-up is known to stand there, open or done."""
        agreed = self.agreed.get(item)
        return agreed is not None and agreed.made and not agreed.gone

    def close(self) -> None:
        """Let go of the sink, whatever it says to that."""
        with contextlib.suppress(Exception):
            self.sink.close()

    def _look(self) -> None:
        found = self._guarded("being read", self._seen)
        if self.failed is not None:
            return
        self.agreed = deliveries.load(self.context.store, self.sink.key)
        if found is None:
            if self.agreed and not self.dry_run:
                deliveries.forget(self.context.store, self.sink.key)
            self.agreed = {}
        self.seen = {one.id: one for one in found or ()}

    def _seen(self) -> list[Seen] | None:
        found = self.sink.seen()
        return None if found is None else list(found)

    def _agree(self, follow_up: FollowUp, delivery: Delivery) -> None:
        if delivery.outcome is Outcome.FAILED:
            return
        before = self.agreed.get(follow_up.id)
        known = follow_up.id in self.seen or (before is not None and before.made)
        if delivery.outcome is Outcome.UNCHANGED and not (known and follow_up.status.is_open):
            # It is not for this place, as a call is not for drafts of mail; or it is settled here, and cannot be marked
            # so there, as a draft that the user has changed: then it stands there as before.
            return
        agreed = attrs.evolve(Agreed.of(follow_up), gone=follow_up.status is Status.DROPPED)
        if agreed != before:
            self._keep({follow_up.id: agreed})

    def _keep(self, agreed: Mapping[str, Agreed]) -> None:
        if not self.dry_run:
            deliveries.keep(self.context.store, self.sink.key, agreed)
        self.agreed |= agreed

    def _guarded(self, doing: str, act: Callable[[], T]) -> T | None:
        """Return what the sink's code gives, None where it failed, and then `failed` says so."""
        return _guarded(self.location, self.type, doing, act, self._fail)

    def _fail(self, failed: Failed) -> None:
        self.failed = failed


def opened(
    claimed: Iterable[SinkClaim],
    context: SinkContext,
    options: Mapping[str, Mapping[str, object]],
    *,
    dry_run: bool = False,
) -> tuple[list[Place], list[Failed]]:
    """Open the sink at each claimed location, and say which could not be opened.

    A place that is named twice, however it is spelled, is one. `options` are those of the sinks, by name.
    """
    places: dict[tuple[str, str], Place] = {}
    failed: list[Failed] = []
    for one in claimed:
        failed += one.failed
        own = attrs.evolve(context, options=options.get(one.type.name, {}))
        shown = claims.shown(one.location)
        sink_and_key = _guarded(shown, one.type, "opening", functools.partial(_open, one, own), failed.append)
        if sink_and_key is None:
            continue
        sink, key = sink_and_key
        place = Place(location=shown, type=one.type, sink=sink, context=own, dry_run=dry_run)
        if places.setdefault((one.type.name, key), place) is not place:
            place.close()
    return list(places.values()), failed


def _open(claimed: SinkClaim, context: SinkContext) -> tuple[Sink, str]:
    sink = claimed.type.open(claimed.location, context)
    return sink, sink.key


def _guarded(
    location: str, sink_type: SinkType, doing: str, act: Callable[[], T], fail: Callable[[Failed], object]
) -> T | None:
    try:
        return act()
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a plugin may raise anything; the other places go on
        why = plugin_failures.why(error, claims.owner(sink_type), f"{doing} {location!r}", location, "use")
        fail(Failed(source=location, reason=why))
    return None

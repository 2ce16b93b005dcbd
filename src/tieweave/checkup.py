"""Whether a location can be read, or a sink used, and what to do if not: what `tieweave doctor` shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import attrs

from tieweave import claims, delivering, plugin_failures, sinks, sources
from tieweave.errors import LocationError, TieweaveError
from tieweave.model import Contact, Failed, Interaction, Profile, Skipped
from tieweave.sinks import SinkContext, SinkType


@attrs.frozen(kw_only=True)
class Finding:
    """What was found at a location: `said` in lines, the first of which says all; `ok` is False where it failed.

    `source` is the name of the source that reads it, or of the sink that writes to it, "" where none does.
    """

    location: str
    source: str = ""
    ok: bool
    said: tuple[str, ...]


def examine(
    location: str,
    types: Iterable[sources.SourceType],
    failures: Iterable[Failed],
    context: sources.Context,
    options: Mapping[str, Mapping[str, object]],
) -> Finding:
    """Find out whether a location can be read, reading as little of it as the source allows; never raises.

    `failures` are the plugins that could not be used, `options` those of the sources, by name.
    """
    shown = claims.shown(location)
    try:
        claimed = sources.claim(location, types, failures)
    except LocationError as error:
        return Finding(location=shown, ok=False, said=(str(error),))
    source_type = claimed.type
    try:
        said = _said(claimed, attrs.evolve(context, options=options.get(source_type.name, {})))
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a plugin may raise anything
        doing = f"checking {shown!r}"
        reason = plugin_failures.why(error, claims.owner(source_type), doing, claimed.location, "read")
        return Finding(location=shown, source=source_type.name, ok=False, said=(reason,))
    return Finding(location=shown, source=source_type.name, ok=True, said=tuple(said))


def examine_sink(
    location: str,
    types: Iterable[SinkType],
    failures: Iterable[Failed],
    context: SinkContext,
    options: Mapping[str, Mapping[str, object]],
) -> Finding:
    """Find out whether a sink can be used, by looking for what is there of ours; writes nothing, and never raises."""
    try:
        claimed = sinks.claim(location, types, failures)
    except LocationError as error:
        return Finding(location=claims.shown(location), ok=False, said=(str(error),))
    places, failed = delivering.opened([claimed], context, options, dry_run=True)
    if not places:
        return Finding(location=claims.shown(location), ok=False, said=(failed[-1].reason,))
    (place,) = places
    try:
        place.look()
    except TieweaveError as error:
        return Finding(location=place.location, source=place.type.name, ok=False, said=(str(error),))
    finally:
        place.close()
    if place.failed is not None:
        return Finding(location=place.location, source=place.type.name, ok=False, said=(place.failed.reason,))
    if place.takes_ties:
        return Finding(location=place.location, source=place.type.name, ok=True, said=("can be used for labels",))
    count = sum(not seen.done for seen in place.seen.values())
    said = f"can be used: {count:,} {'follow-up is' if count == 1 else 'follow-ups are'} to be done there"
    return Finding(location=place.location, source=place.type.name, ok=True, said=(said,))


def _said(claimed: sources.Claim, context: sources.Context) -> Sequence[str]:
    if claimed.type.check is not None:
        return claimed.type.check(claimed.location, context) or ("can be read",)
    skipped = 0
    for record in claimed.type.open(claimed.location, context):
        match record:
            case Contact():
                return (f"can be read: the first of it is the contact {record.name or record.key!r}",)
            case Interaction():
                return (f"can be read: the first of it is an interaction of {record.when:%Y-%m-%d}",)
            case Profile():
                return ("can be read: the first of it is a profile of yours",)
            case Skipped():
                skipped += 1
    if skipped:
        return (f"can be opened, but none of its {skipped} records can be read: see tieweave classify",)
    return ("can be opened, and is empty",)

"""The sink `ics:`: follow-ups in one iCalendar file, or each in a file of its own in a folder (a vdir)."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
import icalendar

from tieweave import sink_files
from tieweave.errors import SinkError
from tieweave.model import FollowUp, Status
from tieweave.sinks import Delivery, Items, Outcome, Seen, Sink, SinkContext
from tieweave.whole_file import replaced
from tieweave_calendar.follow_up_component import brought_up_to_date, made, seen_of
from tieweave_calendar.follow_up_document import Document, Piece, component_of
from tieweave_calendar.follow_up_uid import id_of, uid_of
from tieweave_calendar.sink_location import sink_location
from tieweave_calendar.sink_settings import SinkSettings, sink_settings

_SUFFIX = ".ics"
_WRITTEN = (Outcome.CREATED, Outcome.UPDATED)


def open_sink(location: str, context: SinkContext) -> Sink:
    """Return the sink of a location; raises `SinkError` for one without a path, `SettingsError` for bad options."""
    place = sink_location(location)
    writing = _Writing(sink_settings(context.options, place.form), context)
    return Folder(place.path, writing) if place.is_folder else File(place.path, writing)


@attrs.frozen
class _Writing:
    """How follow-ups are written, in this run."""

    settings: SinkSettings
    context: SinkContext

    def seen(self, document: Document) -> Iterator[Seen]:
        """Give our follow-ups as they stand in a file; one that cannot be read is there, and says nothing more."""
        for id_, piece in document.follow_ups.items():
            try:
                standing = seen_of(component_of(piece), zone=self.context.zone)
            except ValueError:
                standing = None
            yield standing or Seen(id=id_)

    def delivered(self, piece: Piece | None, item: FollowUp) -> tuple[Delivery, icalendar.Component | None]:
        """Return what becomes of a follow-up where `piece` stands for it, and the component to write; None: remove it.

        Nothing is to be written where the outcome is neither that it is created nor that it is updated.
        """
        if piece is None:
            if not item.status.is_open:
                return _delivery(item, Outcome.UNCHANGED), None
            chosen = self.settings
            component = made(item, form=chosen.form, now=self.context.now, alarm=chosen.alarm)
            return _delivery(item, Outcome.CREATED, f"due {item.due}"), component
        if item.status is Status.DROPPED:
            return _delivery(item, Outcome.UPDATED, "removed"), None
        try:
            component = component_of(piece)
            changes = brought_up_to_date(component, item, now=self.context.now, zone=self.context.zone)
        except ValueError as error:
            why = f"what stands there of it cannot be read ({error}); mend it, or delete it there"
            return _delivery(item, Outcome.FAILED, why), None
        return _delivery(item, Outcome.UPDATED if changes else Outcome.UNCHANGED, ", ".join(changes)), component


@attrs.frozen
class File:
    """One file with all follow-ups in it: written once for all of them, so that it is the old one or the new one."""

    key: str
    _writing: _Writing

    def seen(self) -> Sequence[Seen] | None:
        """Return our follow-ups in the file, None where there is no file, or nothing in it."""
        document = _read(self.key)
        return None if document is None else list(self._writing.seen(document))

    def deliver(self, items: Items, *, dry_run: bool = False) -> Iterator[Delivery]:
        """Write the items into the file, and say of each what became of it."""
        document = _read(self.key) or Document.empty()
        held = document.follow_ups
        deliveries: list[Delivery] = []
        changes: dict[str, icalendar.Component | None] = {}
        for item in _follow_ups(items):
            delivery, component = self._writing.delivered(held.get(item.id), item)
            deliveries.append(delivery)
            if delivery.outcome in _WRITTEN:
                changes[item.id] = component
        if changes:
            _write(self.key, document.with_changes(changes), dry_run=dry_run)
        yield from deliveries

    def close(self) -> None:
        """Nothing is held open."""


@attrs.frozen
class Folder:
    """A folder with a file for each follow-up, as todoman, khal and vdirsyncer keep them; others may stand there."""

    key: str
    _writing: _Writing

    def seen(self) -> Sequence[Seen] | None:
        """Return our follow-ups in the files of the folder, None where there is no folder."""
        paths = self._paths()
        if paths is None:
            return None
        found = {}
        for path in paths:
            document = _document(path)
            if document is None:  # there, so not deleted; what it holds nobody knows
                id_ = id_of(os.path.basename(path)[: -len(_SUFFIX)])
                seen = [] if id_ is None else [Seen(id=id_)]
            else:
                seen = list(self._writing.seen(document))
            found.update({one.id: one for one in seen if one.id not in found})
        return list(found.values())

    def deliver(self, items: Items, *, dry_run: bool = False) -> Iterator[Delivery]:
        """Write the items into their files one by one, and say of each what became of it."""
        places: dict[str, str] = {}
        for path in self._paths() or ():
            held = _document(path)
            for id_ in held.follow_ups if held else ():
                places.setdefault(id_, path)
        for item in _follow_ups(items):
            path = places.get(item.id) or os.path.join(self.key, uid_of(item.id) + _SUFFIX)
            before = _document(path) if os.path.lexists(path) else Document.empty()
            if before is None:
                why = f"{path} is there and cannot be read as a calendar; mend it, or move it away"
                yield _delivery(item, Outcome.FAILED, why)
                continue
            delivery, component = self._writing.delivered(before.follow_ups.get(item.id), item)
            if delivery.outcome in _WRITTEN:
                document = before.with_changes({item.id: component})
                if document.is_bare:
                    _remove(path, dry_run=dry_run)
                else:
                    _write(path, document, dry_run=dry_run, folder=self.key)
            yield delivery

    def close(self) -> None:
        """Nothing is held open."""

    def _paths(self) -> list[str] | None:
        """Return the paths of the calendars in the folder, in the order of their names; None where there is no folder.

        What starts with a dot is a program's own: caches, locks, half-written files.
        """
        try:
            names = sorted(os.listdir(self.key))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise sink_files.refusal(self.key, error, "read") from error
        wanted = (name for name in names if name.lower().endswith(_SUFFIX) and not name.startswith("."))
        return [path for name in wanted if os.path.isfile(path := os.path.join(self.key, name))]


def _document(path: str) -> Document | None:
    """Return a file of the folder, None where it cannot be read, or is no calendar."""
    try:
        return Document.of(Path(path).read_bytes())
    except (OSError, ValueError):
        return None


def _read(path: str) -> Document | None:
    """Return the file at a path, None where there is none or nothing in it; raises `SinkError`."""
    data = sink_files.data(path)
    try:
        return Document.of(data) if data and data.strip() else None
    except ValueError as error:
        raise SinkError(f"{path}: is no calendar that can be read ({error}); it is left alone, name another") from error


def _write(path: str, document: Document, *, dry_run: bool, folder: str = "") -> None:
    """Write a file whole or not at all, after making its `folder` if one is given; raises `SinkError`."""
    made = path
    while folder and not os.path.isdir(os.path.dirname(made)):
        made = os.path.dirname(made)
    sink_files.check_writable(made)
    if dry_run:
        return
    try:
        if folder:
            os.makedirs(folder, mode=0o700, exist_ok=True)
        with replaced(Path(path)) as stream:
            stream.buffer.write(document.data)
    except OSError as error:
        raise sink_files.refusal(path, error, "written") from error


def _remove(path: str, *, dry_run: bool) -> None:
    try:
        if not dry_run:
            os.remove(path)
    except OSError as error:
        raise sink_files.refusal(path, error, "removed") from error


def _follow_ups(items: Items) -> Iterator[FollowUp]:
    return (item for item in items if isinstance(item, FollowUp))


def _delivery(item: FollowUp, outcome: Outcome, detail: str = "") -> Delivery:
    return Delivery(item=item.id, title=item.title, outcome=outcome, detail=detail)

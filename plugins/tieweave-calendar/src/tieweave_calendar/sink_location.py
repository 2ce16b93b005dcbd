"""Which locations the sink `ics:` writes to, and what they say."""

from __future__ import annotations

import os
import re

import attrs

from tieweave.errors import SinkError
from tieweave.sinks import file_of

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")  # two letters at least: `C:` is a Windows drive
_OWN = "ics:"
_FORM = re.compile(r"(.*)\?form=([^?&=]*)", re.DOTALL)


@attrs.frozen
class SinkLocation:
    """A place to write to: its absolute `path`, whether it is a folder, and the form it asks for, None for none."""

    path: str
    is_folder: bool
    form: str | None


def matches(location: str) -> bool:
    """Return whether a location is of this sink: `ics:` and any path, or the path of an .ics file, there or not."""
    path, _ = _parted(location)
    if path.lower().startswith(_OWN):
        return True
    return path.lower().endswith(".ics") and (_SCHEME.match(path) is None or os.path.exists(path))


def sink_location(location: str) -> SinkLocation:
    """Return what a location says; raises `SinkError` for one that names nothing."""
    path, form = _parted(location)
    rest = path[len(_OWN) :] if path.lower().startswith(_OWN) else path
    if not rest or "\0" in rest:
        raise SinkError(f"{location}: names no file; give its path, as in ics:follow-ups.ics")
    place = file_of(path, "ics")
    return SinkLocation(place, rest.endswith(("/", os.sep)) or os.path.isdir(place), form)


def _parted(location: str) -> tuple[str, str | None]:
    """Return a location without its `?form=…`, and that form."""
    found = _FORM.fullmatch(location)
    return (found[1], found[2]) if found else (location, None)

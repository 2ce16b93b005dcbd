"""What a source adapter declares, which adapter reads a location, and reading it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from typing import BinaryIO, TypeAlias

import attrs

from tieweave.model import Contact, Interaction, Profile, Skipped

Source: TypeAlias = Iterable[Contact | Interaction | Profile | Skipped]
"""What `SourceType.open` gives: a stream of records, a generator as a rule, read once.

A record that cannot be read becomes a `Skipped` and the others follow; `tieweave.errors.SourceError` says that
the source as a whole cannot be read, and what the user can do.
"""


@attrs.frozen(kw_only=True)
class Context:
    """What a source may need to know of the run it is opened in.

    `stdin` is standard input for the location `-` (None: not available); `now` the run's clock; `profile` what
    the user said of ego; `keep_media` asks to carry photos and sounds along in `Contact.extras`, undecoded, for
    an output that writes whole records back. By default they are passed over, since they are most of a file.
    """

    now: dt.datetime
    profile: Profile = attrs.field(factory=Profile)
    stdin: BinaryIO | None = None
    keep_media: bool = False


@attrs.frozen(kw_only=True)
class SourceType:
    """The declaration of a source: costs nothing until it is opened.

    `name` is the plugin's word for it; `summary` says in half a line what it reads; `matches` says whether a
    location is one of its own, without reading more of it than it must; `open` reads it.
    """

    name: str
    summary: str
    matches: Callable[[str], bool]
    open: Callable[[str, Context], Source]

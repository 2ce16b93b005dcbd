"""What a source adapter declares, which adapter reads a location, and reading it."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import BinaryIO, TypeAlias

import attrs

from tieweave import added, claims, plugin_failures, written_labels
from tieweave.claims import owner, shown
from tieweave.model import Book, Contact, Failed, Interaction, Profile, Skipped
from tieweave.store import Store

Source: TypeAlias = Iterable[Contact | Interaction | Profile | Skipped]
"""What `SourceType.open` gives: a stream of records, a generator as a rule, read once.

A record that cannot be read becomes a `Skipped` and the others follow; `tieweave.errors.SourceError` says that
the source as a whole cannot be read, and what the user can do.
"""

Progress: TypeAlias = Callable[[str, int, int | None], None]
"""Shows how far a source is: `progress(what, done, total)`, as in `progress("messages", 1200, None)`."""


def unseen(what: str, done: int, total: int | None) -> None:
    """Show nothing."""


@attrs.frozen(kw_only=True)
class Context:
    """What a source may need to know of the run it is opened in.

    `stdin` is standard input for the location `-` (None: not available); `now` the run's clock; `profile` what
    the user said of ego; `keep_media` asks to carry photos and sounds along in `Contact.extras`, undecoded, for
    an output that writes whole records back. By default they are passed over, since they are most of a file.
    `store` remembers from run to run; `options` is what the configuration says under `[options.NAME]`, NAME being the
    source's; `progress` shows how far the reading is, and may be called often.
    """

    now: dt.datetime
    profile: Profile = attrs.field(factory=Profile)
    stdin: BinaryIO | None = None
    keep_media: bool = False
    store: Store = attrs.field(factory=Store.temporary)
    options: Mapping[str, object] = attrs.field(factory=dict)
    progress: Progress = unseen


@attrs.frozen(kw_only=True)
class SignIn:
    """How the user wants to sign in, as `tieweave login` was told.

    `client_secrets` is the path of a file that identifies the program to the service, where it needs one; `browser`
    says whether a browser on this machine may be opened. `say` shows a line to the user; `ask` puts a question and
    returns the answer; `ask_secret` does so without showing what is typed.
    """

    say: Callable[[str], None]
    ask: Callable[[str], str]
    ask_secret: Callable[[str], str]
    client_secrets: str | None = None
    browser: bool = True


@attrs.frozen(kw_only=True)
class Account:
    """How to sign in to a service and out of it: both return what was done, in one line, or raise `SourceError`.

    `logout` also revokes what the service granted, where it can.
    """

    login: Callable[[str, Context, SignIn], str]
    logout: Callable[[str, Context], str]


@attrs.frozen(kw_only=True)
class SourceType:
    """The declaration of a source: costs nothing until it is opened.

    `name` is the plugin's word for it; `summary` says in half a line what it reads; `matches` says whether a
    location is one of its own, without reading more of it than it must; `open` reads it. `account` is there for a
    service that one signs in to. `check` says cheaply what is at a location, in a line and others that explain it,
    or raises `SourceError`; where there is none, reading the first record tells. `plugin` is the name of the plugin
    that declares it, which the hub fills in.
    """

    name: str
    summary: str
    matches: Callable[[str], bool]
    open: Callable[[str, Context], Source]
    account: Account | None = None
    check: Callable[[str, Context], Sequence[str]] | None = None
    plugin: str = ""


@attrs.frozen(kw_only=True)
class Claim:
    """A location and the one source that reads it; `failed` are plugins that could not say whether they do."""

    location: str
    type: SourceType
    failed: tuple[Failed, ...] = ()


def _count_added(_: str, context: Context) -> Sequence[str]:
    count = len(list(added.records(context.store)))
    return [f"{count:,} {'person' if count == 1 else 'people'} added by hand"]


ADDED = SourceType(
    name="added",
    summary="people added by hand (added:)",
    matches=lambda location: location == added.LOCATION,
    open=lambda _, context: added.records(context.store),
    check=_count_added,
)
"""The one source that is built in, since what it reads stands in the store. Nobody else is asked for its location."""


def claim(location: str, types: Iterable[SourceType], failures: Iterable[Failed] = ()) -> Claim:
    """Find the one source among `types` that reads `location`, without reading it.

    Where none says so of itself, `name:location` names the source that shall, as in `mail:/var/mail/morgan`.

    `failures` are the plugins that could not be used (`tieweave.plugins.PluginHub.failures`): they are quoted
    where nothing reads the location, since one of them might. A `matches` that raises is taken for a no, and
    goes into the claim's `failed`. Raises `LocationError` when no source reads the location or several do.
    """
    if ADDED.matches(location):
        return Claim(location=location, type=ADDED)
    found, source_type, failed = claims.claim(
        location, tuple(types), failures, "reads", lambda: _why_nobody_reads(location)
    )
    return Claim(location=found, type=source_type, failed=failed)


def read(claimed: Claim, context: Context) -> Book:
    """Read a claimed location to its end, or as far as it can be read.

    Never raises for what a plugin does: the failure goes into the book's `failed`, and what came before it
    stays. The book's profile is the empty one where the source has none; of several the first is taken. Labels that
    tieweave wrote back are left out of the contacts.
    """
    contacts: list[Contact] = []
    interactions: list[Interaction] = []
    profiles: list[Profile] = []
    skipped: list[Skipped] = []
    strangers: list[str] = []
    failed = list(claimed.failed)
    source_type = claimed.type
    location = shown(claimed.location)
    try:
        for record in source_type.open(claimed.location, context):
            if isinstance(record, Contact):
                contacts.append(written_labels.without(record))
            elif isinstance(record, Interaction):
                interactions.append(record)
            elif isinstance(record, Skipped):
                skipped.append(record)
            elif isinstance(record, Profile):
                profiles.append(record)
            else:  # what the types forbid, and a plugin may do
                strangers.append(type(record).__name__)  # type: ignore[unreachable]
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a plugin may raise anything; what it gave stays
        doing = f"reading {location!r}"
        reason = plugin_failures.why(error, owner(source_type), doing, claimed.location, "read")
        failed.append(Failed(source=location, reason=reason))
    if strangers:
        reason = (
            f"plugin {owner(source_type)!r} gave {len(strangers)} of what is no record ({strangers[0]}): "
            "only Contact, Interaction, Profile and Skipped are; tell its author"
        )
        failed.append(Failed(source=location, reason=reason))
    if len(profiles) > 1:
        reason = f"plugin {owner(source_type)!r} gave {len(profiles)} profiles; the first is used"
        failed.append(Failed(source=location, reason=reason))
    return Book(
        contacts=contacts,
        interactions=interactions,
        profile=profiles[0] if profiles else Profile(),
        skipped=skipped,
        failed=failed,
    )


def _why_nobody_reads(path: str) -> str:
    location = shown(path)
    if not path:
        return "the location is empty: give a file, a folder or a service"
    if os.path.exists(path) and not os.access(path, os.R_OK):
        return f"cannot read {location!r}: permission denied"
    if os.path.isdir(path):
        return f"nothing readable was found in the folder {location!r}"
    if not os.path.exists(path) and _is_path(path):
        return f"no such file or folder: {location!r}; check the path"
    return f"no installed source reads {location!r}"


def _is_path(location: str) -> bool:
    """Tell a path from a service ("google:", "carddav:https://…"), a drive letter being no service."""
    return location != "-" and not re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", location)

"""Which of the declared sources, or sinks, a location belongs to: asked one by one, so that none hinders another."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from tieweave.errors import LocationError, PluginError
from tieweave.model import Failed

_PASSWORD = re.compile(r"(//[^/:@\s]*|^[A-Za-z][A-Za-z0-9+.-]*:[^/:@\s]+):[^/\s]*@")


class Declared(Protocol):
    """A source or a sink, as far as finding it takes."""

    @property
    def name(self) -> str:
        """The plugin's word for it."""

    @property
    def plugin(self) -> str:
        """The plugin that declares it."""

    @property
    def matches(self) -> Callable[[str], bool]:
        """Whether a location is one of its own."""


D = TypeVar("D", bound=Declared)


def shown(location: str) -> str:
    """Return a location as it is shown: a password that somebody wrote into an address is left out."""
    return _PASSWORD.sub(r"\1:…@", location)


def owner(declared: Declared) -> str:
    """Return the name of the plugin to name in a failure."""
    return declared.plugin or declared.name


def claim(
    location: str, types: Sequence[D], doing: str, nobody: Callable[[Sequence[Failed]], LocationError]
) -> tuple[str, D, tuple[Failed, ...]]:
    """Return the location, the one of the `types` that it belongs to, and the plugins that could not say.

    Where none says so of itself, `name:location` names it, as in `mail:/var/mail/morgan`; the location that is returned
    is then the rest. `doing` is the verb, "reads" or "writes to". A `matches` that raises is taken for a no. Raises
    `LocationError`: what `nobody` makes of the failures where nothing claims it, or one that names all who do.
    """
    claiming: list[D] = []
    failed: list[Failed] = []
    for declared in types:
        try:
            claims = declared.matches(location)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - a plugin may raise anything; the others go on
            cause = PluginError(owner(declared), f"being asked whether it {doing} {shown(location)!r}", error)
            failed.append(Failed(source=f"plugin {cause.plugin}", reason=cause.reason))
        else:
            if claims:
                claiming.append(declared)
    if not claiming:
        name, _, rest = location.partition(":")
        for declared in types:
            if rest and declared.name == name:
                # A shell leaves the ~ of "mail:~/Maildir" alone, since it stands within a word.
                return os.path.expanduser(rest), declared, tuple(failed)
        raise nobody(failed)
    if len(claiming) > 1:
        raise LocationError(_several(location, claiming, doing))
    return location, claiming[0], tuple(failed)


def _several(location: str, claiming: Iterable[Declared], doing: str) -> str:
    held = list(claiming)
    kind = "source" if doing == "reads" else "sink"
    names = " and ".join(f"{one.name!r} of plugin {owner(one)!r}" for one in held)
    chosen = " or ".join(f"{one.name}:{shown(location)}" for one in held)
    return f"more than one {kind} {doing} {shown(location)!r}: {names}; say which, as in {chosen}"

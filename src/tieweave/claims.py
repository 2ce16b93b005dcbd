"""Which of the declared sources, or sinks, a location belongs to: asked one by one, so that none hinders another."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

from tieweave import catalogue
from tieweave.errors import LocationError, PluginError
from tieweave.model import Failed

_PASSWORD = re.compile(r"(//[^/:@\s]*|^[A-Za-z][A-Za-z0-9+.-]*:[^/:@\s]+):[^/\s]*@")

_READS = "reads"
"""What a source does with a location; a sink does something else."""


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
    location: str, types: Sequence[D], failures: Iterable[Failed], doing: str, why: Callable[[], str]
) -> tuple[str, D, tuple[Failed, ...]]:
    """Return the location, the one of the `types` that it belongs to, and the plugins that could not say.

    Where none says so of itself, `name:location` names it, as in `mail:/var/mail/morgan`; the location that is returned
    is then the rest. `doing` is the verb, "reads" or "writes to". A `matches` that raises is taken for a no. Raises
    `LocationError`: where nothing claims it, with `why` and the `failures` of plugins that might; where several do,
    with all of them.
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
        raise LocationError(_nobody(location, types, [*failures, *failed], doing, why()))
    if len(claiming) > 1:
        raise LocationError(_several(location, claiming, doing))
    return location, claiming[0], tuple(failed)


def _nobody(location: str, types: Sequence[Declared], failures: Sequence[Failed], doing: str, why: str) -> str:
    # A plugin that is installed and broken is quoted below: to install it again is no help.
    installed = [*map(owner, types), *(failure.source.removeprefix("plugin ") for failure in failures)]
    parts = [
        why,
        *catalogue.to_install(shown(location), installed, writing=doing != _READS),
        *([f"the installed {_kind(doing)}s are {', '.join(one.name for one in types)}"] if types else []),
        *(f"{failure.source}: {failure.reason}" for failure in failures),
    ]
    return "; ".join(parts)


def _several(location: str, claiming: Sequence[Declared], doing: str) -> str:
    names = " and ".join(f"{one.name!r} of plugin {owner(one)!r}" for one in claiming)
    chosen = " or ".join(f"{one.name}:{shown(location)}" for one in claiming)
    return f"more than one {_kind(doing)} {doing} {shown(location)!r}: {names}; say which, as in {chosen}"


def _kind(doing: str) -> str:
    return "source" if doing == _READS else "sink"

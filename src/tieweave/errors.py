"""What can go wrong, as exceptions.

    TieweaveError            anything a user can mend; its text is one line that says what, where and what to do
    ├── LocationError        no source, or more than one, claims a location
    ├── SourceError          a source cannot be read at all
    ├── FormatError          an output format that nothing provides
    ├── SettingsError        a profile or configuration file says something it cannot mean
    └── PluginError          a plugin cannot be loaded, or failed while it was called

A record that cannot be read is no exception: it becomes a `tieweave.Skipped`, and the others go on.
"""

from __future__ import annotations

from collections.abc import Sequence


class TieweaveError(Exception):
    """Something the user can mend. `str()` gives one line: what, where, and what to do."""


class LocationError(TieweaveError):
    """No installed source reads a location, or more than one does."""


class SourceError(TieweaveError):
    """A source cannot be read at all: missing, unreadable, or not of its kind.

    Source plugins raise it from `open` or while yielding. What they yielded before stays.
    """


class FormatError(TieweaveError):
    """An output format that neither tieweave nor an installed plugin provides."""


class SettingsError(TieweaveError):
    """A profile or configuration file holds something it cannot mean.

    `problems` are all of them, one line each, so that the user mends the file once.
    """

    def __init__(self, where: str, problems: Sequence[str]) -> None:
        self.where = where
        self.problems = tuple(problems)
        super().__init__(f"{where}: " + "; ".join(self.problems))


class PluginError(TieweaveError):
    """A plugin failed. `plugin` is its name, `doing` what it was asked for; the cause is chained."""

    def __init__(self, plugin: str, doing: str, cause: BaseException) -> None:
        self.plugin = plugin
        self.doing = doing
        text = " ".join(str(cause).split()) or "no message"
        super().__init__(f"plugin {plugin!r} failed while {doing}: {type(cause).__name__}: {text}")

"""What can go wrong, as exceptions.

    TieweaveError            anything a user can mend; its text is one line that says what, where and what to do
    ├── LocationError        no source, or more than one, claims a location
    ├── SourceError          a source cannot be read at all
    ├── SinkError            a sink cannot be used at all
    ├── FormatError          an output format that nothing provides
    ├── SettingsError        a profile or configuration file says something it cannot mean
    ├── StoreError           what tieweave remembers cannot be read or written
    ├── NoAnswerError        a question that nobody is there to answer
    ├── ClashError           two plugins declare one name
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

    @classmethod
    def unreadable(cls, location: str, error: OSError | ValueError) -> SourceError:
        """Return the error for a file or folder that cannot be opened or read, and what to do about it."""
        if isinstance(error, FileNotFoundError):
            return cls(f"{location}: there is no such file; check the path")
        if isinstance(error, PermissionError):
            return cls(f"{location}: not allowed to read it; change its permissions")
        reason = getattr(error, "strerror", None) or " ".join(str(error).split()) or type(error).__name__
        return cls(f"{location}: cannot be read ({reason}); check the path")


class SinkError(TieweaveError):
    """A sink cannot be used at all: not there, not writable, not of its kind, or it answers what makes no sense.

    Sink plugins raise it from `open`, `seen` and `deliver`. What was delivered before stays delivered.
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


class StoreError(TieweaveError):
    """What tieweave remembers from run to run, or a secret, cannot be read or written."""


class NoAnswerError(TieweaveError):
    """A question that nobody is there to answer: the input has ended, or is no terminal."""


class ClashError(TieweaveError):
    """Several `plugins` declare one `name`, of a source or of a format: which it is, `kind` says."""

    def __init__(self, kind: str, name: str, plugins: Sequence[str]) -> None:
        self.kind = kind
        self.name = name
        self.plugins = tuple(plugins)
        claimants = " and ".join(f"plugin {plugin!r}" for plugin in self.plugins)
        hint = f"leave one out, as with TIEWEAVE_DISABLE_PLUGINS={self.plugins[-1]}"
        super().__init__(f"{kind} {name!r} is declared by {claimants}; {hint}")


class PluginError(TieweaveError):
    """A plugin failed. `plugin` is its name, `doing` what it was asked for; the cause is chained.

    `reason` is the message without the plugin's name.
    """

    def __init__(self, plugin: str, doing: str, cause: BaseException) -> None:
        self.plugin = plugin
        self.doing = doing
        try:
            text = " ".join(str(cause).split()) or "no message"
        except Exception:  # noqa: BLE001 - an exception of a plugin may fail to say what it is
            text = "no message"
        self.reason = f"failed while {doing}: {type(cause).__name__}: {text}"
        super().__init__(f"plugin {plugin!r} {self.reason}")

"""What a plugin's code raised, said in one line: one that fails must not stop the others, nor show a traceback."""

from __future__ import annotations

from tieweave.errors import PluginError, TieweaveError


def why(error: BaseException, plugin: str, doing: str, location: str, verb: str) -> str:
    """Return why a `plugin` failed while it was `doing` something ("reading 'phone.vcf'") at a `location`.

    What a `TieweaveError` says is what to do; what the system refuses is said with the `verb` ("read", "use"), and the
    file's name where that is another than the location; anything else is a fault of the plugin.
    """
    if isinstance(error, TieweaveError):
        return " ".join(str(error).split())
    if isinstance(error, OSError):
        what = "it" if error.filename in (None, location) else repr(error.filename)
        return f"cannot {verb} {what}: {error.strerror or error}"
    return str(PluginError(plugin, doing, error))

"""A file in which the user sets something: TOML, read whole; every trouble is one line that says what to do."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from tieweave.errors import SettingsError


def read_table(path: str | os.PathLike[str], what: str, *, where: str = "") -> dict[str, Any]:
    """Return the table that the TOML file at `path` holds.

    `what` is in it, in words ("the profile"); `where` is what to call the file, its path where that is left out. Raises
    `SettingsError` when it cannot be read, from the OSError, or is not UTF-8 or not TOML.
    """
    import tomllib

    named = where or os.fspath(path)
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise SettingsError(named, [f"cannot read {what} ({error.strerror}); check the path"]) from error
    except UnicodeDecodeError as error:
        raise SettingsError(named, [f"not UTF-8 text (byte {error.start}); save it as UTF-8"]) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(named, [f"not TOML: {error}"]) from error
    except RecursionError as error:
        raise SettingsError(named, ["lists or tables are nested too deeply"]) from error

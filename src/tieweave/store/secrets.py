"""Secrets: what nobody else may read, each in a file of its own that only its owner can open."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from tieweave.errors import StoreError
from tieweave.store.refusals import reason
from tieweave.whole_file import replaced

_FOLDER = "secrets"


class Secrets(Protocol):
    """Where secrets are kept by name; all three raise `StoreError`."""

    def get(self, name: str) -> str | None:
        """Return a secret, None when there is none."""

    def keep(self, name: str, text: str) -> None:
        """Keep a secret, in the place of what was kept under that name."""

    def forget(self, name: str) -> bool:
        """Remove a secret; returns whether there was one."""


class PassingSecrets:
    """Secrets of one run, kept nowhere."""

    def __init__(self) -> None:
        self._held: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        """Return a secret, None when there is none."""
        return self._held.get(name)

    def keep(self, name: str, text: str) -> None:
        """Keep a secret to the end of the run."""
        self._held[name] = text

    def forget(self, name: str) -> bool:
        """Remove a secret; returns whether there was one."""
        return self._held.pop(name, None) is not None


class SecretFiles:
    """Secrets in files of a data folder."""

    def __init__(self, folder: Path) -> None:
        self._data = folder

    def get(self, name: str) -> str | None:
        """Return a secret, None when there is none; raises `StoreError` when it is unreadable."""
        path = self._path(name)
        try:
            return path.read_bytes().decode("utf-8")  # not read_text, which changes line ends
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(f"{path}: cannot be read ({reason(error)}); remove it and sign in again") from error

    def keep(self, name: str, text: str) -> None:
        """Keep a secret; raises `StoreError` when it cannot be written."""
        path = self._path(name)
        try:
            private_folder(self._data)
            private_folder(path.parent)
            with replaced(path, mode=0o600) as stream:
                stream.write(text)
        except OSError as error:
            raise StoreError(f"{path}: cannot be written ({reason(error)}); check the folder") from error

    def forget(self, name: str) -> bool:
        """Remove a secret; returns whether there was one. Raises `StoreError` when it cannot be removed."""
        path = self._path(name)
        try:
            path.unlink()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise StoreError(f"{path}: cannot be removed ({reason(error)}); remove it yourself") from error
        return True

    def _path(self, name: str) -> Path:
        from urllib.parse import quote

        return self._data / _FOLDER / quote(name, safe="@ ")


def private_folder(folder: Path) -> None:
    """Make a folder that only its owner can open, where there is none; raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)

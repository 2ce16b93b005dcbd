"""Files in a .zip archive, as sources read them: by name and in blocks, with damage told in one line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tieweave.errors import SourceError

if TYPE_CHECKING:
    import zipfile

_BLOCK = 256 * 1024  # bytes read at a time


def listed(path: str) -> list[str]:
    """Return the names of the files in the archive at `path`, sorted; none when it is no archive, or a broken one.

    Left out are hidden files, and the shadows that Macs pack of every file, under the same suffix. Raises OSError when
    the file cannot be read.
    """
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            return names(archive)
    except _damage():
        return []


def opened(path: str, location: str) -> zipfile.ZipFile:
    """Open the archive at `path`, which closes itself when nothing holds it any more.

    Raises `SourceError`, about the `location`, when it is no archive or a damaged one, OSError when it cannot be read.
    """
    import zipfile

    try:
        return zipfile.ZipFile(path)
    except _damage() as error:
        raise SourceError(f"{location}: is no .zip archive, or a damaged one; fetch or export it again") from error


def names(archive: zipfile.ZipFile) -> list[str]:
    """Return the names of an archive's files, as `listed` does."""
    return sorted({name for name in archive.namelist() if _is_file(name)})


def blocks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """Give a file of an archive in blocks; raises OSError when it is encrypted or damaged."""
    if archive.getinfo(name).flag_bits & 0x1:
        raise OSError("it is encrypted in the archive; unpack it with its password first")
    damage: tuple[type[Exception], ...] = (*_damage(), OSError)  # OSError: what bz2 says of damage
    try:
        with archive.open(name) as member:
            while block := member.read(_BLOCK):
                yield block
    except damage as error:
        reason = " ".join(str(error).split()) or type(error).__name__
        raise OSError(f"damaged in the archive: {reason}") from error


def _is_file(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return bool(parts[-1]) and not parts[-1].startswith(".") and "__MACOSX" not in parts


def _damage() -> tuple[type[Exception], ...]:
    """Return what the standard library raises for a damaged archive, or one of a version of the format yet to come."""
    import zipfile
    import zlib

    known = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)
    try:
        import lzma
    except ImportError:  # a Python built without it opens no member that needs it
        return known
    return (*known, lzma.LZMAError)

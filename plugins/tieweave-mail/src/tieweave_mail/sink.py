"""Follow-ups by e-mail as drafts in a folder, one .eml file each: the sink that `tieweave_mail` declares.

Nothing is ever sent. Each file is written whole or not at all, and told when it is there; one that somebody changed is
never written to again.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from tieweave.errors import SinkError
from tieweave.model import FollowUp, Profile
from tieweave.sink_files import PRIVATE, refusal
from tieweave.sinks import Delivery, Items, Outcome, Seen, SinkContext, file_of
from tieweave.whole_file import replaced
from tieweave_mail import draft, draft_names
from tieweave_mail.draft import AddressError, Draft

_EMAIL = "email"
_WHOLE = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EROFS))
"""What is wrong with the place, and not with one file."""


@attrs.frozen
class _File:
    path: Path
    draft: Draft


def open_sink(location: str, context: SinkContext) -> DraftFolder:
    """Return the folder at a location (`eml:FOLDER`); reads nothing yet. Raises `SinkError` for any option."""
    for key in context.options:
        raise SinkError(f"eml: unknown option {key!r} in [options.eml]; there are none")
    return DraftFolder(file_of(location, "eml"), context.profile)


class DraftFolder:
    """The folder at a path, which is its key; `profile` says whom the drafts are from."""

    def __init__(self, path: str, profile: Profile) -> None:
        self.key = path
        self._profile = profile

    def seen(self) -> Sequence[Seen] | None:
        """Return the drafts in the folder, by the days in their names; None where there is no folder.

        Raises `SinkError` where it cannot be read.
        """
        files = self._files()
        if files is None:
            return None
        return [Seen(id=item, due=draft_names.day_of(file.path.name)) for item, file in files.items()]

    def deliver(self, items: Items, *, dry_run: bool = False) -> Iterator[Delivery]:
        """Write, rename or remove the drafts of the items, one by one, and tell what became of each."""
        files = self._files() or {}
        self._check_writable()
        taken = {file.path.name for file in files.values()}
        for item in items:
            if isinstance(item, FollowUp):
                yield self._delivered(item, files.get(item.id), taken, dry_run)

    def close(self) -> None:
        """Nothing is kept open."""

    def _delivered(self, item: FollowUp, there: _File | None, taken: set[str], dry_run: bool) -> Delivery:
        try:
            if item.status.is_open and item.channel == _EMAIL:
                outcome, detail = self._written(item, there, taken, dry_run)
            elif there is None:
                why = "" if item.channel == _EMAIL else f"by {item.channel}: no draft"
                outcome, detail = Outcome.UNCHANGED, why
            elif not there.draft.is_unchanged:
                outcome, detail = Outcome.UNCHANGED, "the draft is left as you changed it"
            else:
                if not dry_run:
                    there.path.unlink()
                outcome, detail = Outcome.UPDATED, "removed"
        except AddressError as error:
            outcome, detail = Outcome.FAILED, f"{error}; mend it in the address book"
        except OSError as error:
            trouble = refusal(str(error.filename or self.key), error, "written")
            if error.errno in _WHOLE:
                raise trouble from error
            outcome, detail = Outcome.FAILED, str(trouble)
        return Delivery(item=item.id, title=item.title, outcome=outcome, detail=detail)

    def _written(self, item: FollowUp, there: _File | None, taken: set[str], dry_run: bool) -> tuple[Outcome, str]:
        text, mark = draft.made(item, self._profile)
        if there is None:
            path = self._free(draft_names.name_of(item), taken)
            if not dry_run:
                Path(self.key).mkdir(mode=0o700, exist_ok=True)
                _write(path, text, PRIVATE)
            return Outcome.CREATED, path.name
        details = []
        path = there.path
        if draft_names.day_of(path.name) not in (None, item.due):
            # First the name: a run that is killed between the two leaves one draft, not two.
            path = self._free(draft_names.moved(path.name, item.due), taken)
            if not dry_run:
                there.path.rename(path)
            details.append(f"due {item.due}")
        if there.draft.written != mark:
            if there.draft.is_unchanged:
                if not dry_run:
                    _write(path, text, None)
                details.append("texts")
            elif not details:
                return Outcome.UNCHANGED, "the draft is left as you changed it"
        return (Outcome.UPDATED if details else Outcome.UNCHANGED), ", ".join(details)

    def _free(self, name: str, taken: set[str]) -> Path:
        """Return the path of a name that no file has, and take it: nothing is ever overwritten by a draft."""
        number = 1
        while (path := Path(self.key, draft_names.numbered(name, number))).name in taken or os.path.lexists(path):
            number += 1
        taken.add(path.name)
        return path

    def _files(self) -> Mapping[str, _File] | None:
        folder = Path(self.key)
        try:
            names = sorted(
                entry.name for entry in os.scandir(folder) if entry.name.lower().endswith(draft_names.SUFFIX)
            )
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise self._refused(error, "read") from error
        files: dict[str, _File] = {}
        for name in names:
            path = folder / name
            if not name.startswith(".") and path.is_file():
                try:
                    found = draft.read(path.read_bytes())
                except OSError as error:
                    raise refusal(str(path), error, "read") from error
                if found is not None:
                    files.setdefault(found.id, _File(path, found))
        return files

    def _check_writable(self) -> None:
        folder = Path(self.key)
        if not folder.exists():
            folder = folder.parent
            if not folder.is_dir():
                raise SinkError(f"{self.key}: there is no folder {folder}; make it, or check the path")
        if not (folder.stat().st_mode & 0o222 and os.access(folder, os.W_OK | os.X_OK)):
            raise SinkError(f"{folder}: not allowed to be written; change its permissions")

    def _refused(self, error: BaseException, done: str) -> SinkError:
        if isinstance(error, NotADirectoryError):
            return SinkError(f"{self.key}: is a file; name a folder for the drafts")
        return refusal(self.key, error, done)


def _write(path: Path, text: str, mode: int | None) -> None:
    with replaced(path, mode=mode) as stream:
        stream.write(text)

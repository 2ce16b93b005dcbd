"""Reading the files of one location, and keeping account of what could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import attrs

from tieweave.errors import SourceError
from tieweave.model import Skipped
from tieweave.sources import Context
from tieweave_linkedin.headings import HEADINGS
from tieweave_linkedin.locations import File
from tieweave_linkedin.tables import Row, Unread, rows

T = TypeVar("T")

_OFTEN = 500  # records between two words about how far it is


@attrs.define
class Reader:
    """Reads the `files` of a location by kind; what it cannot read of them, `not_read` gives in the end."""

    location: str
    context: Context
    files: Sequence[File]
    _skipped: list[Skipped] = attrs.field(factory=list)
    _nameless: Counter[tuple[str, str]] = attrs.field(factory=Counter)
    _was_read: bool = False

    def of(self, *kinds: str) -> list[File]:
        """Return the files of these kinds."""
        return [file for file in self.files if file.kind in kinds]

    def table(self, file: File) -> Iterator[Row | Unread]:
        """Give the rows of a file; one that fails midway ends there, and is accounted for."""
        what = file.name.rpartition("/")[2] or file.kind
        try:
            for count, row in enumerate(rows(file.blocks(), HEADINGS[file.kind])):
                if count % _OFTEN == 0:
                    self.context.progress(what, count, None)
                if isinstance(row, Unread) and not row.line:
                    self._skip(file, "", row.reason)
                    return
                self._was_read = True
                yield row
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or " ".join(str(error).split()) or type(error).__name__
            self._skip(file, "", f"cannot be read: {reason}")
            return
        self._was_read = True

    def kept(self, file: File, found: Iterable[T | Unread]) -> Iterator[T]:
        """Give what was found in a file, and note what could not be read."""
        for one in found:
            if isinstance(one, Unread):
                self._skip(file, f"line {one.line}", one.reason)
            else:
                yield one

    def rows_of(self, *kinds: str) -> list[Row]:
        """Return the rows of the files of these kinds, those that can be read."""
        return [row for file in self.of(*kinds) for row in self.kept(file, self.table(file))]

    def count_nobody(self, file: str, what: str) -> None:
        """Note one more record of a file that names nobody; `what` they are has "{count}" where their number goes."""
        self._nameless[file, what] += 1

    def not_read(self) -> Iterator[Skipped]:
        """Give what could not be read: each record, and of those that name nobody one a file."""
        yield from self._skipped
        for (file, what), count in self._nameless.items():
            yield Skipped(source=self.location, where=file or "the file", reason=what.format(count=count))

    def refuse_if_nothing_was_read(self) -> None:
        """Raise `SourceError` when no file could be read at all."""
        if not self.files:
            raise SourceError(f"{self.location}: holds no file of a LinkedIn export; name the .zip that LinkedIn sent")
        if self._skipped and not self._was_read:
            first = self._skipped[0]
            where = "" if first.where == "the file" else f"{first.where}: "
            raise SourceError(f"{self.location}: {where}{first.reason}")

    def _skip(self, file: File, where: str, reason: str) -> None:
        place = ", ".join(part for part in (file.name, where) if part) or "the file"
        self._skipped.append(Skipped(source=self.location, where=place, reason=reason))

"""What could not be read, put together: a backup has a hundred thousand records, and may have as many of one fault."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from tieweave.model import Skipped


@attrs.define
class Losses:
    """Notes losses of one location, and gives one `Skipped` for each reason, at the first place it was met."""

    source: str
    _met: dict[tuple[str, str], tuple[str, int]] = attrs.field(factory=dict, init=False)

    def note(self, file: str, where: str, reason: str) -> None:
        """Note one loss: the `file` in the location ("" where that is all of it), the place in it, and the reason."""
        first, count = self._met.get((file, reason), (where, 0))
        self._met[file, reason] = first, count + 1

    def skipped(self) -> Iterator[Skipped]:
        """Give what was noted, in the order in which it was met."""
        for (file, reason), (first, count) in self._met.items():
            where = ", ".join(part for part in (file, first) if part)
            more = f", and {count - 1} more like it" if count > 1 else ""
            yield Skipped(source=self.source, where=where + more, reason=reason)

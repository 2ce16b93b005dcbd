"""The line of one follow-up in a checklist, wherever the user put it and whatever they added to it.

`- [ ] Ask Ann Lee for advice 📅 2026-12-01 ^tw-1a2b3c`: the day as the Tasks plugin of Obsidian writes it, the id as a
block id of Obsidian's, which other programs show as text.
"""

from __future__ import annotations

import datetime as dt
import re

import attrs

from tieweave.model import FollowUp
from tieweave_markdown.inline import escaped

_TOKEN = re.compile(r"(?:(?<=\s)|^)\^tw-([A-Za-z0-9-]+)(?=\s|$)")
_START = re.compile(r"([ \t>]*)(?:([-*+]|[0-9]{1,9}[.)])([ \t]+))?(?:\[(.)\](?=[ \t]))?")
_DATE = r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
_DAY = re.compile(rf"[📅📆🗓]\ufe0f?[ \t]*{_DATE}")
_PROPERTY = re.compile(rf"\s*(?:[📅📆🗓✅❌⏳⌛🛫➕]\ufe0f?[ \t]*{_DATE}|(?<=\s)\^tw-[A-Za-z0-9-]+(?=\s|$)|[🔁🆔⛔🏁])")
"""Where the title ends: at the first property that the Tasks plugin knows, or the id."""

_PLAIN_ID = re.compile(r"(?!x-)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


@attrs.frozen
class ItemLine:
    """A line of a file, without its line end, that is a follow-up's: `id` is the follow-up's."""

    text: str
    id: str

    @property
    def prefix(self) -> str:
        """What the line is indented by, marks of a quotation among it."""
        return self._start[1]

    @property
    def mark(self) -> str:
        """What is in the box: " ", "x", "-" and others; "" where the user took the box away."""
        return self._start[4] or ""

    @property
    def is_done(self) -> bool:
        """Whether it is ticked."""
        return self.mark in ("x", "X")

    @property
    def is_dropped(self) -> bool:
        """Whether it is cancelled, as `[-]`."""
        return self.mark == "-"

    @property
    def due(self) -> dt.date | None:
        """The last day that stands in it, None for none, or one that is no date."""
        days = _DAY.findall(self.text)
        try:
            return dt.date.fromisoformat(days[-1]) if days else None
        except ValueError:
            return None

    @property
    def title(self) -> str:
        """The text between the box and the first property, as Markdown."""
        return self._after[: self._title_end].strip()

    @property
    def is_plain(self) -> bool:
        """Whether nothing stands in it but box, title, properties and id."""
        return not _PROPERTY.sub("", self._after[self._title_end :]).strip()

    def with_mark(self, mark: str) -> ItemLine:
        """Return it with another mark in its box; with a box, where only a bullet is left; itself, where neither is."""
        start = self._start
        if start[4]:
            at = start.end(4) - 1
            return attrs.evolve(self, text=f"{self.text[:at]}{mark}{self.text[at + 1 :]}")
        if not start[2]:
            return self
        at = start.end(3)
        return attrs.evolve(self, text=f"{self.text[:at]}[{mark}] {self.text[at:]}")

    def with_due(self, due: dt.date) -> ItemLine:
        """Return it with another day in place of its last one."""
        *_, last = _DAY.finditer(self.text)
        return attrs.evolve(self, text=f"{self.text[: last.start(1)]}{due}{self.text[last.end(1) :]}")

    def with_title(self, title: str) -> ItemLine:
        """Return it with another title, as Markdown."""
        at = self._start.end()
        rest = self._after[self._title_end :].lstrip()
        return attrs.evolve(self, text=f"{self.text[:at]}{'' if self.text[:at].endswith(' ') else ' '}{title} {rest}")

    @property
    def _start(self) -> re.Match[str]:
        match = _START.match(self.text)
        assert match is not None, "every part of it may be missing"  # noqa: S101 - for the type checker
        return match

    @property
    def _after(self) -> str:
        return self.text[self._start.end() :]

    @property
    def _title_end(self) -> int:
        found = _PROPERTY.search(self._after)
        return found.start() if found else len(self._after)


def read(text: str) -> ItemLine | None:
    """Return a line as a follow-up's, None where it is none."""
    tokens = _TOKEN.findall(text) if "^tw-" in text else []
    return ItemLine(text, _id(tokens[-1])) if tokens else None


def of(item: FollowUp) -> ItemLine:
    """Return the line of a follow-up that is new."""
    token = item.id if _PLAIN_ID.fullmatch(item.id) else f"x-{item.id.encode('utf-8', 'surrogatepass').hex()}"
    return ItemLine(f"- [ ] {escaped(item.title)} 📅 {item.due} ^tw-{token}", item.id)


def _id(token: str) -> str:
    if not token.startswith("x-"):
        return token
    try:
        return bytes.fromhex(token[2:]).decode("utf-8", "surrogatepass")
    except ValueError:
        return token

r"""Text as part of a line of Markdown: what it shows is the text, whatever it contains.

Marks get a backslash, which CommonMark, GitHub and Obsidian all read as "the mark itself". So does one hyphen of a
date, since the Tasks plugin of Obsidian takes an emoji with a date for a property of the task.
"""

from __future__ import annotations

import re

from tieweave.report import harmless

_MARKS = re.compile(
    r"[\\`*\[\]<>#^$~|&]"
    r"|(?<![^\W_])_|_(?![^\W_])"  # within a word an underscore is no mark
    r"|(?<==)=|=(?==)|(?<=%)%|%(?=%)|(?<=:):|:(?=:)"  # ==highlight==, %%comment%%, and Dataview's field:: value
    r"|(?<=[0-9]{4})-(?=[0-9]{2}-[0-9]{2})"
)
_COMMANDS = re.compile("[🔁🆔⛔🏁]")
"""Emojis by which the Tasks plugin makes a task recur, or depend on another, without a date beside them."""

_AUTOLINK = re.compile(r"https?://[A-Za-z0-9._~:/?#@!$&'()*+,;=%-]+|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def escaped(text: str) -> str:
    """Return `text` as one line of Markdown that shows it, and is no link, tag, block id or other structure."""
    line = harmless.visible(" ".join(text.split()))
    return _COMMANDS.sub("\ufffd", _MARKS.sub(lambda mark: f"\\{mark[0]}", line))


def linked(address: str) -> str:
    """Return an e-mail address or a web page as a link to itself, any other text escaped."""
    return f"<{address}>" if _AUTOLINK.fullmatch(address) else escaped(address)


def fenced(text: str) -> list[str]:
    """Return the lines of a code block that holds `text` as it is, between fences longer than any in it."""
    lines = [harmless.visible(line.expandtabs(4)).rstrip() for line in re.split(r"\r\n|\n|\r", text.strip("\r\n"))]
    longest = max((len(run) for line in lines for run in re.findall("`+", line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [fence, *lines, fence]

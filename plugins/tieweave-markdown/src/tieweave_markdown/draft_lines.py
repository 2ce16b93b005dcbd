"""What stands under a follow-up in a checklist: why, by which channel, and the draft.

The first of these lines ends with a comment that holds a fingerprint of them as they were written and how many they
are, so that it can be told later whether the user changed one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from tieweave.model import FollowUp
from tieweave.sink_files import fingerprint
from tieweave_markdown.inline import escaped, fenced, linked

_COMMENT = re.compile(r" ?<!-- tieweave (t[0-9a-f]{11}) ([0-9]{1,5}) -->\s*$")


def lines_of(item: FollowUp) -> list[str]:
    """Return the lines of a follow-up, without indentation and comment; at least one."""
    lines = [f"- Why: {escaped(item.reason)}"] if item.reason else []
    way = escaped(item.way)
    lines.append(f"- {way}: {linked(item.address)}" if item.address else f"- {way}")
    if item.message.strip():
        subject = f", “{escaped(item.subject)}”" if item.subject else ""
        lines += [f"- Draft{subject}:", *(f"  {line}" if line else "" for line in fenced(item.message))]
    return lines


def mark(title: str, lines: Sequence[str]) -> str:
    """Return what tells a title and lines from others, however they are indented."""
    return fingerprint(title, *(line.strip(" \t>\r") for line in lines))


def written(title: str, lines: Sequence[str], indentation: str) -> list[str]:
    """Return lines as they are put under an item with this title, each but the empty ones indented."""
    first = f"{lines[0]} <!-- tieweave {mark(title, lines)} {len(lines)} -->"
    return [f"{indentation}{line}" if line else indentation.rstrip() for line in (first, *lines[1:])]


@attrs.frozen
class Found:
    """Lines of ours in a file: from the one at index `start` to the one before `end`; `mark` is that of the writing."""

    start: int
    end: int
    mark: str


def found(lines: Sequence[str], start: int, end: int) -> Found | None:
    """Return where our lines are between two indices, None where the one with the comment is gone."""
    for at in range(start, end):
        if match := _COMMENT.search(lines[at]):
            return Found(at, min(at + int(match[2]), end), match[1])
    return None


def bare(lines: Sequence[str]) -> list[str]:
    """Return lines of a file without our comment."""
    return [_COMMENT.sub("", line) for line in lines]

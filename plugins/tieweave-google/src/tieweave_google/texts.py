"""The texts of a follow-up as they stand at Google, and whose word counts where both sides changed them."""

from __future__ import annotations

import hashlib
import re

import attrs

from tieweave.model import FollowUp

_LONGEST_TITLE = 1000
_LONGEST_BODY = 7500
"""Characters: Google Tasks takes titles of 1,024 and notes of 8,192, which hold our last line as well."""

_LINE_END = re.compile(r"\r\n?")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@attrs.frozen
class Texts:
    """A title and a body: of a task its notes, of an event its description."""

    title: str
    body: str

    @property
    def fingerprint(self) -> str:
        """What tells whether one of the two was changed: eight hexadecimal digits for each, blanks aside."""
        return _print(self.title) + _print(self.body)


def texts_of(item: FollowUp) -> Texts:
    """Return what tieweave has to say of a follow-up: what to do, and why, by which channel, and the draft."""
    reached = ": ".join(part for part in (item.way, item.address) if part)
    subject = f"Subject: {item.subject}" if item.subject else ""
    body = "\n\n".join(part for part in (item.reason, reached, subject, item.message) if part)
    return Texts(_cut(item.title, _LONGEST_TITLE), _cut(body, _LONGEST_BODY))


def renewed(there: Texts, written: str, ours: Texts) -> Texts:
    """Return the texts as they should stand: what changed on our side, but for what the user wrote over.

    `there` are those that stand there, `written` the fingerprint of those that tieweave wrote last.
    """
    if ours.fingerprint == written:
        return there
    title, body = written[:8], written[8:]
    return Texts(
        ours.title if _print(there.title) == title else there.title,
        ours.body if _print(there.body) == body else there.body,
    )


def fingerprint(texts: Texts, there: Texts, written: str) -> str:
    """Return the fingerprint to keep with `texts` where `there` stood: the user's words are not taken for ours."""
    title, body = texts.fingerprint[:8], texts.fingerprint[8:]
    return (title if texts.title != there.title else written[:8]) + (body if texts.body != there.body else written[8:])


def _print(text: str) -> str:
    words = " ".join(text.split())  # services trim blanks, and write line ends their own way
    return hashlib.blake2b(words.encode("utf-8", "replace"), digest_size=4).hexdigest()


def _cut(text: str, most: int) -> str:
    """Return at most so many UTF-16 units of a text, as Google's services count, without what no text consists of."""
    text = _UNPRINTABLE.sub("", _LINE_END.sub("\n", text))
    return text.encode("utf-16-le", "replace")[: 2 * most].decode("utf-16-le", "ignore").strip()

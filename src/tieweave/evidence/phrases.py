"""Phrases as the lexicon lists them: "[at|from] school", and those that begin alike kept as one with all its ends.

Kept apart, "[coach|trainer] of [football|judo|chess|…]" would be hundreds of phrases, and the lexicon take half as long
again to read.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from tieweave.evidence.texts import NUMBER, fold, pieces

Words = tuple[str, ...]
Ends = Mapping[int, frozenset[Words]]
"""The ends of phrases by their number of words."""

ANY_WORD = "*"
"""In a phrase of the lexicon: one to three words of any kind, within one clause."""
UMLAUTS = (("ä", "ae"), ("ö", "oe"), ("ü", "ue"))
"""How German letters with marks are also written."""

_BRACKETS = re.compile(r"[\[\]]")
_NO_WORDS = str.maketrans("", "", "[|] ")
_LEAST_HEAD = 2
"""Words of the shortest beginning: phrases are found by their first two."""


class Branch(NamedTuple):
    """A beginning of two `words` and more, and the ends that may follow it by their number of words."""

    words: Words
    ends: Ends
    language: str
    table: str
    role: str

    def reach(self, words: Sequence[str], start: int) -> list[int]:
        """Return every index at which a phrase of this branch ends that begins at `start` in `words`."""
        at = start + len(self.words)
        if tuple(words[start:at]) != self.words:
            return []
        return [at + length for length, ends in self.ends.items() if tuple(words[at : at + length]) in ends]


def phrases(listed: str, also: tuple[tuple[str, str], ...] = UMLAUTS) -> list[Words]:
    """Return the phrases of a comma-separated list as folded words, umlauts also as two letters, or as `also` says.

    "[at|from] school" is both "at school" and "from school", and "old [|school] friend" with and without "school".
    """
    if "[" in listed:
        parts = listed.split(",")
        plain = ",".join(part for part in parts if "[" not in part)
        return [*phrases(plain, also), *(words for part in parts if "[" in part for words in _choices(fold(part)))]
    written = listed = listed.lower()
    for letter, letters in also:
        written = written.replace(letter, letters)
    if written != listed:
        listed = ",".join((listed, *set(written.split(",")).difference(listed.split(","))))
    folded = fold(listed)
    if _is_all_words(folded.replace(",", "")):
        return [words for part in folded.split(",") if (words := tuple(part.split()))]
    return [words for part in folded.split(",") if (words := _phrase(part))]


def branching(listed: str, also: tuple[tuple[str, str], ...]) -> tuple[list[Words], list[tuple[list[Words], Ends]]]:
    """Return the phrases of a list, and those that begin alike apart: as their beginnings and their ends."""
    parts = listed.split(",")
    said, alike = phrases(",".join(part for part in parts if "[" not in part), also), []
    for part in fold(",".join(part for part in parts if "[" in part)).split(","):
        slots = _slots(part)
        if found := _split(slots):
            alike.append(found)
        else:
            said += [sum(chosen, ()) for chosen in itertools.product(*slots)]
    return said, alike


def _slots(part: str) -> list[list[Words]]:
    slots = [slot.split("|") for slot in _BRACKETS.split(part)]
    if part.translate(_NO_WORDS).isalpha():
        return [[tuple(choice.split()) for choice in slot] for slot in slots]
    return [[_phrase(choice) for choice in slot] for slot in slots]


def _choices(part: str) -> Iterator[Words]:
    """Yield every phrase that a folded one with choices in brackets stands for."""
    return (sum(chosen, ()) for chosen in itertools.product(*_slots(part)))


def _phrase(part: str) -> Words:
    words = tuple(part.split())
    if "".join(words).isalpha():
        return words
    return tuple(word for piece in words for word in _phrase_words(piece))


def _is_all_words(folded: str) -> bool:
    return "".join(folded.split()).isalpha()


def _phrase_words(piece: str) -> Iterable[str]:
    return (piece,) if piece in (ANY_WORD, NUMBER) else pieces(piece)


def _split(slots: Sequence[Sequence[Words]]) -> tuple[list[Words], Ends] | None:
    """Return the beginnings and the common ends of what `slots` of choices stand for, None where none can be kept so.

    The last slot of several choices, and what follows it, makes the ends. A beginning must be two words long; a number
    in its first two, and `ANY_WORD`, are found by other means.
    """
    last = max((at for at, slot in enumerate(slots) if len(slot) > 1), default=0)
    heads = [sum(chosen, ()) for chosen in itertools.product(*slots[:last])]
    ends = {sum(chosen, ()) for chosen in itertools.product(*slots[last:])}
    if any(len(head) < _LEAST_HEAD or not "".join(head[:_LEAST_HEAD]).isalpha() for head in heads):
        return None
    if () in ends or any(ANY_WORD in words for words in (*heads, *ends)):
        return None
    return heads, {
        length: frozenset(end for end in ends if len(end) == length) for length in {len(end) for end in ends}
    }

"""What somebody once did beside ego: "picked grapes with me, summer 98", "Diplomarbeit zusammen geschrieben".

A word of work or of study and one for "with me" or "together" in one note make a co-worker or a classmate of the
contact. Work is told by so many words that leisure, which is named with the same "with me", has to be ruled out.
"""

from __future__ import annotations

from tieweave.evidence.relations.reader import Reader
from tieweave.evidence.relations.rules import Finding
from tieweave.evidence.texts import Text
from tieweave.evidence.vocabulary import Entry

_MOST_WORDS = 20
"""Words of a note within which both are looked for; a longer one tells several things."""


def read(reader: Reader, text: Text, entry: Entry, start: int, end: int) -> Finding | None:
    """Return what a word of work or study at `start` states where the note says that ego was there too."""
    language, words = reader.language(entry), text.words
    if len(words) > _MOST_WORDS or not (language.deny | language.other).isdisjoint(words):
        return None
    if entry.role == "co-worker" and not reader.rules.leisure.isdisjoint(words):
        return None
    beside = next((until for at in range(len(words)) if (until := _beside_me(reader, text, entry, at))), 0)
    if not beside or any(reader.people.own(word) for word in words):
        return None
    return Finding(entry.role, "note", min(start, beside - 1), max(end, beside), "shared")


def _beside_me(reader: Reader, text: Text, entry: Entry, at: int) -> int:
    """Return the index after a "with me" or "together" at `at`, in the language of the `entry`, 0 for none."""
    for other, until in reader.lexicon.at(text.words, at):
        if other.table == "beside" and other.language == entry.language:
            return until
    return 0

"""Who did ego's work beside ego: "camarera conmigo en el Royo", "infermiere con me in chirurgia".

A word for somebody who does something opens the note, "with me" follows, and where that was. Such a word is known by
its ending, since no list has all trades; a school or a club in the clause says that it was there, and no work.
"""

from __future__ import annotations

from tieweave.evidence.relations.reader import Reader, clause_of
from tieweave.evidence.relations.rules import Finding
from tieweave.evidence.texts import Text
from tieweave.evidence.vocabulary import Entry

_MOST_BEFORE = 4
"""Words before "with me": "aide-soignante de nuit avec moi"."""
_ELSEWHERE = frozenset(
    {"former-classmate", "club-member", "church-member", "health-club-member", "service-club-member"}
)


def read(reader: Reader, text: Text, entry: Entry, start: int, end: int) -> Finding | None:
    """Return what "with me" from `start` to `end` states of somebody whose work is named before it."""
    language = reader.language(entry)
    first, last = clause_of(text, start, end)
    before = text.words[first:start]
    if not 0 < len(before) <= _MOST_BEFORE or first > 0 or text.word(end) not in language.at:
        return None
    if not (language.my | language.other | language.deny).isdisjoint(before):
        return None
    known = [
        other for at in range(first, last) for other, _ in reader.lexicon.at(text.words, at) if not start <= at < end
    ]
    where = next((other.role for other in known if other.table in ("place", "tag") and other.role in _ELSEWHERE), "")
    if where:
        return Finding(where, "place", first, end, "beside")
    works = before[0].endswith(tuple(language.agents)) or any(
        other.table == "role" and other.role in reader.rules.calling | {"teacher"} for other in known
    )
    return Finding(entry.role, "note", first, end, "beside") if works else None

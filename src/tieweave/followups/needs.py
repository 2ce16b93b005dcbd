"""What somebody looks for or needs help with, as the notes on them say."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable
from importlib import resources

import attrs

from tieweave.model import Contact
from tieweave.spelling import plain

_LONGEST_NOTE = 4000
"""Characters of a note that are read: nobody reads on to find a need."""
_LONGEST = 80
_CLAUSE = re.compile(r"[.;!?\n|·()]+|,\s|\s[-–—]\s")
"""Where a clause ends, so that "found a flat, looking for a nanny" says one need."""
_YEAR = re.compile(r"\b(?:19[3-9]\d|20\d\d)\b")
_WORD = re.compile(r"[^\W_]+")
_ENDS = re.compile(
    r"\s(?:and|und|et|y|e|en|for|für|pour|para|per|voor|since|seit|depuis|desde|dal|sinds|in|à|a|near|bei|on|no|na)\s.*$",
    re.IGNORECASE,
)
"""What may follow the thing itself: "a flat in Dartmouth"."""
_IDLE = frozenset("the der die das den dem el la los las le les il lo gli de het os as".split())
_EGO = frozenset("me my you us our mir mich moi nous me mi mij ons".split())
"""In "asked about my trip" nobody needs anything."""
_YEARS_THAT_COUNT = 1
"""How many years back a dated note still holds; own estimate."""


@attrs.frozen
class Need:
    """What a note says somebody needs: the `clause` as it is written, what it is (`what`), and its telling `words`."""

    clause: str
    what: str
    words: tuple[str, ...]


def need_of(contact: Contact, year: int) -> Need | None:
    """Return what somebody looks for or needs help with, None where no note says so; `year` is the present one."""
    for note in contact.notes:
        text = note[:_LONGEST_NOTE]
        if _any().search(plain(text)) is None:
            continue
        for clause in _CLAUSE.split(text):
            found = _in_clause(" ".join(clause.split()), year)
            if found is not None:
                return found
    return None


def _in_clause(clause: str, year: int) -> Need | None:
    folded = plain(clause)
    if any(int(said) < year - _YEARS_THAT_COUNT for said in _YEAR.findall(folded)):
        return None
    for language in _languages():
        match = next((found for pattern in language.patterns if (found := pattern.search(folded))), None)
        if match is None or language.denied.search(folded) is not None:
            continue
        # Only where folding has kept the length can what was found be shown as it is written.
        what = (clause if len(clause) == len(folded) else folded)[match.start("what") : match.end("what")].strip()
        words = _WORD.findall(plain(_ENDS.sub("", what)))
        telling = tuple(word for word in words if word not in language.idle and len(word) > 1)
        if telling and _EGO.isdisjoint(words):
            return Need(clause=clause, what=what if len(what) <= _LONGEST else "", words=telling)
    return None


@attrs.frozen
class _Language:
    """What finds a need (`what` it is, as a group), what denies it, and the words that do not tell what it is."""

    starts: tuple[str, ...]
    patterns: tuple[re.Pattern[str], ...]
    denied: re.Pattern[str]
    idle: frozenset[str]


@functools.cache
def _any() -> re.Pattern[str]:
    """Return what finds any phrase at all, so that most notes are done with after one look."""
    return re.compile(rf"(?<!\w)(?:{_either({start for language in _languages() for start in language.starts})})(?!\w)")


@functools.cache
def _languages() -> tuple[_Language, ...]:
    path = resources.files("tieweave").joinpath("lexicon", "needs.toml")
    tables: dict[str, dict[str, str]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return tuple(_language(entry) for entry in tables.values())


def _language(entry: dict[str, str]) -> _Language:
    articles, things, denied = (_phrases(entry[key]) for key in ("articles", "things", "not"))
    starts, patterns = [], []
    for key, first in (("seeks", r"\w"), ("needs", rf"(?:{_either({*articles, *things})})(?!\w)")):
        for phrase in sorted(entry[key].split(";"), key=len, reverse=True):
            before, gap, after = (plain(part).strip() for part in phrase.partition("…"))
            what = rf"(?P<what>{first}.*?)\s{re.escape(after)}\b" if gap else rf"(?P<what>{first}.*)$"
            patterns.append(re.compile(rf"(?<!\w){re.escape(before)}[\s']+{what}"))
            starts.append(before)
    return _Language(
        starts=tuple(starts),
        patterns=tuple(patterns),
        denied=re.compile(rf"(?<!\w)(?:{_either(denied)})(?!\w)"),
        idle=_IDLE | {word for text in articles for word in _WORD.findall(text)},
    )


def _phrases(text: str) -> list[str]:
    return [plain(one).strip() for one in text.split(";")]


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))

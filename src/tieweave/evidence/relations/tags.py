"""Tags: what tells a first name from others, and the firm somebody is of ("Zoë haircut", "Allianz Hr. Pohl")."""

from __future__ import annotations

from typing import NamedTuple

from tieweave.evidence.relations.reader import Reader
from tieweave.evidence.relations.rules import Finding
from tieweave.evidence.texts import Text
from tieweave.evidence.vocabulary import Entry

OPENING = frozenset("([{<")
_MOST_NAMES = 3
_MOST_GIVEN = 2


class Part(NamedTuple):
    """A part of a name: its first word, the index after its last, and the marks before and after."""

    start: int
    end: int
    opener: str
    closer: str


def read(reader: Reader, text: Text, part: Part) -> list[Finding]:
    """Read what a first name was given to tell it from others: "Zoë haircut", "Priya work", "(haircut)"."""
    end = part.end
    while end > part.start + 1 and text.words[end - 1] in reader.rules.aside:
        if any(entry.table == "tag" for entry, _ in reader.lexicon.at(text.words, end - 1)):
            # "Laura trabajo", but "Olga pulizie giovedì".
            break
        end -= 1
    part = part._replace(end=end)
    if any(entry.role == "nobody" for entry, _ in reader.lexicon.at(text.words, part.start)):
        # "Dr Pepper promo".
        return []
    for at in (part.end - 1, part.end - 2, part.start):
        if not part.start <= at < part.end:
            continue
        for entry, until in reader.lexicon.at(text.words, at):
            manner = _tagged(reader, text, entry, part, (at, until))
            if manner:
                return [Finding(entry.role, manner, at, until)]
    return []


def _tagged(reader: Reader, text: Text, entry: Entry, part: Part, span: tuple[int, int]) -> str:
    at, until = span
    if entry.table not in ("tag", "firm") or not (until == part.end or at == part.start):
        return ""
    rest = range(until, part.end) if at == part.start else range(part.start, at)
    if rest and _is_somebody(reader, text, rest, of_firm=entry.table == "firm" or _describes(text, rest)):
        return "tag"
    if entry.table == "firm":
        return ""
    if not rest:
        # "(haircut)", "Anna - haircut", "Hair - Marco".
        return "tag" if part.opener in OPENING or "-" in (part.opener, part.closer) else ""
    if len(rest) > 1 or not text.is_word(rest[0]) or reader.lexicon.index.get(text.words[rest[0]], ()):
        # "Marie-Jo belote", "Anna chess": given names and nothing else, the tag of two in lower case.
        known = all(reader.is_called(text.words[number]) for number in rest) and len(rest) <= _MOST_GIVEN
        if not known or (len(rest) > 1 and text.is_capital(at)):
            return ""
    capital = text.is_capital(at)
    language = reader.language(entry)
    if capital and entry.words[-1] in language.surname | language.anchored:
        return ""
    if reader.is_called(text.words[rest[0]]) or (text.is_capital(rest[0]) and not capital):
        return "tag"
    return "name_given" if text.is_capital(rest[0]) and entry.role != "at-work" else ""


def _describes(text: Text, rest: range) -> bool:
    """Tell whether a tag and a name go on in lower case: "Immo Sabine alte Wohnung"."""
    return len(rest) > 1 and text.is_capital(rest[0]) and text.is_word(rest[1]) and not text.is_capital(rest[1])


def _is_told_why(reader: Reader, text: Text, rest: range) -> bool:
    """Tell whether after the name comes what it is about: "KBC Els lening"."""
    return _describes(text, rest) and any(
        entry.table in ("tag", "thing") for at in rest[1:] for entry, _ in reader.lexicon.at(text.words, at)
    )


def _is_somebody(reader: Reader, text: Text, rest: range, *, of_firm: bool) -> bool:
    """Tell whether the words beside a tag or a firm are somebody: "Frau Beck", "our advisor Karen", "Anne Holm"."""
    rules, words = reader.rules, text.words
    if not (rules.company | rules.service | rules.no_member).isdisjoint(words[rest.start : rest.stop]):
        return False
    addressed = any(words[at] in rules.addressed for at in rest)
    names = [at for at in rest if text.is_capital(at) and words[at] not in rules.addressed | rules.aside | rules.mine]
    if not names or len(names) > _MOST_NAMES:
        return False
    return addressed or (of_firm and (reader.is_called(words[names[0]]) or _is_told_why(reader, text, rest)))

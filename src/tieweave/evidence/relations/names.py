"""Names: what stands in or beside one ("Mum", "Aunt May", "Bob (dentist)", "Zoë haircut"), and ego's own people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from tieweave.evidence.relations.rules import Finding, Said
from tieweave.evidence.relations.statements import ARTICLES, Reader, name_words
from tieweave.evidence.vocabulary import POSSESSIVE, Entry, Text, fold, is_word
from tieweave.resolve.name_lexicon import is_given_name

_SEPARATORS = frozenset('-,;:/|()[]{}<>.\n&+"„“”«»•·')
_OPENING = frozenset("([{<")
_SILENCE = Text("", (), ())


def in_name(reader: Reader, name: str) -> tuple[Text, list[Finding]]:
    """Return a name cut into words and the roles it states."""
    if reader.lexicon.is_silent_on(name):
        return _SILENCE, []
    text = Text.cut(name)
    found = [*reader.scan(text, in_name=True)]
    for part in _parts(text):
        found += _role_in(reader, text, part) or _tag_in(reader, text, part)
    return text, reader.best(found)


def own_person(reader: Reader, field: str, name: str) -> Iterator[Said]:
    """Yield that a name is that of ego's own child or partner, "Ella 🦄" and "Ella mobile" too.

    A first name alone may be another's, so it says as much as a relation word that may be a surname.
    """
    first_names = [known[0] for known in (*reader.child_names, reader.partner_name) if known]
    folded = fold(name)
    if not any(first in folded for first in first_names):
        return
    named = tuple(word for word in name_words(name) if word not in reader.rules.aside)
    if not named:
        return
    role = "child" if reader.names_child(named) else "partner" if reader.names_partner(named) else ""
    for toward, weight in reader.rules.weights(role, "name" if len(named) > 1 else "name_doubt") if role else ():
        yield Said(field, name, f"'{name}' is the name of your {role}", toward, weight)


class _Part(NamedTuple):
    """A part of a name: its first word, the index after its last, and the marks before and after."""

    start: int
    end: int
    opener: str
    closer: str


def _parts(text: Text) -> Iterator[_Part]:
    start, opener = 0, ""
    for at, word in enumerate((*text.words, "")):
        if word == "" or word in _SEPARATORS:
            if at > start:
                yield _Part(start, at, opener, word)
            start, opener = at + 1, word


def _role_in(reader: Reader, text: Text, part: _Part) -> list[Finding]:
    """Read one part: "Mum", "Aunt May", "Tom neighbour", the "dentist" of "Bob (dentist)"."""
    words, (start, end) = text.words, (part.start, part.end)
    if POSSESSIVE in words[start:end]:
        return []
    mine = any(reader.is_mine(word) for word in words[start:end])
    while start < end and (words[start] in reader.rules.aside or words[start] in ARTICLES or not is_word(words[start])):
        start += 1
    while end > start and (words[end - 1] in reader.rules.aside or not is_word(words[end - 1])):
        end -= 1
    for at in range(start, end):
        entry, until = reader.longest(text, at, end)
        if entry is None or (at > start and until != end):
            continue
        if at == start and until == end:
            manner = _alone(reader, text, entry, part, at, mine=mine)
        elif reader.is_anchored(text, entry, at):
            continue
        elif entry.role == "nobody" or _is_company(reader, words, at, until):
            return []
        else:
            manner = _beside_name(reader, text, entry, _Part(start, end, part.opener, part.closer), at)
        if manner:
            role = _role_of(reader, text, entry, (start, end), at)
            return [Finding(role, manner, at, until)] if role else []
    return []


def _is_company(reader: Reader, words: tuple[str, ...], at: int, until: int) -> bool:
    return not reader.rules.company.isdisjoint((*words[:at], *words[until:]))


def _alone(reader: Reader, text: Text, entry: Entry, part: _Part, at: int, *, mine: bool) -> str:
    """Return the manner in which a role that is a whole part of a name states it, "" when it is none."""
    until = at + len(entry.words)
    own_kin = entry.role in reader.rules.kin
    surname_first = part.opener == "" and part.closer == "," and text.is_capital(at)
    surname_last = part.opener == "," and text.is_capital(at) and reader.language(entry).surname & {*entry.words}
    if (
        surname_first
        or surname_last
        or ((own_kin or entry.role == "kin") and _is_company(reader, text.words, at, until))
    ):
        return ""
    if mine or not reader.is_anchored(text, entry, at):
        doubtful = entry.role == "boss" or (entry.role == "kin" and text.tokens[at].lower() in reader.rules.doubtful)
        return "name_doubt" if doubtful and not mine else "name"
    # "Far" and "Mor" are no relation in an English note, but few people are called so and nothing else.
    is_whole = part.opener == part.closer == ""
    return "name_doubt" if is_whole and own_kin and not reader.is_given(text, at) else ""


def _beside_name(reader: Reader, text: Text, entry: Entry, part: _Part, at: int) -> str:
    """Return the manner in which a role stands before or after a name, "" when it is none."""
    until = at + len(entry.words)
    first = at == part.start
    rest = range(until, part.end) if first else range(part.start, at)
    lower = not text.is_capital(at)
    if part.opener in _OPENING and not first and lower and entry.role not in reader.rules.kin:
        # "(grade 4 teacher)": within brackets it is a description, and no name.
        said = {*text.words[part.start : at]}
        return "" if said & (reader.rules.deny | reader.rules.other) else "name"
    if not all(is_word(text.words[number]) for number in rest):
        return ""
    names = [number for number in rest if text.is_capital(number)]
    # A name may be of any country, whatever the language of the word.
    surname = len(entry.words) == 1 and entry.words[0] in reader.rules.surname
    if lower and not names:
        # All in lower case: the case of the word says nothing, so it is read as if it had a capital.
        if first or surname or entry.role in reader.rules.kin:
            return ""
        return "name_doubt" if len(rest) <= 2 else ""
    if len(names) != len(rest) or entry.role in reader.rules.kin - {"parent"}:
        return ""
    known = is_given_name(text.words[rest[0]])
    doubtful = not known and len(entry.words) == 1 and text.tokens[at].lower() in reader.rules.doubtful
    if first:
        if reader.language(entry).title & {*entry.words} and len(rest) <= 2:
            return "name_given" if doubtful else "name"
        if entry.role == "parent":
            if entry.language in ("en", "any") or len(rest) != 1:
                return ""
            return "name_doubt" if known else "name_given"
        if (surname and not lower) or len(rest) > (1 if entry.table == "place" else 3):
            return ""
        return "name" if lower else "name_given" if doubtful else "name_doubt"
    if lower:
        return "name"
    if surname or (entry.table == "place" and len(names) > 1):
        # After a first name and another, a capitalised "Hand" or "Chor" is the family name.
        return ""
    return "name_given" if entry.role == "kin" else "name_doubt"


def _role_of(reader: Reader, text: Text, entry: Entry, span: tuple[int, int], at: int) -> str:
    """Return the role beside a name; a mother beside a name is that person's ("Mama Noah", "Noah mum")."""
    start, end = span
    until = at + len(entry.words)
    if entry.role != "parent" or (at == start and until == end):
        return entry.role
    holder = reader.holder_word(text.words[until if at == start else at - 1])
    return reader.rules.compose(holder or "name", entry.role)


def _tag_in(reader: Reader, text: Text, part: _Part) -> list[Finding]:
    """Read what a first name was given to tell it from others: "Zoë haircut", "Priya work", "(haircut)"."""
    for at in (part.end - 1, part.end - 2, part.start):
        if not part.start <= at < part.end:
            continue
        for entry, until in reader.lexicon.at(text.words, at):
            manner = _tagged(reader, text, entry, part, (at, until))
            if manner:
                return [Finding(entry.role, manner, at, until)]
    return []


def _tagged(reader: Reader, text: Text, entry: Entry, part: _Part, span: tuple[int, int]) -> str:
    at, until = span
    if entry.table != "tag" or not (until == part.end or at == part.start):
        return ""
    rest = range(until, part.end) if at == part.start else range(part.start, at)
    if not rest:
        return "tag" if part.opener in _OPENING or part.opener == "-" else ""
    if len(rest) > 1 or not text.is_word(rest[0]) or reader.lexicon.index.get(text.words[rest[0]], ()):
        known = len(rest) == 1 and is_given_name(text.words[rest[0]])
        if not known:
            return ""
    capital = text.is_capital(at)
    if capital and entry.words[-1] in reader.rules.surname:
        return ""
    if is_given_name(text.words[rest[0]]) or (text.is_capital(rest[0]) and not capital):
        return "tag"
    return "name_given" if text.is_capital(rest[0]) and entry.role != "at-work" else ""

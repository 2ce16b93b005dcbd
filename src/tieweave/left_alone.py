"""Who is left alone: the dead, and those who are not to be contacted, as labels, notes, names and fields say.

The words are data, `lexicon/left_alone/*.toml`, one file a language. A label counts when it is nothing else. In a note
it must be said of the person themselves, so before "died" only the small words stand that may ("he", "in May"),
numbers, and the person's own name: in "her mother died" somebody else did, and in "the battery died" nobody. What is
not to be done must be meant for good: "do not contact", but not "do not contact before nine", and "don't call again",
but not "don't call, text".
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence, Set
from importlib import resources

import attrs

from tieweave.evidence.texts import NUMBER, POSSESSIVE, Text, fold, is_word, pieces
from tieweave.model import Contact, Extra

DEAD = "has died"
NO_CONTACT = "marked do not contact"

_MARK = re.compile(r"[†⚰]\ufe0f?|\b(?:RIP|R\.I\.P)\b\.?(?![-'’\w])")
_MARKED = " obiit "
"""What a dagger, or RIP in capitals, is read as: the Latin for "died", which `any.toml` has."""
_SIGNS_OF_A_MARK = ("†", "⚰", "RIP", "R.I.P")
_DO_NOT_CONTACT = re.compile(r"\bD\.?N\.?C\b")
_ENDS = frozenset(",;.!()[]|\n/:-")
_LINE_ENDS = frozenset({"\n"})
_PARTS_OF_NAME = re.compile(r"[()\[\]{}]|\s[-\u2013\u2014|/*]+\s?|,")
_MARKS_IN_NAMES = frozenset("([{-\u2013\u2014|/,*†⚰")
_LONGEST = 4000
"""Characters of a note that are read, as in `leads.words`."""


def is_left_alone(contact: Contact) -> str:
    """Return why somebody is to be left alone, "has died" or "marked do not contact"; "" for all others."""
    words = _words()
    found = ""
    for reason in _reasons(contact, words):
        if reason == DEAD:
            return DEAD
        found = reason
    return found


def _reasons(contact: Contact, words: _Words) -> Iterator[str]:
    for label in contact.labels:
        if reason := words.labels.get(_bare(label)):
            yield reason
    for name in contact.names:
        if reason := _in_name(name, words):
            yield reason
    for affix in (contact.suffixes, contact.prefixes):
        if affix and (reason := _in_affix(affix, words)):
            yield reason
    for extra in contact.extras:
        if reason := _in_field(extra, words):
            yield reason
    for note in contact.notes:
        if not words.are_silent_on(note):
            yield from _Note.of(note[:_LONGEST], contact).reasons(words)


def _is_marked(text: str) -> bool:
    # Looking for the signs takes a tenth of the time of the expression.
    return any(sign in text for sign in _SIGNS_OF_A_MARK) and _MARK.search(text) is not None


@functools.lru_cache(maxsize=65536)
def _bare(text: str) -> str:
    """Return a text as labels are compared: folded, its words and nothing else, "Deceased (2019)" as "deceased"."""
    return " ".join(word for word in pieces(_MARK.sub(_MARKED, text)) if is_word(word))


def _in_name(name: str, words: _Words) -> str:
    """Return what a name says: "Ann Lee (deceased)", "† Ann Lee", "Late Ann Lee" only in its field for prefixes."""
    if not _MARKS_IN_NAMES.isdisjoint(name):
        parts = [_bare(part) for part in _PARTS_OF_NAME.split(name)]
        reasons = [words.labels[part] for part in parts[1:] if part in words.labels]
        if reasons:
            return min(reasons)  # DEAD sorts first
    *rest, last = name.split(" ")
    if (rest and fold(last) in words.said_after_names) or (_is_marked(name) and not name.isupper()):
        return DEAD
    return ""


def _in_affix(text: str, words: _Words) -> str:
    said = _bare(text)
    return DEAD if said in words.before_names else words.labels.get(said, "")


def _in_field(extra: Extra, words: _Words) -> str:
    """Return what a field of the record says that tieweave has no word for."""
    name = extra.name.lower()
    if not extra.value.strip():
        return ""
    if name in words.dead_fields:
        return DEAD
    said = dict(extra.params)
    if name in ("x-event", "x-abdate") and fold(said.get("TYPE", "")) in words.dead_events:
        return DEAD
    if name == "x-column":
        column = _bare(said.get("NAME", ""))
        if fold(column) in words.dead_events:
            return DEAD
        return "" if fold(extra.value.strip()) in words.no else words.labels.get(column, "")
    return ""


@attrs.frozen(eq=False)
class _Note:
    """A note, cut into words, on the card of somebody whose name has the words `own`."""

    text: Text
    own: Set[str]

    @classmethod
    def of(cls, raw: str, contact: Contact) -> _Note:
        marked = _DO_NOT_CONTACT.sub(" dnc ", _MARK.sub(_MARKED, raw))
        own = {word for name in (*contact.names, *contact.nicknames) for word in Text.roughly(name)}
        return cls(Text.cut(marked), own)

    def reasons(self, words: _Words) -> Iterator[str]:
        for at in range(len(self.text.words)):
            for phrase in words.phrases.get(self.text.words[at], ()):
                end = at + len(phrase.words)
                if self.text.words[at:end] == phrase.words and self._is_meant(phrase, at, end):
                    yield phrase.reason

    def _is_meant(self, phrase: _Phrase, start: int, end: int) -> bool:
        first, last = self._clause(start, end, _ENDS)
        before = self.text.words[first:start]
        if self.text.word(last) == "?" or "?" in self.text.words[end:last]:
            return False
        if phrase.table in ("no_contact", "no_call"):
            return self._is_for_good(phrase, before, end, last)
        language = phrase.language
        dies = phrase.table == "dead"
        around = language.around if dies else language.around | language.please | language.after
        if not all(word in around or word == NUMBER or word in self.own for word in before):
            return False
        if not self._is_of_the_person(language, before, start) or (dies and self._is_of_another(language, end, last)):
            return False
        follows = self.text.word(end) if end < last else NUMBER
        if not (follows == NUMBER or follows in around or follows in self.own):
            return False
        undone = language.never if dies else language.but
        return undone.isdisjoint((*before, *self.text.words[end:last]))

    def _is_of_the_person(self, language: _Language, before: Sequence[str], start: int) -> bool:
        """Tell whether nobody else was spoken of before, in the line, unless the person is named."""
        if not self.own.isdisjoint(before):
            return True
        first, _ = self._clause(start, start, _LINE_ENDS)
        return not _speaks_of_others(self.text.words[first:start], language)

    def _is_of_another(self, language: _Language, end: int, last: int) -> bool:
        """Tell whether who died is named after it, as in "è morta la madre" or "murió el perro"."""
        from tieweave.evidence.relations.rules import rules

        words = self.text.words
        while end < last and (words[end] in language.around or words[end] == NUMBER):
            end += 1
        if end == last:
            return False
        return words[end] in language.others or not _kinship(words, end, language).isdisjoint({*rules().kin, "kin"})

    def _is_for_good(self, phrase: _Phrase, before: Sequence[str], end: int, last: int) -> bool:
        """Tell whether what is not to be done is never to be done, and to this person."""
        language = phrase.language
        first_of_line, last_of_line = self._clause(end, end, _LINE_ENDS)
        if not all(word in language.please or word in self.own or word == NUMBER for word in before):
            return False
        rest = self.text.words[end:last_of_line]
        if not language.but.isdisjoint(word for word in rest if word not in language.after):
            return False
        follows = self.text.words[end] if end < last else ""
        if follows and follows not in language.after and follows not in self.own:
            return False
        if phrase.table == "no_contact":
            return True
        for_good = not language.again.isdisjoint((*phrase.words, *self.text.words[end:last]))
        line = [word for word in self.text.words[first_of_line:last_of_line] if is_word(word)]
        return for_good or all(word in phrase.words or word in language.please for word in line)

    def _clause(self, start: int, end: int, ends: Set[str]) -> tuple[int, int]:
        words = self.text.words
        while start > 0 and words[start - 1] not in ends:
            start -= 1
        while end < len(words) and words[end] not in ends and words[end] != "?":
            end += 1
        return start, end


def _speaks_of_others(words: Sequence[str], language: _Language) -> bool:
    """Tell whether somebody or something else than the person is spoken of: "her mother", "his dog", "Tom's firm"."""
    from tieweave.evidence.relations.rules import rules
    from tieweave.evidence.vocabulary import lexicon

    small = lexicon("relations").languages.get(language.name)
    whose = small.other if small else rules().other
    mine = small.my if small else rules().mine
    for at, word in enumerate(words):
        if word == POSSESSIVE or word in language.others or word in whose - language.around:
            return True
        if at and words[at - 1] in mine:
            continue
        if not _kinship(words, at, language).isdisjoint(rules().kin):
            return True
    return False


def _kinship(words: Sequence[str], at: int, language: _Language) -> Set[str]:
    """Return what the word at a place means among the relations in a language: "mère" is a parent."""
    from tieweave.evidence.vocabulary import lexicon

    found = lexicon("relations").at(words, at)
    return {entry.role for entry, _ in found if entry.language in (language.name, "any")}


@attrs.frozen(eq=False)
class _Language:
    """The small words of a language: see the heads of the files in `lexicon/left_alone`."""

    name: str
    around: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()
    please: frozenset[str] = frozenset()
    again: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    but: frozenset[str] = frozenset()


@attrs.frozen(eq=False)
class _Phrase:
    """A phrase of a `table` ("dead", "wants_none", "no_contact", "no_call") and what it says of the person."""

    words: tuple[str, ...]
    table: str
    language: _Language

    @property
    def reason(self) -> str:
        return DEAD if self.table == "dead" else NO_CONTACT


@attrs.frozen(eq=False)
class _Words:
    """The lexicon: the phrases by their first word, `telling` the rarest of each, and what labels and fields mean."""

    phrases: Mapping[str, Sequence[_Phrase]]
    telling: frozenset[str]
    labels: Mapping[str, str]
    before_names: frozenset[str]
    said_after_names: frozenset[str]
    dead_fields: frozenset[str]
    dead_events: frozenset[str]
    no: frozenset[str]

    def are_silent_on(self, note: str) -> bool:
        """Tell quickly that a note has none of the phrases."""
        return self.telling.isdisjoint(Text.roughly(note)) and not _is_marked(note)


_SMALL = tuple(field.name for field in attrs.fields(_Language) if field.name != "name")
_TABLES = ("dead", "wants_none", "no_contact", "no_call")


@functools.cache
def _words() -> _Words:
    files = dict(_files())
    small = {name: {key: _single(content.get(key, "")) for key in _SMALL} for name, content in files.items()}
    small["any"] = {key: frozenset().union(*(one[key] for one in small.values())) for key in _SMALL}
    phrases: dict[str, list[_Phrase]] = {}
    labels: dict[str, str] = {}
    before_names: set[str] = set()
    for name, content in files.items():
        language = _Language(name, **small[name])
        for table in _TABLES:
            for listed in _listed(content.get(table, "")):
                phrase = _Phrase(tuple(pieces(listed)), table, language)
                phrases.setdefault(phrase.words[0], []).append(phrase)
        labels |= dict.fromkeys(map(_bare, _listed(content["no_contact_labels"])), NO_CONTACT)
        labels |= dict.fromkeys(map(_bare, _listed(content["dead_labels"])), DEAD)
        before_names |= {_bare(listed) for listed in _listed(content.get("before_name", ""))}
    fields = {key: frozenset(map(fold, _listed(files["any"][key]))) for key in ("dead_fields", "dead_events", "no")}
    return _Words(
        phrases=phrases,
        telling=frozenset(max(phrase.words, key=len) for same in phrases.values() for phrase in same),
        labels=labels,
        before_names=frozenset(before_names),
        said_after_names=frozenset(label for label, reason in labels.items() if reason == DEAD and len(label) > 5),
        **fields,
    )


def _files() -> Iterator[tuple[str, Mapping[str, str]]]:
    for file in (resources.files("tieweave") / "lexicon" / "left_alone").iterdir():
        if file.name.endswith(".toml"):
            yield file.name.removesuffix(".toml"), tomllib.loads(file.read_text(encoding="utf-8"))


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _single(text: str) -> frozenset[str]:
    return frozenset(word for listed in _listed(text) for word in pieces(listed))

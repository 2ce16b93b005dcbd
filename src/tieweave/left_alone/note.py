"""A note, and whether what it says is said of the person themselves, and for good."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

import attrs

from tieweave.evidence.texts import NUMBER, POSSESSIVE, Text, is_word
from tieweave.left_alone.marks import MARK, MARKED
from tieweave.left_alone.words import Language, Phrase, Words
from tieweave.model import Contact

_DO_NOT_CONTACT = re.compile(r"\bD\.?N\.?C\b")
_ENDS = frozenset(",;.!()[]|\n/:-")
_LINE_ENDS = frozenset({"\n"})


@attrs.frozen(eq=False)
class Note:
    """A note, cut into words, on the card of somebody whose name has the words `own`."""

    text: Text
    own: Set[str]

    @classmethod
    def of(cls, raw: str, contact: Contact) -> Note:
        """Return the note on the card of a contact."""
        marked = _DO_NOT_CONTACT.sub(" dnc ", MARK.sub(MARKED, raw))
        own = {word for name in (*contact.names, *contact.nicknames) for word in Text.roughly(name)}
        return cls(Text.cut(marked), own)

    def reasons(self, words: Words) -> Iterator[str]:
        """Yield why the person is to be left alone, as often as it is said."""
        for at in range(len(self.text.words)):
            for phrase in words.phrases.get(self.text.words[at], ()):
                end = at + len(phrase.words)
                if self.text.words[at:end] == phrase.words and self._is_meant(phrase, at, end):
                    yield phrase.reason

    def _is_meant(self, phrase: Phrase, start: int, end: int) -> bool:
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

    def _is_of_the_person(self, language: Language, before: Sequence[str], start: int) -> bool:
        """Tell whether nobody else was spoken of before, in the line, unless the person is named."""
        if not self.own.isdisjoint(before):
            return True
        first, _ = self._clause(start, start, _LINE_ENDS)
        return not _speaks_of_others(self.text.words[first:start], language)

    def _is_of_another(self, language: Language, end: int, last: int) -> bool:
        """Tell whether who died is named after it, as in "è morta la madre" or "murió el perro"."""
        from tieweave.evidence.relations.rules import rules

        words = self.text.words
        while end < last and (words[end] in language.around or words[end] == NUMBER):
            end += 1
        if end == last:
            return False
        return words[end] in language.others or not _kinship(words, end, language).isdisjoint({*rules().kin, "kin"})

    def _is_for_good(self, phrase: Phrase, before: Sequence[str], end: int, last: int) -> bool:
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


def _speaks_of_others(words: Sequence[str], language: Language) -> bool:
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


def _kinship(words: Sequence[str], at: int, language: Language) -> Set[str]:
    """Return what the word at a place means among the relations in a language: "mère" is a parent."""
    from tieweave.evidence.vocabulary import lexicon

    found = lexicon("relations").at(words, at)
    return {entry.role for entry, _ in found if entry.language in (language.name, "any")}

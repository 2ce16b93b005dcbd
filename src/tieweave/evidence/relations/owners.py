"""Whose a role is: the owner before it ("Noah's", "Ellas"), after it ("of Karin"), or who does something with them."""

from __future__ import annotations

from collections.abc import Mapping

from tieweave.evidence.languages import Language
from tieweave.evidence.relations.people import NOBODY, SOMEBODY, Whose
from tieweave.evidence.relations.reader import ARTICLES, Reader
from tieweave.evidence.texts import POSSESSIVE, Text, is_word
from tieweave.evidence.vocabulary import Entry
from tieweave.model import Contact
from tieweave.resolve.name_lexicon import is_given_name

_THE = frozenset({"the", "a", "an"})


def holder(reader: Reader, text: Text, at: int, holders: Mapping[int, Whose]) -> Whose:
    """Return whose the 's after the word `at` is: nobody's for "it's" and "she's"."""
    if at < 0 or text.words[at] in reader.rules.pronoun:
        return NOBODY
    if at + 1 in holders:
        return holders[at + 1]
    if text.words[at] in reader.rules.other:
        return Whose("nobody")
    whose = reader.people.named_before(text, at + 1)
    return whose if whose.role else SOMEBODY


def noahs(reader: Reader, text: Text, entry: Entry, owner: int, start: int) -> str:
    """Return whose it is where no apostrophe tells, as in German or Swedish: "Ellas Lehrerin", "Noahs Mama"."""
    word, language = text.words[owner], reader.language(entry)
    if not is_word(word) or word[-1:] not in language.suffixes:
        return ""
    if own := reader.people.own(word[:-1]):
        return own
    if role := possessor(reader, word, entry.language):
        before = text.word(owner - 1)
        if before in language.other or before == POSSESSIVE:
            return "nobody"
        own = reader.people.own(before[:-1]) if before[-1:] in language.suffixes else ""
        return (reader.rules.compose(own, role) or "nobody") if own else role
    named = (
        owner == start - 1
        and entry.role == "parent"
        and text.is_capital(owner)
        and len(word) > 3
        and word not in language.between | language.my
        and not is_given_name(word)
    )
    return "name" if named else ""


def known(reader: Reader, text: Text, entry: Entry, owner: int) -> tuple[Contact, ...]:
    """Return the contacts whose name, in the genitive, ends with the word `owner`: "Petra Wallins", "Petras"."""
    word, before = text.words[owner], text.word(owner - 1)
    if word[-1:] not in reader.language(entry).suffixes or not text.is_word(owner) or not text.is_capital(owner):
        return ()
    people = reader.people.known
    if text.is_word(owner - 1) and (both := people.called(before, word[:-1])):
        return tuple(both[:3])
    is_surname = text.is_word(owner - 1) and text.is_capital(owner - 1)
    return () if is_surname or reader.people.own(word[:-1]) else tuple(people.called(word[:-1])[:3])


def possessor(reader: Reader, word: str, language: str) -> str:
    """Return the role of a word of a language with the ending of a possessor, "mammas", "kompis", "" for none."""
    if word[-1:] not in reader.lexicon.languages[language].suffixes:
        return ""
    for bare in (word[:-1], word):
        for entry in reader.lexicon.index.get(bare, ()):
            if entry.language == language and entry.table == "role" and entry.rank == -1:
                return entry.role if entry.role in reader.rules.of else ""
    return ""


def is_genitive(reader: Reader, word: str, language: str) -> bool:
    """Tell whether a word is one for somebody with the ending of a possessor: "omas", but not "zus"."""
    return word[-1:] in reader.lexicon.languages[language].suffixes and any(
        entry.language == language and entry.table == "role" and entry.rank == -1
        for entry in reader.lexicon.index.get(word[:-1], ())
    )


def of_somebody(reader: Reader, text: Text, language: Language, at: int) -> tuple[bool, Whose, int]:
    """Return whether an "of" follows at `at`, the one it names, and the index after that one."""
    word = text.word(at)
    if word in language.of and text.word(at + 1) in reader.rules.other:
        return True, Whose("nobody"), at + 2
    if word in language.of_my:
        return True, *whose_from(reader, text, at)
    if word in language.of_the:
        following = text.word(at + 1)
        named = is_given_name(following) or reader.people.own(following)
        entry, _ = reader.longest(text, at + 1, len(text.words)) if text.is_word(at + 1) else (None, at)
        if named or (entry is not None and entry.table == "role"):
            return True, *whose_from(reader, text, at + 1)
        return False, NOBODY, at
    if language.genitive and text.is_word(at) and not text.is_capital(at):
        while text.word(at) in language.between and text.is_word(at + 1):
            at += 1
        entry, until = reader.longest(text, at, len(text.words))
        if entry is not None and entry.table == "role" and entry.words[0].endswith(tuple(language.genitive)):
            # "córka wujka", "trener syna".
            whose, end = of_somebody(reader, text, language, until)[1:]
            role = reader.rules.compose(whose.role, entry.role) if whose.role else entry.role
            return (True, Whose(role), max(until, end)) if role else (False, NOBODY, at)
        word = text.word(at)
    if language.genitive and text.is_word(at) and text.is_capital(at) and word not in reader.rules.aside:
        if own := reader.people.own(text.words[at]):
            return True, Whose(own), at + 1
        if reader.is_called(text.words[at]):
            return False, NOBODY, at
        whose, until = reader.people.named_in_genitive(text, at, language.genitive)
        if whose.role:
            return True, whose, until
    return (True, *whose_from(reader, text, at + 1)) if word in language.of else (False, NOBODY, at)


def whose_from(reader: Reader, text: Text, at: int) -> tuple[Whose, int]:
    """Return the person named from `at` on ("Ella's friend Noah" is a friend of ego's child), and the index after."""
    while at < len(text.words) and (text.words[at] in ARTICLES or reader.is_mine(text.words[at])):
        at += 1
    if not text.is_word(at):
        return NOBODY, at
    the = text.word(at - 1) in _THE
    skipped = at
    while text.words[skipped] in reader.rules.between and text.is_word(skipped + 1):
        skipped += 1
    for begin in dict.fromkeys((at, skipped)):
        entry, end = reader.longest(text, begin, len(text.words))
        if entry is not None and entry.table == "role":
            joined, whose, until = of_somebody(reader, text, reader.language(entry), end)
            if joined and whose.role:
                # "mother of a friend of Ella's".
                return Whose(reader.rules.compose(whose.role, entry.role) or "nobody"), until
            return Whose(entry.role), end
        if entry is not None and begin == at and entry.role.startswith("own-"):
            # "collega della Fundy", where ego worked.
            return NOBODY, at
    if len(text.tokens[at]) > 1 and text.tokens[at].isupper() and not text.raw.isupper():
        # "collega van KPN": a firm.
        return NOBODY, at
    own = reader.people.own(text.words[at][:-1]) if text.words[at].endswith("s") else ""
    whose, end = (Whose(own), at + 1) if own else reader.people.named_at(text, at)
    if not whose.role and skipped > at:
        # "mamma del piccolo Leo".
        whose, end = reader.people.named_at(text, skipped)
    if the and whose.role == "name":
        # "friend of the Devil".
        return NOBODY, at
    if whose.role and (own or text.word(end) == POSSESSIVE):
        after = end if own else end + 1
        if text.is_word(after):
            entry, until = reader.longest(text, after, len(text.words))
            if entry is not None and entry.table == "role":
                return Whose(reader.rules.compose(whose.role, entry.role)), until
        return whose, after
    return whose, end


def subject(reader: Reader, text: Text, end: int) -> Whose:
    """Return whom the word before the index `end` names: "Sam" of "Sam works with her", "mum" of "mum plays with"."""
    entry, until = reader.longest(text, end - 1, end)
    if entry is not None and entry.table == "role" and until == end:
        return Whose(entry.role)
    return reader.people.named_before(text, end)

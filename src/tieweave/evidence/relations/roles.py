"""Roles in running text: "my old boss", "Noah's mum", "friend of Karin", or a note that is no more than "plumber"."""

from __future__ import annotations

from tieweave.evidence.relations import owners
from tieweave.evidence.relations.people import NOBODY, Whose
from tieweave.evidence.relations.reader import ARTICLES, CLAUSE_MARKS, EQUALS, Reader, clause_of
from tieweave.evidence.relations.rules import Finding
from tieweave.evidence.texts import NUMBER, POSSESSIVE, Text, is_word
from tieweave.evidence.vocabulary import Entry
from tieweave.resolve.name_lexicon import is_given_name

_FOR = frozenset({"for", "fur", "voor", "to", "aan"})
_PLAIN_OF = frozenset({"of", "de", "di", "d", "von", "van", "av", "af", "z", "ze", "od"})
"""Words for "of" that hold no article: "nipote della vicina" is of a certain one."""
_AT_SOMEBODYS = frozenset({"at", "with", "from", "by", "about"})
"""Before "Sam's dad" they tell of somebody else than the contact."""
_MOST_BETWEEN = 2
"""Words that no list knows and that may stand between "my" and a role: "my old track coach"."""


def read(
    reader: Reader, text: Text, entry: Entry, start: int, end: int, holders: dict[int, Whose], *, in_name: bool
) -> Finding | None:
    """Return what a role states: by whose it is, or where it stands."""
    language = reader.language(entry)
    manner = "name" if in_name else "note"
    owner = _owner(reader, text, entry, start, end)
    if reader.is_denied(text, language, start) or (owner >= 0 and reader.is_denied(text, language, owner)):
        return None
    word = text.word(owner)
    whose = owners.holder(reader, text, owner - 1, holders) if word == POSSESSIVE else NOBODY
    role = reader.rules.compose(whose.role, entry.role) if whose.role else "" if word in language.other else entry.role
    if text.word(end) == POSSESSIVE:
        holders[end] = Whose(role or "nobody")
        return None
    if whose.role and not in_name and text.word(owner - 2) in language.of | _AT_SOMEBODYS:
        # "works for Sam's dad".
        return Finding("nobody", manner, owner - 1, end)
    if whose.role:
        return _of_whom(reader, Finding(role, manner, owner - 1, end, whom=whose.contacts), entry.role)
    if language.suffixes and owner >= 0 and (known := owners.known(reader, text, entry, owner)):
        # "Petra Wallins vän".
        found = Finding(reader.rules.compose("contact", entry.role), manner, owner, end, whom=known)
        return _of_whom(reader, found, entry.role)
    if language.suffixes and owner >= 0 and (holder := owners.noahs(reader, text, entry, owner, start)):
        # "min systers chef": nothing, also where another language reads "min chef".
        return Finding(reader.rules.compose(holder, entry.role) or "nobody", manner, owner, end)
    if reader.is_my(text, owner, language) or (entry.language == "any" and reader.is_mine(word)):
        others = text.word(owner - 1) in language.of
        stated = in_name or (
            not others and _is_stated(reader, text, owner) and not _does_something(reader, text, entry, end)
        )
        return Finding(entry.role if stated else "nobody", manner, owner, end)
    if text.word(end) in language.my_after:
        stated = in_name or _is_stated(reader, text, start)
        return Finding(entry.role if stated else "nobody", manner, start, end + 1)
    joined, whose, until = owners.of_somebody(reader, text, language, end)
    if word in language.other and whose.role != "child":
        # But "a filha dela é a melhor amiga da Ella".
        return None
    if text.word(end) in language.of - _FOR and text.word(end + 1) in language.me and _is_stated(reader, text, start):
        # "Patenonkel von mir", "vriend van ons".
        return Finding(entry.role, manner, start, end + 2)
    if whose.role == "name" and _is_place(reader, text, entry, end, until):
        whose = NOBODY
    if joined and whose.role:
        role = reader.rules.compose(whose.role, entry.role)
        # "badante del Cesare" is his; "fornitore della Acme" is one, whoever that is.
        his = entry.role == "trade" and any(map(reader.is_called, text.words[end:until]))
        if role or whose.contacts or whose.role == "nobody" or his or entry.role not in reader.rules.stands:
            found = Finding(role, manner, start, until, whom=whose.contacts)
            return _of_whom(reader, found, entry.role) or Finding("nobody", manner, start, until)
    elif joined and (entry.role in reader.rules.kin or _is_theirs(reader, text, entry, end)):
        return None
    if language.suffixes and text.is_word(end) and owners.is_genitive(reader, text.words[end - 1], entry.language):
        # "Omas Pflegerin".
        return None
    if in_name or (reader.is_anchored(text, entry, start) and not _was_boss(reader, text, entry, end)):
        return None
    copulas = [number for number in range(owner + 1, start) if text.words[number] in reader.rules.copula]
    if copulas and reader.is_somebody_elses(text, copulas[0]):
        return None
    if copulas or owner < 0 or word in CLAUSE_MARKS or word == POSSESSIVE or _only_leads(reader, text, owner):
        return _bare(reader, text, entry, owner + 1, end)
    return None


def _is_place(reader: Reader, text: Text, entry: Entry, end: int, until: int) -> bool:
    """Tell whether what is named after "of" is a place sooner than somebody: "ancien voisin de Nantes"."""
    language, last = reader.language(entry), until - 1
    if entry.role == "kin":
        # "tía de Burgos", but "hermana de Pili", whoever she is.
        return text.words[last] in reader.rules.towns
    joins = text.word(end) in language.of & language.at and last == end + 1 and not language.suffixes
    return joins and not reader.rules.compose("name", entry.role) and not reader.is_called(text.words[last])


def _is_theirs(reader: Reader, text: Text, entry: Entry, end: int) -> bool:
    """Tell whether kin is of somebody who has no name: "gendre de la boulangère", but "cousin du côté de papa"."""
    at = end + 1
    known = text.word(end) not in _PLAIN_OF
    while text.word(at) in ARTICLES:
        at, known = at + 1, True
    return (
        entry.role == "kin"
        and known
        and text.is_word(at)
        and not (text.is_capital(at) or text.words[at] in reader.rules.side)
    )


def _of_whom(reader: Reader, found: Finding, role: str) -> Finding | None:
    """Return a finding with what it is if the contacts that it names are others of that name; None if nothing."""
    otherwise = reader.rules.compose("name", role) if found.whom else ""
    return found._replace(otherwise=otherwise) if found.role or otherwise else None


def _owner(reader: Reader, text: Text, entry: Entry, start: int, end: int) -> int:
    """Return the index of the word before a role and its adjectives: "my" of "my old boss", -1 at the beginning."""
    language = reader.language(entry)
    owner = start - 1
    while owner >= 0 and start - owner <= 4 and text.words[owner] in language.between:
        owner -= 1
    if language.my.isdisjoint(text.words) and POSSESSIVE not in text.words:
        return owner
    # Of "my old track coach" no list knows "track".
    at, unknown = owner, 0
    while at >= 0 and start - at <= 4 and unknown < _MOST_BETWEEN and _may_qualify(reader, text, entry, at):
        unknown += text.words[at] not in language.between
        at -= 1
    if unknown and text.word(at) in language.my and (not text.is_word(end) or text.word(end) in language.at):
        return at
    if unknown and text.word(at) == POSSESSIVE and entry.role == "kids-place":
        # "Ella's swim group".
        return at
    return owner


def _may_qualify(reader: Reader, text: Text, entry: Entry, at: int) -> bool:
    word, language = text.words[at], reader.language(entry)
    return (
        is_word(word)
        and not text.is_capital(at)
        and word not in language.my | language.other | language.deny | language.at | language.of
        and word not in reader.rules.copula
        and not owners.possessor(reader, word, entry.language)
        and not any(other.table in ("role", "join") for other, _ in reader.lexicon.at(text.words, at))
    )


def _was_boss(reader: Reader, text: Text, entry: Entry, end: int) -> bool:
    """Tell whether a boss goes on with where and in which years: "line manager at Boots 2009-13"."""
    if entry.role != "boss" or text.word(end) not in reader.language(entry).at:
        return False
    _, last = clause_of(text, end, end)
    return any(_is_year(token) for token in text.tokens[end : last + 2])


def _is_year(token: str) -> bool:
    return token.isdigit() and (len(token) == 4 or (len(token) == 2 and token[0] in "01789"))


def _only_leads(reader: Reader, text: Text, owner: int) -> bool:
    """Tell whether nothing but "and", "now" and the like stands in the clause up to the index `owner`."""
    first, _ = clause_of(text, owner, owner)
    return all(word in reader.rules.leads for word in text.words[first : owner + 1])


def _is_stated(reader: Reader, text: Text, owner: int) -> bool:
    """Tell whether "my" at the index `owner` begins what is said of the contact: not in "called my mom"."""
    first, _ = clause_of(text, owner, owner)
    if text.word(owner - 1) == "used":
        # "used our plumber once", but "used to be our plumber".
        return False
    for at in range(owner - 1, first - 1, -1):
        word = text.words[at]
        if word == POSSESSIVE:
            if text.word(at - 1) in reader.rules.pronoun:
                continue
            return False
        if (
            word in reader.rules.leads
            or word in reader.rules.copula
            or word in reader.rules.pronoun
            or word in reader.rules.between
            or not is_word(word)
            or is_given_name(word)
            or (at > first and text.is_capital(at))
        ):
            continue
        return at == first and text.is_capital(at) and text.is_capital(at + 1)
    return True


def _does_something(reader: Reader, text: Text, entry: Entry, end: int) -> bool:
    """Tell whether "my sister" goes on with what she does: then she is not the contact.

    "My kids love her", "my dentist recommended her".
    """
    after = text.word(end)
    told = text.words[end : clause_of(text, end, end)[1]][:3]
    if not reader.rules.tells.isdisjoint(told[:1]) or (
        told and told[0] in reader.language(entry).me and not reader.rules.tells.isdisjoint(told)
    ):
        return True
    if entry.role not in reader.rules.kin and entry.role != "kin":
        return False
    if after in reader.language(entry).at and text.word(end + 1) in reader.language(entry).them:
        # "mój bratanek z nim pracuje".
        return True
    language, rules = reader.language(entry), reader.rules
    joined = after in language.at | language.of | language.of_my
    if after in ARTICLES | {"lo"} and text.is_word(end + 1) and not text.is_capital(end + 1):
        # "ma mère l'adore", but "mi prima la dentista".
        return not any(other.table == "role" for other, _ in reader.lexicon.at(text.words, end + 1))
    known = joined or (after in rules.at | rules.leads | rules.between and after not in rules.copula)
    return is_word(after or ".") and not text.is_capital(end) and not known


def _bare(reader: Reader, text: Text, entry: Entry, start: int, end: int) -> Finding | None:
    """Return what a role without an owner states: "client since 2015", "plumber", but not "wife Susan"."""
    after = text.word(end)
    language = reader.language(entry)
    if entry.role in reader.rules.kin and (start > 0 or not _is_all(reader, text, entry, end)):
        return None
    if after in language.of and (text.word(end + 1) in language.my or reader.people.own_at(text, end + 1) == "child"):
        # "physio for my knee".
        return Finding(entry.role, "bare", start, end)
    ends = not after or after in (NUMBER, *reader.rules.street) or not is_word(after) or after in reader.rules.leads
    ends = ends or (after in language.between and after not in reader.rules.copula)
    ends = ends or any(other.role == "own-employer" for other, _ in reader.lexicon.at(text.words, end))
    if text.word(start - 1) in EQUALS and reader.is_about_kin(text, start - 1):
        # "daughter: lawyer in NYC".
        return None
    if entry.role in reader.rules.calling and not reader.rules.former.isdisjoint(text.words[start:end]):
        # "ex dentist, keeps bees now".
        return None
    if language.suffixes and start == clause_of(text, start, end)[0] and _narrowed(reader, text, entry, end):
        return Finding(entry.role, "bare", start, end)
    if entry.role not in reader.rules.kin and _ends_with_kin(reader, text, entry, end):
        # "le kiné de l'équipe de mon frère".
        return None
    if text.is_word(end) and _is_of_its_trade(reader, text, entry, end):
        return Finding(entry.role, "bare", start, end)
    if _was_boss(reader, text, entry, end):
        return Finding(entry.role, "note", start, end)
    if (ends and after not in (":", POSSESSIVE, "@", "=")) or (
        after in language.at or (entry.role in reader.rules.stands and after in language.of)
    ):
        return Finding(entry.role, "bare", start, end)
    return None


def _ends_with_kin(reader: Reader, text: Text, entry: Entry, end: int) -> bool:
    """Tell whether a clause goes on, not at once, with whose something is: "of his", "of my brother"."""
    language, last = reader.language(entry), clause_of(text, end, end)[1]
    for at in range(end + 1, last - 1):
        if text.words[at] in language.of and text.words[at + 1] in language.other:
            return True
        if text.words[at] in language.of and text.words[at + 1] in language.my and text.is_word(at + 2):
            kin, _ = reader.longest(text, at + 2, last)
            if kin is not None and kin.role in reader.rules.kin | {"kin"}:
                return True
    return False


def _is_of_its_trade(reader: Reader, text: Text, entry: Entry, end: int) -> bool:
    """Tell whether what somebody has to do with follows: "assicuratore macchina e casa", "fornitore toner"."""
    return any(
        other.table == "thing" and other.role == entry.role and other.language == entry.language
        for other, _ in reader.lexicon.at(text.words, end)
    )


def _narrowed(reader: Reader, text: Text, entry: Entry, end: int) -> bool:
    """Tell whether a role that opens a clause is narrowed: "oud-collega Fundy", "loodgieter badkamer"."""
    if not text.is_word(end) or entry.role in reader.rules.kin:
        return False
    if text.is_capital(end):
        # "trainer JO9" coaches the under nines.
        return not is_given_name(text.words[end]) or (text.tokens[end].isupper() and text.word(end + 1) == NUMBER)
    last = clause_of(text, end, end)[1]
    said = {*text.words[end:last]}
    return entry.role in reader.rules.stands and said.isdisjoint(
        reader.rules.deny | reader.rules.other | reader.rules.copula
    )


def _is_all(reader: Reader, text: Text, entry: Entry, end: int) -> bool:
    """Tell whether a note says no more than a kin word, or goes on with the contact: "brother, lives with dad"."""
    after, then = text.word(end), text.word(end + 1)
    if not after:
        return True
    goes_on = entry.role in ("parent", "sibling", "close-kin") and after in (",", ";", ".", "-", "(")
    return goes_on and is_word(then or ".") and not text.is_capital(end + 1) and then not in reader.rules.leads

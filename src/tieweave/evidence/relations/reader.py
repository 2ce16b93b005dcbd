"""What it takes to read texts for one ego, and the small questions that every way of reading asks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import attrs

from tieweave import organisation_names
from tieweave.evidence.languages import Language
from tieweave.evidence.phrases import phrases
from tieweave.evidence.relations.people import Acquaintances, People
from tieweave.evidence.relations.rules import Finding, Rules, rules
from tieweave.evidence.texts import POSSESSIVE, Text, is_word
from tieweave.evidence.vocabulary import Entry, Lexicon, lexicon
from tieweave.model import Affiliation, Profile
from tieweave.organisation_names import forms
from tieweave.resolve.name_lexicon import is_family_name, is_given_name, is_known

CLAUSE_MARKS = frozenset(",;.!()[]|\n/:-")
EQUALS = frozenset({":", "=", "-"})
"""Marks between somebody and what they are: "daughter: lawyer"."""
_BOUNDS = CLAUSE_MARKS | {"?", "&", "+"}
ARTICLES = frozenset("a an the der die das des la le les l el il een un o los las lo".split())
DENIAL_REACH = 4
"""Words before a role within which a denial is taken to mean it: "is not really my cousin"."""


OWN_EMPLOYER, OWN_SCHOOL = "own-employer", "own-school"
_OWN = frozenset({OWN_EMPLOYER, OWN_SCHOOL})


@attrs.frozen
class Reader:
    """Reads texts for one ego, whose own people, clubs and congregations are known by name."""

    lexicon: Lexicon
    rules: Rules
    people: People

    @classmethod
    def of(cls, profile: Profile, known: Acquaintances) -> Reader:
        """Return the reader for ego as the profile knows them, with the contacts who are `known`."""
        named = (
            *((name, "club-member") for name in profile.clubs),
            *((name, "church-member") for name in profile.congregations),
            *((name, OWN_EMPLOYER) for one in profile.employers for name in short_names(one, is_school=False)),
            *((name, OWN_SCHOOL) for one in profile.schools for name in short_names(one, is_school=True)),
        )
        own = [
            Entry(-len(phrase), phrase, "any", "place", role)
            for name, role in dict.fromkeys(named)
            for phrase in phrases(name)
            if is_word(phrase[0])
        ]
        return cls(
            lexicon=lexicon("relations").with_entries(own) if own else lexicon("relations"),
            rules=rules(),
            people=People.of(profile, known),
        )

    @property
    def own_roles(self) -> frozenset[str]:
        """The roles of the names of ego's own employers and schools."""
        return _OWN

    def best(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return one finding a role, the plainest."""
        best: dict[str, Finding] = {}
        for finding in findings:
            held = best.get(finding.role)
            if held is None or self.rules.weight[finding.manner] > self.rules.weight[held.manner]:
                best[finding.role] = finding
        return list(best.values())

    def language(self, entry: Entry) -> Language:
        """Return the small words of an entry's language."""
        return self.lexicon.languages[entry.language]

    def longest(self, text: Text, at: int, limit: int) -> tuple[Entry | None, int]:
        """Return the longest role or place that begins at `at` and ends by `limit`; a plain one before an anchored."""
        found = [
            (entry, end)
            for entry, end in self.lexicon.at(text.words, at)
            if end <= limit and entry.table in ("role", "place")
        ]
        if not found:
            return None, at
        end = max(end for _, end in found)
        best = self.likely(text, [entry for entry, until in found if until == end])
        if not best:
            return None, at
        plain = [entry for entry in best if not self.is_anchored(text, entry, at)] or best[:1]
        # "Tata" is a father in Polish, and alone; before a name it is an aunt in French.
        alone = end == limit
        return min(plain, key=lambda entry: (entry.words[0] in self.language(entry).title) == alone), end

    def likely(self, text: Text, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Return of the entries of one word those in the language that most of the small words around it are of.

        That may be none: "nicht" is a niece in Dutch, but in "nicht der Mark" German is spoken.
        """
        if not entries:
            return entries
        word = entries[0].words[0]
        rivals = self.rules.small_in.get(word) if entries[0].rank == -1 else None
        if len(entries) == 1 and not rivals:
            return entries
        languages = {entry.language for entry in entries} - {"any"}
        if len(languages) < 2 and not rivals:
            return entries
        small, around = self.rules.small, {*text.words} - {word}
        spoken = {language: len(small[language] & around) for language in (*languages, *(rivals or ()))}
        most = max(spoken.values(), default=0)
        return [entry for entry in entries if spoken.get(entry.language, most) == most]

    def is_anchored(self, text: Text, entry: Entry, at: int) -> bool:
        """Tell whether a word counts only with "my" before it: it may be a common word, or somebody's name."""
        return len(entry.words) == 1 and (entry.words[0] in self.language(entry).anchored or self.is_given(text, at))

    def is_given(self, text: Text, at: int) -> bool:
        """Tell whether the word at `at`, as it is written, is a given name somewhere: "Mae", not "mãe"."""
        return text.tokens[at].lower() in self.rules.given

    def is_called(self, word: str) -> bool:
        """Tell whether a folded word is a given name, as far as this lexicon and that of nicknames know."""
        return word in self.rules.called or is_given_name(word)

    def is_my(self, text: Text, at: int, language: Language) -> bool:
        """Tell whether the word at `at` is "my" or "our" of a language: "vår frisör", not "var frisör", who was one."""
        return text.word(at) in language.my and text.tokens[at].lower() not in self.rules.past

    def is_mine(self, word: str) -> bool:
        """Tell whether a word is "my" or "our" in any language."""
        return word in self.rules.mine

    def is_joint(self, word: str) -> bool:
        """Tell whether a word joins to a place, or is "my", in any language."""
        return word in self.rules.joints

    def is_denied(self, text: Text, language: Language, start: int, reach: int = DENIAL_REACH) -> bool:
        """Tell whether a denial or a wish stands at most `reach` words before `start`: "not", "looking for a"."""
        deny = language.deny or self.rules.deny
        for at in range(start - 1, max(start - 1 - reach, -1), -1):
            if text.words[at] in CLAUSE_MARKS:
                return False
            if text.words[at] in deny:
                return True
        return False

    def is_somebody_elses(self, text: Text, copula: int) -> bool:
        """Tell whether the "is" at `copula` speaks of somebody else: "husband is an accountant", "her boss is"."""
        for at in range(copula - 1, max(copula - 1 - DENIAL_REACH, -1), -1):
            word = text.words[at]
            if word in CLAUSE_MARKS or self.is_mine(word):
                return False
            if word in self.rules.other or word == POSSESSIVE:
                return True
            if any(entry.role in self.rules.kin or entry.role == "kin" for entry, _ in self.lexicon.at(text.words, at)):
                return True
        return False

    def is_about_others(self, text: Text, start: int) -> bool:
        """Tell whether a clause begins with somebody else's grown kin: "his wife teaches there", not "her son is"."""
        first, _ = clause_of(text, start, start)
        if text.word(first) not in self.rules.other or not self.is_about_kin(text, start):
            return False
        entry, _ = self.longest(text, first + 1, start)
        return entry is not None and entry.role != "child"

    def is_about_kin(self, text: Text, start: int) -> bool:
        """Tell whether a clause speaks of somebody's kin, and not of the contact: "son plays on the same team"."""
        first, _ = clause_of(text, start, start)
        first += text.word(first) in self.rules.other
        entry, end = self.longest(text, first, start) if first < start else (None, 0)
        return (
            entry is not None
            and entry.table == "role"
            and entry.role in self.rules.kin
            and (text.is_word(end) or text.word(end) in EQUALS)
            and text.word(end) not in self.language(entry).at - self.rules.leisure
        )


def short_names(one: Affiliation, *, is_school: bool) -> Iterator[str]:
    """Yield the names of an employer or school of ego's, and what people who know it say for short: "Fundy", "Dal".

    What is somebody's name as well is left out.
    """
    for name in (one.name, *one.aliases):
        key = organisation_names.key(name)
        if key:
            yield name
            yield " ".join(key)
            short = [*forms.beginnings(key)] if is_school else [" ".join(some) for some in forms.first_words(key)]
            yield from (some for some in short if not is_known(some) and not is_family_name(some))


def clause_of(text: Text, start: int, end: int) -> tuple[int, int]:
    """Return the indexes between which the clause around the words from `start` to `end` lies."""
    words = text.words
    first, last = start, end
    while first > 0 and words[first - 1] not in _BOUNDS:
        first -= 1
    while last < len(words) and words[last] not in _BOUNDS:
        last += 1
    return first, last


def is_asked(text: Text, start: int, end: int) -> bool:
    """Tell whether the clause around the words from `start` to `end` is a question: "my cousin?"."""
    return text.word(clause_of(text, start, end)[1]) == "?"

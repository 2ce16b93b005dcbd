"""Statements in running text: "my old boss", "Noah's mum", "class of 2008", "from the gym"; and whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from tieweave.evidence.relations.rules import Finding, Rules, rules
from tieweave.evidence.vocabulary import (
    NUMBER,
    POSSESSIVE,
    Entry,
    Language,
    Lexicon,
    Text,
    is_word,
    lexicon,
    phrases,
)
from tieweave.model import Profile
from tieweave.resolve.name_lexicon import is_given_name

_CLAUSE_MARKS = frozenset(",;.!()[]|\n/:-")
ARTICLES = frozenset({"a", "an", "the", "der", "die", "das", "des", "la", "le", "les", "l", "el", "il", "een", "un"})
_DENIAL_REACH = 4
"""Words before a role within which a denial is taken to mean it: "is not really my cousin"."""


@attrs.frozen
class Reader:
    """Reads texts for one ego, whose own people, clubs and congregations are known by name."""

    lexicon: Lexicon
    rules: Rules
    ego: tuple[str, ...]
    child_names: tuple[tuple[str, ...], ...]
    partner_name: tuple[str, ...]
    emails: frozenset[str]

    @classmethod
    def of(cls, profile: Profile) -> Reader:
        """Return the reader for ego as the profile knows them."""
        own = [
            Entry(-len(phrase), phrase, "any", "place", category)
            for names, category in ((profile.clubs, "club-member"), (profile.congregations, "church-member"))
            for name in names
            for phrase in phrases(name)
            if is_word(phrase[0])
        ]
        return cls(
            lexicon=lexicon("relations").with_entries(own) if own else lexicon("relations"),
            rules=rules(),
            ego=name_words(profile.name),
            child_names=tuple(name for child in profile.children if (name := name_words(child))),
            partner_name=name_words(profile.partner),
            emails=frozenset(profile.emails),
        )

    # --- ego's own people ---

    @property
    def has_own_people(self) -> bool:
        """Tell whether a child or partner of ego's is known by name."""
        return bool(self.child_names or self.partner_name)

    def names_child(self, named: tuple[str, ...]) -> bool:
        """Tell whether a name may be that of ego's child."""
        return any(self._same(child, named) for child in self.child_names)

    def names_partner(self, named: tuple[str, ...]) -> bool:
        """Tell whether a name may be that of ego's partner."""
        return self._same(self.partner_name, named)

    def _same(self, known: tuple[str, ...], said: tuple[str, ...]) -> bool:
        """Tell whether two names may be one person's: first names alike, family names not at odds."""
        if not known or known[0] != said[0]:
            return False
        if len(known) == 1:
            return len(said) == 1 or said[-1] in (*self.ego[-1:], *self.partner_name[1:])
        return len(said) == 1 or known[-1] == said[-1]

    # --- reading texts ---

    def best(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return one finding a role, the plainest."""
        best: dict[str, Finding] = {}
        for finding in findings:
            held = best.get(finding.role)
            if held is None or self.rules.weight[finding.manner] > self.rules.weight[held.manner]:
                best[finding.role] = finding
        return list(best.values())

    def scan(self, text: Text, *, in_name: bool) -> Iterator[Finding]:
        """Read a text from left to right, the longest words of the lexicon first."""
        at, index, pairs = 0, self.lexicon.index, self.lexicon.pairs
        holders: dict[int, str] = {}
        while at < len(text.words):
            if not index.get(text.words[at]) and text.words[at : at + 2] not in pairs:
                at += 1
                continue
            reach = 0
            for entry, end in self.lexicon.at(text.words, at):
                if reach and end != reach:
                    break
                reach = end
                finding = self._judge(text, entry, at, end, holders, in_name=in_name)
                if finding is not None:
                    reach = max(reach, finding.end)
                    if finding.role != "nobody":
                        yield finding
                    break
            at = reach or at + 1

    def _judge(
        self, text: Text, entry: Entry, start: int, end: int, holders: dict[int, str], *, in_name: bool
    ) -> Finding | None:
        """Return what an entry at `start` states, None when it states nothing; note it in `holders` as an owner."""
        if entry.role == "nobody" or entry.table == "tag":
            return None
        if not is_word(entry.words[0]):
            return Finding(entry.role, "emoji", start, end) if in_name else None
        language = self.language(entry)
        if self._denied(text, language, start):
            return None
        manner = "name" if in_name else "note"
        before = text.words[start - 1] if start else ""
        if entry.table in ("phrase", "weak"):
            owned = before == POSSESSIVE and self._holder(text, start - 2, holders)
            weight = "weak" if entry.table == "weak" else "note"
            if owned or before in language.other or self._with_somebody(text, entry, end):
                return None
            return Finding(entry.role, weight, start, end)
        if entry.table == "place":
            return self._place(text, entry, start, end, in_name=in_name)
        owner = start - 1
        while owner >= 0 and start - owner <= 4 and text.words[owner] in language.between:
            owner -= 1
        word = text.words[owner] if owner >= 0 else ""
        holder = self._holder(text, owner - 1, holders) if word == POSSESSIVE else ""
        role = self.rules.compose(holder, entry.role) if holder else "" if word in language.other else entry.role
        if self._words_at(text, end) == POSSESSIVE:
            holders[end] = role or "nobody"
            return None
        if holder:
            return Finding(role, manner, owner - 1, end) if role else None
        if self._noahs(text, entry, owner, start):
            role = self.rules.compose(self.holder_word(word[:-1]) or "name", entry.role)
            return Finding(role, manner, owner, end) if role else None
        if word in language.my or (entry.language == "any" and self.is_mine(word)):
            return Finding(entry.role, manner, owner, end)
        if word in language.other:
            return None
        joined, holder, until = self._of(text, language, end)
        if joined and holder:
            role = self.rules.compose(holder, entry.role)
            if role or entry.role not in self.rules.stands:
                return Finding(role or "nobody", manner, start, until)
        elif joined and entry.role in self.rules.kin:
            return None
        if in_name or self.is_anchored(text, entry, start):
            return None
        copulas = [number for number in range(owner + 1, start) if text.words[number] in self.rules.copula]
        if copulas and self._about_somebody(text, copulas[0]):
            return None
        stated = bool(copulas)
        if stated or owner < 0 or word in _CLAUSE_MARKS or word == POSSESSIVE:
            return self._bare(text, entry, owner + 1, end)
        return None

    def _bare(self, text: Text, entry: Entry, start: int, end: int) -> Finding | None:
        """Return what a role without an owner states: "client since 2015", "plumber", but not "wife Susan"."""
        after = self._words_at(text, end)
        if entry.role in self.rules.kin and (start > 0 or after):
            return None
        ends = not after or after == NUMBER or after in _CLAUSE_MARKS - {":"} or after == "?"
        if (
            ends
            or after in self.language(entry).at
            or (entry.role in self.rules.stands and after in self.language(entry).of)
        ):
            return Finding(entry.role, "bare", start, end)
        return None

    def _place(self, text: Text, entry: Entry, start: int, end: int, *, in_name: bool) -> Finding | None:
        """Return what a place states: "from the local gym", "our choir", or a note that is no more than "gym"."""
        language = self.language(entry)
        neutral = entry.language == "any"
        for at in range(start - 1, max(start - 5, -1), -1):
            word = text.words[at]
            if word in language.other or word == POSSESSIVE or not (is_word(word) or word == NUMBER):
                break
            if word in language.at or word in language.my or (neutral and self._is_joint(word)):
                if self._words_at(text, end) in ("owner", "manager", "director", "besitzer", "inhaber"):
                    return None
                return Finding(entry.role, "place", at, end)
        if in_name or self.is_anchored(text, entry, start):
            return None
        opens = start == 0 or text.words[start - 1] in _CLAUSE_MARKS
        closes = end == len(text.words) or text.words[end] in _CLAUSE_MARKS
        return Finding(entry.role, "place", start, end) if opens and closes else None

    # --- owners ---

    def _holder(self, text: Text, at: int, holders: Mapping[int, str]) -> str:
        """Return whose the 's after the word `at` is: a role of `[of]` in any.toml, "" for "it's" and "she's"."""
        if at < 0 or text.words[at] in self.rules.pronoun:
            return ""
        if at + 1 in holders:
            return holders[at + 1]
        return self.holder_word(text.words[at]) or "name"

    def holder_word(self, word: str) -> str:
        """Return "child" or "partner" when a word is the first name of ego's, else ""."""
        if any(word == name[0] for name in self.child_names):
            return "child"
        return "partner" if self.partner_name and word == self.partner_name[0] else ""

    def _noahs(self, text: Text, entry: Entry, owner: int, start: int) -> bool:
        """Tell whether "Noahs Mama" stands there: the possessive without an apostrophe, as in German or Swedish."""
        return (
            owner == start - 1
            and owner >= 0
            and entry.language in ("de", "nl", "sv", "da")
            and entry.role == "parent"
            and text.is_capital(owner)
            and len(text.words[owner]) > 3
            and text.words[owner].endswith("s")
            and text.words[owner] not in self.language(entry).between
            and text.words[owner] not in self.language(entry).my
            and not is_given_name(text.words[owner])
        )

    def _of(self, text: Text, language: Language, at: int) -> tuple[bool, str, int]:
        """Return whether an "of" follows at `at`, the role of the one it names, and the index after that one."""
        word = self._words_at(text, at)
        if word in language.of_my:
            return True, *self._named_after(text, at)
        return (True, *self._named_after(text, at + 1)) if word in language.of else (False, "", at)

    def _named_after(self, text: Text, at: int) -> tuple[str, int]:
        """Return the role of the person named from `at` on ("Ella's friend Noah" is a friend of ego's child)."""
        while at < len(text.words) and (text.words[at] in ARTICLES or self.is_mine(text.words[at])):
            at += 1
        if not text.is_word(at):
            return "", at
        entry, end = self.longest(text, at, len(text.words))
        if entry is not None and entry.table == "role":
            return entry.role, end
        known = self.holder_word(text.words[at]) or ("name" if text.is_capital(at) else "")
        if len(text.tokens[at]) > 1 and text.tokens[at].isupper():
            # "collega van KPN": a firm.
            return "", at
        if known and self._words_at(text, at + 1) == POSSESSIVE and text.is_word(at + 2):
            entry, end = self.longest(text, at + 2, len(text.words))
            if entry is not None:
                return self.rules.compose(known, entry.role), end
        return known, at + 1

    # --- small questions ---

    def language(self, entry: Entry) -> Language:
        """Return the small words of an entry's language."""
        return self.lexicon.languages[entry.language]

    def is_anchored(self, text: Text, entry: Entry, at: int) -> bool:
        """Tell whether a word counts only with "my" before it: it may be a common word, or somebody's name."""
        return len(entry.words) == 1 and (entry.words[0] in self.language(entry).anchored or self.is_given(text, at))

    def is_given(self, text: Text, at: int) -> bool:
        """Tell whether the word at `at`, as it is written, is a given name somewhere: "Mae", not "mãe"."""
        return text.tokens[at].lower() in self.rules.given

    def _with_somebody(self, text: Text, entry: Entry, end: int) -> bool:
        """Tell whether "worked with" goes on with a name: then it is that person who did."""
        return entry.words[-1] in self.rules.company_of and text.is_word(end) and text.is_capital(end)

    def _about_somebody(self, text: Text, copula: int) -> bool:
        """Tell whether the "is" at `copula` speaks of somebody else: "husband is an accountant"."""
        for at in range(copula - 1, max(copula - 1 - _DENIAL_REACH, -1), -1):
            if text.words[at] in _CLAUSE_MARKS or self.is_mine(text.words[at]):
                return False
            if any(entry.role in self.rules.kin or entry.role == "kin" for entry, _ in self.lexicon.at(text.words, at)):
                return True
        return False

    def is_mine(self, word: str) -> bool:
        """Tell whether a word is "my" or "our" in any language."""
        return word in self.rules.mine

    def _is_joint(self, word: str) -> bool:
        return word in self.rules.joints

    def _denied(self, text: Text, language: Language, start: int) -> bool:
        deny = language.deny or self.rules.deny
        for at in range(start - 1, max(start - 1 - _DENIAL_REACH, -1), -1):
            if text.words[at] in _CLAUSE_MARKS:
                return False
            if text.words[at] in deny:
                return True
        return False

    def longest(self, text: Text, at: int, limit: int) -> tuple[Entry | None, int]:
        """Return the longest role or place that begins at `at` and ends by `limit`; a plain one before an anchored."""
        best: tuple[Entry | None, int] = (None, at)
        for entry, end in self.lexicon.at(text.words, at):
            if end > limit or entry.table not in ("role", "place") or end < best[1]:
                continue
            if best[0] is None or (
                end == best[1] and self.is_anchored(text, best[0], at) and not self.is_anchored(text, entry, at)
            ):
                best = (entry, end)
        return best

    @staticmethod
    def _words_at(text: Text, at: int) -> str:
        return text.words[at] if at < len(text.words) else ""


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name, folded, without marks and numbers."""
    return tuple(word for word in Text.cut(name).words if is_word(word))

"""Relation words: what the name, nicknames, notes and related people of a contact say it is to ego.

"Mum", "Bob (dentist)", "Noah's mum", "my old boss at Fundy", "class of 2008". A word counts only where it stands
as people write such things: alone, beside a name, after "my"; not where it is denied ("not my cousin"), somebody
else's ("Bob's dentist"), or part of a surname or a company ("Papa John's"). The words, and who is what to whom, are
in `lexicon/relations`; `any.toml` there has every weight with its source.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterable, Iterator, Mapping

import attrs

from tieweave.evidence.vocabulary import (
    NUMBER,
    POSSESSIVE,
    Entry,
    Language,
    Lexicon,
    Text,
    index_of,
    is_word,
    lexicon,
    phrases,
)
from tieweave.model import Contact, Evidence, Profile, Related


def evidence(contacts: Iterable[Contact], profile: Profile, now: dt.datetime) -> Iterator[Evidence]:
    """Yield what relation words say of each contact: kind "relation", toward a category or "close".

    `now` is part of the signature that all kinds of evidence share; relation words do not depend on it. Of
    several statements to one effect in one field the strongest counts.
    """
    reader = _Reader.of(profile)
    for contact in contacts:
        strongest: dict[tuple[str, str], Evidence] = {}
        for field, item in reader.items(contact):
            held = strongest.get((field, item.toward))
            if held is None or abs(item.weight) > abs(held.weight):
                strongest[field, item.toward] = item
        yield from strongest.values()


@attrs.frozen
class _Finding:
    """A role that words `start` to `end` of a text state; `manner` names the weight of stating it so."""

    role: str
    manner: str
    start: int
    end: int


@attrs.frozen
class _Rules:
    """The settings of `lexicon/relations/any.toml`, ready to look up."""

    weight: Mapping[str, float]
    roles: Mapping[str, tuple[str, float, float]]
    of: Mapping[str, Mapping[str, str]]
    mirror: Mapping[str, str]
    related: Mapping[tuple[str, ...], str]
    related_child: Mapping[str, str]
    related_partner: Mapping[str, str]
    company: frozenset[str]
    aside: frozenset[str]
    copula: frozenset[str]
    pronoun: frozenset[str]
    kin: frozenset[str]
    stands: frozenset[str]
    deny: frozenset[str]
    surname: frozenset[str]
    given: frozenset[str]
    mine: frozenset[str]
    joints: frozenset[str]


@functools.cache
def _rules() -> _Rules:
    words = lexicon("relations")
    told = words.settings
    return _Rules(
        weight=told["weight"],
        roles={role: (said[0], said[1], said[2]) for role, said in told["roles"].items()},
        of=told["of"],
        mirror=told["mirror"],
        related={phrase: role for role, listed in told["related"].items() for phrase in phrases(listed)},
        related_child=told["related_child"],
        related_partner=told["related_partner"],
        company=_words(told["company"]["words"]),
        aside=_words(told["aside"]["words"]),
        copula=_words(told["copula"]["words"]),
        pronoun=_words(told["pronoun"]["words"]),
        kin=frozenset(role.strip() for role in told["reading"]["kin"].split(",")),
        stands=frozenset(role.strip() for role in told["reading"]["stands"].split(",")),
        deny=frozenset().union(*(language.deny for language in words.languages.values())),
        given=_words(told["given"]["words"]),
        mine=frozenset().union(*(language.my for language in words.languages.values())),
        joints=frozenset().union(*(language.my | language.at for language in words.languages.values())),
        surname=frozenset().union(*(language.surname | language.anchored for language in words.languages.values())),
    )


def _words(listed: str) -> frozenset[str]:
    return frozenset(word for phrase in phrases(listed) for word in phrase)


_SEPARATORS = frozenset('-,;:/|()[]{}<>.\n&+"„“”«»•·')
_OPENING = frozenset("([{<")
_CLAUSE_MARKS = frozenset(",;.!()[]|\n/:-")
_ARTICLES = frozenset({"a", "an", "the", "der", "die", "das", "des", "la", "le", "les", "l", "el", "il", "een", "un"})
_FULL_CLOSE = frozenset({"name", "note", "bare", "related"})
_DENIAL_REACH = 4
"""Words before a role within which a denial is taken to mean it: "is not really my cousin"."""


@attrs.frozen
class _Reader:
    """Reads texts for one ego, whose own people are known by name."""

    lexicon: Lexicon
    rules: _Rules
    clubs: Mapping[str, tuple[Entry, ...]]
    children: frozenset[str]
    partner: frozenset[str]
    ego: tuple[str, ...]
    child_names: tuple[tuple[str, ...], ...]
    partner_name: tuple[str, ...]
    emails: frozenset[str]

    @classmethod
    def of(cls, profile: Profile) -> _Reader:
        own = [Entry(phrase, "any", "place", "club-member") for name in profile.clubs for phrase in phrases(name)]
        own += [
            Entry(phrase, "any", "place", "church-member") for name in profile.congregations for phrase in phrases(name)
        ]
        children = tuple(name for child in profile.children if (name := _name_words(child)))
        partner = _name_words(profile.partner)
        return cls(
            lexicon=lexicon("relations"),
            rules=_rules(),
            clubs=index_of(entry for entry in own if is_word(entry.words[0])),
            children=frozenset(name[0] for name in children),
            partner=frozenset(partner[:1]),
            ego=_name_words(profile.name),
            child_names=children,
            partner_name=partner,
            emails=frozenset(profile.emails),
        )

    def items(self, contact: Contact) -> Iterator[tuple[str, Evidence]]:
        """Yield each statement with the field it stands in."""
        if contact.kind == "individual":
            for name in contact.names:
                yield from self._told(contact, "names", name, "name says", self._in_name(name))
            for name in contact.nicknames:
                yield from self._told(contact, "nicknames", name, "nickname says", self._in_name(name))
        for note in contact.notes:
            yield from self._told(contact, "notes", note, "note says", self._in_note(note))
        for field in ("phones", "emails", "urls", "addresses"):
            for value in getattr(contact, field):
                if value.label:
                    for item in self._labelled(contact, field, value.label):
                        yield field, item
        for related in contact.related:
            for item in self._related(contact, related):
                yield "related", item

    # --- from findings to evidence ---

    def _told(
        self, contact: Contact, field: str, raw: str, says: str, found: tuple[Text, list[_Finding]]
    ) -> Iterator[tuple[str, Evidence]]:
        text, findings = found
        if not findings:
            return
        said_by = contact.said_by(field, raw)
        source = said_by[0].source if said_by else contact.source
        for finding in findings:
            if field == "notes":
                quoted = text.clause(finding.start, finding.end)
            else:
                quoted = raw if len(raw) <= 60 else raw[:59] + "…"
            asked = self._words_at(text, finding.end) == "?"
            for toward, weight in self._weights(finding.role, finding.manner, doubted=asked):
                yield field, _item(contact, source, f"{says} '{quoted}'", toward, weight)

    def _weights(self, role: str, manner: str, *, doubted: bool = False) -> Iterator[tuple[str, float]]:
        """Yield what a role speaks for, and how strongly when it is stated in this manner."""
        category, close, doubt = self.rules.roles.get(role, (role, 0.0, 0.0))
        weight = self.rules.weight[manner] - doubt + (self.rules.weight["doubted"] if doubted else 0.0)
        if category and weight > 0:
            yield category, round(weight, 2)
        if close:
            yield "close", round(close if manner in _FULL_CLOSE and not doubted else close / 2, 2)

    def _labelled(self, contact: Contact, field: str, label: str) -> Iterator[Evidence]:
        """Yield the little that the label of a number or address says: "Dentist", not "Mum's" (that is hers)."""
        text = _cut(label)
        for entry, end in self._entries(text, 0) if text.words else ():
            category, _, _ = self.rules.roles.get(entry.role, (entry.role, 0.0, 0.0))
            if (
                end == len(text.words)
                and entry.table in ("role", "place")
                and category not in ("", "family", "relative")
            ):
                said_by = [record for record in contact.records if label in {v.label for v in getattr(record, field)}]
                source = said_by[0].source if said_by else contact.source
                detail = f"{field.removesuffix('es') if field == 'addresses' else field.removesuffix('s')} labelled"
                yield _item(contact, source, f"{detail} '{label}'", category, self.rules.weight["field_label"])
                return

    def _related(self, contact: Contact, related: Related) -> Iterator[Evidence]:
        relation = _cut(related.relation.strip("_$!<>")).words
        named = _name_words(related.name.rpartition(":")[2] if "@" in related.name else related.name)
        role = self.rules.related.get(relation) or self._whole_role(relation)
        if not role or not named:
            return
        doubt = 0.0
        if related.name.lower().removeprefix("mailto:") in self.emails or named == self.ego:
            result = self.rules.mirror.get(role)
        elif any(self._same(child, named) for child in self.child_names):
            result = self.rules.related_child.get(role)
        elif self._same(self.partner_name, named):
            result = self.rules.related_partner.get(role)
        elif named == self.ego[:1]:
            # A first name alone may be another's.
            result, doubt = self.rules.mirror.get(role), 1.5
        else:
            return
        if result is None:
            return
        said_by = contact.said_by("related", related)
        source = said_by[0].source if said_by else contact.source
        relation_said = related.relation.strip("_$!<>") or "related"
        for toward, weight in self._weights(result, "related"):
            lessened = max(weight - doubt, 0.5) if toward != "close" else weight
            yield _item(contact, source, f"related field names {related.name} as '{relation_said}'", toward, lessened)

    def _whole_role(self, relation: tuple[str, ...]) -> str:
        for entry, end in self.lexicon.at(relation, 0) if relation else ():
            if end == len(relation) and entry.table == "role":
                return entry.role
        return ""

    def _same(self, known: tuple[str, ...], said: tuple[str, ...]) -> bool:
        """Tell whether two names may be one person's: first names alike, family names not at odds."""
        if not known or known[0] != said[0]:
            return False
        if len(known) == 1:
            return len(said) == 1 or said[-1] in (*self.ego[-1:], *self.partner_name[1:])
        return len(said) == 1 or known[-1] == said[-1]

    # --- reading texts ---

    def _entries(self, text: Text, at: int) -> Iterator[tuple[Entry, int]]:
        if self.clubs and text.words[at] in self.clubs:
            for entry in self.clubs[text.words[at]]:
                end = at + len(entry.words)
                if text.words[at:end] == entry.words:
                    yield entry, end
        yield from self.lexicon.at(text.words, at)

    def _says_nothing(self, text: Text) -> bool:
        return self.lexicon.index.keys().isdisjoint(text.words) and self.clubs.keys().isdisjoint(text.words)

    def _in_note(self, note: str) -> tuple[Text, list[_Finding]]:
        text = _cut(note)
        return text, [] if self._says_nothing(text) else list(_best(self._scan(text, in_name=False)))

    def _in_name(self, name: str) -> tuple[Text, list[_Finding]]:
        text = _cut(name)
        if self._says_nothing(text):
            return text, []
        found = [*self._scan(text, in_name=True)]
        for start, end, opener, closer in _segments(text):
            found += self._segment(text, start, end, opener, closer)
        return text, list(_best(found))

    def _segment(self, text: Text, start: int, end: int, opener: str, closer: str) -> Iterator[_Finding]:
        """Read one part of a name: "Mum", "Aunt May", "Tom neighbour", the "dentist" of "Bob (dentist)"."""
        words, aside = text.words, self.rules.aside
        mine = False
        if POSSESSIVE in words[start:end]:
            return
        while start < end and (words[start] in aside or not is_word(words[start])):
            mine = mine or self._is_mine(words[start])
            start += 1
        while end > start and (words[end - 1] in aside or not is_word(words[end - 1])):
            end -= 1
        if start == end:
            return
        company = not self.rules.company.isdisjoint(words[start:end])
        for at in range(start, end):
            entry, until = self._longest(text, at, end)
            if entry is None or (at > start and until != end):
                continue
            if at == start and until == end:
                surname_first = opener == "" and closer == "," and text.capital[start]
                surname_last = opener == "," and text.capital[start] and self._language(entry).surname & {*entry.words}
                if not (surname_first or surname_last) and (mine or not self._is_anchored(entry)):
                    yield _Finding(entry.role, "name", at, until)
                return
            if company or self._is_anchored(entry) or entry.role == "nobody":
                return
            manner = self._beside_name(text, entry, (start, end), at)
            if manner:
                role = self._of_name(text, entry, (start, end), at)
                if role:
                    yield _Finding(role, manner, at, until)
            return

    def _beside_name(self, text: Text, entry: Entry, segment: tuple[int, int], at: int) -> str:
        """Return the manner in which a role stands before or after a name, "" when it is none."""
        start, end = segment
        until = at + len(entry.words)
        rest = range(until, end) if at == start else range(start, at)
        lower = not text.capital[at]
        names = [number for number in rest if text.capital[number]]
        # A name may be of any country, whatever the language of the word.
        surname = len(entry.words) == 1 and entry.words[0] in self.rules.surname
        if not all(is_word(text.words[number]) for number in rest):
            return ""
        if lower and not names:
            # All in lower case: the case of the word says nothing, so it is read as if it had a capital.
            if at == start or surname or entry.role in self.rules.kin:
                return ""
            return "name_doubt" if len(rest) <= 2 else ""
        if len(names) != len(rest):
            return ""
        if entry.role in self.rules.kin - {"parent"}:
            return ""
        if at == start:
            if self._language(entry).title & {*entry.words} and len(rest) <= 2:
                return "name"
            if entry.role == "parent":
                return "" if entry.language in ("en", "any") or len(rest) != 1 else "name_doubt"
            if (surname and not lower) or len(rest) > (1 if entry.table == "place" else 3):
                return ""
            return "name" if lower else "name_doubt"
        if lower:
            return "name"
        return "" if surname else "name_doubt"

    def _of_name(self, text: Text, entry: Entry, segment: tuple[int, int], at: int) -> str:
        """Return the role beside a name; a mother beside a name is that person's ("Mama Noah", "Noah mum")."""
        if entry.role != "parent":
            return entry.role
        start, _end = segment
        holder = self._holder_word(text.words[at + len(entry.words) if at == start else at - 1])
        return self._compose(holder or "name", entry.role)

    def _scan(self, text: Text, *, in_name: bool) -> Iterator[_Finding]:
        """Read a text from left to right, the longest words of the lexicon first."""
        at = 0
        holders: dict[int, str] = {}
        while at < len(text.words):
            if text.words[at] not in self.lexicon.index and text.words[at] not in self.clubs:
                at += 1
                continue
            reach = 0
            for entry, end in self._entries(text, at):
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
    ) -> _Finding | None:
        """Return what an entry at `start` states, None when it states nothing; note it in `holders` as an owner."""
        if entry.role == "nobody":
            return None
        if not is_word(entry.words[0]):
            return _Finding(entry.role, "emoji", start, end) if in_name else None
        language = self._language(entry)
        if self._denied(text, language, start):
            return None
        manner = "name" if in_name else "note"
        before = text.words[start - 1] if start else ""
        if entry.table in ("phrase", "weak"):
            owned = before == POSSESSIVE and self._holder(text, start - 2, holders)
            weight = "weak" if entry.table == "weak" else "note"
            return None if owned or before in language.other else _Finding(entry.role, weight, start, end)
        if entry.table == "place":
            return self._place(text, entry, start, end, in_name=in_name)
        owner = start - 1
        while owner >= 0 and start - owner <= 4 and text.words[owner] in language.between:
            owner -= 1
        word = text.words[owner] if owner >= 0 else ""
        holder = self._holder(text, owner - 1, holders) if word == POSSESSIVE else ""
        role = self._compose(holder, entry.role) if holder else "" if word in language.other else entry.role
        if self._words_at(text, end) == POSSESSIVE:
            holders[end] = role or "nobody"
            return None
        if holder:
            return _Finding(role, manner, owner - 1, end) if role else None
        if self._noahs(text, entry, owner, start):
            role = self._compose(self._holder_word(word[:-1]) or "name", entry.role)
            return _Finding(role, manner, owner, end) if role else None
        if word in language.my or (entry.language == "any" and self._is_mine(word)):
            return _Finding(entry.role, manner, owner, end)
        if word in language.other:
            return None
        joined, holder, until = self._of(text, language, end)
        if joined and holder:
            role = self._compose(holder, entry.role)
            if role or entry.role not in self.rules.stands:
                return _Finding(role or "nobody", manner, start, until)
        elif joined and entry.role in self.rules.kin:
            return None
        if in_name or self._is_anchored(entry):
            return None
        stated = any(text.words[number] in self.rules.copula for number in range(owner + 1, start))
        if stated or owner < 0 or word in _CLAUSE_MARKS or word == POSSESSIVE:
            return self._bare(text, entry, owner + 1, end)
        return None

    def _bare(self, text: Text, entry: Entry, start: int, end: int) -> _Finding | None:
        """Return what a role without an owner states: "client since 2015", "plumber", but not "wife Susan"."""
        after = self._words_at(text, end)
        if entry.role in self.rules.kin and (start > 0 or after):
            return None
        ends = not after or after == NUMBER or after in _CLAUSE_MARKS - {":"} or after == "?"
        if (
            ends
            or after in self._language(entry).at
            or (entry.role in self.rules.stands and after in ("of", "von", "de"))
        ):
            return _Finding(entry.role, "bare", start, end)
        return None

    def _place(self, text: Text, entry: Entry, start: int, end: int, *, in_name: bool) -> _Finding | None:
        """Return what a place states: "from the local gym", "our choir", or a note that is no more than "gym"."""
        language = self._language(entry)
        neutral = entry.language == "any"
        for at in range(start - 1, max(start - 5, -1), -1):
            word = text.words[at]
            if word in language.other or word == POSSESSIVE or not (is_word(word) or word == NUMBER):
                break
            if word in language.at or word in language.my or (neutral and self._is_joint(word)):
                if self._words_at(text, end) in ("owner", "manager", "director", "besitzer", "inhaber"):
                    return None
                return _Finding(entry.role, "place", at, end)
        if in_name or (self._is_anchored(entry)):
            return None
        opens = start == 0 or text.words[start - 1] in _CLAUSE_MARKS
        closes = end == len(text.words) or text.words[end] in _CLAUSE_MARKS
        return _Finding(entry.role, "place", start, end) if opens and closes else None

    # --- owners ---

    def _holder(self, text: Text, at: int, holders: Mapping[int, str]) -> str:
        """Return whose the 's after the word `at` is: a role of `[of]` in any.toml, "" for "it's" and "she's"."""
        if at < 0 or text.words[at] in self.rules.pronoun:
            return ""
        if at + 1 in holders:
            return holders[at + 1]
        return self._holder_word(text.words[at]) or "name"

    def _holder_word(self, word: str) -> str:
        if word in self.children:
            return "child"
        return "partner" if word in self.partner else ""

    def _noahs(self, text: Text, entry: Entry, owner: int, start: int) -> bool:
        """Tell whether "Noahs Mama" stands there: the possessive without an apostrophe, as in German or Swedish."""
        return (
            owner == start - 1
            and owner >= 0
            and entry.language in ("de", "nl", "sv", "da")
            and entry.role == "parent"
            and text.capital[owner]
            and len(text.words[owner]) > 3
            and text.words[owner].endswith("s")
            and text.words[owner] not in self._language(entry).between
            and text.words[owner] not in self._language(entry).my
        )

    def _of(self, text: Text, language: Language, at: int) -> tuple[bool, str, int]:
        """Return whether an "of" follows at `at`, the role of the one it names, and the index after that one."""
        word = self._words_at(text, at)
        if word in language.of_my:
            return True, *self._named_after(text, at)
        return (True, *self._named_after(text, at + 1)) if word in language.of else (False, "", at)

    def _named_after(self, text: Text, at: int) -> tuple[str, int]:
        """Return the role of the person named from `at` on ("Ella's friend Noah" is a friend of ego's child)."""
        while at < len(text.words) and (text.words[at] in _ARTICLES or self._is_mine(text.words[at])):
            at += 1
        if not text.is_word(at):
            return "", at
        entry, end = self._longest(text, at, len(text.words))
        if entry is not None and entry.table == "role":
            return entry.role, end
        known = self._holder_word(text.words[at]) or ("name" if text.capital[at] else "")
        if known and self._words_at(text, at + 1) == POSSESSIVE and text.is_word(at + 2):
            entry, end = self._longest(text, at + 2, len(text.words))
            if entry is not None:
                return self._compose(known, entry.role), end
        return known, at + 1

    def _compose(self, holder: str, role: str) -> str:
        return self.rules.of.get(holder, {}).get(role, "")

    # --- small questions ---

    def _language(self, entry: Entry) -> Language:
        return self.lexicon.languages[entry.language]

    def _is_anchored(self, entry: Entry) -> bool:
        first = entry.words[0]
        return len(entry.words) == 1 and (first in self._language(entry).anchored or first in self.rules.given)

    def _is_mine(self, word: str) -> bool:
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

    def _longest(self, text: Text, at: int, limit: int) -> tuple[Entry | None, int]:
        """Return the longest role or place that begins at `at` and ends by `limit`; a plain one before an anchored."""
        best: tuple[Entry | None, int] = (None, at)
        for entry, end in self._entries(text, at):
            if end > limit or entry.table not in ("role", "place") or end < best[1]:
                continue
            if best[0] is None or (end == best[1] and self._is_anchored(best[0]) and not self._is_anchored(entry)):
                best = (entry, end)
        return best

    @staticmethod
    def _words_at(text: Text, at: int) -> str:
        return text.words[at] if at < len(text.words) else ""


def _best(findings: Iterable[_Finding]) -> Iterator[_Finding]:
    """Yield one finding a role, the plainest."""
    weight = _rules().weight
    best: dict[str, _Finding] = {}
    for finding in findings:
        held = best.get(finding.role)
        if held is None or weight[finding.manner] > weight[held.manner]:
            best[finding.role] = finding
    return iter(best.values())


def _segments(text: Text) -> Iterator[tuple[int, int, str, str]]:
    """Yield the parts of a name: first word, index after the last, the marks before and after."""
    start, opener = 0, ""
    for at, word in enumerate((*text.words, "")):
        if word == "" or word in _SEPARATORS:
            if at > start:
                yield start, at, opener, word
            start, opener = at + 1, word


@functools.lru_cache(maxsize=4096)
def _cut(raw: str) -> Text:
    return Text.cut(raw)


def _name_words(name: str) -> tuple[str, ...]:
    return tuple(word for word in _cut(name).words if is_word(word))


def _item(contact: Contact, source: str, detail: str, toward: str, weight: float) -> Evidence:
    return Evidence(kind="relation", detail=detail, toward=toward, weight=weight, source=source, contact=contact.id)

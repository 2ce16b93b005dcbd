"""Which of ego's own organisations a name, an e-mail domain or a text means, and how surely.

A name that is the same but for spelling needs no word. Whatever asks for more good will (a branch, initials, the first
word alone, a slip of the pen) is told with how it was read, and counts for less. Short forms are read only as ego's
own, and only where nobody else in the book is called so.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Collection, Iterator

import attrs
from rapidfuzz.distance import OSA

from tieweave.model import Affiliation, Profile
from tieweave.organisation_names import domains, forms, lexicon, parts
from tieweave.organisation_names.keys import Key, differ, heard, key, kinds, same, spoken, words
from tieweave.organisation_names.namesakes import Namesakes

_READ_OF_A_TEXT = 2_000
"""Characters of a note: whoever writes more than that pastes something in."""
_FEW_WORDS = 2
"""Words up to which a text in capitals may be a name and a year."""
_LONG = 8
"""Letters from which on one letter may be wrong, or a blank missing."""


class How(enum.IntEnum):
    """How something was read as an organisation of ego's, the surest first."""

    NAMED = 0
    PART = 1
    SUBSIDIARY = 2
    INITIALS = 3
    SLIP = 4
    SHORT = 5


@attrs.frozen(kw_only=True)
class Own:
    """An employer or school of ego's, and the names and domains by which it is known."""

    affiliation: Affiliation
    is_school: bool

    @property
    def names(self) -> tuple[str, ...]:
        """Its name, and the other names that ego gave it."""
        return (self.affiliation.name, *self.affiliation.aliases)

    @property
    def keys(self) -> tuple[Key, ...]:
        """The keys of its names."""
        return tuple(key(name) for name in self.names)

    @property
    def years(self) -> str:
        """When ego was there, in brackets: " (2013–2019)", "" where that is not known."""
        start, end = self.affiliation.start, self.affiliation.end
        return "" if start is None and end is None else f" ({start or '…'}–{end or 'today'})"


@attrs.frozen
class Reading:
    """An organisation of ego's, how something was read as it, and that in words, "" where it needs none."""

    own: Own
    how: How
    said: str = ""


class OwnOrganisations:
    """Ego's employers and schools, ready to be looked up; `book` says what else is called like them."""

    def __init__(self, profile: Profile, book: Namesakes) -> None:
        self.all = [Own(affiliation=one, is_school=False) for one in profile.employers]
        self.all += [Own(affiliation=one, is_school=True) for one in profile.schools]
        self._book = book
        self._keys = [(one, own) for own in self.all for one in own.keys if one]
        self._acronyms = [(name, own) for own in self.all for name in own.names if name.isupper() and name.isalpha()]
        self._read: dict[str, Reading | None] = {}
        self._by_key: dict[Key, Reading] = {}
        self._called: dict[str, Reading] = {}
        self._together: dict[str, Own] = {}
        self._initials: dict[str, Reading] = {}
        self._short: dict[Key, Reading] = {}
        self._spelt: dict[str, Reading] = {}
        self._domains: dict[str, Reading] = {}
        # Of two with one name the first counts.
        for own in self.all:
            self._learn(own)
        for own in self.all:
            for name in own.affiliation.subsidiaries:
                said = f"{name} is of one group with {own.affiliation.name}"
                self._by_key.setdefault(key(name), Reading(own, How.SUBSIDIARY, said))
                if len(key(name)) > 1:
                    self._spelt.setdefault("".join(key(name)), Reading(own, How.SUBSIDIARY, said))
        self._by_key.pop((), None)
        self._spoken: dict[str, list[tuple[Key, Reading]]] = {}
        for name, reading in self._all_names():
            for said_words in spoken(name):
                self._spoken.setdefault(said_words[0], []).append((said_words, reading))
        self._written = self._short_in_texts()

    def _all_names(self) -> Iterator[tuple[str, Reading]]:
        for own in self.all:
            for name in own.names:
                if key(name):
                    yield name, Reading(own, How.NAMED)
            for name in own.affiliation.subsidiaries:
                if reading := self._by_key.get(key(name)):
                    yield name, reading

    def _learn(self, own: Own) -> None:
        name = own.affiliation.name
        for one in own.names:
            self._by_key.setdefault(key(one), Reading(own, How.NAMED))
            together = "".join(key(one))
            if len(together) >= _LONG:
                self._together.setdefault(together, own)
            # A domain of its full name is its own as well, unless others may be called so too.
            if len(together) > 2 and (len(key(one)) > 1 or not own.affiliation.domains):
                self._spelt.setdefault(together, Reading(own, How.PART, f"called like {name}"))
        for domain in own.affiliation.domains:
            self._domains.setdefault(domain, Reading(own, How.NAMED))
            called = domains.label(domain)
            if len(called) > 2:
                said = f"reads as short for {name}, which has the domain {domain}"
                self._called.setdefault(called, Reading(own, How.PART, said))
        for one in own.names:
            said = f"reads as the initials of {name}"
            for letters in (*forms.initials(one), *forms.written(one)):
                self._initials.setdefault(letters, Reading(own, How.INITIALS, said))
            short = Reading(own, How.SHORT, f"reads as short for {name}")
            held = [(word,) for word in forms.beginnings(key(one))] if own.is_school else forms.first_words(key(one))
            for some in held:
                self._short.setdefault(some, short)

    def named(self, name: str) -> Reading | None:
        """Return the organisation of ego's that a name means, None where it means none."""
        if not self.all or not name:
            return None
        if name not in self._read:
            self._read[name] = self._by_name(name)
        return self._read[name]

    def at(self, address: str) -> Reading | None:
        """Return the organisation of ego's whose domain an address is at, or at a domain below it.

        A domain that is called like an organisation in full is its own too, as far as ego gave it none or its name is
        of several words.
        """
        domain = domains.of_address(address)
        found = domains.within(domain, self._domains)
        if found is not None or not self._spelt or domains.is_a_provider(domain):
            return found
        return self._spelt.get(domains.label(domain))

    def mentioned(self, text: str) -> list[Reading]:
        """Return the organisations of ego's that a text names, each once: "knew her at Fundy Software", "Dal '09"."""
        if not self.all:
            return []
        found: dict[int, Reading] = {}
        text = text[:_READ_OF_A_TEXT]
        text_words = heard(text)
        for at, word in enumerate(text_words):
            for said_words, reading in self._spoken.get(word, ()):
                if text_words[at : at + len(said_words)] == said_words:
                    found.setdefault(id(reading.own), reading)
        # In capitals throughout, MIT is German for "with".
        if self._written is None or (text.isupper() and len(text_words) > _FEW_WORDS):
            return list(found.values())
        for hit in self._written.finditer(text):
            # Of "from Dal" the last word is the name.
            for form in (hit[0].strip(), hit[0].split()[-1]):
                if (short := self._short_name(form)) is not None:
                    found.setdefault(id(short.own), short)
                    break
        return list(found.values())

    def _by_name(self, name: str) -> Reading | None:
        held = key(name)
        exact = self._exact(name)
        if exact is not None:
            return exact
        for reading in (self._as_part(name), self._short_name(name), self._slip(name, held)):
            if reading is not None:
                return reading
        return None

    def _exact(self, name: str) -> Reading | None:
        found = self._by_key.get(key(name))
        if found is None or found.how is How.SUBSIDIARY or not kinds(name):
            return found
        # Two kinds of school are two schools: of those with this key the one that fits.
        fitting = next((own for own in self.all for one in own.names if same(one, name)), None)
        return None if fitting is None else Reading(fitting, How.NAMED)

    def _as_part(self, name: str) -> Reading | None:
        """Return whose department, campus or branch a name is."""
        for whole, part in parts.wholes(name):
            if (found := self._exact(whole)) is not None and found.how is How.NAMED:
                return Reading(found.own, How.PART, f"'{part}' of {found.own.affiliation.name}")
        for said_words, found in self._spoken.get((heard(name) or ("",))[0], ()):
            if found.how is How.NAMED and parts.goes_on(name, said_words):
                return Reading(found.own, How.PART, f"a part of {found.own.affiliation.name}")
        for own in self.all:
            for one in () if own.is_school else own.names:
                if where := parts.branch(name, one):
                    return Reading(own, How.PART, where)
        return None

    def _short_name(self, name: str) -> Reading | None:
        held = key(name)
        if not held:
            return None
        if found := self._called.get("".join(words(name))):
            return attrs.evolve(found, said=f"'{name}' {found.said}")
        own = self._together.get("".join(held))
        if own is not None and not differ(own.affiliation.name, name):
            return Reading(own, How.NAMED)
        plain_capitals = " ".join(name.replace(".", "").split())
        initials = self._initials.get(plain_capitals) or self._initials.get(forms.in_capitals(name))
        if initials is None and (full := self._spelt_out(name)) is not None:
            initials = full
        if initials is not None:
            stated = initials.own.affiliation.domains
            if not (stated and self._book.elsewhere(held, stated)):
                return attrs.evolve(initials, said=f"'{name}' {initials.said}")
        short = self._short.get(held)
        # Nothing may be left out of what is short already: "Citadel High School" is not Citadel Cycles.
        if short is None or words(name) != held:
            return None
        if self._book.longer(held, short.own.keys) or self._book.elsewhere(held, short.own.affiliation.domains):
            return None
        return attrs.evolve(short, said=f"'{name}' {short.said}")

    def _spelt_out(self, name: str) -> Reading | None:
        letters = forms.spelt_out(name) if self._acronyms else ""
        own = next((own for acronym, own in self._acronyms if acronym == letters), None)
        return None if own is None else Reading(own, How.INITIALS, f"has the initials {letters}")

    def _slip(self, name: str, held: Key) -> Reading | None:
        if self._book.people[held] > 1 or sum(map(len, held)) < _LONG:
            return None
        for one, own in self._keys:
            if one[0][0] != held[0][0] or not _is_slip(one, held) or differ(own.affiliation.name, name):
                continue
            if not self._book.elsewhere(held, own.affiliation.domains):
                return Reading(own, How.SLIP, f"'{name}' reads as {own.affiliation.name} with a slip of the pen")
        return None

    def _short_in_texts(self) -> re.Pattern[str] | None:
        """Return what finds short forms in texts: initials anywhere, first words only beside a year or such a word."""
        capitals = {form for form in self._initials if " of " in form or form.replace("&", "").isalpha()}
        first = {" ".join(word.capitalize() for word in some) for some in self._short}
        first |= {form for called in self._called for form in (called.capitalize(), called.upper())}
        branches = []
        if capitals:
            branches.append(rf"(?<![\w&]){_any_of(capitals)}(?![\w&])")
        if first:
            short = _any_of(first)
            branches.append(rf"^\s*{short}\s*$")
            branches.append(rf"(?<!\w){short}(?=,?\s+(?:['’]\d\d|(?:19|20)\d\d)(?!\w))")
            before = _any_of(lexicon.words("beside", "at"))
            branches.append(rf"(?<!\w){before}\s+{short}(?=\s*(?:$|[,;.)\n]))".replace(before, f"(?i:{before})", 1))
        return re.compile("|".join(branches)) if branches else None


def _any_of(texts: Collection[str]) -> str:
    return f"(?:{'|'.join(sorted(map(re.escape, texts), key=lambda text: (-len(text), text)))})"


def _is_slip(own: Key, held: Key) -> bool:
    """Say whether two keys are one but for one letter of one long word."""
    if len(own) != len(held) or own == held:
        return False
    other = [(mine, theirs) for mine, theirs in zip(own, held, strict=True) if mine != theirs]
    mine, theirs = other[0]
    return (
        len(other) == 1
        and mine[0] == theirs[0]
        and max(len(mine), len(theirs)) >= _LONG
        and (mine,) not in lexicon.places()
        and (theirs,) not in lexicon.places()
        and OSA.distance(mine, theirs, score_cutoff=1) <= 1
    )

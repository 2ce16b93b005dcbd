"""Evidence from honorifics before a name and letters after it: "Rev.", "Prof. Dr.", "DDS", "CPA".

They are looked for in the prefix and suffix fields, and at the start and the end of every form of the name, where
whatever follows a comma counts as well ("Jane Doe, MD"). What they mean stands in `lexicon/honorifics.toml`.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib import resources

import attrs

from tieweave.evidence.professions import professions
from tieweave.evidence.relations.rules import rules
from tieweave.evidence.texts import Text, fold
from tieweave.evidence.vocabulary import lexicon
from tieweave.evidence.workplaces import trade
from tieweave.model import Contact, Evidence, Profile
from tieweave.resolve.name_lexicon import is_given_name
from tieweave.spelling import plain

MEDICAL_DOCTOR = 2.4
"""Log-odds that "Dr." adds toward a doctor or dentist, when the title or the workplace speaks of medicine.

Own estimate: together with the 1.2 of "Dr." alone it reaches what a clear title has, less doubt about who is meant.
"""

_TOKEN = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")
_LONGEST_NAME = 200
_LONGEST_HONORIFIC = 4
"""Words of an honorific, as in "Dr. med. dent."."""
_SHARED_WITH_NAMES = frozenset({"do", "op", "ma", "ca", "ea", "don", "min", "abr", "chip", "ra", "wp", "ks"})
"""Letters that are also names, or begin and end names, in some language: they count only in the fields for them,
behind a comma, or written in capitals or with dots."""
_SAINT = frozenset({"st"})
"""A street elsewhere, but "Rev Alison St Marks" is of a church."""
_SMALL = frozenset({"mr"})
"""Honorifics only where written small: the Dutch lawyer "mr. De Vries" is not "Mr. Smith"."""
_DOCTOR = frozenset({"dr", "doctor", "doktor", "dra", "dre", "docteur", "doctora"})


@attrs.frozen(eq=False)
class _Honorifics:
    before: Mapping[str, tuple[tuple[str, float], ...]]
    after: Mapping[str, tuple[tuple[str, float], ...]]
    given: frozenset[str]


@attrs.frozen
class _Found:
    """An honorific as it is written, and as it is looked up."""

    written: str
    entry: str
    meanings: tuple[tuple[str, float], ...]


def evidence(contacts: Iterable[Contact], profile: Profile, now: dt.datetime) -> Iterator[Evidence]:
    """Yield what the honorifics of `contacts` speak for; neither `profile` nor `now` makes a difference."""
    for contact in contacts:
        yield from _of(contact)


def _of(contact: Contact) -> Iterator[Evidence]:
    best: dict[str, Evidence] = {}
    found = [(found, "names", name) for name in contact.names or (contact.name,) for found in _around(name)]
    if contact.prefixes or contact.suffixes:
        found += [(found, "prefixes", contact.prefixes) for found in _all(contact.prefixes, _honorifics().before)]
        found += [(found, "suffixes", contact.suffixes) for found in _all(contact.suffixes, _honorifics().after)]
    if not found:
        return
    for honorific, field, value in found:
        for category, weight in honorific.meanings:
            if category not in best or weight > best[category].weight:
                best[category] = _evidence(
                    contact, field, value, f"name carries '{honorific.written}'", category, weight
                )
    yield from best.values()
    for honorific, field, value in found:
        if honorific.entry in _DOCTOR and (medical := _medical(contact)):
            category, because = medical
            detail = f"name carries '{honorific.written}', and {because}"
            yield _evidence(contact, field, value, detail, category, MEDICAL_DOCTOR)
            return


def _evidence(contact: Contact, field: str, value: str, detail: str, toward: str, weight: float) -> Evidence:
    return Evidence(
        kind="honorific",
        detail=detail,
        toward=toward,
        weight=weight,
        source=contact.origin(field, value),
        contact=contact.id,
    )


def _medical(contact: Contact) -> tuple[str, str] | None:
    """Return "doctor" or "dentist" and why, when a title or workplace says which kind of doctor somebody is."""
    for organisation in contact.organisations:
        for text in (organisation.title, organisation.role, organisation.department):
            for found in professions(text):
                if found.category in ("doctor", "dentist"):
                    return found.category, f"the title is '{text}'"
        workplace = trade(organisation.name)
        if workplace and workplace[0] in ("doctor", "dentist"):
            return workplace[0], f"the organisation is '{organisation.name}'"
    return None


def _around(name: str) -> Iterator[_Found]:
    """Yield the honorifics before and behind a name."""
    if not any(map(_may_begin, _TOKEN.findall(name[:_LONGEST_NAME]))):
        # Most names: no need to try their words together.
        return
    main, _, behind = name[:_LONGEST_NAME].partition(",")
    # In a name all in capitals, capitals tell nothing.
    words = _TOKEN.findall(main.title() if main.isupper() else main)
    # The last word is the name itself, even where it looks like an honorific ("Maria Pastor").
    while first := _first(words[:-1], _honorifics().before):
        if not _is_name_or_thing(first, name, words):
            yield first
        words = words[len(first.written.split()) :]
    if behind:
        yield from _all(behind, _honorifics().after)
    for size in range(min(_LONGEST_HONORIFIC, len(words) - 1), 0, -1):
        last = _lookup(words[-size:], _honorifics().after, strict=True)
        if last:
            yield last
            break


def _is_name_or_thing(first: _Found, name: str, words: Sequence[str]) -> bool:
    """Tell whether what looks like a clergyman's title is none: "Deacon Jones", "Father & Sons Plumbing", "Pope mug".

    Such a word before one other word that is no given name may be a given name itself; beside a word that makes a
    name a company's or a thing's it is part of that, and some begin a saying ("Father Christmas").
    """
    if all(category != "church-member" for category, _ in first.meanings):
        return False
    text = Text.cut(name)
    if first.entry in _honorifics().given and len(words) == 2 and not is_given_name(fold(words[1])):
        return True
    settings = rules()
    if not (settings.company | settings.no_member - _SAINT).isdisjoint(text.words):
        return True
    return any(entry.role == "nobody" and end > 1 for entry, end in lexicon("relations").at(text.words, 0))


def _all(text: str, meanings: Mapping[str, tuple[tuple[str, float], ...]]) -> Iterator[_Found]:
    """Yield every honorific in a text that holds nothing else."""
    words = _TOKEN.findall(text[:_LONGEST_NAME])
    while words:
        found = _first(words, meanings, strict=False)
        if found:
            yield found
        words = words[len(found.written.split()) if found else 1 :]


def _first(
    words: Sequence[str], meanings: Mapping[str, tuple[tuple[str, float], ...]], strict: bool = True
) -> _Found | None:
    """Return the longest honorific that `words` begin with."""
    for size in range(min(_LONGEST_HONORIFIC, len(words)), 0, -1):
        if found := _lookup(words[:size], meanings, strict):
            return found
    return None


@functools.lru_cache(maxsize=1 << 16)
def _may_begin(word: str) -> bool:
    return plain(word.replace(".", "")) in _beginnings()


@functools.cache
def _beginnings() -> frozenset[str]:
    """Return the first words of all honorifics."""
    entries = (*_honorifics().before, *_honorifics().after)
    return frozenset(entry.split()[0] for entry in entries)


def _lookup(words: Sequence[str], meanings: Mapping[str, tuple[tuple[str, float], ...]], strict: bool) -> _Found | None:
    written = " ".join(words)
    entry = plain(written.replace(".", ""))
    if entry not in meanings or (entry in _SMALL and not written.islower()):
        return None
    if strict and entry in _SHARED_WITH_NAMES and not (written.isupper() or "." in written):
        return None
    return _Found(written=written, entry=entry, meanings=meanings[entry])


@functools.cache
def _honorifics() -> _Honorifics:
    path = resources.files("tieweave").joinpath("lexicon", "honorifics.toml")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return _Honorifics(
        before=_meanings(data["before"]),
        after=_meanings(data["after"]),
        given=frozenset(data["given"]["words"].split()),
    )


def _meanings(table: Mapping[str, Mapping[str, str]]) -> dict[str, tuple[tuple[str, float], ...]]:
    meanings: dict[str, tuple[tuple[str, float], ...]] = {}
    for category, strengths in table.items():
        for weight, text in strengths.items():
            for part in plain(text).split(","):
                if entry := " ".join(part.split()):
                    meanings[entry] = (*meanings.get(entry, ()), (category, float(weight)))
    return meanings

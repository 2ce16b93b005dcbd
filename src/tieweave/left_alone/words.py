"""The words that say who is left alone: data, one file a language in `lexicon/left_alone`."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib import resources

import attrs

from tieweave.evidence.texts import Text, fold, pieces
from tieweave.left_alone.marks import bare, is_marked

DEAD = "has died"
NO_CONTACT = "marked do not contact"


@attrs.frozen(eq=False)
class Language:
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
class Phrase:
    """A phrase of a `table` ("dead", "wants_none", "no_contact", "no_call") and what it says of the person."""

    words: tuple[str, ...]
    table: str
    language: Language

    @property
    def reason(self) -> str:
        """What it says."""
        return DEAD if self.table == "dead" else NO_CONTACT


@attrs.frozen(eq=False)
class Words:
    """The lexicon: the phrases by their first word, `telling` the rarest of each, and what labels and fields mean."""

    phrases: Mapping[str, Sequence[Phrase]]
    telling: frozenset[str]
    labels: Mapping[str, str]
    before_names: frozenset[str]
    said_after_names: frozenset[str]
    dead_fields: frozenset[str]
    dead_events: frozenset[str]
    no: frozenset[str]

    def are_silent_on(self, note: str) -> bool:
        """Tell quickly that a note has none of the phrases."""
        return self.telling.isdisjoint(Text.roughly(note)) and not is_marked(note)


_SMALL = tuple(field.name for field in attrs.fields(Language) if field.name != "name")
_TABLES = ("dead", "wants_none", "no_contact", "no_call")


@functools.cache
def lexicon_words() -> Words:
    """Return the words of all languages."""
    files = dict(_files())
    small = {name: {key: _single(content.get(key, "")) for key in _SMALL} for name, content in files.items()}
    small["any"] = {key: frozenset().union(*(one[key] for one in small.values())) for key in _SMALL}
    phrases: dict[str, list[Phrase]] = {}
    labels: dict[str, str] = {}
    before_names: set[str] = set()
    for name, content in files.items():
        language = Language(name, **small[name])
        for table in _TABLES:
            for listed in _listed(content.get(table, "")):
                phrase = Phrase(tuple(pieces(listed)), table, language)
                phrases.setdefault(phrase.words[0], []).append(phrase)
        labels |= dict.fromkeys(map(bare, _listed(content["no_contact_labels"])), NO_CONTACT)
        labels |= dict.fromkeys(map(bare, _listed(content["dead_labels"])), DEAD)
        before_names |= {bare(listed) for listed in _listed(content.get("before_name", ""))}
    fields = {key: frozenset(map(fold, _listed(files["any"][key]))) for key in ("dead_fields", "dead_events", "no")}
    return Words(
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

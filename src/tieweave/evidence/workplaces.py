"""Evidence from the names of organisations: "Green's Dental Clinic" speaks, softly, for a dentist.

Only where the contact has no job title: a title says better what somebody does there. One thing only both together
say: the executive director of a community association is a community leader.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources

import attrs

from tieweave.model import Contact, Evidence, Profile
from tieweave.spelling import plain

_LETTERS = re.compile(r"[^\W_]+")
_LONGEST_NAME = 200
_NONE = "none"
"""The lexicon's table of names that hold a cue and mean something else."""
_COMMUNITY = "community"
"""The lexicon's table of community organisations and of the titles of those who lead them."""

LEADS_A_COMMUNITY = 1.6
"""Log-odds that who leads a community organisation is known as a community leader. Own estimate, below what a title
that names one has: some lead it as their job, and are known from elsewhere."""


@attrs.frozen(eq=False)
class _Cues:
    """Words, phrases and ends of words in organisations' names, each with a category and a weight."""

    words: Mapping[str, tuple[str, float]]
    ends: Mapping[str, tuple[str, float]]
    longest_phrase: int
    communities: re.Pattern[str]
    leads: re.Pattern[str]


def evidence(contacts: Iterable[Contact], profile: Profile, now: dt.datetime) -> Iterator[Evidence]:
    """Yield what the organisations of `contacts` speak for; `profile` and `now` change nothing."""
    for contact in contacts:
        for organisation in contact.organisations:
            title = organisation.title or organisation.role
            detail = f"organisation is '{organisation.name}'"
            if not title:
                found = trade(organisation.name)
                if found is None:
                    continue
                category, weight = found
            elif leads_a_community(organisation.name, title):
                category, weight = "community-leader", LEADS_A_COMMUNITY
                detail += f", title '{title}'"
            else:
                continue
            yield Evidence(
                kind="workplace",
                detail=detail,
                toward=category,
                weight=weight,
                source=contact.origin("organisations", organisation),
                contact=contact.id,
            )


def trade(name: str) -> tuple[str, float] | None:
    """Return the category an organisation's name speaks for most, with its weight in log-odds, or None."""
    cues = _cues()
    tokens = _LETTERS.findall(plain(name[:_LONGEST_NAME]))
    found = []
    for at, token in enumerate(tokens):
        phrases = (" ".join(tokens[at : at + length]) for length in range(1, cues.longest_phrase + 1))
        found += [cue for phrase in phrases if (cue := cues.words.get(phrase))]
        found += [cue for start in range(1, len(token) - 3) if (cue := cues.ends.get(token[start:]))]
        found += [cue for end in range(4, len(token)) if (cue := cues.ends.get(token[:end] + "-"))]
    best = max(found, key=lambda cue: cue[1], default=None)
    return None if best is None or best[0] == _NONE else best


def leads_a_community(name: str, title: str) -> bool:
    """Return whether who has `title` at the organisation called `name` leads a community organisation."""
    return _leads(title) and _is_a_community(name)


@functools.lru_cache(maxsize=1 << 14)
def _leads(title: str) -> bool:
    return _cues().leads.search(" ".join(_LETTERS.findall(plain(title[:_LONGEST_NAME])))) is not None


def _is_a_community(name: str) -> bool:
    return _cues().communities.search(" ".join(_LETTERS.findall(plain(name[:_LONGEST_NAME])))) is not None


@functools.cache
def _cues() -> _Cues:
    path = resources.files("tieweave").joinpath("lexicon", "workplaces.toml")
    words: dict[str, tuple[str, float]] = {}
    ends: dict[str, tuple[str, float]] = {}
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    community = data.pop(_COMMUNITY)
    for category, strengths in data.items():
        for weight, text in strengths.items():
            for entry in _entries(text):
                if entry.startswith("-"):
                    ends[entry[1:]] = category, float(weight)
                elif entry.endswith("-"):
                    ends[entry] = category, float(weight)
                else:
                    words[entry] = category, float(weight)
    return _Cues(
        words=words,
        ends=ends,
        longest_phrase=max(entry.count(" ") + 1 for entry in words),
        communities=_any_of(_entries(community["organisations"])),
        leads=_any_of(_entries(community["leads"])),
    )


def _entries(text: str) -> list[str]:
    return [entry for part in plain(text).split(",") if (entry := " ".join(part.split()))]


def _any_of(entries: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, entries))})\b")

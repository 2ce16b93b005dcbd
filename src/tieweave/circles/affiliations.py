"""Ego's own employers, schools, clubs and congregations: which circle is theirs, and does ego move in it at present."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import attrs

from tieweave import organisation_names
from tieweave.circles.telling_labels import is_club
from tieweave.model import Contact, Profile
from tieweave.organisation_names.domains import within

Key = tuple[str, ...]

_READ_OF_A_NOTE = 2_000
"""Characters of a note: whoever writes more than that pastes something in."""


@attrs.frozen
class Affiliations:
    """What is known of ego's affiliations, ready to look up: each is known by the key of its name."""

    present: frozenset[Key]
    names: Mapping[Key, str]
    domains: Mapping[str, Key]
    spoken: Mapping[str, tuple[tuple[Key, Key], ...]]
    """By their first word: the words by which a text mentions an affiliation, and its key."""
    clubs: Mapping[Key, Key]
    """Words of the names of clubs and congregations, and their keys."""
    other_names: Mapping[Key, Key]
    """Keys of the other names that ego gave an affiliation, and its own key."""

    @classmethod
    def of(cls, profile: Profile) -> Affiliations:
        """Return what the profile says.

        An affiliation without an end lasts; of a school that must be said by its first year, since who names a school
        without any years left it long ago as a rule.
        """
        lasting = [one for one in profile.employers if one.end is None]
        lasting += [one for one in profile.schools if one.end is None and one.start is not None]
        fellowships = (*profile.clubs, *profile.congregations)
        affiliations = (*profile.employers, *profile.schools)
        names: dict[Key, str] = {}
        for name in (*(one.name for one in (*lasting, *affiliations)), *fellowships):
            names.setdefault(organisation_names.key(name), name)
        clubs = {organisation_names.heard(name): organisation_names.key(name) for name in fellowships}
        others = {
            organisation_names.key(alias): organisation_names.key(one.name)
            for one in affiliations
            for alias in one.aliases
        }
        called = [(name, key) for key, name in names.items() if key not in clubs.values()]
        called += [(alias, organisation_names.key(one.name)) for one in affiliations for alias in one.aliases]
        said = [(words, key) for name, key in called for words in sorted(organisation_names.spoken(name))]
        spoken: dict[str, list[tuple[Key, Key]]] = {}
        for words, key in (*clubs.items(), *said):
            if words:
                spoken.setdefault(words[0], []).append((words, key))
        return cls(
            present=frozenset(organisation_names.key(one.name) for one in lasting) | frozenset(clubs.values()),
            names=names,
            # Where two claim a domain the present one has it: people write their newest address.
            domains={
                domain: organisation_names.key(one.name)
                for one in (*affiliations[::-1], *lasting[::-1])
                for domain in one.domains
            },
            spoken={word: tuple(held) for word, held in spoken.items()},
            clubs=clubs,
            other_names=others,
        )

    def key_of(self, name: str) -> Key:
        """Return the key of an organisation's name; by whichever name of ego's own, it is one key."""
        key = organisation_names.key(name)
        return self.other_names.get(key, key)

    def of_domain(self, domain: str) -> Key | None:
        """Return the affiliation whose domain this is, or a sub-domain of."""
        return within(domain, self.domains)

    def mentioned(self, contact: Contact) -> Iterator[Key]:
        """Yield the affiliations that a contact's labels and notes name ("Dal '09"), and the clubs of its fields."""
        if not self.spoken:
            return
        for text in (*contact.labels, *(note[:_READ_OF_A_NOTE] for note in contact.notes)):
            yield from self._named(organisation_names.heard(text))
        for held in contact.organisations if self.clubs else ():
            # A firm that has a school's name in its own ("Oxford Dental") is not the school; a club's chapter is.
            for key in self._named(organisation_names.heard(held.name)):
                if key in self.clubs.values():
                    yield key

    def _named(self, words: tuple[str, ...]) -> Iterator[Key]:
        for at, word in enumerate(words):
            for name, key in self.spoken.get(word, ()):
                if words[at : at + len(name)] == name:
                    yield key

    def club_called(self, label: str, categories: frozenset[str]) -> Key | None:
        """Return the club of ego's whose name a label shortens: "Rotary" for "Rotary Club of Halifax Harbour".

        The label must read as a club's, or "Halifax" would do as well.
        """
        words = organisation_names.heard(label)
        if not words or not is_club(categories):
            return None
        fitting = [key for name, key in self.clubs.items() if organisation_names.mentions(name, words)]
        return fitting[0] if len(fitting) == 1 else None

"""Commands to copy into a terminal. Names are hostile: they are made visible, then quoted for the shell."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable

import attrs

from tieweave.model import Contact
from tieweave.report.harmless import visible
from tieweave.spelling import plain

_LONGEST = 40


@attrs.frozen
class Commands:
    """Commands about people who are told apart by name where that is enough, and else by id.

    `names` says how many people have a name, of those short enough to be typed.
    """

    names: Counter[str]

    @classmethod
    def among(cls, people: Iterable[Contact]) -> Commands:
        """Return the commands for a list of people."""
        return cls(
            Counter(
                name
                for one in people
                for name in {_fold(each) for each in (one.name, *one.names) if len(each) <= _LONGEST}
            )
        )

    def label(self, contact: Contact, level: int = 1) -> str:
        """Return the command that says how close somebody is."""
        return f"tieweave label {self._whom(contact)} --level {level}"

    def duplicates(self, contact: Contact) -> str:
        """Return the command that asks who of the others somebody is."""
        return f"tieweave duplicates --person {self._whom(contact)} --decide"

    def explain(self, contact: Contact) -> str:
        """Return the command that shows every reason."""
        return f"tieweave explain {self._whom(contact)}"

    def _whom(self, contact: Contact) -> str:
        name = contact.name
        plain_enough = 0 < len(name) <= _LONGEST and name == visible(name) and not name.startswith("-")
        alone = self.names[_fold(name)] <= 1
        return _quoted(name if (plain_enough and alone) or not contact.id else contact.id)


def _quoted(word: str) -> str:
    """Return a word as shells read it; with double quotes where an apostrophe in it would be hard to read in others."""
    return f'"{word}"' if "'" in word and not set(word) & set('"$`\\!\n') else shlex.quote(word)


def _fold(text: str) -> str:
    return plain(" ".join(text.split()))

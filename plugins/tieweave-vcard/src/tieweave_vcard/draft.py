"""What has been read of a card so far."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from tieweave.model import Extra
from tieweave_vcard.lines import Head


class Draft:
    """What has been read of a card so far: the arguments of its Contact (`fields`), and what needs the whole card."""

    __slots__ = ("altered", "extras", "fields", "jobs", "labels", "names", "own", "used")

    def __init__(self, labels: dict[str, str]) -> None:
        self.labels = labels  # the user's own label of each group
        self.used: set[str] = set()  # groups whose label has found its property
        self.fields: dict[str, Any] = {}
        self.names: list[str] = []
        self.altered: list[str] = []  # forms of the name other than FN
        self.jobs: list[tuple[str, str, str]] = []  # part of an Organisation, group, value
        self.extras: list[Extra] = []
        self.own: frozenset[str] = frozenset()

    def add(self, field: str, value: object) -> None:
        """Add a value to one of the Contact's fields that hold several."""
        held = self.fields.get(field)
        if held is None:
            self.fields[field] = [value]
        else:
            held.append(value)

    def label(self, head: Head) -> str:
        """Return the user's own label for a property, which is then in use."""
        if head.group and head.group in self.labels:
            self.used.add(head.group)
            return self.labels[head.group]
        return head.label

    def keep(self, head: Head, value: str, params: tuple[tuple[str, str], ...] = ()) -> None:
        """Carry a property along as it is, with these parameters besides its own."""
        self.extras.append(Extra(name=head.name, value=value, params=head.params + params, group=head.group))


Handler: TypeAlias = Callable[[Draft, Head, str], None]
"""Takes one property, its head and its value as written, into the draft."""

"""Who is met in a location: one contact for each name that the phone has for somebody."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterator

import attrs

from tieweave.model import Contact
from tieweave_phone import numbers

_NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


@attrs.define
class _Known:
    number: str
    name: str = ""
    rank: tuple[bool, dt.datetime] = (False, _NEVER)
    names: dict[str, None] = attrs.field(factory=dict)
    labels: dict[str, None] = attrs.field(factory=dict)
    saved: bool = True


@attrs.define
class People:
    """Takes down names as they are met. A number without a name is no contact: whoever knows it has the name."""

    source: str
    _known: dict[str, _Known] = attrs.field(factory=dict, init=False)

    def numbered(self, number: str, name: str, when: dt.datetime, *, alone: bool) -> None:
        """Note that a number had a name in the address book, `alone` or in a list of several.

        A name that stood alone is surer than one from a list, and the latest is shown.
        """
        if not name:
            return
        known = self._known.setdefault(numbers.key(number), _Known(number))
        if alone and not known.rank[0]:
            known.names.clear()  # what a list said may be another one's
        if alone or not known.rank[0]:
            known.names[name] = None
        if (alone, when) > known.rank:
            known.name, known.rank = name, (alone, when)

    def in_chat(self, name: str, group: str = "", *, saved: bool = True) -> str:
        """Note somebody known by name in a chat, and return the key of the contact; `group` is that of a group chat.

        One whom the address book does not have (`saved` False) goes by a name of their own choice, and is not taken
        for one of that name in the address book.
        """
        key = f"chat:{'' if saved else '~'}{unicodedata.normalize('NFC', name).lower()}"
        known = self._known.setdefault(key, _Known("", name, saved=saved))
        known.names[name] = None
        if group:
            known.labels[group] = None
        return key

    def contacts(self) -> Iterator[Contact]:
        """Give the contacts, in the order in which they were met.

        Calls and chats have their names from one address book, so that one in a chat has the numbers of that name.
        """
        numbered: dict[str, list[str]] = {}
        for known in self._known.values():
            if known.number and "@" not in known.number:
                numbered.setdefault(known.name, []).append(known.number)
        for key, known in self._known.items():
            is_address = "@" in known.number
            of_name = numbered.get(known.name, ()) if known.saved and not known.number else ()
            yield Contact(
                source=self.source,
                key=key,
                name=known.name,
                names=(known.name, *known.names),
                phones=[known.number] if known.number and not is_address else of_name,
                emails=[known.number] if is_address else (),
                labels=known.labels,
                filed=known.saved,
            )

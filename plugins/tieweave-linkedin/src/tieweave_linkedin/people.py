"""Everybody whom an export names, each once: by profile page, and by name where it gives no page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from tieweave.model import Contact, Email, Extra, Organisation, Url
from tieweave_linkedin import names, pages
from tieweave_linkedin.names import Name
from tieweave_linkedin.parties import Party


@attrs.define
class Person:
    """One person, as far as the files read so far tell. `key` is the page, or "name:…"; "" leaves it to the content."""

    key: str
    name: Name = attrs.field(factory=Name)
    url: str = ""
    is_connection: bool = False
    forms: list[str] = attrs.field(factory=list)
    emails: list[str] = attrs.field(factory=list)
    organisations: list[Organisation] = attrs.field(factory=list)
    notes: list[str] = attrs.field(factory=list)
    connected_on: str = ""

    def is_also(self, name: Name) -> None:
        """Note a name that the person goes by; the first one is the one to show."""
        if not self.name.text:
            self.name = name
        if name.text and name.text not in self.forms:
            self.forms.append(name.text)
        self.forms.extend(form for form in name.formerly if form not in self.forms)

    def works_at(self, company: str, title: str) -> None:
        """Note where the person works or worked."""
        organisation = Organisation(name=company, title=title)
        if (organisation.name or organisation.title) and organisation not in self.organisations:
            self.organisations.append(organisation)

    def contact(self, source: str) -> Contact:
        """Return the person as a contact."""
        own_key: dict[str, Any] = {"key": self.key} if self.key else {}  # else the model derives one from the content
        return Contact(
            **own_key,
            source=source,
            name=self.name.text,
            names=self.forms,
            given=self.name.given,
            family=self.name.family,
            prefixes=self.name.prefixes,
            suffixes=self.name.suffixes,
            nicknames=self.name.nicknames,
            emails=[Email(address=email) for email in self.emails],
            urls=[Url(url=url) for url in pages.shown(self.url)] if self.url else (),
            organisations=self.organisations,
            notes=self.notes,
            filed=self.is_connection or bool(self.notes),
            extras=(Extra(name="CONNECTED-ON", value=self.connected_on),) if self.connected_on else (),
        )


@attrs.frozen
class Connection:
    """A row of Connections.csv, of the `file` named."""

    file: str
    name: Name
    url: str
    email: str
    company: str
    position: str
    connected_on: str

    def onto(self, person: Person) -> None:
        """Add what the row says to a person."""
        person.is_connection = True
        person.is_also(self.name)
        if not person.name.given and not person.name.family:  # a whole name from elsewhere is not known in parts
            person.name = self.name
        person.url = person.url or self.url
        person.connected_on = person.connected_on or self.connected_on
        if self.email and self.email not in person.emails:
            person.emails.append(self.email)
        person.works_at(self.company, self.position)


class People:
    """All persons of one export.

    First come those with a page (`meet`), then connections without one (`add`), then whoever has a name alone
    (`named`): a name that only one person with a page has is that person's.
    """

    def __init__(self) -> None:
        self._persons: dict[str, Person] = {}
        self._namesakes: list[Person] = []
        self._by_name: dict[str, dict[str, Person]] = {}
        self._settled: dict[str, Person] = {}

    def __iter__(self) -> Iterator[Person]:
        yield from self._persons.values()
        yield from self._namesakes

    def add_all(self, connections: Iterable[Connection]) -> None:
        """Add the connections of before 2023, which have no page; those of one name in one file are several people."""
        by_name: dict[str, list[Connection]] = {}
        for connection in connections:
            by_name.setdefault(names.key(connection.name.text), []).append(connection)
        for name, found in by_name.items():
            if len({connection.file for connection in found}) < len(found):
                for connection in found:
                    person = Person("")
                    connection.onto(person)
                    self._namesakes.append(person)
                    self._by_name.setdefault(name, {})[f"\n{len(self._namesakes)}"] = person
                continue
            person = self.named(name)
            for connection in found:
                connection.onto(person)

    def connect(self, connection: Connection, page: str) -> None:
        """Add a connection that has a page."""
        person = self._at(page, names.key(connection.name.text))
        connection.onto(person)

    def meet(self, party: Party) -> Person:
        """Return the person with the party's page, a new one where nobody has it yet."""
        person = self._at(party.page, party.name_key)
        person.url = person.url or party.url
        if party.name and party.name not in person.forms:
            person.is_also(names.of_text(party.name))
        return person

    def of(self, party: Party) -> Person:
        """Return who the party is, by page or else by name; to be asked when everybody has been met and added."""
        if party.page:
            return self.meet(party)
        if party.name_key not in self._settled:
            self._settled[party.name_key] = self.named(party.name_key, party.name)
        return self._settled[party.name_key]

    def named(self, name: str, written: str = "") -> Person:
        """Return the person of a `name`, as compared, and as it is `written`.

        The only one of the name, or the only connection of it; else one of whom nothing but the name is known.
        """
        namesakes = self._by_name.get(name, {}).values()
        connections = [person for person in namesakes if person.is_connection]
        if len(connections) == 1:
            return connections[0]
        if len(namesakes) == 1:
            return next(iter(namesakes))
        person = self._persons.setdefault(f"name:{name}", Person(f"name:{name}"))
        if not namesakes:
            self._by_name[name] = {person.key: person}
        if written:
            person.is_also(names.of_text(written))
        return person

    def _at(self, page: str, name: str) -> Person:
        person = self._persons.get(page)
        if person is None:
            person = self._persons[page] = Person(page)
        if name:
            self._by_name.setdefault(name, {})[page] = person
        return person

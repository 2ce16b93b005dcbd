"""What is read of Google's People API: the user, their contacts and groups, and whom Google saved from mail."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from tieweave_google import person
from tieweave_google.asking import Api, total_of
from tieweave_google.failures import NotGrantedError, RefusedError

PAGE = 1000
"""People, or groups, asked for at once: the most that the API allows."""


@attrs.frozen(kw_only=True)
class Service:
    """The People API as far as it is read."""

    api: Api

    def me(self) -> dict[str, Any]:
        """Return what Google says of the user, at least a `resourceName`; empty where it may not be read."""
        request = self.api.client.people().get(resourceName="people/me", personFields=person.OF_ME)
        try:
            return self.api.ask(request)
        except (RefusedError, NotGrantedError):
            return {}

    def groups(self) -> dict[str, str]:
        """Return the names of the user's contact groups, as they are labels, by their resource names."""
        names = {}
        for page in self.api.pages(
            self.api.client.contactGroups().list, "contact groups", "contactGroups", pageSize=PAGE
        ):
            for group in page["contactGroups"]:
                named = person.group_name(group)
                if named is not None:
                    names[named[0]] = named[1]
        return names

    def connections(self, **more: Any) -> Iterator[dict[str, Any]]:
        """Give the pages of the user's contacts, with `syncToken` those that changed since it was given."""
        return self.api.pages(
            self.api.client.people().connections().list,
            "Google contacts",
            "connections",
            resourceName="people/me",
            personFields=person.OF_CONTACTS,
            pageSize=PAGE,
            requestSyncToken=True,
            **more,
        )

    def other_contacts(self, **more: Any) -> Iterator[dict[str, Any]]:
        """Give the pages of the people that Google saved from mail, as `connections` does."""
        return self.api.pages(
            self.api.client.otherContacts().list,
            "Google other contacts",
            "otherContacts",
            readMask=person.OF_OTHERS,
            pageSize=PAGE,
            requestSyncToken=True,
            **more,
        )

    def count(self) -> int | None:
        """Return how many contacts there are, None where the answer does not say."""
        people = self.api.client.people()
        request = people.connections().list(resourceName="people/me", personFields="metadata", pageSize=1)
        return total_of(self.api.ask(request))

"""Level and category as labels in Google Contacts: memberships in contact groups, and nothing else of a contact.

Ours are told from the user's by their names, as `tieweave.written_labels` says. Only ours are put or taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from tieweave.errors import SourceError
from tieweave.model import Tie
from tieweave.sinks import Delivery, Items, Outcome, Seen
from tieweave.written_labels import is_ours, labels_of
from tieweave_google.asking import Api, text_of
from tieweave_google.failures import (
    MEANWHILE,
    ExistsError,
    RefusedError,
    StaleError,
    of_sink,
    strange,
    without_location,
)
from tieweave_google.locations import place_of
from tieweave_google.service import PAGE
from tieweave_google.uses import READING, use_of

_BATCH = 200  # people asked for at once: the most that the API allows
_MY_CONTACTS = "contactGroups/myContacts"
_WHAT = "Google contacts"
_GONE = "is no longer among your contacts; the next run reads them again"


class LabelSink:
    """The contacts of an account, which ties are written back to as labels."""

    def __init__(self, key: str, account: str, alone: bool, api: Api, close: Callable[[], None]) -> None:
        """Take an account, which is `alone` where `google:` without a name means it."""
        self.key = key
        self._account = account
        self._alone = alone
        self._api = api
        self._close = close

    def seen(self) -> Sequence[Seen] | None:
        """Return None: there are no follow-ups there."""
        return None

    def deliver(self, items: Items, *, dry_run: bool = False) -> Iterator[Delivery]:
        """Label the contacts of the ties that were read from this account, and say of each what became of it."""
        with of_sink():
            groups = _Groups(self._api)
            done = 0
            for batch in self._batches([one for one in items if isinstance(one, Tie)]):
                people = self._people(dict.fromkeys(name for _, names in batch for name in names))
                for tie, names in batch:
                    yield self._delivered(tie, names, people, groups, dry_run)
                    done += 1
                    self._api.progress(_WHAT, done, len(items))

    def close(self) -> None:
        """Close the connection."""
        self._close()

    def _batches(self, ties: Sequence[Tie]) -> Iterator[list[tuple[Tie, Sequence[str]]]]:
        """Give the ties with the names of their contacts here, so many at a time as can be asked for at once."""
        batch: list[tuple[Tie, Sequence[str]]] = []
        count = 0
        for tie in ties:
            names = self._names(tie)[:_BATCH]
            if batch and count + len(names) > _BATCH:
                yield batch
                batch, count = [], 0
            batch.append((tie, names))
            count += len(names)
        if batch:
            yield batch

    def _names(self, tie: Tie) -> Sequence[str]:
        names = (one.key for one in tie.contact.sources if one.key.startswith("people/") and self._is_here(one.source))
        return list(dict.fromkeys(names))

    def _is_here(self, source: str) -> bool:
        if use_of(source) is not READING:
            return False
        try:
            named = place_of(source).account
        except SourceError:
            return False
        return named == self._account if named else self._alone

    def _people(self, names: Mapping[str, None]) -> dict[str, Mapping[str, Any]]:
        """Return the people of these names as they are now, as far as they are there."""
        if not names:
            return {}
        request = self._api.client.people().getBatchGet(resourceNames=list(names), personFields="memberships,metadata")
        answered = self._api.ask(request, _WHAT).get("responses")
        if not isinstance(answered, list):
            raise strange(self._api.location)
        found = {}
        for one in answered:
            person = one.get("person") if isinstance(one, Mapping) else None
            if isinstance(person, Mapping) and text_of(person, "resourceName"):
                found[text_of(one, "requestedResourceName") or person["resourceName"]] = person
        return found

    def _delivered(
        self,
        tie: Tie,
        names: Sequence[str],
        people: Mapping[str, Mapping[str, Any]],
        groups: _Groups,
        dry_run: bool,
    ) -> Delivery:
        became = [self._labelled(people.get(name), labels_of(tie), groups, dry_run) for name in names]
        outcome, detail = Outcome.UNCHANGED, "" if names else "not among these contacts"
        for wanted in (Outcome.UPDATED, Outcome.FAILED):
            for one, said in became:
                if one is wanted:
                    outcome, detail = one, said
        return Delivery(item=tie.contact.id, title=tie.contact.name, outcome=outcome, detail=detail)

    def _labelled(
        self, person: Mapping[str, Any] | None, labels: Sequence[str], groups: _Groups, dry_run: bool
    ) -> tuple[Outcome, str]:
        if person is None:
            return Outcome.FAILED, _GONE
        present = _memberships(person)
        ours = {name for group in present if (name := groups.name(group)) and is_ours(name)}
        wanted = {label.casefold() for label in labels}
        if {name.casefold() for name in ours} == wanted:
            return Outcome.UNCHANGED, ""
        detail = _said(labels, ours)
        if dry_run:
            return Outcome.UPDATED, detail
        try:
            kept = [group for group in present if not is_ours(groups.name(group))]
            members = list(dict.fromkeys([*kept, *map(groups.made, labels)]))
            self._update(person, members or [_MY_CONTACTS], groups, wanted)
        except StaleError:
            return Outcome.FAILED, MEANWHILE
        except RefusedError as error:
            if error.is_of_all:
                raise
            return Outcome.FAILED, without_location(error, self._api.location)
        return Outcome.UPDATED, detail

    def _update(self, person: Mapping[str, Any], members: Sequence[str], groups: _Groups, wanted: set[str]) -> None:
        """Put a person into these groups, unless they are no longer as they were (`StaleError`)."""
        name = person["resourceName"]
        body = {
            "resourceName": name,
            "etag": person.get("etag"),
            "metadata": {"sources": _sources(person)},
            "memberships": [{"contactGroupMembership": {"contactGroupResourceName": group}} for group in members],
        }
        people = self._api.client.people()
        request = people.updateContact(
            resourceName=name, updatePersonFields="memberships", personFields="memberships,metadata", body=body
        )
        try:
            self._api.ask(request, _WHAT)
        except StaleError:
            # Perhaps by ourselves, when the answer to the first try was lost.
            now = _memberships(self._people({name: None}).get(name, {}))
            if {groups.name(one).casefold() for one in now if is_ours(groups.name(one))} != wanted:
                raise


class _Groups:
    """The user's contact groups: asked for when the first is needed, and made where one of ours is not there."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._names: dict[str, str] | None = None

    def name(self, group: str) -> str:
        """Return the name of a group of the user's, "" for one of Google's own, or that is not known."""
        return self._known().get(group, "")

    def made(self, name: str) -> str:
        """Return the group of a name, made where there is none."""
        if found := self._by_name(name):
            return found
        request = self._api.client.contactGroups().create(body={"contactGroup": {"name": name}})
        try:
            made = text_of(self._api.ask(request, _WHAT), "resourceName")
        except ExistsError:  # by an earlier try whose answer was lost, or somebody else
            self._names = None
            made = self._by_name(name)
        if not made:
            raise strange(self._api.location)
        self._known()[made] = name
        return made

    def _by_name(self, name: str) -> str:
        wanted = name.casefold()
        return next((group for group, known in self._known().items() if known.casefold() == wanted), "")

    def _known(self) -> dict[str, str]:
        if self._names is None:
            names = {}
            for page in self._api.pages(
                self._api.client.contactGroups().list, "contact groups", "contactGroups", pageSize=PAGE
            ):
                for group in page["contactGroups"]:
                    if isinstance(group, Mapping) and group.get("groupType") == "USER_CONTACT_GROUP":
                        names[text_of(group, "resourceName")] = text_of(group, "name")
            self._names = names
        return self._names


def _memberships(person: Mapping[str, Any]) -> list[str]:
    listed = person.get("memberships")
    groups = []
    for one in listed if isinstance(listed, list) else ():
        of_group = one.get("contactGroupMembership") if isinstance(one, Mapping) else None
        if isinstance(of_group, Mapping) and (group := text_of(of_group, "contactGroupResourceName")):
            groups.append(group)
    return groups


def _sources(person: Mapping[str, Any]) -> list[object]:
    metadata = person.get("metadata")
    sources = metadata.get("sources") if isinstance(metadata, Mapping) else None
    return [
        one
        for one in (sources if isinstance(sources, list) else ())
        if isinstance(one, Mapping) and one.get("type") == "CONTACT"
    ]


def _said(labels: Sequence[str], ours: set[str]) -> str:
    had = {name.casefold() for name in ours}
    wanted = {label.casefold() for label in labels}
    added = [f"+ {label}" for label in labels if label.casefold() not in had]
    return ", ".join([*added, *sorted(f"- {name}" for name in ours if name.casefold() not in wanted)])

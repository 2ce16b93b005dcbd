"""Which fields of a person are asked for, and the short form in which one is remembered.

The short form is JSON with the same names as Google's, without what nobody reads here. Of each field the primary value
comes first; dates are ISO 8601; `profile` marks what is not from the user's own entry but from the person's profile.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

FIELDS: Mapping[str, tuple[str, ...]] = {
    "names": (
        "displayName",
        "unstructuredName",
        "givenName",
        "middleName",
        "familyName",
        "honorificPrefix",
        "honorificSuffix",
    ),
    "nicknames": ("value", "type"),
    "emailAddresses": ("value", "type", "displayName"),
    "phoneNumbers": ("value", "canonicalForm", "type"),
    "organizations": (
        "name",
        "title",
        "department",
        "jobDescription",
        "type",
        "domain",
        "current",
        "startDate",
        "endDate",
    ),
    "occupations": ("value",),
    "addresses": (
        "streetAddress",
        "extendedAddress",
        "poBox",
        "city",
        "region",
        "postalCode",
        "country",
        "countryCode",
        "formattedValue",
        "type",
    ),
    "urls": ("value", "type"),
    "relations": ("person", "type"),
    "biographies": ("value", "contentType"),
    "birthdays": ("date", "text"),
    "events": ("date", "type"),
    "memberships": ("contactGroupMembership.contactGroupResourceName",),
    "userDefined": ("key", "value"),
    "imClients": ("username", "protocol", "type"),
    "sipAddresses": ("value", "type"),
    "interests": ("value",),
    "skills": ("value",),
    "externalIds": ("value", "type"),
    "locations": ("value", "type", "buildingId"),
    "miscKeywords": ("value", "type"),
}
"""The fields of a contact, each with what is read of it: all that may say who a person is, and how to reach them.

Left out are pictures, the age range, gender, language, calendars and what other programs keep there for themselves.
"""

OF_CONTACTS = ",".join(sorted([*FIELDS, "metadata"]))
OF_OTHERS = "emailAddresses,metadata,names,phoneNumbers"
OF_ME = "addresses,emailAddresses,metadata,names,organizations,phoneNumbers,relations"

FINGERPRINT = hashlib.blake2b(repr((FIELDS, OF_OTHERS, OF_ME)).encode(), digest_size=8).hexdigest()
"""Changes whenever something else is asked for or remembered: then a sync token is of no use."""

_YES_OR_NO = frozenset({"current"})
_OF_PROFILES = frozenset({"PROFILE", "DOMAIN_PROFILE", "ACCOUNT", "DOMAIN_CONTACT"})
_SYSTEM = {"friends": "Friends", "family": "Family", "coworkers": "Coworkers", "starred": "Starred"}


def name_of(person: object) -> str:
    """Return the resource name of a person as it came from the service, "" where it has none."""
    name = person.get("resourceName") if isinstance(person, Mapping) else None
    return name if isinstance(name, str) else ""


def is_deleted(person: object) -> bool:
    """Return whether a sync says that this person is gone."""
    metadata = person.get("metadata") if isinstance(person, Mapping) else None
    return isinstance(metadata, Mapping) and metadata.get("deleted") is True


def former_names(person: object) -> list[str]:
    """Return the resource names that the person had before: Google gives a new one when two are merged."""
    metadata = person.get("metadata") if isinstance(person, Mapping) else None
    former = metadata.get("previousResourceNames") if isinstance(metadata, Mapping) else None
    return [name for name in former if isinstance(name, str)] if isinstance(former, list) else []


def group_name(group: object) -> tuple[str, str] | None:
    """Return the resource name of a group and its name as a label; None for one that says nothing of a person."""
    if not isinstance(group, Mapping):
        return None
    resource, name = group.get("resourceName"), group.get("name")
    if not isinstance(resource, str) or not isinstance(name, str):
        return None
    if group.get("groupType") != "SYSTEM_CONTACT_GROUP":
        return resource, _sound(name)
    label = _SYSTEM.get(name)  # the others are everybody (myContacts, all), or of old chats (chatBuddies, blocked)
    return None if label is None else (resource, label)


def shortened(person: object) -> dict[str, Any]:
    """Return the short form of a person as it came from the service; raises `ValueError` for what is none."""
    if not isinstance(person, Mapping):
        raise ValueError("is no person")
    short: dict[str, Any] = {"resourceName": name_of(person)}
    if updated := _updated(person):
        short["updateTime"] = updated
    for field, parts in FIELDS.items():
        listed = person.get(field)
        if isinstance(listed, list):
            items = sorted((one for one in listed if isinstance(one, Mapping)), key=_rank)
            if kept := [short_item for one in items if (short_item := _item(one, parts))]:
                short[field] = kept
    return short


def packed(person: object) -> bytes:
    """Return what is remembered of a person; what is none is kept too, to be reported whenever it is read."""
    try:
        content: object = shortened(person)
    except ValueError:
        content = None
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _item(item: Mapping[str, Any], parts: tuple[str, ...]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for part in parts:
        value: object = item
        for step in part.split("."):
            value = value.get(step) if isinstance(value, Mapping) else None
        if isinstance(value, Mapping):
            value = _date(value)
        if isinstance(value, str):
            value = _sound(value)
        if value != "" and isinstance(value, bool if part in _YES_OR_NO else str):
            kept[part.rpartition(".")[2]] = value
    if kept and _source_type(item) in _OF_PROFILES:
        kept["profile"] = True
    return kept


def _sound(text: str) -> str:
    """Return the text without halves of surrogate pairs, which JSON can hold and nothing else can."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _date(date: Mapping[str, Any]) -> str:
    """Return a date in ISO 8601, as much of it as there is; without a year as in vCard 4.0 ("--05-02")."""
    year, month, day = (
        value if isinstance(value := date.get(part), int) and not isinstance(value, bool) else 0
        for part in ("year", "month", "day")
    )
    if not (0 <= year <= 9999 and 0 <= month <= 12 and 0 <= day <= 31):
        return ""
    if not month:
        return f"{year:04}" if year else ""
    start = f"{year:04}-{month:02}" if year else f"--{month:02}"
    return f"{start}-{day:02}" if day else start


def _metadata(item: Mapping[str, Any]) -> Mapping[str, Any]:
    metadata = item.get("metadata")
    return metadata if isinstance(metadata, Mapping) else {}


def _rank(item: Mapping[str, Any]) -> tuple[bool, bool]:
    """Sort the user's own word before what the person's profile says, and the primary value first."""
    return _source_type(item) in _OF_PROFILES, _metadata(item).get("primary") is not True


def _source_type(item: Mapping[str, Any]) -> object:
    source = _metadata(item).get("source")
    return source.get("type") if isinstance(source, Mapping) else None


def _updated(person: Mapping[str, Any]) -> str:
    sources = _metadata(person).get("sources")
    times = [
        source["updateTime"]
        for source in (sources if isinstance(sources, list) else ())
        if isinstance(source, Mapping)
        and source.get("type") not in _OF_PROFILES
        and isinstance(source.get("updateTime"), str)
    ]
    return _sound(max(times, default=""))

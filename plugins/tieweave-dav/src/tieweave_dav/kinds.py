"""The kinds of collections, and what each is called in requests: address books, calendars, lists of tasks."""

from __future__ import annotations

import attrs

DAV = "{DAV:}"
"""The namespace of WebDAV, RFC 4918."""

CARDDAV = "{urn:ietf:params:xml:ns:carddav}"
"""The namespace of CardDAV, RFC 6352."""

CALDAV = "{urn:ietf:params:xml:ns:caldav}"
"""The namespace of CalDAV, RFC 4791."""

CALENDAR_SERVER = "{http://calendarserver.org/ns/}"
"""The namespace of Apple's extensions that others took over, such as getctag."""


@attrs.frozen(kw_only=True)
class Kind:
    """A kind of collection: the `name` of its source, its words for users, its XML names.

    `collection` is its resource type, `home` the property with the places of a user's collections, `multiget` the
    report that fetches objects, `data` the property with an object's text, `media` the type of that text, and `service`
    its name in the DNS and under /.well-known/ (RFC 6764). `component` is what a calendar must be able to hold,
    `memory` the name under which collections of the kind are remembered.
    """

    name: str
    words: str
    objects: str
    collection: str
    home: str
    multiget: str
    data: str
    media: str
    service: str
    memory: str
    component: str = ""


ADDRESS_BOOKS = Kind(
    name="carddav",
    words="address book",
    objects="cards",
    collection=f"{CARDDAV}addressbook",
    home=f"{CARDDAV}addressbook-home-set",
    multiget=f"{CARDDAV}addressbook-multiget",
    data=f"{CARDDAV}address-data",
    media="text/vcard; charset=utf-8",
    service="carddav",
    memory="carddav",
)

CALENDARS = Kind(
    name="caldav",
    words="calendar",
    objects="events",
    collection=f"{CALDAV}calendar",
    home=f"{CALDAV}calendar-home-set",
    multiget=f"{CALDAV}calendar-multiget",
    data=f"{CALDAV}calendar-data",
    media="text/calendar; charset=utf-8",
    service="caldav",
    memory="caldav",
    component="VEVENT",
)

TASKS = attrs.evolve(CALENDARS, words="list of tasks", objects="tasks", memory="caldav-tasks", component="VTODO")
"""Calendars once more, as far as they hold tasks: what follow-ups are delivered to."""


def named(name: str) -> Kind:
    """Return the kind of the source with that name."""
    return {kind.name: kind for kind in (ADDRESS_BOOKS, CALENDARS)}[name]

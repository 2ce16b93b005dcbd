"""The two kinds of collections, and what each is called in requests: address books and calendars."""

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
    report that fetches objects, `data` the property with an object's text, and `service` its name in the DNS and under
    /.well-known/ (RFC 6764).
    """

    name: str
    words: str
    objects: str
    collection: str
    home: str
    multiget: str
    data: str
    service: str


ADDRESS_BOOKS = Kind(
    name="carddav",
    words="address book",
    objects="cards",
    collection=f"{CARDDAV}addressbook",
    home=f"{CARDDAV}addressbook-home-set",
    multiget=f"{CARDDAV}addressbook-multiget",
    data=f"{CARDDAV}address-data",
    service="carddav",
)

CALENDARS = Kind(
    name="caldav",
    words="calendar",
    objects="events",
    collection=f"{CALDAV}calendar",
    home=f"{CALDAV}calendar-home-set",
    multiget=f"{CALDAV}calendar-multiget",
    data=f"{CALDAV}calendar-data",
    service="caldav",
)


def named(name: str) -> Kind:
    """Return the kind of the source with that name."""
    return {kind.name: kind for kind in (ADDRESS_BOOKS, CALENDARS)}[name]

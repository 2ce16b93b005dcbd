"""From classified ties to vCards, 4.0 or 3.0.

Each card carries all that the contact does, its `extras` included, and among its CATEGORIES the tie's level
("Level 1") and category ("doctor"). The property X-TIEWEAVE-CATEGORIES repeats those two, so that a reader can
tell them from the user's own labels: reading a written card gives the contact back without them, and classifying
and writing it again gives the same card.

Properties that the target version does not know are written under `X-` and their name.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from typing import TextIO

from tieweave.categories import CATEGORIES, UNKNOWN
from tieweave.errors import FormatError
from tieweave.model import Address, Contact, Extra, Organisation, Related, Tie
from tieweave.report.result import Result
from tieweave_vcard.content import (
    TOKEN,
    URI,
    escaped,
    escaped_list,
    folded,
    parameter,
    parameters,
    plain,
    raw,
    types,
    uri,
)
from tieweave_vcard.dates import for_version_3, for_version_4
from tieweave_vcard.media import media_line
from tieweave_vcard.names import NO_NAME
from tieweave_vcard.reach import number
from tieweave_vcard.reader import OWN_LABELS

VERSIONS = ("4.0", "3.0")

_LEVELS = ("Level 1", "Level 2")
_SLUGS = frozenset(category.slug for category in CATEGORIES)
_UNIDENTIFIED = uuid.UUID("b8a7d1c4-52b5-5b0e-9d35-6f2f0d1a7c11")  # namespace of the UIDs made for cards without one

_VERSION_4 = frozenset(
    "SOURCE KIND XML FN N NICKNAME PHOTO BDAY ANNIVERSARY GENDER ADR TEL EMAIL IMPP LANG TZ GEO TITLE ROLE LOGO ORG "
    "MEMBER RELATED CATEGORIES NOTE PRODID REV SOUND UID CLIENTPIDMAP URL KEY FBURL CALADRURI CALURI "
    "BIRTHPLACE DEATHPLACE DEATHDATE EXPERTISE HOBBY INTEREST ORG-DIRECTORY CONTACT-URI "  # RFC 6474, 6715, 8605
    "CREATED GRAMGENDER LANGUAGE PRONOUNS SOCIALPROFILE JSPROP".split()  # RFC 9554, 9555
)
_VERSION_3 = frozenset(
    "NAME PROFILE SOURCE FN N NICKNAME PHOTO BDAY ADR LABEL TEL EMAIL MAILER TZ GEO TITLE ROLE LOGO AGENT ORG "
    "CATEGORIES NOTE PRODID REV SORT-STRING SOUND UID URL CLASS KEY IMPP".split()  # RFC 2426, 4770
)
_ONCE = frozenset(
    {"FN", "N", "BDAY", "ANNIVERSARY", "KIND", "REV", "UID", "GENDER", "PRODID", "VERSION", "BEGIN", "END"}
)
_WRITTEN_BY_NAME = _ONCE - {"GENDER", "KIND"} | {"X-ABSHOWAS", OWN_LABELS}

_RELATIONS = frozenset(
    "contact acquaintance friend met co-worker colleague co-resident neighbor child parent sibling spouse kin muse "
    "crush date sweetheart me agent emergency".split()
)
"""RFC 6350 section 6.6.6; any other relation is written as a label."""

_INSTANT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(Z|[+-]\d\d)?(?::?\d\d)?", re.ASCII)


def write(result: Result, stream: TextIO, options: Mapping[str, str]) -> None:
    """Write a card for each tie, in their order, with CRLF line ends.

    The option `vcard-version` is "4.0" (the default) or "3.0"; raises `tieweave.errors.FormatError` for others.
    """
    version = options.get("vcard-version") or VERSIONS[0]
    if version not in VERSIONS:
        raise FormatError(f"vCard version {version!r} cannot be written; use 4.0 or 3.0")
    uids: set[str] = set()
    for tie in result.ties:
        uid = _uid(tie.contact, uids)
        uids.add(uid)
        stream.write("".join(folded(line) for line in card(tie, version, uid)))


def card(tie: Tie, version: str, uid: str) -> Iterator[str]:
    """Give the lines of a tie's card, not yet folded, under this UID."""
    contact = tie.contact
    extras = _extras(contact)
    groups = _Groups(extras)
    yield "BEGIN:VCARD"
    yield f"VERSION:{version}"
    yield _uid_line(uid, version)
    yield from _names(contact, extras, version)
    yield from _kind(contact, extras, version)
    if contact.nicknames:
        yield f"NICKNAME:{escaped_list(contact.nicknames)}"
    for email in contact.emails:
        yield from groups.labelled(f"EMAIL{types(email.types, version)}:{escaped(email.address)}", email.label)
    for phone in contact.phones:
        if said := number(phone.number):  # a contact from elsewhere may have the link of a number
            yield from groups.labelled(f"TEL{types(phone.types, version)}:{escaped(said)}", phone.label)
    for address in contact.addresses:
        yield from groups.labelled(f"ADR{types(address.types, version)}:{_address(address)}", address.label)
    kept = {plain(extra.value) for extra in extras}
    for url in contact.urls:
        if url.url not in kept:  # a social profile, which its own property says
            yield from groups.labelled(f"URL{types(url.types, version)}:{uri(url.url)}", url.label)
    yield from _organisations(contact.organisations, groups)
    yield from _date("BDAY", contact.birthday, version)
    yield from _date("ANNIVERSARY" if version == "4.0" else "X-ANNIVERSARY", contact.anniversary, version)
    for note in contact.notes:
        yield f"NOTE:{escaped(note)}"
    for related in contact.related:
        yield from _related(related, version, groups)
    yield from _categories(tie)
    for member in contact.members:
        if version == "4.0":
            yield f"MEMBER:{'' if URI.fullmatch(member) else 'urn:uuid:'}{uri(member)}"  # a URI always, there
        else:
            yield f"X-ADDRESSBOOKSERVER-MEMBER:{uri(member)}"
    if contact.revised:
        yield f"REV:{_revised(contact.revised, version)}"
    yield from _extra_lines(extras, version)
    yield "END:VCARD"


class _Groups:
    """Hands out group names (`item1`) that no kept property has, to bind a label to its property."""

    def __init__(self, extras: Sequence[Extra]) -> None:
        self._taken = {extra.group.lower() for extra in extras}  # a name in either case is the same one
        self._number = 0

    def new(self) -> str:
        """Return a group name that has not been used."""
        while True:
            self._number += 1
            if (name := f"item{self._number}") not in self._taken:
                return name

    def labelled(self, line: str, label: str) -> Iterator[str]:
        """Give the line, and where it has a label both in a group of their own."""
        if label:
            group = self.new()
            yield f"{group}.{line}"
            yield f"{group}.X-ABLabel:{escaped(label)}"
        else:
            yield line


def _uid(contact: Contact, taken: set[str]) -> str:
    """Return the contact's UID, or one that is the same from run to run where it has none of its own."""
    if contact.uid and contact.uid not in taken:
        return contact.uid
    uid = f"urn:uuid:{uuid.uuid5(_UNIDENTIFIED, contact.id or contact.key)}"
    number = 1
    while uid in taken:
        number += 1
        uid = f"urn:uuid:{uuid.uuid5(_UNIDENTIFIED, f'{contact.id or contact.key} {number}')}"
    return uid


def _uid_line(uid: str, version: str) -> str:
    if URI.fullmatch(uid):
        return f"UID:{uri(uid)}"
    return f"UID:{escaped(uid)}" if version == "3.0" else f"UID;VALUE=text:{escaped(uid)}"


def _names(contact: Contact, extras: Sequence[Extra], version: str) -> Iterator[str]:
    organisations = (organisation.name for organisation in contact.organisations)
    emails = (email.address for email in contact.emails)
    phones = (phone.number for phone in contact.phones)
    candidates = (contact.name, *contact.names, *contact.nicknames, *organisations, *emails, *phones)
    shown = next((text for text in candidates if text), NO_NAME)
    yield f"FN:{escaped(shown)}"
    composed = f"{contact.given} {contact.family}" if contact.given and contact.family else ""
    for name in contact.names:
        if name not in (shown, composed):
            yield f"FN:{escaped(name)}"
    parts = (contact.family, contact.given, contact.additional, contact.prefixes, contact.suffixes)
    others = [extra for extra in extras if extra.name == "N" and version == "4.0" and _altid(extra)]
    if any(parts) or version == "3.0":
        altid = f";ALTID={parameter(_altid(others[0]))}" if others else ""
        sort = next((extra.value for extra in extras if extra.name == "SORT-STRING"), "") if version == "4.0" else ""
        sort_as = f";SORT-AS={parameter(plain(sort))}" if sort else ""
        yield f"N{altid}{sort_as}:{';'.join(escaped(part) for part in parts)}"
    for extra in others:
        if _altid(extra) == _altid(others[0]):  # the same name in another script; a second N there cannot be
            yield f"N{parameters(extra.params)}:{raw(extra.value)}"


def _altid(extra: Extra) -> str:
    return next((value for key, value in extra.params if key == "ALTID"), "")


def _kind(contact: Contact, extras: Sequence[Extra], version: str) -> Iterator[str]:
    if contact.kind == "group":
        yield "KIND:group" if version == "4.0" else "X-ADDRESSBOOKSERVER-KIND:group"
    elif contact.kind == "organisation":
        yield "KIND:org" if version == "4.0" else "X-ABShowAs:COMPANY"
    elif version == "4.0":
        yield from (f"KIND:{raw(extra.value)}" for extra in [e for e in extras if e.name == "KIND"][:1])


def _address(address: Address) -> str:
    parts = (address.street, address.locality, address.region, address.postal_code, address.country)
    return ";;" + ";".join(escaped(part) for part in parts)


def _organisations(organisations: Sequence[Organisation], groups: _Groups) -> Iterator[str]:
    for organisation in organisations:
        # More than one: a group says which title belongs to which.
        prefix = f"{groups.new()}." if len(organisations) > 1 else ""
        if organisation.name or organisation.department:
            department = f";{escaped(organisation.department)}" if organisation.department else ""
            yield f"{prefix}ORG:{escaped(organisation.name)}{department}"
        if organisation.title:
            yield f"{prefix}TITLE:{escaped(organisation.title)}"
        if organisation.role:
            yield f"{prefix}ROLE:{escaped(organisation.role)}"


def _date(name: str, text: str, version: str) -> Iterator[str]:
    if not text:
        return
    if version == "3.0":
        date, without_year = for_version_3(text)
        yield f"{name}{';X-APPLE-OMIT-YEAR=1604' if without_year else ''}:{escaped(date)}"
    elif date_4 := for_version_4(text):
        yield f"{name}:{date_4}"
    else:
        yield f"{name};VALUE=text:{escaped(text)}"


def _related(related: Related, version: str, groups: _Groups) -> Iterator[str]:
    if version == "3.0":
        yield from groups.labelled(f"X-ABRELATEDNAMES:{escaped(related.name)}", related.relation)
        return
    is_uri = URI.fullmatch(related.name) is not None
    value = f":{uri(related.name)}" if is_uri else f";VALUE=text:{escaped(related.name)}"
    if related.relation in _RELATIONS:
        yield f"RELATED;TYPE={related.relation}{value}"
    else:
        yield from groups.labelled(f"RELATED{value}", related.relation)


def _categories(tie: Tie) -> Iterator[str]:
    users = _users_labels(tie.contact)
    verdict = [f"Level {int(tie.level)}"] if tie.level is not None else []
    if tie.category and tie.category != UNKNOWN:
        verdict.append(tie.category)
    own = [label for label in verdict if label not in users]
    if users or own:
        yield f"CATEGORIES:{escaped_list([*users, *own])}"
    if own:
        yield f"{OWN_LABELS}:{escaped_list(own)}"


def _users_labels(contact: Contact) -> list[str]:
    """Return the labels without an earlier verdict, where a program in between dropped the property that marks it."""
    labels: list[str] = []
    stale = False
    for label in contact.labels:
        if label in _LEVELS:
            stale = True
        elif stale and label in _SLUGS:
            stale = False
        else:
            labels.append(label)
            stale = False
    return labels


def _revised(text: str, version: str) -> str:
    if version == "4.0" and (match := _INSTANT.fullmatch(text)):
        year, month, day, hour, minute, second, zone = match.groups()
        return f"{year}{month}{day}T{hour}{minute}{second}{zone or ''}"
    return raw(text)


def _extras(contact: Contact) -> list[Extra]:
    """Return the properties that tieweave has no word for; those of a merged contact once each.

    A group name means something within one record only: a later record's that is used already becomes a new one.
    """
    if not contact.records:
        return list(contact.extras)
    kept: list[Extra] = []
    seen: set[tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]] = set()
    groups = _Groups([extra for record in contact.records for extra in record.extras])
    used: set[str] = set()
    for record in contact.records:
        together: dict[object, list[Extra]] = {}
        for index, extra in enumerate(record.extras):
            together.setdefault(extra.group.lower() or index, []).append(extra)
        for extras in together.values():
            said = tuple((extra.name, extra.value, extra.params) for extra in extras)
            if said in seen:
                continue
            seen.add(said)
            group = extras[0].group
            if group.lower() in used:
                group = groups.new()
            kept += [Extra(name=extra.name, value=extra.value, params=extra.params, group=group) for extra in extras]
        used.update(extra.group.lower() for extra in record.extras if extra.group)
    return kept


_NO_TOKEN = re.compile(r"[^A-Z0-9-]+")


def _extra_lines(extras: Sequence[Extra], version: str) -> Iterator[str]:
    known = _VERSION_4 if version == "4.0" else _VERSION_3
    once: set[str] = set()
    for extra in extras:
        # A source other than vCards may name a field as people do ("Moved in"), which no property can be named.
        name = _NO_TOKEN.sub("-", extra.name.upper()).strip("-")
        if not name or name in _WRITTEN_BY_NAME or (name == "KIND" and version == "4.0"):
            continue
        if name == "SORT-STRING" and version == "4.0":
            continue  # a parameter of N there
        if name in _ONCE:
            if name in once:
                continue
            once.add(name)
        prefix = f"{extra.group}." if extra.group and TOKEN.fullmatch(extra.group) else ""
        written = name if name in known or name.startswith("X-") else f"X-{name}"
        yield prefix + (
            media_line(extra, written, version) or f"{written}{parameters(extra.params)}:{raw(extra.value)}"
        )

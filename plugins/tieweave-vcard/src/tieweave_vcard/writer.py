r"""From classified ties to vCards, 4.0 or 3.0.

Each card carries all that the contact does, its `extras` included, and among its CATEGORIES the tie's level
("Level 1") and category ("doctor"). The property X-TIEWEAVE-CATEGORIES repeats those two, so that a reader can
tell them from the user's own labels: reading a written card gives the contact back without them, and classifying
and writing it again gives the same card.

Properties that the target version does not know are written under `X-` and their name. Line breaks become `\n`,
other control characters their visible pictures (U+2400 to U+2421) or U+FFFD where there is none, so that no
address book can move a terminal's cursor.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TextIO

from tieweave.categories import CATEGORIES, UNKNOWN
from tieweave.errors import FormatError
from tieweave.model import Address, Contact, Extra, Organisation, Related, Tie
from tieweave.report.result import Result
from tieweave_vcard.dates import for_version_3, for_version_4
from tieweave_vcard.reader import MEDIA, OWN_LABELS

VERSIONS = ("4.0", "3.0")

_LINE = 75
"""Octets of a line without its break, RFC 6350 section 3.2 and RFC 2426 section 2.6."""

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

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_ESCAPED = re.compile(r"[\\,;\n]")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:\S+")
_TOKEN = re.compile(r"[A-Za-z0-9-]+")
_DATA = re.compile(r"data:([^;,]*);base64,(.*)", re.DOTALL | re.IGNORECASE)
_BASE64 = re.compile(r"[A-Za-z0-9+/]*={0,2}")
_MEDIA_TYPE = {"PHOTO": "image", "LOGO": "image", "SOUND": "audio", "KEY": "application"}
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
        yield f"NICKNAME:{_list(contact.nicknames)}"
    for email in contact.emails:
        yield from groups.labelled(f"EMAIL{_types(email.types, version)}:{_text(email.address)}", email.label)
    for phone in contact.phones:
        yield from groups.labelled(f"TEL{_types(phone.types, version)}:{_text(phone.number)}", phone.label)
    for address in contact.addresses:
        yield from groups.labelled(f"ADR{_types(address.types, version)}:{_address(address)}", address.label)
    kept = {_plain(extra.value) for extra in extras}
    for url in contact.urls:
        if url.url not in kept:  # a social profile, which its own property says
            yield from groups.labelled(f"URL{_types(url.types, version)}:{_uri(url.url)}", url.label)
    yield from _organisations(contact.organisations, groups)
    yield from _date("BDAY", contact.birthday, version)
    yield from _date("ANNIVERSARY" if version == "4.0" else "X-ANNIVERSARY", contact.anniversary, version)
    for note in contact.notes:
        yield f"NOTE:{_text(note)}"
    for related in contact.related:
        yield from _related(related, version, groups)
    yield from _categories(tie)
    for member in contact.members:
        if version == "4.0":
            yield f"MEMBER:{'' if _URI.fullmatch(member) else 'urn:uuid:'}{_uri(member)}"  # a URI always, there
        else:
            yield f"X-ADDRESSBOOKSERVER-MEMBER:{_uri(member)}"
    if contact.revised:
        yield f"REV:{_revised(contact.revised, version)}"
    yield from _extra_lines(extras, version)
    yield "END:VCARD"


def folded(line: str) -> str:
    """Return a line with its break, cut into lines of at most 75 octets between characters."""
    if len(line) <= _LINE and line.isascii():
        return line + "\r\n"
    data = line.encode()
    parts = []
    start, room = 0, _LINE
    while len(data) - start > room:
        end = start + room
        while data[end] & 0xC0 == 0x80:  # inside a character
            end -= 1
        parts.append(data[start:end].decode())
        start, room = end, _LINE - 1  # the blank that marks the rest counts too
    parts.append(data[start:].decode())
    return "\r\n ".join(parts) + "\r\n"


class _Groups:
    """Hands out group names (`item1`) that no kept property has, to bind a label to its property."""

    def __init__(self, extras: Sequence[Extra]) -> None:
        self._taken = {extra.group for extra in extras}
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
            yield f"{group}.X-ABLabel:{_text(label)}"
        else:
            yield line


def _clean(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    return _CONTROL.sub(_picture, text.replace("\r\n", "\n").replace("\r", "\n"))


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "\ufffd"


def _text(text: str) -> str:
    return _ESCAPED.sub(lambda match: "\\n" if match[0] == "\n" else "\\" + match[0], _clean(text))


def _plain(value: str) -> str:
    return value.replace("\\:", ":").replace("\\,", ",").replace("\\;", ";").strip()


def _uri(text: str) -> str:
    return _clean(text).replace("\\", "\\\\").replace("\n", "")


def _raw(value: str) -> str:
    """Return a value that is escaped already, made safe to stand on one line."""
    return _clean(value).replace("\n", "\\n")


def _list(texts: Iterable[str]) -> str:
    return ",".join(_text(text) for text in texts)


def _parameter(value: str) -> str:
    value = _clean(value).replace("\n", "\\n").replace('"', "'")
    return value if _TOKEN.fullmatch(value) else f'"{value}"'


def _types(types: Sequence[str], version: str) -> str:
    preferred = "pref" in types
    if version == "3.0":
        return "".join(f";TYPE={_parameter(kind)}" for kind in types)
    written = "".join(f";TYPE={_parameter(kind)}" for kind in types if kind != "pref")
    return written + (";PREF=1" if preferred else "")


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
    if _URI.fullmatch(uid):
        return f"UID:{_uri(uid)}"
    return f"UID:{_text(uid)}" if version == "3.0" else f"UID;VALUE=text:{_text(uid)}"


def _names(contact: Contact, extras: Sequence[Extra], version: str) -> Iterator[str]:
    organisations = (organisation.name for organisation in contact.organisations)
    emails = (email.address for email in contact.emails)
    phones = (phone.number for phone in contact.phones)
    candidates = (contact.name, *contact.names, *contact.nicknames, *organisations, *emails, *phones)
    shown = next((text for text in candidates if text), "(no name)")
    yield f"FN:{_text(shown)}"
    composed = f"{contact.given} {contact.family}" if contact.given and contact.family else ""
    for name in contact.names:
        if name not in (shown, composed):
            yield f"FN:{_text(name)}"
    parts = (contact.family, contact.given, contact.additional, contact.prefixes, contact.suffixes)
    others = [extra for extra in extras if extra.name == "N" and version == "4.0" and _altid(extra)]
    if any(parts) or version == "3.0":
        altid = f";ALTID={_parameter(_altid(others[0]))}" if others else ""
        sort = next((extra.value for extra in extras if extra.name == "SORT-STRING"), "") if version == "4.0" else ""
        sort_as = f";SORT-AS={_parameter(_plain(sort))}" if sort else ""
        yield f"N{altid}{sort_as}:{';'.join(_text(part) for part in parts)}"
    for extra in others:
        if _altid(extra) == _altid(others[0]):  # the same name in another script; a second N there cannot be
            yield f"N{_parameters(extra.params)}:{_raw(extra.value)}"


def _altid(extra: Extra) -> str:
    return next((value for key, value in extra.params if key == "ALTID"), "")


def _kind(contact: Contact, extras: Sequence[Extra], version: str) -> Iterator[str]:
    if contact.kind == "group":
        yield "KIND:group" if version == "4.0" else "X-ADDRESSBOOKSERVER-KIND:group"
    elif contact.kind == "organisation":
        yield "KIND:org" if version == "4.0" else "X-ABShowAs:COMPANY"
    elif version == "4.0":
        yield from (f"KIND:{_raw(extra.value)}" for extra in [e for e in extras if e.name == "KIND"][:1])


def _address(address: Address) -> str:
    parts = (address.street, address.locality, address.region, address.postal_code, address.country)
    return ";;" + ";".join(_text(part) for part in parts)


def _organisations(organisations: Sequence[Organisation], groups: _Groups) -> Iterator[str]:
    for organisation in organisations:
        # More than one: a group says which title belongs to which.
        prefix = f"{groups.new()}." if len(organisations) > 1 else ""
        if organisation.name or organisation.department:
            department = f";{_text(organisation.department)}" if organisation.department else ""
            yield f"{prefix}ORG:{_text(organisation.name)}{department}"
        if organisation.title:
            yield f"{prefix}TITLE:{_text(organisation.title)}"
        if organisation.role:
            yield f"{prefix}ROLE:{_text(organisation.role)}"


def _date(name: str, text: str, version: str) -> Iterator[str]:
    if not text:
        return
    if version == "3.0":
        date, without_year = for_version_3(text)
        yield f"{name}{';X-APPLE-OMIT-YEAR=1604' if without_year else ''}:{_text(date)}"
    elif date_4 := for_version_4(text):
        yield f"{name}:{date_4}"
    else:
        yield f"{name};VALUE=text:{_text(text)}"


def _related(related: Related, version: str, groups: _Groups) -> Iterator[str]:
    if version == "3.0":
        yield from groups.labelled(f"X-ABRELATEDNAMES:{_text(related.name)}", related.relation)
        return
    is_uri = _URI.fullmatch(related.name) is not None
    value = f":{_uri(related.name)}" if is_uri else f";VALUE=text:{_text(related.name)}"
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
        yield f"CATEGORIES:{_list([*users, *own])}"
    if own:
        yield f"{OWN_LABELS}:{_list(own)}"


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
    return _raw(text)


def _extras(contact: Contact) -> list[Extra]:
    """Return the properties that tieweave has no word for; those of a merged contact once each.

    Group names of different records are kept apart.
    """
    if not contact.records:
        return list(contact.extras)
    kept: list[Extra] = []
    seen: set[tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]] = set()
    for number, record in enumerate(contact.records):
        together: dict[object, list[Extra]] = {}
        for index, extra in enumerate(record.extras):
            together.setdefault(extra.group or index, []).append(extra)
        for extras in together.values():
            said = tuple((extra.name, extra.value, extra.params) for extra in extras)
            if said in seen:
                continue
            seen.add(said)
            for extra in extras:
                group = f"{extra.group}-{number}" if extra.group and number else extra.group
                kept.append(Extra(name=extra.name, value=extra.value, params=extra.params, group=group))
    return kept


def _extra_lines(extras: Sequence[Extra], version: str) -> Iterator[str]:
    known = _VERSION_4 if version == "4.0" else _VERSION_3
    once: set[str] = set()
    for extra in extras:
        name = extra.name.upper()
        if not _TOKEN.fullmatch(name) or name in _WRITTEN_BY_NAME or (name == "KIND" and version == "4.0"):
            continue
        if name == "SORT-STRING" and version == "4.0":
            continue  # a parameter of N there
        if name in _ONCE:
            if name in once:
                continue
            once.add(name)
        prefix = f"{extra.group}." if extra.group and _TOKEN.fullmatch(extra.group) else ""
        written = name if name in known or name.startswith("X-") else f"X-{name}"
        yield prefix + (_media(extra, written, version) or f"{written}{_parameters(extra.params)}:{_raw(extra.value)}")


def _parameters(params: Iterable[tuple[str, str]]) -> str:
    return "".join(
        f";{key}={_parameter(value)}"
        for key, value in params
        if _TOKEN.fullmatch(key) and key.upper() not in ("ENCODING", "CHARSET")
    )


def _media(extra: Extra, name: str, version: str) -> str | None:
    """Return the line of a picture or the like, in the way the version holds bytes; None for any other property."""
    encoded = any(key == "ENCODING" and value.lower() in ("b", "base64") for key, value in extra.params)
    kept = [(key, value) for key, value in extra.params if key not in ("ENCODING", "TYPE", "VALUE", "MEDIATYPE")]
    if encoded:
        value = "".join(extra.value.split())
        if not _BASE64.fullmatch(value):  # not what it says it is: kept, but no reader should decode it
            return f"{name}{_parameters(kept)}:{_raw(extra.value)}"
        value = _padded(value)
        form = next((value for key, value in extra.params if key == "TYPE" and _TOKEN.fullmatch(value)), "")
        if version == "3.0":
            return f"{name};ENCODING=b{f';TYPE={form}' if form else ''}{_parameters(kept)}:{value}"
        kind = _MEDIA_TYPE.get(extra.name, "application")
        subtype = form.lower() or ("jpeg" if kind == "image" else "octet-stream")
        uri = ";VALUE=uri" if name.startswith("X-") else ""
        return f"{name}{uri}{_parameters(kept)}:data:{kind}/{subtype};base64,{value}"
    if version == "3.0" and extra.name in MEDIA and (match := _DATA.fullmatch(extra.value.replace("\\", ""))):
        form = match[1].rpartition("/")[2].upper()
        typed = f";TYPE={form}" if _TOKEN.fullmatch(form) else ""
        return f"{name};ENCODING=b{typed}{_parameters(kept)}:{_padded(''.join(match[2].split()))}"
    return None


def _padded(value: str) -> str:
    """Return base64 whose end was cut off as base64 that decodes: strict readers refuse a card over it."""
    value = value.rstrip("=")
    value = value[: len(value) - (len(value) % 4 == 1)]  # six bits alone are no byte
    return value + "=" * (-len(value) % 4)

"""A contact: what one record of one source says of a person, or, once merged, what all of them say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import attrs

from tieweave.model import representation as written


@attrs.frozen(kw_only=True)
class SourceRef:
    """Where a statement comes from: `source` (a file or service) and the record's `key` in it."""

    source: str
    key: str


@attrs.frozen(kw_only=True)
class Email:
    """An e-mail address in lower case, with its `types` ("home", "work") and the user's own `label` for it."""

    address: str = attrs.field(converter=written.address)
    types: tuple[str, ...] = attrs.field(default=(), converter=written.types)
    label: str = attrs.field(default="", converter=written.line)


@attrs.frozen(kw_only=True)
class Phone:
    """A phone number as it is written, with its `types` ("home", "work", "cell") and the user's `label`."""

    number: str = attrs.field(converter=written.line)
    types: tuple[str, ...] = attrs.field(default=(), converter=written.types)
    label: str = attrs.field(default="", converter=written.line)


@attrs.frozen(kw_only=True)
class Url:
    """A web page or social profile of the person, with its `types` and the user's `label`."""

    url: str = attrs.field(converter=written.line)
    types: tuple[str, ...] = attrs.field(default=(), converter=written.types)
    label: str = attrs.field(default="", converter=written.line)


@attrs.frozen(kw_only=True)
class Organisation:
    """Where a person works or belongs: any of the parts may be empty."""

    name: str = attrs.field(default="", converter=written.line)
    title: str = attrs.field(default="", converter=written.line)
    role: str = attrs.field(default="", converter=written.line)
    department: str = attrs.field(default="", converter=written.line)


@attrs.frozen(kw_only=True)
class Address:
    """A postal address: any of the parts may be empty; `types` as for `Phone`."""

    street: str = attrs.field(default="", converter=written.line)
    locality: str = attrs.field(default="", converter=written.line)
    region: str = attrs.field(default="", converter=written.line)
    postal_code: str = attrs.field(default="", converter=written.line)
    country: str = attrs.field(default="", converter=written.line)
    types: tuple[str, ...] = attrs.field(default=(), converter=written.types)
    label: str = attrs.field(default="", converter=written.line)


@attrs.frozen(kw_only=True)
class Related:
    """Somebody the record names beside the person: `relation` as the source words it ("Mother", "spouse").

    The relation is that of the named person to the contact: on Ella's card, `Related(name="Ann",
    relation="mother")` says that Ann is Ella's mother. `name` may be a name, a URI or a UID.
    """

    name: str = attrs.field(converter=written.line)
    relation: str = attrs.field(default="", converter=written.line)


@attrs.frozen(kw_only=True)
class Extra:
    """A field of the record that tieweave has no word for, kept so that writing it back loses nothing.

    `value` is as the source writes it, its transfer encoding undone; `group` ties fields of one record
    together (vCard's `item1.`).
    """

    name: str
    value: str
    params: tuple[tuple[str, str], ...] = ()
    group: str = ""


def _emails(values: Iterable[Email | str]) -> tuple[Email, ...]:
    if values == ():
        return ()
    built = [value if isinstance(value, Email) else Email(address=value) for value in written.members(values)]
    return written.distinct(email for email in built if email.address)


def _phones(values: Iterable[Phone | str]) -> tuple[Phone, ...]:
    if values == ():
        return ()
    built = [value if isinstance(value, Phone) else Phone(number=value) for value in written.members(values)]
    return written.distinct(phone for phone in built if phone.number)


def _urls(values: Iterable[Url | str]) -> tuple[Url, ...]:
    if values == ():
        return ()
    built = [value if isinstance(value, Url) else Url(url=value) for value in written.members(values)]
    return written.distinct(url for url in built if url.url)


def _organisations(values: Iterable[Organisation]) -> tuple[Organisation, ...]:
    return written.distinct(values)


def _addresses(values: Iterable[Address]) -> tuple[Address, ...]:
    return written.distinct(values)


def _related(values: Iterable[Related]) -> tuple[Related, ...]:
    return written.distinct(values)


def _derived_key(contact: Contact) -> str:
    """Return a key from the record's content, for sources whose records have none of their own."""
    parts = [
        *contact.names,
        *(email.address for email in contact.emails),
        *(phone.number for phone in contact.phones),
        *(url.url for url in contact.urls),
        *(organisation.name for organisation in contact.organisations),
    ]
    return "content-" + hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def _names_with_first(contact: Contact) -> tuple[str, ...]:
    return (contact.name,) if contact.name else ()


@attrs.frozen(kw_only=True)
class Contact:
    """One person as one record of one source says; after merging, one person as all their records say.

    A merged contact holds its `records`, and every one of its values stands in at least one of them:
    `said_by` tells in which. All texts are Unicode NFC; nothing is required.
    """

    source: str = "library"
    """The location the record was read from; of a merged contact, that of its first record."""
    name: str = attrs.field(default="", converter=written.line)
    """The name to show."""
    names: tuple[str, ...] = attrs.field(
        default=attrs.Factory(_names_with_first, takes_self=True), converter=written.lines
    )
    """Every form of the name that the records have, the shown one included."""
    given: str = attrs.field(default="", converter=written.line)
    family: str = attrs.field(default="", converter=written.line)
    additional: str = attrs.field(default="", converter=written.line)
    """Middle names."""
    prefixes: str = attrs.field(default="", converter=written.line)
    """Honorifics before the name, as in a vCard's N field ("Dr.")."""
    suffixes: str = attrs.field(default="", converter=written.line)
    """What follows the name ("Jr.", "DDS")."""
    nicknames: tuple[str, ...] = attrs.field(default=(), converter=written.lines)
    emails: tuple[Email, ...] = attrs.field(default=(), converter=_emails)
    phones: tuple[Phone, ...] = attrs.field(default=(), converter=_phones)
    urls: tuple[Url, ...] = attrs.field(default=(), converter=_urls)
    organisations: tuple[Organisation, ...] = attrs.field(default=(), converter=_organisations)
    addresses: tuple[Address, ...] = attrs.field(default=(), converter=_addresses)
    birthday: str = attrs.field(default="", converter=written.line)
    """ISO 8601, or without the year as in vCard 4.0 ("--05-02")."""
    anniversary: str = attrs.field(default="", converter=written.line)
    notes: tuple[str, ...] = attrs.field(default=(), converter=written.paragraphs)
    labels: tuple[str, ...] = attrs.field(default=(), converter=written.lines)
    """The user's own labels and groups ("Family", "Rotary")."""
    related: tuple[Related, ...] = attrs.field(default=(), converter=_related)
    uid: str = attrs.field(default="", converter=written.line)
    """The record's globally unique id, where the source gives one."""
    revised: str = attrs.field(default="", converter=written.line)
    """When the record was last changed, as the source writes it."""
    kind: str = attrs.field(default="individual", converter=written.line)
    """"individual", "organisation" or "group"; a group names its `members` and is not a person."""
    members: tuple[str, ...] = attrs.field(default=(), converter=written.lines)
    """Of a group: its members' UIDs or addresses."""
    filed: bool = True
    """False for somebody whom the source only saw: a correspondent, a guest. Merged: True if one record is filed."""
    extras: tuple[Extra, ...] = ()
    records: tuple[Contact, ...] = ()
    """Of a merged contact: the records it was merged from, none of them merged itself."""
    key: str = attrs.field(default=attrs.Factory(_derived_key, takes_self=True))
    """The record's own id in its source, or one derived from its content."""
    id: str = ""
    """The person's id, the same from run to run; merging gives it."""

    @property
    def sources(self) -> tuple[SourceRef, ...]:
        """Every record this contact comes from."""
        return tuple(SourceRef(source=record.source, key=record.key) for record in self.records or (self,))

    def said_by(self, field: str, value: object) -> tuple[SourceRef, ...]:
        """Return the records that say `value` in `field` (an attribute's name); the provenance of a value."""
        return tuple(
            SourceRef(source=record.source, key=record.key)
            for record in self.records or (self,)
            if value == (held := getattr(record, field)) or (isinstance(held, tuple) and value in held)
        )

    def origin(self, field: str, value: object) -> str:
        """Return the source of the first record that says `value` in `field`; of an unmerged contact, its own."""
        if not self.records:
            return self.source
        said = self.said_by(field, value)
        return said[0].source if said else self.source

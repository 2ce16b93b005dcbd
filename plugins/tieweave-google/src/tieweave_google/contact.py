"""From the short form of a person (`tieweave_google.person`) to a contact."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tieweave.model import Address, Contact, Email, Extra, Organisation, Phone, Related, Url

_PHONE_TYPES = {
    "home": ("home",),
    "work": ("work",),
    "mobile": ("cell",),
    "homeFax": ("home", "fax"),
    "workFax": ("work", "fax"),
    "otherFax": ("fax",),
    "pager": ("pager",),
    "workMobile": ("work", "cell"),
    "workPager": ("work", "pager"),
    "main": ("main",),
    "googleVoice": ("voice",),
    "other": (),
}
_PLACE_TYPES = {"home": ("home",), "work": ("work",), "other": ()}
_URL_TYPES = {**_PLACE_TYPES, **{kind: (kind.lower(),) for kind in ("blog", "profile", "homePage", "ftp")}}
_SEEN_BY_GMAIL = "otherContacts/"
"""What the resource names of people begin with whom Gmail remembers, and the user never saved."""
_RELATIONS = {"domesticPartner": "domestic partner", "referredBy": "referred by"}

_BREAKS = re.compile(r"<(?:br|/p|/div|/li)\b[^<>]*>", re.IGNORECASE)
_TAGS = re.compile(r"</?[A-Za-z][^<>]*>")

Person = Mapping[str, Any]
"""The short form of a person."""


def contact(person: Person, source: str, groups: Mapping[str, str]) -> Contact:
    """Return the contact that a person in short form is; `groups` are the labels by their resource names.

    Raises `ValueError`, `TypeError` or `AttributeError` for what is no such form.
    """
    fields: dict[str, Any] = {}
    if name := person.get("resourceName"):
        fields["key"] = name
    organisations = list(_organisations(person))
    return Contact(
        source=source,
        **_names(person, organisations),
        nicknames=[nickname["value"] for nickname in _of(person, "nicknames", "value")],
        emails=[Email(address=email["value"], **_kind(email, _PLACE_TYPES)) for email in _emails(person)],
        phones=[
            Phone(number=_number(phone), **_kind(phone, _PHONE_TYPES)) for phone in _of(person, "phoneNumbers", "value")
        ],
        urls=list(_urls(person)),
        organisations=organisations,
        addresses=list(_addresses(person)),
        birthday=_birthday(person),
        anniversary=next(
            (event["date"] for event in _of(person, "events", "date") if _type(event) == "anniversary"), ""
        ),
        notes=list(_notes(person)),
        labels=[
            label
            for membership in _of(person, "memberships", "contactGroupResourceName")
            if (label := groups.get(membership["contactGroupResourceName"]))
        ],
        related=[
            Related(name=relation["person"], relation=_RELATIONS.get(_type(relation), _type(relation)))
            for relation in _of(person, "relations", "person")
        ],
        revised=person.get("updateTime", ""),
        filed=not fields.get("key", "").startswith(_SEEN_BY_GMAIL),
        extras=tuple(_extras(person)),
        **fields,
    )


def _of(person: Person, field: str, part: str) -> Iterator[Mapping[str, Any]]:
    """Give the values of a field that have the one part that they are nothing without."""
    return (item for item in person.get(field, ()) if item.get(part))


def _type(item: Mapping[str, Any]) -> str:
    kind: str = item.get("type", "")
    return kind


def _kind(item: Mapping[str, Any], known: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """Return the types of a value where Google has words for them, else the user's own label."""
    kind = _type(item)
    if not kind:
        return {}
    return {"types": known[kind]} if kind in known else {"label": kind}


def _names(person: Person, organisations: Sequence[Organisation]) -> dict[str, Any]:
    """Return the names; whoever has none goes by nickname, company, or how they are reached."""
    fields: dict[str, Any] = {}
    forms: list[str] = []
    for name in person.get("names", ()):
        given, family = name.get("givenName", ""), name.get("familyName", "")
        whole = name.get("displayName") or name.get("unstructuredName") or " ".join(filter(None, (given, family)))
        forms.append(whole)
        if given and family:
            forms.append(f"{given} {family}")
        if "given" not in fields:
            fields = {
                "given": given,
                "family": family,
                "additional": name.get("middleName", ""),
                "prefixes": name.get("honorificPrefix", ""),
                "suffixes": name.get("honorificSuffix", ""),
            }
    if not any(form.strip() for form in forms):
        fields = {}
        forms = list(_stand_ins(person))[:1]
        if not forms:
            company = next((one.name for one in organisations if one.name), "")
            if company and not any(one.title for one in organisations):
                fields["kind"] = "organisation"
            forms = [company] if company else list(_reached(person))[:1]
    if forms:
        fields["name"] = forms[0]
        fields["names"] = forms
    return fields


def _stand_ins(person: Person) -> Iterator[str]:
    yield from (nickname["value"] for nickname in _of(person, "nicknames", "value"))
    # What somebody calls themself in mail; programs put the address there as well.
    yield from (
        email["displayName"]
        for email in _of(person, "emailAddresses", "displayName")
        if "@" not in email["displayName"]
    )


def _reached(person: Person) -> Iterator[str]:
    yield from (email["value"] for email in _emails(person))
    yield from (phone["value"] for phone in _of(person, "phoneNumbers", "value"))
    yield from (url["value"] for url in _of(person, "urls", "value"))


def _emails(person: Person) -> Iterator[Mapping[str, Any]]:
    return _of(person, "emailAddresses", "value")


def _number(phone: Mapping[str, Any]) -> str:
    """Return the number, with its country where only Google's form of it has one.

    That form is taken where it ends as the number does: an extension would be lost otherwise.
    """
    written: str = phone["value"]
    canonical: str = phone.get("canonicalForm", "")
    digits = "".join(filter(str.isdigit, written)).lstrip("0")
    if canonical.startswith("+") and not written.strip().startswith("+") and digits and canonical.endswith(digits):
        return canonical
    return written


def _organisations(person: Person) -> Iterator[Organisation]:
    """Give the organisations, those that the person has left last; an occupation is a title without a company."""
    listed = sorted(person.get("organizations", ()), key=lambda one: one.get("current") is False)
    titles = set()
    for one in listed:
        organisation = Organisation(
            name=one.get("name", ""),
            title=one.get("title", ""),
            role=one.get("jobDescription", ""),
            department=one.get("department", ""),
        )
        titles.add(organisation.title.casefold())
        if organisation != Organisation():
            yield organisation
    for occupation in _of(person, "occupations", "value"):
        if occupation["value"].casefold() not in titles:
            yield Organisation(title=occupation["value"])


def _addresses(person: Person) -> Iterator[Address]:
    for one in person.get("addresses", ()):
        address = address_of(one)
        if address is not None:
            yield address


def address_of(one: Mapping[str, Any]) -> Address | None:
    """Return an address in short form; None for one without any part."""
    parts = {
        "street": ", ".join(filter(None, (one.get(part) for part in ("poBox", "extendedAddress", "streetAddress")))),
        "locality": one.get("city", ""),
        "region": one.get("region", ""),
        "postal_code": one.get("postalCode", ""),
        "country": one.get("country") or one.get("countryCode", ""),
    }
    if not any(text for part, text in parts.items() if part != "country"):
        lines = one.get("formattedValue", "").splitlines()
        parts["street"] = ", ".join(line.strip() for line in lines if line.strip())
    if not any(parts.values()):
        return None
    return Address(**parts, **_kind(one, _PLACE_TYPES))


def _urls(person: Person) -> Iterator[Url]:
    for url in _of(person, "urls", "value"):
        yield Url(url=url["value"], **_kind(url, _URL_TYPES))
    # A field of the user's own, or a messenger, that is in truth a page of the person.
    for field, part, label in (("userDefined", "value", "key"), ("imClients", "username", "protocol")):
        for item in _of(person, field, part):
            if _is_url(item[part]):
                yield Url(url=item[part], label=item.get(label, ""))


def _is_url(text: str) -> bool:
    return text[:8].lower().startswith(("http://", "https://")) and len(text.split()) == 1


def _birthday(person: Person) -> str:
    birthdays = person.get("birthdays", ())
    texts = [one["date"] for one in birthdays if one.get("date")] or [
        one["text"] for one in birthdays if one.get("text")
    ]
    return texts[0] if texts else ""


def _notes(person: Person) -> Iterator[str]:
    """Give what the user wrote down: notes, and fields of their own such as "How we met: choir"."""
    for biography in _of(person, "biographies", "value"):
        if not biography.get("profile"):
            yield _plain(biography)
    for own in person.get("userDefined", ()):
        said = own.get("value", "")
        if not _is_url(said):
            yield ": ".join(filter(None, (own.get("key", ""), said)))


def _plain(biography: Mapping[str, Any]) -> str:
    text: str = biography["value"]
    if biography.get("contentType") != "TEXT_HTML":
        return text
    return html.unescape(_TAGS.sub("", _BREAKS.sub("\n", text)))


def _extras(person: Person) -> Iterator[Extra]:
    """Give what a contact has no word for, under the names that vCard has for it."""
    for biography in _of(person, "biographies", "value"):
        if biography.get("profile"):  # what the person says of themself is no note of the user's
            yield Extra(name="X-PROFILE-BIOGRAPHY", value=_plain(biography))
    for client in _of(person, "imClients", "username"):
        protocol = client.get("protocol", "")
        yield Extra(name="IMPP", value=f"{protocol}:{client['username']}" if protocol else client["username"])
    for sip in _of(person, "sipAddresses", "value"):
        yield Extra(name="IMPP", value=sip["value"] if sip["value"].startswith("sip:") else f"sip:{sip['value']}")
    for field, name in (("interests", "INTEREST"), ("skills", "EXPERTISE")):
        yield from (Extra(name=name, value=one["value"]) for one in _of(person, field, "value"))
    for event in _of(person, "events", "date"):
        if _type(event) != "anniversary":
            yield Extra(name="X-EVENT", value=event["date"], params=_typed(event))
    for field, name, part in (
        ("locations", "X-LOCATION", "value"),
        ("locations", "X-LOCATION", "buildingId"),
        ("externalIds", "X-EXTERNAL-ID", "value"),
        ("miscKeywords", "X-KEYWORD", "value"),
    ):
        yield from (Extra(name=name, value=one[part], params=_typed(one)) for one in _of(person, field, part))


def _typed(item: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    kind = _type(item)
    return (("TYPE", kind),) if kind else ()

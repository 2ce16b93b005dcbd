"""What Google says of the user: the short form of `people/me` as a profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tieweave.model import Affiliation, Profile
from tieweave_google.contact import Person, address_of

_PARTNERS = frozenset({"spouse", "domesticPartner", "partner"})


def profile(me: Person, account: str) -> Profile:
    """Return the user as Google knows them; an `account` that is an e-mail address is theirs as well."""
    name = next(
        (one.get("displayName") or one.get("unstructuredName") or "" for one in me.get("names", ())),
        "",
    )
    emails = [one["value"] for one in me.get("emailAddresses", ()) if one.get("value")]
    relations = [one for one in me.get("relations", ()) if one.get("person")]
    return Profile(
        name=name,
        emails=[*emails, *([account] if "@" in account else [])],
        phones=[one.get("canonicalForm") or one["value"] for one in me.get("phoneNumbers", ()) if one.get("value")],
        partner=next((one["person"] for one in relations if one.get("type") in _PARTNERS), ""),
        children=[one["person"] for one in relations if one.get("type") == "child"],
        addresses=[address for one in me.get("addresses", ()) if (address := address_of(one)) is not None],
        employers=list(_affiliations(me, of_school=False)),
        schools=list(_affiliations(me, of_school=True)),
    )


def _affiliations(me: Person, *, of_school: bool) -> Iterator[Affiliation]:
    for one in me.get("organizations", ()):
        if one.get("name") and (one.get("type") == "school") is of_school:
            yield Affiliation(
                name=one["name"],
                domains=[one["domain"]] if one.get("domain") else [],
                start=_year(one, "startDate"),
                end=_year(one, "endDate"),
            )


def _year(one: Mapping[str, Any], part: str) -> int | None:
    year = one.get(part, "")[:4]
    return int(year) if year.isdigit() and 1900 <= int(year) <= 2200 else None

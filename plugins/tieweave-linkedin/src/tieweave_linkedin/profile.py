"""The owner: what Profile, Positions, Education, Email Addresses and PhoneNumbers say."""

from __future__ import annotations

from collections.abc import Iterable

from tieweave.model import Address, Affiliation
from tieweave_linkedin import dates, names
from tieweave_linkedin.tables import Row

_NO = "no"
_YES = "yes"


def name(rows: Iterable[Row]) -> str:
    """Return the owner's name, without letters and emoji."""
    found = (names.of_fields(row.get("first_name"), row.get("last_name")).text for row in rows)
    return next(filter(None, found), "")


def addresses(rows: Iterable[Row]) -> list[Address]:
    """Return where the owner lives, as far as the profile says.

    `Address` is one line: a street where it has a number in it, else a place. `Geo Location` is the place where the
    line names none; an area ("Halifax, Nova Scotia, Canada") begins with its town.
    """
    found = []
    for row in rows:
        line, _, rest = " ".join(row.get("address").split()).partition(",")
        street = line if any(map(str.isdigit, line)) else ""
        town = rest.partition(",")[0] if street else line
        locality = town.strip() or row.get("area").partition(",")[0].strip()
        if street or locality:
            found.append(Address(street=street, locality=locality, postal_code=row.get("zip")))
    return found


def affiliations(rows: Iterable[Row], named: str) -> list[Affiliation]:
    """Return the employers or schools, whose name stands in the column `named`; one without an end is the present one.

    Several posts at one employer that follow each other stay apart, as the export has them.
    """
    return [
        Affiliation(name=row.get(named), start=dates.year(row.get("start")), end=dates.year(row.get("end")))
        for row in rows
        if row.get(named)
    ]


def emails(rows: Iterable[Row]) -> list[str]:
    """Return the owner's addresses, the primary one first; one that was never confirmed may be somebody else's."""
    confirmed = [row for row in rows if row.get("confirmed").lower() != _NO and "@" in row.get("email")]
    return [row.get("email") for row in sorted(confirmed, key=lambda row: row.get("primary").lower() != _YES)]


def phones(rows: Iterable[Row]) -> list[str]:
    """Return the owner's numbers; an `Extension` that begins with "+" is the calling code."""
    found = []
    for row in rows:
        number, code = row.get("number"), row.get("extension")
        if number:
            found.append(f"{code} {number}" if code.startswith("+") and not number.startswith("+") else number)
    return found

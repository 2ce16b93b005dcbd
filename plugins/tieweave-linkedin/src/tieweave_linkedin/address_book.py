"""Contacts.csv: the address book that was once uploaded from a phone or a mail account."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tieweave.model import Address, Contact, Extra, Organisation, Url
from tieweave_linkedin import dates, names, pages
from tieweave_linkedin.tables import Row, Unread

_ADDRESS = re.compile(r"[^\s,;:<>\"'()\[\]]+@[^\s,;:<>\"'()\[\]@]+")
_BETWEEN = re.compile(r"[;,\n|]")


def contacts(rows: Iterable[Row | Unread], source: str) -> Iterator[Contact | Unread]:
    """Give the entries as contacts, each content once; an entry that names a profile page has it as its key.

    Several values in a cell are parted by commas, semicolons or line breaks.
    """
    for row in rows:
        if isinstance(row, Unread):
            yield row
            continue
        name = names.of_fields(row.get("first_name"), row.get("last_name"))
        whole = names.of_text(row.get("name"))
        named = name if name.text else whole
        emails = _ADDRESS.findall(row.get("emails"))
        numbers = [part for part in _parts(row.get("phones")) if any(map(str.isdigit, part))]
        if not (named.text or emails or numbers):
            yield Unread(row.line, "has neither a name nor an address nor a number")
            continue
        sites = [part for part in _parts(row.get("sites")) if "." in part]
        own = [part for part in (*_parts(row.get("profiles")), *sites) if pages.page(part)]
        urls = [shown for part in own for shown in pages.shown(part)] + [site for site in sites if site not in own]
        day = dates.day(row.get("birthday"))
        companies = _parts(row.get("companies"), only=";\n|") or ([""] if row.get("title") else [])
        contact = Contact(
            source=source,
            name=named.text or (emails[0] if emails else ""),
            names=[form for form in (named.text, whole.text) if form],
            given=named.given,
            family=named.family,
            prefixes=named.prefixes,
            suffixes=named.suffixes,
            nicknames=named.nicknames,
            emails=emails,
            phones=numbers,
            urls=[Url(url=url) for url in urls],
            organisations=[
                Organisation(name=company, title="" if at else row.get("title")) for at, company in enumerate(companies)
            ],
            addresses=[Address(street=text) for text in _parts(row.get("addresses"), only="\n|")],
            birthday=day.isoformat() if day else "",
            extras=(Extra(name="LOCATION", value=row.get("location")),) if row.get("location") else (),
        )
        yield contact


def _parts(cell: str, only: str = "") -> list[str]:
    """Return the values in a cell, parted by any of the usual signs or `only` by these."""
    found = re.split(f"[{re.escape(only)}]", cell) if only else _BETWEEN.split(cell)
    return [part for part in (part.strip(" []\"'") for part in found) if part]

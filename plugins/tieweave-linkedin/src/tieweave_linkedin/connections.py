"""Connections.csv: everybody the owner is connected with, and since when."""

from __future__ import annotations

from collections.abc import Iterator

from tieweave_linkedin import dates, names
from tieweave_linkedin.locations import File
from tieweave_linkedin.parties import party
from tieweave_linkedin.people import Connection
from tieweave_linkedin.reader import Reader

HIDDEN = (
    "connections who hid or closed their profiles: {count}; of them LinkedIn gives the day alone, so nobody can tell "
    "who they were"
)


def connections(reader: Reader, file: File) -> Iterator[Connection]:
    """Give the connections; those that hid or closed their profiles are counted, since no row says who they are."""
    read = list(reader.kept(file, reader.table(file)))
    day_first = dates.day_comes_first(row.get("connected_on") for row in read)
    for row in read:
        first, last, url, email = map(row.get, ("first_name", "last_name", "url", "email"))
        if not email and party(f"{first} {last}".strip(), url).is_nobody and not url:
            reader.count_nobody(file.name, HIDDEN)
            continue
        day = dates.day(row.get("connected_on"), day_first=day_first)
        yield Connection(
            file=file.name,
            name=names.of_fields(first, last),
            url=url,
            email=email,
            company=row.get("company"),
            position=row.get("position"),
            connected_on=day.isoformat() if day else row.get("connected_on"),
        )

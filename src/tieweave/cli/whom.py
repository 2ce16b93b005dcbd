"""Whom a name on the command line means: of the people in the journal, or of the sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import attrs
import click

from tieweave import journals, lookup
from tieweave.errors import TieweaveError
from tieweave.model import Book, Contact, Journal, RecordMark
from tieweave.store import Store


@attrs.frozen(kw_only=True)
class Whom:
    """The one who is meant, and the `marks` they are known again by.

    `journal` is that of the store, with the people's present ids; `book` what the sources say, None where none was
    read.
    """

    contact: Contact
    marks: tuple[RecordMark, ...]
    journal: Journal
    book: Book | None


def whom(
    context: click.Context,
    name: str,
    locations: Sequence[str],
    *,
    profile: str | None,
    now: dt.datetime,
    store: Store,
    read_first: bool,
) -> Whom:
    """Return the one person whom a name means.

    The journal is asked first, and the sources where it knows nobody of the name, or several; with `read_first` the
    sources, and the journal where they know nobody. Raises `TieweaveError` where that is nobody, or several.
    """
    journal = journals.joined(journals.kept(store))
    noted = journals.people(journal)
    known = lookup.matching(noted, name, {})
    if len(known) == 1 and not read_first:
        return _of_journal(known[0], journal)
    book = _read(context, locations, profile=profile, now=now, store=store)
    if book is None:
        if len(known) == 1:
            return _of_journal(known[0], journal)
        if known:
            lookup.only(noted, name, {})  # says which
        raise TieweaveError(
            f"nobody matches {name!r} in the journal; name a LOCATION to look in, such as contacts.vcf, or set "
            "sources = [...] in the configuration"
        )
    from tieweave.resolve import phones
    from tieweave.resolve.marks import marks

    if len(known) == 1 and not lookup.matching(book.contacts, name, book.former_ids):
        return attrs.evolve(_of_journal(known[0], journal), book=book)
    meant = lookup.only(book.contacts, name, book.former_ids)
    if meant.kind != "individual":
        raise TieweaveError(f"{meant.name or name!r} is a {meant.kind}, not a person; name one of its members")
    code = phones.calling_code(book.profile, book.contacts)
    journal = journals.found(book.journal, book.contacts, code, book.former_ids)
    return Whom(contact=meant, marks=tuple(marks(meant, code)), journal=journal, book=book)


def _of_journal(contact: Contact, journal: Journal) -> Whom:
    return Whom(contact=contact, marks=journals.marks_of(journal, contact.id), journal=journal, book=None)


def _read(
    context: click.Context, locations: Sequence[str], *, profile: str | None, now: dt.datetime, store: Store
) -> Book | None:
    """Return what the sources say, None where there is nothing to read."""
    from tieweave import added
    from tieweave.cli.run import people, report_trouble
    from tieweave.cli.settings import hub, settings

    config = settings(context)
    if not (locations or config.sources or added.locations(store)):
        return None
    book = people(locations, config=config, plugins=hub(config), profile=profile, now=now, store=store)
    report_trouble(book)
    return book

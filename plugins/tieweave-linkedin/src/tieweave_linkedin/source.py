"""From an export to its records: the source that `tieweave_linkedin` declares.

What an export says of one person stands in up to seven files, and none of them says who its owner is, so everything but
the text of messages is read first, and given then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import attrs

from tieweave.errors import SourceError
from tieweave.model import Contact, Direction, Interaction, Profile, Skipped
from tieweave.sources import Context
from tieweave_linkedin import address_book, conversations, ego, names, options, pages, profile
from tieweave_linkedin.acts import Act, endorsements, invitations, recommendations
from tieweave_linkedin.connections import connections
from tieweave_linkedin.ego import Ego
from tieweave_linkedin.headings import HEADINGS
from tieweave_linkedin.locations import File, export
from tieweave_linkedin.messages import Message, messages
from tieweave_linkedin.options import Options
from tieweave_linkedin.parties import Party, party
from tieweave_linkedin.people import Connection, People
from tieweave_linkedin.reader import Reader
from tieweave_linkedin.tables import rows

Record: TypeAlias = Contact | Interaction | Profile | Skipped

_UNDIRECTED = "invitations of which nothing says whether you sent or got them: {count}; name yourself in the profile"
_CLOSED = "with people who hid or closed their accounts: {count}; nothing says who they were"


def records(location: str, context: Context) -> Iterator[Record]:
    """Give the profile, the people and the interactions of an export, and what of it could not be read.

    A row that cannot be read becomes a `Skipped` with its file and line; rows that name nobody become one a file, with
    their number. Raises `tieweave.errors.SourceError` when nothing of the location can be read, and
    `tieweave.errors.SettingsError` for options that cannot be.
    """
    chosen = options.read(context.options)
    yield from _read(Reader(location, context, _settled(export(location))), chosen)


def found(location: str, context: Context) -> Sequence[str]:
    """Return in a line which files of an export are at a location; raises `SourceError` as `records` does."""
    options.read(context.options)
    listed = [file.name or location for file in _settled(export(location))]
    if not listed:
        raise SourceError(f"{location}: holds no file of a LinkedIn export; name the .zip that LinkedIn sent")
    return [f"files of a LinkedIn export: {', '.join(listed)}"]


@attrs.frozen
class _Told:
    """What the files say, before it is put together."""

    own_name: str
    connected: list[Connection]
    acts: list[tuple[str, Act]]
    messages: list[Message]
    notes: list[tuple[Party, str]]


def _read(reader: Reader, chosen: Options) -> Iterator[Record]:
    context = reader.context
    told = _Told(
        own_name=profile.name(reader.rows_of("profile")),
        connected=[one for file in reader.of("connections") for one in connections(reader, file)],
        acts=[(file.name, act) for file in reader.files for act in _acts(reader, file, chosen)],
        messages=[
            message
            for file in reader.of("messages")
            for message in reader.kept(file, messages(reader.table(file), file.name))
        ],
        notes=_notes(reader),
    )
    of_ego = Profile(
        name=told.own_name,
        emails=profile.emails(reader.rows_of("emails")),
        phones=profile.phones(reader.rows_of("phones")),
        addresses=profile.addresses(reader.rows_of("profile")) if told.own_name else (),
        employers=profile.affiliations(reader.rows_of("positions"), "company"),
        schools=profile.affiliations(reader.rows_of("education"), "school"),
    )
    book = [
        contact
        for file in reader.of("address-book")
        for contact in reader.kept(file, address_book.contacts(reader.table(file), reader.location))
    ]
    reader.refuse_if_nothing_was_read()

    me, exchanged = _exchanged(told, reader, chosen, context.profile.name)
    acts = _directed(told.acts, me, reader)
    people = _met(told, [one for one in exchanged if one], acts, me)
    interactions = [
        *_interactions(acts, people, reader.location),
        *conversations.interactions([one for one in exchanged if one], people, reader.location),
    ]
    if not of_ego.name and me.name:
        of_ego = attrs.evolve(of_ego, name=names.of_text(me.name).text)
    if of_ego != Profile():
        yield of_ego
    yield from _each_once([*(person.contact(reader.location) for person in people), *book])
    yield from interactions
    yield from reader.not_read()


def _acts(reader: Reader, file: File, chosen: Options) -> Iterator[Act]:
    """Give the acts of a file, none for a file of another kind."""
    kind, _, which = file.kind.partition("-")
    direction = Direction.OUT if which == "given" else Direction.IN
    if kind == "invitations":
        yield from reader.kept(file, invitations(reader.table(file), chosen.zone))
    elif kind == "endorsements":
        yield from reader.kept(file, endorsements(reader.table(file), direction, chosen.zone))
    elif kind == "recommendations":
        yield from reader.kept(file, recommendations(reader.table(file), direction, chosen.zone))


def _notes(reader: Reader) -> list[tuple[Party, str]]:
    """Return what the owner noted of connections."""
    kept = []
    for row in reader.rows_of("notes"):
        named = party(" ".join(filter(None, (row.get("first_name"), row.get("last_name")))), row.get("url"))
        if row.get("note") and not named.is_nobody:
            kept.append((named, row.get("note")))
    return kept


def _exchanged(
    told: _Told, reader: Reader, chosen: Options, known_as: str
) -> tuple[Ego, list[conversations.Exchange | None]]:
    """Return who the owner is, and what they exchanged with others by messages."""
    names_of: dict[str, set[str]] = {}
    theirs: set[str] = set()
    for connection in told.connected:
        name, page = names.key(connection.name.text), pages.page(connection.url)
        theirs.update(text for text in (name, page) if text)
        if page:
            names_of.setdefault(page, set()).add(name)
    for one in [*(act.who for _, act in told.acts), *(message.sender for message in told.messages)]:
        if one.page and one.name:
            names_of.setdefault(one.page, set()).add(one.name_key)
    seats = conversations.seated(told.messages, names_of)
    own = [party("", chosen.me) if pages.page(chosen.me) else party(chosen.me)] if chosen.me else []
    own += [act.own for _, act in told.acts if act.own and act.direction and act.own.page not in theirs]
    me = ego.find(seats, own=own, own_name=told.own_name or known_as, connections=theirs)
    exchanged = list(conversations.exchanges(told.messages, seats, me, theirs))
    lost = len([one for one in exchanged if one is None])
    for _ in range(lost):
        reader.count_nobody(next(file.name for file in reader.of("messages")), f"messages {_CLOSED}")
    return me, exchanged


def _directed(acts: Iterable[tuple[str, Act]], me: Ego, reader: Reader) -> list[Act]:
    """Return the acts with somebody else, each with its direction; of an invitation it may have to be found out."""
    directed = []
    for file, one in acts:
        act = one
        if act.direction is None and act.own is not None:
            inviter = act.own
            if me.is_me(act.who):
                act = attrs.evolve(act, who=inviter, own=act.who, direction=Direction.IN)
            elif me.is_me(inviter):
                act = attrs.evolve(act, direction=Direction.OUT)
            else:
                reader.count_nobody(file, _UNDIRECTED)
                continue
        if act.who.is_nobody:
            reader.count_nobody(file, f"{act.kind}s {_CLOSED}")
        elif act.who.is_person and not me.is_me(act.who):
            directed.append(act)
    return directed


def _met(told: _Told, exchanged: Iterable[conversations.Exchange], acts: Iterable[Act], me: Ego) -> People:
    """Return everybody: those with a page first, since names alone are looked up among them."""
    people = People()
    pageless = []
    for connection in told.connected:
        if page := pages.page(connection.url):
            people.connect(connection, page)
        else:
            pageless.append(connection)
    met: dict[Party, None] = {}
    for exchange in exchanged:
        met.update(dict.fromkeys(exchange.others))
        met.update(dict.fromkeys(exchange.bystanders))
    met.update(dict.fromkeys(act.who for act in acts))
    met.update(dict.fromkeys(named for named, _ in told.notes if not me.is_me(named)))
    for one in met:
        if one.page:
            people.meet(one)
    people.add_all(pageless)
    for named, note in told.notes:
        if not me.is_me(named):
            people.of(named).notes.append(note)
    return people


def _interactions(acts: Iterable[Act], people: People, source: str) -> Iterator[Interaction]:
    """Give the acts as interactions, each once."""
    seen = set()
    for act in acts:
        person = people.of(act.who)
        person.works_at(*act.organisation)
        if act.direction is None:
            continue
        interaction = act.interaction(source, person.key, act.direction)
        if interaction.key not in seen:
            seen.add(interaction.key)
            yield interaction


def _each_once(contacts: Iterable[Contact]) -> Iterator[Contact]:
    """Give the contacts, of those with one key the first: without a key of their own, they say the same."""
    keys = set()
    for contact in contacts:
        if contact.key not in keys:
            keys.add(contact.key)
            yield contact


def _settled(files: Sequence[File]) -> list[File]:
    """Return the files with their kinds: that of one whose name says nothing shows in its heading."""
    settled = []
    for file in files:
        if file.kind:
            settled.append(file)
            continue
        for kind, heading in HEADINGS.items():
            first = next(rows(file.blocks(), heading), None)
            if first is not None and first.line:
                settled.append(attrs.evolve(file, kind=kind))
                break
    return settled

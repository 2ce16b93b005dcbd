"""The pipeline: the only module that knows the order. Sources, contacts, people, evidence, ties.

`gather`, `merge` and `classify` are the steps; each also takes plain values, so a tool with contacts of its own
never touches a file.
"""

from __future__ import annotations

import datetime as dt
import os
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import BinaryIO

import attrs

from tieweave import classifier, evidence, groups, identities, organisation_names, profiles, resolve, sources
from tieweave.categories import UNKNOWN, Level, by_slug
from tieweave.errors import LocationError
from tieweave.model import Book, Channel, Contact, Failed, Interaction, Profile, Tie
from tieweave.plugins import PluginHub
from tieweave.report.result import Result
from tieweave.resolve import participants, phones
from tieweave.store import Store

_AT_ONCE = 200
"""Contacts weighed at once: few enough to stay in a processor's cache while every kind of evidence reads them."""


def gather(
    locations: Iterable[str | os.PathLike[str]],
    *,
    profile: Profile | None = None,
    now: dt.datetime | None = None,
    hub: PluginHub | None = None,
    stdin: BinaryIO | None = None,
    keep_media: bool = False,
    store: Store | None = None,
    options: Mapping[str, Mapping[str, object]] | None = None,
    progress: sources.Progress | None = None,
) -> Book:
    """Read every location with the source that claims it, and return all of it in one book.

    A location that cannot be read is no exception: it stands in the book's `failed` with what to do about it,
    and a record that cannot be read in `skipped`; the rest is there. `profile` is what is known of ego: what the
    sources say of ego, and ego's own card among the contacts, is added to it, and where they differ it wins. `now` is
    the run's clock (the present by default); `hub` the plugins to use (all that are installed by default); `stdin` is
    what the location `-` reads; `keep_media` asks for photos and sounds too, for writing whole records back. `store`
    remembers from run to run what saves reading everything again, by default where the command does;
    `Store.temporary()` leaves no trace; where it cannot be used, a warning says so. `options` are for sources, by
    their name; `progress` is told how far each is.
    """
    if isinstance(locations, str | os.PathLike):
        raise TypeError(f"expected several locations, got the single {os.fspath(locations)!r}: put it in a list")
    given = profile or Profile()
    context = sources.Context(now=_aware(now), profile=given, stdin=stdin, keep_media=keep_media)
    remembered = Store.usual() if store is None else store
    context = attrs.evolve(context, store=remembered)
    if progress is not None:
        context = attrs.evolve(context, progress=progress)
    hub = hub or PluginHub.load()
    types = hub.sources()
    # A location named twice is read once: standard input has nothing more to give, and a file nothing new.
    distinct = dict.fromkeys(os.fspath(location) for location in locations)
    try:
        books = [_read(location, types, hub, context, options or {}) for location in distinct]
        # Whoever gives a store gives it to `merge` too, which looks up what it needs.
        known = identities.load(remembered, None if store is None else ())
    finally:
        if store is None:
            remembered.close()
    if store is None and remembered.trouble:
        # Whoever gives a store can ask it; the result is whole, so this is no failure of a source.
        warnings.warn(remembered.trouble, RuntimeWarning, stacklevel=2)
    contacts = [contact for book in books for contact in book.contacts]
    return Book(
        contacts=contacts,
        interactions=[interaction for book in books for interaction in book.interactions],
        profile=_ego(given, [book.profile for book in books], contacts),
        skipped=[skipped for book in books for skipped in book.skipped],
        failed=[failed for book in books for failed in book.failed],
        identities=known,
    )


def merge(people: Book | Iterable[Contact], *, profile: Profile | None = None, store: Store | None = None) -> Book:
    """Return a book in which each person is one contact, with the records it comes from, and each act counts once.

    Ego's own entries are the book's `own` and no longer among its contacts; who may be one person all the same stands
    in `undecided`, and keys that several people have in `shared`. Order does not matter and merging twice changes
    nothing. Plain contacts make a book of their own, with `profile`. What the user has decided, and the ids people had
    before, are the book's `identities`, or those of the `store`, which then remembers the ids of this run too.
    """
    book = _book(people, profile)
    records = groups.label_members((*book.contacts, *book.own))
    known = book.identities if store is None else identities.load(store, resolve.keys_of(records, book.profile))
    found = resolve.merged(records, book.profile, known)
    if store is not None:
        identities.keep_ids(store, known.ids, found.ids)
    interactions = _once(book.interactions)
    return attrs.evolve(
        book,
        contacts=found.people,
        own=found.own,
        undecided=found.undecided,
        shared=participants.shared_keys(found.people, interactions, _code(found.people, book)),
        interactions=interactions,
        identities=known,
        former_ids=found.former,
    )


def classify(
    people: Book | Iterable[Contact],
    *,
    profile: Profile | None = None,
    now: dt.datetime | None = None,
) -> list[Tie]:
    """Return the tie with every contact, strongest first, then by name.

    Contacts are taken as they are: give a merged book to have one tie a person. Plain contacts need no id.
    """
    book = _book(people, profile)
    contacts = resolve.identify(book.contacts)
    clock = _aware(now)
    prior = classifier.base_rate(len(contacts))
    employers = frozenset(organisation_names.key(employer.name) for employer in book.profile.employers)
    kinds = by_slug()
    acts = iter(_interactions(contacts, book))
    ties = []
    for start in range(0, len(contacts), _AT_ONCE):
        some = contacts[start : start + _AT_ONCE]
        found = evidence.collect(some, book.profile, clock)
        for contact in some:
            tie = classifier.tie(contact, found[contact.id], prior=prior, categories=kinds, employers=employers)
            ties.append(_with_interactions(tie, next(acts)))
    return sorted(ties, key=lambda tie: (-tie.strength, tie.contact.name.casefold(), tie.contact.id))


def summarise(
    book: Book,
    ties: Sequence[Tie],
    *,
    now: dt.datetime,
    level: Level | None = None,
    category: str | None = None,
) -> Result:
    """Return what a run found, counted over everyone; `level` and `category` leave out the other ties."""
    counts = Counter(tie.category for tie in ties)
    levels = Counter(tie.level for tie in ties)
    return Result(
        now=now,
        ties=[
            tie
            for tie in ties
            if (level is None or tie.level is level) and (category is None or tie.category == category)
        ],
        people=len(ties),
        records=book.records,
        own=book.own_records,
        undecided=len(book.undecided),
        level_1=levels[Level.CLOSE],
        level_2=levels[Level.ACQUAINTED],
        unknown=levels[None],
        categories=tuple(
            sorted(
                ((slug, count) for slug, count in counts.items() if slug != UNKNOWN),
                key=lambda pair: (-pair[1], pair[0]),
            )
        ),
        skipped=book.skipped,
        failed=book.failed,
        calling_code=phones.calling_code(book.profile, book.contacts),
    )


def _once(interactions: Sequence[Interaction]) -> list[Interaction]:
    """Return each interaction once: one mail in two mailboxes, two exports of a chat.

    Of two that differ the one that says more is kept, whichever was read first.
    """
    seen: dict[Channel, dict[str, int]] = {channel: {} for channel in Channel}
    kept: list[Interaction] = []
    for act in interactions:
        if act.key:
            at = seen[act.channel].setdefault(act.key, len(kept))
            if at < len(kept):
                kept[at] = max(kept[at], act, key=_says)
                continue
        kept.append(act)
    return kept


def _says(act: Interaction) -> tuple[object, ...]:
    """Return how much an interaction says, as far as two of one key can differ, as what `max` compares."""
    return (
        len(act.participants),
        len(act.others),
        act.weight,
        act.duration or 0.0,
        bool(act.answers),
        act.when,
        act.direction,
        act.participants,
        act.others,
        act.answers,
        act.source,
    )


def _ego(given: Profile, said: Sequence[Profile], contacts: Sequence[Contact]) -> Profile:
    """Return ego as given, completed by what sources say and by ego's own card."""
    known = profiles.merged([given, *said])
    return profiles.merged([known, *(profiles.of_card(card) for card in profiles.own_cards(contacts, known))])


def _read(
    location: str,
    types: Sequence[sources.SourceType],
    hub: PluginHub,
    context: sources.Context,
    options: Mapping[str, Mapping[str, object]],
) -> Book:
    try:
        claimed = sources.claim(location, types, hub.failures)
    except LocationError as error:
        return Book(failed=[Failed(source=sources.shown(location), reason=str(error))])
    return sources.read(claimed, attrs.evolve(context, options=options.get(claimed.type.name, {})))


def _book(people: Book | Iterable[Contact], profile: Profile | None) -> Book:
    if isinstance(people, Book):
        return people if profile is None else attrs.evolve(people, profile=profile)
    return Book(contacts=people, profile=profile or Profile())


def _aware(now: dt.datetime | None) -> dt.datetime:
    if now is None:
        return dt.datetime.now(dt.UTC)
    if now.tzinfo is None:
        raise ValueError(f"now={now.isoformat()} has no time zone: give one, for example datetime.UTC")
    return now


def _interactions(contacts: Sequence[Contact], book: Book) -> list[list[Interaction]]:
    return participants.interactions_by_person(contacts, book.interactions, _code(contacts, book))


def _code(contacts: Sequence[Contact], book: Book) -> str:
    """Return the calling code of the numbers that interactions name without one."""
    return phones.calling_code(book.profile, contacts) if book.interactions else ""


def _with_interactions(tie: Tie, acts: Sequence[Interaction]) -> Tie:
    """Return the tie with the number and the last of its interactions."""
    if not acts:
        return tie
    return attrs.evolve(tie, interactions=len(acts), last_interaction=max(act.when for act in acts))

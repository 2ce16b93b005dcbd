"""The pipeline: the only module that knows the order. Sources, contacts, people, evidence, ties, follow-ups, sinks.

`gather`, `merge`, `classify`, `suggest` and `push` are the steps; each also takes plain values, so a tool with contacts
of its own never touches a file.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO

import attrs

from tieweave import (
    added,
    answers,
    circles,
    claims,
    followups,
    groups,
    history,
    identities,
    journals,
    profiles,
    resolve,
    sources,
    surveying,
)
from tieweave.categories import UNKNOWN, Level
from tieweave.circles import Network
from tieweave.errors import LocationError
from tieweave.model import (
    Book,
    Contact,
    Failed,
    FollowUp,
    Interaction,
    Journal,
    Profile,
    Tie,
)
from tieweave.plugins import PluginHub
from tieweave.report.result import Result
from tieweave.resolve import participants, phones
from tieweave.sinks import SinkContext
from tieweave.sinks import claim as claim_sink
from tieweave.store import Store
from tieweave.surveying import Survey

if TYPE_CHECKING:
    from tieweave.delivering import Delivered
    from tieweave.followups.settings import PlanSettings


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
    `Store.temporary()` leaves no trace; where it cannot be used, a warning says so. Whoever the user added by hand is
    in it, and read too. `options` are for sources, by their name; `progress` is told how far each is.
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
        distinct |= dict.fromkeys(added.locations(remembered))
        books = [_read(location, types, hub, context, options or {}) for location in distinct]
        # Whoever gives a store gives it to `merge` too, which looks up what it needs.
        known = identities.load(remembered, None if store is None else ())
        said = [numbered.answer for numbered in answers.load(remembered)]
        journal = journals.load(remembered)
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
        answers=said,
        journal=journal,
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
    interactions = history.once(book.interactions)
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
    interactions: Iterable[Interaction] = (),
    expected_close: float | None = None,
) -> list[Tie]:
    """Return the tie with every contact, strongest first, then by name.

    Contacts are taken as they are: give a merged book to have one tie a person. Plain contacts need no id.
    `interactions` are more than those of the book; they are looked at once and let go, so a stream of millions is no
    trouble. `expected_close` is the share (0 to 1) of close ties to expect, where it is known better than from the size
    of the book; what the answers of the book teach then starts from there.
    """
    return list(survey(people, profile=profile, now=now, interactions=interactions, expected_close=expected_close).ties)


def survey(
    people: Book | Iterable[Contact],
    *,
    profile: Profile | None = None,
    now: dt.datetime | None = None,
    interactions: Iterable[Interaction] = (),
    expected_close: float | None = None,
    target: str = "",
    aliases: Mapping[str, Sequence[str]] | None = None,
    progress: sources.Progress = sources.unseen,
) -> Survey:
    """Return what `classify` returns, and what it was found from.

    `target` takes the place of the profile's targets when leads are valued; `aliases` are further names of companies.
    `progress` is told how far it is. Raises `ValueError` for an expected share that is not between 0 and 1.
    """
    if expected_close is not None and not 0 < expected_close < 1:
        raise ValueError(f"the expected share of close ties is {expected_close}: give one between 0 and 1")
    book = _book(people, profile)
    seen = surveying.observe(
        book, now=_aware(now), interactions=interactions, target=target, aliases=aliases, progress=progress
    )
    progress(f"weighing the evidence on {len(seen.contacts):,} people", 0, None)
    return surveying.weigh(seen, book.answers, expected_close=expected_close)


def network(people: Book | Iterable[Contact], *, profile: Profile | None = None) -> Network:
    """Return who of the people of a merged book knows whom, and the circles they move in."""
    book = _book(people, profile)
    contacts = resolve.identify(book.contacts)
    code = phones.calling_code(book.profile, contacts)
    return circles.network(contacts, book.profile, history.histories(contacts, book.interactions, code).together)


def suggest(
    people: Survey | Iterable[Tie],
    *,
    per_week: int | None = None,
    weeks: int | None = None,
    profile: Profile | None = None,
    now: dt.datetime | None = None,
    journal: Journal | None = None,
    settings: PlanSettings | None = None,
) -> list[FollowUp]:
    """Return the follow-ups of the next weeks, in the order of their days: a plan by give and take.

    Of a `Survey` everything counts that it was found from: who knows whom, histories, targets and the journal; of ties
    alone what they say themselves, with `profile`, and `journal` as it is (`Survey.journal` has the ids of these ties).
    `settings` are the user's, `per_week` and `weeks` take the place of theirs. The same ties, journal and `now` give
    the same plan. Raises `SettingsError` where the user's own templates cannot be read.
    """
    from tieweave.followups.settings import PlanSettings

    chosen = settings or PlanSettings()
    prospects = people.prospects if isinstance(people, Survey) else None
    if isinstance(people, Survey):
        journal = journal or people.journal
        profile = profile or people.prospects.profile
        now = now or people.prospects.now
    return followups.suggest(
        people.ties if isinstance(people, Survey) else people,
        per_week=per_week,
        weeks=weeks,
        profile=profile,
        now=_aware(now),
        prospects=prospects,
        journal=journal or Journal(),
        settings=chosen,
        templates=followups.Templates.load(chosen.templates),
        is_partial=isinstance(people, Survey) and people.is_partial,
    )


def push(
    plan: Iterable[FollowUp],
    sinks: Iterable[str | os.PathLike[str]],
    *,
    ties: Iterable[Tie] = (),
    profile: Profile | None = None,
    now: dt.datetime | None = None,
    hub: PluginHub | None = None,
    store: Store | None = None,
    options: Mapping[str, Mapping[str, object]] | None = None,
    dry_run: bool = False,
) -> list[Delivered]:
    """Deliver follow-ups to sinks, and return what became of each at every one of them.

    What the user did there is read back first: what they ticked off or deleted is not delivered again, what they moved
    stays moved. Delivering twice changes nothing; with `dry_run` nothing is written. `ties` go to sinks that take ties
    (`carddav:`, `google-contacts:`). A sink that fails is no exception: it stands in its `Delivered.failed`. `store`
    remembers what was delivered where, by default where the command does; `options` are for sinks, by their name.
    Raises `LocationError` where no sink writes to a location, and `StoreError`, also where another run pushes for long.
    """
    if isinstance(sinks, str | os.PathLike):
        raise TypeError(f"expected several sinks, got the single {os.fspath(sinks)!r}: put it in a list")
    # Most runs deliver nothing.
    from tieweave import delivering, pushing

    clock, known = _aware(now), profile or Profile()
    hub = hub or PluginHub.load()
    types = hub.sinks()
    claimed = [claim_sink(os.fspath(sink), types, hub.failures) for sink in dict.fromkeys(sinks)]
    kept = Store.usual() if store is None else store
    remembered = kept.rehearsing() if dry_run else kept
    wanted = list(plan)
    context = SinkContext(now=clock, zone=known.zone_at(clock), profile=known, store=remembered)
    with contextlib.ExitStack() as stack:
        if remembered is not store:
            stack.callback(remembered.close)
        stack.enter_context(remembered.alone())
        places, failed = delivering.opened(claimed, context, options or {}, dry_run=dry_run)
        for place in places:
            stack.callback(place.close)

        def planned(journal: Journal) -> list[FollowUp]:
            if not dry_run:
                code = phones.calling_code(known, [one.contact for one in wanted])
                journals.keep_plan(remembered, wanted, now=clock, code=code, whole=False)
            return pushing.as_kept(wanted, journal)

        done = pushing.push(places, planned, journals.load(remembered), ties=list(ties), store=remembered, now=clock)
        return [*done, *(delivering.Delivered(sink=one.source, failed=one) for one in failed)]


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
        return Book(failed=[Failed(source=claims.shown(location), reason=str(error))])
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


def _code(contacts: Sequence[Contact], book: Book) -> str:
    """Return the calling code of the numbers that interactions name without one."""
    return phones.calling_code(book.profile, contacts) if book.interactions else ""

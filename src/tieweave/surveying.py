"""From people to ties: what is seen of everybody in a book, and the verdicts, given what the user said they are.

What is seen takes nine tenths of the time, and no answer changes it.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from tieweave import (
    answers,
    circles,
    classifier,
    evidence,
    give_and_take,
    history,
    journals,
    learning,
    resolve,
    sources,
    support,
)
from tieweave.categories import by_slug
from tieweave.circles import Network
from tieweave.evidence import favours, services
from tieweave.leads import Prospects
from tieweave.learning import Case, Learned
from tieweave.model import Answer, Book, Contact, Evidence, History, Interaction, Journal, Tie
from tieweave.resolve import phones

_SECONDS_A_YEAR = 365.25 * 86_400
_TOLD_EVERY = 1000
"""Interactions after which it is told how many have gone by."""


@attrs.frozen(kw_only=True, eq=False)
class Survey:
    """Everything that is found of a book's people: the `ties`, strongest first, and what they were found from.

    `contacts` are the people in the order of the book; the `network` among them and their `histories` (None where there
    is none) name them by their place in it, and `prospects` are what leads depend on. `learned` is what the user's
    answers taught, and `journal` that of the book with the ids and contacts of these people. Where a source could not
    be read it `is_partial`.
    """

    ties: tuple[Tie, ...]
    contacts: tuple[Contact, ...]
    network: Network
    histories: tuple[History | None, ...]
    prospects: Prospects
    learned: Learned
    journal: Journal
    is_partial: bool = False


@attrs.frozen(kw_only=True, eq=False)
class Observed:
    """What is seen of a book's people, whatever the user said they are: all of a `Survey` but the verdicts.

    `evidence` is that on each of the `contacts`, by id, but for that of services, which depends on what somebody is;
    `histories` names them by their place, and so do the `silences`: the years in which nothing came of each while
    others were still heard of. `calling_code` is that of phone numbers which name no country, `prior` the
    share (0..1) of close ties to expect.
    """

    contacts: tuple[Contact, ...]
    calling_code: str
    prior: float
    network: Network
    histories: history.Histories
    silences: Sequence[float]
    evidence: Mapping[str, Sequence[Evidence]]
    prospects: Prospects
    journal: Journal
    is_partial: bool = False


def observe(
    book: Book,
    *,
    now: dt.datetime,
    interactions: Iterable[Interaction] = (),
    target: str = "",
    aliases: Mapping[str, Sequence[str]] | None = None,
    progress: sources.Progress = sources.unseen,
) -> Observed:
    """Return what is seen of the people of a merged `book`, by far the longer part of a survey.

    The arguments are those of `tieweave.survey`; `now` is an aware datetime.
    """
    contacts = resolve.identify(book.contacts)
    code = phones.calling_code(book.profile, contacts)
    zone = book.profile.zone_at(now)
    journal = journals.found(book.journal, contacts, code, book.former_ids)
    logged = journals.interactions(journal, contacts, zone)
    counted = _counted(book.interactions, "interactions", progress)
    acts = history.histories(contacts, itertools.chain(counted, interactions), code, logged)
    progress("finding circles", 0, None)
    network = circles.network(contacts, book.profile, acts.together)
    found = evidence.collect(contacts, book.profile, now, acts, progress)
    progress("evidence of being in touch", 0, None)
    spheres = [classifier.sphere(found[contact.id]) for contact in contacts]
    work, kin = [one.work for one in spheres], [one.kin for one in spheres]
    for item in evidence.of_contact(contacts, acts, network, work, kin, now):
        found[item.contact].append(item)
    for item in favours.evidence(contacts, give_and_take.favours(journal), zone):
        found[item.contact].append(item)
    prospects = Prospects.of(
        contacts,
        book.profile,
        now=now,
        network=network,
        histories=acts.of,
        target=target,
        aliases=aliases or {},
    )
    return Observed(
        contacts=tuple(contacts),
        calling_code=code,
        prior=classifier.base_rate(sum(one.kind == "individual" for one in contacts)),
        network=network,
        histories=acts,
        silences=_silences(acts, now),
        evidence=found,
        prospects=prospects,
        journal=journal,
        is_partial=bool(book.failed),
    )


def weigh(seen: Observed, said: Iterable[Answer], *, expected_close: float | None = None) -> Survey:
    """Return the second part of a `survey`: the verdicts, given the answers that the user `said`, the oldest first."""
    contacts, acts = seen.contacts, seen.histories
    told = answers.answers_of(contacts, list(said), seen.calling_code)
    found = dict(seen.evidence)
    for item in list(services.evidence(contacts, found, acts.of, told, seen.prospects.profile)):
        found[item.contact] = [*found[item.contact], item]
    judge = functools.partial(classifier.tie, prior=seen.prior, expected=expected_close, categories=by_slug())
    cases = [
        Case.of(
            judge(
                contacts[at],
                found[contacts[at].id],
                # The category is as the user said; how close it makes somebody is what is to be learned.
                answer=attrs.evolve(answer, level=None),
                history=acts.of[at],
            ),
            answer,
        )
        for at, answer in told.items()
    ]
    taught = learning.learned([case for case in cases if case], expected_close or seen.prior)
    ties = []
    for at, contact in enumerate(contacts):
        tie = judge(
            contact,
            found.pop(contact.id),
            learned=taught,
            answer=told.get(at),
            history=acts.of[at],
            silence=seen.silences[at],
        )
        ties.append(_valued(tie, at, seen))
    ties.sort(key=lambda tie: (-tie.strength, tie.contact.name.casefold(), tie.contact.id))
    return Survey(
        ties=tuple(ties),
        contacts=contacts,
        network=seen.network,
        histories=acts.of,
        prospects=seen.prospects,
        learned=taught,
        journal=seen.journal,
        is_partial=seen.is_partial,
    )


def reconsider(seen: Observed, at: int, said: Sequence[Answer], learned: Learned) -> Tie:
    """Return the verdict on the contact at one place alone, in a hundredth of the time that `weigh` takes.

    `said` are the answers about anybody, the oldest first, and `learned` is what those taught when all were weighed
    last: what this person's own answer teaches of others, and so of this person again, is not in it yet.
    """
    contact, past = seen.contacts[at], seen.histories.of[at]
    told = answers.answers_of([contact], said, seen.calling_code)
    found = list(seen.evidence[contact.id])
    found += list(services.evidence([contact], seen.evidence, [past], told, seen.prospects.profile))
    tie = classifier.tie(
        contact,
        found,
        prior=seen.prior,
        categories=by_slug(),
        learned=learned,
        answer=told.get(0),
        history=past,
        silence=seen.silences[at],
    )
    return _valued(tie, at, seen)


def _counted(items: Sequence[Interaction], what: str, progress: sources.Progress) -> Iterator[Interaction]:
    """Yield the items, and tell now and then how many of them have gone by."""
    for at in range(0, len(items), _TOLD_EVERY):
        progress(what, at, len(items))
        yield from items[at : at + _TOLD_EVERY]


def _valued(tie: Tie, at: int, seen: Observed) -> Tie:
    """Return a tie with its lead and support value; `at` is the place of its contact."""
    value = support.support_value(
        tie.strength,
        tie.category,
        nearness=support.nearness(tie.contact, seen.prospects.profile),
        companionship=support.companionship(seen.histories.of[at], seen.prospects.now),
    )
    lead = seen.prospects.lead_value(at, tie.strength)
    return attrs.evolve(tie, lead=round(lead, 4), support=round(value, 4))


def _silences(acts: history.Histories, now: dt.datetime) -> list[float]:
    """Return for how many years nothing came of each person while others were still heard of; 0 without a history."""
    # What was exported years ago says nothing of the time since: the log goes as far as its last act.
    until = min(now, max((one.last for one in acts.recorded if one is not None), default=now))
    return [0.0 if one is None else max(0.0, (until - one.last).total_seconds() / _SECONDS_A_YEAR) for one in acts.of]

"""Whom to ask about, and in which order, so that few answers teach much.

First a small sample drawn by lot, which tells what share of all is close, as nothing else does. Then those whose answer
would change most others, and between them whole batches: "14 people are labelled 'Rotary'". Nothing is remembered here:
the lot is drawn by a hash of each person's id, so that a review goes on where it stopped, and the sample stays a sample
whatever else was answered.
"""

from __future__ import annotations

import functools
import hashlib
import heapq
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from tieweave import answers as kept
from tieweave import organisation_names
from tieweave.categories import UNKNOWN
from tieweave.evidence.phrases import phrases
from tieweave.evidence.texts import Text, is_word
from tieweave.evidence.vocabulary import lexicon
from tieweave.learning.cases import shared_keys
from tieweave.model import Answer, Asked, Tie
from tieweave.spelling import plain

SAMPLE = 10
"""People drawn by lot: as many answers as the starting share is worth, so that the two then count alike."""

LEAST_BATCH = 5
"""People of whom at least so many must be uncertain for one question about all of them to save work."""

SINGLE_BETWEEN = 4
"""Questions about one person between two about a batch."""

UNCERTAIN = (0.05, 0.95)
"""Between these strengths a verdict is wrong more than once in twenty. So are those on clubs and choirs, of whom one in
ten is close; those on clients and dentists are not."""

_MOST_OF_ALL = 0.5
_SALT = "tieweave review "

_Shared = tuple[str, str]


def _ties(values: Iterable[Tie]) -> tuple[Tie, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class Question:
    """What to ask: about one of the `ties`, or, where `batch` says what they have in common, about all of them.

    `asked` says how they came to be asked about, which the answer is kept with.
    """

    ties: tuple[Tie, ...] = attrs.field(converter=_ties)
    asked: Asked
    batch: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the people whom an answer is about."""
        return tuple(tie.contact.id for tie in self.ties)


def questions(ties: Sequence[Tie], answers: Mapping[str, Answer]) -> list[Question]:
    """Return what to ask, the most useful first, given the `answers` so far by the contact's id.

    Groups and organisations are never asked about, nor is anybody who has been answered for. A person may stand in a
    batch and alone: whoever asks leaves out whom an earlier answer was about. The order of the ties does not matter.
    """
    people = sorted((tie for tie in ties if tie.contact.kind == "individual"), key=lambda tie: tie.contact.id)
    open_ = [tie for tie in people if tie.contact.id not in answers]
    drawn = sum(1 for tie in people if (said := answers.get(tie.contact.id)) and said.asked is Asked.RANDOM)
    lot = sorted(open_, key=lambda tie: _lot(tie.contact.id))[: max(0, SAMPLE - drawn)]
    sampled = {tie.contact.id for tie in lot}
    singles = (
        Question(ties=[tie], asked=Asked.CHOSEN)
        for tie in _most_telling([tie for tie in open_ if tie.contact.id not in sampled], people, answers, lot)
    )
    first = [Question(ties=[tie], asked=Asked.RANDOM) for tie in lot]
    return [*first, *_mixed(_batches(open_, len(people)), singles)]


def _lot(identifier: str) -> bytes:
    return hashlib.blake2b(f"{_SALT}{identifier}".encode("utf-8", "surrogatepass"), digest_size=8).digest()


def _mixed(batches: Sequence[Question], singles: Iterable[Question]) -> Iterator[Question]:
    """Yield a batch, a few single people, the next batch, and so on; the rest at the end."""
    waiting = iter(batches)
    for count, single in enumerate(singles):
        if count % SINGLE_BETWEEN == 0 and (batch := next(waiting, None)):
            yield batch
        yield single
    yield from waiting


def _most_telling(
    wanted: Sequence[Tie], people: Sequence[Tie], answers: Mapping[str, Answer], first: Sequence[Tie]
) -> Iterator[Tie]:
    """Yield the people whose answer would change most others, those first who change most.

    That is p(1 - p), how open the verdict is, times how many unanswered others share a category or an organisation, as
    a logarithm, divided by how many of those have been asked: the tenth answer about one company teaches little. Asking
    only lowers what others are worth, so a person whose worth is still the highest when it is looked at again is next.
    """
    shared = {tie.contact.id: _shares(tie) for tie in people}
    others: dict[_Shared, int] = {}
    asked: dict[_Shared, int] = {}
    before = {*answers, *(tie.contact.id for tie in first)}
    for tie in people:
        count = asked if tie.contact.id in before else others
        for key in shared[tie.contact.id]:
            count[key] = count.get(key, 0) + 1

    def worth(tie: Tie) -> float:
        reach = math.fsum(math.log2(others[key]) / (1 + asked.get(key, 0)) for key in shared[tie.contact.id])
        return round(tie.strength * (1 - tie.strength) * (1 + reach), 9)

    waiting = [(-worth(tie), tie.contact.id, tie) for tie in wanted]
    heapq.heapify(waiting)
    while waiting:
        last, identifier, tie = heapq.heappop(waiting)
        now = worth(tie)
        if now < -last:
            heapq.heappush(waiting, (-now, identifier, tie))
            continue
        yield tie
        for key in shared[identifier]:
            asked[key] = asked.get(key, 0) + 1


def _shares(tie: Tie) -> tuple[_Shared, ...]:
    return shared_keys(tie.category, (held.name for held in tie.contact.organisations))


def _batches(open_: Sequence[Tie], people: int) -> list[Question]:
    """Return the batches, those first in which most is open; one that more than half of all stand in tells nobody."""
    found: dict[_Shared, dict[str, tuple[str, Tie]]] = {}
    for tie in open_:
        for key, said in _held(tie):
            found.setdefault(key, {}).setdefault(tie.contact.id, (said, tie))
    ranked = []
    seen: set[tuple[str, ...]] = set()
    for key, held in sorted(found.items()):
        ties = [tie for _, tie in held.values()]
        uncertain = [tie for tie in ties if _is_uncertain(tie)]
        members = tuple(sorted(held))
        if len(uncertain) < LEAST_BATCH or len(ties) > max(people * _MOST_OF_ALL, LEAST_BATCH) or members in seen:
            continue
        seen.add(members)
        said = min(said for said, _ in held.values())
        worth = math.fsum(tie.strength * (1 - tie.strength) for tie in ties)
        ranked.append((-round(worth, 9), key, Question(ties=ties, asked=Asked.CHOSEN, batch=said)))
    return [question for _, _, question in sorted(ranked, key=lambda item: item[:2])]


def _held(tie: Tie) -> Iterator[tuple[_Shared, str]]:
    """Yield what a person has that a batch can be of, and how it is said."""
    for label in tie.contact.labels:
        if not (kept.is_outright(label) or _is_of_a_program(label)):
            yield ("label", plain(label)), f"labelled '{label}'"
    for held in tie.contact.organisations:
        if key := organisation_names.key(held.name):
            yield ("organisation", " ".join(key)), f"at {held.name}"


def _is_uncertain(tie: Tie) -> bool:
    low, high = UNCERTAIN
    return low < tie.strength < high or tie.level is None or tie.category == UNKNOWN


@functools.lru_cache(maxsize=4096)
def _is_of_a_program(label: str) -> bool:
    """Return whether a label is one that programs make ("myContacts", "Imported 3/4/19"): its people share nothing."""
    silent = lexicon("labels").settings["silent"]
    words = tuple(word for word in Text.cut(label).words if is_word(word))
    begins = phrases(silent["begins"])
    return not words or words in set(phrases(silent["words"])) or any(words[: len(begin)] == begin for begin in begins)

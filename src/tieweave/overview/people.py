"""The people of an overview: each tie with what is shown of it, under a name that an element can have."""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from tieweave import classifier
from tieweave.category_groups import group_of
from tieweave.circles.links import certainty
from tieweave.followups.people import Situation
from tieweave.leads import Prospects
from tieweave.model import Contact, Tie
from tieweave.overview.values import Alter

MOST_KNOWN = 30
"""People that one is said to know: more are a firm, which is a circle already, and no picture could show them."""

KNOWN_FROM = 0.25
"""How sure it must be that two know each other to be said: one meeting of ego with four people is enough, one with ten
is not; own estimate."""

NO_NAME = "(no name)"

_FIT = re.compile(r"[A-Za-z0-9-]{1,64}")


@attrs.frozen(eq=False)
class Elements:
    """The names of elements by the contact's id: the id itself where it is fit, else one made of it."""

    of: Mapping[str, str]

    @classmethod
    def for_ids(cls, ids: Iterable[str]) -> Elements:
        """Return a name for each of the `ids`, all of them different, whatever the order."""
        found: dict[str, str] = {}
        taken: set[str] = set()
        for one in sorted(set(ids), key=lambda one: (not _FIT.fullmatch(one), one)):
            name = one if _FIT.fullmatch(one) else _made_of(one)
            while name in taken:
                name = _made_of(f"{name} {one}")
            taken.add(name)
            found[one] = name
        return cls(found)


def _made_of(one: str) -> str:
    return "x" + hashlib.blake2b(one.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def called(contact: Contact) -> str:
    """Return what to call somebody: by name, else by address, number or page, else "(no name)"."""
    reach = (email.address for email in contact.emails), (phone.number for phone in contact.phones)
    texts = (contact.name, *contact.nicknames, *reach[0], *reach[1], *(url.url for url in contact.urls))
    return next((text for text in texts if any(map(_is_seen, text))), NO_NAME)


def _is_seen(sign: str) -> bool:
    return not sign.isspace() and unicodedata.category(sign) != "Cf"  # such as a joiner or a mark of direction


def alters(
    ties: Sequence[Tie], prospects: Prospects, situation: Situation, before: Sequence[Alter] = ()
) -> tuple[Alter, ...]:
    """Return the people among the `ties`, strongest first, then by name; organisations and groups are none.

    `before` are the same people by the same prospects, whatever was thought of them then.
    """
    people = sorted((tie for tie in ties if tie.contact.kind == "individual"), key=_strongest_first)
    faces = {alter.tie.contact.id: alter for alter in before or _faces(people, prospects)}
    return tuple(_judged(faces[tie.contact.id], tie, situation) for tie in people)


def _faces(people: Sequence[Tie], prospects: Prospects) -> Iterator[Alter]:
    """Yield the people with all that no verdict changes."""
    elements = Elements.for_ids(tie.contact.id for tie in people)
    places = prospects.places()
    circles = _Circles(prospects)
    for tie in people:
        contact = tie.contact
        at = places[contact.id]
        history = prospects.histories[at] if prospects.histories else None
        yield Alter(
            id=elements.of[contact.id],
            name=called(contact),
            tie=tie,
            group=group_of(tie.category),
            why="",
            circles=circles.of(at),
            companies=_distinct(one.name for one in contact.organisations),
            towns=_distinct(one.locality for one in contact.addresses),
            known=tuple(_known(at, prospects, elements)),
            months=() if history is None else history.months,
            silent=None if history is None else int(history.silence(prospects.now)),
        )


def _judged(face: Alter, tie: Tie, situation: Situation) -> Alter:
    """Return somebody with a verdict."""
    person = situation.people.get(tie.contact.id)
    # Who has died, or is not to be turned to, is nobody to wake; the silence is as the history has it.
    if person is None:
        asleep, silent = False, face.silent
    else:
        asleep, silent = situation.is_dormant(person), situation.silence(person)
    return attrs.evolve(
        face,
        tie=tie,
        group=group_of(tie.category),
        why=classifier.best_reason(tie),
        is_dormant=asleep,
        silent=silent,
    )


def _known(at: int, prospects: Prospects, elements: Elements) -> Iterator[tuple[str, float]]:
    """Yield whom somebody was seen together with, the surest first."""
    if prospects.network is None:
        return
    count = 0
    for other, sure in prospects.network.links(at):
        if sure < KNOWN_FROM or count == MOST_KNOWN:
            return
        name = elements.of.get(prospects.contacts[other].id)
        if name is not None:
            count += 1
            yield name, sure


class _Circles:
    """Who is how much bound to which circle."""

    def __init__(self, prospects: Prospects) -> None:
        self._network = prospects.network
        self._places = prospects.places()
        circles = () if self._network is None else self._network.circles
        self._circles = circles
        self._members = [{self._places[member] for member in circle.members} for circle in circles]

    def of(self, at: int) -> tuple[int, ...]:
        """Return the circles of the person at a place, those first of which they surely know the largest share.

        Where nothing tells, ego's own come first, since ego knows their people from there; then the larger.
        """
        if self._network is None:
            return ()
        held = self._network.circles_of(at)
        if len(held) < 2:
            return held
        known = {other: certainty(rate) for other, rate in self._network.direct[at].items()}

        def order(circle: int) -> tuple[float, bool, int]:
            members = self._members[circle]
            share = math.fsum(sure for other, sure in known.items() if other in members) / len(members)
            return -round(share, 6), not self._circles[circle].own, circle

        return tuple(sorted(held, key=order))


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple({text.casefold(): text for text in texts if text.strip()}.values())


def _strongest_first(tie: Tie) -> tuple[float, str, str]:
    return -tie.strength, tie.contact.name.casefold(), tie.contact.id

"""Coverage: whom of a hundred names a list has, category by category, what is thin, and who is still to be filed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import attrs

from tieweave.categories import CATEGORIES, UNKNOWN, Category, Level
from tieweave.history.strangers import strangers
from tieweave.leads import Prospects
from tieweave.model import Book, Contact, History, Tie
from tieweave.resolve import ego, normalise, phones

GOAL = 100
"""Names to aim for: the counsellor's hundred, from whose advice the thirty categories come."""

TYPICAL: Mapping[str, int] = MappingProxyType(
    {
        "family": 6,
        "friend": 10,
        "relative": 8,
        "neighbour": 6,
        "friend-of-friend": 5,
        "friend-of-parents": 3,
        "parent-of-childs-friend": 4,
        "former-classmate": 8,
        "teacher": 2,
        "professor": 2,
        "coach": 1,
        "past-employer": 3,
        "client": 4,
        "supplier": 2,
        "co-worker": 10,
        "club-member": 5,
        "community-leader": 2,
        "lawyer": 1,
        "doctor": 2,
        "dentist": 1,
        "accountant": 1,
        "realtor": 1,
        "banker": 1,
        "financial-advisor": 1,
        "insurance-agent": 1,
        "health-club-member": 2,
        "alumni": 3,
        "church-member": 3,
        "hair-stylist": 1,
        "service-club-member": 1,
    }
)
"""How a hundred names may fall on the thirty categories, to show which are thin: the project's own estimate."""

THIN = 0.5
"""A category is thin with less than this share of its typical number; with nobody, always."""

LEAST_EXCHANGED = 1.0
"""What a candidate must have exchanged with ego: one letter, call or meeting of the two alone, or the like of it.

Measured as `ChannelHistory.two_way_volume`, so that who only writes, and who sits in a meeting of thirty, is none.
"""


def _ties(values: Iterable[Tie]) -> tuple[Tie, ...]:
    return tuple(values)


@attrs.frozen(kw_only=True)
class CategoryCoverage:
    """The people of one category, strongest tie first, and how many are `typical` among a hundred (at least 1)."""

    category: Category
    ties: tuple[Tie, ...] = attrs.field(default=(), converter=_ties)
    typical: int = 1

    @property
    def is_thin(self) -> bool:
        """Whether there are far fewer than is typical, so that memory may help."""
        return len(self.ties) < max(1, self.typical * THIN)


@attrs.frozen(kw_only=True)
class Candidate:
    """Somebody whom ego is in touch with and no address book has, with the history of it.

    `counts` is False for one who is no person of the list, as a number without a name is none.
    """

    contact: Contact
    history: History
    counts: bool = True

    @property
    def exchanged(self) -> float:
        """How much each of the two gave of: the sum of `two_way_volume` over the channels."""
        return sum(page.two_way_volume for page in self.history.channels)


@attrs.frozen(kw_only=True)
class Coverage:
    """How far the list reaches: everybody of it once, by `categories` in their order or among the `unknown`.

    `candidates` are for filing, those first with whom most was exchanged; whoever of them is a person of the list
    counts there too.
    """

    categories: tuple[CategoryCoverage, ...]
    unknown: tuple[Tie, ...] = attrs.field(default=(), converter=_ties)
    candidates: tuple[Candidate, ...] = ()
    goal: int = GOAL

    @property
    def people(self) -> int:
        """How many people are on the list, those of no category among them."""
        return sum(len(one.ties) for one in self.categories) + len(self.unknown)


def coverage(
    ties: Iterable[Tie],
    met: Iterable[tuple[Contact, History | None]] = (),
    categories: Sequence[Category] = CATEGORIES,
) -> Coverage:
    """Return how far the people of the `ties` reach; groups and organisations are no people.

    `met` are those among whom candidates are looked for, with what the interactions with each add up to: the contacts
    of a survey with its histories, and `tieweave.history.strangers`. `categories` are the kinds there are; those of a
    plugin that are not among them follow at the end.
    """
    people = sorted(
        (tie for tie in ties if tie.contact.kind == "individual"),
        key=lambda tie: (-tie.strength, tie.contact.name.casefold(), tie.contact.id),
    )
    held: dict[str, list[Tie]] = {category.slug: [] for category in categories}
    unknown: list[Tie] = []
    for tie in people:
        (unknown if tie.category == UNKNOWN else held.setdefault(tie.category, [])).append(tie)
    kinds = {category.slug: category for category in categories}
    listed = {tie.contact.id for tie in people}
    return Coverage(
        categories=tuple(
            CategoryCoverage(category=kinds.get(slug) or _unheard_of(slug), ties=some, typical=TYPICAL.get(slug, 1))
            for slug, some in held.items()
        ),
        unknown=unknown,
        candidates=_candidates(met, listed),
    )


def of_book(book: Book, ties: Iterable[Tie], prospects: Prospects) -> Coverage:
    """Return the coverage of a merged book: candidates are looked for among its people and in its interactions.

    The `ties` and `prospects` are those of the book's survey.
    """
    me = ego.as_record(book.profile)
    everybody = [*book.contacts, *book.own, *([me] if me else [])]
    code = phones.calling_code(book.profile, book.contacts)
    met = [
        *zip(prospects.contacts, prospects.histories, strict=bool(prospects.histories)),
        *strangers(everybody, book.interactions, code),
    ]
    return coverage(ties, met)


def _candidates(met: Iterable[tuple[Contact, History | None]], listed: set[str]) -> tuple[Candidate, ...]:
    found = [
        Candidate(contact=contact, history=history, counts=contact.id in listed)
        for contact, history in met
        if history is not None and not contact.filed and contact.kind == "individual" and not _is_service(contact)
    ]
    return tuple(sorted((one for one in found if one.exchanged >= LEAST_EXCHANGED), key=_most_first))


def _most_first(one: Candidate) -> tuple[float, int, bool, str, str]:
    name = one.contact.name
    return -one.exchanged, -one.history.acts, not name, name.casefold(), one.contact.key


def _is_service(contact: Contact) -> bool:
    """Return whether all that is known of somebody are addresses of functions: info@, no-reply@, newsletter@."""
    mailboxes = [normalise.mailbox(email.address) or email.address for email in contact.emails]
    return bool(mailboxes) and not contact.phones and all(map(normalise.is_role, mailboxes))


def _unheard_of(slug: str) -> Category:
    """Return a category of which nothing but the slug is known."""
    return Category(slug=slug, label=slug, level=Level.ACQUAINTED, close=0.1, prompt="")

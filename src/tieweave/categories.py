"""The kinds of people one knows: two levels, thirty categories.

The thirty kinds and their two levels come from a career counsellor's advice on listing everyone one knows.
`Category.close` is the share of people of that kind whom one is close to, before anything else is known of
them. The order of the kinds (partner and family first, then friends, other kin and neighbours; colleagues and
service relations last) follows the relation effects measured on two personal-network data sets (closeness by
role in 102 Milan and 50 German-British ego networks) and Reinhardt et al., MUM 2015. The exact shares are the
project's own estimate, rounded, and are what corrections will move.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from types import MappingProxyType

import attrs


class Level(enum.IntEnum):
    """How close a tie is: 1 for people one is close to and sees often, 2 for everyone else one knows."""

    CLOSE = 1
    ACQUAINTED = 2


@attrs.frozen(kw_only=True)
class Category:
    """One kind of person one can know.

    `slug` is the fixed name used in the command, JSON and files; `label` is for reading; `level` is the
    level such a person has when nothing else is known; `close` is the share (0..1) of such people whom one
    is close to; `prompt` is a question that helps memory.
    """

    slug: str
    label: str
    level: Level
    close: float = attrs.field(validator=attrs.validators.and_(attrs.validators.gt(0), attrs.validators.lt(1)))
    prompt: str


UNKNOWN = "unknown"
"""The honest answer when nothing speaks for any category."""


def _category(slug: str, label: str, level: Level, close: float, prompt: str) -> Category:
    return Category(slug=slug, label=label, level=level, close=close, prompt=prompt)


_CLOSE, _ACQUAINTED = Level.CLOSE, Level.ACQUAINTED

CATEGORIES: tuple[Category, ...] = (
    _category("family", "Family", _CLOSE, 0.93, "Who are your parents, brothers and sisters, spouse, children?"),
    _category("friend", "Friend", _CLOSE, 0.78, "Whom would you call on a free Saturday, or at two in the morning?"),
    _category("relative", "Relative", _CLOSE, 0.65, "Which aunts, uncles, cousins and in-laws come to weddings?"),
    _category("neighbour", "Neighbour", _CLOSE, 0.62, "Who lives next door, across the street, in your building?"),
    _category(
        "friend-of-friend",
        "Friend of a friend",
        _ACQUAINTED,
        0.10,
        "Whom do you only meet at your friends' parties?",
    ),
    _category(
        "friend-of-parents",
        "Friend of your parents",
        _ACQUAINTED,
        0.15,
        "Who has known you since you were small?",
    ),
    _category(
        "parent-of-childs-friend",
        "Parent of your child's friend",
        _ACQUAINTED,
        0.15,
        "Whose children are your children's friends?",
    ),
    _category(
        "former-classmate",
        "Former classmate",
        _ACQUAINTED,
        0.20,
        "Who sat beside you at school or shared your courses?",
    ),
    _category("teacher", "Teacher", _ACQUAINTED, 0.06, "Which of your school teachers would remember you?"),
    _category("professor", "Professor", _ACQUAINTED, 0.05, "Who taught you at university, or signed your thesis?"),
    _category("coach", "Coach", _ACQUAINTED, 0.10, "Who coached your team, or coaches your children's?"),
    _category("past-employer", "Past employer", _ACQUAINTED, 0.08, "Whom have you worked for, summer jobs included?"),
    _category("client", "Client", _ACQUAINTED, 0.04, "Who has paid for your work?"),
    _category("supplier", "Supplier", _ACQUAINTED, 0.04, "Who has sold or delivered to your workplace?"),
    _category("co-worker", "Co-worker", _ACQUAINTED, 0.12, "Who worked beside you, in each job you have had?"),
    _category(
        "club-member", "Club member", _ACQUAINTED, 0.15, "Whom do you know from clubs, choirs, teams and courses?"
    ),
    _category(
        "community-leader",
        "Community leader",
        _ACQUAINTED,
        0.04,
        "Which councillors, organisers and editors know your name?",
    ),
    _category("lawyer", "Lawyer", _ACQUAINTED, 0.04, "Who drew up your will, lease or house papers?"),
    _category("doctor", "Doctor", _ACQUAINTED, 0.04, "Who are your family doctor, specialists and therapists?"),
    _category("dentist", "Dentist", _ACQUAINTED, 0.03, "Who looks after your teeth?"),
    _category("accountant", "Accountant", _ACQUAINTED, 0.04, "Who does your taxes or books?"),
    _category("realtor", "Realtor", _ACQUAINTED, 0.04, "Who sold or rented you your home?"),
    _category("banker", "Banker", _ACQUAINTED, 0.04, "Who knows you at your bank?"),
    _category("financial-advisor", "Financial advisor", _ACQUAINTED, 0.04, "Who advises you on savings and pensions?"),
    _category("insurance-agent", "Insurance agent", _ACQUAINTED, 0.04, "Who insured your home, car or life?"),
    _category(
        "health-club-member",
        "Health club member",
        _ACQUAINTED,
        0.10,
        "Whom do you meet at the gym, pool or studio?",
    ),
    _category("alumni", "Alumni", _ACQUAINTED, 0.07, "Whom have you met through your school's or university's alumni?"),
    _category(
        "church-member",
        "Congregation member",
        _ACQUAINTED,
        0.14,
        "Whom do you know from church, mosque, temple or synagogue?",
    ),
    _category("hair-stylist", "Hair stylist", _ACQUAINTED, 0.05, "Who cuts your hair?"),
    _category(
        "service-club-member",
        "Service club member",
        _ACQUAINTED,
        0.10,
        "Whom do you know from Rotary, Lions, Kiwanis or the like?",
    ),
)
"""The thirty built-in categories, in the order of the counsellor's list."""


def by_slug(categories: Iterable[Category] = CATEGORIES) -> Mapping[str, Category]:
    """Return the categories by slug, read-only."""
    return MappingProxyType({category.slug: category for category in categories})

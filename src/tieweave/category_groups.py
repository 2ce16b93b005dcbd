"""The groups of categories that a picture can tell apart: thirty colours nobody can, eight most people can."""

from __future__ import annotations

import functools

import attrs

from tieweave.categories import UNKNOWN


@attrs.frozen(kw_only=True)
class CategoryGroup:
    """Categories that are shown alike: `slug` names the group in pictures and filters, `label` is for reading."""

    slug: str
    label: str
    categories: tuple[str, ...] = ()


OTHER = CategoryGroup(slug="other", label="Other kinds")
"""Where the categories of plugins go."""

NOT_KNOWN = CategoryGroup(slug="unknown", label="Category not known yet", categories=(UNKNOWN,))

GROUPS: tuple[CategoryGroup, ...] = (
    CategoryGroup(slug="kin", label="Family and relatives", categories=("family", "relative")),
    CategoryGroup(slug="friends", label="Friends and neighbours", categories=("friend", "neighbour")),
    CategoryGroup(
        slug="work",
        label="Work",
        categories=("co-worker", "past-employer", "client", "supplier"),
    ),
    CategoryGroup(
        slug="school",
        label="School and university",
        categories=("former-classmate", "teacher", "professor", "alumni"),
    ),
    CategoryGroup(
        slug="community",
        label="Clubs and community",
        categories=(
            "coach",
            "club-member",
            "community-leader",
            "health-club-member",
            "church-member",
            "service-club-member",
        ),
    ),
    CategoryGroup(
        slug="services",
        label="Who serve and advise you",
        categories=(
            "lawyer",
            "doctor",
            "dentist",
            "accountant",
            "realtor",
            "banker",
            "financial-advisor",
            "insurance-agent",
            "hair-stylist",
        ),
    ),
    CategoryGroup(
        slug="through-others",
        label="Through others",
        categories=("friend-of-friend", "friend-of-parents", "parent-of-childs-friend"),
    ),
    OTHER,
    NOT_KNOWN,
)
"""All groups, in the order of a legend."""


def group_of(category: str) -> CategoryGroup:
    """Return the group of a category's slug; "other" for one of a plugin."""
    return _by_category().get(category, OTHER)


@functools.cache
def _by_category() -> dict[str, CategoryGroup]:
    return {category: group for group in GROUPS for category in group.categories}

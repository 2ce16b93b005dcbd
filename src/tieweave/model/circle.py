"""A circle: people among ego's contacts who know each other."""

from __future__ import annotations

import enum

import attrs

from tieweave.model import representation as written


class Shared(enum.StrEnum):
    """What the members of a circle have in common, as far as ego's data show."""

    ORGANISATION = "organisation"
    LABEL = "label"
    DOMAIN = "domain"
    SURNAME = "surname"
    PLACE = "place"
    COMPANY = "company"
    """Each other's company and nothing else: they turn up together in mail and meetings."""


@attrs.frozen(kw_only=True)
class Circle:
    """People who know each other, by what they share and by turning up together.

    `name` is what its members share ("Fundy Software"), or names some of them. `members` are ids of contacts, those
    most bound to the circle first. `own` says that ego moves in it at present, so that it brings ego little news.
    """

    name: str = attrs.field(converter=written.line)
    shared: Shared = attrs.field(converter=Shared)
    members: tuple[str, ...] = attrs.field(converter=written.lines)
    own: bool = False

"""The parts of the page: each one element with an id, so that the app can send those that changed."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import Any

import attrs
from markupsafe import Markup

from tieweave.categories import CATEGORIES
from tieweave.category_groups import GROUPS
from tieweave.ego_map import Node
from tieweave.followups.days import monday_of
from tieweave.model import FollowUp
from tieweave.overview import Alter, Overview
from tieweave.overview.people import called
from tieweave.report.page import reach
from tieweave.report.page.drawing import Drawing, number
from tieweave.report.page.live import Live
from tieweave.report.page.people import People, Row, label_of, level_of
from tieweave.report.page.rendering import macro, rendered, this_day
from tieweave.support import Help

_SECTIONS = (
    "summary",
    "write",
    "legend",
    "leads",
    "support",
    "plan",
    "dormant",
    "coverage",
    "doubts",
)
_MAP = ("rings", "sectors", "edges", "labels")
_CHOICES = ("category-choice", "circle-choice", "companies", "towns")
_LIVE = ("names",)
_HELP = {
    Help.FEEDBACK: "An honest word on your resume",
    Help.PRACTICE: "Practising interviews",
    Help.HARD_DAYS: "Hard days",
}


def _frozen(parts: Mapping[str, str]) -> Mapping[str, str]:
    return MappingProxyType(dict(parts))


@attrs.frozen(kw_only=True)
class Fragments:
    """The parts of a page.

    `parts` are elements by their id, each with its whole HTML. `lists` say, by a container's id ("people", "nodes"),
    the ids of its children in order; the children stand among the parts.
    """

    parts: Mapping[str, str] = attrs.field(converter=_frozen)
    lists: Mapping[str, tuple[str, ...]]

    def children(self, container: str) -> str:
        """Return the HTML of all children of a container, in order."""
        return "\n".join(self.parts[child] for child in self.lists[container])


def fragments(overview: Overview, *, live: Live | None = None) -> Fragments:
    """Return the parts of the page of an overview; with the forms of the app where it is `live`."""
    return Maker(overview, live=live).all()


class Maker:
    """Makes the parts of the page of one overview; what several of them need is found once, when it is needed.

    `before` made the page of an earlier overview: rows that show the same as there are not made again.
    """

    def __init__(self, overview: Overview, *, live: Live | None = None, before: Maker | None = None) -> None:
        self.people = People(overview)
        self._overview = overview
        self._live = live
        self._drawing = Drawing(overview.map)
        self._person = macro("person.html.jinja", "person")
        self._node = macro("node.html.jinja", "node")
        self._rows: Mapping[str, tuple[Row, str]] = {} if before is None else before._rows

    def all(self) -> Fragments:
        """Return all parts."""
        self._rows = {alter.id: self._row(alter) for alter in self._overview.people}
        kinds = {alter.id: label_of(alter.tie.category) for alter in self._overview.people}
        names = (*_SECTIONS, *_MAP, *_CHOICES, *(_LIVE if self._live else ()))
        people = {f"p-{element}": html for element, (_, html) in self._rows.items()}
        nodes = {
            f"n-{node.figure.id}": self._disc(node, kinds.get(node.figure.id, "")) for node in self._overview.map.nodes
        }
        return Fragments(
            parts=self.sections(names) | people | nodes, lists={"people": tuple(people), "nodes": tuple(nodes)}
        )

    def person(self, alter: Alter) -> dict[str, str]:
        """Return the row and the node of somebody who is now as `alter` says, and stands where they stood."""
        node, tie = self._nodes[alter.id], alter.tie
        figure = attrs.evolve(node.figure, group=alter.group.slug, level=tie.level, strength=tie.strength)
        disc = self._disc(attrs.evolve(node, figure=figure), label_of(tie.category))
        return {f"p-{alter.id}": self._row(alter)[1], f"n-{alter.id}": disc}

    def sections(self, names: Iterable[str], overview: Overview | None = None) -> dict[str, str]:
        """Return parts that are about several people; of another `overview` of the same people, where one is given."""
        values = self._values(overview or self._overview)
        return {name: str(rendered(f"{name}.html.jinja", **values)) for name in names}

    def _row(self, alter: Alter) -> tuple[Row, str]:
        row = self.people.row(alter)
        held = self._rows.get(alter.id)
        return held if held is not None and held[0] == row else (row, self._person(row))

    def _disc(self, node: Node, category: str) -> str:
        return self._node(node, number(node.x), number(node.y), self._drawing.radius, category)

    @functools.cached_property
    def _nodes(self) -> Mapping[str, Node]:
        return {node.figure.id: node for node in self._overview.map.nodes}

    def _values(self, overview: Overview) -> dict[str, Any]:
        """Return what all templates may read."""
        return {
            "overview": overview,
            "people": self.people,
            "drawing": self._drawing,
            "number": number,
            "live": self._live,
            "today": this_day(overview.now, overview.zone),
            "groups": GROUPS,
            "categories": CATEGORIES,
            "help": _HELP,
            "weeks": [(monday, list(some)) for monday, some in groupby(overview.plan, lambda one: monday_of(one.due))],
            "label_of": label_of,
            "level_of": level_of,
            "name_of": called,
            "link_of": lambda follow_up: _link(follow_up, overview),
        }


def _link(follow_up: FollowUp, overview: Overview) -> reach.Link | None:
    return reach.link(follow_up, overview.calling_code)


def markup(html: str) -> Markup:
    """Return a part as what it is, markup, for the template that puts it in its place."""
    return Markup(html)  # noqa: S704 - every part was escaped where it was made

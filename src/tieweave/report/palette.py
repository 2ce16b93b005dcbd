"""The colours of the groups of categories, the same on every page and picture.

From Okabe & Ito (2008), "Color Universal Design", whose eight colours people with any kind of colour vision can tell
apart; where one has less than 3:1 against the background it is drawn with the darker (or lighter) `edge`.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs


@attrs.frozen(kw_only=True)
class Paint:
    """The colour of one group on one background: `fill` of its discs, their `edge`, and `text` written in it."""

    fill: str
    edge: str
    text: str


LIGHT_GROUNDS = ("#ffffff", "#f8f5ef", "#e3eee9", "#e9e3d8", "#e6eeeb", "#f0f1f0")
"""What light pages and pictures have behind discs and text: `style/base.css`, and the bands of `map.svg.jinja`."""

DARK_GROUNDS = ("#14181d", "#1b2027", "#20332e", "#2c343d")
"""What dark pages have."""

LIGHT: Mapping[str, Paint] = {
    "kin": Paint(fill="#d55e00", edge="#a34700", text="#a34700"),
    "friends": Paint(fill="#e69f00", edge="#8f6200", text="#855b00"),
    "work": Paint(fill="#0072b2", edge="#00527f", text="#0069a5"),
    "school": Paint(fill="#56b4e9", edge="#1d739f", text="#1b6790"),
    "community": Paint(fill="#009e73", edge="#006f51", text="#00734f"),
    "services": Paint(fill="#cc79a7", edge="#97447a", text="#954378"),
    "through-others": Paint(fill="#f0e442", edge="#7d7500", text="#6a6300"),
    "other": Paint(fill="#4d4d4d", edge="#262626", text="#4d4d4d"),
    "unknown": Paint(fill="#dde1e6", edge="#727980", text="#5c6269"),
}
"""By slug of the group, on white."""

DARK: Mapping[str, Paint] = {
    "kin": Paint(fill="#e8782a", edge="#ffb98a", text="#ff9d5c"),
    "friends": Paint(fill="#e69f00", edge="#ffd27a", text="#f0b030"),
    "work": Paint(fill="#3a8fd0", edge="#9ccdf5", text="#6fb5ee"),
    "school": Paint(fill="#56b4e9", edge="#bfe3fa", text="#7cc7f0"),
    "community": Paint(fill="#12a97d", edge="#7fe0c0", text="#35c99b"),
    "services": Paint(fill="#cc79a7", edge="#f0bfd9", text="#e29cc3"),
    "through-others": Paint(fill="#f0e442", edge="#fff9b0", text="#f0e442"),
    "other": Paint(fill="#b3b3b3", edge="#e0e0e0", text="#c9c9c9"),
    "unknown": Paint(fill="#3a434d", edge="#98a1ab", text="#a8b0b8"),
}
"""By slug of the group, on the dark page."""

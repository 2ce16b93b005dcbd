"""Keeping in touch: after how many days it is time again, and with whom."""

from __future__ import annotations

import datetime as dt

from tieweave.followups.people import SERVICES, Person, Situation

USUAL = {"family": 14, "friend": 30, "neighbour": 60, "relative": 90}
"""Days without contact after which it is time again, for close ties. Own estimates: what people set in other tools is
14 for family and 90 for friends; friends are at 30 here, since friendships fade within months of little contact, where
kin do not (Roberts & Dunbar, Evolution and Human Behavior 32, 2011)."""
OTHER_CLOSE = 60
ACQUAINTED = 180
"""The same for close ties of other kinds, and for all of Level 2; own estimates."""


def interval(situation: Situation, person: Person) -> int:
    """Return the days without contact after which it is time to be in touch; 0 for never.

    What the user set for the category comes first, then what they set for the level, then the usual ones. These hold
    only where contact was ever seen, and not for those whose services ego uses, or who live with ego.
    """
    chosen = situation.settings.keep_in_touch
    category = person.tie.category
    if category in chosen:
        return chosen[category]
    if person.tie.level is None or person.contact is None or situation.lives_with_ego(person):
        return 0
    level = f"level-{int(person.tie.level)}"
    if level in chosen:
        return chosen[level]
    if category in SERVICES:
        return 0
    return USUAL.get(category, OTHER_CLOSE) if person.is_close else ACQUAINTED


def time_again(situation: Situation, person: Person) -> dt.date | None:
    """Return from which day it is time to be in touch, None for never."""
    days = interval(situation, person)
    if not days:
        return None
    return situation.today if person.contact is None else person.contact + dt.timedelta(days=days)

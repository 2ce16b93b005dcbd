"""Which names are the same company: those that match whole, and those that the user's own aliases join."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tieweave import organisation_names
from tieweave.model import Profile

Key = tuple[str, ...]


def with_own(aliases: Mapping[str, Sequence[str]], profile: Profile) -> Mapping[str, Sequence[str]]:
    """Return the `aliases` and the other names that the profile gives ego's employers and schools."""
    found = {name: tuple(others) for name, others in aliases.items()}
    for one in (*profile.employers, *profile.schools):
        if one.aliases:
            found[one.name] = (*found.get(one.name, ()), *one.aliases)
    return found


def same_company(name: str, aliases: Mapping[str, Sequence[str]]) -> frozenset[Key]:
    """Return the keys of all names of the company called `name`; empty where that names nothing.

    `aliases` give for one name others of the same company; they hold both ways, and on from one to the next.
    """
    found = {organisation_names.key(name)} - {()}
    groups = [{organisation_names.key(text) for text in (one, *others)} - {()} for one, others in aliases.items()]
    grown = True
    while found and grown:
        before = len(found)
        for group in groups:
            if not group.isdisjoint(found):
                found |= group
        grown = len(found) > before
    return frozenset(found)

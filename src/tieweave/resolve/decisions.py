"""What the user has decided of who is who, obeyed whatever the records say."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from tieweave.model import Contact, Decision
from tieweave.resolve.keys import IdentityKeys
from tieweave.resolve.marks import Known, marks
from tieweave.resolve.persons import Persons
from tieweave.spelling import plain


def decided(one: Contact, other: Contact, *, same: bool, code: str = "", when: str = "") -> Decision:
    """Return the decision that two contacts, merged or not, are the `same` person or are not.

    `code` is the calling code of national numbers. A key that both have does not tell one from the other, unless their
    names do.
    """
    sides = [marks(contact, code) for contact in (one, other)]
    named = [{(key, plain(mark.name)) for mark in side for key in mark.keys} for side in sides]
    common = named[0] & named[1]
    own = [
        [attrs.evolve(mark, keys=[key for key in mark.keys if (key, plain(mark.name)) not in common]) for mark in side]
        for side in sides
    ]
    return Decision(same=same, one=own[0], other=own[1], when=when)


def obey(
    persons: Persons, decisions: Sequence[Decision], records: Sequence[Contact], keys: Sequence[IdentityKeys]
) -> None:
    """Join and keep apart the persons that the decisions are about; of two that cannot both be, the later counts."""
    if not decisions:
        return
    known = Known(records, keys.__getitem__)
    for decision in reversed(decisions):
        one, other = (
            sorted({at for mark in side for at in known.find(mark)}) for side in (decision.one, decision.other)
        )
        for a in one:
            for b in other:
                first, second = persons.find(a), persons.find(b)
                if decision.same and not persons.are_foes(first, second):
                    persons.join([[first, second]])
                elif not decision.same and first != second:
                    persons.keep_apart(a, b)

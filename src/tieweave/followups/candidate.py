"""A candidate: something that could be suggested. Its reason is written only once it is chosen."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Hashable, Mapping, Set
from types import MappingProxyType

import attrs

from tieweave.followups.people import Person
from tieweave.model import Purpose

_NOTHING: Mapping[str, str] = MappingProxyType({})
_NOWHERE: Set[Hashable] = frozenset()


@attrs.frozen(eq=False, kw_only=True)
class Candidate:
    """An act toward a `person`. `due` is the day it is bound to, None for any.

    `reason` writes the sentence; `details` are the words for the draft, see `tieweave.followups.drafts`. `origins` are
    the organisations and circles that an ask comes to, as `tieweave.leads.diversify.origins` names them.
    """

    person: Person
    purpose: Purpose
    kind: str = ""
    due: dt.date | None = None
    reason: Callable[[], str]
    details: Mapping[str, str] = _NOTHING
    origins: Set[Hashable] = _NOWHERE

    @property
    def is_private(self) -> bool:
        """Whether it may be done on a day off: toward a private tie, and not about leads to work."""
        about_work = (Purpose.LEAD, Purpose.INTRODUCTION, Purpose.ADVICE)
        return self.person.is_private and self.purpose not in about_work

    @property
    def id(self) -> str:
        """The follow-up's id, the same from run to run.

        A birthday is told from the next by its year, all else by how many of its kind were settled before.
        """
        past = self.person.past
        occasion = past.settled.get((self.purpose, self.kind), 0)
        if self.kind == "birthday" and self.due is not None:
            occasion = self.due.year
        # Where two people were parted again, the one may have fewer settled than there were numbers given.
        while (found := self._numbered(occasion)) in past.settled_ids:
            occasion += 1
        return found

    def _numbered(self, occasion: int) -> str:
        text = "\x1f".join((self.person.id, self.purpose, self.kind, str(occasion)))
        return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()

"""Prospects: everything about a whole book that lead values depend on, worked out once."""

from __future__ import annotations

import bisect
import datetime as dt
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

from tieweave.leads import work
from tieweave.leads.aliases import Key, with_own
from tieweave.leads.domains import company_domains
from tieweave.leads.novelty import Surroundings
from tieweave.leads.reach import reach
from tieweave.leads.target import Fit, Targets, places_of
from tieweave.leads.value import FORMERLY_STRONG, dormancy, worth
from tieweave.model import Circle, Contact, History, Profile
from tieweave.tie_weights import CLOSE_FROM

if TYPE_CHECKING:
    from tieweave.circles import Network

_NO_ALIASES: Mapping[str, Sequence[str]] = MappingProxyType({})


@attrs.frozen(kw_only=True)
class Outlook:
    """The terms of one person's lead value, but for strength; see `value.worth`.

    `circles` is the number of their circles that are not ego's own, None where no network is known.
    """

    mutual: int | None
    intensity: float
    novelty: float
    reach: float
    circles: int | None
    history: History | None
    formerly_strong: bool
    fit: Fit


@attrs.frozen(kw_only=True, eq=False)
class Prospects:
    """A book as leads see it: the contacts, what is known of them together, and what ego is looking for.

    `network` and `histories` name people by their place among the `contacts`; both may be missing.
    """

    contacts: tuple[Contact, ...]
    profile: Profile
    now: dt.datetime
    network: Network | None
    histories: tuple[History | None, ...]
    targets: Targets
    aliases: Mapping[str, Sequence[str]]
    surroundings: Surroundings
    mutuals: tuple[int, ...]
    usual_mutual: float
    volumes: tuple[float, ...]
    domains: Mapping[str, Key]

    @classmethod
    def of(
        cls,
        contacts: Sequence[Contact],
        profile: Profile,
        *,
        now: dt.datetime,
        network: Network | None = None,
        histories: Sequence[History | None] = (),
        target: str = "",
        aliases: Mapping[str, Sequence[str]] = _NO_ALIASES,
    ) -> Prospects:
        """Work out the prospects of a book; `target` takes the place of the profile's own, `aliases` are companies'."""
        aliases = with_own(aliases, profile)
        mutuals = () if network is None else tuple(network.mutual(at) for at in range(len(contacts)))
        known = [mutual for mutual in mutuals if mutual]
        wanted = [target] if target.strip() else profile.targets
        return cls(
            contacts=tuple(contacts),
            profile=profile,
            now=now,
            network=network,
            histories=tuple(histories),
            targets=Targets.of(wanted, places_of(contacts, profile) if wanted else frozenset(), aliases),
            aliases=aliases,
            surroundings=Surroundings.of(profile, now),
            mutuals=mutuals,
            usual_mutual=statistics.median(known) if known else 0.0,
            volumes=tuple(sorted(history.volume for history in histories if history is not None)),
            domains=company_domains(contacts, profile),
        )

    def lead_value(self, at: int, strength: float) -> float:
        """Return the lead value, 0..1, of the contact at a place in the book, given the strength of ego's tie."""
        return self.value(self.outlook(at), strength)

    def outlook(self, at: int) -> Outlook:
        """Return the terms of the lead value of the contact at a place in the book."""
        contact = self.contacts[at]
        history = self.histories[at] if self.histories else None
        rank = self._rank(history)
        mutual = None
        circles: list[Circle] = []
        if self.network is not None:
            # An address book shows few of the people that others know: none seen is not none there.
            mutual = self.mutuals[at] or None
            circles = [self.network.circles[number] for number in self.network.circles_of(at)]
        others = None if self.network is None else sum(not circle.own for circle in circles)
        return Outlook(
            mutual=mutual,
            # Who sleeps is not in touch now, however much it was once.
            intensity=0.0 if history is None or history.is_dormant(self.now) else rank,
            novelty=self.surroundings.novelty(contact, circles),
            reach=reach(contact, others),
            circles=others,
            history=history,
            formerly_strong=rank >= FORMERLY_STRONG,
            fit=self.targets.fit(contact),
        )

    def value(self, outlook: Outlook, strength: float) -> float:
        """Return the lead value, 0..1, of these terms and a tie of this strength."""
        strong = outlook.formerly_strong or strength >= CLOSE_FROM
        return worth(
            strength,
            mutual=outlook.mutual,
            usual_mutual=self.usual_mutual,
            intensity=outlook.intensity,
            novelty=outlook.novelty,
            reach=outlook.reach,
            dormancy=dormancy(outlook.history, self.now, strong=strong),
            fit=outlook.fit.value,
        )

    def places(self) -> dict[str, int]:
        """Return at which place in the book each contact stands, by id."""
        return {contact.id: at for at, contact in enumerate(self.contacts)}

    def colleagues(self) -> Counter[Key]:
        """Return how many contacts are at each organisation."""
        return Counter(key for contact in self.contacts for key in work.keys(contact))

    def _rank(self, history: History | None) -> float:
        """Return the share of those ego is in touch with who are so less than this one, ties by half."""
        if history is None:
            return 0.0
        below = bisect.bisect_left(self.volumes, history.volume)
        same = bisect.bisect_right(self.volumes, history.volume) - below
        return (below + same / 2) / len(self.volumes)

"""Who is in a mailbox: how each is called by whom, which addresses are lists', and which are ego's own."""

from __future__ import annotations

from collections import Counter

from tieweave.model import Profile
from tieweave.resolve.normalise import mailbox
from tieweave_mail.bulk import automatic
from tieweave_mail.letters import Tables

_LEAST_SHARE = 0.02
"""Of the mail in sent folders, or of the mail delivered, that an address must have to be ego's: fewer are strays."""

_LEAST_PRESENCE = 0.5
"""Of all letters, that an address must stand on to be ego's where nothing else tells."""

_MOST_NAMES = 4


class Correspondents:
    """Everyone in a mailbox, counted over the tables of its packs."""

    def __init__(self) -> None:
        self.lists: set[str] = set()
        self.letters = 0
        """How many letters there are."""
        self._present: Counter[str] = Counter()
        self._sent: Counter[str] = Counter()
        self._delivered: Counter[str] = Counter()
        self._writing: dict[str, Counter[str]] = {}
        self._own_names: dict[str, Counter[str]] = {}
        self._given_names: dict[str, Counter[str]] = {}

    def add(self, tables: Tables) -> None:
        """Count those in a pack."""
        self.lists.update(tables.lists)
        forms = [mailbox(address) or address for address, _ in tables.people]
        for address, count in tables.delivered.items():
            self._delivered[mailbox(address) or address] += count
        for person, count, sent in tables.writers:
            if not count:  # what they wrote was left out
                continue
            address, name = tables.people[person]
            form = forms[person]
            self.letters += count
            self._present[form] += count
            self._writing.setdefault(form, Counter())[address] += count
            if sent:
                self._sent[form] += sent
            if name:
                self._own_names.setdefault(form, Counter())[name] += count
        read = [0] * len(forms)
        for count, people in tables.readers:
            for person in people:
                read[person] += count
        for person, count in enumerate(read):
            form, name = forms[person], tables.people[person][1]
            if count:
                self._present[form] += count
            if name and count:
                self._given_names.setdefault(form, Counter())[name] += count

    def ego(self, profile: Profile) -> frozenset[str]:
        """Return ego's mailboxes, as `tieweave.resolve.normalise.mailbox` writes them; none where nothing tells.

        They are the profile's, those that mail in sent folders is from, and those that mail was delivered to. Where
        none of these is on any letter, the one that most letters are from or to.
        """
        own = {mailbox(address) or address for address in profile.emails}
        for counts in (self._sent, self._delivered):
            least = _LEAST_SHARE * counts.total()
            own.update(form for form, count in counts.items() if count >= least and self._may_be_ego(form))
        if not own.isdisjoint(self._present):
            return frozenset(own)
        likely = [(count, form) for form, count in self._present.most_common(50) if self._may_be_ego(form)]
        (first, form), (second, _) = (*likely, (0, ""), (0, ""))[:2]
        return frozenset((*own, form)) if first > max(_LEAST_PRESENCE * self.letters, second) else frozenset()

    def profile(self, own: frozenset[str]) -> Profile:
        """Return what the mailbox says of ego: the addresses in use, most used first, and the name with them."""
        addresses: Counter[str] = Counter()
        called: Counter[str] = Counter()
        for form in own:
            # What mail to ego is addressed to, with every tag, is no address that ego writes from.
            addresses.update(self._writing.get(form) or ({form: 0} if form in self._delivered else {}))
            called.update(self._own_names.get(form, {}))
        return Profile(name=next(iter(_ranked(called)), ""), emails=_ranked(addresses))

    def names(self, form: str) -> tuple[str, ...]:
        """Return how a mailbox's owner is called: as they write it, then as others do, most frequent first."""
        names: dict[str, str] = {}
        for counts in (self._own_names, self._given_names):
            for name in _ranked(counts.get(form, Counter())):
                names.setdefault(name.casefold(), name)
        return tuple(names.values())[:_MOST_NAMES]

    def _may_be_ego(self, form: str) -> bool:
        return form not in self.lists and not automatic(form)


def _ranked(counts: Counter[str]) -> list[str]:
    return sorted(counts, key=lambda text: (-counts[text], -len(text), text))

"""What the user said and did, as it stands in the store at one moment: what finding starts from beside the sources."""

from __future__ import annotations

import attrs

from tieweave import added, answers, identities, journals
from tieweave.model import Answer, Contact, Decision, Entry, FollowUp, Journal, Status
from tieweave.store import Store


@attrs.frozen(kw_only=True)
class Said:
    """Answers, decisions, people added and the journal; two are equal where the user said and did the same.

    What was only suggested is no act of the user's: `settled` are the follow-ups that are more than that.
    """

    answers: tuple[Answer, ...]
    decisions: tuple[Decision, ...]
    added: tuple[Contact, ...]
    entries: tuple[Entry, ...]
    settled: tuple[FollowUp, ...]
    journal: Journal = attrs.field(eq=False)

    @property
    def who(self) -> tuple[object, ...]:
        """What decides which people there are."""
        return self.decisions, self.added

    @property
    def deeds(self) -> tuple[object, ...]:
        """What counts as contact and as give and take."""
        return self.entries, self.settled


def read(store: Store) -> Said:
    """Return what stands in the store; raises `StoreError`."""
    journal = journals.kept(store)
    return Said(
        answers=tuple(held.answer for held in answers.kept(store)),
        decisions=tuple(held.decision for held in identities.decisions(store)),
        added=tuple(held.contact for held in added.kept(store)),
        entries=journal.entries,
        settled=tuple(
            one.follow_up for one in journal.follow_ups if one.moved or one.follow_up.status is not Status.SUGGESTED
        ),
        journal=journal,
    )

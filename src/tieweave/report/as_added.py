"""People added by hand, as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tieweave.added import Numbered
from tieweave.answers import is_outright, outright
from tieweave.model import Contact
from tieweave.report import as_answers
from tieweave.report.harmless import visible


def lines(held: Sequence[Numbered]) -> Iterator[str]:
    """Yield the people, a line each, with the number by which one is taken back."""
    for number, contact in held:
        yield f"{number}. {who(contact)}"


def who(contact: Contact) -> str:
    """Return somebody in a line: the name, what they are to ego, how to reach them, what was noted, and when."""
    said = outright(contact)
    work = [", ".join(filter(None, (one.title, one.name))) for one in contact.organisations]
    reach = [*(email.address for email in contact.emails), *(phone.number for phone in contact.phones)]
    # The labels that the answer was read from are said already, in better words.
    labels = [f"labelled '{label}'" for label in contact.labels if not (said and is_outright(label))]
    parts = [*work, *reach, *labels, *(f"'{note}'" for note in contact.notes), contact.revised[:10]]
    verdict = f": {as_answers.verdict(said)}" if said else ""
    return visible(f"{contact.name}{verdict}  ({', '.join(filter(None, parts))})")

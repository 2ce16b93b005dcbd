"""Favours: who helps each other is close, a little.

"Reciprocal services" are one of the four dimensions of the strength of a tie, beside time, emotional intensity and
mutual confiding (Granovetter, The Strength of Weak Ties, American Journal of Sociology 78, 1973, p. 1361).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from tieweave import tie_weights as weights
from tieweave.give_and_take import Favour
from tieweave.ledger import CLOSE
from tieweave.model import Contact, Evidence

KIND = "favour"


def evidence(contacts: Iterable[Contact], favours: Iterable[Favour], zone: dt.tzinfo = dt.UTC) -> Iterator[Evidence]:
    """Yield what each favour, given or received, says of closeness; its day is that in ego's `zone`.

    Favours of people who are not among the `contacts` are left out.
    """
    known = {contact.id for contact in contacts}
    for one in favours:
        if one.person in known:
            day = one.when.astimezone(zone).date().isoformat()
            did = f"you did them a favour on {day}" if one.given else f"helped you on {day}"
            yield Evidence(
                kind=KIND,
                detail=f"{did}: {one.text}" if one.text else did,
                toward=CLOSE,
                weight=weights.FAVOUR,
                source="journal",
                contact=one.person,
            )

"""How long ego knows somebody, where a note says it: "known since 1998", "met in 2009", "for 20 years".

A connection's date on a network says only when it was clicked, so it is not read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from tieweave import tie_weights as weights
from tieweave.ledger import CLOSE
from tieweave.model import Contact, Evidence, Profile
from tieweave.spelling import plain

KIND = "acquaintance"

_LONG, _SHORT = 5, 2
_SINCE = re.compile(
    r"\b(?:since|met|known|seit|kennengelernt|depuis|rencontre|desde|conoci|dal|dall|conosciut|sinds|leerde|od|poznan"
    r"|conhec|sedan|traffade|larde)\w*\W+(?:[^\W\d]+\W+){0,4}?((?:19|20)\d\d)\b"
)
_YEARS = re.compile(
    r"\b(?:known|know|knows|friends|kenne|kennen|seit|connais|depuis|conozco|desde|conosco|da|ken|znam|od|conheco|ha"
    r"|kant|i)\b\W+(?:[^\W\d]+\W+){0,4}?(\d{1,2}(?:\.\d)?)\s+"
    r"(?:years?|jahren?|ans?|annees?|anos?|anni|anno|jaar|lat|lata|ar)\b"
)


def evidence(contacts: Iterable[Contact], profile: Profile, now: dt.datetime) -> Iterator[Evidence]:
    """Yield how long ego knows each contact, where it is more than five years or less than two."""
    for contact in contacts:
        for note in contact.notes:
            years = years_known(note, now)
            if years is None or _SHORT <= years <= _LONG:
                continue
            yield Evidence(
                kind=KIND,
                detail=f"you have known each other for {_count(years)}",
                toward=CLOSE,
                weight=weights.LONG_KNOWN if years > _LONG else weights.BARELY_KNOWN,
                source=contact.origin("notes", note),
                contact=contact.id,
            )
            break


def years_known(note: str, now: dt.datetime) -> float | None:
    """Return for how many years ego knows somebody as a note has it, None where it says nothing of that."""
    text = plain(note)
    if (found := _YEARS.search(text)) is not None:
        return float(found.group(1))
    if (found := _SINCE.search(text)) is not None and (year := int(found.group(1))) <= now.year:
        return float(now.year - year)
    return None


def _count(years: float) -> str:
    if years < 1:
        return "less than a year"
    return "a year" if years == 1 else f"{years:g} years"

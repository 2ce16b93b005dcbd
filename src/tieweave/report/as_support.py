"""Whom to ask for support: as text, and as JSON, version 1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from tieweave.report.as_json import contact_value
from tieweave.report.as_leads import who
from tieweave.report.harmless import json_document, visible
from tieweave.report.wrapping import fitted, wrapped
from tieweave.support import Help, Supporter

VERSION = 1

_HEADINGS = {
    Help.FEEDBACK: "An honest word on your resume",
    Help.PRACTICE: "Practising interviews",
    Help.HARD_DAYS: "Hard days",
}


def as_json(now: dt.datetime, found: Sequence[Supporter], calling_code: str = "") -> str:
    """Return the lists as a JSON document: one list a kind of support, empty where nobody is close."""
    document = {
        "version": VERSION,
        "now": now.isoformat(),
        "support": {
            str(kind): [
                {
                    "contact": contact_value(one.tie.contact, calling_code),
                    "category": one.tie.category,
                    "strength": one.tie.strength,
                    "value": one.value,
                    "reason": one.reason,
                }
                for one in found
                if one.help is kind
            ]
            for kind in Help
        },
    }
    return json_document(document)


def lines(found: Sequence[Supporter]) -> Iterator[str]:
    """Yield the lists as text of at most 80 columns."""
    if not found:
        yield "Nobody is in Level 1 yet: label those who are close to you, as Family or Friends."
        return
    for kind, heading in _HEADINGS.items():
        some = [one for one in found if one.help is kind]
        if some:
            yield heading
            for one in some:
                yield fitted(f"  {who(one.tie)}")
                yield from wrapped(visible(one.reason), "     ")
            yield ""
    yield "Ask one thing of each, and ask what you can do for them."

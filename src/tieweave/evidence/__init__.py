"""Evidence: what a contact's fields say of the tie, one file a kind.

Every module here has one function `evidence(contacts, profile, now)`, the signature of the `tieweave_evidence`
hook to come: it takes the whole batch, prepares what it needs of the profile once, and yields `Evidence` about
single contacts. Weights are log-odds. What they add up to is `tieweave.classify`'s business.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from tieweave.model import Contact, Evidence, Profile


def collect(contacts: Sequence[Contact], profile: Profile, now: dt.datetime) -> dict[str, list[Evidence]]:
    """Return every piece of evidence by contact id; a contact that nothing speaks about has an empty list."""
    from tieweave.evidence import circles, fields, honorifics, household, labels, relations, titles, workplaces

    found: dict[str, list[Evidence]] = {contact.id: [] for contact in contacts}
    for kind in (labels, relations, honorifics, titles, workplaces, circles, household, fields):
        for item in kind.evidence(contacts, profile, now):
            found[item.contact].append(item)
    return found

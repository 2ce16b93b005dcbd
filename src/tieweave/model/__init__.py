"""The values that everything else takes and returns: frozen, slotted, keyword-only.

Building one normalises how a thing is written (Unicode NFC, white space, lower-cased e-mail addresses, tuples)
and never what it means: no merging, no guessing, no look-up.
"""

from tieweave.model.answer import Answer, Asked
from tieweave.model.book import Book, Failed, Skipped
from tieweave.model.circle import Circle, Shared
from tieweave.model.contact import (
    Address,
    Contact,
    Email,
    Extra,
    Organisation,
    Phone,
    Related,
    SourceRef,
    Url,
)
from tieweave.model.followup import FollowUp, Purpose, Status
from tieweave.model.history import ChannelHistory, History
from tieweave.model.identity import Decision, Identities, Pair, RecordMark, SharedKey
from tieweave.model.interaction import Channel, Direction, Interaction
from tieweave.model.journal import Entry, Journal, Kept
from tieweave.model.lead import Ask, Lead, Standing
from tieweave.model.profile import Affiliation, Profile
from tieweave.model.tie import CategoryProbability, Evidence, ProfessionProbability, Tie

__all__ = [
    "Address",
    "Affiliation",
    "Answer",
    "Ask",
    "Asked",
    "Book",
    "CategoryProbability",
    "Channel",
    "ChannelHistory",
    "Circle",
    "Contact",
    "Decision",
    "Direction",
    "Email",
    "Entry",
    "Evidence",
    "Extra",
    "Failed",
    "FollowUp",
    "History",
    "Identities",
    "Interaction",
    "Journal",
    "Kept",
    "Lead",
    "Organisation",
    "Pair",
    "Phone",
    "ProfessionProbability",
    "Profile",
    "Purpose",
    "RecordMark",
    "Related",
    "Shared",
    "SharedKey",
    "Skipped",
    "SourceRef",
    "Standing",
    "Status",
    "Tie",
    "Url",
]

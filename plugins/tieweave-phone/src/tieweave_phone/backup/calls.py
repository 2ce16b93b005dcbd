"""Calls: what each type says of being in touch."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from tieweave.model import Direction
from tieweave_phone.weights import ATTEMPT, REJECTED, VOICEMAIL


@attrs.frozen
class Kind:
    """A type of call: its direction, its `weight`, and that of one that lasted no second (nobody answered)."""

    direction: Direction
    weight: float
    unanswered: float


KINDS: Mapping[str, Kind | None] = {
    "1": Kind(Direction.IN, 1.0, ATTEMPT),
    "2": Kind(Direction.OUT, 1.0, ATTEMPT),
    "3": Kind(Direction.IN, ATTEMPT, ATTEMPT),
    "4": Kind(Direction.IN, VOICEMAIL, VOICEMAIL),
    "5": Kind(Direction.IN, REJECTED, REJECTED),
    "6": None,  # blocked: ego does not want to be reached
    "7": Kind(Direction.IN, 1.0, 1.0),  # answered on another device, which knows how long it lasted
}
"""The types of Android's `CallLog.Calls.TYPE`, which the app writes as they are."""

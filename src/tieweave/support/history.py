"""What contact says of support: how near somebody lives, and how much ego talks with them in time off work."""

from __future__ import annotations

import datetime as dt

from tieweave.leads.words import tokens
from tieweave.model import Address, Channel, Contact, History, Profile

_SAME_STREET = 1.0
_SAME_TOWN = 0.6
_SAME_REGION = 0.3
"""How near somebody lives whose address shares that much with ego's; own estimates."""
_ENOUGH = 6
"""Acts in time off work from which on more say nothing more. Two are a cue already in the tie data, and their share of
all contact is a poor measure there, so they are counted; six is our estimate."""


def nearness(contact: Contact, profile: Profile) -> float:
    """Return how near somebody lives, 0..1; 0 too where no address says so."""
    return max(
        (_near(home, own) for home in contact.addresses if not _at_work(home) for own in profile.addresses), default=0.0
    )


def companionship(history: History | None, now: dt.datetime) -> float:
    """Return how much ego is in touch with somebody in time off work, 0..1; 0 where nothing is known."""
    if history is None or history.is_dormant(now):
        return 0.0
    return min(sum(channel.off_hours for channel in history.channels) / _ENOUGH, 1.0)


def in_person(history: History | None) -> bool:
    """Say whether ego and somebody meet."""
    return history is not None and any(channel.channel == Channel.MEETING for channel in history.channels)


def by_voice(history: History | None) -> bool:
    """Say whether ego and somebody speak on the telephone."""
    return history is not None and any(channel.channel == Channel.CALL for channel in history.channels)


def _at_work(address: Address) -> bool:
    return any(kind.lower() == "work" for kind in address.types)


def _near(home: Address, own: Address) -> float:
    if home.locality and tokens(home.locality) == tokens(own.locality):
        streets = [tuple(word for word in tokens(one.street) if not word.isdigit()) for one in (home, own)]
        return _SAME_STREET if streets[0] and streets[0] == streets[1] else _SAME_TOWN
    return _SAME_REGION if home.region and tokens(home.region) == tokens(own.region) else 0.0

"""Copies: one act that several sources hold, as one mail in two mailboxes."""

from __future__ import annotations

from collections.abc import Sequence

from tieweave.model import Channel, Interaction


def once(interactions: Sequence[Interaction]) -> list[Interaction]:
    """Return each interaction once: one mail in two mailboxes, two exports of a chat.

    Of two that differ the one that says more is kept, whichever was read first.
    """
    seen: dict[Channel, dict[str, int]] = {channel: {} for channel in Channel}
    kept: list[Interaction] = []
    for act in interactions:
        if act.key:
            at = seen[act.channel].setdefault(act.key, len(kept))
            if at < len(kept):
                kept[at] = max(kept[at], act, key=_says)
                continue
        kept.append(act)
    return kept


def _says(act: Interaction) -> tuple[object, ...]:
    """Return how much an interaction says, as far as two of one key can differ, as what `max` compares."""
    return (
        len(act.participants),
        len(act.others),
        act.weight,
        act.duration or 0.0,
        bool(act.answers),
        act.when,
        act.direction,
        act.participants,
        act.others,
        act.answers,
        act.own,
        act.source,
    )

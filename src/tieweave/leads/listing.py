"""The list of leads: close people at a target employer first, then everybody by lead value, diversified."""

from __future__ import annotations

from collections.abc import Sequence

from tieweave.leads import reasons
from tieweave.leads.diversify import diversified, origins
from tieweave.leads.eligible import can_be_asked, is_close
from tieweave.leads.prospects import Outlook, Prospects
from tieweave.model import Ask, Lead, Tie


def leads(prospects: Prospects, ties: Sequence[Tie], limit: int | None = None) -> list[Lead]:
    """Return who may lead further, the best first, at most `limit` people.

    Close people at a target employer stand before all others, since one of them is worth more than any weak tie (Gee,
    Jones & Burke, Journal of Labor Economics 35, 2017). The value of the others is that of their tie, less what those
    before them from the same organisation or circle have told already, so that it only falls along the list. `ties` are
    those with the prospects' contacts, in any order.
    """
    places = prospects.places()
    colleagues = prospects.colleagues()
    close: list[tuple[Tie, Outlook, float]] = []
    others: list[tuple[tuple[Tie, Outlook], float, dict[object, float]]] = []
    for tie in ties:
        if not can_be_asked(tie.contact, prospects.profile, prospects.now):
            continue
        at = places[tie.contact.id]
        outlook = prospects.outlook(at)
        value = prospects.value(outlook, tie.strength)
        if is_close(tie) and outlook.fit.company:
            close.append((tie, outlook, value))
        else:
            others.append(((tie, outlook), value, dict(origins(prospects, at))))
    close.sort(key=lambda found: (-found[0].strength, -found[2], order(found[0])))
    found = [(tie, outlook, value, True) for tie, outlook, value in close[:limit]]
    left = None if limit is None else limit - len(found)
    ranked = diversified(others, lambda pair: order(pair[0]), left)
    found += [(tie, outlook, value, False) for (tie, outlook), value in ranked]
    return [
        Lead(
            tie=tie,
            value=round(value, 4),
            ask=Ask.REFERRAL if first else reasons.ask_of(tie),
            reason=reasons.why(prospects, outlook, tie, colleagues),
            close=first,
            company=outlook.fit.company,
        )
        for tie, outlook, value, first in found
    ]


def order(tie: Tie) -> tuple[str, str]:
    """Return what decides between equals: the name, then the id."""
    return tie.contact.name.casefold(), tie.contact.id

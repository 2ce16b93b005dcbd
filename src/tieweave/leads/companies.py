"""Whom ego knows at a company: who is there, who was, who knows somebody there, and through whom.

Names match whole, by `organisation_names.key` and the user's own aliases, never by substring: "Meta" is not "Metabolic
Clinic". What the cards leave open is said in the reason instead of being decided.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

import attrs
from rapidfuzz import fuzz

from tieweave import organisation_names
from tieweave.enumeration import enumerated
from tieweave.leads import reasons, work
from tieweave.leads.aliases import Key, same_company
from tieweave.leads.eligible import can_be_asked, is_close
from tieweave.leads.listing import order
from tieweave.leads.mentions import standing_in
from tieweave.leads.prospects import Prospects
from tieweave.model import Ask, Contact, Lead, Organisation, Standing, Tie
from tieweave.organisation_names import domains

_NEAR = 70.0
_VERY_NEAR = 85.0
_HOLDS = 80.0
_MOST_NEAR = 5
_MOST_THROUGH = 3
_SMALL_CIRCLE = 30
"""People of a circle up to which one can take it that they know each other, after the size of a school class."""


@attrs.frozen(kw_only=True)
class CompanyLeads:
    """What is known of a company: the name `asked`, the `names` of it that the cards have, and the leads.

    The leads are those who are there, were there, know somebody there, and whose notes mention it, in this order.
    `near` are other names that may be meant, the nearest first: all there is to say where nothing matches.
    """

    asked: str
    names: tuple[str, ...] = ()
    leads: tuple[Lead, ...] = ()
    near: tuple[str, ...] = ()


@attrs.frozen
class _Found:
    """What somebody's card says of the company: their standing, and that in words."""

    standing: Standing
    words: str


def at_company(prospects: Prospects, ties: Sequence[Tie], name: str, *, limit: int | None = None) -> CompanyLeads:
    """Return whom ego knows at the company called `name`, and who knows people there, at most `limit` of them.

    `ties` are those with the prospects' contacts, in any order; the prospects' aliases are obeyed.
    """
    keys = same_company(name, prospects.aliases)
    people = [tie for tie in ties if can_be_asked(tie.contact, prospects.profile, prospects.now)]
    found = {tie.contact.id: said for tie in people if (said := _standing(tie.contact, keys, prospects)) is not None}
    asked = " ".join(name.split())
    known = _names(ties)
    matched = sorted({text for text in known if organisation_names.key(text) in keys}, key=lambda text: text.casefold())
    shown = matched[0] if matched else asked
    places = prospects.places()
    by_place = {places[tie.contact.id]: tie for tie in people}
    there = {at for at, tie in by_place.items() if _is_there(found.get(tie.contact.id))}
    result = []
    for at, tie in by_place.items():
        said = found.get(tie.contact.id)
        if said is None or said.standing is Standing.MENTIONED:
            known_there, through = _acquaintances(prospects, at, by_place, there)
            if known_there:
                result.append(_through(prospects, at, tie, known_there, through, shown))
            elif said is not None:
                result.append(_lead(prospects, at, tie, said.standing, _mention(said.words), shown))
        else:
            introducers = _introducers(prospects, at, tie, by_place)
            result.append(_direct(prospects, at, tie, said, introducers, shown))
    result.sort(
        key=lambda lead: (_ORDER.index(lead.standing or Standing.MENTIONED), -lead.tie.strength, order(lead.tie))
    )
    return CompanyLeads(
        asked=asked,
        names=tuple(matched),
        leads=tuple(result[:limit]),
        near=_nearest(asked, [text for text in known if organisation_names.key(text) not in keys], bool(result)),
    )


_ORDER = (Standing.PRESENT, Standing.FORMER, Standing.THROUGH, Standing.MENTIONED)


def _is_there(said: _Found | None) -> bool:
    return said is not None and said.standing is not Standing.MENTIONED


def _standing(contact: Contact, keys: Set[Key], prospects: Prospects) -> _Found | None:
    """Return how somebody stands to the company, by what says it best: organisation, title, note, label, address."""
    if not keys:
        return None
    at = [one for one in contact.organisations if one.name and organisation_names.key(one.name) in keys]
    present = work.present(contact)
    now_there = [one for one in at if one in present]
    if now_there:
        return _Found(Standing.PRESENT, _present(now_there[0], present, keys, contact))
    if at:
        return _Found(Standing.FORMER, _former(at[0]))
    said = _told(contact, keys, prospects.now.year)
    if said is not None and said.standing is not Standing.MENTIONED:
        return said
    held = [domains.of_address(email.address) for email in contact.emails]
    domain = next((one for one in held if domains.within(one, prospects.domains) in keys), "")
    if domain:
        elsewhere = next((one.name for one in present if one.name), "")
        if elsewhere:
            words = f"Has an address at {reasons.short(domain)}, though the card says {reasons.short(elsewhere)} now"
            return _Found(Standing.FORMER, words)
        return _Found(Standing.PRESENT, f"Has an address at {reasons.short(domain)}")
    return said


def _present(one: Organisation, present: Sequence[Organisation], keys: Set[Key], contact: Contact) -> str:
    title = one.title or one.role
    words = f"Works as {reasons.short(title)} at {reasons.short(one.name)}" if title else f"Is with {one.name}"
    other = next((also for also in present if also.name and organisation_names.key(also.name) not in keys), None)
    if other is None or any(
        one in record.organisations and other in record.organisations for record in contact.records
    ):
        return words
    if not contact.records:
        return f"{words}, and with {reasons.short(other.name)}"
    return f"{words}, while another record says {reasons.short(other.name)}, and neither says which is present"


def _former(one: Organisation) -> str:
    if work.is_retired(one.title):
        return f"Has retired from {reasons.short(one.name)}"
    if work.is_former(one.title):
        return f"Was at {reasons.short(one.name)} ({reasons.short(one.title)})"
    return f"Was at {reasons.short(one.name)} by an older record"


def _told(contact: Contact, keys: Set[Key], year: int) -> _Found | None:
    """Return what titles, notes, labels and bracketed parts of names say."""
    fields = [
        *((f"the title says {reasons.quoted(one.title)}", one.title) for one in contact.organisations if one.title),
        *(("", note) for note in contact.notes),
        *((f"you labelled them {reasons.quoted(label)}", label) for label in contact.labels),
        *((f"you call them {reasons.quoted(text)}", _aside(text)) for text in (*contact.names, *contact.nicknames)),
    ]
    best: _Found | None = None
    for words, text in fields:
        said = standing_in(text, keys, year) if text else None
        if said is None:
            continue
        standing, clause = said
        told = words or f"your note says {reasons.quoted(clause)}"
        found = _Found(standing, told if standing is Standing.MENTIONED else f"{_BY_NOTE[standing]}: {told}")
        if best is None or _ORDER.index(standing) < _ORDER.index(best.standing):
            best = found
    return best


_BY_NOTE = {Standing.PRESENT: "Seems to be there now", Standing.FORMER: "Seems to have been there"}


def _aside(name: str) -> str:
    """Return what follows a bracket, a dash or an @ in a name: "Ann (Shopify)". A surname is no company."""
    for sign in ("(", " - ", " – ", " @", "@ ", ", "):
        if sign in name:
            return name.partition(sign)[2]
    return ""


def _acquaintances(
    prospects: Prospects, at: int, by_place: Mapping[int, Tie], there: Set[int]
) -> tuple[list[Contact], str]:
    """Return whom somebody knows who is or was there, those they know best first, and how it is known."""
    network = prospects.network
    if network is None or not there:
        return [], ""
    weights: dict[int, float] = {}
    for other, weight in network.links(at):
        if other in there and other != at:
            weights[other] = max(weight, weights.get(other, 0.0))
    if weights:
        known = sorted(weights, key=lambda other: (-weights[other], order(by_place[other])))
        return [by_place[other].contact for other in known[:_MOST_THROUGH]], ""
    mine = {number for number in network.circles_of(at) if len(network.circles[number].members) <= _SMALL_CIRCLE}
    shared = sorted(
        (network.circles[min(both)].name, order(by_place[other]), other)
        for other in there
        if (both := mine.intersection(network.circles_of(other)))
    )
    if not shared:
        return [], ""
    circle = shared[0][0]
    return [by_place[other].contact for name, _, other in shared if name == circle][:_MOST_THROUGH], circle


def _introducers(prospects: Prospects, at: int, tie: Tie, by_place: Mapping[int, Tie]) -> list[Contact]:
    """Return close people who know somebody that ego is not close to: who can introduce."""
    if prospects.network is None or is_close(tie):
        return []
    found = {
        by_place[other].contact.id: (-weight, by_place[other])
        for other, weight in sorted(prospects.network.links(at), key=lambda link: (link[1], link[0]))
        if other in by_place and other != at and is_close(by_place[other])
    }
    best = sorted(found.values(), key=lambda held: (held[0], -held[1].strength, order(held[1])))
    return [held.contact for _, held in best[:_MOST_THROUGH]]


def _direct(prospects: Prospects, at: int, tie: Tie, said: _Found, introducers: list[Contact], company: str) -> Lead:
    strong = is_close(tie)
    if said.standing is Standing.PRESENT:
        request = "ask whether they would recommend you" if strong else "ask what the work there is like"
    else:
        request = (
            "ask whom they would introduce you to there" if strong else "ask what it was like there, and who decides"
        )
    told = said.words
    if introducers:
        names = enumerated([reasons.named(contact) for contact in introducers])
        told += f"; {names}, close to you, {'knows' if len(introducers) == 1 else 'know'} them"
    touched = reasons.touch(prospects.outlook(at).history, prospects.now)
    told += f"; {touched}" if touched else ""
    return _lead(prospects, at, tie, said.standing, f"{told}: {request}.", company, tuple(introducers))


def _through(prospects: Prospects, at: int, tie: Tie, known: list[Contact], circle: str, company: str) -> Lead:
    names = enumerated([reasons.named(contact) for contact in known])
    which = "who is or was there" if len(known) == 1 else "who are or were there"
    how = f"Is in the circle {reasons.quoted(circle)} with {names}" if circle else f"Knows {names}"
    request = "ask to be put in touch" if is_close(tie) else "ask what they hear from there"
    return _lead(prospects, at, tie, Standing.THROUGH, f"{how}, {which}: {request}.", company, tuple(known))


def _mention(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}, and not whether they are there themselves: ask how they stand to it."


def _lead(
    prospects: Prospects,
    at: int,
    tie: Tie,
    standing: Standing,
    reason: str,
    company: str,
    through: tuple[Contact, ...] = (),
) -> Lead:
    strong = is_close(tie) and standing is not Standing.MENTIONED
    return Lead(
        tie=tie,
        value=round(prospects.lead_value(at, tie.strength), 4),
        ask=Ask.REFERRAL if strong else Ask.INFORMATION,
        reason=reason,
        close=is_close(tie) and standing is Standing.PRESENT,
        company=company,
        standing=standing,
        through=through,
    )


def _names(ties: Sequence[Tie]) -> list[str]:
    """Return every organisation's name in the book, one for each spelling."""
    return sorted({one.name for tie in ties for one in tie.contact.organisations if one.name})


def _nearest(asked: str, names: Sequence[str], matched: bool) -> tuple[str, ...]:
    """Return the names nearest to the one asked for, by spelling, or that hold it as words of their own.

    Where something matched, only those that may well be another writing of the same.
    """
    wanted = organisation_names.key(asked)
    together = "".join(wanted)
    best: dict[Key, tuple[float, str]] = {}
    for name in names:
        key = organisation_names.key(name)
        score = fuzz.ratio(together, "".join(key))
        if organisation_names.mentions(key, wanted) or organisation_names.mentions(wanted, key):
            score = max(score, _HOLDS if not matched else _VERY_NEAR)
        if score >= (_VERY_NEAR if matched else _NEAR) and (key not in best or score > best[key][0]):
            best[key] = score, name
    return tuple(name for _, name in sorted(best.values(), key=lambda held: (-held[0], held[1]))[:_MOST_NEAR])

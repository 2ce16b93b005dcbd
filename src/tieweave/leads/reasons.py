"""Reasons: one plain sentence that says why to ask this person, and for what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from tieweave import organisation_names
from tieweave.categories import UNKNOWN, by_slug
from tieweave.leads import work
from tieweave.leads.aliases import Key
from tieweave.leads.eligible import is_close
from tieweave.leads.prospects import Outlook, Prospects
from tieweave.leads.target import Part
from tieweave.model import Ask, Contact, History, Organisation, Tie

NOT_NOTED = "You have not noted yet what they do"
"""What is said of somebody of whom neither the work is known nor what they are to ego."""

_LONGEST = 60
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MEET_MANY = frozenset(
    "hair-stylist realtor coach community-leader service-club-member club-member insurance-agent banker lawyer "
    "accountant financial-advisor church-member health-club-member supplier client".split()
)
"""Kinds of ties to people who meet many others by what they do."""
_BACK_IN_TOUCH = "a good moment to get back in touch"


def ask_of(tie: Tie) -> Ask:
    """Return what to ask somebody for: strong ties carry influence, weak ones information (Yakubovich 2005)."""
    return Ask.REFERRAL if is_close(tie) else Ask.INFORMATION


def why(prospects: Prospects, outlook: Outlook, tie: Tie, colleagues: Mapping[Key, int]) -> str:
    """Return the sentence for a lead of a general search."""
    fit = outlook.fit
    organisation = _main(tie.contact, fit.company)
    who = standing(tie, organisation)
    if fit.company:
        who += ", a target of yours"
    elif fit.field and fit.place:
        who += f", close to your target {quoted(fit.field)} and in {short(fit.place)}"
    elif fit.field:
        who += f", close to your target {quoted(fit.field)}"
    more = [_news(outlook, tie, organisation, colleagues), touch(outlook.history, prospects.now)]
    told = "; ".join([who, *filter(None, more)])
    fits = bool(fit.company or fit.field or not prospects.targets.texts)
    about = _about(prospects.targets.about, colleagues)
    return f"{told}: {_request(ask_of(tie), organisation if fits else None, about)}."


def standing(tie: Tie, organisation: Organisation | None) -> str:
    """Return in a few words who somebody is: their work, else what they are to ego."""
    if organisation is not None:
        title = organisation.title or organisation.role
        if title and organisation.name:
            return f"Works as {short(title)} at {short(organisation.name)}"
        return f"Works as {short(title)}" if title else f"Is with {short(organisation.name)}"
    retired = next((one for one in tie.contact.organisations if work.is_retired(one.title)), None)
    if retired is not None:
        return f"Has retired from {short(retired.name)}" if retired.name else "Has retired"
    if tie.category == UNKNOWN:
        return NOT_NOTED
    kinds = by_slug()
    label = kinds[tie.category].label if tie.category in kinds else tie.category
    return f"Known to you as {label[:1].lower()}{label[1:]}"


def touch(history: History | None, now: dt.datetime) -> str:
    """Return when ego was last in touch with somebody, and whether it is time again; "" where nothing is known."""
    if history is None or history.last > now:
        return ""
    last = f"you were last in touch in {_MONTHS[history.last.month - 1]} {history.last.year}"
    return f"{last}, {_BACK_IN_TOUCH}" if history.is_dormant(now) else last


def short(text: str) -> str:
    """Return a contact's text as a part of a sentence, cut where it is long."""
    line = " ".join(text.split()).rstrip(".;:")
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1].rstrip() + "…"


def quoted(text: str) -> str:
    """Return a text of ego's or of a contact's in quotation marks."""
    return f"‘{short(text)}’"


def named(contact: Contact) -> str:
    """Return what to call somebody."""
    reach = [email.address for email in contact.emails] + [phone.number for phone in contact.phones]
    return short(contact.name or (reach[0] if reach else "") or "somebody without a name")


def _main(contact: Contact, company: str) -> Organisation | None:
    """Return the organisation to speak of: the target's, else the one with the highest title, else the first."""
    held = [one for one in work.present(contact) if one.name or one.title or one.role]
    if company:
        held = [one for one in held if one.name == company] or held
    return max(held, key=lambda one: (work.seniority(one.title or one.role), bool(one.title)), default=None)


def _news(outlook: Outlook, tie: Tie, organisation: Organisation | None, colleagues: Mapping[Key, int]) -> str:
    """Return what is new to ego in somebody's surroundings, "" where nothing can be said."""
    if outlook.novelty == 0:
        return "hears much of what you hear where you work"
    name = organisation.name if organisation is not None else ""
    if name and outlook.novelty == 1 and colleagues.get(organisation_names.key(name)) == 1:
        return "nobody else you know is there"
    if outlook.circles:
        many = "a circle that is" if outlook.circles == 1 else f"{outlook.circles} circles that are"
        return f"moves in {many} not yours"
    return "meets many people you don't" if tie.category in _MEET_MANY and outlook.novelty > 0 else ""


def _about(part: Part | None, colleagues: Mapping[Key, int]) -> str:
    """Return where to ask people whom they know: at a company, if the book has one of that name, else in a field."""
    if part is None:
        return ""
    return f"at {short(part.text)}" if any(key in colleagues for key in part.keys) else f"in {quoted(part.text)}"


def _request(ask: Ask, organisation: Organisation | None, about: str) -> str:
    """Return what to ask for, in words; `organisation` is that of theirs which ego may want to work for."""
    at = organisation.name if organisation is not None else ""
    if ask is Ask.REFERRAL:
        return f"ask whether they would recommend you at {short(at)}" if at else "ask whom they would introduce you to"
    if at:
        return "ask what the work there is like"
    return f"ask whom they know {about}" if about else "ask what they hear of work, and from whom"

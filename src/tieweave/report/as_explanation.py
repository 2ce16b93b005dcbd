"""One person, explained: the verdict, then every piece of evidence with its weight, as a ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from tieweave import ledger
from tieweave.categories import UNKNOWN, by_slug
from tieweave.classifier import CATEGORY_PRIOR
from tieweave.model import Evidence, Tie
from tieweave.report.as_json import tie_value
from tieweave.report.harmless import json_document, visible
from tieweave.report.look import PLAIN, Line, Room, meter, weighed, whole
from tieweave.resolve.provenance import provenance

_MOST = 5


def as_json(ties: Sequence[Tie], now: dt.datetime, calling_code: str) -> str:
    """Return the ties as a JSON document like that of `classify`, without the summary, and with more a person.

    `professions` has how probable it is that somebody is a lawyer, say, and that they are ego's; `provenance` has who
    says what.
    """
    document = {
        "version": 1,
        "now": now.isoformat(),
        "ties": [
            {
                **tie_value(tie, calling_code),
                "professions": [
                    {"category": one.category, "probability": one.probability, "yours": one.yours}
                    for one in tie.professions
                ],
                "provenance": [
                    {"field": said.field, "value": said.value, "sources": list(said.sources)}
                    for said in provenance(tie.contact, calling_code)
                ],
            }
            for tie in ties
        ],
    }
    return json_document(document)


def lines(ties: Sequence[Tie], room: Room = PLAIN, *, calling_code: str) -> Iterator[Line]:
    """Yield the explanation's lines; of more than five people only their names, to choose from."""
    if len(ties) > _MOST:
        yield ((f"{len(ties)} people match; name one of them in full:", "heading"),)
        for tie in ties:
            yield from whole(f"{visible(tie.contact.name)}  {_reach(tie)}".rstrip(), room, "  ")
        return
    for index, tie in enumerate(ties):
        if index:
            yield ()
        yield from _explain(tie, tie.start, calling_code, room)


def _explain(tie: Tie, prior: float, calling_code: str, room: Room) -> Iterator[Line]:
    labels = {slug: category.label for slug, category in by_slug().items()}
    level = "level not known yet" if tie.level is None else f"Level {int(tie.level)} ({tie.level_probability:.0%})"
    category = "category unknown" if tie.category == UNKNOWN else labels.get(tie.category, tie.category)
    name = visible(tie.contact.name) or "(no name)"
    picture: Line = (("  ", ""), meter(tie.strength, room)) if room.drawn else ()
    yield (name, "heading"), (f": {category}, {level}, strength {tie.strength:.2f}", ""), *picture
    if reach := _reach(tie):
        yield from whole(reach, room, "  ")
    sources = ", ".join(visible(f"{ref.source} ({ref.key})") for ref in tie.contact.sources)
    yield from whole(f"from {sources}", room, "  ", "faint")
    if tie.contact.records:
        for said in provenance(tie.contact, calling_code):
            text = f"{said.field}: {visible(said.value)}  [{visible(', '.join(said.sources))}]"
            yield from whole(text, room, "    ", "faint")
    others = ", ".join(f"{held.category} {held.probability:.0%}" for held in tie.categories)
    if others:
        yield from whole(f"categories: {others}", room, "  ")
    for one in tie.professions:
        profession = labels.get(one.category, one.category).lower()
        yield ((f"  {profession} by profession {one.probability:.0%}, yours {one.yours:.0%}", ""),)
    yield ((f"  lead {tie.lead:.2f}, support {tie.support:.2f}", ""),)
    if not tie.evidence:
        yield from whole("No evidence: nothing but the name speaks. A label or a note would help.", room, "  ")
        return
    sums = ledger.totals(tie.evidence)
    for toward in sorted(sums, key=lambda name: (name in (ledger.CLOSE, ledger.WORK), -sums[name], name)):
        items = [item for item in tie.evidence if item.toward == toward]
        yield ()
        yield ((_heading(toward, sums[toward], prior, labels), "name"),)
        for item in items:
            yield from weighed(f"    {item.weight:+5.1f}  ", _item(item), item.weight, room)


def _heading(toward: str, total: float, prior: float, labels: dict[str, str]) -> str:
    if toward == ledger.CLOSE:
        start = ledger.log_odds(prior)
        return f"  close: starts at {start:+.1f}, evidence {total:+.1f}, so {ledger.probability(start + total):.0%}"
    if toward == ledger.WORK:
        return f"  known through work: evidence {total:+.1f}"
    name = labels.get(toward, toward).lower()
    chance = ledger.probability(CATEGORY_PRIOR + total)
    return f"  {name}: starts at {CATEGORY_PRIOR:+.1f}, evidence {total:+.1f}, so {chance:.0%}"


def _item(item: Evidence) -> str:
    return f"{visible(item.detail)}  [{item.kind}; {visible(item.source)}]"


def _reach(tie: Tie) -> str:
    contact = tie.contact
    places = [" at ".join(part for part in (o.title or o.role, o.name) if part) for o in contact.organisations]
    reach = [email.address for email in contact.emails] + [phone.number for phone in contact.phones]
    return visible(", ".join([*filter(None, places), *reach]))

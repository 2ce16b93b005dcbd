"""What can be done about one person, in the app: say what they are, log what happened, put right who is who."""

from __future__ import annotations

from tieweave.answers import Numbered
from tieweave.categories import CATEGORIES
from tieweave.category_groups import GROUPS
from tieweave.overview import Alter
from tieweave.report.as_answers import verdict
from tieweave.report.as_duplicates import entry
from tieweave.report.page.people import People, reasons
from tieweave.report.page.rendering import rendered, this_day


def acts(people: People, alter: Alter, *, said: Numbered | None = None) -> str:
    """Return the forms for one of the people of a page, as one element.

    `said` is what the user answered of them last, which can then be taken back. Where several records make the person,
    each can be parted from the others; the number of a record is its place in the contact's, from 1. All reasons are
    there where the list of everybody had no room for them.
    """
    overview = people.overview
    labels = {category.slug: category.label for category in CATEGORIES}
    groups = [
        (group.label, [(slug, labels[slug]) for slug in group.categories if slug in labels])
        for group in GROUPS
        if any(slug in labels for slug in group.categories)
    ]
    records = alter.tie.contact.records
    said_for_it = reasons(alter.tie)
    return str(
        rendered(
            "acts.html.jinja",
            alter=alter,
            groups=groups,
            reasons=said_for_it if len(said_for_it) > people.most_reasons else (),
            records=[entry(one, overview.calling_code) for one in records] if len(records) > 1 else [],
            said=said,
            verdict=verdict(said.answer) if said else "",
            today=this_day(overview.now, overview.zone).isoformat(),
        )
    )

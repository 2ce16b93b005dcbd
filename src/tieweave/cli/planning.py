"""Making the plan for a command, and keeping it, so that `tieweave done` knows what an id means."""

from __future__ import annotations

import click

from tieweave import followups, journals, planning
from tieweave.cli.run import Run
from tieweave.config import Config
from tieweave.errors import StoreError
from tieweave.followups import Templates
from tieweave.model import FollowUp, Journal
from tieweave.report.harmless import visible
from tieweave.resolve import phones
from tieweave.store import Store


def without_those_left_alone(found: Run, store: Store | None) -> Journal:
    """Return the journal of a run with what is open toward those who died, or want no contact, dropped.

    So a push removes it from the sinks too. It is kept in the `store` (None: nowhere).
    """
    news = planning.dropped_for_those_left_alone(found.ties, found.journal)
    if news and store is not None:
        try:
            journals.settle_news(store, news, found.now)
        except StoreError as error:
            click.echo(f"warning: {visible(str(error))}", err=True)
    return journals.with_news(found.journal, news, found.now)


def planned(
    found: Run, journal: Journal, *, config: Config, per_week: int | None, weeks: int | None, store: Store | None
) -> list[FollowUp]:
    """Return the plan for what a run found, given the `journal`, and keep it in the `store` (None: nowhere).

    A store that cannot be written is told of, and the plan is there all the same.
    """
    plan = followups.suggest(
        found.ties,
        per_week=per_week,
        weeks=weeks,
        profile=found.book.profile,
        now=found.now,
        prospects=found.prospects,
        journal=journal,
        settings=config.plan,
        templates=Templates.load(config.plan.templates),
        is_partial=bool(found.book.failed),
    )
    if store is not None:
        code = phones.calling_code(found.book.profile, found.book.contacts)
        try:
            planning.keep(store, plan, found.ties, now=found.now, code=code)
        except StoreError as error:
            click.echo(f"warning: {visible(str(error))}; the plan is not kept", err=True)
    return plan

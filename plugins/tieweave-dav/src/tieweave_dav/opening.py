"""From a location to the sink for it: signing in, and finding the place to write to."""

from __future__ import annotations

from tieweave.errors import SinkError, SourceError
from tieweave.sinks import Sink, SinkContext
from tieweave.sources import Context
from tieweave_dav import kinds
from tieweave_dav.errors import ServerError
from tieweave_dav.label_sink import LabelSink
from tieweave_dav.session import Account, signed_in
from tieweave_dav.task_sink import TaskSink


def sink(name: str, text: str, context: SinkContext) -> Sink:
    """Return the sink `name` ("caldav" or "carddav") of a location, signed in; raises `SinkError`, `SettingsError`."""
    of_sources = Context(
        now=context.now,
        profile=context.profile,
        store=context.store,
        options=context.options,
        progress=context.progress,
    )
    try:
        account = Account.at(name, text, of_sources, kinds.TASKS if name == kinds.TASKS.name else None)
        session = signed_in(account)
    except SourceError as error:
        raise SinkError(str(error)) from error
    except ServerError as error:
        raise SinkError(f"{text}: {error.reason}") from error
    account.remembered.keep(session.user, session.found)
    try:
        return TaskSink(account, session, context) if account.kind is kinds.TASKS else LabelSink(account, session)
    except BaseException:
        session.server.close()
        raise

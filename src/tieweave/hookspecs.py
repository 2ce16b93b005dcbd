"""The hooks a plugin can implement. A hook is added only together with a plugin that uses it.

Every hook returns declarations, so it can be listed and tested without reading anything. A plugin's module
holds hooks and nothing heavy: it imports its libraries inside `open` and `write`. Hook parameters have no
defaults, and no hook takes wrappers.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pluggy

if TYPE_CHECKING:
    from tieweave.formats import FormatType
    from tieweave.sinks import SinkType
    from tieweave.sources import SourceType

hookspec = pluggy.HookspecMarker("tieweave")


@hookspec
def tieweave_sources() -> Iterable[SourceType]:  # type: ignore[empty-body]
    """Declare the sources this plugin can open.

    Called once, when the plugins are loaded. An empty iterable means none. An exception makes the
    plugin a failed one: it is reported by name and the others go on. A name that another plugin declares too is
    an error that names both.

    A complete plugin, in `tieweave_lines/__init__.py`, which reads a text file of one name a line::

        import tieweave
        from tieweave.sources import Context, Source, SourceType

        def _open(location: str, context: Context) -> Source:
            with open(location, encoding="utf-8") as file:
                for number, line in enumerate(file, start=1):
                    if name := line.strip():
                        yield tieweave.Contact(source=location, key=f"line-{number}", name=name)

        @tieweave.hookimpl
        def tieweave_sources():
            yield SourceType(
                name="lines",
                summary="text files (.names) of one name a line",
                matches=lambda location: location.endswith(".names"),
                open=_open,
            )

    with this in its `pyproject.toml`::

        [project]
        name = "tieweave-lines"
        dependencies = ["tieweave"]

        [project.entry-points.tieweave]
        lines = "tieweave_lines"
    """


@hookspec
def tieweave_formats() -> Iterable[FormatType]:  # type: ignore[empty-body]
    r"""Declare the output formats this plugin can write, for `tieweave classify --format NAME`.

    Called once, when the plugins are loaded. A name that is built in (`table`, `json`, `jsonl`, `csv`) cannot be
    declared; failing and clashing are dealt with as for `tieweave_sources`.

    A complete plugin, in `tieweave_names/__init__.py`, which writes one name a line::

        import tieweave
        from tieweave.formats import FormatType

        def _write(result, stream, options):
            for tie in result.ties:
                stream.write(tie.contact.name + "\n")

        @tieweave.hookimpl
        def tieweave_formats():
            yield FormatType(name="names", summary="one name a line", write=_write)
    """


@hookspec
def tieweave_sinks() -> Iterable[SinkType]:  # type: ignore[empty-body]
    r"""Declare the sinks this plugin can deliver follow-ups to, for `tieweave push --to LOCATION`.

    Called once, when the plugins are loaded; failing and clashing are dealt with as for `tieweave_sources`.

    A complete plugin, in `tieweave_todo/__init__.py`, which keeps follow-ups in a text file, one a line::

        import datetime as dt
        from pathlib import Path

        import tieweave
        from tieweave.sinks import Delivery, Outcome, Seen, SinkType, file_of
        from tieweave.whole_file import replaced

        class TodoFile:
            def __init__(self, path):
                self.key = path

            def _lines(self):
                path = Path(self.key)
                lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
                return {line.rpartition(" id:")[2]: line for line in lines}

            def seen(self):
                if not Path(self.key).exists():
                    return None
                return [
                    Seen(id=id, done=line.startswith("x "), due=dt.date.fromisoformat(line.removeprefix("x ")[:10]))
                    for id, line in self._lines().items()
                ]

            def deliver(self, items, *, dry_run=False):
                lines = self._lines()
                for item in items:
                    before = lines.pop(item.id, None)
                    if item.status.is_open or (before and item.status is not tieweave.Status.DROPPED):
                        done = "" if item.status.is_open else "x "
                        lines[item.id] = f"{done}{item.due} {item.title} id:{item.id}"
                    outcome = Outcome.UPDATED if before else Outcome.CREATED
                    if lines.get(item.id) == before:
                        outcome = Outcome.UNCHANGED
                    elif not dry_run:
                        with replaced(Path(self.key)) as file:
                            file.writelines(f"{line}\n" for line in lines.values())
                    yield Delivery(item=item.id, title=item.title, outcome=outcome)

            def close(self):
                pass

        @tieweave.hookimpl
        def tieweave_sinks():
            yield SinkType(
                name="todo",
                summary="a text file (todo:FILE) of one follow-up a line",
                matches=lambda location: location.startswith("todo:"),
                open=lambda location, context: TodoFile(file_of(location, "todo")),
            )
    """

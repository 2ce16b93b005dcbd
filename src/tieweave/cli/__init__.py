"""The command. The one place that prints; nothing heavy is imported before a command runs.

Exit codes: 0 all fine, 1 failed, 2 usage or nobody to answer a question, 3 results were printed but a source failed
(or, with `--strict`, a record was skipped).
"""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
from typing import NoReturn

import click

from tieweave import __version__
from tieweave.cli.add import add
from tieweave.cli.app import app
from tieweave.cli.balance import balance
from tieweave.cli.circles import circles
from tieweave.cli.classify import classify
from tieweave.cli.coverage import coverage
from tieweave.cli.doctor import doctor
from tieweave.cli.duplicates import duplicates
from tieweave.cli.explain import explain
from tieweave.cli.forget import forget
from tieweave.cli.history import history
from tieweave.cli.init import init
from tieweave.cli.label import label
from tieweave.cli.leads import leads
from tieweave.cli.log import log
from tieweave.cli.login import login, logout
from tieweave.cli.plan import plan
from tieweave.cli.plugins import plugins
from tieweave.cli.push import push
from tieweave.cli.report import report
from tieweave.cli.review import review
from tieweave.cli.settle import done, drop, snooze
from tieweave.cli.store import store
from tieweave.cli.support import support
from tieweave.cli.today import today
from tieweave.errors import NoAnswerError, PluginError, TieweaveError


class _Group(click.Group):
    """A group that ends quietly when its reader has gone (`| head`), which click itself calls a failure."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _discard_output()
            ctx.exit(0)
        return result


@click.group(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: tieweave classify contacts.vcf",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
@click.option("--config", metavar="FILE", help="Read this configuration instead of the usual one.")
@click.option("--debug", is_flag=True, help="Show the traceback of a plugin's failure.")
@click.pass_context
def tieweave(context: click.Context, config: str | None, debug: bool) -> None:
    """Everyone you know, in two levels, each with a category and the reasons."""
    context.obj = {"config": config, "debug": debug}


for command in (
    classify,
    explain,
    coverage,
    leads,
    support,
    plan,
    push,
    report,
    app,
    circles,
    review,
    label,
    add,
    today,
    done,
    snooze,
    drop,
    log,
    history,
    balance,
    duplicates,
    store,
    forget,
    plugins,
    init,
    doctor,
    login,
    logout,
):
    tieweave.add_command(command)


def main() -> NoReturn:
    """Run the command and exit with its code; a mistake of the user's is one line, never a traceback."""
    # A run makes frozen values without cycles and keeps most of them to its end: the collector would walk them all
    # again and again and find nothing. Measured at 10,000 cards: a fifth of the CPU time.
    gc.disable()
    _prepare_streams()
    try:
        code = tieweave.main(prog_name="tieweave", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        click.echo("interrupted", err=True)
        code = 130
    except OSError as error:
        click.echo(f"error: cannot write the output ({error.strerror or error})", err=True)
        _discard_output()
        code = 1
    except TieweaveError as error:
        from tieweave.report.harmless import visible

        if isinstance(error, PluginError) and "--debug" in sys.argv:
            raise
        click.echo(f"error: {visible(str(error))}", err=True)
        code = 2 if isinstance(error, NoAnswerError) else 1
    sys.exit(code or 0)


def script() -> NoReturn:
    """Run the command as a program, and end the process without freeing what it holds, object by object.

    At 10,000 cards that takes as long as merging them; mypy ends in the same way for the same reason.
    """
    try:
        main()
    except SystemExit as stop:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError):
                stream.flush()
        os._exit(stop.code if isinstance(stop.code, int) else 1)


def _prepare_streams() -> None:
    """Write UTF-8 whatever the locale says, since names are in every script; and nowhere where a stream is closed.

    What is typed is read as the terminal writes it; what is no text in that becomes U+FFFD.
    """
    if hasattr(sys.stdin, "reconfigure"):
        with contextlib.suppress(io.UnsupportedOperation):  # it has been read from: a run within another program
            sys.stdin.reconfigure(errors="replace")
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - open to the end of the run
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _discard_output() -> None:
    """Send what is still to be written nowhere: Python would complain while it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

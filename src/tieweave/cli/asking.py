"""Questions to the person at the terminal; an input that has ended answers none of them."""

from __future__ import annotations

import sys

import click

from tieweave.errors import NoAnswerError
from tieweave.report.harmless import visible


def ask(question: str, default: str = "") -> str:
    """Put a question on stderr and return the line that answers it, or `default` where it is empty.

    Raises `NoAnswerError` when there is no answer to come: nothing asks again and again without end.
    """
    shown = f" [{visible(default)}]" if default else ""
    click.echo(f"{visible(question)}{shown} ", nl=False, err=True)
    answer = sys.stdin.readline() if sys.stdin else ""
    if not answer:
        click.echo(err=True)
        raise NoAnswerError(f"no answer to {question!r}: the input has ended; run it at a terminal")
    return answer.strip() or default


def ask_secret(question: str) -> str:
    """Put a question as `ask` does, without showing what is typed at a terminal."""
    import getpass

    if not (sys.stdin and sys.stdin.isatty()):
        return ask(question)
    try:
        return getpass.getpass(f"{visible(question)} ", sys.stderr)
    except EOFError:
        raise NoAnswerError(f"no answer to {question!r}: the input has ended; run it at a terminal") from None


def confirmed(question: str) -> bool:
    """Return whether the answer to a question is yes, as an empty one is."""
    while True:
        answer = ask(f"{question} [Y/n]").lower()
        if answer in ("", "y", "yes"):
            return True
        if answer in ("n", "no"):
            return False
        click.echo("please answer y or n", err=True)

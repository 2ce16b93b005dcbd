"""Questions to the person at the terminal; an input that has ended answers none of them."""

from __future__ import annotations

import sys
from collections.abc import Collection
from typing import TYPE_CHECKING

import click

from tieweave.errors import NoAnswerError
from tieweave.report.harmless import visible

if TYPE_CHECKING:
    from tieweave.sources import SignIn


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


def signing_in(client_secrets: str | None = None, *, browser: bool = True) -> SignIn:
    """Return how a plugin may ask the person at the terminal to sign in."""
    from tieweave.sources import SignIn

    return SignIn(
        say=lambda line: click.echo(visible(line), err=True),
        ask=ask,
        ask_secret=ask_secret,
        client_secrets=client_secrets,
        browser=browser,
    )


def somebody_is_there() -> bool:
    """Return whether a person at a terminal can be asked."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty())


def confirmed(question: str) -> bool:
    """Return whether the answer to a question is yes, as an empty one is."""
    while True:
        answer = ask(f"{question} [Y/n]").lower()
        if answer in ("", "y", "yes"):
            return True
        if answer in ("n", "no"):
            return False
        click.echo("please answer y or n", err=True)


def press(question: str, keys: Collection[str]) -> str:
    """Put a question on stderr and return the one of the `keys` that answers it, without Enter at a terminal.

    Elsewhere it is a line that answers: the key, or a word that begins with it. Raises `NoAnswerError` when there is no
    answer to come, as `ask` does.
    """
    allowed = frozenset(keys)
    while True:
        answer = _pressed(question) if sys.stdin and sys.stdin.isatty() else ask(question).lower()
        if answer in allowed:
            return answer
        if answer.isalpha() and answer[0] in allowed:
            return answer[0]
        click.echo(f"please answer with one of {' '.join(keys)}", err=True)


def _pressed(question: str) -> str:
    """Return the key that is pressed at the terminal, in lower case; "" of one that is no letter, such as an arrow."""
    click.echo(f"{visible(question)} ", nl=False, err=True)
    try:
        typed = click.getchar()
    except EOFError:
        typed = ""
    if not typed:
        click.echo(err=True)
        raise NoAnswerError(f"no answer to {question!r}: the input has ended; run it at a terminal")
    # An arrow or a function key comes as several characters that begin with an escape, and Windows' with a null.
    key = "" if typed[0] in "\x1b\x00\xe0" else typed[0].lower()
    click.echo(visible(key), err=True)
    return key

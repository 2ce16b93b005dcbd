"""The consent: Google's question in a browser, on this machine or another, and the code that answers it."""

from __future__ import annotations

import contextlib
import os
import secrets
import webbrowser
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tieweave.errors import SourceError
from tieweave.sources import SignIn
from tieweave_google import redirect
from tieweave_google.failures import quoted
from tieweave_google.locations import called, is_loopback, place_of, to_sign_in

if TYPE_CHECKING:
    from google_auth_oauthlib.flow import InstalledAppFlow

_NOWHERE = "http://127.0.0.1:47813/"  # nothing listens there: the browser shows the address, to be copied
_ATTEMPTS = 3


def code(location: str, flow: InstalledAppFlow, account: str, how: SignIn, patience: float) -> str:
    """Ask the user in a browser, and return the code that Google gives for the consent.

    `account` is the account's name, an address as a rule; `patience` the seconds to wait. Raises `SourceError` where
    the consent is refused or does not come.
    """
    state = secrets.token_urlsafe(32)
    # Without asking for consent anew Google gives no lasting token the second time.
    asked = {"state": state, "prompt": "consent" if "@" in account else "select_account consent"}
    if "@" in account:
        asked["login_hint"] = account
    answer = _by_browser(location, flow, asked, how, patience) if how.browser else _by_hand(location, flow, asked, how)
    if "code" not in answer:
        raise SourceError(f"{called(location)}: {_refusal(answer.get('error', ''))}; {to_sign_in(location)} asks again")
    return answer["code"]


def _by_browser(
    location: str, flow: InstalledAppFlow, asked: Mapping[str, str], how: SignIn, patience: float
) -> Mapping[str, str]:
    may = place_of(location).use.may
    with redirect.listening(asked["state"], may) as (address, wait):
        flow.redirect_uri = address
        url = _question(flow, asked)
        how.say(f"Your browser opens with Google's question whether tieweave may {may}.")
        how.say(f"If it does not, open this address in a browser on this machine: {url}")
        if not _opened(url):
            how.say("No browser could be opened here; on a remote machine stop this and add --no-browser.")
        answer = wait(patience)
    if answer is None:
        raise SourceError(
            f"{called(location)}: no consent came from the browser within {patience / 60:.0f} minutes; "
            f"{to_sign_in(location)} asks again, with --no-browser where the browser is on another machine"
        )
    return answer


def _by_hand(location: str, flow: InstalledAppFlow, asked: Mapping[str, str], how: SignIn) -> Mapping[str, str]:
    flow.redirect_uri = _NOWHERE
    url = _question(flow, asked)
    how.say(f"Open this address in any browser and allow tieweave to {place_of(location).use.may}: {url}")
    how.say(f"The browser then goes to an address that begins with {_NOWHERE} and cannot show it: that is right.")
    for _ in range(_ATTEMPTS):
        pasted = how.ask("Copy that whole address from the browser's address line and paste it here")
        answer = redirect.answer_of(pasted.strip(), asked["state"])
        if answer is not None:
            return answer
        how.say("That is not the address that belongs to this sign-in: it has `state=` and `code=` in it.")
    again = to_sign_in(location, "--no-browser")
    raise SourceError(f"{called(location)}: no such address was given; {again} asks again")


def _question(flow: InstalledAppFlow, asked: Mapping[str, str]) -> str:
    """Return the address at which the user is asked for the consent."""
    with unencrypted_on_loopback(flow.client_config["auth_uri"]):
        url: str = flow.authorization_url(**asked)[0]
        return url


def _opened(url: str) -> bool:
    try:
        return webbrowser.open(url, new=1)
    except (webbrowser.Error, OSError):
        return False


@contextlib.contextmanager
def unencrypted_on_loopback(address: str) -> Iterator[None]:
    """Let oauthlib speak plain HTTP to a server on this machine; it asks the environment, which is put back."""
    name = "OAUTHLIB_INSECURE_TRANSPORT"
    before = os.environ.get(name)
    if before is not None or not is_loopback(address):
        yield
        return
    os.environ[name] = "1"
    try:
        yield
    finally:
        del os.environ[name]


def _refusal(error: str) -> str:
    if error == "access_denied":
        return (
            'the consent was refused; where Google says "access blocked", add your address to the test users of your '
            "client (docs/google.md)"
        )
    return f"Google did not ask for the consent{quoted(error)}"

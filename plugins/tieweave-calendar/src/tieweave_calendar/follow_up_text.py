"""What a follow-up says in a calendar: its description, and the address that a click opens."""

from __future__ import annotations

import re
import urllib.parse

from tieweave.model import FollowUp
from tieweave.report.harmless import visible

_MAIL = re.compile(r"[^\s@\"(),:;<>\[\]\\?&#%]+@[^\s@\"(),:;<>\[\]\\?&#%/]+")
_NUMBER = re.compile(r"\+?[0-9]{3,20}")
_PAGE = re.compile(r"https?://[!-~]+", re.IGNORECASE)


def description(follow_up: FollowUp) -> str:
    """Return why, by which way and where, and the draft, in paragraphs."""
    way = one_line(follow_up.way).capitalize()
    address = one_line(follow_up.address)
    parts = [
        one_line(follow_up.reason),
        f"{way}: {address}" if address else way,
        f"Subject: {one_line(follow_up.subject)}" if follow_up.subject else "",
    ]
    return "\n\n".join(filter(None, ["\n".join(filter(None, parts)), paragraphs(follow_up.message)]))


def address_of(follow_up: FollowUp) -> str:
    """Return the address as a URI that programs open at a click, "" where it is none that is safe to open.

    A mail address and a number come from somebody's card: only what cannot say more than whom to reach is taken.
    """
    address = one_line(follow_up.address)
    if follow_up.channel == "email" and _MAIL.fullmatch(address):
        subject = urllib.parse.quote(one_line(follow_up.subject), safe="")
        return f"mailto:{urllib.parse.quote(address, safe='@+')}" + (f"?subject={subject}" if subject else "")
    if follow_up.channel == "call":
        number = re.sub(r"[\s().\-/\u2010-\u2015\u00a0]", "", address)
        return f"tel:{number}" if _NUMBER.fullmatch(number) else ""
    if follow_up.channel == "page" and _PAGE.fullmatch(address):
        return address
    return ""


def one_line(text: str) -> str:
    """Return a text as one line of characters that a calendar may hold (RFC 5545, 3.1: no controls)."""
    return visible(" ".join(text.split()))


def paragraphs(text: str) -> str:
    """Return a text of several lines as a calendar may hold it, its line breaks bare newlines."""
    return "\n".join(visible(line.expandtabs(4).rstrip()) for line in text.strip().splitlines())

"""One draft as an .eml file: made of a follow-up, and read back to see whether somebody changed it.

`X-Unsent: 1` is how Outlook knows a message that is to be edited and sent. Which follow-up it is, and a fingerprint of
what was written, stand in two more fields. There is no Date: the mail program sets it when the draft is sent.
"""

from __future__ import annotations

import re
import urllib.parse
from email import policy
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.parser import BytesParser

import attrs

from tieweave.model import FollowUp, Profile
from tieweave.report import harmless
from tieweave.sink_files import fingerprint

_ID = "X-Tieweave-Id"
_MARK = "X-Tieweave-Fingerprint"
_NO_DOMAIN = "tieweave.invalid"
_ENCODED = re.compile(r"=(?=\?)")
_PLAIN = re.compile(r"[A-Za-z0-9-]{1,60}")


class AddressError(ValueError):
    """An address that no mail can be sent to."""


@attrs.frozen
class Draft:
    """A draft in a file: the follow-up's `id`, the fingerprint that was written, and that of what stands there."""

    id: str
    written: str
    mark: str

    @property
    def is_unchanged(self) -> bool:
        """Whether nobody changed its recipients, subject or text since it was written."""
        return bool(self.written) and self.written == self.mark


def made(item: FollowUp, profile: Profile) -> tuple[str, str]:
    """Return the text of a file with the draft of a follow-up, and its fingerprint; raises `AddressError`."""
    message = EmailMessage(policy=policy.SMTP if item.address.isascii() else policy.SMTPUTF8)
    message["X-Unsent"] = "1"
    try:
        if profile.emails:
            message["From"] = _address(profile.name, profile.emails[0])
        message["To"] = _address(item.contact.name, item.address)
    except (ValueError, LookupError, AttributeError, TypeError, MessageError) as error:  # the parser trips over some
        raise AddressError(f"{item.address!r} is no address that mail can be sent to") from error
    message["Subject"] = _header(item.subject)
    item_id = urllib.parse.quote(item.id, safe="")
    domain = profile.emails[0].rpartition("@")[2] if profile.emails else _NO_DOMAIN
    unique = item_id if _PLAIN.fullmatch(item_id) else fingerprint(item.id)
    message["Message-ID"] = f"<follow-up.{unique}@{domain if domain.isascii() else _NO_DOMAIN}>"
    message[_ID] = item_id
    lines = re.split(r"\r\n|\n|\r", item.message.strip())
    body = "\n".join(harmless.visible(line.expandtabs(4)) for line in lines)
    message.set_content(body, charset="utf-8", cte="quoted-printable")
    mark = _mark(_parsed(message.as_bytes()))
    message[_MARK] = mark
    return message.as_bytes().decode("utf-8"), mark


def read(data: bytes) -> Draft | None:
    """Return the draft in the bytes of a file, None for any other message."""
    if _ID.lower().encode() not in data.lower():
        return None
    message = _parsed(data)
    item = urllib.parse.unquote(str(message.get(_ID, ""))).strip()
    return Draft(item, str(message.get(_MARK, "")).strip(), _mark(message)) if item else None


def _parsed(data: bytes) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(data)
    assert isinstance(message, EmailMessage)  # noqa: S101 - it is what this policy makes
    return message


def _mark(message: EmailMessage) -> str:
    if message.get_content_type() != "text/plain":
        return ""
    try:
        text = message.get_content()
    except (LookupError, ValueError, MessageError):  # an encoding that nobody knows: it is not ours
        return ""
    lines = [line.rstrip() for line in text.strip().splitlines()]
    readers = [str(message.get(name, "")) for name in ("To", "Cc", "Bcc")]
    return fingerprint(
        *(" ".join(one.split()) for one in readers), " ".join(str(message["Subject"] or "").split()), *lines
    )


def _address(name: str, address: str) -> Address:
    found = Address(display_name=_header(name), addr_spec=address.strip())
    if not found.username or not found.domain or harmless.visible(address) != address:
        raise ValueError(address)
    return found


def _header(text: str) -> str:
    """Return a text for a field: one line, and none of it an encoded word (RFC 2047) that says something else."""
    return _ENCODED.sub("= ", harmless.visible(" ".join(text.split())))

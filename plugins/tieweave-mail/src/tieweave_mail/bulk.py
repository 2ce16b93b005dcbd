"""Which senders are no persons, and which fields say that a message was not written by one for another."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from tieweave_mail.addresses import mailboxes
from tieweave_mail.text import decoded, text

LISTED = frozenset({b"List-Id", b"List-Unsubscribe", b"List-Post", b"Mailing-List"})
"""Fields of mailing lists and newsletters (RFC 2369, RFC 2919)."""

SAYS = LISTED | {
    b"Precedence",
    b"Auto-Submitted",
    b"X-Auto-Response-Suppress",
    b"X-Autoreply",
    b"X-Autorespond",
    b"Feedback-ID",
    b"X-Spam-Flag",
}
"""Every field that may say of a message that it is bulk or automatic."""

_LOCAL = re.compile(
    r"""
    (?:.*[._+-])?(?:
      (?:no|dont|donot|do[._-]not|don[._-]t|not)[._-]?(?:reply|replies|respond|response|answer)
      |(?:keine?|nicht)[._-]?antwort(?:en)? | nicht[._-]?beantworten | niet[._-]?(?:be)?antwoorden | geen[._-]?antwoord
      |ne[._-]?pas[._-]?repondre | (?:no|nao)[._-]?respond(?:a|er|e) | no[._-]?contest(?:ar|e|a)
      |non[._-]?rispond(?:ere|a) | (?:ingen|inget|ikke|ej)[._-]?(?:svar|svara|reply) | svar[._-]?ikke
      |ei[._-]?vastausta | nie[._-]?odpowiadaj | neodpovidat | neodpovidej
      |mailer[._-]?daemon | postmaster | bounces? | newsletters? | notifications? | notify | notifier
    )(?:[._+=-].*|\d*)
    |(?:
      news | mailings? | mailer | mailing[._-]?list | alerts? | promo(?:tion)?s? | offers? | deals | digest | updates?
      |auto[._-]?(?:mail|mated|matic|confirm|reply|responder) | daemon | cron | robot | bot | root | nobody
      |listserv | majordomo | mailman | infomail | info-?mail | e-?news | bulletin | bolet(?:in|im) | infolettre
      |lettre[._-]?info | rundbrief | nyhetsbrev | nieuwsbrief | nyhedsbrev | uutiskirje | notificaciones | notificacoes
      |notifiche | benachrichtigung(?:en)? | meldingen | avisos? | alertas? | invitations | unsubscribe | undisclosed
      |abuse | hostmaster | surveys?
    )(?:[+=].*|[._-][a-z]{2}|[._-]?\d*)
    |owner-.* | .*-(?:owner|request|bounces?|subscribe|unsubscribe|confirm|return|errors) | (?:reply|unsub)[+=].*
    |[^=]+=[^=]+\.[a-z]+ | [0-9a-f]{24,}
    """,
    re.VERBOSE,
)
"""The part before the @ of senders that are machines; [^=]+=… are return addresses that name the recipient (VERP)."""

_HOST = re.compile(
    r"(?:no-?reply|do-?not-?reply|bounces?|mailer|mailings?|newsletters?|notifications?|notify|reply|unsubscribe)"
    r"\.[^.]+\..+"
)
_HIDDEN = re.compile(
    rb"(?:^|[\s<\"])[^\s<>()\"]{1,64}(?: at |\(a\))[^\s<>()\"]{1,255}\.[a-z]{2,}(?:[\s>]|$)", re.IGNORECASE
)
"""How public archives of lists write addresses: Mailman's `ann at lee.example`, HyperKitty's `ann(a)lee.example`."""
_PRECEDENCE = re.compile(rb"[ \t\r\n]*(bulk|list|junk|auto[_-]?reply)\b", re.IGNORECASE)
_POST = re.compile(r"<mailto:([^<>?\s]+)", re.IGNORECASE)
_ID = re.compile(r"<([^<>\s.]+)\.([^<>\s]+\.[^<>\s]+)>")


@functools.lru_cache(maxsize=16384)
def automatic(address: str) -> bool:
    """Return whether nobody reads what is sent to an address: no-reply, notices, newsletters, mail programs."""
    local, _, host = address.rpartition("@")
    return _LOCAL.fullmatch(local[:100]) is not None or _HOST.fullmatch(host) is not None


def from_an_archive(written: bytes) -> bool:
    """Return whether a From field without an address is one of a mailing list's public archive, which hides them."""
    return _HIDDEN.search(written[:1000]) is not None


def answers_by_itself(found: Mapping[bytes, bytes]) -> bool:
    """Return whether a program wrote the message, as an out-of-office note or a report (RFC 3834)."""
    submitted = found.get(b"Auto-Submitted")
    if submitted is not None and not submitted.strip().lower().startswith(b"no"):
        return True
    precedence = _PRECEDENCE.match(found.get(b"Precedence", b""))
    return (
        b"X-Autoreply" in found
        or b"X-Autorespond" in found
        or (precedence is not None and precedence[1].lower().startswith(b"auto"))
    )


def goes_to_many(found: Mapping[bytes, bytes]) -> bool:
    """Return whether the message went through a list, or was sent as a newsletter is."""
    return not LISTED.isdisjoint(found) or _PRECEDENCE.match(found.get(b"Precedence", b"")) is not None


def from_a_system(found: Mapping[bytes, bytes]) -> bool:
    """Return whether a field says what only systems say, and mail servers may have added to a person's message."""
    return (
        b"X-Auto-Response-Suppress" in found
        or b"Feedback-ID" in found
        or found.get(b"X-Spam-Flag", b"").strip().upper() == b"YES"
    )


def list_addresses(found: Mapping[bytes, bytes]) -> list[str]:
    """Return the addresses that a list's own fields say to write to for all on it to read."""
    addresses = [match.lower() for match in _POST.findall(text(found.get(b"List-Post", b"")))]
    named = _ID.search(decoded(text(found.get(b"List-Id", b""))))
    if named is not None:
        addresses.append(f"{named[1]}@{named[2]}".lower())
    return [address for address in addresses if mailboxes(address.encode())]

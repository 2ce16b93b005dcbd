"""How identifying values are written: the one form in which two of them are compared."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote

_GMAIL = frozenset({"gmail.com", "googlemail.com"})

PUBLIC_DOMAINS = frozenset(
    "gmail.com googlemail.com yahoo.com yahoo.ca yahoo.co.uk yahoo.fr yahoo.de ymail.com hotmail.com hotmail.fr "
    "outlook.com live.com live.ca msn.com icloud.com me.com mac.com aol.com gmx.de gmx.net gmx.at web.de t-online.de "
    "freenet.de posteo.de mailbox.org orange.fr free.fr laposte.net wanadoo.fr libero.it virgilio.it wp.pl o2.pl "
    "onet.pl interia.pl uol.com.br bol.com.br terra.com.br proton.me protonmail.com fastmail.com hey.com telia.com "
    "ziggo.nl kpnmail.nl xs4all.nl bellaliant.net eastlink.ca sympatico.ca rogers.com shaw.ca comcast.net verizon.net "
    "btinternet.com sky.com qq.com 163.com naver.com mail.ru yandex.ru".split()
)
"""The large free mail providers: an address there is a person's own, not their employer's."""

_ROLES = frozenset(
    (
        "abuse accounting accounts admin administracion administration administrator anfrage ask assistant "
        "assistenz atencion auskunft billing board booking bookings buchhaltung bureau careers ceo cfo chair "
        "chairman chairperson clientes comercial committee compras contabilidad contact contacto contactus contato "
        "contatti coo crew cto customerservice dean dev direccion directeur directie direction director directora "
        "directrice donotreply editor editors empfang enquire enquiries enquiry events facturacion facturas "
        "feedback finance frontdesk gerencia gerente geschaeftsfuehrung hello help helpdesk hostmaster hr info "
        "information inquiries inquiry invoices jobs kontakt kundenservice legal leitung mail mailer-daemon "
        "manager marketing mayor media members membership newsletter no-reply nobody noreply notification "
        "notifications office ops orders postmaster pr praxis presidencia president presidente press presse "
        "principal privacy qa recepcion reception recruiting root sales schatzmeister secretariat secretary "
        "security segreteria sekretariat service shop soporte staff support team tech termine tesoreria tesorero "
        "treasurer vendas ventas verkauf vertrieb vicepresident volunteers vorsitz vorstand webmaster welcome"
    ).split()
)
"""Mailboxes of a function, whoever holds it: RFC 2142 and what companies use in several languages."""
_ROLE_BEGINNINGS = frozenset(role[:2] for role in _ROLES)

_PROFILE_PATHS = {
    "linkedin.com": ("in/", "pub/", "profile/view/"),
    "xing.com": ("profile/", "profiles/"),
    "facebook.com": ("profile.php?id=", "people/", ""),
    "fb.com": ("",),
    "twitter.com": ("",),
    "x.com": ("",),
    "instagram.com": ("",),
    "github.com": ("",),
    "gitlab.com": ("",),
    "t.me": ("",),
    "tiktok.com": ("@",),
    "plus.google.com": ("",),
    "google.com": ("profiles/",),
    "vk.com": ("",),
    "keybase.io": ("",),
    "orcid.org": ("",),
    "bsky.app": ("profile/",),
    "medium.com": ("@",),
}
"""Where a site keeps the pages of persons: the path before the person's own part."""

_SAME_SITE = {"x.com": "twitter.com", "fb.com": "facebook.com"}

_NOT_PERSONS = frozenset(
    (
        "about ads business company events explore feed features groups hashtag help home i intent jobs login "
        "marketplace messages orgs p pages pg pulse reel school search settings share sharer sharer.php signup "
        "stories topics watch"
    ).split()
)

_ANY_YEAR = frozenset({"0000", "0001", "1604"})
"""What programs write for a birthday without a year; 1604 is Apple's."""


def mailbox(address: str) -> str:
    """Return the mailbox that mail to an `address` in lower case reaches, "" when it is no address.

    A tag after "+" is left out everywhere, and dots at Gmail, which both deliver to the same mailbox. A backslash is
    left from a program's escaping: nobody has such an address (RFC 5321, section 4.1.2, has it in quotes only).
    """
    address = address.removeprefix("mailto:")
    local, at, domain = address.rpartition("@")
    if not local or not domain or " " in address or "\\" in address:
        return ""
    plus = local.find("+")
    if plus > 0:
        local = local[:plus]
    if domain in _GMAIL:
        local, domain = local.replace(".", "") or local, "gmail.com"
    return local + at + domain.rstrip(".")


def is_role(mailbox: str) -> bool:
    """Return whether a `mailbox` is of a function (info@, office@), and so identifies nobody."""
    if mailbox[:2] not in _ROLE_BEGINNINGS:
        return False
    local = mailbox.rpartition("@")[0]
    if local in _ROLES:
        return True
    if local.isalpha():
        return False
    local = local.rstrip("0123456789").replace("_", "-").replace(".", "-").strip("-")
    # "info-nova.scotia@" is a role too, "ann-marketing@" may be Ann's: only the first part tells.
    first, rest, _ = local.partition("-")
    return local in _ROLES or local.replace("-", "") in _ROLES or (bool(rest) and first in ("info", "noreply", "sales"))


_HOUSEHOLD = frozenset(
    "family familie famille familia famiglia familj fam rodzina household home haushalt casa parents eltern".split()
)


def is_household(mailbox: str) -> bool:
    """Return whether a `mailbox` calls itself a family's: smith.family@, thesmiths@, familie-roy@."""
    local = mailbox.rpartition("@")[0]
    words = local.replace(".", " ").replace("_", " ").replace("-", " ").split()
    return not _HOUSEHOLD.isdisjoint(words) or any(
        (word.startswith("the") and word.endswith("s") and len(word) > 6) or word.endswith(("family", "familie"))
        for word in words
    )


def profile_page(url: str) -> str:
    """Return the canonical form of the `url` of a person's page on a known site, "" for any other page.

    What one program writes percent-encoded (RFC 3986), and another as it is read, is the same page.
    """
    text = url.strip().lower()
    if "%" in text:
        text = unicodedata.normalize("NFC", unquote(text)).lower()
    _, scheme, rest = text.partition("://")
    host, _, path = (rest if scheme else text).partition("/")
    host = host.rpartition("@")[2].partition(":")[0]
    for site in (host, *(host.partition(".")[2:] if host.count(".") > 1 else ())):
        if site in _PROFILE_PATHS:
            break
    else:
        return ""
    path = path.partition("#")[0].lstrip("/")
    if not path.startswith(("profile.php?id=", "profile/view")):
        path = path.partition("?")[0]
    for prefix in _PROFILE_PATHS[site]:
        if path.startswith(prefix):
            parts = [part for part in path[len(prefix) :].split("/") if part]
            # facebook.com/people/Ann-Smith/1000 and linkedin.com/pub/ann-smith/1/2/3: the end tells them apart.
            person = "/".join(parts) if prefix in ("people/", "pub/") else (parts[0] if parts else "")
            person = person.partition("&")[0].lstrip("@")
            if not person or (not prefix and person in _NOT_PERSONS):
                return ""
            return f"{_SAME_SITE.get(site, site)}/{prefix}{person}"
    return ""


def unique_id(uid: str) -> str:
    """Return a `uid` as it is compared, "" when it is a mere count, which identifies nobody."""
    text = uid.lower().removeprefix("urn:").removeprefix("uuid:").strip("{} ")
    return "" if text.isdigit() and len(text) < 5 else text


def birthday(text: str) -> tuple[str, str]:
    """Return the year ("1980") and the month and day ("05-02") of an ISO 8601 date, each "" where not known."""
    if not text:
        return "", ""
    digits = text.partition("T")[0].replace("-", "").strip()
    if not (digits.isascii() and digits.isdigit()):
        return "", ""
    if text.startswith("--"):
        return "", f"{digits[:2]}-{digits[2:]}" if len(digits) == 4 else ""
    year = "" if digits[:4] in _ANY_YEAR else digits[:4]
    if len(digits) == 8:
        return year, f"{digits[4:6]}-{digits[6:]}"
    return (year, "") if len(digits) in (4, 6) else ("", "")

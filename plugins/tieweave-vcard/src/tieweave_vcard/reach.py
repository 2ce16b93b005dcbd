"""How a person can be reached: e-mail addresses, phones, postal addresses, web pages and social profiles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tieweave.model import Address, Email, Extra, Phone, Url
from tieweave_vcard.draft import Draft, Handler
from tieweave_vcard.lines import Head, component, split, unescaped


def _on_email(draft: Draft, head: Head, value: str) -> None:
    address = unescaped(value).strip()
    if address[:7].lower() == "mailto:":
        address = address[7:]
    if address.endswith(">") and "<" in address:
        address = address[address.rindex("<") + 1 : -1]
    draft.add("emails", Email(address=address, types=head.types, label=draft.label(head)))


def number(text: str) -> str:
    """Return a phone number without what makes a link of it: "902-555-0142 ext. 7" of "tel:902-555-0142;ext=7"."""
    found = text.strip()
    while found[:4].lower() == "tel:":
        found, _, extension = found[4:].strip().partition(";ext=")
        found = f"{found} ext. {extension}" if extension else found
    return found


def _on_phone(draft: Draft, head: Head, value: str) -> None:
    draft.add("phones", Phone(number=number(unescaped(value)), types=head.types, label=draft.label(head)))


def _on_address(draft: Draft, head: Head, value: str) -> None:
    parts = [component(part) for part in split(value)]
    street = ", ".join(part for part in parts[:3] if part)
    locality, region, postal_code, country, *_ = (*parts[3:], "", "", "", "")
    if len(parts) > 7:
        country = ", ".join(part for part in parts[6:] if part)
    address: dict[str, Any] = {}
    if street:
        address["street"] = street
    if locality:
        address["locality"] = locality
    if region:
        address["region"] = region
    if postal_code:
        address["postal_code"] = postal_code
    if country:
        address["country"] = country
    if address:
        draft.add("addresses", Address(types=head.types, label=draft.label(head), **address))
    for key, text in head.params:
        if key == "LABEL":  # the address as it stands on an envelope: once a property, now a parameter
            draft.extras.append(Extra(name="LABEL", value=text))


def _on_url(draft: Draft, head: Head, value: str) -> None:
    draft.add("urls", Url(url=unescaped(value).strip(), types=head.types, label=draft.label(head)))


def _on_profile(draft: Draft, head: Head, value: str) -> None:
    """Take an address in a social network as a web page where it is one; the property is kept as it was."""
    url = unescaped(value).strip()
    if url[:8].lower().startswith(("http://", "https://")):
        draft.add("urls", Url(url=url, types=head.types, label=draft.labels.get(head.group, head.label)))
    draft.keep(head, value)


HANDLERS: Mapping[str, Handler] = {
    "EMAIL": _on_email,
    "TEL": _on_phone,
    "ADR": _on_address,
    "URL": _on_url,
    "X-SOCIALPROFILE": _on_profile,
    "X-SOCIAL-PROFILE": _on_profile,
    "SOCIALPROFILE": _on_profile,
    "IMPP": _on_profile,
    "X-LINKEDIN": _on_profile,
    "X-FACEBOOK": _on_profile,
    "X-TWITTER": _on_profile,
    "X-INSTAGRAM": _on_profile,
    "X-EVOLUTION-BLOG-URL": _on_profile,
    "X-EVOLUTION-VIDEO-URL": _on_profile,
    "X-KADDRESSBOOK-BLOGFEED": _on_profile,
}

"""The source plugins that come with tieweave, as far as it takes to say which to install for a location."""

from __future__ import annotations

import os
from collections.abc import Iterable

import attrs


@attrs.frozen(kw_only=True)
class Offer:
    """A plugin that could be installed: the `schemes` and the `suffixes` of the locations that it reads."""

    plugin: str
    reads: str
    schemes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()

    @property
    def distribution(self) -> str:
        """The name that pip knows it by."""
        return f"tieweave-{self.plugin}"


OFFERS = (
    Offer(plugin="vcard", reads="address books (.vcf)", suffixes=(".vcf", ".vcard")),
    Offer(plugin="google", reads="Google Contacts (google:)", schemes=("google",)),
    Offer(plugin="linkedin", reads="a LinkedIn export (.zip)", suffixes=(".zip",)),
    Offer(plugin="csv", reads="Google, Outlook and other CSV", suffixes=(".csv", ".tsv", ".tab", ".txt")),
    Offer(plugin="mail", reads="mailboxes (.mbox, Maildir, .eml)", suffixes=(".mbox", ".mbx", ".eml")),
    Offer(plugin="calendar", reads="calendars (.ics)", suffixes=(".ics", ".ical", ".icalendar", ".ifb", ".vcs")),
    Offer(plugin="dav", reads="CardDAV and CalDAV (carddav:https://…)", schemes=("carddav", "caldav")),
    Offer(plugin="phone", reads="call logs, SMS and WhatsApp chats", suffixes=(".xml", ".txt", ".zip")),
)
"""What there is, each distribution with a plugin of the same name."""


def to_install(location: str, installed: Iterable[str]) -> list[str]:
    """Say which plugins would read `location`, those `installed` aside: one phrase each, or one for all there are.

    An empty list says that everything is installed, or that the location tells of something else.
    """
    have = frozenset(installed)
    missing = [offer for offer in OFFERS if offer.plugin not in have]
    scheme, colon, _ = location.partition(":")
    named = f"{scheme}:"
    for offer in missing:
        if colon and scheme.lower() in (*offer.schemes, offer.plugin):
            return [f"`{named}` needs {offer.distribution}: pip install {offer.distribution}"]
    if colon and any(scheme.lower() in offer.schemes for offer in OFFERS):
        return []
    suffix = os.path.splitext(location)[1].lower()
    if fitting := [offer for offer in missing if suffix and suffix in offer.suffixes]:
        return [f"for {offer.reads}: pip install {offer.distribution}" for offer in fitting]
    if not missing:
        return []
    listed = ", ".join(f"{offer.distribution} for {offer.reads}" for offer in missing)
    return [f"what could be installed: {listed}"]

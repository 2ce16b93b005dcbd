"""The plugins that come with tieweave, as far as it takes to say which to install for a location."""

from __future__ import annotations

import os
from collections.abc import Iterable

import attrs


@attrs.frozen(kw_only=True)
class Offer:
    """A plugin that could be installed: the `schemes` and the `suffixes` of the locations that it reads, or writes to.

    `reads` says in a few words what it reads, `writes` what it writes; "" where it does not.
    """

    plugin: str
    reads: str = ""
    schemes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()
    writes: str = ""
    sink_schemes: tuple[str, ...] = ()
    sink_suffixes: tuple[str, ...] = ()

    @property
    def distribution(self) -> str:
        """The name that pip knows it by."""
        return f"tieweave-{self.plugin}"


OFFERS = (
    Offer(plugin="vcard", reads="address books (.vcf)", suffixes=(".vcf", ".vcard")),
    Offer(
        plugin="google",
        reads="Google Contacts (google:)",
        schemes=("google",),
        writes="Google Tasks, Calendar and Contacts (google-tasks:, google-calendar:, google-contacts:)",
        sink_schemes=("google-tasks", "google-calendar", "google-contacts"),
    ),
    Offer(plugin="linkedin", reads="a LinkedIn export (.zip)", suffixes=(".zip",)),
    Offer(
        plugin="csv",
        reads="Google, Outlook and other CSV",
        suffixes=(".csv", ".tsv", ".tab", ".txt"),
        writes="a table (csv:follow-ups.csv)",
        sink_schemes=("csv",),
        sink_suffixes=(".csv",),
    ),
    Offer(
        plugin="mail",
        reads="mailboxes (.mbox, Maildir, .eml)",
        suffixes=(".mbox", ".mbx", ".eml"),
        writes="drafts for a mail program (eml:drafts)",
        sink_schemes=("eml",),
    ),
    Offer(
        plugin="calendar",
        reads="calendars (.ics)",
        suffixes=(".ics", ".ical", ".icalendar", ".ifb", ".vcs"),
        writes="a calendar file (ics:follow-ups.ics)",
        sink_schemes=("ics",),
        sink_suffixes=(".ics",),
    ),
    Offer(
        plugin="dav",
        reads="CardDAV and CalDAV (carddav:https://…)",
        schemes=("carddav", "caldav"),
        writes="tasks and labels on a server (caldav:https://…, carddav:https://…)",
        sink_schemes=("caldav", "carddav"),
    ),
    Offer(
        plugin="markdown",
        writes="a checklist (md:follow-ups.md)",
        sink_schemes=("md",),
        sink_suffixes=(".md", ".markdown"),
    ),
    Offer(plugin="phone", reads="call logs, SMS and WhatsApp chats", suffixes=(".xml", ".txt", ".zip")),
)
"""What there is, each distribution with a plugin of the same name."""


def to_install(location: str, installed: Iterable[str], *, writing: bool = False) -> list[str]:
    """Say which plugins would read `location`, those `installed` aside: one phrase each, or one for all there are.

    With `writing`, which would write to it. An empty list says that everything is installed, or that the location
    tells of something else.
    """
    have = frozenset(installed)
    offers = [_Side.of(offer, writing) for offer in OFFERS if (offer.writes if writing else offer.reads)]
    missing = [offer for offer in offers if offer.plugin not in have]
    scheme, colon, _ = location.partition(":")
    named = f"{scheme}:"
    for offer in missing:
        if colon and scheme.lower() in (*offer.schemes, offer.plugin):
            return [f"`{named}` needs {offer.distribution}: pip install {offer.distribution}"]
    if colon and any(scheme.lower() in offer.schemes for offer in offers):
        return []
    suffix = os.path.splitext(location)[1].lower()
    if fitting := [offer for offer in missing if suffix and suffix in offer.suffixes]:
        return [f"for {offer.does}: pip install {offer.distribution}" for offer in fitting]
    if not missing:
        return []
    listed = ", ".join(f"{offer.distribution} for {offer.does}" for offer in missing)
    return [f"what could be installed: {listed}"]


@attrs.frozen
class _Side:
    """One side of an offer: what it reads, or what it writes."""

    plugin: str
    distribution: str
    does: str
    schemes: tuple[str, ...]
    suffixes: tuple[str, ...]

    @classmethod
    def of(cls, offer: Offer, writing: bool) -> _Side:
        if writing:
            return cls(offer.plugin, offer.distribution, offer.writes, offer.sink_schemes, offer.sink_suffixes)
        return cls(offer.plugin, offer.distribution, offer.reads, offer.schemes, offer.suffixes)

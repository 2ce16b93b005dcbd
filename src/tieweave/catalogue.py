"""The plugins that come with tieweave, as far as it takes to say which to install for a location."""

from __future__ import annotations

import os
from collections.abc import Iterable

import attrs


@attrs.frozen(kw_only=True)
class Use:
    """What a plugin is for, in a few words: `does`; and the `schemes` and `suffixes` of the locations it is for."""

    does: str
    schemes: tuple[str, ...] = ()
    suffixes: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Offer:
    """A plugin that could be installed: what it `reads` and what it `writes`, None where it does not."""

    plugin: str
    reads: Use | None = None
    writes: Use | None = None

    @property
    def distribution(self) -> str:
        """The name that pip knows it by."""
        return f"tieweave-{self.plugin}"


OFFERS = (
    Offer(plugin="vcard", reads=Use(does="address books (.vcf)", suffixes=(".vcf", ".vcard"))),
    Offer(
        plugin="google",
        reads=Use(does="Google Contacts (google:)", schemes=("google",)),
        writes=Use(
            does="Google Tasks, Calendar and Contacts (google-tasks:, google-calendar:, google-contacts:)",
            schemes=("google-tasks", "google-calendar", "google-contacts"),
        ),
    ),
    Offer(plugin="linkedin", reads=Use(does="a LinkedIn export (.zip)", suffixes=(".zip",))),
    Offer(
        plugin="csv",
        reads=Use(does="Google, Outlook and other CSV", suffixes=(".csv", ".tsv", ".tab", ".txt")),
        writes=Use(does="a table (csv:follow-ups.csv)", schemes=("csv",), suffixes=(".csv",)),
    ),
    Offer(
        plugin="mail",
        reads=Use(does="mailboxes (.mbox, Maildir, .eml)", suffixes=(".mbox", ".mbx", ".eml")),
        writes=Use(does="drafts for a mail program (eml:drafts)", schemes=("eml",)),
    ),
    Offer(
        plugin="calendar",
        reads=Use(does="calendars (.ics)", suffixes=(".ics", ".ical", ".icalendar", ".ifb", ".vcs")),
        writes=Use(does="a calendar file (ics:follow-ups.ics)", schemes=("ics",), suffixes=(".ics",)),
    ),
    Offer(
        plugin="dav",
        reads=Use(does="CardDAV and CalDAV (carddav:https://…)", schemes=("carddav", "caldav")),
        writes=Use(
            does="tasks and labels on a server (caldav:https://…, carddav:https://…)", schemes=("caldav", "carddav")
        ),
    ),
    Offer(
        plugin="markdown",
        writes=Use(does="a checklist (md:follow-ups.md)", schemes=("md",), suffixes=(".md", ".markdown")),
    ),
    Offer(plugin="phone", reads=Use(does="call logs, SMS and WhatsApp chats", suffixes=(".xml", ".txt", ".zip"))),
)
"""What there is, each distribution with a plugin of the same name."""


def to_install(location: str, installed: Iterable[str], *, writing: bool = False) -> list[str]:
    """Say which plugins would read `location`, those `installed` aside: one phrase each, or one for all there are.

    With `writing`, which would write to it. An empty list says that everything is installed, or that the location
    tells of something else.
    """
    have = frozenset(installed)
    offers = [(offer, use) for offer in OFFERS if (use := offer.writes if writing else offer.reads) is not None]
    missing = [(offer, use) for offer, use in offers if offer.plugin not in have]
    scheme, colon, _ = location.partition(":")
    for offer, use in missing:
        if colon and scheme.lower() in (*use.schemes, offer.plugin):
            return [f"`{scheme}:` needs {offer.distribution}: pip install {offer.distribution}"]
    if colon and any(scheme.lower() in use.schemes for _, use in offers):
        return []
    suffix = os.path.splitext(location)[1].lower()
    if fitting := [(offer, use) for offer, use in missing if suffix and suffix in use.suffixes]:
        return [f"for {use.does}: pip install {offer.distribution}" for offer, use in fitting]
    if not missing:
        return []
    return [f"what could be installed: {', '.join(f'{offer.distribution} for {use.does}' for offer, use in missing)}"]

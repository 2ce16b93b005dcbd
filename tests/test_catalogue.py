"""What to install for a location that nothing reads."""

from __future__ import annotations

import importlib.metadata

import pytest

from tieweave.catalogue import OFFERS, to_install

ALL = [offer.plugin for offer in OFFERS]


@pytest.mark.parametrize(
    ("location", "said"),
    [
        ("google:", ["`google:` needs tieweave-google: pip install tieweave-google"]),
        ("google:?account=ann@example.com", ["`google:` needs tieweave-google: pip install tieweave-google"]),
        ("caldav:https://dav.example.org", ["`caldav:` needs tieweave-dav: pip install tieweave-dav"]),
        ("mail:/var/mail/ann", ["`mail:` needs tieweave-mail: pip install tieweave-mail"]),
        ("Old.MBOX", ["for mailboxes (.mbox, Maildir, .eml): pip install tieweave-mail"]),
        (
            "export.zip",
            [
                "for a LinkedIn export (.zip): pip install tieweave-linkedin",
                "for call logs, SMS and WhatsApp chats: pip install tieweave-phone",
            ],
        ),
    ],
)
def test_a_location_tells_what_reads_it(location, said):
    assert to_install(location, ["vcard"]) == said


def test_what_is_installed_is_not_offered():
    assert to_install("google:", ALL) == to_install("letter.pdf", ALL) == []
    assert to_install("google:", ["google"]) == []
    assert "tieweave-google" not in str(to_install("letter.pdf", ["google"]))


def test_a_location_that_tells_nothing_gets_the_whole_list():
    (said,) = to_install("letter.pdf", [])
    assert all((offer.distribution in said) is bool(offer.reads) for offer in OFFERS)


def test_a_sink_that_nobody_writes_to_gets_the_plugin_or_all_that_write():
    assert to_install("google-tasks:", [], writing=True) == [
        "`google-tasks:` needs tieweave-google: pip install tieweave-google"
    ]
    assert to_install("plan.md", [], writing=True) == [
        "for a checklist (md:follow-ups.md): pip install tieweave-markdown"
    ]
    assert to_install("ics:plan.ics", ["calendar"], writing=True) == []
    (said,) = to_install("letter.pdf", [], writing=True)
    assert all((offer.distribution in said) is bool(offer.writes) for offer in OFFERS)


def test_every_plugin_of_this_checkout_is_offered():
    installed = {point.name for point in importlib.metadata.entry_points(group="tieweave")}
    assert installed == set(ALL)

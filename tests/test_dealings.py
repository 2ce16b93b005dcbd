"""Clients and suppliers: who is at a company that ego's work mail talks to."""

from __future__ import annotations

import datetime as dt

import pytest

from tieweave import Affiliation, Book, Contact, Direction, Interaction, Organisation, Profile
from tieweave.weave import classify

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
WORK = "morgan@tidewater.example"
HOME = "morgan@example.com"


def _profile(title="", **fields):
    employer = Affiliation(
        name="Tidewater Analytics",
        domains=["tidewater.example"],
        title=title,
        subsidiaries=["Harbour Data"],
        start=2019,
        **fields,
    )
    former = Affiliation(name="Fundy Software", domains=["fundysoftware.example"], start=2013, end=2019)
    school = Affiliation(name="Dalhousie University", domains=["dal.example"])
    return Profile(name="Morgan", emails=[HOME, WORK], employers=[employer, former], schools=[school])


def _person(name, address="", organisation="", title=""):
    held = [Organisation(name=organisation, title=title)] if organisation or title else []
    return Contact(
        id=name, source="b.vcf", key=name, name=name, emails=[address] if address else [], organisations=held
    )


def _mails(address, sent, received, own=WORK):
    ways = [Direction.OUT] * sent + [Direction.IN] * received
    return [
        Interaction(
            when=NOW - dt.timedelta(days=100 + at),
            channel="email",
            direction=way,
            participants=[address],
            own=own,
            key=f"{address}{at}{own}",
        )
        for at, way in enumerate(ways)
    ]


def _ties(people, acts, profile=None):
    book = Book(contacts=people, interactions=acts, profile=profile or _profile())
    return {tie.contact.name: tie for tie in classify(book, now=NOW)}


def _weights(tie):
    return {one.toward: one.weight for one in tie.evidence if one.kind == "dealings"}


def test_everybody_at_a_company_with_dealings_may_be_client_or_supplier():
    people = [
        _person("Ann", "ann@acme.example", "Acme Corp"),
        _person("Bo", "bo@acme.example"),
        _person("Cy", organisation="Acme"),
        _person("Di", "di@other.example", "Other Ltd"),
    ]
    ties = _ties(people, _mails("ann@acme.example", 3, 3))
    mailed, at_domain, by_name, stranger = (_weights(ties[name]) for name in ("Ann", "Bo", "Cy", "Di"))
    assert mailed["client"] == mailed["supplier"] > at_domain["client"] > 0
    assert at_domain == by_name
    assert mailed["work"] > at_domain["work"] > 0
    assert stranger == {}
    assert ties["Ann"].category == "unknown"
    assert any("cannot be told" in one.detail for one in ties["Ann"].evidence)


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("Key Account Manager", "supplier"),
        ("Vertriebsleiterin", "supplier"),
        ("Ingénieur technico-commercial", "supplier"),
        ("Responsable de ventas", "supplier"),
        ("Przedstawiciel handlowy", "supplier"),
        ("Senior Buyer", "client"),
        ("Leiter Einkauf", "client"),
        ("Acheteuse", "client"),
        ("Responsabile acquisti", "client"),
        ("Hoofd inkoop", "client"),
        ("Specjalista ds. zakupów", "client"),
        ("Gerente de Compras", "client"),
        ("Inköpare", "client"),
    ],
)
def test_a_title_tells_which_side_somebody_is_on(title, category):
    people = [_person("Ann", "ann@acme.example", "Acme Corp", title)]
    assert _ties(people, _mails("ann@acme.example", 3, 3))["Ann"].category == category


def test_egos_own_title_tells_the_other_way_round():
    people = [_person("Ann", "ann@acme.example", "Acme Corp")]
    acts = _mails("ann@acme.example", 3, 3)
    assert _ties(people, acts, _profile("Account Executive"))["Ann"].category == "client"
    assert _ties(people, acts, _profile("Procurement Specialist"))["Ann"].category == "supplier"


@pytest.mark.parametrize(
    ("address", "sent", "received", "own"),
    [
        ("ann@acme.example", 0, 9, WORK),
        ("ann@acme.example", 9, 0, WORK),
        ("ann@acme.example", 1, 1, WORK),
        ("ann@acme.example", 3, 3, HOME),
        ("ann@acme.example", 3, 3, ""),
        ("ann@acme.example", 3, 3, "morgan@dal.example"),
        ("ann@gmail.com", 3, 3, WORK),
        ("ann@tidewater.example", 3, 3, WORK),
        ("ann@fundysoftware.example", 3, 3, WORK),
        ("ann@harbour-data.example", 3, 3, WORK),
        ("ann@dal.example", 3, 3, WORK),
    ],
)
def test_what_is_no_dealing(address, sent, received, own):
    people = [_person("Ann", address), _person("Bo", address.replace("ann", "bo"))]
    ties = _ties(people, _mails(address, sent, received, own))
    assert not _weights(ties["Ann"])
    assert not _weights(ties["Bo"])


def test_mail_of_a_former_employer_counts_and_is_told_as_past():
    people = [_person("Ann", "ann@acme.example"), _person("Bo", "bo@acme.example")]
    ties = _ties(people, _mails("ann@acme.example", 3, 3, "morgan@fundysoftware.example"))
    assert _weights(ties["Ann"])["client"] > 0
    assert any("Fundy Software was in touch" in one.detail for one in ties["Bo"].evidence)


def test_a_meeting_by_the_work_calendar_goes_both_ways():
    people = [_person("Ann", "ann@acme.example")]
    acts = [
        Interaction(
            when=NOW - dt.timedelta(days=day),
            channel="meeting",
            direction="both",
            participants=["ann@acme.example"],
            own=WORK,
        )
        for day in (5, 12)
    ]
    assert _weights(_ties(people, acts)["Ann"])["supplier"] > 0


def test_a_domain_of_many_firms_is_no_company():
    people = [
        _person(f"P{n}", f"p{n}@isp.example", f"Firm {word}") for n, word in enumerate("Alder Birch Cedar Elm".split())
    ]
    ties = _ties(people, _mails("p0@isp.example", 3, 3))
    assert not any(_weights(tie) for tie in ties.values())


def test_what_passed_is_the_same_whatever_the_order():
    people = [_person("Ann", "ann@acme.example", "Acme Corp"), _person("Bo", "bo@acme.example")]
    acts = _mails("ann@acme.example", 3, 3) + _mails("bo@acme.example", 1, 2)
    forwards, backwards = _ties(people, acts), _ties(people[::-1], acts[::-1])
    assert {name: _weights(tie) for name, tie in forwards.items()} == {n: _weights(t) for n, t in backwards.items()}

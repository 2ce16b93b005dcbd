from __future__ import annotations

import datetime as dt
import random

import pytest

from tieweave import Affiliation, Contact, Level, Organisation, Profile
from tieweave.circles import Network, network
from tieweave.leads import Prospects, at_company
from tieweave.leads.aliases import same_company
from tieweave.leads.domains import company_domains
from tieweave.leads.mentions import standing_in
from tieweave.model import Ask, Circle, Shared, Standing, Tie

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)


def person(name: str, organisation: str = "", title: str = "", **fields) -> Contact:
    held = [Organisation(name=organisation, title=title)] if organisation or title else []
    return Contact(name=name, id=fields.pop("id", name), organisations=held, **fields)


def asked(contacts, name, *, strengths=None, profile=None, limit=None, **about):
    prospects = Prospects.of(contacts, profile or Profile(), now=NOW, **about)
    ties = []
    for contact in contacts:
        strength = (strengths or {}).get(contact.name, 0.2)
        level = Level.CLOSE if strength >= 0.5 else Level.ACQUAINTED
        ties.append(Tie(contact=contact, category="unknown", level=level, strength=strength, lead=0.0, support=0.0))
    return at_company(prospects, ties, name, limit=limit)


def stands(found) -> dict[str, str]:
    return {lead.tie.contact.name: str(lead.standing) for lead in found.leads}


@pytest.mark.parametrize(
    ("name", "organisation"),
    [
        ("Meta", "Metabolic Clinic"),
        ("Shell", "Shellfish Bar"),
        ("Shell", "Shell Fish Bar"),
        ("Apple", "Apple Orchard Co-op"),
        ("IBM", "IBMX"),
        ("Fundy", "Fundy Software"),
        ("", "Acme"),
        ("!!!", "Acme"),
    ],
)
def test_a_name_never_matches_by_a_part_of_one(name, organisation):
    found = asked([person("Ann", organisation)], name)
    assert found.leads == ()
    assert found.names == ()


@pytest.mark.parametrize(
    ("name", "organisation"),
    [
        ("shopify", "Shopify Inc."),
        ("Dalhousie", "Dalhousie University"),
        ("Öresund Vind", "oresund vind AB"),
        ("Nordwind Energie", "Nordwind Energie GmbH"),
    ],
)
def test_a_name_matches_whole_however_it_is_written(name, organisation):
    found = asked([person("Ann", organisation)], name)
    assert stands(found) == {"Ann": "present"}
    assert found.names == (organisation,)


def test_no_match_gives_the_nearest_spellings():
    contacts = [
        person("Ann", "Shopify"),
        person("Bo", "Spotify AB"),
        person("Cy", "Grid Services"),
        person("Di", "Acme"),
    ]
    found = asked(contacts, "Shopfiy")
    assert found.leads == ()
    assert found.near[0] == "Shopify"
    assert "Acme" not in found.near
    assert asked(contacts, "Quantum Fridge").near == ()
    assert asked([], "Shopify").near == ()


def test_a_name_that_holds_the_one_asked_for_is_named_and_not_counted():
    found = asked([person("Ann", "Google"), person("Bo", "Google Canada"), person("Cy", "Googol Sweets")], "Google")
    assert stands(found) == {"Ann": "present"}
    assert found.near == ("Google Canada",)


def test_aliases_hold_both_ways_and_on_from_one_to_the_next():
    aliases = {"Big Blue": ("IBM",), "IBM": ("International Business Machines",)}
    keys = same_company("big blue inc.", aliases)
    assert keys == same_company("International Business Machines", aliases) == same_company("IBM", aliases)
    assert same_company("Blue", aliases) == {("blue",)}
    assert same_company("", aliases) == frozenset()
    found = asked([person("Ann", "IBM"), person("Bo", "Big Blue Sky")], "Big Blue", aliases=aliases)
    assert stands(found) == {"Ann": "present"}


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("ex-Shopify", "former"),
        ("ex shopify", "former"),
        ("met at the bar, formerly at Shopify", "former"),
        ("Former CTO of Shopify.", "former"),
        ("used to work at Shopify", "former"),
        ("left Shopify last year", "former"),
        ("Ehemals bei Shopify", "former"),
        ("ancienne de Shopify", "former"),
        ("ancien d'Shopify", "former"),
        ("antes en Shopify", "former"),
        ("già Shopify", "former"),
        ("voorheen bij Shopify", "former"),
        ("była w Shopify", "former"),
        ("trabalhou na Shopify", "former"),
        ("tidigare på Shopify", "former"),
        ("Shopify until 2020", "former"),
        ("Shopify (2015–2019)", "former"),
        ("Shopify alum", "former"),
        ("works at Shopify", "present"),
        ("now at Shopify, ex Acme", "present"),
        ("joined Shopify in May", "present"),
        ("arbeitet jetzt bei Shopify", "present"),
        ("travaille chez Shopify", "present"),
        ("Shopify since 2021", "present"),
        ("ex Acme (now Shopify)", "present"),
        ("met at the Shopify party", "mentioned"),
        ("wife works at Shopify", "mentioned"),
        ("his brother left Shopify", "mentioned"),
        ("Shopify 2015", "mentioned"),
        ("shopify theme", None),
        ("Shopifyer", None),
        ("", None),
    ],
)
def test_a_note_says_who_is_there_who_was_and_what_it_leaves_open(text, standing):
    said = standing_in(text, {("shopify",)}, 2026)
    assert (None if said is None else str(said[0])) == standing


def test_names_of_several_words_are_found_in_notes_whole():
    key = same_company("Bank of Nova Scotia", {})
    assert standing_in("ex-Bank of Nova Scotia", key, 2026)[0] is Standing.FORMER
    assert standing_in("ex-Bank, moved to Nova Scotia", key, 2026) is None
    assert standing_in("formerly St. Matthew's", same_company("St. Matthew's", {}), 2026)[0] is Standing.FORMER


def test_present_and_former_people_are_told_apart_and_each_has_a_reason():
    contacts = [
        person("Ann", "Shopify", "Analyst"),
        person("Bo", "Shopify", "Former CTO"),
        person("Cy", "Acme", "Founder, ex-Shopify"),
        person("Di", "Acme", notes=["ex-Shopify"]),
        person("Ed", notes=["wife works at Shopify"]),
        person("Flo (Shopify)"),
        person("Gus", "Shopify", "Retired"),
        person("Hal Shopify"),
    ]
    found = asked(contacts, "Shopify")
    assert stands(found) == {
        "Ann": "present",
        "Bo": "former",
        "Cy": "former",
        "Di": "former",
        "Gus": "former",
        "Ed": "mentioned",
        "Flo (Shopify)": "mentioned",
    }
    told = {lead.tie.contact.name: lead.reason for lead in found.leads}
    assert told["Ann"] == "Works as Analyst at Shopify: ask what the work there is like."
    assert told["Di"].startswith("Seems to have been there: your note says ‘ex-Shopify’: ask what it was like there")
    assert told["Ed"].startswith("Your note says ‘wife works at Shopify’, and not whether they are there themselves")
    assert told["Gus"].startswith("Has retired from Shopify")


def test_a_newer_record_makes_an_organisation_a_former_one_and_doubt_is_said():
    def both(old: str, new: str) -> Contact:
        one = Contact(name="Ann", organisations=[Organisation(name="Shopify")], revised=old)
        other = Contact(name="Ann", organisations=[Organisation(name="Acme")], revised=new)
        return Contact(
            name="Ann", id="a", organisations=[*one.organisations, *other.organisations], records=(one, other)
        )

    (former,) = asked([both("20190714T164055Z", "2026-05-02")], "Shopify").leads
    assert former.standing is Standing.FORMER
    assert "by an older record" in former.reason
    for dates in (("", ""), ("2026-01-01", "2026-05-02"), ("not a date", "2026-05-02")):
        (doubtful,) = asked([both(*dates)], "Shopify").leads
        assert doubtful.standing is Standing.PRESENT
        assert "neither says which is present" in doubtful.reason


def test_an_address_at_the_company_s_domain_counts_and_a_provider_s_does_not():
    contacts = [
        person("Ann", "Shopify", emails=["ann@shopify.example"]),
        person("Bo", emails=["bo@shopify.example"]),
        person("Cy", "Acme", emails=["cy@shopify.example"]),
        person("Di", "Gmail Fans", emails=["di@gmail.com"]),
        person("Ed", emails=["ed@gmail.com"]),
    ]
    found = asked(contacts, "Shopify")
    assert stands(found) == {"Ann": "present", "Bo": "present", "Cy": "former"}
    assert "though the card says Acme now" in {lead.tie.contact.name: lead.reason for lead in found.leads}["Cy"]
    assert stands(asked(contacts, "Gmail Fans")) == {"Di": "present"}


def test_a_domain_is_a_company_s_where_its_people_agree_or_it_is_called_like_it():
    contacts = [
        person("A", "Acme", emails=["a@post.example"]),
        person("B", "Grid", emails=["b@post.example"]),
        person("C", "Tide", emails=["c@t.example"]),
        person("D", "Tide", emails=["d@t.example"]),
        person("E", "Lone", emails=["e@provider.example"]),
        person("F", "Fundy Software", emails=["f@fundysoftware.example"]),
    ]
    profile = Profile(employers=[Affiliation(name="Own", domains=["own.example"])])
    expected = {"t.example": ("tide",), "fundysoftware.example": ("fundy", "software"), "own.example": ("own",)}
    assert company_domains(contacts, profile) == expected
    assert company_domains(contacts[::-1], profile) == expected


def test_who_knows_people_there_is_named_with_through_whom():
    contacts = [person("Ann", "Shopify"), person("Sam"), person("Cy"), person("Di")]
    known = network(contacts, Profile(), [{1: 0.9, 2: 0.4}, {}, {}, {2: 1.0}])
    found = asked(contacts, "Shopify", strengths={"Sam": 0.95}, network=known)
    assert stands(found) == {"Ann": "present", "Sam": "through", "Cy": "through"}
    ann, sam, cy = found.leads
    assert [contact.name for contact in ann.through] == ["Sam"]
    assert "Sam, close to you, knows them" in ann.reason
    assert sam.reason == "Knows Ann, who is or was there: ask to be put in touch."
    assert (sam.ask, cy.ask, ann.ask) == (Ask.REFERRAL, Ask.INFORMATION, Ask.INFORMATION)
    assert [contact.name for contact in cy.through] == ["Ann"]


def both_in(circle):
    return Network(circles=[circle], memberships=((0,), (0,)), direct=({}, {}), foci_of=((), ()))


def test_a_small_circle_in_common_is_a_way_there_and_a_large_one_is_not():
    contacts = [person("Ann", "Shopify"), person("Cy")]
    for members, standing in ((("Ann", "Cy"), {"Ann": "present", "Cy": "through"}), (range(50), {"Ann": "present"})):
        circle = Circle(name="Choir", shared=Shared.LABEL, members=[str(one) for one in members])
        found = asked(contacts, "Shopify", network=both_in(circle))
        assert stands(found) == standing
    assert (
        "Is in the circle ‘Choir’ with Ann, who is or was there"
        in asked(
            contacts,
            "Shopify",
            network=both_in(Circle(name="Choir", shared=Shared.LABEL, members=["a", "b"])),
        )
        .leads[1]
        .reason
    )


def test_a_close_person_there_is_asked_for_a_referral():
    (lead,) = asked([person("Ann", "Shopify")], "Shopify", strengths={"Ann": 0.9}).leads
    assert (lead.ask, lead.close, lead.company) == (Ask.REFERRAL, True, "Shopify")
    assert lead.reason == "Is with Shopify: ask whether they would recommend you."


def test_order_of_input_never_matters_and_limit_only_cuts():
    contacts = [
        person(f"P{n}", "Shopify" if n % 2 else "Acme", notes=["ex-Shopify"] if n % 3 else []) for n in range(9)
    ]
    expected = asked(contacts, "Shopify")
    assert asked(contacts, "Shopify", limit=3).leads == expected.leads[:3]
    random.Random(3).shuffle(contacts)
    assert asked(contacts, "Shopify") == expected


def test_groups_and_ego_are_nobody_at_a_company():
    contacts = [person("Support", "Shopify", kind="organisation"), person("Me", "Shopify", emails=["me@x.example"])]
    found = asked(contacts, "Shopify", profile=Profile(emails=["me@x.example"]))
    assert found.leads == ()
    assert found.names == ("Shopify",)


def test_other_names_in_the_profile_are_the_same_company():
    contact = Contact(id="a", name="Ann Lee", organisations=[Organisation(name="Big Blue Inc.")])
    profile = Profile(employers=[Affiliation(name="IBM", aliases=["Big Blue"], end=2019)])
    assert [lead.tie.contact.name for lead in asked([contact], "IBM", profile=profile).leads] == ["Ann Lee"]

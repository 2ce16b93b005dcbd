"""Ego, put together from what the user says, what sources say, and ego's own card."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tieweave
from tieweave import Address, Affiliation, Organisation, Profile, Related, Store
from tieweave.plugins import PluginHub
from tieweave.profiles import merged, of_card, own_cards
from tieweave.testing import make_contact, memory_source

GIVEN = Profile(
    name="Morgan Gallant",
    emails=["morgan@example.com"],
    phones=["+1 902 555 0100"],
    employers=[Affiliation(name="Fundy Software", start=2013, end=2019)],
)


def hub_of(**records):
    class Plugin:
        @staticmethod
        @tieweave.hookimpl
        def tieweave_sources():
            return [memory_source(name, held) for name, held in records.items()]

    return PluginHub.of({"memory": Plugin()})


def gather(profile=None, **records):
    return tieweave.gather(
        [f"{name}:" for name in records], profile=profile, hub=hub_of(**records), store=Store.temporary()
    )


def test_what_the_user_says_wins_and_what_sources_say_completes_it():
    said = Profile(
        name="M. Gallant",
        emails=["Morgan@example.com", "mg@work.example"],
        phones=["(902) 555-0100", "+44 20 7946 0100"],
        employers=[
            Affiliation(name="Fundy Software Inc.", start=2012, domains=["fundy.example"]),
            Affiliation(name="Tidewater", start=2020),
        ],
        partner="Sam Roy",
    )
    ego = merged([GIVEN, said])
    assert ego.name == "Morgan Gallant"
    assert ego.partner == "Sam Roy"
    assert ego.emails == ("morgan@example.com", "mg@work.example")
    assert ego.employers == (
        Affiliation(name="Fundy Software", start=2013, end=2019, domains=["fundy.example"]),
        Affiliation(name="Tidewater", start=2020),
    )


def test_two_stays_at_one_employer_stay_two():
    stays = [Affiliation(name="Fundy", start=2001, end=2003), Affiliation(name="Fundy", start=2010)]
    assert merged([Profile(employers=stays), Profile(name="M")]).employers == tuple(stays)


texts = st.text("abc ", max_size=3)
profiles = st.builds(
    Profile,
    name=texts,
    emails=st.lists(st.sampled_from(["a@x.example", "A@x.example", "b@x.example"])),
    children=st.lists(texts, max_size=2),
    employers=st.lists(st.builds(Affiliation, name=texts, start=st.none() | st.just(2000)), max_size=2),
)


@given(profiles, profiles)
def test_merging_keeps_everything_given_and_again_changes_nothing(one, other):
    both = merged([one, other])
    assert set(one.emails) <= set(both.emails)
    assert {value.casefold() for value in both.children} >= {
        value.casefold() for value in one.children + other.children
    }
    assert merged([both]) == both
    assert merged([both, other]) == both
    assert merged([one]) == one


def test_the_profile_of_every_source_counts():
    book = gather(GIVEN, a=[Profile(clubs=["Chess"])], b=[Profile(clubs=["Rowing"], name="Else")])
    assert book.profile.clubs == ("Chess", "Rowing")
    assert book.profile.name == "Morgan Gallant"


def test_egos_own_card_completes_the_profile():
    card = make_contact(
        "Morgan Gallant",
        emails=["morgan@example.com", "home@example.com"],
        phones=["+1 902 555 0199"],
        addresses=[Address(street="1 Elm St", locality="Halifax", types=["home"])],
        organisations=[Organisation(name="Tidewater", title="Analyst")],
        related=[Related(name="Ella", relation="Daughter"), Related(name="Sam Roy", relation="spouse")],
    )
    ego = gather(GIVEN, a=[card, make_contact("Ann Lee", emails=["ann@example.com"])]).profile
    assert ego.emails == ("morgan@example.com", "home@example.com")
    assert ego.addresses == (Address(street="1 Elm St", locality="Halifax"),)
    assert [one.name for one in ego.employers] == ["Fundy Software", "Tidewater"]
    assert (ego.children, ego.partner) == (("Ella",), "Sam Roy")


@pytest.mark.parametrize(
    ("card", "own"),
    [
        (make_contact("Me", phones=["555 0123"]), True),
        (make_contact("Ich"), True),
        (make_contact("Mei"), False),
        (make_contact("Morgan Gallant", phones=["902-555-0100"]), True),
        (make_contact("Gallant, Morgan", emails=["morgan@example.com"]), True),
        (make_contact("", emails=["morgan@example.com"]), True),
        (make_contact("Sam Roy", emails=["morgan@example.com"]), False),
        (make_contact("Sam Roy", phones=["902-555-0100"]), False),
        (make_contact("Morgan Gallant"), False),
        (make_contact("Morgan Gallant", phones=["902-555-0200"]), False),
        (make_contact("Morgan", emails=["morgan@example.com"], kind="group"), False),
    ],
)
def test_egos_card_is_known_by_an_address_and_a_name_that_agrees(card, own):
    assert bool(own_cards([card], GIVEN)) is own


def test_the_only_card_in_a_file_called_me_is_egos():
    morgan = make_contact("Morgan Gallant", source="/home/morgan/Me.vcf", emails=["morgan@example.com"])
    ann = make_contact("Ann Lee", source="contacts.vcf")
    assert own_cards([ann, morgan], Profile()) == [morgan]
    assert own_cards([attrs.evolve(ann, source=morgan.source), morgan], Profile()) == []
    assert own_cards([attrs.evolve(ann, source="me.mbox")], Profile()) == []


@pytest.mark.parametrize(
    ("relation", "children", "partner"),
    [
        ("_$!<Daughter>!$_", ("Ella",), ""),
        ("Kind", ("Ella",), ""),
        ("fils", ("Ella",), ""),
        ("娘", ("Ella",), ""),
        ("domestic partner", (), "Ella"),
        ("Ehefrau", (), "Ella"),
        ("mąż", (), "Ella"),
        ("cousin", (), ""),
        ("godchild's friend", (), ""),
    ],
)
def test_children_and_partner_are_known_in_the_languages_of_the_lexicon(relation, children, partner):
    found = of_card(make_contact("Morgan", related=[Related(name="Ella", relation=relation)]))
    assert (found.children, found.partner) == (children, partner)


def test_a_card_named_me_gives_no_name():
    assert of_card(make_contact("Me", emails=["m@example.com"])) == Profile(emails=["m@example.com"])


@given(profiles)
def test_the_table_of_a_profile_reads_back_as_it(profile):
    named = Profile(**{**vars_of(profile), "employers": [one for one in profile.employers if one.name]})
    assert Profile.from_table(named.as_table()) == named


def vars_of(profile):
    return {name: getattr(profile, name) for name in ("name", "emails", "children", "employers")}


def test_other_names_and_subsidiaries_are_kept_and_joined():
    first = Profile(employers=[Affiliation(name="Meta", aliases=["Facebook"], subsidiaries=["WhatsApp"])])
    second = Profile(employers=[Affiliation(name="Facebook Inc.", start=2015, subsidiaries=["whatsapp", "Instagram"])])
    (employer,) = merged([first, second]).employers
    assert (employer.name, employer.start) == ("Meta", 2015)
    assert (employer.aliases, employer.subsidiaries) == (("Facebook",), ("WhatsApp", "Instagram"))

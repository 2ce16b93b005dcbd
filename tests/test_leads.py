from __future__ import annotations

import datetime as dt
import random

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave import Affiliation, Contact, Level, Organisation, Profile
from tieweave.circles import network
from tieweave.leads import Prospects, Targets, leads, worth
from tieweave.leads.diversify import diversified
from tieweave.leads.novelty import Surroundings
from tieweave.leads.reach import reach
from tieweave.leads.value import dormancy
from tieweave.leads.work import present, seniority
from tieweave.model import Address, Ask, ChannelHistory, Circle, History, Shared, Tie

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
share = st.floats(min_value=0, max_value=1)


def person(name: str, organisation: str = "", title: str = "", **fields) -> Contact:
    held = [Organisation(name=organisation, title=title)] if organisation or title else []
    return Contact(name=name, id=fields.pop("id", name), organisations=held, **fields)


def tied(contact: Contact, strength: float = 0.2, category: str = "unknown") -> Tie:
    level = Level.CLOSE if strength >= 0.5 else Level.ACQUAINTED
    return Tie(contact=contact, category=category, level=level, strength=strength, lead=0.0, support=0.0)


def listed(contacts, *, profile=None, strengths=None, **about):
    prospects = Prospects.of(contacts, profile or Profile(), now=NOW, **about)
    ties = [tied(contact, (strengths or {}).get(contact.name, 0.2)) for contact in contacts]
    return leads(prospects, ties)


def names(found) -> list[str]:
    return [lead.tie.contact.name for lead in found]


def history(last: dt.datetime, volume: float = 1.0, gap: float | None = None) -> History:
    first = dt.datetime(2015, 1, 1, tzinfo=dt.UTC)
    mail = ChannelHistory(channel="email", acts=5, volume=volume, days=5, first=first.date(), last=last.date())
    return History(acts=5, days=5, first=first, last=last, gap=gap, channels=[mail])


# The formula


@given(strength=share, less=share, more=share, term=st.sampled_from(["novelty", "reach", "fit", "dormancy"]))
def test_it_rises_with_novelty_reach_fit_and_dormancy(strength, less, more, term):
    less, more = sorted((less, more))
    scale = 0.3 if term == "dormancy" else 1.0
    assert worth(strength, **{term: less * scale}) <= worth(strength, **{term: more * scale})


@given(strength=share, less=share, more=share)
def test_it_falls_with_the_intensity_of_contact(strength, less, more):
    less, more = sorted((less, more))
    assert worth(strength, intensity=less) >= worth(strength, intensity=more)


@given(
    strength=share,
    fit=share,
    usual=st.floats(min_value=1, max_value=100),
    less=st.integers(0, 500),
    more=st.integers(0, 500),
)
def test_it_is_a_hump_in_mutual_contacts_with_its_peak_at_the_usual_number(strength, fit, usual, less, more):
    less, more = sorted((less, more))
    values = [worth(strength, mutual=mutual, usual_mutual=usual, fit=fit) for mutual in (less, more)]
    if more <= usual:
        assert values[0] <= values[1] + 1e-12
    if less >= usual:
        assert values[0] >= values[1] - 1e-12


@given(strength=share)
def test_where_no_mutual_contacts_are_known_it_is_a_hump_in_strength(strength):
    assert worth(strength) <= worth(1 / 3) + 1e-9
    assert worth(strength) == worth(strength, mutual=3, usual_mutual=0.0)


@given(
    strength=share,
    mutual=st.none() | st.integers(0, 5000),
    usual=st.floats(min_value=0.5, max_value=200),
    terms=st.tuples(share, share, share, share, st.sampled_from([0, 0.2, 0.3])),
)
def test_it_stays_within_0_and_1(strength, mutual, usual, terms):
    intensity, novelty, reached, fit, dormant = terms
    value = worth(
        strength,
        mutual=mutual,
        usual_mutual=usual,
        intensity=intensity,
        novelty=novelty,
        reach=reached,
        dormancy=dormant,
        fit=fit,
    )
    assert 0 <= value <= 1


def test_the_most_there_can_be_is_1():
    most = worth(0.2, mutual=4, usual_mutual=4, novelty=1, reach=1, dormancy=0.3, fit=1)
    assert most == pytest.approx(1.0)


def test_a_target_company_counts_half_as_much_again():
    assert worth(1 / 3, reach=1.0, fit=1.0) == pytest.approx(1.5 * worth(1 / 3, reach=1.0))
    assert worth(0.001, reach=0.1, fit=1.0) == pytest.approx(worth(1 / 3, reach=1.0, fit=1.0))


@given(share)
def test_lead_value_of_a_contact_is_a_hump_in_strength(strength):
    prospects = Prospects.of([Contact(name="A")], Profile(), now=NOW)
    assert prospects.lead_value(0, strength) <= prospects.lead_value(0, 1 / 3) + 1e-9


def test_lead_value_of_a_contact_rises_with_reach_and_novelty():
    director, clerk = person("A", "Acme", "Director"), person("A", "Acme", "Clerk")
    at_home = Profile(employers=[Affiliation(name="Acme")])

    def lead_value(contact, profile=None):
        return Prospects.of([contact], profile or Profile(), now=NOW).lead_value(0, 0.3)

    assert lead_value(director) > lead_value(clerk) > lead_value(Contact(name="A"))
    assert lead_value(director, at_home) < lead_value(director)


@pytest.mark.parametrize(
    ("last", "gap", "strong", "expected"),
    [
        (dt.datetime(2026, 9, 1, tzinfo=dt.UTC), 7, True, 0.0),
        (dt.datetime(2025, 5, 1, tzinfo=dt.UTC), 7, True, 0.2),
        (dt.datetime(2025, 5, 1, tzinfo=dt.UTC), 360, True, 0.0),
        (dt.datetime(2021, 5, 1, tzinfo=dt.UTC), 7, True, 0.3),
        (dt.datetime(2021, 5, 1, tzinfo=dt.UTC), 7, False, 0.2),
    ],
)
def test_a_tie_that_sleeps_is_worth_more_and_most_where_it_was_strong(last, gap, strong, expected):
    assert dormancy(history(last, gap=gap), NOW, strong=strong) == expected
    assert dormancy(None, NOW, strong=strong) == 0


# Reach


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("CEO", 1.0),
        ("Vice President, Analytics", 1.0),
        ("VP, Analytics", 1.0),
        ("Geschäftsführerin", 1.0),
        ("Directrice générale", 1.0),
        ("Verkställande direktör", 1.0),
        ("Właściciel", 1.0),
        ("Vertriebsdirektor", 1.0),
        ("Head of Forecasting", 1.0),
        ("Product Manager", 0.6),
        ("QA Lead", 0.6),
        ("Abteilungsleiter", 0.6),
        ("Avdelningschef", 0.6),
        ("Jefa de ventas", 0.6),
        ("Kierownik projektu", 0.6),
        ("Chef de projet", 0.6),
        ("Head Coach", 0.6),
        ("Account Manager", 0.0),
        ("Sous Chef", 0.0),
        ("Chef", 0.0),
        ("Chef de cuisine", 0.0),
        ("Assistant to the Director", 0.0),
        ("Assistenz der Geschäftsführung", 0.0),
        ("Reisebegleiter", 0.0),
        ("Data Engineer", 0.0),
        ("", 0.0),
    ],
)
def test_seniority_is_read_from_titles_in_ten_languages(title, expected):
    assert seniority(title) == expected


def test_reach_rises_with_work_rank_and_circles():
    clerk, director = person("A", "Acme", "Clerk"), person("A", "Acme", "Director")
    assert reach(Contact(name="A")) < reach(person("A", "Acme")) < reach(clerk) < reach(director) <= 1
    assert reach(clerk, 0) < reach(clerk, 1) < reach(clerk, 3) == reach(clerk, 9)
    assert reach(director) == pytest.approx(1.0)


@pytest.mark.parametrize("title", ["Retired", "Former CEO", "ex-Head of Data", "Rentnerin", "Teacher (retired)"])
def test_who_has_left_or_retired_is_not_employed_there(title):
    assert reach(person("A", "Acme", title)) == 0


def test_a_student_is_not_employed_and_a_student_advisor_is():
    assert reach(person("A", "Dalhousie University", "Student")) == 0
    assert reach(person("A", "Dalhousie University", "Student Success Advisor")) > 0


def test_who_forms_metal_is_not_a_former_anything():
    assert present(person("A", "Acme", "Sheet metal former"))


# Novelty


def surroundings() -> Surroundings:
    profile = Profile(
        employers=[
            Affiliation(name="Tidewater", domains=["tidewater.example"]),
            Affiliation(name="Just Left", end=2026),
            Affiliation(name="Long Ago", end=2012),
        ],
        schools=[Affiliation(name="Dalhousie University")],
        clubs=["Halifax Chess Club"],
    )
    return Surroundings.of(profile, NOW)


def test_nobody_at_the_present_employer_is_new_and_others_the_more_the_further_off_they_are():
    found = surroundings()
    where = ["Tidewater Ltd", "Just Left", "Halifax Chess Club", "Long Ago", "Dalhousie", "Elsewhere"]
    values = [found.novelty(person("A", organisation)) for organisation in where]
    assert values == sorted(values)
    assert (values[0], values[-1]) == (0.0, 1.0)
    assert found.novelty(Contact(name="A", emails=["a@mail.tidewater.example"])) == 0.0


def test_who_moves_in_ego_s_own_circles_only_is_hardly_new():
    own = Circle(name="Choir", shared=Shared.LABEL, members=("a",), own=True)
    other = Circle(name="Grid", shared=Shared.COMPANY, members=("a",))
    found = Surroundings()
    alone, both, neither = (found.novelty(person("A"), held) for held in ([own], [own, other], [other]))
    assert alone < both < neither == 1.0


# Targets


PLACES = frozenset({"halifax", "new york"})


@pytest.mark.parametrize(
    ("target", "contact", "by"),
    [
        ("Maple Leaf Renewables", person("A", "Maple Leaf Renewables Inc."), ("Maple Leaf Renewables Inc.", 1.0)),
        ("Meta", person("A", "Metabolic Clinic"), ("", 0.0)),
        ("Shell", person("A", "Shellfish Bar"), ("", 0.0)),
        ("Shell", person("A", "Shell plc", "Former CFO"), ("", 0.0)),
        ("data analyst", person("A", "Acme", "Senior Data Analyst"), ("data analyst", 0.5)),
        ("data analyst", person("A", "Acme", "Director of Data"), ("data analyst", 0.25)),
        ("data analyst", person("A", "Database Analysts"), ("data analyst", 0.25)),
        ("renewable energy", person("A", "Maple Leaf Renewables"), ("renewable energy", 0.25)),
        ("renewable energy", person("A", notes=["Builds things in renewable energy."]), ("renewable energy", 0.5)),
        ("renewable energy", person("A", notes=["has a lot of energy"]), ("", 0.0)),
        ("IT", person("A", notes=["it is hot"]), ("", 0.0)),
        ("IT", person("A", "Acme", "IT support"), ("IT", 0.5)),
        ("forecasting lead", person("A", "Grid", "Head of Forecasting"), ("forecasting lead", 0.5)),
        ("remote", person("A", "Remote Inc"), ("", 0.0)),
        ("lead, in, remote", person("A", "Acme", "QA Lead"), ("", 0.0)),
        ("energy", person("A", labels=["Energy people"]), ("energy", 0.5)),
    ],
)
def test_a_target_is_matched_by_whole_names_and_whole_words(target, contact, by):
    fit = Targets.of([target], PLACES).fit(contact)
    assert (fit.company or fit.field, fit.value) == (by[0], pytest.approx(by[1]))


def test_a_place_of_a_target_is_one_that_the_book_knows_and_adds_to_the_field():
    targets = Targets.of(["data analyst, renewable energy, New York"], PLACES)
    here = person("A", "Acme", "Data Analyst", addresses=[Address(locality="New York")])
    there = person("A", "Acme", "Data Analyst", addresses=[Address(locality="York")])
    assert targets.fit(here).place == "New York"
    assert targets.fit(there).place == ""
    assert targets.fit(here).value > targets.fit(there).value
    assert Targets.of(["Halifax"], PLACES).fit(person("A", "Halifax")).company == ""
    everything = person("A", "Renewable Energy NS", "Data Analyst", addresses=[Address(locality="New York")])
    assert targets.fit(everything).value == pytest.approx(1.0)


def test_the_best_of_several_targets_counts_and_without_any_nobody_fits():
    fits = [Targets.of(texts).fit(person("A", "Acme", "Nurse")) for texts in (["data, nurse", "nurse"], ["nurse"], [])]
    assert fits[0].value == fits[1].value == 0.5
    assert fits[2].value == 0


def test_a_target_may_name_a_company_by_an_alias():
    assert Targets.of(["Big Blue"], aliases={"IBM": ["Big Blue"]}).fit(person("A", "IBM Corp.")).company == "IBM Corp."


# The list


def test_a_stranger_at_the_target_company_is_the_best_lead_for_information():
    contacts = [
        person("Stranger", "Maple Leaf Renewables", "Analyst"),
        person("Colleague", "Tidewater", "Analyst"),
        person("Elsewhere", "Acme", "Analyst"),
        person("Nobody"),
    ]
    profile = Profile(employers=[Affiliation(name="Tidewater")], targets=["Maple Leaf Renewables"])
    known = network(contacts, profile, [{}, {2: 1.0, 3: 1.0}, {}, {}])
    found = listed(contacts, profile=profile, network=known)
    assert found[0].tie.contact.name == "Stranger"
    assert found[0].ask is Ask.INFORMATION
    assert names(found).index("Colleague") > names(found).index("Elsewhere")


def test_close_people_at_a_target_employer_come_first_and_are_asked_for_a_referral():
    contacts = [person("Best", "Elsewhere", "CEO"), person("Friend", "Maple Leaf"), person("Mum")]
    found = listed(contacts, profile=Profile(targets=["Maple Leaf"]), strengths={"Friend": 0.97, "Mum": 0.99})
    assert names(found)[0] == "Friend"
    assert (found[0].close, found[0].ask, found[0].company) == (True, Ask.REFERRAL, "Maple Leaf")
    assert [lead.close for lead in found[1:]] == [False, False]


def test_the_list_is_not_ten_people_of_one_firm():
    contacts = [person(f"Maple {n}", "Maple Leaf", "Director") for n in range(10)]
    contacts += [person(f"Other {n}", f"Firm {n}", "Clerk") for n in range(5)]
    found = listed(contacts, profile=Profile(targets=["Maple Leaf"]))
    assert sum(name.startswith("Maple") for name in names(found)[:6]) <= 2


def test_an_address_at_a_company_s_domain_is_the_company_for_diversity():
    contacts = [
        person("A", "Acme", "CEO", emails=["a@acme.example"]),
        Contact(name="B", id="B", emails=["b@acme.example"]),
    ]
    contacts.append(Contact(name="C", id="C", emails=["c@gmail.com"]))
    found = {lead.tie.contact.name: lead.value for lead in listed(contacts)}
    assert found["B"] < found["C"]


def test_the_value_never_rises_along_the_list():
    contacts = [person(f"P{n}", f"Firm {n % 3}", "Director" if n % 2 else "Clerk") for n in range(20)]
    values = [lead.value for lead in listed(contacts)]
    assert values == sorted(values, reverse=True)


_people = st.lists(
    st.builds(
        lambda firm, title, strength: (firm, title, strength),
        st.sampled_from(["", "Acme", "Acme Ltd", "Maple Leaf", "Grid"]),
        st.sampled_from(["", "CEO", "Clerk", "Data Analyst"]),
        share,
    ),
    min_size=1,
    max_size=12,
)


@given(_people, st.integers(min_value=0), st.randoms(use_true_random=False))
def test_order_of_input_never_matters_and_a_clone_in_the_same_firm_never_outranks_the_first(drawn, which, shuffle):
    contacts = [person(f"P{n:02}", firm, title) for n, (firm, title, _) in enumerate(drawn)]
    strengths = {f"P{n:02}": strength for n, (_, _, strength) in enumerate(drawn)}
    first = contacts[which % len(contacts)]
    clone = attrs.evolve(first, id="clone", name=f"{first.name} (clone)")
    strengths[clone.name] = strengths[first.name]
    profile = Profile(targets=["Maple Leaf, data analyst"])
    ordered = listed([*contacts, clone], profile=profile, strengths=strengths)
    assert names(ordered).index(first.name) < names(ordered).index(clone.name)
    mixed = [*contacts, clone]
    shuffle.shuffle(mixed)
    assert listed(mixed, profile=profile, strengths=strengths) == ordered


def test_order_of_input_never_matters_where_a_network_and_histories_are_known():
    contacts = [person(f"P{n}", f"Firm {n % 4}", "Manager" if n % 3 else "") for n in range(12)]
    known = {n: {(n + 1) % 12: 1.0, (n + 5) % 12: 0.5} if n % 2 else {} for n in range(12)}
    silent = {
        n: history(dt.datetime(2018 + n % 8, 3, 1, tzinfo=dt.UTC), volume=n) if n % 3 else None for n in range(12)
    }
    results = []
    for seed in range(4):
        order = list(range(12))
        random.Random(seed).shuffle(order)
        place = {n: at for at, n in enumerate(order)}
        people = [contacts[n] for n in order]
        together = [{place[m]: weight for m, weight in known[n].items()} for n in order]
        found = network(people, Profile(), together)
        results.append(listed(people, network=found, histories=[silent[n] for n in order]))
    assert all(result == results[0] for result in results)


def test_limit_cuts_the_list_and_changes_nothing_before_the_cut():
    contacts = [person(f"P{n}", f"Firm {n % 3}") for n in range(9)]
    prospects = Prospects.of(contacts, Profile(), now=NOW)
    ties = [tied(contact) for contact in contacts]
    assert leads(prospects, ties, 4) == leads(prospects, ties)[:4]
    assert leads(prospects, [], 4) == []


def test_diversity_weighs_by_the_closest_origin_and_counts_no_further_than_six():
    found = diversified([(n, 1.0, {"firm": 1.0, "circle": 0.5}) for n in range(9)], lambda n: (str(n),))
    assert [item for item, _ in found] == list(range(9))
    assert found[0][1] == 1.0
    assert found[1][1] == pytest.approx(0.35)
    assert found[8][1] == pytest.approx(0.35**6)


def test_only_people_who_can_be_asked_are_listed():
    profile = Profile(name="Morgan Gallant", emails=["morgan@example.com"], children=["Ella", "Max"])
    contacts = [
        person("Ann"),
        person("The choir", kind="group"),
        person("Acme Service", kind="organisation"),
        Contact(id="nameless", organisations=[Organisation(name="Acme")]),
        Contact(id="by number", phones=["+1 902 555 0100"]),
        Contact(id="me", name="Morgan", emails=["morgan@example.com"]),
        person("Ella"),
        person("Ella Gallant"),
        person("Ella Fitzgerald"),
        person("Max Gallant", birthday="1999-05-02"),
    ]
    ids = {lead.tie.contact.id for lead in listed(contacts, profile=profile)}
    assert ids == {"Ann", "by number", "Ella Fitzgerald", "Max Gallant"}


def test_who_sleeps_is_not_intense_however_much_there_was_once():
    contacts = [person("Awake"), person("Asleep"), person("Rare")]
    histories = [
        history(dt.datetime(2026, 10, 20, tzinfo=dt.UTC), volume=50),
        history(dt.datetime(2021, 10, 20, tzinfo=dt.UTC), volume=50),
        history(dt.datetime(2026, 10, 20, tzinfo=dt.UTC), volume=1),
    ]
    assert names(listed(contacts, histories=histories)) == ["Asleep", "Rare", "Awake"]


# Reasons


def reason(contact: Contact, strength: float = 0.2, category: str = "unknown", **about) -> str:
    profile = about.pop("profile", Profile())
    prospects = Prospects.of([contact], profile, now=NOW, **about)
    (lead,) = leads(prospects, [tied(contact, strength, category)])
    return lead.reason


def test_a_reason_says_who_why_now_and_what_to_ask_in_one_sentence():
    told = reason(
        person("Ann", "Tidewater Analytics", "Data Engineer"),
        profile=Profile(targets=["Tidewater Analytics"]),
        histories=[history(dt.datetime(2024, 5, 3, tzinfo=dt.UTC))],
    )
    assert told == (
        "Works as Data Engineer at Tidewater Analytics, a target of yours; nobody else you know is there; you were "
        "last in touch in May 2024, a good moment to get back in touch: ask what the work there is like."
    )


def test_a_close_person_is_asked_for_a_referral_where_ego_may_want_to_work():
    told = reason(person("Ann", "Acme", "Clerk"), 0.9, profile=Profile(targets=["Acme"]))
    assert told.endswith("ask whether they would recommend you at Acme.")
    told = reason(person("Ann", "Hospital", "Nurse"), 0.9, profile=Profile(targets=["Acme"]))
    assert told.endswith("ask whom they would introduce you to.")


def test_who_is_not_in_the_field_is_asked_whom_they_know_there():
    profile = Profile(targets=["data analyst, renewable energy, Halifax"])
    told = reason(person("Jo", "Cuts", "Hair stylist"), category="hair-stylist", profile=profile)
    assert told.endswith("ask whom they know in ‘renewable energy’.")
    told = reason(person("Jo"), category="hair-stylist")
    assert told.startswith("Known to you as hair stylist; meets many people you don't: ask what they hear of work")


def test_a_reason_says_who_has_retired_and_who_hears_the_same_as_ego():
    assert reason(person("Ann", "Grid", "Retired engineer")).startswith("Has retired from Grid")
    profile = Profile(employers=[Affiliation(name="Acme")])
    assert "hears much of what you hear where you work" in reason(person("Ann", "Acme", "Clerk"), profile=profile)


def test_long_texts_are_cut_in_a_reason():
    assert len(reason(person("Ann", "Acme " * 60, "Clerk " * 60))) < 250

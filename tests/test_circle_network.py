"""The network among contacts: circles and their names, ego's own, mutual contacts, bridges; in any order the same."""

from __future__ import annotations

import math

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave import Address, Contact, Organisation, Profile, Related
from tieweave.circles import network
from tieweave.circles.communities import communities, divided, modularity
from tieweave.model import Affiliation, Shared

NOBODY = Profile()
AT_FUNDY = Profile(employers=[Affiliation(name="Fundy Software", domains=["fundy.example"])])


def people(*names, start=0, **fields):
    return [Contact(id=f"{start + at:04}", name=name, **fields) for at, name in enumerate(names)]


def crowd(count, start=0, **fields):
    return people(*(f"Given{start + at} Name{start + at}" for at in range(count)), start=start, **fields)


def company(count, *parties, rate=2.0):
    """Give `together` in which the members of each party turn up with each other."""
    rates = [{} for _ in range(count)]
    for party in parties:
        for one in party:
            for other in party:
                if one != other:
                    rates[one][other] = rate
    return rates


def works(*names):
    return [Organisation(name=name) for name in names]


def named(found):
    return {circle.name: circle for circle in found.circles}


# What is shared


def test_three_of_one_organisation_are_a_circle_in_the_spelling_most_used():
    contacts = [
        *crowd(2, organisations=works("Fundy Software")),
        *crowd(1, start=2, organisations=works("FUNDY SOFTWARE INC.")),
        *crowd(1, start=3, organisations=works("Blue Heron")),
    ]
    (circle,) = network(contacts, NOBODY).circles
    assert (circle.name, circle.shared, set(circle.members)) == (
        "Fundy Software",
        Shared.ORGANISATION,
        {"0000", "0001", "0002"},
    )


def test_two_are_no_circle():
    assert network(crowd(2, organisations=works("Fundy Software")), NOBODY).circles == ()


def test_an_organisation_its_label_and_its_domain_are_one_circle():
    contacts = [
        *crowd(2, organisations=works("Fundy Software"), emails=["info@fundy.example"]),
        *crowd(1, start=2, emails=["ann@mail.fundy.example", "ann@gmail.com"]),
        *crowd(1, start=3, labels=["Fundy Software"]),
    ]
    (circle,) = network(contacts, NOBODY).circles
    assert (circle.name, len(circle.members)) == ("Fundy Software", 4)


def test_a_domain_alone_is_a_circle_and_a_providers_is_not():
    firm = [Contact(id=f"a{at}", name=f"Ann{at} Lee{at}", emails=[f"a{at}@quill.example"]) for at in range(3)]
    free = [Contact(id=f"b{at}", name=f"Bob{at} Roy{at}", emails=[f"b{at}@gmail.com"]) for at in range(5)]
    small = [
        Contact(id=f"c{at}", name=f"Cy{at} Poe{at}", emails=[f"c{at}@isp.example"], organisations=works(f"Firm {word}"))
        for at, word in enumerate(("Alder", "Birch", "Cedar", "Dogwood"))
    ]
    (circle,) = network([*firm, *free, *small], NOBODY).circles
    assert (circle.name, circle.shared) == ("quill.example", Shared.DOMAIN)


@pytest.mark.parametrize(
    "label",
    [
        "myContacts",
        "Imported on 3/4/19",
        "Acquaintances",
        "Close friends",
        "Friends",
        "starred",
        "Clients",
        "Level 2",
        "Doctors",
        "✆",
    ],
)
def test_labels_that_tell_of_each_person_alone_make_no_circle(label):
    assert network(crowd(5, labels=[label]), NOBODY).circles == ()


@pytest.mark.parametrize(
    "label", ["Rotary", "Family", "Friends from Dal", "Book club", "Hiking 2019", "Dal '09", "登山"]
)
def test_the_users_own_labels_make_circles(label):
    (circle,) = network(crowd(5, labels=[label, "myContacts"]), NOBODY).circles
    assert (circle.name, circle.shared) == (label, Shared.LABEL)


def test_a_group_card_makes_a_circle_of_its_members_and_is_in_none():
    members = people("Ann Lee", "Bob Roy", "Cy Poe", uid="")
    members = [attrs.evolve(one, uid=f"uid-{one.name}-5678") for one in members]
    group = Contact(id="group", name="Choir", kind="group", members=[f"urn:uuid:{one.uid}" for one in members])
    (circle,) = network([*members, group], NOBODY).circles
    assert (circle.name, len(circle.members)) == ("Choir", 3)
    assert "group" not in circle.members


def test_an_organisations_own_card_is_in_no_circle():
    contacts = [*crowd(3, organisations=works("Fundy Software"))]
    desk = Contact(id="desk", name="Fundy Software", kind="organisation", organisations=works("Fundy Software"))
    (circle,) = network([*contacts, desk], NOBODY).circles
    assert "desk" not in circle.members


def test_a_family_under_one_roof_is_a_circle_and_each_knows_the_others():
    home = Address(street="12 Shore Rd", locality="Lunenburg")
    too = Address(street="12 Shore Road", locality="Lunenburg")
    contacts = [
        *people("Ann Zinck", "Bob Zinck", addresses=[home]),
        *people("Cy Zinck", addresses=[too], start=2),
        *crowd(9, start=3, addresses=[Address(street="1 Hill St", locality="Lunenburg", types=["work"])]),
    ]
    found = network(contacts, NOBODY)
    (circle,) = found.circles
    assert (circle.name, circle.shared, len(circle.members)) == ("Zinck", Shared.SURNAME, 3)
    assert {other for other, _ in found.links(0)} == {1, 2}


def test_circles_of_almost_the_same_people_are_one():
    contacts = [*crowd(4, organisations=works("Fundy Software"), labels=["Old gang"])]
    contacts.append(Contact(id="9", name="Eve Fox", organisations=works("Fundy Software")))
    (circle,) = network(contacts, NOBODY).circles
    assert circle.name == "Fundy Software"


# Company


def test_who_turns_up_together_is_a_circle_named_by_its_most_central_members():
    contacts = crowd(12)
    rates = company(12, range(5), range(6, 12))
    rates[0] = dict.fromkeys(range(1, 5), 9.0)
    found = network(contacts, NOBODY, rates)
    assert [len(circle.members) for circle in found.circles] == [6, 5]
    assert {circle.shared for circle in found.circles} == {Shared.COMPANY}
    assert found.circles[1].name.startswith("Given0 Name0, Given")
    assert found.circles[1].name.endswith(" and 3 more")


def test_company_is_named_by_what_most_of_it_shares_and_others_do_not():
    halifax, truro = Address(locality="Halifax"), Address(locality="Truro")
    contacts = [*crowd(5, addresses=[truro]), *crowd(1, start=5), *crowd(20, start=6, addresses=[halifax])]
    found = network(contacts, NOBODY, company(26, range(6)))
    (circle,) = found.circles
    assert (circle.name, circle.shared, len(circle.members)) == ("Truro", Shared.PLACE, 6)


def test_company_that_is_a_focus_already_takes_its_name_and_is_there_once():
    contacts = [*crowd(8, organisations=works("Fundy Software")), *crowd(8, start=8)]
    (circle,) = network(contacts, NOBODY, company(16, range(8))).circles
    assert circle.name == "Fundy Software"


def test_whom_one_person_meets_one_by_one_are_no_circle():
    hub = [dict.fromkeys(range(1, 20), 3.0)] + [{0: 3.0}] * 19
    chain = [{near: 3.0 for near in (at - 1, at + 1) if 0 <= near < 20} for at in range(20)]
    assert network(crowd(20), NOBODY, hub).circles == ()
    assert network(crowd(20), NOBODY, chain).circles == ()


def test_one_mailing_to_many_makes_no_circle():
    found = network(crowd(40), NOBODY, company(40, range(40), rate=1 / 39))
    assert found.circles == ()
    assert found.mutual(0) == 0
    assert list(found.links(0)) == []


# Related


@pytest.mark.parametrize(
    "reference",
    ["Magda Wójcik", "magda wojcik", "urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1", "mailto:Magda@x.example", "k-7"],
)
def test_a_related_field_links_two_contacts(reference):
    luc = Contact(id="1", name="Luc Gallant", related=[Related(name=reference, relation="Spouse")])
    magda = Contact(
        id="2",
        name="Magda Wójcik",
        uid="4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
        emails=["magda@x.example"],
        key="K-7",
    )
    found = network([luc, magda, Contact(id="3", name="Eve Fox")], NOBODY)
    assert [(other, weight > 0.9) for other, weight in found.links(0)] == [(1, True)]
    assert [other for other, _ in found.links(1)] == [0]
    assert [found.mutual(at) for at in range(3)] == [1, 1, 0]


def test_a_given_name_alone_is_of_the_same_family():
    ann = Contact(id="1", name="Ann Zinck", related=[Related(name="Ella", relation="child")])
    found = network([ann, *people("Ella Fox", "Ella Zinck", start=2)], NOBODY)
    assert [other for other, _ in found.links(0)] == [2]


def test_a_name_that_two_have_means_neither():
    ann = Contact(id="1", name="Ann Lee", related=[Related(name="Bob Roy", relation="friend")])
    assert list(network([ann, *people("Bob Roy", "Bob Roy", start=2)], NOBODY).links(0)) == []


# Ego's own circles


def test_the_present_employer_is_ones_own_circle_and_a_former_one_is_not():
    contacts = [*crowd(3, organisations=works("Fundy Software")), *crowd(3, start=3, organisations=works("Blue Heron"))]
    profile = Profile(employers=[Affiliation(name="Fundy Software, Inc."), Affiliation(name="Blue Heron", end=2019)])
    found = named(network(contacts, profile))
    assert (found["Fundy Software"].own, found["Blue Heron"].own) == (True, False)


def test_the_employers_domain_is_the_employer():
    contacts = [Contact(id=str(at), name=f"A{at} B{at}", emails=[f"a{at}@hr.fundy.example"]) for at in range(3)]
    (circle,) = network(contacts, AT_FUNDY).circles
    assert (circle.name, circle.own) == ("Fundy Software", True)


def test_schools_clubs_and_congregations_are_ones_own_as_long_as_one_goes_there():
    names = ("Dalhousie University", "Community College", "Halifax Chess Club", "St. Matthew's Church")
    contacts = [one for at, name in enumerate(names) for one in crowd(3, start=3 * at, organisations=works(name))]
    profile = Profile(
        schools=[
            Affiliation(name="Dalhousie University", start=2006, end=2010),
            Affiliation(name="Community College", start=2025),
        ],
        clubs=["Halifax Chess Club"],
        congregations=["St. Matthew's Church"],
    )
    found = named(network(contacts, profile))
    assert [found[name].own for name in names] == [False, True, True, True]


def test_a_label_may_shorten_the_name_of_ones_club():
    (circle,) = network(crowd(3, labels=["Rotary"]), Profile(clubs=["Rotary Club of Halifax Harbour"])).circles
    assert (circle.name, circle.own) == ("Rotary", True)
    (circle,) = network(crowd(3, labels=["Halifax"]), Profile(clubs=["Rotary Club of Halifax Harbour"])).circles
    assert (circle.name, circle.own) == ("Halifax", False)


def test_family_and_neighbours_are_ones_own():
    profile = Profile(name="Morgan Gallant", addresses=[Address(street="210 Agricola St", locality="Halifax")])
    contacts = [
        *people("Ann Gallant", "Bob Gallant", "Cy Gallant"),
        *crowd(3, start=3, addresses=[Address(street="214 Agricola Street", locality="Halifax")]),
    ]
    found = network(contacts, profile)
    assert {(circle.name, circle.own) for circle in found.circles} >= {("Gallant", True)}
    assert all(circle.own for circle in found.circles if circle.shared is Shared.PLACE and "214" not in circle.name)


def test_company_is_ones_own_when_most_of_it_is_from_ones_own_circles():
    contacts = [*crowd(30, organisations=works("Fundy Software")), *crowd(3, start=30)]
    mostly = network(contacts, AT_FUNDY, company(33, [0, 1, 2, 3, 30]))
    hardly = network(contacts, AT_FUNDY, company(33, [0, 30, 31, 32]))
    assert [circle.own for circle in mostly.circles] == [True, True]
    assert [circle.own for circle in hardly.circles] == [True, False]


# Bridges


def test_a_bridge_leads_from_ones_own_circle_to_another():
    contacts = [
        *crowd(4, organisations=works("Fundy Software")),
        Contact(id="0004", name="Ann Lee", organisations=works("Fundy Software"), labels=["Choir"]),
        *crowd(4, start=5, labels=["Choir"]),
    ]
    found = network(contacts, AT_FUNDY)
    ((who, own, other),) = found.bridges
    assert (contacts[who].name, found.circles[own].name, found.circles[other].name) == (
        "Ann Lee",
        "Fundy Software",
        "Choir",
    )


def test_who_knows_two_of_another_circle_is_a_bridge_to_it():
    contacts = [*crowd(6, organisations=works("Fundy Software")), *crowd(4, start=6, labels=["Choir"])]
    found = network(contacts, AT_FUNDY, company(10, [0, 6], [0, 7], [1, 8]))
    assert [who for who, _, _ in found.bridges] == [0]


def test_without_a_circle_of_ones_own_there_are_no_bridges():
    contacts = [
        *crowd(5, organisations=works("Fundy Software"), labels=["Choir"]),
        *crowd(5, start=5, labels=["Choir"]),
    ]
    assert network(contacts, NOBODY).bridges == ()


# Mutual contacts and overlap


def test_mutual_contacts_are_counted_once_however_they_are_known():
    contacts = [*crowd(4, organisations=works("Fundy Software"), labels=["Old gang"]), *crowd(2, start=4)]
    found = network(contacts, NOBODY, company(6, [0, 1], [0, 4]))
    assert [found.mutual(at) for at in range(6)] == [4, 3, 3, 3, 1, 0]


def test_nobody_knows_all_of_a_large_firm():
    contacts = [*crowd(400, organisations=works("Fundy Software")), *crowd(3, start=400)]
    found = network(contacts, NOBODY, company(403, [0, 400], [0, 401], [0, 1]))
    assert (found.mutual(0), found.mutual(1), found.mutual(402)) == (152, 150, 0)


def test_overlap_is_strong_for_direct_links_and_weak_for_large_foci():
    contacts = [
        *crowd(60, organisations=works("Fundy Software")),
        *crowd(3, start=60, organisations=works("Blue Heron")),
        *crowd(6, start=63),
    ]
    found = network(contacts, NOBODY, company(69, [63, 64, 65], rate=4.0))
    large, small, direct, alone = (found.overlap(at) for at in (0, 60, 63, 68))
    assert direct > 1.5 > small > 0.3 > 0.05 > large > alone == 0.0


def test_links_come_surest_first():
    rates = company(4, [0, 1])
    rates[0] |= {2: 0.5, 3: 7.0}
    links = list(network(crowd(4), NOBODY, rates).links(0))
    assert [other for other, _ in links] == [3, 1, 2]
    assert links[1][1] == pytest.approx(1 - math.exp(-2))


def test_an_empty_book_has_an_empty_network():
    found = network([], NOBODY)
    assert (found.circles, found.bridges) == ((), ())


def test_cards_without_ids_or_names_are_people_all_the_same():
    contacts = [Contact(emails=[f"a{at}@quill.example"]) for at in range(3)]
    (circle,) = network(contacts, NOBODY, company(3, range(3))).circles
    assert len(circle.members) == 3


# For any book

FIRMS = ["Fundy Software", "Fundy Software Inc", "Blue Heron", "Dalhousie University", "Tidewater"]
SURNAMES = ["Lee", "Roy", "Zinck", "Gallant"]
GIVEN = ["Ann", "Bob", "Cy", "Dee", "Eve", "Flo"]


@st.composite
def books(draw):
    count = draw(st.integers(0, 24))
    contacts = []
    for at in range(count):
        name = f"{draw(st.sampled_from(GIVEN))} {draw(st.sampled_from(SURNAMES))}"
        contacts.append(
            Contact(
                id=f"{at * 7919 % 1009:04}",
                name=name,
                emails=draw(st.lists(st.sampled_from([f"a{at}@fundy.example", f"b{at}@gmail.com"]), max_size=2)),
                labels=draw(st.lists(st.sampled_from(["Choir", "myContacts", "Family", "Fundy"]), max_size=2)),
                organisations=works(*draw(st.lists(st.sampled_from(FIRMS), max_size=2))),
                addresses=draw(
                    st.lists(st.builds(Address, street=st.just("5 Hill St"), locality=st.just("Truro")), max_size=1)
                ),
                related=draw(
                    st.lists(st.builds(Related, name=st.sampled_from(["Ann Lee", "Bob", "Eve Roy"])), max_size=1)
                ),
                kind=draw(st.sampled_from(["individual"] * 9 + ["organisation"])),
            )
        )
    rates = [{} for _ in range(count)]
    if count > 1:
        place = st.integers(0, count - 1)
        for one, other, rate in draw(
            st.lists(st.tuples(place, place, st.sampled_from([0.05, 0.3, 1.0, 5.0])), max_size=40)
        ):
            if one != other:
                rates[one][other] = rates[other][one] = rate
    return contacts, rates


EGO = Profile(
    name="Morgan Gallant",
    employers=[Affiliation(name="Fundy Software", domains=["fundy.example"])],
    schools=[Affiliation(name="Dalhousie University", start=2006, end=2010)],
)


def told(contacts, found):
    """Give all that a network says, with ids in the place of places."""
    ids = [contact.id for contact in contacts]
    return (
        found.circles,
        {(ids[at], own, other) for at, own, other in found.bridges},
        {
            ids[at]: (
                found.mutual(at),
                found.overlap(at),
                [found.circles[place] for place in found.circles_of(at)],
                {ids[other]: weight for other, weight in found.links(at)},
            )
            for at in range(len(ids))
        },
    )


@given(books(), st.randoms(use_true_random=False))
def test_the_order_of_the_contacts_changes_nothing(book, dice):
    contacts, rates = book
    order = list(range(len(contacts)))
    dice.shuffle(order)
    place = {at: new for new, at in enumerate(order)}
    others = [{place[near]: rates[at][near] for near in reversed(rates[at])} for at in order]
    moved = [contacts[at] for at in order]
    assert told(contacts, network(contacts, EGO, rates)) == told(moved, network(moved, EGO, others))


@given(books())
def test_circles_are_of_contacts_and_none_is_there_twice(book):
    contacts, rates = book
    found = network(contacts, EGO, rates)
    ids = {contact.id for contact in contacts if contact.kind == "individual"}
    assert all(set(circle.members) <= ids and len(circle.members) >= 3 for circle in found.circles)
    assert all(len(set(circle.members)) == len(circle.members) for circle in found.circles)
    assert len({frozenset(circle.members) for circle in found.circles}) == len(found.circles)
    assert len({circle.name for circle in found.circles}) == len(found.circles)
    for at, contact in enumerate(contacts):
        mine = [place for place, circle in enumerate(found.circles) if contact.id in circle.members]
        assert list(found.circles_of(at)) == mine


@given(books())
def test_bridges_lead_from_ones_own_circles_to_others(book):
    contacts, rates = book
    found = network(contacts, EGO, rates)
    assert len(set(found.bridges)) == len(found.bridges)
    for at, own, other in found.bridges:
        assert found.circles[own].own
        assert not found.circles[other].own
        assert contacts[at].id in found.circles[own].members


@given(books())
def test_nobody_knows_more_than_everybody(book):
    contacts, rates = book
    found = network(contacts, EGO, rates)
    for at in range(len(contacts)):
        assert 0 <= len(list(found.links(at))) <= found.mutual(at) <= max(0, len(contacts) - 1)
        assert (found.overlap(at) > 0) >= (found.mutual(at) > 0)


@given(st.integers(3, 9), st.integers(3, 9), st.data())
def test_a_clone_joins_the_circles_of_its_original(firm, gang, data):
    contacts = [*crowd(firm, organisations=works("Fundy Software")), *crowd(gang, start=100)]
    count = firm + gang
    rates = company(count, range(firm, count))
    at = data.draw(st.integers(0, count - 1))
    clone = attrs.evolve(contacts[at], id="clone")
    rates_too = [{**near, count: near[at]} if at in near else near for near in rates] + [dict(rates[at])]
    if at >= firm:
        rates_too[count][at] = rates_too[at][count] = 2.0
    found = network([*contacts, clone], NOBODY, rates_too)
    assert found.circles_of(at) == found.circles_of(count) != ()


# Communities of a graph


def graph_of(count, links):
    found = [{} for _ in range(count)]
    for one, other in links:
        found[one][other] = found[other][one] = 1.0
    return [dict(sorted(near.items())) for near in found]


RING = graph_of(
    30,
    [
        *((5 * c + a, 5 * c + b) for c in range(6) for a in range(5) for b in range(a)),
        *((5 * c, (5 * c + 5) % 30) for c in range(6)),
    ],
)


def test_cliques_in_a_ring_are_communities():
    assert communities(RING) == [list(range(5 * clique, 5 * clique + 5)) for clique in range(6)]


def test_what_is_too_large_is_divided_again():
    assert max(map(len, divided(RING, 4, 30))) == 5  # a clique has no parts
    far = graph_of(1000, [(10 * c + a, 10 * c + b) for c in range(100) for a in range(10) for b in range(a)])
    assert {len(group) for group in divided(far, 10, 1000)} == {10}


@given(st.integers(1, 25).flatmap(lambda n: st.tuples(st.just(n), st.lists(st.tuples(*[st.integers(0, n - 1)] * 2)))))
def test_communities_are_a_division_in_one_piece_each_and_no_worse_than_none(case):
    count, links = case
    graph = graph_of(count, [link for link in links if link[0] != link[1]])
    found = communities(graph)
    assert sorted(node for group in found for node in group) == list(range(count))
    labels = [0] * count
    for label, group in enumerate(found):
        for node in group:
            labels[node] = label
        reached = {group[0]}
        while more := {near for node in reached for near in graph[node] if near in group} - reached:
            reached |= more
        assert reached == set(group)
    assert (
        modularity(graph, labels) >= max(modularity(graph, [0] * count), modularity(graph, list(range(count)))) - 1e-9
    )


def test_other_names_in_the_profile_are_one_circle():
    profile = Profile(schools=[Affiliation(name="Dalhousie University", aliases=["Dal"], start=2006, end=2010)])
    short = people("Ann Lee", "Bo Roy", notes=["Dal '09"])
    (found,) = network([*short, *people("Cy Poe", "Di Fox", start=2, notes=["Dalhousie"])], profile).circles
    assert len(found.members) == 4

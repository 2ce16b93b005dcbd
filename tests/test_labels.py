"""What the user's own labels and groups say."""

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave.categories import CATEGORIES
from tieweave.evidence import labels
from tieweave.model import Affiliation, Contact, Profile

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
EGO = Profile(
    clubs=["Halifax Chess Club", "Rotary Club of Halifax"],
    congregations=["St. Matthew's"],
    schools=[Affiliation(name="Dalhousie University")],
    employers=[Affiliation(name="Fundy Software")],
)


def said(label: str, profile: Profile = EGO) -> dict[str, float]:
    contact = Contact(name="Jane Doe", labels=[label])
    return {item.toward: item.weight for item in labels.evidence([contact], profile, NOW)}


def categories(label: str) -> set[str]:
    return {toward for toward in said(label) if toward not in ("close", "work")}


LABELS = """
Family | family
Familie | family
Famille | family
Familia | family
Famiglia | family
Família | family
Familj | family
Rodzina | family
Gezin | family
Relatives | relative
Verwandtschaft | relative
Parenti | relative
Släkt | relative
Friends | friend
Freunde | friend
Amis | friend
Przyjaciele | friend
Friends Halifax | friend
Neighbours | neighbour
Nachbarn | neighbour
Voisins | neighbour
Vecinos | neighbour
Buren | neighbour
Sąsiedzi | neighbour
Friends of friends | friend-of-friend
Parents' friends | friend-of-parents
Family friends | friend-of-parents
Parents from daycare | parent-of-childs-friend
Kids' school parents | parent-of-childs-friend
Kita-Eltern | parent-of-childs-friend
Parents d'élèves | parent-of-childs-friend
Class of 2008 | former-classmate
School friends | former-classmate
Freunde aus der Uni | former-classmate
Amis de la fac | former-classmate
Teachers | teacher
Profs | professor
Coaches | coach
Old bosses | past-employer
Vendors | supplier
Suppliers | supplier
Lieferanten | supplier
Fornecedores | supplier
Customers | client
Clients | client
Work/Clients | client
Klanten | client
Kunder | client
Klienci | client
Colleagues | co-worker
Kollegen | co-worker
Ex-colleagues | co-worker
Work friends | co-worker
Work | co-worker
Collega's | co-worker
Choir | club-member
Book club | club-member
Team mates | club-member
Verein | club-member
Politics / council | community-leader
Lawyers | lawyer
Doctors | doctor
Family doctor | doctor
Ärzte | doctor
Dentists | dentist
Taxes | accountant
Real estate | realtor
Bank | banker
Insurance | insurance-agent
Gym | health-club-member
Siłownia | health-club-member
Dal alumni | alumni
St. Matthew's Church | church-member
Saint Matthew's | church-member
⛪ | church-member
Paroisse | church-member
Hairdressers | hair-stylist
Rotary | service-club-member
Lions | service-club-member
Rotary Club of Halifax | service-club-member
Halifax Chess Club | club-member
halifax chess club | club-member
Fundy Software Inc. | co-worker
家族 | family
友達 | friend
同事 | co-worker
가족 | family
Семья | family
Друзья | friend
Колеги | co-worker
عائلة | family
משפחה | family
Οικογένεια | family
Aile | family
Arkadaşlar | friend
Család | family
Kollégák | co-worker
Přátelé | friend
Vecini | neighbour
Müşteriler | client
"""

QUIET = """
myContacts
* myContacts
My Contacts
Contacts
Other
Imported 3/4/19
Imported on 11/12/20
Restored from iPhone
Kontakte
Mes contacts
Church Street Project
Family Guy
Family business
Friends of the Library
Client Portal
Not family
Keine Kunden
Birthday
Toronto
2019
🎉
Blocked
Phone
-
"""


@pytest.mark.parametrize(
    ("label", "category"), [tuple(map(str.strip, line.split("|"))) for line in LABELS.strip().splitlines()]
)
def test_a_label_is_the_users_own_word(label: str, category: str) -> None:
    assert categories(label) == {category}
    assert said(label)[category] >= 3.4


@pytest.mark.parametrize("label", QUIET.strip().splitlines())
def test_groups_of_programs_and_other_words_say_nothing(label: str) -> None:
    assert said(label) == {}


def test_two_kinds_in_one_label_share_it() -> None:
    assert categories("Family & Friends") == {"family", "friend"}
    assert said("Family & Friends")["family"] < said("Family")["family"]


@pytest.mark.parametrize("category", [category.slug for category in CATEGORIES])
def test_what_tieweave_wrote_is_read_back(category: str) -> None:
    assert said(category)[category] == 5.0


def test_levels_pin() -> None:
    assert said("Level 1") == {"close": 4.0}
    assert said("level 2") == {"close": -4.0}


@pytest.mark.parametrize(
    ("label", "close"),
    [
        ("starred", 0.8),
        ("VIP", 0.8),
        ("close friends", 3.0),
        ("Enge Freunde", 3.0),
        ("Acquaintances", -1.8),
        ("Networking", -1.8),
    ],
)
def test_labels_that_say_how_close(label: str, close: float) -> None:
    assert said(label)["close"] == close


def test_work_is_its_own_axis() -> None:
    assert said("Work/Clients")["work"] > 0
    assert "work" not in said("Friends")


def test_a_school_by_name_is_classmates_or_alumni() -> None:
    assert categories("Dalhousie University") == {"former-classmate", "alumni"}


def test_each_item_says_its_label_and_the_record_it_comes_from() -> None:
    phone = Contact(source="phone.vcf", name="Jane Doe")
    work = Contact(source="work.vcf", name="Jane Doe", labels=["Rotary"])
    merged = Contact(id="p1", source="phone.vcf", name="Jane Doe", labels=["Rotary"], records=(phone, work))
    [item] = labels.evidence([merged], Profile(), NOW)
    assert (item.kind, item.detail, item.source, item.contact) == ("label", "labelled 'Rotary'", "work.vcf", "p1")


@given(st.lists(st.text(), max_size=4), st.text(max_size=20))
def test_no_text_whatever_raises(texts: list[str], own: str) -> None:
    profile = Profile(clubs=[own], congregations=[own], schools=[Affiliation(name=own)] if own.split() else [])
    for item in labels.evidence([Contact(name="x", labels=texts)], profile, NOW):
        assert item.weight


@given(st.permutations([line.split("|")[0].strip() for line in LABELS.strip().splitlines()][:15]))
def test_the_order_of_contacts_changes_nothing(texts: list[str]) -> None:
    contacts = [Contact(name=text, id=text, labels=[text]) for text in texts]
    together = sorted(labels.evidence(contacts, EGO, NOW), key=repr)
    apart = sorted((item for contact in contacts for item in labels.evidence([contact], EGO, NOW)), key=repr)
    assert together == apart


OWN = attrs.evolve(
    EGO,
    partner="Sam Roy",
    children=("Ella",),
    schools=(Affiliation(name="Dalhousie University", start=2006, end=2010),),
)


@pytest.mark.parametrize(
    ("label", "category"),
    [
        ("Ella's class", "parent-of-childs-friend"),
        ("Ella's friends' parents", "parent-of-childs-friend"),
        ("Ella - swim parents", "parent-of-childs-friend"),
        ("Ella's teachers", "teacher"),
        ("Sam's family", "relative"),
        ("Sam's friends", "friend-of-friend"),
        ("Fundy", "co-worker"),
        ("ex-Fundy", "co-worker"),
        ("Fundy alumni", "co-worker"),
        ("Fundy clients", "client"),
        ("Dal friends", "former-classmate"),
        ("Dal '09", "former-classmate"),
        ("Dal '71", "alumni"),
        ("Dal alumni", "alumni"),
        ("gym ppl", "health-club-member"),
    ],
)
def test_labels_that_name_egos_own(label: str, category: str) -> None:
    found = {toward: weight for toward, weight in said(label, OWN).items() if toward not in ("close", "work")}
    assert max(found, key=lambda toward: found[toward]) == category


@pytest.mark.parametrize("label", ["Friends & Family discount", "Family plan", "Ella's stuff", "Sam's car"])
def test_labels_that_only_look_like_egos_own(label: str) -> None:
    assert said(label, OWN) == {}

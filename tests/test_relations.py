"""What names, notes and related fields say of a relation, and what they only seem to say."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave.evidence import relations
from tieweave.model import Affiliation, Contact, Email, Phone, Profile, Related

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
EGO = Profile(
    name="Morgan Gallant",
    emails=["morgan@example.com"],
    children=["Ella"],
    partner="Sam Roy",
    clubs=["Halifax Chess Club"],
    congregations=["St. Matthew's"],
)


def said(contact: Contact, profile: Profile = EGO) -> dict[str, float]:
    return {item.toward: item.weight for item in relations.evidence([contact], profile, NOW)}


def best(contact: Contact, profile: Profile = EGO) -> str:
    categories = {toward: weight for toward, weight in said(contact, profile).items() if toward != "close"}
    return max(categories, key=lambda toward: categories[toward], default="")


NAMES = """
Mum | family
Mama ICE | family
Dad mobile | family
My wife | family
Mutti | family
Maman | family
Mamá | family
Papà | family
Mor og far | family
Äiti | family
Tante Inge | relative
Oma | relative
Aunt May | relative
Uncle Bob | relative
Ciocia Basia | relative
Tía Carmen | relative
Zia Lucia | relative
Tonton Marcel | relative
Moster Karin | relative
Coach Mike | coach
Bob (dentist) | dentist
Tom 🦷 | dentist
Dentista Rossi | dentist
Zahnarzt Müller | dentist
Anna - hairdresser | hair-stylist
Ali Friseur | hair-stylist
Kapper Anna | hair-stylist
Tom neighbour | neighbour
Tom Neighbour | neighbour
Nachbarin Inge | neighbour
Paul (voisin) | neighbour
Joe Plumber | supplier
Marco idraulico | supplier
Noah's mum | parent-of-childs-friend
Noah's mum (Ella's class) | parent-of-childs-friend
Noahs Mama | parent-of-childs-friend
Mama von Noah | parent-of-childs-friend
Maman de Léo | parent-of-childs-friend
Mamma Luca | parent-of-childs-friend
Mama Kuby | parent-of-childs-friend
Ella's friend's mom | parent-of-childs-friend
Ella's mom | family
Ella's teacher | teacher
Sam's sister | relative
Tom Rotary | service-club-member
Anna (Lions) | service-club-member
Anna Yoga | health-club-member
Tom from chess club | club-member
Lisa (Halifax Chess Club) | club-member
Best friend | friend
Jane (old boss) | past-employer
"""

QUIET_NAMES = """
Jane Smith
Mother Earth Organics
Brothers Pizza
Papa John's
Sister Act Theatre
Bob's dentist
Lena's boss
Bishop, John
Baker, Anna
Church, Alice
John Coach
Jack Ma
Peter Nachbar
Friend, Hugo
Priest Holmes
Gabriele Papa
Hans Schwager
Sofia Cousin
Karl Lehrer
Auntie Anne's
Big Brother
Customer Service
Kundenservice Telekom
Tante Emma Laden
Jean-Pierre Lemaire
Laura Papaleo
Yoga Mat Store
Nora Lind
Peter Brandt
"""

NOTES = """
my old boss at Fundy | past-employer
worked for her at X | past-employer
mein alter Chef bei Siemens | past-employer
mi antiguo jefe | past-employer
mon ancien patron | past-employer
class of 2008 | former-classmate
sat next to me at school | former-classmate
Abi 2005 | former-classmate
compagno di classe | former-classmate
koleżanka ze studiów | former-classmate
compañera de clase | former-classmate
camarade de classe | former-classmate
next door | neighbour
lives upstairs | neighbour
wohnt nebenan | neighbour
granne | neighbour
mum's friend | friend-of-parents
friend of my parents | friend-of-parents
Freundin meiner Mutter | friend-of-parents
friend of Karin | friend-of-friend
Karin's friend | friend-of-friend
friend of a friend | friend-of-friend
amie d'une amie | friend-of-friend
mom of Ella's friend Noah | parent-of-childs-friend
from daycare | parent-of-childs-friend
aus der Kita | parent-of-childs-friend
our plumber | supplier
supplier of paper | supplier
Lieferant | supplier
client since 2015 | client
he is a client | client
cliente desde 2019 | client
my accountant | accountant
onze boekhouder | accountant
goes to our church | church-member
aus unserer Gemeinde | church-member
from St. Matthew's | church-member
from the gym | health-club-member
vom Fitnessstudio | health-club-member
dalla palestra | health-club-member
spin class | health-club-member
chess club | club-member
från kören | club-member
met at Rotary | service-club-member
councillor | community-leader
runs the food bank | community-leader
my dentist | dentist
root canal 2023 | dentist
moja dentystka | dentist
cuts my hair | hair-stylist
sold us the house | realtor
mortgage | banker
nuestra hipoteca | banker
our lawyer | lawyer
min advokat | lawyer
meu advogado | lawyer
Ella's pediatrician | doctor
my GP | doctor
mijn huisarts | doctor
supervised my thesis | professor
my sister's husband | relative
meine Cousine aus Köln | relative
it's my cousin | relative
my daughter's teacher | teacher
min kollega | co-worker
used to work with him | co-worker
"""

QUIET_NOTES = """
not my cousin
isn't my boss
Bob's dentist
Lena's boss
her mother is ill
his wife Susan works there
wife Susan, 2 kids
mother ill, call in May
father of two
nicht mein Bruder
kein Kunde
ihr Chef heißt Klaus
sa femme est malade
su hermana vive en Madrid
suo marito lavora in banca
jego żona
hans fru heter Eva
potential client
looking for a dentist
recommended my accountant? no, never
dentist appointment on Monday
gym owner
owns a chess club
customer service
no es mi primo
non è mio zio
niet mijn buurman
nie mój kuzyn
inte min granne
like a brother to Tom
Church Street 12
"""


def lines(block: str) -> list[tuple[str, str]]:
    return [(text.strip(), answer.strip()) for text, answer in (line.split("|") for line in block.strip().splitlines())]


@pytest.mark.parametrize(("name", "category"), lines(NAMES))
def test_a_name_tells_the_relation(name: str, category: str) -> None:
    assert best(Contact(name=name)) == category


@pytest.mark.parametrize("name", QUIET_NAMES.strip().splitlines())
def test_a_name_that_only_looks_like_a_relation_says_nothing(name: str) -> None:
    assert said(Contact(name=name)) == {}


@pytest.mark.parametrize(("note", "category"), lines(NOTES))
def test_a_note_tells_the_relation(note: str, category: str) -> None:
    assert best(Contact(name="Jane Doe", notes=[note])) == category


@pytest.mark.parametrize("note", QUIET_NOTES.strip().splitlines())
def test_denials_and_the_relations_of_others_say_nothing(note: str) -> None:
    assert said(Contact(name="Jane Doe", notes=[note])) == {}


def test_the_name_weighs_more_than_the_note_and_both_say_where_they_stand() -> None:
    contact = Contact(id="p1", source="phone.vcf", name="Mum", notes=["my old boss at Fundy, called in May"])
    items = {item.toward: item for item in relations.evidence([contact], EGO, NOW) if item.toward != "close"}
    assert items["family"].detail == "name says 'Mum'"
    assert items["past-employer"].detail == "note says 'my old boss at Fundy'"
    assert items["family"].weight > items["past-employer"].weight > 3
    assert {(item.kind, item.source, item.contact) for item in items.values()} == {("relation", "phone.vcf", "p1")}


@pytest.mark.parametrize(
    ("note", "close"),
    [
        ("my wife", 2.5),
        ("my sister", 1.0),
        ("my cousin", 0.6),
        ("my neighbour", 0.4),
        ("my colleague", -1.0),
        ("our supplier", -1.8),
        ("acquaintance", -1.8),
        ("my best friend", 2.0),
        ("haven't spoken in years", -3.0),
        ("my ex-husband", -1.0),
    ],
)
def test_the_close_axis(note: str, close: float) -> None:
    assert said(Contact(name="Jane Doe", notes=[note]))["close"] == close


@pytest.mark.parametrize(
    ("name", "relation", "category"),
    [
        ("Morgan Gallant", "father", "family"),
        ("Morgan Gallant", "_$!<Spouse>!$_", "family"),
        ("mailto:morgan@example.com", "friend", "friend"),
        ("Morgan Gallant", "uncle", "relative"),
        ("Morgan Gallant", "co-worker", "co-worker"),
        ("Morgan Gallant", "Onkel", "relative"),
        ("Ella", "friend", "parent-of-childs-friend"),
        ("Ella Gallant", "child", "family"),
        ("Sam Roy", "sister", "relative"),
        ("Ann Other", "mother", ""),
        ("Ella Stranger", "child", ""),
        ("Morgan Gallant", "me", ""),
    ],
)
def test_a_related_field_counts_when_it_names_ego_or_egos_own_people(name: str, relation: str, category: str) -> None:
    assert best(Contact(name="Jane Doe", related=[Related(name=name, relation=relation)])) == category


def test_a_custom_label_of_a_number_says_little_and_nothing_of_kin() -> None:
    assert said(Contact(name="Jo Ray", phones=[Phone(number="1", label="Dentist")])) == {"dentist": 1.5}
    assert said(Contact(name="Jo Ray", emails=[Email(address="a@b.c", label="Mum")])) == {}


def test_an_organisation_has_no_name_to_read() -> None:
    assert said(Contact(name="Mama ICE", kind="organisation")) == {}


def test_without_a_profile_the_same_words_are_read() -> None:
    assert best(Contact(name="Ella's mom"), Profile()) == "parent-of-childs-friend"
    assert best(Contact(name="Mum"), Profile()) == "family"


def test_the_merged_person_names_the_record_that_says_it() -> None:
    phone = Contact(source="phone.vcf", name="Jane Doe")
    work = Contact(source="work.vcf", name="Jane Doe", notes=["my accountant"])
    merged = Contact(source="phone.vcf", name="Jane Doe", notes=["my accountant"], records=(phone, work))
    assert {item.source for item in relations.evidence([merged], EGO, NOW)} == {"work.vcf"}


@pytest.mark.parametrize(
    "name", ["Ella 🦄", "Ella mobile", "ELLA", "Ella Gallant", "Ella Roy", "Sam", "ICE Sam", "Sam Roy"]
)
def test_egos_own_child_and_partner_are_known_by_name(name: str) -> None:
    assert best(Contact(name=name)) == "family"
    assert said(Contact(name=name), Profile()) == {}


@pytest.mark.parametrize("name", ["Ella Stranger", "Isabella", "Ella's school", "Samuel", "Sam Smith", "Dr. Ella"])
def test_a_stranger_who_shares_a_first_name_is_not_egos_child(name: str) -> None:
    assert "family" not in said(Contact(name=name))


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("Zoë haircut", "hair-stylist"),
        ("Kim (nails)", "hair-stylist"),
        ("Priya work", "co-worker"),
        ("Julie boulot", "co-worker"),
        ("Anna Versicherung", "insurance-agent"),
        ("Dr. Nguyen (peds, Ella + Max)", "doctor"),
        ("Mrs Henderson (Gr 4 teacher)", "teacher"),
        ("Jim golf club", "club-member"),
        ("Мама", "family"),
        ("妈妈", "family"),
    ],
)
def test_a_word_after_a_first_name_tells_it_from_others(name: str, category: str) -> None:
    assert said(Contact(name=name))[category] >= 2


@pytest.mark.parametrize(
    "name",
    [
        "Nora Lind",
        "Isa Berg",
        "Ata Demirer",
        "Tia Carrera",
        "Zia Khan",
        "Papa Wemba",
        "Primo Levi",
        "Tito Puente",
        "Mamie Eisenhower",
        "Nana Akufo-Addo",
        "Angus Work",
        "Hans Vater",
        "Coach Outlet",
        "Father & Sons Plumbing",
        "Mae",
    ],
)
def test_a_kin_word_that_is_somebodys_given_name_says_little(name: str) -> None:
    assert max(said(Contact(name=name)).values(), default=0) < 2


@pytest.mark.parametrize(
    "note", ["Husband is an accountant", "used to work with Dan", "o irmão dele é médico", "Partner at Deloitte"]
)
def test_what_is_said_of_somebody_else_says_little(note: str) -> None:
    assert max(said(Contact(name="Jane Doe", notes=[note])).values(), default=0) < 2


words = st.lists(
    st.sampled_from(
        [
            *"my Mum 's of Ella ella friend not 🦷 ( ) - , ? dentist Noahs Mama von meiner from gym next door".split(),
            *("\n", "’s", "Karin", "her", "class", "'"),
        ]
    ),
    max_size=12,
).map(" ".join)


@given(st.text() | words, st.lists(st.text() | words, max_size=3), st.text(max_size=20))
def test_no_text_whatever_raises(name: str, notes: list[str], relation: str) -> None:
    contact = Contact(
        name=name,
        nicknames=[name],
        notes=notes,
        phones=[Phone(number="1", label=relation)],
        related=[Related(name=name, relation=relation)],
    )
    profile = Profile(name=relation, children=[relation], partner=name, clubs=[name], congregations=[relation])
    for item in relations.evidence([contact], profile, NOW):
        assert item.weight
        assert item.detail


@given(st.permutations([line.split("|")[0].strip() for line in NAMES.strip().splitlines()][:12]))
def test_the_order_of_contacts_changes_nothing(names: list[str]) -> None:
    contacts = [Contact(name=name, id=name) for name in names]
    together = sorted(relations.evidence(contacts, EGO, NOW), key=repr)
    apart = sorted((item for contact in contacts for item in relations.evidence([contact], EGO, NOW)), key=repr)
    assert together == apart


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("Jo 🦷", "dentist"),
        ("Pam 💇🏽", "hair-stylist"),
        ("Pam 💇🏽‍♀️", "hair-stylist"),
        ("Rick 🏋️‍♀️", "health-club-member"),
        ("Rick 🏋🏾‍♂️", "health-club-member"),
        ("Joan ⛪️", "church-member"),
        ("Tina ⚖️", "lawyer"),
        ("Ms Park 👩🏾‍🏫", "teacher"),
        ("Mr Lee 👨‍🏫", "teacher"),
        ("Dave ♟️", "club-member"),
        ("Zoe 🎉", ""),
        ("Carol 🏠", ""),
    ],
)
def test_an_emoji_is_read_whatever_its_tone_and_gender(name: str, category: str) -> None:
    assert best(Contact(name=name)) == category


@pytest.mark.parametrize(
    ("note", "category"),
    [
        ("cleaned my teeth", "dentist"),
        ("fills my cavities", "dentist"),
        ("did our taxes", "accountant"),
        ("sold us the house", "realtor"),
        ("painted our house", "supplier"),
        ("cuts my hair", "hair-stylist"),
        ("wrote my will", "lawyer"),
        ("replaced my hip", "doctor"),
        ("opened our account", "banker"),
        ("looks after our savings", "financial-advisor"),
        ("baptised Ella", "church-member"),
        ("taught Ella in grade 2", "teacher"),
        ("coached Ella's soccer team", "coach"),
        ("cut his hair", ""),
        ("wants to sell us the house", ""),
        ("sold his house", ""),
        ("did our taxes?", ""),
    ],
)
def test_what_somebody_does_for_ego_tells_the_profession(note: str, category: str) -> None:
    told = {toward: weight for toward, weight in said(Contact(name="Jane Doe", notes=[note])).items() if weight >= 3}
    assert max(told, key=lambda toward: told[toward], default="") == category


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Rotaract president", "service-club-member"),
        ("in the Elks with me", "service-club-member"),
        ("Freemason, Lodge St. Andrew No. 1", "service-club-member"),
        ("Schlaraffe", "service-club-member"),
        ("met at the Zonta dinner", "service-club-member"),
        ("Kiwanis treasurer", "service-club-member"),
        ("from the Lions Club", "service-club-member"),
        ("Soroptimist, met in Truro", "service-club-member"),
        ("Round Table 41", "service-club-member"),
        ("from the alumni association", "alumni"),
        ("from PureGym", "health-club-member"),
        ("GoodLife on Young St", "health-club-member"),
        ("from McFit", "health-club-member"),
        ("St. Mary's parish council", "church-member"),
        ("from Beth Israel", "church-member"),
        ("Masjid Al-Noor, Friday prayers", "church-member"),
        ("met at the gurdwara", "church-member"),
        ("alumni mentor", "alumni"),
        ("met in a choir", "club-member"),
        ("Lions fan", ""),
        ("rotary phone", ""),
        ("works at the gym", ""),
        ("plays bass in a band", ""),
        ("across the street from the gym", ""),
        ("his sister goes to our gym", ""),
    ],
)
def test_a_place_tells_where_from_unless_it_is_somebody_elses(text: str, category: str) -> None:
    assert best(Contact(name="Jane Doe", notes=[text])) == category


@pytest.mark.parametrize(
    "note",
    [
        "called my mom by accident",
        "don't confuse with my dentist",
        "is my dentist any good?",
        "should have been my lawyer",
        "my dentist recommended her",
        "my kids love her cookies",
        "her ex boss is my uncle",
        "everyone's favourite uncle",
        "daughter: lawyer in NYC",
        'always says "my friend, my friend"',
        "lawyer for his sister",
    ],
)
def test_a_role_that_somebody_else_holds_says_little(note: str) -> None:
    assert max(said(Contact(name="Jane Doe", notes=[note])).values(), default=0) < 3


def among(contact: Contact, *others: Contact) -> dict[str, tuple[float, str]]:
    found = relations.evidence([contact, *others], EGO, NOW)
    return {item.toward: (item.weight, item.detail) for item in found if item.contact == contact.id}


@pytest.mark.parametrize("text", ["friend of Priya", "Priya Nair's friend", "met through Priya Nair", "knows Priya"])
def test_the_friend_of_a_contact_is_surer_than_the_friend_of_somebody_unknown(text: str) -> None:
    priya = Contact(id="p", name="Priya Nair")
    weight, detail = among(Contact(id="x", name="Jane Doe", notes=[text]), priya)["friend-of-friend"]
    assert detail == f"note says '{text}', and Priya Nair is one of your contacts"
    alone = among(Contact(id="x", name="Jane Doe", notes=[text]))["friend-of-friend"]
    assert 3 <= alone[0] < weight
    assert "Priya Nair is" not in alone[1]


def test_a_contacts_husband_is_a_friend_of_a_friend_and_their_dentist_nobody() -> None:
    priya = Contact(id="p", name="Priya Nair")
    assert among(Contact(id="x", name="Dave (Priya's husband)"), priya)["friend-of-friend"][0] >= 3
    assert among(Contact(id="x", name="Dave", notes=["Priya's dentist"]), priya) == {}
    related = Contact(id="x", name="Dave", related=[Related(name="Priya Nair", relation="spouse")])
    assert "friend-of-friend" in among(related, priya)
    assert among(related) == {}


def test_nobody_is_a_friend_of_themselves() -> None:
    note = "Priya's friend Ann gave me this number"
    assert "is one of your contacts" not in str(among(Contact(id="p", name="Priya Nair", notes=[note])))


def test_the_same_is_read_of_a_few_among_many() -> None:
    priya = Contact(id="p", name="Priya Nair")
    jane = Contact(id="x", name="Jane Doe", notes=["friend of Priya"])
    assert list(relations.among([jane, priya])([jane], EGO, NOW)) == [
        item for item in relations.evidence([jane, priya], EGO, NOW) if item.contact == "x"
    ]


@pytest.mark.parametrize(
    ("note", "category"),
    [
        ("works with my brother", "friend-of-friend"),
        ("works with Sam", "friend-of-friend"),
        ("Sam works with her at the hospital", "friend-of-friend"),
        ("plays bridge with my mother", "friend-of-parents"),
        ("went to school with Mum", "friend-of-parents"),
        ("met through Ella", "parent-of-childs-friend"),
        ("her son is in Ella's class", "parent-of-childs-friend"),
        ("married to my cousin", "relative"),
        ("met through LinkedIn", ""),
        ("met through work", ""),
        ("friend of the Devil", ""),
    ],
)
def test_with_whom_somebody_has_to_do_tells_what_they_are(note: str, category: str) -> None:
    assert best(Contact(name="Jane Doe", notes=[note])) == category


def test_egos_employer_and_school_after_a_name_tell_where_from() -> None:
    profile = Profile(
        employers=[Affiliation(name="Fundy Software")], schools=[Affiliation(name="Dalhousie University")]
    )
    assert best(Contact(name="Jeff (Fundy)"), profile) == "co-worker"
    assert best(Contact(name="Dal Mike"), profile) == "former-classmate"
    assert best(Contact(name="Jeff (Fundy)")) == ""


def test_my_dentist_on_a_number_is_ego_word_and_dentist_alone_hardly() -> None:
    assert said(Contact(name="Jo Ray", phones=[Phone(number="1", label="my dentist")]))["dentist"] >= 3

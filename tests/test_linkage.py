"""Who is one person and who is not, as a user finds it: joined, apart, or asked about."""

from __future__ import annotations

import itertools
import random
from collections import Counter

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import tieweave
from tieweave import Address, Book, Contact, Organisation, Phone, Profile, Url

EGO = Profile(phones=["+1 902 555 0100"])
LANDLINE = "902 555 0177"
GRACE = Phone(number="902 555 0142", types=["cell"])
JOHN = Phone(number="902 555 0143", types=["cell"])
SON = Phone(number="902 555 0144", types=["cell"])


def card(name="", source="google.vcf", **fields):
    return Contact(name=name, source=source, **fields)


def at(company, title=""):
    return [Organisation(name=company, title=title)]


def row(name, birthday="1950-03-04", street="12 Elm Street", town="Springfield", postal_code="2345", source="a.csv"):
    home = Address(street=street, locality=town, postal_code=postal_code)
    return Contact(name=name, source=source, birthday=birthday, addresses=[home])


def merged(*contacts, profile=EGO):
    return tieweave.merge(Book(contacts=contacts, profile=profile))


def found(*contacts):
    """Return the names of the records of each person, and those of each pair that is asked about."""
    keyed = [attrs.evolve(contact, key=str(number)) for number, contact in enumerate(contacts)]
    book = merged(*keyed)
    people = [sorted(record.name for record in person.records or (person,)) for person in book.contacts]
    return sorted(people), sorted(sorted([pair.one.name, pair.other.name]) for pair in book.undecided)


JOINED = {
    "a name in two scripts, one mailbox": (
        card("Дмитрий Иванов", emails=["d@x.example"]),
        card("Dmitri Ivanov", "phone.vcf", emails=["d@x.example"]),
    ),
    "an umlaut written out, one number": (
        card("Jürgen Müller", phones=[LANDLINE]),
        card("Juergen Mueller", "phone.vcf", phones=[LANDLINE]),
    ),
    "an umlaut written out, one employer and mailbox": (
        card("Jürgen Müller", emails=["jm@acme.example"], organisations=at("Acme GmbH")),
        card("Juergen Mueller", "phone.vcf", emails=["jm@acme.example"], organisations=at("ACME")),
    ),
    "the company after a dash": (
        card("Jane Doe - Acme Ltd", phones=[LANDLINE]),
        card("Jane Doe", "phone.vcf", phones=[LANDLINE]),
    ),
    "the company with the person in brackets": (
        card("Acme Ltd (Jane Doe)", phones=[LANDLINE]),
        card("Jane Doe", "phone.vcf", phones=[LANDLINE]),
    ),
    "the company after a comma": (
        card("Jane Doe, Acme Ltd", phones=[LANDLINE]),
        card("Jane Doe", "phone.vcf", phones=[LANDLINE]),
    ),
    "the company in the name and in its field": (
        card("Jane Doe Fundy", phones=[LANDLINE], organisations=at("Fundy")),
        card("Jane Doe", "phone.vcf", phones=[LANDLINE]),
    ),
    "a married name, one mailbox": (
        card("Grace Roy", emails=["grace@x.example"]),
        card("Grace Keller", "phone.vcf", emails=["grace@x.example"]),
    ),
    "a double name, one mobile": (
        card("Grace Roy", phones=[GRACE]),
        card("Grace Roy-Keller", "phone.vcf", phones=[GRACE]),
    ),
    "a short form, one page": (
        card("Bob Roy", urls=["https://www.linkedin.com/in/robert-roy"]),
        card("Robert Roy", "Connections.csv", urls=["linkedin.com/in/robert-roy/"]),
    ),
    "one day of birth, addresses of home and work": (
        card("Grace Roy", emails=["grace@x.example"], birthday="1980-05-02"),
        card("Grace Roy", "phone.vcf", emails=["g.roy@acme.example"], birthday="1980-05-02"),
    ),
    "a name alone": (card("Grace Roy", phones=[GRACE]), card("Grace Roy", "chat.txt")),
    "slips in a register": (
        row("Margaret Hoffmann"),
        row("Margarett Hofmann", street="12 Elm St", source="b.csv"),
    ),
    "a slip in the date of a register": (
        row("Margaret Hoffmann"),
        row("Margaret Hofman", birthday="1950-03-14", town="Sprinfield", source="b.csv"),
    ),
    "given and family name exchanged in a register": (
        row("Margaret Hoffmann"),
        row("Hoffmann Margaret", source="b.csv"),
    ),
}


@pytest.mark.parametrize(("one", "other"), JOINED.values(), ids=JOINED)
def test_two_entries_that_are_surely_one_person_are_joined(one, other):
    assert found(one, other) == ([sorted([one.name, other.name])], [])
    assert found(other, one) == ([sorted([one.name, other.name])], [])


UNDECIDED = {
    "a married name, one mobile": (
        card("Grace Roy", phones=[GRACE]),
        card("Grace Keller", "phone.vcf", phones=[GRACE]),
    ),
    "father and son of one name": (
        card("John Roy", phones=[LANDLINE, JOHN]),
        card("John Roy", "phone.vcf", phones=[LANDLINE, SON]),
    ),
    "father and son of one name, one address book": (
        card("John Roy", phones=[LANDLINE, JOHN]),
        card("John Roy", phones=[LANDLINE, SON]),
    ),
    "Jr. said of one of them": (
        card("John Roy Jr.", phones=[LANDLINE]),
        card("John Roy", "phone.vcf", phones=[LANDLINE]),
    ),
    "namesakes at one company with an address each": (
        card("John Smith", emails=["j.smith@acme.example"], organisations=at("Acme")),
        card("John Smith", emails=["john.smith2@acme.example"], organisations=at("Acme")),
    ),
    "namesakes at one company, two address books": (
        card("John Smith", emails=["j.smith@acme.example"], organisations=at("Acme")),
        card("John Smith", "phone.vcf", emails=["john.smith2@acme.example"], organisations=at("Acme")),
    ),
    "namesakes at one company, one by phone and one by e-mail": (
        card("John Smith", phones=[LANDLINE], organisations=at("Acme")),
        card("John Smith", emails=["john.smith2@acme.example"], organisations=at("Acme")),
    ),
    "a name in two scripts, nothing shared": (
        card("Дмитрий Иванов", emails=["d@x.example"]),
        card("Dmitri Ivanov", "phone.vcf", phones=[LANDLINE]),
    ),
    "the dentist": (
        card("Bob (dentist)", "phone.vcf", phones=[LANDLINE]),
        card(
            "Robert J. Smith, DDS",
            "Connections.csv",
            urls=["https://www.linkedin.com/in/rjsmith"],
            organisations=at("Smith Dental", "Dentist"),
        ),
    ),
    "an address without a name": (
        card("", emails=["bsmith@clinic.example"]),
        card("Robert Smith", "phone.vcf", phones=[LANDLINE], organisations=at("Clinic")),
    ),
    "a common name, one mailbox of a function": (
        card("John Smith", emails=["info@acme.example"]),
        card("John Smith", "phone.vcf", emails=["info@acme.example"], phones=[LANDLINE]),
    ),
}


@pytest.mark.parametrize(("one", "other"), UNDECIDED.values(), ids=UNDECIDED)
def test_two_entries_that_may_be_one_person_stay_apart_and_are_asked_about(one, other):
    pair = sorted([one.name, other.name])
    assert found(one, other) == (sorted([[one.name], [other.name]]), [pair])
    assert found(other, one) == (sorted([[one.name], [other.name]]), [pair])


APART = {
    "Jr. and Sr., one mailbox": (
        card("John Roy Jr.", emails=["roy@x.example"]),
        card("John Roy, Sr.", "phone.vcf", emails=["roy@x.example"]),
    ),
    "twins with the family's landline": (
        card("Ella Roy", phones=[LANDLINE], birthday="2010-03-04"),
        card("Emma Roy", "phone.vcf", phones=[LANDLINE], birthday="2010-03-04"),
    ),
    "the assistant's number on the boss's card": (
        card("Grace Boss", phones=[GRACE, LANDLINE], organisations=at("Acme")),
        card("Tim Helper", "phone.vcf", phones=[LANDLINE], organisations=at("Acme")),
    ),
    "father and son of one name born in different years": (
        card("John Roy", phones=[LANDLINE], birthday="1950-03-04"),
        card("John Roy", "phone.vcf", phones=[LANDLINE], birthday="1980-11-22"),
    ),
    "one mailbox of a function": (
        card("Grace Roy", emails=["info@acme.example"]),
        card("Tim Helper", "phone.vcf", emails=["info@acme.example"]),
    ),
    "a company and somebody else there": (
        card("Jane Doe - Acme Ltd", phones=[LANDLINE]),
        card("Tim Helper", "phone.vcf", phones=[LANDLINE]),
    ),
    "a couple with one mailbox": (
        card("Grace Roy", emails=["roy@x.example"]),
        card("Tim Roy", "phone.vcf", emails=["roy@x.example"]),
    ),
    "generations in a register": (row("Margaret Hoffmann Sr."), row("Margaret Hoffmann Jr.", source="b.csv")),
    "a person and the club of that name": (
        card("Grace Roy", emails=["g@x.example"]),
        card("Grace Roy", "phone.vcf", emails=["g@x.example"], kind="organisation"),
    ),
}


@pytest.mark.parametrize(("one", "other"), APART.values(), ids=APART)
def test_two_people_stay_apart_and_nobody_is_asked(one, other):
    assert found(one, other) == (sorted([[one.name], [other.name]]), [])


@pytest.mark.parametrize("source", ["a.csv", "b.csv"])
@pytest.mark.parametrize(
    ("one", "other"),
    [
        (row("Margaret Hoffmann"), row("Peter Klein", birthday="1971-09-30")),
        (row("Margaret Hoffmann", birthday=""), row("Peter Klein", birthday="")),
        (row("Margaret Hoffmann"), row("Peter Hoffmann", birthday="1949-09-30")),
        (row("Margaret Hoffmann", birthday=""), row("Peter Hoffmann", birthday="")),
        (row("Oluwaseun Hoffmann"), row("Tendai Hoffmann", birthday="1952-11-30")),
        (row("Margaret", birthday=""), row("Peter", birthday="")),
    ],
    ids=lambda record: f"{record.name} {record.birthday}",
)
def test_those_who_live_together_are_not_one_person_where_a_list_has_addresses_only(one, other, source):
    people, _ = found(one, attrs.evolve(other, source=source))
    assert people == sorted([[one.name], [other.name]])


@pytest.mark.parametrize("mailbox", ["family@roy.example", "theroys@x.example", "roy@x.example"])
def test_sisters_of_nearly_one_name_in_one_address_book_are_two_people(mailbox):
    people, _ = found(card("Anna Roy", emails=[mailbox]), card("Anne Roy", emails=[mailbox]))
    assert people == [["Anna Roy"], ["Anne Roy"]]


def test_a_name_alone_goes_with_neither_of_two_people_of_that_name():
    namesakes = (card("Grace Roy", phones=[GRACE]), card("Grace Roy", emails=["grace@x.example"]))
    people, undecided = found(*namesakes, card("Grace Roy", "chat.txt"))
    assert people == [["Grace Roy"]] * 3
    assert len(undecided) == 3


def test_a_switchboard_is_everybodys_and_joins_each_with_themselves_only():
    staff = [card(f"{given} Roy", phones=[LANDLINE]) for given in "Ann Boris Carla Dmitri Emil Farid Gita".split()]
    people, undecided = found(*staff, card("Gita Roy", "phone.vcf", phones=[LANDLINE]))
    assert [names for names in people if len(names) == 1] == [[contact.name] for contact in staff[:-1]]
    assert undecided == []


GIVENS = (
    "Agnes Bruno Carla Derek Esther Farid Gita Hugo Ingrid Jerome Katya Liam Monika Nils Olga Pedro Quentin Rosa Selma "
    "Tobias"
).split()
FAMILIES = (
    "Aldana Bergstrom Castellano Dubois Eriksen Fontaine Grzybowski Haddad Iwasaki Jankovic Kowalczyk Lindqvist Mbeki "
    "Nakamura Oyelaran Petrescu Quintero Rasmussen Szabo Thorvaldsen"
).split()


def crowd(size, family=""):
    """Return so many people whom nobody takes for one another."""
    names = [f"{given} {family or other}" for other in FAMILIES for given in GIVENS][:size]
    return [card(name, emails=[f"m{number}@x.example"]) for number, name in enumerate(names)]


def test_a_rare_name_is_one_person_in_two_sources_where_a_common_one_is_asked_about():
    book = merged(
        *crowd(400),
        card("John Smith", phones=[JOHN]),
        card("John Smith", "phone.vcf", emails=["js@x.example"]),
        card("Zebulon Quackenbush", phones=[GRACE]),
        card("Zebulon Quackenbush", "phone.vcf", emails=["zq@x.example"]),
    )
    assert [person.name for person in book.contacts if person.records] == ["Zebulon Quackenbush"]
    assert [(pair.one.name, pair.other.name) for pair in book.undecided] == [("John Smith", "John Smith")]


def test_the_more_of_a_name_there_are_the_less_it_says():
    pair = (card("Grace Okonkwo", phones=[GRACE]), card("Grace Okonkwo", "phone.vcf", emails=["go@x.example"]))
    weights = []
    for relatives in (0, 5, 20):
        one, other = (attrs.evolve(contact, source="phone.vcf") for contact in pair)  # so that it is asked about
        (asked,) = merged(one, other, *crowd(300), *crowd(relatives, "Okonkwo")).undecided
        weights += [item.weight for item in asked.evidence if item.kind == "family"]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3


def test_an_undecided_pair_says_what_speaks_for_it_and_against_and_how_likely_it_is():
    one = card("John Smith", emails=["j.smith@acme.example"], organisations=at("Acme"))
    other = card("John Smith", "phone.vcf", emails=["john.smith2@acme.example"], organisations=at("Acme"))
    (pair,) = merged(one, other).undecided
    weights = {item.detail: item.weight for item in pair.evidence}
    assert weights["both are with 'Acme'"] > 0 > weights[
        "no e-mail address in common (j.smith@acme.example, john.smith2@acme.example)"
    ]  # fmt: skip
    assert pair.log_odds == pytest.approx(pair.prior + sum(weights.values()))
    assert 0.12 < pair.probability < 0.99


def test_nobody_is_asked_whether_jr_and_sr_are_one_person_once_the_father_is_known():
    born = "1980-05-02"
    son = card("Ann Smith Jr.", phones=[LANDLINE])
    father = [card("Ann Smith", birthday=born), card("Ann Smith Sr.", phones=[LANDLINE], birthday=born)]
    people, undecided = found(son, *father)
    assert people == [["Ann Smith", "Ann Smith Sr."], ["Ann Smith Jr."]]
    assert undecided == []


def test_a_number_of_two_who_contradict_each_other_joins_the_same_people_in_any_order():
    records = keyed(
        [
            card("A. Smith", "phone.vcf", phones=["902 555 0143", GRACE]),
            card("Mum", phones=["902 555 0143", LANDLINE]),
            card("Bob", phones=["902 555 0143"]),
        ]
    )
    outcomes = {
        frozenset(person.sources for person in merged(*shuffled).contacts)
        for shuffled in itertools.permutations(records)
    }
    assert len(outcomes) == 1


def test_ids_do_not_hang_on_which_file_was_read_first():
    # Names that two address books have, in cards without a UID that differ in a note.
    records = [card("Mum", notes=["call on Sunday"]), card("Mum", "phone.vcf", birthday="1950-01-01")]
    ids = {
        frozenset((person.source, person.id) for person in merged(*shuffled).contacts)
        for shuffled in itertools.permutations(records)
    }
    assert len(ids) == 1


def test_the_evidence_is_told_in_the_same_words_whatever_was_read_first():
    page = "https://www.linkedin.com/in/ann"
    records = keyed([card("A. Smith"), card("Ann Smith", urls=[page]), card("Anne Smith", "phone.vcf", urls=[page])])
    told = {
        tuple((pair.one.name, item.detail) for pair in merged(*shuffled).undecided for item in pair.evidence)
        for shuffled in itertools.permutations(records)
    }
    assert len(told) == 1


def test_the_pairs_are_of_the_people_in_the_book_the_likeliest_first():
    book = merged(*itertools.chain.from_iterable(UNDECIDED.values()))
    people = {person.id: person for person in book.contacts}
    assert all(people[side.id] == side for pair in book.undecided for side in (pair.one, pair.other))
    probabilities = [pair.probability for pair in book.undecided]
    assert probabilities == sorted(probabilities, reverse=True)
    assert len({frozenset((pair.one.id, pair.other.id)) for pair in book.undecided}) == len(book.undecided)


GIVEN = {"Ann": "A", "A.": "A", "Anne": "A", "Bob": "B", "Robert": "B"}
"""The given names that stand first in a name of the pool, and which of two people has each."""
NAMES = [
    *("Ann Smith", "Anne Smith", "A. Smith", "Ann Roy", "Ann", "Bob Smith", "Robert Smith", "Robert J. Smith, DDS"),
    *(
        "Bob (dentist)",
        "Bob",
        "Ann Smith Jr.",
        "Mum",
        "",
        "Дмитрий Иванов",
        "Dmitri Ivanov",
        "Zoë Müller",
        "Zoe Mueller",
    ),
]
EMAILS = ["a@x.example", "b@x.example", "bsmith@clinic.example", "info@x.example", "family@x.example"]
PHONES = [LANDLINE, "+1 902 555 0177", GRACE, "902 555 0143", Phone(number="902 555 0144", types=["home"])]
BORN = ["", "", "", "1980-05-02", "--05-02", "1990-01-01"]
COMPANIES = ["Clinic", "Clinic Ltd", "Acme"]
HOMES = [
    Address(street="12 Elm Street", locality="Halifax", postal_code="B3K 4E1"),
    Address(street="12 Elm St", locality="Halifax", postal_code="B3K 4E1"),
]
PAGES = ["https://www.linkedin.com/in/ann", "https://www.linkedin.com/in/bob"]


def some(pool, most=2):
    return st.lists(st.sampled_from(pool), max_size=most)


ENTRIES = st.builds(
    Contact,
    name=st.sampled_from(NAMES),
    source=st.sampled_from(["google.vcf", "phone.vcf", "Connections.csv"]),
    emails=some(EMAILS),
    phones=some(PHONES),
    birthday=st.sampled_from(BORN),
    organisations=some([*(Organisation(name=name) for name in COMPANIES), Organisation(title="Dentist")], 1),
    addresses=some(HOMES, 1),
    urls=some([Url(url=url) for url in PAGES], 1),
    uid=st.sampled_from(["", "", "", "u-0001"]),
)


def keyed(contacts):
    return [attrs.evolve(contact, key=f"{number:02}") for number, contact in enumerate(contacts)]


BOOKS = st.lists(ENTRIES, max_size=9).map(keyed)


def outcome(book):
    """Return everything that merging decides: who is who, who is asked about, and how likely it is."""
    pairs = [(pair.one.id, pair.other.id, pair.probability) for pair in book.undecided]
    return book.contacts, book.own, pairs


@given(BOOKS, st.randoms(use_true_random=False))
def test_the_order_of_the_records_makes_no_difference(contacts, dice):
    shuffled = list(contacts)
    dice.shuffle(shuffled)
    assert outcome(merged(*shuffled)) == outcome(merged(*contacts))


@given(st.lists(ENTRIES, max_size=7), st.randoms(use_true_random=False))
def test_nor_does_it_where_records_have_one_key_or_none_of_their_own(contacts, dice):
    some_alike = [attrs.evolve(contact, key=str(number % 3)) for number, contact in enumerate(contacts)]
    shuffled = list(some_alike)
    dice.shuffle(shuffled)
    assert outcome(merged(*shuffled)) == outcome(merged(*some_alike))


@given(BOOKS)
def test_merging_again_changes_nothing(contacts):
    once = merged(*contacts)
    assert outcome(tieweave.merge(once)) == outcome(once)


@given(BOOKS)
def test_every_record_is_of_somebody_and_of_one_person_only(contacts):
    profile = attrs.evolve(EGO, name="Ann Smith", emails=["a@x.example"])
    book = merged(*contacts, profile=profile)
    records = [record for person in (*book.contacts, *book.own) for record in person.records or (person,)]
    assert Counter(attrs.evolve(record, id="") for record in records) == Counter(contacts)
    assert book.records == len(contacts)
    ids = [person.id for person in (*book.contacts, *book.own)]
    assert all(ids)
    assert len(set(ids)) == len(ids)


@given(BOOKS)
def test_the_same_records_under_other_names_of_their_files_add_nobody(contacts):
    again = [attrs.evolve(contact, source=f"copy of {contact.source}") for contact in contacts]
    book = merged(*contacts, *again)
    before = merged(*contacts)
    assert len(book.contacts) == len(before.contacts)
    people = {frozenset((record.key) for record in person.records or (person,)) for person in before.contacts}
    assert {frozenset(record.key for record in person.records) for person in book.contacts} == people


def is_reachable(record):
    return bool(record.emails or record.phones or record.urls)


@given(BOOKS)
def test_nobody_has_two_birthdays_or_two_given_names_but_in_a_register(contacts):
    for person in merged(*contacts).contacts:
        for one, other in itertools.combinations(person.records, 2):
            if not (is_reachable(one) or is_reachable(other)):
                continue
            assert {one.birthday, other.birthday} != {"1980-05-02", "1990-01-01"}
            assert {one.birthday, other.birthday} != {"--05-02", "1990-01-01"}
            called = {GIVEN.get(name.split()[0]) for name in (one.name, other.name) if name}
            assert not {"A", "B"} <= called, (one.name, other.name)


@given(BOOKS)
def test_nobody_is_asked_about_two_who_were_born_in_different_years(contacts):
    for pair in merged(*contacts).undecided:
        one, other = (side.records or (side,) for side in (pair.one, pair.other))
        for record, other_record in itertools.product(one, other):
            if is_reachable(record) or is_reachable(other_record):
                assert {record.birthday, other_record.birthday} != {"1980-05-02", "1990-01-01"}


ALIKE = st.builds(
    Contact,
    # Forms of one name, and words that are nobody's name in particular: no two of them contradict each other.
    name=st.sampled_from(["Ann Smith", "Smith, Ann", "A. Smith", "Annie Smith", "Ann Jones", "Ann", "Mum", ""]),
    source=st.sampled_from(["google.vcf", "phone.vcf", "Connections.csv"]),
    emails=some(["a@x.example", "b@x.example", "c@x.example", "info@x.example"]),
    phones=some(PHONES),
    birthday=st.sampled_from(["", "1980-05-02", "--05-02", "1980"]),
    organisations=some([Organisation(name=name) for name in COMPANIES], 1),
    urls=some([Url(url=url) for url in PAGES], 1),
    uid=st.sampled_from(["", "", "u-0001", "u-0002"]),
)


@given(st.lists(ALIKE, max_size=12).map(keyed))
def test_where_nobody_contradicts_anybody_those_who_share_a_mailbox_are_one_however_many_others_there_are(contacts):
    person_of = {
        record.key: number
        for number, person in enumerate(merged(*contacts).contacts)
        for record in person.records or (person,)
    }
    for one, other in itertools.combinations(contacts, 2):
        shared = {email.address for email in one.emails} & {email.address for email in other.emails}
        if shared - {"info@x.example"}:
            assert person_of[one.key] == person_of[other.key]


WITHOUT_UIDS = ENTRIES.map(lambda contact: attrs.evolve(contact, uid=""))


@given(st.lists(WITHOUT_UIDS, max_size=9))
def test_two_who_say_the_same_name_and_mailbox_are_one_person_whoever_else_has_it(others):
    # "Ann" and "Anne" may be sisters where one address book has both, so that this one's name is near to none.
    one, other = (card("Zoë Müller", name, emails=["b@x.example"]) for name in ("google.vcf", "phone.vcf"))
    book = merged(*keyed([one, attrs.evolve(other, notes=("from school",)), *others]))
    (person,) = (person for person in book.contacts if "00" in {record.key for record in person.records or (person,)})
    assert "01" in {record.key for record in person.records}


@given(BOOKS, ENTRIES)
def test_a_further_record_that_shares_nothing_and_is_called_otherwise_parts_nobody(contacts, other):
    stranger = attrs.evolve(other, name="Quirin Xylander", emails=["q@else.example"], key="99", source="else.vcf")
    stranger = attrs.evolve(stranger, phones=(), urls=(), uid="", organisations=(), addresses=())
    before, after = merged(*contacts), merged(*contacts, stranger)
    person_of = {where: number for number, person in enumerate(after.contacts) for where in person.sources}
    assert all(len({person_of[where] for where in person.sources}) == 1 for person in before.contacts)


TEXTS = st.text(max_size=12)
ANY = st.builds(
    Contact,
    name=TEXTS,
    source=st.sampled_from(["a", "b"]),
    key=TEXTS,
    given=TEXTS,
    family=TEXTS,
    additional=TEXTS,
    suffixes=TEXTS,
    nicknames=st.lists(TEXTS, max_size=1),
    emails=st.lists(TEXTS | TEXTS.map(lambda text: f"{text}@x.example"), max_size=2),
    phones=st.lists(TEXTS | st.text("+0123456789 ()x", max_size=14), max_size=2),
    urls=st.lists(TEXTS | TEXTS.map(lambda text: f"https://www.linkedin.com/in/{text}"), max_size=1),
    organisations=st.lists(st.builds(Organisation, name=TEXTS, title=TEXTS), max_size=1),
    addresses=st.lists(st.builds(Address, street=TEXTS, locality=TEXTS, postal_code=TEXTS), max_size=1),
    birthday=TEXTS | st.text("0123456789-T", max_size=10),
    notes=st.lists(TEXTS, max_size=1),
    uid=TEXTS,
    kind=st.sampled_from(["individual", "organisation", "group"]) | TEXTS,
)


@given(st.lists(ANY, max_size=5), TEXTS)
def test_any_text_can_be_merged_and_merged_again(contacts, name):
    profile = Profile(name=name, emails=[f"{name}@x.example"], phones=["+1 902 555 0100"])
    book = merged(*contacts, profile=profile)
    assert book.records == len(contacts)
    assert outcome(tieweave.merge(book)) == outcome(book)


@given(st.lists(ANY, max_size=4), st.randoms(use_true_random=False))
def test_the_order_makes_no_difference_whatever_the_text(contacts, dice):
    assume(len(contacts) > 1)
    shuffled = list(contacts)
    dice.shuffle(shuffled)
    assert outcome(merged(*shuffled)) == outcome(merged(*contacts))


def test_the_outcome_is_the_same_for_one_file_in_any_order():
    everybody = keyed(itertools.chain.from_iterable([*JOINED.values(), *UNDECIDED.values(), *APART.values()]))
    expected = outcome(merged(*everybody))
    for seed in range(5):
        random.Random(seed).shuffle(everybody)
        assert outcome(merged(*everybody)) == expected


def test_a_sure_pair_that_is_not_joined_says_why():
    acme = [tieweave.Organisation(name="Acme")]
    one, other = (
        Contact(
            name="Ann Quandt",
            source=f"{n}.vcf",
            birthday=f"19{n}0-01-01",
            phones=[f"902 555 01{n}0"],
            organisations=acme,
        )
        for n in (5, 8)
    )
    between = Contact(source="z.vcf", name="Ann Quandt", emails=["ann@x.example"], organisations=acme)
    book = tieweave.merge([one, other, between])
    assert len(book.contacts) == 3
    assert [pair.doubt for pair in book.undecided if pair.probability > 0.982] == [
        "sure of all their records together alone, or somebody else fits about as well"
    ] * 2


def test_the_evidence_names_an_employer_as_somebody_wrote_it():
    named = tieweave.Organisation(name="Bubba Gump Shrimp Co.")
    one = Contact(source="a.vcf", name="John Smith", phones=["902 555 0101"], organisations=[named])
    other = Contact(source="b.vcf", name="John Smith", emails=["john@x.example"], organisations=[named])
    (pair,) = tieweave.merge([one, other]).undecided
    assert "both are with 'Bubba Gump Shrimp Co.'" in [item.detail for item in pair.evidence]

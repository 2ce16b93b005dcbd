"""What the user decides of who is who is obeyed: over what the records say, and over their next export."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import tieweave
from tieweave import Address, Book, Contact, Identities, Organisation, Phone, Profile, RecordMark
from tieweave.model import Decision

EGO = Profile(phones=["+1 902 555 0100"])
LANDLINE = "+1 902 555 0177"
MOBILE = Phone(number="+1 902 555 0142", types=["cell"])


def card(name="", source="google.vcf", **fields):
    return Contact(name=name, source=source, **fields)


def merged(contacts, *decisions, profile=EGO):
    return tieweave.merge(Book(contacts=contacts, profile=profile, identities=Identities(decisions=decisions)))


def groups(book):
    """Return who is one person: the places of the records of each."""
    return {frozenset((ref.source, ref.key) for ref in person.sources) for person in (*book.contacts, *book.own)}


def are_one(book, one, other):
    """Return whether the records of both are of one person."""
    wanted = {(ref.source, ref.key) for contact in (one, other) for ref in contact.sources}
    return any(wanted <= group for group in groups(book))


def are_apart(book, one, other):
    """Return whether no record of one is of the same person as a record of the other."""
    side, other_side = ({(ref.source, ref.key) for ref in contact.sources} for contact in (one, other))
    found = groups(book)
    assert side | other_side <= frozenset().union(*found)
    return not any(group & side and group & other_side for group in found)


def same(one, other):
    return tieweave.decided(one, other, same=True)


def different(one, other):
    return tieweave.decided(one, other, same=False)


FATHER = card("John Roy", key="1", phones=[LANDLINE, MOBILE])
SON = card("John Roy", "phone.vcf", key="2", phones=[LANDLINE, "+1 902 555 0143"])
GRACE = card("Grace Roy", key="3", emails=["grace@x.example"], phones=[MOBILE], notes=["from school"])
GRACE_TOO = card("Grace Keller", "phone.vcf", key="4", emails=["grace@x.example"])


def test_what_is_undecided_is_one_person_once_it_is_decided_to_be():
    book = merged([FATHER, SON])
    (pair,) = book.undecided
    after = merged([FATHER, SON], same(pair.one, pair.other))
    assert [len(person.records) for person in after.contacts] == [2]
    assert after.undecided == ()


def test_what_is_undecided_is_asked_no_more_once_it_is_decided_to_be_two():
    (pair,) = merged([FATHER, SON]).undecided
    after = merged([FATHER, SON], different(pair.one, pair.other))
    assert len(after.contacts) == 2
    assert after.undecided == ()


def test_a_wrong_join_is_parted():
    (person,) = merged([GRACE, GRACE_TOO]).contacts
    after = merged([GRACE, GRACE_TOO], different(*person.records))
    assert len(after.contacts) == 2
    assert after.undecided == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (card("Ann Roy", key="1"), card("Peter Klein", key="2")),
        (card("Ann Roy", key="1", birthday="1980-05-02", emails=["a@x.example"]), card("", key="2", birthday="1990")),
        (card("John Roy Jr.", key="1", phones=[LANDLINE]), card("John Roy Sr.", key="2", phones=[LANDLINE])),
        (card("Ann Roy", key="1", emails=["a@x.example"]), card("Roy & Co", key="2", kind="organisation")),
        (card("", key="1"), card("", key="2")),
    ],
)
def test_two_who_contradict_each_other_are_one_person_where_the_user_says_so(one, other):
    assert are_apart(merged([one, other]), one, other)
    assert are_one(merged([one, other], same(one, other)), one, other)


def test_a_copy_of_a_record_is_somebody_else_where_the_user_says_so():
    copy = attrs.evolve(GRACE, source="backup.vcf")
    assert are_one(merged([GRACE, copy]), GRACE, copy)
    assert are_apart(merged([GRACE, copy], different(GRACE, copy)), GRACE, copy)


@pytest.mark.parametrize(("one", "other"), [(FATHER, SON), (GRACE, GRACE_TOO)])
def test_of_two_decisions_that_cannot_both_be_the_later_one_counts(one, other):
    assert are_apart(merged([one, other], same(one, other), different(one, other)), one, other)
    assert are_one(merged([one, other], different(one, other), same(one, other)), one, other)


def test_the_later_decision_counts_over_a_chain_of_earlier_ones():
    ann, ben, cleo = (card(name, key=name) for name in ("Ann Roy", "Ben Orr", "Cleo Poe"))
    chained = [same(ann, ben), same(ben, cleo)]
    assert are_one(merged([ann, ben, cleo], *chained), ann, cleo)
    parted = merged([ann, ben, cleo], *chained, different(ann, cleo))
    assert are_apart(parted, ann, cleo)
    # The later of the two that made the chain still counts.
    assert are_one(parted, ben, cleo)


MOVED = {
    "as they were": lambda record: record,
    "files with other names": lambda record: attrs.evolve(record, source=f"2027/{record.source}"),
    "a telephone number more": lambda record: attrs.evolve(record, phones=[*record.phones, "+1 902 555 0199"]),
    "another note": lambda record: attrs.evolve(record, notes=["moved to Halifax"]),
    "another number and another key": lambda record: attrs.evolve(
        record, phones=[*record.phones, "+1 902 555 0199"], key=f"new {record.key}"
    ),
    "other names of the files and another key": lambda record: attrs.evolve(
        record, source=f"2027/{record.source}", key=f"new {record.key}"
    ),
}
PAIRS = {
    "father and son": (FATHER, SON),
    "a maiden name": (GRACE, GRACE_TOO),
    "nothing in common": (card("Ann Roy", key="1", phones=[LANDLINE]), card("Bo Orr", key="2", emails=["b@x.example"])),
    "one mailbox and nothing else": (
        card("Ann Roy", key="1", emails=["roy@x.example"]),
        card("Annie Roy", "phone.vcf", key="2", emails=["roy@x.example"]),
    ),
}


@pytest.mark.parametrize("change", MOVED.values(), ids=MOVED)
@pytest.mark.parametrize(("one", "other"), PAIRS.values(), ids=PAIRS)
@pytest.mark.parametrize("decide", [same, different])
def test_a_decision_is_obeyed_when_the_files_are_exported_again(one, other, decide, change):
    decision = decide(one, other)
    now, other_now = change(one), change(other)
    stranger = card("Olga Szabo", "third.vcf", emails=["olga@x.example"])
    for contacts in ([now, other_now], [stranger, other_now, now]):
        book = merged(contacts, decision)
        assert (are_one if decision.same else are_apart)(book, now, other_now)


WITHOUT_KEYS = {
    "a number of their own": (card("Ann Roy", phones=[MOBILE]), card("Annie Orr", phones=[MOBILE, LANDLINE])),
    "names of their own": (card("Anna Roy", emails=["roy@x.example"]), card("Annie Roy", emails=["roy@x.example"])),
    "a couple's mailbox": (card("Grace Roy", emails=["roy@x.example"]), card("Tim Roy", emails=["roy@x.example"])),
    "a national number": (card("John Roy", phones=["902 555 0142"]), card("Jon Orr", phones=["902 555 0143"])),
}


@pytest.mark.parametrize("decide", [same, different])
@pytest.mark.parametrize(("one", "other"), WITHOUT_KEYS.values(), ids=WITHOUT_KEYS)
def test_a_decision_is_obeyed_when_a_record_without_a_key_of_its_own_has_a_number_more(one, other, decide):
    decision = decide(one, other)
    edited = card(other.name, emails=other.emails, phones=[*other.phones, "+1 902 555 0199"])
    assert edited.key != other.key
    assert (are_one if decision.same else are_apart)(merged([one, edited], decision), one, edited)


def test_what_is_no_longer_there_is_no_trouble():
    decisions = [same(FATHER, SON), different(GRACE, GRACE_TOO)]
    assert merged([], *decisions).contacts == ()
    assert [person.name for person in merged([GRACE], *decisions).contacts] == ["Grace Roy"]


def test_a_decision_does_not_reach_others_of_the_name():
    namesake = card("Grace Roy", "third.vcf", key="9", emails=["grace@orr.example"], phones=["+1 902 555 0166"])
    book = merged([GRACE, GRACE_TOO, FATHER, namesake], same(GRACE, FATHER))
    assert are_one(book, GRACE, FATHER)
    assert are_apart(book, namesake, FATHER)


def test_taking_a_wrong_record_out_of_a_person_leaves_the_rest_together():
    right = [card("Grace Roy", emails=["grace@x.example"]), card("Grace Keller", "b.vcf", emails=["grace@x.example"])]
    wrong = card("Grace Roy", "old.vcf", key="5", emails=["grace@x.example"], phones=["+1 902 555 0188"])
    (person,) = merged([*right, wrong]).contacts
    rest = merged(right).contacts[0]
    assert len(person.records) == 3
    book = merged([*right, wrong], different(rest, wrong))
    assert groups(book) == {frozenset((r.source, r.key) for r in right), frozenset({("old.vcf", "5")})}


def test_a_record_kept_from_a_person_is_not_chained_to_them_by_a_new_copy_of_either():
    person = merged([GRACE, GRACE_TOO]).contacts[0]
    wrong = card("Grace Roy", "old.vcf", key="5", emails=["grace@x.example"], phones=["+1 902 555 0188"])
    assert are_one(merged([GRACE, GRACE_TOO, wrong]), person, wrong)
    decision = different(wrong, person)
    copies = [
        attrs.evolve(GRACE, source="backup.vcf"),
        attrs.evolve(GRACE_TOO, source="backup.vcf"),
        attrs.evolve(wrong, source="more.vcf"),
        card("Grace Roy", "mail", key="6", emails=["grace@x.example"]),
        card("G. Roy", "mail", key="7", phones=[MOBILE]),
    ]
    for number in range(len(copies) + 1):
        book = merged([GRACE, GRACE_TOO, wrong, *copies[:number]], decision)
        assert are_apart(book, wrong, GRACE)
        assert are_apart(book, wrong, GRACE_TOO)


def test_two_persons_are_one_with_all_their_records():
    others = [attrs.evolve(SON, source=f"{number}.vcf", key=str(number), notes=[str(number)]) for number in (7, 8)]
    father, son = merged([FATHER, SON, *others]).contacts
    decision = same(father, son)
    (everybody,) = merged([FATHER, SON, *others], decision).contacts
    assert len(everybody.records) == 4


def test_ego_has_a_wrong_card_taken_from_them():
    profile = Profile(name="Morgan Gallant", emails=["m@x.example"], phones=["+1 902 555 0100"])
    cards = [
        card("Morgan Gallant", key="1", emails=["m@x.example"]),
        card("M. Gallant", key="2", emails=["m@x.example"]),
    ]
    book = merged(cards, profile=profile)
    (own,) = book.own
    assert len(own.records) == 2
    after = merged(cards, different(*own.records), profile=profile)
    assert are_apart(after, *own.records)


@pytest.mark.parametrize("name", ["Morgan Gallant", ""])
def test_who_is_decided_to_be_somebody_of_the_book_is_not_counted_twice(name):
    profile = Profile(name=name, emails=["m@x.example"], phones=["+1 902 555 0100"])
    one, other = card("Grace Roy", key="1", phones=[MOBILE]), card("Tim Orr", key="2", phones=["+1 902 555 0166"])
    book = merged([one, other, card("Me", key="3")], same(one, other), profile=profile)
    assert [len(person.records) for person in book.contacts] == [2]
    assert [person.name for person in book.own] == ["Me"]


@pytest.mark.parametrize("side", [(), (RecordMark(source="", key=""),), (RecordMark(source="gone.vcf", key="9"),)])
def test_a_decision_about_nobody_changes_nothing(side):
    contacts = [FATHER, SON, GRACE, GRACE_TOO]
    for verdict in (True, False):
        decision = Decision(same=verdict, one=side, other=same(GRACE, FATHER).one)
        assert groups(merged(contacts, decision)) == groups(merged(contacts))


ENTRIES = st.builds(
    Contact,
    name=st.sampled_from(["Ann Roy", "Anne Roy", "A. Roy", "Ann", "Bob Roy", "Bob", "Ann Roy Jr.", "Mum", "", "Me"]),
    source=st.sampled_from(["google.vcf", "phone.vcf"]),
    emails=st.lists(st.sampled_from(["a@x.example", "b@x.example", "info@x.example"]), max_size=2),
    phones=st.lists(st.sampled_from([LANDLINE, MOBILE, "+1 902 555 0143"]), max_size=2),
    birthday=st.sampled_from(["", "", "1980-05-02", "--05-02", "1990-01-01"]),
    organisations=st.lists(st.sampled_from([Organisation(name="Acme"), Organisation(name="Clinic")]), max_size=1),
    addresses=st.lists(st.just(Address(street="12 Elm Street", locality="Halifax")), max_size=1),
    uid=st.sampled_from(["", "", "u-0001"]),
)
BOOKS = st.lists(ENTRIES, min_size=2, max_size=8).map(
    lambda contacts: [attrs.evolve(contact, key=f"{number:02}") for number, contact in enumerate(contacts)]
)


CHOICES = st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7), st.booleans()), max_size=3)
"""Decisions: which two of the records, and whether they are one person."""


def decisions_of(contacts, choices):
    chosen = [(one % len(contacts), other % len(contacts), verdict) for one, other, verdict in choices]
    return [
        tieweave.decided(contacts[one], contacts[other], same=verdict) for one, other, verdict in chosen if one != other
    ]


@given(BOOKS, CHOICES, st.randoms(use_true_random=False))
def test_any_two_people_are_one_where_the_user_says_so(contacts, choices, dice):
    decisions = decisions_of(contacts, choices)
    book = merged(contacts, *decisions)
    assume(len(book.contacts) > 1)
    one, other = dice.sample(book.contacts, 2)
    assert are_one(merged(contacts, *decisions, same(one, other)), one, other)


@given(BOOKS, CHOICES, st.randoms(use_true_random=False))
def test_any_person_of_several_records_is_parted_where_the_user_says_so(contacts, choices, dice):
    decisions = decisions_of(contacts, choices)
    several = [person for person in merged(contacts, *decisions).contacts if person.records]
    assume(several)
    one, other = dice.sample(dice.choice(several).records, 2)
    after = merged(contacts, *decisions, different(one, other))
    assert are_apart(after, one, other)
    wanted = {one.key, other.key}
    for pair in after.undecided:  # what has been answered is not asked
        sides = [{ref.key for ref in side.sources} & wanted for side in (pair.one, pair.other)]
        assert not all(sides)


@given(BOOKS, st.randoms(use_true_random=False))
def test_a_decided_pair_is_never_asked_about_again(contacts, dice):
    decisions = []
    for _ in range(40):  # every answer takes one pair at least, and there are 28
        undecided = merged(contacts, *decisions).undecided
        if not undecided:
            break
        pair = dice.choice(undecided)
        decisions.append(tieweave.decided(pair.one, pair.other, same=dice.random() < 0.5))
    assert merged(contacts, *decisions).undecided == ()


@given(BOOKS, CHOICES, st.randoms(use_true_random=False))
def test_decisions_are_obeyed_in_any_order_of_the_records_and_when_merged_again(contacts, choices, dice):
    decisions = decisions_of(contacts, choices)
    book = merged(contacts, *decisions)
    shuffled = list(contacts)
    dice.shuffle(shuffled)
    assert groups(merged(shuffled, *decisions)) == groups(book)
    assert tieweave.merge(book).contacts == book.contacts


@given(BOOKS, CHOICES)
def test_decisions_are_obeyed_in_files_of_other_names(contacts, choices):
    decisions = decisions_of(contacts, choices)
    moved = [attrs.evolve(contact, source=f"2027/{contact.source}") for contact in contacts]
    before = {frozenset(key for _, key in group) for group in groups(merged(contacts, *decisions))}
    assert {frozenset(key for _, key in group) for group in groups(merged(moved, *decisions))} == before

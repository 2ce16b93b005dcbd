from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave.evidence import honorifics
from tieweave.model import Contact, Organisation, Profile

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def weights(**fields):
    """Return the summed weight by category."""
    found: dict[str, float] = {}
    for item in honorifics.evidence([Contact(**fields)], Profile(), NOW):
        found[item.toward] = found.get(item.toward, 0) + item.weight
    return found


@pytest.mark.parametrize(
    ("name", "category"),
    [
        ("Rev. Tom Smith", "church-member"),
        ("Father Tom", "church-member"),
        ("Rabbi Levi Cohen", "church-member"),
        ("Pfr. Karl Braun", "church-member"),
        ("Prof. Dr. Hans Meier", "professor"),
        ("Jane Doe, DDS", "dentist"),
        ("Jane Doe DMD", "dentist"),
        ("Dr. med. dent. Anna Weber", "dentist"),
        ("Jane Doe, MD, PhD", "doctor"),
        ("Jane Doe CPA", "accountant"),
        ("StB Klaus Kurz", "accountant"),
        ("Rag. Luca Bianchi", "accountant"),
        ("Bob Gray Esq.", "lawyer"),
        ("RA Klaus Kurz", "lawyer"),
        ("Avv. Marco Rossi", "lawyer"),
        ("mec. Jan Nowak", "lawyer"),
        ("Sam Roy, CFP", "financial-advisor"),
    ],
)
def test_a_clear_honorific_in_the_name_is_enough_to_name_the_category(name, category):
    found = weights(name=name)
    assert max(found, key=found.get) == category
    assert found[category] > 3


@pytest.mark.parametrize(
    "name", ["Don Draper", "Mr. Bean", "Maria Pastor", "Ana do Carmo", "THANH DO", "Jack Dean", "Prof", "Minh Ca", ""]
)
def test_names_that_look_like_honorifics_say_nothing(name):
    assert weights(name=name) == {}


@pytest.mark.parametrize(
    "name", ["Deacon Frey", "Canon Printers Ltd", "Father & Sons Roofing", "Cardinal Health Office"]
)
def test_what_is_a_given_name_or_part_of_a_company_is_no_clergyman(name):
    assert "church-member" not in weights(name=name)


@pytest.mark.parametrize("name", ["Deacon Mike", "Bishop Tom Hale", "Rev Alison St Marks", "Pastor Müller"])
def test_a_title_before_a_given_name_or_that_is_no_name_itself_is_a_clergymans(name):
    assert weights(name=name)["church-member"] > 3


def test_dr_alone_is_weak_and_may_be_a_professor():
    found = weights(name="Dr. Anjali Patel")
    assert 0 < found["professor"] < found["doctor"] < 2


def test_dr_at_a_practice_or_with_a_medical_title_is_strong():
    assert weights(name="Dr. Anjali Patel", organisations=[Organisation(name="Harbour Clinic")])["doctor"] > 3
    assert weights(name="Dr. Anjali Patel", organisations=[Organisation(title="Cardiologist")])["doctor"] > 3
    assert weights(name="Dr. Li", organisations=[Organisation(name="Green's Dental Clinic")])["dentist"] > 2
    assert "dentist" not in weights(name="Dr. Li", organisations=[Organisation(name="Fundy Software")])


def test_prefix_and_suffix_fields_count_as_the_name_does():
    assert weights(name="Tom Smith", prefixes="Rev.")["church-member"] > 3
    assert weights(name="Jane Doe", suffixes="Jr., DDS")["dentist"] > 3


def test_the_same_honorific_in_two_places_counts_once():
    assert weights(name="Rev. Tom Smith", names=["Rev. Tom Smith", "Reverend Smith"], prefixes="Rev.") == weights(
        name="Rev. Tom Smith"
    )


def test_the_dutch_mr_is_a_weak_hint_only():
    assert 0 < weights(name="mr. Jan de Vries")["lawyer"] < 1.5


def test_the_detail_says_what_was_read_and_where_from():
    (item,) = honorifics.evidence([Contact(source="phone.vcf", name="Rev. Tom Smith", id="tom")], Profile(), NOW)
    assert item.detail == "name carries 'Rev'"
    assert (item.kind, item.source, item.contact) == ("honorific", "phone.vcf", "tom")


@given(st.text(max_size=300), st.text(max_size=50))
def test_any_text_is_read_without_an_error_and_always_the_same(name, field):
    fields = {"name": name, "prefixes": field, "suffixes": field}
    assert weights(**fields) == weights(**fields)

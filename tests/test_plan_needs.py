"""What notes say somebody needs, in the languages that are read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave import Contact
from tieweave.followups.needs import need_of


def need(*notes: str):
    return need_of(Contact(name="Ann", notes=notes), 2026)


@pytest.mark.parametrize(
    ("note", "what"),
    [
        ("looking for a flat in Dartmouth", "a flat in Dartmouth"),
        ("Met at the fair. Needs a babysitter on Fridays!", "a babysitter on Fridays"),
        ("asked about the sailing course", "the sailing course"),
        ("2026: searching for an apprenticeship", "an apprenticeship"),
        ("sucht eine Wohnung in Kiel", "eine Wohnung in Kiel"),
        ("hat nach einem guten Zahnarzt gefragt", "einem guten Zahnarzt"),
        ("braucht Hilfe bei der Steuer", "der Steuer"),
        ("cherche un appartement", "un appartement"),
        ("a besoin d'une nounou", "une nounou"),
        ("busca piso en Valencia", "piso en Valencia"),
        ("necesita ayuda con el CV", "el CV"),
        ("ha bisogno di un avvocato", "un avvocato"),
        ("zoekt een oppas", "een oppas"),
        ("heeft een fiets nodig", "een fiets"),
        ("procura apartamento no Porto", "apartamento no Porto"),
        ("precisa de um advogado", "um advogado"),
    ],
)
def test_a_need_is_read_as_it_is_written(note, what):
    assert need(note).what == what


@pytest.mark.parametrize(
    "note",
    [
        "no longer looking for a flat",
        "was looking for a flat, found one",
        "2019: looking for a flat",
        "asked about my trip",
        "needs to be called back",
        "needs reading glasses",
        "sucht keine Wohnung mehr",
        "cherche pas d'appart",
        "cerca di dormire",
        "não procura apartamento",
        "Oma braucht nicht viel",
        "sold us the house",
        "",
    ],
)
def test_what_is_over_denied_or_no_need_is_none(note):
    assert need(note) is None


def test_the_clause_that_says_it_is_told_and_not_the_whole_note():
    found = need("Works nights; looking for a used bicycle; likes tea")
    assert found.clause == "looking for a used bicycle"
    assert found.words == ("used", "bicycle")


@given(st.text(max_size=300))
def test_any_note_can_be_read(note):
    found = need(note)
    assert found is None or found.words

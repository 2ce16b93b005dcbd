import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave.leads.eligible import can_be_asked
from tieweave.left_alone import is_left_alone
from tieweave.model import Contact, Extra, Profile

DIED = "has died"
NO_CONTACT = "marked do not contact"


def of_note(note: str, name: str = "Anna Berg") -> str:
    return is_left_alone(Contact(name=name, notes=[note]))


@pytest.mark.parametrize(
    "note",
    [
        "passed away in 2019",
        "died last spring",
        "dead since 2018",
        "Friend from choir. Died 2019.",
        "† 2018",
        "†3.4.2019",
        "*1940 †2018",
        "RIP",
        "R.I.P. 2020",
        "Old neighbour from Agricola Street. Sadly she died in March 2021.",
        "Anna died in the summer of 2017",
        "former neighbour, died 2020",
        "he passed away peacefully last year",
        "DECEASED",
        "Deceased since May 2015",
        "Met at the chess club.\nDied 2022",
        "my uncle, died 2016",
        "she died of cancer, 2014",
        "verstorben",
        "leider im Mai 2019 gestorben",
        "ist 2020 verstorben",
        "Sie ist letztes Jahr verstorben",
        "starb 2012",
        "lebt nicht mehr",
        "Früherer Nachbar. Er ist im Winter gestorben.",
        "décédé en 2018",
        "Elle est morte en mars 2020",
        "malheureusement décédée",
        "il est mort l'an dernier",
        "n'est plus de ce monde",
        "paix à son âme",
        "no longer alive",
        "verst. 2018",
        "difunta desde 2018",
        "riposi in pace",
        "murió en su casa",
        "starb in seinem Haus",
        "falleció en 2019",
        "Murió el año pasado",
        "lamentablemente ha fallecido",
        "QEPD",
        "deceduto nel 2017",
        "è morta a marzo",
        "purtroppo è mancato nel 2020",
        "overleden in 2016",
        "Hij is vorig jaar overleden",
        "helaas gestorven",
        "zmarł w 2019",
        "niestety nie żyje",
        "Zmarła w maju 2020 r.",
        "faleceu em 2018",
        "Infelizmente morreu no ano passado",
        "avled 2019",
        "Hon gick bort i mars",
        "har dött",
        "gik bort i 2018",
        "er død",
        "gikk bort i fjor",
        "zemřel v roce 2015",
        "bohužel zemřela",
        "a decedat în 2019",
        "a murit anul trecut",
        "kuoli vuonna 2018",
        "on kuollut",
    ],
)
def test_a_note_that_says_of_the_person_that_they_have_died(note):
    assert of_note(note) == DIED


@pytest.mark.parametrize(
    "note",
    [
        "do not contact",
        "Do not contact!",
        "please don't call again",
        "PLEASE DO NOT CONTACT HIM ANY MORE",
        "DNC",
        "Don't call again, ever",
        "asked not to be contacted",
        "She doesn't want to be contacted",
        "He wants no contact",
        "never contact again",
        "Anna wants to be left alone",
        "leave her alone",
        "Do not call",
        "do not reach out",
        "bitte nicht kontaktieren",
        "Nicht mehr anrufen!",
        "möchte keinen Kontakt",
        "Bitte keinen Kontakt mehr aufnehmen",
        "will in Ruhe gelassen werden",
        "asked me to never contact her again",
        "ne plus jamais appeler",
        "não entrar mais em contato",
        "ne pas contacter",
        "ne plus appeler, merci",
        "Elle ne souhaite plus être contactée",
        "no contactar",
        "por favor no llamar más",
        "no quiere contacto",
        "non contattare",
        "non chiamare più",
        "non vuole essere contattata",
        "niet meer bellen aub",
        "wil geen contact meer",
        "geen contact opnemen",
        "nie kontaktować się",
        "proszę więcej nie dzwonić",
        "nie życzy sobie kontaktu",
        "não contatar",
        "não ligar mais, por favor",
        "não quer ser contactada",
        "kontakta inte",
        "ring inte igen",
        "vill inte bli kontaktad",
        "må ikke kontaktes",
        "ring aldri igjen",
        "nekontaktovat",
        "a nu se contacta",
        "älä ota yhteyttä",
    ],
)
def test_a_note_that_asks_for_no_contact(note):
    assert of_note(note) == NO_CONTACT


@pytest.mark.parametrize(
    "note",
    [
        "her mother died in May",
        "his wife passed away in 2019",
        "Her mother, Ann, died in May",
        "husband Tom, died 2019",
        "Cares for her father. He died in 2020",
        "lost his dog, died last week",
        "Dog Rex, died 2020",
        "mother † 2018",
        "battery died",
        "the phone died on me twice",
        "the conversation died",
        "almost died in 2015",
        "nearly died of laughter",
        "died laughing at the party",
        "died her hair blond",
        "the deceased's lawyer",
        "wrote a book on deceased estates",
        "RIP-off",
        "rip-off merchant",
        "let it rip",
        "Rip van Winkle fan",
        "RIP Grandma",
        "passed on the job lead",
        "passed the exam in 2019",
        "did he die?",
        "died?",
        "do not contact before 9",
        "Do not contact his employer",
        "do not contact for references until May",
        "don't call at work, use mobile",
        "Don't call, text",
        "don't call after 10pm",
        "do not call her Katie",
        "don't email, call",
        "please do not write in blue ink",
        "do not contact on Sundays",
        "no contact since 2010",
        "contact lenses",
        "we don't contact each other much",
        "why don't you call again",
        "DNC delegate 2016",
        "never call before noon",
        "ihre Mutter ist gestorben",
        "sein Hund ist gestorben",
        "Mann 2019 verstorben",
        "fast gestorben vor Lachen",
        "der Akku ist tot",
        "nicht vor 9 Uhr anrufen",
        "bitte nicht anrufen, lieber schreiben",
        "nicht anrufen am Wochenende",
        "est mort le chat",
        "est décédée la mère",
        "murió el perro",
        "ha muerto la abuela",
        "è morta la madre nel 2019",
        "morreu o cachorro",
        "faleceu a mãe",
        "starb der Hund",
        "starb der Opa 2018",
        "overleden de hond",
        "sa mère est morte en 2019",
        "son mari est décédé",
        "mort de rire",
        "ne pas appeler avant 9 h",
        "ne pas contacter au travail",
        "su madre murió en 2019",
        "está muerto de cansancio",
        "casi murió de risa",
        "no llamar antes de las 9",
        "no llamar, mejor whatsapp",
        "sua madre è morta nel 2019",
        "il gatto è morto",
        "non chiamare prima delle 9",
        "haar man is overleden",
        "niet bellen voor 9 uur",
        "niet bellen maar mailen",
        "jego żona zmarła w 2019",
        "nie dzwonić przed 9",
        "a mãe dela faleceu em 2019",
        "morreu de rir",
        "não ligar antes das 9",
        "hennes mamma avled 2019",
        "ring inte på söndagar",
        "hans kone døde i 2018",
        "her brother was killed in a crash",
        "restaurant closed, owner deceased",
        "Fundraiser for families of the deceased",
        "handles estates of people who have died",
    ],
)
def test_a_note_about_somebody_else_or_some_hours_or_a_joke(note):
    assert of_note(note) == ""


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        *(
            (label, DIED)
            for label in ("deceased", "Deceased (2019)", "verstorben", "Verstorbene", "décédé(e)", "Décédée")
        ),
        *((label, DIED) for label in ("fallecido/a", "Fallecidos", "deceduto/a", "overleden", "falecido/a", "zmarły")),
        *((label, DIED) for label in ("avliden", "RIP", "†", "In memoriam", "død", "zesnulý", "decedat", "kuollut")),
        *((label, NO_CONTACT) for label in ("do not contact", "DNC", "Do Not Call", "nicht kontaktieren")),
        *((label, NO_CONTACT) for label in ("ne pas contacter", "no contactar", "non contattare", "não contatar")),
        *((label, NO_CONTACT) for label in ("niet bellen", "nie dzwonić", "kontakta inte", "älä soita")),
        *((label, "") for label in ("Friends", "Deceased's family", "Contacts", "Dead Poets Society", "Call list")),
        *((label, "") for label in ("Grateful Dead fans", "My contacts", "RIP-Software", "Todo", "Mortgage")),
    ],
)
def test_labels_count_when_they_are_nothing_else(label, reason):
    assert is_left_alone(Contact(name="Anna Berg", labels=["Choir", label])) == reason


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"name": "Anna Berg (deceased)"}, DIED),
        ({"name": "Anna Berg †"}, DIED),
        ({"name": "† Anna Berg"}, DIED),
        ({"name": "Anna Berg - verstorben"}, DIED),
        ({"name": "Anna Berg deceased"}, DIED),
        ({"name": "Anna Berg [RIP]"}, DIED),
        ({"name": "Anna Berg", "suffixes": "(deceased)"}, DIED),
        ({"name": "Anna Berg", "suffixes": "†"}, DIED),
        ({"name": "John Sharma", "prefixes": "Late"}, DIED),
        ({"name": "Jan Nowak", "prefixes": "śp."}, DIED),
        ({"name": "Bob (do not contact)"}, NO_CONTACT),
        ({"name": "Bob - DNC"}, NO_CONTACT),
        ({"name": "Bob (dentist)"}, ""),
        ({"name": "Rip Torn"}, ""),
        ({"name": "Fr. Tom ✝️"}, ""),
        ({"name": "Maria Morta"}, ""),
        ({"name": "Late Night Pizza"}, ""),
        ({"name": ""}, ""),
    ],
)
def test_what_stands_in_or_beside_a_name(fields, reason):
    assert is_left_alone(Contact(**fields)) == reason


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        (Extra(name="DEATHDATE", value="20190504"), DIED),
        (Extra(name="X-DEATHDATE", value="2019-05-04"), DIED),
        (Extra(name="DEATHDATE", value=""), ""),
        (Extra(name="X-EVENT", value="2019-05-04", params=(("TYPE", "Death"),)), DIED),
        (Extra(name="X-EVENT", value="2019-05-04", params=(("TYPE", "Graduation"),)), ""),
        (Extra(name="X-COLUMN", value="yes", params=(("NAME", "Deceased"),)), DIED),
        (Extra(name="X-COLUMN", value="No", params=(("NAME", "Deceased"),)), ""),
        (Extra(name="X-COLUMN", value="TRUE", params=(("NAME", "Do Not Call"),)), NO_CONTACT),
        (Extra(name="X-COLUMN", value="0", params=(("NAME", "Do Not Call"),)), ""),
        (Extra(name="X-COLUMN", value="12 May 2019", params=(("NAME", "Date of death"),)), DIED),
        (Extra(name="X-COLUMN", value="yes", params=(("NAME", "Invited"),)), ""),
    ],
)
def test_fields_of_the_record(extra, reason):
    assert is_left_alone(Contact(name="Anna Berg", extras=(extra,))) == reason


def test_who_has_died_is_said_so_though_they_are_marked_too():
    assert is_left_alone(Contact(name="Ann", labels=["DNC", "Choir"], notes=["passed away in 2019"])) == DIED


def test_the_dead_and_the_do_not_contact_are_in_no_list_of_leads_or_support():
    now = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    alone = [Contact(id="1", name="Ann", labels=["deceased"]), Contact(id="2", name="Bob", notes=["do not contact"])]
    assert [can_be_asked(contact, Profile(), now) for contact in alone] == [False, False]
    assert can_be_asked(Contact(id="3", name="Cy", notes=["her mother died in May"]), Profile(), now)


@given(st.text(), st.text())
def test_any_text_is_taken(name, note):
    assert is_left_alone(Contact(name=name, notes=[note])) in ("", DIED, NO_CONTACT)


def test_a_whole_book_of_people_takes_no_time():
    book = [
        Contact(name=f"Ann {number} Lee", labels=["Friends", f"Choir {number % 50}"], notes=[f"met at party {number}"])
        for number in range(25_000)
    ]
    is_left_alone(Contact(notes=["her mother died"]))  # the word lists are read once
    start = time.process_time()
    assert not any(map(is_left_alone, book))
    assert time.process_time() - start < 1.0  # measured 0.2 s on a quiet machine

"""Made-up address books of any size, the same for the same seed: what the speed measurements read."""

from __future__ import annotations

import random

_GIVEN = (
    "Ann Bo Cy Dana Eli Fay Gus Hana Ivo Jana Kai Lea Max Nora Otto Pia Quin Rosa Sam Tess Uma Vic Wes Yara Zoë".split()
)
_FAMILY = (
    "Abbott Berg Costa Doucet Evans Ferreira Gill Haddad Ito Jensen Khoury Lind Müller Novak Okafor Patel Quist Roy "
    "Silva Tremblay Usman Vogel Wójcik Xu Young Zieliński"
).split()
_TITLES = (
    "Account Manager;Family Physician;Software Engineer;Senior Buyer;Lawyer;Teacher;Sales Representative;Dentist;"
    "Project Manager;Accountant;Nurse;Data Analyst;Real Estate Agent;Professor;Driver;Owner"
).split(";")
_LABELS = "Family Friends Work Clients Neighbours Choir Gym Rotary".split()
_NOTES = (
    "met at a conference in Lyon",
    "call after six, not on Fridays",
    "sold us the house",
    "Ella's piano teacher, I think",
)


def cards(count: int, seed: int = 1) -> str:
    """Return `count` ordinary vCards of fourteen lines, about 370 bytes each, one in twenty a duplicate."""
    chance = random.Random(seed)  # noqa: S311 - made-up people, no secret
    written: list[str] = []
    people: list[tuple[str, str, str, str]] = []
    for number in range(count):
        if people and chance.random() < 0.05:
            given, family, email, phone = chance.choice(people)
        else:
            given, family = chance.choice(_GIVEN), f"{chance.choice(_FAMILY)}{_syllables(number)}"
            email = f"{given}.{family}@example.org".lower()
            phone = f"+1 902 {2000000 + number:07d}"
            people.append((given, family, email, phone))
        written.append(
            f"BEGIN:VCARD\r\nVERSION:3.0\r\nPRODID:-//Made up//EN\r\nUID:{seed}-{number:08d}-made-up-card\r\n"
            f"N:{family};{given};;;\r\nFN:{given} {family}\r\n"
            f"ORG:{chance.choice(_FAMILY)} {chance.choice(_GIVEN)} Ltd;Sales\r\n"
            f"TITLE:{chance.choice(_TITLES)}\r\nEMAIL;TYPE=INTERNET,WORK:{email}\r\nTEL;TYPE=CELL:{phone}\r\n"
            f"ADR;TYPE=HOME:;;{chance.randrange(1, 900)} Elm Street;Halifax;NS;B3K 4E1;Canada\r\n"
            f"CATEGORIES:{chance.choice(_LABELS)}\r\nNOTE:{chance.choice(_NOTES)}\r\nEND:VCARD\r\n"
        )
    return "".join(written)


def _syllables(number: int) -> str:
    """Return a number as an ending of a name, so that people are as many as cards."""
    ending = ""
    while number:
        number, digit = divmod(number, 20)
        ending += "bacadafagahajalamanarasatavazobocodofogoho"[digit * 2 : digit * 2 + 2]
    return ending

"""What a name says beside the name: man or woman, two people, whose mother, which word is the family's."""

from __future__ import annotations

import pytest

import tieweave
from tieweave import Contact, Organisation


def joined(*names: str | dict[str, str], **fields: object) -> bool:
    cards = [
        Contact(source=f"{at}.vcf", key="1", **({"name": name} if isinstance(name, str) else name), **fields)  # type: ignore[arg-type]
        for at, name in enumerate(names)
    ]
    return len(tieweave.merge(cards).contacts) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mum", "Dad"),
        ("Oma Müller", "Opa Müller"),
        ("Mr Roy", "Mrs Roy"),
        ("Herr Müller", "Frau Müller"),
        ("Plumber", "Babysitter"),
        ("Ella's mom", "Ella Roy"),
        ("Ann & Bob Roy", "Ann Roy"),
        ("Mario e Chiara Zanetti", "Mario Zanetti"),
        ("Nagy Anna", "Nagy Péter"),
        (
            {"name": "Nagy Anna", "given": "Anna", "family": "Nagy"},
            {"name": "Nagy Péter", "given": "Péter", "family": "Nagy"},
        ),
        ("Wang Wei", "Wang Fang"),
        ("Smith John", "Smith Mary"),
        ("Иванов Иван", "Иванов Пётр"),
        ("王伟", "李娜"),
        ("최수진", "이지훈"),
        ("Claudio Rossi", "Claudia Rossi"),
        ("Rajesh Iyer", "Rakesh Iyer"),
        ("John Roy (father)", "John Roy (son)"),
        ("Hans Müller sen.", "Hans Müller jun."),
        ("John Roy", "John Roy Jr."),
    ],
)
@pytest.mark.parametrize("shared", [{"phones": ["902 555 0100"]}, {"emails": ["us@x.example"]}], ids=["phone", "mail"])
def test_two_people_of_one_house_stay_two(
    one: str | dict[str, str], other: str | dict[str, str], shared: dict[str, list[str]]
) -> None:
    assert not joined(one, other, **shared)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("王小明", "王 小明"),
        ("Smith John", "John Smith"),
        ("Ella's mom", "Ann Roy"),
        ("Ing. Ann Roy", "Ann Roy, PMP"),
        ("I. Deepa", "Deepa Iyer"),
        ("Jane Doe, Acme Ltd", "Jane Doe"),
        ("Acme Ltd (Jane Doe)", "Jane Doe"),
    ],
)
def test_one_person_written_in_two_ways_is_one(one: str, other: str) -> None:
    assert joined(one, other, emails=["own@x.example"])


def test_the_holders_of_a_post_are_not_one_person() -> None:
    assert not joined("David Smith", "David Jones", emails=["treasurer@club.example"])


def test_a_company_is_nobody_who_works_there() -> None:
    company = Contact(source="a", name="Acme", organisations=[Organisation(name="Acme")], phones=["902 555 0100"])
    assert len(tieweave.merge([company, Contact(source="b", name="Ann Roy", phones=["902 555 0100"])]).contacts) == 2


def test_any_text_is_a_name_or_none_in_no_time() -> None:
    for text in ("a (" * 50_000, "\ud800", "(" * 100_000, "'s " * 50_000, "&" * 1_000):
        assert joined(text, text, emails=["x@x.example"])

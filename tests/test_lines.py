"""How often names, nicknames, notes, labels and related fields as people write them are read right, in ten languages.

The lines stand in `lines/open.tsv` and `lines/closed.tsv`, with the right answers: "-" is nothing, several right ones
are separated by commas, `others` are further contacts of the book, separated by semicolons. All were written without a
look at the word lists. Those in open.tsv have been read since, and the lists mended after them; closed.tsv is only for
counting: do not read it, and do not add a line's own words to a list to pass it. Two in five are traps whose answer is
"nothing": surnames and given names that are kin elsewhere, companies, idioms, denials, other people's relations.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

import tieweave
from tieweave import Contact, Profile
from tieweave.model import Affiliation, Phone, Related

LINES = Path(__file__).parent / "lines"
NOTHING = "-"
EGO = Profile(
    name="Morgan Gallant",
    partner="Sam Roy",
    children=["Ella"],
    clubs=["Halifax Chess Club"],
    employers=[Affiliation(name="Fundy Software", start=2013, end=2019)],
    schools=[Affiliation(name="Dalhousie University", start=2006, end=2010)],
)


@attrs.frozen
class Line:
    """A line of the corpus, with the answers that are right."""

    language: str
    field: str
    text: str
    expected: frozenset[str]
    others: tuple[str, ...]


def lines(*files: str) -> Iterator[Line]:
    for name in files:
        with (LINES / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield Line(
                    language=row["language"],
                    field=row["field"],
                    text=row["text"],
                    expected=frozenset(one.strip() for one in row["expected"].split(",")),
                    others=tuple(one.strip() for one in (row["others"] or "").split(";") if one.strip()),
                )


def contact(field: str, text: str) -> Contact:
    match field:
        case "name":
            return Contact(key="line", name=text)
        case "nickname":
            return Contact(key="line", name="Jane Doe", nicknames=[text])
        case "note":
            return Contact(key="line", name="Jane Doe", notes=[text])
        case "label":
            return Contact(key="line", name="Jane Doe", labels=[text])
        case "related":
            relation, _, name = text.partition(":")
            return Contact(key="line", name="Jane Doe", related=[Related(name=name.strip(), relation=relation.strip())])
        case _:
            return Contact(key="line", name="Jane Doe", phones=[Phone(number="+19025550100", label=text)])


def read(line: Line) -> str:
    others = [Contact(key=str(at), name=name) for at, name in enumerate(line.others)]
    ties = tieweave.classify([contact(line.field, line.text), *others], profile=EGO)
    [category] = [tie.category for tie in ties if tie.contact.key == "line"]
    return NOTHING if category == "unknown" else category


def score(found: list[tuple[Line, str]]) -> tuple[float, float]:
    """Return precision among the lines for which something is named, and recall among those that ask for something."""
    named = [answer in line.expected for line, answer in found if answer != NOTHING]
    wanted = [answer in line.expected for line, answer in found if NOTHING not in line.expected]
    return sum(named) / len(named), sum(wanted) / len(wanted)


@pytest.fixture(scope="module")
def found() -> list[tuple[Line, str]]:
    return [(line, read(line)) for line in lines("open.tsv", "closed.tsv")]


def test_the_lines_are_many_in_ten_languages_and_a_third_of_them_are_traps() -> None:
    corpus = list(lines("open.tsv", "closed.tsv"))
    traps = [line for line in corpus if line.expected == {NOTHING}]
    assert len(corpus) >= 400
    assert len({line.language for line in corpus}) >= 10
    assert len(traps) / len(corpus) >= 1 / 3


def test_most_lines_are_read_right_and_traps_say_nothing(found: list[tuple[Line, str]]) -> None:
    precision, recall = score(found)
    assert precision >= 0.97
    assert recall >= 0.90

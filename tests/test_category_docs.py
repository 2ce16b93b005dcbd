"""docs/categories.md says of the thirty categories what the program does."""

from __future__ import annotations

from pathlib import Path

from tieweave.categories import CATEGORIES

PAGE = Path(__file__).resolve().parent.parent / "docs" / "categories.md"


def rows() -> list[list[str]]:
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| `")]


def test_the_table_has_the_categories_in_order_with_label_level_and_prompt() -> None:
    documented = [(slug.strip("`"), label, level, prompt) for slug, label, level, _, prompt in rows()]
    assert documented == [(kind.slug, kind.label, str(int(kind.level)), kind.prompt) for kind in CATEGORIES]


def test_each_category_is_explained_in_words_of_its_own() -> None:
    meanings = [meaning for _, _, _, meaning, _ in rows()]
    assert all(meaning.endswith(".") for meaning in meanings)
    assert len(set(meanings)) == len(CATEGORIES)

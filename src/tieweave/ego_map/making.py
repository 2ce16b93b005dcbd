"""The map, from the people and their circles: who stands where, who is linked, whose name is written."""

from __future__ import annotations

from collections.abc import Sequence

from tieweave.ego_map.labelling import labelled
from tieweave.ego_map.linking import linked
from tieweave.ego_map.placing import placed
from tieweave.ego_map.sectoring import sectored
from tieweave.ego_map.shapes import EgoMap, Figure


def ego_map(figures: Sequence[Figure], circles: Sequence[str]) -> EgoMap:
    """Return the map of the figures; `circles` are the names of the circles that they name by their places.

    The same people make the same map, in whatever order they come: equals stand in the order of their ids.
    """
    homes = sectored(figures, circles)
    bare = placed(figures, homes)
    return labelled(linked(bare))

"""The ego map: where everybody stands in the picture of ego's network. Pure geometry; `report/` draws it.

Ego is in the middle. Level 1 is the inner ring, Level 2 the outer, and who is not known yet stands beyond; within a
ring the stronger tie stands further inside. A sector of the map is a circle of people.

shapes.py    the values: figures, nodes, rings, sectors, edges, labels
sectoring.py which circles have a sector, who is at home in which, and how wide it is
bearings.py  in which direction of their sector people would stand
rows.py      who stands in which row of a ring
placing.py   the rings, and everybody in them, with discs as large as fit
linking.py   which links are drawn
labelling.py whose name is written, and where
lettering.py how much room a text takes
making.py    all of it in order
"""

from tieweave.ego_map.making import ego_map
from tieweave.ego_map.shapes import Edge, EgoMap, Figure, Label, Node, Ring, Sector

__all__ = ["Edge", "EgoMap", "Figure", "Label", "Node", "Ring", "Sector", "ego_map"]

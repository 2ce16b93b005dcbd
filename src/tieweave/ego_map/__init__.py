"""The ego map: where everybody stands in the picture of ego's network. Pure geometry; `report/` draws it.

Ego is in the middle. Level 1 is the inner ring, Level 2 the outer, and who is not known yet stands beyond; within a
ring the stronger tie stands further inside. A sector of the map is a circle of people.

shapes.py    the values: figures, nodes, rings, sectors, edges, labels
"""

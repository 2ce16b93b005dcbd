"""The live page: the report's page served on this machine alone, where what one clicks is kept.

serving.py  the socket, the server in a thread of its own, and its end
connections.py how many connections are open at once
guard.py    who is let in, and the headers of every answer
routes.py   what is served, by path
forms.py    what a form says, read
refusals.py what is answered where something cannot be done
acts.py     what a click does to the store
undoing.py  taking back exactly what one click did
at_once.py  what can be shown of an act before everything is found again
desk.py     the book at hand: what is found of it now, and finding it again in the background
finding.py  everything that is found of a book, given what the user said and did
said.py     what the user said and did, as it stands in the store
shown.py    what pages show, by version

Needs the extra `app`; only `routes.py`, `forms.py`, `serving.py` and `connections.py` import what it brings.
"""

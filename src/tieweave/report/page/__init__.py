"""The page: an overview as one HTML document that opens anywhere, asks nobody for anything, and reads without scripts.

document.py   the document: fragments, styles and scripts, and the policy that allows nothing else
fragments.py  the parts that the document is made of; the app sends them one by one
live.py       that the page is the app's
rendering.py  the templates, and how texts get into them
people.py     what is shown of one person
sparks.py     the contact with somebody as one small picture, over the same time for everybody
drawing.py    the map, as numbers for SVG
colours.py    the palette, as CSS
reach.py      links that write to somebody, call them, or open their page
commands.py   commands to copy, with names quoted
acts.py       the forms for one person, in the app
templates/    one idea a template
style/        how it looks
script/       what it does
"""

from tieweave.report.page.document import document
from tieweave.report.page.fragments import Fragments, Maker, fragments
from tieweave.report.page.live import Live

__all__ = ["Fragments", "Live", "Maker", "document", "fragments"]

"""Support: who of the close people to ask for what in a job search, and why. Pure functions of values.

value.py     support value, one number for everybody
history.py   how near somebody lives, and how much ego talks with them out of working hours
kinds.py     the kinds of support, and how well somebody suits each
listing.py   the lists, so that nobody is asked for everything
"""

from tieweave.support.history import companionship, nearness
from tieweave.support.kinds import Help
from tieweave.support.listing import Supporter, support
from tieweave.support.value import support_value

__all__ = ["Help", "Supporter", "companionship", "nearness", "support", "support_value"]

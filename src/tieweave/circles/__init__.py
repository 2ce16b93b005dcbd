"""Circles: which of ego's contacts know each other, in what circles they move, and who leads out of ego's own.

An ego network without ego (McCarty 2002, Journal of Social Structure 3): what is linked are the contacts, by company in
mail and meetings, by being named as related, and by what they share.

- `foci`: what people are gathered around: organisations, `domains`, `telling_labels`, `homes`; ego's `affiliations`
- `links`: who surely knows whom, `related` people among them
- `communities`: groups in a weighted graph
- `making`: circles from both, and their `naming`
- `bridges`: who connects ego's own circles with others
- `network`: the function that does it all, and the value that answers questions
"""

from tieweave.circles.network import Network, network

__all__ = ["Network", "network"]

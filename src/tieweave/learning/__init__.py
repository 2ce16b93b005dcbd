"""What the user's answers teach of the people who were not asked about: a step a file, all of it pure.

`base_rate` is how many people are close to begin with, `factors` how much each kind of evidence counts for this user,
`effects` what a category or an organisation means to them. `learned` puts them together, in that order, and says what
`moved`. The order of the answers is of no account: sums are exact (`math.fsum`), and each step has one best solution.
"""

from tieweave.learning.cases import Case, close_sums
from tieweave.learning.learned import Learned, learned

__all__ = ["Case", "Learned", "close_sums", "learned"]

"""The weights of closeness, in one place, each with its source: log-odds that a tie is close, unless it says otherwise.

One set for everybody. "Milan" and "transnat" are the two studies of personal networks with closeness by role (102 egos
in Milan, Vacca 2012; 50 German migrants in Britain, Herz 2012), "Thiers" the pupils of a high school (Mastrandrea,
Fournet & Barrat 2015), "Lazega" the lawyers of a firm (Lazega 2001), "EIES" the researchers of Freeman & Freeman
(1979). `benchmarks/tie_weights.py` fits these numbers anew to those data, and prints them beside the ones here. These
are rounded, and shrunk by about a third: each study is of one small world. "Estimate" marks what no data at hand tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

# -- What to expect before anything is known ---------------------------------------------------------------------------

EXPECTED_CLOSE = 15
"""People one is close to: Dunbar's sympathy group, 15 (Mac Carron, Kaski & Dunbar 2016: 11 to 30 in call records)."""
LEAST_SHARE, MOST_SHARE = 0.08, 0.35
"""Bounds on the share of close ties in a book: about a third of a phone's contacts are family or friends (Reinhardt et
al., MUM 2015: 33 %); the data sets have from 12 % (Thiers) to 66 % (Milan)."""
WORK_SHARE = 0.45
"""The share of people known through work: Reinhardt et al. count 23 % co-workers, job seekers keep more. Estimate."""

# -- Where the line is drawn -------------------------------------------------------------------------------------------

CLOSE_FROM = 0.5
"""Level 1 from this probability on."""
ACQUAINTED_TO = 0.42
"""Level 2 up to this probability, where something is known; between the two nobody should guess."""
KNOWN_THROUGH_WORK = 0.6
"""From this probability on somebody without a category is known through work."""

ASLEEP = 5.0
"""Years of silence, after the first, in which half of the close ties are no longer seen ones. Estimate; direction of
Roberts & Dunbar (2011): closeness falls when contact does, less so with kin."""

# -- Families: the most that correlated items add up to ----------------------------------------------------------------

CAPS: Mapping[str, float] = MappingProxyType(
    {
        "label": 4.0,  # one's own word: facts/ties.md 4.2 has 3.5 for relation words and the label +3 alone
        "relation": 3.5,
        "household": 2.0,
        "field": 1.5,
        "circle": 1.0,
        "title": 1.0,
        "acquaintance": 1.0,
        "place": 1.0,
        "rank": 1.0,
        "likeness": 0.8,
        "interaction": 4.5,
        "overlap": 0.8,
        "favour": 0.6,
        "learned": 2.0,
        "answer": 20.0,
    }
)
DEFAULT_CAP = 6.0
"""For the families of the other axes, and for what categories say."""

# -- Interactions ------------------------------------------------------------------------------------------------------
# One index a channel, in log-odds: AMOUNT * log share + DAYS * log days + OFF_HOURS * log off-hours + SPAN * z(span)
# and smaller terms. Fitted to Thiers and EIES by benchmarks/tie_weights.py; the three Bernard-Killworth sets ask for
# twice the slope of the share. What the sets say of each term together and alone, it prints.

AMOUNT = 1.0
"""Of the log share of ego's contact that falls to somebody: people keep the shares of their first, second, third …
friend for years (Saramaki et al., PNAS 2014). Alone, Thiers 0.86, EIES 0.79, six others 1.3 to 2.9."""
USUAL_SHARE = 1 / 43
"""The share that says nothing: in a book of 43 people 15 close ones are the greatest share expected, `MOST_SHARE`."""
STANDING = 0.2
"""Of z(log(1 + volume)) among ego's contacts: alone it would be 1.1 to 2.0 in eight of the nine sets, a slope that
transfers, but it says much the same as the share, and less between egos."""
DAYS = 0.6
"""Of log(1 + distinct days): days beat messages (Urena-Carrion, Saramaki & Kivela, EPJ Data Sci. 2020). Thiers 0.65."""
USUAL_DAYS = 1.0
OFF_HOURS = 0.66
"""Of log(1 + acts in time off work), beside the habit of being in touch then: Thiers 0.32 of the bare count (lunch
break) beside the other terms and 1.12 alone; Social Evolution AUC 0.743."""
USUAL_OFF_HOURS = 1.0
SPAN = 0.3
"""Of z(log(1 + weeks from the first act to the last)) among ego's contacts: on phone data the best single feature (AUC
0.770 in Social Evolution, against 0.740 of the count); no data at hand can tell its size, since Thiers lasts a week."""
SILENCE = 0.5
"""Taken away for each doubling of the silence after the first year. Direction of Gilbert & Karahalios (2009: days
since last contact is the weightiest of 70 features). Estimate."""
QUICK_REPLIES = 0.15
"""Of log(1 + answers within eight hours): Wuchty & Uzzi 2011. Estimate."""
MUTUAL = 0.4
"""The share of the volume that needs both directions: of mail in one direction only 0.6 counts. Reciprocity is weak
everywhere (AUC 0.61 in EIES), one-sided mail is a newsletter."""
ABSENCE = 2.0
"""The most that little or no contact takes away where everybody is in the log, as in Thiers; in proportion where a part
of ego's people are: 57 to 61 % of close friends never appear in a phone's log (Social Evolution: -0.5)."""
MOST = 3.0
"""The most that a channel adds: facts of 36 people's call logs and answers (Wiese et al. 2015) bear out no more."""
MOST_AT_WORK = 1.2
OFF_HOURS_AT_WORK = 0.65
"""The most that it adds with somebody known through work, and by how much more it may per log(1 + acts in time off
work): frequency overstates the closeness of co-workers (Marsden & Campbell 1984), and in a firm's mail volume finds the
boss (AUC 0.84); but whom one calls every Sunday is no mere colleague."""
MOST_OF_IMPERSONAL_MAIL = 0.6
"""The most that mail adds with somebody of whom no private address or relation is known: never e-mail volume alone,
most of which goes to people one knows least (Wuchty & Uzzi 2011). With the greatest share expected it stays below the
line of Level 1."""

ANSWERED_MAIL = 0.6
"""By how much more mail with a private address may add, per log(1 + mails that go both ways): fewer than about five
two-way mails a year are no evidence of closeness (De Choudhury, Mason, Hofman & Watts, WWW 2010). Estimate."""

# -- Fields of the address book ----------------------------------------------------------------------------------------
# What labels and relation words say of closeness stands with the words, in lexicon/labels/any.toml and
# lexicon/relations/any.toml; what a category says, in categories.py.

HOUSEHOLD = 1.3
"""Lives at ego's address: transnat 0.5 beside the relation words, which are often lacking."""
SURNAME = 1.0
PARTNERS_SURNAME = 0.6
"""No data at hand has names: estimates of facts/ties.md 4.2."""
STREET = 0.7
PERSONAL_FIELD = 0.3
"""For each of birthday, nickname, home address and the like. Estimate."""
WORK_FIELDS_ALONE = -0.7
"""Organisation, title and work address, and nothing else. Estimate."""

# -- Circles and overlap -----------------------------------------------------------------------------------------------

OVERLAP = 0.2
"""Of z(how many of ego's people somebody knows): overlap grows with strength (Onnela et al., PNAS 2007). Milan 0.83
alone and 0.06 beside the family's, transnat 1.8 and 1.2."""
KNOWN_TO_FAMILY = 0.2
"""Of z(how many of ego's family somebody knows). Milan 0.48 beside the former."""

# -- Favours -----------------------------------------------------------------------------------------------------------

FAVOUR = 0.3
"""For a favour given or received, as the user logged it: reciprocal services are one of the four dimensions of the
strength of a tie (Granovetter 1973, p. 1361), but weak ties help too, and often in what counts. Estimate."""

# -- How long, how alike -----------------------------------------------------------------------------------------------

LONG_KNOWN = 0.7
"""Known for more than five years: transnat 1.34."""
BARELY_KNOWN = -1.0
"""Known for less than two years: transnat -1.7 alone, -0.1 once the roles are known (n = 45)."""
SAME_OFFICE = 0.8
"""At one employer, in one place of work. Lazega 1.80 against those in another."""
SAME_RANK = 0.8
"""At one employer, with one job title or rank. Lazega 1.62 against those of another (partners and
associates), 0.78 among the managers of Krackhardt (1987)."""
OTHER_OFFICE = -0.5
OTHER_RANK = -0.5
"""At one employer, in another place or rank: the other side of the same contrast."""
SAME_DEPARTMENT = 0.3
"""At one employer, in one department. Lazega 0.22 (practice), Krackhardt 1.31."""
SAME_FIELD = 0.7
"""In one line of work or discipline, at different employers. EIES 1.04."""
SAME_AGE = 0.4
"""Born within five years of ego (McPherson, Smith-Lovin & Cook 2001). Lazega 0.35."""
OTHER_AGE = -0.6
"""Fifteen years apart or more. Lazega -1.0, Krackhardt -0.8."""

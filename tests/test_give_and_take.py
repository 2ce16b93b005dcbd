"""Give and take: what counts as a favour, and who has had nothing back; what it says of a tie."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tieweave
from tieweave import Book, Contact, Email, Entry, FollowUp, Interaction, Journal, Kept, Profile, tie_weights
from tieweave.give_and_take import accounts, favours, totals
from tieweave.journals import within_the_day
from tieweave.ledger import totals as sums
from tieweave.model import Channel
from tieweave.report import as_balance
from tieweave.resolve.marks import marks

DAY = dt.datetime(2026, 10, 3, 12, tzinfo=dt.UTC)
NOW = dt.datetime(2026, 11, 2, 12, tzinfo=dt.UTC)


def person(number, name):
    return Contact(
        id=f"p{number}", source="a.vcf", key=str(number), name=name, emails=[Email(address=f"p{number}@x.example")]
    )


ANN, BEN, CLEO = person(1, "Ann Lee"), person(2, "Ben Poe"), person(3, "Cleo Dale")


def entry(contact=ANN, text="reviewed my resume", when=DAY, **fields):
    return Entry(person=contact.id, name=contact.name, marks=marks(contact, ""), when=when, text=text, **fields)


def kept(status, purpose="advice", contact=ANN, identifier="aa11", settled=NOW, **fields):
    follow_up = FollowUp(
        id=identifier,
        contact=contact,
        purpose=purpose,
        due=NOW.date(),
        reason="",
        message="",
        status=status,
        **{"channel": "email", **fields},
    )
    ended = None if follow_up.status.is_open else settled
    return Kept(follow_up=follow_up, marks=marks(contact, ""), since=DAY, settled=ended)


def counted(*items):
    """Return favours given and received, by the person's name."""
    journal = Journal(
        entries=[attrs.evolve(item, number=at) for at, item in enumerate(items) if isinstance(item, Entry)],
        follow_ups=[item for item in items if isinstance(item, Kept)],
    )
    return {one.name: (one.given, one.received) for one in accounts(favours(journal))}


@pytest.mark.parametrize(
    ("item", "count"),
    [
        (entry(gave=True), (1, 0)),
        (entry(received=True), (0, 1)),
        (entry(gave=True, received=True), (1, 1)),
        (entry(answered=True), (0, 1)),
        (entry(lead="Harbour Health"), (0, 1)),
        (entry(), None),
        (kept("done", "give"), (1, 0)),
        (kept("pushed", "give"), None),
        (kept("dropped", "give"), None),
        (kept("done", "thank"), None),
        (kept("done", "advice"), None),
        (kept("answered", "advice"), (0, 1)),
        (kept("led-to", "lead"), (0, 1)),
        (kept("answered", "reconnect"), None),
    ],
)
def test_what_counts_as_a_favour(item, count):
    assert counted(item) == ({} if count is None else {"Ann Lee": count})


def test_an_answer_and_the_ask_it_answers_are_one_favour():
    answer = entry(answered=True, follow_up="aa11")
    lead = entry(lead="Harbour Health", received=True, follow_up="aa11", when=NOW)
    assert counted(answer, lead, kept("led-to")) == {"Ann Lee": (0, 1)}
    assert counted(answer, entry(received=True), kept("answered")) == {"Ann Lee": (0, 2)}


def test_those_come_first_who_gave_most_and_had_nothing_back():
    items = [
        *[entry(BEN, received=True)] * 5,
        entry(BEN, gave=True),
        *[entry(ANN, received=True)] * 2,
        *[entry(CLEO, received=True)] * 3,
    ]
    assert list(counted(*items)) == ["Cleo Dale", "Ann Lee", "Ben Poe"]


_any_entries = st.lists(
    st.builds(entry, st.sampled_from([ANN, BEN, CLEO]), gave=st.booleans(), received=st.booleans()), max_size=12
)


@given(_any_entries)
def test_the_accounts_add_up_to_what_was_logged(entries):
    found = accounts(favours(Journal(entries=[attrs.evolve(one, number=at) for at, one in enumerate(entries)])))
    assert totals(found) == (sum(one.gave for one in entries), sum(one.received for one in entries))
    owed = [one.is_all_taking for one in found]
    assert owed == sorted(owed, reverse=True)


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([entry(received=True)], "You were helped once and helped 0 times: Ann Lee has had nothing back yet; do"),
        (
            [entry(ANN, received=True), entry(BEN, received=True), entry(CLEO, gave=True)],
            "You were helped 2 times and helped once: Ann Lee and Ben Poe have had nothing back yet; do",
        ),
        ([entry(gave=True), entry(received=True)], "helped once and helped once: you give as much as you get, or more"),
        ([entry(gave=True), *[entry(received=True)] * 2], "helped 2 times and helped once: nobody is owed a first"),
    ],
)
def test_the_sentence_says_how_it_stands_and_for_whom_to_do_something(items, said):
    journal = Journal(entries=[attrs.evolve(one, number=at) for at, one in enumerate(items)])
    assert said in as_balance.sentence(accounts(favours(journal)))


# -- What it says of a tie -------------------------------------------------------------------------------------------


def surveyed(journal, *contacts, interactions=(), profile=None, now=NOW):
    """Return the ties by name, each with its evidence."""
    people = tieweave.merge(
        Book(contacts=contacts, interactions=interactions, journal=journal, profile=profile or Profile())
    )
    return {tie.contact.name: tie for tie in tieweave.survey(people, now=now).ties}


def test_a_favour_says_so_plainly_and_makes_the_tie_a_little_closer():
    before = surveyed(Journal(entries=[entry()]), ANN, BEN)["Ann Lee"]
    after = surveyed(Journal(entries=[entry(received=True)]), ANN, BEN)["Ann Lee"]
    assert [item.detail for item in after.evidence if item.kind == "favour"] == [
        "helped you on 2026-10-03: reviewed my resume"
    ]
    assert before.strength < after.strength < before.strength + 0.1
    given = surveyed(Journal(entries=[entry(text="", gave=True)]), ANN, BEN)["Ann Lee"]
    assert [item.detail for item in given.evidence if item.kind == "favour"] == ["you did them a favour on 2026-10-03"]


def test_many_favours_are_capped():
    many = [entry(received=True, when=DAY + dt.timedelta(days=at)) for at in range(30)]
    journal = Journal(entries=[attrs.evolve(one, number=at) for at, one in enumerate(many)])
    items = [item for item in surveyed(journal, ANN, BEN)["Ann Lee"].evidence if item.kind == "favour"]
    assert len(items) == 30
    assert 0 < sums(items)["close"] <= tie_weights.CAPS["favour"]


@pytest.mark.parametrize(
    ("item", "channel", "last"),
    [
        (entry(channel="call"), Channel.CALL, DAY),
        (entry(), Channel.MESSAGE, DAY),
        (kept("done", channel="meeting"), Channel.MEETING, NOW),
        (kept("answered", channel="page"), Channel.MESSAGE, NOW),
    ],
)
def test_what_is_logged_and_done_dates_the_tie(item, channel, last):
    journal = Journal(entries=[item]) if isinstance(item, Entry) else Journal(follow_ups=[item])
    people = tieweave.merge(Book(contacts=[ANN, BEN], journal=journal))
    survey = tieweave.survey(people, now=NOW)
    tie = next(tie for tie in survey.ties if tie.contact.name == "Ann Lee")
    assert (tie.interactions, tie.last_interaction.date()) == (1, last.date())
    (history,) = [one for one in survey.histories if one is not None]
    assert [page.channel for page in history.channels] == [channel]
    assert next(tie for tie in survey.ties if tie.contact.name == "Ben Poe").interactions == 0


def test_an_answer_and_the_ask_it_answers_are_one_contact():
    journal = Journal(entries=[entry(answered=True, follow_up="aa11")], follow_ups=[kept("answered", settled=DAY)])
    assert surveyed(journal, ANN)["Ann Lee"].interactions == 1


@pytest.mark.parametrize("status", ["suggested", "pushed", "snoozed", "dropped"])
def test_what_is_not_done_is_no_contact(status):
    assert surveyed(Journal(follow_ups=[kept(status)]), ANN)["Ann Lee"].interactions == 0


def test_what_is_logged_of_one_says_nothing_of_the_others():
    """A mailbox that ends two years ago stays one when something is logged today: the others are not silent since."""
    long_ago = NOW - dt.timedelta(days=800)
    mails = [
        Interaction(
            source="mail.mbox",
            when=long_ago - dt.timedelta(days=at),
            channel="email",
            direction=direction,
            participants=[contact.emails[0].address],
        )
        for at in range(40)
        for direction in ("in", "out")
        for contact in (BEN, CLEO)
    ]
    everybody = [ANN, BEN, CLEO, *(person(number, f"Per Son{number}") for number in range(4, 12))]
    before = surveyed(Journal(), *everybody, interactions=mails)
    logged = [entry(when=NOW, received=True, channel=channel) for channel in (None, "email", "call", "meeting")]
    after = surveyed(
        Journal(entries=[attrs.evolve(one, number=at) for at, one in enumerate(logged)]),
        *everybody,
        interactions=mails,
    )
    for name in [contact.name for contact in everybody if contact is not ANN]:
        assert after[name].level == before[name].level
        assert after[name].strength == pytest.approx(before[name].strength, abs=0.02)
    assert after["Ann Lee"].strength > before["Ann Lee"].strength


def test_an_empty_journal_changes_nothing():
    assert surveyed(Journal(), ANN, BEN) == {
        tie.contact.name: tie for tie in tieweave.classify(tieweave.merge(Book(contacts=[ANN, BEN])), now=NOW)
    }


@given(st.datetimes(timezones=st.just(dt.UTC)))
def test_what_is_written_down_in_the_evening_was_not_done_in_time_off(moment):
    from tieweave.history.times import is_off_hours

    noted = within_the_day(moment)
    assert noted.date() == moment.date()
    assert noted <= moment
    if moment.weekday() < 5 and moment.hour >= 7:
        assert not is_off_hours(noted, Channel.CALL)

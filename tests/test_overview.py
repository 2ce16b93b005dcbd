"""The overview: who is in it and how, whom to begin with, which ties sleep, what is uncertain, in whatever order."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave import Book, Channel, Contact, Direction, Interaction, Organisation, Profile
from tieweave.followups import suggest
from tieweave.history import histories
from tieweave.model import Answer, Asked, Failed, FollowUp, Purpose, Skipped, Status
from tieweave.overview import Overview, overview
from tieweave.overview.beginning import write_to
from tieweave.overview.people import Elements
from tieweave.weave import merge, survey

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)
EGO = Profile(name="Morgan Gallant", emails=["morgan@example.com"], targets=["data analyst, Halifax"])


def seen(*contacts: Contact, acts: list[Interaction] | None = None, profile: Profile = EGO, **book: object) -> Overview:
    return of_book(Book(contacts=contacts, interactions=acts or [], profile=profile, **book))


def of_book(book: Book) -> Overview:
    found = survey(book, now=NOW)
    plan = suggest(found.ties, now=NOW, prospects=found.prospects, journal=found.journal)
    return overview(book, found.ties, found.prospects, plan, found.journal, learned=found.learned)


def person(called: str, **fields: object) -> Contact:
    key = called.lower().replace(" ", ".")
    usual = {"name": called, "id": key.replace(".", "-"), "key": key, "emails": [f"{key}@example.com"]}
    return Contact(source="a.vcf", **{**usual, **fields})


def mails(to: Contact, *days_ago: int, hour: int = 9) -> list[Interaction]:
    return [
        Interaction(
            source="a.mbox",
            when=(NOW - ago * DAY).replace(hour=hour),
            channel=Channel.EMAIL,
            direction=Direction.OUT if at % 2 else Direction.IN,
            participants=[to.emails[0].address],
        )
        for at, ago in enumerate(days_ago)
    ]


def town(count: int) -> Book:
    """Return a book of many sorts of people, some asleep, most at a few firms, with acts of several at once."""
    dice = random.Random(8)
    labels = (["Family"], ["Friends"], ["Rotary"], [], [])
    people = [
        person(
            f"Person {at:03}",
            labels=dice.choice(labels),
            organisations=[Organisation(name=f"Firm {at % 7}", title=dice.choice(["Owner", "Data analyst", ""]))],
        )
        for at in range(count)
    ]
    acts = [
        act
        for at, one in enumerate(people)
        for act in mails(one, *(dice.randrange(600, 3000) if at % 3 else dice.randrange(1, 900) for _ in range(at % 6)))
    ]
    acts += [
        Interaction(
            source="a.ics",
            when=NOW - ago * 30 * DAY,
            channel=Channel.MEETING,
            direction=Direction.BOTH,
            participants=[one.emails[0].address for one in people[at : at + 4]],
        )
        for at in range(0, count, 9)
        for ago in range(1, 4)
    ]
    return Book(contacts=people, interactions=acts, profile=EGO)


@pytest.fixture(scope="module")
def of_town() -> Overview:
    return of_book(town(60))


def test_an_empty_book_has_an_overview() -> None:
    view = seen(profile=Profile())
    assert (view.ego, view.people, view.others, view.records) == ("", (), 0, 0)
    assert (view.leads, view.supporters, view.plan, view.write_to, view.dormant) == ((), (), (), (), ())
    assert view.since is None
    assert view.map.nodes == ()
    assert view.coverage.people == 0


def test_one_person_is_in_the_list_and_on_the_map() -> None:
    ann = person("Ann Lee", labels=["Friends"])
    view = seen(ann, acts=mails(ann, 3, 40, 41))
    [alter] = view.people
    assert (alter.id, alter.name, alter.group.slug, alter.tie.contact) == ("ann-lee", "Ann Lee", "friends", ann)
    assert alter.why == "labelled 'Friends'"
    assert [node.figure.id for node in view.map.nodes] == ["ann-lee"]
    assert (view.level_1, view.level_2, view.unknown) == (1, 0, 0)


def test_nobody_with_a_history_leaves_time_blank() -> None:
    view = seen(person("Ann Lee"), person("Bob Roy"))
    assert view.since is None
    assert all((one.months, one.is_dormant, one.silent) == ((), False, None) for one in view.people)
    assert view.dormant == ()


def test_organisations_and_groups_are_counted_and_are_no_people() -> None:
    view = seen(
        person("Acme", kind="org", organisations=[Organisation(name="Acme")]),
        person("The Club", kind="group"),
    )
    assert (view.people, view.others, view.map.nodes) == ((), 2, ())


def test_everybody_is_in_the_list_once_the_strongest_first(of_town: Overview) -> None:
    assert Counter(alter.tie.contact.id for alter in of_town.people) == {f"person-{at:03}": 1 for at in range(60)}
    strengths = [alter.tie.strength for alter in of_town.people]
    assert strengths == sorted(strengths, reverse=True)
    assert len({alter.id for alter in of_town.people}) == 60
    assert [node.figure.id for node in of_town.map.nodes] == [alter.id for alter in of_town.people]
    assert of_town.level_1 + of_town.level_2 + of_town.unknown == 60


def test_the_order_of_contacts_and_interactions_changes_nothing(of_town: Overview) -> None:
    book = town(60)
    contacts, acts = list(book.contacts), list(book.interactions)
    random.Random(3).shuffle(contacts)
    random.Random(4).shuffle(acts)
    assert of_book(attrs.evolve(book, contacts=contacts, interactions=acts)) == of_town


def test_a_person_without_a_name_is_called_by_their_address_or_number() -> None:
    called = [
        seen(person("Ann Lee", name=name, **reach)).people[0].name
        for name, reach in (
            ("", {"nicknames": ["Annie"]}),
            ("", {}),
            ("  ", {"emails": [], "phones": ["+1 902 555 1234"]}),
            ("", {"emails": [], "urls": ["https://example.com/ann"]}),
            ("", {"emails": []}),
            ("\u200b\u200f\ufeff", {"emails": []}),
        )
    ]
    assert called[:4] == ["Annie", "ann.lee@example.com", "+1 902 555 1234", "https://example.com/ann"]
    assert called[4:] == ["(no name)", "(no name)"]


HOSTILE = ["", " ", 'a"><script>', "a b", "ä", "x" * 10_000, "p:1", "1", "-", "\ud800", "a|b", "../../etc", "\n"]


def test_whatever_an_id_is_the_element_s_name_is_fit_and_the_same_again() -> None:
    people = [person("Ann Lee", id=one, key=str(at)) for at, one in enumerate(HOSTILE) if one]
    first, again = seen(*people), seen(*reversed(people))
    assert {alter.tie.contact.id: alter.id for alter in first.people} == {
        alter.tie.contact.id: alter.id for alter in again.people
    }
    assert len({alter.id for alter in first.people}) == len(people)
    assert all(re.fullmatch(r"[A-Za-z0-9-]{1,64}", alter.id) for alter in first.people)


@given(st.lists(st.text(max_size=80)), st.randoms(use_true_random=False))
def test_names_of_elements_are_fit_different_and_do_not_depend_on_order(ids: list[str], dice: random.Random) -> None:
    names = Elements.for_ids(ids).of
    assert set(names) == set(ids)
    assert len(set(names.values())) == len(names)
    assert all(re.fullmatch(r"[A-Za-z0-9-]{1,64}", name) for name in names.values())
    dice.shuffle(ids)
    assert Elements.for_ids(ids).of == names


def test_an_id_that_looks_like_a_made_up_name_takes_nobody_s_place() -> None:
    made = Elements.for_ids(["a b"]).of["a b"]
    both = Elements.for_ids(["a b", made]).of
    assert both[made] == made
    assert both["a b"] != made


def test_months_say_on_how_many_days_of_them_there_was_contact() -> None:
    ann = person("Ann Lee")
    view = seen(ann, acts=[*mails(ann, 1, 1, 2, 33), *mails(ann, 400, hour=23)])
    assert view.people[0].months == (
        (dt.date(2025, 9, 1), 1),
        (dt.date(2026, 9, 1), 1),
        (dt.date(2026, 10, 1), 2),
    )
    assert view.since == dt.date(2025, 9, 1)


@given(st.lists(st.integers(0, 9_000), min_size=1, max_size=40))
def test_the_days_of_all_months_are_the_days_of_contact(days_ago: list[int]) -> None:
    ann = person("Ann Lee")
    [history] = histories([ann], mails(ann, *days_ago)).of
    assert history is not None
    months = [month for month, _ in history.months]
    assert months == sorted(set(months))
    assert all(month.day == 1 for month in months)
    assert sum(days for _, days in history.months) == history.days == len(set(days_ago))


def test_who_was_seen_together_knows_each_other_and_the_surest_come_first(of_town: Overview) -> None:
    ids = {alter.id for alter in of_town.people}
    known = {alter.id: dict(alter.known) for alter in of_town.people}
    assert any(known.values())
    for alter in of_town.people:
        sure = [one for _, one in alter.known]
        assert sure == sorted(sure, reverse=True)
        assert all(0.25 <= one <= 1 for one in sure)
        assert set(known[alter.id]) <= ids - {alter.id}
        assert all(alter.id in known[other] for other in known[alter.id])


def test_nobody_is_said_to_know_a_crowd() -> None:
    people = [person(f"Person {at:03}") for at in range(60)]
    pairs = [
        Interaction(
            source="a.ics",
            when=NOW - DAY,
            channel=Channel.MEETING,
            direction=Direction.BOTH,
            participants=[people[0].emails[0].address, other.emails[0].address],
        )
        for other in people[1:]
    ]
    view = seen(*people, acts=pairs)
    assert max(len(alter.known) for alter in view.people) == 30


def test_circles_come_first_in_which_somebody_surely_knows_most() -> None:
    firm = [person(f"Person {at}", organisations=[Organisation(name="Acme")]) for at in range(8)]
    ann = person("Ann Lee", organisations=[Organisation(name="Acme")], labels=["Choir"])
    choir = [person(f"Singer {at}", labels=["Choir"]) for at in range(4)]
    singing = [
        Interaction(
            source="a.ics",
            when=NOW - week * 7 * DAY,
            channel=Channel.MEETING,
            direction=Direction.BOTH,
            participants=[ann.emails[0].address, one.emails[0].address],
        )
        for one in choir
        for week in range(5)
    ]
    view = seen(ann, *firm, *choir, acts=singing)
    of_ann = next(alter for alter in view.people if alter.name == "Ann Lee")
    assert [view.circles[at].name for at in of_ann.circles] == ["Choir", "Acme"]


def test_places_of_work_and_towns_are_named_as_written_and_once() -> None:
    from tieweave import Address

    ann = person(
        "Ann Lee",
        organisations=[Organisation(name="Acme"), Organisation(title="Owner"), Organisation(name="ACME")],
        addresses=[Address(locality="Halifax"), Address(locality=""), Address(locality="Oban")],
    )
    [alter] = seen(ann).people
    assert [one.casefold() for one in alter.companies] == ["acme"]
    assert alter.towns == ("Halifax", "Oban")


def test_dormant_ties_really_sleep_and_each_says_why(of_town: Overview) -> None:
    assert 0 < len(of_town.dormant) <= 12
    for one in of_town.dormant:
        assert one.alter.is_dormant
        assert one.alter.silent is not None
        assert one.alter.silent > 365
        assert one.reason.endswith(".")
        assert re.search(r"you (last met|were last in touch) .*\d{4}\.$", one.reason)
    assert len({one.alter.id for one in of_town.dormant}) == len(of_town.dormant)
    assert {one.alter for one in of_town.dormant} <= set(of_town.people)


def test_a_sleeping_friend_and_somebody_who_may_lead_to_work_take_turns() -> None:
    friends = [person(f"Friend {at}", labels=["Close friends"]) for at in range(3)]
    others = [
        person(f"Other {at}", organisations=[Organisation(name=f"Firm {at}", title="Director")]) for at in range(3)
    ]
    acts = [act for one in (*friends, *others) for act in mails(one, 1500, 1510, 1530)]
    named = [one.alter.name.split()[0] for one in seen(*friends, *others, acts=acts).dormant]
    assert named == ["Friend", "Other"] * 3


def test_the_sentence_says_how_much_there_was_and_since_when_there_is_silence() -> None:
    bob = person("Bob Roy", organisations=[Organisation(name="Nova Wind", title="Director")])
    others = [person(f"Person {at}") for at in range(8)]
    acts = [*mails(bob, *range(1500, 1800, 7)), *(act for one in others for act in mails(one, 5))]
    [sleeps] = seen(bob, *others, acts=acts).dormant
    assert sleeps.reason == (
        "Works as Director at Nova Wind; once among those you were most in touch with, on 43 days from 2021 to 2022; "
        "you were last in touch in September 2022."
    )


@pytest.mark.parametrize("marks", [{"labels": ["do not contact"]}, {"suffixes": "†"}, {"name": "Ann Lee (deceased)"}])
def test_who_is_left_alone_is_shown_and_nowhere_suggested(marks: dict[str, object]) -> None:
    ann = person("Ann Lee", **marks)
    view = seen(ann, acts=mails(ann, 1500, 1510, 1520))
    assert [(alter.tie.contact.id, alter.is_dormant, alter.silent) for alter in view.people] == [
        ("ann-lee", False, 1500)
    ]
    assert (view.dormant, view.write_to, view.leads, view.supporters) == ((), (), (), ())


def test_those_to_begin_with_are_three_of_the_plan_for_different_things(of_town: Overview) -> None:
    assert len(of_town.write_to) == 3
    assert set(of_town.write_to) <= set(of_town.plan)
    assert len({one.contact.id for one in of_town.write_to}) == 3
    assert all(one.message and one.address for one in of_town.write_to)
    asks = {Purpose.LEAD, Purpose.ADVICE, Purpose.INTRODUCTION}
    assert sum(one.purpose in asks for one in of_town.write_to) == 1
    assert [one.due for one in of_town.write_to] == sorted(one.due for one in of_town.write_to)


def follow_up(who: str, purpose: Purpose, day: int, **fields: object) -> FollowUp:
    given = {"channel": "email", "address": f"{who}@example.com", "message": "Hello"}
    return FollowUp(
        id=f"{who}-{purpose}",
        contact=person(who),
        purpose=purpose,
        due=dt.date(2026, 11, day),
        reason="",
        **{**given, **fields},
    )


def begun(*plan: FollowUp, at_home: frozenset[str] = frozenset()) -> list[str]:
    return [one.contact.name for one in write_to(plan, at_home)]


def test_one_of_each_kind_comes_before_the_second_of_any() -> None:
    plan = (
        follow_up("ann", Purpose.LEAD, 1),
        follow_up("bob", Purpose.ADVICE, 2),
        follow_up("cat", Purpose.INTRODUCTION, 3),
        follow_up("dan", Purpose.SUPPORT, 4),
        follow_up("eve", Purpose.GIVE, 5),
    )
    assert begun(*plan) == ["ann", "dan", "eve"]
    assert begun(*plan[:3]) == ["ann", "bob", "cat"]
    assert begun(*plan[:4]) == ["ann", "bob", "dan"]


def test_where_a_kind_is_missing_another_purpose_comes_before_the_same_again() -> None:
    asks = follow_up("ann", Purpose.LEAD, 1), follow_up("bob", Purpose.LEAD, 2)
    close = follow_up("cat", Purpose.SUPPORT, 3), follow_up("dan", Purpose.SUPPORT, 4)
    assert begun(*asks, *close, follow_up("eve", Purpose.RECONNECT, 9)) == ["ann", "cat", "eve"]


def test_those_who_need_no_more_than_sending_come_first_then_the_earliest_due() -> None:
    assert begun(
        follow_up("ann", Purpose.GIVE, 1, channel="meeting", address=""),
        follow_up("bob", Purpose.GIVE, 2, message=""),
        follow_up("cat", Purpose.GIVE, 4),
        follow_up("dan", Purpose.GIVE, 3),
        follow_up("eve", Purpose.GIVE, 5, channel="call"),
        follow_up("fay", Purpose.GIVE, 6, channel="message"),
    ) == ["dan", "cat", "fay"]


def test_nobody_is_written_to_who_lives_with_ego_while_there_are_others() -> None:
    plan = (follow_up("ann", Purpose.SUPPORT, 1), follow_up("bob", Purpose.SUPPORT, 9))
    at_home = frozenset({"ann"})
    assert begun(*plan, follow_up("cat", Purpose.GIVE, 2), follow_up("dan", Purpose.LEAD, 3), at_home=at_home) == [
        "cat",
        "dan",
        "bob",
    ]
    assert begun(*plan, at_home=at_home) == ["ann", "bob"]


def test_nobody_is_begun_with_twice_nor_with_what_is_over() -> None:
    assert begun(
        follow_up("ann", Purpose.LEAD, 1),
        follow_up("ann", Purpose.THANK, 1),
        follow_up("bob", Purpose.GIVE, 2, status=Status.DONE),
    ) == ["ann"]


def test_leads_and_support_are_those_of_their_commands(of_town: Overview) -> None:
    assert 0 < len(of_town.leads) <= 12
    assert of_town.targets == ("data analyst, Halifax",)
    kinds = Counter(one.help for one in of_town.supporters)
    assert kinds
    assert max(kinds.values()) <= 3


def test_coverage_tells_of_people_in_no_address_book() -> None:
    ann = person("Ann Lee")
    stranger = Contact(source="a.mbox", key="zoe", name="Zoe", emails=["zoe@example.com"], filed=False)
    view = seen(ann, acts=mails(stranger, 1, 2, 3, 4))
    assert [one.contact.emails[0].address for one in view.coverage.candidates] == ["zoe@example.com"]


def test_doubts_say_what_was_left_out_and_whom_to_ask_about() -> None:
    skipped, failed = Skipped(source="a.vcf", where="card 1", reason="broken"), Failed(source="b.vcf", reason="gone")
    people = [person(f"Person {at:03}") for at in range(30)]
    told = Answer(marks=[], level=1, asked=Asked.RANDOM)
    view = seen(*people, skipped=[skipped], failed=[failed], answers=[told])
    assert (view.doubts.skipped, view.doubts.failed) == ((skipped,), (failed,))
    assert len(view.doubts.questions) == 8
    assert all(question.ties for question in view.doubts.questions)


def test_who_was_answered_for_is_not_asked_about_again() -> None:
    people = [person("Ann Lee", labels=["Level 1"]), person("Bob Roy")]
    asked = {tie.contact.name for question in seen(*people).doubts.questions for tie in question.ties}
    assert asked == {"Bob Roy"}


def test_two_who_may_be_one_person_are_a_doubt() -> None:
    book = Book(
        contacts=[
            Contact(source="a.vcf", key="1", name="Amelia Baker", phones=["+1 902 555 1234"]),
            Contact(source="b.vcf", key="2", name="Amelia Baker", emails=["amelia@example.com"]),
        ],
        profile=EGO,
    )
    merged = merge(book)
    view = of_book(merged)
    assert view.doubts.pairs == merged.undecided
    assert view.records == 2

"""Coverage: everybody once in a category, which categories are thin, and who is in no address book."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from tieweave import CATEGORIES, Category, Contact, Interaction, Level, Profile, classify, gather, merge
from tieweave.coverage import GOAL, TYPICAL, coverage
from tieweave.history import histories
from tieweave.history.strangers import strangers
from tieweave.model import Tie
from tieweave.report import as_coverage
from tieweave.report.look import plain

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


def tie(name, category, strength=0.5, **fields):
    contact = Contact(id=name, name=name, **fields)
    return Tie(contact=contact, category=category, level=None, strength=strength, lead=0.0, support=0.0)


def mail(who, direction, days=1, source="mail.mbox", channel="email"):
    return Interaction(
        source=source,
        when=NOW - dt.timedelta(days=days),
        channel=channel,
        direction=direction,
        participants=[who] if isinstance(who, str) else who,
    )


def candidates(contacts, acts, known=()):
    everybody = [*known, *contacts]
    met = list(zip(everybody, histories(everybody, acts).of, strict=True))
    return coverage([], [*met, *strangers(everybody, acts)]).candidates


def seen(name, address, **fields):
    return Contact(source="mail.mbox", key=address, name=name, emails=[address], filed=False, **fields)


# Who counts where


def test_everybody_counts_once_in_their_category_strongest_first():
    found = coverage([tie("Bo", "friend", 0.6), tie("Ann", "friend", 0.9), tie("Cy", "dentist"), tie("Dee", "unknown")])
    names = {one.category.slug: [held.contact.name for held in one.ties] for one in found.categories if one.ties}
    assert names == {"friend": ["Ann", "Bo"], "dentist": ["Cy"]}
    assert [held.contact.name for held in found.unknown] == ["Dee"]
    assert found.people == 4
    assert found.goal == GOAL == 100


def test_the_thirty_are_in_their_order_and_a_plugin_s_own_after_them():
    own = Category(slug="bandmate", label="Bandmate", level=Level.ACQUAINTED, close=0.3, prompt="Who plays with you?")
    assert [one.category for one in coverage([]).categories] == list(CATEGORIES)
    found = coverage([tie("Ann", "bandmate"), tie("Bo", "pen-pal")], categories=(*CATEGORIES, own))
    assert [one.category.slug for one in found.categories[30:]] == ["bandmate", "pen-pal"]
    assert found.categories[30].category is own
    assert found.people == 2
    assert any("pen-pal" in plain(line) for line in as_coverage.lines(found, 5))


@pytest.mark.parametrize("kind", ["group", "organisation"])
def test_groups_and_organisations_are_no_people(kind):
    found = coverage([tie("Choir", "club-member", kind=kind), tie("Ann", "club-member")])
    assert found.people == 1


def test_a_category_is_thin_without_anybody_or_with_less_than_half_of_what_is_typical():
    assert all(one.is_thin for one in coverage([]).categories)
    assert sum(TYPICAL.values()) == GOAL
    assert set(TYPICAL) == {category.slug for category in CATEGORIES}
    for slug, count, thin in (("friend", 4, True), ("friend", 5, False), ("dentist", 1, False)):
        found = coverage([tie(f"{slug} {number}", slug) for number in range(count)])
        assert next(one for one in found.categories if one.category.slug == slug).is_thin is thin


def test_the_own_card_is_nobody_to_know():
    contacts = [Contact(source="a.vcf", name="Me", key="1"), Contact(source="a.vcf", name="Ann Lee", key="2")]
    assert coverage(classify(merge(contacts), now=NOW)).people == 1


# Who is to be filed


def test_who_is_in_an_address_book_is_no_candidate_whatever_else_saw_them():
    acts = [mail("ann@x.example", "in"), mail("ann@x.example", "out")]
    card = Contact(source="phone.vcf", key="1", name="Ann Lee", emails=["ann@x.example"])
    (merged,) = merge([seen("Ann Lee", "ann@x.example"), card]).contacts
    assert merged.filed
    assert merged.said_by("filed", True) == card.sources
    assert candidates([merged], acts) == ()
    (alone,) = merge([seen("Ann Lee", "ann@x.example"), seen("Ann Lee", "ann@x.example", labels=["x"])]).contacts
    assert [one.contact for one in candidates([alone], acts)] == [alone]


def test_two_records_that_say_the_same_are_one_person_filed_or_not():
    card = Contact(source="phone.vcf", key="1", name="Ann")
    (person,) = merge([card, attrs.evolve(card, source="chat.txt", filed=False)]).contacts
    assert len(person.records) == 2
    assert person.filed


def test_those_with_the_most_give_and_take_come_first():
    people = [seen("Ann Lee", "ann@x.example"), seen("Bo Roy", "bo@x.example"), seen("Cy Poe", "cy@x.example")]
    acts = [mail("ann@x.example", way, day) for day in range(2) for way in ("in", "out")]
    acts += [mail("bo@x.example", "in", day) for day in range(9)] + [mail("bo@x.example", "out")]
    acts += [mail("cy@x.example", way, day) for day in range(3) for way in ("in", "out")]
    found = candidates(people, acts)
    assert [(one.contact.name, one.history.acts) for one in found] == [("Cy Poe", 6), ("Ann Lee", 4), ("Bo Roy", 10)]
    assert candidates(people[::-1], acts[::-1]) == found


@pytest.mark.parametrize(
    ("contact", "acts"),
    [
        (seen("Ann", "ann@x.example"), [mail("ann@x.example", "out")] * 5),
        (seen("Ann", "ann@x.example"), [mail("ann@x.example", "in")] * 5),
        (seen("The Shop", "info@x.example"), [mail("info@x.example", "in"), mail("info@x.example", "out")]),
        (seen("", "no-reply@x.example"), [mail("no-reply@x.example", "in"), mail("no-reply@x.example", "out")]),
        (
            seen("Ann", "ann@x.example"),
            [mail(["ann@x.example", *(f"p{n}@x.example" for n in range(30))], "both", channel="meeting")] * 3,
        ),
    ],
    ids=["never answered", "never written to", "a function", "a machine", "three meetings of thirty"],
)
def test_who_is_no_candidate(contact, acts):
    assert candidates([contact], acts) == ()


def test_a_meeting_of_two_makes_a_candidate():
    (one,) = candidates([seen("Ann", "ann@x.example")], [mail("ann@x.example", "both", channel="meeting")])
    assert one.contact.name == "Ann"


def test_a_number_that_no_contact_has_is_a_candidate_in_whatever_notation_it_stands():
    known = Contact(source="phone.vcf", name="Bo Roy", phones=["+1 902 555 0142"])
    acts = [
        mail("+1 (902) 555-0199", "in", 3, "calls.xml", "call"),
        mail("19025550199", "out", 2, "calls.xml", "call"),
        mail("9025550142", "in", 2, "calls.xml", "call"),
        mail("9025550142", "out", 2, "calls.xml", "call"),
        mail("888", "in", 1, "calls.xml", "call"),
        mail("888", "out", 1, "calls.xml", "call"),
        mail("+1 800 555 0100", "in", 1, "calls.xml", "call"),
    ]
    found = strangers([known], acts, "1")
    assert [(one.phones[0].number, history.acts) for one, history in found] == [("+1 (902) 555-0199", 2)]
    (candidate,) = coverage([], found).candidates
    assert not candidate.counts
    assert candidate.contact.source == "calls.xml"


def test_a_number_of_two_people_is_no_stranger():
    people = [Contact(name=name, phones=["+1 902 555 0142"]) for name in ("Ann Lee", "Bo Roy")]
    acts = [mail("+1 902 555 0142", way, channel="call") for way in ("in", "out")]
    assert strangers(people, acts) == []


def test_what_only_its_source_understands_is_no_stranger():
    acts = [mail("chat:ann", way, channel="message") for way in ("in", "out")]
    assert strangers([], acts) == []


# Which sources file people


def test_a_mailbox_sees_people_and_an_address_book_files_them(tmp_path):
    letters = [("morgan@x.example", "ann@y.example"), ("ann@y.example", "morgan@x.example")] * 2
    text = "".join(
        f"From - Mon Nov 02 10:00:00 2026\nFrom: {one}\nTo: {other}\nMessage-ID: <{n}@x>\n"
        f"Date: Mon, {n + 1:02} Jun 2026 10:00:00 +0000\nSubject: hi\n\nhello\n\n"
        for n, (one, other) in enumerate(letters)
    )
    (tmp_path / "mail.mbox").write_text(text, encoding="utf-8")
    (tmp_path / "a.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Bo\nEND:VCARD\n", encoding="utf-8")
    book = gather([tmp_path / "mail.mbox", tmp_path / "a.vcf"], profile=Profile(emails=["morgan@x.example"]))
    filed = {contact.name or contact.emails[0].address: contact.filed for contact in book.contacts}
    assert filed["Bo"] is True
    assert filed["ann@y.example"] is False

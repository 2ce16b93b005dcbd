"""The page: one file that tells, asks nobody for anything, and is not taken over by what contacts say."""

from __future__ import annotations

import base64
import datetime as dt
import enum
import functools
import hashlib
import re
import shlex
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tieweave
from tieweave.answers import Numbered
from tieweave.model import (
    Address,
    Answer,
    Book,
    Channel,
    Contact,
    Direction,
    Failed,
    Interaction,
    Organisation,
    Profile,
    SharedKey,
    Skipped,
)
from tieweave.overview import Overview, overview
from tieweave.report.page import Live, Maker, document, fragments, reach
from tieweave.report.page.acts import acts
from tieweave.report.page.commands import Commands
from tieweave.report.page.document import live_policy, report_policy
from tieweave.report.page.people import People
from tieweave.report.page.sparks import HEIGHT, WIDTH, Axis, axis, in_words
from tieweave.weave import survey

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
ATTACKS = (
    "</script><script>window.taken = 1</script>",
    "</style><style>*{display:none}</style>",
    "\"><img src=x onerror='window.taken=1'>",
    "' autofocus onfocus='window.taken=1' x='",
    "--><svg onload=window.taken=1><!--",
    "{{ 7 * 7 }}{% include 'base.html.jinja' %}",
    "&lt;b&gt;&#60;i&#62;",
    "javascript:window.taken=1",
    "\x1b]0;taken\x07\u202egnp.exe\u2066\ud800\x00\r\n",
    "\u0645\u062d\u0645\u062f " + "W" * 1_500,
)
LIVE = Live(version=3)


def seen(book: Book) -> Overview:
    merged = tieweave.merge(book)
    found = survey(merged, now=NOW)
    return overview(merged, found.ties, found.prospects, tieweave.suggest(found), found.journal, learned=found.learned)


@pytest.fixture(scope="module")
def example() -> Overview:
    profile = Profile.load(EXAMPLES / "me.toml")
    store = tieweave.Store.temporary()
    return seen(
        tieweave.gather([str(EXAMPLES / "contacts.vcf"), str(EXAMPLES / "work.vcf")], profile=profile, store=store)
    )


@pytest.fixture(scope="module")
def everything(example: Overview) -> Overview:
    """Return the example with contact over the years, a doubt of every kind, and a tie that sleeps."""
    months = tuple((dt.date(year, 1 + year % 12, 1), 1 + year % 4) for year in range(2011, 2027))
    last = dt.datetime(2026, 5, 3, 9, tzinfo=dt.UTC)
    people = tuple(
        attrs.evolve(alter, months=months[at % 5 :], tie=attrs.evolve(alter.tie, last_interaction=last))
        for at, alter in enumerate(example.people)
    )
    one, other, *_ = (alter.tie.contact for alter in people)
    doubts = attrs.evolve(
        example.doubts,
        skipped=(Skipped(source="phone.vcf", where="card 17, line 203", reason="no name"),),
        failed=(Failed(source="google:", reason="sign in: tieweave login google:"),),
        shared=(SharedKey(key="email:office@example.com", people=(one, other), interactions=12),),
        moved=("Answers on 3 people moved 5 others.",),
        pairs=(tieweave.model.Pair(one=one, other=other, prior=-3.0, evidence=(), doubt="a doubt"),),
    )
    from tieweave.overview import Dormant

    return attrs.evolve(
        example,
        people=people,
        since=dt.date(2011, 1, 1),
        dormant=(Dormant(alter=people[0], reason="Once close."),),
        doubts=doubts,
    )


@attrs.define
class Element:
    tag: str
    attributes: dict[str, str | None]


class Parsed(HTMLParser):
    """What a browser would make of a page: its elements, its text, what stands in <style> and <script>."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.shape: list[str] = []
        self.text: list[str] = []
        self.inside: dict[str, list[str]] = {"style": [], "script": []}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice: {attrs}"
        self.elements.append(Element(tag, dict(attrs)))
        self.shape.append(f"<{tag} {' '.join(sorted(name for name, _ in attrs))}>")

    def handle_endtag(self, tag: str) -> None:
        self.shape.append(f"</{tag}>")

    def handle_comment(self, data: str) -> None:
        self.shape.append("<!---->")

    def handle_data(self, data: str) -> None:
        if self.cdata_elem in self.inside:
            self.inside[str(self.cdata_elem)].append(data)
        elif data.strip():
            self.text.append(data.strip())

    @property
    def said(self) -> str:
        return " ".join(" ".join(self.text).split())

    def all(self, name: str) -> list[str]:
        return [value or "" for one in self.elements if (value := one.attributes.get(name)) is not None]


_STRUCTURE = frozenset("id group slug category toward kind status channel language anchor asked phone purpose".split())
"""Fields that are ours, not a contact's: they decide what is shown."""


def filled(value: Any, text: str) -> Any:
    """Return a value with every text in it that may come from outside replaced."""
    if isinstance(value, enum.Enum) or not (attrs.has(type(value)) or isinstance(value, tuple | str)):
        return value
    if isinstance(value, str):
        return text
    if isinstance(value, tuple):
        # An edge to another person is an id with a number.
        if len(value) == 2 and isinstance(value[0], str) and isinstance(value[1], float):
            return value
        return tuple(filled(one, text) for one in value)
    changed = {
        field.alias or field.name: filled(getattr(value, field.name), text)
        for field in attrs.fields(type(value))
        if field.init and field.name not in _STRUCTURE
    }
    return attrs.evolve(value, **changed)


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("live", [None, LIVE])
def test_what_contacts_say_is_text_wherever_it_stands(everything: Overview, attack: str, live: Live | None) -> None:
    harmless = Parsed(document(filled(everything, "harmless"), live=live))
    hostile = Parsed(document(filled(everything, attack), live=live))

    assert hostile.shape == harmless.shape
    assert hostile.inside == harmless.inside or live is None  # the policy is the same, and so is what it allows
    assert hostile.said.count("harmless") == 0
    for text in (*hostile.text, *(value for one in hostile.elements for value in one.attributes.values() if value)):
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", text)


def test_a_name_of_thousands_of_letters_is_cut(everything: Overview) -> None:
    page = Parsed(document(filled(everything, ATTACKS[-1]), live=LIVE))

    assert max(map(len, page.text)) < 4100
    assert max(len(one) for name in ("value", "aria-label", "data-sure") for one in page.all(name)) < 1000


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_forms_for_one_person_take_what_contacts_say_for_text(everything: Overview, attack: str) -> None:
    def forms(text: str) -> Parsed:
        spoiled = filled(everything, text)
        alter = attrs.evolve(
            spoiled.people[0],
            tie=attrs.evolve(
                spoiled.people[0].tie,
                contact=attrs.evolve(spoiled.people[0].tie.contact, records=(Contact(name=text), Contact(name=text))),
            ),
        )
        said = Numbered(4, Answer(category=text, batch=text))
        return Parsed(acts(People(spoiled), alter, said=said))

    assert forms(attack).shape == forms("harmless").shape


@pytest.mark.parametrize("live", [None, LIVE])
def test_nothing_in_the_page_asks_for_anything_outside(everything: Overview, live: Live | None) -> None:
    page = Parsed(document(everything, live=live))

    tags = {one.tag for one in page.elements}
    assert not tags & {"link", "img", "iframe", "object", "embed", "base", "video", "audio", "source", "image", "use"}
    for one in page.elements:
        names = set(one.attributes)
        assert not names & {"style", "src", "srcset", "background", "poster", "formaction", "ping", "xlink:href"}
        assert not [name for name in names if name.startswith("on")]
        if one.tag in ("a", "textpath"):
            href = one.attributes["href"] or ""
            assert re.match(r"#|mailto:|tel:\+?[0-9]+$|sms:\+?[0-9]+(\?|$)|https?://", href), href
            if href.startswith("http"):
                assert one.attributes["rel"] == "noreferrer noopener"
    assert not re.search(r"url\(|@import|expression", "".join(page.inside["style"]))
    # A policy forbids no browser to look up beforehand where a link leads.
    assert [one.attributes for one in page.elements if "http-equiv" in one.attributes] == [
        *([] if live else [{"http-equiv": "Content-Security-Policy", "content": report_policy()}]),
        {"http-equiv": "x-dns-prefetch-control", "content": "off"},
    ]


@pytest.mark.parametrize("live", [None, LIVE])
def test_every_id_is_there_once_and_every_link_within_the_page_leads_somewhere(
    everything: Overview, live: Live | None
) -> None:
    page = Parsed(document(everything, live=live))

    ids = Counter(page.all("id"))
    assert [one for one, times in ids.items() if times > 1] == []
    targets = [href[1:] for href in page.all("href") if href.startswith("#")]
    named = [
        one for name in ("aria-labelledby", "aria-describedby", "for", "list", "data-for") for one in page.all(name)
    ]
    people = {f"n-{one}" for one in page.all("data-for")}
    assert set(targets) | (set(named) - set(page.all("data-for"))) | people <= set(ids)


def test_the_policy_names_what_stands_in_the_page_and_nothing_else(everything: Overview) -> None:
    for live, policy in ((None, report_policy()), (LIVE, live_policy())):
        page = Parsed(document(everything, live=live))
        for tag in ("style", "script"):
            assert len([one for one in page.elements if one.tag == tag]) == 1
            content = "".join(page.inside[tag]).encode()
            digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
            assert f"{tag}-src 'sha256-{digest}'" in policy
        assert policy.startswith("default-src 'none'; ")
        assert "unsafe" not in policy
        assert "base-uri 'none'" in policy
        assert ("form-action 'self'" in policy) is bool(live)
    assert document(everything).index("Content-Security-Policy") < document(everything).index("<style>")


@pytest.mark.parametrize("live", [None, LIVE])
def test_the_document_is_made_of_its_fragments(everything: Overview, live: Live | None) -> None:
    made = fragments(everything, live=live)
    page = document(everything, live=live)

    assert document(everything, live=live, made=made) == page
    for identifier, html in made.parts.items():
        assert page.count(html) == 1
        first = Parsed(html).elements[0]
        assert first.attributes["id"] == identifier
    for container, children in made.lists.items():
        at = [page.index(made.parts[child]) for child in children]
        assert at == sorted(at)
        assert page.index(f'id="{container}"') < at[0]
    assert made.lists["people"] == tuple(f"p-{alter.id}" for alter in everything.people)


def test_single_fragments_are_those_of_the_whole(everything: Overview) -> None:
    whole = fragments(everything, live=LIVE)
    alter = everything.people[3]

    some = Maker(everything, live=LIVE)
    made = some.sections(["write", "rings"]) | some.person(alter)

    assert made == {name: whole.parts[name] for name in ["write", "rings", f"p-{alter.id}", f"n-{alter.id}"]}


def test_a_page_made_after_another_is_as_if_it_were_the_first(everything: Overview) -> None:
    before = Maker(everything, live=LIVE)
    before.all()
    one, *rest = everything.people
    changed = attrs.evolve(one, tie=attrs.evolve(one.tie, strength=0.123, evidence=one.tie.evidence[:1]))
    newer = attrs.evolve(everything, people=(changed, *rest[1:]))

    assert Maker(newer, live=LIVE, before=before).all() == fragments(newer, live=LIVE)
    assert fragments(newer).parts[f"p-{one.id}"] != fragments(everything).parts[f"p-{one.id}"]


def test_the_same_book_makes_the_same_page(everything: Overview) -> None:
    assert document(everything) == document(everything)


def test_a_page_of_nobody_says_what_to_do() -> None:
    page = Parsed(document(seen_empty()))

    assert "Nobody is here yet" in page.said
    assert 'tieweave add "Jane Doe"' in page.said
    assert page.said.count("Nobody is here yet") >= 2
    from tieweave.cli import tieweave as command

    named = {words[1] for text in page.text if text.startswith("tieweave ") and len(words := text.split()) > 1}
    assert named
    assert named <= set(command.commands)


def test_somebody_is_shown_with_the_reasons_and_their_weights(example: Overview) -> None:
    page = Parsed(document(example))

    assert "+5.0 toward Friend: labelled 'Friends'" in page.said or "toward Friend: labelled 'Friends'" in page.said
    assert re.search(r"[+−]\d\.\d (toward|against) ", page.said)
    assert "84 people" in page.said


def test_contact_over_time_is_told_in_words_beside_its_picture(everything: Overview) -> None:
    page = Parsed(document(everything))

    assert re.search(r"in touch on \d+ days, most in \d{4}; last 3 May 2026", page.said)
    labels = [one.attributes.get("aria-label") for one in page.elements if one.attributes.get("role") == "img"]
    assert labels
    assert all(re.match(r"in touch on ", label or "") for label in labels)


def test_a_report_has_no_forms_to_send_and_the_app_those_of_its_routes(everything: Overview) -> None:
    report, live = Parsed(document(everything)), Parsed(document(everything, live=LIVE))

    def sent(page: Parsed) -> set[str]:
        return {
            re.sub(r"/[0-9a-f]{12}", "/ID", one.attributes["action"] or "")
            for one in page.elements
            if one.tag == "form" and one.attributes.get("method") == "post"
        }

    assert sent(report) == set()
    assert sent(live) == {"follow-ups/ID", "people/ID/answer", "pairs", "add"}
    assert "data-live" not in report.elements[0].attributes
    assert "data-live" in live.elements[0].attributes


def test_five_hundred_people_fit_in_a_megabyte() -> None:
    assert len(document(seen(crowd(500))).encode()) <= 1_000_000


def crowd(count: int) -> Book:
    """Return people with a good deal to say of each."""
    given, family = (
        "Ann Bo Carla Dmitri Farid Grace Ines Kofi".split(),
        "Adams Bianchi Dubois García Haddad Sato".split(),
    )
    contacts = [
        Contact(
            source="phone.vcf",
            key=str(at),
            name=f"{given[at % 8]} {family[at // 8 % 6]} {at}",
            emails=[f"person{at}@firm{at // 20}.example"],
            phones=[f"+1902555{at:04}"],
            organisations=[Organisation(name=f"Firm {at // 20}", title="Head of Forecasting")],
            addresses=[Address(locality="Halifax")],
            labels=[("Friends", "Rotary", "Clients", "")[at % 4]],
            notes=["met at a conference in Lyon"],
        )
        for at in range(count)
    ]
    days = [
        Interaction(
            source="mail.mbox",
            key=f"{at}-{number}@mail.example",
            when=NOW - dt.timedelta(days=30 + (at * 7 + number * 331) % 4000),
            channel=(Channel.EMAIL, Channel.MEETING, Channel.CALL)[number % 3],
            direction=Direction.BOTH,
            participants=(f"person{at}@firm{at // 20}.example",),
        )
        for at in range(count)
        for number in range(8)
    ]
    return Book(contacts=contacts, interactions=days, profile=Profile(name="Ego", emails=["ego@example.com"]))


@given(
    address=st.text() | st.emails(),
    subject=st.text(),
    body=st.text(alphabet=st.characters(exclude_categories=["Cs"])),
)
def test_a_mail_link_writes_to_one_address_and_adds_no_header(address: str, subject: str, body: str) -> None:
    link = reach.mail(address, subject=subject, body=body)

    if not link:
        return
    assert re.fullmatch(r"mailto:[\w.~%@+!$*'-]+(\?(subject|body)=[\w.~%-]*(&body=[\w.~%-]*)?)?", link, re.ASCII)
    parts = urlsplit(link)
    assert unquote(parts.path) == address
    assert not set(",;?&\r\n ") & set(unquote(parts.path))
    headers = parse_qsl(parts.query, keep_blank_values=True)
    assert [name for name, _ in headers] == [name for name, text in (("subject", subject), ("body", body)) if text]
    assert "\r" not in dict(headers).get("subject", "")
    assert "\n" not in dict(headers).get("subject", "")


@pytest.mark.parametrize(
    "address",
    [
        "a@example.com,b@example.com",
        "a@example.com?cc=b@example.com",
        "a@example.com\r\nBcc: b@x.example",
        "a b@c.example",
    ],
)
def test_what_is_more_than_one_address_gets_no_mail_link(address: str) -> None:
    assert reach.mail(address) == ""


@pytest.mark.parametrize(
    "page",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "https://bank.example@evil.example/",
        "//evil",
        "vbscript:x",
        " java\nscript:alert(1)",
        "https://[",
    ],
)
def test_only_pages_of_the_web_are_linked(page: str) -> None:
    assert reach.page(page) == ""


def test_a_page_keeps_its_address_and_cannot_end_the_attribute() -> None:
    assert reach.page("linkedin.com/in/ann-lee") == "https://linkedin.com/in/ann-lee"
    assert reach.page("https://example.com/a?b=c%20d#e") == "https://example.com/a?b=c%20d#e"
    assert reach.page("https://example.com/\"'><b>") == "https://example.com/%22%27%3E%3Cb%3E"


def test_numbers_are_called_and_service_codes_are_not() -> None:
    assert reach.call("(902) 555-0104", "1") == "tel:+19025550104"
    assert reach.message("+1 902 555 0104", body="Hi\nAnn") == "sms:+19025550104?body=Hi%0D%0AAnn"
    assert reach.call("*#06#") == ""
    assert reach.call("call me") == ""


@given(st.text(min_size=1).filter(str.strip))
def test_a_command_to_copy_means_the_one_person(name: str) -> None:
    contact = Contact(name=name, id="0123456789ab")

    words = shlex.split(Commands.among([contact]).label(contact))

    assert words[:2] == ["tieweave", "label"]
    assert words[2] in (contact.name, contact.id)
    assert words[3:] == ["--level", "1"]


def test_who_shares_a_name_is_meant_by_id() -> None:
    ann, other = Contact(name="Ann Lee", id="0123456789ab"), Contact(name="ann  lee", id="ba9876543210")

    assert Commands.among([ann, other]).label(ann) == "tieweave label 0123456789ab --level 1"
    assert Commands.among([ann]).label(ann, 2) == "tieweave label 'Ann Lee' --level 2"


@given(
    since=st.dates(dt.date(1960, 1, 1), dt.date(2026, 11, 1)).map(lambda day: day.replace(day=1)),
    days=st.lists(st.tuples(st.integers(0, 900), st.integers(1, 31)), max_size=40),
)
def test_all_contact_stands_on_the_axis(since: dt.date, days: list[tuple[int, int]]) -> None:
    months = sorted({(_later(since, many), count) for many, count in days if _later(since, many) <= NOW.date()})
    empty = seen_empty()
    people = (attrs.evolve(somebody(), months=tuple(months)),)
    found = axis(attrs.evolve(empty, since=since, people=people))

    assert found is not None
    assert found.bars <= 40 or found.months == 12
    bars = re.findall(r"M(\d+) 0v-(\d+)", found.path(months))
    assert all(0 < int(x) < WIDTH and 2 <= int(height) <= HEIGHT for x, height in bars)
    assert bool(bars) is bool(months)
    assert all(0 <= x < WIDTH for x, _ in found.years())
    assert len(found.years()) <= 7


def test_other_names_are_told_once_and_can_be_searched() -> None:
    contact = Contact(
        name="Ann Lee", names=["Ann Lee", "ann  lee", "Dr. Lee"], nicknames=["Nan"], emails=["a@example.com"]
    )
    alter = seen(Book(contacts=[contact])).people[0]
    row = fragments(seen(Book(contacts=[contact]))).parts[f"p-{alter.id}"]

    also = re.search(r'<span class="also">(.*?)</span>', row)
    assert also is not None
    assert re.findall(r"<bdi>(.*?)</bdi>", also[1]) == ["Nan", "Dr. Lee"]
    assert 'class="also"' not in document(seen(Book(contacts=[Contact(name="Ann Lee")])))


def test_the_axis_is_of_months_then_quarters_then_years() -> None:
    def of(since: dt.date) -> int:
        found = axis(attrs.evolve(seen_empty(), since=since))
        assert isinstance(found, Axis)
        return found.months

    assert of(dt.date(2024, 1, 1)) == 1
    assert of(dt.date(2019, 1, 1)) == 3
    assert of(dt.date(2009, 1, 1)) == 12


def test_contact_in_words() -> None:
    assert in_words([]) == ""
    assert in_words([(dt.date(2019, 5, 1), 1)]) == "in touch on 1 day, in 2019"
    assert in_words([(dt.date(2019, 5, 1), 9), (dt.date(2021, 5, 1), 2)]) == "in touch on 11 days, most in 2019"


def _later(month: dt.date, many: int) -> dt.date:
    at = month.year * 12 + month.month - 1 + many
    return dt.date(at // 12, at % 12 + 1, 1)


@functools.cache
def seen_empty() -> Overview:
    return seen(Book())


@functools.cache
def somebody() -> Any:
    return seen(Book(contacts=[Contact(name="Ann Lee", emails=["ann@example.com"])])).people[0]

import datetime as dt
import io

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tieweave import (
    Address,
    Book,
    Contact,
    Email,
    Extra,
    FormatError,
    Level,
    Organisation,
    Phone,
    Related,
    Tie,
    Url,
    merge,
)
from tieweave.report.result import Result
from tieweave.sources import Context
from tieweave_vcard.source import records
from tieweave_vcard.writer import write

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
VERSIONS = ["4.0", "3.0"]


def tie(contact, category="doctor", level=Level.ACQUAINTED):
    return Tie(contact=contact, category=category, level=level, strength=0.2, lead=0.1, support=0.1)


def written(ties, **options):
    stream = io.StringIO(newline="")
    result = Result(now=NOW, ties=ties, people=1, records=1, level_1=0, level_2=0, unknown=0, categories=())
    write(result, stream, {name.replace("_", "-"): value for name, value in options.items()})
    return stream.getvalue()


def lines(text):
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def read(text):
    context = Context(now=NOW, stdin=io.BytesIO(text.encode()), keep_media=True)
    return list(records("-", context))


words = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
lines_of_text = st.lists(words, min_size=1, max_size=3).map(" ".join)
types = st.lists(st.sampled_from(["home", "work", "cell"]), unique=True, max_size=2).map(tuple)
full_contacts = st.builds(
    Contact,
    source=st.just("-"),
    name=lines_of_text,
    nicknames=st.lists(lines_of_text, max_size=2),
    emails=st.lists(
        st.builds(Email, address=st.emails().filter(str.isascii), types=types, label=lines_of_text), max_size=2
    ),
    phones=st.lists(st.builds(Phone, number=st.from_regex(r"\+[0-9]{3,9}", fullmatch=True), types=types), max_size=2),
    urls=st.lists(st.builds(Url, url=st.just("https://a.example/;x,y"), label=lines_of_text), max_size=1),
    organisations=st.lists(
        st.builds(Organisation, name=lines_of_text, title=lines_of_text, role=lines_of_text, department=lines_of_text),
        max_size=3,
    ),
    addresses=st.lists(
        st.builds(Address, street=lines_of_text, locality=lines_of_text, country=lines_of_text, types=types), max_size=2
    ),
    birthday=st.sampled_from(["", "1985-05-02", "--05-02", "1985", "circa 1800"]),
    anniversary=st.sampled_from(["", "2010-06-01", "--06-01"]),
    notes=st.lists(st.lists(lines_of_text, min_size=1, max_size=3).map("\n".join), max_size=2),
    labels=st.lists(lines_of_text, max_size=2),
    related=st.lists(st.builds(Related, name=lines_of_text, relation=lines_of_text), max_size=2),
    uid=st.uuids().map(lambda uid: f"urn:uuid:{uid}"),
    kind=st.sampled_from(["individual", "organisation", "group"]),
    members=st.lists(st.uuids().map(lambda uid: f"urn:uuid:{uid}"), max_size=2),
)


@pytest.mark.parametrize("version", VERSIONS)
@given(contact=full_contacts)
def test_reading_a_written_card_gives_back_the_same_values(version, contact):
    (back,) = read(written([tie(contact)], vcard_version=version))
    assert attrs.evolve(back, key=contact.key) == contact


@pytest.mark.parametrize("version", VERSIONS)
@given(text=st.text(max_size=80))
@example(text="TEL:")
@example(text="tel: tel:5;ext=7")
def test_any_text_gives_a_card_that_can_be_read(version, text):
    contact = Contact(name=text, notes=[text], nicknames=[text], labels=[text], phones=[text], urls=[text])
    out = written([tie(contact)], vcard_version=version)
    assert all(len(line.encode()) <= 75 for line in out.split("\r\n"))
    assert not any(ord(character) < 32 and character not in "\r\n\t" for character in out)
    (back,) = read(out)
    assert written([tie(back)], vcard_version=version) == out


@pytest.mark.parametrize("version", VERSIONS)
def test_categories_hold_the_users_labels_the_level_and_the_category(version):
    text = written([tie(Contact(name="A", labels=["Choir", "Work, lunch"]))], vcard_version=version)
    assert "CATEGORIES:Choir,Work\\, lunch,Level 2,doctor" in lines(text)


def test_a_new_verdict_takes_the_place_of_the_old_one():
    (back,) = read(written([tie(Contact(name="A", labels=["Choir"]))]))
    assert back.labels == ("Choir",)
    text = written([tie(back, category="friend", level=Level.CLOSE)])
    assert "CATEGORIES:Choir,Level 1,friend" in lines(text)
    stripped = "".join(line + "\r\n" for line in lines(text) if not line.startswith("X-TIEWEAVE"))
    assert "CATEGORIES:Choir,Level 2,doctor" in lines(written([tie(read(stripped)[0])]))


def test_nothing_known_writes_no_categories():
    text = written([tie(Contact(name="A"), category="unknown", level=None)])
    assert not any(line.startswith(("CATEGORIES", "X-TIEWEAVE")) for line in lines(text))


def test_an_unknown_version_is_refused():
    with pytest.raises(FormatError, match=r"2\.1"):
        written([], vcard_version="2.1")


def test_control_characters_become_pictures():
    text = written([tie(Contact(name="A\x1b[31mB", notes=["one\ntwo\x07\x9b"]))])
    assert "FN:A␛[31mB" in lines(text)
    assert "NOTE:one\\ntwo␇\ufffd" in lines(text)


def test_every_kind_of_line_break_is_one_that_all_programs_know():
    text = written([tie(Contact(name="A", notes=["one\u2028two\u2029three\x85four"]))])
    assert "NOTE:one\\ntwo\\nthree\ufffdfour" in lines(text)
    assert len(text.splitlines()) == text.count("\r\n")


def test_photos_are_carried_into_each_version():
    photo = Extra(name="PHOTO", value="/9j/4AAQ", params=(("TYPE", "JPEG"), ("ENCODING", "b")))
    contact = Contact(name="A", extras=(photo,))
    new = written([tie(contact)])
    assert "PHOTO:data:image/jpeg;base64,/9j/4AAQ" in lines(new)
    old = written([tie(read(new)[0])], vcard_version="3.0")
    assert "PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQ" in lines(old)


@pytest.mark.parametrize(
    ("cut", "whole"), [("/9j/4", "/9j/"), ("/9j/4A", "/9j/4A=="), ("/9j/4AA", "/9j/4AA="), ("/9j/=", "/9j/")]
)
def test_a_photo_whose_end_was_cut_off_still_decodes(cut, whole):
    photo = Extra(name="PHOTO", value=cut, params=(("TYPE", "JPEG"), ("ENCODING", "b")))
    text = written([tie(Contact(name="A", extras=(photo,)))], vcard_version="3.0")
    assert f"PHOTO;ENCODING=b;TYPE=JPEG:{whole}" in lines(text)


def test_properties_of_another_version_are_renamed_and_labels_stay_with_theirs():
    extras = (
        Extra(name="CLASS", value="PRIVATE"),
        Extra(name="X-ABDATE", value="2001-01-01", group="item1"),
        Extra(name="X-ABLABEL", value="First met", group="item1"),
    )
    text = written([tie(Contact(name="A", phones=[Phone(number="1", label="Cottage")], extras=extras))])
    assert {"X-CLASS:PRIVATE", "item1.X-ABDATE:2001-01-01", "item1.X-ABLABEL:First met"} <= set(lines(text))
    assert {"item2.TEL:1", "item2.X-ABLabel:Cottage"} <= set(lines(text))


def test_a_field_whose_name_is_no_propertys_is_written_under_one():
    extras = (Extra(name="Moved in", value="2019"), Extra(name="…", value="x"))
    card = written([tie(Contact(name="Ann Lee", extras=extras))])
    assert "X-MOVED-IN:2019" in lines(card)
    assert "…" not in card


def test_a_merged_contact_is_written_once_with_everything():
    same, own = Extra(name="X-SKYPE", value="a"), Extra(name="X-HOBBY", value="chess")
    parts = [Contact(name="A", uid="1", extras=(same,)), Contact(name="A", uid="2", extras=(same, own))]
    text = written([tie(Contact(name="A", uid="1", extras=(same, own), records=parts))])
    assert [line for line in lines(text) if line.startswith("X-") and "TIEWEAVE" not in line] == [
        "X-SKYPE:a",
        "X-HOBBY:chess",
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_the_labels_of_merged_records_stay_with_their_own_values(version):
    def record(group, date, label, address):
        return (
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Smith\r\nN:Smith;Ann;;;\r\n"
            f"{group}.EMAIL:{address}\r\n{group}.X-ABLabel:{label} post\r\n"
            f"{group}2.X-ABDATE:{date}\r\n{group}2.X-ABLabel:{label}\r\nTEL:+19025551234\r\nEND:VCARD\r\n"
        )

    def dates(text):
        grouped = [line.partition(".")[::2] for line in lines(text) if line.startswith(("item", "Item"))]
        labels = {group.lower(): rest for group, rest in grouped if rest.upper().startswith("X-ABLABEL:")}
        assert len(labels) == sum(rest.upper().startswith("X-ABLABEL:") for _, rest in grouped)
        return {rest: labels[group.lower()].partition(":")[2] for group, rest in grouped if rest.startswith("X-ABDATE")}

    book = read(
        record("item", "2001-01-01", "Met", "a@x.example")
        + record("Item", "2002-02-02", "Left", "b@x.example")
        + record("item", "2003-03-03", "Back", "c@x.example")
    )
    expected = {"X-ABDATE:2001-01-01": "Met", "X-ABDATE:2002-02-02": "Left", "X-ABDATE:2003-03-03": "Back"}
    again = []
    for _ in range(2):  # the second time with the card that was written the first time
        (person,) = merge(Book(contacts=[*book, *again])).contacts
        text = written([tie(person)], vcard_version=version)
        assert dates(text) == expected
        again = read(text)
        assert {(email.address, email.label) for card in again for email in card.emails} == {
            ("a@x.example", "Met post"), ("b@x.example", "Left post"), ("c@x.example", "Back post")
        }  # fmt: skip


def test_no_uid_is_written_twice_and_every_card_has_one():
    text = written([tie(Contact(name=name, uid=uid)) for name, uid in [("A", "1"), ("B", "1"), ("C", "")]])
    uids = [line for line in lines(text) if line.startswith("UID")]
    assert len(set(uids)) == 3
    assert [line for line in lines(written([tie(Contact(name="C"))])) if line.startswith("UID")] == [uids[2]]


def test_3_0_always_has_n_and_every_card_has_fn():
    assert "N:;;;;" in lines(written([tie(Contact(name="A"))], vcard_version="3.0"))
    assert "FN:(no name)" in lines(written([tie(Contact())]))


@pytest.mark.parametrize("version", VERSIONS)
def test_a_person_without_a_name_has_none_when_read_again(version):
    (back,) = read(written([tie(Contact(notes=["met in Lyon"]))], vcard_version=version))
    assert (back.name, back.notes) == ("", ("met in Lyon",))

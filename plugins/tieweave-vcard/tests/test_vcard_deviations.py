"""One card for every way in which programs leave the standard, and for every defect of vobject we work around."""

import datetime as dt
import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave import Contact, Skipped
from tieweave.sources import Context
from tieweave_vcard.cards import cards
from tieweave_vcard.source import records

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def read(tmp_path):
    numbers = itertools.count()

    def read(data, keep_media=False):
        path = tmp_path / f"{next(numbers)}.vcf"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return list(records(str(path), Context(now=NOW, keep_media=keep_media)))

    return read


@pytest.fixture
def one(read):
    def one(body, **options):
        body = body if isinstance(body, bytes) else body.encode()
        (contact,) = read(b"BEGIN:VCARD\n" + body + b"\nEND:VCARD\n", **options)
        return contact

    return one


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("TITLE:VP, Sales", "title", "VP, Sales"),
        ("ROLE:Head, of all", "role", "Head, of all"),
        ("ORG:Smith, Jones & Co", "name", "Smith, Jones & Co"),
        ("ORG:A;B;C", "department", "B, C"),
    ],
)
def test_unescaped_commas_cut_nothing_off_an_organisation(one, line, field, value):
    assert getattr(one(f"FN:X\n{line}").organisations[0], field) == value


def test_unescaped_commas_cut_nothing_off_names_and_notes(one):
    contact = one("FN:Mustermann, Heiko\nNOTE:my dentist, met at gym\nNICKNAME:Bob,Bobby")
    assert contact.name == "Mustermann, Heiko"
    assert contact.notes == ("my dentist, met at gym",)
    assert contact.nicknames == ("Bob", "Bobby")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("N:Byrne;Ada", "Ada Byrne"),
        ("N:Byrne;Ada;;Dr.;DDS;;extra", "Dr. Ada Byrne DDS extra"),
        ("FN:\nN:;;;;\nNICKNAME:Addy", "Addy"),
        ("ORG:Tidewater Joinery", "Tidewater Joinery"),
        ("EMAIL:ada@mail.example", "ada@mail.example"),
        ("TEL:555", "555"),
        ("NOTE:nobody", ""),
    ],
)
def test_a_card_without_fn_is_named_by_what_it_has(one, body, name):
    assert one(body).name == name


def test_names_hold_every_form(one):
    contact = one("FN:Dr. Ada Byrne\nFN:Ada B.\nN;ALTID=1:Byrne;Ada;;Dr.;\nN;ALTID=1;LANGUAGE=jp:バーン;エイダ;;;")
    assert contact.name == "Dr. Ada Byrne"
    assert contact.names == ("Dr. Ada Byrne", "Ada B.", "Ada Byrne", "エイダ バーン")
    assert contact.family == "Byrne"


@pytest.mark.parametrize(
    "head",
    ["TEL;CELL;WORK", "tel; cell ;WORK ", "TEL;TYPE=cell,work", 'TEL;TYPE="cell,work"', "E.A.TEL;TYPE=cell;TYPE=work"],
)
def test_types_of_a_phone_however_written(one, head):
    assert [(phone.number, phone.types) for phone in one(f"{head}:+1 902 555 0100").phones] == [
        ("+1 902 555 0100", ("cell", "work"))
    ]


def test_a_blank_in_a_property_name(one):
    assert [(extra.name, extra.value) for extra in one("FN:A\nX-FOO BAR:b").extras] == [("X-FOO-BAR", "b")]


@pytest.mark.parametrize(
    "line",
    [
        b"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:caf=C3=A9 and =\nmore",
        b"NOTE;QUOTED-PRINTABLE:caf=C3=A9 and =\nmore",
        b"NOTE;encoding=quoted-printable:caf=c3=a9 and more",
        b"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:caf=E9 and more",
        b"NOTE;ENCODING=QUOTED-PRINTABLE:caf=E9 and more",
        b"NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=BLABLA:caf=E9 and more",
        b"NOTE;ENCODING=b;CHARSET=UTF-8:Y2Fmw6kgYW5kIG1vcmU=",
        b"NOTE;CHARSET=ISO-8859-1:caf\xe9 and more",
        b"NOTE;CHARSET=ISO-8859-1:caf\xc3\xa9 and more",
        b"NOTE;CHARSET=BLABLA:caf\xe9 and more",
        b"NOTE:caf\xe9 and more",
        b"NOTE:caf\xc3\n \xa9 and more",
    ],
)
def test_transfer_encodings_and_character_sets(one, line):
    assert one(b"FN:A\n" + line).notes == ("café and more",)


@pytest.mark.parametrize("charset", ["SHIFT_JIS", "ISO-2022-JP", "EUC-JP"])
def test_japanese_character_sets(one, charset):
    assert one(b"FN;CHARSET=" + charset.encode() + b":" + "山田 太郎".encode(charset)).name == "山田 太郎"


def test_gbk_that_looks_like_utf_8(one):
    assert one(b"FN;CHARSET=GBK:" + "联通".encode("gbk")).name == "联通"


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\r\r\n"])
def test_line_ends(read, ends):
    text = ends.join(
        ["BEGIN:VCARD", "FN:Ada", " Byrne", "", "NOTE:x", "END:VCARD", "begin:vcard ", "fn:Bo", "end:vcard\t", ""]
    )
    assert [contact.name for contact in read(text)] == ["AdaByrne", "Bo"]


def test_mixed_line_ends(read):
    assert [contact.name for contact in read("BEGIN:VCARD\r\nFN:Ada\nNOTE:a\r\r\nEND:VCARD\r")] == ["Ada"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_byte_order_marks_and_utf_16(read, encoding):
    assert [contact.name for contact in read("BEGIN:VCARD\r\nFN:Ådne\r\nEND:VCARD\r\n".encode(encoding))] == ["Ådne"]


def test_missing_ends_cost_no_card(read):
    assert [
        contact.name for contact in read("BEGIN:VCARD\nFN:A\nBEGIN:VCARD\nFN:B\nEND:VCARD\nBEGIN:VCARD\nFN:C")
    ] == list("ABC")


def test_text_outside_cards_is_passed_over_and_an_end_without_begin_reported(read):
    found = read("hello\nBEGIN:VCARD\nFN:A\nEND:VCARD\nFN:lost\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n")
    assert [record.name for record in found if isinstance(record, Contact)] == ["A", "B"]
    assert [record.where for record in found if isinstance(record, Skipped)] == ["line 6"]


@pytest.mark.parametrize(
    "agent",
    [
        "AGENT:\nBEGIN:VCARD\nFN:Sue Ward\nTEL:1\nEND:VCARD",
        "AGENT:BEGIN:VCARD\nFN:Sue Ward\nTEL:1\nEND:VCARD",
        "AGENT:BEGIN:VCARD\\nFN:Sue Ward\\nTEL:1\\nEND:VCARD\\n",
    ],
)
def test_an_agent_is_an_assistant(one, agent):
    contact = one(f"FN:Ada\n{agent}\nTEL:2")
    assert [(related.name, related.relation) for related in contact.related] == [("Sue Ward", "assistant")]
    assert [phone.number for phone in contact.phones] == ["2"]


def test_a_line_that_is_no_property_costs_only_itself(read):
    contact, skipped = read("x\nBEGIN:VCARD\nFN:Ada\n folded\nwhat is this\nTEL:1\nEND:VCARD\n")
    assert [phone.number for phone in contact.phones] == ["1"]
    assert skipped.where == "card 1, line 5"


@pytest.mark.parametrize("body", ["", "VERSION:3.0\n", "VERSION:3.0\nPRODID:-//x\nREV:20200101\n"])
def test_an_empty_card_is_skipped_alone(read, body):
    skipped, contact = read(f"BEGIN:VCARD\n{body}END:VCARD\nBEGIN:VCARD\nFN:Ada\nEND:VCARD\n")
    assert (skipped.where, skipped.reason) == ("card 1, line 1", "the card is empty")
    assert contact.name == "Ada"


@pytest.mark.parametrize("body", ["UID:1", "FN:", "X-HOBBY:chess", "PHOTO;ENCODING=b:AAAA", "NOTE:nobody"])
def test_a_blank_card_with_any_property_stays_a_contact(one, body):
    assert one(body).name == ""


@pytest.mark.parametrize(
    "body",
    [
        "what is this",
        "FN;card",
        "VERSION:3.0\nUID:7\nREV:20200101\nwhat is this",
        "%% export error 0x8: record cut %%\n=C3=A9=00\n\n??? ???",
    ],
)
def test_a_damaged_card_with_nothing_of_a_person_is_skipped_alone(read, body):
    skipped, contact = read(f"BEGIN:VCARD\n{body}\nEND:VCARD\nBEGIN:VCARD\nFN:Ada\nEND:VCARD\n")
    assert isinstance(skipped, Skipped)
    assert skipped.where.startswith("card 1, line ")
    assert contact.name == "Ada"


@pytest.mark.parametrize("body", ["NOTE:met in Lyon", "ORG:Bakery", "BDAY:1980-01-01", "CATEGORIES:Choir"])
def test_whatever_is_known_of_a_person_keeps_a_damaged_card(read, body):
    contact, skipped = read(f"BEGIN:VCARD\nwhat is this\n{body}\nEND:VCARD\n")
    assert isinstance(contact, Contact)
    assert skipped.where == "card 1, line 2"


@pytest.mark.parametrize("keep_media", [False, True])
def test_as_many_records_whether_pictures_are_kept_or_not(read, keep_media):
    found = read("BEGIN:VCARD\nwhat is this\nPHOTO;ENCODING=b:AAAA\nX-HOBBY:chess\nEND:VCARD\n", keep_media=keep_media)
    assert [type(record) for record in found] == [Skipped]


def test_a_note_broken_without_folding_is_kept(one):
    assert one("FN:A\nNOTE:first\nsecond\n\nTEL:1").notes == ("first\nsecond",)


def test_backslashes(one):
    contact = one("FN:A\nNOTE:C:\\\nURL:http\\://a.example/x\nCATEGORIES:a\\,b,c")
    assert contact.notes == ("C:\\",)
    assert [url.url for url in contact.urls] == ["http://a.example/x"]
    assert contact.labels == ("a,b", "c")


def test_photos_are_passed_over_or_carried_undecoded(one):
    body = "FN:A\nPHOTO;BASE64;JPEG:\n /9j/4A\n bad!!\n\nLOGO:data:image/png;base64,AAAA\nTEL:1"
    assert one(body).extras == ()
    assert [(extra.name, extra.value) for extra in one(body, keep_media=True).extras] == [
        ("PHOTO", "/9j/4Abad!!"),
        ("LOGO", "data:image/png;base64,AAAA"),
    ]


@pytest.mark.parametrize(
    ("lines", "name", "relation"),
    [
        ("item1.X-ABRELATEDNAMES:Ann\nitem1.X-ABLabel:_$!<Mother>!$_", "Ann", "Mother"),
        ("RELATED;TYPE=spouse;VALUE=text:Ann", "Ann", "spouse"),
        ("X-SPOUSE:Ann", "Ann", "spouse"),
        ("X-EVOLUTION-MANAGER:Ann", "Ann", "manager"),
        ("X-KADDRESSBOOK-X-AssistantsName:Ann", "Ann", "assistant"),
        ("X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Ann;8;;;;", "Ann", "mother"),
        ("X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Ann;0;Godmother;;;", "Ann", "Godmother"),
    ],
)
def test_related_people(one, lines, name, relation):
    assert [(related.name, related.relation) for related in one(f"FN:Ella\n{lines}").related] == [(name, relation)]


@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:19850502", "1985-05-02"),
        ("BDAY:1985-05-02T00:00:00Z", "1985-05-02"),
        ("BDAY:--0502", "--05-02"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-02", "--05-02"),
        ("BDAY;VALUE=text:circa 1800", "circa 1800"),
    ],
)
def test_birthdays(one, line, birthday):
    assert one(f"FN:A\n{line}").birthday == birthday


@pytest.mark.parametrize(
    "lines",
    [
        "ANNIVERSARY:20100601",
        "X-ANNIVERSARY:2010-06-01",
        "item1.X-ABDATE:2010-06-01\nitem1.X-ABLabel:_$!<Anniversary>!$_",
    ],
)
def test_anniversaries(one, lines):
    assert one(f"FN:A\n{lines}").anniversary == "2010-06-01"


def test_groups_and_organisations(one):
    group = one("FN:Choir\nX-ADDRESSBOOKSERVER-KIND:group\nX-ADDRESSBOOKSERVER-MEMBER:urn:uuid:1")
    assert (group.kind, group.members) == ("group", ("urn:uuid:1",))
    assert one("FN:Bakery\nX-ABShowAs:COMPANY").kind == "organisation"
    assert one("FN:Bakery\nKIND:org").kind == "organisation"


def test_titles_stay_with_their_organisation(one):
    contact = one("FN:A\na.ORG:One\nb.ORG:Two\nb.TITLE:Second\na.TITLE:First")
    assert [(o.name, o.title) for o in contact.organisations] == [("One", "First"), ("Two", "Second")]


def test_two_cards_with_one_uid_are_both_delivered(read):
    found = read("BEGIN:VCARD\nUID:u\nFN:A\nEND:VCARD\n" * 3 + "BEGIN:VCARD\nUID:u\nFN:B\nEND:VCARD\n")
    assert [contact.uid for contact in found] == ["u"] * 4
    assert len({contact.key for contact in found}) == 4


@pytest.mark.parametrize(
    "line",
    [
        "X" + ";A=b" * 40,
        "TEL;TYPE=" + ",".join("a" * 60),
        "X" + ";A=b" * 40 + ';A="b:1',
        "X" + ";A=b" * 40 + ';A=b"c":1',
    ],
)
def test_heads_that_take_vobject_exponential_time(one, line):
    started = time.process_time()
    one(f"FN:A\nTEL:1\n{line}:") if ":" not in line else one(f"FN:A\n{line}")
    assert time.process_time() - started < 5  # vobject would need years, so this is no measurement


def test_a_card_of_20000_lines_and_a_long_line(one):
    contact = one("FN:A\n" + "\n".join(f"TEL:{number}" for number in range(20_000)) + "\nNOTE:" + "x" * 5_000_000)
    assert len(contact.phones) == 20_000
    assert len(contact.notes[0]) == 5_000_000


def test_a_name_drowned_in_combining_marks(one):
    started = time.process_time()
    name = one("FN:Z" + "\u0301\u0323" * 100_000 + "algo").name
    assert time.process_time() - started < 5  # putting one run of marks in order takes a minute or more
    assert name.startswith("\u1e92")
    assert name.endswith("algo")
    assert (name.count("\u0301"), name.count("\u0323")) == (100_000, 99_999)


def test_a_card_too_large_is_skipped_and_the_next_one_read(read):
    skipped, contact = read(
        b"BEGIN:VCARD\nFN:A\nNOTE:" + b"x" * (33 * 2**20) + b"\nEND:VCARD\nBEGIN:VCARD\nFN:B\nEND:VCARD\n"
    )
    assert skipped.where == "card 1, line 1"
    assert contact.name == "B"


_LINES = st.lists(
    st.sampled_from(
        [
            b"BEGIN:VCARD",
            b"END:VCARD",
            b"AGENT:",
            b"AGENT:BEGIN:VCARD",
            b"FN:A",
            b" fold",
            b"",
            b"NOTE;QUOTED-PRINTABLE:a=",
            b"x",
            b"\xff",
        ]
    ),
    max_size=20,
)


@given(st.one_of(_LINES.map(b"\r\n".join), st.binary(max_size=200)), st.integers(1, 30))
def test_the_size_of_blocks_changes_nothing(data, size):
    blocks = [data[start : start + size] for start in range(0, len(data), size)]
    assert list(cards(iter(blocks))) == list(cards(iter([data])))


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))))
def test_nothing_within_a_card_raises(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("any") / "any.vcf"
    path.write_bytes(b"BEGIN:VCARD\nFN:First\nEND:VCARD\nBEGIN:VCARD\n" + data + b"\nEND:VCARD\n")
    found = list(records(str(path), Context(now=NOW, keep_media=True)))
    assert all(isinstance(record, Contact | Skipped) for record in found)
    assert len(found) >= 2

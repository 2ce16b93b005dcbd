"""Files as people have them: damaged, in other encodings, of no known program, or of something else."""

import csv
import datetime as dt
import io
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tieweave
from tieweave import Contact, SettingsError, Skipped, SourceError
from tieweave.plugins import PluginHub
from tieweave.sources import Context
from tieweave_csv import dates
from tieweave_csv.locations import matches
from tieweave_csv.preview import preview
from tieweave_csv.rows import Damage, Row, rows
from tieweave_csv.source import records

NOW = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
HEADER = "First Name,Last Name,Primary Email,Notes\n"


def laid_out(tmp_path, content, name="contacts.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def read(location, **options):
    return list(records(location, Context(now=NOW, options=options)))


def split(text, delimiter=",", width=0):
    return [
        item.cells if isinstance(item, Row) else (item.first, item.last)
        for item in rows(io.StringIO(text, newline=""), delimiter, width)
    ]


@given(
    table=st.lists(
        st.lists(
            st.text(st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=8),
            min_size=2,
            max_size=4,
        ),
        min_size=1,
        max_size=6,
    ),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    end=st.sampled_from(["\r\n", "\n"]),
)
@settings(deadline=None)
def test_what_the_csv_module_writes_is_read_back(table, delimiter, quoting, end):
    # A row with nothing in it is left out, blanks before a quotation mark do not count.
    table = [[cell.lstrip(" ") for cell in row] for row in table]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(table)
    found = split(text.getvalue(), delimiter)
    expected = [row for row in table if any(cell and not cell.isspace() for cell in row)]
    assert [[cell.lstrip(" ") for cell in row] for row in found] == expected


@given(text=st.text(alphabet='ab,"\n\r ;', max_size=60), width=st.integers(0, 4))
@settings(deadline=None)
def test_any_text_gives_rows_and_every_line_is_accounted_for_once(text, width):
    items = list(rows(io.StringIO(text, newline=""), ",", width))
    starts = [item.line if isinstance(item, Row) else item.first for item in items]
    assert starts == sorted(set(starts))
    assert all(item.first <= item.last for item in items if isinstance(item, Damage))


def test_a_row_that_is_never_closed_costs_no_other():
    text = 'a,b,c\nAnn,"Lee,1\nBo,Roy,2\nCy,"Day",3\nDi,"Fox,4\n'
    assert split(text, width=3) == [["a", "b", "c"], (2, 2), ["Bo", "Roy", "2"], ["Cy", "Day", "3"], (5, 5)]


def test_what_a_damaged_row_leaves_is_no_row():
    text = 'a,b,c\nAnn,"Lee, said "yes"\nand then\n"no" and so on,1\nBo,Roy,2\n'
    found = split(text, width=3)
    assert found[0] == ["a", "b", "c"]
    assert found[-1] == ["Bo", "Roy", "2"]
    assert any(isinstance(item, tuple) for item in found)


def test_quotation_marks_that_are_not_doubled():
    assert split('a,b\n"Ed "Eddy" Hall",1\n', width=2)[1] == ['Ed "Eddy" Hall', "1"]
    assert split('a,b\n5" pipe,1\n', width=2)[1] == ['5" pipe', "1"]


def test_endless_damage_takes_no_endless_time():
    for line in ('A,"b\n', '""b,c\n', '"a,b\n', 'a,"b""\n', '"a""","b\n'):
        started = time.process_time()
        split("a,b\n" + line * 20_000, width=2)
        assert time.process_time() - started < 10, line


def test_a_giant_field_is_read_and_the_limit_of_the_csv_module_left_alone(tmp_path):
    limit = csv.field_size_limit()
    (contact,) = read(laid_out(tmp_path, HEADER + 'Ann,Lee,a@x.example,"' + "word " * 60_000 + '"\n'))
    assert len(contact.notes[0]) > 250_000
    assert csv.field_size_limit() == limit


def test_a_file_without_line_breaks(tmp_path):
    (skipped,) = read(laid_out(tmp_path, HEADER + "x" * (5 << 20)))
    assert "longer than" in skipped.reason


def test_rows_that_are_too_long_or_too_short(tmp_path):
    text = HEADER + "Ann,Lee,a@x.example,n,surplus\nBo,Roy\nCy,Day,c@x.example,,,,\n"
    ann, skipped, bo, cy = read(laid_out(tmp_path, text))
    assert (ann.name, skipped.where, bo.name, cy.name) == ("Ann Lee", "line 2", "Bo Roy", "Cy Day")
    assert "5 cells" in skipped.reason
    assert ann.extras[0].value == "surplus"


def test_blank_rows_zeros_and_a_header_that_comes_again(tmp_path):
    found = read(laid_out(tmp_path, HEADER + "\n,,,\n  ,\nA\0nn,Lee,a@x.example,\n" + HEADER + "Bo,Roy,,\n"))
    assert [contact.name for contact in found] == ["Ann Lee", "Bo Roy"]


def test_excel_s_first_line(tmp_path):
    assert [one.name for one in read(laid_out(tmp_path, "sep=;\r\nName;E-mail\r\nAnn, Lee;a@x.example\r\n"))] == [
        "Lee Ann"
    ]


def test_line_ends_of_old_macs(tmp_path):
    assert [one.name for one in read(laid_out(tmp_path, "Name,E-mail\rAnn,a@x.example\rBo,b@x.example\r"))] == [
        "Ann",
        "Bo",
    ]


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("cp1252", ["Renée Müller", "Åsa Öberg", "Zoë Núñez"]),
        ("cp1250", ["Łukasz Żółć", "Małgorzata Święcka"]),
        ("cp1251", ["Иван Петров", "Ольга Кузнецова"]),
        ("cp1253", ["Γιάννης Παπαδόπουλος"]),
        ("cp1254", ["İbrahim Şahin", "Ayşe Yılmaz"]),
        ("cp932", ["山田太郎", "鈴木はなこ"]),
        ("euc-jp", ["山田太郎", "すずき花子"]),
        ("gb18030", ["王小明", "李建国"]),
        ("big5", ["陳美玲", "林志明"]),
        ("cp949", ["김철수", "박영희"]),
        ("mac-roman", ["Renée Müller", "Jürgen Groß"]),
        ("koi8-r", ["Иван Петров", "Ольга Кузнецова"]),
    ],
)
def test_names_under_a_header_without_accents_tell_the_code_page(tmp_path, encoding, names):
    text = "Name,E-mail\n" + "".join(f"{name},p{nth}@x.example\n" for nth, name in enumerate(names))
    assert [one.name for one in read(laid_out(tmp_path, text.encode(encoding)))] == names


def test_utf_8_with_a_few_bytes_of_windows_in_it(tmp_path):
    content = "Name,E-mail\nRenée,a@x.example\nJürgen Größe,g@x.example\n".encode() + "Zoë,z@x.example\n".encode(
        "cp1252"
    )
    assert [one.name for one in read(laid_out(tmp_path, content))] == ["Renée", "Jürgen Größe", "Zoë"]


def test_bytes_that_are_not_ascii_after_the_first_64_kib(tmp_path):
    content = HEADER.encode() + b"".join(b"Ann,Lee,a%d@x.example,\n" % nth for nth in range(5000))
    content += "Zoë,Núñez,z@x.example,\n".encode("cp1252")
    assert read(laid_out(tmp_path, content))[-1].name == "Zoë Núñez"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "is empty"),
        (b"PK\x03\x04rest", "spreadsheet"),
        (b"\xd0\xcf\x11\xe0rest", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"BEGIN:VCARD\nEND:VCARD\n", "vCard"),
        (b"<html>", "web page"),
        (bytes(range(256)) * 40, "not text"),
        (b"Name,SKU,Price\nX,1,2\n", "'SKU'"),
        (b"Buchungstag;Name;E-Mail;Betrag\n1;A;a@x.example;2\n", "'Buchungstag'"),
        (b"Name,Notes\nX,1\n", "something else than people"),
        (b"Name,Location,Notes,Subject\nX,1,2,3\n", "something else than people"),
        (b"Time,Event,Email\n" + b"1,login,a@x.example\n" * 20, "again and again"),
        (b"Name,Phone\nsrv-01,1\nsrv-02,2\n", "does not look like names"),
        (b"a,b\n1,2\n", "no column is sure"),
        (b"\xff\xfe\x00", "is empty"),
        (b'"' * 5000, "no column is sure"),
    ],
)
def test_a_file_that_holds_no_people_for_sure_is_refused_in_one_line(tmp_path, content, said):
    location = laid_out(tmp_path, content)
    with pytest.raises(SourceError, match=said) as raised:
        read(location)
    assert len(str(raised.value).splitlines()) == 1
    with pytest.raises(SourceError):
        preview(location, Context(now=NOW))


def test_the_refusal_proposes_a_mapping_that_then_works(tmp_path):
    import tomllib

    location = laid_out(tmp_path, "Spieler;Kontaktweg;Saldo\nAnna Muster;anna@x.example;3\n", 'verein "A".csv')
    with pytest.raises(SourceError) as raised:
        read(location)
    proposed = str(raised.value).partition("the configuration: ")[2]
    options = tomllib.loads(proposed)["options"]["csv"]
    assert options["files"][0]["columns"] == {"name": "Spieler", "email": "Kontaktweg"}
    (contact,) = read(location, **options)
    assert (contact.name, contact.emails[0].address) == ("Anna Muster", "anna@x.example")


def test_a_file_without_a_header(tmp_path):
    import tomllib

    location = laid_out(tmp_path, "Ann Lee,ann@x.example,555 0123\nBo Roy,bo@x.example,555 0124\n")
    with pytest.raises(SourceError, match="it has no header") as raised:
        read(location)
    options = tomllib.loads(str(raised.value).partition("the configuration: ")[2])["options"]["csv"]
    assert [(one.name, one.emails[0].address) for one in read(location, **options)] == [
        ("Ann Lee", "ann@x.example"),
        ("Bo Roy", "bo@x.example"),
    ]


def test_columns_of_no_program_are_read_by_their_names(tmp_path):
    text = "Mitglied;E-Mail;Mail 2;Tel.;Funktion;Gruppe;geb.\n"
    text += "Schmidt, Anna;a@x.example;b@x.example;+49 30 1;Kassier;Chor, Rat;13.4.1980\n"
    (contact,) = read(laid_out(tmp_path, text))
    assert (contact.name, contact.given, contact.family) == ("Anna Schmidt", "Anna", "Schmidt")
    assert [email.address for email in contact.emails] == ["a@x.example", "b@x.example"]
    assert contact.phones[0].number == "+49 30 1"
    assert (contact.organisations[0].title, contact.labels, contact.birthday) == (
        "Kassier",
        ("Chor", "Rat"),
        "1980-04-13",
    )


MEMBERS = "Nr;Mitglied;Post;Mail B;Kür;Rolle;Zug;Geb\n1;Ann Lee;a@x.example;b@x.example;K;Chair;Oboe;3/4/1980\n"


def test_a_mapping_of_the_user_s(tmp_path):
    options = {
        "files": [
            {
                "match": "members*.csv",
                "columns": {
                    "name": "mitglied",
                    "email": ["Post", "Mail B"],
                    "title": 6,
                    "label": "Zug",
                    "birthday": "Geb",
                },
                "labels": ["Orchestra"],
                "dates": "dmy",
            }
        ]
    }
    (contact,) = read(laid_out(tmp_path, MEMBERS, "Members 2026.csv"), **options)
    assert contact.name == "Ann Lee"
    assert [email.address for email in contact.emails] == ["a@x.example", "b@x.example"]
    assert (contact.organisations[0].title, contact.labels) == ("Chair", ("Oboe", "Orchestra"))
    assert contact.birthday == "1980-04-03"
    assert [extra.params[0][1] for extra in contact.extras] == ["Nr", "Kür"]


def test_a_mapping_adds_to_a_known_program(tmp_path):
    options = {"files": [{"match": "*", "columns": {"label": "Mood"}, "labels": ["Team"]}]}
    text = "First Name,Last Name,Primary Email,Secondary Email,Mood\nAnn,Lee,a@x.example,,Merry\n"
    (contact,) = read(laid_out(tmp_path, text), **options)
    assert (contact.name, contact.labels) == ("Ann Lee", ("Merry", "Team"))


def test_a_column_that_is_not_there_is_named_with_the_nearest(tmp_path):
    options = {"files": [{"match": "*", "columns": {"name": "Mitglid"}}]}
    with pytest.raises(SourceError, match="did you mean 'Mitglied'"):
        read(laid_out(tmp_path, MEMBERS), **options)


def test_all_problems_of_the_options_are_told_at_once(tmp_path):
    options = {
        "file": [],
        "files": [
            {"match": "", "columns": {"nmae": "A", "email": 0, "phone": True}, "labels": "x", "delimiter": "-"},
            {"match": "a", "encoding": "latin-99", "dates": "american", "header": "no", "colums": {}},
        ],
    }
    with pytest.raises(SettingsError) as raised:
        read(laid_out(tmp_path, HEADER), **options)
    said = " ".join(raised.value.problems)
    for word in (
        "'files'",
        "needs match",
        "'name'",
        "counted from 1",
        "phone",
        "labels",
        "delimiter",
        "latin-99",
        "'dmy'",
        "header",
        "'columns'",
    ):
        assert word in said, word


def test_a_code_page_that_the_user_names(tmp_path):
    options = {"files": [{"match": "*", "encoding": "cp1250"}]}
    (contact,) = read(laid_out(tmp_path, "Name,E-mail\nJiří,j@x.example\n".encode("cp1250")), **options)
    assert contact.name == "Jiří"


def test_numbers_that_a_spreadsheet_has_spoilt_or_saved(tmp_path):
    text = 'Name,Phone\nAnn,4.91512E+11\nBo,"=""+49151"""\nCy,\'+4412\nDi,1; 2\n'
    ann, skipped, bo, cy, di = read(laid_out(tmp_path, text))
    assert (ann.phones, skipped.where) == ((), "line 2")
    assert [[phone.number for phone in one.phones] for one in (bo, cy, di)] == [["+49151"], ["+4412"], ["1", "2"]]


def test_what_is_looked_at_first(tmp_path):
    text = "First Name,Last Name,Primary Email,Secondary Email,Mood\nAnn,Lee,a@x.example,,Merry\n"
    lines = preview(laid_out(tmp_path, text), Context(now=NOW))
    said = "\n".join(lines)
    for words in (
        "Thunderbird (English): 1 contact",
        "encoding: UTF-8; delimiter: comma",
        "Primary Email = email: address",
        "kept as they are: Mood",
        "empty: 1 columns",
        "for example Ann Lee; a@x.example",
    ):
        assert words in said, said
    assert all(len(line.splitlines()) == 1 for line in lines)


LINKEDIN = 'Notes:\n"When exporting …"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n'


@pytest.mark.parametrize(
    ("name", "content", "own"),
    [
        ("a.csv", HEADER, True),
        ("a.TSV", HEADER, True),
        ("a.tab", HEADER, True),
        ("a.csv", "", True),
        ("a.txt", HEADER.replace("Notes", "Secondary Email"), True),
        ("a.txt", "Dear diary, today\n", False),
        ("a.txt", "12/03/2026, 09:14 - Ann: hello, you\n", False),
        ("Connections.csv", HEADER, False),
        ("connections (1).CSV", HEADER, False),
        ("Messages.csv", HEADER, False),
        ("invitations_7.csv", HEADER, False),
        ("renamed.csv", LINKEDIN, False),
        ("a.vcf", HEADER, False),
        ("a", HEADER, False),
    ],
)
def test_what_it_claims(tmp_path, name, content, own):
    assert matches(laid_out(tmp_path, content, name)) is own


def test_a_header_without_end_takes_no_endless_time(tmp_path):
    started = time.process_time()
    (contact,) = read(laid_out(tmp_path, "email," * 10_000 + "\n" + "a@x.example," * 3 + "\n"))
    assert contact.name == "a@x.example"
    assert not matches(laid_out(tmp_path, "First Name," * 6000, "a.txt"))
    assert time.process_time() - started < 10


@given(location=st.text(max_size=30))
@settings(deadline=None)
def test_any_text_is_a_location_or_none(location):
    assert matches(location) in (True, False)
    assert matches(location + ".csv") is False


def test_a_folder_that_is_called_csv_is_none_of_its_own(tmp_path):
    (tmp_path / "a.csv").mkdir()
    assert not matches(str(tmp_path / "a.csv"))


@given(content=st.binary(max_size=300))
@settings(deadline=None, max_examples=200)
def test_any_bytes_give_records_or_one_line(content, tmp_path_factory):
    location = laid_out(tmp_path_factory.mktemp("csv"), content)
    refusal = ""
    try:
        found = read(location)
    except SourceError as error:
        found, refusal = [], str(error)
    assert len(refusal.splitlines()) <= 1
    assert all(isinstance(record, Contact | Skipped) for record in found)


def test_a_known_file_that_was_damaged_anywhere(tmp_path):
    text = (HEADER + 'Ann,Lee,a@x.example,"one\ntwo"\nBo,Roy,b@x.example,"x ""y"""\n' * 3).encode()
    chance = random.Random(7)
    for _ in range(300):
        content = bytearray(text)
        for _ in range(chance.randint(1, 4)):
            content[chance.randrange(len(HEADER), len(content))] = chance.choice(b'",\n\0\xff;a')
        location = laid_out(tmp_path, bytes(content))
        found = read(location)
        assert sum(isinstance(record, Contact) for record in found) >= 3


@given(text=st.text(alphabet="0123456789-/. T:", max_size=14), order=st.sampled_from(["", *dates.ORDERS]))
@settings(deadline=None)
def test_any_text_is_a_date_or_none(text, order):
    found = dates.read(text, order, NOW)
    if found is not None:
        dt.date.fromisoformat(found if not found.startswith("--") else f"2000{found[1:]}")


def test_it_is_found_and_gathered(tmp_path):
    import tieweave_csv

    hub = PluginHub.of({"csv": tieweave_csv})
    location = laid_out(tmp_path, HEADER + "Ann,Lee,a@x.example,my cousin\n")
    book = tieweave.gather([location], hub=hub)
    assert [contact.name for contact in book.contacts] == ["Ann Lee"]
    assert not book.failed

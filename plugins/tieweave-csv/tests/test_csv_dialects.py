"""Every program and language is recognised from its header alone, in its own code page and in Unicode."""

import csv
import datetime as dt
import importlib.resources
import io
import tomllib

import pytest

from tieweave import Contact, Skipped
from tieweave.sources import Context
from tieweave_csv.layout import understood
from tieweave_csv.locations import matches
from tieweave_csv.places import Place, places_of
from tieweave_csv.source import records

NOW = Context(now=dt.datetime(2026, 11, 1, tzinfo=dt.UTC))
FILES = sorted(
    (file for file in (importlib.resources.files("tieweave_csv") / "dialects").iterdir() if file.name != "google.toml"),
    key=lambda file: file.name,
)
NAMES = {
    "Polish": ("Łukasz", "Żółć"),
    "Russian": ("Иван", "Петров"),
    "Ukrainian": ("Їжак", "Ґалаґан"),
    "Japanese": ("太郎", "山田"),
    "Chinese (simplified)": ("小明", "王"),
    "Korean": ("철수", "김"),
}


def read(path, context=NOW):
    return list(records(str(path), context))


def sheet(tmp_path, table, encoding, delimiter=",", quoting=csv.QUOTE_ALL):
    header, row = [], []
    given, family = NAMES.get(table["language"], ("René", "Müller"))
    cells = {
        Place("name", "", "given"): given,
        Place("name", "", "family"): family,
        Place("email", "", "address"): "rene@x.example",
        Place("phone", "cell", "value"): "+1 902 555 0101",
        Place("address", "home", "locality"): family,
        Place("address", "work", "locality"): "Lyon",
        Place("organisation", "", "title"): "Baker",
        Place("date", "", "birthday"): "13.4.1980",
        Place("date", "", "birth_year"): "1980",
        Place("date", "", "birth_month"): "4",
        Place("date", "", "birth_day"): "13",
    }
    taken = set()
    for word, place in places_of(table):
        if place not in taken:
            taken.add(place)
            header.append(word)
            row.append(cells.get(place, ""))
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=quoting).writerows([header, row])
    path = tmp_path / "contacts.csv"
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
@pytest.mark.parametrize("encoding", ["own", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_header_is_recognised_in_every_encoding(tmp_path, file, encoding):
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    path = sheet(tmp_path, table, table["encodings"][0] if encoding == "own" else encoding)
    layout = understood(str(path), {})
    assert layout.program == f"{table['program']} ({table['language']})"
    (contact,) = read(path)
    given, family = NAMES.get(table["language"], ("René", "Müller"))
    assert (contact.given, contact.family) == (given, family)
    assert [email.address for email in contact.emails] == ["rene@x.example"]
    assert [(phone.number, phone.types) for phone in contact.phones] == [("+1 902 555 0101", ("cell",))]
    assert {address.types: address.locality for address in contact.addresses} == {("home",): family, ("work",): "Lyon"}
    assert contact.organisations[0].title == "Baker"
    assert contact.birthday == "1980-04-13"
    assert not contact.extras


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_ALL, csv.QUOTE_MINIMAL])
@pytest.mark.parametrize("name", ["outlook.fr.toml", "thunderbird.sv.toml", "yahoo.toml"])
def test_a_header_is_recognised_with_every_delimiter(tmp_path, name, delimiter, quoting):
    table = tomllib.loads(next(file for file in FILES if file.name == name).read_text(encoding="utf-8"))
    path = sheet(tmp_path, table, "utf-8", delimiter, quoting)
    assert understood(str(path), {}).delimiter == delimiter
    assert len(read(path)) == 1


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_text_file_with_a_known_header_is_one_of_its_own(tmp_path, file):
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    path = sheet(tmp_path, table, table["encodings"][0], "\t")
    text = path.rename(tmp_path / "contacts.txt")
    assert matches(str(text))


def test_a_word_that_stands_twice_means_the_first_place_and_then_the_second(tmp_path):
    path = tmp_path / "contacts.csv"
    path.write_bytes(
        "Titre,Prénom,Nom,Titre,Adresse de messagerie,Téléphone (bureau)\nDr,Anne,Roy,Médecin,a@x.example,1\n".encode(
            "cp1252"
        )
    )
    (contact,) = read(path)
    assert (contact.prefixes, contact.organisations[0].title) == ("Dr", "Médecin")


def test_a_header_known_in_part_keeps_the_columns_that_are_not(tmp_path):
    path = tmp_path / "contacts.csv"
    header = "First Name,Last Name,E-mail Address,Mobile Phone,Job Title,Assistant's Phone,E-mail 2 Address,Mood\n"
    path.write_text(header + "Ann,Lee,a@x.example,1,Nurse,2,b@x.example,good\n")
    assert understood(str(path), {}).program == "Outlook (English)"
    (contact,) = read(path)
    (extra,) = contact.extras
    assert (extra.params, extra.value) == ((("NAME", "Mood"),), "good")


def google(tmp_path, **cells):
    path = tmp_path / "google.csv"
    names = {name.replace("_", " "): value for name, value in cells.items()}
    header = ["Name", "Group Membership", "E-mail 1 - Type", "E-mail 1 - Value", "Address 1 - Formatted"]
    header += [name for name in names if name not in header]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, [names.get(name, "") for name in header]])
    return read(path)


def test_groups_of_google(tmp_path):
    (contact,) = google(
        tmp_path,
        Name="Ann",
        Group_Membership="* myContacts ::: * My Contacts ::: * starred ::: * coworkers ::: * Family ::: Choir, Tuesday",
    )
    assert contact.labels == ("Coworkers", "Family", "Choir, Tuesday")


def test_columns_of_google_have_any_number(tmp_path):
    (contact,) = google(tmp_path, Name="Ann", **{"E-mail 17 - Value": "a@x.example", "Phone 23 - Value": "555 01"})
    assert contact.emails[0].address == "a@x.example"
    assert contact.phones[0].number == "555 01"


def test_a_google_event_of_the_user_s_own_is_kept(tmp_path):
    (contact,) = google(tmp_path, Name="Ann", **{"Event 1 - Type": "Moved", "Event 1 - Value": "2020-01-02"})
    assert [(extra.params[0][1], extra.value) for extra in contact.extras] == [("Moved", "2020-01-02")]


def outlook(tmp_path, *rows):
    path = tmp_path / "outlook.csv"
    header = ["First Name", "Last Name", "Company", "Job Title", "Profession", "E-mail Address", "E-mail Type",
              "E-mail Display Name", "Birthday", "Children", "Categories", "Business Phone", "Private"]  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *([row.get(name, "") for name in header] for row in rows)])
    return read(path)


def test_an_exchange_address_is_none_but_the_name_beside_it_may_hold_one(tmp_path):
    first, second, third = outlook(
        tmp_path,
        {
            "First Name": "A",
            "E-mail Address": "/O=X/CN=A",
            "E-mail Type": "EX",
            "E-mail Display Name": "A (a@x.example)",
        },
        {"First Name": "B", "E-mail Address": "/O=X/CN=B", "E-mail Type": "EX", "E-mail Display Name": "B"},
        {"First Name": "C", "E-mail Address": "c@x.example", "E-mail Display Name": "C (other@x.example)"},
    )
    assert [email.address for email in first.emails] == ["a@x.example"]
    assert second.emails == ()
    assert [email.address for email in third.emails] == ["c@x.example"]


def test_a_profession_is_the_title_of_those_without_one(tmp_path):
    first, second = outlook(
        tmp_path,
        {"First Name": "A", "Profession": "Nurse"},
        {"First Name": "B", "Profession": "Nurse", "Job Title": "Head"},
    )
    assert (first.organisations[0].title, first.organisations[0].role) == ("Nurse", "")
    assert (second.organisations[0].title, second.organisations[0].role) == ("Head", "Nurse")


def test_a_company_without_anybody_s_name_is_no_person(tmp_path):
    first, second = outlook(tmp_path, {"Company": "Corner Bakery"}, {"Company": "Bank", "Job Title": "Teller"})
    assert (first.name, first.kind) == ("Corner Bakery", "organisation")
    assert second.kind == "individual"


def test_a_row_of_nobody_is_skipped(tmp_path):
    (skipped,) = outlook(tmp_path, {"Categories": "Choir", "Private": "False"})
    assert isinstance(skipped, Skipped)
    assert skipped.where == "line 2"


def dates(tmp_path, *texts):
    return [
        contact.birthday
        for contact in outlook(tmp_path, *({"First Name": f"A{text}", "Birthday": text} for text in texts))
    ]


def test_dates_are_read_where_they_can_mean_one_day_only(tmp_path):
    assert dates(tmp_path, "0/0/00", "3/4/1980", "4/4/1980", "1/1/4501", "3.4.1980", "1980-04-03") == [
        "", "", "1980-04-04", "", "1980-04-03", "1980-04-03"
    ]  # fmt: skip


def test_the_file_s_other_dates_settle_the_order(tmp_path):
    assert dates(tmp_path, "3/4/1980", "12/31/1979") == ["1980-03-04", "1979-12-31"]
    assert dates(tmp_path, "3/4/1980", "31/12/1979") == ["1980-04-03", "1979-12-31"]
    assert dates(tmp_path, "3/4/1980", "31/12/1979", "12/31/1979") == ["", "1979-12-31", "1979-12-31"]


def test_a_date_that_is_not_understood_is_kept(tmp_path):
    (contact,) = outlook(tmp_path, {"First Name": "A", "Birthday": "in spring"})
    assert [(extra.params[0][1], extra.value) for extra in contact.extras] == [("Birthday", "in spring")]


def test_the_century_of_a_short_year(tmp_path):
    assert dates(tmp_path, "13/4/26", "13/4/27", "13/4/80") == ["2026-04-13", "1927-04-13", "1980-04-13"]


def test_several_children(tmp_path):
    (contact,) = outlook(tmp_path, {"First Name": "A", "Children": "Luc;Marie & Tom, Zoë and Ann"})
    assert [related.name for related in contact.related] == ["Luc", "Marie", "Tom", "Zoë", "Ann"]


def test_equal_rows_have_keys_of_their_own_that_stay(tmp_path):
    rows = [{"First Name": "Ann", "Last Name": "Lee"}] * 3
    keys = [contact.key for contact in outlook(tmp_path, *rows)]
    assert len(set(keys)) == 3
    assert keys == [contact.key for contact in outlook(tmp_path, *rows)]


def test_every_word_of_a_dialect_is_told_from_its_others():
    for file in FILES:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
        twice = {}
        for word, place in places_of(table):
            twice.setdefault(word, []).append(place)
        allowed = {"Titre", "Anzeigename", "Ville", "Pays/État", "Code postal", "Région", "城市", "省/自治区/直辖市"}
        allowed |= {"邮政编码", "国家", "Annan uppgift 1"}
        assert {word for word, places in twice.items() if len(places) > 1} <= allowed, file.name


def test_records_of_a_file_are_contacts(tmp_path):
    assert all(isinstance(record, Contact) for record in outlook(tmp_path, {"First Name": "Ann"}))


def only(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "contacts.csv"
    path.write_bytes(text.encode(encoding))
    (contact,) = read(path)
    return contact


def kept(contact):
    return [(extra.params[0][1], extra.value) for extra in contact.extras]


def test_columns_that_a_known_program_does_not_write_are_known_by_their_names(tmp_path):
    contact = only(
        tmp_path,
        '"First Name","Last Name","Display Name","E-mail Address","Mobile Phone","Home Street","Organization",'
        '"Job Title","Categories","Home Postal Code","Business Fax","Phone (Office)"\n'
        '"Ann","Lee","Ann Lee","a@x.example","555 0101","Elm 1","Acme","Nurse","Choir","1","","555 0102"\n',
    )
    assert (contact.organisations[0].name, contact.organisations[0].title) == ("Acme", "Nurse")
    assert {phone.number: phone.types for phone in contact.phones} == {"555 0101": ("cell",), "555 0102": ("work",)}
    assert kept(contact) == [("Display Name", "Ann Lee")]


def test_a_name_that_says_where_a_thing_belongs(tmp_path):
    contact = only(
        tmp_path,
        "Full Name,Phone (Mobile),Phone 2 (Home),Email (Work),Home E-mail,Business mobile,Home city,Profil-URL\n"
        "Ann Lee,555 0101,555 0102,a@x.example,b@x.example,555 0103,Lyon,https://x.example/ann\n",
    )
    assert {phone.number: phone.types for phone in contact.phones} == {
        "555 0101": ("cell",),
        "555 0102": ("home",),
        "555 0103": ("work", "cell"),
    }
    assert {email.address: email.types for email in contact.emails} == {
        "a@x.example": ("work",),
        "b@x.example": ("home",),
    }
    assert (contact.addresses[0].locality, contact.addresses[0].types) == ("Lyon", ("home",))
    assert contact.urls[0].url == "https://x.example/ann"
    assert not contact.extras


def test_a_title_beside_a_job_title_is_a_form_of_address(tmp_path):
    contact = only(
        tmp_path,
        '"Title";"First name";"Last name";"Job title";"Company";"General mobile";"General e-mail";'
        '"General postal/ZIP code";"General country/region"\n'
        '"Dr";"Ann";"Lee";"Nurse";"Acme";"555 0101";"a@x.example";"69001";"France"\n',
        "utf-16",
    )
    (organisation,) = contact.organisations
    assert (contact.prefixes, organisation.name, organisation.title) == ("Dr", "Acme", "Nurse")
    assert (contact.addresses[0].postal_code, contact.addresses[0].country) == ("69001", "France")
    assert not contact.extras


def test_what_stands_between_dutch_names_is_no_loss(tmp_path):
    contact = only(tmp_path, "Voornaam;Tussenvoegsel;Achternaam;E-mailadres\nAnna;van der;Berg;a@x.example\n")
    assert contact.name == "Anna van der Berg"
    assert "Anna Berg" in contact.names


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (
            "Jméno;Příjmení;Společnost;E-mail;Mobilní telefon\nJiří;Dvořák;Dvořák s.r.o.;a@x.example;601 123 456\n",
            "cp1250",
        ),
        ("Ad;Soyad;Şirket;E-posta Adresi;Cep Telefonu\nIşıl;Şahin;Şahin AŞ;a@x.example;532 123 45 67\n", "cp1254"),
        ("AD;SOYAD;ŞİRKET;E-POSTA ADRESİ;CEP TELEFONU\nIşıl;Şahin;Şahin AŞ;a@x.example;532 123 45 67\n", "utf-8"),
        (
            "Etunimi;Sukunimi;Yritys;Sähköpostiosoite;Matkapuhelin\nPäivi;Mäki;Mäki Oy;a@x.example;040 1234567\n",
            "cp1252",
        ),
        ("Prénom;Nom;Société;Adresse e-mail;Téléphone mobile\nZoé;Roy;Roy SA;a@x.example;06 12 34 56 78\n", "cp1252"),
    ],
)
def test_lists_of_many_languages_in_their_code_pages(tmp_path, text, encoding):
    contact = only(tmp_path, text, encoding)
    given, family, company = text.splitlines()[1].split(";")[:3]
    assert (contact.given, contact.family, contact.organisations[0].name) == (given, family, company)
    assert contact.emails[0].address == "a@x.example"
    assert contact.phones[0].types == ("cell",)
    assert not contact.extras


def test_the_colons_that_google_has_escaped(tmp_path):
    (contact,) = google(tmp_path, Name="Ann", **{"Website 1 - Value": "http\\://x.example/ann"})
    assert contact.urls[0].url == "http://x.example/ann"

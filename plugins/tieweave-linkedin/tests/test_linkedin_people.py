import pytest

import tieweave
from tieweave import Store
from tieweave.plugins import PluginHub

HEADING = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
INVITATIONS = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
ENDORSED = "Endorsement Date,Skill Name,Endorser First Name,Endorser Last Name,Endorser Public Url,Endorsement Status\n"


def test_one_person_of_several_files_is_one_contact_by_page(export):
    found = export(
        {
            "Connections.csv": HEADING + "Ann,Lee,https://www.linkedin.com/in/AnnLee/,,Acme,CEO,08 Feb 2026\n",
            "Endorsement_Received_Info.csv": ENDORSED
            + "2024/02/01 15:02:55 UTC,SQL,Anna,Lee,linkedin.com/in/annlee,HIDDEN\n",
            "Invitations.csv": INVITATIONS
            + 'Ann Lee,Me Myself,"1/2/26, 9:00 AM",,INCOMING,http://uk.linkedin.com/in/annlee?trk=x,\n',
        }
    )
    (contact,) = found.contacts
    assert contact.key == "https://www.linkedin.com/in/annlee"
    assert contact.names == ("Ann Lee", "Anna Lee")
    assert contact.extras[0].name, contact.extras[0].value == ("CONNECTED-ON", "2026-02-08")
    assert found.said == [("in", "Ann Lee")] * 2


def test_a_connection_of_before_2023_has_the_page_that_another_file_gives(export):
    found = export(
        {
            "Connections.csv": "First Name,Last Name,Email Address,Company,Position,Connected On\n"
            'Ann,"Lee, PhD",ann@x.example,Acme,CEO,08 Feb 2020\nBo,Roy,,,,08 Feb 2020\nBo,Roy,,Other,,08 Feb 2021\n',
            "Endorsement_Received_Info.csv": ENDORSED
            + "2024/02/01 15:02:55 UTC,SQL,Ann,Lee,www.linkedin.com/in/annlee,ACCEPTED\n"
            "2024/02/01 15:02:55 UTC,SQL,Bo,Roy,,ACCEPTED\n",
        }
    )
    assert found.contact("Ann Lee").key == "https://www.linkedin.com/in/annlee"
    assert found.contact("Ann Lee").suffixes == "PhD"
    assert found.names.count("Bo Roy") == 3  # two of one name, and an endorser who may be either
    assert len({contact.key for contact in found.contacts}) == 4


def test_interactions_reach_their_people_through_the_whole_pipeline(export, tmp_path):
    export(
        {
            "Connections.csv": HEADING
            + "Óscar,Núñez,https://www.linkedin.com/in/%C3%93scar-n%C3%BA%C3%B1ez,,,,08 Feb 2026\n",
            "Endorsement_Received_Info.csv": ENDORSED
            + "2024/02/01 15:02:55 UTC,SQL,Óscar,Núñez,www.linkedin.com/in/óscar-núñez,ACCEPTED\n"
            "2024/02/02 15:02:55 UTC,SQL,김,민준,,ACCEPTED\n",
        }
    )
    import tieweave_linkedin

    hub = PluginHub.of({"linkedin": tieweave_linkedin})
    book = tieweave.gather([str(tmp_path)], hub=hub, store=Store.temporary())
    ties = tieweave.classify(tieweave.merge(book))
    assert sorted((tie.contact.name, tie.interactions) for tie in ties) == [("Óscar Núñez", 1), ("김 민준", 1)]


@pytest.mark.parametrize(
    ("heading", "row"),
    [
        ("Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Date de connexion", "Ann,Lee,U,,Acme,CEO,12 févr. 2023"),
        ("Nombre,Apellidos,URL,Correo electrónico,Empresa,Cargo,Conectado el", "Ann,Lee,U,,Acme,CEO,12 feb 2023"),
        ("Nome,Cognome,URL,Indirizzo email,Azienda,Posizione,Data di collegamento", "Ann,Lee,U,,Acme,CEO,12 feb 2023"),
        ("Voornaam,Achternaam,URL,E-mailadres,Bedrijf,Functie,Verbonden op", "Ann,Lee,U,,Acme,CEO,12 feb. 2023"),
        ("Imię,Nazwisko,URL,Adres e-mail,Firma,Stanowisko,Data nawiązania kontaktu", "Ann,Lee,U,,Acme,CEO,12.02.2023"),
        ("Last Name,First Name,Connected On,Position,Company,URL,Position", "Lee,Ann,2023-02-12,CEO,Acme,U,"),
        ("first_name;last_name;url;company;position;connected_on;", "Ann;Lee;U;Acme;CEO;12-Feb-23;"),
        ("First Name\tLast Name\tURL\tCompany\tPosition\tConnected On", "Ann\tLee\tU\tAcme\tCEO\t2/12/23"),
    ],
)
def test_headings_of_other_languages_orders_and_programs(export, heading, row):
    row = row.replace("U", "https://www.linkedin.com/in/annlee", 1)
    (contact,) = export({"Connections.csv": f"Note :\n\n{heading}\n{row}"}).contacts
    assert (contact.name, contact.key) == ("Ann Lee", "https://www.linkedin.com/in/annlee")
    assert [(one.name, one.title) for one in contact.organisations] == [("Acme", "CEO")]
    assert contact.extras[0].value == "2023-02-12"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_breaks(export, encoding, end):
    text = (
        "Notes:\n\n"
        + HEADING
        + 'Zoë,Ünal,https://www.linkedin.com/in/zoe,,"A,\nB",,08 Feb 2026\nBo,Roy,,,,,08 Feb 2026'
    )
    found = export({"Connections.csv": text.replace("\n", end).encode(encoding)})
    assert found.names == ["Zoë Ünal", "Bo Roy"]
    assert found.contacts[0].organisations[0].name == "A, B"
    assert not found.skipped


def test_nuls_are_passed_over(export):
    assert export({"Connections.csv": HEADING.encode() + b"Ann,L\0ee,,a@x.example,,,\0\0\n\0\0"}).names == ["Ann Lee"]


def test_hidden_members_are_one_loss_with_their_number(export):
    found = export({"Connections.csv": HEADING + ",,,,,,07 Jun 2026\n" * 181 + "Ann,Lee,,,,,08 Feb 2026\n"})
    assert found.names == ["Ann Lee"]
    (skipped,) = found.skipped
    assert "181" in skipped.reason


def test_two_files_put_together_and_members_without_a_name(export):
    found = export(
        {"Connections.csv": HEADING + "Ann,Lee,,,,,1 Feb 2026\n" + HEADING + "LinkedIn,Member,,,,,1 Feb 2026\n"}
    )
    assert found.names == ["Ann Lee"]
    assert len(found.skipped) == 1


def test_endorsements_that_a_spreadsheet_saved(export):
    text = ENDORSED.replace(",", "\t") + "2022/02/01 15:02:55 UTC\tSQL\tZoë\tÜnal\t\tACCEPTED\n"
    found = export({"Connections.csv": HEADING, "Endorsement Received Info.csv": text.encode("utf-16")})
    assert found.said == [("in", "Zoë Ünal")]


def test_a_quotation_mark_that_nothing_closes_costs_its_row_alone(export):
    rows = [
        "Ann,Lee,,,,,1 Feb 2026",
        'Cy,Oh,,,"Oh,,1 Feb 2026',
        'Di,Ng,,,"Ng, Inc.",,1 Feb 2026',
        "Ed,Au,,,,,1 Feb 2026",
    ]
    found = export({"Connections.csv": HEADING + "\n".join(rows)})
    assert found.names == ["Ann Lee", "Di Ng", "Ed Au"]
    assert [skipped.where for skipped in found.skipped] == ["Connections.csv, line 3"]


def test_rows_whose_quotation_marks_close_each_other_are_all_named(export):
    found = export({"Connections.csv": HEADING + 'Ann,Lee,,,"Oh,,1 Feb 2026\n' * 6 + "Ed,Au,,,,,1 Feb 2026"})
    assert found.names == ["Ed Au"]
    assert len(found.skipped) == 6


def test_a_row_with_too_many_fields_is_named(export):
    found = export({"Connections.csv": HEADING + "Ann,Lee,,,,,1 Feb 2026,,\nCy,Oh,,,Oh,Inc,Boss,1 Feb 2026\n"})
    assert found.names == ["Ann Lee"]
    assert found.skipped[0].where == "Connections.csv, line 3"


def test_notes_and_the_uploaded_address_book(export):
    found = export(
        {
            "Connections.csv": HEADING,
            "Connection notes (2025-).csv": "Connection First Name,Connection Last Name,Connection Profile URL,Note\n"
            'Ann,Lee,https://www.linkedin.com/in/annlee,"Met at the\nRotary lunch"\n',
            "Contacts.csv": "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,FullName\n"
            'X,,,Acme,Dentist,"a@x.example; b@x.example",+1 902 555 0101,Bo Roy\nX,,,,,,,\nX,,,Y,,,,\n',
        }
    )
    assert found.contact("Ann Lee").notes == ("Met at the\nRotary lunch",)
    bo = found.contact("Bo Roy")
    assert [email.address for email in bo.emails] == ["a@x.example", "b@x.example"]
    assert (bo.phones[0].number, bo.organisations[0].title) == ("+1 902 555 0101", "Dentist")
    assert [skipped.where for skipped in found.skipped] == ["Contacts.csv, line 3", "Contacts.csv, line 4"]


def test_the_profile(export):
    found = export(
        {
            "Positions.csv": "Company Name,Title,Started On,Finished On\nAcme,A,Jan-20,\nOld Co,B,2013,déc. 2019\n",
            "Education.csv": "School Name,Start Date,End Date\nDal,2006,2010\n",
            "Email Addresses.csv": "Email Address,Confirmed,Primary\na@x.example,Yes,No\nb@x.example,No,No\n"
            "c@x.example,Yes,Yes\n",
            "Phone_Numbers.csv": "Extension,Number,Type\n+1,902 555 0100,Mobile\n",
            "Profile.csv": "First Name,Last Name,Address,Zip Code,Geo Location\n"
            'Morgan,"Gallant, MBA",,B3K,"Halifax, Canada"\n',
            "Profile Summary.csv": "Profile Summary\nI am\n",
        }
    )
    assert found.profile.name == "Morgan Gallant"
    assert [(one.name, one.start, one.end) for one in found.profile.employers] == [
        ("Acme", 2020, None),
        ("Old Co", 2013, 2019),
    ]
    assert found.profile.emails == ("c@x.example", "a@x.example")
    assert found.profile.phones == ("+1 902 555 0100",)
    assert (found.profile.addresses[0].locality, found.profile.addresses[0].postal_code) == ("Halifax", "B3K")
    assert not found.skipped


def test_a_column_not_known_in_its_language_stands_where_it_always_does(export):
    heading = "Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Connexion\n"
    found = export(
        {"Connections.csv": heading + "Ann,Lee,https://www.linkedin.com/in/annlee,,Acme,PDG,08 févr. 2026\n"}
    )
    (contact,) = found.contacts
    assert (contact.organisations[0].name, contact.organisations[0].title) == ("Acme", "PDG")
    assert [(extra.name, extra.value) for extra in contact.extras] == [("CONNECTED-ON", "2026-02-08")]


def test_connections_of_the_years_before_there_was_a_day(export):
    heading = '"First Name","Last Name","Email Address","Current Company","Current Position"\n'
    (contact,) = export({"Connections.csv": heading + '"Ann","Lee","ann@x.example","Acme","CEO"\n'}).contacts
    assert (contact.name, contact.organisations[0].name, contact.organisations[0].title) == ("Ann Lee", "Acme", "CEO")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("08 lut 2026", "2026-02-08"),
        ("3 paź 2021", "2021-10-03"),
        ("8. čvn 2021", "2021-06-08"),
        ("8. čvc 2021", "2021-07-08"),
        ("08 Ağu 2026", "2026-08-08"),
        ("8 февр. 2026 г.", "2026-02-08"),
        ("8 мая 2026 г.", "2026-05-08"),
        ("8 maj 2026", "2026-05-08"),
        ("8. marraskuuta 2025", "2025-11-08"),
        ("8. maaliskuuta 2025", "2025-03-08"),
        ("8 Ogos 2025", "2025-08-08"),
        ("2026年2月8日", "2026-02-08"),
        ("2026년 2월 8일", "2026-02-08"),
    ],
)
def test_days_of_many_languages(export, written, day):
    found = export({"Connections.csv": HEADING + f"Ann,Lee,https://www.linkedin.com/in/annlee,,,,{written}\n"})
    assert found.contacts[0].extras[0].value == day

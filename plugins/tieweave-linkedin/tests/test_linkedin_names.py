import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieweave.model import Contact, Interaction, Profile, Skipped
from tieweave.sources import Context
from tieweave.testing import NOW
from tieweave_linkedin import dates, pages
from tieweave_linkedin.names import is_letters, key, of_fields, of_text
from tieweave_linkedin.source import records
from tieweave_linkedin.tables import rows


@pytest.mark.parametrize(
    ("first", "last", "text", "prefixes", "suffixes"),
    [
        ("Tomás", "Reyes, CPA", "Tomás Reyes", "", "CPA"),
        ("Dr. Hana 🌟", "Novák", "Hana Novák", "Dr.", ""),
        ("Prof. Dr. Uwe", "Klein", "Uwe Klein", "Prof. Dr.", ""),
        ("Ann", "Lee PhD, MBA", "Ann Lee", "", "PhD, MBA"),
        ("Ann", "Lee | We are hiring!", "Ann Lee", "", ""),
        ("Ann (She/Her)", "Lee", "Ann Lee", "", ""),
        ("✨ Ann ✨", "Lee ☕️", "Ann Lee", "", ""),
        ("𝗔𝗻𝗻", "𝑳𝒆𝒆", "Ann Lee", "", ""),
        ("Jean", "DUPONT", "Jean DUPONT", "", ""),
        ("Yo-Yo", "Ma", "Yo-Yo Ma", "", ""),
        ("Marc", "Gal·la", "Marc Gal·la", "", ""),
        ("Dr.", "Patel", "Dr. Patel", "Dr.", ""),
        ("Ann Lee, MD", "", "Ann Lee", "", "MD"),
        ("", "Lee", "Lee", "", ""),
        ("Ann", "Lee, Jr., helping you grow, CPA CA", "Ann Lee", "", "Jr., CPA CA"),
        ("मीरा", "क्‍ष", "मीरा क्‍ष", "", ""),
        ("李", "伟", "李 伟", "", ""),
        ("Eng", "Tan", "Eng Tan", "", ""),
    ],
)
def test_names_in_two_fields(first, last, text, prefixes, suffixes):
    name = of_fields(first, last)
    assert (name.text, name.prefixes, name.suffixes) == (text, prefixes, suffixes)


def test_what_stands_in_brackets():
    assert of_fields("Robert (Bob)", "Lee").nicknames == ("Bob",)
    assert of_fields('Robert "Bobby"', "Lee").nicknames == ("Bobby",)
    assert of_fields("Beth", "Lee (née Hart)").formerly == ("Beth Hart",)
    assert of_fields("Beth", "Lee (HIRING)").nicknames == ()
    assert of_text("🌟🌟").text == "🌟🌟"


def test_names_are_compared_without_letters_and_accents():
    assert key("Dr. Tomás Reyes, CPA") == key("tomas reyes") == "tomas reyes"
    assert is_letters("Ph.D.")
    assert is_letters("SHRM-CP")
    assert is_letters("CPA CA")
    assert not is_letters("Bo Li")
    assert not is_letters("BO LI")
    assert not is_letters("")


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://www.linkedin.com/in/Ann-Lee/", "https://www.linkedin.com/in/ann-lee"),
        ("http://de.linkedin.com/in/ann-lee/en?trk=x#y", "https://www.linkedin.com/in/ann-lee"),
        ("linkedin.com/in/ann-lee", "https://www.linkedin.com/in/ann-lee"),
        ("https://www.linkedin.com/mwlite/in/ann-lee", "https://www.linkedin.com/in/ann-lee"),
        ("www.linkedin.com/in/hana%F0%9F%8C%9F-nov%C3%A1k", "https://www.linkedin.com/in/hana🌟-novák"),
        ("https://www.linkedin.com/in/a%2Fb%ZZ%FF", "https://www.linkedin.com/in/a%2fb%zz%ff"),
        ("https://www.linkedin.com/pub/ann-lee/1/2a/3b", "https://www.linkedin.com/pub/ann-lee/1/2a/3b"),
        ("https://www.linkedin.com/company/acme", ""),
        ("https://www.linkedin.com/in/", ""),
        ("https://linkedin.com.evil.example/in/ann", ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_pages(url, page):
    assert pages.page(url) == page


def test_pages_are_shown_as_written_and_as_read():
    assert pages.shown("WWW.linkedin.com/in/%C3%93scar?x") == (
        "https://www.linkedin.com/in/Óscar",
        "https://www.linkedin.com/in/%C3%93scar",
    )
    assert pages.shown("https://www.linkedin.com/in/ann") == ("https://www.linkedin.com/in/ann",)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
LATIN = st.text("ab1%/:.-, \"'\n|Ñİ🌟", max_size=30)


@settings(deadline=None)
@given(TEXTS | LATIN)
def test_parsers_of_texts_never_raise(text):
    of_text(text)
    of_fields(text, text[::-1])
    dates.day(text)
    dates.moment(text, NOW.tzinfo)
    dates.year(text)
    page = pages.page(f"https://www.linkedin.com/in/{text}")
    assert pages.page(page) == page


CELLS = st.sampled_from(
    [
        "Ann Lee",
        "Bo, Roy",
        "",
        "https://www.linkedin.com/in/annİ",
        "https://www.linkedin.com/in/b%C3%93,https://www.linkedin.com/in/c",
        "2025-01-01 10:00:00 UTC",
        "1/29/26, 2:37 PM",
        '"',
        "x\ny",
        "OUTGOING",
        "LinkedIn Member",
        "김 민준",
        "a´ b",
        "https://www.linkedin.com/in/a  b%20c",
    ]
)
FILES = {
    "Connections.csv": "First Name,Last Name,URL,Email Address,Company,Position,Connected On",
    "messages.csv": "CONVERSATION ID,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,CONTENT,FOLDER",
    "Invitations.csv": "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl",
    "Endorsement_Given_Info.csv": "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Public Url",
    "Contacts.csv": "FirstName,LastName,FullName,Emails,PhoneNumbers,Profiles",
    "Notes.csv": "Connection First Name,Connection Profile URL,Note",
}


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_whatever_stands_in_the_files_is_read_and_every_participant_is_a_contact(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("any")
    for name, heading in FILES.items():
        width = heading.count(",") + 1
        table = data.draw(st.lists(st.lists(CELLS | TEXTS, min_size=width - 1, max_size=width), max_size=5))
        quoted = (",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in table)
        (folder / name).write_text("\n".join([heading, *quoted]), encoding="utf-8")
    found = list(records(str(folder), Context(now=NOW)))
    contacts = [record for record in found if isinstance(record, Contact)]
    keys = {contact.key.lower() for contact in contacts}
    assert len({contact.key for contact in contacts}) == len(contacts)
    for act in found:
        if isinstance(act, Interaction):
            assert act.participants
            assert keys.issuperset(act.participants)
            assert keys.issuperset(act.others)
    assert all(isinstance(record, Contact | Interaction | Profile | Skipped) for record in found)
    assert all(len(record.reason.splitlines()) == 1 for record in found if isinstance(record, Skipped))


@settings(deadline=None)
@given(st.binary(max_size=400), st.integers(1, 40))
def test_the_size_of_blocks_changes_nothing(data, size):
    from tieweave_linkedin.headings import HEADINGS

    whole = b"First Name,Last Name,Connected On\r\n" + data
    blocks = [whole[at : at + size] for at in range(0, len(whole), size)]
    assert list(rows(iter(blocks), HEADINGS["connections"])) == list(rows(iter([whole]), HEADINGS["connections"]))

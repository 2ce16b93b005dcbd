import datetime as dt

import pytest

from tieweave import Profile, SettingsError

HEADING = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,SUBJECT,CONTENT,FOLDER,"
    "ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT\n"
)
OLD = "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
IN = "https://www.linkedin.com/in/"
CONNECTED = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    f"Ann,Lee,{IN}annlee,,,,08 Feb 2020\nBo,Roy,{IN}boroy,,,,08 Feb 2020\n"
)
PROFILE = "First Name,Last Name\nMorgan,Gallant\n"


def row(conversation, sender, recipients, date, content="Hi", folder="INBOX", draft="No"):
    def page(name):
        return IN + name.split(",")[0].lower().replace(" ", "") if name else ""

    to, urls = ", ".join(recipients), ",".join(map(page, recipients))
    url = "" if sender.startswith("!") else page(sender)
    cells = (conversation, "", sender.strip("!"), url, to, urls, date, "", content, folder, "", draft, "No")
    return ",".join(f'"{cell}"' for cell in cells) + "\n"


def old(conversation, sender, to, date, url=None):
    url = IN + sender.lower().replace(" ", "") if url is None else url
    return f'{conversation},,{sender},{url},"{to}",{date},,Hi,INBOX\n'


ME = "Morgan Gallant"


def test_the_owner_is_found_without_a_profile(export):
    text = (
        HEADING
        + row("1", "Ann Lee", [ME], "2025-01-01 10:00:00 UTC")
        + row("2", "Bo Roy", [ME], "2025-01-02 10:00:00 UTC")
    )
    found = export({"messages.csv": text})
    assert found.said == [("in", "Ann Lee"), ("in", "Bo Roy")]
    assert found.profile.name == ME


def test_what_the_user_says_of_themselves_decides(export):
    text = HEADING + row("1", "Ann Lee", ["Bo Roy"], "2025-01-01 10:00:00 UTC")
    assert export({"messages.csv": text}, profile=Profile(name="Ann B. Lee")).said == [("out", "Bo Roy")]
    assert export({"messages.csv": text}, me=f"{IN}annlee/").said == [("out", "Bo Roy")]
    assert export({"messages.csv": text}, me="Bo Roy").said == [("in", "Ann Lee")]


def test_an_owner_whose_page_has_changed_is_known_by_name(export):
    text = (
        HEADING
        + row("1", "Ann Lee", [ME], "2025-01-01 10:00:00 UTC")
        + row("1", ME, ["Ann Lee"], "2025-01-02 10:00:00 UTC")
    )
    text = text.replace(f'"{ME}","{IN}morgangallant","Ann', f'"{ME}","{IN}mgallant-old","Ann')
    found = export({"messages.csv": text, "Profile.csv": PROFILE})
    assert found.said == [("in", "Ann Lee"), ("out", "Ann Lee")]


def test_groups_have_others_and_shares(export):
    text = HEADING + row("g", ME, ["Ann Lee, Ph.D.", "Bo Roy"], "2025-01-01 10:00:00 UTC")
    text += row("g", "Bo Roy", ["Ann Lee, Ph.D.", ME], "2025-01-01 11:00:00 UTC")
    found = export({"messages.csv": text, "Profile.csv": PROFILE})
    assert found.said == [("out", "Ann Lee", "Bo Roy"), ("in", "Bo Roy")]
    assert found.acts[0].share == 0.5
    assert found.acts[1].others == (f"{IN}annlee",)
    assert found.contact("Ann Lee").suffixes == "Ph.D."
    assert not found.acts[1].answers  # in a group nobody can tell what answers what


def test_names_that_cannot_be_aligned_with_addresses_are_not_guessed(export):
    line = row("g", ME, ["Lee", "Roy"], "2025-01-01 10:00:00 UTC").replace('"Lee, Roy"', '"Ann Lee, of Acme, Bo Roy"')
    found = export({"messages.csv": HEADING + line, "Profile.csv": PROFILE})
    assert found.names == ["", ""]
    found = export(
        {
            "messages.csv": HEADING + line,
            "Connections.csv": CONNECTED.replace("in/annlee", "in/lee").replace("in/boroy", "in/roy"),
        }
    )
    assert found.said == [("out", "Ann Lee", "Bo Roy")]


def test_very_many_recipients_cost_no_more_than_their_number(export):
    to = ", ".join(f"N{at} Oh" for at in range(20_000))
    urls = ",".join(f"{IN}n{at}" for at in range(19_999))
    text = HEADING + f'g,,{ME},{IN}morgangallant,"{to}","{urls}",2025-01-01 10:00:00 UTC,,Hi,INBOX,,No,No\n'
    assert len(export({"messages.csv": text, "Profile.csv": PROFILE}).contacts) == 19_999


def test_recipients_of_before_2023_are_known_by_name(export):
    text = OLD + old("1", ME, "Ann Lee, CPA, Bo Roy, Someone Else", "2021-01-01 10:00:00 UTC")
    text += old("2", ME, "Cy Oh", "2021-01-02 10:00:00 UTC") + old("2", "Cy Oh", ME, "2021-01-02 11:00:00 UTC")
    found = export({"messages.csv": text, "Connections.csv": CONNECTED, "Profile.csv": PROFILE})
    assert found.said == [("out", "Ann Lee", "Bo Roy", "Someone Else"), ("out", "Cy Oh"), ("in", "Cy Oh")]
    assert found.contact("Someone Else").key == "name:someone else"
    assert found.contact("Cy Oh").key == f"{IN}cyoh"


def test_adverts_spam_drafts_and_companies_are_left_out(export):
    bulk = "<p class=''spinmail-quill-editor__spin-break''>Hi %FIRSTNAME%</p>"
    text = (
        HEADING
        + row("1", "!Grow Academy", [ME], "2025-01-01 10:00:00 UTC", bulk)
        + row("2", "!LinkedIn Member", [ME], "2025-01-01 10:00:00 UTC", bulk)
        + row("3", "Max Hunter", [ME], "2025-01-01 10:00:00 UTC", bulk)
        + row("4", "!Some Seller", [ME], "2025-01-01 10:00:00 UTC")
        + row("5", "Coin Seller", [ME], "2025-01-01 10:00:00 UTC", folder="SPAM")
        + row("6", ME, ["Ann Lee"], "2025-01-01 10:00:00 UTC", draft="Yes")
        + row("7", "Acme", [ME], "2025-01-01 10:00:00 UTC").replace("/in/acme", "/company/acme")
    )
    found = export({"messages.csv": text, "Profile.csv": PROFILE})
    assert not found.contacts
    assert not found.acts
    assert not found.skipped


def test_an_advert_that_was_answered_and_one_of_a_connection_are_kept(export):
    bulk = "<p class=''spinmail-quill-editor__spin-break''>A role</p>"
    text = (
        HEADING
        + row("3", "Max Hunter", [ME], "2025-01-01 10:00:00 UTC", bulk)
        + row("3", ME, ["Max Hunter"], "2025-01-01 12:00:00 UTC")
        + row("4", "Ann Lee", [ME], "2025-01-01 10:00:00 UTC", bulk)
    )
    found = export({"messages.csv": text, "Profile.csv": PROFILE, "Connections.csv": CONNECTED})
    assert found.said == [("in", "Max Hunter"), ("out", "Max Hunter"), ("in", "Ann Lee")]


def test_messages_with_closed_accounts_are_one_loss_with_their_number(export):
    text = HEADING + row("1", "!LinkedIn Member", [ME], "2018-01-01 10:00:00 UTC") * 2
    text += row("1", ME, ["LinkedIn Member"], "2018-01-02 10:00:00 UTC").replace(f"{IN}linkedinmember", "")
    found = export({"messages.csv": text, "Profile.csv": PROFILE})
    assert not found.contacts
    (skipped,) = found.skipped
    assert "3" in skipped.reason


def test_what_answers_what(export):
    text = HEADING + "".join(
        [
            row("1", ME, ["Ann Lee"], "2025-06-01 10:00:00 UTC"),  # long after: a new beginning
            row("1", "Ann Lee", [ME], "2025-01-01 12:00:00 UTC"),
            row("1", ME, ["Ann Lee"], "2025-01-01 11:00:00 UTC"),
            row("1", ME, ["Ann Lee"], "2025-01-01 10:00:00 UTC"),
        ]
    )
    acts = export({"messages.csv": text, "Profile.csv": PROFILE}).acts
    assert [bool(act.answers) for act in acts] == [False, True, False, False]
    assert acts[1].answers == acts[2].key


def test_keys_are_the_same_in_another_export_and_differ_within_a_second(export, tmp_path):
    text = HEADING + row("1", ME, ["Ann Lee"], "2025-01-01 10:00:00 UTC") * 2
    found = export({f"{name}_LinkedInDataExport_1/messages.csv": text for name in "ab"}, profile=Profile(name=ME))
    assert len(found.acts) == 2
    assert len({act.key for act in found.acts}) == 2


def test_dates_without_meaning_are_named(export):
    found = export(
        {
            "messages.csv": HEADING
            + row("1", "Ann Lee", [ME], "soon")
            + row("1", "Ann Lee", [ME], "2025-02-30 10:00:00 UTC")
        }
    )
    assert [skipped.where for skipped in found.skipped] == ["messages.csv, line 2", "messages.csv, line 3"]
    assert not found.acts


def test_the_text_of_messages_is_nowhere(export):
    found = export({"messages.csv": HEADING + row("1", "Ann Lee", [ME], "2025-01-01 10:00:00 UTC", "secret words")})
    assert "secret words" not in repr([found.acts, found.contacts, found.skipped])


INVITED = "From,To,Sent At,Message,Direction\n"


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["1/29/26, 2:37 PM"], dt.datetime(2026, 1, 29, 14, 37, tzinfo=dt.UTC)),
        (["1/2/26, 12:05\u202fAM"], dt.datetime(2026, 1, 2, 0, 5, tzinfo=dt.UTC)),
        (["02/01/26, 14:37", "29/01/26, 09:00"], dt.datetime(2026, 1, 2, 14, 37, tzinfo=dt.UTC)),
        (["02.01.26, 14:37"], dt.datetime(2026, 1, 2, 14, 37, tzinfo=dt.UTC)),
        (["2026-01-02 14:37:00"], dt.datetime(2026, 1, 2, 14, 37, tzinfo=dt.UTC)),
        (["2 janv. 2026 à 14:37"], dt.datetime(2026, 1, 2, 14, 37, tzinfo=dt.UTC)),
    ],
)
def test_times_of_invitations(export, dates, expected):
    found = export({"Invitations.csv": INVITED + "".join(f'Ann Lee,{ME},"{date}",,INCOMING\n' for date in dates)})
    assert found.acts[0].when == expected


def test_the_zone_of_invitations_can_be_set(export):
    text = INVITED + f'Ann Lee,{ME},"7/2/26, 2:37 PM",,INCOMING\n'
    for zone in ("America/Halifax", "-03:00"):
        found = export({"Invitations.csv": text}, timezone=zone)
        assert found.acts[0].when.astimezone(dt.UTC).hour == 17


def test_weights_and_directions_of_single_acts(export):
    given = "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsement Status\n"
    found = export(
        {
            "Invitations.csv": INVITED
            + f'{ME},Ann Lee,"1/2/26, 9:00 AM",,OUTGOING\n{ME},Bo Roy,"1/2/26, 9:00 AM",Hello,OUTGOING\n'
            + f'LinkedIn Member,{ME},"1/2/26, 9:00 AM",,INCOMING\n',
            "Endorsement_Given_Info.csv": given + "2020/02/01 15:02:55 UTC,SQL,Cy,Oh,PENDING\n",
            "Recommendations_Given.csv": "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
            'Di,Ng,Acme,CEO,"Great.","05/06/21, 04:00 PM",HIDDEN\n',
        }
    )
    assert found.said == [("out", "Cy Oh"), ("out", "Ann Lee"), ("out", "Bo Roy"), ("out", "Di Ng")]
    assert [act.weight for act in found.acts] == [0.1, 0.2, 0.5, 1.0]
    assert found.contact("Di Ng").organisations[0].title == "CEO"
    assert [skipped.where for skipped in found.skipped] == ["Invitations.csv"]


def test_an_invitation_without_direction_is_told_by_its_owner(export):
    text = INVITED + f'{ME},Ann Lee,"1/2/26, 9:00 AM",,\nBo Roy,{ME},"1/2/26, 9:00 AM",,\nX Y,Z W,"1/2/26, 9:00 AM",,\n'
    found = export({"Invitations.csv": text, "Profile.csv": PROFILE})
    assert found.said == [("out", "Ann Lee"), ("in", "Bo Roy")]
    assert "1" in found.skipped[0].reason


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"timezon": "UTC"}, "did you mean 'timezone'"),
        ({"timezone": "Nowhere"}, "time zone"),
        ({"me": 3}, "me must be"),
    ],
)
def test_options_that_cannot_be(export, options, message):
    with pytest.raises(SettingsError, match=message):
        export({"Connections.csv": CONNECTED}, **options)

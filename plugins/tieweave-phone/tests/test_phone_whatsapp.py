"""Who writes to whom in a chat."""

import datetime as dt
import time
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tieweave
from tieweave import Contact, Interaction, Profile, Skipped
from tieweave.plugins import PluginHub
from tieweave.sources import Context
from tieweave.store import Store
from tieweave_phone.source import records
from tieweave_phone.whatsapp import notices, titles

NOW = dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)


def chat(*lines):
    return "".join(f"25/03/2026, 10:{minute:02} - {line}\n" for minute, line in enumerate(lines))


def iphone(*lines):
    return "".join(f"[25/03/2026, 10:{minute:02}:00] {line}\n" for minute, line in enumerate(lines))


@pytest.fixture
def read(tmp_path):
    def read(text, name="chat.txt", profile=None):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return list(records(str(path), Context(now=NOW, profile=profile or Profile())))

    return read


def acts(found):
    return [(r.direction.value, *r.participants) for r in found if isinstance(r, Interaction)]


def names(found):
    return [r.name for r in found if isinstance(r, Contact)]


def skipped(found):
    return [r for r in found if isinstance(r, Skipped)]


TWO = chat("Lena Park: hi", "Morgan: hello")
BETWEEN_TWO = [("in", "chat:lena park"), ("out", "chat:lena park")]


@pytest.mark.parametrize(
    "name",
    [
        "WhatsApp Chat with Lena Park.txt",
        "WhatsApp Chat with Lena Park (1).txt",
        "WhatsApp_Chat_with_Lena_Park.txt",
        "WhatsApp Chat - Lena Park.txt",
        "WhatsApp-Chat mit Lena Park.txt",
        "Chat de WhatsApp con Lena Park.txt",
        "Chat WhatsApp con Lena Park.txt",
        "Discussion WhatsApp avec Lena Park.txt",
        "Conversa do WhatsApp com Lena Park.txt",
        "WhatsApp-chat met Lena Park.txt",
        "Чат WhatsApp с контактом Lena Park.txt",
        "与“Lena Park”的 WhatsApp 聊天.txt",
        "lena park.txt",
    ],
)
def test_the_name_of_the_file_is_that_of_the_other(read, name):
    found = read(TWO, name)
    assert acts(found) == BETWEEN_TWO
    assert names(found) == ["Lena Park"]
    assert not skipped(found)


@pytest.mark.parametrize("name", ["Morgan Gallant", "morgan", "Gallant, Morgan"])
def test_ego_by_the_profile(read, name):
    text = chat("Lena Park: hi", "Morgan: hello")
    assert acts(read(text, profile=Profile(name=name))) == BETWEEN_TWO


def test_ego_by_the_profiles_number(read):
    text = chat("Lena Park: hi", "\u202a+1\u00a0902\u2011555\u20110100\u202c: hello")
    assert acts(read(text, profile=Profile(phones=["902-555-0100", "+1 902 555 0109"]))) == BETWEEN_TWO


@pytest.mark.parametrize(
    "line",
    [
        "Morgan: You deleted this message",
        "Morgan: Du hast diese Nachricht gelöscht.",
        "Lena Park: Missed voice call",
        "Lena Park: This message was deleted",
    ],
)
def test_ego_by_what_whatsapp_writes(read, line):
    found = read(TWO + chat(line))
    assert acts(found)[:2] == BETWEEN_TWO
    assert not skipped(found)


def test_ego_by_you(read):
    assert acts(read(chat("Lena Park: hi", "You: hello"))) == BETWEEN_TWO


def test_ego_is_the_title_of_no_iphone_chat(read):
    text = iphone("Lena Park: \u200eMessages and calls are end-to-end encrypted.", "Lena Park: hi", "Morgan: hello")
    assert acts(read(text, "_chat.txt")) == BETWEEN_TWO


def test_ego_by_other_chats(tmp_path):
    (tmp_path / "a.txt").write_text(TWO, encoding="utf-8")
    (tmp_path / "b.txt").write_text(chat("Bo Roy: hi", "Morgan: hello"), encoding="utf-8")
    group = chat('Bo Roy created group "Trip: Rome"', "Bo Roy: hi", "Morgan: hello", "Cy: yes")
    (tmp_path / "c.txt").write_text(group, encoding="utf-8")
    found = list(records(str(tmp_path), Context(now=NOW)))
    assert [act[0] for act in acts(found)] == ["in", "out", "in", "out", "in", "out", "in"]
    assert names(found) == ["Lena Park", "Bo Roy", "Cy"]
    assert [r.labels for r in found if isinstance(r, Contact)] == [(), ("Trip: Rome",), ("Trip: Rome",)]


def test_ego_that_nothing_tells_is_said_once(tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(chat(f"Lena {name}: hi", f"Morgan {name}: hello"), encoding="utf-8")
    found = list(records(str(tmp_path), Context(now=NOW)))
    assert {act[0] for act in acts(found)} == {"in"}
    (only,) = skipped(found)
    assert only.where == "a.txt, and 1 more like it"


def test_ego_who_does_not_write_in_a_group(read):
    text = chat("Ann added you", "Ann: hi", "Bo: hello", "Cy: hm")
    found = read(text, "WhatsApp Chat with Choir.txt", Profile(name="Morgan Gallant"))
    assert acts(found) == [("in", "chat:ann"), ("in", "chat:bo"), ("in", "chat:cy")]
    assert not skipped(found)
    assert {r.labels for r in found if isinstance(r, Contact)} == {("Choir",)}


def test_ego_alone_writes_to_the_one_in_the_title(read):
    found = read(chat("Morgan: hi"), "WhatsApp Chat with Lena Park.txt", Profile(name="Morgan Gallant"))
    assert acts(found) == [("out", "chat:lena park")]
    found = read(chat("Morgan: hi"), "WhatsApp Chat with +1 902 555 0101.txt", Profile(name="Morgan Gallant"))
    assert acts(found) == [("out", "+1 902 555 0101")]


def test_a_profile_only_of_a_whole_name(read):
    assert not [r for r in read(TWO, "Lena Park.txt") if isinstance(r, Profile)]
    whole = read(chat("Lena Park: hi", "Morgan Gallant: hello"), "Lena Park.txt")
    assert [r.name for r in whole if isinstance(r, Profile)] == ["Morgan Gallant"]


def test_messages_to_a_group_are_shared_among_its_members(read):
    text = chat("Ann: hi", "Bo: hello", "Morgan: yes", "Cy: hm")
    found = [r for r in read(text, profile=Profile(name="Morgan")) if isinstance(r, Interaction)]
    assert [act.participants for act in found][2] == ("chat:ann", "chat:bo", "chat:cy")
    assert [round(act.share, 3) for act in found] == [0.333] * 4


@pytest.mark.parametrize(
    "notice",
    [
        "Messages and calls are end-to-end encrypted. Learn more.",
        'Jordan created group "Hiking: club"',
        'Jordan changed the subject from "A: b" to "B: c"',
        "Jordan hat die Gruppe „Wandern: jetzt“ erstellt.",
        "Jordan left",
        "Your security code with Lena changed.",
        "이 그룹을 만들었습니다",
    ],
)
def test_notices_are_nobodys_messages(read, notice):
    found = read(chat(notice, "Lena Park: hi"))
    assert acts(found) == [("in", "chat:lena park")]


def test_a_group_whose_notices_are_in_a_language_unknown_here(read):
    text = iphone(
        "Ӑна: \u200eсыпӑнусем шифрланӑ", "Ӑна: \u200eушкӑн турӗ", "Ann: hi", "Bo: hello", "Cy: \u200eimage omitted"
    )
    assert acts(read(text)) == [("in", "chat:ann"), ("in", "chat:bo"), ("in", "chat:cy")]


def test_names_with_colons(read):
    text = chat("Work: Ann: hi", "Work: Bo: so: yes", "Work: Ann: hm", "Work: Bo: well", "Cy: no: yes", "Cy: hm")
    assert names(read(text)) == ["Work: Ann", "Work: Bo", "Cy"]


def test_a_name_with_a_colon_in_a_chat_of_two(read):
    found = read(chat("Work: Ann: hi", "Work: Ann: hello", "Morgan: yes"), "WhatsApp Chat with Work_ Ann.txt")
    assert acts(found) == [("in", "chat:work: ann")] * 2 + [("out", "chat:work: ann")]


def test_a_word_before_a_colon_is_no_name(read):
    found = read(chat(*["Ann: location: https://maps.example/1"] * 4, "Morgan: ok"), "WhatsApp Chat with Ann.txt")
    assert names(found) == ["Ann"]


def test_a_message_that_an_admin_deleted_may_be_egos(read):
    text = chat("Ann: This message was deleted by admin Bo", "Bo: hi", "Cy: hi")
    assert acts(read(text, profile=Profile(name="Ann")))[0][0] == "out"


def test_names_that_the_phone_has_not_saved(read):
    text = iphone(
        "~\u202fRavi: hi", "\u202a+44\u00a07700\u00a0900123\u202c: \u200eimage omitted", "Ravi: other", "~ Q: "
    )
    found = read(text)
    assert acts(found) == [("in", "chat:~ravi"), ("in", "+44 7700 900123"), ("in", "chat:ravi"), ("in", "chat:~q")]
    assert names(found) == ["Ravi", "Ravi", "Q"]


def test_lines_that_look_like_stamps_of_another_phone_belong_to_the_message(read):
    text = (
        chat("Lena Park: look")
        + "[25.03.26, 10:20:00] Bo: pasted\n25.03.26, 10:20 - Bo: pasted\n"
        + chat("Lena Park: so")
    )
    assert acts(read(text)) == [("in", "chat:lena park")] * 2


@pytest.mark.parametrize(
    ("text", "weight", "duration"),
    [
        ("Missed voice call", 0.3, None),
        ("\u200eMissed video call, \u200eTap to call back", 0.3, None),
        ("\u200eVoice call, \u200e3 min", 1.0, 180),
        ("Video call, 1 hr 5 min", 1.0, 3900),
        ("\u200eVoice call, \u200eNo answer", 0.3, None),
        ("\u200eVoice call, \u200eAnswered on other device", 1.0, None),
        ("Verpasster Sprachanruf", 0.3, None),
        ("Llamada de voz perdida", 0.3, None),
        ("\u200eAppel vocal, 25 sec", 1.0, 25),
        ("\u200eSprachanruf, 2 Std. 1 Min.", 1.0, 7260),
        ("Пропущенный аудиозвонок", 0.3, None),
    ],
)
def test_calls_in_chats(text, weight, duration):
    found = notices.call(text)
    assert (found.weight, found.duration) == (weight, duration)


@pytest.mark.parametrize("text", ["Video call, later?", "voice call", "Missed voice calls are the worst", "", "hi"])
def test_what_is_no_call(text):
    assert notices.call(text) is None


def test_keys_are_the_same_in_a_later_export(read, tmp_path):
    early = chat("Lena Park: one") + "25/03/2026, 10:00 - Lena Park: two\n"
    late = early + chat("x", "Morgan: three")
    first, second = ([r.key for r in read(t, "Lena Park.txt") if isinstance(r, Interaction)] for t in (early, late))
    assert len(set(second)) == 3
    assert second[:2] == first


def test_an_iphones_archive_and_a_folder_of_such(tmp_path):
    for name in ("Lena Park", "Bo Roy"):
        with zipfile.ZipFile(tmp_path / f"WhatsApp Chat - {name}.zip", "w") as archive:
            archive.writestr("_chat.txt", iphone(f"{name}: hi", "Morgan: hello"))
            archive.writestr("00000001-PHOTO.jpg", b"\xff\xd8")
    assert acts(records(str(tmp_path / "WhatsApp Chat - Lena Park.zip"), Context(now=NOW))) == BETWEEN_TWO
    found = tieweave.gather([tmp_path], hub=PluginHub.load(), store=Store.temporary(), now=NOW)
    assert not found.failed
    assert sorted(contact.name for contact in found.contacts) == ["Bo Roy", "Lena Park"]
    assert len(found.interactions) == 4


def test_a_name_in_a_chat_has_the_numbers_of_the_call_log(tmp_path):
    (tmp_path / "WhatsApp Chat with Lena Park.txt").write_text(TWO + chat("~ Bo: hi"), encoding="utf-8")
    call = '<call number="{}" duration="5" date="1787500000123" type="1" contact_name="{}"/>'
    calls = [call.format("+19025550101", "Lena Park"), call.format("+19025550102", "Bo")]
    (tmp_path / "calls.xml").write_text(f"<calls>{''.join(calls)}</calls>", encoding="utf-8")
    found = list(records(str(tmp_path), Context(now=NOW)))
    numbered = {r.key: [phone.number for phone in r.phones] for r in found if isinstance(r, Contact)}
    assert numbered["chat:lena park"] == ["+19025550101"]
    assert numbered["chat:~bo"] == []
    people = tieweave.merge(tieweave.gather([tmp_path], hub=PluginHub.load(), store=Store.temporary(), now=NOW))
    assert sorted(person.name for person in people.contacts if "Lena" in person.name) == ["Lena Park"]


def test_no_text_is_kept(read):
    found = read(chat("Lena Park: SECRETWORD", "Morgan: x: SECRETWORD"), "Lena Park.txt")
    assert "SECRETWORD" not in repr(found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_and_line_ends(tmp_path, encoding):
    path = tmp_path / "chat.txt"
    path.write_bytes(chat("Zoë: hi").replace("\n", "\r\n").encode(encoding))
    assert names(records(str(path), Context(now=NOW))) == ["Zoë"]


def test_broken_characters_and_a_huge_line(tmp_path):
    path = tmp_path / "chat.txt"
    path.write_bytes(chat("Ann: ").encode() + b"\xff\xfe\0" + b"x" * 3_000_000 + b"\n" + chat("Bo: hi").encode())
    assert names(records(str(path), Context(now=NOW))) == ["Ann", "Bo"]


def test_titles():
    assert titles.same("Lena ☕ Park", "Lena Park")
    assert titles.same("+1 902-555-0101", "+1 902 555 0101")
    assert not titles.same("", "")
    assert not titles.same("☕", "🎉")


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "25/03/2026, 10:20 - ",
                "[25/03/2026, 10:20:11] ",
                "Ann: ",
                "Bo",
                ":",
                "\u200e",
                "\n",
                " - ",
                '"',
                "~ ",
                "hi",
                "\0",
                "left",
            ]
        ),
        max_size=30,
    )
)
def test_whatever_a_chat_holds_nothing_raises(tmp_path_factory, parts):
    path = tmp_path_factory.mktemp("any") / "any.txt"
    path.write_text("25/03/2026, 10:20 - Ann: hi\n" + "".join(parts), encoding="utf-8")
    found = list(records(str(path), Context(now=NOW)))
    keys = [r.key for r in found if isinstance(r, Interaction)]
    assert len(keys) == len(set(keys)) > 0


def test_a_chat_of_very_many(tmp_path):
    path = tmp_path / "chat.txt"
    path.write_text("".join(chat(f"Name {number}: hi") for number in range(20_000)), encoding="utf-8")
    started = time.process_time()
    assert len(names(records(str(path), Context(now=NOW)))) == 20_000
    assert time.process_time() - started < 20  # comparing each with each takes minutes


@pytest.mark.parametrize(
    "name",
    [
        "WhatsApp-keskustelu henkilön Lena Park kanssa.txt",
        "Lena Park과의 WhatsApp 대화.txt",
        "Lena Park साथ WhatsApp.txt",
    ],
)
def test_a_name_in_a_file_name_of_a_language_that_is_not_known(read, name):
    assert acts(read(TWO, name)) == BETWEEN_TWO


def test_a_name_in_a_file_name_must_be_one_alone(read):
    assert titles.among(["Len", "Lena Park"], "WhatsApp keskustelu Lena Park") == ""
    assert titles.among(["Bo", "Cy", "Lena Park"], "WhatsApp keskustelu Lena Park") == ""


def test_the_title_decides_where_either_side_may_have_deleted_a_message(read):
    found = read(chat("Lena Park: Oi", "Morgan: Mensagem apagada"), "Conversa do WhatsApp com Lena Park.txt")
    assert acts(found) == BETWEEN_TWO

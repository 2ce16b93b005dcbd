import datetime as dt
import re
from collections.abc import Mapping
from importlib import resources

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave import SettingsError
from tieweave.categories import Level
from tieweave.followups.drafts import drafted
from tieweave.followups.languages import language_of, packaged
from tieweave.followups.templates import KINDS, PLACEHOLDERS, Register, Templates
from tieweave.model import Address, Contact, Email, Extra, FollowUp, Phone, Profile, Purpose, Tie

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")
ACTS = [(purpose, kind) for purpose in Purpose for kind in KINDS.get(purpose, ("",))]
CHANNELS = ("email", "message", "page", "call", "meeting", "")
EGO = Profile(name="Morgan Gallant")
DETAILS = {
    "field": "renewable energy",
    "company": "Fundy Software",
    "role": "Project Manager",
    "place": "Halifax",
    "person": "Tom Lee",
    "what": "a used bicycle",
    "years": "4",
}
TEMPLATES = Templates.load()


def tie(contact: Contact, close: bool = False, category: str = "lawyer") -> Tie:
    level = Level.CLOSE if close else None
    return Tie(contact=contact, category=category, level=level, strength=0.5, lead=0.0, support=0.0)


def follow_up(
    number: int = 1, purpose: Purpose = Purpose.LEAD, kind: str = "", channel: str = "email", **fields
) -> FollowUp:
    contact = fields.pop("contact", Contact(id="ann", name="Anna Berg"))
    return FollowUp(
        id=fields.pop("id", f"follow-up-{number}"),
        contact=contact,
        purpose=purpose,
        kind=kind,
        due=dt.date(2026, 11, 4),
        channel=channel,
        reason="You know her.",
        message="",
        **fields,
    )


def drafts(
    follow_ups: list[FollowUp],
    *,
    close: bool = False,
    language: str = "en",
    details: Mapping[str, str] | None = None,
    templates: Templates = TEMPLATES,
    name: str = EGO.name,
    category: str = "lawyer",
) -> list[FollowUp]:
    return drafted(
        follow_ups,
        templates,
        profile=Profile(name=name, language=language),
        details={one.id: details or {} for one in follow_ups},
        ties={one.contact.id: tie(one.contact, close, category) for one in follow_ups},
    )


def one(**fields) -> FollowUp:
    about = {key: fields.pop(key) for key in (*_ABOUT,) if key in fields}
    return drafts([follow_up(**fields)], **about)[0]


_ABOUT = ("close", "language", "details", "templates", "name", "category")


def test_there_are_templates_in_seven_languages():
    assert tuple(packaged()) == LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("close", [True, False])
@pytest.mark.parametrize("details", [{}, DETAILS], ids=["minimal", "full"])
def test_every_template_reads_well(language, close, details):
    for purpose, kind in ACTS:
        for channel in CHANNELS:
            many = [follow_up(number, purpose, kind, channel) for number in range(20)]
            for found in drafts(many, close=close, language=language, details=details):
                text = f"{found.subject}\n{found.message}"
                assert found.language == language
                assert not re.search(r"[{}]|  | \n|None|\n\n\n|\.\.| [.,;!?](?!\S)(?<!\u00a0)", _french(text)), text
                assert text == "\n".join(line.rstrip() for line in text.split("\n"))
                assert re.search(r"(?:[.!?]|Morgan|Morgan Gallant)$", found.message), text
                assert bool(found.subject) == (channel == "email")
                assert 4 <= len(found.message.split()) <= 110, text


def _french(text: str) -> str:
    """Return a text without the blanks that French has before its marks."""
    return re.sub(r"[ \u00a0]([;:!?])", r"\1", text)


def test_no_line_of_a_french_text_can_begin_with_a_mark():
    for purpose, kind in ACTS:
        for channel in CHANNELS:
            for found in drafts([follow_up(number, purpose, kind, channel) for number in range(30)], language="fr"):
                assert not re.search(r"[^\u00a0][;:!?](?=\s|$)", found.message), found.message


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("purpose", "kind"), ACTS)
def test_every_act_has_at_least_four_texts_in_both_registers(language, purpose, kind):
    found = TEMPLATES.packaged[language].wordings[purpose.value, kind]
    for register in Register:
        openings, bodies, closings = found.letter[register]
        plain = [text for text in bodies if "{" not in text]
        assert len(plain) >= 4
        assert len(set(bodies)) == len(bodies)
        assert len([text for text in openings if "{" not in text]) >= 5
        assert len(closings) >= 5
        assert len(found.note[register][2]) >= 5
    assert len(found.subjects) >= 3
    assert len(found.talk) == 4
    assert all("{" not in subject for subject in found.subjects)


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_known_placeholders_stand_in_the_packaged_templates(language):
    written = resources.files("tieweave").joinpath("lexicon", "messages", f"{language}.toml").read_text("utf-8")
    assert set(re.findall(r"\{([^}]*)\}", written)) <= set(PLACEHOLDERS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("channel", "close"), [("email", False), ("message", True), ("call", False)])
def test_two_hundred_of_one_purpose_are_all_different(language, channel, close):
    for purpose, kind in ACTS:
        many = [follow_up(number, purpose, kind, channel) for number in range(200)]
        texts = [found.message for found in drafts(many, close=close, language=language)]
        assert len(set(texts)) == 200, (purpose, kind)


def test_two_of_one_plan_do_not_read_the_same_even_without_the_names():
    people = [Contact(id=str(number), name=f"{chr(65 + number)}nna Berg") for number in range(26)]
    many = [follow_up(number, contact=contact) for number, contact in enumerate(people)]
    found = drafts(many)
    texts = {re.sub(r"^.*\n\n|\n\n[^\n]*\n.*$", "", one.message) for one in found}
    assert len(texts) == 26


def test_what_has_words_keeps_them_and_nothing_new_reads_like_it():
    some = drafts([follow_up(number) for number in range(12)])
    new = [follow_up(number) for number in range(12)]
    assert drafts(some, language="de") == some
    # A new follow-up that would have had the very words of one that stands has others.
    for stands, twin in zip(some, new, strict=True):
        both = drafts([attrs.evolve(stands, id="stands"), twin])
        assert both[0].message == stands.message
        assert both[1].message != stands.message


def test_adding_a_person_seldom_changes_the_words_of_others():
    some = [follow_up(number) for number in range(12)]
    before = {one.id: one.message for one in drafts(some)}
    changed = 0
    for number in range(100, 130):
        after = {one.id: one.message for one in drafts([follow_up(number), *some])}
        changed += sum(after[key] != text for key, text in before.items())
    assert changed <= 10  # of 360


def test_the_words_depend_on_the_plan_and_not_on_its_order():
    many = [follow_up(number) for number in range(30)]
    there, back = drafts(many), drafts(many[::-1])
    assert there == back[::-1]
    assert [found.id for found in there] == [one.id for one in many]


@pytest.mark.parametrize(
    ("language", "close", "begins", "ends"),
    [
        ("en", True, "(Hi|Hello) Anna,", "Morgan"),
        ("en", False, "(Dear|Hello) Anna,", "Morgan Gallant"),
        ("de", True, "(Hallo|Hi) Anna,", "Morgan"),
        ("de", False, "(Guten Tag|Hallo) Anna Berg,", "Morgan Gallant"),
        ("fr", False, "Bonjour Anna", "Morgan Gallant"),
        ("es", True, "(Hola|Buenas), Anna:", "Morgan"),
        ("nl", False, "Beste Anna", "Morgan Gallant"),
    ],
)
def test_a_letter_has_a_greeting_and_a_signature(language, close, begins, ends):
    message = one(language=language, close=close).message
    assert re.match(begins, message)
    assert message.endswith("\n" + ends)


@pytest.mark.parametrize(
    ("language", "formal", "familiar"),
    [
        ("de", r"\b(Sie|Ihnen|Ihre?n?)\b", r"\b(du|dich|dir|deine?n?)\b"),
        ("fr", r"\b(vous|votre)\b|ez\b", r"\b(tu|te|toi|ton|ta)\b|t'"),
        ("es", r"\b(usted|le|su)\b", r"\b(tú|ti|te|tu)\b"),
        ("it", r"\b(Lei|Le|La|Suo|Sua)\b", r"\b(tu|te|ti|tuo|tua)\b"),
        ("nl", r"\b(u|uw)\b", r"\b(je|jij|jou)\b"),
    ],
)
def test_a_letter_never_mixes_the_registers(language, formal, familiar):
    for purpose, kind in ACTS:
        many = [follow_up(number, purpose, kind, "email") for number in range(100)]
        for found in drafts(many, close=True, language=language, details=DETAILS):
            # The Italian "Le" and the Spanish "le" and "su" may be of a third person.
            assert language in ("it", "es", "fr", "nl") or not re.search(formal, found.message), found.message
        for found in drafts(many, close=False, language=language, details=DETAILS):
            assert not re.search(familiar, found.message), found.message


def test_who_is_a_classmate_is_addressed_familiarly_and_who_has_a_title_is_not():
    assert " du " in f" {one(language='de', category='former-classmate', details={}).message} ".replace("dir", "du")
    doctor = Contact(id="p", name="Dr. Anjali Patel")
    assert re.match("(Dear|Hello) Dr. Patel,", one(contact=doctor).message)
    assert re.match("(Hi|Hello) Anjali,", one(contact=doctor, close=True).message)
    assert re.match("(Guten Tag|Hallo) Dr. Patel,", one(contact=doctor, language="de").message)


def test_a_message_is_shorter_than_a_letter_and_has_no_subject():
    for purpose, kind in ACTS:
        letters, notes = (
            drafts([follow_up(number, purpose, kind, channel) for number in range(20)])
            for channel in ("email", "message")
        )
        words = [sum(len(found.message.split()) for found in some) for some in (letters, notes)]
        assert words[1] < words[0]
        assert not any(found.subject for found in notes)


def test_asks_are_of_forty_to_ninety_words_and_easy_to_say_no_to():
    for language in LANGUAGES:
        for purpose, kind in ACTS:
            if not purpose.asks:
                continue
            many = [follow_up(number, purpose, kind) for number in range(100)]
            lengths = [len(found.message.split()) for found in drafts(many, language=language)]
            assert min(lengths) >= 30
            assert max(lengths) <= 95
            assert 40 <= sum(lengths) / len(lengths) <= 90


def test_a_call_has_points_and_no_letter():
    lines = one(purpose=Purpose.ADVICE, channel="call").message.split("\n")
    assert [line.partition(":")[0] for line in lines] == ["Say", "Ask", "Offer", "Leave it open"]
    assert one(purpose=Purpose.LEAD, channel="meeting", language="de").message.startswith("Sagen:")


def test_what_is_not_known_is_never_claimed():
    for number in range(60):
        message = one(number=number).message
        assert "years" not in message
        assert "Fundy" not in message
    with_years = [one(number=number, details={"years": "4"}).message for number in range(60)]
    assert any("4 years" in message for message in with_years)


def test_what_it_is_about_is_said_where_it_is_known():
    for number in range(20):
        help_offered = one(number=number, purpose=Purpose.GIVE, kind="help", details={"what": "a used bicycle."})
        assert "a used bicycle" in help_offered.message
        assert ".." not in help_offered.message
        introduced = one(number=number, purpose=Purpose.INTRODUCTION, details={"person": "Tom Lee"})
        assert "Tom Lee" in introduced.message


@pytest.mark.parametrize(
    ("contact", "greeting"),
    [
        (Contact(name="Anna Berg"), "Anna"),
        (Contact(name="Berg, Anna"), "Anna"),
        (Contact(name="Anna-Lena O'Neil"), "Anna-Lena"),
        (Contact(name="Uncle Bob"), "Bob"),
        (Contact(name="Bob (dentist)"), "Bob"),
        (Contact(name="Sam Roy ❤️"), "Sam"),
        (Contact(name="J. Smith"), "J. Smith"),
        (Contact(name="王伟"), "王伟"),
        (Contact(name="Wang Wei"), "Wang Wei"),
        (Contact(name="Acme Ltd"), "Acme Ltd"),
        (Contact(name="सुनीता शर्मा"), "सुनीता"),
        (Contact(name="Zoë Marie Lang", given="Zoë Marie", family="Lang"), "Zoë Marie"),
        (Contact(name="Zoë M. Lang", given="Zoë M.", family="Lang"), "Zoë"),
    ],
)
def test_names_in_greetings(contact, greeting):
    assert re.match(rf"(Hi|Hello) {re.escape(greeting)},\n", one(contact=contact, close=True).message)


@pytest.mark.parametrize("name", ["", "ann@example.com", "+1 902 555 0100", "Ella's mom"])
def test_who_has_no_name_is_greeted_without(name):
    assert one(contact=Contact(name=name)).message.startswith("Hello,\n\n")


def test_without_egos_name_a_letter_ends_with_its_last_sentence():
    assert re.search(r"[.!?]$", one(name="").message)


HOSTILE = st.text(alphabet=st.sampled_from("aA {}\n\r\t\x00\u202e\u2028'\"%$\\<me>name.,é王🙂"), max_size=40)


@given(HOSTILE, HOSTILE, st.sampled_from(CHANNELS), st.booleans())
def test_what_a_name_or_a_note_contains_is_text_on_one_line(name, what, channel, close):
    found = one(
        purpose=Purpose.GIVE,
        kind="help",
        channel=channel,
        close=close,
        contact=Contact(name=name),
        details={"what": what},
    )
    plain = one(purpose=Purpose.GIVE, kind="help", channel=channel, close=close, details={"what": "bread"})
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e\u2028]", found.message)
    assert found.message.count("\n") <= plain.message.count("\n")
    assert "\n" not in found.subject


def test_a_placeholder_in_a_value_is_none():
    contact = Contact(name="{ego} {me}", given="{ego}")
    message = one(purpose=Purpose.GIVE, kind="help", contact=contact, details={"what": "a {company} {name}"}).message
    assert "a {company} {name}" in message


# Languages


GERMAN = {"emails": ["j@bau.de"], "phones": ["+49 30 1234567"]}


@pytest.mark.parametrize(
    ("contact", "language"),
    [
        (Contact(name="Ann", extras=(Extra(name="LANG", value="fr-CA"),)), "fr"),
        (Contact(name="Ann", extras=(Extra(name="X-LANG", value="pt_BR"),)), "pt"),
        (Contact(name="Ann", extras=(Extra(name="LANG", value="fr"), Extra(name="LANG", value="en"))), "en"),
        (
            Contact(
                name="Ann",
                extras=(
                    Extra(name="LANG", value="fr", params=(("PREF", "2"),)),
                    Extra(name="LANG", value="de", params=(("PREF", "1"),)),
                ),
            ),
            "de",
        ),
        (Contact(name="Jürgen Bauer", **GERMAN), "de"),
        (Contact(name="Priya Nair", **GERMAN), "en"),
        (Contact(name="Jürgen Bauer", phones=["+49 30 1234567"]), "en"),
        (Contact(name="Jürgen Bauer", emails=["j@bau.de"], phones=["+33 1 23456789"]), "en"),
        (Contact(name="Jürgen Bauer", phones=["+49 30 1234567"], addresses=[Address(country="Germany")]), "de"),
        (Contact(name="Jürgen Bauer", phones=["+49 30 1234567"], addresses=[Address(country="Canada")]), "en"),
        (Contact(name="François Roy", emails=["f@roy.ca"], phones=["+1 902 555 0100"]), "en"),
        (Contact(name="Ann", notes=["Kommt aus Hamburg, spricht Deutsch"]), "en"),
        (Contact(name="Ann", extras=(Extra(name="LANG", value="klingon, probably"),)), "en"),
    ],
)
def test_the_language_of_a_tie(contact, language):
    assert language_of(contact, Profile()) == language


def test_a_language_without_templates_falls_back_on_egos_and_then_on_english():
    polish = Contact(id="a", name="Anna", extras=(Extra(name="LANG", value="pl"),))
    assert one(contact=polish, language="de").language == "de"
    assert one(contact=polish, language="fi").language == "en"
    assert one(language="").language == "en"


# The user's own templates


def own(tmp_path, text: str) -> Templates:
    path = tmp_path / "templates.toml"
    path.write_text(text, encoding="utf-8")
    return Templates.load(str(path))


def test_own_texts_take_the_place_of_the_packaged_ones(tmp_path):
    templates = own(
        tmp_path,
        """
        [en.lead]
        subjects = ["Work?"]
        texts = ["Hear of anything?"]
        points = ["Ask: anything?"]
        [en.support.practice]
        familiar = "Got half an hour?"
        [en.formal]
        greetings = ["Good day {name},"]
        signatures = ["Yours,\\n{ego}"]
        """,
    )
    assert one(templates=templates).message == "Good day Anna,\n\nHear of anything?\n\nYours,\nMorgan Gallant"
    assert one(templates=templates).subject == "Work?"
    assert one(templates=templates, channel="call").message == "Ask: anything?"
    assert "Got half an hour?" in one(templates=templates, purpose=Purpose.SUPPORT, kind="practice").message
    feedback = {"purpose": Purpose.SUPPORT, "kind": "feedback", "close": True}
    assert one(templates=templates, **feedback) == one(**feedback)


def test_own_texts_whose_placeholder_has_no_value_leave_the_packaged_ones(tmp_path):
    templates = own(tmp_path, '[en.lead]\ntexts = ["Is {company} hiring?"]\n')
    assert "Is Fundy Software hiring?" in one(templates=templates, details=DETAILS).message
    assert one(templates=templates, close=True) == one(close=True)


def test_own_texts_of_a_purpose_are_for_all_its_kinds(tmp_path):
    templates = own(tmp_path, '[en.give]\ntexts = ["A gift."]\n[en.give.birthday]\ntexts = ["A cake."]\n')
    assert "A gift." in one(templates=templates, purpose=Purpose.GIVE, kind="news").message
    assert "A cake." in one(templates=templates, purpose=Purpose.GIVE, kind="birthday").message


def test_own_texts_may_be_in_a_language_that_is_not_packaged(tmp_path):
    templates = own(tmp_path, '[pl.lead]\ntexts = ["Masz chwilę?"]\n[pl.formal]\ngreetings = ["Dzień dobry {name},"]\n')
    assert one(templates=templates, language="pl").message == "Dzień dobry Anna,\n\nMasz chwilę?"
    assert one(templates=templates, language="pl", purpose=Purpose.THANK).language == "en"


def test_all_problems_of_a_file_are_named_at_once(tmp_path):
    with pytest.raises(SettingsError) as raised:
        own(
            tmp_path,
            """
            [en.lead]
            texts = ["Hi {nam}", "", "{"]
            [en.leed]
            texts = ["x"]
            [en.support.practise]
            texts = ["x"]
            [en.give.news]
            texts = 3
            subject = ["x"]
            [english.lead]
            texts = ["x"]
            """,
        )
    problems = "\n".join(raised.value.problems)
    for said in (
        "'en.lead.texts' has an unknown placeholder {nam}; did you mean {name}?",
        "'en.lead.texts' has an empty text",
        "'en.lead.texts' has a brace",
        "'en.leed'; did you mean 'lead'?",
        "'en.support.practise'; did you mean 'practice'?",
        "'en.give.news.texts' must be a text",
        "'en.give.news.subject'; did you mean 'subjects'?",
        "'english' is no language",
    ):
        assert said in problems


@pytest.mark.parametrize(
    ("content", "said"), [(b"not toml", "not TOML"), (b"\xff\xfe", "not UTF-8"), (b"en = 3\n", "must be a table")]
)
def test_a_file_that_is_none_is_said_in_one_line(tmp_path, content, said):
    path = tmp_path / "templates.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=said) as raised:
        Templates.load(str(path))
    assert "\n" not in str(raised.value)
    with pytest.raises(SettingsError, match="cannot read the templates"):
        Templates.load(str(tmp_path / "absent.toml"))


def test_kinds_that_no_template_knows_have_the_words_of_their_purpose():
    assert one(purpose=Purpose.GIVE, kind="surprise").message
    assert one(purpose=Purpose.SUPPORT).message


def test_emails_and_phones_are_not_needed():
    contact = Contact(name="Ann", emails=[Email(address="a@b.de")], phones=[Phone(number="110")])
    assert one(contact=contact).language == "en"

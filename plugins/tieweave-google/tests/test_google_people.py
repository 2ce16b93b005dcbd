"""From what the API gives to contacts: each thing that a field may say."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieweave import Contact
from tieweave_google.contact import contact
from tieweave_google.person import FIELDS, OF_CONTACTS, OF_ME, OF_OTHERS, group_name, packed, shortened
from tieweave_google.profile import profile

PROFILE = {"source": {"type": "DOMAIN_PROFILE", "id": "7"}}


def read(**person):
    return contact(shortened({"resourceName": "people/c1", **person}), "google:", {"contactGroups/x": "Choir"})


def test_only_fields_that_the_api_knows_are_asked_for():
    from googleapiclient.discovery_cache import get_static_doc

    document = json.loads(get_static_doc("people", "v1"))
    schemas = document["schemas"]
    for field, parts in FIELDS.items():
        kind = schemas["Person"]["properties"][field]["items"]["$ref"]
        for part in parts:
            assert part.split(".")[0] in schemas[kind]["properties"], (field, part)
    resources = document["resources"]
    asked = {
        OF_CONTACTS: resources["people"]["resources"]["connections"]["methods"]["list"]["parameters"]["personFields"],
        OF_OTHERS: resources["otherContacts"]["methods"]["list"]["parameters"]["readMask"],
        OF_ME: resources["people"]["methods"]["get"]["parameters"]["personFields"],
    }
    for mask, parameter in asked.items():
        assert all(f"* {field}" in parameter["description"] for field in mask.split(","))


@pytest.mark.parametrize(
    ("phone", "number"),
    [
        ({"value": "(0131) 496 0000", "canonicalForm": "+441314960000"}, "+441314960000"),
        ({"value": "0044 131 496 0000", "canonicalForm": "+441314960000"}, "+441314960000"),
        ({"value": "+44 131 496 0000", "canonicalForm": "+441314960000"}, "+44 131 496 0000"),
        ({"value": "902 555 0100 ext 7", "canonicalForm": "+19025550100"}, "902 555 0100 ext 7"),
        ({"value": "1-800-FLOWERS", "canonicalForm": "+18003569377"}, "1-800-FLOWERS"),
        ({"value": "112"}, "112"),
        ({"value": "anonymous", "canonicalForm": "+1"}, "anonymous"),
    ],
)
def test_numbers_take_their_country_and_lose_nothing(phone, number):
    assert [phone.number for phone in read(phoneNumbers=[phone]).phones] == [number]


@pytest.mark.parametrize(
    ("date", "text"),
    [
        ({"year": 1980, "month": 5, "day": 2}, "1980-05-02"),
        ({"month": 5, "day": 2}, "--05-02"),
        ({"year": 0, "month": 12, "day": 10}, "--12-10"),
        ({"year": 1980, "month": 5}, "1980-05"),
        ({"year": 1980}, "1980"),
        ({"year": 99999, "month": 1, "day": 1}, ""),
        ({"month": 13, "day": 1}, ""),
        ({"month": True}, ""),
        ({}, ""),
    ],
)
def test_dates(date, text):
    assert read(birthdays=[{"date": date}]).birthday == text


def test_a_birthday_in_words():
    assert read(birthdays=[{"text": "around 1800"}]).birthday == "around 1800"


@pytest.mark.parametrize(
    ("person", "name", "kind"),
    [
        ({"names": [{"givenName": "Ada", "familyName": "Byrne"}]}, "Ada Byrne", "individual"),
        ({"nicknames": [{"value": "Addy"}], "organizations": [{"name": "Joinery"}]}, "Addy", "individual"),
        ({"emailAddresses": [{"value": "a@b.example", "displayName": "Ada B."}]}, "Ada B.", "individual"),
        ({"emailAddresses": [{"value": "a@b.example", "displayName": "a@b.example"}]}, "a@b.example", "individual"),
        (
            {"organizations": [{"name": "Joinery"}], "emailAddresses": [{"value": "x@j.example"}]},
            "Joinery",
            "organisation",
        ),
        ({"organizations": [{"name": "Joinery", "title": "Joiner"}]}, "Joinery", "individual"),
        ({"phoneNumbers": [{"value": "555"}]}, "555", "individual"),
        (
            {"names": [{"displayName": " "}], "urls": [{"value": "https://a.example"}]},
            "https://a.example",
            "individual",
        ),
        ({}, "", "individual"),
    ],
)
def test_whoever_has_no_name_goes_by_what_there_is(person, name, kind):
    found = read(**person)
    assert (found.name, found.kind) == (name, kind)


def test_the_users_own_word_comes_before_the_profile():
    theirs = {"displayName": "A. Byrne", "metadata": {**PROFILE, "primary": True}}
    found = read(names=[theirs, {"displayName": "Ada (choir)"}])
    assert found.names == ("Ada (choir)", "A. Byrne")


def test_titles_of_the_companys_directory_are_read():
    job = {"name": "Fundy", "title": "Data Analyst", "metadata": PROFILE}
    assert read(organizations=[job]).organisations[0].title == "Data Analyst"


def test_what_somebody_says_of_themself_is_no_note():
    found = read(biographies=[{"value": "mother of two", "metadata": PROFILE}, {"value": "my dentist"}])
    assert found.notes == ("my dentist",)


def test_fields_of_the_users_own_are_notes_or_pages():
    own = [{"key": "How we met", "value": "Choir"}, {"key": "Web", "value": "https://a.example/x"}, {"value": "tall"}]
    found = read(userDefined=own)
    assert found.notes == ("How we met: Choir", "tall")
    assert [(url.url, url.label) for url in found.urls] == [("https://a.example/x", "Web")]


@pytest.mark.parametrize(
    ("group", "label"),
    [
        ({"groupType": "USER_CONTACT_GROUP", "name": "family"}, "family"),
        ({"groupType": "SYSTEM_CONTACT_GROUP", "name": "family"}, "Family"),
        ({"groupType": "SYSTEM_CONTACT_GROUP", "name": "coworkers"}, "Coworkers"),
        ({"groupType": "SYSTEM_CONTACT_GROUP", "name": "starred"}, "Starred"),
        ({"groupType": "SYSTEM_CONTACT_GROUP", "name": "myContacts"}, None),
        ({"groupType": "SYSTEM_CONTACT_GROUP", "name": "blocked"}, None),
        ({"groupType": "SYSTEM_CONTACT_GROUP", "name": "chatBuddies"}, None),
    ],
)
def test_groups(group, label):
    named = group_name({"resourceName": "contactGroups/x", **group})
    assert named == (None if label is None else ("contactGroups/x", label))


def test_a_group_that_is_not_listed_is_no_label():
    one = {"contactGroupMembership": {"contactGroupResourceName": "contactGroups/x"}}
    other = {"contactGroupMembership": {"contactGroupResourceName": "contactGroups/gone"}}
    assert read(memberships=[other, one]).labels == ("Choir",)


def test_the_short_form_is_short():
    metadata = {"primary": True, "source": {"type": "CONTACT", "id": "1"}}
    person = {"resourceName": "people/c1", "etag": "x" * 40, "photos": [{"url": "y" * 200}]}
    person["names"] = [{"metadata": metadata, "displayName": "Ada", "displayNameLastFirst": "Ada"}]
    assert packed(person) == b'{"resourceName":"people/c1","names":[{"displayName":"Ada"}]}'


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 3000) | st.text(st.characters(), max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*{part for parts in FIELDS.values() for part in parts}, "metadata", "source", "year"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
_PEOPLE = _JSON | st.dictionaries(
    st.sampled_from(["resourceName", "metadata", *FIELDS]), _JSON | st.lists(_JSON), max_size=6
)


@settings(deadline=None)
@given(_PEOPLE)
def test_no_answer_of_whatever_shape_raises(person):
    short = json.loads(packed(person))
    if short is None:
        assert not isinstance(person, dict)
        return
    found = contact(short, "google:", {})
    assert isinstance(found, Contact)
    repr(found).encode()
    repr(profile(short, "")).encode()


def test_a_person_with_very_much_takes_no_time():
    started = time.process_time()
    mails = [{"value": f"a{number}@b.example", "metadata": {"primary": number == 9}} for number in range(20_000)]
    assert read(emailAddresses=mails).emails[0].address == "a9@b.example"
    assert time.process_time() - started < 5

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tieweave import Profile, SettingsError


def test_the_whole_profile_of_the_design_is_read(tmp_path):
    path = tmp_path / "me.toml"
    path.write_text(
        'name = "Morgan Gallant"\nemails = ["Morgan@example.com"]\nphones = ["+1 902 555 0100"]\nchildren = ["Ella"]\n'
        'partner = "Sam Roy"\nclubs = ["Halifax Chess Club"]\ncongregations = ["St. Matthew\'s"]\n'
        'targets = ["analyst"]\n'
        '[[addresses]]\nstreet = "210 Agricola St"\nlocality = "Halifax"\npostal_code = "B3K 4E1"\n'
        '[[employers]]\nname = "Fundy Software"\ndomains = ["fundysoftware.example"]\nstart = 2013\nend = 2019\n'
        '[[schools]]\nname = "Dalhousie University"\ndomains = ["dal.example"]\nstart = 2006\nend = 2010\n',
        encoding="utf-8",
    )
    profile = Profile.load(path)
    assert profile.emails == ("morgan@example.com",)
    assert profile.addresses[0].postal_code == "B3K 4E1"
    assert (profile.employers[0].name, profile.employers[0].end) == ("Fundy Software", 2019)
    assert profile.schools[0].domains == ("dal.example",)


def test_an_empty_profile_is_one():
    assert Profile.from_table({}) == Profile()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('nmae = "Morgan"', "unknown key 'nmae'; did you mean 'name'?"),
        ("name = 7", "name must be text in quotes, not a number"),
        ('emails = "a@b.example"', "emails must be a list"),
        ("children = [1]", "children[0] must be text"),
        ('employers = ["Fundy"]', "employers must be tables, each headed [[employers]]"),
        ('[[employers]]\nname = "Fundy"\nstarted = 2013', "unknown key 'employers[0].started'; did you mean 'start'?"),
        ('[[employers]]\nname = "Fundy"\nstart = "2013"', "employers[0].start must be a year such as 2013"),
        ('[[employers]]\nname = "Fundy"\nstart = 2019\nend = 2013', "ends in 2013, before it starts"),
        ("[[schools]]\nstart = 2006", "schools[0] needs a name"),
        ("name = ", "not TOML"),
    ],
)
def test_a_mistake_in_a_profile_is_told_with_its_place(tmp_path, text, said):
    path = tmp_path / "me.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as told:
        Profile.load(path)
    assert said in str(told.value)
    assert str(told.value).startswith(str(path))
    assert "\n" not in str(told.value)


def test_all_mistakes_are_told_at_once():
    with pytest.raises(SettingsError) as told:
        Profile.from_table({"nmae": "x", "emails": 3, "partner": []})
    assert len(told.value.problems) == 3


def test_a_missing_profile_and_one_in_another_encoding_are_told(tmp_path):
    with pytest.raises(SettingsError, match="check the path"):
        Profile.load(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes('name = "Zoë"'.encode("latin-1"))
    with pytest.raises(SettingsError, match="save it as UTF-8"):
        Profile.load(tmp_path / "latin.toml")


_toml = st.recursive(
    st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_keys = st.sampled_from(["name", "emails", "addresses", "employers", "schools", "partner"]) | st.text(max_size=8)


@given(st.dictionaries(_keys, _toml, max_size=4))
def test_any_table_is_a_profile_or_a_settings_error(table):
    with contextlib.suppress(SettingsError):
        assert isinstance(Profile.from_table(table), Profile)


def test_other_names_and_subsidiaries_of_an_employer_are_read_and_written_back(tmp_path):
    path = tmp_path / "me.toml"
    path.write_text(
        '[[employers]]\nname = "Meta"\naliases = ["Facebook"]\nsubsidiaries = ["WhatsApp"]\n', encoding="utf-8"
    )
    profile = Profile.load(path)
    assert profile.employers[0].aliases == ("Facebook",)
    assert profile.employers[0].subsidiaries == ("WhatsApp",)
    assert Profile.from_table(profile.as_table()) == profile


def test_an_unknown_key_of_an_employer_is_told_with_the_nearest(tmp_path):
    path = tmp_path / "me.toml"
    path.write_text('[[schools]]\nname = "Dal"\nalias = ["Dalhousie"]\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="aliases"):
        Profile.load(path)

from __future__ import annotations

from pathlib import Path

import pytest

from tieweave import SettingsError
from tieweave.config import Config, config_path, load


def test_sources_profile_and_disabled_plugins_are_read(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text(
        'sources = ["~/contacts.vcf"]\n[plugins]\ndisable = ["google"]\n[profile]\nname = "Morgan"\n', encoding="utf-8"
    )
    config = load(path)
    assert config.sources == ("~/contacts.vcf",)
    assert config.disabled_plugins == ("google",)
    assert config.profile.name == "Morgan"


def test_aliases_of_companies_are_one_name_or_several(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text('[aliases]\n"Big Blue" = "IBM"\nMeta = ["Facebook", "WhatsApp"]\n', encoding="utf-8")
    assert load(path).aliases == {"Big Blue": ("IBM",), "Meta": ("Facebook", "WhatsApp")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('aliases = ["IBM"]', "aliases must be a table"),
        ("[aliases]\nIBM = 1", "aliases.IBM must be a name or a list of names"),
        ("[aliases]\nIBM = [1]", "aliases.IBM must be a name or a list of names"),
        ('[alias]\nIBM = "Big Blue"', "unknown key 'alias'; did you mean 'aliases'?"),
    ],
)
def test_aliases_of_a_wrong_kind_are_told(tmp_path, text, told):
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        load(path)
    assert told in str(raised.value)


def test_no_file_is_an_empty_configuration_unless_it_was_named(tmp_path):
    assert load(tmp_path / "none.toml") == Config()
    with pytest.raises(SettingsError, match="no such configuration file"):
        load(tmp_path / "none.toml", required=True)


def test_all_problems_are_told_at_once_with_the_nearest_key(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text('source = ["x"]\nplugins = {disabled = []}\n[profile]\nnmae = "M"\n', encoding="utf-8")
    with pytest.raises(SettingsError) as told:
        load(path)
    assert "did you mean 'sources'?" in str(told.value)
    assert "plugins.disabled" in str(told.value)
    assert "profile: unknown key 'nmae'; did you mean 'name'?" in str(told.value)


def test_the_option_wins_over_the_variable_and_that_over_the_system():
    assert config_path({"TIEWEAVE_CONFIG": "/b.toml"}, "/a.toml") == Path("/a.toml")
    assert config_path({"TIEWEAVE_CONFIG": "/b.toml"}) == Path("/b.toml")
    assert config_path({}).name == "config.toml"

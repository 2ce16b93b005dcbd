"""What may stand in the table [plan] of the configuration."""

from __future__ import annotations

import pytest

from tieweave.config import load
from tieweave.errors import SettingsError
from tieweave.followups.settings import PlanSettings


def test_everything_can_be_chosen():
    settings = PlanSettings.of(
        {
            "per_week": 7,
            "weeks": 2,
            "cool_down": 60,
            "after_a_word": 7,
            "after_a_drop": 90,
            "keep_in_touch": {"family": 14, "friend": 90, "level-2": 0},
            "working_days": ["Sunday", "mon", "TUE"],
            "templates": "mine.toml",
        }
    )
    assert (settings.per_week, settings.weeks, settings.cool_down) == (7, 2, 60)
    assert settings.keep_in_touch == {"family": 14, "friend": 90, "level-2": 0}
    assert settings.working_days == {6, 0, 1}
    assert settings.templates == "mine.toml"


def test_nothing_need_be_chosen():
    assert PlanSettings.of({}) == PlanSettings()
    assert PlanSettings().working_days == {0, 1, 2, 3, 4}


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"per_weak": 3}, "did you mean 'per_week'?"),
        ({"per_week": 0}, "per_week must be a whole number of follow-ups from 1 to 100, not 0"),
        ({"per_week": True}, "not True"),
        ({"per_week": "five"}, "not 'five'"),
        ({"weeks": 53}, "from 1 to 52"),
        ({"cool_down": -1}, "cool_down must be a whole number of days"),
        ({"keep_in_touch": 14}, "headed [plan.keep_in_touch]"),
        ({"keep_in_touch": {"freind": 14}}, "unknown category 'freind' in keep_in_touch; did you mean 'friend'?"),
        ({"keep_in_touch": {"level-3": 14}}, "did you mean 'level-"),
        ({"keep_in_touch": {"friend": "often"}}, "keep_in_touch.friend must be a whole number of days"),
        ({"working_days": []}, "must be a list of days"),
        ({"working_days": "Monday"}, "must be a list of days"),
        ({"working_days": ["Wendsday"]}, "unknown day 'Wendsday' in working_days; did you mean 'Wednesday'?"),
        ({"working_days": ["Lundi"]}, "unknown day 'Lundi'"),
        ({"templates": 3}, "must be the path of a file, not 3"),
    ],
)
def test_what_cannot_be_meant_is_named(table, said):
    with pytest.raises(SettingsError, match="plan") as error:
        PlanSettings.of(table)
    assert said in str(error.value)


def test_all_problems_are_told_at_once():
    with pytest.raises(SettingsError) as error:
        PlanSettings.of({"per_week": 0, "weeks": 0, "working_days": ["x"], "colour": "red"})
    assert len(error.value.problems) == 4


def test_the_configuration_names_them_with_its_path(tmp_path):
    path = tmp_path / "config.toml"
    path.write_text("[plan]\nper_week = 3\n[plan.keep_in_touch]\nfamili = 14\n")
    with pytest.raises(SettingsError, match="did you mean 'family'") as error:
        load(path)
    assert str(path) in str(error.value)
    path.write_text("[plan]\nper_week = 3\n[plan.keep_in_touch]\nfamily = 7\n")
    assert load(path).plan.keep_in_touch == {"family": 7}

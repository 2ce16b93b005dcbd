"""The documentation says what is so: its Python runs, its commands and options exist."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def _blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)


PYTHON = [
    pytest.param(block, id=f"{page.name}-{number}")
    for page in (ROOT / "README.md", ROOT / "docs" / "library.md")
    for number, block in enumerate(_blocks(page, "python"))
]


@pytest.mark.parametrize("code", PYTHON)
def test_the_python_examples_run(code, monkeypatch):
    monkeypatch.chdir(ROOT)
    exec(compile(code, "example", "exec"), {})  # noqa: S102 - our own documentation


def test_the_toml_examples_are_what_they_say(tmp_path):
    from tieweave import Profile, config

    configuration, profile = _blocks(ROOT / "docs" / "settings.md", "toml")
    (tmp_path / "config.toml").write_text(configuration, encoding="utf-8")
    assert config.load(tmp_path / "config.toml").sources
    assert Profile.from_table(tomllib.loads(profile)).name == "Morgan Gallant"


def test_every_command_and_option_stands_in_the_reference():
    from tieweave.cli import tieweave as group

    reference = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    for name, command in group.commands.items():
        assert f"## tieweave {name}" in reference
        assert command.help, name
        for parameter in command.params:
            for option in parameter.opts:
                if option.startswith("--"):
                    assert option in reference, f"{name} {option}"


def test_the_first_two_commands_of_the_readme_are_the_main_job_and_the_tests():
    first, second = _blocks(ROOT / "README.md", "sh")[:2]
    for command in (first, second):
        assert len(command.strip().splitlines()) == 1
    assert "tieweave classify examples/" in first
    assert "pytest" in second


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_every_page_stands_in_the_navigation():
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for page in (ROOT / "docs").glob("*.md"):
        assert page.name in navigation, page.name

"""The hooks are documented with their exact arguments, and the documented plugins install and work."""

from __future__ import annotations

import inspect
import io
import os
import re
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tieweave import Tie, hookspecs
from tieweave.plugins import PluginHub, hook_arguments
from tieweave.report.result import Result
from tieweave.sources import Context, claim, read
from tieweave.testing import NOW, make_contact

Install = Callable[..., Path]

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "plugins.md").read_text(encoding="utf-8")


def example(hook: str) -> tuple[str, str, str]:
    """Return the complete plugin in a hook's docstring: its module's name, its code, its entry points as TOML."""
    text = inspect.getdoc(getattr(hookspecs, hook)) or ""
    module = re.search(r"`(\w+)/__init__\.py`", text)
    blocks = [textwrap.dedent(block) for block in re.findall(r"::\n\n((?: {4}.*\n|\n)+)", text + "\n")]
    assert module is not None, f"the docstring of {hook} holds no complete plugin"
    name = module[1].removeprefix("tieweave_")
    return module[1], blocks[0], blocks[1] if len(blocks) > 1 else f"entry-points.tieweave.{name} = '{module[1]}'"


def install_example(install: Install, hook: str) -> str:
    module, code, toml = example(hook)
    table = tomllib.loads(toml)
    entry_points = table.get("project", table)["entry-points"]["tieweave"]
    lines = "".join(f"{name} = {value}\n" for name, value in entry_points.items())
    install(module.replace("_", "-"), code, entry_points=f"[tieweave]\n{lines}")
    (name,) = entry_points
    return name


@pytest.mark.parametrize("hook", hook_arguments())
def test_each_hook_is_a_heading_with_its_exact_arguments(hook: str) -> None:
    assert f"\n### `{hook}({', '.join(hook_arguments()[hook])})`\n" in PAGE


def test_the_headings_name_no_hook_that_is_not() -> None:
    assert set(re.findall(r"^### `(\w+)\(", PAGE, flags=re.MULTILINE)) == set(hook_arguments())


@pytest.mark.parametrize("hook", hook_arguments())
def test_each_hook_has_a_complete_plugin_that_loads_without_error(install: Install, hook: str) -> None:
    name = install_example(install, hook)
    (plugin,) = (plugin for plugin in PluginHub.load().plugins if plugin.name == name)
    assert (plugin.status, plugin.error, plugin.hooks) == ("ok", "", (hook,))


def test_the_source_in_the_docstring_reads(install: Install, tmp_path: Path) -> None:
    install_example(install, "tieweave_sources")
    location = tmp_path / "people.names"
    location.write_text("Ann Lee\n\nJörg Roy\n", encoding="utf-8")
    book = read(claim(str(location), PluginHub.load().sources()), Context(now=NOW))
    assert [(contact.name, contact.key) for contact in book.contacts] == [("Ann Lee", "line-1"), ("Jörg Roy", "line-3")]
    assert book.failed == ()


def test_the_format_in_the_docstring_writes(install: Install) -> None:
    name = install_example(install, "tieweave_formats")
    contacts = [make_contact("Ann Lee"), make_contact("Bo Roy")]
    ties = [Tie(contact=contact, category="unknown", strength=0, lead=0, support=0) for contact in contacts]
    result = Result(now=NOW, ties=ties, people=2, records=2, level_1=0, level_2=0, unknown=2, categories=())
    stream = io.StringIO()
    PluginHub.load().format(name).write(result, stream, {})
    assert stream.getvalue() == "Ann Lee\nBo Roy\n"


@pytest.fixture
def tutorial(install: Install, tmp_path: Path) -> Path:
    """Lay the tutorial's plugin out as its page has it, and install it; gives the folder of its tests."""
    files = dict(re.findall(r"^`([\w./]+)`:\n\n```\w+\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE))
    project = tomllib.loads(files.pop("pyproject.toml"))["project"]
    entry_points = "".join(f"{name} = {module}\n" for name, module in project["entry-points"]["tieweave"].items())
    site = install(project["name"], version=project["version"], entry_points=f"[tieweave]\n{entry_points}")
    (site / f"{project['name'].replace('-', '_')}.py").unlink()
    for name, text in files.items():
        path = (site if name.startswith("src/") else tmp_path) / name.removeprefix("src/")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return tmp_path / "tests"


def test_the_tutorial_plugin_passes_the_contract_as_its_page_says(tutorial: Path) -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."]
    for update in ("1", "0"):
        environment = {**os.environ, "TIEWEAVE_UPDATE_GOLDEN": update}
        ran = subprocess.run(
            command, cwd=tutorial, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "Bo Roy" in (tutorial / "two.expected.json").read_text(encoding="utf-8")


@pytest.mark.usefixtures("tutorial")
def test_the_tutorial_plugin_is_read_by_the_command(tmp_path: Path) -> None:
    location = tmp_path / "my.phonelist"
    location.write_text("Ann Lee\t+1 902 555 0101\nno number\n", encoding="utf-8")
    code = "from tieweave.cli import main; main()"
    command = [sys.executable, "-c", code, "classify", str(location), "--format", "csv"]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stderr
    assert "Ann Lee" in ran.stdout
    assert "line 2: no tab after the name" in ran.stderr


@pytest.mark.usefixtures("tutorial")
def test_the_last_example_of_the_page_runs() -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE)
    exec(compile(blocks[-1], "docs/plugins.md", "exec"), {})  # noqa: S102 - our own documentation


def test_the_sink_in_the_docstring_keeps_to_the_contract(install: Install, tmp_path: Path) -> None:
    install_example(install, "tieweave_sinks")
    kit_example = next(
        block for block in re.findall(r"^```text\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE) if "TestTodo" in block
    )
    tests = "import re\nimport pytest\nfrom tieweave.testing import SinkContract\n" + kit_example
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "test_todo.py").write_text(tests, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        str(tmp_path / "inner"),
    ]
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert " passed" in ran.stdout

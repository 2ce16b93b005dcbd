"""The hub keeps one plugin's failure to itself, and names it. Every plugin here is a real one on disk."""

from __future__ import annotations

import importlib.metadata
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import tieweave
from tieweave.errors import ClashError
from tieweave.formats import FormatType
from tieweave.plugins import Plugin, PluginHub, disabled_plugins
from tieweave.sources import SourceType

Install = Callable[..., Path]

HEAD = """\
import tieweave
from tieweave.formats import FormatType
from tieweave.sources import SourceType

def source(name):
    return SourceType(name=name, summary=f"{name} files", matches=lambda at: False, open=lambda *_: ())

def output(name):
    return FormatType(name=name, summary=f"{name} files", write=lambda *_: None)

"""

INSTALLED = frozenset(one.name for one in importlib.metadata.entry_points(group="tieweave"))
"""The plugins of this checkout, as the test environment has them."""


def sources(*names: str) -> str:
    lines = "".join(f"    yield source({name!r})\n" for name in names)
    return f"{HEAD}@tieweave.hookimpl\ndef tieweave_sources():\n{lines}"


def hook(body: str, head: str = "def tieweave_sources():", marker: str = "@tieweave.hookimpl") -> str:
    return f"{HEAD}{marker}\n{head}\n    {body}\n"


def named(hub: PluginHub, name: str) -> Plugin:
    (plugin,) = [plugin for plugin in hub.plugins if plugin.name == name]
    return plugin


def test_a_plugin_is_found_by_its_entry_point_and_says_what_it_provides(install: Install) -> None:
    formats = "@tieweave.hookimpl\ndef tieweave_formats():\n    return [output('two')]\n"
    install("tieweave-one", sources("one", "uno") + formats, version="2.5")
    hub = PluginHub.load()
    assert named(hub, "one") == Plugin(
        name="one",
        distribution="tieweave-one",
        version="2.5",
        status="ok",
        hooks=("tieweave_formats", "tieweave_sources"),
        sources=("one", "uno"),
        formats=("two",),
    )
    assert [(each.name, each.plugin) for each in hub.sources() if each.plugin == "one"] == [
        ("one", "one"),
        ("uno", "one"),
    ]
    assert hub.format("two") in hub.formats()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import no_such_library", "failed while being loaded: ModuleNotFoundError: No module named 'no_such_library'"),
        ("raise RuntimeError('first line\\nsecond line')", "RuntimeError: first line second line"),
        ("import sys; sys.exit(4)", "SystemExit: 4"),
        ("raise BaseException('odd')", "BaseException: odd"),
        ("def broken(:", "SyntaxError: invalid syntax"),
        (
            "class Mute(Exception):\n    def __str__(self):\n        raise ValueError\nraise Mute",
            "Mute: no message",
        ),
    ],
)
def test_a_plugin_that_cannot_be_loaded_is_broken_and_the_others_go_on(install: Install, code: str, said: str) -> None:
    install("tieweave-good", sources("good"))
    install("tieweave-bad", code)
    hub = PluginHub.load()
    bad = named(hub, "bad")
    assert bad.status == "broken"
    assert said in bad.error
    assert len(bad.error.splitlines()) == 1
    assert bad.cause is not None
    assert bad.cause.__traceback__ is not None
    assert named(hub, "good").status == "ok"
    assert "good" in [source.name for source in hub.sources()]
    assert [(failed.source, failed.reason) for failed in hub.failures] == [("plugin bad", bad.error)]


def test_an_interrupt_by_the_user_is_no_plugin_failure(install: Install) -> None:
    install("tieweave-slow", "raise KeyboardInterrupt")
    with pytest.raises(KeyboardInterrupt):
        PluginHub.load()


def test_an_entry_point_whose_object_is_missing_is_broken(install: Install) -> None:
    install("tieweave-bad", "", entry_points="[tieweave]\nbad = tieweave_bad:hooks\n")
    assert "AttributeError" in named(PluginHub.load(), "bad").error


def test_entry_points_that_cannot_be_parsed_are_named_and_stop_nobody(install: Install) -> None:
    install("tieweave-good", sources("good"))
    install("tieweave-bad", "", entry_points="[tieweave]\nbad\n")
    install("something-else", "", entry_points="[other]\nbad\n")
    hub = PluginHub.load()
    assert named(hub, "tieweave-bad").status == "broken"
    assert "entry_points.txt" in named(hub, "tieweave-bad").error
    assert named(hub, "good").status == "ok"
    assert "something-else" not in [plugin.name for plugin in hub.plugins]


def test_a_distribution_without_metadata_still_gives_its_plugin(install: Install) -> None:
    site = install("tieweave-bare", sources("bare"))
    (site / "tieweave_bare-1.0.dist-info" / "METADATA").unlink()
    plugin = named(PluginHub.load(), "bare")
    assert (plugin.status, plugin.distribution, plugin.version) == ("ok", "", "")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            hook("return []", "def tieweave_source():"),
            "tieweave_source is no hook of tieweave; did you mean tieweave_s",
        ),
        (hook("return []", "def anything():"), "anything is no hook of tieweave; the hooks are tieweave_"),
        (hook("return []", marker="@tieweave.hookimpl(specname='nought')"), "nought is no hook"),
        (hook("return []", "def tieweave_sources(config):"), "tieweave_sources takes no argument 'config'"),
        (hook("return []", "def tieweave_sources(*rest):"), "tieweave_sources takes no argument 'rest'"),
        (hook("return []", "def tieweave_sources(now=None):"), "'now'"),
        (hook("return (yield)", marker="@tieweave.hookimpl(wrapper=True)"), "tieweave_sources is implemented as a wr"),
        (hook("yield", marker="@tieweave.hookimpl(hookwrapper=True)"), "tieweave_sources is implemented as a wrapper"),
        (hook("return []", marker=""), "tieweave_sources is not marked as a hook"),
        (hook("pass"), "tieweave_sources returned None"),
        (hook("return source('x')"), "tieweave_sources returned a SourceType"),
        (hook("return 'vcf'"), "tieweave_sources gave a str"),
        (hook("yield output('x')"), "tieweave_sources gave a FormatType"),
        (hook("yield source('')"), "name is ''"),
        (hook("yield SourceType(name='x', summary='x', matches='*.vcf', open=print)"), "matches is '*.vcf'"),
        (hook("yield source('x'); yield source('x')"), "declares 'x' twice"),
        (
            hook("yield output('json')", "def tieweave_formats():"),
            "tieweave_formats declares 'json', which is built in",
        ),
    ],
)
def test_a_plugin_whose_hooks_do_not_fit_is_rejected_whole_by_the_hooks_name(
    install: Install, code: str, said: str
) -> None:
    install("tieweave-good", sources("good"))
    install("tieweave-bad", code)
    hub = PluginHub.load()
    bad = named(hub, "bad")
    assert bad.status == "rejected"
    assert said in bad.error
    assert len(bad.error.splitlines()) == 1
    assert (bad.sources, bad.formats) == ((), ())
    assert not [source for source in hub.sources() if source.plugin == "bad"]
    assert [output.name for output in hub.formats()] == [name for plugin in hub.plugins for name in plugin.formats]
    assert named(hub, "good").status == "ok"


def test_a_hook_of_a_later_tieweave_may_be_marked_optional(install: Install) -> None:
    later = "@tieweave.hookimpl(optionalhook=True)\ndef tieweave_of_later(anything):\n    return []\n"
    install("tieweave-ahead", sources("ahead") + later)
    assert named(PluginHub.load(), "ahead").status == "ok"


@pytest.mark.parametrize(
    "body",
    [
        "raise OSError('gone')",
        "yield source('x'); raise ValueError('late')",
        "import sys; sys.exit(1)",
        "yield source(type('Odd', (), {'__repr__': lambda self: 1 / 0})())",
    ],
)
def test_a_hook_that_raises_now_or_later_breaks_its_own_plugin_only(install: Install, body: str) -> None:
    install("tieweave-bad", hook(body))
    install("tieweave-good", sources("good"))
    hub = PluginHub.load()
    bad = named(hub, "bad")
    assert bad.status == "broken"
    assert bad.error.startswith("failed while tieweave_sources was called: ")
    assert bad.cause is not None
    assert "good" in [source.name for source in hub.sources()]


def test_what_one_hook_gave_stays_when_another_of_the_plugin_fails(install: Install) -> None:
    install("tieweave-half", sources("half") + "@tieweave.hookimpl\ndef tieweave_formats():\n    raise ValueError\n")
    hub = PluginHub.load()
    assert named(hub, "half").status == "broken"
    assert "half" in [source.name for source in hub.sources()]


@pytest.mark.parametrize("disabled", ["off", "tieweave-off"])
def test_a_disabled_plugin_is_listed_and_its_code_not_touched(install: Install, tmp_path: Path, disabled: str) -> None:
    touched = tmp_path / "touched"
    install("tieweave-off", f"open({str(touched)!r}, 'w').close()")
    plugin = named(PluginHub.load(disabled={disabled}), "off")
    assert (plugin.status, plugin.distribution, plugin.version) == ("disabled", "tieweave-off", "1.0")
    assert not touched.exists()
    assert PluginHub.load(disabled={disabled}).failures == ()


def test_what_is_disabled_comes_from_the_configuration_and_the_environment() -> None:
    environment = {"TIEWEAVE_DISABLE_PLUGINS": " google, linkedin ,,"}
    assert disabled_plugins(["vcard"], environment) == {"vcard", "google", "linkedin"}
    assert disabled_plugins([], {}) == frozenset()


def test_the_second_distribution_with_a_plugins_name_is_refused(install: Install) -> None:
    entry_points = "[tieweave]\ncards = {}\n"
    install("zeta-cards", sources("zeta"), entry_points=entry_points.format("zeta_cards"))
    install("alpha-cards", sources("alpha"), entry_points=entry_points.format("alpha_cards"))
    hub = PluginHub.load()
    first, second = (plugin for plugin in hub.plugins if plugin.name == "cards")
    assert (first.distribution, first.status, first.sources) == ("alpha-cards", "ok", ("alpha",))
    assert (second.distribution, second.status, second.sources) == ("zeta-cards", "refused", ())
    assert "'zeta-cards'" in second.error
    assert "'alpha-cards'" in second.error
    one_left_out = PluginHub.load(disabled={"alpha-cards"})
    assert [plugin.status for plugin in one_left_out.plugins if plugin.name == "cards"] == ["disabled", "ok"]


def test_of_two_copies_of_one_distribution_the_first_on_the_path_counts(install: Install) -> None:
    install("tieweave-twin", sources("old"), version="1.0", folder="old")
    install("tieweave-twin", sources("new"), version="2.0", folder="new")
    assert named(PluginHub.load(), "twin").version == "2.0"


def test_a_name_that_two_plugins_declare_is_an_error_that_names_both(install: Install) -> None:
    install("tieweave-a", sources("cards"))
    install("tieweave-b", sources("cards"))
    hub = PluginHub.load()
    with pytest.raises(ClashError) as clash:
        hub.sources()
    for part in ("source 'cards'", "plugin 'a'", "plugin 'b'", "TIEWEAVE_DISABLE_PLUGINS=b"):
        assert part in str(clash.value)
    assert [named(hub, name).status for name in "ab"] == ["rejected", "rejected"]
    assert hub.formats() is not None
    assert "cards" in [source.name for source in PluginHub.load(disabled={"b"}).sources()]


def test_a_format_that_nothing_provides_quotes_the_plugins_that_failed(install: Install) -> None:
    install("tieweave-bad", "import no_such_library")
    with pytest.raises(tieweave.FormatError) as error:
        PluginHub.load().format("vkard")
    assert "'vkard'" in str(error.value)
    assert "json" in str(error.value)
    assert "plugin bad: failed while being loaded: ModuleNotFoundError" in str(error.value)
    assert PluginHub.load().format("json").name == "json"


def test_plugins_can_be_given_without_being_installed() -> None:
    def tieweave_formats() -> list[FormatType]:
        return [FormatType(name="mine", summary="mine", write=lambda *_: None)]

    hub = PluginHub.of({"mine": SimpleNamespace(tieweave_formats=tieweave.hookimpl(tieweave_formats))})
    assert [plugin.name for plugin in hub.plugins] == ["mine"]
    assert hub.format("mine").summary == "mine"
    assert hub.sources() == ()


def test_declarations_come_in_the_order_of_the_plugins_names(install: Install) -> None:
    for name in ("c", "a", "b"):
        install(f"tieweave-{name}", sources(f"{name}1", f"{name}2"))
    found: tuple[SourceType, ...] = PluginHub.load(disabled=INSTALLED).sources()
    assert [source.name for source in found] == ["a1", "a2", "b1", "b2", "c1", "c2"]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    code = "import sys; from tieweave.cli import main; sys.argv[0] = 'tieweave'; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )


@pytest.fixture
def all_broken(install: Install) -> None:
    install("tieweave-exits", "import sys; sys.exit('\\x1b[2Jgone')")
    install("tieweave-missing", "import no_such_library")
    install("tieweave-misspelt", hook("return []", "def tieweave_source():"))
    install("tieweave-unreadable", "", entry_points="[tieweave]\nx\n")
    for name in INSTALLED:
        install(f"tieweave-{name}", "raise RuntimeError('replaced')")


@pytest.mark.usefixtures("all_broken")
def test_the_plugins_command_works_when_every_plugin_is_broken() -> None:
    ran = run("plugins")
    assert ran.returncode == 0
    assert ran.stderr == ""
    rows = [line.split() for line in ran.stdout.splitlines()]
    statuses = dict.fromkeys([*INSTALLED, "exits", "missing", "tieweave-unreadable"], "broken")
    statuses["misspelt"] = "rejected"
    assert [row[:3] for row in rows] == [[name, "1.0", status] for name, status in sorted(statuses.items())]
    assert "\x1b" not in ran.stdout
    assert "did you mean tieweave_sources?" in ran.stdout


@pytest.mark.usefixtures("all_broken")
def test_the_plugins_command_as_json_has_every_key() -> None:
    ran = run("plugins", "--json")
    assert ran.returncode == 0
    listed = json.loads(ran.stdout)
    keys = {"name", "distribution", "version", "status", "hooks", "sources", "formats", "sinks", "error"}
    assert all(set(plugin) == keys for plugin in listed)
    missing = next(plugin for plugin in listed if plugin["name"] == "missing")
    assert missing == {
        "name": "missing",
        "distribution": "tieweave-missing",
        "version": "1.0",
        "status": "broken",
        "hooks": [],
        "sources": [],
        "formats": [],
        "sinks": [],
        "error": "failed while being loaded: ModuleNotFoundError: No module named 'no_such_library'",
    }
    assert "\x1b" not in ran.stdout


@pytest.mark.usefixtures("all_broken")
def test_debug_shows_where_a_plugin_failed() -> None:
    ran = run("--debug", "plugins")
    assert ran.returncode == 0
    assert "tieweave_missing.py" in ran.stderr
    assert "\x1b" not in ran.stderr


@pytest.mark.usefixtures("all_broken")
@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_load_no_plugin(install: Install, tmp_path: Path, option: str) -> None:
    touched = tmp_path / "touched"
    install("tieweave-touches", f"open({str(touched)!r}, 'w').close()")
    ran = run(option)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert not touched.exists()


def test_the_environment_disables_a_plugin_for_the_command(install: Install, monkeypatch: pytest.MonkeyPatch) -> None:
    install("tieweave-exits", "import os; os._exit(9)")
    monkeypatch.setenv("TIEWEAVE_DISABLE_PLUGINS", "exits,other")
    ran = run("plugins")
    assert ran.returncode == 0
    assert ["exits", "1.0", "disabled"] in [line.split()[:3] for line in ran.stdout.splitlines()]

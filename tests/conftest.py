from __future__ import annotations

import importlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent


class Ran(NamedTuple):
    """What a run of the command gave."""

    code: int
    out: str
    err: str


Command = Callable[..., Ran]
Install = Callable[..., Path]


@pytest.fixture
def tieweave_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run the command in this process; gives its exit code, output and error output."""

    def run(*arguments: str) -> Ran:
        from tieweave.cli import main

        monkeypatch.setattr(sys, "argv", ["tieweave", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        captured = capsys.readouterr()
        return Ran(int(stopped.value.code or 0), captured.out, captured.err)

    return run


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Give lines to read from standard input, which then ends."""

    def give(*lines: str) -> None:
        text = "".join(f"{line}\n" for line in lines)
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    return give


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Lay a distribution of one module out on disk, as pip would, and put it on the path; gives its folder.

    `install("tieweave-x", code)` makes a plugin `x` of the module `tieweave_x` that holds `code`; `entry_points`
    is other text for entry_points.txt, `folder` tells two copies apart. Other Pythons that the test starts find
    it too.
    """
    modules: dict[str, ModuleType | None] = {}

    def lay_out(
        distribution: str,
        code: str = "",
        *,
        entry_points: str | None = None,
        version: str = "1.0",
        folder: str = "site",
    ) -> Path:
        site = tmp_path / folder
        module = distribution.replace("-", "_")
        name = distribution.removeprefix("tieweave-")
        metadata = site / f"{module}-{version}.dist-info"
        metadata.mkdir(parents=True)
        described = f"Metadata-Version: 2.1\nName: {distribution}\nVersion: {version}\n"
        (metadata / "METADATA").write_text(described, encoding="utf-8")
        listed = f"[tieweave]\n{name} = {module}\n" if entry_points is None else entry_points
        (metadata / "entry_points.txt").write_text(listed, encoding="utf-8")
        (site / f"{module}.py").write_text(code, encoding="utf-8")
        if str(site) not in sys.path:
            monkeypatch.syspath_prepend(site)
            monkeypatch.setenv("PYTHONPATH", str(site), prepend=os.pathsep)
        importlib.invalidate_caches()
        modules.setdefault(module, sys.modules.get(module))
        return site

    yield lay_out
    for module, before in modules.items():
        if before is None:
            sys.modules.pop(module, None)
        else:  # a plugin of this checkout that was replaced for a test
            sys.modules[module] = before


@pytest.fixture
def examples() -> Path:
    return ROOT / "examples"

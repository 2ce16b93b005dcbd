r"""The contract kit for the authors of plugins. It needs pytest; nothing else of tieweave imports it.

A source plugin's test file::

    from pathlib import Path

    import pytest

    from tieweave.testing import SourceContract, assert_golden

    class TestLines(SourceContract):
        plugin = "lines"
        source = "lines"

        @pytest.fixture
        def location(self, tmp_path):
            path = tmp_path / "two.names"
            path.write_text("Ann Lee\nBo Roy\n", encoding="utf-8")
            return str(path)

        def test_golden(self, records):
            assert_golden(records, Path(__file__).with_name("two.expected.json"))

A sink plugin's::

    import pytest

    from tieweave.testing import SinkContract

    class TestTodo(SinkContract):
        plugin = "todo"
        sink = "todo"

        @pytest.fixture
        def location(self, tmp_path):
            return f"todo:{tmp_path / 'todo.txt'}"

The plugin must be installed, since the kit finds it as tieweave does.
"""

from __future__ import annotations

import pytest

# So that a check that fails shows what was compared, as a test file's own do.
pytest.register_assert_rewrite("tieweave.testing.plugin_contract", "tieweave.testing.sinks", "tieweave.testing.sources")

from tieweave.testing.awkward import awkward_follow_ups
from tieweave.testing.golden import UPDATE_VARIABLE, Record, assert_golden
from tieweave.testing.killing import killed_at_every_step
from tieweave.testing.making import NOW, make_contact, make_follow_up, memory_source
from tieweave.testing.sinks import SinkContract
from tieweave.testing.sources import SourceContract
from tieweave.testing.strategies import contacts, follow_ups

__all__ = [
    "NOW",
    "UPDATE_VARIABLE",
    "Record",
    "SinkContract",
    "SourceContract",
    "assert_golden",
    "awkward_follow_ups",
    "contacts",
    "follow_ups",
    "killed_at_every_step",
    "make_contact",
    "make_follow_up",
    "memory_source",
]

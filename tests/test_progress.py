"""What is shown of the work while it is done."""

from __future__ import annotations

import sys

import rich.progress

from tieweave.cli.progress import progress


def test_work_of_unknown_size_does_not_keep_the_size_of_the_work_before_it(monkeypatch):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    bars = []
    start = rich.progress.Progress.start
    monkeypatch.setattr(rich.progress.Progress, "start", lambda self: (bars.append(self), start(self)))
    with progress() as display:
        task = bars[0].tasks[0]
        display.counted("contacts", 20, 100)
        assert (task.description, task.completed, task.total) == ("contacts: 20 of 100", 20, 100)
        display.counted("messages\x1b[2J", 3000, None)
        assert (task.description, task.completed, task.total) == ("messages␛[2J: 3,000", 3000, None)
        display.counted("contacts", 20, 100)
        display.doing("merging")
        assert (task.description, task.completed, task.total) == ("merging", 0, None)

"""The checklist keeps to the contract of sinks."""

import re
from pathlib import Path

import pytest

from tieweave.testing import SinkContract


class TestMarkdownSink(SinkContract):
    plugin = "markdown"
    sink = "md"
    heavy_modules = ("tieweave_markdown.sink", "tieweave_markdown.checklist")

    @pytest.fixture
    def path(self, tmp_path):
        return tmp_path / "follow-ups.md"

    @pytest.fixture
    def location(self, path):
        return f"md:{path}"

    @pytest.fixture
    def fresh_location(self, tmp_path):
        return lambda number: str(tmp_path / f"{number}.md")

    @pytest.fixture
    def count(self):
        def counted(location):
            text = Path(location.removeprefix("md:")).read_text(encoding="utf-8")
            return len(re.findall(r"^- \[.\] .* \^tw-[0-9a-f]+$", text, flags=re.MULTILINE))

        return counted

    @pytest.fixture
    def edit(self, path):
        """Change the line of an id, as an editor does."""

        def edited(item, change):
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            lines = [change(line) if line.endswith(f"^tw-{item}\n") else line for line in lines]
            path.write_text("".join(lines), encoding="utf-8")

        return edited

    @pytest.fixture
    def tick(self, edit):
        return lambda item: edit(item, lambda line: line.replace("- [ ]", "- [x]").replace(" ^", " ✅ 2026-11-30 ^"))

    @pytest.fixture
    def move(self, edit):
        return lambda item, day: edit(item, lambda line: re.sub(r"📅 [0-9-]+", f"📅 {day}", line))

    @pytest.fixture
    def remove(self, edit):
        return lambda item: edit(item, lambda _: "")

    @pytest.fixture
    def meddle(self, path):
        def added():
            text = path.read_text("utf-8") if path.exists() else "# Mine\n\n## Week of 2026-11-30\n\n- [ ] milk ^m\n"
            text = text.replace("- [ ]", f"my {len(text)} words\n\n- [ ]", 1)
            mine = f"\n## My notes {len(text)}\n\n- [ ] my own task 📅 2026-12-01 ^mine\n  with a note\nlast line"
            path.write_text(text + mine, encoding="utf-8")
            lines = [line for line in text.splitlines() if line.startswith(("my", "# Mine", "- [ ] milk"))]

            def check():
                now = path.read_text(encoding="utf-8")
                assert mine in now
                assert all(now.splitlines().count(line) == 1 for line in lines)

            return check

        return added

    @pytest.fixture
    def broken_location(self, tmp_path):
        path = tmp_path / "latin.md"
        path.write_bytes("# Für später\n".encode("latin-1"))
        return str(path)

"""Print the nth sh block of the README, so that CI runs the very command a newcomer reads."""

import re
import sys
from pathlib import Path

readme = Path(__file__).resolve().parent.parent / "README.md"
blocks = re.findall(r"^```sh\n(.*?)^```$", readme.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
sys.stdout.write(blocks[int(sys.argv[1]) - 1])

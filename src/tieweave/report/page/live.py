"""The page as the app serves it."""

from __future__ import annotations

import attrs


@attrs.frozen(kw_only=True)
class Live:
    """That the page is live, and of which `version`: the number grows whenever something in it changes."""

    version: int

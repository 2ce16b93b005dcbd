"""What a server refuses or cannot do."""

from __future__ import annotations

BUSY = (429, 503)
"""The statuses by which a server asks to be left in peace for a while."""


class ServerError(Exception):
    """What a server refuses or cannot do: `reason`, in one line; the HTTP `status`, 0 where it was not reached.

    A status of None says that its answer was of no use. `too_large` says that its answer was larger than is read, `cut`
    that it began to answer and did not end, so that the same request may do better.
    """

    def __init__(self, reason: str, *, status: int | None = None, too_large: bool = False, cut: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.too_large = too_large
        self.cut = cut

    @property
    def final(self) -> bool:
        """Whether other requests to the server would fail as well: it is not there, refuses us, or asks for peace."""
        return self.status in (0, 401, *BUSY)


def shown(url: str) -> str:
    """Return an address for a message, in one line that is not too long."""
    text = "".join(character if character.isprintable() else "?" for character in url)
    return text if len(text) <= 200 else f"{text[:200]}…"

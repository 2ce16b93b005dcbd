"""What is answered where something cannot be done: a status of HTTP, and one line for the user."""

from __future__ import annotations

from http import HTTPStatus

from tieweave.errors import StoreError, TieweaveError


class RefusedError(Exception):
    """A request that cannot be done; its text is one line that says why."""

    def __init__(self, status: HTTPStatus, line: str) -> None:
        self.status = status
        super().__init__(line)


def wrong(line: str) -> RefusedError:
    """Return the refusal of what the user said, and can say otherwise."""
    return RefusedError(HTTPStatus.BAD_REQUEST, line)


def unknown(line: str) -> RefusedError:
    """Return the refusal of what is about nobody, or nothing, that is there."""
    return RefusedError(HTTPStatus.NOT_FOUND, line)


def clash(line: str) -> RefusedError:
    """Return the refusal of what does not fit how things stand by now."""
    return RefusedError(HTTPStatus.CONFLICT, line)


def refusal(error: Exception) -> RefusedError | None:
    """Return what to answer to an error, None where it is a mistake of the program's own."""
    if isinstance(error, RefusedError):
        return error
    if isinstance(error, StoreError):
        return RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
    return wrong(str(error)) if isinstance(error, TieweaveError) else None

"""What is served, by path, under the token: the page, what changed in it, and the acts."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import urllib.parse
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import attrs
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from tieweave.app import acts, forms
from tieweave.app.desk import Desk, Outcome
from tieweave.app.forms import Form
from tieweave.app.refusals import refusal, wrong
from tieweave.app.shown import Changes
from tieweave.app.undoing import KINDS, Undo
from tieweave.model import Channel, Status
from tieweave.report import page
from tieweave.report.harmless import visible

_PATIENCE = 20.0
"""Seconds to wait for a change before a page is told that there is none, and asks again."""
_MOST_DAYS = 3650
_STATUS = {"done": Status.DONE, "snooze": Status.SNOOZED, "drop": Status.DROPPED}

_Endpoint = Callable[[Request], Awaitable[Response]]
_Act = Callable[[Request, Form], Callable[[], Outcome]]


def app(desk: Desk, *, troubled: Callable[[Exception], None], patience: float = _PATIENCE) -> Starlette:
    """Return the ASGI application that serves a desk; `troubled` is told of mistakes of the program's own."""
    found = _Pages(desk, patience)
    does = _Acts(desk)
    gets = {"/": found.whole, "/changes": found.changes, "/people/{person}": found.forms}
    posts: dict[str, _Act] = {
        "/people/{person}/answer": does.answer,
        "/people/{person}/log": does.log,
        "/people/{person}/same-as": does.same_as,
        "/people/{person}/separate": does.separate,
        "/pairs": does.decide,
        "/follow-ups/{item}": does.follow_up,
        "/add": does.add,
        "/undo": does.undo,
    }
    careful = functools.partial(_careful, troubled)
    made = Starlette(
        routes=[
            *(Route(path, careful(endpoint), methods=["GET"]) for path, endpoint in gets.items()),
            *(Route(path, careful(_posted(act)), methods=["POST"]) for path, act in posts.items()),
        ],
        exception_handlers={HTTPException: _not_there},
    )
    made.router.redirect_slashes = False
    return made


class _Pages:
    """What is shown."""

    def __init__(self, desk: Desk, patience: float) -> None:
        self._desk = desk
        self._patience = patience

    async def whole(self, _: Request) -> Response:
        """Return the page as it is now."""
        self._desk.look()
        return HTMLResponse(await run_in_threadpool(self._document))

    def _document(self) -> str:
        version, made = self._desk.shown.whole()
        return page.document(self._desk.found.view, live=page.Live(version=version), made=made)

    async def changes(self, request: Request) -> Response:
        """Return what changed since a version; wait for it where nothing did."""
        since = Form(dict(request.query_params)).number("since", 0, 10**12 - 1)
        shown = self._desk.shown
        loop, woken = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(woken.set)

        with shown.telling(wake):
            if shown.version == since and not self._desk.is_over:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), self._patience)
        response = await run_in_threadpool(lambda: _changed(shown.since(since)))
        if response.status_code == HTTPStatus.NO_CONTENT:
            self._desk.look()
        return response

    async def forms(self, request: Request) -> Response:
        """Return the forms for one person."""
        return HTMLResponse(await run_in_threadpool(self._desk.forms, _person(request)))


def _changed(changes: Changes | None) -> Response:
    if changes is None:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    return JSONResponse({"version": changes.version, "parts": dict(changes.parts), "lists": dict(changes.lists)})


class _Acts:
    """What is done: each reads a form, and returns what then does it in a thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def answer(self, request: Request, form: Form) -> Callable[[], Outcome]:
        level, category = form.level(), form.category()
        if level is None and not category:
            raise wrong("say a level, or a category, or both")
        return self._do(functools.partial(acts.answer, element=_person(request), level=level, category=category))

    def log(self, request: Request, form: Form) -> Callable[[], Outcome]:
        by = form.choice("by", "", "email", "message", "call", "meeting")
        return self._do(
            functools.partial(
                acts.log,
                element=_person(request),
                text=form.text("text"),
                when=form.text("when") or None,
                gave=form.flag("gave"),
                received=form.flag("received"),
                answered=form.flag("answered"),
                lead=form.text("lead"),
                by=Channel(by) if by else None,
            )
        )

    def same_as(self, request: Request, form: Form) -> Callable[[], Outcome]:
        return self._do(functools.partial(acts.same_as, element=_person(request), other=form.text("other")))

    def separate(self, request: Request, form: Form) -> Callable[[], Outcome]:
        record = form.number("record", 1, 10_000)
        return self._do(functools.partial(acts.separate, element=_person(request), record=record))

    def decide(self, _: Request, form: Form) -> Callable[[], Outcome]:
        same = form.choice("same", "yes", "no") == "yes"
        return self._do(functools.partial(acts.decide, one=form.text("one"), other=form.text("other"), same=same))

    def follow_up(self, request: Request, form: Form) -> Callable[[], Outcome]:
        status = _STATUS[form.choice("what", *_STATUS)]
        days = form.number("days", 1, _MOST_DAYS, unsaid=7)
        return self._do(functools.partial(acts.follow_up, item=request.path_params["item"], status=status, days=days))

    def add(self, _: Request, form: Form) -> Callable[[], Outcome]:
        return self._do(
            functools.partial(
                acts.add,
                name=form.text("name"),
                category=form.category(),
                level=form.level(),
                emails=_several(form.text("email")),
                phones=_several(form.text("phone")),
                organisation=form.text("organisation"),
                notes=_several(form.text("note")),
                again=form.flag("again"),
            )
        )

    def undo(self, _: Request, form: Form) -> Callable[[], Outcome]:
        what = form.choice("what", *KINDS)
        if what == "follow-up":
            return functools.partial(self._desk.undo, Undo(what=what, id=form.text("id")))
        return functools.partial(self._desk.undo, Undo(what=what, number=form.number("number", 1, 10**9)))

    def _do(self, act: Callable[[acts.Turn], acts.Did]) -> Callable[[], Outcome]:
        return functools.partial(self._desk.do, act)


def _person(request: Request) -> str:
    return str(request.path_params["person"])


def _several(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _posted(act: _Act) -> _Endpoint:
    async def endpoint(request: Request) -> Response:
        form = await forms.read(request)
        outcome = await run_in_threadpool(act(request, form))
        if not _wants_json(request):
            return Response(status_code=HTTPStatus.SEE_OTHER, headers={"location": f"{request.scope['root_path']}/"})
        undo = outcome.did.undo
        return JSONResponse(
            {
                "said": visible(outcome.did.said),
                "undo": undo and {key: value for key, value in attrs.asdict(undo).items() if value},
                "who": outcome.did.who or None,
                "version": outcome.version,
                "parts": outcome.parts,
            }
        )

    return endpoint


def _careful(troubled: Callable[[Exception], None], endpoint: _Endpoint) -> _Endpoint:
    """Answer what is refused with one line, and a mistake of the program's own too; the next request may go well."""

    async def guarded(request: Request) -> Response:
        try:
            return await endpoint(request)
        except Exception as error:  # noqa: BLE001 - the server must outlive it
            refused = refusal(error)
            if refused is not None:
                return _refused(request, refused.status, str(refused))
            troubled(error)
            line = "something went wrong here, and nothing more is known; run with --debug to see what"
            return _refused(request, HTTPStatus.INTERNAL_SERVER_ERROR, line)

    return guarded


async def _not_there(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.NOT_FOUND
    return _refused(request, HTTPStatus(status), HTTPStatus(status).phrase.lower())


def _refused(request: Request, status: HTTPStatus, line: str) -> Response:
    if _wants_json(request):
        return JSONResponse({"error": visible(line)}, status_code=status)
    return PlainTextResponse(f"{visible(line)}\n", status_code=status)


def _wants_json(request: Request) -> bool:
    return "application/json" in request.headers.get("accept", "")


def address(port: int, token: str) -> str:
    """Return where the page is."""
    return f"http://127.0.0.1:{port}/{urllib.parse.quote(token)}/"

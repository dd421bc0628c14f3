"""What the browser asks: pages from memory, and a socket that says when they are new."""

import asyncio
import json
import mimetypes
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from hmac import compare_digest
from html import escape
from importlib.resources import files as packaged
from typing import TypeVar
from urllib.parse import unquote

from livereload.handlers import LiveReloadHandler
from pydantic import ValidationError
from tornado.web import Application, HTTPError, RequestHandler, StaticFileHandler
from tornado.websocket import WebSocketClosedError
from typing_extensions import override

from generator import urls
from generator.model import Library
from generator.problems import Problem, explain
from generator.serve.answers import answer
from generator.serve.asked import AskedChange, AskedQuestion, RefusedError, unfit
from generator.serve.guard import HEADERS, Guard
from generator.serve.own import choice, own
from generator.serve.searching import Searching
from generator.serve.workshop import Shown, State, Workshop, path_of
from generator.source import MEDIA

OWN = ".glossator/"  # addresses of our own; no file of a site begins with a full stop
# Scripts and styles that only the dev server has.
OWN_FILES = frozenset({
    "dev.js", "dev.css", "editing/choosing.js", "editing/controls.js", "editing/dialog.js",
    "editing/drafts.js", "editing/editing.css", "editing/fields.js", "editing/glossary.js",
    "editing/main.js", "editing/notes.js", "editing/parts.js", "editing/preview.js",
    "editing/selection.js", "editing/sources.js", "editing/topics.js",
})  # fmt: skip
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
_SHOWN_PROBLEMS = 50
_NOT_OURS = "the server was started anew: load the page again; what you wrote is kept"
Form = TypeVar("Form", AskedChange, AskedQuestion)
_EMPTY = (
    b"<!doctype html>\n<html lang=en>\n<head>\n<title>Glossator</title>\n</head>\n<body>\n</body>\n"
)


@dataclass
class Desk:
    """What the handlers share."""

    workshop: Workshop
    guard: Guard
    showing: ThreadPoolExecutor
    making: ThreadPoolExecutor
    surveying: ThreadPoolExecutor
    searching: Searching
    token: str
    run: str  # another one each time, so that pages notice a server that was started again
    sockets: "set[Live]" = field(default_factory=set)

    def close(self) -> None:
        """End all work."""
        self.workshop.is_touched.set()
        self.searching.close()
        for each in (self.showing, self.making, self.surveying):
            each.shutdown(wait=False, cancel_futures=True)

    def tell(self) -> None:
        """Tell every open page that there is something new; nothing else is told."""
        for socket in tuple(self.sockets):
            socket.tell()


def make_application(desk: Desk) -> Application:
    """The web application of a dev server."""
    given = {"desk": desk}
    return Application(
        [
            (rf"/{re.escape(OWN)}live", Live, given),
            (rf"/{re.escape(OWN)}changes", Changes, given),
            (rf"/{re.escape(OWN)}questions", Questions, given),
            (rf"/{re.escape(OWN)}([a-z./]+)", OwnFiles, given),
            (rf"/{urls.MEDIA}(.+)", Media, given),
            (r"/(.*)", Pages, given),
        ],
        log_function=lambda _: None,
        websocket_ping_interval=20,
        default_handler_class=Nowhere,
        default_handler_args=given,
    )


class Guarded(RequestHandler):
    """Answers nobody but pages of its own."""

    @override
    def initialize(self, desk: Desk) -> None:
        """Keep what is shared."""
        self.desk = desk

    @override
    def set_default_headers(self) -> None:
        for name, value in HEADERS.items():
            self.set_header(name, value)
        self.clear_header("Server")

    @override
    def prepare(self) -> None:
        if refusal := self.desk.guard.refusal(self.request.headers):
            self.set_status(403)
            self.finish(refusal)

    @override
    def write_error(self, status_code: int, **kwargs: object) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}")


class Nowhere(Guarded):
    """Addresses that are none of a site's."""

    @override
    def get(self) -> None:
        """Say that there is nothing."""
        self.send_error(404)


class OwnFiles(Guarded):
    """The scripts and styles that only the dev server has."""

    @override
    def get(self, name: str) -> None:
        """Send one of them."""
        if name not in OWN_FILES:
            self.send_error(404)
            return
        self.set_header("Content-Type", _media_type(name))
        self.finish(packaged("generator.serve").joinpath(*name.split("/")).read_bytes())


class Pages(Guarded):
    """Files of the site, each made when it is asked for."""

    @override
    async def get(self, address: str = "") -> None:
        """Send a file; a page is made off the loop."""
        path = path_of(unquote(address))
        if any(part.startswith(".") or not part for part in path.split("/")) or "\\" in path:
            self.send_error(404)
            return
        if path.startswith(f"{urls.SEARCH}/") and (index := await self.desk.searching.file(path)):
            self.set_header("Content-Type", _media_type(path))
            self.finish(index)
            return
        state = self.desk.workshop.state
        if "." not in path.rpartition("/")[2] and state.page(f"{path}/{urls.HOME}"):
            self.redirect(f"/{self.request.path.strip('/')}/")
            return
        loop = asyncio.get_running_loop()
        shown = await loop.run_in_executor(self.desk.showing, self.desk.workshop.show, path, state)
        if shown is None and (path.endswith(".html") or "." not in path.rpartition("/")[2]):
            show = self.desk.workshop.show
            missing = await loop.run_in_executor(self.desk.showing, show, urls.MISSING, state)
            self.set_status(404)
            is_search = path == urls.path_of(urls.SEARCH)
            path, shown = urls.MISSING, missing or Shown(_EMPTY)
            if is_search:
                shown = replace(shown, notice=self._search_notice(state))
        if shown is None:
            self.send_error(404)
            return
        more: dict[str, object] = {"run": self.desk.run, "own": own(path, state, self.desk.token)}
        if path == urls.path_of(urls.SEARCH):
            more |= {"searched": self.desk.searching.number}
            shown = replace(shown, notice=self._search_notice(state))
        self.set_header("Content-Type", _media_type(path))
        self.finish(_dressed(shown, state, more) if path.endswith(".html") else shown.content)

    head = get

    def _search_notice(self, state: State) -> str:
        return self.desk.searching.notice(state, self.desk.tell)


class Media(Guarded, StaticFileHandler):
    """Sounds and films as they lie in content/media/; browsers ask for the part that they play."""

    @override
    def initialize(self, desk: Desk) -> None:  # type: ignore[override]  # it asks the desk
        Guarded.initialize(self, desk)
        StaticFileHandler.initialize(self, str(desk.workshop.project / MEDIA))

    @override
    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        if f"{MEDIA}{self.path_args[0]}" not in self.desk.workshop.state.tree.media:
            raise HTTPError(404)  # also a link that leads elsewhere
        return super().validate_absolute_path(root, absolute_path)


class Asked(Guarded):
    """Answers what an open page asks: JSON with this run's token, and nothing else."""

    def asked(self, form: type[Form]) -> Form | None:
        """What is asked; None where it is not read, which is answered then."""
        headers = self.request.headers
        token = headers.get("Glossator-Token", "").encode()
        if "Origin" not in headers or not compare_digest(token, self.desk.token.encode()):
            self.answer(403, {"reason": _NOT_OURS})
            return None
        if headers.get("Content-Type", "").partition(";")[0].strip() != "application/json":
            self.answer(415, {"reason": "only JSON is read here"})
            return None
        try:
            return form.model_validate_json(self.request.body)
        except ValidationError as error:
            self.answer(400, {"reason": unfit(error)})
            return None

    def answer(self, status: int, said: Mapping[str, object]) -> None:
        """Send JSON."""
        self.set_status(status)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(said, ensure_ascii=False))


class Changes(Asked):
    """Writes what an editor asks for into one file of the content."""

    @override
    async def post(self) -> None:
        """Write, or say why not; a refusal for staleness brings the newest digest."""
        if (asked := self.asked(AskedChange)) is None:
            return
        workshop, loop = self.desk.workshop, asyncio.get_running_loop()
        try:
            saved = await loop.run_in_executor(self.desk.making, workshop.save, asked.ask)
        except RefusedError as refused:
            base = workshop.base_for(asked.ask) if refused.status == 409 else ""  # noqa: PLR2004  # stale
            self.answer(refused.status, {"reason": refused.reason, "base": base})
        except OSError as error:
            reason = f"the file cannot be written: {error.strerror}; what you wrote is still here"
            self.answer(500, {"reason": reason})
        else:
            self.answer(200, {"reason": "", **asdict(saved)})
        finally:
            self.desk.tell()  # also what was found on the disk when nothing was written


class Questions(Asked):
    """Answers what only needs reading: what may be meant, how a note will look."""

    @override
    async def post(self) -> None:
        """Answer, or say why not."""
        if (asked := self.asked(AskedQuestion)) is None:
            return
        known, loop = self.desk.workshop.state.known, asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self.desk.showing, answer, asked.ask, known)
        except RefusedError as refused:
            self.answer(refused.status, {"reason": refused.reason})
        else:
            self.answer(200, found)


class Live(LiveReloadHandler):  # type: ignore[misc]  # it has no types
    """The socket of an open page; what it says carries no paths, what it hears is not heeded."""

    @override
    def initialize(self, desk: Desk) -> None:
        """Keep what is shared."""
        self.desk = desk

    @override
    def prepare(self) -> None:
        if self.desk.guard.refusal(self.request.headers):
            self.set_status(403)
            self.finish()

    @override
    def check_origin(self, origin: str) -> bool:
        return self.desk.guard.is_own(origin, self.request.headers.get("Host", ""))

    def open(self) -> None:
        """Say how new the site is, so that a page that was away can tell."""
        self.desk.sockets.add(self)
        self.tell()

    def tell(self) -> None:
        """Say the numbers of the newest state and the newest index of the search."""
        said = {"number": self.desk.workshop.state.number, "run": self.desk.run,
                "searched": self.desk.searching.number}  # fmt: skip
        try:
            self.write_message(json.dumps(said))
        except WebSocketClosedError:
            self.desk.sockets.discard(self)

    @override
    def on_message(self, message: str | bytes) -> None:
        """Heed nothing: a page asks by HTTP."""

    @override
    def on_close(self) -> None:
        self.desk.sockets.discard(self)


def _dressed(shown: Shown, state: State, more: Mapping[str, object]) -> bytes:
    """A page with what the dev server adds to it; what is published has none of it."""
    problems = _first({*state.problems, *shown.problems})
    told = {
        "number": state.number,
        "notice": shown.notice,
        **more,
        "problems": [_told(each, state.library) for each in problems],
    }
    data = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
    head = (
        f'<script defer src="/{OWN}dev.js"></script>\n'
        f'<script type="module" src="/{OWN}editing/main.js"></script>\n'
        f'<script type="application/json" id="glossator-state">{data}</script>\n'
    )
    page = _POLICY.sub(b"", shown.content or _EMPTY, count=1)
    # Before the site's own scripts, so that ours sees the page as it was sent.
    return page.replace(b"<title>", head.encode() + b"<title>", 1)


def _first(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that are shown, errors before warnings."""
    return sorted(problems, key=lambda each: (each.severity, each))[:_SHOWN_PROBLEMS]


def _told(problem: Problem, library: Library) -> dict[str, object]:
    first, *excerpt = explain(problem).split("\n")
    where, _, _ = first.partition(f": {problem.severity}[")
    return {
        "severity": problem.severity.value,
        "code": problem.code,
        "where": where,
        "message": problem.message,
        "excerpt": "\n".join(excerpt[:2]) if problem.place.line else "",
        "help": problem.help,
        "choice": choice(problem, library),
    }


def _media_type(path: str) -> str:
    guessed = {"js": "text/javascript", "wasm": "application/wasm", "webmanifest":
               "application/manifest+json"}.get(path.rpartition(".")[2])  # fmt: skip
    guessed = guessed or mimetypes.guess_type(path)[0] or "application/octet-stream"
    is_text = guessed.startswith("text/") or guessed.endswith(("json", "xml"))
    return f"{guessed}; charset=utf-8" if is_text else guessed


def shown_address(bind: str, port: int) -> str:
    """The address to open."""
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(bind, bind)  # noqa: S104  # said, not bound
    return f"http://{f'[{name}]' if ':' in name and name[0] != '[' else escape(name)}:{port}/"

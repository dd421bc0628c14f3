"""A dev server that runs beside a test."""

import asyncio
import http.client
import json
import socket
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from builders import NOW
from tornado.httpclient import AsyncHTTPClient, HTTPRequest, HTTPResponse

from generator.serve.run import Server, Where
from generator.serve.workshop import State

PAGE = "briefings/talks/"
CHANGES, QUESTIONS = ".glossator/changes", ".glossator/questions"
R = TypeVar("R")
DEADLINE = 30


class Session:
    """A dev server in a thread of its own, and what it said."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        self.folder, self._port = folder, port
        self.states: list[State] = []
        self._told = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._ready: Future[Server] = Future()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        self.server = self._ready.result(DEADLINE)
        self.address = self.server.address

    def _run(self) -> None:
        async def serve() -> None:
            server = Server(Where(self.folder, "127.0.0.1", self._port), NOW, self._tell)
            self._serving = asyncio.current_task()
            await server.run(lambda: self._ready.set_result(server))

        try:
            self._loop.run_until_complete(serve())
        except asyncio.CancelledError:
            pass
        finally:
            self._loop.close()

    def _tell(self, state: State) -> None:
        with self._told:
            self.states.append(state)
            self._told.notify_all()

    def stop(self) -> None:
        assert self._serving is not None
        self._loop.call_soon_threadsafe(self._serving.cancel)
        self._thread.join(DEADLINE)
        assert not self._thread.is_alive()

    def until(self, is_so: Callable[[State], bool]) -> State:
        """The first state told, from now on back, of which something is so."""
        with self._told:
            assert self._told.wait_for(lambda: is_so(self.states[-1]), DEADLINE), self.states[-1]
            return self.states[-1]

    def raw(self, *lines: str) -> bytes:
        """What the server answers to the lines of a request as they are, without a client.

        b"" where it hangs up.
        """
        with socket.create_connection(("127.0.0.1", self.server.port), DEADLINE) as connection:
            connection.sendall("".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1"))
            response = http.client.HTTPResponse(connection, method=lines[0].partition(" ")[0])
            try:
                response.begin()
            except http.client.BadStatusLine:
                return b""
            return f"HTTP/1.1 {response.status}\n{response.msg}".encode() + response.read()

    def do(self, work: Coroutine[Any, Any, R]) -> R:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(DEADLINE)

    def ask(self, path: str = "", method: str = "GET", **headers: str) -> HTTPResponse:
        """What the server answers to a request."""
        body = "{}" if method in {"POST", "PUT", "PATCH"} else None
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        request = HTTPRequest(
            self.address + path, method, sent, body=body, follow_redirects=False,
            allow_nonstandard_methods=True,
        )  # fmt: skip

        async def fetch() -> HTTPResponse:
            return await AsyncHTTPClient().fetch(request, raise_error=False)

        return self.do(fetch())

    def post(self, to: str, ask: object, **changes: str | None) -> HTTPResponse:
        """The answer to what a page asks; `changes` are other headers than the page's, or none."""
        headers = {"Origin": self.address.rstrip("/"), "Content-Type": "application/json",
                   "Glossator-Token": self.own()["token"]}  # fmt: skip
        given = {name.replace("_", "-"): value for name, value in changes.items()}
        sent = {name: value for name, value in {**headers, **given}.items() if value is not None}
        request = HTTPRequest(
            self.address + to, "POST", sent, body=json.dumps({"ask": ask}), follow_redirects=False
        )

        async def fetch() -> HTTPResponse:
            return await AsyncHTTPClient().fetch(request, raise_error=False)

        return self.do(fetch())

    def save(self, ask: dict[str, Any], **changes: str | None) -> HTTPResponse:
        """The answer to a change of the page's briefing as it is now, unless `ask` has a base."""
        found = self.own()
        return self.post(CHANGES, {"briefing": "talks", "base": found["base"], **ask}, **changes)

    def question(self, ask: dict[str, Any], **changes: str | None) -> HTTPResponse:
        """The answer to a question."""
        return self.post(QUESTIONS, ask, **changes)

    def answered(self, ask: dict[str, Any]) -> dict[str, Any]:
        """What a question is answered with."""
        answer = self.question(ask)
        assert answer.code == 200, answer.body
        found: dict[str, Any] = json.loads(answer.body)
        return found

    def own(self, path: str = "") -> dict[str, Any]:
        """What a page is told for its editing."""
        found: dict[str, Any] = self.told(path or PAGE)["own"]
        return found

    def told(self, path: str = PAGE) -> dict[str, Any]:
        """What the server adds to a page for its own script."""
        text = self.ask(path).body.decode()
        told = text.partition('id="glossator-state">')[2].partition("</script>")[0]
        found: dict[str, Any] = json.loads(told)
        return found

    def problems(self, path: str = PAGE) -> list[str]:
        """The codes that a page tells of."""
        return [each["code"] for each in self.told(path)["problems"]]

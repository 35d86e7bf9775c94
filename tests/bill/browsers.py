"""Browsers that tests drive: Chromium over the DevTools protocol on a pipe, Firefox over WebDriver BiDi.

Both open files only: no name resolves, and what a page asks for is noted in `asked`.
"""

from __future__ import annotations

import base64
import itertools
import json
import os
import select
import shutil
import socket
import subprocess
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

TIMEOUT = 60.0


def found(*names: str) -> str:
    """The program, or a skip."""
    for name in names:
        if path := shutil.which(name):
            return path
    pytest.skip(f"there is no {names[0]} (scripts/system.sh servers installs it)")


class Browser(ABC):
    """What tests do with a page. `asked` are the addresses that were requested, `logged` what its console says."""

    asked: list[str]
    logged: list[str]

    def __init__(self) -> None:
        self.asked, self.logged = [], []

    @abstractmethod
    def open(self, page: Path) -> None: ...

    @abstractmethod
    def run(self, script: str) -> Any:
        """The value of an expression, awaited."""

    def until(self, script: str) -> Any:
        """The first true value of an expression."""
        end = time.monotonic() + TIMEOUT
        while time.monotonic() < end:
            if value := self.run(script):
                return value
            time.sleep(0.05)
        raise AssertionError(f"never true: {script}; the page says: {self.run('document.body.innerText')}")

    def enter(self, password: str) -> None:
        """Type a password and press the button."""
        value = json.dumps(password)
        self.run(f"(document.getElementById('password').value = {value}, document.getElementById('open').click())")


class Chromium(Browser):
    def __init__(self, send: int, receive: int) -> None:
        super().__init__()
        self._send, self._receive, self._numbers, self._rest = send, receive, itertools.count(1), b""
        target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """A command to the page."""
        return self._call(method, self._session, **params)

    def open(self, page: Path) -> None:
        self.call("Page.navigate", url=page.as_uri())
        self.until("document.readyState === 'complete'")

    def run(self, script: str) -> Any:
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def pdf(self) -> bytes:
        """The page as it is printed."""
        return base64.b64decode(self.call("Page.printToPDF", preferCSSPageSize=True)["data"])

    def _call(self, method: str, session: str = "", **params: object) -> dict[str, Any]:
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": params} | ({"sessionId": session} if session else {})
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._message()
            if answer.get("id") == number:
                assert "error" not in answer, answer
                return answer["result"]
            self._note(answer)

    def _note(self, event: dict[str, Any]) -> None:
        match event.get("method"):
            case "Network.requestWillBeSent":
                self.asked.append(event["params"]["request"]["url"])
            case "Log.entryAdded":
                self.logged.append(event["params"]["entry"]["text"])

    def _message(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            assert select.select([self._receive], [], [], TIMEOUT)[0], "chromium does not answer"
            data = os.read(self._receive, 1 << 20)
            assert data, "chromium ended"
            self._rest += data
        message, _, self._rest = self._rest.partition(b"\0")
        return json.loads(message)


@contextmanager
def chromium(profile: Path) -> Iterator[Chromium]:
    """A headless Chromium."""
    switches = "headless no-sandbox disable-gpu no-first-run disable-background-networking disable-component-update"
    command = [found("chromium", "chromium-browser"), *(f"--{switch}" for switch in switches.split())]
    command += [f"--user-data-dir={profile}", "--remote-debugging-pipe", "--host-resolver-rules=MAP * ~NOTFOUND"]
    theirs_in, send = os.pipe()
    receive, theirs_out = os.pipe()
    shell = f'exec "$@" 3<&{theirs_in} 4>&{theirs_out}'
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(["bash", "-c", shell, "-", *command], pass_fds=(theirs_in, theirs_out), **quiet)
    os.close(theirs_in)
    os.close(theirs_out)
    try:
        yield Chromium(send, receive)
    finally:
        os.close(send)
        os.close(receive)
        process.terminate()
        process.wait(30)


class Firefox(Browser):
    def __init__(self, port: int) -> None:
        super().__init__()
        self._numbers, self._socket = itertools.count(1), _WebSocket(port, "/session")
        self._call("session.new", capabilities={})
        self._call("session.subscribe", events=["network.beforeRequestSent", "log.entryAdded"])
        self._context = self._call("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, page: Path) -> None:
        self._call("browsingContext.navigate", context=self._context, url=page.as_uri(), wait="complete")

    def run(self, script: str) -> Any:
        target = {"context": self._context}
        answer = self._call("script.evaluate", expression=script, target=target, awaitPromise=True)
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    def pdf(self) -> bytes:
        """The page as it is printed."""
        return base64.b64decode(self._call("browsingContext.print", context=self._context)["data"])

    def _call(self, method: str, **params: object) -> dict[str, Any]:
        number = next(self._numbers)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.receive())
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]
            self._note(answer)

    def _note(self, event: dict[str, Any]) -> None:
        match event.get("method"):
            case "network.beforeRequestSent":
                self.asked.append(event["params"]["request"]["url"])
            case "log.entryAdded":
                self.logged.append(event["params"]["text"] or "")


@contextmanager
def firefox(profile: Path) -> Iterator[Firefox]:
    """A headless Firefox that takes any port."""
    profile.mkdir()
    (profile / "user.js").write_text(
        'user_pref("network.proxy.type", 1);user_pref("network.proxy.http", "127.0.0.1");'
        'user_pref("network.proxy.http_port", 9);user_pref("network.proxy.ssl", "127.0.0.1");'
        'user_pref("network.proxy.ssl_port", 9);user_pref("app.update.enabled", false);\n'
    )
    command = [found("firefox-esr", "firefox"), "--headless", "--no-remote", "--remote-debugging-port=0"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    environment = {**os.environ, "HOME": str(profile)}
    process = subprocess.Popen([*command, "--profile", str(profile)], env=environment, **quiet)
    try:
        yield Firefox(_port(profile / "WebDriverBiDiServer.json", process))
    finally:
        process.terminate()
        process.wait(30)


def _port(told: Path, process: subprocess.Popen[bytes]) -> int:
    """Where Firefox listens, as it notes itself."""
    end = time.monotonic() + TIMEOUT
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError, ValueError):
            return int(json.loads(told.read_text())["ws_port"])
        time.sleep(0.1)
    raise AssertionError("firefox does not listen")


class _WebSocket:
    """As much of RFC 6455 as a client of one's own machine needs."""

    def __init__(self, port: int, path: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), TIMEOUT)
        head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        key = base64.b64encode(os.urandom(16)).decode()
        self._socket.sendall(f"{head}Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n".encode())
        self._stream = self._socket.makefile("rb")
        assert b" 101 " in self._stream.readline()
        while self._stream.readline() not in (b"\r\n", b""):
            pass

    def send(self, text: str) -> None:
        data, mask = text.encode(), os.urandom(4)
        size = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + len(data).to_bytes(2, "big")
        masked = bytes(one ^ key for one, key in zip(data, itertools.cycle(mask), strict=False))
        self._socket.sendall(b"\x81" + size + mask + masked)

    def receive(self) -> str:
        whole = b""
        while True:
            first, size = self._stream.read(2)
            whole += self._stream.read(self._number(2) if size == 126 else self._number(8) if size == 127 else size)
            if first & 0x80:
                return whole.decode()

    def _number(self, size: int) -> int:
        return int.from_bytes(self._stream.read(size), "big")

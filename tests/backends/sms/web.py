"""A small HTTP gateway that remembers requests as they came and answers as it is told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

CUT, SILENT = "cut", "silent"


@dataclass(frozen=True)
class Request:
    line: str
    headers: dict[str, str]
    body: bytes

    def form(self, charset="utf-8"):
        return dict(parse_qsl(self.body.decode("ascii"), encoding=charset, keep_blank_values=True))


@dataclass
class Gateway:
    """`answer(n, request)` is (status, body), or a whole answer in bytes, or what writes one, or `CUT`, or `SILENT`."""

    answer: Callable[[int, Request], object] = lambda n, request: (200, f"msgid=m{n}")
    tls: object = None
    port: int = 0
    requests: list[Request] = field(default_factory=list)
    connections: int = 0

    async def serve(self, reader, writer):
        self.connections += 1
        try:
            while True:
                line, *rest = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                headers = {k.lower(): v for k, _, v in (one.partition(": ") for one in rest if one)}
                body = await reader.readexactly(int(headers.get("content-length", 0)))
                self.requests.append(Request(line, headers, body))
                answer = self.answer(len(self.requests), self.requests[-1])
                if answer == CUT:
                    writer.transport.abort()
                if isinstance(answer, tuple):
                    data = answer[1].encode() if isinstance(answer[1], str) else answer[1]
                    answer = b"HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n" % (answer[0], len(data)) + data
                if callable(answer):
                    await answer(writer)
                if isinstance(answer, bytes):
                    writer.write(answer)
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
            writer.close()

    async def __aenter__(self):
        self.server = await asyncio.start_server(self.serve, "127.0.0.1", self.port, ssl=self.tls)
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_):
        self.server.close()

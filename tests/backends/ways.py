"""The ways in which tests of SMTP are run: session kinds, servers and event loops."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import pytest
import uvloop

from flong.backends.simple import SimpleBackend
from flong.backends.smtp import SmtpBackend

LOOPS = {"asyncio": asyncio.DefaultEventLoopPolicy, "uvloop": uvloop.EventLoopPolicy}


@dataclass(frozen=True)
class Way:
    """A session kind, what the server offers, how many mails may be in flight, and which event loop runs it."""

    name: str
    loop: str
    offers: tuple[bytes, ...] = ()
    window: int = 1
    eager: bool = False
    backend: type = SmtpBackend

    def __str__(self) -> str:
        return f"{self.name}-{self.loop}"

    @property
    def simple(self) -> bool:
        return self.backend is SimpleBackend

    @property
    def chunked(self) -> bool:
        return b"CHUNKING" in self.offers and not self.simple

    @property
    def overlapped(self) -> bool:
        return b"PIPELINING" in self.offers and not self.chunked and not self.simple


KINDS = {
    "lockstep": {},
    "pipelining": {"offers": (b"PIPELINING",), "eager": True},
    "chunking": {"offers": (b"PIPELINING", b"CHUNKING")},
    "window": {"offers": (b"PIPELINING", b"CHUNKING"), "window": 4, "eager": True},
    "simple": {"offers": (b"PIPELINING", b"CHUNKING"), "backend": SimpleBackend},
}
OFTEN = {
    "lockstep": "asyncio",
    "pipelining": "uvloop",
    "chunking": "asyncio",
    "window": "uvloop",
    "simple": "uvloop",
}  # the other loops are for the deep tests
WAYS = [
    pytest.param(Way(name, loop, **kind), id=f"{name}-{loop}", marks=() if OFTEN[name] == loop else pytest.mark.deep)
    for name, kind in KINDS.items()
    for loop in LOOPS
]

"""TLS in front of the sink: `python -m benchmarks.send.front PORT PEM` prints its own port."""

from __future__ import annotations

import asyncio
import ssl
import sys


class _Half(asyncio.Protocol):
    """One side of a connection through the front."""

    def __init__(self, port: int = 0) -> None:
        self.port, self.other, self.early = port, None, b""

    def connection_made(self, transport: asyncio.Transport) -> None:
        self.transport = transport
        if self.port:
            self.task = asyncio.ensure_future(self._connect())

    async def _connect(self) -> None:
        _, back = await asyncio.get_running_loop().create_connection(_Half, "127.0.0.1", self.port)
        back.other, self.other = self, back
        back.transport.write(self.early)
        if back.early:
            self.transport.write(back.early)

    def data_received(self, data: bytes) -> None:
        if self.other is None:
            self.early += data
        else:
            self.other.transport.write(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.other is not None:
            self.other.transport.close()


async def _front(port: int, pem: str) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(pem)
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(lambda: _Half(port), "127.0.0.1", 0, ssl=context)
    print(listening.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


def main() -> None:
    """The front, until its input ends."""
    import uvloop

    uvloop.run(_front(int(sys.argv[1]), sys.argv[2]))


if __name__ == "__main__":
    main()

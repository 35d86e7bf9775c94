"""The sink as a process, compiled when it is needed; with a TLS front in a process of its own where that is asked for."""

from __future__ import annotations

import asyncio
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from flong.compiler.build import find_compiler

HERE = Path(__file__).parent
FLAGS = ("-O2", "-Wall", "-Wextra", "-Werror")


@contextmanager
def running(delay: float = 0.0, tls: Path | None = None) -> Iterator[int]:
    """A sink whose replies wait `delay` seconds; gives its port. `tls`: it speaks TLS from the start, with the
    certificate and key in this file."""
    with TemporaryDirectory() as folder:
        program = Path(folder) / "sink"
        compiler = find_compiler()
        assert compiler is not None
        subprocess.run([*compiler.command, *FLAGS, str(HERE / "sink.c"), "-o", str(program)], check=True)
        with _process([str(program), str(round(delay * 1e6))]) as port:
            if tls is None:
                yield port
            else:
                with _process([sys.executable, "-m", "benchmarks.send.sink", str(port), str(tls)]) as front:
                    yield front


@contextmanager
def _process(command: list[str]) -> Iterator[int]:
    """A process that prints its port and ends with its input."""
    root = HERE.parent.parent
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=root) as process:
        assert process.stdin and process.stdout
        yield int(process.stdout.readline())
        process.stdin.close()
        process.wait(10)


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

"""A private Exim: installed over an overlay in a mount namespace of its own, since Debian's Exim and Postfix exclude
each other. It delivers into one maildir and nowhere else."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from certificates import certificate

SCRIPT = Path(__file__).parent / "exim.sh"
PATIENCE = 180.0


def missing() -> str:
    """Why no Exim can be run, or nothing."""
    if os.geteuid() != 0:
        return "mounting is for root"
    return "" if shutil.which("unshare") and shutil.which("apt-get") else "unshare or apt-get is not here"


class Exim:
    """A running server: `port`, `ca` (its certificate), and the mails it has stored."""

    def __init__(self, port: int, ca: Path, box: Path) -> None:
        self.port, self.ca, self._box = port, ca, box

    def mails(self, count: int) -> list[bytes]:
        """All mails stored, once there are `count` of them; with CRLF as they came."""
        until = time.monotonic() + 60
        while len(found := list((self._box / "new").glob("*"))) < count and time.monotonic() < until:
            time.sleep(0.1)
        return [path.read_bytes().replace(b"\n", b"\r\n") for path in found]

    def empty(self) -> None:
        for path in (self._box / "new").glob("*"):
            path.unlink()


@contextmanager
def running() -> Iterator[Exim]:
    with tempfile.TemporaryDirectory(prefix="flong-exim-") as folder:
        base, pem, port = Path(folder) / "base", certificate(Path(folder)), _free_port()
        base.mkdir()
        command = ["unshare", "-m", "bash", str(SCRIPT), str(base), str(port)]
        with (
            pem.open("rb") as given,
            (Path(folder) / "log").open("wb") as log,
            subprocess.Popen(command, stdin=given, stdout=log, stderr=log) as process,
        ):
            try:
                _wait(process, port, Path(folder) / "log")
                yield Exim(port, pem, Path(f"/proc/{process.pid}/root/var/box"))
            finally:
                process.terminate()
                process.wait(20)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), 1):
                return
        except OSError:
            if process.poll() is not None or time.monotonic() > until:
                raise AssertionError(log.read_text()[-2000:]) from None
            time.sleep(0.2)

"""A private Postfix: its own configuration, queue and port, delivering into one maildir.

It shares nothing with an installed one but the programs; it must be started by root, as Postfix
always is.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from certificates import certificate

DAEMONS = Path("/usr/lib/postfix/sbin")
MAIN = """\
compatibility_level = 3.6
command_directory = /usr/sbin
daemon_directory = /usr/lib/postfix/sbin
queue_directory = {base}/queue
data_directory = {base}/data
maillog_file = {base}/log
maillog_file_prefixes = {base}
mail_owner = postfix
setgid_group = postdrop
myhostname = mx.flong.test
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
mydestination =
alias_maps =
relayhost = [127.0.0.1]:1
message_size_limit = 200000
smtpd_relay_restrictions = reject_unauth_destination
smtpd_recipient_restrictions = check_recipient_access inline:{{
    {{full@mail.example=452 4.2.2 Mailbox full}}
    {{nobody@mail.example=550 5.1.1 No such user here}} }}
smtpd_tls_security_level = may
smtpd_tls_chain_files = {base}/server.pem
virtual_mailbox_domains = mail.example
virtual_mailbox_base = {base}/mail
virtual_mailbox_maps = static:box/
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
virtual_minimum_uid = 100
"""
SERVICES = """\
127.0.0.1:{port} inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
error unix - - n - - error
smtp unix - - n - - smtp
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
proxymap unix - - n - - proxymap
postlog unix-dgram n - n - 1 postlogd
"""


def missing() -> str:
    """Why no Postfix can be run, or nothing."""
    if os.geteuid() != 0:
        return "Postfix is started by root"
    return "" if (DAEMONS / "master").exists() and shutil.which("postfix") else "Postfix is not installed"


class Postfix:
    """A running server: `port`, `ca` (its certificate), and the mails it has stored."""

    def __init__(self, base: Path, port: int) -> None:
        self.base, self.port, self.ca = base, port, base / "ca.pem"

    def mails(self, count: int) -> list[bytes]:
        """All mails stored, once there are `count` of them; with CRLF as they came."""
        until = time.monotonic() + 60
        while len(found := list((self.base / "mail/box/new").glob("*"))) < count and time.monotonic() < until:
            time.sleep(0.1)
        return [path.read_bytes().replace(b"\n", b"\r\n") for path in found]

    def empty(self) -> None:
        for path in (self.base / "mail/box/new").glob("*"):
            path.unlink()


@contextmanager
def running() -> Iterator[Postfix]:
    base = Path(tempfile.mkdtemp(prefix="flong-postfix-"))
    base.chmod(0o755)
    server = Postfix(base, _free_port())
    _configure(server)
    postfix = ["postfix", "-c", str(base / "etc")]
    with subprocess.Popen([*postfix, "start-fg"], stderr=subprocess.DEVNULL, start_new_session=True) as process:
        try:
            _wait(server)
            yield server
        finally:
            subprocess.run([*postfix, "stop"], stderr=subprocess.DEVNULL, check=False, timeout=30)
            _end(process)
            shutil.rmtree(base)


def _configure(server: Postfix) -> None:
    base = server.base
    for name in ("etc", "queue", "data", "mail"):
        (base / name).mkdir()
    shutil.chown(base / "data", "postfix")
    shutil.chown(base / "mail", 65534, 65534)
    (base / "etc/main.cf").write_text(MAIN.format(base=base))
    (base / "etc/master.cf").write_text(SERVICES.format(port=server.port))
    certificate(base).rename(base / "server.pem")
    shutil.copy(base / "server.pem", server.ca)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def _wait(server: Postfix) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            with socket.create_connection(("127.0.0.1", server.port), 1):
                return
        except OSError:
            if time.monotonic() > until:
                log = server.base / "log"
                raise AssertionError(log.read_text() if log.exists() else "Postfix does not start") from None
            time.sleep(0.1)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Only our own child, by its id."""
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)

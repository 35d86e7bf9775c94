"""The whole path in one command: statements are checked, rendered, made into bills, signed, sent, recorded.

usage: python examples/demo.py [--customers N] [--out FOLDER]

200 statements with encrypted PDF bills go over SMTP to an embedded mailbox on this machine; two records
are bad on purpose. Afterwards outside tools look at some of the mails. Everything lies in `demo-out/`.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE / "statement"))
sys.path.insert(0, str(HERE))

import make_data  # noqa: E402  it stands beside the template
import verify  # noqa: E402

from flong.cli.console import Format, out  # noqa: E402
from flong.cli.sending import follow_sending, print_summary  # noqa: E402
from flong.jobs import SendOptions, Summary, send  # noqa: E402

TEMPLATE = HERE / "statement" / "statement.html"
DOMAIN, SELECTOR = "faraway.example", "demo"
LOOKED_AT = 5


class Mailbox:
    """An SMTP handler that keeps every mail as a file."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.count = folder, 0
        folder.mkdir(parents=True)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.count += 1
        content = envelope.content or b""
        (self.folder / f"{self.count:04d}.eml").write_bytes(content if isinstance(content, bytes) else content.encode())
        return "250 2.0.0 kept"


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def mailbox(folder: Path) -> Iterator[str]:
    """A mailbox on a free port of this machine; gives the URL to send to."""
    port = free_port()
    controller = Controller(Mailbox(folder), hostname="127.0.0.1", port=port, data_size_limit=50 << 20)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


def write_key(folder: Path) -> Path:
    """A new signing key, and beside it the record that DNS would publish."""
    folder.mkdir(mode=0o700)
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    form = serialization.PrivateFormat.PKCS8
    path = folder / "dkim.pem"
    path.touch(mode=0o600)
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()))
    (folder / "dkim.txt").write_text(verify.key_record(key.public_key()))
    return path


def write_config(folder: Path, key: Path) -> Path:
    """The configuration of the demo: one signing key, and a ledger of its own."""
    path = folder / "flong.toml"
    path.touch(mode=0o600)
    lines = (
        f'[[dkim."{DOMAIN}"]]',
        f'selector = "{SELECTOR}"',
        f"key = {json.dumps(str(key))}",
        "[jobs]",
        f"home = {json.dumps(str(folder / 'ledger'))}",
        "chunk = 50",
    )
    path.write_text("\n".join(lines) + "\n")
    return path


def write_data(path: Path, customers: int) -> str:
    """The customers as Parquet; gives the control totals that the sender must find in it."""
    table = make_data.table(customers, bad=True)
    make_data.write(table, path)
    total = sum(value.as_py() for value in table["opening"])
    return f"count={customers},sum={total}"


def run(folder: Path, customers: int) -> Summary:
    """Send the statements; everything is kept in `folder`."""
    config = write_config(folder, write_key(folder / "keys"))
    data = folder / "customers.parquet"
    control = write_data(data, customers)
    out.print(f"{customers} customers with their entries: {data}", markup=False)
    with mailbox(folder / "mailbox") as url, follow_sending() as follow:
        options = SendOptions(
            template=TEMPLATE, via=url, data=data, job="statements", amount="opening", control=control, config=config
        )
        return send(options, follow)


def look(folder: Path, customers: int) -> None:
    """Outside tools judge some mails: DKIM, MIME, the PDF's lock, the QR code."""
    record = (folder / "keys" / "dkim.txt").read_text()
    known = {one["customer"]["email"]: one for one in make_data.statements(customers, bad=True)}
    mails = sorted((folder / "mailbox").glob("*.eml"))[:LOOKED_AT]
    for path in mails:
        verify.check_mail(path.read_bytes(), record, known)
    out.print(
        f"{len(mails)} mails looked at: DKIM verifies, MIME has no defects, each bill opens with its customer's "
        "password only, each QR code reads as its customer's payment"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=200)
    parser.add_argument("--out", type=Path, default=Path("demo-out"))
    args = parser.parse_args()
    folder = args.out.absolute()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(mode=0o700, parents=True)
    summary = run(folder, args.customers)
    print_summary(summary, Format.text)
    out.print(f"mails: {folder / 'mailbox'}", markup=False)
    look(folder, args.customers)


if __name__ == "__main__":
    main()

"""Suite `message`: whole mails per second, unsigned: head, HTML, text, and with one QR code of 77 characters.

flong renders statements from Arrow and writes them as MIME. The peer renders the same two parts with Jinja2, makes
the code with `qrcode` and Pillow, and writes the mail with `email` of the standard library. Messages are compared
parsed: subject, both parts, and what the code says. Every record is another one for thousands of records, so that no
cache knows its code.
"""

from __future__ import annotations

import email
import email.policy
import html
import io
import platform
import re
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from functools import partial
from importlib.metadata import version
from itertools import cycle
from typing import Any

import jinja2
import pyarrow as pa

import flong
from benchmarks import climit
from benchmarks.cases import money, statement
from benchmarks.engines import own
from benchmarks.engines.jinja import ATTRIBUTES
from benchmarks.harness import Case, Contender, Suite
from benchmarks.scaling import tiled
from benchmarks.skeleton import spell

RECORDS = 8192
SLICE = 64
PEERS = 8
_HEAD = 'From: "Acme Bank" <bill@acme.example>\nTo: {{ name }} <{{ email }}>\nSubject: Statement of {{ name }}\n'
_LINK = "https://pay.example/statement?lang=en-us&account={}&ticket={}"
_CODE = (
    '{{ ("https://pay.example/statement?lang=en-us&account=" ~ account ~ "&ticket=" ~ ticket) | qr(120, level="M") }}'
)
_TEXT = """\
Statement of {{ it.name }}

{{ it.street }}
{{ it.city }}

Account {{ it.account }}, opening balance {{ it.opening | money }}, {{ it.points }} points.

{% set ns = namespace(b=it.opening) %}{% for e in it.entries %}{% set ns.b = ns.b + e.amount %}\
{{ e.day }}  {{ e.what }}  {{ e.kind or "other" }}  {{ e.amount | money }}  {{ ns.b | money }}
{% endfor %}Questions? Write to {{ it.email }}. Ticket {{ it.ticket }}.
"""
_TAG = re.compile(r"<img[^>]*>")
Write = Callable[[dict[str, Any]], bytes]


def suite() -> Suite:
    """The suite."""
    missing = {"memcpy": reason} if (reason := climit.missing()) else {}
    cases = (_case("message", False), _case("message with a QR code", True))
    return Suite("message", "messages_per_second", "messages/s", cases, counted=True, missing=missing)


def _case(name: str, code: bool) -> Case:
    table, slices = _tables()
    template = flong.compile(_source(code))
    peer = partial(_peer_message, *_peer_templates(code))
    records = table.slice(0, PEERS).to_pylist()
    mails = list(_wire(template, table.slice(0, SLICE)))

    def agree() -> None:
        for record, mail, other in zip(records, mails, _messages(template, table.slice(0, PEERS)), strict=False):
            assert _read(mail) == _read(other) == _read(peer(record)), f"{name}: {record['ticket']} differs"

    contenders = [
        Contender("jinja2 + email", f"{version('jinja2')} {platform.python_version()}", PEERS, _all(peer, records)),
        Contender("flong-arrow", flong.__version__, SLICE, lambda: _mails(template, next(slices))),
        Contender(
            "flong-arrow-messages",
            flong.__version__,
            SLICE,
            lambda: list(_messages(template, next(slices))),
            "as_bytes of each",
        ),
    ]
    if not climit.missing():
        copy = climit.Copy(mails)
        contenders.append(Contender("memcpy", platform.libc_ver()[1], copy.records, copy.run))
    return Case(name, tuple(contenders), "jinja2 + email", "memcpy", agree)


def _tables() -> tuple[pa.Table, Iterator[pa.Table]]:
    """Statements with a ticket of their own each, and slices of them without end."""
    workload = statement.workload()
    table = tiled(workload.table(workload.make(256)), RECORDS)
    tickets = pa.array([f"T-{n:06d}" for n in range(RECORDS)])
    table = table.set_column(table.schema.get_field_index("ticket"), "ticket", tickets)
    return table, cycle([table.slice(at, SLICE) for at in range(0, RECORDS, SLICE)])


def _source(code: bool) -> str:
    source = own.source(statement.workload(), _HEAD)
    return source.replace("Ticket {{ ticket }}.", f"Ticket {{{{ ticket }}}}.{_CODE if code else ''}")


def _mails(template: flong.Template, table: pa.Table) -> int:
    """The mails of a table, as they leave: a column of bytes. Gives their number."""
    count = 0
    for batch in template.mail_batches(table, now=own.NOW, date=own.NOW):
        assert not batch.errors
        count += len(batch.rows)
    return count


def _messages(template: flong.Template, table: pa.Table) -> Iterator[bytes]:
    """The same, one message at a time."""
    for batch in template.render_batches(table, now=own.NOW):
        for message in batch.messages:
            yield message.as_bytes(date=own.NOW)


def _wire(template: flong.Template, table: pa.Table) -> Iterator[bytes]:
    for batch in template.mail_batches(table, now=own.NOW, date=own.NOW):
        for i in range(len(batch.rows)):
            yield batch.wire[i]


def _all(write: Write, records: list[dict[str, Any]]) -> Callable[[], None]:
    def run() -> None:
        for record in records:
            write(record)

    return run


def _peer_templates(code: bool) -> tuple[jinja2.Template, jinja2.Template, bool]:
    environment = jinja2.Environment(keep_trailing_newline=True)
    environment.filters["money"] = money
    text = environment.from_string(_TEXT)
    page = spell(statement.workload().skeleton, ATTRIBUTES)
    image = '<img src="{{ cid }}" width="120" height="120" alt="QR code">' if code else ""
    page = page.replace("Ticket {{ it.ticket }}.", f"Ticket {{{{ it.ticket }}}}.{image}")
    return text, environment.overlay(autoescape=True).from_string(page), code


def _peer_message(text: jinja2.Template, page: jinja2.Template, code: bool, record: dict[str, Any]) -> bytes:
    message = EmailMessage(policy=email.policy.SMTP)
    message["From"] = '"Acme Bank" <bill@acme.example>'
    message["To"] = f'"{record["name"]}" <{record["email"]}>'
    message["Subject"] = f"Statement of {record['name']}"
    message["Date"] = own.NOW
    message["Message-ID"] = f"<{record['ticket']}@acme.example>"
    message.set_content(text.render(it=record))
    cid = f"{record['ticket']}@acme.example"
    message.add_alternative(page.render(it=record, cid=f"cid:{cid}"), subtype="html")
    if code:
        image = _peer_code(_LINK.format(record["account"], record["ticket"]))
        list(message.iter_parts())[1].add_related(image, "image", "png", cid=f"<{cid}>")
    return message.as_bytes()


def _peer_code(data: str) -> bytes:
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=3)
    code.add_data(data)
    image = io.BytesIO()
    code.make_image().save(image)
    return image.getvalue()


def _read(mail: bytes) -> tuple[str, str, str, list[str]]:
    """Subject, text, HTML without the picture's tag, and what the codes say."""
    message = email.message_from_bytes(mail, policy=email.policy.default)
    bodies = [message.get_body((kind,)) for kind in ("plain", "html")]
    text, page = (body.get_content().replace("\r\n", "\n") for body in bodies if body)
    codes = [_decoded(part.get_content()) for part in message.walk() if part.get_content_type() == "image/png"]
    return str(message["Subject"]), text, html.unescape(_TAG.sub("", page)), codes


def _decoded(png: bytes) -> str:
    import zxingcpp
    from PIL import Image

    return str(zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L"))[0].text)

"""Returned mails, made here in the forms that servers give them."""

from __future__ import annotations

from collections.abc import Sequence

ORIGINAL = """Return-Path: <bounce+7.12.abcdefghijklmnop@sender.example>
Message-ID: <original-1@sender.example>
From: Sender <hello@sender.example>
To: Reader <reader@mailbox.example>
Subject: Your bill
"""


def plain(text: str, charset: str = "utf-8", *, sender: str = "MAILER-DAEMON@mx.mailbox.example", **head: str) -> bytes:
    """A mail with one text; more header fields by keyword, `_` for `-`."""
    fields = {"subject": "failure notice", "to": "bounce@sender.example", "from": sender} | head
    lines = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in fields.items())
    kind = f"MIME-Version: 1.0\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n"
    codec = {"ks_c_5601-1987": "cp949", "gb2312": "gb18030", "iso-2022-jp": "iso2022_jp"}.get(charset, charset)
    return (lines + kind).encode("ascii") + text.encode(codec)


def report(text: str, groups: Sequence[str], kind: str = "delivery-status", **head: str) -> bytes:
    """A multipart/report: the text for people, the fields, the original's head."""
    fields = {"subject": "Undelivered Mail Returned to Sender", "from": "MAILER-DAEMON@mx.mailbox.example"} | head
    lines = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in fields.items())
    parts = (
        ("text/plain; charset=utf-8", text),
        (f"message/{kind}", "\n\n".join(groups)),
        ("text/rfc822-headers", ORIGINAL),
    )
    body = "".join(f"--b1\nContent-Type: {name}\n\n{inner}\n" for name, inner in parts)
    top = f'Content-Type: multipart/report; report-type="{kind}"; boundary="b1"\n'
    return (lines + top + "\n" + body + "--b1--\n").encode()


def failed(address: str, status: str, diagnostic: str, action: str = "failed") -> str:
    """The fields of one recipient."""
    return f"Final-Recipient: rfc822; {address}\nAction: {action}\nStatus: {status}\nDiagnostic-Code: {diagnostic}\n"

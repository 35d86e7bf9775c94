"""What readers of mails reach: the open picture, clicks, unsubscribing, content decided by tokens alone.

Nothing here needs a key. Pictures never answer an error, since mail proxies keep errors for weeks. Only GET
counts an opening or a click, and only POST unsubscribes: link scanners use HEAD and GET (RFC 8058 §3).
"""

from __future__ import annotations

import logging
import time
from base64 import b64decode
from email import message_from_bytes
from email.message import Message
from email.policy import HTTP
from typing import Final
from urllib.parse import parse_qsl

from falcon.asgi import Request, Response

from flong.api import requests
from flong.api.problems import ApiError
from flong.api.service import STREAMS, Service
from flong.errors import FlongError
from flong.jobs import links, messages, planning
from flong.runtime.tokens import BadToken, Tokens

GIF: Final = b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
"""One transparent point."""

_NO_STORE: Final = "no-store, no-cache, max-age=0, private"
_FORM: Final = "application/x-www-form-urlencoded"
_MULTIPART: Final = "multipart/form-data"
_LIMIT: Final = 4096
_log = logging.getLogger(__name__)

_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="robots" content="noindex"><title>{title}</title></head>
<body style="font-family:sans-serif;max-width:30em;margin:4em auto;padding:0 1em"><h1>{title}</h1>{body}</body></html>
"""
_ASK: Final = """<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click">
<p>You will get no more mails of this kind.</p><p><button>Unsubscribe</button></p></form>"""


async def picture(req: Request, resp: Response | None, **_: str) -> None:
    """The picture, and nothing else: for whatever is asked below `/o/`."""
    if resp is not None:  # it is None for websockets
        resp.data, resp.content_type = GIF, "image/gif"
        resp.set_header("Cache-Control", _NO_STORE)


class Pixel:
    """`GET /o/{token}.gif`: always the picture; a good token is an event."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def on_get(self, req: Request, resp: Response, token: str) -> None:
        try:
            job, seq = links.opened(_tokens(self._service), token)
            await self._service.ledger.submit(messages.happened(job, seq, "open", {}, time.time()))
        except (BadToken, ApiError):
            pass
        except FlongError as error:
            _log.error("an opening was not recorded: %s", error)
        await picture(req, resp)

    async def on_head(self, req: Request, resp: Response, token: str) -> None:
        await picture(req, resp)


class Click:
    """`GET /c/{token}`: to the target inside the token, and nowhere else."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def on_get(self, req: Request, resp: Response, token: str) -> None:
        if (found := self._to(resp, token)) is None:
            return
        job, seq, target = found
        try:
            await self._service.ledger.submit(messages.happened(job, seq, "click", {"url": target}, time.time()))
        except (FlongError, ApiError) as error:
            _log.error("a click was not recorded: %s", error)

    async def on_head(self, req: Request, resp: Response, token: str) -> None:
        self._to(resp, token)

    def _to(self, resp: Response, token: str) -> tuple[int, int, str] | None:
        try:
            found = links.clicked(_tokens(self._service), token)
        except BadToken:
            _page(resp, "This link is not valid", "<p>It may have been cut by your mail program.</p>", 404)
            return None
        resp.status = 302
        resp.set_header("Location", _ascii(found[2]))
        _private(resp)
        return found


class Unsubscribe:
    """`/u/{token}`: GET shows a form, POST unsubscribes."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def on_get(self, req: Request, resp: Response, token: str) -> None:
        if self._read(resp, token):
            _page(resp, "Unsubscribe", _ASK)

    async def on_head(self, req: Request, resp: Response, token: str) -> None:
        await self.on_get(req, resp, token)

    async def on_post(self, req: Request, resp: Response, token: str) -> None:
        if (found := self._read(resp, token)) is None:
            return
        data = await requests.body(req, _LIMIT, _FORM, _MULTIPART)
        if ("List-Unsubscribe", "One-Click") not in _fields(req.content_type or "", data):
            raise ApiError("bad-request", "the body must say List-Unsubscribe=One-Click")
        stream, address = found
        await self._service.ledger.submit(planning.suppress([address], stream, "unsubscribed", time.time()))
        _page(resp, "You are unsubscribed", "<p>You will get no more mails of this kind.</p>")

    def _read(self, resp: Response, token: str) -> tuple[str, str] | None:
        try:
            stream, address = links.unsubscribed(_tokens(self._service), token)
            if stream in STREAMS:
                return stream, address
        except BadToken:
            pass
        _page(resp, "This link is not valid", "<p>Please use the link of a mail you got.</p>", 404)
        return None


def _tokens(service: Service) -> Tokens:
    """What opens tokens; a service without keys for them knows no good ones."""
    if service.tokens is None:
        raise BadToken
    return service.tokens


def _fields(content_type: str, data: bytes) -> list[tuple[str, str]]:
    """The fields of a form, in either of the two encodings that mail programs use."""
    if content_type.lower().startswith(_FORM):
        return parse_qsl(data.decode("utf-8", "replace"), max_num_fields=10) if data.count(b"&") < 10 else []
    head = b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n"
    parts = message_from_bytes(head + data, policy=HTTP).iter_parts()
    return [(str(part.get_param("name", "", "content-disposition")), _text(part)) for part in parts]


def _text(part: Message) -> str:
    """A part's content; "" when it is itself made of parts."""
    content = part.get_payload(decode=True)
    return content.decode("utf-8", "replace").strip() if isinstance(content, bytes) else ""


def _page(resp: Response, title: str, body: str, status: int = 200) -> None:
    resp.status, resp.content_type = status, "text/html; charset=utf-8"
    resp.text = _PAGE.format(title=title, body=body)
    resp.set_header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
    _private(resp)


def _private(resp: Response) -> None:
    """The URL is a secret between the mail and the service."""
    resp.set_header("Cache-Control", _NO_STORE)
    resp.set_header("Referrer-Policy", "no-referrer")
    resp.set_header("X-Content-Type-Options", "nosniff")


def _ascii(url: str) -> str:
    """`url` as a header can carry it: other characters as percent-encoded UTF-8 (RFC 3987 §3.1)."""
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in url)

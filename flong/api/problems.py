"""Errors as `application/problem+json` (RFC 9457): never a traceback, never a value of a record or a key."""

from __future__ import annotations

import logging
import traceback
from typing import Any, Final

import msgspec
from falcon import HTTPError
from falcon.asgi import App, Request, Response

from flong.api.types import FieldError, Problem
from flong.errors import LedgerError

_log = logging.getLogger(__name__)

TITLES: Final[dict[str, tuple[int, str]]] = {
    "bad-request": (400, "The request can't be read"),
    "unauthorized": (401, "A valid API key is needed"),
    "forbidden": (403, "The API key lacks a scope"),
    "not-found": (404, "There is no such thing"),
    "method-not-allowed": (405, "The method is not allowed here"),
    "key-reused": (409, "The idempotency key belongs to another request"),
    "too-large": (413, "The request is too large"),
    "media-type": (415, "The media type is not supported"),
    "invalid": (422, "The request is not valid"),
    "unknown-template": (422, "There is no such template"),
    "broken-template": (422, "The template has errors"),
    "unknown-route": (422, "There is no such route"),
    "record-rejected": (422, "The record was rejected"),
    "record-skipped": (422, "The template skips this record"),
    "error": (500, "The service failed"),
    "stopped": (503, "The service can't take messages now"),
}


class ApiError(Exception):
    """An answer that is a problem. `kind` is one of TITLES."""

    def __init__(self, kind: str, detail: str = "", errors: tuple[FieldError, ...] = ()) -> None:
        super().__init__(kind)
        self.kind, self.detail, self.errors = kind, detail, errors


def problem(kind: str, detail: str = "", errors: tuple[FieldError, ...] = (), status: int = 0) -> Problem:
    """The problem document of one kind."""
    known, title = TITLES[kind]
    return Problem(f"urn:flong:problem:{kind}", title, status or known, detail, list(errors))


def write(resp: Response, found: Problem) -> None:
    """Make `found` the answer."""
    resp.status = found.status
    resp.content_type = "application/problem+json"
    resp.data = msgspec.json.encode(found)
    if found.status == 401:
        resp.set_header("WWW-Authenticate", 'Bearer realm="flong"')


def register(app: App[Request, Response]) -> None:
    """Let all errors of `app` be problems."""
    app.add_error_handler(Exception, _unexpected)
    app.add_error_handler(HTTPError, _http)
    app.add_error_handler(LedgerError, _ledger)
    app.add_error_handler(ApiError, _api)


async def _api(req: Request, resp: Response, error: ApiError, params: dict[str, Any]) -> None:
    write(resp, problem(error.kind, error.detail, error.errors))


async def _http(req: Request, resp: Response, error: HTTPError, params: dict[str, Any]) -> None:
    kinds = {404: "not-found", 405: "method-not-allowed", 413: "too-large", 415: "media-type"}
    kind = kinds.get(error.status_code, "bad-request" if error.status_code < 500 else "error")
    write(resp, problem(kind, status=error.status_code))
    resp.set_headers(error.headers or {})


async def _ledger(req: Request, resp: Response, error: LedgerError, params: dict[str, Any]) -> None:
    _log.error("%s: %s", req.method, error)
    write(resp, problem("stopped"))


async def _unexpected(req: Request, resp: Response, error: Exception, params: dict[str, Any]) -> None:
    """The log gets the kind and the places of the error; its message could hold a person's data."""
    _log.error("%s: %s\n%s", req.method, type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
    write(resp, problem("error"))

"""The OpenAPI 3.1 document, made from the routes and the msgspec types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import msgspec
from falcon.asgi import Request, Response

from flong import __version__
from flong.api.types import CheckRequest, CheckResult, MessageAccepted, MessageRequest, MessageView, Problem

_REF: Final = "#/components/schemas/{name}"
_TYPES: Final = (MessageRequest, MessageAccepted, MessageView, CheckRequest, CheckResult, Problem)


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path. `answers`: by status a type, or a media type and what it is."""

    method: str
    path: str
    summary: str
    answers: dict[int, Any]
    scope: str = ""
    takes: Any = None
    form: bool = False
    idempotent: bool = False


def _page(summary: str) -> tuple[str, str]:
    return "text/html", summary


def _api(*statuses: int) -> dict[int, Any]:
    return dict.fromkeys((401, 403, *statuses, 500, 503), Problem)


OPERATIONS: Final = (
    Operation(
        "post", "/v1/messages", "Send one message.", {202: MessageAccepted} | _api(400, 409, 413, 415, 422),
        "messages:send", MessageRequest, idempotent=True,
    ),
    Operation(
        "get", "/v1/messages/{id}", "What became of a message.", {200: MessageView} | _api(404), "messages:read"
    ),
    Operation(
        "post", "/v1/templates/check", "What is wrong with a template.", {200: CheckResult} | _api(400, 413, 415, 422),
        "templates:check", CheckRequest,
    ),
    Operation("get", "/o/{token}.gif", "The picture that tells of an opening.", {200: ("image/gif", "1 × 1")}),
    Operation(
        "get", "/c/{token}", "To the target of a link.", {302: None, 404: _page("The link is not valid.")}
    ),
    Operation(
        "get", "/u/{token}", "Ask whether to unsubscribe.",
        {200: _page("A form."), 404: _page("The link is not valid.")},
    ),
    Operation(
        "post", "/u/{token}", "Unsubscribe (RFC 8058).",
        {200: _page("Done."), 404: _page("The link is not valid.")} | dict.fromkeys((400, 413, 415, 503), Problem),
        form=True,
    ),
    *(
        Operation(
            method, "/s/{name}/{secret}", "Take a gateway's delivery receipt.",
            {200: ("text/plain", "What the gateway wants to hear.")} | dict.fromkeys((400, 404, *more, 503), Problem),
            form=method == "post",
        )
        for method, more in (("get", ()), ("post", (413, 415, 422)))
    ),
    Operation("get", "/healthz", "Whether the service works.", {200: dict[str, str], 503: dict[str, str]}),
    Operation("get", "/openapi.json", "This document.", {200: dict[str, Any]}),
)  # fmt: skip


class Document:
    """`GET /openapi.json`."""

    async def on_get(self, req: Request, resp: Response) -> None:
        resp.data, resp.content_type = encoded(), "application/json"


@cache
def encoded() -> bytes:
    """The document as JSON."""
    return msgspec.json.encode(document(OPERATIONS))


def document(operations: Sequence[Operation]) -> dict[str, Any]:
    """The OpenAPI 3.1 document of `operations`."""
    _, schemas = msgspec.json.schema_components(_TYPES, ref_template=_REF)
    schemas["MessageRequest"]["properties"]["record"] = {
        "type": "object", "description": "The record, as the template's JSON Schema says (`flong schema`).",
    }  # fmt: skip
    paths: dict[str, dict[str, Any]] = {}
    for one in operations:
        paths.setdefault(one.path, {})[one.method] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {"title": "flong", "version": __version__, "license": {"name": "Apache-2.0"}},
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    }


def _operation(one: Operation) -> dict[str, Any]:
    made: dict[str, Any] = {
        "summary": one.summary,
        "parameters": _parameters(one),
        "responses": {str(status): _response(status, answer) for status, answer in one.answers.items()},
        "security": [{"key": [one.scope]}] if one.scope else [],
    }
    if one.takes:
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": _schema(one.takes)}}}
    if one.form:
        field = {"type": "object", "properties": {"List-Unsubscribe": {"const": "One-Click"}}}
        kinds = ("application/x-www-form-urlencoded", "multipart/form-data")
        made["requestBody"] = {"required": True, "content": {kind: {"schema": field} for kind in kinds}}
    return made


def _parameters(one: Operation) -> list[dict[str, Any]]:
    names = [part.partition("}")[0] for part in one.path.split("{")[1:]]
    made = [{"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names]
    if one.idempotent:
        text = {"type": "string", "minLength": 1, "maxLength": 255}
        made.append({"name": "Idempotency-Key", "in": "header", "required": False, "schema": text})
    return made


def _response(status: int, answer: Any) -> dict[str, Any]:
    if answer is None:
        return {"description": "Found", "headers": {"Location": {"schema": {"type": "string", "format": "uri"}}}}
    if isinstance(answer, tuple):
        return {"description": answer[1], "content": {answer[0]: {}}}
    kind = "application/problem+json" if answer is Problem else "application/json"
    return {"description": "An error" if answer is Problem else "Done", "content": {kind: {"schema": _schema(answer)}}}


def _schema(kind: Any) -> dict[str, Any]:
    (schema,), _ = msgspec.json.schema_components([kind], ref_template=_REF)
    return schema

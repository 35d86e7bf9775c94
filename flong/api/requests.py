"""Reading requests: who asks, how much, in which form."""

from __future__ import annotations

from typing import TypeVar

import msgspec
from falcon.asgi import Request, Response

from flong.api.keys import ApiKey
from flong.api.problems import ApiError
from flong.api.service import Service

T = TypeVar("T")


def authorize(service: Service, req: Request, scope: str) -> ApiKey:
    """The API key of a request. Raises ApiError when there is none, or it lacks `scope`."""
    kind, _, text = (req.get_header("Authorization") or "").partition(" ")
    key = service.keys.find(text.strip()) if kind.lower() == "bearer" and text else None
    if key is None:
        raise ApiError("unauthorized")
    if scope not in key.scopes:
        raise ApiError("forbidden", f"the key needs {scope}")
    return key


async def body(req: Request, limit: int, *media_types: str) -> bytes:
    """The body of a request that has one of `media_types` and at most `limit` bytes. Raises ApiError."""
    if (req.content_type or "").partition(";")[0].strip().lower() not in media_types:
        raise ApiError("media-type", f"send {' or '.join(media_types)}")
    if (req.content_length or 0) > limit:
        raise ApiError("too-large", f"at most {limit} bytes")
    data = bytearray()
    while len(data) <= limit and (part := await req.stream.read(limit + 1 - len(data))):
        data += part
    if len(data) > limit:
        raise ApiError("too-large", f"at most {limit} bytes")
    return bytes(data)


def parsed(data: bytes, kind: type[T]) -> T:
    """A JSON body. Raises ApiError, with the place of what is wrong and not its value."""
    try:
        return msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        raise ApiError("invalid", str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ApiError("bad-request", "the body is not valid JSON, or nested too deeply") from None


def answer(resp: Response, value: object, status: int = 200) -> None:
    """Answer with JSON that nobody stores."""
    resp.status = status
    resp.content_type = "application/json"
    resp.data = msgspec.json.encode(value)
    resp.set_header("Cache-Control", "no-store")

"""`/v1/messages`: send one, and see what became of it."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final

from falcon.asgi import Request, Response
from sqlalchemy import Connection

from flong.api import requests
from flong.api.folder import UnknownTemplate
from flong.api.keys import ApiKey
from flong.api.problems import ApiError
from flong.api.service import Service
from flong.api.types import Attempt, Event, FieldError, MessageAccepted, MessageRequest, MessageView
from flong.errors import ConfigError, TemplateError
from flong.jobs import messages
from flong.jobs.cast import Head, Misfit
from flong.jobs.messages import Accepted, MessageRow, NewMessage, Once, Reused
from flong.jobs.standing import LIVE, Standing, new_id
from flong.jobs.templates import UnsendableTemplate
from flong.runtime import jsonrecord

_KEY: Final = re.compile(r"[\x21-\x7e]{1,255}\Z")


class Messages:
    """`POST /v1/messages`."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def on_post(self, req: Request, resp: Response) -> None:
        service = self._service
        key = requests.authorize(service, req, "messages:send")
        data = await requests.body(req, service.config.api.body, "application/json")
        asked = requests.parsed(data, MessageRequest)
        line = service.line(asked.stream, asked.route, key.live)
        once = _once(req, key, data)
        accepted = self._repeated(once) or await self._accept(service.standing(line), key, asked, once)
        if isinstance(accepted, Reused):
            raise ApiError("key-reused")
        view = MessageAccepted(accepted.id, accepted.state, asked.stream, key.live, _time(accepted.created))
        requests.answer(resp, view, 202)
        resp.set_header("Location", f"/v1/messages/{accepted.id}")

    def _repeated(self, once: Once | None) -> Accepted | Reused | None:
        if once is None:
            return None
        with self._service.ledger.read() as db:
            return messages.repeated(db, once, time.time())

    async def _accept(
        self, standing: Standing, key: ApiKey, asked: MessageRequest, once: Once | None
    ) -> Accepted | Reused:
        id, now, record = new_id(), time.time(), _record(bytes(asked.record))
        head = await _head(standing, id, asked.template, record, now)
        deadline = now + self._service.config.jobs.deadline
        new = NewMessage(id, 0, key.name, asked.template, head, b"", now, deadline)
        return await standing.accept(new, record, once)


class Message:
    """`GET /v1/messages/{id}`."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def on_get(self, req: Request, resp: Response, id: str) -> None:
        key = requests.authorize(self._service, req, "messages:read")
        with self._service.ledger.read() as db:
            row = messages.find(db, id)
            if row is None or _live(row) != key.live:
                raise ApiError("not-found")
            requests.answer(resp, _view(db, row))


def _once(req: Request, key: ApiKey, data: bytes) -> Once | None:
    text = req.get_header("Idempotency-Key")
    if text is None:
        return None
    if not _KEY.match(text):
        raise ApiError("bad-request", "Idempotency-Key: 1 to 255 printable ASCII characters without spaces")
    return Once(key.name, text, sha256(data).digest())


def _record(data: bytes) -> str:
    """The record as it came, once it is known to be an object that can be read. Raises ApiError."""
    try:
        jsonrecord.parse(data)
        return data.decode()
    except ValueError as error:
        raise ApiError("invalid", errors=(FieldError("record", str(error)),)) from None


async def _head(standing: Standing, id: str, template: str, record: str, now: float) -> Head:
    """Whom the message is for. Raises ApiError for a template or a record that gives no message."""
    try:
        found = await standing.head(id, template, record, now)
    except UnknownTemplate as error:
        raise ApiError("unknown-template", str(error)) from None
    except (TemplateError, UnsendableTemplate) as error:
        raise ApiError("broken-template", str(error)) from None
    except ConfigError:
        raise ApiError("stopped", "the configuration is wrong") from None
    if isinstance(found, Misfit):
        kind = "record-skipped" if found.skipped else "record-rejected"
        raise ApiError(kind, errors=(FieldError(found.field, found.reason, found.place),))
    return found


def _view(db: Connection, row: MessageRow) -> MessageView:
    return MessageView(
        id=row.id,
        state=row.state,
        stream=row.stream,
        live=_live(row),
        template=row.template,
        key=row.key,
        created=_time(row.created),
        until=None if row.until is None else _time(row.until),
        attempts=[
            Attempt(
                number=a["attempt"],
                state=a["state"],
                code=a["code"],
                enhanced=a["enhanced"],
                text=a["reply"],
                kind=a["kind"],
                bounce=a["bounce"],
                host=a["host"],
                started=_time(a["started"]),
                ended=None if a["ended"] is None else _time(a["ended"]),
            )
            for a in messages.attempts(db, row)
        ],
        events=[Event(_time(e["at"]), e["kind"], json.loads(e["detail"])) for e in messages.events(db, row)],
    )


def _live(row: MessageRow) -> bool:
    return row.job_name.startswith(LIVE)


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")

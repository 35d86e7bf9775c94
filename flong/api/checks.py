"""`POST /v1/templates/check`: what is wrong with a template, as data. No file is read or written."""

from __future__ import annotations

import asyncio
from typing import Any

from falcon.asgi import Request, Response

from flong.api import requests
from flong.api.service import Service
from flong.api.types import CheckRequest, CheckResult
from flong.dsl.diagnostics import to_json
from flong.errors import TemplateError
from flong.template import check_text


class Checks:
    """`POST /v1/templates/check`."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def on_post(self, req: Request, resp: Response) -> None:
        requests.authorize(self._service, req, "templates:check")
        data = await requests.body(req, self._service.config.api.body, "application/json")
        asked = requests.parsed(data, CheckRequest)
        found = await asyncio.to_thread(_found, asked)
        errors = sum(one["severity"] == "error" for one in found)
        requests.answer(resp, CheckResult(errors, found))


def _found(asked: CheckRequest) -> list[dict[str, Any]]:
    try:
        diagnostics, sources = check_text(asked.source, asked.kind, asked.schema)
    except TemplateError as error:  # the schema is wrong
        diagnostics, sources = list(error.diagnostics), error.sources
    return [to_json(one, sources) for one in diagnostics]

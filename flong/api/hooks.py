"""What gateways of text messages call: delivery receipts.

`/s/NAME/SECRET`: the secret is the one that `webhook` of `[sms.NAME]` refers to. A receipt is answered, in the words
the gateway wants, once the ledger has it; one for a message that is not known is not, and the gateway tries again.
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlsplit

from falcon.asgi import Request, Response

from flong.api import requests
from flong.api.problems import ApiError
from flong.api.service import Service
from flong.errors import ConfigError
from flong.jobs import reports
from flong.jobs.config import Config
from flong.secret import read_secret

if TYPE_CHECKING:
    from flong.backends.sms.definition import ReceiptForm

_FORM: Final = "application/x-www-form-urlencoded"
_JSON: Final = "application/json"
_LIMIT: Final = 16384
_MOST_FIELDS: Final = 100
_SHORTEST: Final = 16


@dataclass(frozen=True, slots=True)
class Hook:
    """What one gateway's calls look like, and the secret that they end with."""

    form: ReceiptForm
    host: str
    secret: bytes = field(repr=False)


def hooks_of(config: Config) -> Mapping[str, Hook]:
    """The hooks of the routes that have one. Raises ConfigError."""
    return {name: _hook(name, route.gateway, route.webhook) for name, route in config.sms.items() if route.webhook}


def _hook(name: str, gateway: str, reference: str) -> Hook:
    from flong.backends.sms.definition import load_definition

    definition, secret = load_definition(gateway) if gateway else None, read_secret(reference)
    if definition is None or definition.receipt is None:
        raise ConfigError(f"[sms.{name}]: a webhook needs a gateway whose definition has a table [receipt]")
    if len(secret) < _SHORTEST or not secret.isalnum():
        raise ConfigError(f"[sms.{name}]: the webhook's secret is {_SHORTEST} or more letters and digits")
    return Hook(definition.receipt, urlsplit(definition.url).hostname or "", secret)


class Receipts:
    """`GET` and `POST /s/{name}/{secret}`: a delivery receipt, in a query, a form or a JSON object."""

    def __init__(self, service: Service) -> None:
        self._service, self._hooks = service, hooks_of(service.config)

    async def on_get(self, req: Request, resp: Response, name: str, secret: str) -> None:
        hook = self._hook(name, secret)
        await self._keep(resp, hook, _fields(_FORM, req.query_string.encode()))

    async def on_post(self, req: Request, resp: Response, name: str, secret: str) -> None:
        hook = self._hook(name, secret)
        data = await requests.body(req, _LIMIT, _FORM, _JSON)
        await self._keep(resp, hook, _fields(req.content_type or "", data))

    def _hook(self, name: str, secret: str) -> Hook:
        hook = self._hooks.get(name)
        if hook is None or not hmac.compare_digest(hook.secret, secret.encode()):
            raise ApiError("not-found")
        return hook

    async def _keep(self, resp: Response, hook: Hook, fields: Mapping[str, str]) -> None:
        from flong.backends.sms.answers import report_of

        report, answer = report_of(hook.form, hook.host, fields)
        if report is None:
            raise ApiError("bad-request", "this names no message")
        try:
            await reports.keeper(self._service.ledger)(report)
        except reports.UnknownMessage:
            raise ApiError("not-found", "no message has this id") from None
        resp.text, resp.content_type = answer, "text/plain; charset=utf-8"
        resp.set_header("Cache-Control", "no-store")


def _fields(content_type: str, data: bytes) -> dict[str, str]:
    """Scalars by name; nothing for what is no form and no object."""
    if content_type.lower().startswith(_JSON):
        found = requests.parsed(data, dict[str, object])
        return {name: str(value) for name, value in found.items() if isinstance(value, str | int)}
    try:
        return dict(parse_qsl(data.decode("utf-8", "replace"), max_num_fields=_MOST_FIELDS, keep_blank_values=True))
    except ValueError:
        raise ApiError("bad-request", "too many fields") from None

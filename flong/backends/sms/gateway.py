"""Delivery by an HTTP gateway that a `Definition` describes.

One request for each message, over connections that are kept. A request that may have reached the gateway and got no
answer is ambiguous. httpx writes the URL of every request to its log, so no URL holds a text, a number or a secret.
"""

from __future__ import annotations

import asyncio
import json
import ssl
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

from flong.backends.base import SMS, Book, Outgoing, Receipt, State
from flong.backends.pool import Pool, RouteError
from flong.backends.reply import clean
from flong.backends.sms.answers import HttpAnswer, id_of, meaning
from flong.backends.sms.definition import Definition
from flong.backends.sms.fill import filled, filled_json, spellings, written_number
from flong.backends.sms.pace import Pace
from flong.backends.sms.segments import named
from flong.backends.sms.text import Unsendable, segmented, text_of
from flong.errors import ConfigError, MissingExtra

try:
    import httpx
except ImportError as error:
    raise MissingExtra("sms", "httpx") from error

MOST_BYTES: Final = 65536
"""Of an answer; the rest is not read."""

_FORM: Final = "application/x-www-form-urlencoded"
_UNSENT: Final = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 5.0


@dataclass(frozen=True, slots=True)
class GatewayConfig:
    """A gateway and an account of it: `connections` requests at once, `rate` a second in all (0: no limit). `timeout`
    is for connecting and for each answer, `patience` how long an item waits for a connection, in seconds."""

    definition: Definition
    user: str = ""
    password: bytes = field(default=b"", repr=False)
    connections: int = 4
    rate: float = 0.0
    timeout: float = 60.0
    patience: float = 30.0
    tls: ssl.SSLContext | None = None
    proxy: str | None = None
    route: str = "default"

    def __post_init__(self) -> None:
        login = {"user": self.user, "password": self.secret}
        for value in self.definition.headers.values():
            if not (made := filled(value, login)).isascii() or not made.isprintable():
                raise ConfigError("user and password of a gateway's header are printable ASCII")

    @property
    def secret(self) -> str:
        """The password as text."""
        return self.password.decode("utf-8", "replace")

    @property
    def secrets(self) -> list[str]:
        """What no answer may bring into the ledger: the password, and the login as a header has it."""
        basic = b64encode(self.user.encode() + b":" + self.password).decode()
        return [basic, *spellings(self.secret)] if self.password else []

    @property
    def host(self) -> str:
        """What receipts name."""
        return urlsplit(self.definition.url).hostname or ""


class GatewayBackend(Pool):
    """Delivers to one gateway."""

    def __init__(self, config: GatewayConfig) -> None:
        self.pace = Pace(config.rate)
        super().__init__(lambda stopping: GatewayCarrier(config, self.pace, stopping), config.connections, config.route)


class GatewayCarrier:
    """One request after another."""

    def __init__(self, config: GatewayConfig, pace: Pace, stopping: asyncio.Event) -> None:
        self._config, self._pace, self._stopping = config, pace, stopping
        self._client = httpx.AsyncClient(
            timeout=config.timeout, verify=config.tls or True, trust_env=False, proxy=config.proxy
        )

    async def deliver(self, item: Outgoing, book: Book) -> Receipt:
        """What became of `item`. Raises RouteError while the gateway can't be reached, or refuses the login."""
        start = time.time()
        try:
            request = self._request(item)
        except Unsendable as error:
            return self._receipt(item, start, "bounced", text=str(error), kind="refused")
        await self._pace.turn()
        await book.starting(item)
        try:
            answer = await self._asked(request)
        except (httpx.HTTPError, TimeoutError) as error:
            return self._receipt(item, start, "ambiguous", text=_broken(error), kind="connection")
        return self._judged(item, start, answer)

    async def close(self) -> None:
        await self._client.aclose()

    def _request(self, item: Outgoing) -> httpx.Request:
        """The request for one message. Raises Unsendable."""
        d, values = self._config.definition, self._values(item)
        try:
            body, kind = _body(d, values)
        except UnicodeEncodeError as error:
            raise Unsendable(f"{d.charset} does not have {named(error.object[error.start])}") from None
        headers = httpx.Headers({"Content-Type": kind, "Accept-Encoding": "identity"})
        headers.update({name: filled(value, values) for name, value in d.headers.items()})
        url = filled(d.url, {"user": quote(values["user"], safe="")})
        request = self._client.build_request(d.method, url, headers=headers, content=body)
        if d.basic:
            login = httpx.BasicAuth(values["user"], self._config.password)
            request = next(login.auth_flow(request))
        return request

    def _values(self, item: Outgoing) -> Mapping[str, str]:
        d, text, found = self._config.definition, text_of(item), segmented(item)
        if d.longest and len(text) > d.longest:
            raise Unsendable(f"the text has {len(text)} characters, the gateway takes {d.longest}")
        try:
            to = written_number(item.rcpt_to, d.number)
        except ValueError as error:
            raise Unsendable(f"the number {error}") from None
        return {
            "to": to, "text": text, "sender": item.mail_from, "user": self._config.user,
            "password": self._config.secret,
            "encoding": d.encodings[found.encoding == "UCS-2"],
        }  # fmt: skip

    async def _asked(self, request: httpx.Request) -> HttpAnswer:
        """The answer. Tries to connect until patience ends, then raises RouteError; HTTPError once something may have
        been sent."""
        until, pause = time.monotonic() + self._config.patience, _FIRST_PAUSE
        while True:
            try:
                async with asyncio.timeout(2 * self._config.timeout):  # httpx's own begins anew with every byte
                    return await self._answer(request)
            except _UNSENT as error:
                permanent = _is_tls(error)
                if permanent or time.monotonic() + pause > until or await self._stopped(pause):
                    raise RouteError(f"{self._config.host}: {_broken(error)}", permanent=permanent) from None
                pause = min(2 * pause, _LONGEST_PAUSE)

    async def _answer(self, request: httpx.Request) -> HttpAnswer:
        d, response = self._config.definition, await self._client.send(request, stream=True)
        try:
            body = bytearray()
            async for piece in response.aiter_raw():
                body += piece[: MOST_BYTES - len(body)]
                if len(body) >= MOST_BYTES:
                    break
        finally:
            await response.aclose()
        return HttpAnswer(response.status_code, _decoded(bytes(body), response.charset_encoding or d.charset))

    def _judged(self, item: Outgoing, start: float, answer: HttpAnswer) -> Receipt:
        d, said = self._config.definition, self._said(answer)
        found = meaning(d, answer)
        if found == "login":
            raise RouteError(f"{self._config.host}: the login was refused: {answer.status}", permanent=True)
        if found == "throttled":
            self._pace.throttled()
            return self._receipt(item, start, "deferred", text=said, code=answer.status)
        if found != "delivered":
            return self._receipt(item, start, found, text=said, code=answer.status)
        self._pace.accepted()
        return self._receipt(item, start, found, text=id_of(d, answer), code=answer.status)

    def _said(self, answer: HttpAnswer) -> str:
        """The answer for the ledger: short, and without the password if it repeats that."""
        body = answer.body
        for secret in self._config.secrets:
            body = body.replace(secret, "…")
        return clean(f"{answer.status} {body}")[:500]

    def _receipt(
        self, item: Outgoing, start: float, state: State, *, text: str, kind: str = SMS, code: int = 0
    ) -> Receipt:
        told = (code, "", text, kind, self._config.host)
        return Receipt(item.seq, item.attempt, state, *told, start=start, end=time.time())

    async def _stopped(self, seconds: float) -> bool:
        """Waits, unless or until stopped."""
        try:
            await asyncio.wait_for(self._stopping.wait(), seconds)
        except TimeoutError:
            return False
        return True


def _body(d: Definition, values: Mapping[str, str]) -> tuple[bytes, str]:
    """The bytes of a request and their media type. Raises UnicodeEncodeError."""
    if d.form:
        fields = {name: filled(value, values) for name, value in d.form.items()}
        kind = _FORM if d.charset == "utf-8" else f"{_FORM}; charset={d.charset}"
        return urlencode(fields, encoding=d.charset, errors="strict").encode("ascii"), kind
    if d.json:
        return json.dumps(filled_json(d.json, values), ensure_ascii=False).encode(), "application/json"
    return filled(d.body, values).encode(d.charset), d.content_type


def _decoded(body: bytes, charset: str) -> str:
    """An answer's text, whatever charset it claims."""
    try:
        return body.decode(charset, "replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")


def _is_tls(error: BaseException | None) -> bool:
    """Whether a certificate is what went wrong."""
    while error is not None:
        if isinstance(error, ssl.SSLError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _broken(error: Exception) -> str:
    """What happened, without the request."""
    late = isinstance(error, httpx.TimeoutException | TimeoutError)
    return "no answer in time" if late else clean(type(error).__name__)

"""The service as an ASGI application."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from falcon.asgi import App, Request, Response

from flong.api import problems, requests
from flong.api.checks import Checks
from flong.api.edge import Click, Pixel, Unsubscribe, picture
from flong.api.hooks import Receipts
from flong.api.messages import Message, Messages
from flong.api.openapi import Document
from flong.api.service import Service
from flong.jobs.config import Config


def create_app(config: Config) -> App[Request, Response]:
    """The application; it opens the ledger when the server starts it. Raises ConfigError."""
    return app_of(Service(config))


def app_of(service: Service) -> App[Request, Response]:
    """The application of a service."""
    app = App(middleware=_Life(service))
    problems.register(app)
    for path, resource in _resources(service).items():
        app.add_route(path, resource)
    app.add_sink(picture, "/o/")
    return app


def _resources(service: Service) -> dict[str, object]:
    return {
        "/v1/messages": Messages(service),
        "/v1/messages/{id}": Message(service),
        "/v1/templates/check": Checks(service),
        "/o/{token}.gif": Pixel(service),
        "/c/{token}": Click(service),
        "/u/{token}": Unsubscribe(service),
        "/s/{name}/{secret}": Receipts(service),
        "/healthz": _Health(service),
        "/openapi.json": Document(),
    }


class _Life:
    """Starts and stops the service with the server."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def process_startup(self, scope: Mapping[str, Any], event: Mapping[str, Any]) -> None:
        await self._service.start()

    async def process_shutdown(self, scope: Mapping[str, Any], event: Mapping[str, Any]) -> None:
        await self._service.stop()


class _Health:
    """`GET /healthz`."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def on_get(self, req: Request, resp: Response) -> None:
        good = self._service.healthy
        requests.answer(resp, {"status": "ok" if good else "stopped"}, 200 if good else 503)

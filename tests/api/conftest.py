"""A service with a few templates, a real SMTP server on loopback, and keys for both modes."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest
from aiosmtpd.smtp import SMTP
from apisite import Client, Post, Site
from falcon.testing import ASGIConductor

from flong.api.app import app_of
from flong.api.service import Service


@pytest.fixture
async def post():
    keeper = Post()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(keeper, hostname="kept"), "127.0.0.1", 0)
    keeper.port = server.sockets[0].getsockname()[1]
    yield keeper
    server.close()


@pytest.fixture
def site(tmp_path, post):
    return Site(tmp_path, post.port)


@pytest.fixture
def running():
    """`async with running(site) as client`: the application, started."""

    @asynccontextmanager
    async def run(site):
        service = Service(site.config)
        async with ASGIConductor(app_of(service)) as conductor:
            yield Client(conductor, service, site)

    return run


@pytest.fixture
async def client(site, running):
    async with running(site) as started:
        yield started

"""The way of a run of the tests of SMTP; see ways.py."""

from __future__ import annotations

import asyncio

import mailboxes
import pytest
from ways import LOOPS, WAYS, Way


def pytest_configure(config: pytest.Config) -> None:
    """Older releases of pytest-asyncio know no other way to choose a loop."""
    config.addinivalue_line("filterwarnings", "ignore:Overriding the .event_loop_policy. fixture:DeprecationWarning")
    config.addinivalue_line("filterwarnings", "ignore:Overriding the .event_loop_policy. fixture:pytest.PytestWarning")


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Way:
    """The way of this run: servers offer what it says, `mailboxes.relay` makes its backend."""
    monkeypatch.setattr(mailboxes, "OFFERS", request.param.offers)
    monkeypatch.setattr(mailboxes, "BACKEND", request.param.backend)
    monkeypatch.setattr(mailboxes, "EAGER", request.param.eager)
    monkeypatch.setattr(mailboxes, "WINDOW", request.param.window)
    return request.param


@pytest.fixture
def event_loop_policy(request: pytest.FixtureRequest) -> asyncio.AbstractEventLoopPolicy:
    """The loop of the way, where a test has one."""
    name = request.getfixturevalue("way").loop if "way" in request.fixturenames else "asyncio"
    return LOOPS[name]()

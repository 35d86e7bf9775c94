"""Ways out for text messages, as the configuration names them."""

from __future__ import annotations

import logging

import pytest

from flong.backends.sms.gateway import GatewayBackend
from flong.backends.sms.route import SmsRoute, check_route, sms_backend
from flong.backends.sms.smpp import SmppBackend
from flong.errors import ConfigError


@pytest.fixture(autouse=True)
def password(monkeypatch):
    monkeypatch.setenv("SMS_PASSWORD", "hush-hush")


def route(**more):
    return SmsRoute(**{"url": "smpps://smsc.example", "user": "acme", "password": "env:SMS_PASSWORD", **more})


def test_a_message_centre():
    """TLS where the scheme says so; in the clear to this machine, or where it is asked for."""
    assert isinstance(sms_backend(route(), "a"), SmppBackend)
    assert isinstance(sms_backend(route(url="smpp://127.0.0.1:2775"), "a"), SmppBackend)
    assert isinstance(sms_backend(route(url="smpp://smsc.example", plaintext=True), "a"), SmppBackend)


def test_a_gateway_nobody_has_tried_says_so(tmp_path, caplog):
    """In the log, by the route's name."""
    path = tmp_path / "g.toml"
    path.write_text('like = "twilio"\nurl = "https://sms.example/"\n[form]\na = "{to}"\nb = "{text}"\n')
    with caplog.at_level(logging.WARNING):
        assert isinstance(sms_backend(route(url="", gateway=str(path)), "web"), GatewayBackend)
    assert "[sms.web]: nobody has tried" in caplog.text and "hush" not in caplog.text


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"url": "smpp://smsc.example"}, "shows texts and password"),
        ({"url": "http://smsc.example"}, "a url is smpps"),
        ({"url": "smpps://acme@smsc.example"}, "a url is smpps"),
        ({"url": "smpps://smsc.example/x"}, "a url is smpps"),
        ({"url": "smpps://smsc.example:0"}, "a url is smpps"),
        ({"url": "smpps://smsc.example:x"}, "host or port"),
        ({"user": ""}, "wants a user"),
        ({"user": "x" * 16}, "wants a user"),
        ({"user": "a\0b"}, "wants a user"),
        ({"system_type": "x" * 13}, "system_type is at most 12"),
        ({"system_type": "a\0b"}, "system_type is at most 12"),
        ({"password": ""}, "wants a user"),
        ({"password": "env:NOT_SET"}, "NOT_SET is not set"),
        ({"ca": "/none"}, "certificates"),
        ({"url": "", "gateway": "/none"}, "No such file"),
    ],
)
def test_wrong_routes(more, reason):
    """Told by the name of the section, without a secret."""
    with pytest.raises(ConfigError, match=reason) as caught:
        sms_backend(route(**more), "a")
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"url": ""}, "give a url"),
        ({"gateway": "twilio"}, "give a url"),
        ({"sender": "twelve chars"}, "at most 11"),
        ({"sender": "銀行"}, "at most 11"),
        ({"sender": "+acme"}, "a sender is a number"),
        ({"sender": "+" + "8" * 16}, "a sender is a number"),
        ({"sender": "1" * 21}, "a sender is a number"),
        ({"sender": "ACME "}, "a sender is a number"),
        ({"region": "Taiwan"}, r"\[sms.a\]: region: .* no region"),
    ],
)
def test_what_is_wrong_at_first_sight(more, reason):
    """Before any secret is read."""
    with pytest.raises(ConfigError, match=reason):
        check_route(route(**more), "[sms.a]")


@pytest.mark.parametrize("sender", ["", "ACME", "My Shop", "+886912345678", "1415", "10690329012345678901"])
def test_senders(sender):
    """Names, numbers, short codes, the long ones of China."""
    check_route(route(sender=sender), "[sms.a]")

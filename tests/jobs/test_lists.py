"""List-Unsubscribe(-Post), List-Id, Feedback-ID: who writes them, what signs them, what can't get in."""

from __future__ import annotations

import json
from base64 import b64encode
from dataclasses import replace
from email import message_from_bytes, policy

import dkim
import pyarrow as pa
import pytest

from flong.backends.dkim import load_key
from flong.errors import ConfigError, TemplateError
from flong.jobs.cast import Context, Misfit
from flong.jobs.config import Config, DkimKey, JobsConfig, TokensConfig
from flong.jobs.snapshot import JSON, SEQ
from flong.jobs.templates import TemplateRecipe

HEAD = "Key: {{ id }}\nSubject: x\nFrom: news@acme.example\nTo: {{ email }}\n"
BODY = "\n{% data %}\nid: text\nemail: text\ntoken: text\n{% enddata %}\nHello {{ id }}\n"
OWN = "List-Unsubscribe: https://acme.example/leave/{{ token }}?who={{ id }}\n"
CONTEXT = Context(7, "may", "broadcast", 1_800_000_000.0, b"s" * 32)
SEED = b64encode(b"k" * 32).decode()
FIELDS = ("List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "Feedback-Id")


@pytest.fixture
def cast(tmp_path, monkeypatch):
    """cast(config, head=…, **record) → the message or the misfit."""
    monkeypatch.setenv("SEED", SEED)

    def cast(config, head=HEAD, context=CONTEXT, engine="python", **record):
        (tmp_path / "news.txt").write_text(head + BODY, encoding="utf-8")
        caster = TemplateRecipe.read(tmp_path / "news.txt", config, engine).make(context)
        text = json.dumps({"id": "c1", "email": "c1@example.org", "token": "t1", **record}).encode()
        table = pa.table({SEQ: pa.array([1], pa.int64()), JSON: pa.array([text], pa.binary())})
        (one,) = caster.cast(table, [0])
        return one if isinstance(one, Misfit) else b"".join(one.data)

    return cast


def config(url="https://t.acme.example", **jobs) -> Config:
    keys = {"acme.example": (DkimKey("s", "env:SEED"),)}
    return Config(dkim=keys, tokens=TokensConfig(url=url, keys={"1": "env:SEED"}), jobs=JobsConfig(**jobs))


def fields(data: bytes) -> list[str | None]:
    found = message_from_bytes(data, policy=policy.default)
    return [found[name] for name in FIELDS]


def test_all_of_them_signed(cast):
    """One-click, the list, the sender; a change of any breaks the signature (RFC 8058 section 4)."""
    data = cast(config(list_id="news.acme.example", sender_id="acmebank", unsubscribe="stop@acme.example"))
    leave, post, list_id, feedback = fields(data)
    assert leave.startswith("<https://t.acme.example/u/") and "<mailto:stop@acme.example?subject=unsubscribe>" in leave
    assert (post, list_id, feedback) == ("List-Unsubscribe=One-Click", "<news.acme.example>", "7:broadcast:acmebank")
    record = load_key("s", "env:SEED").record().encode()
    for old in (b"t.acme.example/u", b"One-Click", b"<news.acme", b"acmebank"):
        assert dkim.verify(data, dnsfunc=lambda *_, **__: record)
        assert not dkim.verify(data.replace(old, old[::-1]), dnsfunc=lambda *_, **__: record)


def test_only_bulk_mail_has_them(cast):
    """Nobody unsubscribes from a password."""
    given = config(list_id="news.acme.example", unsubscribe="stop@acme.example")
    for stream in ("transactional", "otp"):
        assert fields(cast(given, context=replace(CONTEXT, stream=stream))) == [None] * 4


def test_one_click_needs_https(cast):
    """Mail programs act on nothing else; the address stays."""
    leave, post, *_ = fields(cast(config("http://t.acme.example", unsubscribe="stop@acme.example")))
    assert leave == "<mailto:stop@acme.example?subject=unsubscribe>" and post is None
    assert fields(cast(config("http://t.acme.example")))[:2] == [None, None]


@pytest.mark.parametrize("engine", ["python", "cython"])
def test_a_page_of_the_sender_s_own(cast, engine):
    """The template's URL in place of the service's, still with one click; in other streams without."""
    data = cast(config(unsubscribe="stop@acme.example"), HEAD + OWN, engine=engine)
    leave, post, *_ = fields(data)
    assert (leave, post) == ("<https://acme.example/leave/t1?who=c1>", "List-Unsubscribe=One-Click")
    assert data.count(b"\nList-Unsubscribe:") == 1
    other = cast(config(), HEAD + OWN, replace(CONTEXT, stream="otp"), engine)
    assert fields(other)[:2] == ["<https://acme.example/leave/t1?who=c1>", None]


HOSTILE = [
    "x>, <https://evil.example/",
    "x\r\nBcc: victim@example.org",
    "x\nX-Evil: 1",
    "x y",
    '"<>",;',
    "../../@evil.example",
    "帳單",
    "\u202e",
    "a?b=1#c",
]


@pytest.mark.parametrize("engine", ["python", "cython"])
@pytest.mark.parametrize("value", HOSTILE)
def test_values_stay_inside_the_url(cast, engine, value):
    """No second URL, no second field, no other host: everything but letters, digits and - . _ ~ is encoded."""
    data = cast(config(), HEAD + OWN, engine=engine, token=value)
    if isinstance(data, Misfit):
        assert "control" in data.reason
        return
    leave = message_from_bytes(data)["List-Unsubscribe"].replace("\r\n", "")
    path = leave.removeprefix("<https://acme.example/leave/").removesuffix("?who=c1>")
    assert not set(path) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~%")
    assert [line.split(b":")[0] for line in data.split(b"\r\n") if line.lower().startswith((b"bcc", b"x-evil"))] == []


@pytest.mark.parametrize(
    "value",
    [
        "http://acme.example/leave",
        "mailto:stop@acme.example",
        "<https://acme.example/leave>",
        "https://acme.example",
        "https://{{ token }}/leave",
        "https://acme.example/a, https://acme.example/b",
        "https://acme.example/a b",
        "{{ token }}",
        "https://acme.example/帳",
    ],
)
def test_templates_that_say_something_else(cast, value):
    """One URL with `https:` and a host of its own."""
    with pytest.raises(TemplateError, match="https:"):
        cast(config(), f"{HEAD}List-Unsubscribe: {value}\n")


@pytest.mark.parametrize(
    "wrong",
    [
        {"list_id": "news"},
        {"list_id": "news.acme.example>\r\nBcc: x@y.example"},
        {"list_id": "<news.acme.example>"},
        {"sender_id": "abcd"},
        {"sender_id": "a:bcdef"},
        {"sender_id": "x" * 16},
        {"sender_id": "acme\r\nX: y"},
        {"unsubscribe": "stop"},
        {"unsubscribe": "stop@acme.example>, <https://evil.example"},
        {"unsubscribe": "stop@acme.example?subject=x"},
        {"unsubscribe": "a&b@acme.example"},
    ],
)
def test_settings_that_can_t_stand_in_a_header(cast, wrong):
    """Told at the start."""
    with pytest.raises(ConfigError, match=r"\[jobs\]"):
        cast(config(**wrong))

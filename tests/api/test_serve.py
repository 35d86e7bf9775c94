"""The service as people run it: a process, a port, a mail server, and kill -9."""

from __future__ import annotations

import asyncio
import email
import email.policy
import os
import re
import signal
import subprocess
import sys
from urllib.parse import urlsplit

import httpx
import pytest
from typer.testing import CliRunner

from flong.cli.app import app

BODY = {
    "template": "hello.html", "stream": "broadcast",
    "record": {"id": "1", "name": "王小明", "email": "ming@mail.example", "due": 1},
}  # fmt: skip


class Process:
    """`flong serve` running; `url` is where."""

    def __init__(self, site):
        self.site = site
        self.process = subprocess.Popen(
            [sys.executable, "-c", "from flong.cli import main; main()", "serve", "--config", str(site.path)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.url = self.process.stdout.readline().strip().removeprefix("flong serves on ")

    async def call(self, method, path, **more):
        async with httpx.AsyncClient(verify=False) as client:  # which would read all certificates for each request
            headers = {"Authorization": f"Bearer {self.site.live}"}
            return await client.request(method, self.url + path, headers=headers, **more)

    async def seen(self, id, *states):
        for _ in range(300):
            view = (await self.call("GET", f"/v1/messages/{id}")).json()
            if view["state"] in states:
                return view
            await asyncio.sleep(0.05)
        raise AssertionError(view)

    def end(self, how=signal.SIGTERM):
        """Stop it; gives the exit code and what it said."""
        self.process.send_signal(how)
        out, err = self.process.communicate(timeout=20)
        return self.process.returncode, out + err


@pytest.fixture
def serve(site):
    started = []

    def start():
        started.append(Process(site))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.end(signal.SIGKILL)


async def reachable(process):
    for _ in range(200):
        try:
            return await process.call("GET", "/healthz")
        except httpx.TransportError:
            await asyncio.sleep(0.05)
    raise AssertionError(process.end())


async def test_from_the_request_to_the_mailbox_and_back(serve, post, site):
    """A mail is sent, opened, clicked, unsubscribed; all of it is told; a second service on this ledger, which would
    send twice, is refused; the process ends cleanly."""
    process = serve()
    assert (await reachable(process)).json() == {"status": "ok"}
    sent = await process.call("POST", "/v1/messages", json=BODY)
    assert sent.status_code == 202
    await process.seen(sent.json()["id"], "delivered")
    mail = email.message_from_bytes(await post.mail(), policy=email.policy.default)
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = urlsplit(re.search("<(https://t.acme.example/u/[^>]+)>", mail["List-Unsubscribe"])[1]).path
    html = mail.get_body(("html",)).get_content()
    pixel = urlsplit(re.search('src="(https://t.acme.example/o/[^"]+)"', html)[1]).path
    click = urlsplit(re.search('href="(https://t.acme.example/c/[^"]+)"', html)[1]).path
    assert (await process.call("GET", pixel)).headers["content-type"] == "image/gif"
    assert (await process.call("GET", click)).headers["location"] == "https://acme.example/a?x=1&y=2"
    assert (await process.call("POST", leave, data={"List-Unsubscribe": "One-Click"})).status_code == 200
    assert (await process.call("POST", "/v1/messages", json=BODY)).json()["state"] == "suppressed"
    view = (await process.call("GET", f"/v1/messages/{sent.json()['id']}")).json()
    assert [e["kind"] for e in view["events"]] == ["open", "click"]
    other = serve()
    assert await asyncio.to_thread(other.process.wait, 20) == 1
    said = other.process.communicate()[1]
    assert "by another process" in said and "Traceback" not in said
    code, said = process.end()
    assert code == 0 and site.live not in said and "Traceback" not in said


async def test_kill_loses_nothing(serve, post, site):
    """Killed while messages wait or are tried again: a restarted service sends each once, but for one whose answer
    nobody heard, which is held."""
    post.says = "451 4.7.1 later"
    process = serve()
    await reachable(process)
    ids = [(await process.call("POST", "/v1/messages", json=BODY)).json()["id"] for _ in range(5)]
    for id in ids:
        await process.seen(id, "deferred")
    assert process.end(signal.SIGKILL)[0] == -signal.SIGKILL
    post.mails.clear()
    post.says = "250 2.0.0 kept"
    again = serve()
    await reachable(again)
    views = [await again.seen(id, "delivered", "held") for id in ids]
    assert all("ambiguous" in {a["state"] for a in view["attempts"]} for view in views if view["state"] == "held")
    identifiers = [re.search(rb"Message-ID: (\S+)", mail.content)[1] for mail in post.mails]
    delivered = sum(view["state"] == "delivered" for view in views)
    assert delivered >= 3 and delivered <= len(set(identifiers)) == len(identifiers)


@pytest.mark.parametrize(
    ("policy", "state", "mails"),
    [("hold", "held", 1), pytest.param("resend", "delivered", 2, marks=pytest.mark.deep)],
)
async def test_killed_before_the_answer(serve, post, site, policy, state, mails):
    """The server has the mail, nobody heard its answer: ambiguous, and the policy decides."""
    site.write(post.port, jobs=f'policy = "{policy}"')
    post.answers.clear()
    process = serve()
    await reachable(process)
    id = (await process.call("POST", "/v1/messages", json=BODY)).json()["id"]
    await post.mail()
    assert (await process.call("GET", f"/v1/messages/{id}")).json()["state"] == "in_flight"
    process.end(signal.SIGKILL)
    post.answers.set()
    again = serve()
    await reachable(again)
    view = await again.seen(id, state)
    assert view["attempts"][0]["state"] == "ambiguous" and len(post.mails) == mails
    identifiers = {re.search(rb"Message-ID: (\S+)", mail.content)[1] for mail in post.mails}
    assert len(identifiers) == 1


def test_keys_are_made_on_the_command_line(site):
    """Printed once; the scopes are as asked."""
    made = CliRunner().invoke(
        app,
        ["serve", "--config", str(site.path), "--new-key", "till", "--test", "--scope", "messages:send"],
    )
    assert made.exit_code == 0 and re.fullmatch(r"test_[\w-]{43}\n", made.stdout)
    from flong.api.keys import KeyFile

    found = KeyFile(site.keys).find(made.stdout.strip())
    assert found.name == "till" and found.scopes == ("messages:send",) and not found.live


@pytest.mark.parametrize(
    ("options", "said"),
    [(["--new-key", "shop"], "no other key"), (["--new-key", "x", "--scope", "all"], "not a scope")],
)
def test_wrong_keys_are_explained(site, options, said):
    """A name twice, a scope that is none."""
    made = CliRunner().invoke(app, ["serve", "--config", str(site.path), *options])
    assert made.exit_code != 0 and said in str(made.exception)


def test_an_unknown_route_is_told_at_the_start(site):
    """Before anything listens."""
    site.path.write_text(site.path.read_text().replace("[api]", '[api]\nroute = "elsewhere"'))
    made = CliRunner().invoke(app, ["serve", "--config", str(site.path)], env=dict(os.environ))
    assert made.exit_code != 0 and "no configured route" in str(made.exception)

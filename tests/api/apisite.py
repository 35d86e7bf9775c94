"""What the tests of the service stand on: templates, an SMTP server, a configured folder, a client."""

from __future__ import annotations

import asyncio
import json
import os
from base64 import b64encode

from flong.api.keys import new_key
from flong.jobs.config import load_config

HELLO = """Key: {{ id }}
Subject: Hello {{ name }}
From: "Acme" <hello@acme.example>
To: {{ name }} <{{ email }}>

{% data %}
id: text
name: text
email: text
due: decimal(12, 2)
{% enddata %}
<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Hello</title></head>
<body><p>Dear {{ name }}, {{ due | number }}</p><a href="https://acme.example/a?x=1&amp;y=2">go</a>
<a href="mailto:help@acme.example">write</a></body></html>
"""
BILL = HELLO.replace("Key: {{ id }}", "Key: {{ id }}\nDocument: bill/{{ id }}")
SKIP = HELLO.replace("<!doctype", '{% if name == "nobody" %}{% skip "nobody is there" %}{% endif %}<!doctype')


class Post:
    """An SMTP server: what it received, and what it says."""

    def __init__(self):
        self.mails, self.says, self.arrived = [], "250 2.0.0 kept", asyncio.Event()
        self.answers = asyncio.Event()
        self.answers.set()

    async def handle_DATA(self, server, session, envelope):
        self.mails.append(envelope)
        self.arrived.set()
        await self.answers.wait()
        return self.says

    async def mail(self):
        """The next mail's bytes."""
        await asyncio.wait_for(self.arrived.wait(), 20)
        self.arrived.clear()
        return self.mails[-1].content


class Site:
    """A folder with a configuration, templates and keys."""

    def __init__(self, folder, port):
        self.folder, self.keys = folder, folder / "api-keys.json"
        (folder / "templates").mkdir()
        for name, text in (("hello", HELLO), ("bill", BILL), ("skip", SKIP)):
            (folder / "templates" / f"{name}.html").write_text(text)
        (folder / "secret.html").write_text(HELLO)
        (folder / "token.key").write_text(b64encode(os.urandom(32)).decode())
        (folder / "token.key").chmod(0o600)
        self.live = new_key(self.keys, "shop", live=True)
        self.test = new_key(self.keys, "shop-test", live=False)
        self.reader = new_key(self.keys, "reader", live=True, scopes=("messages:read",))
        self.write(port)

    def write(self, port, *, jobs="", tokens='url = "https://t.acme.example"'):
        self.path = self.folder / "flong.toml"
        self.path.write_text(f"""
[routes.main]
url = "smtp://127.0.0.1:{port}"
connections = 2
patience = 0.3
[tokens]
{tokens}
keys = {{ 1 = "{self.folder}/token.key" }}
[api]
port = 0
keys = "{self.keys}"
templates = "{self.folder}/templates"
engine = "python"
body = 20000
[jobs]
home = "{self.folder}/home"
retry = [0.3]
{jobs}
""")
        self.path.chmod(0o600)

    @property
    def config(self):
        return load_config(self.path)


class Client:
    """Requests to a running application."""

    def __init__(self, conductor, service, site):
        self.conductor, self.service, self.site = conductor, service, site

    async def call(self, method, path, body=None, *, key="live", headers=None, raw=None, kind="application/json"):
        text = getattr(self.site, key, key)
        sent = {"Authorization": f"Bearer {text}"} if text else {}
        sent |= {"Content-Type": kind} if raw is not None or body is not None else {}
        data = raw if raw is not None else json.dumps(body).encode() if body is not None else b""
        return await self.conductor.simulate_request(method, path, body=data, headers={**sent, **(headers or {})})

    async def send(self, record=None, template="hello.html", stream="transactional", key="live", **more):
        record = {"id": "1", "name": "Anna", "email": "anna@mail.example", "due": 1} | (record or {})
        headers = more.pop("headers", None)
        body = {"template": template, "record": record, "stream": stream, **more}
        return await self.call("POST", "/v1/messages", body, key=key, headers=headers)

    async def seen(self, id, *states, key="live"):
        """The message, once it is in one of `states`."""
        for _ in range(400):
            view = (await self.call("GET", f"/v1/messages/{id}", key=key)).json
            if view["state"] in states:
                return view
            await asyncio.sleep(0.03)
        raise AssertionError(view)

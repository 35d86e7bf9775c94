"""The job that is measured: a statement of 16 KB to each of many, from Parquet."""

from __future__ import annotations

import resource
import time
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa, utils

from flong.jobs import commands
from flong.jobs.config import Config, DkimKey, JobsConfig
from flong.jobs.ledger import Ledger
from flong.jobs.templates import TemplateRecipe

CONNECTIONS = 50
ED25519, RSA = "ed25519", "rsa2048"
ROWS = 40
NAMES = ("王小明", "Anna Berg", "佐藤 花子", "김민준", "O'Neill & Sons")
WHATS = ("便利商店", "Coffee & cake", "高鐵車票", "Salary 薪資", "網路書店")
CELLS = ('e.on | date("yyyy-MM-dd")', "e.what", "e.amount | number")
STYLE = "font:14px/1.5 Helvetica,Arial,sans-serif;color:#222;border-bottom:1px solid #ddd;padding:4px 8px"
ROW = "<tr>" + "".join(f'<td style="{STYLE}">{{{{ {cell} }}}}</td>' for cell in CELLS) + "</tr>"
TEMPLATE = f"""\
Key: {{{{ id }}}}
Document: statement/{{{{ id }}}}
Subject: {{{{ name }}}} 您的對帳單 Statement
From: "Acme Bank" <bill@acme.example>
To: {{{{ name }}}} <{{{{ email }}}}>

{{% data %}}
id: text
name: text
email: text
entries: [{{ on: date, what: text, amount: decimal(12, 2) }}]
{{% enddata %}}
<!doctype html><html lang="zh-TW"><body><h1>對帳單</h1><p>{{{{ name }}}}</p><table>
{{% for e in entries %}}{ROW}
{{% endfor %}}</table><p>{{{{ sum(e.amount for e in entries) | number }}}}</p></body></html>
"""
ENTRIES = pa.list_(pa.struct({"on": pa.date32(), "what": pa.string(), "amount": pa.decimal128(12, 2)}))


def send(who: str, port: int, count: int) -> tuple[float, float]:
    """Send to `count` people: the CPU seconds of all processes while sending, and the seconds it took."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        config = _config(folder, who.removeprefix("flong-"))
        (folder / "mail.html").write_text(TEMPLATE, "utf-8")
        pq.write_table(_people(count), folder / "people.parquet")
        recipe = TemplateRecipe.read(folder / "mail.html", config)
        via = f"smtp://127.0.0.1:{port}?connections={CONNECTIONS}&per_connection=1000000"
        options = commands.SendOptions(folder / "mail.html", via, folder / "people.parquet", job="job")
        with Ledger.open(folder / "home") as ledger:
            commands.plan_job(ledger, recipe, "job", options, config)
            before, begun = _cpu(), time.perf_counter()
            summary = commands.send_recipe(
                ledger, recipe, commands.SendOptions(folder / "mail.html", via, job="job", resume=True), config
            )
            wall = time.perf_counter() - begun
        assert summary.counts == {"delivered": count}, summary.counts
        return _cpu() - before, wall


def raw(kind: str, count: int) -> tuple[float, float]:
    """The key operation on SHA-256 digests, `count` times: CPU seconds, and seconds."""
    if kind == RSA:
        how = padding.PKCS1v15(), utils.Prehashed(hashes.SHA256())
        sign = partial(rsa.generate_private_key(65537, 2048).sign, b"x" * 32, *how)
    else:
        sign = partial(ed25519.Ed25519PrivateKey.generate().sign, b"x" * 32)
    cpu, wall = time.process_time(), time.perf_counter()
    for _ in range(count):
        sign()
    return time.process_time() - cpu, time.perf_counter() - wall


def _config(folder: Path, kind: str) -> Config:
    jobs = JobsConfig(home=str(folder / "home"), return_path="bounce@acme.example", unsubscribe="stop@acme.example")
    if kind == "unsigned":
        return Config(jobs=jobs)
    private = rsa.generate_private_key(65537, 2048) if kind == RSA else ed25519.Ed25519PrivateKey.generate()
    path = folder / "key.pem"
    path.touch(0o600)
    form = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    path.write_bytes(private.private_bytes(serialization.Encoding.PEM, *form))
    return Config(jobs=jobs, dkim={"acme.example": (DkimKey("s1", str(path)),)})


def _people(count: int) -> pa.Table:
    random = Random(3)
    return pa.table({
        "id": [f"c{i}" for i in range(count)],
        "name": [NAMES[i % 5] for i in range(count)],
        "email": [f"c{i}@mailbox.example" for i in range(count)],
        "entries": pa.array([[_entry(random, row) for row in range(ROWS)] for _ in range(count)], ENTRIES),
    })  # fmt: skip


def _entry(random: Random, row: int) -> dict[str, object]:
    amount = Decimal(random.randint(-900_000, 900_000)).scaleb(-2)
    return {"on": date(2026, 10, 1) + timedelta(days=row % 31), "what": random.choice(WHATS), "amount": amount}


def _cpu() -> float:
    """Seconds of this process and of those that it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)

"""`new`: a folder to start from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flong.cli.console import out

_TEMPLATE = """Key: {{ id }}
Subject: Hello {{ name }}
Preheader: {{ lines | length }} lines, {{ total | money }} in all
From: "Example" <hello@sender.example>
To: {{ name }} <{{ email }}>
Locale: en
Currency: USD

{% data %}
id: text
name: text
email: text
lines: [{ what: text, amount: decimal(12, 2) }]
total = sum(l.amount for l in lines)
{% enddata %}
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Hello</title></head>
<body>
<p>Dear {{ name }},</p>
{% if lines is not blank %}
<table>
  {% for l in lines %}
  <tr><td>{{ l.what }}</td><td align="right">{{ l.amount | money }}</td></tr>
  {% endfor %}
  <tr><td>Total</td><td align="right">{{ total | money }}</td></tr>
</table>
{% endif %}
{{ qr("https://pay.sender.example/" ~ id) }}
</body>
</html>
"""
_DATA = """{"id": "1", "name": "Anna Berg", "email": "anna@mailbox.example", "lines": [{"what": "Tea", "amount": 18.5}]}
{"id": "2", "name": "王小明", "email": "ming@mailbox.example", "lines": []}
"""


def register(app: typer.Typer) -> None:
    """Add this family's command."""
    app.command()(new)


def new(folder: Annotated[Path, typer.Argument(help="The folder to make.")]) -> None:
    """Make a folder with a first template and its data."""
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        raise typer.BadParameter(f"{folder} is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "hello.html").write_text(_TEMPLATE, encoding="utf-8")
    (folder / "people.jsonl").write_text(_DATA, encoding="utf-8")
    out.print(f"made {folder}/hello.html and {folder}/people.jsonl; now try")
    out.print(f"  flong check {folder}\n  flong render {folder}/hello.html --data {folder}/people.jsonl")

"""Typst: one compiler that keeps its fonts; the record comes as JSON among its inputs."""

from __future__ import annotations

import json
from typing import Any

import typst

from benchmarks.bill import content
from benchmarks.engines.bills import Draw
from benchmarks.engines.bills.fonts import SOURCES


def make() -> Draw:
    """Compiles the bill once."""
    compiler = typst.Compiler(
        input=content.HERE / "bill.typ", root=content.HERE, font_paths=[SOURCES], ignore_system_fonts=True
    )

    def draw(record: dict[str, Any]) -> bytes:
        pdf = compiler.compile(format="pdf", sys_inputs={"bill": _inputs(record)}, pdf_tags=False)
        assert isinstance(pdf, bytes)
        return pdf

    return draw


def _inputs(record: dict[str, Any]) -> str:
    values = {name: record[name] for name in ("name", "address")}
    more = {
        "title": content.TITLE,
        "facts": content.facts(record),
        "heads": content.HEADS,
        "rows": content.table(record),
        "closing": content.closing(record),
        "note": content.NOTE,
        "code": list(content.code(record)),
    }
    return json.dumps(values | more)

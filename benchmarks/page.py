"""Puts the results into docs/performance.md: between `<!-- results: NAME -->` and `<!-- end -->` stands what is
measured, so that no figure of the page is written by hand."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from benchmarks.report import RESULTS

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
_REGION = re.compile(r"(<!-- results: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
RATIOS = (
    ("statement, Arrow", "render", "statement", "flong-arrow", "jinja2"),
    ("statement, Arrow, of the limit", "render", "statement", "flong-arrow", "c-limit"),
    ("statement, dicts", "render", "statement", "flong-dicts", "jinja2"),
    ("statement, dicts by the public API of Decimal", "render", "statement", "flong-dicts-safe", "jinja2"),
    ("statement, JSON Lines", "render", "statement", "flong-json", "jinja2-orjson"),
    ("newsletter, Arrow", "render", "newsletter", "flong-arrow", "jinja2"),
    ("newsletter, Arrow, of the limit", "render", "newsletter", "flong-arrow", "c-limit"),
    ("big table, Arrow", "render", "bigtable", "flong-arrow", "jinja2"),
    ("whole message", "message", "message", "flong-arrow", "jinja2 + email"),
    ("whole message with a QR code", "message", "message with a QR code", "flong-arrow", "jinja2 + email"),
    ("DKIM, RSA-2048, of the raw operation", "dkim", "RSA-2048, 16 KB", "flong relaxed/simple, batches", "raw"),
    ("DKIM, Ed25519", "dkim", "Ed25519, 16 KB", "flong relaxed/simple, batches", "dkimpy"),
    ("two threads", "threads", "statement", "flong-arrow-2", "flong-arrow-1"),
    ("two threads in C", "threads", "statement", "c-limit-2", "c-limit-1"),
)
"""What the summary tells: a title, suite, case, a contender and the one it is compared with."""


def refreshed(page: str) -> str:
    """The page with the results as they stand in `results/`."""
    return _REGION.sub(lambda match: match[1] + _text(match[2]) + match[3], page)


def _text(name: str) -> str:
    if name == "summary":
        return _summary()
    if name == "machine":
        return "".join(f"- {what}: {value}\n" for what, value in _results("render")["machine"].items())
    table = (RESULTS / f"{name}.md").read_text("utf-8").partition("\n")[2].replace("\n## ", "\n### ")
    plot = RESULTS / f"{name}.svg"
    return table + (f"\n![{name}](../benchmarks/results/{plot.name})\n" if plot.exists() else "") + "\n"


def _results(suite: str) -> dict[str, Any]:
    return dict(json.loads((RESULTS / f"{suite}.json").read_text("utf-8")))


def _summary() -> str:
    lines = ["| what | a second | × | compared with |", "| --- | ---: | ---: | --- |"]
    for title, suite, case, contender, other in RATIOS:
        rates = _rates(suite, case)
        if contender in rates and other in rates:
            ratio = rates[contender] / rates[other]
            lines.append(f"| {title} | {rates[contender]:,.0f} | {ratio:,.2f} | {other} |")
    return "\n".join(lines) + "\n"


def _rates(suite: str, case: str) -> dict[str, float]:
    """The first metric of each contender, which stands before its others."""
    rates: dict[str, float] = {}
    for result in _results(suite)["results"]:
        if result["case"] == case:
            rates.setdefault(result["contender"], result["value"])
    return rates


if __name__ == "__main__":
    PAGE.write_text(refreshed(PAGE.read_text("utf-8")), "utf-8")

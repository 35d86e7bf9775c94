"""Suite `render`: records per second and core for a statement and a newsletter.

Jinja2 compiles with autoescape, holds Decimal values and uses a Python money filter; its output is encoded
to UTF-8, since that is what a mail needs. flong renders the HTML part, and the plain-text part it derives from it,
from Arrow, from dicts and in its Python engine. `memcpy` copies the finished bytes: the physical limit.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from importlib.metadata import version
from typing import Any

import jinja2
import pyarrow as pa

import flong
from benchmarks.harness import Case, Contender, Suite
from benchmarks.render import make

NOW = datetime(2026, 11, 21, tzinfo=UTC)
RECORDS = 256
_ENTRY = pa.struct(
    [("day", pa.string()), ("what", pa.string()), ("kind", pa.string()), ("amount", pa.decimal128(14, 2))]
)
_STATEMENT = pa.schema(
    [
        *((name, pa.string()) for name in ("name", "street", "city", "account")),
        ("opening", pa.decimal128(14, 2)),
        ("points", pa.int64()),
        ("email", pa.string()),
        ("ticket", pa.string()),
        ("entries", pa.list_(_ENTRY)),
    ]
)
_NEWSLETTER = pa.schema([(name, pa.string()) for name in make.FIELDS])


def suite() -> Suite:
    """The suite, its templates compiled."""
    statement = _case(
        "statement", make.STATEMENT_DATA + make.statement_template(True), make.statement_template(False),
        make.statements(RECORDS), _STATEMENT,
    )  # fmt: skip
    newsletter = _case(
        "newsletter", make.NEWSLETTER_DATA + make.newsletter_template(), make.newsletter_template(),
        make.newsletters(RECORDS), _NEWSLETTER,
    )  # fmt: skip
    return Suite("render", "records_per_second", "records/s", (statement, newsletter))


def _money(value: Decimal) -> str:
    return f"-${-value:,.2f}" if value < 0 else f"${value:,.2f}"


def _case(name: str, ours: str, theirs: str, records: list[dict[str, Any]], schema: pa.Schema) -> Case:
    source = "Locale: en\nCurrency: USD\n\n" + ours
    fast = flong.compile(source, kind="html")
    slow = flong.compile(source, kind="html", engine="python")
    environment = jinja2.Environment(autoescape=True, keep_trailing_newline=True)
    environment.filters["money"] = _money
    render = environment.from_string(theirs).render
    arrow = pa.Table.from_pylist(records, schema=schema)
    outputs = [render(record).encode() for record in records]
    own = flong.__version__

    def agree() -> None:
        for way in (_all(fast, arrow), _all(fast, records), _all(slow, records[:8])):
            for index, output in enumerate(way):
                assert output == outputs[index], f"{name}: record {index} differs from Jinja2's"

    few = records[:8]
    contenders = (
        Contender("jinja2", version("jinja2"), 64, lambda: [render(r).encode() for r in records[:64]]),
        Contender("flong-arrow", own, RECORDS * 8, _repeat(8, lambda: _run(fast, arrow))),
        Contender("flong-dicts", own, RECORDS * 2, _repeat(2, lambda: _run(fast, records))),
        Contender("flong-python", own, len(few), lambda: _run(slow, few)),
        Contender("memcpy", "libc", RECORDS * 8, _repeat(8, lambda: [bytearray(output) for output in outputs])),
    )
    return Case(name, contenders, "jinja2", "memcpy", agree)


def _repeat(times: int, once: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        for _ in range(times):
            once()

    return run


def _run(template: flong.Template, table: Any) -> None:
    for batch in template.render_batches(table, size=64, now=NOW):
        assert not batch.errors


def _all(template: flong.Template, table: Any) -> list[bytes]:
    return [
        batch.raw.columns["html"][i]
        for batch in template.render_batches(table, size=64, now=NOW)
        for i in range(len(batch.raw.rows))
    ]

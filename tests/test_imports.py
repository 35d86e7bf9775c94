"""What `import flong` brings along: little, so that a command or a worker starts at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {
    "alembic", "aiosmtplib", "babel", "cryptography", "Cython", "dkim", "duckdb", "falcon", "idna", "lark", "msgspec",
    "numpy", "pikepdf", "pyarrow", "qrcode", "rich", "setuptools", "sqlalchemy", "typer", "uvicorn", "weasyprint",
}  # fmt: skip
PARTS = {f"flong.{part}" for part in ("api", "backends", "bill", "cli", "compiler", "dsl", "jobs", "runtime")}
CHECKING = {"flong.api", "flong.backends", "flong.bill", "flong.cli", "flong.jobs"} | (HEAVY - {"babel"})


def loaded(code: str) -> set[str]:
    """The modules of a new process that ran `code`."""
    code += "; import sys; print(*sys.modules)"
    return set(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split())


@pytest.mark.parametrize(
    ("code", "unwanted"),
    [
        ("import flong", HEAVY | PARTS | {"flong.errors", "dataclasses", "typing"}),
        ("import flong.compiler.frontend", CHECKING),
        ("import flong.template", {"cryptography", "pikepdf", "weasyprint"}),
    ],
    ids=["flong", "what checks", "what renders"],
)
def test_nothing_is_imported_before_it_is_used(code: str, unwanted: set[str]):
    """At first nothing; of what checks templates only the parts that do, and of what renders nothing that bills
    alone need; formats need Babel."""
    found = loaded(code)
    assert "flong" in found
    assert found & unwanted == set()

"""Golden folders: each is a small program, run in both engines, from dicts and from Arrow.

`tests/golden/render/NAME/` holds `template.html` (or `.txt`, `.mjml`) with what it includes, `data.jsonl`,
`expected.json` (per record its parts, or its error) and `generated.pyx`, the Cython source.
`pytest --update-golden` rewrites what is expected.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from arrow import arrow_table

import flong
from flong.compiler.emit import emit
from flong.runtime import jsonrecord
from flong.runtime.bind import bind_dicts

GOLDEN = Path(__file__).parent / "golden" / "render"
FOLDERS = sorted(path for path in GOLDEN.iterdir() if path.is_dir())
NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)


def template_path(folder: Path) -> Path:
    return next(folder.glob("template.*"))


def records(folder: Path) -> list[dict[str, Any]]:
    lines = (folder / "data.jsonl").read_bytes().splitlines()
    return [jsonrecord.parse(line) for line in lines]


def outcome(template: flong.Template, table: Any) -> list[dict[str, str]]:
    """Per record its parts, or why and where it failed; in the order of the records."""
    found: dict[int, dict[str, str]] = {}
    for batch in template.render_batches(table, size=3, now=NOW):
        for i, index in enumerate(batch.raw.rows):
            found[index] = {name: batch.raw.text(name, i) for name in batch.raw.columns}
        for error in batch.errors:
            found[error.index] = {"error": error.reason, "field": error.field, "place": str(error.place or "")}
    return [found[index] for index in sorted(found)]


def expected(folder: Path, update: bool, now: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    path = folder / "expected.json"
    if update:
        path.write_text(json.dumps(list(now), ensure_ascii=False, indent=1) + "\n")
    return json.loads(path.read_text())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_python_engine(folder: Path, request: pytest.FixtureRequest) -> None:
    """The Python engine prints what is expected."""
    template = flong.load(template_path(folder), engine="python")
    now = outcome(template, records(folder))
    assert now == expected(folder, request.config.getoption("--update-golden"), now)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_cython_engine(folder: Path) -> None:
    """The Cython engine prints the same, from dicts."""
    assert outcome(flong.load(template_path(folder)), records(folder)) == expected(folder, False, ())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_from_arrow(folder: Path) -> None:
    """Arrow tables give the same as dicts, in both engines, where Arrow can hold the records."""
    wanted = expected(folder, False, ())
    compiled = flong.load(template_path(folder))
    read = [coerced(compiled, record) for record in records(folder)]
    kept = [i for i, one in enumerate(read) if one is not None]
    table = arrow_table(compiled.data, [read[i] for i in kept])  # type: ignore[misc]
    for template in (compiled, flong.load(template_path(folder), engine="python")):
        assert outcome(template, table) == [wanted[i] for i in kept]


def coerced(template: flong.Template, record: dict[str, Any]) -> dict[str, Any] | None:
    """The record as bound, in Python's types; None when it does not bind."""
    rows = bind_dicts(template.renderer.layout, [record], zone=template.module.settings.timezone)
    return rows.to_python(0) if rows.good else None


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_generated_source(folder: Path, request: pytest.FixtureRequest) -> None:
    """The Cython source is what a reader of the folder sees."""
    template = flong.load(template_path(folder), engine="python")
    source, path = emit([template.module]).text, folder / "generated.pyx"
    if request.config.getoption("--update-golden"):
        path.write_text(source)
    assert source == path.read_text()

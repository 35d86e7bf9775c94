"""The type rules, as the pages of docs/types state them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from invariants import broken

from flong.compiler.frontend import check_template
from flong.dsl.diagnostics import place
from flong.dsl.typed import Let, Program
from flong.errors import Diagnostic
from tests.typepages import FOLDER, KINDS, fences, kinds

_CODES = re.compile(r"\{# ((?:F\d{4} ?)+)#\}\s*$")


@dataclass
class Case:
    source: str
    expected: str
    files: dict[str, str] = field(default_factory=dict)


def _types() -> Iterator[object]:
    for fence in fences("types"):
        for name, expression, expected in fence.lines():
            yield pytest.param(Case(f"{fence.data}{{% let probe = {expression} %}}", expected), id=name)


def _templates() -> Iterator[object]:
    for fence in fences("flong"):
        yield pytest.param(Case(fence.data, fence.body, fence.files), id=f"{fence.place}:{fence.line}")


def _checked(case: Case) -> tuple[Program, list[Diagnostic]]:
    return check_template(case.source, "t.html", case.files.get)


def test_every_page_holds_cases_and_is_in_the_index() -> None:
    """No fence is of an unknown kind, which would test nothing."""
    assert kinds() == {"data", "record", "file", *KINDS}
    lines = [name for kind in ("types", "values") for fence in fences(kind) for name, _, _ in fence.lines()]
    templates = [f"{fence.place}:{fence.line}" for fence in fences("flong")]
    assert len(lines) + len(templates) >= 769
    index = (FOLDER / "README.md").read_text("utf-8")
    for page in FOLDER.glob("*.md"):
        assert any(case.startswith(f"{page.stem}:") for case in lines + templates), page.name
        assert f"]({page.name})" in index or page.name == "README.md"


@pytest.mark.parametrize("case", list(_types()))
def test_expression(case: Case) -> None:
    program, found = _checked(case)
    errors = [d for d in found if d.severity == "error"]
    if not case.expected.startswith("error "):
        assert not errors
        assert _probed(program) == case.expected
        assert not broken(program)
        return
    _, code, *words = case.expected.split(" ", 2)
    assert [d.code for d in errors] == [code]
    assert "".join(words) in f"{errors[0].message} {errors[0].label}"


def _probed(program: Program) -> str:
    lets = [s for p in program.parts for s in p.body if isinstance(s, Let)]
    return str(lets[-1].value.type)


OPERANDS = {
    "int": "n", "decimal": "amount", "float": "f", "text": "name", "bool": "ok", "enum": "tier", "date": "on",
    "time": "clock", "datetime": "at", "duration": "(5 days)", "list": "names", "record": "owner", "optional": "maybe",
}  # fmt: skip
ALLOWED = {"`<`": ("==", "!=", "<", "<=", ">", ">="), "`==`": ("==", "!="), "": ()}


def _table() -> Iterator[object]:
    """Each cell of the table of comparisons: the two operands, and the operators that stand between them."""
    rows = re.findall(r"^\| (.*) \|$", (FOLDER / "comparisons.md").read_text("utf-8"), re.MULTILINE)
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    for name, *row in cells[2:]:
        for other, cell in zip(cells[0][1:], row, strict=True):
            yield pytest.param(OPERANDS[name], OPERANDS[other], ALLOWED[cell], id=f"{name} {other}")


def test_the_table_of_comparisons_is_whole() -> None:
    """All types stand against all."""
    assert len(list(_table())) == len(OPERANDS) ** 2


@pytest.mark.parametrize(("left", "right", "allowed"), list(_table()))
def test_comparison(left: str, right: str, allowed: tuple[str, ...]) -> None:
    data = next(fence.data for fence in fences("types") if fence.place == "comparisons")
    for op in ALLOWED["`<`"]:
        _, found = check_template(f"{data}{{% let probe = {left} {op} {right} %}}", "t.html", {}.get)
        assert {d.code for d in found if d.severity == "error"} <= {"F0211" if "maybe" in (left, right) else "F0213"}
        assert (not found) == (op in allowed), op


@pytest.mark.parametrize("case", list(_templates()))
def test_template(case: Case) -> None:
    lines = [_CODES.sub("", line) for line in case.expected.splitlines()]
    program, found = _checked(Case(case.source + "\n".join(lines), "", case.files))
    skipped = case.source.count("\n")
    expected = [
        (skipped + number, code)
        for number, line in enumerate(case.expected.splitlines(), 1)
        for code in (_CODES.search(line) or ["", ""])[1].split()
    ]
    assert sorted(_at(d, program) for d in found) == sorted(expected)
    assert any(d.severity == "error" for d in found) or not broken(program)


def _at(found: Diagnostic, program: Program) -> tuple[int, str]:
    """The line in the main file, of the include tag where the mistake is in an included file."""
    return place(found.chain[0] if found.chain else found.span, program.sources).line, found.code

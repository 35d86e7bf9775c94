"""The type rules, as the pages of docs/types: every fence there is a case.

- `data` declares the data of the fences after it, until the next one.
- `types` has an expression on a line and, after ` # `, its type, or `error` with a code and a piece of
  the label or message.
- `flong` is a template; a line with mistakes ends with a comment of their codes, in order.
- `file NAME` is a file for the next `flong` fence to include.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from invariants import broken

from flong.compiler.frontend import check_template
from flong.dsl.diagnostics import place
from flong.dsl.typed import Let, Program
from flong.errors import Diagnostic

FOLDER = Path(__file__).parents[2] / "docs" / "types"
_FENCE = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODES = re.compile(r"\{# ((?:F\d{4} ?)+)#\}\s*$")


@dataclass
class Case:
    source: str
    expected: str
    files: dict[str, str] = field(default_factory=dict)


def _fences() -> Iterator[tuple[Path, int, str, str, str]]:
    for path in sorted(FOLDER.glob("*.md")):
        text = path.read_text("utf-8")
        for found in _FENCE.finditer(text):
            yield path, text.count("\n", 0, found.start()) + 1, found[1], found[2], found[3]


def _cases(kind: str) -> Iterator[object]:
    data, files, last = "", {}, None
    for path, line, fence, name, body in _fences():
        if path != last:
            data, files, last = "", {}, path
        if fence == "data":
            data = f"{{% data %}}\n{body}{{% enddata %}}\n"
        elif fence == "file":
            files[name] = body
        elif fence == "types" and kind == "types":
            for offset, written in enumerate(filter(str.strip, body.splitlines()), 1):
                expr, _, expected = written.partition(" # ")
                assert expected, f"{path.name}:{line + offset} expects nothing"
                case = Case(data + f"{{% let probe = {expr.strip()} %}}", expected.strip())
                yield pytest.param(case, id=f"{path.stem}:{line + offset}")
        elif fence == "flong":
            if kind == "flong":
                yield pytest.param(Case(data, body, files), id=f"{path.stem}:{line}")
            files = {}


def _checked(case: Case) -> tuple[Program, list[Diagnostic]]:
    return check_template(case.source, "t.html", case.files.get)


def test_every_page_holds_cases_and_is_in_the_index() -> None:
    """No fence is of an unknown kind, which would test nothing."""
    fences = list(_fences())
    assert {fence for _, _, fence, _, _ in fences} == {"data", "types", "flong", "file"}
    cases = [str(case.id) for kind in ("types", "flong") for case in _cases(kind)]
    assert len(cases) >= 367
    index = (FOLDER / "README.md").read_text("utf-8")
    for page in FOLDER.glob("*.md"):
        assert any(case.startswith(f"{page.stem}:") for case in cases), page.name
        assert f"]({page.name})" in index or page.name == "README.md"


@pytest.mark.parametrize("case", list(_cases("types")))
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


@pytest.mark.parametrize("case", list(_cases("flong")))
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

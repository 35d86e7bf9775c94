"""The pages of docs/types: every fence there is a case.

- `data` declares the data of the fences after it, until the next one; `record` is a record of it.
- `types` has an expression on a line and, after ` # `, its type, or `error` with a code and a piece of
  the label or message.
- `values` has an expression and what it prints, or `rejected` with the reason.
- `flong` is a template; a line with mistakes ends with a comment of their codes, in order.
- `file NAME` is a file for the next `flong` fence to include.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "docs" / "types"
KINDS = {"types", "values", "flong"}
_FENCE = re.compile(r"^```(\w+) ?(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Fence:
    """A fence of cases: where it stands, and what holds there."""

    place: str
    line: int
    kind: str
    body: str
    data: str
    record: str
    files: dict[str, str] = field(default_factory=dict)

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """Each case of a fence of expressions: a name, the expression, what is expected."""
        for offset, written in enumerate(self.body.splitlines(), 1):
            expression, _, expected = written.partition(" # ")
            assert not written.strip() or expected, f"{self.place}:{self.line + offset} expects nothing"
            if expected:
                yield f"{self.place}:{self.line + offset}", expression.strip(), expected.strip()


def kinds() -> set[str]:
    """What the fences of all pages are."""
    return {found[1] for path in FOLDER.glob("*.md") for found in _FENCE.finditer(path.read_text("utf-8"))}


def fences(kind: str) -> Iterator[Fence]:
    """Every fence of cases of that kind."""
    for path in sorted(FOLDER.glob("*.md")):
        yield from (fence for fence in _cases(path.stem, path.read_text("utf-8")) if fence.kind == kind)


def _cases(place: str, text: str) -> Iterator[Fence]:
    data, record, files = "", "{}", {}
    for found in _FENCE.finditer(text):
        kind, name, body = found.groups()
        if kind == "data":
            data, record = f"{{% data %}}\n{body}{{% enddata %}}\n", "{}"
        elif kind == "record":
            record = body
        elif kind == "file":
            files[name] = body
        else:
            yield Fence(place, text.count("\n", 0, found.start()) + 1, kind, body, data, record, dict(files))
            files = {} if kind == "flong" else files

"""The correct templates in which mistakes are planted: golden programs, examples of the docs, the example mails."""

from __future__ import annotations

import re
from pathlib import Path

from flong.compiler.frontend import check_template
from tests.dsl.mutations import Source

ROOT = Path(__file__).parent.parent.parent
_FENCE = re.compile(r"^```flong *([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def sources() -> list[Source]:
    """All that check without an error."""
    written = [*_in_folders(ROOT / "tests" / "golden" / "render"), *_in_folders(ROOT / "examples"), *_in_docs()]
    return [source for source in written if _right(source)]


def _right(source: Source) -> bool:
    found = check_template(source.text, source.name, source.files.get)[1]
    return all(diagnostic.severity != "error" for diagnostic in found)


def _in_folders(folder: Path) -> list[Source]:
    found = []
    for path in sorted(folder.glob("*/*")):
        if path.suffix in (".html", ".txt"):
            files = {
                p.name: p.read_text("utf-8") for p in path.parent.iterdir() if p.suffix in (".html", ".txt", ".json")
            }
            found.append(Source(path.name, files[path.name], files))
    return found


def _in_docs() -> list[Source]:
    """The templates of the language reference and the cookbook that name no files."""
    pages = [(ROOT / "docs" / name).read_text("utf-8") for name in ("language.md", "cookbook.md")]
    return [
        Source(f"template.{fence[1] or 'txt'}", fence[2])
        for page in pages
        for fence in _FENCE.finditer(page)
        if not fence[1].startswith("file=")
    ]

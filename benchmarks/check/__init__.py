"""Suite `check`: how often in a second a template is checked, and a process started.

`template`: 500 lines with 300 expressions, as `flong check` reads them, as far as the syntax tree, and as
`html.parser` of the standard library goes over the same text: it only finds tags. `start`: a new process that
does nothing, imports flong, or imports all that checks.
"""

from __future__ import annotations

import html.parser
import platform
import subprocess
import sys
from collections.abc import Callable

import flong
from benchmarks.check import make
from benchmarks.harness import Case, Contender, Suite
from flong.compiler.frontend import check_template
from flong.dsl.parse import parse

PYTHON = platform.python_version()


def suite() -> Suite:
    """The suite."""
    return Suite("check", "times_per_second", "times/s", (_template(), _start()))


def _template() -> Case:
    text = make.template()

    def agree() -> None:
        assert check_template(text, "bill.html", lambda _: None)[1] == [], "the template is right"

    contenders = (
        Contender("flong-check", flong.__version__, 1, lambda: check_template(text, "bill.html", lambda _: None)),
        Contender("flong-parse", flong.__version__, 1, lambda: parse(text, "bill.html")),
        Contender("html.parser", PYTHON, 1, lambda: html.parser.HTMLParser().feed(text)),
    )
    return Case("template", contenders, "html.parser", "html.parser", agree)


def _start() -> Case:
    contenders = (
        Contender("python", PYTHON, 1, _process("pass")),
        Contender("import-flong", flong.__version__, 1, _process("import flong")),
        Contender("import-check", flong.__version__, 1, _process("import flong.compiler.frontend")),
    )
    return Case("start", contenders, "python", "python", lambda: None)


def _process(code: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, "-c", code], check=True)

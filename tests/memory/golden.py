"""Renders all golden programs compiled, from dicts and from Arrow: `python -m tests.memory.golden`."""

from __future__ import annotations

import sys
from pathlib import Path

import flong

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests import test_golden
from tests.arrow import arrow_table


def main() -> None:
    """What is printed is what is expected."""
    for folder in test_golden.FOLDERS:
        template, records = flong.load(test_golden.template_path(folder)), test_golden.records(folder)
        wanted = test_golden.expected(folder, False, ())
        assert test_golden.outcome(template, records) == wanted, folder.name
        read = [test_golden.coerced(template, record) for record in records]
        kept = [i for i, one in enumerate(read) if one is not None]
        table = arrow_table(template.data, [read[i] for i in kept])
        assert test_golden.outcome(template, table) == [wanted[i] for i in kept], folder.name


if __name__ == "__main__":
    main()

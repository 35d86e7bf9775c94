"""Both engines give the same bytes, note the same pictures and reject the same records for the same reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from flong.compiler import frontend, ir
from flong.compiler.cython_engine import CythonRenderer, compiled_code
from flong.compiler.python import PythonRenderer
from flong.runtime.batch import RawBatch
from flong.runtime.bind import bind_dicts
from tests.equivalence.coverage import held, table, wanted, written
from tests.equivalence.data import records
from tests.equivalence.documents import Case, cases
from tests.equivalence.structure import statements

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
PROFILE = settings(
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
RECORDS, PER_MODULE, ENOUGH = 20, 25, 20


def generated(count: int) -> list[tuple[Case, ir.Module]]:
    """`count` different templates without errors, always the same."""
    found: dict[str, tuple[Case, ir.Module]] = {}

    @settings(PROFILE, max_examples=3 * count)
    @given(cases())
    def collect(case: Case) -> None:
        if len(found) < count and case.text not in found:
            program, diagnostics = frontend.check_template(case.text, case.name, case.files.get)
            if not any(d.severity == "error" for d in diagnostics):
                found[case.text] = case, frontend.to_module(program)

    collect()
    return list(found.values())


def compare(group: Sequence[tuple[Case, ir.Module]], level: str) -> Iterator[str]:
    """What differs between the engines, for templates that share a module."""
    for (case, module), code in zip(group, compiled_code([module for _, module in group], level), strict=True):
        slow, fast = PythonRenderer(module), CythonRenderer(module, code)
        rows = bind_dicts(slow.layout, list(records(case.data, case.seed, RECORDS)))
        yield from difference(case, slow.render(rows, NOW), fast.render(rows, NOW))


def difference(case: Case, slow: RawBatch, fast: RawBatch) -> Iterator[str]:
    """The first thing in which two batches differ, with the template."""
    expected, found = described(slow), described(fast)
    for what in expected:
        if expected[what] != found[what]:
            yield f"{what}:\n python {expected[what]}\n cython {found[what]}\n{case.text}"
            return


def described(batch: RawBatch) -> dict[str, object]:
    """Everything a batch says, comparable."""
    errors = [(e.index, e.reason, e.place, e.key, e.field, e.skipped) for e in batch.errors]
    columns = {name: [column[i] for i in range(len(batch.rows))] for name, column in batch.columns.items()}
    return {"errors": errors, "rows": batch.rows, "assets": batch.assets, **columns}


def check(count: int, level: str, record_property: Callable[[str, object], None]) -> None:
    """Compare `count` templates, and look whether they held everything."""
    pairs: Counter[str] = Counter()
    templates = generated(count)
    assert len(templates) == count
    for start in range(0, count, PER_MODULE):
        group = templates[start : start + PER_MODULE]
        assert not list(compare(group, level))
        for case, module in group:
            texts = [case.text, *case.files.values()]
            pairs.update(dict.fromkeys(held(module) | written(case.text, case.name) | statements(texts), RECORDS))
    record_property("summary", "Pairs of template and record that both engines rendered alike\n" + table(pairs))
    assert not [name for name in wanted() if pairs[name] < ENOUGH]


def test_a_hundred_templates(record_property: Callable[[str, object], None]) -> None:
    """100 templates with 20 records each; every node, function and escaper is among them."""
    check(100, "-O0", record_property)


@pytest.mark.deep
def test_thousands_of_templates(record_property: Callable[[str, object], None]) -> None:
    """The same, with more of everything."""
    check(3000, "-O2", record_property)

"""What is timed prints the same: every engine, and the renderers in C; and no figure of the page is stale."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import flong

pa = pytest.importorskip("pyarrow")

from benchmarks import climit, counts, page, render, report  # noqa: E402
from benchmarks.bill import content  # noqa: E402
from benchmarks.bill.agree import agreed  # noqa: E402
from benchmarks.cases import workloads  # noqa: E402
from benchmarks.engines import MODULES, engines, own  # noqa: E402
from benchmarks.engines import bills as pdf_engines  # noqa: E402
from benchmarks.harness import Case, Contender, Suite, measure  # noqa: E402
from benchmarks.skeleton import Skeleton, Slot, Spelling, literals, spell  # noqa: E402

WORKLOADS = workloads()
RECORDS = {name: workload.make(2) for name, workload in WORKLOADS.items()}


@pytest.fixture(scope="module", params=WORKLOADS)
def name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="module")
def pages(name: str) -> list[bytes]:
    template = flong.compile(own.source(WORKLOADS[name]), engine="python")
    return own.outputs(lambda: template.render_batches(RECORDS[name], now=own.NOW))


@pytest.mark.parametrize("module", MODULES)
def test_peer_prints_the_same(name: str, pages: list[bytes], module: str) -> None:
    """Every engine of the module, entities decoded and white space kept."""
    found, missing = engines((module,))
    if module in missing:
        pytest.skip(missing[module])
    for engine in found:
        render.peer(engine, WORKLOADS[name], RECORDS[name], pages)[1]()


def test_a_peer_that_prints_something_else_is_told(pages: list[bytes], name: str) -> None:
    """Another character, or one space more."""
    (engine, *_), _ = engines(("jinja",))
    changed = [pages[0], pages[1].replace(b"</", b" </", 1)]
    with pytest.raises(AssertionError, match="jinja2: record 1 differs"):
        render.peer(engine, WORKLOADS[name], RECORDS[name], changed)[1]()


def test_renderer_in_c_prints_the_same(name: str, pages: list[bytes]) -> None:
    """Byte for byte."""
    if reason := climit.missing():
        pytest.skip(reason)
    assert climit.Limit(WORKLOADS[name], WORKLOADS[name].table(RECORDS[name])).outputs() == pages


@pytest.mark.skipif(bool(climit.missing()), reason=climit.missing() or "there is a limit")
def test_renderer_in_c_escapes_as_flong_does() -> None:
    """Texts of every length, with and without characters to escape, at every place of a block."""
    workload = WORKLOADS["newsletter"]
    texts = [("x" * n + special + "y" * (n // 2)) for n in range(70) for special in ("", "&", "<>", "\x01'", '"\t#')]
    records = [dict.fromkeys(workload.fields, text) for text in texts]
    template = flong.compile(own.source(workload), engine="python")
    wanted = own.outputs(lambda: template.render_batches(records, now=own.NOW))
    assert climit.Limit(workload, workload.table(records)).outputs() == wanted


@pytest.mark.skipif(bool(climit.missing()), reason=climit.missing() or "there is a limit")
def test_renderer_in_c_prints_money_as_flong_does() -> None:
    """Amounts of every length, both signs."""
    workload = WORKLOADS["statement"]
    (record,) = workload.make(1)
    (entry, *_) = record["entries"]
    amounts = [
        type(entry["amount"])(sign * (10**n - less)).scaleb(-2)
        for n in range(14)
        for less in (0, 1)
        for sign in (1, -1)
    ]
    records = [record | {"opening": amount, "entries": [entry | {"amount": amount}] * 3} for amount in amounts]
    template = flong.compile(own.source(workload), engine="python")
    wanted = own.outputs(lambda: template.render_batches(records, now=own.NOW))
    assert climit.Limit(workload, workload.table(records)).outputs() == wanted


def test_skeleton_is_spelled() -> None:
    """Slots, their scopes and defaults, the loop."""

    def slot(slot: Slot) -> str:
        return f"<{slot.scope}.{slot.name}{slot.default or ''}{'$' if slot.money else ''}>"

    skeleton = Skeleton("[[a]]-[[b|money]]", "[[e.c??none]][[balance|money]]", "!", running=True)
    spelled = spell(skeleton, Spelling(slot, lambda running: f"({running}", ")"))
    assert spelled == "<it.a>-<it.b$>(True<e.cnone><total.balance$>)!"
    assert literals(skeleton.head) == ["", "-", ""]


def test_contenders_take_turns() -> None:
    """Agreement first, then as many rounds as were asked for, and a ratio to the peer."""
    from rich.console import Console

    calls: list[str] = []
    slow, fast = (
        Contender(one, "1", 1, lambda: None, sample=_sampler(calls, one, rate)) for one, rate in (("a", 2), ("b", 5))
    )
    case = Case("case", (slow, fast), "a", "b", lambda: calls.append("agree"))
    suite = Suite("none", "things_per_second", "things/s", (case,))
    results = measure(suite, 2, Console(quiet=True))
    assert calls == ["agree", "a", "b", "a", "b"]
    assert "| b 1 | 5 | 5 | 2.50 | 1 |" in report.table(suite, results)
    broken = replace(suite, cases=(replace(case, agree=_disagree),))
    with pytest.raises(AssertionError, match="differs"):
        measure(broken, 1, Console(quiet=True))


def _sampler(calls: list[str], name: str, rate: float):
    def sample() -> tuple[float, float]:
        calls.append(name)
        return rate, rate

    return sample


def _disagree() -> None:
    raise AssertionError("differs")


def test_counts_are_those_of_the_interpreter() -> None:
    """A thousand objects are a thousand allocations; a thousand calls through ctypes take the GIL back each time."""
    program = """
import ctypes, json
from itertools import repeat
from benchmarks.counts import count
absolute = ctypes.CDLL(None).abs
objects = count(lambda: [object() for _ in repeat(None, 1000)], 1000)
print(json.dumps([objects, count(lambda: [absolute(1) for _ in repeat(None, 1000)], 1000)]))
"""
    said = counts.run_counted(["-c", program])
    if not said:
        pytest.skip("Python is not linked with a shared library, or there is no C compiler")
    (gil, objects), (calls, _) = json.loads(said)
    assert gil < 0.01
    assert 1 <= objects < 1.1
    assert 1 <= calls < 1.01


def test_signatures_that_are_timed_are_verified() -> None:
    """Each signer's own, by dkimpy."""
    from benchmarks import dkim

    for case in dkim.suite().cases:
        case.agree()


def test_page_shows_the_results() -> None:
    """docs/performance.md is what `python -m benchmarks` writes."""
    text = page.PAGE.read_text("utf-8")
    assert page.refreshed(text) == text


@pytest.fixture(scope="module")
def bills() -> dict[str, bytes]:
    """The bill of a record of two rows by every engine that is here."""
    pytest.importorskip("weasyprint")
    found, _ = pdf_engines.peers()
    return {peer.name: peer.make()(content.records(1, 2)[0]) for peer in found}


def test_bills_say_the_same(bills: dict[str, bytes]) -> None:
    """Every text and the code, whoever draws; with the password that locks it."""
    (record,) = content.records(1, 2)
    agreed(record, bills)
    agreed(record, {"locked": pdf_engines.encrypted(bills["weasyprint"], record["password"])}, record["password"])


def test_a_bill_that_says_something_else_is_told(bills: dict[str, bytes]) -> None:
    """Another amount, and a bill that is not locked."""
    (record,) = content.records(1, 2)
    other = record | {"entries": [entry | {"amount": entry["amount"] + 1} for entry in record["entries"]]}
    with pytest.raises(AssertionError, match="not on the bill"):
        agreed(other, bills)
    with pytest.raises(AssertionError, match="without its password"):
        agreed(record, bills, record["password"])

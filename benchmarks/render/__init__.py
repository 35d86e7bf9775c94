"""Suite `render`: records per second and core for a statement, a newsletter and a big table.

Peers render HTML with autoescape and encode it to UTF-8, since that is what a mail needs. flong renders the same
HTML part, and with `+text` the plain text it derives. `c-limit` is written by hand in C and
reads the same Arrow buffers; `memcpy` copies finished bytes into one reused buffer.
"""

from __future__ import annotations

import html
import platform
from collections.abc import Callable, Collection, Iterable

from benchmarks import climit
from benchmarks.cases import Records, Workload, workloads
from benchmarks.engines import Engine, engines, own
from benchmarks.harness import Case, Contender, Suite

COMPILER = climit.version()
Checked = tuple[Contender, Callable[[], None]]
"""A contender, and what raises AssertionError unless it prints what flong prints."""


def suite() -> Suite:
    """The suite, its templates compiled."""
    peers, missing = engines()
    cases = tuple(case(workload, workload.make(workload.many), peers) for workload in workloads().values())
    if reason := climit.missing():
        missing["c-limit"] = reason
    return Suite("render", "records_per_second", "records/s", cases, counted=True, missing=missing)


def case(workload: Workload, records: Records, peers: Iterable[Engine], names: Collection[str] = ()) -> Case:
    """All contenders over one workload; of flong's ways only `names`, if there are any."""
    ways = {name: way for name, way in own.ways(workload, records).items() if not names or name in names}
    pages = own.outputs(ways["flong-arrow"])
    checked = [peer(engine, workload, records, pages) for engine in peers]
    checked += [_own(name, way, pages) for name, way in ways.items()]
    checked += [] if climit.missing() else _limits(workload, records, pages)

    def agree() -> None:
        for _, check in checked:
            check()

    return Case(workload.name, tuple(contender for contender, _ in checked), "jinja2", "c-limit", agree)


def peer(engine: Engine, workload: Workload, records: Records, pages: list[bytes]) -> Checked:
    """A peer over few records, and its check: the same text once entities are decoded."""
    render, view = engine.make(workload), engine.view(records[: workload.few])

    def run() -> None:
        for record in view:
            render(record)

    def check() -> None:
        _equal(
            engine.name, [_decoded(render(record)) for record in view], [_decoded(page) for page in pages[: len(view)]]
        )

    return Contender(engine.name, engine.version, len(view), run, engine.note_on(workload)), check


def _own(name: str, way: own.Batches, pages: list[bytes]) -> Checked:
    count = own.FEW if name == "flong-python" else len(pages)
    return own.contender(name, way, count), lambda: _equal(name, own.outputs(way), pages)


def _limits(workload: Workload, records: Records, pages: list[bytes]) -> list[Checked]:
    limit, copy = climit.Limit(workload, workload.table(records)), climit.Copy(pages)
    return [
        (Contender("c-limit", COMPILER, limit.records, limit.run), lambda: _equal("c-limit", limit.outputs(), pages)),
        (Contender("memcpy", platform.libc_ver()[1], copy.records, copy.run), lambda: None),
    ]


def _equal(name: str, found: list[bytes], pages: list[bytes]) -> None:
    assert found, f"{name} gave nothing"
    for index, page in enumerate(found):
        assert page == pages[index], f"{name}: record {index} differs"


def _decoded(page: bytes) -> bytes:
    return html.unescape(page.decode()).encode()

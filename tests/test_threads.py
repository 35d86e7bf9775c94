"""Batches: where they are cut, and several threads that render them."""

from __future__ import annotations

import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import flong
from flong.errors import DataError
from flong.runtime.bind import bind_arrow
from flong.runtime.crew import Crew
from flong.runtime.pacing import AHEAD, BATCH_BYTES, Pace

NOW = datetime(2026, 11, 22, tzinfo=UTC)
SOURCE = "{% data %}\nn: int\nx: text\n{% enddata %}\n{{ 12 / n }} {{ x }}"
TABLE = pa.table({"n": [n % 7 for n in range(500)], "x": ["王<小>明" * (n % 5) for n in range(500)]})


@pytest.fixture(scope="module")
def template() -> flong.Template:
    return flong.compile(SOURCE, kind="html")


FORKING = """
import os, signal, sys, threading, warnings
import flong, pyarrow as pa

warnings.simplefilter("ignore")  # newer Pythons warn of forks beside threads
template = flong.compile(sys.argv[1], kind="html")
table = pa.table({"n": list(range(1, 2001)), "x": ["x"] * 2000})
ended = threading.Event()

def render():
    while not ended.is_set():
        for batch in template.render_batches(table, size=1, threads=3):
            if ended.is_set():
                break

renderer = threading.Thread(target=render)
renderer.start()
for _ in range(200):
    child = os.fork()
    if not child:
        signal.alarm(20)
        list(template.render_batches([{"n": 1, "x": "x"}]))
        os._exit(0)
    assert os.waitpid(child, 0)[1] == 0, "a child hangs"
ended.set()
renderer.join()
"""


def outcomes(batches: Iterator[flong.Batch]) -> list[tuple[int, object]]:
    """What became of each record, as the batches came."""
    found: list[tuple[int, object]] = []
    for batch in batches:
        told: list[tuple[int, object]] = [(e.index, (e.reason, str(e.place))) for e in batch.errors]
        told += [(row, batch.raw.columns["html"][i]) for i, row in enumerate(batch.raw.rows)]
        found += sorted(told, key=lambda one: one[0])
    return found


def rendering_threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("flong-render")]


@settings(max_examples=15)
@given(st.integers(2, 4), st.integers(1, 600), st.integers(1, 200), st.booleans())
def test_threads_change_nothing(template, threads, size, chunk, arrow):
    """Neither bytes nor errors nor their order."""
    wanted = outcomes(template.render_batches(TABLE, now=NOW))
    table = TABLE.to_reader(max_chunksize=chunk) if arrow else TABLE.to_pylist()
    assert outcomes(template.render_batches(table, size=size, now=NOW, threads=threads)) == wanted
    assert [index for index, _ in wanted] == list(range(len(TABLE)))


def test_the_python_engine_takes_threads_too(template):
    slow = flong.compile(SOURCE, kind="html", engine="python")
    wanted = outcomes(template.render_batches(TABLE, now=NOW))
    assert outcomes(slow.render_batches(TABLE, size=40, now=NOW, threads=3)) == wanted


def test_a_closed_iterator_leaves_no_thread(template):
    batches = template.render_batches(TABLE, size=5, now=NOW, threads=3)
    assert len([next(batches) for _ in range(2)]) == 2
    assert rendering_threads()
    batches.close()
    assert not rendering_threads()


def test_the_reader_is_at_most_a_few_batches_behind(template):
    """So memory is flat, however long the input."""
    taken = 0

    def records() -> Iterator[dict[str, Any]]:
        nonlocal taken
        for _ in range(10_000):
            taken += 1
            yield {"n": 1, "x": "x"}

    batches = template.render_batches(records(), size=10, now=NOW, threads=2)
    for k in range(1, 6):
        next(batches)
        assert taken <= 10 * (k + 2 * AHEAD)
    batches.close()


def test_an_input_that_fails_does_so_behind_what_came_before(template):
    def batches() -> Iterator[pa.RecordBatch]:
        yield from TABLE.to_batches(max_chunksize=100)
        raise RuntimeError("disk gone")

    for threads in (1, 3):
        reader = pa.RecordBatchReader.from_batches(TABLE.schema, batches())
        found = template.render_batches(reader, size=100, now=NOW, threads=threads)
        assert len(outcomes(next(found) for _ in range(5))) == 500
        with pytest.raises(DataError, match="disk gone"):
            next(found)
        assert not rendering_threads()


@pytest.mark.parametrize("threads", [1, 2, 4])
def test_a_job_that_fails_raises_in_its_place(template, threads):
    offsets = struct.pack("3i", 0, 9, 3)
    texts = pa.Array.from_buffers(pa.string(), 2, [None, pa.py_buffer(offsets), pa.py_buffer(b"xyz")])
    batches = [pa.record_batch([pa.array([1, 1]), pa.array(["x", "y"])], names=["n", "x"]) for _ in range(20)]
    batches[7] = pa.record_batch([pa.array([1, 1]), texts], names=["n", "x"])
    reader = pa.RecordBatchReader.from_batches(batches[0].schema, batches)
    found = template.render_batches(reader, now=NOW, threads=threads)
    assert [index for index, _ in outcomes(next(found) for _ in range(7))] == list(range(14))
    with pytest.raises(DataError):
        next(found)
    assert not rendering_threads()


def test_a_job_runs_once_and_a_crew_is_never_overfull(template):
    press = template.renderer.press(NOW, None)
    jobs = [press.job(rows) for rows in bind_arrow(template.renderer.layout, TABLE, size=100)]
    jobs[0].run()
    with pytest.raises(ValueError, match="once"):
        jobs[0].run()
    crew = Crew(2)
    with pytest.raises(IndexError):
        crew.next()
    for job in jobs[1:3]:
        crew.add(job)
    with pytest.raises(ValueError, match="no more than 2"):
        crew.add(jobs[3])
    assert (crew.next(), crew.next(), len(crew)) == (jobs[1], jobs[2], 0)
    assert [press.raw(job).rows[0] for job in jobs[1:3]] == [100, 200]


def test_what_is_known_of_records_cuts_the_first_batch(template):
    table = pa.table({"n": [1] * 300, "x": ["x" * 10_000] * 300})
    list(template.render_batches(table, now=NOW))
    first = next(template.render_batches(table, now=NOW))
    assert BATCH_BYTES - 20_000 <= first.raw.size <= BATCH_BYTES


@pytest.mark.parametrize("threads", [0, -1])
def test_no_thread_is_none(template, threads):
    with pytest.raises(ValueError, match="at least one thread"):
        next(template.render_batches(TABLE, threads=threads))


@pytest.mark.parametrize("threads", [1, 2])
def test_batches_end_where_they_have_half_a_megabyte(template, threads):
    """Once the first has shown what a record prints; records larger than that come alone."""
    for length, records, size in ((10_000, 300, 200), (BATCH_BYTES, 20, 3)):
        table = pa.table({"n": [1] * records, "x": ["x" * length] * records})
        sizes = [batch.raw.size for batch in template.render_batches(table, size=size, now=NOW, threads=threads)]
        learned = sizes[1:]
        assert max(learned) <= BATCH_BYTES + 2 * length
        assert min(learned[:-1]) >= BATCH_BYTES - 2 * length


def test_a_pace_never_stands_still():
    pace = Pace(1000, 0)
    assert pace.records == 1000
    pace.learn(4, 8 * BATCH_BYTES)
    assert pace.records == 1
    pace.learn(0, 0)
    assert pace.records == 1
    pace.learn(10, 10)
    assert pace.records == 1000


def test_a_child_renders_when_it_was_forked_beside_threads() -> None:
    """Nobody in it holds a lock that only its parent's threads would give back."""
    done = subprocess.run(
        [sys.executable, "-c", FORKING, SOURCE], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr

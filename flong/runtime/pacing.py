"""How records are cut into batches, and batches made in order by one thread or several."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Final, NoReturn, TypeVar

BATCH_BYTES: Final = 512 << 10
"""What a batch prints at most, roughly: more leaves the processor's cache."""
AHEAD: Final = 2
"""How many batches a thread may be ahead of the reader."""

T = TypeVar("T")


class Pace:
    """How many records the next batch takes: at most `size`, and about as many as print BATCH_BYTES.

    `record_bytes` is what a record is thought to print; the batches before tell better.
    """

    def __init__(self, size: int, record_bytes: int) -> None:
        self._size, self._record_bytes = size, max(1, record_bytes)

    @property
    def records(self) -> int:
        """How many the next batch takes, at least one."""
        return max(1, min(self._size, BATCH_BYTES // self._record_bytes))

    def learn(self, records: int, printed: int) -> None:
        """A batch of `records` printed so many bytes."""
        if records:
            self._record_bytes = max(1, printed // records)


def in_order(jobs: Iterator[Callable[[], T]], threads: int) -> Iterator[T]:
    """What the jobs give, in their order, done by so many threads; at most AHEAD jobs a thread wait to be read.

    A job that fails, or `jobs` itself, raises in its place. No thread is left when the iterator ends or is closed.
    """
    if threads == 1:
        yield from (job() for job in jobs)
        return
    waiting: deque[Future[T]] = deque()
    pool = ThreadPoolExecutor(threads, "flong-render")
    try:
        for job in _failing_last(jobs):
            waiting.append(pool.submit(job))
            if len(waiting) == AHEAD * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _failing_last(jobs: Iterator[Callable[[], T]]) -> Iterator[Callable[[], T]]:
    """The jobs; where there is no next one for an error, a job that raises it."""
    try:
        yield from jobs
    except Exception as error:
        yield partial(_fail, error)


def _fail(error: Exception) -> NoReturn:
    raise error

"""How records are cut into batches, and batches made in order by one thread or several."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import islice
from typing import Final, NoReturn, TypeVar

BATCH_BYTES: Final = 512 << 10
"""What a batch prints at most, roughly: more leaves the processor's cache."""
CAUTION: Final = 2
"""The first batch is so many times smaller than what records are thought to print: loops may turn more often."""
TOGETHER: Final = 2
"""How many batches a thread makes before it hands them over. More spare wake-ups, but their bytes leave the cache."""

S = TypeVar("S")
T = TypeVar("T")
_Done = tuple[list[T], Exception | None]


class Pace:
    """How many records the next batch takes: at most `size`, and about as many as print BATCH_BYTES.

    `record_bytes` is what a record is thought to print; the batches before tell better. `records` is how many the next
    batch takes, at least one.
    """

    def __init__(self, size: int, record_bytes: int) -> None:
        self._size = size
        self.learn(1, CAUTION * record_bytes)

    def learn(self, records: int, printed: int) -> None:
        """A batch of `records` printed so many bytes."""
        if records:
            self.records = max(1, min(self._size, BATCH_BYTES * records // max(1, printed)))


def in_order(do: Callable[[S], T], things: Iterator[S], threads: int) -> Iterator[T]:
    """What `do` makes of the things, in their order, by so many threads.

    Up to `threads + 1` times TOGETHER of them are ahead of the reader. The first is done alone, before the next is
    asked for: what it shows may count for all others. What fails, or `things` itself, raises in its place. No thread
    is left when the iterator ends or is closed.
    """
    return map(do, things) if threads == 1 else _side_by_side(do, things, threads)


def _side_by_side(do: Callable[[S], T], things: Iterator[S], threads: int) -> Iterator[T]:
    yield from map(do, islice(things, 1))
    waiting: deque[Future[_Done[T]]] = deque()
    pool = ThreadPoolExecutor(threads, "flong-render")
    try:
        for some in _together(partial(do, thing) for thing in things):
            waiting.append(pool.submit(_do, some))
            if len(waiting) > threads:
                yield from _told(waiting.popleft())
        while waiting:
            yield from _told(waiting.popleft())
    finally:
        pool.shutdown(cancel_futures=True)


def _together(jobs: Iterator[Callable[[], T]]) -> Iterator[list[Callable[[], T]]]:
    """The jobs, some at a time; in place of one that can't be had for an error, a job that raises it."""
    told = _failing_last(jobs)
    while some := list(islice(told, TOGETHER)):
        yield some


def _failing_last(jobs: Iterator[Callable[[], T]]) -> Iterator[Callable[[], T]]:
    try:
        yield from jobs
    except Exception as error:
        yield partial(_fail, error)


def _fail(error: Exception) -> NoReturn:
    raise error


def _do(jobs: list[Callable[[], T]]) -> _Done[T]:
    """What the jobs give, up to one that fails, and its error."""
    done: list[T] = []
    try:
        for job in jobs:
            done.append(job())
    except Exception as error:
        return done, error
    return done, None


def _told(future: Future[_Done[T]]) -> Iterator[T]:
    done, error = future.result()
    yield from done
    if error is not None:
        raise error

"""How records are cut into batches, and batches made in order by one thread or several."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from typing import Final, Protocol, TypeVar

from flong.runtime import engine
from flong.runtime.crew import Crew

BATCH_BYTES: Final = 512 << 10
"""What a batch prints at most, roughly: more leaves the processor's cache."""
CAUTION: Final = 2
"""The first batch is so many times smaller than what records are thought to print: loops may turn more often."""
AHEAD: Final = 3
"""For each thread so many batches are in the works at most: one in hand, one that is told, one to go on with."""


class Pace:
    """How many records the next batch takes: at most `size`, and about as many as print BATCH_BYTES.

    `hint` is what a record is thought to print; the batches before tell better, and what records printed another time
    (`known`, if it is not 0). `records` is how many the next batch takes, at least one; `known` is then what a record
    of the last one printed.
    """

    def __init__(self, size: int, hint: int, known: int = 0) -> None:
        self._size, self.known = size, 0
        self.learn(1, known or CAUTION * hint)

    def learn(self, records: int, printed: int) -> None:
        """A batch of `records` printed so many bytes."""
        if records:
            self.known = printed // records
            fitting = BATCH_BYTES * records // (printed or 1)
            self.records = self._size if fitting > self._size else fitting or 1


class Job(Protocol):
    """Some work to be done once."""

    def run(self) -> None:
        """Do it."""
        ...


J = TypeVar("J", bound=Job)


def in_order(jobs: Iterator[J]) -> Iterator[J]:
    """The jobs, run one after the other."""
    for job in jobs:
        job.run()
        yield job


def side_by_side(jobs: Iterator[engine.Job], threads: int) -> Iterator[engine.Job]:
    """The jobs when they have run, in their order: run by so many threads, of which the one that asks is the first.

    Up to `AHEAD * threads` of them are ahead of the reader. The first is done alone, before the next is asked for: what
    it shows may count for all others. What fails, or `jobs` itself, raises in its place. No thread is left when the
    iterator ends or is closed.
    """
    yield from in_order(islice(jobs, 1))
    crew, working, error = Crew(AHEAD * threads), list[Future[None]](), None
    with ThreadPoolExecutor(threads - 1, "flong-render") as pool:
        try:
            while (error := error or _filled(crew, jobs, AHEAD * threads)) is None or crew:
                working = [one for one in working if not one.done()]
                if len(working) < threads - 1:
                    working.append(pool.submit(crew.work))
                yield crew.next()
        finally:
            crew.stop()
    if not isinstance(error, StopIteration):
        raise error


def _filled(crew: Crew, jobs: Iterator[engine.Job], most: int) -> Exception | None:
    """Puts jobs to those of the crew, up to `most`. Why there are no more: StopIteration at their end."""
    try:
        while len(crew) < most:
            crew.add(next(jobs))
    except Exception as error:
        return error
    return None

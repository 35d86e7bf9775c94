"""Makes bills in a process of its own: `python -m benchmarks.billmemory NAME COUNT`."""

from __future__ import annotations

import json
import resource
import sys
import time
from itertools import cycle, islice

from benchmarks.bill.content import records
from benchmarks.engines.bills import PEERS, own

SOME = 100


def main(name: str, count: int) -> None:
    """Print the peak in MB and the bills per second."""
    some, start = records(SOME), time.perf_counter()
    if name == "flong-stamp":
        for _ in range(0, count, SOME):
            own.bills(some)
    else:
        draw = next(peer for peer in PEERS if peer.name == name).make()
        for record in islice(cycle(some), count):
            draw(record)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps((round(peak, 1), round(count / seconds, 1))))


main(sys.argv[1], int(sys.argv[2]))

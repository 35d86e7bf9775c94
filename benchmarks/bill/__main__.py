"""WeasyPrint with fonts cut to what the bills show, in a process of its own: `python -m benchmarks.bill COUNT`.

Which fonts there are is fixed when fontconfig loads, so this can't be a contender among the others.
"""

from __future__ import annotations

import json
import os
import sys
import time

from benchmarks.bill.content import records
from benchmarks.engines.bills import fonts, own


def main(count: int) -> None:
    """Print the bills per second of CPU and of wall time."""
    os.environ["FLONG_FONTS"] = str(fonts.folder())
    first, *some = records(count + 1)
    own.true_bill(first)
    cpu, wall = time.process_time(), time.perf_counter()
    for record in some:
        own.true_bill(record)
    print(json.dumps((count / (time.process_time() - cpu), count / (time.perf_counter() - wall))))


main(int(sys.argv[1]))

"""Streams a Parquet file in a process of its own: `python -m benchmarks.memory render|read FILE`."""

from __future__ import annotations

import json
import resource
import sys
import time

import pyarrow as pa
import pyarrow.parquet as pq

import flong
from benchmarks.cases import statement
from benchmarks.engines import own
from benchmarks.memory import ROWS


def main(name: str, path: str) -> None:
    """Print the peak in MB and the records per second."""
    template = flong.compile(own.source(statement.workload(ROWS)))
    start, count = time.perf_counter(), 0
    with pq.ParquetFile(path) as file:
        batches = file.iter_batches(batch_size=1000)
        if name == "render":
            stream = pa.RecordBatchReader.from_batches(file.schema_arrow, batches)
            count = sum(len(batch.messages) for batch in template.render_batches(stream))
        else:
            count = sum(batch.num_rows for batch in batches)
        assert count == file.metadata.num_rows
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps((round(peak, 1), round(count / seconds))))


main(*sys.argv[1:3])

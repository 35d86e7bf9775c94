"""Counts of a suite as JSON; run by `count_apart`."""

from __future__ import annotations

import json
import sys

from benchmarks.counts import count_all

print(json.dumps(count_all(sys.argv[1])))

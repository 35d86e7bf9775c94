"""One job, or one core of raw signing, in a process of its own: `python -m benchmarks.pipeline NAME PORT COUNT`."""

from __future__ import annotations

import json
import sys

from benchmarks.pipeline.work import raw, send

who, port, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
print(json.dumps(raw(who.removeprefix("raw-"), count) if who.startswith("raw-") else send(who, port, count)))

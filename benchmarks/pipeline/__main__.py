"""One job in a process of its own: `python -m benchmarks.pipeline NAME PORT COUNT`."""

from __future__ import annotations

import json
import sys

from benchmarks.pipeline.work import send

print(json.dumps(send(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))))

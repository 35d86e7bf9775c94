"""One contender in a process of its own: `python -m benchmarks.send NAME PORT COUNT SIZE CONNECTIONS WARM [CA]`."""

from __future__ import annotations

import json
import sys

from benchmarks.send.contenders import CONTENDERS, Work


def main(name: str, numbers: list[int], ca: str) -> None:
    """Print CPU µs per mail and mails per second."""
    work = Work(*numbers, ca=ca)
    CONTENDERS[name](work)
    print(json.dumps(work.rates()))


main(sys.argv[1], [int(text) for text in sys.argv[2:7]], "".join(sys.argv[7:]))

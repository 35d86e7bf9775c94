"""usage: python -m benchmarks [SUITE…] [--rounds N]"""

from __future__ import annotations

import argparse
from importlib import import_module

from rich.console import Console

from benchmarks.harness import measure
from benchmarks.page import PAGE, refreshed
from benchmarks.report import write

SUITES = (
    "render",
    "scaling",
    "threads",
    "message",
    "dkim",
    "send",
    "pipeline",
    "bill",
    "memory",
    "billmemory",
    "check",
    "build",
)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("suites", nargs="*", default=SUITES, metavar="SUITE", help=", ".join(SUITES))
    parser.add_argument("--rounds", type=int, default=7)
    args = parser.parse_args()
    if unknown := set(args.suites) - set(SUITES):
        parser.error(f"no suite called {', '.join(sorted(unknown))}; there are: {', '.join(SUITES)}")
    console = Console(stderr=True)
    for name in args.suites:
        suite = import_module(f"benchmarks.{name}").suite()
        print(write(suite, measure(suite, args.rounds, console)))
    PAGE.write_text(refreshed(PAGE.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()

"""The command `flong`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line. A user's mistake ends with a message and a code, never a traceback."""
    from flong.cli.app import app
    from flong.cli.console import exit_code, show
    from flong.errors import FlongError

    try:
        app()
    except FlongError as error:
        show(error)
        sys.exit(exit_code(error))

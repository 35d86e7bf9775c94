"""The command `flong`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line. A user's mistake ends with a message and a code, never a traceback."""
    import click

    from flong.cli.app import app
    from flong.cli.console import WRONG_USE, err, exit_code, show
    from flong.errors import FlongError

    try:
        sys.exit(app(standalone_mode=False) or 0)
    except click.exceptions.Exit as exit_:
        sys.exit(exit_.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(WRONG_USE)
    except (KeyboardInterrupt, click.Abort):
        err.print("interrupted")
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except FlongError as error:
        show(error)
        sys.exit(exit_code(error))

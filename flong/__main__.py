"""`python -m flong` is the command `flong`."""

from flong.cli import main

main()

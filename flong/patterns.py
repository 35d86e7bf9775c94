"""The regular expressions of schemas, matched in time linear in the text, whoever wrote either.

RE2 has no look-around and no back-references, the only parts of ECMA-262's expressions that need more time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

_ESCAPE: Final = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)


def searcher(pattern: str) -> Callable[[str], Any]:
    """What finds `pattern` anywhere in a text, None where it is not. Raises ValueError for what RE2 can't read."""
    import re2

    options = re2.Options()
    options.log_errors = False
    try:
        search: Callable[[str], Any] = re2.compile(_ESCAPE.sub(_spelled, pattern), options).search
    except (re2.error, UnicodeEncodeError) as error:
        why = error.args[0] if error.args else ""
        told = why.decode("utf-8", "replace") if isinstance(why, bytes) else str(error)
        raise ValueError(f"not a regular expression of RE2: {told}") from None
    return search


def _spelled(escape: re.Match[str]) -> str:
    r"""`\u4e00` as RE2 writes it."""
    return rf"\x{{{escape[1]}}}" if escape[1] else escape[0]

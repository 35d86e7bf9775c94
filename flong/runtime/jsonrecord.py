"""Records as JSON (RFC 8259), exact and strict: the way in for every record that comes as text.

- A whole number is an int; one with a point or an exponent a Decimal that keeps its digits and scale.
- UTF-8, with or without a byte order mark; nothing else.
- Refused: a name given twice, NaN and infinity, values nested more than `MAX_DEPTH` deep, whole numbers of
  more than `MAX_DIGITS` digits, exponents beyond those of Decimal. Half a surrogate pair is refused when it is bound.

Time is linear in the size of the text. No reason quotes the record.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from itertools import accumulate
from typing import Any, Final, NoReturn

MAX_DEPTH: Final = 200
MAX_DIGITS: Final = 4300
_BOM = b"\xef\xbb\xbf"
_TOO_DEEP = f"not valid JSON: nested more than {MAX_DEPTH} deep"
_QUOTED = re.compile(rb'"[^"]*"')
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))


def parse(text: str | bytes) -> dict[str, Any]:
    """One record. Raises ValueError with the reason."""
    record = parse_value(text)
    if not isinstance(record, dict):
        raise ValueError("not a JSON object")
    return record


def parse_value(text: str | bytes) -> Any:
    """Any JSON value. Raises ValueError with the reason."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text.removeprefix(_BOM)
    if _depth(data) > MAX_DEPTH:
        raise ValueError(_TOO_DEEP)
    try:
        return _DECODER.decode(text if isinstance(text, str) else data.decode())
    except json.JSONDecodeError as error:
        raise ValueError(f"not valid JSON: {error.msg} at character {error.pos + 1}") from None
    except UnicodeDecodeError:
        raise ValueError("not valid UTF-8") from None
    except ArithmeticError:
        raise ValueError("a number beyond all bounds") from None
    except RecursionError:  # the caller left less than MAX_DEPTH calls
        raise ValueError(_TOO_DEEP) from None


def _depth(data: bytes) -> int:
    """How deep arrays and objects nest: an upper bound where there are few of them, the depth where there are many."""
    opened = data.count(b"[") + data.count(b"{")
    if opened <= MAX_DEPTH:
        return opened
    plain = _QUOTED.sub(b"", data.replace(b"\\\\", b"").replace(b'\\"', b""))
    return max(accumulate(1 if sign in b"[{" else -1 for sign in plain.translate(None, _NO_BRACKETS)), default=0)


def _whole(digits: str) -> int:
    """An int; Python's own limit can be lifted, and its time is not linear."""
    if len(digits) > MAX_DIGITS:
        raise ValueError(f"a whole number of more than {MAX_DIGITS} digits")
    return int(digits)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"not valid JSON: {name} is not a number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object's fields. A field that stands there twice is refused: which one was meant?"""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise ValueError("not a record: a field is given twice")
    return fields


_DECODER: Final = json.JSONDecoder(
    parse_float=Decimal, parse_int=_whole, parse_constant=_no_constant, object_pairs_hook=_once
)

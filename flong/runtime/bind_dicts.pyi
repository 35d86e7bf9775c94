from collections.abc import Iterable
from typing import Any

from flong.runtime.layout import Layout
from flong.runtime.rows import Rows

def bind_dicts(layout: Layout, records: Iterable[Any], *, start: int = 0, zone: str = "UTC") -> Rows: ...
def peek_decimals(allowed: bool) -> bool: ...

from collections.abc import Iterator
from typing import Any

from flong.runtime.layout import Layout
from flong.runtime.rows import Rows

def bind_arrow(
    layout: Layout, source: Any, *, start: int = 0, zone: str = "UTC", size: int = 1000
) -> Iterator[Rows]: ...

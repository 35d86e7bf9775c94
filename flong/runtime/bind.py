"""Records to rows: from Python objects and from Arrow streams."""

from __future__ import annotations

from flong.runtime.bind_arrow import Reader, bind_arrow
from flong.runtime.bind_dicts import bind_dicts
from flong.runtime.rows import Rows

__all__ = ["Reader", "Rows", "bind_arrow", "bind_dicts"]

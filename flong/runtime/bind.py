"""Records to rows: from Python objects and from Arrow streams."""

from __future__ import annotations

from flong.runtime.bind_arrow import bind_arrow
from flong.runtime.bind_dicts import bind_dicts
from flong.runtime.rows import Rows

__all__ = ["Rows", "bind_arrow", "bind_dicts"]

"""Every way into rows: from Python objects, JSON texts and Arrow streams."""

from __future__ import annotations

from flong.runtime.bind_arrow import Piece, Reader, bind_arrow
from flong.runtime.bind_dicts import bind_dicts
from flong.runtime.bind_json import JsonReader, bind_json, bind_json_texts
from flong.runtime.rows import Rows

__all__ = ["JsonReader", "Piece", "Reader", "Rows", "bind_arrow", "bind_dicts", "bind_json", "bind_json_texts"]

"""IR → Cython source. Pure: text in, text out."""

from flong.compiler.emit import arith, calls, compare, folds, lists, simple  # noqa: F401 (they register themselves)
from flong.compiler.emit.source import Emitted, emit

__all__ = ["Emitted", "emit"]

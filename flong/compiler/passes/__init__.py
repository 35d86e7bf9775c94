"""IR → IR: what is done to a template before an engine gets it, in this order.

`mark` makes another target and is called by those who want it.
"""

from __future__ import annotations

from collections.abc import Callable

from flong.compiler.ir import Module
from flong.compiler.passes.merge import merge_writes
from flong.compiler.passes.only import only
from flong.compiler.passes.preheader import preheader
from flong.compiler.passes.size_hint import size_hint
from flong.compiler.passes.stamp import stamp
from flong.compiler.passes.text_part import text_part

PASSES: tuple[Callable[[Module], Module], ...] = (text_part, only, preheader, stamp, merge_writes, size_hint)

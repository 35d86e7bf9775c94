"""The checker: syntax tree to typed tree. `check` reports every mistake of a template in one run.

A mistake leaves the poison type `error`, which silences whatever follows from it.
"""

from __future__ import annotations

from flong.dsl.check.program import check

__all__ = ["check"]

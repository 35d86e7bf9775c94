"""The Python engine: evaluates the IR. Needs no C compiler; the oracle of control flow, scoping and arithmetic."""

from flong.compiler.python.engine import PythonRenderer

__all__ = ["PythonRenderer"]

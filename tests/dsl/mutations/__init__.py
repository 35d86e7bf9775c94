"""Mistakes to plant in correct templates, by family: `KINDS`."""

from tests.dsl.mutations import contexts, declarations, names, spelling, tags, types
from tests.dsl.mutations.source import KINDS, Planted, Source

__all__ = ["KINDS", "Planted", "Source", "contexts", "declarations", "names", "spelling", "tags", "types"]

"""A module with mistakes that the tools must see: `python -m tests.memory.broken` compiles and loads it."""

from __future__ import annotations

from flong.compiler.build import compiled, source_key

SOURCE = r'''
# cython: language_level=3
from flong.runtime.core cimport FL_ABI
cdef extern from *:
    """
#include <stdlib.h>
static int beyond_the_end(void) {
    char *p = malloc(8);
    int found = p[8] ? 1 : 2;
    free(p);
    return found;
}
    """
    int beyond_the_end()
ABI = FL_ABI
FOUND = beyond_the_end()
RENDERERS = ()
'''

if __name__ == "__main__":
    compiled(SOURCE, source_key(SOURCE), "-O0")

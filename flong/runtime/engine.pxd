"""What runs compiled renderers over rows."""

from libc.stdint cimport int64_t

from flong.runtime.core cimport fl_buf, fl_ctx

# Prints one row into the context's columns: 0, or a FL_* code with the context's place set.
ctypedef int (*fl_render)(fl_ctx *c, const char *row) noexcept nogil

cdef class Renderer:
    cdef fl_render function
    cdef readonly int parts
    # Bytes a row is thought to print, for each part.
    cdef int64_t *learned

cdef class Bytes:
    """Owns the bytes of one column; read them through a memoryview."""
    cdef fl_buf buffer

# An empty owner, whose buffer has `room` bytes, or up to 8 MB of them; used before, if there is one.
cdef Bytes new_bytes(int64_t room)
# For modules that the compiler made.
cdef Renderer renderer(fl_render function, int parts)

"""What runs compiled renderers over rows."""

from libc.stdint cimport int64_t

from flong.runtime.columns cimport Column
from flong.runtime.core cimport fl_buf, fl_ctx
from flong.runtime.rows cimport Rows

# Prints one row into the context's columns: 0, or a FL_* code with the context's place set.
ctypedef int (*fl_render)(fl_ctx *c, const char *row) noexcept nogil

cdef class Renderer:
    cdef fl_render function
    cdef readonly int parts
    # Bytes a row is thought to print, for each part.
    cdef int64_t *learned

cdef class Job:
    cdef Renderer renderer
    cdef readonly Rows rows
    cdef bytes left_out
    cdef fl_ctx c
    cdef unsigned long home
    # For each part its offsets, none for those left out: the objects, and where they stand.
    cdef int parts
    cdef list offsets
    cdef long long **offset
    # The indexes of rendered rows, then what is noted of those that failed.
    cdef int64_t *rendered
    cdef int64_t *failures
    cdef Py_ssize_t n, done, failed
    cdef fl_buf reasons
    cdef bint begun, opened, filled

    # Does all that needs no GIL, once.
    cdef void work(self) noexcept nogil
    # Does the rest, if there is any. Raises MemoryError, and DataError for rows whose buffers are broken.
    cdef int finish(self) except -1
    cdef bint open(self) noexcept nogil
    cdef void learn(self) noexcept nogil
    cdef void render(self) noexcept nogil
    cdef void accept(self, int64_t index) noexcept nogil
    cdef void drop(self, int64_t index, int64_t assets) noexcept nogil
    cdef dict columns(self, tuple names)
    cdef Column taken(self, Py_ssize_t k)
    cdef tuple failure(self, Py_ssize_t i)

cdef class Bytes:
    """Owns the bytes of one column; read them through a memoryview. `home` is the thread that wrote them."""
    cdef fl_buf buffer
    cdef unsigned long home

# An empty owner, whose buffer has `room` bytes, or up to 8 MB of them; used before, if there is one.
cdef Bytes new_bytes(int64_t room)
# For modules that the compiler made.
cdef Renderer renderer(fl_render function, int parts)

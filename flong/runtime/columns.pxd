"""What a part prints in all records of a batch."""

from cpython cimport array as carray


cdef class Column:
    """One part of all rendered rows, in the layout of Arrow's binary arrays."""
    cdef readonly object data
    cdef readonly carray.array offsets

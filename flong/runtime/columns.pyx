# cython: boundscheck=False, wraparound=False, cdivision=True
"""Columns, and what one says in all records of a batch; `RawBatch.value` tells it of one."""

from cpython cimport array as carray
from libc.stdint cimport int64_t
from libc.string cimport memchr, memcmp

from flong.runtime.core cimport fl_text

from itertools import pairwise


cdef class Column:
    """Value i is `data[offsets[i]:offsets[i + 1]]`; offsets are int64 and one longer than the column."""

    def __init__(self, data, carray.array offsets not None):
        self.data, self.offsets = data, offsets

    def __getitem__(self, Py_ssize_t i):
        if not 0 <= i < len(self.offsets) - 1:
            i = range(len(self.offsets) - 1)[i]
        return bytes(self.data[self.offsets[i]:self.offsets[i + 1]])

    def values(self):
        """All of them."""
        data = bytes(self.data)
        return [data[start:end] for start, end in pairwise(self.offsets)]


def stamped_texts(Column column not None, Column keys not None):
    """The texts of a column whose values are stamped with those of `keys`, the stamps left out; None for a value that
    is stamped with another. Raises ValueError for offsets beyond the data, UnicodeDecodeError."""
    cdef const unsigned char[::1] data = column.data
    cdef const unsigned char[::1] stamps = keys.data
    cdef const long long[::1] ends = column.offsets
    cdef const long long[::1] key_ends = keys.offsets
    cdef Py_ssize_t count = ends.shape[0] - 1
    cdef Py_ssize_t i
    cdef fl_text s, key
    if key_ends.shape[0] - 1 != count:
        raise ValueError("a column that is longer than that of the keys")
    found = []
    for i in range(count):
        s, key = _value(data, ends, i), _value(stamps, key_ends, i)
        if s.n < 0 or key.n < 0:
            raise ValueError("offsets beyond a column")
        found.append(s.p[:s.n - key.n - 1].decode("utf-8") if _is_stamped(s, key) else None)
    return found


cdef fl_text _value(const unsigned char[::1] data, const long long[::1] ends, Py_ssize_t i) noexcept nogil:
    """A value; with a size below 0 if it does not lie in the data."""
    cdef int64_t start = ends[i]
    cdef int64_t end = ends[i + 1]
    cdef fl_text value = fl_text(NULL, end - start)
    if start < 0 or end < start or end > data.shape[0]:
        value.n = -1
    elif value.n:
        value.p = <const char *>&data[start]
    return value


cdef bint _is_stamped(fl_text s, fl_text key) noexcept nogil:
    """Whether a value ends with NUL and the key, in which there is no NUL."""
    if s.n <= key.n or s.p[s.n - key.n - 1] != 0:
        return False
    return not key.n or (memchr(key.p, 0, key.n) == NULL and memcmp(s.p + s.n - key.n, key.p, key.n) == 0)

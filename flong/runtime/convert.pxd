"""Python values to C values and back, for the `py_` entries of runtime functions and for binding."""

from libc.stdint cimport int64_t

from flong.runtime.core cimport fl_dec, fl_text

# A view into `value`, which must outlive it. Raises UnicodeEncodeError for lone surrogates.
cdef int text_of(str value, fl_text *out) except -1
cdef str text_to(fl_text value)
# From an int or a finite Decimal of at most 34 digits; otherwise ValueError.
cdef int dec_of(object value, fl_dec *out) except -1
cdef object dec_to(fl_dec value)
# Days since 1970-01-01.
cdef int64_t days_of(object value) except? -1
cdef object date_to(int64_t days)
# µs since 1970-01-01T00:00Z; `value` must carry a zone.
cdef int64_t instant_of(object value) except? -1
cdef object instant_to(int64_t micros)
# µs since midnight.
cdef int64_t time_of(object value) except? -1
cdef object time_to(int64_t micros)
cdef int64_t duration_of(object value) except? -1
cdef object duration_to(int64_t micros)

# cython: boundscheck=False, wraparound=False, cdivision=True
"""Content transfer encodings (RFC 2045), chosen so that no server on the way has a reason to
change a byte: ASCII only, CRLF only, lines ≤ 998, no trailing blanks, one CRLF at the end.

The smallest safe one is taken: 7bit, else quoted-printable, else base64 where more than a sixth is not ASCII.
`From ` at a line start, which mailbox files change, counts as unsafe, and so does `--=_`, which begins boundaries.
`scalar` turns the vector code off.
"""

from libc.stdlib cimport free

from flong.runtime.convert cimport text_of
from flong.runtime.core cimport FL_OK, fl_write


cdef fl_text encoding_name(int encoding) noexcept nogil:
    if encoding == FL_7BIT:
        return fl_text("7bit", 4)
    return fl_text("quoted-printable", 16) if encoding == FL_QUOTED else fl_text("base64", 6)


cdef int write_encoded(fl_buf *out, const fl_buf *canonical, int encoding, bint scalar) noexcept nogil:
    cdef fl_text s = fl_text(canonical.p, canonical.n)
    if encoding == FL_7BIT:
        return fl_write(out, s.p, s.n)
    return fl_quoted_printable(out, s, scalar) if encoding == FL_QUOTED else fl_base64(out, s, scalar)


cdef class _Buffers:
    """Two buffers, freed with it."""

    cdef fl_buf canonical, out

    def __dealloc__(self):
        free(self.canonical.p)
        free(self.out.p)


def canonical(str text, *, bint scalar=False):
    """UTF-8 with CRLF, no blanks before a line end, and one CRLF at the end (none when empty)."""
    cdef _Buffers b = _Buffers()
    cdef int encoding
    cdef fl_text s
    text_of(text, &s)
    if fl_canonical(&b.canonical, s, scalar, &encoding) != FL_OK:
        raise MemoryError()
    return b.canonical.p[:b.canonical.n]


def encode_text(str text, *, bint scalar=False):
    """The encoding that canonical `text` travels in, and what it becomes."""
    cdef _Buffers b = _Buffers()
    cdef int encoding, code
    cdef fl_text s, name
    text_of(text, &s)
    with nogil:
        code = fl_canonical(&b.canonical, s, scalar, &encoding)
        if code == FL_OK:
            code = write_encoded(&b.out, &b.canonical, encoding, scalar)
    if code != FL_OK:
        raise MemoryError()
    name = encoding_name(encoding)
    return name.p[:name.n].decode(), b.out.p[:b.out.n]


def encode_base64(const unsigned char[::1] data not None, *, bint scalar=False):
    """Base64 in lines of 76, ending with CRLF."""
    cdef _Buffers b = _Buffers()
    cdef int code
    cdef fl_text s = fl_text(NULL, data.shape[0])
    if s.n:
        s.p = <const char *>&data[0]
    with nogil:
        code = fl_base64(&b.out, s, scalar)
    if code != FL_OK:
        raise MemoryError()
    return b.out.p[:b.out.n]

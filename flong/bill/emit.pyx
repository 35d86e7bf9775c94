# cython: boundscheck=False, wraparound=False, cdivision=True
"""The body of a PDF file, written into a buffer without the GIL: see pdf.h, and emit_twin.py for what it means."""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE
from libc.stdint cimport int64_t, uint8_t
from libc.stdlib cimport free, malloc

from flong.bill.evp cimport close_cipher, encipher, open_cipher

cdef extern from "pdf.h" nogil:
    enum:
        PDF_BLOCK, PDF_ENTRY

    ctypedef struct pdf_text:
        const uint8_t *p
        int64_t n

    ctypedef struct pdf_part:
        int64_t number
        pdf_text head
        pdf_text data
        int sealed

    ctypedef int (*pdf_cipher)(
        void *, const uint8_t *, const uint8_t *, const uint8_t *, int64_t, int, uint8_t *,
    ) noexcept nogil

    ctypedef struct pdf_seal:
        pdf_cipher cipher
        void *context
        const uint8_t *key
        const uint8_t *iv
        int step

    ctypedef struct pdf_out:
        uint8_t *p
        int64_t n
        int64_t room

    int pdf_has_string(pdf_text s) noexcept
    void pdf_put(pdf_out *o, const void *p, int64_t n) noexcept
    void pdf_put_number(pdf_out *o, int64_t value) noexcept
    int pdf_put_parts(pdf_out *o, const pdf_part *parts, int64_t n, uint8_t *entries, pdf_seal *seal) noexcept


cdef enum:
    AROUND = 100  # bytes that stand around an object, at most


cdef pdf_text _text(bytes s) noexcept:
    return pdf_text(<const uint8_t *>PyBytes_AS_STRING(s), PyBytes_GET_SIZE(s))


cdef int _check_stream(int64_t number, bytes head) except -1:
    if not (head.startswith(b"<<") and head.endswith(b">>")):
        raise ValueError(f"object {number} is a stream without a dictionary")
    if pdf_has_string(_text(head)):
        raise ValueError(f"the dictionary of stream {number} has a string in it, which belongs in an object of its own")
    return 0


cdef class Parts:
    """Indirect objects: tuples `(number, head, data, sealed)`. `data` is None for what is no stream; a stream's head is
    a dictionary without /Length. `sealed` has the numbers of those to encrypt, `room` is what they take at most."""

    cdef pdf_part *at
    cdef Py_ssize_t count
    cdef readonly tuple parts
    cdef readonly list sealed
    cdef readonly int64_t highest, room

    def __cinit__(self, parts):
        cdef bytes head, data
        self.parts, self.sealed = tuple(parts), []
        self.at = <pdf_part *>malloc((len(self.parts) + 1) * sizeof(pdf_part))
        if self.at == NULL:
            raise MemoryError()
        for number, head, data, sealed in self.parts:
            self._add(number, head, data, sealed and data is not None)

    cdef int _add(self, int64_t number, bytes head, bytes data, bint sealed) except -1:
        cdef pdf_part *part = &self.at[self.count]
        part.number, part.sealed = number, sealed
        part.head, part.data = _text(head), pdf_text(NULL, 0)
        if data is not None:
            part.data = _text(data)
            _check_stream(number, head)
        if number < 1:
            raise ValueError(f"there is no object {number}")
        self.count += 1
        if sealed:
            self.sealed.append(number)
        self.highest = max(self.highest, number)
        self.room += part.head.n + part.data.n + AROUND
        return 0

    def __dealloc__(self):
        free(self.at)


cdef class _Sealer:
    """Holds OpenSSL's context for one file, none without keys."""

    cdef pdf_seal seal
    cdef bytes keys, ivs

    def __cinit__(self, int bits, bytes keys, bytes ivs, int64_t count):
        self.seal.context = NULL
        self.keys, self.ivs = keys, ivs
        self.seal.cipher, self.seal.step = encipher, 16 if bits == 128 else 0
        self.seal.key, self.seal.iv = _text(keys).p, _text(ivs).p
        if bits == 0:
            return
        if len(keys) < (16 * count if bits == 128 else 32) or len(ivs) < PDF_BLOCK * count:
            raise ValueError("keys or initialisation vectors are missing")
        self.seal.context = open_cipher(bits)
        if self.seal.context == NULL:
            raise MemoryError()

    def __dealloc__(self):
        if self.seal.context != NULL:
            close_cipher(self.seal.context)


cdef int _emit(
    pdf_out *out, pdf_text header, Parts constant, Parts own, const pdf_part *table, pdf_seal *seal,
) noexcept nogil:
    """The whole file: 0, or -1 when the cipher refuses."""
    cdef uint8_t *entries = <uint8_t *>table.data.p
    cdef int64_t start
    pdf_put(out, header.p, header.n)
    if pdf_put_parts(out, constant.at, constant.count, entries, seal):
        return -1
    if pdf_put_parts(out, own.at, own.count, entries, seal):
        return -1
    start = out.n
    if pdf_put_parts(out, table, 1, entries, seal):
        return -1
    pdf_put(out, b"startxref\n", 10)
    pdf_put_number(out, start)
    pdf_put(out, b"\n%%EOF\n", 7)
    return 0


def emit(bytes header, tuple groups, tuple table, tuple seals, unsigned char[::1] to not None):
    """Writes a file to `to` and returns its size; when that is more than `to` has, `to` holds a part of it.

    After the two `groups` of Parts comes the cross-reference stream, `table`: its number, its dictionary, and its data,
    7 bytes an object, filled in here for the objects written. `seals` are the bits of the AES keys (0: no encryption),
    the keys, one of 256 bits for all sealed streams or of 128 for each, and an initialisation vector for each.
    """
    cdef Parts constant = groups[0], own = groups[1]
    cdef _Sealer sealer = _Sealer(seals[0], seals[1], seals[2], len(constant.sealed) + len(own.sealed))
    cdef bytes head = table[1]
    cdef unsigned char[::1] entries = table[2]
    cdef pdf_text begin = _text(header)
    cdef pdf_part last
    cdef pdf_out out
    cdef int failed
    last.number, last.sealed, last.head = table[0], False, _text(head)
    if max(constant.highest, own.highest) >= last.number or (last.number + 1) * PDF_ENTRY > entries.shape[0]:
        raise ValueError("an object has no entry")
    last.data.p, last.data.n = &entries[0], entries.shape[0]
    out.p, out.n, out.room = &to[0] if to.shape[0] else NULL, 0, to.shape[0]
    with nogil:
        failed = _emit(&out, begin, constant, own, &last, &sealer.seal)
    if failed:
        raise ValueError("the cipher refuses")
    return out.n

"""Checks, digests and codes: see codes.pyx."""

from libc.stdint cimport int64_t

from flong.runtime.core cimport fl_ctx, fl_text

cdef enum:
    ID = 32  # digits of a picture's id

cdef int note(fl_ctx *c, int kind, int size, int level, fl_text data, char *id) noexcept nogil
cdef int around(fl_ctx *c, fl_text before, const char *id, fl_text middle, fl_text after, fl_text *out) noexcept nogil
cdef int sha256_hex(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int hmac_hex(fl_ctx *c, fl_text s, fl_text key, fl_text *out) noexcept nogil
cdef int crc32_hex(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int crc16_hex(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil
cdef int share(fl_ctx *c, fl_text salt, fl_text key, int64_t total, int64_t *out) noexcept nogil
cdef int qr(fl_ctx *c, fl_text told, fl_text data, fl_text *out) noexcept nogil
cdef int qr_url(fl_ctx *c, fl_text told, fl_text data, fl_text *out) noexcept nogil

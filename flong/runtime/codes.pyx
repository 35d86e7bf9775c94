# cython: boundscheck=False, wraparound=False, cdivision=True
"""Checks, digests and codes for machines, over the UTF-8 bytes of their argument.

Every function returns 0 or a FL_* code. A picture is noted in the context, under an id that is the first half
of the SHA-256 of its kind, level, size and data; it is made later, from there.
"""

from libc.stdint cimport int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memcpy

from flong.runtime.convert cimport text_of, text_to
from flong.runtime.core cimport (
    FL_BAD_ARGUMENT, FL_MEMORY, FL_OK, FL_TOO_LONG, Context, fl_add_asset, fl_ctx, fl_text,
)
from flong.runtime.qrcodes cimport qr_holds
from flong.runtime.unicode cimport fl_room

cdef extern from "sha256.h" nogil:
    ctypedef struct fl_sha256:
        pass
    void fl_sha256_begin(fl_sha256 *h) noexcept
    void fl_sha256_add(fl_sha256 *h, const void *data, int64_t n) noexcept
    void fl_sha256_end(fl_sha256 *h, uint8_t *digest) noexcept
    void fl_sha256_of(fl_text s, uint8_t *digest) noexcept
    void fl_hmac_sha256(fl_text key, fl_text s, uint8_t *digest) noexcept

cdef enum:
    QR_CODE = 1
    TOLD = 3  # bytes before the markup: size, level


cdef void _hex(char *to, const uint8_t *p, int n, bint upper) noexcept nogil:
    cdef const char *digits = "0123456789ABCDEF" if upper else "0123456789abcdef"
    cdef int i
    for i in range(n):
        to[2 * i] = digits[p[i] >> 4]
        to[2 * i + 1] = digits[p[i] & 15]


cdef int _hex_text(fl_ctx *c, const uint8_t *p, int n, bint upper, fl_text *out) noexcept nogil:
    cdef char *to = fl_room(c, 2 * n)
    if to == NULL:
        return FL_MEMORY
    _hex(to, p, n, upper)
    out.p = to
    out.n = 2 * n
    return FL_OK


cdef int sha256_hex(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    cdef uint8_t[32] digest
    fl_sha256_of(s, digest)
    return _hex_text(c, digest, 32, False, out)


cdef int share(fl_ctx *c, fl_text salt, fl_text key, int64_t total, int64_t *out) noexcept nogil:
    """The first eight bytes of the digest of both, big-endian, modulo `total` (above 0)."""
    cdef uint8_t[32] digest
    cdef fl_sha256 h
    cdef uint64_t first = 0
    cdef int i
    fl_sha256_begin(&h)
    fl_sha256_add(&h, salt.p, salt.n)
    fl_sha256_add(&h, key.p, key.n)
    fl_sha256_end(&h, digest)
    for i in range(8):
        first = first << 8 | digest[i]
    out[0] = <int64_t>(first % <uint64_t>total)
    return FL_OK


cdef int hmac_hex(fl_ctx *c, fl_text s, fl_text key, fl_text *out) noexcept nogil:
    cdef uint8_t[32] digest
    fl_hmac_sha256(key, s, digest)
    return _hex_text(c, digest, 32, False, out)


cdef int crc32_hex(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    """Polynomial 0xEDB88320, as zlib's."""
    cdef uint32_t crc = <uint32_t>-1
    cdef uint8_t[4] big
    cdef int64_t i
    cdef int bit
    for i in range(s.n):
        crc ^= <uint8_t>s.p[i]
        for _ in range(8):
            crc = crc >> 1 ^ (<uint32_t>0xedb88320 if crc & 1 else 0)
    crc = ~crc
    for bit in range(4):
        big[bit] = <uint8_t>(crc >> (24 - 8 * bit))
    return _hex_text(c, big, 4, False, out)


cdef int crc16_hex(fl_ctx *c, fl_text s, fl_text *out) noexcept nogil:
    """CRC-16/CCITT-FALSE: polynomial 0x1021, first value 0xFFFF."""
    cdef uint16_t crc = 0xffff
    cdef uint8_t[2] big
    cdef int64_t i
    for i in range(s.n):
        crc ^= <uint16_t>(<uint8_t>s.p[i] << 8)
        for _ in range(8):
            crc = <uint16_t>((crc << 1) ^ (0x1021 if crc & 0x8000 else 0))
    big[0] = <uint8_t>(crc >> 8)
    big[1] = <uint8_t>(crc & 0xff)
    return _hex_text(c, big, 2, True, out)


# --- QR codes ----------------------------------------------------------------------------------------


cdef inline bint _fits(fl_text data, int level) noexcept nogil:
    """As many bytes as the largest symbol holds always do (ISO/IEC 18004, table 7, version 40)."""
    cdef int64_t most = 2953 if level == 0 else 2331 if level == 1 else 1663 if level == 2 else 1273
    return data.n <= most or qr_holds(data, level)


cdef int note(fl_ctx *c, int kind, int size, int level, fl_text data, char *id) noexcept nogil:
    """Notes a picture of `data`; `id` gets its 32 digits."""
    cdef uint8_t[4] told = [<uint8_t>kind, <uint8_t>level, <uint8_t>size, <uint8_t>(size >> 8)]
    cdef uint8_t[32] digest
    cdef fl_sha256 h
    fl_sha256_begin(&h)
    fl_sha256_add(&h, told, 4)
    fl_sha256_add(&h, data.p, data.n)
    fl_sha256_end(&h, digest)
    _hex(id, digest, ID // 2, False)
    return fl_add_asset(c, kind, size, level, id, data)


cdef char *_put(char *to, fl_text s) noexcept nogil:
    memcpy(to, s.p, s.n)
    return to + s.n


cdef int around(fl_ctx *c, fl_text before, const char *id, fl_text middle, fl_text after, fl_text *out) noexcept nogil:
    """`before`, then `cid:ID@flong`, then the others."""
    cdef int64_t n = before.n + 4 + ID + 6 + middle.n + after.n
    cdef char *to = fl_room(c, n)
    out.p = to
    out.n = n
    if to == NULL:
        return FL_MEMORY
    to = _put(_put(to, before), fl_text("cid:", 4))
    to = _put(_put(to, fl_text(id, ID)), fl_text("@flong", 6))
    _put(_put(to, middle), after)
    return FL_OK


cdef int _note_qr(fl_ctx *c, fl_text told, fl_text data, char *id) noexcept nogil:
    cdef const uint8_t *b = <const uint8_t *>told.p
    if data.n == 0:
        return FL_BAD_ARGUMENT
    if not _fits(data, b[2]):
        return FL_TOO_LONG
    return note(c, QR_CODE, b[0] | b[1] << 8, b[2], data, id)


cdef int qr_url(fl_ctx *c, fl_text told, fl_text data, fl_text *out) noexcept nogil:
    cdef char[ID] id
    cdef fl_text none = fl_text("", 0)
    cdef int code = _note_qr(c, told, data, id)
    return code or around(c, none, id, none, none, out)


cdef int qr(fl_ctx *c, fl_text told, fl_text data, fl_text *out) noexcept nogil:
    cdef char[ID] id
    cdef fl_text markup = fl_text(told.p + TOLD, told.n - TOLD)
    cdef int code = _note_qr(c, told, data, id)
    return code or around(c, fl_text('<img src="', 10), id, fl_text("", 0), markup, out)


# --- entries for Python ------------------------------------------------------------------------------

ctypedef int (*digest_function)(fl_ctx *, fl_text, fl_text *) noexcept nogil
ctypedef int (*qr_function)(fl_ctx *, fl_text, fl_text, fl_text *) noexcept nogil


cdef str _digest(Context ctx, digest_function function, str s):
    cdef fl_text text, out
    text_of(s, &text)
    ctx.check(function(&ctx.c, text, &out))
    return text_to(out)


cdef str _code(Context ctx, qr_function function, bytes told, str data):
    cdef fl_text text, out
    text_of(data, &text)
    ctx.check(function(&ctx.c, fl_text(<const char *>told, len(told)), text, &out))
    return text_to(out)


def py_share(Context ctx, str salt, str key, int64_t total):
    cdef fl_text before, text
    cdef int64_t out
    text_of(salt, &before)
    text_of(key, &text)
    ctx.check(share(&ctx.c, before, text, total, &out))
    return out


def py_sha256_hex(Context ctx, str s):
    return _digest(ctx, sha256_hex, s)


def py_crc32_hex(Context ctx, str s):
    return _digest(ctx, crc32_hex, s)


def py_crc16_hex(Context ctx, str s):
    return _digest(ctx, crc16_hex, s)


def py_hmac_hex(Context ctx, str s, str key):
    cdef fl_text text, secret, out
    text_of(s, &text)
    text_of(key, &secret)
    ctx.check(hmac_hex(&ctx.c, text, secret, &out))
    return text_to(out)


def py_qr(Context ctx, bytes told, str data):
    return _code(ctx, qr, told, data)


def py_qr_url(Context ctx, bytes told, str data):
    return _code(ctx, qr_url, told, data)

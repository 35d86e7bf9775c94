# cython: boundscheck=False, wraparound=False, cdivision=True
"""Pictures of modules as PNG files of one bit a pixel; see png.h and deflate.py."""

from libc.stdint cimport int64_t, uint8_t
from libc.stdlib cimport free, malloc

from functools import lru_cache

from flong.runtime.deflate import block

cdef extern from "png.h" nogil:
    void png_fill() noexcept
    int64_t png_room(const png_plan *plan, int rows) noexcept
    int64_t png_write(const png_plan *plan, const png_modules *m, uint8_t *to) noexcept

png_fill()


cdef enum:
    WIDEST = 1 << 14


cdef class Writer:
    """Writes pictures of one size: `height` rows of `width` modules with `left` and `top` light ones around them.
    A module is `scale` pixels wide and `times` high."""

    def __init__(self, int width, int height, int left, int top, int scale, int times):
        sides = (width + 2 * left) * <long>scale, (height + 2 * top) * <long>times
        if scale < 1 or times < 1 or max(sides) > WIDEST:
            raise ValueError(f"a picture has from 1 to {WIDEST} pixels a side")
        made = block(width + 2 * left, left, top, scale, times)
        self._kept = []
        self.plan.width, self.plan.height = (width + 2 * left) * scale, (height + 2 * top) * times
        self.plan.line = 1 + (self.plan.width + 7) // 8
        self.plan.scale, self.plan.times = scale, times
        self.plan.head, self.plan.light = self._string(made.head), self._string(made.light)
        self.plan.copies = self._string(made.copies)
        self.plan.end = png_code(made.end.value, made.end.count)
        for byte, bits in made.literals.items():
            self.plan.bytes[byte] = png_code(bits.value, bits.count)
        self.plan.longest = max(bits.count for bits in made.literals.values())

    cdef png_string _string(self, object bits):
        """Bits that live as long as the writer."""
        cdef bytes packed = bits.value.to_bytes((bits.count + 7) // 8, "little")
        self._kept.append(packed)
        return png_string(packed, bits.count)

    cdef bytes write(self, const png_modules *m):
        cdef uint8_t *to = <uint8_t *>malloc(png_room(&self.plan, m.height))
        cdef int64_t n
        if to == NULL:
            raise MemoryError()
        try:
            n = png_write(&self.plan, m, to)
            return to[:n]
        finally:
            free(to)


_writer = lru_cache(maxsize=128)(Writer)


cdef Writer writer_of(const png_modules *m, int scale, int times):
    """The writer of pictures whose modules are `scale` pixels wide and `times` high."""
    return _writer(m.width, m.height, m.left, m.top, scale, times)

"""Pictures of one bit a pixel: see png.pyx."""

from libc.stdint cimport uint8_t, uint32_t, uint64_t

cdef extern from "png.h" nogil:
    ctypedef struct png_code:
        uint32_t value
        uint32_t count

    ctypedef struct png_string:
        const uint8_t *p
        int count

    ctypedef struct png_plan:
        int width
        int height
        int line
        int scale
        int times
        int longest
        png_string head
        png_string light
        png_string copies
        png_code[256] bytes
        png_code end

    ctypedef struct png_modules:
        const uint64_t *words
        int stride
        int width
        int height
        int left
        int top


cdef class Writer:
    cdef png_plan plan
    cdef list _kept
    cdef png_string _string(self, object bits)
    cdef bytes write(self, const png_modules *m)


cdef Writer writer_of(const png_modules *m, int scale, int times)

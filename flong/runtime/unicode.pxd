"""Code points of valid UTF-8: static inline C, nothing to link."""

from libc.stdint cimport int32_t, int64_t

from flong.runtime.core cimport fl_ctx, fl_text

cdef extern from "unicode.h" nogil:
    int32_t fl_decode(const char *p, int *n) noexcept
    char *fl_encode(char *to, int32_t cp) noexcept
    bint fl_inside(char byte) noexcept
    const char *fl_before(const char *p) noexcept
    bint fl_is_cjk(int32_t cp) noexcept
    bint fl_extends_cp(int32_t cp) noexcept
    bint fl_is_cased(int32_t cp) noexcept
    bint fl_is_ignorable(int32_t cp) noexcept
    bint fl_is_space(int32_t cp) noexcept
    int fl_columns(int32_t cp) noexcept
    char *fl_upper_to(char *to, int32_t cp) noexcept
    char *fl_lower_to(char *to, int32_t cp) noexcept
    char *fl_title_to(char *to, int32_t cp) noexcept
    bint fl_may_cut(const char *start, const char *p, const char *end) noexcept
    const char *fl_next_character(const char *start, const char *p, const char *end) noexcept
    int64_t fl_length(fl_text s) noexcept
    const char *fl_cut_at(fl_text s, int64_t i) noexcept
    char *fl_room(fl_ctx *c, int64_t n) noexcept
    int fl_finish(fl_ctx *c, char *start, char *end, int64_t room, fl_text *out) noexcept

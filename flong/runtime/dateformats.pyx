# cython: boundscheck=False, wraparound=False, cdivision=True
"""Dates and times as texts by the programs of resolve/dates.py, and dates from texts.

Every function returns 0 or a FL_* code: FL_BAD_DATE outside the years 1 to 9999 on the wall of the zone,
and for a text that is no date of the pattern.
"""

from libc.stdint cimport int64_t, uint16_t, uint32_t
from libc.string cimport memcmp, memcpy

from flong.runtime.convert cimport date_to, days_of, instant_of, text_of, text_to, time_of
from flong.runtime.core cimport FL_BAD_DATE, FL_MEMORY, FL_OK, Context, fl_ctx, fl_text
from flong.runtime.dates cimport wall_of, weekday
from flong.runtime.printing cimport FL_MAX_DAYS, FL_MIN_DAYS, fl_civil, fl_days, fl_digits_u64
from flong.runtime.unicode cimport fl_finish, fl_room

cdef extern from "zones.h" nogil:
    const int64_t FL_HOUR

cdef enum:  # the opcodes of resolve/dates.py, in its order
    LITERAL, YEAR, YEAR2, MONTH, DAY, DAY_OF_YEAR, QUARTER, HOUR24, HOUR12, HOUR_0_11, HOUR_1_24, MINUTE, SECOND
    FRACTION, NAME_MONTH, NAME_WEEKDAY, NAME_HALF, NAME_ERA, NAME_HOUR
    MOST_PER_BYTE = 8  # no operation prints more than this for each of its bytes

ctypedef struct moment:
    int64_t year, days
    int month, day, weekday, hour
    int64_t micros


# --- printing ----------------------------------------------------------------------------------------


cdef int64_t _value(const moment *m, int opcode, int width) noexcept nogil:
    """What a numeric field shows."""
    cdef int64_t scale = 1
    if opcode == YEAR:
        return m.year
    if opcode == YEAR2:
        return m.year % 100
    if opcode == MONTH:
        return m.month
    if opcode == DAY:
        return m.day
    if opcode == DAY_OF_YEAR:
        return m.days - fl_days(m.year, 1, 1) + 1
    if opcode == QUARTER:
        return (m.month + 2) // 3
    if opcode == HOUR24:
        return m.hour
    if opcode == HOUR12:
        return (m.hour + 11) % 12 + 1
    if opcode == HOUR_0_11:
        return m.hour % 12
    if opcode == HOUR_1_24:
        return (m.hour + 23) % 24 + 1
    if opcode == MINUTE:
        return m.micros // 60_000_000 % 60
    if opcode == SECOND:
        return m.micros // 1_000_000 % 60
    for _ in range(6 - width):
        scale *= 10
    return m.micros % 1_000_000 // scale


cdef int _choice(const moment *m, int opcode) noexcept nogil:
    """Which of its words a named field shows."""
    if opcode == NAME_MONTH:
        return m.month - 1
    if opcode == NAME_WEEKDAY:
        return m.weekday - 1
    if opcode == NAME_HALF:
        return m.hour >= 12
    if opcode == NAME_HOUR:
        return m.hour
    return 0


cdef char *_put_number(char *to, int64_t value, int width) noexcept nogil:
    cdef char[24] digits
    cdef char *end = digits + 24
    cdef char *p = fl_digits_u64(end, value)
    while end - p < width:
        p -= 1
        p[0] = b"0"
    memcpy(to, p, end - p)
    return to + (end - p)


cdef char *_put_word(char *to, const unsigned char *p, int choice) noexcept nogil:
    for _ in range(choice):
        p += 1 + p[0]
    memcpy(to, p + 1, p[0])
    return to + p[0]


cdef int _run(fl_ctx *c, fl_text program, const moment *m, fl_text *out) noexcept nogil:
    cdef const unsigned char *p = <const unsigned char *>program.p
    cdef const unsigned char *end = p + program.n
    cdef int64_t room = program.n * MOST_PER_BYTE
    cdef char *start = fl_room(c, room)
    cdef char *to = start
    cdef uint16_t size
    if start == NULL:
        return FL_MEMORY
    while p < end:
        if p[0] == LITERAL:
            memcpy(to, p + 2, p[1])
            to += p[1]
            p += 2 + p[1]
        elif p[0] >= NAME_MONTH:
            memcpy(&size, p + 2, sizeof(size))
            to = _put_word(to, p + 4, _choice(m, p[0]))
            p += 4 + size
        else:
            to = _put_number(to, _value(m, p[0], p[1]), p[1])
            p += 2
    return fl_finish(c, start, to, room, out)


cdef int _moment_of(fl_ctx *c, int64_t days, int64_t micros, moment *m) noexcept nogil:
    cdef int64_t number
    if not FL_MIN_DAYS <= days <= FL_MAX_DAYS:
        return FL_BAD_DATE
    fl_civil(days, &m.year, &m.month, &m.day)
    weekday(c, days, &number)
    m.days = days
    m.weekday = <int>number
    m.hour = <int>(micros // FL_HOUR)
    m.micros = micros
    return FL_OK


cdef int format_date(fl_ctx *c, fl_text program, int64_t d, fl_text *out) noexcept nogil:
    cdef moment m
    cdef int code = _moment_of(c, d, 0, &m)
    return code or _run(c, program, &m, out)


cdef int format_time(fl_ctx *c, fl_text program, int64_t t, fl_text *out) noexcept nogil:
    cdef moment m
    cdef int code = _moment_of(c, 0, t, &m)
    return code or _run(c, program, &m, out)


cdef int format_datetime(fl_ctx *c, fl_text zone_program, int64_t t, fl_text *out) noexcept nogil:
    cdef moment m
    cdef fl_text zone, program
    cdef uint32_t size
    cdef int64_t days, micros
    cdef int code
    memcpy(&size, zone_program.p, sizeof(size))
    zone = fl_text(zone_program.p + 4, size)
    program = fl_text(zone_program.p + 4 + size, zone_program.n - 4 - size)
    code = wall_of(zone, t, &days, &micros)
    code = code or _moment_of(c, days, micros, &m)
    return code or _run(c, program, &m, out)


# --- reading -----------------------------------------------------------------------------------------


cdef const char *_read(const char *p, const char *end, int least, int most, int64_t *out) noexcept nogil:
    """Reads `least` to `most` digits: the place behind them, or NULL."""
    cdef int n = 0
    out[0] = 0
    while n < most and p < end and b"0" <= p[0] <= b"9":
        out[0] = 10 * out[0] + p[0] - c'0'
        p += 1
        n += 1
    return p if n >= least else NULL


cdef int parse_date(fl_ctx *c, fl_text program, fl_text s, int64_t *out) noexcept nogil:
    cdef const unsigned char *op = <const unsigned char *>program.p
    cdef const unsigned char *stop = op + program.n
    cdef const char *p = s.p
    cdef const char *end = s.p + s.n
    cdef int64_t y = 0, m = 0, d = 0
    cdef int64_t *field
    while op < stop and p != NULL:
        if op[0] == LITERAL:
            p = p + op[1] if end - p >= op[1] and memcmp(p, op + 2, op[1]) == 0 else NULL
            op += 2 + op[1]
        else:
            field = &y if op[0] == YEAR else &m if op[0] == MONTH else &d
            p = _read(p, end, op[1], 4 if op[0] == YEAR else 2, field)
            op += 2
    if p != end or y < 1 or m < 1 or m > 12 or d < 1 or d > fl_days(y + m // 12, m % 12 + 1, 1) - fl_days(y, m, 1):
        return FL_BAD_DATE
    out[0] = fl_days(y, <int>m, <int>d)
    return FL_OK


# --- entries for Python ------------------------------------------------------------------------------


cdef fl_text _bytes(bytes blob):
    return fl_text(<const char *>blob, len(blob))


def py_format_date(Context ctx, bytes program, d):
    cdef fl_text out
    ctx.check(format_date(&ctx.c, _bytes(program), days_of(d), &out))
    return text_to(out)


def py_format_time(Context ctx, bytes program, t):
    cdef fl_text out
    ctx.check(format_time(&ctx.c, _bytes(program), time_of(t), &out))
    return text_to(out)


def py_format_datetime(Context ctx, bytes zone_program, t):
    cdef fl_text out
    ctx.check(format_datetime(&ctx.c, _bytes(zone_program), instant_of(t), &out))
    return text_to(out)


def py_parse_date(Context ctx, bytes program, str s):
    cdef fl_text text
    cdef int64_t out
    text_of(s, &text)
    ctx.check(parse_date(&ctx.c, _bytes(program), text, &out))
    return date_to(out)

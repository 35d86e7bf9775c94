# cython: boundscheck=False, wraparound=False, cdivision=True
"""Calendar arithmetic and parts of dates.

A date is days since 1970-01-01 in the proleptic Gregorian calendar, a time µs since midnight, a datetime µs
since 1970-01-01T00:00Z. Every function returns 0 or a FL_* code: FL_BAD_DATE outside the years 1 to 9999.
Adding months clamps to the end of the month. Days and longer added to a datetime keep the wall time; where
that time does not exist or exists twice, the rule of `datetime` with fold=0 holds.
"""

from libc.stdint cimport int64_t

from flong.runtime.convert cimport date_to, days_of, instant_of, instant_to, time_of
from flong.runtime.core cimport FL_BAD_ARGUMENT, FL_BAD_DATE, FL_OK, Context, fl_ctx, fl_text
from flong.runtime.printing cimport FL_MAX_DAYS, FL_MIN_DAYS, fl_civil, fl_days

cdef extern from "zones.h" nogil:
    const int64_t FL_DAY, FL_HOUR
    int64_t fl_floor_div(int64_t a, int64_t b) noexcept
    int64_t fl_offset_at(fl_text zone, int64_t seconds, bint wall) noexcept

cdef enum:
    SECOND, MINUTE, HOUR, DAY, WEEK, MONTH, QUARTER, YEAR  # resolve.dates.UNITS

cdef int64_t MOST = 100_000_000_000_000  # more of any unit than the calendar has, and far from overflow
cdef int64_t LIFETIME = 400_000_000_000  # seconds, some more than the calendar has


# --- range and wall time -----------------------------------------------------------------------------


cdef inline int _date(int64_t days, int64_t *out) noexcept nogil:
    out[0] = days
    return FL_OK if FL_MIN_DAYS <= days <= FL_MAX_DAYS else FL_BAD_DATE


cdef inline int _instant(int64_t t, int64_t *out) noexcept nogil:
    """A day beyond the calendar's ends is kept: there are offsets."""
    out[0] = t
    return FL_OK if (FL_MIN_DAYS - 1) * FL_DAY <= t < (FL_MAX_DAYS + 2) * FL_DAY else FL_BAD_DATE


cdef int wall_of(fl_text zone, int64_t t, int64_t *days, int64_t *micros) noexcept nogil:
    cdef int code = _instant(t, micros)
    cdef int64_t local
    if code:
        return code
    local = t + fl_offset_at(zone, fl_floor_div(t, 1_000_000), False) * 1_000_000
    code = _date(fl_floor_div(local, FL_DAY), days)
    micros[0] = local - days[0] * FL_DAY
    return code


cdef int from_wall(fl_text zone, int64_t days, int64_t micros, int64_t *out) noexcept nogil:
    cdef int code = _date(days, out)
    cdef int64_t local
    if code:
        return code
    local = days * FL_DAY + micros
    out[0] = local - fl_offset_at(zone, fl_floor_div(local, 1_000_000), True) * 1_000_000
    return FL_OK


# --- arithmetic --------------------------------------------------------------------------------------


cdef inline int _days_of_month(int64_t y, int m) noexcept nogil:
    return <int>(fl_days(y + m // 12, m % 12 + 1, 1) - fl_days(y, m, 1))


cdef int _add_months(fl_ctx *c, int64_t d, int64_t months, int64_t *out) noexcept nogil:
    cdef int64_t y, count
    cdef int m, day, last
    if not -MOST < months < MOST:
        return FL_BAD_DATE
    fl_civil(d, &y, &m, &day)
    count = y * 12 + m - 1 + months
    y = fl_floor_div(count, 12)
    m = <int>(count - 12 * y) + 1
    last = _days_of_month(y, m)
    return _date(fl_days(y, m, day if day < last else last), out)


cdef int _add_seconds(int64_t t, int64_t seconds, int64_t *out) noexcept nogil:
    if not -LIFETIME < seconds < LIFETIME:
        return FL_BAD_DATE
    return _instant(t + seconds * 1_000_000, out)


cdef int _add_months_at(fl_ctx *c, fl_text zone, int64_t t, int64_t months, int64_t *out) noexcept nogil:
    cdef int64_t days, time
    cdef int code = wall_of(zone, t, &days, &time)
    code = code or _add_months(c, days, months, &days)
    return code or from_wall(zone, days, time, out)


cdef inline int64_t _months(char unit) noexcept nogil:
    return 1 if unit == MONTH else 3 if unit == QUARTER else 12


cdef int add_date(fl_ctx *c, fl_text unit, int64_t d, int64_t n, int64_t *out) noexcept nogil:
    if not -MOST < n < MOST:
        return FL_BAD_DATE
    if unit.p[0] <= WEEK:
        return _date(d + (7 * n if unit.p[0] == WEEK else n), out)
    return _add_months(c, d, n * _months(unit.p[0]), out)


cdef int add_datetime(fl_ctx *c, fl_text unit_zone, int64_t t, int64_t n, int64_t *out) noexcept nogil:
    cdef fl_text zone = fl_text(unit_zone.p + 1, unit_zone.n - 1)
    cdef char unit = unit_zone.p[0]
    cdef int64_t days, time, seconds
    cdef int code
    if not -MOST < n < MOST:
        return FL_BAD_DATE
    if unit < DAY:
        seconds = n * (1 if unit == SECOND else 60 if unit == MINUTE else 3600)
        return _add_seconds(t, seconds, out)
    if unit > WEEK:
        return _add_months_at(c, zone, t, n * _months(unit), out)
    code = wall_of(zone, t, &days, &time)
    return code or from_wall(zone, days + (7 * n if unit == WEEK else n), time, out)


cdef int days_between(fl_ctx *c, int64_t a, int64_t b, int64_t *out) noexcept nogil:
    out[0] = b - a
    return FL_OK


cdef int64_t _whole_months(fl_ctx *c, int64_t a, int64_t b) noexcept nogil:
    """Months from `a` to `b`, towards zero."""
    cdef int64_t ya, yb, months, reached = 0
    cdef int ma, mb, da, db
    fl_civil(a, &ya, &ma, &da)
    fl_civil(b, &yb, &mb, &db)
    months = (yb - ya) * 12 + mb - ma
    _add_months(c, a, months, &reached)
    if a <= b:
        return months - (reached > b)
    return months + (reached < b)


cdef int diff(fl_ctx *c, fl_text unit, int64_t a, int64_t b, int64_t *out) noexcept nogil:
    if unit.p[0] <= WEEK:
        out[0] = (b - a) // (7 if unit.p[0] == WEEK else 1)
    else:
        out[0] = _whole_months(c, a, b) // _months(unit.p[0])
    return FL_OK


cdef int age(fl_ctx *c, int64_t birthday, int64_t on, int64_t *out) noexcept nogil:
    """FL_BAD_ARGUMENT before birth."""
    cdef int64_t born, now
    cdef int bm, bd, m, d
    fl_civil(birthday, &born, &bm, &bd)
    fl_civil(on, &now, &m, &d)
    out[0] = now - born - (m < bm or (m == bm and d < bd))
    return FL_BAD_ARGUMENT if on < birthday else FL_OK


cdef int start_of(fl_ctx *c, fl_text unit, int64_t d, int64_t *out) noexcept nogil:
    cdef int64_t y, from_monday
    cdef int m, day
    if unit.p[0] == DAY:
        return _date(d, out)
    if unit.p[0] == WEEK:
        weekday(c, d, &from_monday)
        return _date(d - from_monday + 1, out)
    fl_civil(d, &y, &m, &day)
    if unit.p[0] != MONTH:
        m = 1 if unit.p[0] == YEAR else (m - 1) // 3 * 3 + 1
    return _date(fl_days(y, m, 1), out)


cdef int end_of(fl_ctx *c, fl_text unit, int64_t d, int64_t *out) noexcept nogil:
    cdef int64_t y
    cdef int m, day
    cdef int code = start_of(c, unit, d, out)
    if code or unit.p[0] == DAY:
        return code
    if unit.p[0] == WEEK:
        return _date(out[0] + 6, out)
    fl_civil(out[0], &y, &m, &day)
    m += <int>_months(unit.p[0])
    return _date(fl_days(y + (m - 1) // 12, (m - 1) % 12 + 1, 1) - 1, out)


cdef int min_date(fl_ctx *c, int64_t a, int64_t b, int64_t *out) noexcept nogil:
    out[0] = b if b < a else a
    return FL_OK


cdef int max_date(fl_ctx *c, int64_t a, int64_t b, int64_t *out) noexcept nogil:
    out[0] = b if b > a else a
    return FL_OK


# --- parts -------------------------------------------------------------------------------------------


cdef int year(fl_ctx *c, int64_t d, int64_t *out) noexcept nogil:
    cdef int m, day
    fl_civil(d, out, &m, &day)
    return FL_OK


cdef int month(fl_ctx *c, int64_t d, int64_t *out) noexcept nogil:
    cdef int64_t y
    cdef int m, day
    fl_civil(d, &y, &m, &day)
    out[0] = m
    return FL_OK


cdef int day(fl_ctx *c, int64_t d, int64_t *out) noexcept nogil:
    cdef int64_t y
    cdef int m, day
    fl_civil(d, &y, &m, &day)
    out[0] = day
    return FL_OK


cdef int weekday(fl_ctx *c, int64_t d, int64_t *out) noexcept nogil:
    """1 is Monday; 1970-01-01 was a Thursday."""
    out[0] = d + 3 - 7 * fl_floor_div(d + 3, 7) + 1
    return FL_OK


cdef int is_weekend(fl_ctx *c, int64_t d, bint *out) noexcept nogil:
    cdef int64_t number
    weekday(c, d, &number)
    out[0] = number >= 6
    return FL_OK


cdef int roc_year(fl_ctx *c, int64_t d, int64_t *out) noexcept nogil:
    year(c, d, out)
    out[0] -= 1911
    return FL_OK


cdef int hour(fl_ctx *c, int64_t t, int64_t *out) noexcept nogil:
    out[0] = t // FL_HOUR
    return FL_OK


cdef int minute(fl_ctx *c, int64_t t, int64_t *out) noexcept nogil:
    out[0] = t // 60_000_000 % 60
    return FL_OK


cdef int date_of(fl_ctx *c, fl_text zone, int64_t t, int64_t *out) noexcept nogil:
    cdef int64_t micros
    return wall_of(zone, t, out, &micros)


cdef int year_at(fl_ctx *c, fl_text zone, int64_t t, int64_t *out) noexcept nogil:
    cdef int64_t days
    cdef int code = date_of(c, zone, t, &days)
    return code or year(c, days, out)


cdef int month_at(fl_ctx *c, fl_text zone, int64_t t, int64_t *out) noexcept nogil:
    cdef int64_t days
    cdef int code = date_of(c, zone, t, &days)
    return code or month(c, days, out)


cdef int day_at(fl_ctx *c, fl_text zone, int64_t t, int64_t *out) noexcept nogil:
    cdef int64_t days
    cdef int code = date_of(c, zone, t, &days)
    return code or day(c, days, out)


cdef int weekday_at(fl_ctx *c, fl_text zone, int64_t t, int64_t *out) noexcept nogil:
    cdef int64_t days
    cdef int code = date_of(c, zone, t, &days)
    return code or weekday(c, days, out)


cdef int hour_at(fl_ctx *c, fl_text zone, int64_t t, int64_t *out) noexcept nogil:
    cdef int64_t days, micros
    cdef int code = wall_of(zone, t, &days, &micros)
    return code or hour(c, micros, out)


cdef int minute_at(fl_ctx *c, fl_text zone, int64_t t, int64_t *out) noexcept nogil:
    cdef int64_t days, micros
    cdef int code = wall_of(zone, t, &days, &micros)
    return code or minute(c, micros, out)


# --- entries for Python ------------------------------------------------------------------------------


cdef fl_text _bytes(bytes blob):
    return fl_text(<const char *>blob, len(blob))


cdef object _number(Context ctx, int code, int64_t *out):
    ctx.check(code)
    return out[0]


cdef object _day(Context ctx, int code, int64_t *out):
    ctx.check(code)
    return date_to(out[0])


cdef object _moment(Context ctx, int code, int64_t *out):
    ctx.check(code)
    return instant_to(out[0])


def py_add_date(Context ctx, bytes unit, d, int64_t n):
    cdef int64_t out
    return _day(ctx, add_date(&ctx.c, _bytes(unit), days_of(d), n, &out), &out)


def py_add_datetime(Context ctx, bytes unit_zone, t, int64_t n):
    cdef int64_t out
    return _moment(ctx, add_datetime(&ctx.c, _bytes(unit_zone), instant_of(t), n, &out), &out)


def py_days_between(Context ctx, a, b):
    cdef int64_t out
    return _number(ctx, days_between(&ctx.c, days_of(a), days_of(b), &out), &out)


def py_diff(Context ctx, bytes unit, a, b):
    cdef int64_t out
    return _number(ctx, diff(&ctx.c, _bytes(unit), days_of(a), days_of(b), &out), &out)


def py_age(Context ctx, birthday, on):
    cdef int64_t out
    return _number(ctx, age(&ctx.c, days_of(birthday), days_of(on), &out), &out)


def py_start_of(Context ctx, bytes unit, d):
    cdef int64_t out
    return _day(ctx, start_of(&ctx.c, _bytes(unit), days_of(d), &out), &out)


def py_end_of(Context ctx, bytes unit, d):
    cdef int64_t out
    return _day(ctx, end_of(&ctx.c, _bytes(unit), days_of(d), &out), &out)


def py_min_date(Context ctx, a, b):
    cdef int64_t out
    return _day(ctx, min_date(&ctx.c, days_of(a), days_of(b), &out), &out)


def py_max_date(Context ctx, a, b):
    cdef int64_t out
    return _day(ctx, max_date(&ctx.c, days_of(a), days_of(b), &out), &out)


def py_year(Context ctx, d):
    cdef int64_t out
    return _number(ctx, year(&ctx.c, days_of(d), &out), &out)


def py_month(Context ctx, d):
    cdef int64_t out
    return _number(ctx, month(&ctx.c, days_of(d), &out), &out)


def py_day(Context ctx, d):
    cdef int64_t out
    return _number(ctx, day(&ctx.c, days_of(d), &out), &out)


def py_weekday(Context ctx, d):
    cdef int64_t out
    return _number(ctx, weekday(&ctx.c, days_of(d), &out), &out)


def py_roc_year(Context ctx, d):
    cdef int64_t out
    return _number(ctx, roc_year(&ctx.c, days_of(d), &out), &out)


def py_hour(Context ctx, t):
    cdef int64_t out
    return _number(ctx, hour(&ctx.c, time_of(t), &out), &out)


def py_minute(Context ctx, t):
    cdef int64_t out
    return _number(ctx, minute(&ctx.c, time_of(t), &out), &out)


def py_date_of(Context ctx, bytes zone, t):
    cdef int64_t out
    return _day(ctx, date_of(&ctx.c, _bytes(zone), instant_of(t), &out), &out)


def py_year_at(Context ctx, bytes zone, t):
    cdef int64_t out
    return _number(ctx, year_at(&ctx.c, _bytes(zone), instant_of(t), &out), &out)


def py_month_at(Context ctx, bytes zone, t):
    cdef int64_t out
    return _number(ctx, month_at(&ctx.c, _bytes(zone), instant_of(t), &out), &out)


def py_day_at(Context ctx, bytes zone, t):
    cdef int64_t out
    return _number(ctx, day_at(&ctx.c, _bytes(zone), instant_of(t), &out), &out)


def py_weekday_at(Context ctx, bytes zone, t):
    cdef int64_t out
    return _number(ctx, weekday_at(&ctx.c, _bytes(zone), instant_of(t), &out), &out)


def py_hour_at(Context ctx, bytes zone, t):
    cdef int64_t out
    return _number(ctx, hour_at(&ctx.c, _bytes(zone), instant_of(t), &out), &out)


def py_minute_at(Context ctx, bytes zone, t):
    cdef int64_t out
    return _number(ctx, minute_at(&ctx.c, _bytes(zone), instant_of(t), &out), &out)


def py_is_weekend(Context ctx, d):
    cdef bint out
    ctx.check(is_weekend(&ctx.c, days_of(d), &out))
    return bool(out)

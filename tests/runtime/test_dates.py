"""Calendar arithmetic, zones and date patterns, against datetime, zoneinfo and Babel."""

import calendar
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date, format_datetime, format_time
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flong.dsl.typed import Settings
from flong.runtime import dateformats, dates
from flong.runtime.core import Context, Reject
from flong.runtime.resolve import dates as resolve
from flong.runtime.resolve.zones import zone_table

LOCALES = ("en", "zh-TW", "zh-CN", "ja", "ko")
ZONES = ("UTC", "Asia/Taipei", "Asia/Tokyo", "Asia/Seoul", "Asia/Shanghai", "Asia/Kolkata", "Europe/Berlin")
ZONES += (
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Sao_Paulo",
    "Africa/Casablanca",
    "Pacific/Apia",
    "Asia/Tehran",
)
UNITS = ("days", "weeks", "months", "quarters", "years")
DATES = st.dates()
MOMENTS = st.one_of(
    st.datetimes(datetime(2, 1, 1), datetime(9998, 12, 30), timezones=st.just(UTC)),
    st.datetimes(datetime(1900, 1, 1), datetime(2045, 1, 1), timezones=st.just(UTC)),
)


@pytest.fixture(scope="module")
def ctx():
    return Context()


def zone_of(name):
    """The oracle reads the same release of the data."""
    with resources.files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file)


def unit(name):
    return resolve.date_unit(Settings(), {"unit": name})


def months_later(d, n):
    """`n` months later, clamped to the month's end; None outside the calendar."""
    count = d.year * 12 + d.month - 1 + n
    year, month = divmod(count, 12)
    if not 1 <= year <= 9999:
        return None
    return d.replace(year=year, month=month + 1, day=min(d.day, calendar.monthrange(year, month + 1)[1]))


def later(d, n, name):
    """`n` units later; None outside the calendar."""
    if name in ("days", "weeks"):
        try:
            return d + timedelta(days=n * (7 if name == "weeks" else 1))
        except OverflowError:
            return None
    return months_later(d, n * {"months": 1, "quarters": 3, "years": 12}[name])


# --- arithmetic ----------------------------------------------------------------------------------


@given(DATES, st.one_of(st.integers(-2000, 2000), st.integers(-(2**63), 2**63 - 1)), st.sampled_from(UNITS))
@example(date(2024, 2, 29), 1, "years")
@example(date(2026, 1, 31), 1, "months")
def test_adding_to_a_date(ctx, d, n, name):
    expected = later(d, n, name)
    if expected is None:
        with pytest.raises(Reject, match="years 1 to 9999"):
            dates.py_add_date(ctx, unit(name), d, n)
    else:
        assert dates.py_add_date(ctx, unit(name), d, n) == expected


@given(DATES, DATES)
def test_differences(ctx, a, b):
    assert dates.py_days_between(ctx, a, b) == (b - a).days
    assert dates.py_min_date(ctx, a, b) == min(a, b)
    assert dates.py_max_date(ctx, a, b) == max(a, b)
    for name in UNITS:
        n = dates.py_diff(ctx, unit(name), a, b)
        step = 1 if b >= a else -1
        reached, beyond = later(a, n, name), later(a, n + step, name)
        assert reached == a or min(a, b) <= reached <= max(a, b)
        assert beyond is None or not min(a, b) <= beyond <= max(a, b)


@given(DATES, DATES)
@example(date(2024, 2, 29), date(2025, 2, 28))
def test_age_counts_birthdays(ctx, a, b):
    if b < a:
        with pytest.raises(Reject, match="argument"):
            dates.py_age(ctx, a, b)
    else:
        assert dates.py_age(ctx, a, b) == b.year - a.year - ((b.month, b.day) < (a.month, a.day))


@given(DATES, st.sampled_from(UNITS))
@example(date(1, 1, 1), "weeks")
@example(date(9999, 12, 31), "weeks")
@example(date(9999, 12, 31), "quarters")
def test_start_and_end(ctx, d, name):
    quarter = (d.month - 1) // 3 * 3 + 1
    first = {
        "days": d, "months": d.replace(day=1), "years": d.replace(month=1, day=1), "quarters": date(d.year, quarter, 1),
        "weeks": later(d, -d.weekday(), "days"),
    }[name]  # fmt: skip
    assert dates.py_start_of(ctx, unit(name), d) == first
    last = {
        "days": d, "months": d.replace(day=calendar.monthrange(d.year, d.month)[1]), "years": date(d.year, 12, 31),
        "quarters": date(d.year, quarter + 2, calendar.monthrange(d.year, quarter + 2)[1]),
        "weeks": later(first, 6, "days"),
    }[name]  # fmt: skip
    if last is None:
        with pytest.raises(Reject):
            dates.py_end_of(ctx, unit(name), d)
    else:
        assert dates.py_end_of(ctx, unit(name), d) == last


@given(DATES, st.times())
def test_parts(ctx, d, t):
    assert (dates.py_year(ctx, d), dates.py_month(ctx, d), dates.py_day(ctx, d)) == (d.year, d.month, d.day)
    assert dates.py_weekday(ctx, d) == d.isoweekday()
    assert dates.py_is_weekend(ctx, d) is (d.isoweekday() > 5)
    assert dates.py_roc_year(ctx, d) == d.year - 1911
    assert (dates.py_hour(ctx, t), dates.py_minute(ctx, t)) == (t.hour, t.minute)


# --- zones ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ZONES)
@given(MOMENTS)
@settings(max_examples=60)
def test_walls_are_zoneinfos(ctx, name, t):
    zone, local = zone_table(name), t.astimezone(zone_of(name))
    assert dates.py_date_of(ctx, zone, t) == local.date()
    read = [
        getattr(dates, f"py_{part}_at")(ctx, zone, t) for part in ("year", "month", "day", "weekday", "hour", "minute")
    ]
    assert read == [local.year, local.month, local.day, local.isoweekday(), local.hour, local.minute]


@pytest.mark.parametrize("name", ZONES)
def test_every_transition_is_zoneinfos(ctx, name):
    """One second before and at each change of the offset, and far beyond the table."""
    zone, oracle = zone_table(name), zone_of(name)
    before = None
    for day in range(0, 366 * 60):
        at = datetime(1985, 1, 1, tzinfo=UTC) + timedelta(days=day)
        offset = at.astimezone(oracle).utcoffset()
        if before is not None and offset != before:
            for hour in range(-24, 1):
                for second in (-1, 0):
                    t = at + timedelta(hours=hour, seconds=second)
                    assert dates.py_hour_at(ctx, zone, t) == t.astimezone(oracle).hour
        before = offset


@pytest.mark.parametrize("name", ZONES)
@given(MOMENTS, st.integers(-800, 800), st.sampled_from(UNITS))
@settings(max_examples=40)
def test_days_and_longer_keep_the_wall_time(ctx, name, t, n, word):
    oracle = zone_of(name)
    local = t.astimezone(oracle)
    day = later(local.date(), n, word)
    blob = resolve.datetime_unit(Settings(timezone=name), {"unit": word})
    if day is not None and 2 < day.year < 9998:
        expected = datetime.combine(day, local.time(), oracle).astimezone(UTC)
        assert dates.py_add_datetime(ctx, blob, t, n) == expected


@pytest.mark.parametrize(
    "wall", [datetime(2026, 3, 29, 2, 30), datetime(2026, 10, 25, 2, 30), datetime(2626, 10, 25, 2, 30)]
)
@pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
def test_gaps_and_folds_read_as_fold_0(ctx, name, wall):
    oracle = zone_of(name)
    blob = resolve.datetime_unit(Settings(timezone=name), {"unit": "days"})
    for days in range(-8, 9):
        start = (wall - timedelta(days=days)).replace(tzinfo=oracle).astimezone(UTC)
        if start.astimezone(oracle).time() == wall.time():
            assert dates.py_add_datetime(ctx, blob, start, days) == wall.replace(tzinfo=oracle).astimezone(UTC)


@given(MOMENTS, st.integers(-(10**6), 10**6), st.sampled_from(["seconds", "minutes", "hours"]))
def test_shorter_units_are_exact(ctx, t, n, word):
    blob = resolve.datetime_unit(Settings(timezone="Europe/Berlin"), {"unit": word})
    try:
        expected = t + timedelta(**{word: n})
    except OverflowError:
        return
    assert dates.py_add_datetime(ctx, blob, t, n) == expected


@pytest.mark.parametrize("word", ["seconds", "hours", "days", "weeks", "months", "years"])
@pytest.mark.parametrize("n", [2**63 - 1, -(2**63), 10**12, -(10**12)])
def test_leaving_the_calendar_rejects(ctx, word, n):
    blob = resolve.datetime_unit(Settings(timezone="Asia/Taipei"), {"unit": word})
    with pytest.raises(Reject, match="years 1 to 9999"):
        dates.py_add_datetime(ctx, blob, datetime(2026, 1, 1, tzinfo=UTC), n)


# --- patterns ------------------------------------------------------------------------------------

DATE_PATTERNS = st.one_of(
    st.sampled_from(
        ("yyyy年M月d日", "y/MM/dd", "yy-M-d", "EEE d MMM y", "EEEE, d. MMMM y", "MMMMM d", "LLL y", "LLLL")
    ),
    st.sampled_from(("EEEEE", "cccc", "D DDD", "Q QQ", "G y", "GGGG", "'at' d ''''", "yyyyMMdd")),
    st.sampled_from(("short", "medium", "long", "full")),
)
TIME_PATTERNS = st.sampled_from(
    ["HH:mm", "h:mm a", "ah:mm", "K k H h", "HH'時'mm'分'ss'秒'", "H:m:s", "mm", "hh:mm:ss aaaa"]
)


@pytest.mark.parametrize("locale", LOCALES)
@given(st.one_of(DATES, st.dates(date(2020, 1, 1), date(2030, 1, 1))), DATE_PATTERNS)
@settings(max_examples=80)
def test_dates_are_babels(ctx, locale, d, pattern):
    program = resolve.date_format(Settings(locale), {"pattern": pattern})
    assert dateformats.py_format_date(ctx, program, d) == format_date(d, pattern, locale=locale.replace("-", "_"))
    ctx.reset()


@pytest.mark.parametrize("locale", LOCALES)
@given(st.times(), TIME_PATTERNS)
@settings(max_examples=60)
def test_times_are_babels(ctx, locale, t, pattern):
    program = resolve.time_format(Settings(locale), {"pattern": pattern})
    assert dateformats.py_format_time(ctx, program, t) == format_time(t, pattern, locale=locale.replace("-", "_"))
    ctx.reset()


@pytest.mark.parametrize("locale", LOCALES)
@given(st.one_of(MOMENTS), st.sampled_from(ZONES[:8]))
@settings(max_examples=40)
def test_datetimes_are_babels_in_their_zone(ctx, locale, t, name):
    pattern = "yyyy-MM-dd EEEE a h:mm:ss"
    blob = resolve.datetime_format(Settings(locale, timezone=name), {"pattern": pattern})
    expected = format_datetime(t, pattern, tzinfo=zone_of(name), locale=locale.replace("-", "_"))
    assert dateformats.py_format_datetime(ctx, blob, t) == expected
    other = resolve.in_zone(Settings(locale), {"zone": name, "pattern": pattern})
    assert other == blob
    ctx.reset()


def test_parts_of_the_day_have_their_names(ctx):
    program = resolve.time_format(Settings("zh-TW"), {"pattern": "short"})
    shown = [dateformats.py_format_time(ctx, program, time(hour, 5)) for hour in (0, 6, 9, 12, 15, 20)]
    assert shown == ["凌晨12:05", "清晨6:05", "上午9:05", "中午12:05", "下午3:05", "晚上8:05"]


def test_fractions_are_cut(ctx):
    for pattern, expected in (("ss.S", "59.9"), ("ss.SSS", "59.987"), ("SSSSSS", "987654")):
        program = resolve.time_format(Settings(), {"pattern": pattern})
        assert dateformats.py_format_time(ctx, program, time(23, 59, 59, 987654)) == expected


def test_a_day_outside_the_calendar_rejects(ctx):
    blob = resolve.datetime_format(Settings(timezone="Asia/Taipei"), {"pattern": "y"})
    with pytest.raises(Reject, match="years 1 to 9999"):
        dateformats.py_format_datetime(ctx, blob, datetime(9999, 12, 31, 23, tzinfo=UTC))


@given(st.text(alphabet="yMdEHmsa年-'歐 G", max_size=12))
def test_any_pattern_is_printed_or_refused(ctx, pattern):
    try:
        program = resolve.date_format(Settings("ko"), {"pattern": pattern})
    except ValueError:
        return
    printed = dateformats.py_format_date(ctx, program, date(2026, 12, 3))
    assert len(printed.encode()) <= 8 * len(program)


# --- reading -------------------------------------------------------------------------------------


@given(DATES, st.sampled_from(["yyyy-MM-dd", "dd/MM/yyyy", "yyyy年M月d日", "yyyyMMdd", "M/d yyyy", "d.M.y"]))
def test_a_date_comes_back(ctx, d, pattern):
    shown = dateformats.py_format_date(ctx, resolve.date_format(Settings(), {"pattern": pattern}), d)
    assert dateformats.py_parse_date(ctx, resolve.date_parse(Settings(), {"pattern": pattern}), shown) == d


NO_DATES = (
    *("", "2026", "2026-2-30", "2026-02-29", "2026-00-10", "2026-13-01", "0000-01-01", "2026-1-01", "2026-01-011"),
    *(" 2026-01-01", "２０２６-01-01", "2026/01/01", "2026-01-", "-026-01-01"),
)


@pytest.mark.parametrize("s", NO_DATES)
def test_what_is_no_date_rejects(ctx, s):
    with pytest.raises(Reject, match="not a date"):
        dateformats.py_parse_date(ctx, resolve.date_parse(Settings(), {"pattern": "yyyy-MM-dd"}), s)


# --- wrong constants -----------------------------------------------------------------------------


@pytest.mark.parametrize(("resolver", "constants", "message"), [
    (resolve.date_format, {"pattern": "YYYY-MM-dd"}, "week year.*write yyyy"),
    (resolve.date_format, {"pattern": "yyyy-mm-dd"}, "a date has no time of day"),
    (resolve.date_format, {"pattern": "yyyy-nn"}, "minutes are m"),
    (resolve.date_format, {"pattern": "d 'of"}, "quote is not closed"),
    (resolve.date_format, {"pattern": ""}, "empty"),
    (resolve.date_format, {"pattern": "%d.%M"}, "fields are letters"),
    (resolve.date_format, {"pattern": "MMMMMM"}, "longer than its field"),
    (resolve.time_format, {"pattern": "yyyy"}, "can not stand"),
    (resolve.time_format, {"pattern": "full"}, "short.*medium"),
    (resolve.date_parse, {"pattern": "yyyy-MM"}, "one y, one M"),
    (resolve.date_parse, {"pattern": "yy-MM-dd"}, "four digits"),
    (resolve.date_parse, {"pattern": "d MMM y"}, "one y, one M"),
    (resolve.date_unit, {"unit": "month_"}, 'did you mean "months"'),
    (resolve.date_unit, {"unit": "hours"}, "not one of days"),
    (resolve.in_zone, {"pattern": "HH:mm", "zone": "Asia/Taipeh"}, 'did you mean "Asia/Taipei"'),
    (resolve.in_zone, {"pattern": "HH:mm", "zone": "../../etc/passwd"}, "no time zone"),
])  # fmt: skip
def test_a_wrong_constant_says_what_fits(resolver, constants, message):
    with pytest.raises(ValueError, match=message):
        resolver(Settings(), constants)

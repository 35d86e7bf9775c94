/* Wall time by the tables of resolve/zones.py. */
#ifndef FLONG_ZONES_H
#define FLONG_ZONES_H
#include "core.h"

#define FL_DAY ((int64_t)86400000000) /* µs */
#define FL_HOUR ((int64_t)3600000000)
#define FL_CYCLE ((int64_t)146097 * 86400)

typedef struct { int64_t repeats; uint32_t n; int32_t first; } fl_zone_head;

static inline int64_t fl_floor_div(int64_t a, int64_t b) { return a / b - (a % b < 0); }

static inline fl_zone_head fl_zone_head_of(fl_text zone) {
    fl_zone_head head;
    memcpy(&head, zone.p, sizeof head);
    return head;
}

static inline int64_t fl_zone_at(fl_text zone, int64_t i) {
    int64_t at;
    memcpy(&at, zone.p + sizeof(fl_zone_head) + 12 * i, sizeof at);
    return at;
}

/* The offset that holds behind transition `i`; -1 is before all. */
static inline int64_t fl_zone_offset(fl_text zone, fl_zone_head head, int64_t i) {
    int32_t offset = head.first;
    if (i >= 0) memcpy(&offset, zone.p + sizeof head + 12 * i + 8, sizeof offset);
    return offset;
}

/* When transition `i` happens: in UTC, or on a wall clock that takes the first of two equal times and goes on
   through a gap with the old offset. */
static inline int64_t fl_zone_when(fl_text zone, fl_zone_head head, int64_t i, int wall) {
    int64_t at = fl_zone_at(zone, i);
    if (!wall) return at;
    int64_t before = fl_zone_offset(zone, head, i - 1), after = fl_zone_offset(zone, head, i);
    return at + (before > after ? before : after);
}

/* The offset from UTC, in seconds, at `seconds` since 1970, in UTC or on the wall. */
static inline int64_t fl_offset_at(fl_text zone, int64_t seconds, int wall) {
    fl_zone_head head = fl_zone_head_of(zone);
    int64_t low = -1, high = (int64_t)head.n - 1;
    if (seconds >= head.repeats) seconds -= ((seconds - head.repeats) / FL_CYCLE + 1) * FL_CYCLE;
    while (low < high) {
        int64_t middle = low + (high - low + 1) / 2;
        if (fl_zone_when(zone, head, middle, wall) <= seconds) low = middle;
        else high = middle - 1;
    }
    return fl_zone_offset(zone, head, low);
}
#endif

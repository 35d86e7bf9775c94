/* The floor: finished records copied into one reused buffer. */
#include <stdint.h>
#include <string.h>

/* Copies `n` records of `source`, whose ends are given; the buffer starts anew when `limit` bytes are in it. */
int64_t copy(const char *source, const int64_t *ends, int64_t n, char *buffer, int64_t limit) {
    int64_t at = 0, from = 0;
    for (int64_t i = 0; i < n; i++) {
        memcpy(buffer + at, source + from, (size_t)(ends[i] - from));
        at += ends[i] - from;
        from = ends[i];
        if (at >= limit) at = 0;
    }
    return at;
}

/* PBKDF2-HMAC-SHA256 of 4, 8 or 16 passwords at a time: as many as the processor's vectors are wide. */
#ifndef FLONG_PBKDF2_H
#define FLONG_PBKDF2_H

#include <stdint.h>
#include <string.h>

#define LANES 4
#define TARGET
#define LANED(name) pbkdf2_##name##_4
#include "pbkdf2_lanes.h"

#if defined(__x86_64__)
#define LANES 8
#define TARGET __attribute__((target("avx2")))
#define LANED(name) pbkdf2_##name##_8
#include "pbkdf2_lanes.h"

#define LANES 16
#define TARGET __attribute__((target("avx512f")))
#define LANED(name) pbkdf2_##name##_16
#include "pbkdf2_lanes.h"

#else
#define pbkdf2_derive_8 pbkdf2_derive_4
#define pbkdf2_derive_16 pbkdf2_derive_4
#endif

/* `lanes` keys of 64 bytes and salts of 16 become 32 bytes each; no more lanes than the processor has. */
static inline void pbkdf2_derive(int lanes, const uint8_t *keys, const uint8_t *salts, uint32_t rounds, uint8_t *out) {
    if (lanes == 16) pbkdf2_derive_16(keys, salts, rounds, out);
    else if (lanes == 8) pbkdf2_derive_8(keys, salts, rounds, out);
    else pbkdf2_derive_4(keys, salts, rounds, out);
}

#endif

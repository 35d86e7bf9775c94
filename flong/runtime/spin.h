/* A lock that is held for a few instructions. */
#ifndef FLONG_SPIN_H
#define FLONG_SPIN_H
#include <sched.h>

typedef char fl_spin;

static inline void fl_lock(fl_spin *lock) {
    while (__atomic_test_and_set(lock, __ATOMIC_ACQUIRE)) sched_yield();
}

static inline void fl_unlock(fl_spin *lock) { __atomic_clear(lock, __ATOMIC_RELEASE); }
#endif

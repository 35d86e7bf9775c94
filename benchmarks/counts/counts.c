/* Counts, in a process this is preloaded into: how often the GIL is taken by calls from outside the interpreter (ctypes,
   extension modules), and how many objects and blocks are asked of Python's allocators. */
#define _GNU_SOURCE
#include <Python.h>
#include <dlfcn.h>

static long long taken, allocated;
static PyMemAllocatorEx real[2];

void PyEval_RestoreThread(PyThreadState *state) {
    static void (*restore)(PyThreadState *);
    if (!restore) *(void **)&restore = dlsym(RTLD_NEXT, "PyEval_RestoreThread");
    restore(state);
    taken++;
}

PyGILState_STATE PyGILState_Ensure(void) {
    static PyGILState_STATE (*ensure)(void);
    if (!ensure) *(void **)&ensure = dlsym(RTLD_NEXT, "PyGILState_Ensure");
    PyGILState_STATE before = ensure();
    taken += before == PyGILState_UNLOCKED;
    return before;
}

static void *count_malloc(void *of, size_t n) {
    PyMemAllocatorEx *a = of;
    allocated++;
    return a->malloc(a->ctx, n);
}

static void *count_calloc(void *of, size_t count, size_t n) {
    PyMemAllocatorEx *a = of;
    allocated++;
    return a->calloc(a->ctx, count, n);
}

static void *count_realloc(void *of, void *p, size_t n) {
    PyMemAllocatorEx *a = of;
    allocated += p == NULL;
    return a->realloc(a->ctx, p, n);
}

static void count_free(void *of, void *p) {
    PyMemAllocatorEx *a = of;
    a->free(a->ctx, p);
}

void counts_start(void) {
    static const PyMemAllocatorDomain domains[2] = {PYMEM_DOMAIN_OBJ, PYMEM_DOMAIN_MEM};
    for (int i = 0; i < 2; i++) {
        PyMemAllocatorEx hook = {&real[i], count_malloc, count_calloc, count_realloc, count_free};
        PyMem_GetAllocator(domains[i], &real[i]);
        PyMem_SetAllocator(domains[i], &hook);
    }
}

void counts_read(long long *out) {
    out[0] = taken;
    out[1] = allocated;
}

/* What an escaper writes, as a text in the arena. */
#ifndef FLONG_SCRATCH_H
#define FLONG_SCRATCH_H
#include "core.h"

/* Ends the use of a scratch buffer: its bytes go to the arena, unless `code` is an error. */
static inline int fl_keep_scratch(fl_ctx *c, fl_buf *scratch, int code, fl_text *out) {
    if (code == FL_OK) code = fl_keep(&c->arena, scratch->p, scratch->n, out);
    free(scratch->p);
    return code;
}
#endif

/* A QR code of UTF-8 text (ISO/IEC 18004): segments, error correction, modules, mask. */
#ifndef FLONG_QR_CODE_H
#define FLONG_QR_CODE_H
#include "qr_blocks.h"
#include "qr_masks.h"
#include "qr_segments.h"

static void qr_fill(void) {
    qr_fill_blocks();
    qr_fill_masks();
    qr_fill_kanji();
}

/* `mask` -1 chooses. */
static void qr_draw(const qr_plan *plan, int level, int mask, qr_symbol *s) {
    uint8_t data[QR_CODEWORDS], words[QR_CODEWORDS + 1] = {0};
    s->version = plan->version;
    s->width = qr_width(plan->version);
    qr_put_plan(plan, data, qr_data_codewords(plan->version, level));
    qr_interleave(data, plan->version, level, words);
    qr_fix_patterns(s);
    qr_place(s, words);
    mask = qr_mask(s, mask);
    qr_draw_format(s, level, mask);
    qr_draw_version(s);
}

/* The smallest symbol from version `least` on: false when the text does not fit. */
static int qr_encode(fl_text text, int level, int least, int mask, qr_symbol *s) {
    qr_plan two[2];
    const qr_plan *plan = qr_plan_of(two, text, level, least);
    if (plan == NULL) return 0;
    qr_draw(plan, level, mask, s);
    return 1;
}
#endif

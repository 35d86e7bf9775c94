"""Writes flong/runtime/qr_kanji.h, the characters of JIS X 0208 that all readings of Shift JIS take for the same.

    python tools/make_kanji_table.py > flong/runtime/qr_kanji.h

Characters that JIS X 0208, Windows (cp932) and JIS X 0213 read differently (～, ∥, －, ￠ …) are left out, and the dash
that Java and macOS read as U+2014: a reader of QR codes may be of any of them.
"""

from __future__ import annotations

READINGS = ("shift_jis", "cp932", "shift_jis_2004")
DASH = "\u2015"
HEAD = """\
/* Characters for kanji segments of QR codes (ISO/IEC 18004, section 7.4.6): JIS X 0208, less what readers differ about.
   Written by tools/make_kanji_table.py. */
#ifndef FLONG_QR_KANJI_H
#define FLONG_QR_KANJI_H
#include <stdint.h>

/* Rows with their numbers; blanks are cells without a character. */
static const struct { uint8_t row; uint16_t cells[94]; } qr_kanji_rows[] = {"""
TAIL = """\
};

/* The 13 bits of a row and a cell, both from 0. */
static inline int qr_kanji_bits(int row, int cell) {
    return row / 2 * 0xc0 + (row % 2 ? cell + 0x5f : cell + (cell >= 63));
}
#endif"""


def character(row: int, cell: int) -> str:
    """What stands in a row and a cell (from 0), or a blank."""
    lead = row // 2 + (0x81 if row < 62 else 0xC1)
    trail = cell + 0x9F if row % 2 else cell + 0x40 + (cell >= 63)
    readings = {bytes((lead, trail)).decode(name, "replace") for name in READINGS}
    found = readings.pop()
    return found if not readings and len(found) == 1 and found not in (DASH, "\ufffd") else " "


def main() -> None:
    """Print the header."""
    print(HEAD)
    for row in range(84):
        line = "".join(character(row, cell) for cell in range(94)).rstrip(" ")
        if line:
            print(f'    {{{row}, u"{line}"}},')
    print(TAIL)


if __name__ == "__main__":
    main()

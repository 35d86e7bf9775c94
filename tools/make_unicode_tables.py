"""Writes flong/runtime/unicode_tables.h from this Python's `unicodedata` (Unicode 14.0, Python 3.11).

    python tools/make_unicode_tables.py > flong/runtime/unicode_tables.h

Tables are sorted ranges, searched by halving: letters' cases as runs of equal distance, properties as
intervals. Case mappings are those of `str`, which follows UnicodeData.txt and SpecialCasing.txt.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator

CODE_POINTS = [cp for cp in range(0x110000) if not 0xD800 <= cp < 0xE000]
ZERO_WIDTH_JOINER, JUNGSEONG, TAGS, MODIFIERS = (
    0x200D,
    range(0x1160, 0x1200),
    range(0xE0020, 0xE0080),
    range(0x1F3FB, 0x1F400),
)

IDEOGRAPHS = tuple(
    range(first, last + 1)
    for first, last in ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD))
)


def extends(cp: int) -> bool:
    """True for what belongs to the character before it: marks, joiner, tags, emoji modifiers."""
    marks = unicodedata.category(chr(cp)).startswith("M")
    return marks or cp == ZERO_WIDTH_JOINER or cp in TAGS or cp in MODIFIERS


def wide(cp: int) -> bool:
    """True for two columns (UAX #11: Wide and Fullwidth, and the unassigned of the ideographic blocks)."""
    if unicodedata.category(chr(cp)) == "Cn":
        return any(cp in block for block in IDEOGRAPHS)
    return unicodedata.east_asian_width(chr(cp)) in "WF"


def zero(cp: int) -> bool:
    """True for no column: non-spacing marks, format and control characters, medial and final Hangul jamo."""
    return (unicodedata.category(chr(cp)) in ("Mn", "Me", "Cf", "Cc") and cp != 0xAD) or cp in JUNGSEONG


def cased(cp: int) -> bool:
    """Cased, as the final sigma rule of `str.lower` sees it."""
    return ("AΣ" + chr(cp)).lower()[1] == "σ"


def ignorable(cp: int) -> bool:
    """Case_Ignorable, as the final sigma rule of `str.lower` sees it."""
    return ("AΣ" + chr(cp) + "A").lower()[1] == "σ" and not cased(cp)


def intervals(holds: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    """The (first, last) of each stretch of code points for which `holds`."""
    start = last = -2
    for cp in filter(holds, CODE_POINTS):
        if cp != last + 1:
            if start >= 0:
                yield start, last
            start = cp
        last = cp
    yield start, last


def runs(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """(first, last, stride, distance) for code points that map to themselves plus a distance."""
    run: list[int] = []
    for cp, to in pairs:
        distance = to - cp
        if run and distance == run[3] and cp - run[1] in ((1, 2) if run[2] == 0 else (run[2],)):
            run[1:3] = [cp, cp - run[1]]
            continue
        if run:
            yield run[0], run[1], max(run[2], 1), run[3]
        run = [cp, cp, 0, distance]
    yield run[0], run[1], max(run[2], 1), run[3]


def simple(change: Callable[[str], str]) -> Iterator[tuple[int, int]]:
    """(code point, its image) where the image is one other code point."""
    for cp in CODE_POINTS:
        image = change(chr(cp))
        if len(image) == 1 and image != chr(cp):
            yield cp, ord(image)


def special(change: Callable[[str], str]) -> Iterator[tuple[int, ...]]:
    """(code point, three code points, the last ones 0) where the image is longer."""
    for cp in CODE_POINTS:
        image = [ord(c) for c in change(chr(cp))]
        if len(image) > 1:
            yield cp, *image, *[0] * (3 - len(image))


def table(kind: str, name: str, rows: Iterable[tuple[int, ...]]) -> str:
    """A C array, wrapped at 118 columns."""
    cells = ["{" + ",".join(f"{n:#x}" if n > 999 else str(n) for n in row) + "}" for row in rows]
    lines, line = [], "   "
    for cell in cells:
        if len(line) + len(cell) > 116:
            lines.append(line)
            line = "   "
        line += f" {cell},"
    return f"static const {kind} {name}[{len(cells)}] = {{\n" + "\n".join([*lines, line]) + "\n};"


def title(text: str) -> str:
    """One code point in title case."""
    return text.title()


def titled() -> Iterator[tuple[int, int]]:
    """Where title case is one code point other than upper case."""
    return (
        (cp, ord(chr(cp).title()))
        for cp in CODE_POINTS
        if len(chr(cp).title()) == 1 and chr(cp).title() != chr(cp).upper()
    )


def main() -> None:
    """Prints the header."""
    parts = [
        f"/* Unicode {unicodedata.unidata_version}. Made by tools/make_unicode_tables.py; do not edit. */",
        "#ifndef FLONG_UNICODE_TABLES_H\n#define FLONG_UNICODE_TABLES_H\n#include <stdint.h>",
        "typedef struct { int32_t first, last; } fl_range;",
        "typedef struct { int32_t first, last, stride, distance; } fl_run;",
        "typedef struct { int32_t cp, first, second, third; } fl_special;",
    ]
    for name, change in (("upper", str.upper), ("lower", str.lower)):
        parts.append(table("fl_run", f"fl_runs_{name}", runs(simple(change))))
    parts.append(table("fl_run", "fl_runs_title", runs(titled())))
    for name, change in (("upper", str.upper), ("lower", str.lower), ("title", title)):
        parts.append(table("fl_special", f"fl_special_{name}", special(change)))
    for name, holds in (
        ("extends", extends), ("wide", wide), ("zero", zero), ("cased", cased), ("ignorable", ignorable),
    ):  # fmt: skip
        parts.append(table("fl_range", f"fl_{name}", intervals(holds)))
    sys.stdout.write("\n".join(parts) + "\n#endif\n")


if __name__ == "__main__":
    main()

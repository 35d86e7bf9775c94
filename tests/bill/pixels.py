"""Two rasterisers judge whether two PDFs look the same; where they don't, both and a picture are kept.

pdfium is asked through flong's own comparison, poppler through `pdftoppm`.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from PIL import Image, ImageChops

from flong.bill.compare import difference

DPI = 150


def no_poppler() -> str:
    """Why poppler can't be asked, or ""."""
    return "" if shutil.which("pdftoppm") else "pdftoppm is not installed (poppler-utils)"


def judge(first: bytes, second: bytes, folder: Path, name: str) -> str:
    """What differs between two PDFs by either rasteriser, or "". On a difference `folder` gets NAME.first.pdf,
    NAME.second.pdf and a picture."""
    said = by_pdfium(first, second, folder / f"{name}.pdfium.png")
    if not no_poppler():
        said = said or by_poppler(first, second, folder / f"{name}.poppler.png")
    if said:
        (folder / f"{name}.first.pdf").write_bytes(first)
        (folder / f"{name}.second.pdf").write_bytes(second)
    return f"{name}: {said}" if said else ""


def by_pdfium(first: bytes, second: bytes, picture: Path) -> str:
    """What differs, or ""."""
    found = difference(first, second, DPI)
    if not found:
        return ""
    picture.write_bytes(found.picture())
    return f"pdfium: page {found.page}: {found.what}, {found.count} pixels in {found.box}"


def by_poppler(first: bytes, second: bytes, picture: Path) -> str:
    """What differs, or "": page count, page sizes, every pixel of every page."""
    ours, theirs = _pages(first), _pages(second)
    if ours == theirs:
        return ""
    for number, (one, other) in enumerate(zip(ours, theirs, strict=False), 1):
        if one.size != other.size:
            return f"poppler: page {number}: {one.size} and {other.size} pixels"
        if box := (delta := ImageChops.difference(one, other)).getbbox():
            delta.point(lambda value: 255 if value else 0).save(picture)
            return f"poppler: page {number}: pixels in {box}"
    return f"poppler: {len(ours)} and {len(theirs)} pages"


def _pages(pdf: bytes) -> list[Image.Image]:
    """All pages in colour."""
    command = ["pdftoppm", "-r", str(DPI), "-"]
    run = subprocess.run(command, input=pdf, capture_output=True, check=True)
    return list(_pictures(run.stdout))


def _pictures(data: bytes):
    """The pictures of a stream of binary PPM files."""
    at = 0
    while at < len(data):
        kind, size, depth, _ = data[at : at + 64].split(b"\n", 3)
        assert (kind, depth) == (b"P6", b"255"), "pdftoppm writes binary PPM"
        width, height = map(int, size.split())
        at += len(kind) + len(size) + len(depth) + 3
        yield Image.frombytes("RGB", (width, height), data[at : at + 3 * width * height])
        at += 3 * width * height

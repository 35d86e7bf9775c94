"""The engines that make PDF bills: each module has `make() -> Draw`, which draws the bill of `benchmarks.bill.content`.

What every peer gets ready-made: the logo, the QR code as PNG (flong's writer), and where it reads no OpenType/CFF
fonts, Noto Sans CJK cut to the characters of the records and turned into TrueType (`fonts.py`). They format dates and
amounts themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

Draw = Callable[[dict[str, Any]], bytes]


@dataclass(frozen=True, slots=True)
class Peer:
    """`package` is the distribution whose version is shown, `note` what a reader of the table must know."""

    name: str
    package: str
    module: str
    note: str

    @property
    def version(self) -> str:
        return version(self.package)

    def make(self) -> Draw:
        """Gets the engine ready; gives its renderer."""
        draw: Draw = import_module(f"benchmarks.engines.bills.{self.module}").make()
        return draw


PEERS = (
    Peer("weasyprint", "weasyprint", "weasy", "flong's HTML and fonts, its true path"),
    Peer("reportlab", "reportlab", "platypus", "platypus; one font a text, no kerning"),
    Peer("fpdf2", "fpdf2", "fpdf2", "its tables; one font a text"),
    Peer("typst", "typst", "typ", "typst-py, compiler kept; no tags"),
)


def peers() -> tuple[list[Peer], dict[str, str]]:
    """The peers that are installed, and the reason for each that is not."""
    found, missing = [], {}
    for peer in PEERS:
        try:
            version(peer.package)
            found.append(peer)
        except PackageNotFoundError:
            missing[peer.name] = f"{peer.package} is not installed"
    return found, missing


def encrypted(pdf: bytes, password: str) -> bytes:
    """`pdf` encrypted by pikepdf: AES-256, revision 6, user password and a random owner password."""
    from io import BytesIO
    from secrets import token_urlsafe

    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(user=password, owner=token_urlsafe(32), R=6))
    return out.getvalue()

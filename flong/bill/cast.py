"""HTML → PDF by WeasyPrint, the true path that every faster one is compared with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from flong.bill import fonts, glyphs
from flong.bill.kept import BillKeys
from flong.errors import MissingExtra

Pictures = Callable[[str], bytes]
"""The PNG for a `cid:` that the HTML shows; KeyError for an unknown one."""


@dataclass(frozen=True, slots=True)
class Bill:
    """One bill: its HTML and its fields (see `compiler.passes.mark`), what protects it, and whose it is."""

    html: str = field(repr=False)
    password: str | None = field(default=None, repr=False)
    fields: bytes = field(default=b"", repr=False)
    key: str = ""


def cast_bill(
    bill: Bill, *, base: Path | None, pictures: Pictures, keys: BillKeys | None = None, customer: str = ""
) -> bytes:
    """The PDF of `bill`, encrypted with the `keys` of the `customer` ("": nobody has the same). Local files are read
    below `base` only (none without it), nothing comes from the network.

    Raises RecordError when the record's HTML can't be cast, MissingExtra without WeasyPrint, ConfigError for fonts.
    """
    pdf, drawn = draw(bill.html, base, pictures)
    glyphs.check_drawn(drawn)
    if bill.password is None:
        return pdf
    from flong.bill.encrypt import protect

    return protect(pdf, keys=(keys or BillKeys()).pdf(customer or bill.html, bill.password))


def draw(html: str, base: Path | None, pictures: Pictures) -> tuple[bytes, glyphs.Drawn]:
    """The PDF of a bill's HTML, and what was met while its text was drawn. Raises as `cast_bill` does."""
    weasyprint()
    from flong.bill.plates.layout import lay_out

    laid = lay_out(html, base, pictures)
    return laid.pdf(), laid.drawn


def weasyprint() -> None:
    """See that WeasyPrint is there and sees the right fonts. Raises MissingExtra, ConfigError."""
    fonts.use()
    if find_spec("weasyprint") is None:
        raise MissingExtra("bill", "WeasyPrint")

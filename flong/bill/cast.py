"""HTML → PDF by WeasyPrint, the true path that every faster one is compared with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flong.bill import fonts, glyphs
from flong.bill.kept import BillKeys
from flong.errors import MissingExtra, RecordError

Pictures = Callable[[str], bytes]
"""The PNG for a `cid:` that the HTML shows; KeyError for an unknown one."""


@dataclass(frozen=True, slots=True)
class Bill:
    """One bill: its HTML (the `marked` target) and what protects it."""

    html: str = field(repr=False)
    password: str | None = field(default=None, repr=False)


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
    weasyprint = _weasyprint()
    from flong.bill import hooks
    from flong.bill.fetch import BillFetcher

    hooks.install()
    failed, drawn = hooks.listen(), hooks.watch()
    fetcher, root = BillFetcher(base, pictures), base.absolute().as_uri() + "/" if base else None
    try:
        pdf = weasyprint.HTML(string=html, base_url=root, url_fetcher=fetcher).write_pdf()
    except Exception as error:  # whatever the layout stumbles over: one record must not end the others
        raise RecordError(f"the bill can't be laid out ({type(error).__name__})") from None
    if fetcher.refused:
        raise RecordError(f"the bill asks for {fetcher.refused[0]}, which is not there or not allowed")
    if failed:
        raise RecordError(f"the bill can't show {fetcher.name(failed[0])}")
    return bytes(pdf), drawn


def _weasyprint() -> Any:
    fonts.use()
    try:
        import weasyprint
    except ImportError:
        raise MissingExtra("bill", "WeasyPrint") from None
    return weasyprint

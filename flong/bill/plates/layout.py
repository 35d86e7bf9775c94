"""WeasyPrint's layout with its parts kept: the element tree, the layout context, the pages as boxes.

With `tape.py`, `texts.py`, `constants.py` and `hooks.py` the place that knows WeasyPrint's private API.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from weasyprint import DEFAULT_OPTIONS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.build import build_formatting_structure
from weasyprint.html import get_html_metadata
from weasyprint.layout import layout_document
from weasyprint.layout.background import layout_box_backgrounds
from weasyprint.layout.page import make_margin_boxes
from weasyprint.pdf.metadata import DocumentMetadata
from weasyprint.text.fonts import FontConfiguration

from flong.bill import hooks
from flong.bill.fetch import BillFetcher
from flong.bill.glyphs import Drawn
from flong.errors import RecordError

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Laid:
    """A document laid out: its tree, and its pages as boxes that are not painted yet."""

    html: Any
    context: Any
    pages: list[Any]
    document: Any
    sheets: list[str]
    drawn: Drawn

    def furniture(self, page: Any, number: int, count: int) -> Any:
        """A copy of `page` that has nothing but what its margins say as page `number` of `count`."""
        state = deepcopy(self.context.page_maker[1][3])
        state[1].update(page=[number], pages=[count])
        self.context.current_page = number
        bare = page.copy_with_children([])
        bare.children = tuple(make_margin_boxes(self.context, bare, state))
        for box in bare.children:
            layout_box_backgrounds(bare, box, self.context.get_image_from_uri)
        return bare

    def css(self) -> str:
        """The text of all style sheets; of linked ones as they were loaded."""
        inline = [e.text or "" for e in self.html.etree_element.iter() if isinstance(e.tag, str) and e.tag == "style"]
        return _COMMENT.sub(" ", "\n".join([*inline, *self.sheets]))

    def styles(self) -> str:
        """The text of all style sheets, and of the styles that elements have of their own."""
        own = (e.get("style") or "" for e in self.html.etree_element.iter() if isinstance(e.tag, str))
        return "\n".join([self.css(), *(f"{{{style}}}" for style in own if style)])

    def pdf(self) -> bytes:
        """What WeasyPrint makes of it. `drawn` tells afterwards what was met."""
        try:
            return bytes(self.document.write_pdf())
        except Exception as error:  # whatever painting stumbles over
            raise _failed(error) from None


def lay_out(
    html: str, base: Path | None, pictures: Callable[[str], bytes], change: Callable[[Any], None] | None = None
) -> Laid:
    """The pages of a bill's HTML; `change` may change its element tree before.

    Raises RecordError when it can't be laid out or shows what may not be shown; see `cast_bill`.
    """
    hooks.install()
    failed, drawn = hooks.listen(), hooks.watch()
    fetcher, root = BillFetcher(base, pictures), base.absolute().as_uri() + "/" if base else None
    try:
        laid = _laid(HTML(string=html, base_url=root, url_fetcher=fetcher), change, fetcher, drawn)
    except Exception as error:  # whatever the layout stumbles over: one record must not end the others
        raise _failed(error) from None
    if fetcher.refused:
        raise RecordError(f"the bill asks for {fetcher.refused[0]}, which is not there or not allowed")
    if failed:
        raise RecordError(f"the bill can't show {fetcher.name(failed[0])}")
    return laid


def _failed(error: Exception) -> RecordError:
    return RecordError(f"the bill can't be laid out ({type(error).__name__})")


def _laid(html: Any, change: Callable[[Any], None] | None, fetcher: BillFetcher, drawn: Drawn) -> Laid:
    """`Document._render`, with its context."""
    if change:
        change(html.etree_element)
    fonts, counters, options = FontConfiguration(), CounterStyle(), dict(DEFAULT_OPTIONS)
    context = Document._build_layout_context(html, fonts, counters, {}, options)
    root = build_formatting_structure(
        html.etree_element,
        context.style_for,
        context.get_image_from_uri,
        html.base_url,
        context.target_collector,
        counters,
        context.footnotes,
    )
    pages = list(layout_document(html, root, context))
    sheets = [path.read_text("utf-8", "replace") for path in fetcher.sheets]
    return Laid(html, context, pages, _document(html, pages, fonts, options), sheets, drawn)


def _document(html: Any, pages: list[Any], fonts: Any, options: dict[str, Any]) -> Any:
    metadata = DocumentMetadata(**get_html_metadata(html))
    made = Document([Page(page) for page in pages], metadata, html.url_fetcher, fonts, {}, options["output_intent"])
    made._html = html
    return made

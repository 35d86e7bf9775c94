"""The one place that reaches into WeasyPrint's private API (pinned: see pyproject.toml).

WeasyPrint turns a 1-bit PNG into 8-bit RGB; QR codes stay 1-bit images, small and sharp at every zoom.
It logs what it can't load or draw and goes on without it; a bill must not, so the log is listened to.
"""

from __future__ import annotations

import logging
from contextvars import ContextVar
from functools import cache
from typing import Any

import pydyf
from PIL import ImageFile
from weasyprint import css, html, images, urls
from weasyprint.draw import text
from weasyprint.images import RasterImage
from weasyprint.pdf.fonts import Font

from flong.bill.glyphs import Drawn, embedding_problem

_FAILED: ContextVar[list[str]] = ContextVar("failed")
_DRAWN: ContextVar[Drawn | None] = ContextVar("drawn", default=None)
_init, _get_x_object = RasterImage.__init__, RasterImage.get_x_object
_init_font = Font.__init__


def _keep_bilevel(self: Any, pillow_image: Any, *args: Any, **kwargs: Any) -> None:
    pillow_image.load()  # WeasyPrint copies the bytes of many pictures unseen, also of half ones
    self.bilevel = pillow_image if pillow_image.mode == "1" else None
    _init(self, pillow_image, *args, **kwargs)


def _bilevel_x_object(self: Any, interpolate: bool, dpi_ratio: float) -> Any:
    """The image's XObject; a bilevel one keeps its single bit per pixel."""
    if self.bilevel is None:
        return _get_x_object(self, interpolate, dpi_ratio)
    columns = pydyf.Dictionary({"Predictor": 15, "Columns": self.width, "Colors": 1, "BitsPerComponent": 1})
    entries = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": self.width,
        "Height": self.height,
        "ColorSpace": "/DeviceGray",
        "BitsPerComponent": 1,
        "Interpolate": "false",
        "Filter": "/FlateDecode",
        "DecodeParms": columns,
    }
    return pydyf.Stream([self._get_png_data(self.bilevel)], pydyf.Dictionary(entries))


def _check_font(self: Any, *args: Any, **kwargs: Any) -> None:
    _init_font(self, *args, **kwargs)
    drawn = _DRAWN.get()
    if drawn is not None and (problem := embedding_problem(self.family, self.file_content, self.index & 0xFFFF)):
        drawn.forbidden.append(problem)


@cache
def install() -> None:
    """Put the hooks in place, once per process."""
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint's import sets it
    RasterImage.__init__ = _keep_bilevel
    RasterImage.get_x_object = _bilevel_x_object
    Font.__init__ = _check_font
    for module in (images, css, html, urls, text):
        module.LOGGER = _Listener(module.LOGGER, {})


def listen() -> list[str]:
    """From now on, the addresses of what WeasyPrint leaves out in this thread are added to this list."""
    failed: list[str] = []
    _FAILED.set(failed)
    return failed


def watch() -> Drawn:
    """From now on, what is drawn in this thread is noted here."""
    drawn = Drawn()
    _DRAWN.set(drawn)
    return drawn


class _Listener(logging.LoggerAdapter[logging.Logger]):
    """Hears of all that could not be loaded, whatever levels and filters the application has set."""

    def error(self, msg: object, *args: object, **rest: Any) -> None:
        """See logging.Logger."""
        if str(msg).startswith(("Failed to", "Relative URI", "Unsupported stylesheet")):
            _FAILED.get().append(str(next((arg for arg in args if isinstance(arg, str)), "an inline picture")))
        super().error(msg, *args, **rest)

    def warning(self, msg: object, *args: object, **rest: Any) -> None:
        """See logging.Logger."""
        drawn = _DRAWN.get()
        if drawn is not None and str(msg).startswith(".notdef glyph rendered"):
            drawn.missing.append(str(args[0]))
        super().warning(msg, *args, **rest)

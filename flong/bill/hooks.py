"""The one place that reaches into WeasyPrint's private API (pinned: see pyproject.toml).

WeasyPrint turns a 1-bit PNG into 8-bit RGB; QR codes stay 1-bit images, small and sharp at every zoom.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pydyf
from weasyprint.images import RasterImage

_init, _get_x_object = RasterImage.__init__, RasterImage.get_x_object


def _keep_bilevel(self: Any, pillow_image: Any, *args: Any, **kwargs: Any) -> None:
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


@cache
def install() -> None:
    """Put the hooks in place, once per process."""
    RasterImage.__init__ = _keep_bilevel
    RasterImage.get_x_object = _bilevel_x_object

"""What all files of a plate have alike: fonts with the glyphs that most bills need, pictures, states, the catalog."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pydyf
from weasyprint.pdf import _use_references

from flong.bill.objects import Object, deflated
from flong.bill.pdf import Document
from flong.bill.plates.alphabets import Run
from flong.bill.plates.canvas import Canvas
from flong.bill.plates.minifonts import FontFiles
from flong.bill.plates.setting import recoded
from flong.bill.signature import signature_field


class Constants:
    """The shared objects of `document`; a file's own begin with number `first`, and its first one is the page tree.

    `resources` are the entries of a page's resources by kind, without brackets; `codes` the glyphs of each font;
    `field` is the number of the signature field that the first page has if files are `signed`.
    """

    def __init__(self, canvas: Canvas, files: FontFiles, title: str, lang: str, *, signed: bool = False) -> None:
        self.version = canvas.version()
        self.codes = {name: dict(codes) for name, codes in canvas.codes.items()}
        self.shown = lru_cache(_MOST_RUNS)(self._shown)
        pdf = pydyf.PDF()
        fonts = self._fonts(pdf, files)
        resources = _resources(pdf, canvas, fonts)
        self.resources = {kind: bytes(resources[kind].data)[2:-2] for kind in resources}
        objects = [found if isinstance(found, Object) else _object(found) for found in pdf.objects[1:]]
        self.field, self.first = (len(objects) + 1, len(objects) + 3) if signed else (0, len(objects) + 1)
        added, form = signature_field(self.page, self.field) if signed else ([], b"")
        objects += added
        objects[0] = Object(_catalog(self.first, lang, form))
        objects[1] = Object(b"<< /Producer (flong)%b >>" % (b" /Title " + pydyf.String(title).data if title else b""))
        self.document = Document(objects, 1, info=2)

    @property
    def page(self) -> int:
        """The number of a file's first page; before it are the page tree and the pages' resources."""
        return self.first + 2

    def _shown(self, run: Run) -> tuple[bytes, bytes] | None:
        """The font that shows a run and its codes there, if all files have its glyphs."""
        made = recoded(run.glyphs, self.codes.get(run.font, {}), False)
        return (run.font.encode(), made) if made is not None else None

    def _fonts(self, pdf: Any, files: FontFiles) -> Any:
        """The names of the fonts, their objects added to `pdf`."""
        names = pydyf.Dictionary()
        for name, codes in self.codes.items():
            names[name] = b"%d 0 R" % len(pdf.objects)
            pdf.objects += files.open(name).objects(list(codes), len(pdf.objects), 9)
        return names


_MOST_RUNS = 20_000


def _catalog(pages: int, lang: str, form: bytes) -> bytes:
    told = b" /Lang " + pydyf.String(lang).data if lang else b""
    head = b"<< /Type /Catalog /Pages %d 0 R%b /ViewerPreferences << /DisplayDocTitle true >> %b>>"
    return head % (pages, told, form)


def _resources(pdf: Any, canvas: Canvas, fonts: Any) -> dict[str, Any]:
    """The resources of all pages, by kind, their objects added to `pdf`. Nothing of the canvas is used up."""
    copied = {kind: pydyf.Dictionary(found) for kind, found in canvas.resources.items()}
    copied["ExtGState"] = pydyf.Dictionary(
        {name: _deep(state) for name, state in canvas.resources["ExtGState"].items()}
    )
    streams = [found for kind in ("XObject", "Pattern") for found in copied[kind].values() if found is not None]
    extras = [_kept(found.extra) for found in streams]
    images = {name: {**image, "x_object": None} for name, image in canvas.images.items()}
    _use_references(pdf, pydyf.Dictionary({**copied, "Font": fonts}), images, {})
    for found, extra in zip(streams, extras, strict=True):
        found.extra = extra
    return {**copied, "Font": fonts}


def _deep(state: Any) -> Any:
    """A copy of a dictionary and of those in it."""
    return pydyf.Dictionary({key: _deep(found) if isinstance(found, dict) else found for key, found in state.items()})


def _kept(extra: dict[str, Any]) -> dict[str, Any]:
    """A copy of a stream's dictionary; WeasyPrint will put references into the one it has."""
    own = extra.get("Resources")
    if own is None:
        return dict(extra)
    copied = {kind: pydyf.Dictionary(found) if isinstance(found, dict) else found for kind, found in own.items()}
    return {**extra, "Resources": pydyf.Dictionary(copied)}


def _object(found: Any) -> Object:
    """An object of pydyf's for the writer."""
    if not isinstance(found, pydyf.Stream):
        return Object(found.data)
    data = b"\n".join(pydyf._to_bytes(item) for item in found.stream)
    extra = pydyf.Dictionary(found.extra)
    if "Filter" not in extra:
        data, extra = deflated(data, 9), pydyf.Dictionary({**extra, "Filter": "/FlateDecode"})
    return Object(extra.data, data)

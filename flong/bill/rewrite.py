"""Files of WeasyPrint as objects, so that one writer encrypts and signs all bills."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any, Final, NamedTuple

from flong.bill.objects import Object
from flong.errors import MissingExtra

_STRING: Final = re.compile(rb"\(|(?<!<)<(?!<)")
_OF_THE_FILE: Final = ("/ObjStm", "/XRef")  # streams that its writer makes anew


class Rewritable(NamedTuple):
    """All `objects` of a file, and the numbers of its catalog, its information dictionary and its first page."""

    objects: list[Object]
    root: int
    info: int | None
    page: int


def objects_of(pdf: bytes) -> Rewritable:
    """Reads a file that is not encrypted. Raises MissingExtra without pikepdf."""
    try:
        import pikepdf
    except ImportError:
        raise MissingExtra("bill", "pikepdf") from None
    with pikepdf.open(BytesIO(pdf)) as document:
        size, behind = int(document.trailer.Size), list[Object]()
        objects = [_object(document.get_object(number, 0), size, behind) for number in range(1, size)]
        info = document.trailer.get("/Info")
        info_number = info.objgen[0] if info is not None else None
        return Rewritable(objects + behind, document.Root.objgen[0], info_number, document.pages[0].obj.objgen[0])


def _object(found: Any, first: int, behind: list[Object]) -> Object:
    """The object; what the dictionary of a stream can't hold is put `behind`, where numbers begin at `first`."""
    import pikepdf

    if not isinstance(found, pikepdf.Object):
        return Object(_text(found))
    if not isinstance(found, pikepdf.Stream):
        return Object(found.unparse(resolved=True))
    if found.get("/Type") in _OF_THE_FILE:
        return Object(b"null")
    entries = [b"<<"]
    for name, value in found.stream_dict.items():
        text = _text(value)
        if _STRING.search(text):
            behind.append(Object(text))
            text = b"%d 0 R" % (first + len(behind) - 1)
        if name != "/Length":
            entries.append(pikepdf.Name(name).unparse() + b" " + text)
    return Object(b" ".join((*entries, b">>")), found.read_raw_bytes())


def _text(value: Any) -> bytes:
    """A value as it is written; pikepdf gives numbers, truth and null as Python has them."""
    import pikepdf

    return bytes(pikepdf.Array([value]).unparse().removeprefix(b"[ ").removesuffix(b" ]"))

"""An HTML bill made to stand alone: its pictures, stylesheets and fonts become `data:` URLs.

It may load what a PDF bill may (`resources.py`), and what can't be had rejects the record just so. Tags and URLs are
found as a browser's tokenizer finds them (HTML §13.2.5, CSS Syntax 3 §4.3), in one pass each; everything else stays as
it was written, but for `srcset`, which no PDF bill heeds.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape, unescape
from io import BytesIO
from pathlib import Path
from typing import Final
from urllib.parse import urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

from flong.bill.resources import MEDIA_TYPES, allowed, called
from flong.errors import RecordError

Pictures = Callable[[str], bytes]
"""The PNG for a `cid:` that the HTML shows; KeyError for an unknown one."""

_VALUE = r"""(?:"[^"]*"|'[^']*'|[^\s"'>][^\s>]*(?=[\s>]))"""
_ATTRIBUTES = rf"[^>=]*(?:=\s*(?:{_VALUE}|(?=>))[^>=]*)*"
_RAW = "style|script|title|textarea|xmp|iframe|noembed|noframes"
_UNSHOWN: Final = ("object", "embed", "base", "iframe", "frame", "video", "audio")
_PLAIN = rf"</?(?!(?:{_RAW}|{'|'.join(_UNSHOWN)})\b)[a-z][a-z0-9]*(?: (?:data-flong|class|id)=\"[^\"<>]*\")*>[^<]*"
_MARKUP: Final = re.compile(
    rf"(?:{_PLAIN})+"  # what loads nothing, at one go
    rf"|<!--(?:-?>|[\s\S]*?(?:--!?>|\Z))|</[a-z][^\s/>]*(?:[\s/]{_ATTRIBUTES})?>|<[!?/][^>]*>"
    rf"|<(?P<raw>{_RAW})(?P<with>(?:[\s/]{_ATTRIBUTES})?)>(?P<text>[\s\S]*?)(?=</(?P=raw)[\s/>]|\Z)"
    rf"|<(?P<name>[a-z][^\s/>]*)(?P<attributes>(?:[\s/]{_ATTRIBUTES})?)>",
    re.IGNORECASE,
)
_ATTRIBUTE: Final = re.compile(r"""([^\s/>=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*))""")
_STRING = r""""(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'"""
_BETWEEN = r"(?:\s|/\*[\s\S]*?\*/)*"
_CSS: Final = re.compile(
    rf"/\*[\s\S]*?(?:\*/|\Z)|@namespace\b[^;]*|(?P<at>@import{_BETWEEN})(?P<imported>{_STRING})"
    rf"|(?<![\w\\-])url\(\s*(?:(?P<quoted>{_STRING})|(?P<bare>(?:[^\s\"'()\\]|\\.)+))\s*\)|{_STRING}",
    re.IGNORECASE,
)
_ESCAPE: Final = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|\n|(.))", re.IGNORECASE)
_LANGUAGE: Final = re.compile(r"<html\b[^>]*?\slang\s*=\s*[\"']?([a-z0-9-]+)", re.IGNORECASE)
_STYLESHEET: Final = re.compile(r"(?<![\w-])rel\s*=\s*[\"']?[^\"'>]*\bstylesheet\b", re.IGNORECASE)
_LOADING: Final = {"link": ("href",), "img": ("src",), "input": ("src",), "image": ("href", "xlink:href")}
_ELSEWHERE: Final = re.compile(r"\bhref\s*=\s*[\"']?\s*[^\"'#\s]", re.IGNORECASE)


def language(html: str) -> str:
    """The language that the document says it is in, or ""."""
    found = _LANGUAGE.search(html)
    return found[1] if found else ""


@dataclass(frozen=True, slots=True)
class Inliner:
    """Puts what a bill shows into it. Files are read below `base` only, none without it."""

    base: Path | None
    pictures: Pictures

    def html(self, text: str, place: str | None = None) -> str:
        """`text` with all it loads inside. `place` is the URL it has, by default one in the template's folder.

        Raises RecordError for what is not there, not allowed, or can't be shown.
        """
        home = f"{self.base.absolute().as_uri()}/" if self.base else ""
        return _MARKUP.sub(partial(self._tag, home if place is None else place), text)

    def css(self, text: str, place: str) -> str:
        """A stylesheet, or the value of `style=`, with all it loads inside."""
        return _CSS.sub(partial(self._token, place), text) if "(" in text or "@" in text else text

    def _tag(self, place: str, tag: re.Match[str]) -> str:
        if tag["raw"]:
            text = self.css(tag["text"], place) if tag["raw"].lower() == "style" else tag["text"]
            return self._element(tag["raw"], tag["with"], place) + text
        return self._element(tag["name"], tag["attributes"], place) if tag["name"] else tag[0]

    def _element(self, name: str, attributes: str, place: str) -> str:
        kind = name.lower()
        if kind in _UNSHOWN or (kind == "use" and _ELSEWHERE.search(attributes)):
            raise RecordError(f"the bill has <{kind}>, which a page with a password can't show")
        if "=" in attributes:
            attributes = _ATTRIBUTE.sub(partial(self._attribute, _loads(kind, attributes), place), attributes)
        return f"<{name}{attributes}>"

    def _attribute(self, loads: Sequence[str], place: str, found: re.Match[str]) -> str:
        name = found[1].lower()
        if name == "srcset":
            return ""
        if name != "style" and name not in loads:
            return found[0]
        value = unescape(found[2] or found[3] or found[4] or "")
        value = self.css(value, place) if name == "style" else self._address(value.strip(), place)
        return f'{found[1]}="{escape(value)}"'

    def _token(self, place: str, token: re.Match[str]) -> str:
        text = token["imported"] or token["quoted"]
        url = _unescaped(text[1:-1] if text else token["bare"] or "")
        return f'{token["at"] or ""}url("{self._address(url, place)}")' if url else token[0]

    def _address(self, url: str, place: str) -> str:
        """The address to show instead of `url`."""
        if not url or url.startswith("#") or url[:5].lower() == "data:":
            return url
        whole, fragment = urldefrag(url if url.startswith("cid:") else urljoin(place, url))
        return self._data(whole) + (f"#{fragment}" if fragment else "")

    def _data(self, url: str) -> str:
        try:
            if url.startswith("cid:"):
                return _encoded("image/png", self.pictures(url[4:]))
            if urlsplit(url).scheme == "file":
                return self._file(url, allowed(url, self.base and self.base.absolute()))
        except (KeyError, OSError, ValueError) as error:
            if isinstance(error, RecordError):
                raise
        raise RecordError(f"the bill asks for {self._called(url)}, which is not there or not allowed")

    def _file(self, url: str, path: Path) -> str:
        kind, about = MEDIA_TYPES[path.suffix.lower()], path.stat()
        try:
            if kind == "text/css":
                return _encoded(kind, self.css(path.read_text("utf-8-sig"), url).encode())
            if kind == "image/svg+xml":
                return _encoded(kind, self.html(_drawing(path), url).encode())
            return _read(kind, path, about.st_mtime_ns, about.st_size)
        except (ValueError, SyntaxError, RecursionError) as error:
            if isinstance(error, RecordError):
                raise
            raise RecordError(f"the bill can't show {self._called(url)}") from None

    def _called(self, url: str) -> str:
        return called(url, self.base and self.base.absolute())


def _loads(kind: str, attributes: str) -> Sequence[str]:
    """The attributes of an element that name what it loads."""
    return () if kind == "link" and not _STYLESHEET.search(attributes) else _LOADING.get(kind, ())


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2] or "", text)


def _encoded(media_type: str, data: bytes) -> str:
    return f"data:{media_type};base64,{b64encode(data).decode()}"


def _drawing(path: Path) -> str:
    """The text of an SVG file. Raises ParseError (a SyntaxError) when it is none."""
    text = path.read_text("utf-8-sig")
    ElementTree.fromstring(text)
    return text


@lru_cache(maxsize=256)
def _read(media_type: str, path: Path, changed: int, size: int) -> str:
    """A file that loads nothing itself, read again when it was `changed`. Raises ValueError for half a picture, and
    for one that browsers don't show."""
    data = path.read_bytes()
    if media_type.startswith("image/"):
        _check_picture(data)
    return _encoded(media_type, data)


def _check_picture(data: bytes) -> None:
    from PIL import Image, ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint's import sets it
    try:
        with Image.open(BytesIO(data)) as picture:
            picture.load()
            kind = picture.format
    except Exception as error:  # each format fails in its own way
        raise ValueError("no picture") from error
    if kind == "TIFF":
        raise ValueError("no browser shows it")

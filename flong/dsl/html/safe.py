"""Where safe values fit."""

from __future__ import annotations

from flong.dsl.context import Context
from flong.dsl.html.inner import Problem
from flong.dsl.types import Safe, Type

_URLS = ("url", "url_part", "url_authority", "css_url")
_TEXTS = ("html", "attribute", "header", "plain", "json", "json_string", "value")


def misfit(type: Type, context: Context, in_text: bool) -> Problem | None:
    """Why a value of `type` can't stand in `context` (`in_text`: in the text of an HTML body)."""
    if not isinstance(type, Safe):
        return None
    kind = context.kind
    if type.kind == "html":
        if kind == "html" and in_text:
            return None
        return Problem("F0320", "an html value stands in the text of an HTML body only", "use the plain value here")
    if type.kind == "css":
        fits = kind == "css_value"
        return None if fits else Problem("F0320", "a css value stands in a style's value only", "move it")
    if type.kind == "image":
        fits = context.image and kind in ("url", "css_url")
        return None if fits else Problem("F0320", "an image stands in `src` or `url(…)` only", "move it")
    fits = kind in _URLS or kind in _TEXTS
    return None if fits else Problem("F0320", "a url value can't stand in a style's value or an address", "move it")

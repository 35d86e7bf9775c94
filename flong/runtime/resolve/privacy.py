"""Constants of `mask_name`."""

from __future__ import annotations

from flong.runtime.resolve.common import Constants, Settings, one_of, text_of

STYLES = ("middle", "surname", "given", "ends")


def mask_name(settings: Settings, constants: Constants) -> bytes:
    """One byte: the style; one byte: the length of the mark for Han; that mark; the mark for other scripts.

    Without `mark`, Han names take ○ (U+25CB), in mainland China and Singapore *, and other scripts *.
    """
    style = one_of(constants, "style", STYLES)
    simplified = settings.locale in ("zh", "zh-CN", "zh-SG") or settings.locale.startswith("zh-Hans")
    han, other = "*" if simplified else "○", "*"
    if constants["mark"] is not None:
        han = other = text_of(constants, "mark")
    if not 1 <= len(han.encode()) <= 32:
        raise ValueError("mark must be 1 to 32 bytes long")
    return bytes((style, len(han.encode()))) + han.encode() + other.encode()

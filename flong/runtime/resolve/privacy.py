"""Constants of `mask_name`."""

from __future__ import annotations

from flong.runtime.resolve.common import Constants, Settings, one_of, text_of

STYLES = ("middle", "surname", "given", "ends")


def mask_name(settings: Settings, constants: Constants) -> bytes:
    """Three bytes: the style; the most characters of a surname that stands apart (three in Japanese); the
    length of the mark for Han. Then that mark and the mark for other scripts.

    Without `mark`, Han names take ○ (U+25CB), in mainland China and Singapore *, and other scripts *.
    """
    style = one_of(constants, "style", STYLES)
    simplified = settings.locale in ("zh", "zh-CN", "zh-SG") or settings.locale.startswith("zh-Hans")
    han, other = "*" if simplified else "○", "*"
    if constants["mark"] is not None:
        han = other = text_of(constants, "mark")
    if not 1 <= len(han.encode()) <= 32:
        raise ValueError("mark must be 1 to 32 bytes long")
    longest = 3 if settings.locale.startswith("ja") else 1
    return bytes((style, longest, len(han.encode()))) + han.encode() + other.encode()

"""Records that are hard on a layout: one mood for a whole record, or a mixture."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import count
from random import Random
from typing import Any

from flong.dsl import types
from flong.dsl.types import List, Optional, Record, Type

TEXTS: dict[str, tuple[str, ...]] = {
    "short": ("x", "i", "1", "字", "가"),
    "empty": ("", " ", "\u00a0", "\u200b"),
    "long": (
        "Maximilian Featherstonehaugh-Cholmondeley the Younger",
        "財團法人臺灣不特定多數人暨利害關係人權益保障促進基金會籌備處",
        "株式会社日本総合国際流通開発研究技術サービスホールディングス",
        "대한민국전국소상공인연합회서울특별시지부강남구지회",
    ),
    "huge": ("W" * 500, "很長的名字" * 100, "lorem ipsum " * 42, "i" * 500),
    "korean": ("김민준", "남궁 서연", "이 제이 (주)", "뷁쀍"),
    "japanese": ("山田 花子", "ひらがな・カタカナー", "髙﨑 辻", "「株」、。"),
    "latin": ("Anna Berg", "O'Neill, Max", "Jo Ng", "Jürgen Weiß", "AVA To. Wa,"),
    "han": ("王小明", "歐陽娜娜", "骨直返令今戸", "𠮷野家", "龘"),
    "mixed": ("王Wang小明", "김 ひらAbc12", "A王B김Cひ", "陳 (Chen) 첸", "No.7號 B棟"),
    "ligatures": ("Coffee office ffi", "fjord fluffy", "Tofu ff fi fl ffl", "-> 1/2 (c)"),
    "combining": ("e\u0301\u0323 Zoe\u0308", "か\u3099は\u309a", "\u1100\u1161\u11a8", "n\u0303 A\u030a"),
    "digits": ("1111111111", "0000000000", "1,111.11", "8888888888", "1 1 1"),
    "spaces": ("\u00a0x\u00a0", "a\u200bb", "  lead", "trail  ", "a  b", "\u3000全形\u3000", "a\u2009b\u2060c"),
    "fullwidth": ("ＡＢＣ　１２３", "ｶﾀｶﾅ ﾊﾝｶｸ", "￥１，０００－", "（株）～"),
    "variation": ("葛\ufe00", "葛\U000e0100飾区", "☎\ufe0e ☎\ufe0f", "辻\U000e0101"),
    "bidi": ("\u202eabc 12\u202c", "\u200fx\u200e", "\u2067a-b\u2069 c", "(\u202b12 34\u202c)"),
    "unshown": (
        "👩\u200d👩\u200d👧 ok", "🇹🇼", "x😀y", "👍🏽",
        "שלום", "مرحبا 123", "abc שלום 45", "12 שלום, 34", "Łukasz Żółć", "line\u2028break",
    ),
    "markup": ("<b>&amp;</b>", "\"q\" 'a'", "]]> <!-- -->", "{{ x }} {% y %}", "cid:q@flong"),
    "breaks": ("tab\tin it", "paragraph\u2029break", "zero\u200bwidth\u200bspaces", "no\u2060break"),
    "hyphens": ("soft\u00adhyphen\u00adated", "a-b-c-d", "e\u2011f", "semi;colon:slash/back\\"),
}  # fmt: skip
UNSHOWN = frozenset(TEXTS["unshown"])
"""Texts that the fonts of Noto CJK have no glyphs for: bills with them are rejected."""
NUMBERS: dict[str, tuple[str, ...]] = {
    "plain": (),
    "zero": ("0",),
    "small": ("1", "2", "7"),
    "least": ("1E-9",),
    "ones": ("11111111111111",),
    "most": ("99999999999999",),
    "negative": ("-1", "-88888888888888", "-1E-9"),
    "mixed": ("0", "-1", "11111111111111", "40000000000000", "0.5", "-20000000000000"),
}
"""Cut to what a type holds; none: as they were."""
DAYS = (date(2026, 9, 30), date(2026, 1, 1), date(2026, 11, 11), date(1912, 1, 1), date(9999, 12, 31))
MOMENTS = (datetime(2026, 9, 30, 23, 59, 59), datetime(2026, 11, 11, 11, 11, 11), datetime(1999, 12, 31))
SHARES = (1.0, 0.4)
_MOST_OF_INT = 999_999_999


@dataclass(frozen=True)
class Mood:
    """`texts` and `numbers` to choose from; `present` decides all options, None each; `share` of the leaves changes."""

    texts: tuple[str, ...]
    numbers: tuple[str, ...]
    present: bool | None
    share: float
    random: Random


def moods(random: Random) -> Iterator[Mood]:
    """Every kind of text once in each turn, with ever new company; then mixtures."""
    every = tuple(text for kind, texts in TEXTS.items() if kind not in ("huge", "unshown") for text in texts)
    for _ in count():
        for texts in (*random.sample(list(TEXTS.values()), len(TEXTS)), every, every):
            numbers = random.choice(list(NUMBERS.values()))
            yield Mood(texts, numbers, random.choice((True, False, None)), random.choice(SHARES), random)


def alter(value: Any, kind: Type, mood: Mood, coded: frozenset[str], path: str = "") -> Any:
    """`value` of type `kind` in this mood; what lies at a path in `coded` stays."""
    if path in coded:
        return value
    match kind:
        case Record():
            return {
                f.name: alter(value[f.name], f.type, mood, coded, f"{path}.{f.name}"[not path :]) for f in kind.fields
            }
        case List():
            return [alter(item, kind.item, mood, coded, path) for item in value]
        case Optional():
            return _optional(value, kind, mood, coded, path)
    return _leaf(value, kind, mood) if mood.random.random() < mood.share else value


def _optional(value: Any, kind: Optional, mood: Mood, coded: frozenset[str], path: str) -> Any:
    present = mood.random.random() < 0.5 if mood.present is None else mood.present
    if not present:
        return None
    return None if value is None and not _simple(kind.inner) else alter(value, kind.inner, mood, coded, path)


def _simple(kind: Type) -> bool:
    """Whether a value can be made of nothing."""
    return kind == types.TEXT or isinstance(kind, types.Decimal) or kind == types.INT


def _leaf(value: Any, kind: Type, mood: Mood) -> Any:
    match kind:
        case types.TEXT:
            return mood.random.choice(mood.texts)
        case types.INT:
            return _number(value or 0, mood, _MOST_OF_INT, 0)
        case types.Decimal():
            whole, scale = (kind.precision or 12) - (kind.scale or 0), kind.scale or 0
            return Decimal(_number(value or Decimal(0), mood, 10**whole - 1, scale))
        case types.DATE | types.DATETIME:
            return mood.random.choice(DAYS if kind == types.DATE else MOMENTS)
        case types.BOOL:
            return mood.random.random() < 0.5
        case types.Enum():
            return mood.random.choice(kind.values)
    return value


def _number(value: Any, mood: Mood, most: int, scale: int) -> Any:
    """A number of the mood with at most `scale` decimals, cut to as many digits as `most` has."""
    if not mood.numbers:
        return value
    chosen = Decimal(mood.random.choice(mood.numbers))
    while abs(chosen) > most:
        chosen = chosen // 10
    if 0 < abs(chosen) < Decimal(1).scaleb(-scale):
        chosen = Decimal(1).scaleb(-scale).copy_sign(chosen)
    return chosen.quantize(Decimal(1).scaleb(-scale)) if scale else int(chosen)

"""Masking by local custom, against slow twins in Python."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flong.dsl.typed import Settings
from flong.runtime import names, privacy
from flong.runtime.core import Context, Reject
from flong.runtime.resolve.privacy import STYLES, mask_name

JOINER = "\u200d"
PAIRS = {"歐陽", "欧阳", "司馬", "諸葛", "上官", "남궁", "황보", "范姜"}
LETTERS = st.sampled_from(
    ["王", "歐", "陽", "司", "馬", "𠮷", "葛\U000e0100", "홍", "남", "궁", "길", "J", "é", "e\u0301", "ヤ", "ｱ", "3"]
)
BETWEEN = st.sampled_from(["", "", "", "", " ", "\u3000", "·", "・"])
NAMES = st.lists(st.tuples(LETTERS, BETWEEN), max_size=7).map(lambda pairs: "".join(map("".join, pairs)))
TEXTS = st.lists(st.sampled_from(["a", "1", "歐", "e\u0301", "👨\u200d👩", "-", "@"]), max_size=12).map("".join)
DIGITS = st.text(alphabet="0123456789０９-+ ()", max_size=18)


@pytest.fixture(scope="module")
def ctx():
    return Context()


def name_of(ctx, name, style="middle", mark=None, locale="zh-TW"):
    return names.py_mask_name(ctx, mask_name(Settings(locale), {"style": style, "mark": mark}), name)


# --- twins ---------------------------------------------------------------------------------------


def characters(s):
    """A text's code points with what belongs to them."""
    found = []
    for c in s:
        if found and (unicodedata.category(c)[0] == "M" or c == JOINER or found[-1].endswith(JOINER)):
            found[-1] += c
        else:
            found.append(c)
    return found


def script(c):
    name = unicodedata.name(c[0])
    return "han" if name.startswith("CJK UNIFIED") else "hangul" if name.startswith("HANGUL SYLL") else "other"


def given_of(chars, kind, pair):
    """A given name in style middle: which characters stay."""
    if len(chars) == 1 or (pair and kind == "han"):
        return [False] * len(chars)
    if kind == "hangul":
        return [False] + [True] * (len(chars) - 1)
    return [False] * (len(chars) - 1) + [True]


def whole_name(chars, kind, style):
    """A surname and a given name in one word: which characters stay."""
    n = len(chars)
    size = 2 if n > 2 and "".join(chars[:2]) in PAIRS else 1
    if n == 1:
        return [False]
    if style == "given":
        return [False] * size + [True] * (n - size)
    if style == "surname" or n == 2:
        return [True] * size + [False] * (n - size)
    if style == "ends":
        return [True] + [False] * (n - 2) + [True]
    return [True] * size + given_of(chars[size:], kind, size == 2)


def masked_name(name, style, longest, han, other):
    """The name by the customs that names.pyx describes."""
    chars = characters(name)
    pieces = []  # words as lists of characters, and what is between them as texts
    for c in chars:
        gap = c.isspace() or c[0] in "·‧•・･"
        if gap:
            pieces.append(c)
        elif pieces and isinstance(pieces[-1], list):
            pieces[-1].append(c)
        else:
            pieces.append([c])
    words = [p for p in pieces if isinstance(p, list)]
    dotted = any(c[0] in "·‧•・･" for c in chars)
    kinds = [script(w[0]) for w in words]
    pair = bool(words) and len(words[0]) == 2 and "".join(words[0]) in PAIRS
    apart = len(words) == 2 and "other" not in kinds and not dotted and (len(words[0]) <= longest or pair)

    def stay(i, word):
        if apart and i == 0:
            return [style != "given"] * len(word)
        if apart:
            return {"given": [True] * len(word), "surname": [False] * len(word)}.get(style) or given_of(
                word, kinds[1], False
            )
        if dotted:
            return [True] + [False] * (len(word) - 1)
        return whole_name(word, kinds[i], style)

    def write(i, word):
        mark = han if kinds[i] == "han" else other
        if kinds[i] == "other":
            last = i == len(words) - 1
            keeps = len(words) > 1 and ((style == "surname" and last) or (style == "given" and not last))
            return "".join(word) if keeps else word[0] + 3 * mark
        return "".join(c if keep else mark for c, keep in zip(word, stay(i, word), strict=True))

    out, i = [], 0
    for piece in pieces:
        out.append(write(i, piece) if isinstance(piece, list) else piece)
        i += isinstance(piece, list)
    return "".join(out)


# --- names ---------------------------------------------------------------------------------------


@given(NAMES, st.sampled_from(STYLES), st.sampled_from(["zh-TW", "zh-CN", "ja", "ko", "en"]))
def test_names_follow_their_custom(ctx, name, style, locale):
    if name and (characters(name)[0][0] in "\u0301\U000e0100"):
        return
    han = "*" if locale == "zh-CN" else "○"
    expected = masked_name(name, style, 3 if locale == "ja" else 1, han, "*")
    assert name_of(ctx, name, style, locale=locale) == expected
    ctx.reset()


@given(NAMES, st.sampled_from(["middle", "ends"]))
def test_something_of_every_name_is_hidden(ctx, name, style):
    shown = name_of(ctx, name, style, mark="█")
    assert "█" in shown or not name.strip(" \u3000·・") or "·" in name or "・" in name
    ctx.reset()


@pytest.mark.parametrize(
    ("name", "style", "expected"),
    [
        ("王小明", "middle", "王○明"),
        ("王明", "middle", "王○"),
        ("歐陽娜娜", "middle", "歐陽○○"),
        ("歐陽修", "middle", "歐陽○"),
        ("歐陽娜娜", "ends", "歐○○娜"),
        ("張王小明", "middle", "張○○明"),
        ("王小明", "surname", "王○○"),
        ("王小明", "given", "○小明"),
        ("歐陽娜娜", "given", "○○娜娜"),
        ("홍길동", "middle", "홍*동"),
        ("홍길", "middle", "홍*"),
        ("남궁민수", "middle", "남궁*수"),
        ("홍 길동", "middle", "홍 *동"),
        ("John Chen", "middle", "J*** C***"),
        ("John Chen", "surname", "J*** Chen"),
        ("John Chen", "given", "John C***"),
        ("王", "middle", "○"),
        ("", "middle", ""),
        ("  ", "middle", "  "),
        ("𠮷田", "middle", "𠮷○"),
        ("葛\U000e0100城太", "middle", "葛\U000e0100○太"),
        ("迪麗熱巴·迪力木拉提", "middle", "迪○○○·迪○○○○"),
        ("ヤマダ タロウ", "middle", "ヤ*** タ***"),
        ("王小明 (John)", "middle", "王○明 (***"),
        ("王明 李華", "middle", "王○ 李○"),
        ("\u0301", "middle", "\u0301***"),
    ],
)
def test_known_names(ctx, name, style, expected):
    assert name_of(ctx, name, style) == expected


def test_marks_and_locales(ctx):
    assert name_of(ctx, "張三", "given", locale="zh-CN") == "*三"
    assert name_of(ctx, "張三豐", "surname", locale="zh-CN") == "張**"
    assert name_of(ctx, "山田 太郎", locale="ja") == "山田 ○郎"
    assert name_of(ctx, "王小明", mark="〇") == "王〇明"
    assert name_of(ctx, "홍길동 Hong", mark="○") == "홍○동 H○○○"


@pytest.mark.parametrize(
    ("constants", "message"),
    [
        ({"style": "center", "mark": None}, '"middle", "surname", "given", "ends"'),
        ({"style": "end", "mark": None}, 'did you mean "ends"'),
        ({"style": "middle", "mark": ""}, "1 to 32 bytes"),
        ({"style": "middle", "mark": 7}, "must be a text"),
    ],
)
def test_wrong_constants(constants, message):
    with pytest.raises(ValueError, match=message):
        mask_name(Settings(), constants)


def test_a_very_long_name_is_masked(ctx):
    assert name_of(Context(), "王" * 100_000) == "王" + "○" * 99_998 + "王"


# --- texts and numbers ---------------------------------------------------------------------------


@given(TEXTS, st.integers(0, 9), st.integers(0, 9), st.sampled_from("*○"))
def test_mask_keeps_both_ends(ctx, s, start, end, mark):
    chars, shown, at = characters(s), [], 0
    hides_all = start + end >= len(s)
    for c in chars:
        keep = not hides_all and (at + len(c) <= start or at >= len(s) - end)
        shown.append(c if keep else mark)
        at += len(c)
    assert privacy.py_mask(ctx, s, start, end, mark) == "".join(shown)
    ctx.reset()


@pytest.mark.parametrize(("start", "end", "mark"), [(-1, 0, "*"), (0, -1, "*"), (0, 0, ""), (0, 0, "*" * 33)])
def test_mask_refuses_wrong_arguments(ctx, start, end, mark):
    with pytest.raises(Reject, match="argument"):
        privacy.py_mask(ctx, "abc", start, end, mark)


def test_mask_is_safe_from_large_counts(ctx):
    assert privacy.py_mask(ctx, "abc", 2**63 - 1, 2**63 - 1, "*") == "***"


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("A123456789", "A12****789"),
        ("900101-1234567", "900101-*******"),
        ("11010519491231002X", "110***********002X"),
        ("110105194912310021", "110***********0021"),
        ("12345678", "12****78"),
        ("123", "***"),
        ("", ""),
        ("04595257", "04****57"),
    ],
)
def test_mask_id(ctx, number, expected):
    assert privacy.py_mask_id(ctx, number, "*") == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("0912345678", "0912***678"),
        ("0912-345-678", "0912-***-678"),
        ("010-1234-5678", "010-****-5678"),
        ("090-1234-5678", "090-****-5678"),
        ("13812345678", "138****5678"),
        ("+86 138 1234 5678", "+86 *** **** 5678"),
        ("+886912345678", "+8869****5678"),
        ("+886 912 345 678", "+886 *** *** 678"),
        ("(02) 2345-6789", "(02) ****-6789"),
        ("02-2345-6789#12", "02-****-6789#12"),
        ("02-2345-6789 分機 12", "02-****-6789 分機 12"),
        ("51234567", "51****67"),
        ("５１２３４５６７", "５１****６７"),
        ("12345", "*****"),
        ("none", "****"),
        ("", ""),
        ("1-2-34567890", "1-2-34***890"),
        ("1-2-3-4567890123", "1-2-3-45****0123"),
    ],
)
def test_mask_phone(ctx, number, expected):
    assert privacy.py_mask_phone(ctx, number, "*") == expected


@given(DIGITS)
def test_a_phone_keeps_its_shape_and_hides_three_digits(ctx, s):
    shown = privacy.py_mask_phone(ctx, s, "█")
    digits = sum(c.isdecimal() for c in s)
    assert len(shown) == len(s)
    if digits:
        assert [c for c in shown if not c.isdecimal() and c != "█"] == [c for c in s if not c.isdecimal()]
        assert shown.count("█") >= min(3, digits)
        assert all(a == b for a, b in zip(shown, s, strict=True) if a != "█")
    ctx.reset()


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("ablaze@acme.example", "ab***@acme.example"),
        ("ab@x.tw", "a***@x.tw"),
        ("a@x.tw", "***@x.tw"),
        ("@x", "***@x"),
        ("no address", "**********"),
        ("a@b@c.d", "a@***@c.d"),
        ("王小明@例.tw", "王小***@例.tw"),
        ("", ""),
    ],
)
def test_mask_email(ctx, address, expected):
    assert privacy.py_mask_email(ctx, address, "*") == expected


@pytest.mark.parametrize(
    ("number", "start", "expected"),
    [
        ("4311-9522-1234-5678", 0, "****-****-****-5678"),
        ("4311952212345678", 6, "431195******5678"),
        ("1234567", 0, "****567"),
        ("1234567", 3, "****567"),
        ("123456789", 4, "1****6789"),
        ("1234", 0, "****"),
        ("DE89 3704 0044", 2, "DE** **** 0044"),
        ("none", 0, "****"),
        ("帳號", 0, "**"),
        ("", 0, ""),
    ],
)
def test_mask_card(ctx, number, start, expected):
    assert privacy.py_mask_card(ctx, number, start, "*") == expected


@given(DIGITS, st.integers(0, 8))
def test_a_card_never_shows_more_than_allowed(ctx, s, start):
    shown = privacy.py_mask_card(ctx, s, start, "█")
    digits = sum(c.isdecimal() for c in s)
    assert len(shown) == len(s)
    assert sum(c.isdecimal() for c in shown) <= max(0, min(start + 4, digits - 4))
    ctx.reset()


@pytest.mark.parametrize("start", [-1, 9])
def test_a_cards_first_digits_are_limited(ctx, start):
    with pytest.raises(Reject, match="argument"):
        privacy.py_mask_card(ctx, "4311952212345678", start, "*")

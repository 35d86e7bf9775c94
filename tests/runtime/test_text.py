"""Functions on texts, against slow twins in Python."""

import itertools
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flong.runtime import casing, text
from flong.runtime.core import Context, Reject

ROOT = Path(__file__).parents[2]
JOINER = "\u200d"
PIECES = st.one_of(
    st.sampled_from("aΣßŉǆİﬃ'’. 3歐陽가𠮷Ａ〜\n-\u3000\u0345\u200d"),
    st.sampled_from(["e\u0301", "葛\U000e0100", "👨\u200d👩\u200d👧", "👍\U0001f3fd", "❤\ufe0f", "か\u3099", "ﾊﾟ"]),
)
TEXTS = st.one_of(st.text(max_size=12), st.lists(PIECES, max_size=8).map("".join))
pinned = pytest.mark.skipif(unicodedata.unidata_version != "14.0.0", reason="tables are of Unicode 14.0")


@pytest.fixture(scope="module")
def ctx():
    return Context()


# --- twins ---------------------------------------------------------------------------------------


def extends(c):
    return (
        unicodedata.category(c)[0] == "M"
        or c == JOINER
        or "\U0001f3fb" <= c <= "\U0001f3ff"
        or "\U000e0020" <= c <= "\U000e007f"
    )


def may_cut(s, i):
    return not 0 < i < len(s) or not (extends(s[i]) or s[i - 1] == JOINER)


def cut(s, i):
    """The place `i`, clamped and moved left to where a cut may stand."""
    i = min(max(i + len(s) if i < 0 else i, 0), len(s))
    while not may_cut(s, i):
        i -= 1
    return i


def characters(s):
    """A text's code points with what belongs to them."""
    cuts = [i for i in range(len(s) + 1) if may_cut(s, i)]
    return [s[a:b] for a, b in itertools.pairwise(cuts)]


def titled(s):
    """Title case, word by word."""
    out, inside, lowered = [], False, s.lower()
    assert len(lowered) == len(s)
    for i, c in enumerate(s):
        cased = c.lower() != c or c.upper() != c or c.title() != c
        out.append((lowered[i] if inside else c.title()) if cased else c)
        inside = cased or (inside and (c in "'’" or extends(c))) or c in "0123456789"
    return "".join(out)


# --- case ----------------------------------------------------------------------------------------


@pinned
def test_every_code_point_has_strs_cases(ctx):
    for low in range(0, sys.maxunicode, 4096):
        s = "".join(map(chr, range(low, low + 4096))) if low != 0xD000 else "".join(map(chr, range(0xD000, 0xD800)))
        if 0xD800 <= low < 0xE000:
            continue
        s = s.replace("Σ", "")
        assert casing.py_upper(ctx, s) == s.upper()
        assert casing.py_lower(ctx, s) == s.lower()
        ctx.reset()


@pinned
def test_every_code_point_has_strs_title_case(ctx):
    for low in range(0, 0x20000, 1024):
        for cp in range(low, low + 1024):
            if not 0xD800 <= cp < 0xE000:
                assert casing.py_capitalize(ctx, chr(cp)) == chr(cp).capitalize()
        ctx.reset()


@given(TEXTS)
@pinned
def test_cases_are_those_of_str(ctx, s):
    assert casing.py_upper(ctx, s) == s.upper()
    assert casing.py_lower(ctx, s) == s.lower()
    assert casing.py_capitalize(ctx, s) == s.capitalize()
    ctx.reset()


@given(st.text(alphabet="aBσΣß'’. 3\u0301\u00ad歐", max_size=10))
def test_the_final_sigma_is_found(ctx, s):
    assert casing.py_lower(ctx, s) == s.lower()
    ctx.reset()


@given(st.text(alphabet="aBéΣǆ'’.- 39\u0301歐", max_size=10))
def test_title_starts_words(ctx, s):
    assert casing.py_title(ctx, s) == titled(s)
    ctx.reset()


def test_title_keeps_what_follows_an_apostrophe_or_a_digit(ctx):
    assert casing.py_title(ctx, "it's the 3rd o’clock call of ΟΔΟΣ") == "It's The 3rd O’clock Call Of Οδος"


@pinned
def test_the_committed_tables_are_what_the_tool_writes(capsys):
    sys.path.insert(0, str(ROOT / "tools"))
    import make_unicode_tables

    make_unicode_tables.main()
    assert capsys.readouterr().out == (ROOT / "flong/runtime/unicode_tables.h").read_text()


# --- white space and parts -----------------------------------------------------------------------


@given(st.text(alphabet="a歐 \t\n\u3000\x85\u200b\u2028", max_size=10))
def test_white_space_is_that_of_str(ctx, s):
    assert text.py_trim(ctx, s) == s.strip()
    assert text.py_squeeze(ctx, s) == " ".join(s.split())
    ctx.reset()


def test_every_white_space_of_str_is_trimmed(ctx):
    spaces = "".join(chr(cp) for cp in range(sys.maxunicode) if chr(cp).isspace())
    assert text.py_trim(ctx, spaces + "x" + spaces) == "x"


@given(
    st.text(alphabet="ab歐", max_size=12), st.text(alphabet="ab歐", max_size=3), st.text(alphabet="ab𠮷", max_size=3)
)
def test_replace_and_tests_are_those_of_str(ctx, s, old, new):
    assert text.py_replace(ctx, s, old, new) == (s.replace(old, new) if old else s)
    assert text.py_split(ctx, s, old) == (s.split(old) if old else [s])
    assert text.py_contains(ctx, s, old) is (old in s)
    assert text.py_starts_with(ctx, s, old) is s.startswith(old)
    assert text.py_ends_with(ctx, s, old) is s.endswith(old)
    ctx.reset()


def test_replace_does_not_explode(ctx):
    with pytest.raises(Reject, match="too long"):
        text.py_replace(ctx, "a" * 2000, "a", "b" * 2000)


# --- counting, cutting, filling ------------------------------------------------------------------


@given(TEXTS, st.integers(-9, 14), st.integers(-9, 14))
@pinned
def test_slices_cut_where_a_character_ends(ctx, s, start, stop):
    assert text.py_slice_range(ctx, s, start, stop) == s[cut(s, start) : cut(s, stop)]
    assert text.py_slice_from(ctx, s, start) == s[cut(s, start) :]
    assert text.py_slice_range(ctx, s, 0, start) + text.py_slice_from(ctx, s, start) == s
    ctx.reset()


@given(TEXTS)
@pinned
def test_reverse_keeps_characters_whole(ctx, s):
    assert text.py_reverse(ctx, s) == "".join(reversed(characters(s)))
    assert text.py_length(ctx, s) == len(s)
    ctx.reset()


@given(TEXTS, st.integers(1, 14))
@pinned
def test_truncate_is_never_longer(ctx, s, n):
    expected = s if len(s) <= n else s[: cut(s, n - 1)] + "…"
    assert text.py_truncate(ctx, s, n, "…") == expected
    assert len(expected) <= n
    ctx.reset()


def test_truncate_needs_room_for_its_mark(ctx):
    for length in (2, -1, -(2**63)):
        with pytest.raises(Reject, match="argument"):
            text.py_truncate(ctx, "abcdef", length, "...")


def test_a_family_is_not_torn(ctx):
    assert text.py_truncate(ctx, "ab👨\u200d👩\u200d👧cd", 5, "…") == "ab…"
    assert text.py_slice_range(ctx, "e\u0301x", 0, 1) == ""


@given(TEXTS, st.integers(-3, 20), st.sampled_from("0*歐𠮷"))
def test_padding_counts_code_points(ctx, s, width, fill):
    lacking = fill * max(width - len(s), 0)
    assert text.py_pad_left(ctx, s, width, fill) == lacking + s
    assert text.py_pad_right(ctx, s, width, fill) == s + lacking
    ctx.reset()


def test_padding_to_the_least_width(ctx):
    assert text.py_pad_left(ctx, "abc", -(2**63), " ") == "abc"


@pytest.mark.parametrize("fill", ["", "ab", "e\u0301"])
def test_padding_takes_one_character(ctx, fill):
    with pytest.raises(Reject, match="argument"):
        text.py_pad_left(ctx, "x", 3, fill)


@given(TEXTS, st.integers(0, 5))
def test_repeat(ctx, s, times):
    assert text.py_repeat(ctx, s, times) == s * times
    ctx.reset()


@pytest.mark.parametrize(("call", "reason"), [
    (lambda c: text.py_repeat(c, "x", -1), "argument"),
    (lambda c: text.py_repeat(c, "x", 1 << 40), "too long"),
    (lambda c: text.py_pad_left(c, "x", 1 << 62, " "), "too long"),
    (lambda c: text.py_pad_right(c, "x", 1 << 40, "歐"), "too long"),
])  # fmt: skip
def test_texts_stay_under_a_megabyte(ctx, call, reason):
    with pytest.raises(Reject, match=reason):
        call(ctx)


@given(TEXTS)
@pinned
def test_width_is_that_of_a_terminal(ctx, s):
    def columns(c):
        if "\ufe0f" in c[1:2]:
            return 2
        zero = unicodedata.category(c[0]) in ("Mn", "Me", "Cf", "Cc") or "\u1160" <= c[0] <= "\u11ff"
        wide = unicodedata.category(c[0]) != "Cn" and unicodedata.east_asian_width(c[0]) in "WF"
        return 2 if wide else 0 if zero and c[0] != "\xad" else 1

    if all(unicodedata.category(c) != "Cn" for c in s):
        assert text.py_width(ctx, s) == sum(map(columns, characters(s)))
    ctx.reset()


def test_widths_of_known_texts(ctx):
    assert [
        text.py_width(ctx, s) for s in ("NT$元", "ｱｲ", "か\u3099", "👨\u200d👩\u200d👧", "❤\ufe0f", "❤", "\u2fff")
    ] == [5, 2, 2, 2, 2, 1, 1]


@given(st.text(alphabet=st.characters(max_codepoint=0x7F), max_size=12))
def test_full_width_comes_back(ctx, s):
    wide = text.py_fullwidth(ctx, s)
    assert wide.isascii() is (s == "" or all(not 0x20 <= ord(c) <= 0x7E for c in s))
    assert text.py_halfwidth(ctx, wide) == s
    assert unicodedata.normalize("NFKC", wide) == s
    ctx.reset()

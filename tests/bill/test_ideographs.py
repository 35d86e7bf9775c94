"""Texts put together from their characters are what Pango shows of them as a whole, and what rules touch is known."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from cases import CASES
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont
from hypothesis import example, given, settings
from hypothesis import strategies as st
from stamping import bill_for

from flong.bill import Press
from flong.bill.plates.errors import Unstampable
from flong.bill.plates.inert import Touched
from tests.bill import fontmaker
from tests.bill.fontmaker import NAMES, with_tables

FIRST, REPEATED = "臺北市中正區忠孝東路一段人之", "王小明김민준서울시"
WORDS = ("臺北市", "忠孝東路", "12", "號", "3 樓", "김민준", "서울 1", "-", ", ", "(甲)", "7/1", "A", "あ", "。", "之 ")


@pytest.fixture(scope="module")
def faces() -> list[Any]:
    case = CASES["statement"]
    template = case.template()
    press = Press(template.folder, first=0, every=0)
    for record in case.records(3):
        press.cast(*bill_for(template, record))
    return [face for face in press._opened().plate.faces.values() if face.scripts]


@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=5), which=st.integers(0, 99))
@example(words=["12", "號", "3 樓"], which=0)
@settings(max_examples=80)
def test_texts_of_one_script_are_what_pango_shows(faces: list[Any], words: list[str], which: int) -> None:
    face, text = faces[which % len(faces)], "".join(words).strip()
    try:
        made = face._of_script(text)
        laid = face.exactly(text)
    except Unstampable:
        return
    if made is not None:
        assert made.runs == laid.runs
        assert made.line == laid.line
        assert made.width == pytest.approx(laid.width, abs=1e-9)


def test_known_characters_are_not_laid_out_again(faces: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """In any order, and beside digits; texts of two scripts are left to Pango."""
    for face in faces:
        han, hangul = face.scripts
        assert any(han.shaped("人12") for _ in range(5))
        for char in FIRST + "0123456789":
            han.shaped(f"{char}人")
        for char in REPEATED[3:]:
            hangul.shaped(char)
        monkeypatch.setattr(han, "lay", None)
        monkeypatch.setattr(hangul, "lay", None)
        assert han.shaped(FIRST[::-1])
        assert hangul.shaped("서민준") and not han.shaped("서민준")
        assert not han.shaped("臺北서울") and not hangul.shaped("臺北서울")
        assert not han.shaped("A臺") and not han.shaped("臺。") and not han.shaped(" 臺") and not han.shaped("12")


def test_much_that_is_new_is_not_tried(faces: list[Any]) -> None:
    for face in faces:
        assert face.scripts[0].shaped("鼎鼐龍龜齒") is None
        assert sum(char in face.scripts[0].pieces for char in "鼎鼐龍龜齒") < 5


FEATURES = {
    "feature liga { sub A B by C; } liga;": "A",
    "feature kern { pos A B -50; } kern;": "A",
    "feature kern { @L = [A B]; @R = [C D]; pos @L @R -50; } kern;": "AB",
    "feature calt { sub A' B by C; } calt;": "A",
    "feature calt { sub A B' C by D; } calt;": "B",
    "feature ccmp { sub A by B C; } ccmp;": "ABC",
    "feature locl { sub A by B; } locl; feature liga { sub A C by D; } liga;": "AB",
    "feature locl { sub A by B; sub B by C; } locl;": "",
    "feature rand { sub A from [B C]; } rand;": "ABC",
    "feature kern { pos A <10 0 20 0>; } kern;": "A",
    "feature palt { pos A <10 0 20 0>; } palt; feature vert { sub A by B; } vert;": "",
    "lookup far useExtension { sub D E by C; } far; feature rlig { lookup far; } rlig;": "D",
    "feature rclt { rsub A' B by C; } rclt;": "A",
    "markClass B <anchor 0 0> @M; feature mark { pos base A <anchor 5 5> mark @M; } mark;": "B",
}


FAR = {
    "feature calt { sub A' B by C; } calt;": "A",
    "feature calt { sub A B' C by D; } calt;": "B",
    "feature rclt { rsub A' B by C; } rclt;": "A",
    "feature kern { pos A' 10 B C; } kern;": "A",
    "feature locl { sub D by B; } locl; feature calt { sub D' A by C; } calt;": "BD",
    "feature ccmp { sub A' B by C; } ccmp;": "",
    "feature liga { sub A B by C; } liga; feature kern { pos A B -50; } kern;": "",
    "feature liga { sub A B D by C; } liga;": "A",
    "feature liga { sub A B D by C; sub A B by E; } liga;": "",
    "feature ss01 { sub A' B by C; } ss01;": "",
}
ASKED = {
    "feature ss01 { sub A' B by C; } ss01;": "A",
    "feature dlig { sub A B D by C; } dlig;": "A",
    "feature salt { sub D by B; } salt; feature ss01 { sub D' A by C; } ss01;": "BD",
}


def rules(features: str) -> Touched:
    """Of a font that has the features."""
    font = TTFont(BytesIO(fontmaker.truetype()))
    addOpenTypeFeaturesFromString(font, f"languagesystem DFLT dflt; languagesystem latn TRK; {features}")
    out = BytesIO()
    font.save(out)
    return Touched(out.getvalue(), 0)


@pytest.mark.parametrize("features", FEATURES)
def test_rules_touch_the_first_glyph_that_they_ask_for(features: str) -> None:
    touched = rules(features)
    assert "".join(name for i, name in enumerate(NAMES) if i in touched) == FEATURES[features]


@pytest.mark.parametrize("features", FAR)
def test_rules_that_look_far_begin_at_these_glyphs(features: str) -> None:
    """Trials of two neighbours would not show what such a rule does in longer texts."""
    found = rules(features)
    assert "".join(name for i, name in enumerate(NAMES) if found.reaches(i)) == FAR[features]


@pytest.mark.parametrize("features", ASKED)
def test_rules_that_styles_ask_for_look_far_too(features: str) -> None:
    found = rules(features)
    assert "".join(name for i, name in enumerate(NAMES) if found.reaches(i, asked=True)) == ASKED[features]


def test_rules_that_are_not_understood_touch_all() -> None:
    whole = fontmaker.truetype()
    assert 1 not in Touched(whole, 0)
    assert 1 in Touched(with_tables(whole, kern=b"\0\0\0\0"), 0)
    assert 1 in Touched(with_tables(whole, GSUB=b"\0\1\0\0\0\x0a\0"), 0)
    assert 1 in Touched(b"", 0) and Touched(b"", 0).reaches(1)
    assert Touched(with_tables(whole, morx=b"\0\0\0\0"), 0).reaches(1)

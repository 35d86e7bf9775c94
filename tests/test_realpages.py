"""Real pages as templates: with the texts of the page they print the page."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from realpages import RECIPES, Made, template, without_notes

import flong

sys.path.insert(0, str(Path(__file__).parent / "compiler" / "passes"))
from judges import trees

WIDTHS, HEIGHT = (600, 320), 1600


@pytest.fixture(params=RECIPES)
def page(request, corpora) -> tuple[str, Made]:
    """A page and its template."""
    file = corpora / "real-html" / request.param
    if not file.is_file():
        pytest.skip(f"no page {file}")
    text = file.read_text()
    return text, template(text, RECIPES[request.param])


@pytest.fixture
def rendered(page) -> str:
    """What the template makes of the page's own texts; the template has no error."""
    return flong.compile(page[1].source, engine="python").render(page[1].record).html or ""


def test_the_tree_is_the_page_s(page, rendered):
    """As browsers and as Outlook read it, by two parsers."""
    assert page[1].outputs > 5
    assert trees(rendered) == trees(without_notes(page[0]))


def test_rows_become_loops(page):
    """All rows of a page are one loop."""
    made = page[1]
    assert made.source.count("{% for r in rows %}") == ("rows" in made.record)
    assert len(made.record.get("rows", "abc")) == 3


@pytest.fixture(scope="module")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("there is no chromium (scripts/system.sh servers installs it)")
    return found


def pictures(chromium: str, folder: Path, pages: dict[str, str]) -> dict[tuple[str, int], Image.Image]:
    """Each page in each width, as Chromium shows it without a network.

    They stand in frames of one window, for a window has a least width of its own.
    """
    frames, boxes, left = "", {}, 0
    for name, text in pages.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
        for width in WIDTHS:
            style = f"position:absolute;border:0;top:0;left:{left}px;width:{width}px;height:{HEIGHT}px"
            frames += f'<iframe src="{name}.html" scrolling="no" style="{style}"></iframe>'
            boxes[name, width] = (left, 0, left + width, HEIGHT)
            left += width
    (folder / "frames.html").write_text(f"<!doctype html><body>{frames}", "utf-8")
    shot = folder / "shot.png"
    switches = "headless no-sandbox disable-gpu hide-scrollbars disable-quic no-first-run disable-background-networking"
    command = [chromium, *(f"--{switch}" for switch in [*switches.split(), "disable-component-update", "disable-sync"])]
    command += ["--proxy-server=http://127.0.0.1:9", "--force-device-scale-factor=1", f"--window-size={left},{HEIGHT}"]
    command += [f"--user-data-dir={folder / 'profile'}", f"--screenshot={shot}", (folder / "frames.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with Image.open(shot) as image:
        assert image.size == (left, HEIGHT)
        return {key: image.convert("RGB").crop(box) for key, box in boxes.items()}


def differing(one: Image.Image, two: Image.Image) -> int:
    """How many pixels differ."""
    difference = ImageChops.difference(one, two).convert("L")
    return sum(difference.histogram()[1:])


@pytest.mark.servers
def test_the_picture_is_the_page_s(page, rendered, chromium, tmp_path):
    """No pixel differs, at the width of a window and of a phone; a changed text is seen."""
    changed = rendered.replace("</p>", " changed</p>").replace("</td>", " changed</td>")
    shots = pictures(chromium, tmp_path, {"original": page[0], "rendered": rendered, "changed": changed})
    for width in WIDTHS:
        assert differing(shots["original", width], shots["rendered", width]) == 0
        assert differing(shots["original", width], shots["changed", width]) > 100

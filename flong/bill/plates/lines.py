"""The lines of a leaf that show values, as they will be composed anew."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from weasyprint.draw.color import get_color
from weasyprint.formatting_structure import boxes
from weasyprint.layout.percent import percentage

from flong.bill.plates.errors import Unstampable
from flong.bill.plates.flow import children, inked
from flong.bill.plates.parts import Atom, Line, Rule
from flong.bill.plates.texts import Face

_ALIGN = {"left": 0.0, "start": 0.0, "center": 0.5, "right": 1.0, "end": 1.0}
_STYLE = (
    "font_family", "font_size", "font_style", "font_stretch", "font_weight", "font_variation_settings",
    "font_kerning", "font_variant_ligatures", "font_variant_position", "font_variant_caps", "font_variant_numeric",
    "font_variant_alternates", "font_variant_east_asian", "font_feature_settings", "font_language_override", "lang",
    "letter_spacing", "word_spacing", "white_space", "text_transform", "direction", "hyphens", "line_height",
)  # fmt: skip
_NEAR = 1e-6
_FEATURES = re.compile(r"@font-face[^}]*font-(?:variant|feature)", re.IGNORECASE)


class Lines:
    """Finds the lines with values and makes them of faces shared by all texts of a style."""

    def __init__(self, faces: dict[Any, Face], lesson: Any, canvas: Any, page: Any) -> None:
        self.faces, self.lesson, self.canvas, self.page = faces, lesson, canvas, page
        self.tape = canvas.tape(page)
        self.touched = None if _FEATURES.search(lesson.laid.css()) else canvas.touched

    def face(self, box: Any) -> Face:
        """The face of a text box."""
        key = tuple(_hashable(box.style[name]) for name in _STYLE)
        if key not in self.faces:
            if box.style["text_transform"] != "none":
                raise Unstampable("text-transform changes a value")
            canvas, context = self.canvas, self.lesson.laid.context
            face = Face(box, context, self.tape, canvas.recoded, reaches=canvas.reaches, touched=self.touched)
            self.faces[key] = face
        return self.faces[key]

    def of(self, leaf: Any) -> Iterator[tuple[Line, list[Any]]]:
        """The lines of a leaf that show values, each with its text boxes."""
        for line, block in lines_of(leaf.box, None):
            texts = list(texts_on(line))
            values = map(self.lesson.value_of, texts)
            if shown := [value for value in values if value is not None and not value.frozen]:
                try:
                    made = self._line(line, block, texts, leaf)
                except Unstampable as reason:
                    raise Unstampable(str(reason), shown[0].output) from None
                yield made, texts

    def _line(self, line: Any, block: Any, texts: list[Any], leaf: Any) -> Line:
        if not all(isinstance(text, boxes.TextBox) for text in texts):
            raise Unstampable("a line has a value beside a picture or a block")
        if _inked_inside(line):
            raise Unstampable("a value stands in a box of the line with a border or a background")
        if line.text_overflow != "clip" or line.block_ellipsis != "none":
            raise Unstampable("a value may be cut short by an ellipsis")
        atoms, at = [], line.position_x
        for text in texts:
            atoms.append(self._atom(text, text.position_x - at, leaf))
            at = text.position_x + text.width
        align = _ALIGN.get(_alignment(line.style))
        left, room = self._region(block, align)
        made = Line(tuple(atoms), left, room, align if align is not None else 0.0)
        width = at - line.position_x
        if align is None or abs(made.left + (made.width - width) * align - line.position_x) > _NEAR:
            raise Unstampable("a value stands beside a float, is indented or aligned in an unusual way")
        return made

    def _region(self, block: Any, align: float | None) -> tuple[float, float]:
        """Where the lines of a block may stand: its left edge and its width. An absolute block is as wide as its lines:
        these stand at the side that holds it."""
        if not shrinks(block):
            return float(block.content_box_x()), float(block.width)
        held = 1.0 if block.style["right"] != "auto" else 0.0
        if held != align or block.style["white_space"] not in ("nowrap", "pre") or inked(block):
            raise Unstampable("an absolute block without a width holds a value: align it to its side, without breaks")
        left, right = block.content_box_x(), block.content_box_x() + block.width
        return (0.0, right) if held else (left, self.page.margin_width() - left)

    def _atom(self, box: Any, gap: float, leaf: Any) -> Atom:
        if box.style["visibility"] != "visible":
            raise Unstampable("a value is hidden")
        value = self.lesson.value_of(box)
        y = box.position_y + box.baseline - leaf.y
        ink = self.canvas.colour(self.page, box.style["color"])
        rule = self._rule(box, leaf) if box.style["text_decoration_line"] != "none" else None
        face = self.face(box)
        if value is None:
            face.fixed(box.text)  # no glyph is new when bills are stamped
        return Atom(None if value is None else value.place, box.text, face, gap, y, ink, rule)

    def _rule(self, box: Any, leaf: Any) -> Rule:
        """The line under a text, as `draw_text` draws it."""
        style = box.style
        if set(style["text_decoration_line"]) != {"underline"} or style["text_decoration_style"] != "solid":
            raise Unstampable("a value has a line over or through it, or not a plain one under it")
        layout, size = box.pango_layout, style["font_size"]
        plain = style["text_decoration_thickness"] in ("auto", "from-font")
        width = layout.underline_thickness if plain else percentage(style["text_decoration_thickness"], style, size)
        auto = style["text_underline_offset"] == "auto"
        below = -layout.underline_position if auto else percentage(style["text_underline_offset"], style, size)
        y = box.position_y + (box.baseline + below + width / 2) - leaf.y
        return Rule(y, width, self.canvas.colour(self.page, get_color(style, "text_decoration_color"), stroke=True))


def _alignment(style: Any) -> str:
    """How a line is aligned that was not broken for want of room: it is the last one, or a template ends it."""
    last = style["text_align_last"]
    return str(style["text_align_all"] if last == "auto" else last)


def shrinks(block: Any) -> bool:
    """Whether the block is as wide as its contents, and stands at one side."""
    style = block.style
    sided = style["left"] == "auto" or style["right"] == "auto"
    return bool(block.is_absolutely_positioned() and style["width"] == "auto" and sided)


def held_at(block: Any) -> tuple[float, float]:
    """The edge and the width of a block that no value may change."""
    if not shrinks(block):
        return block.content_box_x(), block.width
    return block.content_box_x() + (block.width if block.style["right"] != "auto" else 0.0), 0.0


def lines_of(box: Any, block: Any) -> Iterator[tuple[Any, Any]]:
    """Each line within, and the block that it stands in."""
    if isinstance(box, boxes.LineBox):
        yield box, block
    for child in children(box):
        yield from lines_of(child, box if not isinstance(box, boxes.LineBox | boxes.InlineBox) else block)


def wrapped(box: Any) -> Iterator[list[Any]]:
    """The lines within that were broken for want of room, together with those that they were broken from."""
    run: list[Any] = []
    last = None
    for line, block in lines_of(box, None):
        if last is not None and (block is not last or _forced(run[-1])):
            if len(run) > 1:
                yield run
            run = []
        run, last = [*run, line], block
    if len(run) > 1:
        yield run


def _forced(line: Any) -> bool:
    """Whether the template ends the line."""
    inside = line
    while getattr(inside, "children", ()):
        inside = inside.children[-1]
        if getattr(inside, "element_tag", "") == "br":
            return True
    return False


def texts_on(box: Any) -> Iterator[Any]:
    """What stands on a line, without the inline boxes around it. Blocks inside have their own lines."""
    for child in children(box):
        if isinstance(child, boxes.InlineBox) and not isinstance(child, boxes.InlineBlockBox):
            yield from texts_on(child)
        elif not (isinstance(child, boxes.TextBox) and not child.text):
            yield child


def _inked_inside(box: Any) -> bool:
    """Whether an inline box on the line has a border or a background, which must grow with a value."""
    inside = [c for c in getattr(box, "children", ()) if isinstance(c, boxes.InlineBox)]
    return any((inked(c) and c.children) or _inked_inside(c) for c in inside)


def _hashable(value: Any) -> Any:
    return repr(value) if isinstance(value, (list, dict)) else value

"""The leaves of a document that was laid out, page by page, and what its template says about each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from weasyprint.formatting_structure import boxes
from weasyprint.layout.absolute import AbsolutePlaceholder
from weasyprint.layout.block import _add_break_values

from flong.bill.plates.errors import Unstampable

_PLAIN = {
    "float": "none",
    "overflow": "visible",
    "opacity": 1,
    "column_width": "auto",
    "column_count": "auto",
    "break_inside": "auto",
    "box_decoration_break": "slice",
}
_SIDES = ("top", "right", "bottom", "left")
_ABOVE = ("margin_top", "padding_top", "border_top_width")


@dataclass(slots=True)
class Leaf:
    """A leaf on a page. `first` and `last` are the places of its element and of all within, in the tree's order.

    `group`: "head" or "foot" for rows of a table's; `again`: repeated on a further page. `free`: it stands out of the
    stack, at its place on the page. `begins` and `ends`: the boxes around whose first or last it is there.
    """

    box: Any = field(repr=False)
    page: int
    first: int
    last: int
    group: str = ""
    again: bool = False
    free: bool = False
    table: Any = field(default=None, repr=False)
    begins: list[Any] = field(default_factory=list, repr=False)
    ends: list[Any] = field(default_factory=list, repr=False)

    @property
    def y(self) -> float:
        """Where its border begins, px: the margin above is lost at the top of a page."""
        return float(self.box.position_y if self.is_row else self.box.border_box_y())

    @property
    def height(self) -> float:
        """With its borders, px; of a row with the space below, which must be on its page too."""
        return float(self.box.height) + self._space if self.is_row else float(self.box.border_height())

    @property
    def _space(self) -> float:
        style = self.table.style
        return float(style["border_spacing"][1]) if style["border_collapse"] == "separate" else 0.0

    @property
    def is_row(self) -> bool:
        return isinstance(self.box, boxes.TableRowBox)

    @property
    def closing(self) -> float:
        """What its margin and the boxes that end with it add below, px."""
        own = 0.0 if self.is_row else max(0.0, float(self.box.margin_bottom))
        return own + sum(float(box.padding_bottom + box.border_bottom_width) for box in self.ends)

    def breaks(self, side: str) -> frozenset[str]:
        """What the styles say about a page's end before it or after it."""
        around = self.begins if side == "before" else self.ends
        return frozenset((*_add_break_values(self.box, side), *(box.style[f"break_{side}"] for box in around)))

    @property
    def opening(self) -> tuple[str, ...]:
        """What the boxes that begin with it put above."""
        return tuple(repr([box.style[name] for name in _ABOVE]) for box in self.begins)

    def together(self, other: Leaf) -> bool:
        """Whether both are rows of one table."""
        return self.is_row and other.is_row and self.table is not None and self.table.element is other.table.element


class Order:
    """The order of a tree's nodes: `place[id(node)]` is (its place, the place of the last node within)."""

    def __init__(self, root: Any) -> None:
        self.place: dict[int, tuple[int, int]] = {}
        self.nodes: list[Any] = []
        self._walk(root)

    def _walk(self, root: Any) -> None:
        stack = [(root, False)]
        while stack:
            node, done = stack.pop()
            if done:
                self.place[id(node)] = (self.place[id(node)][0], len(self.nodes) - 1)
                continue
            self.place[id(node)] = (len(self.nodes), len(self.nodes))
            self.nodes.append(node)
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node))


def leaves(pages: list[Any], order: Order) -> list[Leaf]:
    """All leaves, in the order of the pages. Raises Unstampable where one is divided."""
    found: list[Leaf] = []
    seen: set[int] = set()
    for number, page in enumerate(pages):
        extra = [type(box).__name__ for box in page.children[1:] if not isinstance(box, boxes.MarginBox)]
        if any(name != "FootnoteAreaBox" for name in extra) or any(
            getattr(box, "children", ()) for box in page.children[1:] if isinstance(box, boxes.FootnoteAreaBox)
        ):
            raise Unstampable("the page has footnotes or fixed boxes")
        for leaf in _of_box(page.children[0], number, order, _Around(seen=frozenset(seen))):
            if leaf.first in seen and not leaf.again:
                raise Unstampable("a block goes over the end of a page, or lines of text stand beside blocks")
            seen.add(leaf.first)
            found.append(leaf)
    _keep_outermost(found, "begins")
    _keep_outermost(found[::-1], "ends")
    return found


def _keep_outermost(found: Sequence[Leaf], side: str) -> None:
    """A box that goes over several pages begins on the first of them and ends on the last."""
    met: set[tuple[int, type]] = set()
    for leaf in found:
        around = {(id(box.element), type(box)): box for box in getattr(leaf, side)}
        setattr(leaf, side, [box for name, box in around.items() if name not in met])
        met |= around.keys()


def _of_box(box: Any, page: int, order: Order, around: _Around) -> Iterator[Leaf]:
    """The leaves of `box`, which stands on a page."""
    if isinstance(box, AbsolutePlaceholder):
        if box._box.style["top"] == "auto" or page:
            raise Unstampable(
                "an absolute block without `top`, or behind the first page, moves with the text before it"
            )
        yield Leaf(box._box, page, *_places(box._box, order, around.box), free=True)
    elif not stacks(box):
        first, last = _places(box, order, around.box)
        again = around.group == "head" and first in around.seen
        yield Leaf(box, page, first, last, around.group, again, table=around.table)
    else:
        table = box if isinstance(box, boxes.TableBox) else around.table
        inner = [
            leaf for child in box.children for leaf in _of_box(child, page, order, around.inner(box, child, table))
        ]
        stacked = [leaf for leaf in inner if not leaf.free and not leaf.again]
        if stacked:
            stacked[0].begins.append(box)
            stacked[-1].ends.append(box)
        yield from inner


def containers(pages: list[Any]) -> Iterator[Any]:
    """The elements of the boxes that hold leaves."""
    boxes_left = [page.children[0] for page in pages]
    while boxes_left:
        box = boxes_left.pop()
        if not isinstance(box, AbsolutePlaceholder) and stacks(box):
            boxes_left += box.children
            if box.element is not None:
                yield box.element


class _Around(NamedTuple):
    """What stands around a box: the box itself, the table, and whether it is in the "head" or "foot" of that.
    `seen` are the places of leaves on the pages before."""

    box: Any = None
    table: Any = None
    group: str = ""
    seen: frozenset[int] = frozenset()

    def inner(self, box: Any, child: Any, table: Any) -> _Around:
        if not isinstance(child, boxes.TableRowGroupBox):
            return self._replace(box=box, table=table)
        return self._replace(box=box, table=table, group="head" if child.is_header else "foot" * child.is_footer)


def _places(box: Any, order: Order, around: Any) -> tuple[int, int]:
    """The first and the last place of what is in `box`. One without an element of its own has those of its contents."""
    if box.element is None or id(box.element) not in order.place:
        raise Unstampable("a box without an element")
    if around is None or box.element is not around.element:
        return order.place[id(box.element)]
    inside = [order.place[id(e)] for e in _elements(box) if e is not around.element and id(e) in order.place]
    if not inside:
        raise Unstampable("a text stands between blocks: put it into a block of its own")
    return min(first for first, _ in inside), max(last for _, last in inside)


def _elements(box: Any) -> Iterator[Any]:
    for child in children(box):
        yield child.element
        yield from _elements(child)


def children(box: Any) -> list[Any]:
    """The boxes inside, absolute ones in person."""
    return [getattr(child, "_box", child) for child in getattr(box, "children", ())]


def stacks(box: Any) -> bool:
    """Whether the box only holds others one below the other, and shows nothing itself."""
    kinds = (boxes.BlockBox, boxes.TableBox, boxes.TableRowGroupBox)
    if type(box) not in kinds and not isinstance(box, boxes.TableBox | boxes.TableRowGroupBox):
        return False
    if not box.children or not _plain(box):
        return False
    return all(_in_stack(child) for child in box.children)


def _plain(box: Any) -> bool:
    style = box.style
    if any(style[name] != value for name, value in _PLAIN.items()) or style["transform"]:
        return False
    settled = style["position"] == "relative" and box.element_tag in ("html", "body") and _in_place(style)
    if style["position"] != "static" and not settled:
        return False
    if style["height"] != "auto" or style["max_height"].value != float("inf") or _length(style["min_height"]):
        return False
    return not inked(box)


def _in_place(style: Any) -> bool:
    """Whether a relative box stands where it would stand anyway."""
    return style["z_index"] == "auto" and all(style[side] == "auto" for side in _SIDES)


def _length(value: Any) -> float:
    return 0.0 if value == "auto" else float(value.value)


def inked(box: Any) -> bool:
    """Whether the box itself paints something. Collapsed borders belong to the rows."""
    if box.background is not None and (
        box.background.color.alpha > 0 or any(layer.image for layer in box.background.layers)
    ):
        return True
    collapsed = isinstance(box, boxes.TableBox) and box.style["border_collapse"] == "collapse"
    borders = any(box.style[f"border_{side}_width"] for side in _SIDES) and not collapsed
    columns = [c for group in getattr(box, "column_groups", ()) for c in (group, *group.children)]
    return borders or any(c.background is not None and c.background.layers for c in columns)


def _in_stack(child: Any) -> bool:
    if isinstance(child, AbsolutePlaceholder):
        return not str(child._box.element_tag).endswith("::marker")
    if isinstance(child, boxes.TableRowBox):
        return all(cell.rowspan == 1 for cell in child.children)
    return isinstance(child, boxes.BlockLevelBox | boxes.TableRowGroupBox) and child.is_in_normal_flow()

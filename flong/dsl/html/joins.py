"""Where branches meet: one point for all of them, or none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from flong.dsl.html.scanner import Point
from flong.dsl.html.values import VALUE_STATES

_BETWEEN = ("before_name", "gap")


def join(points: Sequence[Point]) -> Point | None:
    """The point behind branches that end at `points`: equal ones, ones whose values join, or all between
    two attributes (an unquoted value that ended counts as that; the caller closes it)."""
    first = points[0]
    joined: Point | None = first
    for point in points[1:]:
        joined = joined and _same(joined, point)
    if joined:
        return joined
    between = [_between(point) for point in points]
    joined = between[0]
    for point_between in between[1:]:
        joined = joined and point_between and _gap(joined, point_between)
    return joined


def _same(left: Point, right: Point) -> Point | None:
    if left == right:
        return left
    left, right = _tails(left, right)
    if left == right:
        return left
    if left.inner is None or right.inner is None:
        return None
    inner = left.inner.join(right.inner)
    if inner is None or replace(left, inner=inner) != replace(right, inner=inner):
        return None
    return replace(left, inner=inner)


def _tails(left: Point, right: Point) -> tuple[Point, Point]:
    """Ends that differ count as the worst, `--`; scripts whose types differ as no type."""
    tail = left.tail if left.tail == right.tail else "--"
    script = left.script if left.script == right.script else ""
    return replace(left, tail=tail, script=script), replace(right, tail=tail, script=script)


def _between(point: Point) -> Point | None:
    if point.cursor.state == "unquoted":
        cursor = replace(point.cursor, state="gap", attribute="")
        return replace(point, cursor=cursor, inner=None, tail="")
    return point if point.cursor.state in _BETWEEN else None


def _gap(left: Point, right: Point) -> Point | None:
    left, right = _tails(left, right)
    state = "gap" if "gap" in (left.cursor.state, right.cursor.state) else "before_name"
    left, right = (replace(p, cursor=replace(p.cursor, state=state)) for p in (left, right))
    return left if left == right else None


def stays(start: Point, end: Point) -> bool:
    """Whether `end` is in the context of `start`; one whole value without quotes may lie between them."""
    if start.cursor.state == "before_value" and end.cursor.state == "unquoted":
        return True
    outer, inner = start.structure, end.structure
    around = (outer.regions, outer.closed, outer.foreign) == (inner.regions, inner.closed, inner.foreign)
    return around and join([start, replace(end, structure=outer)]) is not None


def must_close(point: Point, joined: Point) -> bool:
    """Whether the branch that ended at `point` still has to close its unquoted value."""
    return point.cursor.state == "unquoted" != joined.cursor.state


def describe(point: Point) -> str:
    """Where a point is, for an error message."""
    cursor = point.cursor
    if cursor.state in VALUE_STATES or cursor.state == "before_value":
        return f"in the value of `{cursor.attribute}`"
    if cursor.state.startswith(("comment", "condition", "bogus")):
        return "in a comment"
    if cursor.state == "data":
        return _describe_text(point)
    return "in the doctype" if cursor.state == "doctype" else f"in the tag <{cursor.name}>"


def _describe_text(point: Point) -> str:
    around = point.cursor.raw or point.structure.closed
    if around:
        return f"in <{around}>"
    return "in a conditional comment" if point.structure.regions else "in text"

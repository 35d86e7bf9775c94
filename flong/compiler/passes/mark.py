"""The target `marked`: in an HTML body each value of the text stands in a span with its number."""

from __future__ import annotations

from flong.compiler import ir
from flong.compiler.passes.markup import Markup, change_part
from flong.dsl.types import HTML


def mark(module: ir.Module, part: str) -> ir.Module:
    """`module` with each output in the text of `part` as `<span data-flong="N">…</span>`.

    N is the output's number. Outputs in attributes, styles, `<title>` and the like stay bare, and so do
    html values, which may hold blocks.
    """
    return change_part(module, part, _Marker().whole)


class _Marker(Markup):
    def on_emit(self, node: ir.Emit) -> None:
        in_text = self.cursor.state == "data" and not self.cursor.raw
        if in_text and node.value.type != HTML:
            self.nodes += [ir.Write(b'<span data-flong="%d">' % node.number), node, ir.Write(b"</span>")]
        else:
            self.nodes.append(node)

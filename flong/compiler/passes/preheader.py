"""The preheader: a hidden line at the top of the body, which inboxes show behind the subject."""

from __future__ import annotations

from dataclasses import replace

from flong.compiler import ir
from flong.compiler.passes.markup import Markup, body_of, change_part

_STYLE = "display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;mso-hide:all"
_OPEN = f'<div style="{_STYLE}">'.encode()


def preheader(module: ir.Module) -> ir.Module:
    """`module` with the part `preheader` moved into `html`, after `<body …>` or at the start."""
    line = body_of(module, "preheader")
    if line is None or body_of(module, "html") is None:
        return module
    hidden: ir.Block = (ir.Write(_OPEN), *line, ir.Write(b"</div>"))
    module = change_part(module, "html", lambda body: _inserted(body, hidden))
    return replace(module, parts=tuple(part for part in module.parts if part.name != "preheader"))


def _inserted(body: ir.Block, line: ir.Block) -> ir.Block:
    inserter = _Inserter(line)
    done = inserter.whole(body)
    return done if inserter.done else (*line, *body)


class _Inserter(Markup):
    """Puts a block behind the first `<body …>` outside of blocks and comments for Outlook."""

    def __init__(self, line: ir.Block) -> None:
        super().__init__()
        self.line, self.done = line, False

    def on_tag(self, self_closing: bool) -> None:
        if self.cursor.name == "body" and not self.cursor.closing and not self.depth and not self.done:
            self.flush()
            self.nodes += self.line
            self.done = True

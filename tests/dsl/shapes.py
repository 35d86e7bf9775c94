"""Trees as short texts, for tests that look at their form."""

from __future__ import annotations

from flong.dsl import syntax as s


def shape(node: s.Expr | None) -> str:
    """The expression with every grouping made visible."""
    match node:
        case None:
            return ""
        case s.Literal_(_, value):
            return repr(value)
        case s.TimeLiteral(_, count, unit):
            return f"{count}:{unit}"
        case s.Name(_, name):
            return name
        case s.Field(_, base, name, _, optional):
            return f"{shape(base)}{'?.' if optional else '.'}{name}"
        case s.Index(_, base, index):
            return f"{shape(base)}[{shape(index)}]"
        case s.Slice(_, base, start, stop):
            return f"{shape(base)}[{shape(start)}:{shape(stop)}]"
        case s.Generator(_, body, var, _, source, guard):
            tail = f" if {shape(guard)}" if guard else ""
            return f"{shape(body)} for {var} in {shape(source)}{tail}"
        case s.Call(_, name, _, args, piped):
            inside = ", ".join((f"{a.name}=" if a.name else "") + shape(a.value) for a in args)
            return f"{'|' if piped else ''}{name}({inside})"
        case s.Unary(_, op, value):
            return f"({op} {shape(value)})"
        case s.Binary(_, op, left, right, _):
            return f"({shape(left)} {op} {shape(right)})"
        case s.In(_, item, items, negated):
            return f"({shape(item)} {'not in' if negated else 'in'} {shape(items)})"
        case s.Test(_, value, test, negated):
            return f"({shape(value)} is {'not ' if negated else ''}{test})"
        case s.Cond(_, yes, test, no):
            return f"({shape(yes)} if {shape(test)} else {shape(no)})"
        case s.ListLiteral(_, items):
            return "[" + ", ".join(map(shape, items)) + "]"
    return "?"


def block(statements: s.Block) -> str:
    """The statements in one line; texts as they are."""
    return "".join(map(statement, statements))


def statement(node: s.Statement) -> str:
    """One statement."""
    match node:
        case s.Text(value):
            return value
        case s.Output(value):
            return f"<{shape(value)}>"
        case s.If(arms, orelse):
            return "if" + "".join(f"({shape(c)}){{{block(b)}}}" for c, b in arms) + f"else{{{block(orelse)}}}"
        case s.For(var, _, source, guard, body, orelse):
            return f"for({var} in {shape(source)}|{shape(guard)}){{{block(body)}}}else{{{block(orelse)}}}"
        case s.Let(name, _, value) | s.Set(name, _, value):
            return f"{type(node).__name__.lower()}({name}={shape(value)})"
        case s.Match(value, arms, orelse):
            whens = "".join(f"({', '.join(map(shape, w.values))}){{{block(w.body)}}}" for w in arms)
            return f"match({shape(value)}){whens}" + ("" if orelse is None else f"else{{{block(orelse)}}}")
        case s.Include(file, _, bindings):
            return f"include({file}; {', '.join(f'{b.name}={shape(b.value)}' for b in bindings)})"
        case s.Fail(kind, reason):
            return f"{kind}({shape(reason)})"
    raise AssertionError(node)

"""Calls of runtime functions, through pointers that the module gets when it is imported."""

from __future__ import annotations

from itertools import accumulate

from flong.compiler.emit.body import Body
from flong.compiler.emit.dispatch import emits, expression_as
from flong.compiler.emit.literals import c_text
from flong.compiler.emit.shapes import Value, c_type
from flong.dsl import typed, types


@emits(typed.Variant)
def _variant(node: typed.Variant, body: Body) -> Value:
    key = body.keep(expression_as(node.key, types.TEXT, body)).code
    name = body.unit.linkage.function("codes.share", ("fl_ctx *", "fl_text", "fl_text", "int64_t", "int64_t *"))
    share = body.temporary("int64_t", "0")
    body.check(f"{name}(c, {c_text(node.salt)}, {key}, {sum(node.weights)}, &{share})", node.span)
    *bounds, _ = accumulate(node.weights)
    return Value(node.type, body.temporary("int64_t", " + ".join([f"({share} >= {n})" for n in bounds]) or "0"))


@emits(typed.Call)
def _call(node: typed.Call, body: Body) -> Value:
    function = node.function
    kinds = [p.type for p in function.parameters if not p.constant]
    arguments = [body.keep(expression_as(arg, kind, body)).code for arg, kind in zip(node.args, kinds, strict=True)]
    parameters = [c_type(kind) for kind in kinds]
    if function.static:
        arguments.insert(0, body.unit.blob(function.name, function.symbol, node.static))
        parameters.insert(0, "fl_text")
    signature = ("fl_ctx *", *parameters, f"{c_type(function.result)} *")
    name = body.unit.linkage.function(function.symbol, signature)
    result = body.fresh(function.result)
    body.check(f"{name}({', '.join(['c', *arguments, f'&{result.code}'])})", node.span)
    return Value(node.type, result.code)

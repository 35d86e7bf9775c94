"""Every diagnostic code of the language: `CODES`, made of one table per group.

A code is never reused or renumbered. A group's table maps a code to its title (a few words) and its
explanation (Markdown; what is wrong, why it is an error, what to write instead, with an example).
"""

from __future__ import annotations

from flong.dsl.codes import (
    contexts,
    files,
    functions,
    head,
    later,
    lints,
    message,
    mjml,
    names,
    statements,
    structure,
    syntax,
    types,
)
from flong.dsl.codes.code import Code

CODES: dict[str, Code] = {
    **syntax.CODES,
    **structure.CODES,
    **names.CODES,
    **types.CODES,
    **statements.CODES,
    **functions.CODES,
    **files.CODES,
    **contexts.CODES,
    **mjml.CODES,
    **head.CODES,
    **message.CODES,
    **later.CODES,
    **lints.CODES,
}

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

GROUPS: dict[str, dict[str, Code]] = {
    "The text can't be read": syntax.CODES,
    "Names": names.CODES,
    "Types": types.CODES,
    "Groups, variants, parts": statements.CODES,
    "Components and blocks": structure.CODES,
    "Functions": functions.CODES,
    "Included files": files.CODES,
    "Where a value stands": contexts.CODES,
    "MJML": mjml.CODES,
    "The head, the data, the schema": head.CODES,
    "Settings, and files of the message": message.CODES,
    "Not available yet": later.CODES,
    "Allowed, but unwise": lints.CODES,
}
"""The tables in the order of the documentation, by their headings."""

CODES: dict[str, Code] = {code: page for table in GROUPS.values() for code, page in table.items()}

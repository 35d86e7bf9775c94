"""Bills laid out once and stamped many times: what WeasyPrint did for one record is learned and used for others.

A *leaf* is what no page break divides: a line of text, a table row, a picture. Leaves stand in a *stack*, from
the top of the first page to the bottom of the last. Between two statements of the template that stand in the
stack (`fields.py` reads them) lies a *segment*: its leaves are the same in every record in which the statements
inside went the same way and the texts have the same line metrics. So a record is stamped from segments that were
seen before; one that has another segment is cast the true way and teaches it (`learn.py`).
"""

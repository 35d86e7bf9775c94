"""Bounces: what a server's reply means, and what a mail that comes back says.

`classify` judges a reply in the session, `parse` reads a returned mail, `classes` is the table of what there is.
Nothing here answers a mail, and nothing a stranger can send makes it raise.
"""

from __future__ import annotations

from flong.bounces.classes import BounceClass, classes
from flong.bounces.classify import Verdict, classify
from flong.bounces.report import parse
from flong.bounces.returned import Evidence, Report, Returned

__all__ = ["BounceClass", "Evidence", "Report", "Returned", "Verdict", "classes", "classify", "parse"]

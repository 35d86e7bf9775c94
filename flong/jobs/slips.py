"""Addresses whose domain looks like a slip (`gmial.com`): told when a job is planned, corrected where asked for."""

from __future__ import annotations

import json
from typing import Literal

from flong.bounces.typos import corrected, slip

Policy = Literal["warn", "correct", "ignore"]


def meant(address: str, policy: Policy) -> str:
    """The address to send to: corrected if the policy says so and there is no doubt."""
    return corrected(address) if policy == "correct" else address


def remark(address: str, policy: Policy) -> str:
    """What is to be said of the address, as JSON; "" for nothing."""
    found = None if policy == "ignore" else slip(address.rpartition("@")[2])
    if found is None:
        return ""
    told = {"typed": found.typed, "meant": found.meant, "corrected": policy == "correct" and found.sure}
    return json.dumps(told, ensure_ascii=False)

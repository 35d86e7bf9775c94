"""What the command_status of a message centre means (SMPP 3.4 section 5.1.3)."""

from __future__ import annotations

from typing import Final

NAMES: Final = {
    0x01: "ESME_RINVMSGLEN", 0x02: "ESME_RINVCMDLEN", 0x03: "ESME_RINVCMDID", 0x04: "ESME_RINVBNDSTS",
    0x05: "ESME_RALYBND", 0x06: "ESME_RINVPRTFLG", 0x07: "ESME_RINVREGDLVFLG", 0x08: "ESME_RSYSERR",
    0x0A: "ESME_RINVSRCADR", 0x0B: "ESME_RINVDSTADR", 0x0C: "ESME_RINVMSGID", 0x0D: "ESME_RBINDFAIL",
    0x0E: "ESME_RINVPASWD", 0x0F: "ESME_RINVSYSID", 0x14: "ESME_RMSGQFUL", 0x15: "ESME_RINVSERTYP",
    0x43: "ESME_RINVESMCLASS", 0x45: "ESME_RSUBMITFAIL", 0x48: "ESME_RINVSRCTON", 0x49: "ESME_RINVSRCNPI",
    0x50: "ESME_RINVDSTTON", 0x51: "ESME_RINVDSTNPI", 0x53: "ESME_RINVSYSTYP", 0x58: "ESME_RTHROTTLED",
    0x64: "ESME_RX_T_APPN", 0x65: "ESME_RX_P_APPN", 0x66: "ESME_RX_R_APPN", 0xFF: "ESME_RUNKNOWNERR",
}  # fmt: skip

THROTTLED: Final = frozenset((0x14, 0x58))
"""Too fast: the queue is full, or the rate is over the limit."""

PERMANENT: Final = frozenset((0x01, 0x0B, 0x50, 0x51, 0x65, 0x66))
"""About this message or its number, and no other."""

SENDER: Final = frozenset((0x0A, 0x48, 0x49))
"""The source address is refused, whoever the message is for."""

LOGIN: Final = frozenset((0x05, 0x0D, 0x0E, 0x0F, 0x53))
"""Of a bind: the account is wrong or in use, and asking again may lock it."""


def named(status: int) -> str:
    """`ESME_RTHROTTLED (0x58)`."""
    return f"{NAMES.get(status, 'a status of its own')} (0x{status:02X})"

"""QR codes as pictures for mails, made once per content."""

from __future__ import annotations

from functools import lru_cache

from flong.runtime import qrcodes

png = lru_cache(maxsize=256)(qrcodes.png)

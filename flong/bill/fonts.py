"""Bills see one folder of fonts, the same on every machine that casts them.

fontconfig reads its configuration when Pango first loads, so `use` must run before WeasyPrint is imported.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from flong.errors import ConfigError

_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{folder}</dir>
  <cachedir>{cache}</cachedir>
  <alias><family>sans-serif</family><prefer><family>{sans}</family></prefer></alias>
  <alias><family>serif</family><prefer><family>{serif}</family></prefer></alias>
</fontconfig>
"""
_SANS = ("Noto Sans CJK TC", "Noto Sans CJK JP", "Noto Sans")
_SERIF = ("Noto Serif CJK TC", "Noto Serif CJK JP", "Noto Serif")
_SYSTEM_FOLDERS = (Path("/usr/share/fonts/opentype/noto"), Path("/usr/share/fonts"))


def folder() -> Path:
    """The font folder: FLONG_FONTS, else the system's Noto CJK fonts, else all of the system's fonts."""
    named = os.environ.get("FLONG_FONTS")
    candidates = (Path(named),) if named else _SYSTEM_FOLDERS
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise ConfigError(f"no font folder: {' or '.join(map(str, candidates))} (set FLONG_FONTS)")


@cache
def use() -> Path:
    """Point fontconfig of this process at the folder alone. Returns the configuration's path."""
    private = Path(mkdtemp(prefix="flong-fonts-"))
    path = private / "fonts.conf"
    names = {"sans": "</family><family>".join(_SANS), "serif": "</family><family>".join(_SERIF)}
    path.write_text(_CONFIG.format(folder=folder(), cache=private / "cache", **names))
    os.environ["FONTCONFIG_FILE"] = str(path)
    return path

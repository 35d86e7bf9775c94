"""Bills see one folder of fonts, the same on every machine that casts them.

fontconfig reads its configuration when Pango first loads, so `use` must run before WeasyPrint is imported.
"""

from __future__ import annotations

import os
import tempfile
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path

from flong.compiler.folders import cache_folder, require_private
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
    """Point fontconfig of this process at the folder alone. Returns the configuration's path.

    What fontconfig learns about the fonts is kept beside it, since that takes seconds. Raises ConfigError
    without fonts, BuildError when the cache folder is not private.
    """
    found = folder()
    path = _private(str(found)) / "fonts.conf"
    names = {"sans": "</family><family>".join(_SANS), "serif": "</family><family>".join(_SERIF)}
    _write(
        path,
        _CONFIG.format(folder=escape(str(found)), cache=escape(str(path.parent)), **names),
    )
    os.environ["FONTCONFIG_FILE"] = str(path)
    return path


def _private(key: str) -> Path:
    """The folder below flong's cache for what belongs to `key` and this release's configuration."""
    private = cache_folder() / f"fonts-{sha256((_CONFIG + key).encode()).hexdigest()[:16]}"
    private.mkdir(mode=0o700, exist_ok=True)
    require_private(private, (os.geteuid(),))
    return private


def _write(path: Path, text: str) -> None:
    """All of the file or nothing: other processes may be reading it."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False) as fresh:
        fresh.write(text)
    Path(fresh.name).replace(path)

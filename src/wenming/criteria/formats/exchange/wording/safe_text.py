"""Text that survives every office program, and codes that stay apart whatever they contain."""

from __future__ import annotations

import hashlib
import json
import re

LONGEST = 32_000
"""UTF-16 units in one cell; the programs allow 32,767."""

UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
CUT = "……（全文见「附加」）"
SHOWN_CODE = 60  # characters of a code that cannot be shown whole


def safe(text: str) -> str:
    """Return ``text`` as a cell can hold it; the same text if it already is safe."""
    if UNSAFE.search(text):
        text = UNSAFE.sub("□", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.strip()
    if len(text) > LONGEST // 2:
        units = text.encode("utf-16-le")
        if len(units) > LONGEST * 2:
            text = units[: (LONGEST - len(CUT)) * 2].decode("utf-16-le", "ignore").rstrip() + CUT
    return text


def say_code(code: str) -> str:
    """Return a code as it stands, or so that no two codes look alike: quoted as JSON, or shortened with its digest."""
    if safe(code) == code and not code.startswith('"'):
        return code
    quoted = json.dumps(code)
    if len(quoted) <= SHOWN_CODE * 6:
        return quoted
    digest = hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{safe(code[:SHOWN_CODE])}…{digest}"


def read_code(text: str) -> str:
    """Return the code that ``say_code`` showed."""
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        try:
            code = json.loads(text)
        except ValueError:
            return text
        return code if isinstance(code, str) else text
    return text

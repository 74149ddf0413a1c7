"""The code that names a set in commands and files."""

from __future__ import annotations

from wenming.kernel.errors import Invalid
from wenming.kernel.words import _

CODE_LENGTH = 64


def checked_code(code: str) -> str:
    """The code as it will stand. Raises Invalid if it cannot."""
    code = code.strip()
    if not code or len(code) > CODE_LENGTH or not code.isprintable():
        raise Invalid(_("代码应为 1 到 64 个字符，用来在命令和文件里称呼这套体系，如 city-2026。请改正。"))
    return code

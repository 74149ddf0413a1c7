"""Plain rules about units and accounts: codes, first passwords, roles that exclude each other."""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection

from wenming.kernel.words import _

CODE_LENGTH = 64
_CODE = re.compile(r"[^\W_](?:[\w.\-]*\w)?", re.UNICODE)
_CODE_PARTS = re.compile(r"[\w.\-]+", re.UNICODE)
READABLE = "abcdefghjkmnpqrstuvwxyz23456789"  # data: nothing that is mistaken for something else
ADMINISTRATORS = frozenset({"system_admin", "security_admin", "audit_admin"})


def unit_code_trouble(code: str) -> str:
    """What is wrong with a unit's code, in a sentence; "" where nothing is.

    A code names folders and files and stands in addresses: letters of any script (Chinese among them), digits, ``-``,
    ``_`` and ``.``, beginning and ending with a letter or digit. Source: our own.
    """
    if not code:
        return _("单位代码不能为空。请写一个简短的代码，如 yunxi-gjj。")
    if len(code) > CODE_LENGTH:
        return _("单位代码有 %(n)s 个字符，最多 %(most)s 个。请写短一些，如 yunxi-gjj。") % {
            "n": len(code), "most": CODE_LENGTH,
        }  # fmt: skip
    if not _CODE_PARTS.fullmatch(code) or not _CODE.fullmatch(code) or ".." in code:
        return _(
            "单位代码“%(code)s”不能用。只用汉字、字母、数字和 - _ . ，以汉字、字母或数字开头和结尾，如 yunxi-gjj。"
        ) % {"code": code}
    return ""


def one_time_password() -> str:
    """A first password as somebody reads it aloud: three groups of four, about 59 bits."""
    return "-".join("".join(secrets.choice(READABLE) for _number in range(4)) for _group in range(3))


def excluded_by(role: str, held: Collection[str]) -> frozenset[str]:
    """Which roles already held forbid ``role``: an administrator's role goes with no other role at all."""
    others = frozenset(held) - {role}
    return others if role in ADMINISTRATORS else others & ADMINISTRATORS

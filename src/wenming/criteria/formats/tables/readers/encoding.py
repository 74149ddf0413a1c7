"""Decode text as offices save it: UTF-8, UTF-16, GB 18030, sometimes Big5."""

from __future__ import annotations

import codecs
import re

from wenming.criteria.formats.tables.readers.refusals import Unreadable
from wenming.kernel.words import _

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
META = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_\-]+)""", re.IGNORECASE)
# Characters that almost any criteria table holds, simplified and traditional: they tell GB 18030 from Big5.
FREQUENT = set(
    "的分项目项標标准準内容測测评評考核要求得扣一二三有无無不少于於每次年度组織织工作领導导建设設材料审审核合计計注，。、（）；："
)


def decode(data: bytes) -> str:
    """The text of a file, whatever it was saved as. Raises Unreadable."""
    for bom, name in BOMS:
        if data.startswith(bom):
            return _strict(data[len(bom) :], name) or data[len(bom) :].decode(name, "replace")
    wide = _utf16_without_bom(data)
    if wide:
        return wide
    text = _strict(data, "utf-8")
    if text is not None:
        return text
    declared = META.search(data[:4096])
    if declared and declared.group(1).decode().lower() == "big5":
        text = _strict(data, "big5hkscs")
        if text is not None:
            return text
    best = max(
        (
            (_frequent(text), -order, text)
            for order, name in enumerate(("gb18030", "big5hkscs"))
            if (text := _strict(data, name))
        ),
        default=None,
    )
    if best is not None:
        return best[2]
    return _mended(data)


def _mended(data: bytes) -> str:
    """A few broken bytes (a file cut in the middle) do not make a text unreadable."""
    for name in ("utf-8", "gb18030"):
        text = data.decode(name, "replace")
        if text.count("\ufffd") <= max(2, len(text) // 200):
            return text
    from charset_normalizer import from_bytes

    guess = from_bytes(data).best()
    if guess is None:
        raise Unreadable(_("无法识别文件的文字编码。请在编辑器中另存为 UTF-8 后再试。"))
    return str(guess)


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _frequent(text: str) -> float:
    sample = text[:20000]
    wide = [char for char in sample if ord(char) > 127]
    return sum(1 for char in wide if char in FREQUENT) / max(1, len(wide))


def _utf16_without_bom(data: bytes) -> str | None:
    if 0 not in data[:2048]:
        return None
    for name in ("utf-16-le", "utf-16-be"):
        text = _strict(data[: len(data) // 2 * 2], name)
        if text is not None and _frequent(text) > 0.05:
            return text
    return None


def is_wide_text(head: bytes) -> bool:
    """Whether bytes with NULs among them are UTF-16 without a mark at the beginning."""
    return _utf16_without_bom(head[: len(head) // 2 * 2]) is not None

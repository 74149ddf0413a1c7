"""Take the noise out of words typed in offices: widths, traditional characters, spaced-out headings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
SAME = {
    **FULL_WIDTH,
    0xFF05: "%", 0xFF0B: "+", 0x2795: "+", 0x3000: " ", 0x00A0: " ", 0x0009: " ", 0x2002: " ", 0x2003: " ", 0x2009: " ",
    0x202F: " ", 0x000D: None, 0x000B: "\n", 0x000C: "\n", 0x2028: "\n", 0x2029: "\n", 0x0007: None,
    0x200B: None, 0x200C: None, 0x200D: None, 0xFEFF: None, 0x00AD: None, 0x2060: None, 0xFE0F: None, 0x200E: None,
    0xFF61: "。", 0xFF64: "、", 0xFE50: "，", 0xFE52: ".", 0xFF0E: ".", 0x2024: ".",
}  # fmt: skip
RADICALS = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")
SPACES = re.compile(r" {2,}")
LINE_ENDS = re.compile(r" *\n[ \n]*")
SPACE_AROUND_MARK = re.compile(r" *([，。；：、！？）】］〕》]) *| *([（【［〔《]) *")


OF_MARKS = re.compile(
    r"(?:未|无|没有?|不|每|缺|少|凡|发现|出现|发生|如|若|低于|达到|全部|按|优秀?|良好?|好|合格|[A-E][级档等：:])[^，。；\n]{0,24}(?:扣\s*\d|扣分|(?:得|计|加|减)\s*\d|\d\s*分|不得分|不计分|得满分|比例)"
)


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


def _is_foreign(text: str) -> bool:
    """Whether a character lies outside GB 2312: then it may be a traditional one."""
    try:
        text.encode("gb2312")
    except UnicodeEncodeError:
        return any("\u4e00" <= char <= "\u9fff" and not _fits(char) for char in text)
    return False


def _fits(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def simplify(text: str) -> str:
    """Traditional characters as simplified ones; everything else as it is."""
    if text.isascii() or not _is_foreign(text):
        return text
    return str(_converter().convert(text))


def _close_up(text: str) -> str:
    """Join characters that were spaced out to fill a column: 思 想 建 设 好, 合　计."""
    tokens = re.split(rf"((?<=[{CJK}]) +(?=[{CJK}]))", text)
    if len(tokens) == 1:
        return text
    out = tokens[0]
    for gap, token in zip(tokens[1::2], tokens[2::2], strict=True):
        before, after = _last_word(out), _first_word(token)
        out += ("" if len(before) == 1 or len(after) == 1 else gap) + token
    return out


def _last_word(text: str) -> str:
    match = re.search(rf"[{CJK}]+$", text)
    return match.group() if match else ""


def _first_word(text: str) -> str:
    match = re.match(rf"[{CJK}]+", text)
    return match.group() if match else ""


@lru_cache(maxsize=65536)
def clean(text: str) -> str:
    """The words of a cell or paragraph without noise.

    Full-width digits and letters become ordinary ones, traditional characters simplified ones, spaced-out characters
    are closed up, runs of blanks become one, lines are trimmed. Punctuation stays as printed.
    """
    if not text:
        return ""
    if not text.isascii():
        text = text.translate(SAME)
        if RADICALS.search(text):
            text = RADICALS.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
        text = simplify(text)
    else:
        text = text.replace("\t", " ").replace("\r", "").replace("\x0b", "\n").replace("\x07", "")
    text = SPACES.sub(" ", LINE_ENDS.sub("\n", text)).strip()
    if " " in text:
        text = "\n".join(_close_up(line) for line in text.split("\n"))
        text = SPACE_AROUND_MARK.sub(lambda match: match.group(1) or match.group(2), text)
    return text


def squeeze(text: str) -> str:
    """Clean words without any blank: for comparing, never for showing."""
    return re.sub(r"\s+", "", clean(text))


def part_marks(text: str) -> str:
    """Lines of a cell that begin with what costs or gives marks, parted from the words above by a mark: …上墙；未修订扣2分."""
    lines = text.split("\n")
    out = lines[0]
    for line in lines[1:]:
        ends = out[-1:] in "，。；：、,;:" or len(out.strip()) < 6
        out += ("\n" if ends or not OF_MARKS.match(line) else "；") + line
    return out


def one_line(text: str) -> str:
    """Join the lines of a cell: nothing between two Chinese characters, one blank elsewhere."""
    return re.sub(rf"(?<=[{CJK}，。；：、（）“”0-9%])\n(?=[{CJK}，。；：、（）“”0-9])", "", text).replace("\n", " ")

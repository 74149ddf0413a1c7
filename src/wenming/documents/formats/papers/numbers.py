"""Document numbers (发文字号): how they are formed, read, checked, and counted on in a register. Plain rules; no register is kept here.

Source  GB/T 9704-2012 §7.2.5: the issuer's code, the year in full in 六角括号, the running number without 第 and without
leading zeros, 号.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import ClassVar

from wenming.kernel.errors import Refusal
from wenming.kernel.words import _

FIRST_YEAR, LAST_YEAR = 1949, 2199
MOST = 99_999  # running numbers of one code and year
LONGEST_CODE = 20

_CODE = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fffA-Za-z]+")
_EXACT = re.compile(r"(?P<code>[^〔〕\s]+)〔(?P<year>\d{4})〕(?P<number>[1-9]\d*)号", re.ASCII)
_LOOSE = re.compile(
    r"(?P<code>.+?)\s*(?P<open>[〔\[(【{〈<﹝])\s*(?P<year>\d{2,4})\s*年?\s*(?P<close>[〕\])】}〉>﹞])\s*(?P<ordinal>第?)\s*(?P<number>\d+)\s*(?P<end>号?)"
)


class NumberRefused(Refusal):
    """A document number that cannot be one; ``message`` says why and how it is written."""

    code: ClassVar[str] = "document_number"


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """云文明办〔2026〕3号.

    code    the issuer's code (机关代字), e.g. 云文明办.
    number  the running number of that code in that year, from 1.
    Raises  NumberRefused.
    """

    code: str
    year: int
    number: int

    def __post_init__(self) -> None:
        if not _CODE.fullmatch(self.code) or len(self.code) > LONGEST_CODE:
            raise NumberRefused(
                _("机关代字“%(code)s”不能使用：只能由汉字或字母组成，最多 %(most)d 个字，不含空格和标点。")
                % {"code": self.code[:30], "most": LONGEST_CODE}
            )
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise NumberRefused(_("发文年份“%(year)s”有误，请写四位年份，如 2026。") % {"year": self.year})
        if not 1 <= self.number <= MOST:
            raise NumberRefused(
                _("发文顺序号“%(number)s”有误，应为 1 至 %(most)d 的整数，不编虚位。")
                % {"number": self.number, "most": MOST}
            )

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕{self.number}号"


def parse_number(text: str) -> DocumentNumber:
    """Read a document number in its exact form. Raises NumberRefused, saying what differs and what it should be."""
    found = _EXACT.fullmatch(text)
    if found:
        return DocumentNumber(found["code"], int(found["year"]), _running(found["number"]))
    faults = number_faults(text)
    raise NumberRefused(
        _("发文字号“%(text)s”不规范：%(faults)s") % {"text": text.strip()[:40], "faults": "".join(faults)}
    )


def tidied_number(text: str) -> DocumentNumber:
    """Read a document number as people type it: [2026], （2026）, 第3号, 03号, full-width figures. Raises NumberRefused."""
    found = _LOOSE.fullmatch(_folded(text))
    if found is None:
        raise NumberRefused(
            _("没有认出发文字号“%(text)s”。请写成机关代字、〔年份〕、顺序号加“号”字，如“云文明办〔2026〕3号”。")
            % {"text": text.strip()[:40]}
        )
    year = int(found["year"])
    return DocumentNumber(
        re.sub(r"\s", "", found["code"]),
        year + 2000 if len(found["year"]) == 2 else year,
        _running(found["number"]),
    )


def number_faults(text: str) -> list[str]:
    """What keeps a text from being a document number, as sentences; empty if it is one."""
    if _EXACT.fullmatch(text):
        try:
            parse_number(text)
        except NumberRefused as refused:
            return [str(refused)]
        return []
    try:
        right = tidied_number(text)
    except NumberRefused as refused:
        return [str(refused)]
    found = _LOOSE.fullmatch(_folded(text))
    assert found is not None
    faults = []
    if (found["open"], found["close"]) != ("〔", "〕"):
        faults.append(_("年份应当用六角括号“〔〕”括入。"))
    if len(found["year"]) != 4:
        faults.append(_("年份应当写全四位。"))
    if found["ordinal"]:
        faults.append(_("顺序号前不加“第”字。"))
    if found["number"].startswith("0"):
        faults.append(_("顺序号不编虚位（1 不写成 01）。"))
    if not found["end"]:
        faults.append(_("顺序号后应当加“号”字。"))
    if text != _folded(text) or re.search(r"\s", text):
        faults.append(_("字号中不留空格，数字用半角。"))
    faults.append(_("应为“%(right)s”。") % {"right": right})
    return faults


def next_number(taken: Iterable[int]) -> int:
    """The next running number of a register: one more than the highest, so that a withdrawn number is never given again."""
    return max(taken, default=0) + 1


def missing_numbers(taken: Collection[int]) -> list[int]:
    """Numbers a register skipped, ascending; at most 1,000."""
    have = set(taken)
    found = []
    for number in range(1, max(have, default=0)):
        if number not in have:
            found.append(number)
            if len(found) == 1000:
                break
    return found


def doubled_numbers(taken: Iterable[int]) -> list[int]:
    """Numbers a register gave more than once, ascending."""
    return sorted(number for number, times in Counter(taken).items() if times > 1)


def _running(figures: str) -> int:
    return int(figures) if len(figures) <= 9 else MOST + 1


def _folded(text: str) -> str:
    """Full-width figures, letters and brackets as half-width; the hexagonal brackets stay."""
    return (
        unicodedata.normalize("NFKC", text.replace("〔", "\x01").replace("〕", "\x02"))
        .replace("\x01", "〔")
        .replace("\x02", "〕")
        .strip()
    )

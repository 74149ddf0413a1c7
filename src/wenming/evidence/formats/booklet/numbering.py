"""The numbers Word counts by itself (一、 （一） 1. ①), so that a rendition shows them where the text does not hold them."""

from __future__ import annotations

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DIGITS = "〇一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"))
_ROMAN_LOW = ((9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_PLACE = re.compile(r"%([1-9])")


def chinese(number: int) -> str:
    """A number below ten thousand as it is counted: 十一, 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + ("零一二三四五六七八九"[digit]) + _PLACES[place]
            gap = False
        else:
            gap = True
    return text[1:] if 10 <= number < 20 else text


def roman(number: int) -> str:
    """A number as a Roman numeral."""
    text = ""
    for worth, letters in (*_ROMAN, *_ROMAN_LOW):
        while number >= worth:
            text, number = text + letters, number - worth
    return text


def spelled(number: int, form: str) -> str:
    """A number in one of Word's number formats; digits for those nobody here uses."""
    if number < 1:
        return str(number)
    if form in {"chineseCounting", "chineseCountingThousand", "taiwaneseCountingThousand", "japaneseCounting"}:
        return chinese(number)
    if form in {"ideographDigital", "taiwaneseDigital", "japaneseDigitalTenThousand"}:
        return "".join(_DIGITS[int(digit)] for digit in str(number))
    if form in {"decimalEnclosedCircle", "decimalEnclosedCircleChinese"} and number <= 20:
        return chr(0x2460 + number - 1)
    if form in {"decimalEnclosedParen"} and number <= 20:
        return chr(0x2474 + number - 1)
    if form in {"upperLetter", "lowerLetter"}:
        letter = chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "upperLetter" else letter.lower()
    if form in {"upperRoman", "lowerRoman"} and number < 4000:
        return roman(number) if form == "upperRoman" else roman(number).lower()
    if form == "ideographTraditional":
        return _STEMS[(number - 1) % 10]
    if form == "ideographZodiac":
        return _BRANCHES[(number - 1) % 12]
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "decimalFullWidth":
        return "".join(chr(0xFF10 + int(digit)) for digit in str(number))
    return str(number)


class Numbering:
    """Counts paragraphs as Word does: one counter per list and level, levels below start again."""

    def __init__(self, part: Any, styles: Any) -> None:
        self._levels: dict[tuple[str, int], tuple[int, str, str]] = {}  # list, level → start, format, text
        self._counters: dict[str, dict[int, int]] = {}
        self._abstract: dict[str, str] = {}
        self._by_style: dict[str, tuple[str, int]] = {}
        if part is not None:
            self._read(part)
        if styles is not None:
            self._read_styles(styles)

    def _read(self, part: Any) -> None:
        found: dict[str, dict[int, tuple[int, str, str]]] = {}
        for abstract in part.iterfind(W + "abstractNum"):
            found[abstract.get(W + "abstractNumId", "")] = {
                int(level.get(W + "ilvl", "0")): _level(level) for level in abstract.iterfind(W + "lvl")
            }
        for num in part.iterfind(W + "num"):
            number = num.get(W + "numId", "")
            link = num.find(W + "abstractNumId")
            abstract_id = link.get(W + "val", "") if link is not None else ""
            self._abstract[number] = abstract_id
            for level, look in found.get(abstract_id, {}).items():
                self._levels[number, level] = look
            for override in num.iterfind(W + "lvlOverride"):
                level = int(override.get(W + "ilvl", "0"))
                own, start = override.find(W + "lvl"), override.find(W + "startOverride")
                if own is not None:
                    self._levels[number, level] = _level(own)
                elif start is not None and (number, level) in self._levels:
                    _first, form, text = self._levels[number, level]
                    self._levels[number, level] = int(start.get(W + "val", "1") or 1), form, text
                self._abstract[number] = f"{abstract_id}/{number}"  # counts by itself

    def _read_styles(self, styles: Any) -> None:
        for style in styles.iter(W + "style"):
            listed = style.find(f"{W}pPr/{W}numPr")
            if listed is not None and listed.find(W + "numId") is not None:
                level = listed.find(W + "ilvl")
                number = listed.find(W + "numId").get(W + "val", "0")
                depth = int(level.get(W + "val", "0")) if level is not None else 0
                self._by_style[style.get(W + "styleId", "")] = number, depth

    def next(self, properties: Any) -> str:
        """The number of the next paragraph with these properties; nothing if it has none."""
        if properties is None:
            return ""
        listed, style = properties.find(W + "numPr"), properties.find(W + "pStyle")
        number, level = self._by_style.get(style.get(W + "val", ""), ("0", 0)) if style is not None else ("0", 0)
        if listed is not None:
            own, depth = listed.find(W + "numId"), listed.find(W + "ilvl")
            number = own.get(W + "val", "0") if own is not None else number
            level = int(depth.get(W + "val", "0")) if depth is not None else level
        look = self._levels.get((number, level))
        if look is None:
            return ""
        counters = self._counters.setdefault(self._abstract.get(number, number), {})
        counters[level] = counters.get(level, look[0] - 1) + 1
        for deeper in [depth for depth in counters if depth > level]:
            del counters[deeper]
        _start, form, text = look
        if form in {"bullet", "none"}:
            return "• " if form == "bullet" else ""

        def place(found: re.Match[str]) -> str:
            depth = int(found[1]) - 1
            start, own_form, _text = self._levels.get((number, depth), (1, form, ""))
            return spelled(counters.get(depth, start), own_form)

        made = _PLACE.sub(place, text)
        return made + (" " if made[-1:].isascii() and made else "")


def _level(element: Any) -> tuple[int, str, str]:
    def value(name: str, fallback: str) -> str:
        found = element.find(W + name)
        return found.get(W + "val", fallback) if found is not None else fallback

    start = value("start", "1")
    return int(start) if start.isdigit() else 1, value("numFmt", "decimal"), value("lvlText", "")

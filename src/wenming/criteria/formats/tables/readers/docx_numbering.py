"""The automatic numbers of a Word document: "一、", "（1）", "1.1" that no run of text holds."""

from __future__ import annotations

import re

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DIGITS = "〇一二三四五六七八九"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
HEADING = re.compile(r"(?:heading|标题)\s*([1-6])$", re.IGNORECASE)


def chinese(number: int) -> str:
    """1–99 as 一 … 九十九; larger ones digit by digit."""
    if number <= 0 or number > 99:
        return "".join(DIGITS[int(d)] for d in str(abs(number)))
    tens, ones = divmod(number, 10)
    words = DIGITS[ones] if ones else ""
    return words if not tens else ("" if tens == 1 else DIGITS[tens]) + "十" + words


def roman(number: int) -> str:
    out = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out += sign
            number -= value
    return out


def letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26)


def shown(number: int, form: str) -> str:
    """A counter as Word prints it in this format."""
    if form.startswith(
        ("chinese", "japaneseCounting", "ideographDigital", "taiwaneseCounting", "ideographLegal", "koreanCounting")
    ):
        return chinese(number)
    if form in {"upperRoman", "lowerRoman"}:
        return roman(number) if form == "upperRoman" else roman(number).lower()
    if form in {"upperLetter", "lowerLetter"}:
        return letter(number) if form == "upperLetter" else letter(number).lower()
    if form.startswith("decimalEnclosedCircle"):
        return CIRCLED[number - 1] if 1 <= number <= 20 else str(number)
    if form == "decimalEnclosedParen":
        return f"（{number}）"
    if form == "decimalZero":
        return f"{number:02d}"
    return str(number)


class Numbering:
    """Counts the numbered paragraphs of a document as they are read."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.lists: dict[str, str] = {}
        self.styles: dict[str, tuple[str, int]] = {}
        self.outline: dict[str, int] = {}
        self.counters: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)
        if styles is not None:
            self._read_styles(styles)

    def _read(self, numbering: etree._Element) -> None:
        for abstract in numbering.findall(f"{W}abstractNum"):
            levels: dict[int, tuple[str, str, int]] = {}
            for level in abstract.findall(f"{W}lvl"):
                form, text, start = (level.find(f"{W}{tag}") for tag in ("numFmt", "lvlText", "start"))
                levels[int(level.get(f"{W}ilvl") or 0)] = (
                    form.get(f"{W}val") or "decimal" if form is not None else "decimal",
                    text.get(f"{W}val") or "" if text is not None else "",
                    _whole(start.get(f"{W}val")) if start is not None else 1,
                )
            self.levels[abstract.get(f"{W}abstractNumId") or ""] = levels
        for num in numbering.findall(f"{W}num"):
            link = num.find(f"{W}abstractNumId")
            if link is not None:
                self.lists[num.get(f"{W}numId") or ""] = link.get(f"{W}val") or ""

    def _read_styles(self, styles: etree._Element) -> None:
        for style in styles.findall(f"{W}style"):
            key = style.get(f"{W}styleId") or ""
            num = style.find(f"{W}pPr/{W}numPr")
            if num is not None:
                self.styles[key] = _reference(num)
            name = style.find(f"{W}name")
            match = HEADING.search(name.get(f"{W}val") or "") if name is not None else None
            if match:
                self.outline[key] = int(match.group(1))

    def heading(self, paragraph: etree._Element) -> int:
        """1–6 for a heading, else 0."""
        return self.outline.get(_style(paragraph), 0)

    def label(self, paragraph: etree._Element) -> str:
        """The number printed before this paragraph, and count it."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        inherited = self.styles.get(_style(paragraph))
        if own is not None:
            list_id, level = _reference(own)
            list_id = list_id or (inherited[0] if inherited else "")
        elif inherited is not None:
            list_id, level = inherited
        else:
            return ""
        abstract = self.lists.get(list_id)
        if not abstract or list_id == "0":
            return ""
        levels = self.levels.get(abstract, {})
        form, text, start = levels.get(level, ("decimal", "", 1))
        if form in {"none", "bullet"} or not text:
            return "• " if form == "bullet" else ""
        counters = self.counters.setdefault(abstract, {})
        counters[level] = counters.get(level, start - 1) + 1
        for deeper in [n for n in counters if n > level]:
            del counters[deeper]

        def part(match: re.Match[str]) -> str:
            which = int(match.group(1)) - 1
            other_form, _text, other_start = levels.get(which, ("decimal", "", 1))
            return shown(counters.get(which, other_start), form if which == level else other_form)

        return re.sub(r"%(\d)", part, text) + " "


def _whole(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,6}", text) else 1


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return style.get(f"{W}val") or "" if style is not None else ""


def _reference(num: etree._Element) -> tuple[str, int]:
    list_id, level = num.find(f"{W}numId"), num.find(f"{W}ilvl")
    return (
        list_id.get(f"{W}val") or "" if list_id is not None else "",
        _whole(level.get(f"{W}val")) if level is not None and level.get(f"{W}val") != "0" else 0,
    )

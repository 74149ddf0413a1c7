"""Marks per award: 国家级加3分、省级2分; 每推出一项加2分，最多加10分; 不重复计分 counts only the best."""

from __future__ import annotations

import re

from wenming.criteria.formats.tables.numbers import plain
from wenming.criteria.formats.tables.wordings.context import Context, Found, Rule, found, is_rest, name_of
from wenming.criteria.formats.tables.wordings.heads import EACH, ONE, step_of, threshold
from wenming.criteria.formats.tables.wordings.scanning import Unit

LEVELS = (
    ("national", r"国家(?:级|部委)?|中央(?:级|文明委|媒体|主流媒体)?|全国(?:性|级)?|部级|国省级|党中央"),
    ("province", r"省部?(?:级|委|政府|文明委|文明办|厅)?|自治区(?:级)?|直辖市(?:级)?|全省|区直级"),
    ("city", r"(?:地|设区的?)?市(?:州)?(?:级|委|政府|文明委|文明办|厅局级)?|全市|州级|厅局级"),
    ("county", r"(?:县(?:（[^）]*）|区|市区|（市、区）)?|区县?)(?:级|委|政府|处级)?|全县|全区|县处级"),
    ("industry", r"行业(?:级|系统)?|系统(?:级|内)?|集团(?:级)?"),
    ("unit", r"(?:单位|本级|校|院|公司|局|机关|乡镇|街道|乡科)级|本单位"),
)  # fmt: skip
LEVEL = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in LEVELS))
PLACE = re.compile(
    r"城市|小区|社区|园区|辖区|市民|市场|景区|市容|县域|区域|厂区|校区|病区|院区|(?:国家|行业|地方|省级?|市级?)标准|省级以下"
)
SPEAKS_OF_HONOUR = re.compile(r"奖|表彰|荣誉|获|称号|命名|评为|推广|刊发|采用|报道|现场会|典型|经验|级")
BEST = re.compile(
    r"不(?:得)?(?:重复|累计|累加|叠加|重计)|就高|取(?:其)?最高|按(?:其)?最高|以最高|只计(?:其)?最高|只(?:按|取|计)[^，。；]{0,6}(?:最高|一次)|最高(?:级别|奖项|分|一项|项|等次)(?:计|为准|加分|记|得分)"
)


def read_awards(context: Context) -> Found | None:
    """Awards by level, or by the words before the mark."""
    gains = [(n, u) for n, u in context.of("gain") if u.mark.high is None and not u.mark.share]
    if not gains or (context.has("loss", "all") and not context.bonus):
        return None
    levels = [_levels(unit.head) for _, unit in gains]
    adds = any(unit.mark.adds for _, unit in gains)
    per_time = all(_is_each(unit) for _, unit in gains)
    honours = sum(1 for found_ in levels if found_) >= 2 or (
        any(levels) and adds and SPEAKS_OF_HONOUR.search(context.text) is not None
    )
    if not (honours or per_time or adds or (context.bonus and any(_is_each(u) for _, u in gains))):
        return None
    values = _by_level(gains, levels) if all(levels) and sum(len(names) for names in levels) > 1 else None
    values = values or _by_words(gains)
    if not values:
        return None
    rule: Rule = {"kind": "awards", "levels": values, "highest_only": bool(BEST.search(context.text))}
    used = [n for n, _ in gains]
    limit = context.cap()
    if limit is not None:
        used.append(limit[0])
        if limit[1] is not None:
            rule["cap"] = plain(limit[1])
    used += [n for n, u in context.of("none") if is_rest(u.head)]
    return found(rule, used)


def _is_each(unit: Unit) -> bool:
    return bool(unit.mark.each or EACH.search(unit.head) or ONE.fullmatch(unit.head)) and step_of(unit.head) is None


def _levels(head: str) -> list[str]:
    """The levels of government that ``head`` names."""
    names = [match.lastgroup or "" for match in LEVEL.finditer(PLACE.sub("", head))]
    return list(dict.fromkeys(names))


def _by_level(gains: list[tuple[int, Unit]], levels: list[list[str]]) -> dict[str, str] | None:
    """One value for every level; None where a level has two."""
    values: dict[str, str] = {}
    for (_, unit), names in zip(gains, levels, strict=True):
        for name in names:
            if name in values or unit.mark.amount is None:
                return None
            values[name] = plain(unit.mark.amount)
    return values


def _by_words(gains: list[tuple[int, Unit]]) -> dict[str, str] | None:
    """The words before every mark name its level; 二等奖 after 国家级一等奖 is 国家级二等奖."""
    values: dict[str, str] = {}
    above = ""
    for _, unit in gains:
        name = name_of(unit.head)
        own = LEVEL.search(PLACE.sub("", name))
        if own is not None:
            above = own[0]
        elif above and re.fullmatch(r"(?:[一二三]等|金|银|铜|优秀|鼓励|提名)奖", name):
            name = f"{above}{name}"
        if not name:
            name = f"每{unit.mark.each}" if unit.mark.each else ""
        if not name or name in values or unit.mark.amount is None or threshold(name) is not None:
            return None
        values[name] = plain(unit.mark.amount)
    return values

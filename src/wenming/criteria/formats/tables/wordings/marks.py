"""A 2分 B 1.5分; 达到90%得5分; 达到3项得满分; 国家级加3分、省级2分 – wordings that name a mark for each case."""

from __future__ import annotations

import re
from decimal import Decimal

from wenming.criteria.formats.tables.numbers import CHINESE, plain
from wenming.criteria.formats.tables.wordings.common import ANY, FULL, MARKED, NOTHING, NUM, Rule, cap, number, value

GRADE_WORDS = "[一二三特]等奖|第[一二三四五]名|[一二三]等次?|[一二三四]档|金奖|银奖|铜奖|优秀|良好|中等|一般|较好|较差|基本合格|不合格|合格|基本达标|不达标|达标|很满意|较满意|基本满意|不满意|满意|完全符合|基本符合|不符合|符合|优|良|中|好|差|可"
GRADE = re.compile(
    rf"(?P<g>(?<![A-Za-z])[A-E](?![A-Za-z0-9])|(?<![\u4e00-\u9fff])(?:{GRADE_WORDS}))(?:级|等次?|档次?|类)?(?:的)?\s*(?:[:：=,，.．、]|（|\()?\s*{MARKED}\s*(?:）|\))?"
)
DESCRIBED = re.compile(rf"(?P<g>[A-E])\s*(?:级|等|档)?\s*[.．、:：)）]\s*[^A-E；;]{{1,80}}?[，,。（(\s]\s*{MARKED}\s*[）)]?")
COUNTED = re.compile(
    rf"(?:达到|达|符合|具备|满足|完成|做到|有|落实|开展)?(?:其中)?(?:的)?(?P<n>\d{{1,2}}|[{CHINESE}]{{1,2}}|全部|所有)(?:个)?(?P<u>项|条|款|点|个条件|个方面|个要求|要素|有)?(?:都|均|全部|全)?(?:达到|符合|满足|达标|合格|做到|完成|具备|到位|落实)?(?:要求|标准|条件)?(?:及|\(含\)|（含）)?(?:以上)?(?:的)?\s*[，,：:]?\s*(?P<mark>(?:得|计|记|给|赋|为|可得)\s*(?:{FULL}|{NUM}\s*%|{ANY}(?=\s*分)|0(?=分))|{NOTHING})"
)
ALL_OR_NOTHING = re.compile(
    rf"(?:全部|均|都|全|完全|各项均?|同时)?(?:达到|符合|满足|完成|具备|做到|达标|落实|合格|建立|有)[^，。；]{{0,10}}?(?:的)?[，,]?\s*(?:得|计|记|给)\s*(?P<v>{FULL}|{NUM}(?=\s*分)|分)\s*分?[，,；;。]?\s*(?:否则|反之|不达标|达不到|未达到|不符合|不完成|未完成|任何?一项[^，。；]{{0,8}}|有一项[^，。；]{{0,8}}|缺一项|少一项|没有|无|未[^，。；\d]{{1,8}}|不能?[^，。；\d]{{1,8}})[^，。；]{{0,8}}?(?:的)?[，,]?\s*(?:则)?(?:{NOTHING}|0分|该项不得分)"
)
MARKS_CASE = re.compile(
    rf"(?P<marks>(?:[①-⑳]|[（(]\d[）)]|\d[）)])(?:[、，,和及与]?(?:[①-⑳]|[（(]\d[）)]|\d[）)])){{0,20}})\s*(?:项|条)?(?:都|均|同时|全部)?(?:达到|符合|满足|达标|具备|做到)?(?:要求|标准)?(?:的)?[，,：:]?\s*(?:得|计|记|给)\s*(?P<v>{FULL}|{NUM})\s*分?"
)
BAND = re.compile(
    rf"(?:(?P<lo>{NUM})\s*(?:%|‰|分|次|个|篇|条|场|人次|人|户|件|小时|期|册|天|万元|元)?\s*(?:（含\d*%?）|\(含\))?\s*(?:-|—|–|~|～|至|到|≤[XxN]?<|<[XxN]?≤)+\s*{NUM}|(?:≥|>=|＞|>|大于|不低于|不少于|达到?|超过|高于|满|在)?\s*(?P<min>{NUM}))\s*(?P<u>%|‰|分|次|个|篇|条|场|人次|人|户|件|小时|期|册|天|万元|元|个百分点)?\s*(?:（不?含\d*%?）|\(含\)|（含）)?(?:之间|及|或|\(含\))?(?P<above>以上|及以上)?(?:（含[^）]{{0,6}}）)?(?:(?:为|是|属)[\u4e00-\u9fff]{{1,4}}?)?(?:的|者)?\s*[，,：:]?\s*(?P<mark>(?:得|计|记|给|赋|为|评)\s*(?:{FULL}|{NUM}\s*%|{NUM}(?=\s*分))|{NOTHING}|(?<=[：:])\s*{NUM}(?=\s*分))"
)
BETWEEN = re.compile(rf"({NUM})\s*(%?)\s*(?:≤|<=|<|＜)\s*[^\d；;，,<＜≤]{{0,8}}\s*(?:≤|<=|<|＜)\s*{NUM}\s*%?")
BELOW = re.compile(
    rf"(?:低于|不足|少于|未达到?|达不到|<|＜|不到)?\s*{NUM}\s*(?:%|‰|分|次|个|篇|条|场|人次|人|户|件|小时|期|册|天)?\s*(?:以下|以内|（不含）|的|者)*\s*[，,：:]?\s*(?P<mark>{NOTHING}|(?:得|计|记|给|为)\s*{NUM}(?=\s*分))"
)
AWARD_LEVELS = (
    ("national", r"国家(?:级|部委)?|中央(?:级|文明委|媒体)?|全国(?:性|级)?|部级|国省级|党中央"),
    ("province", r"省部?(?:级|委|政府|文明委|文明办|厅)?|自治区(?:级)?|直辖市(?:级)?|全省|区直级"),
    ("city", r"(?:地|设区的?)?市(?:州)?(?:级|委|政府|文明委|文明办|厅局级)?|全市|州级|厅局级"),
    ("county", r"(?:县(?:（[^）]*）|区|市区|（市、区）)?|区县?)(?:级|委|政府|处级)?|全县|全区|县处级"),
    ("industry", r"行业(?:级|系统)?|系统(?:级|内)?|集团(?:级)?"),
    ("unit", r"(?:单位|本级|校|院|公司|局|机关|乡镇|街道|乡科)级|单位"),
)
LEVEL = "|".join(f"(?P<{name}>{pattern})" for name, pattern in AWARD_LEVELS)
AWARD = re.compile(
    rf"(?:{LEVEL})(?:及以上|以上)?[^，。；、\d]{{0,18}}?[，,]?(?:的)?\s*(?:每[^，。；\d]{{0,8}})?(?:各|分别)?(?:加|得|计|奖|记|给|奖励|赋|：|:)?\s*(?:加|计)?\s*(?P<n>{NUM})\s*分"
)
RESPECTIVELY = re.compile(
    rf"(?P<levels>(?:(?:国家|中央|全国|省部?|自治区|市|县区?|区|行业|系统|厅局)级?[、，,和及/]?){{2,8}}(?:级)?)[^，。；\d]{{0,20}}[，,]?(?:的)?[，,]?\s*(?:每[^，。；\d]{{0,8}})?分别?(?:加|得|计|奖|记|奖励)\s*(?P<ns>{NUM}\s*分?(?:[、，,和/]\s*{NUM}\s*分?)+)"
)
PART = re.compile(
    rf"(?:^|[，,；;、。\n）)])\s*(?:[①-⑳]|\d[、.)）])?\s*[^，,；;。\d得计]{{2,30}}?(?:的)?[，,]?(?:得|计|记|给|（|\()\s*({NUM})\s*分"
)
MOST_PARTS = 5
OPTION = re.compile(rf"(?P<what>[^\d扣加每]{{1,14}}?)(?:的)?{MARKED}")
HIGHEST = re.compile(
    r"不(?:得)?(?:重复|累计|累加|叠加)|就高|取(?:其)?最高|按最高|以最高|只计最高|最高(?:级别|奖项|分|一项|项)(?:计|为准|加分|记)|不重计"
)
EACH_ADD = re.compile(
    rf"(?:^|[，,；;。\n])\s*(?!最|累计|封顶|上限|不超)(?P<what>[^，,。；;\d加]{{2,24}}?)(?:的)?[，,]?\s*(?:加|奖励?)\s*(?P<n>{NUM})\s*分"
)


def read_graded(text: str, points: Decimal | None) -> Rule | None:
    """Two grades or more, each with its mark."""
    grades: dict[str, str] = {}
    for match in GRADE.finditer(text):
        marks = value(match["v"], points)
        if marks is not None:
            grades.setdefault(match["g"], marks)
    letters = [g for g in grades if len(g) == 1 and g.isascii()]
    enough = len(letters) >= 2 if letters else len(grades) >= 2
    return {"kind": "graded", "grades": grades} if enough else None


def read_described(text: str, points: Decimal | None) -> Rule | None:
    """A：无杂物，5分；B：少量杂物，3分: every grade is described, its mark stands at the end."""
    clauses = [c.strip(" ，,；;。") for c in re.split(r"[；;\n]|(?<=[分。；;，,])\s*(?=[B-E]\s*[.．、:：)）])", text)]
    grades: dict[str, str] = {}
    for clause in filter(None, clauses):
        match = DESCRIBED.fullmatch(clause)
        marks = value(match["v"], points) if match else None
        if match is None or marks is None:
            return None
        grades[match["g"]] = marks
    return {"kind": "graded", "grades": grades} if len(grades) >= 2 else None


def from_columns(cells: dict[str, str], points: Decimal | None) -> Rule | None:
    """Grades printed as columns, each cell with its mark (or a share in the head: A（100%）)."""
    grades: dict[str, str] = {}
    for label, cell in cells.items():
        name = re.match(r"[A-E]|[\u4e00-\u9fff]+", label.strip())
        if name is None:
            return None
        printed = re.fullmatch(rf"(?:得|计)?\s*(?P<v>{NUM}\s*%?|{NOTHING})\s*分?", cell.strip())
        inside = re.search(rf"[（(]\s*(?P<v>{NUM}\s*%|{NUM}(?=\s*分))\s*分?\s*[）)]", label) or re.search(
            rf"[（(]\s*(?P<v>{NUM}(?=\s*分)|{NUM}%)\s*分?\s*[）)]\s*$", cell
        )
        found = printed or inside
        marks = value(re.sub(r"\s", "", found["v"]), points) if found else None
        if marks is None:
            return None
        grades[name.group()] = marks
    return {"kind": "graded", "grades": grades} if len(grades) >= 2 else None


def read_conditions(text: str, conditions: int, points: Decimal | None) -> Rule | None:
    """达到3项得满分，2项得2分; 全部达到得满分，否则不得分; ①③达到得2分."""
    total = conditions or 0
    met: dict[int, str] = {}
    units = False
    for match in COUNTED.finditer(text):
        mark = re.sub(r"^(?:得|计|记|给|赋|为|可得)\s*", "", match["mark"])
        marks = value(mark, points)
        if marks is None:
            continue
        if match["n"] in {"全部", "所有"}:
            if total:
                met[total] = marks
            continue
        if match["u"] is None:
            continue
        many = number(match["n"])
        if many is not None and 0 < many <= 50:
            met[int(many)] = marks
            units = True
    if units and (len(met) >= 2 or (met and total)):
        total = max(total, *met)
        if re.search(r"全部|所有|均达|都达", text) and total not in met:
            met[total] = "100%"
        return {
            "kind": "conditions",
            "count": total,
            "met": {str(n): met[n] for n in sorted(met, reverse=True)},
            "else": "0",
        }
    cases = _cases(text, points)
    if cases:
        return {
            "kind": "conditions",
            "count": max(conditions, *(max(c["when"]) for c in cases)),
            "met": {},
            "cases": cases,
            "else": "0",
        }
    whole = ALL_OR_NOTHING.search(text)
    if whole is not None and not re.search(rf"{NUM}\s*%", whole.group()):
        worth = "100%" if whole["v"] == "分" else value(whole["v"], points)
        if worth is not None:
            total = max(total, 1)
            return {"kind": "conditions", "count": total, "met": {str(total): worth}, "else": "0"}
    return None


def read_parts(text: str, points: Decimal | None) -> Rule | None:
    """有领导小组得1分，有方案得2分: marks that add up to the line's points, one per condition."""
    if points is None or re.search(r"扣|[以之]上|[以之]下|%|否则|每", text):
        return None
    marks = [number(m) for m in PART.findall(text)]
    if (
        not 2 <= len(marks) <= MOST_PARTS
        or not all(marks)
        or sum((m for m in marks if m is not None), Decimal(0)) != points
    ):
        return None
    values = [m for m in marks if m is not None]
    if len(set(values)) == 1:
        met = {str(n): plain(values[0] * n) for n in range(len(values), 0, -1)}
        return {"kind": "conditions", "count": len(values), "met": met, "else": "0"}
    cases = []
    for bits in range(2 ** len(values) - 1, 0, -1):
        which = [i for i in range(len(values)) if bits >> i & 1]
        cases.append({"when": [i + 1 for i in which], "value": plain(sum((values[i] for i in which), Decimal(0)))})
    return {"kind": "conditions", "count": len(values), "met": {}, "cases": cases, "else": "0"}


def read_options(text: str, points: Decimal | None) -> Rule | None:
    """制度健全得3分，较健全得2分，不健全不得分: one of several descriptions, worth less from one to the next."""
    clauses = [c.strip() for c in re.split(r"[，,；;。\n]", text) if c.strip()]
    grades: dict[str, str] = {}
    last = points
    for number_, clause in enumerate(clauses):
        match = OPTION.fullmatch(clause)
        marks = value(match["v"], points) if match else None
        if match is None or marks is None or points is None or last is None:
            return None
        worth = points * Decimal(marks[:-1]) / 100 if marks.endswith("%") else Decimal(marks)
        if (number_ == 0) != (worth == points) or (number_ and worth >= last):
            return None
        grades[match["what"]] = marks
        last = worth
    return {"kind": "graded", "grades": grades} if len(grades) >= 3 and len(grades) == len(clauses) else None


def _cases(text: str, points: Decimal | None) -> list[Rule]:
    cases: list[Rule] = []
    for match in MARKS_CASE.finditer(text):
        which = [
            "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳".index(c) + 1 if not c.isdecimal() else int(c)
            for c in re.findall(r"[①-⑳]|\d", match["marks"])
        ]
        marks = value(match["v"], points)
        if marks is None or len(set(which)) != len(which):
            return []
        cases.append({"when": sorted(which), "value": marks})
    return cases if any(len(c["when"]) > 1 for c in cases) else []


def read_bands(text: str, points: Decimal | None) -> Rule | None:
    """达到90%得5分，80%得3分，80%以下不得分; one band needs a word on what lies below it."""
    bands: dict[Decimal, str] = {}
    otherwise: str | None = None
    text = BETWEEN.sub(r"\1\2以上", text)
    rest = text
    for match in BELOW.finditer(text):
        if re.search(r"以下|低于|不足|少于|未达|达不到|<|＜|不到|以内", match.group()):
            mark = value(re.sub(r"^(?:得|计|记|给|为)\s*", "", match["mark"]), points)
            if mark is not None:
                otherwise = mark
                rest = rest.replace(match.group(), "；")
    for match in BAND.finditer(rest):
        low = number(match["lo"] or match["min"])
        marks = value(re.sub(r"^(?:得|计|记|给|赋|为|评)\s*", "", match["mark"].strip()), points)
        if low is None or marks is None or low in bands:
            continue
        bands[low] = marks
    if re.search(r"否则(?:不得分|0分|得0分)|其[他余它](?:情况)?(?:不得分|0分)", text):
        otherwise = otherwise or "0"
    if len(bands) < 2 and not (bands and otherwise is not None):
        return None
    ordered = sorted(bands, reverse=True)
    rule: Rule = {"kind": "bands", "bands": [{"min": plain(low), "value": bands[low]} for low in ordered]}
    rule["else"] = otherwise or "0"
    return rule


def read_awards(text: str) -> Rule | None:
    """国家级加3分、省级2分、市级1分; 不重复计分 counts only the best; 最多加5分 caps."""
    levels: dict[str, str] = {}
    together = RESPECTIVELY.search(text)
    if together is not None:
        names = [name for name, pattern in _ordered_levels(together["levels"]) if pattern]
        marks = re.findall(NUM, together["ns"])
        if len(names) == len(marks) >= 2:
            levels = {
                name: plain(found)
                for name, printed in zip(names, marks, strict=True)
                if (found := number(printed)) is not None
            }
    if not levels:
        for match in AWARD.finditer(text):
            name = (
                match.lastgroup
                if match.lastgroup in {n for n, _ in AWARD_LEVELS}
                else next(n for n, _ in AWARD_LEVELS if match[n])
            )
            found = number(match["n"])
            if found is not None:
                levels.setdefault(name, plain(found))
    if not levels or not (len(levels) >= 2 or re.search(r"加\s*\d|奖励|表彰|荣誉|获", text)):
        return None
    if re.search(r"扣\s*\d", text):
        return None
    rule: Rule = {"kind": "awards", "levels": levels, "highest_only": bool(HIGHEST.search(text))}
    limit = cap(text)
    if limit is not None:
        rule["cap"] = plain(limit[0])
    return rule


def _ordered_levels(text: str) -> list[tuple[str, str]]:
    found: list[tuple[int, str, str]] = []
    for piece in re.finditer(r"国家|中央|全国|省部?|自治区|市|县区?|区|行业|系统|厅局", text):
        name = next(
            (
                n
                for n, pattern in AWARD_LEVELS
                if re.fullmatch(pattern, piece.group()) or re.fullmatch(pattern, piece.group() + "级")
            ),
            "",
        )
        if name and all(name != other for _, other, _ in found):
            found.append((piece.start(), name, piece.group()))
    return [(name, words) for _, name, words in found]


def read_each(text: str) -> Rule | None:
    """每推出一项加2分，最多加10分; 承办现场会的加5分: awards without levels of government."""
    if re.search(r"扣\s*\d", text):
        return None
    levels: dict[str, str] = {}
    for match in EACH_ADD.finditer(text):
        found = number(match["n"])
        what = re.sub(r"(?:的|者)$", "", match["what"].strip(" ，,、的"))
        if found is not None and what:
            levels.setdefault(what, plain(found))
    if not levels:
        return None
    rule: Rule = {"kind": "awards", "levels": levels, "highest_only": bool(HIGHEST.search(text))}
    limit = cap(text)
    if limit is not None:
        rule["cap"] = plain(limit[0])
    return rule

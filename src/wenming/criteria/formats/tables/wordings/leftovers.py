"""What a rule does not say of its wording: marks it did not use, and clauses beside them that speak of scoring."""

from __future__ import annotations

import re
from decimal import Decimal

from wenming.criteria.formats.tables.wordings.context import Context, Found, Rule, in_points
from wenming.criteria.formats.tables.wordings.normal import EDGES, NUM, Normal
from wenming.criteria.formats.tables.wordings.scanning import Mark

QUIET = {"step", "floor"}
SCORING = re.compile(
    r"扣|加分|减分|得分|计分|分值|倒查|折算|加倍|翻倍|双倍|倍|系数|权重|平均|比例|否决|取消|封顶|上限|下限|最高|最低|除外|类推|倒扣|满分|重复|递减|递增|顺延|抵扣|视同|视为|减半|对半|\d\s*分(?!钟)|酌情|视情|依次"
)
EXPLAINS = re.compile(
    r"不(?:得)?(?:重复|累计|累加|叠加)(?:扣分|计分|加分|得分|扣|计|记分|计算)?|^(?:查阅|查看|检查|听取|核查|根据|依据|对照|按照?|结合|参照)[^，。；,;]{0,30}(?:评分|打分|计分|评定|进行|资料|材料|情况)?$|"
    r"(?:评分|扣分|计分|得分|加分|考核|考评|测评)(?:标准|办法|方法|说明|细则|依据|方式)(?:如下|为)?[:：]?$|以[^，。；]{1,14}为准|"
    r"(?:满分|分值|总分|共|计|本项)(?:为|共)?\d+(?:\.\d+)?分$|累计(?:计分|扣分|得分|加分)?$|按(?:以下|下列)[^，。；]{0,10}$|取(?:其)?最高[^，。；]{0,8}$|就高(?:不就低)?|"
    r"(?:只|以|按)[^，。；]{0,8}最高[^，。；]{0,8}$|同一[^，。；]{1,12}$|(?:得分|扣分)?(?:可|予以)?累[加计]$|(?:具体)?(?:扣分|评分|加分)(?:情况|项目|内容|事项)[^，。；]{0,8}$|不扣分$|(?:本项)?扣分不超过本项分值|每[^，。；\d]{0,6}为一个(?:单位|档次|周期)"
)
CLAUSE = re.compile(r"[，,；;。\n]")
MEAN = re.compile(r"平均|均分|均值")
ELSEWHERE = re.compile(
    r"(?:相关|关联|其[他它]|上级)(?:各)?(?:项|指标)(?:目)?(?:均|也|都|同时|一并|$)"
)  # what befalls other lines
LONGEST = 80


def unread(
    words: Normal, context: Context, reading: Found, tail: list[tuple[int, int]], *, averaged: bool = False
) -> list[str]:
    """The clauses, as printed, that the rule does not cover.

    averaged  whether the rule is the mean of places, so that 取平均分 is said by it.
    """
    spans: list[tuple[int, int]] = []
    said = str(reading.rule)  # the words before a mark may be the rule's own: names of grades, what costs points
    for number, unit in enumerate(context.units):
        left = number not in reading.used and not is_quiet(unit.mark, context.points)
        if left or number in reading.doubts or ELSEWHERE.search(unit.head):
            spans.append((unit.begin, unit.mark.end))
        elif context.own:
            spans += [
                s
                for s in _clauses(words.text, unit.begin, unit.mark.start)[:-1]
                if _speaks(clause := words.text[slice(*s)]) and not _is_said(clause, said)
            ]
        if context.own:
            for start, end in unit.loose:
                spans += [s for s in _clauses(words.text, start, end) if _speaks(words.text[slice(*s)])]
    if context.own:
        for start, end in tail:
            spans += [s for s in _clauses(words.text, start, end) if _speaks(words.text[slice(*s)])]
    if averaged:
        spans = [
            span
            for span in spans
            if not MEAN.search(words.text[slice(*span)]) or re.search(r"\d", words.text[slice(*span)])
        ]
    quotes = [words.quote(start, end)[:LONGEST] for start, end in sorted(spans)]
    return list(dict.fromkeys(quote for quote in quotes if quote))


def is_quiet(mark: Mark, points: Decimal | None) -> bool:
    """Whether a mark needs no rule: a note on steps, 扣完为止, the line's points said again."""
    return mark.kind in QUIET or (mark.kind == "total" and mark.amount == points)


def _is_said(clause: str, said: str) -> bool:
    """Whether the rule has the words of a clause, or all its figures."""
    figures = re.findall(NUM, clause)
    return clause.strip(EDGES) in said or bool(figures and all(f"'{figure}'" in said for figure in figures))


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [m.start() for m in CLAUSE.finditer(text, start, end)]
    return [
        (a, b) for a, b in zip([start, *(c + 1 for c in cuts)], [*cuts, end], strict=True) if text[a:b].strip(EDGES)
    ]


def _speaks(clause: str) -> bool:
    return SCORING.search(clause.strip(EDGES)) is not None and not EXPLAINS.search(clause.strip(EDGES))


def best(rule: Rule, points: Decimal | None) -> Decimal | None:
    """The most a rule can give, in points; None where it gives the line's points by itself, or has no end."""
    kind = rule["kind"]
    if kind == "sampled":
        return best(rule["each"], points)
    values: list[str] = []
    if kind == "graded":
        values = list(rule.get("grades", {}).values())
    elif kind == "bands":
        values = [*(band["value"] for band in rule["bands"]), rule["else"]]
    elif kind == "conditions":
        values = [*rule["met"].values(), *(case["value"] for case in rule.get("cases", [])), rule["else"]]
    elif kind == "awards" and rule.get("cap") is not None:
        values = [rule["cap"]]
    amounts = [amount for value in values if (amount := in_points(value, points)) is not None]
    return max(amounts) if amounts else None

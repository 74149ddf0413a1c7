"""The words and patterns of the rule notation, in one place: matched data, the same in every language of the interface.

The first word of a row is the one we write; the others are understood when a person typed them.
"""

from __future__ import annotations

import re

from wenming.criteria.formats.exchange.wording.tokens import FIGURE, NEST, UNNEST, VALUE

HEADS = {  # how each kind begins; the first word is the one we write
    "judged": ("评定", "评判", "据实评定"),
    "graded": ("分级", "等级"),
    "conditions": ("条件", "符合条件"),
    "bands": ("分档", "按档"),
    "deduct": ("扣分", "倒扣"),
    "shortfall": ("差额", "差额扣分"),
    "ratio": ("按比例", "比例"),
    "sampled": ("抽样", "抽查"),
    "awards": ("奖项", "获奖"),
    "sum": ("合计", "相加"),
    "mean": ("平均", "平均分"),
    "weighted": ("加权", "加权平均"),
}
FIELDS = {
    "judged": set(),
    "graded": {"grades"},
    "conditions": {"count", "met", "cases", "else"},
    "bands": {"bands", "else"},
    "deduct": {"per", "floor"},
    "shortfall": {"target", "per", "points", "step", "floor"},
    "ratio": {"required"},
    "sampled": {"places", "each"},
    "awards": {"levels", "highest_only", "cap"},
    "sum": {"cap"},
    "mean": {"cap"},
    "weighted": {"weights", "cap"},
}
STEPS = {"whole": "按整步", "started": "不足一步按一步", "linear": "按比例折算"}
LEVELS = {
    "national": "国家级",
    "province": "省级",
    "city": "市级",
    "county": "县级",
    "industry": "行业级",
    "unit": "本单位",
}
STEP_OF = {word: step for step, word in STEPS.items()} | {"按整数步": "whole", "不足一步算一步": "started"}
FLOOR_WORD, ELSE_WORD, CAP_WORD = "最低", "其余得", "最多"
NO_FLOORS = ("不设最低", "不设最低分", "可扣至负分")
NOTHINGS = ("无一项", "一项也没有", "无")
HIGHESTS = ("同项取最高", "同一事项取最高", "取最高")
CUMULATIVES = ("同项累计", "累计")
PLACES_WORD, COUNT_WORD = "处", "项"
FORMS = {  # how the clauses are written
    "counted": "{head}（共{n}{unit}）",
    "case": "恰为{which}得{value}",
    "met": "符合{n}项得{value}",
    "band": "{least}及以上得{value}",
    "trigger": "{what} -{points}",
    "most": "（最多{points}）",
    "target": "目标{figure}",
    "per": "每低{per}扣{points}",
    "required": "应达{figure}",
    "each": "每处〔{rule}〕",
}
EXAMPLES = {
    "judged": "评定",
    "graded": "分级：A=100%；B=66%；C=33%；D=0",
    "conditions": "条件（共4项）：恰为1、3得60%；符合4项得100%；符合2项得50%；其余得0",
    "bands": "分档：90及以上得100%；80及以上得60%；其余得0",
    "deduct": "扣分：缺一次 -1；迟报 -0.5（最多2）；最低0",
    "shortfall": "差额：目标80；每低1扣0.5；按整步；最低0",
    "ratio": "按比例：应达3",
    "sampled": "抽样（共3处）：每处〔分级：A=100%；B=50%〕",
    "awards": "奖项：国家级=5；省级=3；同项取最高；最多8",
    "sum": "合计：最多10",
    "mean": "平均",
    "weighted": "加权：II-1=0.85；II-2=0.15",
}
HEAD_OF = {word: kind for kind, words in HEADS.items() for word in words}

HEAD = re.compile(
    r"\s*(?P<head>[一-鿿]+)\s*(?:[（(]\s*共\s*(?P<count>\d+)\s*[项处]\s*[)）]\s*)?(?:[：:](?P<rest>.*))?", re.DOTALL
)
CASE = re.compile(rf"恰为(?P<which>.*?)得(?P<value>{VALUE}分?)", re.DOTALL)
MET = re.compile(rf"(?:符合|满足)\s*(?P<n>\d+)\s*项?\s*得\s*(?P<value>{VALUE}分?)")
ELSE = re.compile(rf"(?:其余得|其余|否则得|否则)\s*(?P<value>{VALUE}分?)")
BAND = re.compile(rf"[≥>=]*\s*(?P<min>{FIGURE})\s*(?:及以上|以上)?\s*得\s*(?P<value>{VALUE}分?)")
TRIGGER = re.compile(
    rf"(?P<what>「(?:[^」]|」」)*」|.+?)\s*(?:[-－−]|扣)\s*(?P<points>{VALUE}分?)"
    rf"(?:\s*[（(]\s*(?:最多|至多)\s*扣?\s*(?P<max>{VALUE}分?)\s*[)）])?",
    re.DOTALL,
)
FLOOR = re.compile(rf"最低\s*(?P<value>{VALUE}分?)")
CAP = re.compile(rf"(?:最多|封顶|至多)\s*(?P<value>{FIGURE}\s*分?)")
TARGET = re.compile(rf"目标\s*(?P<value>{FIGURE})")
PER = re.compile(rf"每(?:低|少|降)\s*(?P<per>{FIGURE})\s*扣\s*(?P<points>{VALUE}分?)")
REQUIRED = re.compile(rf"(?:应达|应有)\s*(?P<value>{FIGURE})")
EACH = re.compile(rf"每处\s*{NEST}(?P<rule>.*){UNNEST}", re.DOTALL)

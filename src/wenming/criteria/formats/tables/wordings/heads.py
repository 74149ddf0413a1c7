"""What the words before a mark name: a threshold (90%以上), a count (三项), a grade (优秀), a step (每低1%), a level (省级)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from wenming.criteria.formats.tables.numbers import CHINESE, chinese
from wenming.criteria.formats.tables.wordings.normal import EDGES, NUM
from wenming.criteria.formats.tables.wordings.scanning import UNIT

CN = f"[{CHINESE}]{{1,3}}"
PERCENT = {"%", "个百分点", "百分点", "个点", "‰"}
SPELL = r"个?(?:工作日|自然日|季度|小时|学时|课时|月|年度?)"
MEASURE = rf"(?:%|‰|个?百分点|个点|分|{SPELL}|{UNIT})"
INCLUDED = r"(?:[（(]不?含[^（）()]{0,8}[）)])?"
NUMBER = rf"(?:{NUM}|(?!百分){CN}(?={MEASURE}))"
_ENDS = rf"(?:的|者|时|之间|范围内|{INCLUDED}|(?:为|是|属|评为|属于)[\u4e00-\u9fff]{{1,4}}|单位|左右|活动|培训|服务|学习|以上志愿者|志愿者)*[：:，,、=]*$"
SPAN = re.compile(
    rf"(?P<low>{NUMBER})\s*(?P<u>{MEASURE})?{INCLUDED}(?:以上)?(?:-|至|到|~|、)(?P<high>{NUMBER})\s*(?P<v>{MEASURE})?{INCLUDED}(?:以内)?{_ENDS}"
)
WITHIN = re.compile(
    rf"(?P<low>{NUM})(?P<u>{MEASURE})?[≤<][^\d；;，,<≤]{{0,8}}[≤<](?P<high>{NUM})(?P<v>{MEASURE})?{_ENDS}"
)
OPEN_SPAN = re.compile(
    rf"(?P<low>{NUMBER})(?P<u>{MEASURE})(?:及|或)?(?:以上|（含）以上)?{INCLUDED}[，,、]?(?:但|且|而)?(?<!不)(?:低于|不足|未达到?|不到|少于|小于|<)?(?P<high>{NUMBER})(?P<v>{MEASURE})?(?:（不含）)?(?:以下)?{_ENDS}"
)
BELOW = re.compile(
    rf"(?:(?:(?<!不)(?<!不得)(?<!不能)(?:低于|少于|小于)|不足|未达到?|达不到|不到|未满|不满|不满足|<|≤|没有达到|(?P<most>不(?:得|能)?(?:超过|高于|多于|大于)|至多))(?P<n>{NUMBER})(?P<u>{MEASURE})?|(?P<m>{NUMBER})(?P<w>{MEASURE})?{INCLUDED}(?:及|或)?(?:以下|以内|之下|之内|内))[^，。；,;\d]{{0,6}}{_ENDS}"
)
ABOVE = re.compile(
    rf"(?:≥|>|不低于|不少于|不得低于|不得少于|达到?|超过|高于|大于|至少|保持在|满|在|为|有|=|或)?(?:了)?(?P<n>{NUMBER})(?P<u>{MEASURE})?{INCLUDED}(?P<up>(?:及|或)?(?:其)?(?:以上|之上))?{INCLUDED}[^，。；,;\d]{{0,6}}{_ENDS}"
)
COUNT_WORDS = r"(?:项|条|款|点|个条件|个方面|方面|个要求|个要素|要素|个指标|个标准)"
COUNTED = re.compile(
    rf"(?P<n>\d{{1,2}}|{CN})(?:个)?{COUNT_WORDS}(?:条件|要求|标准|指标|内容|以上)*(?:（含）|及以上|或以上|以上)?(?:都|均|全部|同时|全)?(?:达到|符合|满足|达标|合格|做到|完成|具备|到位|落实|齐全|达成)?(?:要求|标准|条件|规定)?(?:的|者)?{_ENDS}"
)
COUNT_SPAN = re.compile(rf"(?P<n>\d{{1,2}}|{CN})(?:项|条|款|点)?(?:-|至|到)(?:\d{{1,2}}|{CN}){COUNT_WORDS}(?:达到|符合|满足|达标|合格)?(?:要求|标准)?(?:的)?{_ENDS}")  # fmt: skip
MEETS = re.compile(r"达到|符合|满足|具备|做到|达标|合格")
ALL_OF = re.compile(r"全部|均|都|所有|各项|同时|全达|完全|齐全|以上[条各]")
TOTAL = re.compile(
    rf"(?:以上|上述|共|下列)?(?P<n>\d{{1,2}}|{CN})个?{COUNT_WORDS}(?:条件|要求|标准|内容|指标|工作)*(?:全部|均|都|同时|全|完全|齐全)"
)
NONE_OF = re.compile(
    r"(?:均|都|全部|各项|一项|全)(?:都|均|也)?(?:未|不|没有?|没)|(?:未|没有?)(?:一项|达到任何|有)|达不到任何"
)
LACKS = re.compile(
    r"未|缺|少|差|没|无|不(?:达|符|合|得|能|到|足|满|具|齐|及|按|健|落|规|好|全|明|经|开|参|够|整|清|力|佳|高|考|适|存|属)"
)
ELSE = re.compile(
    r"^(?:否|无|没有|不是|否则|反之|其余|其他|其它|余下|除此(?:之外|以外)|其余情况|其他情况|其他情形|其余情形|其余的?|其他的?|不是的?|均无|都没有)(?:的|者|情况|情形|为|等次|均|一律)*$"
)
GRADES = (
    "[一二三特]等奖|第[一二三四五六]名|[一二三]等次?|[一二三四]档|金奖|银奖|铜奖|优秀奖|优秀|优良|良好|中等|一般|较好|较差|很差|"
    "基本合格|不合格|合格|基本达标|不达标|未达标|达标|非常满意|很满意|较满意|比较满意|基本满意|不满意|满意|完全符合|基本符合|不符合|符合|"
    "很好|较为完善|较完善|基本称职|不称职|称职|不及格|及格|[一二三四五]星级?|[一二三四]类|优|良|中|好|差|可"
)  # fmt: skip
LONE = {"优", "良", "中", "好", "差", "可"}
GRADE = re.compile(
    rf"(?P<g>{GRADES})(?:等级|级|等次?|档次?|类)?(?:的|者|单位|结果)*[”》]?(?:等次|等级|档次|的)*[：:=，,.、（(]*$"
)
GRADE_BEFORE = re.compile(
    r"(?:^|[，,、：:（(为到价次定是级得获被属于况果量度评按/“])(?:结论|等次|结果|为|是|达到|评为)?[“\"《]?$"
)
LETTER = re.compile(
    r"(?:^|[，,、：:（(为到评])(?P<g>[A-E])(?:级|等级?|档|类)?(?:的|者|为)*(?:[（(][^（）()]{0,12}[）)])?[：:=，,.、（(]*$"
)
LETTERED = re.compile(r"(?<=[\u4e00-\u9fff])(?P<g>[A-E])(?:级|等级?|档|类)[：:=，,（(]*$")
DESCRIBED = re.compile(
    r"^(?:[①-⑳]|\d[.、])?(?P<g>[A-E]|优秀?|良好?|中等?|一般|合格|较?差|不合格)(?:级|等|档)?(?:[.．、:：)）]|[（(]).{2,}"
)
EACH = re.compile(
    rf"每(?:有|增加?|新增|多|获得?|缺|少|发现|出现|发生|完成|开展|参加|达到|组织|举办|推出|建立|采用|刊发|发表|承办|再|达标|个|满|超过?|高)*(?:1|一)?(?:{UNIT}|项|条|%|个|次)|每"
)
ONE = re.compile(rf"(?:每|各|其中)?(?:[1一]{UNIT}|各)(?:占|得|计)?")
DOWN = r"(?:降低|下降|减少|低于|低|降|少于|少|差|欠|缺|下滑|减|落后|不足|下浮)"
STEP = re.compile(
    rf"(?P<every>每)?(?:再)?{DOWN}(?:于)?(?:了|到)?(?:目标值?|标准|要求|规定|指标值?|(?P<t>{NUM})[%‰]的?)?[，,]?(?:的)?(?P<per>{NUMBER})(?:个)?\s*(?P<u>%|‰|个?百分点|点|分|{UNIT})[^，。；,;\d]{{0,6}}(?:的|者)?[，,]?$"
)
FIGURE = re.compile(rf"(?P<t>{NUM})\s*(?P<u>%|‰|个百分点|分|{UNIT})")
WHOLE = set("次人名个项条件篇期场册本部户家份处起例支组") | {"人次", "个工作日", "工作日", "天"}
MEASURED = {"分", "小时", "天", "元", "万元", "册", "平方米", "学时", "课时"}


@dataclass(frozen=True, slots=True)
class Threshold:
    """A range of a figure: from low (None: from nothing) up to high (None: no end); unit as printed; about  what is measured."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Points per ``per`` of ``unit`` that a figure lies below target (None: said elsewhere); before  the words before it."""

    per: Decimal
    unit: str
    target: Decimal | None
    every: bool
    before: str = ""


def figure(text: str | None) -> Decimal | None:
    """A number in digits or Chinese."""
    if not text:
        return None
    if re.fullmatch(NUM, text):
        return Decimal(text)
    whole = chinese(text)
    return Decimal(whole) if whole is not None else None


def threshold(head: str) -> Threshold | None:
    """The range that ends ``head``."""
    about = _threshold(head.strip(EDGES))
    return None if about is None or about.unit in {"类", "级"} else about


def _threshold(head: str) -> Threshold | None:
    for pattern in (WITHIN, SPAN, OPEN_SPAN):
        match = pattern.search(head)
        if match is not None:
            low, high = figure(match["low"]), figure(match["high"])
            if low is not None and high is not None and low != high:
                unit = match["v"] or match["u"] or ""
                return Threshold(min(low, high), max(low, high), _unit(unit), head[: match.start()])
    match = BELOW.search(head)
    if match is not None:
        high, unit = figure(match["n"] or match["m"]), _unit(match["u"] or match["w"] or "")
        if high is not None and ("内" in match[0] or match["most"]) and unit in WHOLE:
            high += 1
        return Threshold(None, high, unit, head[: match.start()]) if high is not None else None
    match = ABOVE.search(head)
    if match is None or (match["u"] is None and not re.match(r"[≥>达不超高大至保满]", match[0])):
        return None
    if (match.start() and head[match.start() - 1] in "第每前") or re.search(r"每[^，,]{0,6}$", head[: match.start()]):
        return None
    low, unit = figure(match["n"]), _unit(match["u"] or "")
    if low is not None and unit in WHOLE and re.match(r"超过|大于|高于|>", match[0]):
        low += 1
    return Threshold(low, None, unit, head[: match.start()]) if low is not None else None


def _unit(printed: str) -> str:
    return "%" if printed in PERCENT else printed


def counted(head: str) -> int | None:
    """How many conditions ``head`` names (达到三项, 3-4项)."""
    head = head.strip(EDGES)
    match = COUNT_SPAN.search(head) or COUNTED.search(head)
    if match is None or re.search(r"每[^，,]{0,4}$|第$", head[: match.start()]):
        return None
    found = figure(match["n"])
    return int(found) if found is not None and 0 < found <= 50 else None


def total_of(head: str) -> int | None:
    """How many conditions there are, where ``head`` says so: 四项全部达到."""
    match = TOTAL.search(head)
    found = figure(match["n"]) if match else None
    return int(found) if found is not None and 0 < found <= 50 else None


def listed(head: str) -> int:
    """How many things ``head`` enumerates before 全部/均: 有机构、有方案、有经费，全部达到 – 3; 0 if it enumerates none."""
    words = re.split(r"全部|均|都|同时|各项|齐全", head)[0].strip(EDGES)
    items = [item for item in re.split(r"[、，,；;]", words) if item.strip()]
    return len(items) if len(items) >= 2 else 0


def grade_of(head: str) -> str | None:
    """The grade that ``head`` names: 优秀, A, 一等奖."""
    head = head.strip(EDGES)
    letter = LETTER.search(head) or LETTERED.search(head)
    if letter is not None:
        return letter["g"]
    match = GRADE.search(head)
    if match is not None:
        name, before = match["g"], head[: match.start()]
        if before and before[-1] in "不较很未基非":
            return None
        if not before or GRADE_BEFORE.search(before) or (name not in LONE and len(before) <= 12 and not LACKS.search(before)):  # fmt: skip
            return name
    described = DESCRIBED.match(head)
    return described["g"] if described is not None else None


def step_of(head: str) -> Step | None:
    """每降低1个百分点, 每少100册, 低于80%每降1%."""
    match = STEP.search(head.strip(EDGES))
    if match is None:
        return None
    per = figure(match["per"])
    target = figure(match["t"])
    if target is None:
        below = re.search(
            rf"(?:(?<!不)(?<!不得)(?:低于|少于|小于)|不足|未达到?|达不到|未满|不到|<|没有达到)(?P<t>{NUM})(?P<u>{MEASURE})?[^，。；\d]{{0,8}}[，,：:]?的?[，,]?$",
            head[: match.start()],
        )
        target = figure(below["t"]) if below else None
    unit = "%" if match["u"] in {*PERCENT, "点"} else match["u"]
    return Step(per, unit, target, match["every"] is not None, head[: match.start()]) if per else None

"""Find every mark that a scoring wording gives (扣1分, 得60%, 不得分, 最多扣3分, 按比例得分) with the words before it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from wenming.criteria.formats.tables.wordings.normal import EDGES, NUM, Normal

OWN = r"(?:(?:本|该|此|单|相应|所占|规定|项目|总)*(?:项|条|款|小项|指标)?(?:分值|得分|分数|满分|总分|标准分|基本分|分)?的?)"
FULL = r"(?:满分值?|全分|全部(?:分值|得分|分数|分)|(?:本|该|此)项(?:满分|全分|分值|总分|标准分|基本分|分)|标准分|全额分?|基本分值?(?!\d))"
UNIT = r"(?:人次|小时|学时|课时|平方米|万元|[次人名个项条件篇期场册本部天日周月元户家份处起例支组位幅张课台套站队节类宗户岗间栋座辆只种])"
PER = rf"(?:[/／]每?{UNIT}|每{UNIT})?"
HOW = r"(?:各|再|另|一次性|直接|(?<!否)则|即|均|都|予以|酌情|视情(?:况|节(?:轻重)?)?|适当|一律|累计|分别|只|仅|可|共|最终)*"
RANGE = rf"(?P<{{low}}>{NUM})(?:分?[-至到](?P<{{high}}>{NUM}))?"
_MOST = r"(?:单项|每项|每[类次人个条]|该项|本项|此项|各项|同一[\u4e00-\u9fff]{1,4}|累计|合计|总计|共计|加分|扣分|得分|总分|最终|全年|以上|(?:加|扣|得|计)?分值?|一般)*"
_OF = rf"(?:{NUM}分|(?:本|该|此)?(?:项|条|指标)?(?:总|标准|所占|规定)?(?:分值|满分|总分|标准分|配分|分数))"
PIECES: tuple[tuple[str, str], ...] = (
    ("step", r"(?:不足|不满|不到)(?:\d|[一半两十百])[^，。；,;]{0,9}?的?[，,]?(?:均|都)?(?:按|以|也|算|计)[^，。；,;]{0,10}?(?:计算|计|算|扣分|扣|处理)?(?=[，,；;。）)]|$)"),
    ("floor", r"(?:直至|并|以)?(?:将)?(?:(?:本|该|此)项(?:分值|得分)?)?[扣减](?:完|到|至|光|满|尽)(?:[^，。；,;）)\d]{0,10}|(?:0|零)分?)(?:为止|为限|止)|[扣减]完即止|直至扣(?:完|光)|[扣减]至(?:0|零)分|不(?:倒扣|计负分|得负分|出现负分|扣负分)|扣分不封顶.{0,1}扣完|(?:本项|该项)?分值?扣完为(?:止|限)"),
    ("free", r"(?:扣分)?(?:下|上)?不(?:封底|设(?:下限|底线|保底))|实行倒扣(?!\d)|可(?:以)?(?:从[^，。；]{0,8})?(?:倒扣|计负分|得负分|为负分|扣(?:至|成|为)负分?)(?!\d)|允许(?:倒扣|负分|出现负分)|倒扣分(?!\d)|计(?:入)?负分|扣分不封顶|负分计入"),
    ("least", rf"(?:最低|最少|至少|保底)(?:不(?:得)?(?:低于|少于))?(?:得|计|为|记)?(?:分)?(?P<least>{NUM})分"),
    ("cap", rf"{_MOST}(?:最多|最高|至多|上限|最大|封顶)(?:只|可|累计|合计|计|为|是)*(?:倒?扣分?|扣减|加分?|计分?|得分?|记分?|奖励?分?|给分?)?(?:不(?:得)?超过|不(?:得)?高于|为|至|到|是|限|[:：])*(?P<cap_a>{_OF})(?:为限|封顶|为止|止)?"),
    ("cap", rf"{_MOST}(?:累计|合计|共|扣|加|得|计)*不(?:得|能)?(?:超过|高于|突破|大于)(?P<cap_b>{_OF})"),
    ("vague", rf"[扣减](?:至|到){NUM}分(?:为止|止)?"),
    ("cap", rf"{_MOST}(?:[扣减](?:满|完|足)|[加得计记](?:满|完|至|到|足))(?P<cap_c>{NUM}分)(?:为止|为限|止|封顶)?"),
    ("cap", rf"{_MOST}以?(?P<cap_d>{NUM}分)(?:为限|封顶|为上限|为止)"),
    ("cap", r"(?:(?:扣|加|得|计)满|满分)(?P<cap_e>为止|为限|止)"),
    ("total", rf"(?:(?:本|该)项)?(?:分值|满分|总分|标准分|权重分|分数)(?:为|是|共|计|[:：])?(?P<total_a>{NUM})分|(?<=[，,；;。（(])(?:共计?|合计|总计|全年共?|年度共?)(?:计|得)?(?P<total_b>{NUM})分(?=[，,；;。）)]|$)"),
    ("veto", r"一票否决|(?:取消|丧失|撤销)[^，。；,;]{0,10}(?:资格|称号|评选)|不得(?:评为|评选|参评|申报|推荐)[^，。；,;]{0,8}|否决"),
    ("ratio", r"(?:其余|不足的?|未达到的?|不达标的?)?(?:则|均)?(?:再)?按照?[^，。；,;扣得]{0,10}?(?:比例|比率|百分比|占比|比重|[\u4e00-\u9fff]率)(?:相应|分别|进行|来|予以|直接|乘以?[\u4e00-\u9fff]{2,4}|的?分值?)*(?:(?=[，,；;。）)]|$)|(?:计算得分|计算分值|计算|得分|计分|记分|折算得分|折算分值|折算|换算|核算|核定|给分|赋分|评分|打分|扣分|扣减|递减|计|扣|分摊)(?:得分|分值)?)|(?:根据|依据|以|依)[^，。；,;扣得]{0,10}?率(?:直接|进行)*(?:计算得分|计分|得分|记分|折算得分|折算|打分|给分|赋分)|同比例(?:得分|计分|扣减|扣分|折算)|等比例(?:得分|计分|扣减|扣分|折算)|按百分(?:比|制)(?:折算|计分|得分)(?:得分)?"),
    ("formula", rf"(?:(?:本|该)项)?(?:实际)?(?:得分|计分|分值|分数)(?:计算公式)?(?:为)?[=＝:：](?=[^，。；,;]*[/÷×*xX＊%])[^，。；,;]+|[\u4e00-\u9fff（）()/÷]{{2,24}}[×*＊xX✕](?:{FULL}|(?:本|该)?项?(?:分值|分数|权重分?|{NUM}分?))(?:分)?(?:计分|得分|为得分|计算)?|[\u4e00-\u9fff]{{2,10}}乘以?(?:{FULL}|(?:本|该)?项?(?:分值|分数|权重|{NUM}分?))(?:分)?(?:计分|得分|为得分|计算)?".replace("{{", "{").replace("}}", "}")),
    ("all", rf"(?:(?:则|均|都|一律|直接|全|该|此|本|大|小|单|子|整)*(?:项|条|款|指标)(?:目|分值|得分|分数|内容)*)?(?:全部|一次性)?(?:扣(?:除|减|掉|完|光|去)?{HOW}(?:{FULL}|(?:本|该|此|单|整)(?:小|大|子)?[项条款](?:指标)?(?:全部)?(?:分值|得分|满分|总分|分)?|全部(?:得分|分值|分数)?|所有(?:得分|分值|分))+(?:的分值|分值|得分|分)?(?!{OWN}\d|值|数)|全扣(?!\d)(?:除|光|完)?分?|扣(?:完|光)(?!为|\d|后)分?|全部扣(?:除|完|光|减)|扣满分|取消(?:该|本|此|全部|所有)项?(?:的)?(?:全部)?(?:得分|分值|分数|分)|不得任何分|分值?全部扣除)"),
    ("none", r"(?:(?:则|均|都|一律|直接|也)*(?:该|此|本|大|小|单|子|整)+(?:项|条|款|指标)+(?:目|分值|得分|分数|内容)*)?(?:(?<!否)则|均|都|一律|直接|也|按|计|得|记|为|评|打|给)*(?:不得分|不给分|不计分|不记分|不予(?:计分|得分|给分|记分|加分)|不赋分|不加分|不打分|零分|(?<![\d.])0分(?!钟)|(?:得|计|记|为)0(?![.\d分%~至到-])|一分不得|不得(?=[；;。，,）)]|$))"),
    ("vague", r"(?:扣|减|得|计|给|加)(?:除|减)?(?:其|该项|本项)?(?:相应|对应|部分|一定|适当)(?:的|比例的)?(?:分值?|分数|得分)?"),
    ("full", rf"{HOW}不(?:予)?扣分|{HOW}(?:得|计|记|给予?|赋予?|赋|评|打|获得?|按|拿|加)(?:{FULL})(?:计分?|得分)?(?!的?\d|值|数)|{HOW}得(?:该|本|此)?项?分(?=[，,；;。、）)]|否则|反之|$)|{HOW}(?:计|记|给)分(?=[，,；;。]?(?:否则|反之)|[，,；;][^，,；;。]{1,10}不(?:计|得|给|记)分)|(?<=[上到%次标格篇期场个人项])满分(?=[，,；;。]|$)|(?<=[：:（(])满分(?=[，,；;。）)]|$)"),
    ("loss", rf"{HOW}(?:加|追加)?(?:扣分?[:：]?|(?<![\d%分年月日）)])[-—–－−](?=\d)|罚|扣除|扣减|扣掉|倒扣|扣去|减去|减扣|核减|减)(?:除|减)?{HOW}{OWN}{RANGE.format(low='loss', high='loss_high')}(?P<loss_unit>%|分(?![钟类管解析工布]))(?:的?(?:{FULL}|分值|得分|分数))?{PER}(?:不等)?"),
    ("gain", rf"{HOW}(?P<verb>得分|得|计分|计|记分|记|给予|给|赋予|赋|评|加分|加|奖励|(?<![等金银铜秀大特名])奖|打|计入|获得?|为|占|折算|按){HOW}(?:分)?[:：]?{OWN}(?P<share>{NUM})%(?!以上|以下|及|的?[人户家]|[-至到])(?:的?(?:{FULL}|分值|得分|分数|比例)|分)?(?:计分|计算|计|得分|给分|记分)?"),
    ("gain", rf"{HOW}(?P<verb_b>得分|得|计分|计|记分|记|给予|给|赋予|赋|评|加分|加|奖励|(?<![等金银铜秀大特名])奖|打|计入|获得?|为|占|合计|[:：+＋])?{HOW}(?:分)?[:：]?{RANGE.format(low='gain', high='gain_high')}分(?:值)?(?![钟类管解析工布裂别散])(?:的)?(?:奖励)?{PER}(?:不等)?(?:计分|记分)?(?!\d)"),
    ("judge", r"(?:酌情|视情(?:况|节轻重?)?|适当|根据[^，。；,;\d]{1,14})(?:给予?|予以|进行)?(?:扣分|扣减|给分|加分|得分|计分|减分|评分|打分|赋分|扣除|扣|评定分?值?|确定(?:得分|分值)|评判)|现场(?:计分|打分|评分)|综合(?:评定|打分|评分|评价|计分)(?:得分|分值)?|由[^，。；,;]{1,12}(?:打分|评分|评定|计分)"),
)  # fmt: skip
SCAN = re.compile("|".join(f"(?P<k{n}>{pattern})" for n, (_kind, pattern) in enumerate(PIECES)))
KINDS = {f"k{n}": kind for n, (kind, _pattern) in enumerate(PIECES)}
NOT_A_MARK = re.compile(
    r"(?:达到?|达|低于|不足|高于|超过|不低于|不少于|少于|满|在|≥|≤|<|>|每低|每降|每降低|每少|每差|每下降|每高|每超|每增加?|每提高|百|至少|平均|均分|成绩|第)$"
)
IS_A_FIGURE = re.compile(
    r"^(?:[，,]?(?:的|者)?(?:得|计|记|给|赋)(?=[\d满全该本此])|及?以上|及?以下|（含）|\(含\)|以内|之间|为(?:优|良|中|合格|一般|达标)|的?[为是]|-|至|到|(?:的|者)?(?:(?:得|计|记|给|赋)(?=[\d满全该本此])|不得分|不计分|扣))"
)
NOT_AN_AWARD = re.compile(
    r"(?:平均|合计|累计|实际|最后|最终|综合|各项|全部|所有|标准|总|计算|加权|人均|项目|本项|该项|=)$"
)
STRONG = re.compile(r"[；;。\n！!]")


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing said about marks.

    kind    loss, all, none, full, gain, vague, total, cap, floor, free, least, ratio, formula, judge, step, veto.
    amount  points, or per cent where ``share``; high  the upper end of a range; adds  whether it is 加分 or 奖励.
    weighed whether a person decides how much (酌情扣1-3分); each  what it is counted by (0.5分/次).
    """

    kind: str
    start: int
    end: int
    text: str
    amount: Decimal | None = None
    high: Decimal | None = None
    share: bool = False
    adds: bool = False
    weighed: bool = False
    each: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A mark and the words it belongs to.

    head    the words before it, without marks at their edges; from  where they begin.
    loose   earlier words since the last mark, ended by a full stop or a semicolon: (from, to).
    """

    head: str
    begin: int
    mark: Mark
    loose: tuple[tuple[int, int], ...] = ()


def find_marks(text: str) -> list[Mark]:
    """Every mark of ``text``, in order."""
    found: list[Mark] = []
    place = 0
    while (match := SCAN.search(text, place)) is not None:
        kind = KINDS[next(name for name in KINDS if match[name] is not None)]
        mark = _mark(kind, match, text)
        if mark is None:
            place = _after_number(text, match)
            continue
        found.append(mark)
        place = max(match.end(), place + 1)
    return found


def _after_number(text: str, match: re.Match[str]) -> int:
    """Where to go on after a figure that is no mark: 90分以上."""
    digits = re.compile(r"[\d.]+(?:分?[-至到][\d.]+)?[分%]?").search(text, match.start())
    return max(match.start() + 1, min(digits.end(), match.end()) if digits else 0)


def _mark(kind: str, match: re.Match[str], text: str) -> Mark | None:
    said = match.groupdict()
    words = match[0]
    weighed = bool(re.match(r"(?:各|再|则|均|都|予以)*(?:酌情|视情|适当)", words))
    per = re.search(rf"[/／]?每?({UNIT})$", words) if re.search(r"分(?:[/／]|每)", words) else None
    each = per.group(1) if per else ""
    if kind == "full" and words.endswith("得分") and NOT_AN_AWARD.search(text[: match.start()]):
        return None
    if kind == "gain":
        verb, printed = said["verb"] or said["verb_b"] or "", said["share"] or said["gain"]
        before, after = text[: match.start()], text[match.end() :]
        if not verb and NOT_A_MARK.search(before[-6:]):
            return None
        if verb in {"", "为", "占", "评", "获", ":", "："} and IS_A_FIGURE.match(after):
            return None
        if verb in {"为", "占", "折算", "获"} and said["share"]:
            return None
        high = Decimal(said["gain_high"]) if said["gain_high"] else None
        adds = verb.startswith(("加", "奖", "+", "＋"))
        return Mark(kind, match.start(), match.end(), words, Decimal(printed), high, bool(said["share"]), adds, weighed, each)  # fmt: skip
    if kind == "loss":
        high = Decimal(said["loss_high"]) if said["loss_high"] else None
        return Mark(kind, match.start(), match.end(), words, Decimal(said["loss"]), high, said["loss_unit"] == "%", False, weighed, each)  # fmt: skip
    if kind in {"cap", "least", "total"}:
        printed = next((v for k, v in said.items() if k.startswith(("cap_", "least", "total_")) and v), "")
        number = re.match(NUM, printed)
        return Mark(kind, match.start(), match.end(), words, Decimal(number[0]) if number else None)
    return Mark(kind, match.start(), match.end(), words)


def units_of(words: Normal) -> tuple[list[Unit], list[tuple[int, int]]]:
    """Every mark with its words, and the pieces of text (from, to) after the last mark."""
    text = words.text
    units: list[Unit] = []
    last = 0
    for mark in find_marks(text):
        pieces = [(a, b) for a, b in _pieces(text, last, mark.start) if text[a:b].strip(EDGES)]
        begin, loose = mark.start, pieces
        if pieces:
            begin, loose = pieces[-1][0], pieces[:-1]
        head = text[begin : mark.start]
        begin += len(head) - len(head.lstrip(EDGES))
        units.append(Unit(head.strip(EDGES), begin, mark, tuple(loose)))
        last = mark.end
    tail = [(a, b) for a, b in _pieces(text, last, len(text)) if text[a:b].strip(EDGES)]
    return units, tail


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [m.start() for m in STRONG.finditer(text, start, end)]
    return list(zip([start, *(c + 1 for c in cuts)], [*cuts, end], strict=True))

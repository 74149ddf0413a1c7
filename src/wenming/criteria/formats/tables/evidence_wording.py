"""What a line wants shown: 图片不少于2张，文字说明200字以上 – kinds, counts, characters, sizes, captions."""

from __future__ import annotations

import re
from typing import Any

from wenming.criteria.formats.tables.noise import one_line
from wenming.criteria.formats.tables.numbers import CHINESE, count

Duty = dict[str, Any]
# The first kind whose words stand in a clause wins; the order is from the plain to the vague.
KINDS: tuple[tuple[str, str], ...] = (
    ("signed_instruction", r"批示"),
    ("sign_in", r"签到(?:表|簿|册|单|本)?|点名册|考勤(?:表|记录)?"),
    ("lesson_plan", r"教案|课件|讲义|讲稿|备课|宣讲稿"),
    ("reflection", r"心得(?:体会)?|读书笔记|学习笔记|笔记|体会文章|感悟"),
    ("video", r"视频|录像|短片|微电影|影音|音像"),
    ("photo", r"图片|照片|相片|影像(?:资料)?|图像|配图|实景图|现场图|对比图|合影|活动图"),
    ("link", r"链接|网址|二维码|截图|截屏|网页"),
    ("media", r"新闻(?:报道|稿|宣传|信息)?|媒体(?:报道|宣传|刊发)?|报道|信息(?:采用|稿件?|刊发)|简报|报刊|刊发|宣传稿|通讯稿|稿件|推文"),
    ("minutes", r"会议(?:纪要|记录|材料|资料)|纪要|会议簿|记录(?:本|簿|表)?|工作日志|日志|台[账帐]记录"),
    ("certificate", r"证书|奖牌|奖状|奖杯|牌匾|荣誉(?:证明|材料)?|获奖(?:证明|材料|文件)?|资质|证件|表彰(?:决定|文件|材料)?|命名(?:文件|决定)?|合格证|许可证|营业执照"),
    ("statistics", r"统计(?:表|数据|资料)?|汇总表?|数据|花名册|名册|名单|一览表|明细表?|报表|清单|登记表|登记簿|登记册|情况表|台[账帐]|名录|测评结果|问卷结果"),
    ("official_document", r"文件|方案|规划|计划|通知|制度|办法|意见|决定|通报|红头|文号|发文|印发|规定|章程|公约|预案|公告|公示|协议书?|责任书|承诺书|批复|会签|机构设置|要点|细则"),
    ("explanation", r"(?:文字|情况|书面|综合|简要|工作|自查|专项|创建)?(?:说明|报告|总结|汇报|介绍|小结|阐述)(?:材料|报告)?|文字材料|文字资料|事迹(?:材料)?|经验材料|典型材料|述职|文字|案例"),
    ("other", r"材料|资料|证明|佐证|档案|凭证|发票|票据|合同|主持词|节目单|方阵|实物|样本|问卷|标识|图表|流程图|原件|复印件|扫描件|存根|凭据|回执|宣传(?:栏|品|册|单|页|资料)|其他"),
)  # fmt: skip
LEXICON = tuple((kind, re.compile(words)) for kind, words in KINDS)
SPLIT = re.compile(
    r"[；;。\n、，,+＋]|(?<=.)(?=[①-⑳])|(?<=[\u4e00-\u9fff）)张份篇个])(?:及|以及|和|与|并附|附|加)(?=[\u4e00-\u9fff]{2})"
)
NUMBER_MARK = re.compile(r"^(?:\d{1,2}[.、．)）]|[①-⑳]|[（(]\d{1,2}[）)])\s*")
CN = rf"(?:\d{{1,4}}|[{CHINESE}]{{1,3}})"
UNIT = r"(?:张|份|幅|篇|个|件|次|条|期|册|段|本|页|套|项|部|例|人|场|组)"
ASKED = r"(?:提供|上传|报送|提交|上报|附|有|选取)?"
LEAST = re.compile(
    rf"(?:不少于|至少|不低于|不得少于|≥|>=|最少){ASKED}\s*(?P<n>{CN})\s*{UNIT}|(?P<m>{CN})\s*{UNIT}(?:及|或|（含）)?以上"
)
MOST = re.compile(
    rf"(?:不超过|不多于|至多|最多|不得超过|不大于|≤|<=|限){ASKED}\s*(?P<n>{CN})\s*{UNIT}|(?P<m>{CN})\s*{UNIT}(?:及)?(?:以内|以下|之内)"
)
BETWEEN = re.compile(rf"(?P<a>{CN})\s*{UNIT}?\s*(?:-|—|–|~|～|至|到)\s*(?P<b>{CN})\s*{UNIT}")
ALL_ALIKE = re.compile(rf"各\s*(?P<n>{CN})\s*{UNIT}")
EXACT = re.compile(rf"(?P<n>{CN})\s*{UNIT}|各\s*(?P<m>{CN})\s*{UNIT}?")
CHARS_LEAST = re.compile(r"(?:不少于|至少|不低于)\s*(?P<n>\d{2,5})\s*字|(?P<m>\d{2,5})\s*字(?:及)?以上")
CHARS_MOST = re.compile(
    r"(?:不超过|不多于|限|控制在|最多|≤|不得超过)\s*(?P<n>\d{2,5})\s*字|(?P<m>\d{2,5})\s*字(?:左右)?(?:以内|之内|以下|内)"
)
CHARS_BETWEEN = re.compile(r"(?P<a>\d{2,5})\s*字?\s*(?:-|—|–|~|～|至|到)\s*(?P<b>\d{2,5})\s*字")
CHARS_ABOUT = re.compile(r"(?P<n>\d{2,5})\s*字")
SIZE = re.compile(
    r"(?:不超过|小于|≤|<|不大于|控制在|限)?\s*(?P<n>\d+(?:\.\d+)?)\s*(?P<u>[MmKkGg]|兆)[Bb]?(?:以内|以下|之内|内)?(?!\s*[BbｂＢ]?(?:以上|及以上))"
)
FORMATS = re.compile(
    r"(?<![A-Za-z])(jpe?g|png|pdf|docx?|xlsx?|pptx?|word|excel|mp4|gif|bmp|tiff?|avi|wmv|mov)(?![A-Za-z])",
    re.IGNORECASE,
)
PROGRAMS = {"word": ("doc", "docx"), "excel": ("xls", "xlsx")}
SPELLS = ((r"每(?:个)?季度", 4), (r"每(?:个)?月", 12), (r"每半年", 2))
ANY_FILE = re.compile(r"(?:单个|每个|电子|压缩|所有|上传的?)文件")  # a file, not an official document
COPIES = re.compile(rf"一式\s*{CN}\s*份")
PICTURES = re.compile(rf"每张|(?:\d|{CN})\s*张")
ONLY_LENGTH = re.compile(
    r"(?:不少于|至少|不低于|不超过|不多于|限|控制在|最多|不得超过)?\s*\d{2,5}\s*字(?:以内|以上|以下|左右|之内)?$"
)
CAPTION = (
    ("time", r"时间|日期"), ("place", r"地点|场所|位置"), ("organiser", r"主办(?:单位|方)?|组织(?:单位|者)|承办"),
    ("people", r"人物|人员|参加(?:人|者)|人数|对象"), ("theme", r"主题|内容|活动名称|事由"),
)  # fmt: skip
CAPTION_CUE = re.compile(
    r"(?:注明|标明|标注|写明|说明|载明|附|体现|含|包括|要素|图注|图说|题注)[^。；]{0,30}(?:时间|地点|主题|人物)"
)
UNIT_NAME = re.compile(
    r"(?:体现|显示|有|含|带有|标有|可见|能看到|反映)[^。；，]{0,8}(?:单位|机构|部门)(?:名称|字样|全称|标识|标志)|单位(?:名称|标识)(?:清晰|可见|须|要)"
)
PER_ACTIVITY = re.compile(r"每(?:次|场|期|项|个)(?:活动|讲座|会议|课|培训|志愿服务)?[^。；]{0,6}")
ASKS = re.compile(r"(?:提供|提交|上报|报送|附|上传|需有|须有|需提供|应有|出具|报)(?P<what>[^。；;]{2,60})")
ON_SITE = re.compile(
    r"^(?:现场(?:计分|查看|问卷|考察|评分|检查)?|实地(?:查看|考察|检查)?|无|不需要?(?:提供|材料)?|/|—+|-|问卷|问卷调查|暗访|查看|抽查|(?:无[需须]|不[需用须]要?|免于?)(?:提供|报送|提交|上报)?[^，。；]{0,8}|(?:查看|查阅|检查|核查|调阅|翻阅|听取|实地|现场)(?:相关|有关|文字|现场|汇报|考察|查看|和|、|资料|材料|情况)*)$"
)


def read_duties(text: str) -> list[Duty]:
    """The duties that a 材料要求 cell names, in order; nothing where only a method is named (现场计分)."""
    words = COPIES.sub("", one_line(text)).strip()
    if not words or ON_SITE.match(words):
        return []
    duties: list[Duty] = []
    counted: list[bool] = []
    ahead: Duty = {}
    common = _common(words)
    for clause in _clauses(words):
        if ON_SITE.match(clause):
            continue
        kind = _kind(clause)
        if kind == "explanation" and duties and duties[-1]["kind"] == kind and ONLY_LENGTH.match(clause):
            kind = None  # 不少于200字、不超过500字
        if kind is None and not duties:
            kind = "photo" if PICTURES.search(clause) else "other" if EXACT.search(clause) else None
        has_count = _exactly(clause) is not None
        if kind is None:
            if duties:
                _complete(duties[-1], clause, more=has_count and counted[-1])
                counted[-1] = counted[-1] or has_count
            else:
                ahead |= _details(clause)
            continue
        place = next((n for n, d in enumerate(duties) if d["kind"] == kind and kind in {"photo", "video"}), None)
        if place is None:
            place = len(duties)
            duties.append({"kind": kind, "min": 1, "max": None, "note": clause, **ahead})
            ahead = {}
            counted.append(False)
        _complete(duties[place], clause, more=has_count and counted[place])
        counted[place] = counted[place] or has_count
        alike = ALL_ALIKE.search(clause)
        if alike is not None and (each := count(alike["n"])):
            for other in range(place - 1, -1, -1):
                if counted[other] or re.search(r"\d", duties[other]["note"]):
                    break
                duties[other]["min"] = each
    if ahead and not duties:
        duties.append({"kind": "other", "min": 1, "max": None, "note": words, **ahead})
    for duty in duties:
        for kinds, details in common:
            if duty["kind"] in kinds:
                for name, value in details.items():
                    duty.setdefault(name, value)
    return duties


def read_asked(sentence: str) -> list[Duty]:
    """Duties in a criterion's own sentence: only what it asks to be handed in (提供照片3张)."""
    duties: list[Duty] = []
    for match in ASKS.finditer(one_line(sentence)):
        duties.extend(d for d in read_duties(match["what"]) if d["kind"] != "other")
    return duties


def _clauses(words: str) -> list[str]:
    """Cut at marks outside brackets; a bracket stays with the clause before it."""
    clauses: list[str] = []
    depth, start = 0, 0
    for index, char in enumerate(words):
        if char in "（(":
            depth += 1
        elif char in "）)":
            depth = max(0, depth - 1)
        elif depth == 0:
            match = SPLIT.match(words, index)
            if match is not None and index >= start and index > 0:
                clauses.append(words[start:index])
                start = match.end()
    clauses.append(words[start:])
    return [clean for clause in clauses if (clean := NUMBER_MARK.sub("", clause.strip(" 。；;，,、：:")).strip())]


def _kind(clause: str) -> str | None:
    if CAPTION_CUE.search(clause) and not re.search(r"图片|照片|相片", clause):
        return None
    if re.fullmatch(r"(?:须|应|需)?有?(?:注明|标注|标明|写明)?(?:时间|地点|人物|主题|主办单位|人员|内容)", clause):
        return None
    clause = ANY_FILE.sub("", clause)
    found = _named(re.sub(r"[（(][^（）()]*[）)]", "", clause)) or _named(clause)
    if not found:
        return "explanation" if re.search(r"\d{2,5}\s*字", clause) else None
    plain = [entry for entry in found if entry[2] not in {"other", "explanation"}] or found
    if re.search(r"图文", clause) and any(kind == "media" for _, _, kind in plain):
        return "media"
    return min(plain, key=lambda entry: entry[1])[2]


def _named(words: str) -> list[tuple[int, int, str]]:
    """Every kind that the words name: where, its place in the lexicon, the kind."""
    return [
        (match.start(), order, kind)
        for order, (kind, pattern) in enumerate(LEXICON)
        if (match := pattern.search(words))
    ]


def _exactly(clause: str) -> int | None:
    """How many the clause asks for, where it says just that: 2张, not 至少2张 or 2-6张."""
    rest = SIZE.sub("", re.sub(r"\d{2,5}\s*字", "", clause))
    if BETWEEN.search(rest) or LEAST.search(rest) or MOST.search(rest):
        return None
    match = EXACT.search(rest)
    return count(match["n"] or match["m"]) if match is not None and "每张" not in match.group() else None


def _complete(duty: Duty, clause: str, *, more: bool = False) -> None:
    """Add counts, characters, sizes and formats that the clause says.

    more  the clause asks for pieces besides those counted before: 室内2张，室外2张.
    """
    chars = CHARS_BETWEEN.search(clause)
    if chars is not None:
        duty["min_chars"], duty["max_chars"] = sorted((int(chars["a"]), int(chars["b"])))
    else:
        least, most, about = CHARS_LEAST.search(clause), CHARS_MOST.search(clause), CHARS_ABOUT.search(clause)
        if least is not None:
            duty["min_chars"] = int(least["n"] or least["m"])
        if most is not None:
            duty["max_chars"] = int(most["n"] or most["m"])
        elif about is not None and least is None:
            duty["max_chars"] = int(about["n"])
    rest = re.sub(r"\d{2,5}\s*字", "", clause)
    between, least_n, most_n = BETWEEN.search(rest), LEAST.search(rest), MOST.search(rest)
    if between is not None:
        low, high = count(between["a"]), count(between["b"])
        if low is not None and high is not None and low <= high:
            duty["min"], duty["max"] = low, high
    elif least_n is not None or most_n is not None:
        if least_n is not None and (n := count(least_n["n"] or least_n["m"])) is not None:
            duty["min"] = n
        if most_n is not None and (n := count(most_n["n"] or most_n["m"])) is not None:
            duty["max"] = n
    elif (exact := EXACT.search(rest)) is not None and (n := count(exact["n"] or exact["m"])):
        duty["min"] = duty["min"] + n if more else n * _times(clause)
    if duty["max"] is not None and duty["min"] > duty["max"]:
        duty["min"] = duty["max"]
    for name, value in _details(clause).items():
        duty.setdefault(name, value)


def _times(clause: str) -> int:
    """How often a year the clause asks for what it counts: 每季度1张 is four a year."""
    return next((times for words, times in SPELLS if re.search(words, clause)), 1)


def _details(text: str) -> Duty:
    found: Duty = {}
    size = SIZE.search(text)
    if size is not None and re.search(r"[MmKkGg兆]", size.group()):
        factor = {"m": 2**20, "兆": 2**20, "k": 2**10, "g": 2**30}[size["u"].lower()]
        found["max_bytes"] = int(float(size["n"]) * factor)
    said = [f.lower() for f in FORMATS.findall(text)]
    formats = list(dict.fromkeys(name for f in said for name in PROGRAMS.get(f, (f,))))
    if formats:
        if "jpg" in formats and "jpeg" not in formats:
            formats.insert(formats.index("jpg") + 1, "jpeg")
        found["formats"] = formats
    if UNIT_NAME.search(text):
        found["shows_unit_name"] = True
    if PER_ACTIVITY.search(text):
        found["per"] = "activity"
    return found


def _common(words: str) -> list[tuple[set[str], Duty]]:
    """What is said once for all pictures of the cell: caption fields, size, the unit's name."""
    details: Duty = {}
    cue = CAPTION_CUE.search(words)
    if cue is not None:
        around = words[cue.start() : cue.start() + 60]
        caption = [name for name, pattern in CAPTION if re.search(pattern, around)]
        if len(caption) >= 2:
            details["caption"] = caption
    if UNIT_NAME.search(words):
        details["shows_unit_name"] = True
    return [({"photo"}, details)] if details else []

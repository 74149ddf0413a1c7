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
    ("other", r"材料|资料|证明|佐证|档案|凭证|发票|票据|合同|主持词|节目单|方阵|实物|样本|问卷|标识|图表|流程图|宣传(?:栏|品|册|单|页|资料)|其他"),
)  # fmt: skip
LEXICON = tuple((kind, re.compile(words)) for kind, words in KINDS)
SPLIT = re.compile(r"[；;。\n、，,+＋]|(?<=[\u4e00-\u9fff])(?:及|以及|和|与|并附|附|加)(?=[\u4e00-\u9fff]{2})")
NUMBER_MARK = re.compile(r"^(?:\d{1,2}[.、．)）]|[①-⑳]|[（(]\d{1,2}[）)])\s*")
CN = rf"(?:\d{{1,4}}|[{CHINESE}]{{1,3}})"
UNIT = r"(?:张|份|幅|篇|个|件|次|条|期|册|段|本|页|套|项|部|例|人|场|组)"
LEAST = re.compile(
    rf"(?:不少于|至少|不低于|不得少于|≥|>=|最少)\s*(?P<n>{CN})\s*{UNIT}|(?P<m>{CN})\s*{UNIT}(?:及|或|（含）)?以上"
)
MOST = re.compile(
    rf"(?:不超过|不多于|至多|最多|不得超过|不大于|≤|<=|限)\s*(?P<n>{CN})\s*{UNIT}|(?P<m>{CN})\s*{UNIT}(?:及)?(?:以内|以下|之内)"
)
BETWEEN = re.compile(rf"(?P<a>{CN})\s*{UNIT}?\s*(?:-|—|–|~|～|至|到)\s*(?P<b>{CN})\s*{UNIT}")
EXACT = re.compile(rf"(?P<n>{CN})\s*{UNIT}|各\s*(?P<m>{CN})\s*{UNIT}?")
CHARS_LEAST = re.compile(r"(?:不少于|至少|不低于)\s*(?P<n>\d{2,5})\s*字|(?P<m>\d{2,5})\s*字(?:及)?以上")
CHARS_MOST = re.compile(
    r"(?:不超过|不多于|限|控制在|最多|≤|不得超过)\s*(?P<n>\d{2,5})\s*字|(?P<m>\d{2,5})\s*字(?:左右)?(?:以内|之内|以下|内)"
)
CHARS_BETWEEN = re.compile(r"(?P<a>\d{2,5})\s*字?\s*(?:-|—|–|~|～|至|到)\s*(?P<b>\d{2,5})\s*字")
CHARS_ABOUT = re.compile(r"(?P<n>\d{2,5})\s*字")
SIZE = re.compile(
    r"(?:不超过|小于|≤|<|不大于|控制在|限)?\s*(?P<n>\d+(?:\.\d+)?)\s*(?P<u>[MmKkGg]|兆)[Bb]?(?:以内|以下|之内|内)?"
)
FORMATS = re.compile(
    r"(?<![A-Za-z])(jpe?g|png|pdf|docx?|xlsx?|mp4|gif|bmp|tiff?|avi|wmv|mov)(?![A-Za-z])", re.IGNORECASE
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
    r"^(?:现场(?:计分|查看|问卷|考察|评分|检查)?|实地(?:查看|考察|检查)?|无|不需要?(?:提供|材料)?|/|—+|-|问卷|问卷调查|暗访|查看|抽查)$"
)


def read_duties(text: str) -> list[Duty]:
    """The duties that a 材料要求 cell names, in order; nothing where only a method is named (现场计分)."""
    words = one_line(text).strip()
    if not words or ON_SITE.match(words):
        return []
    duties: list[Duty] = []
    common = _common(words)
    for clause in _clauses(words):
        kind = _kind(clause)
        if kind is None:
            if duties:
                _complete(duties[-1], clause)
            continue
        duty = next((d for d in duties if d["kind"] == kind and kind in {"photo", "video"}), None)
        if duty is None:
            duty = {"kind": kind, "min": 1, "max": None, "note": clause}
            duties.append(duty)
        _complete(duty, clause)
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
    found = [
        (match.start(), order, kind)
        for order, (kind, pattern) in enumerate(LEXICON)
        if (match := pattern.search(clause))
    ]
    if not found:
        return "explanation" if re.search(r"\d{2,5}\s*字", clause) else None
    plain = [entry for entry in found if entry[2] not in {"other", "explanation"}] or found
    if re.search(r"图文", clause) and any(kind == "media" for _, _, kind in plain):
        return "media"
    return min(plain, key=lambda entry: entry[1])[2]


def _complete(duty: Duty, clause: str) -> None:
    """Add counts, characters, sizes and formats that the clause says."""
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
        duty["min"] = n
    if duty["max"] is not None and duty["min"] > duty["max"]:
        duty["min"] = duty["max"]
    for name, value in _details(clause).items():
        duty.setdefault(name, value)


def _details(text: str) -> Duty:
    found: Duty = {}
    size = SIZE.search(text)
    if size is not None and re.search(r"[MmKkGg兆]", size.group()):
        factor = {"m": 2**20, "兆": 2**20, "k": 2**10, "g": 2**30}[size["u"].lower()]
        found["max_bytes"] = int(float(size["n"]) * factor)
    formats = list(dict.fromkeys(f.lower() for f in FORMATS.findall(text)))
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

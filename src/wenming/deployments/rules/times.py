"""All times of a paragraph in order, and whether a time asks for something or only tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wenming.deployments.rules import days, recurring
from wenming.deployments.rules.atoms import Base
from wenming.deployments.rules.numerals import fold, without_items
from wenming.deployments.rules.sentences import Piece
from wenming.deployments.rules.vague import find_vague
from wenming.deployments.rules.values import When

MODAL = re.compile(
    r"务必|务须|必须|确保|应当|应(?!急|用|届|对)|须|需(?!求)|(?<![重主纪概只])要(?!求|点|素|义|闻|道|好)|请|负责|不得|力争|争取|拟"
)
"""Words that ask."""
_QUOTED = re.compile(r"《[^》]*》|“[^”]{1,12}”")
_LONGEST_TIME = 60
_UNTIL = re.compile(r"^[^。；！？\n]{0,60}$")

_EARLIER = ("去年", "上年", "前年")
_BACKGROUND = re.compile(
    r"去年|上年(?!度)|前年|以来|曾|历年|此前|迄今|近年|过去|回顾|上学期|上一年|长期以来|刚才|刚刚|(?<![\d〇一二三四五六七八九十今])日前|多年|一年来|截至目前|截止目前"
)
DONE = re.compile(
    r"(?<![未尚])已(?!命名|获)|(?<!为)(?<!除)[一-鿿](?<!到)了(?!解|望|然|却)|受到|荣获|获评|获得|累计|先后|开局|取得|被评为|被命名|被授予|(?<=[项个处次人家])不合格|同比|环比|增长了?\d|下降了?\d|"
    r"(?:仍|还)(?:未|没|然|存在)|未(?:能|按|及时|建立|完成)|没有(?!特殊)|存在(?!的问题)|发现(?!问题|的|一[起处])|达到了?\d|顺利通过|共(?:计)?(?:受理|办理|开展|组织|完成|召开|投入|收到|发放|接待|处理|解决|新增|反馈|检查)(?!不)|圆满|交流发言|较(?:去年|上年)|期间[，,]?共"
)
_OF_A_PAPER = re.compile(
    r"^\s*[^，。；：]{0,12}?(?:印发|下发|发布|公布|颁布|出台|通过|修订|签发|召开|举行|举办|作出|成立|命名|表彰|批准|闭幕|开幕|刊发|刊登|交办|发生|签订|开始实施|启动|施行|通报|检查|反馈|出生|注册|发出|提出|审议)(?:的(?!要求|方式|原则)|了|以来|以后)"
    r"|^\s*[^，。；]{0,3}(?:版|号文|号令|下发的)|^\s*(?:完成|建成|开展|实施|报送|上报|评选|发现|查出)的|^\s*[^，。；]{0,18}(?:会议|讲话|批示|指示|文件|通知|座谈会)(?:精神|要求|部署)|^\s*(?:以来|至今|以后|之后[成出])"
)
_REFERS = re.compile(
    r"^期间[^，。；]{0,40}的[^，。；]{2,30}$|^(?:的|份的)(?!第)[^，。；]{2,}|^[^，。；]{0,8}(?:中|时|期间)有"
)
_IN_FORCE = re.compile(
    r"起(?:正式)?(?:施行|执行|实施|生效|有效|废止)|有效期|任期|届期|创建周期|服务期|周年|同时废止|起计算"
)
_REPORTED = re.compile(r"^[^，。；]{0,12}(?:增长|下降|同比|环比|被命名|被评为|被授予|荣获|获评|挂钩|为基准)")
_CONDITION = re.compile(
    r"^\s*(?:仍|还)?(?:未|没有|没|不能)[^，。；]{0,24}的|^[^，。；]{0,14}(?:逾期|迟报|漏报)[^，。；]*的"
)
_GOAL = re.compile(
    r"^[^。；]{0,60}?(?:力争|达到|实现|建成|创成|覆盖率|形成|跻身|迈上|提升|提高|成为|将|取得|明显|显著|大幅|基本)"
)
_AT_LATEST = re.compile(r"(?:不迟于|最迟于?|至迟于?|截[至止]到?|务于|务必于|务必在|不晚于)\s*$")
_STATES = re.compile(r"^\s*(?:是|系|正值|恰逢|为(?:第|“|《)|将至|来临|临近|至今)")
_FIELD = re.compile(
    r"(?:印发|会议|开会|成文|发布|落款|起草|活动|培训|报到|评选|举办|召开|实施|创建|竞赛|比赛|展出|检查|测评|考核|值班|服务|开放|办公|施工|起止)?(?:时间|日期|周期|期限|有效期)(?:为|是)?[：:]?\s*(?:从|自)?$"
)
_ISSUED = re.compile(r"^\s*(?:印发|发布|修订|通过|施行|起施行)")
_THING = re.compile(
    r"^(?:份|的|期间)*[^，。；]{0,6}(?:台账|资料|材料|情况|信息|数据|报表|任务|总结|档案|进展|清单|小结|报告)"
)
_DUE_FIELD = re.compile(r"(?:截止|截至|完成|报送|上报|报名|提交|反馈|整改|办结)(?:时间|日期|期限)?(?:为|是)?[：:]?\s*$")
_LONG_AFTER = re.compile(
    r"^\s*(?:将|把)?(?:完成|将|把|对|做好|汇总|总结|报送|上报|报|整理|梳理|填报|审核|统计|提交|归集|补齐|公布|通报|的|及|和|与|、)+$"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a time stands: its sentence, its clause, the words it shares with what follows, and what the paper said before.

    scope     the clause, and the next ones as long as they say nothing to do.
    narrated  the heading says that this part looks back (存在问题, 工作回顾).
    """

    sentence: Piece
    clause: Piece
    scope: str
    base: Base
    narrated: bool


def find_times(text: str, base: Base) -> list[When]:
    """Days, recurrences and vague times of a paragraph, in order, none inside another; words as printed."""
    folded = without_items(fold(text))
    found: list[When] = []
    last_end = 0
    for one in recurring.find_recurring(folded):
        if one.start >= last_end or (found and (one.start, one.end) == (found[-1].start, found[-1].end)):
            found.append(one)
            last_end = max(last_end, one.end)
    found = _with_days(found, days.find_days(folded, base))
    found = _closed(found, folded)
    busy = [(when.start, when.end) for when in found]
    found += _outside(find_vague(folded), busy)
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    kept = [*(when for when in found if when.kind == "none"), *_outside([w for w in found if w.kind != "none"], quoted)]
    times = [
        replace(when, text=when.text if "……" in when.text else text[when.start : when.end].strip()) for when in kept
    ]
    return sorted(times, key=lambda when: (when.start, when.end))


def _with_days(recurrences: list[When], found: list[When]) -> list[When]:
    """Days beside recurrences; a day that continues one (每年3月、9月) belongs to it."""
    out, place = [], 0
    for day in found:
        while place < len(recurrences) and recurrences[place].end + 1 < day.start:
            place += 1
        near = recurrences[place] if place < len(recurrences) else None
        if near is not None and near.start <= day.start <= near.end + 1 and day.start < day.end:
            if day.end > near.end:
                recurrences[place] = replace(near, end=day.end)
        elif near is None or day.end <= near.start:
            out.append(day)
    return [*recurrences, *out]


def _closed(found: list[When], folded: str) -> list[When]:
    """自4月1日起开设专栏，至12月31日止 is one span; 5月起每月 a recurrence with its first day."""
    found = sorted(found, key=lambda when: when.start)
    out: list[When] = []
    for when in found:
        opened = out[-1] if out else None
        if (
            opened is not None
            and opened.since is not None
            and opened.due is None
            and when.kind in {"date", "month_end"}
            and when.due is not None
            and folded[when.start - 1] in "至到"
            and _UNTIL.match(folded[opened.end : when.start])
        ):
            between = f"{opened.text}……{folded[when.start - 1 : when.end].strip()}"
            out[-1] = replace(opened, due=when.due, text=between)
        elif opened is not None and opened.since and not opened.due and when.every and when.start - opened.end <= 1:
            out[-1] = replace(when, start=opened.start, since=opened.since)
        else:
            out.append(when)
    return out


def _outside(times: list[When], stretches: list[tuple[int, int]]) -> list[When]:
    """The times that touch none of the stretches; both in order."""
    kept, place = [], 0
    for when in times:
        while place < len(stretches) and stretches[place][1] <= when.start:
            place += 1
        if place == len(stretches) or stretches[place][0] >= when.end:
            kept.append(when)
    return kept


def leading(clause: str) -> int:
    """Where the words behind the time a clause begins with start; 0 if it begins with none."""
    folded = fold(clause[:_LONGEST_TIME])
    begin = 0
    while begin < len(folded) and folded[begin] in "于在自从至到截最迟，, 　每":
        if folded[begin] == "每":
            break
        begin += 1
    end = recurring.leading(folded[begin:]) or days.leading(folded[begin:])
    return begin + end if end else 0


def is_told(when: When, at: Setting) -> bool:
    """Whether a time asks for something: not a date of the past, of a paper, of coming into force, a condition or a goal."""
    after = at.sentence.text[when.end - at.sentence.start :]
    before = at.sentence.text[: when.start - at.sentence.start]
    asked = bool(MODAL.search(at.scope))
    deadline = when.text.endswith(("前", "止")) or when.kind == "month_end" or bool(_AT_LATEST.search(before))
    told_before = at.clause.text if deadline else before + at.clause.text
    if when.text.startswith(_EARLIER) or (_BACKGROUND.search(told_before) and not asked):
        return False
    if not asked and (DONE.search(at.scope) or (at.narrated and not deadline) or _is_over(when, at.base, deadline)):
        return False
    if (
        _OF_A_PAPER.match(after)
        or _REPORTED.match(after)
        or _CONDITION.match(after)
        or _IN_FORCE.search(at.clause.text)
    ):
        return False
    return not (_only_says(when, before, after, deadline) or _is_goal(before, after))


def _only_says(when: When, before: str, after: str, deadline: bool) -> bool:
    """会议时间：…, 4月是…, 2026年1月至10月期间开展工作的总结, 完成上半年任务: times that belong to a thing."""
    if when.kind != "recurring" and (_STATES.match(after) or (_REFERS.match(after) and not deadline)):
        return True
    if when.kind != "recurring" and re.search(r"(?:(?<![一二三四五六七八九十])是|距离?|离)$", before):
        return True
    if _FIELD.search(before) and not _DUE_FIELD.search(before):
        return True
    if before.endswith(("（", "(")) and _ISSUED.match(after):
        return True
    attributive = when.kind == "period" and when.since is not None and when.due is not None
    if attributive and _THING.match(after) and not re.search(r"(?:^|[，：；、于在从自])\s*$", before):
        return True
    return attributive and bool(
        re.search(r"(?:将|把|对|完成|报送|上报|汇总|总结|补齐|整理|提交|通报|公布|梳理|做好|填报|形成)$", before)
    )


def _is_goal(before: str, after: str) -> bool:
    return bool(re.search(r"(?:^|[，,：；])\s*到\s*$", before) and _GOAL.match(after))


def _is_over(when: When, base: Base, deadline: bool) -> bool:
    """A bare day before the paper's own date has happened."""
    return base.dated is not None and when.due is not None and when.due < base.dated and not deadline

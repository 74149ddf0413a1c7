"""From a sentence to its duties: who does what by when, and what is only said (past, goals, exhortation)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from wenming.deployments.rules.days import Base, find_days, fold
from wenming.deployments.rules.owners import bracketed, by_whom, receiver, subject
from wenming.deployments.rules.recurring import find_recurring, find_vague
from wenming.deployments.rules.sentences import Piece, clauses
from wenming.deployments.rules.values import Duty, When

_MODAL = re.compile(r"务必|务须|必须|确保|应当|应|须|需要?|要(?!求|点|素|义|闻)|请|负责|不得")
_BACKGROUND = re.compile(r"去年|上年|前年|以来|曾|历年|此前|截至目前|迄今")
_DONE = re.compile(r"(?<![未尚])已(?:经|于|在|全部|基本|顺利|按)?|[一-鿿]{2}了(?!解)|受到|荣获|当天|当日")
_OF_A_PAPER = re.compile(
    r"^[^，。；]{0,10}(?:印发|下发|发布|公布|颁布|出台|通过|修订|签发|召开|举行|举办|作出|成立|命名|表彰|批准|闭幕|开幕)(?:的|了)|^[^，。；]{0,3}(?:版|号文|印发|下发的)"
)
_IN_FORCE = re.compile(r"起(?:正式)?(?:施行|执行|实施|生效|有效|废止)|有效期|任期|届期|创建周期|服务期|周年")
_REPORTED = re.compile(r"^[^，。；]{0,12}(?:增长|下降|同比|环比|被命名|被评为|被授予|荣获|获评|挂钩|为基准)")
_CONDITION = re.compile(r"^\s*(?:仍|还)?(?:未|没有|没|不能)[^，。；]{0,24}的|^[^，。；]{0,14}(?:逾期|迟报|漏报)")
_GOAL = re.compile(
    r"^\s*(?:，|,)?[^。；]{0,40}?(?:力争(?:达到|实现|建成|创成)?|达到|实现|建成率|覆盖率|基本形成|基本建成|全面建成|跻身|创成)"
)
_LEANING = re.compile(
    r"^(?:根据|按照|依据|依照|结合|围绕|为了?|针对|对照|在[^，]*(?:基础上|同时|过程中|前提下|下|中|时|后)$|坚持以|以[^，]*为|通过|采取|从|本着|严格对照)"
)
_REPORTING = re.compile(
    r"^(?:并|经|形成|汇总后|统一|书面|及时|一并)?(?:书面)?(?:上?报|报送|上报|提交|送|反馈|形成|报|公示|经[^，]{1,16}(?:审[核定批]|同意))"
)
_ACT = (
    "召开|制定|制订|编制|印发|成立|组建|设立|设置|开设|开辟|建立[^，]{0,14}(?:台账|档案|清单|制度|机制|名册|微信群|专栏)|报送|上报|填报|报备|"
    "确定[^，]{0,8}(?:联络员|专人|人员|名单)|明确[^，]{0,8}(?:联络员|专人|人员|分管|责任人)|分解|细化|编印|编发|张贴|悬挂|更换|组织(?:开展|召开|一次|一场|培训|观摩|演练|填写|参观)|开展[^，]{0,12}(?:自查|检查|活动|培训|走访|测评|调查|宣讲|整治|竞赛|抽查|督查|评选)|"
    "签订|公示|评选|推荐|收集|整理|归档|提供[^，]{0,12}(?:材料|资料)|汇总|集中(?:整治|清理|学习|更换)|(?:对|进行)[^，]{0,16}(?:整治|自查|检查|考核|督查|抽查)|举办|举行|配备|购置|修缮"
)
_CONCRETE = re.compile(_ACT)
_NEAR = re.compile(r"内$|前夕?$|期间$")
_EXHORTING = re.compile(
    r"意识|高度重视|深刻(?:认识|领会)|统一思想|氛围|自觉|表率|率先垂范|以身作则|一级抓一级|层层抓落实|亲自抓|具体抓|不断|始终|进一步(?:增强|提高|提升)|切实(?:增强|提高)|广泛参与"
)
_LEADING = re.compile("亲自|具体抓|带头|层层|一级抓一级")
_OBJECT = re.compile(
    r"(?:将|把)(?P<ba>[^，。；]{2,40}?)(?:于|在|按(?!要求)|以|及时|一并|统一|书面|\d|[一二三四五六七八九十]+月|上?报(?!告)|报送|送|提交|反馈|交|发(?!言|展|动))"
)
_HANDED = re.compile(
    r"(?:报送|上报|提交|上交|形成|填报|报备|提供|填写|呈报)(?P<what>(?!至|到|给|市|省|区|县|局|所需|需)[^，。；（）]{2,30}?)(?=报送|上报|报(?!告|表|道)|送|提交|[，。；（）]|不少于|$)"
)
_TOPIC = re.compile(
    r"^(?P<topic>[^，。；]{2,24}?)(?:请)?(?:于|在|最迟于|须于|应于)(?=\s*(?:\d|[一二三四五六七八九十年今明]))"
)
_SAYS_WHAT = re.compile(r"[每一]?(?:半?[日周月季年])度?一?[一-鿿]{2}")
_WRITTEN = re.compile(r"书面(?:形式)?")
_EDGE = "，,、；;：: 　"


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence inherits: who was spoken of before, who is addressed, under which heading and stage."""

    paragraph: int
    base: Base
    before: tuple[str, ...] = ()
    addressees: tuple[str, ...] = ()
    heading: str | None = None
    stage: str | None = None


def find_times(text: str, base: Base) -> list[When]:
    """Days, recurrences and vague times of a paragraph, in order, none inside another; words as printed."""
    folded = fold(text)
    found: list[When] = []
    for recurring in find_recurring(folded):
        if found and found[-1].end > recurring.start:
            continue
        found.append(recurring)
    for day in find_days(folded, base):
        near = next(
            (r for r in found if r.every and r.start <= day.end and day.start <= r.end + 1 and day.start >= r.start),
            None,
        )
        if near is not None:
            if day.end > near.end:
                found[found.index(near)] = replace(near, end=day.end)
        elif not _inside(day, found):
            found.append(day)
    found += [vague for vague in find_vague(folded) if not _inside(vague, found)]
    quoted = [(m.start(), m.end()) for m in re.finditer(r"《[^》]*》|“[^”]{1,12}”", text)]
    times = [replace(when, text=text[when.start : when.end].strip()) for when in found]
    kept = (w for w in times if w.kind == "none" or not any(a <= w.start < b for a, b in quoted))
    return sorted(kept, key=lambda when: when.start)


def _inside(when: When, others: list[When]) -> bool:
    return any(when.start < other.end and other.start < when.end for other in others)


def is_told(when: When, sentence: Piece, clause: Piece) -> bool:
    """Whether a time asks for something: not a date of the past, of a paper, of coming into force, a condition or a goal."""
    after = sentence.text[when.end - sentence.start :]
    before = sentence.text[: when.start - sentence.start]
    here = clause.text
    if (
        when.text.startswith(("去年", "上年", "前年"))
        or _BACKGROUND.search(here)
        or re.match(r"[^，。；]{0,2}(?:以来|至今)", after)
    ):
        return False
    asked = _MODAL.search(here)
    if _DONE.search(here) and not asked:
        return False
    if (
        _OF_A_PAPER.match(after)
        or _REPORTED.match(after)
        or _CONDITION.match(after)
        or (_IN_FORCE.search(here) and not _CONCRETE.search(here))
    ):
        return False
    if re.search(r"(?:印发|会议|开会|成文|发布|落款|起草)(?:时间|日期)[：:]?\s*$", before):
        return False
    return not (re.search(r"(?:^|[，,])\s*到\s*$", before) and _GOAL.match(after))


def duties_of(sentence: Piece, times: list[When], context: Context) -> list[Duty]:
    """The duties of one sentence: one per time it names, or one without a time if it asks for something one can see done."""
    pieces = clauses(sentence)
    inside = [when for when in times if sentence.start <= when.start < sentence.end]
    told = []
    for when in inside:
        clause = _clause_of(pieces, when)
        if clause is not None and is_told(when, sentence, clause):
            told.append((when, clause))
    fixed = [(when, clause) for when, clause in told if when.kind != "none"]
    fixed = _without_echo(fixed)
    if fixed:
        return [_timed(sentence, pieces, place, fixed, context) for place in range(len(fixed))]
    if inside and len(told) < len([w for w in inside if w.kind != "none"]):
        return []
    return _untimed(sentence, pieces, told[0][0] if told else None, context)


def _clause_of(pieces: list[Piece], when: When) -> Piece | None:
    return next((piece for piece in pieces if piece.start <= when.start < piece.end), None)


def _without_echo(told: list[tuple[When, Piece]]) -> list[tuple[When, Piece]]:
    """每年 … 逐年 in one clause is one recurrence; the later word stays where the earlier one leans on 根据."""
    kept: list[tuple[When, Piece]] = []
    for when, clause in told:
        if kept and kept[-1][1] is clause and when.every is not None and kept[-1][0].every == when.every:
            continue
        kept.append((when, clause))
    return kept


def _timed(sentence: Piece, pieces: list[Piece], place: int, told: list[tuple[When, Piece]], context: Context) -> Duty:
    when, clause = told[place]
    following = told[place + 1][0] if place + 1 < len(told) else None
    previous = told[place - 1] if place else None
    index = pieces.index(clause)
    start = clause.start
    if previous is not None and previous[1] is clause:
        start = _cut_before(sentence, previous[0].end, when.start)
    elif index and not subject(clause.text) and _only_doers(pieces[index - 1].text):
        start = pieces[index - 1].start
    stop = _cut_before(sentence, when.end, following.start) if following else sentence.end
    end = min(clause.end, stop)
    for before, piece in zip(pieces[index:], pieces[index + 1 :], strict=False):
        if piece.start >= stop:
            break
        bare = _says_nothing(before.text, when, before.start)
        if not bare and not (_REPORTING.match(piece.text) and not subject(piece.text)):
            break
        end = min(piece.end, stop)
    return _duty(sentence, start, end, when, pieces, index, context)


def _cut_before(sentence: Piece, since: int, until: int) -> int:
    """Where the words of the next time begin: at its own comma or 、, else at the time itself."""
    words = sentence.text[since - sentence.start : until - sentence.start]
    marks = [words.rfind(mark) for mark in "，,、；;"]
    return since + max(marks) + 1 if max(marks) >= 0 else until - (1 if words.endswith(("于", "在", "自", "从")) else 0)


def _only_doers(clause: str) -> bool:
    rest = clause
    for name in subject(clause):
        rest = rest.replace(name, "", 1)
    return rest != clause and not re.sub(
        r"特别是|尤其是|同时|请|[、，和与及以\s]|[一二三四五六七八九十]{1,2}[要是]", "", rest
    )


def _says_nothing(words: str, when: When, start: int) -> bool:
    """Whether a stretch names a time and perhaps somebody, but nothing to do, or only leans on what follows."""
    cut = words
    if start <= when.start < start + len(words):
        cut = words[: when.start - start] + words[when.end - start :]
    cut = _MODAL.sub("", cut)
    for name in subject(words):
        cut = cut.replace(name, "", 1)
    cut = re.sub(r"^(?:[于在自从至到截最迟]|务必|并|且|及|和|与|、|，|,|\s)+", "", cut).strip(_EDGE + "于在前起止")
    return len(cut) < 3 or bool(_LEANING.match(cut))


def _duty(
    sentence: Piece, start: int, end: int, when: When | None, pieces: list[Piece], index: int, context: Context
) -> Duty:
    raw = sentence.text[start - sentence.start : end - sentence.start]
    text = re.split(r"。?（[^（）]*(?:责任|牵头|配合)", raw)[0].strip(_EDGE + "。")
    named, supporting = bracketed(sentence.text)
    owners = named or _owners(text, pieces, index, context)
    return Duty(
        action=_action(text, when, start + raw.index(text[0]) if text else start, owners),
        text=text,
        paragraph=context.paragraph,
        owners=owners,
        supporting=supporting,
        when=when,
        deliverable=_deliverable(text),
        deliver_to=receiver(text),
        heading=context.heading,
        stage=context.stage,
    )


def _owners(text: str, pieces: list[Piece], index: int, context: Context) -> tuple[str, ...]:
    """Subject of the clause, 由…牵头 in the sentence, the subject said before in the sentence, in the paragraph, the addressees."""
    for clause in re.split(r"[，,]", text):
        found = subject(clause) or by_whom(clause) or _after_time(clause)
        if found:
            return found
    for piece in reversed(pieces[:index]):
        found = subject(piece.text)
        if found and not _LEADING.search(piece.text):
            return found
    for piece in [*reversed(pieces[:index]), *pieces[index:]]:
        found = by_whom(piece.text)
        if found:
            return found
    return context.before or context.addressees


def _after_time(clause: str) -> tuple[str, ...]:
    """The doer behind a time: 11月20日前各单位将…, 每月5日前各科室报…."""
    folded = fold(clause)
    times = find_days(folded, Base(2024)) + find_recurring(folded)
    first = min(times, key=lambda when: when.start, default=None)
    return subject(clause[first.end :]) if first is not None and first.start <= 2 else ()


def _action(text: str, when: When | None, start: int, owners: tuple[str, ...]) -> str:
    """What is to be done, without the time, the doers in front and the modal verb."""
    words = text
    if when is not None and start <= when.start < start + len(text):
        before, after = text[: when.start - start], text[when.end - start :]
        words = (
            text
            if when.every and _SAYS_WHAT.fullmatch(when.text)
            else re.sub(r"(?:请|最迟|截至)?[于在从自至到]$", "", before) + after.removeprefix("起")
        )
    words = re.sub(
        r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|[一二三四五六七八九十]{1,2}[要是]|特别是|同时|此外)\s*",
        "",
        words,
    ).lstrip(_EDGE)
    for _round in range(3):
        head = re.split(r"[，,]", words)[0]
        for doers in (subject(head), owners):
            for name in doers:
                words = words.removeprefix(name).lstrip("、及和与以" if len(doers) > 1 else "").lstrip(_EDGE)
        words = re.sub(
            r"^(?:(?:并|且)?(?:务必|务须|必须|应当|应|须|需|要|请|将(?=于|在))|于(?=，|,|将|以|把|完成|$)|在(?=，|,|将)|截至|最迟于?)",
            "",
            words,
        ).lstrip(_EDGE)
    return re.sub(r"于(?=以书面|将|，|,)", "", words).strip(_EDGE) or text


def _deliverable(text: str) -> str | None:
    """What is handed in: 将名单报…, 报送总结; a report asked for in writing says so."""
    match = _OBJECT.search(text)
    what = match["ba"] if match and receiver(text) else None
    if what is None:
        handed = _HANDED.search(text)
        what = handed["what"] if handed else None
    topic = _TOPIC.match(text)
    if what is None and topic and receiver(text) and not subject(text):
        what = topic["topic"]
    if what is None:
        return "书面报告" if _WRITTEN.search(text) and receiver(text) else None  # data
    what = what.strip(_EDGE)
    return f"{what}（书面）" if _WRITTEN.search(text) and "书面" not in what else what  # data


def _untimed(sentence: Piece, pieces: list[Piece], vague: When | None, context: Context) -> list[Duty]:
    """A duty without a fixed day, where somebody is told to do something one can see done."""
    near = vague is not None and bool(_NEAR.search(vague.text))
    for index, piece in enumerate(pieces):
        telling = _CONCRETE.search(piece.text) or (near and (_MODAL.search(piece.text) or "完成" in piece.text))
        if not telling or _DONE.search(piece.text) or _BACKGROUND.search(piece.text):
            continue
        doer = subject(piece.text) or (subject(pieces[index - 1].text) if index else ())
        if not (doer or _MODAL.search(piece.text)) or (_EXHORTING.search(piece.text) and not doer):
            continue
        if re.search(
            r"(?:我们|刚才|会上|会议)(?:[^，]{0,6})(?:印发|召开|学习|传达|总结)", sentence.text
        ) and not _MODAL.search(piece.text):
            continue
        start = (
            pieces[index - 1].start
            if index and not subject(piece.text) and _only_doers(pieces[index - 1].text)
            else piece.start
        )
        when = vague if vague is not None and vague.end <= piece.end else None
        return [_duty(sentence, start, piece.end, when, pieces, index, context)]
    return []

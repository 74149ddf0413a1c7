"""From a sentence to its duties: one per time it names, or one without a time if it asks for something one can see done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wenming.deployments.rules.atoms import Base
from wenming.deployments.rules.cutting import EDGE, Told, bare, only_doers, scope, stretch
from wenming.deployments.rules.fields import NOTHING, Fields
from wenming.deployments.rules.handing import deliverable, receiver
from wenming.deployments.rules.owners import by_whom, helpers, subject
from wenming.deployments.rules.sentences import Piece, clauses
from wenming.deployments.rules.times import DONE, MODAL, Setting, is_told
from wenming.deployments.rules.values import Duty, When

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
_BACKGROUND = re.compile(r"去年|上年|前年|以来|曾|历年|此前|截至目前|迄今")
_OF_THE_MEETING = re.compile(r"(?:我们|刚才|会上|会议|今天)[^，]{0,6}(?:印发|召开|学习|传达|总结)")
_LEADING = re.compile("亲自|具体抓|带头|层层|一级抓一级")
_SAYS_WHAT = re.compile(r"[每一]?(?:半?[日周月季年])度?一?[一-鿿]{2}")
_NUMBERED = r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十百]+条|[一二三四五六七八九十]{1,2}[要是]|特别是|同时|此外)"


@dataclass(frozen=True, slots=True)
class Context:
    """What a sentence inherits.

    before      who was spoken of in the sentence before.
    fields      who and when, in so many words beside the measure.
    addressees  who the paper is for.
    month       the time the heading is (一、3月份), for sentences without one.
    narrated    whether the heading says that this part looks back.
    """

    paragraph: int
    base: Base
    before: tuple[str, ...] = ()
    fields: Fields = NOTHING
    addressees: tuple[str, ...] = ()
    heading: str | None = None
    stage: str | None = None
    month: When | None = None
    narrated: bool = False


def duties_of(sentence: Piece, times: list[When], context: Context) -> list[Duty]:
    """The duties of one sentence; ``times`` are those of its paragraph."""
    pieces = clauses(sentence)
    inside = [when for when in times if sentence.start <= when.start < sentence.end]
    told: list[Told] = []
    for when in inside:
        clause = next((piece for piece in pieces if piece.start <= when.start < piece.end), None)
        if clause is None:
            continue
        at = Setting(sentence, clause, scope(pieces, pieces.index(clause), when), context.base, context.narrated)
        if is_told(when, at):
            told.append(Told(when, clause))
    fixed = _without_belonging([one for one in told if one.when.kind != "none"], sentence)
    found = [_timed(sentence, pieces, fixed, place, context) for place in range(len(fixed))]
    timed = [duty for duty in found if duty is not None]
    if timed:
        return timed
    if context.month is not None and not fixed:
        return _of_the_month(sentence, pieces, context)
    if len(told) < len([when for when in inside if when.kind != "none"]):
        return []
    return _untimed(sentence, pieces, told[0].when if told else None, context)


def _without_belonging(told: list[Told], sentence: Piece) -> list[Told]:
    """每年 … 逐年 in one clause is one recurrence; a stretch behind a deadline belongs to a thing (5月底前完成上半年任务)."""
    kept: list[Told] = []
    for one in told:
        last = kept[-1] if kept else None
        if last is not None and last.clause is one.clause:
            gap = sentence.text[last.when.end - sentence.start : one.when.start - sentence.start]
            bare = one.when.kind == "period" and one.when.since is not None and not re.search("[、，；和及]", gap)
            if (one.when.every is not None and one.when.every == last.when.every and not re.search("[、，]", gap)) or (
                bare and len(gap) > 1
            ):
                continue
        kept.append(one)
    return kept


def _timed(sentence: Piece, pieces: list[Piece], told: list[Told], place: int, context: Context) -> Duty | None:
    start, end = stretch(sentence, pieces, told, place)
    when = told[place].when
    rest = sentence.text[start - sentence.start : end - sentence.start]
    for one in told:
        if start <= one.when.start < end:
            rest = rest.replace(sentence.text[one.when.start - sentence.start : one.when.end - sentence.start], "", 1)
    spoken = when.every is not None and bool(_SAYS_WHAT.fullmatch(when.text))
    least = 1 if when.every is not None else 2
    if not spoken and len(re.sub(rf"^{_NUMBERED}|[\W\d_]|[于在自从至到为起前]", "", bare(rest))) < least:
        return None
    return _duty(sentence, start, end, when, pieces, pieces.index(told[place].clause), context)


def _duty(
    sentence: Piece, start: int, end: int, when: When | None, pieces: list[Piece], index: int, context: Context
) -> Duty:
    raw = sentence.text[start - sentence.start : end - sentence.start]
    text = raw.strip(EDGE + "。")
    owners = context.fields.doers or _owners(text, start, pieces, index, context)
    return Duty(
        action=_action(text, when, start + raw.index(text), owners),
        text=text,
        paragraph=context.paragraph,
        owners=owners,
        supporting=context.fields.supporting or tuple(name for piece in pieces for name in helpers(piece.text)),
        leaders=context.fields.leaders if context.fields.owners else (),
        when=when,
        deliverable=deliverable(text, bool(subject(text))),
        deliver_to=receiver(text),
        heading=context.heading,
        stage=context.stage,
    )


def _owners(text: str, start: int, pieces: list[Piece], index: int, context: Context) -> tuple[str, ...]:
    """Subject of the words, 由…牵头 in them, who was named before in the sentence, in the paragraph, the addressees."""
    for clause in re.split(r"[，,]", text):
        found = by_whom(clause) or subject(clause)
        if found:
            return found
    before = [piece for piece in pieces[: index + 1] if piece.start <= start]
    for piece in reversed(before):
        found = subject(piece.text)
        if found and not _LEADING.search(piece.text):
            return found
    for piece in [*reversed(pieces[:index]), *pieces[index:]]:
        found = by_whom(piece.text)
        if found:
            return found
    return context.before or context.addressees


def _action(text: str, when: When | None, start: int, owners: tuple[str, ...]) -> str:
    """What is to be done, without the time, the doers in front and the modal verb."""
    words = text
    if when is not None and start <= when.start < start + len(text):
        before, after = text[: when.start - start], text[when.end - start :]
        keep = when.every is not None and _SAYS_WHAT.fullmatch(when.text)
        words = text if keep else re.sub(r"(?:请|最迟|截至)?[于在从自至到]$", "", before) + after.removeprefix("起")
    words = re.sub(rf"^\s*{_NUMBERED}\s*", "", words).lstrip(EDGE)
    for _round in range(3):
        head = re.split(r"[，,]", words)[0]
        for doers in (subject(head), owners):
            for name in doers:
                words = words.removeprefix(name).lstrip("、及和与以" if len(doers) > 1 else "").lstrip(EDGE)
        words = re.sub(
            r"^(?:(?:并|且)?(?:务必|务须|必须|应当|应|须|需|要|请|将(?=于|在))|于(?=，|,|将|以|把|完成|$)|在(?=，|,|将)|截至|最迟于?)",
            "",
            words,
        ).lstrip(EDGE)
    return re.sub(r"于(?=以书面|将|，|,)", "", words).strip(EDGE) or text


def _of_the_month(sentence: Piece, pieces: list[Piece], context: Context) -> list[Duty]:
    """召开动员大会 below the heading 一、3月份."""
    if DONE.search(sentence.text) or _EXHORTING.search(sentence.text) or len(sentence.text) < 4:
        return []
    duty = _duty(sentence, sentence.start, sentence.end, context.month, pieces, 0, context)
    return [duty]


def _untimed(sentence: Piece, pieces: list[Piece], vague: When | None, context: Context) -> list[Duty]:
    """A duty without a fixed day, where somebody is told to do something one can see done."""
    near = vague is not None and bool(_NEAR.search(vague.text))
    for index, piece in enumerate(pieces):
        telling = _CONCRETE.search(piece.text) or (near and (MODAL.search(piece.text) or "完成" in piece.text))
        if not telling or DONE.search(piece.text) or _BACKGROUND.search(piece.text):
            continue
        doer = subject(piece.text) or (subject(pieces[index - 1].text) if index else ())
        asked = MODAL.search(piece.text)
        if not (doer or asked) or (_EXHORTING.search(piece.text) and not doer):
            continue
        if not asked and (context.narrated or _OF_THE_MEETING.search(sentence.text)):
            continue
        before = pieces[index - 1] if index else None
        joined = before is not None and not subject(piece.text) and only_doers(before.text)
        start = before.start if before is not None and joined else piece.start
        when = vague if vague is not None and vague.end <= piece.end else None
        return [_duty(sentence, start, piece.end, when, pieces, index, context)]
    return []

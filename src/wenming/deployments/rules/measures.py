"""Rewards, penalties and vetoes a paper announces: 对…的单位予以通报批评, 实行一票否决, 作为评先评优的重要依据."""

from __future__ import annotations

import re

from wenming.deployments.rules.sentences import Piece, clauses
from wenming.deployments.rules.values import Measure, MeasureKind

_TARGET = re.compile(r"^(?:并)?(?:对于?|凡是?|针对)(?!照|标|比|接|外|内)")
_OF = re.compile(
    r"的(?:单位|部门|个人|科室|处室|人员|同志|集体|村|社区|行为|现象|企业|窗口|干部|党员|职工|负责人|领导|责任人|县|地方|地区|市|区|街道|乡镇|班组|学校|，|,|一律|将|予以|给予|要|由|坚决|取消|严肃|实行)|凡"
)
_VETO = re.compile(r"一票否决|实行否决|否决(?:其|当年|评)")
_PENALTY = re.compile(
    r"通报批评|批评|约谈|问责|追责|追究|曝光|摘牌|撤[销消]|取消|扣(?:减|除)?\S{0,6}分|处分|严肃处理|处理|限期整改|责令|警告|黄牌|不得(?:评|参评|申报|推荐|参加)|不予|诫勉|书面检查|检讨|及时通报|全[市县省区局]通报|点名|媒体点评|降低|退出"
)
_REWARD = re.compile(
    r"表彰|表扬|奖励|嘉奖|授予|评先评优|评优评先|评先选优|评优树先|树立典型|广泛宣传|优先(?:推荐|考虑|评|申报)|加\S{0,4}分|通报表扬|记功|以奖代补|奖金|文明奖"
)
_PAST = re.compile(r"受到|获得|荣获|曾|被(?:授予|评为|表彰)|取得|已经?(?:表彰|授予)")
_ABOUT_PAPERS = re.compile(r"^(?:[^，。]{0,6}(?:关于|《))")


def find_measures(sentence: Piece, paragraph: int) -> list[Measure]:
    """The measures of one sentence, each from 对… or 凡… to where the next one begins."""
    found: list[Measure] = []
    for start, end in _segments(sentence):
        words = sentence.text[start - sentence.start : end - sentence.start].rstrip("，,、；; ")
        kind = _kind(words)
        if kind:
            found.append(Measure(kind, words, paragraph))
    return found


def _segments(sentence: Piece) -> list[tuple[int, int]]:
    """Stretches that begin with 对 or 凡; without any, the clauses from the first that speaks of a measure."""
    pieces = clauses(sentence)
    starts = [piece.start for piece in pieces if _TARGET.match(piece.text)]
    if starts:
        return list(zip(starts, [*starts[1:], sentence.end], strict=True))
    telling = [piece for piece in pieces if _kind(piece.text, alone=True)]
    if not telling:
        return []
    whole = telling[0].start if len(sentence.text) > 90 else sentence.start
    return [(whole, telling[-1].end)]


def _kind(words: str, *, alone: bool = False) -> MeasureKind | None:
    if _PAST.search(words) or _ABOUT_PAPERS.match(words):
        return None
    if _VETO.search(words):
        return "veto"
    aimed = _TARGET.match(words)
    if aimed and not _OF.search(words):
        return None
    if aimed:
        penalty, reward = _PENALTY.search(words), _REWARD.search(words)
        if penalty and reward:
            return (
                "penalty" if (penalty.start() < reward.start() and "取消" not in words) or "取消" in words else "reward"
            )
        return "penalty" if penalty else "reward" if reward else None
    if re.search(
        r"取消[^，。]{0,20}(?:资格|荣誉|称号)|摘牌|责任追究|追究[^，。]{0,12}责任|不得(?:参评|评优|申报|推荐)|通报批评|(?:在|予以|进行)[^，。]{0,10}(?:通报|曝光)|扣\S{0,6}分",
        words,
    ):
        return "penalty"
    if re.search(
        r"(?:作为|列为|列入)[^，。]{0,20}(?:评先|评优|表彰|奖惩|晋升)[^，。]*|(?:给予|予以|进行)[^，。]{0,10}(?:表彰|奖励|表扬)|表彰(?:奖励)?一批|兑现奖惩",
        words,
    ):
        return "reward"
    return None

"""Rewards, penalties and vetoes a paper announces: 对…的单位予以通报批评, 实行一票否决, 作为评先评优的重要依据."""

from __future__ import annotations

import re
from itertools import pairwise

from wenming.deployments.rules.sentences import Piece, clauses
from wenming.deployments.rules.values import Measure, MeasureKind

_TARGET = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．])?(?:并|同时|其中)?(?:对于?|凡是?|针对|如)(?!照|标|比|接|外|内|口|准|象)"
)
_CASE = re.compile(r"(?:的|者)$")
_OF = re.compile(
    r"的(?:单位|部门|个人|科室|处室|人员|同志|集体|村|社区|行为|现象|企业|窗口|干部|党员|职工|负责人|领导|责任人|县|地方|地区|市|区|街道|乡镇|班组|学校|支部|网点|，|,|一律|将|予以|给予|要|由|坚决|取消|严肃|实行)|凡|者|单位|个人|集体|科室|部门|村|社区|问题"
)
_VETO = re.compile(r"一票否决|实行否决|否决(?:其|当年|评)")
_PENALTY = re.compile(
    r"通报批评|批评教育|批评|约谈|问责|追责|追究|曝光|摘牌|摘除|撤[销消]|取消|扣(?:减|除|发)?[^，。]{0,6}(?:分|奖金|绩效)|处分|严肃处理|处理|限期整改|责令|警告|黄牌|不得(?:评|参评|申报|推荐|参加)|不予|诫勉|书面检查|检讨|及时通报|(?:全[市县省区局镇校]|公开|点名)通报|点名|媒体点评|降低|降级|退出|视为(?:自动)?放弃|罚|黑榜|末位"
)
_REWARD = re.compile(
    r"表彰|表扬|奖励|嘉奖|授予|授牌|颁发|评先评优|评优评先|评先选优|评优树先|树立典型|广泛宣传|优先(?:推荐|考虑|评|申报|安排)|加\S{0,4}分|通报表扬|记功|以奖代补|奖金|文明奖|红榜|红旗"
)
_FIRM_PENALTY = re.compile(
    r"取消[^，。]{0,20}(?:资格|荣誉|称号|评优|评先)|摘牌|撤销[^，。]{0,12}(?:称号|荣誉)|(?:责任追究|追究[^，。]{0,12}责任)|问责|不得(?:参评|评优|评先|申报|推荐)|通报批评|(?:在|予以|进行)[^，。]{0,10}(?:通报|曝光)(?!表扬)|扣[^，。]{0,10}(?:分|绩效|奖金|工资)|黄牌|诫勉|约谈[^，。]{0,12}(?:负责人|领导|责任人|书记)|(?:作出?|做出?)(?:书面)?(?:检讨|检查)|视为(?:自动)?放弃"
)
_FIRM_REWARD = re.compile(
    r"(?:作为|列为|列入)[^，。]{0,20}(?:评先|评优|表彰|奖惩|晋升|奖励|选拔|任用|选人用人)[^，。]*|(?:给予|予以|进行|受到)[^，。]{0,10}(?:表彰|奖励|表扬)|表彰(?:奖励)?一批|兑现奖惩|奖励[^，。]{0,14}(?:元|分)|优先(?:推荐|申报|评|考虑|安排)|颁发[^，。]{0,6}(?:证书|奖牌|奖金)|授予[^，。]{0,4}“"
)
_PAST = re.compile(
    r"受到|获得|荣获|曾|被(?:授予|评为|表彰)|取得|已经?(?:表彰|授予)|(?:通报|表彰|奖励|批评|约谈|问责)了"
)
_ABOUT_PAPERS = re.compile(r"^(?:[^，。]{0,6}(?:关于|《))")


def find_measures(sentence: Piece, paragraph: int) -> list[Measure]:
    """The measures of one sentence, each from 对…, 凡… or …的 to where the next one begins."""
    found: list[Measure] = []
    for start, end in _segments(sentence):
        words = sentence.text[start - sentence.start : end - sentence.start].rstrip("，,、；; ")
        found += [Measure(kind, words, paragraph) for kind in _kinds(words)]
    return found


def _segments(sentence: Piece) -> list[tuple[int, int]]:
    """Stretches that begin with 对, 凡 or a case (得分在90分以上的，…); without any, the clauses that speak of a measure."""
    pieces = clauses(sentence)
    starts = [piece.start for piece in pieces if _TARGET.match(piece.text)]
    for piece, following in pairwise(pieces):
        if _CASE.search(piece.text) and piece.start not in starts and _strong(following.text):
            starts.append(piece.start)
    if starts:
        starts.sort()
        return list(zip(starts, [*starts[1:], sentence.end], strict=True))
    telling = [piece for piece in pieces if _strong(piece.text)]
    if not telling:
        return []
    if len(telling) > 1 and len({tuple(_strong(piece.text)) for piece in telling}) > 1:
        return [(piece.start, piece.end) for piece in telling]
    return [(telling[0].start if len(sentence.text) > 90 else sentence.start, telling[-1].end)]


def _kinds(words: str) -> list[MeasureKind]:
    """The kinds a stretch announces; a veto may come with another consequence, but is told once."""
    if _PAST.search(words) or _ABOUT_PAPERS.match(words):
        return []
    if _VETO.search(words):
        return ["veto"]
    if _TARGET.match(words):
        if not _OF.search(words):
            return []
        penalty, reward = _PENALTY.search(words), _REWARD.search(words)
        if penalty and reward:
            first_is_penalty = penalty.start() < reward.start() and not words[penalty.start() :].startswith("通报表扬")
            return ["penalty"] if first_is_penalty or "取消" in words else ["reward"]
        return ["penalty"] if penalty else ["reward"] if reward else []
    return _strong(words)


def _strong(words: str) -> list[MeasureKind]:
    """The kind of words that announce a measure even without naming for whom."""
    if _PAST.search(words) or _ABOUT_PAPERS.match(words):
        return []
    if _VETO.search(words):
        return ["veto"]
    reward = _FIRM_REWARD.search(words)
    penalty = _FIRM_PENALTY.search(words)
    if reward and (penalty is None or "表扬" in words[penalty.start() : penalty.end() + 2]):
        return ["reward"]
    return ["penalty"] if penalty else []

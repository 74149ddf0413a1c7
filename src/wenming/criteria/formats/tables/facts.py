"""Sentences that speak of the whole set and of no line: 总分100分，另设加分10分，85分以上为合格."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from wenming.criteria.formats.tables.codes import split_code
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.numbers import NUMBER, tidy

LONGEST = 160
N = rf"(?P<n>{NUMBER})"
ABOUT = (
    r"(?:本|该|此|全|测评|考核|考评|评分|评价|检查|验收|评选|标准|细则|办法|体系|指标|项目|表|内容|各项|全部|所有|满|实行|采用|采取|采|按照?|以|设|设置|其中|"
    r"包括|包含|含|为|的|制|分值?|和|与|及|并|共|计|创建|文明单位|单位|说明|备?注|附注|[:：(（])*"
)
WHOLE = re.compile(
    rf"{ABOUT}(?:总分值?|总分数|满分值?|(?:测评|考核|考评|评分|标准)分值?|合计|共计|总计|总得分)(?:数|最高)?(?:为|是|共|计|设|以|[:：])*{N}(?:分(?:制|值)?|(?=$))(?:计算?|计分)?"
)
HUNDRED = re.compile(rf"{ABOUT}(?:百分制|100分制)(?:计分|评分|打分|考核|测评|量化|管理|记分|办法|的)*")
BASE = re.compile(
    rf"{ABOUT}(?:基本|基础|基准|常规|规定|必备)(?:分值?|项目?|指标|内容|部分|标准分|分数)*(?:总分|满分|共|计|为|是|占|[:：])*{N}分?"
)
EXTRA = re.compile(
    rf"(?P<lead>(?:另外?|还|再|外加|另行|此外|同时|并|单独|设立|设置|设|有|增设|含|其中|包括|包含|[加计与和及])*)"
    rf"(?:特色|创新|奖励|额外|亮点|工作)*(?:加分|附加|特色|奖励|创新|鼓励)(?:分值?|项目?|指标|内容|部分|工作|因素|事项|得分)*"
    rf"(?:总分|累计|合计|总计|满分|最高|最多|不得?超过|不超|上限|限|封顶|共|计|为|是|占|以|可加|加|[:：])*{N}分?(?:为限|封顶|为上限|以内|内|为止)?"
)
DEDUCT = re.compile(
    rf"(?:另设|另有|设|设置|[和与及])*(?:扣分|减分|倒扣)(?:项目?|指标|因素|内容)*[^\d]{{0,8}}{NUMBER}分?(?:为限|封顶|为止)?"
)
COUNTED = re.compile(
    rf"{ABOUT}(?:共|共有|分为|分|设|由|包括|包含)*[\d一二三四五六七八九十]{{1,3}}(?:大|个|级|小)*(?:项|类|条|部分|方面|板块|指标|章|内容)[^\d分]{{0,24}}"
)
SHARED = re.compile(rf"[^\d]{{0,16}}{NUMBER}分?(?:[-—–~～至到]{NUMBER}分?)?(?:[（(]?不?含{NUMBER}?分?[）)]?|及|以上|以下|及以上|及以下)+[^\d]{{0,24}}|[^\d]{{0,12}}{NUMBER}分?[-—–~～至到]{NUMBER}分?[^\d]{{0,16}}")  # fmt: skip
MARKED = re.compile(r"(?:合格|达标|通过|申报|推荐|命名|参评|认定|优秀|良好|入围|及格|授予|评为)")
LEAD = re.compile(rf"(?:{ABOUT}(?:综合|最终|年终|考核|测评)*(?:得分|成绩|分数|达到|在|凡|评定)*)(?=\d)")
OWN = re.compile(
    r"(?:本|该)(?:细则|标准|办法|体系|考核表|测评表|评分表|方案|指标体系)(?=适用|用于|由|按|是|所|根据|依据|实行|采用|分|共|满)"
)
INSIDE = re.compile(r"含|其中|包括")
CUT = re.compile(
    r"[，,；;。！!\n（()）【】\[\]]+|(?<=分)[、+＋](?=[^\d])|(?<=分)(?=[另加附特扣其基][\u4e00-\u9fff])|\s+"
)
BOTH = re.compile(rf"{NUMBER}分?[+＋]{NUMBER}分?")


@dataclass(frozen=True, slots=True)
class Facts:
    """What one sentence says of the set; None where it does not say. inside: the total holds the extra points."""

    base: Decimal | None = None
    bonus: Decimal | None = None
    inside: bool = False


@lru_cache(maxsize=8192)
def read_facts(text: str) -> Facts | None:
    """The facts, if every clause of ``text`` speaks of the whole; None if any may be the heading or words of a line.

    A title that carries its points in brackets (测评标准（总分100分）) is a title, and 加分项（10分） is a heading: neither
    is such a sentence.
    """
    if not text or len(text) > LONGEST or not re.search(r"\d", text) or BOTH.search(squeeze(text)):
        return None
    code, rest = split_code(text)
    clauses = [squeeze(part) for part in CUT.split(rest) if squeeze(part)]
    found = _Said()
    if not all(found.take(clause) for clause in clauses):
        return None
    if found.whole is None and not (found.base is not None and found.bonus is not None) and not found.marks:
        return None
    if code is not None and found.said < 2:
        return None
    inside = found.inside and found.base is None and found.whole is not None
    return Facts(found.base if found.base is not None else found.whole, found.bonus, inside)


class _Said:
    """Gathers what the clauses of one sentence say."""

    def __init__(self) -> None:
        self.whole: Decimal | None = None
        self.base: Decimal | None = None
        self.bonus: Decimal | None = None
        self.inside = self.marks = False
        self.said = 0

    def take(self, clause: str) -> bool:
        """Whether the clause says something of the whole, or nothing in figures."""
        if not re.search(r"\d", clause):
            if not self.said:  # what a line asks for stands first: 查找方便（满分10分）
                return bool(re.fullmatch(ABOUT, clause) or HUNDRED.fullmatch(clause) or OWN.match(clause))
            return len(clause) <= 30 and not re.search(r"每|扣|加\d", clause)
        if (match := WHOLE.fullmatch(clause)) is not None:
            self.whole = self.whole or tidy(match["n"])
        elif HUNDRED.fullmatch(clause):
            pass
        elif (match := BASE.fullmatch(clause)) is not None:
            self.base = self.base or tidy(match["n"])
        elif (match := EXTRA.fullmatch(clause)) is not None:
            self.bonus = self.bonus or tidy(match["n"])
            self.inside = self.inside or bool(INSIDE.search(match["lead"]))
        elif SHARED.fullmatch(clause) and MARKED.search(clause):
            if not self.said and not LEAD.match(clause):  # 群众测评85分以上为合格 is what a line asks for
                return False
            self.marks = True
        elif not (SHARED.fullmatch(clause) or DEDUCT.fullmatch(clause) or COUNTED.fullmatch(clause)):
            return False
        self.said += 1
        return True


def speaks_of_whole(text: str) -> bool:
    """Whether these words state facts of the set and are neither a line nor a heading."""
    return read_facts(text) is not None

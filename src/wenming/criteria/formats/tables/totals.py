"""What the document says of the whole: total, bonus, pass mark, the worth of its grades."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from wenming.criteria.formats.tables.facts import read_facts
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.numbers import NUMBER, tidy

N = rf"(?P<n>{NUMBER})"
EXTRA = r"(?:特色|附加|奖励|创新|加分)*(?:加分|附加分?|特色分?|奖励分?)?(?:项|指标|部分)?"
SUM = re.compile(rf"(?P<base>{NUMBER})分?(?:[（(][^（）()]{{0,10}}[）)])?\s*[+＋]\s*{EXTRA}(?P<bonus>{NUMBER})\s*分?")
TOTAL_SAYS = re.compile(
    rf"(?:合计|总计|总分|满分|共计|总分值|分值合计|总分为|合计分值|百分制|基本分|基础分|实行)[^\d。；，]{{0,8}}?{N}\s*(?:分|$|[（(，,。；])"
)
BONUS_SAYS = re.compile(
    rf"(?:特色|加分|附加|奖励|创新)[^。；\d]{{0,16}}?(?:不超过|不得超过|最高|最多|上限为?|满分|为|共|计|限|封顶|总分)[^。；\d]{{0,6}}{N}\s*分"
)
BONUS_INSIDE = re.compile(rf"(?:含|其中|包括|包含)[^。；\d]{{0,6}}(?:特色|加分|附加)[^。；\d]{{0,8}}{N}\s*分")
PASS = (
    re.compile(rf"{N}\s*分(?:及|\(含\)|（含）)?以上(?:（含[^）]*）)?[^。；，、）)\d]{{0,8}}(?:为|的为|者为|视为|方可|可|才能|，可|予以)?(?:[“\"]?)(?:合格|达标|通过|申报|推荐|命名|参评|认定|评为|授予|入围)"),
    re.compile(rf"{N}\s*分(?:及以上|以上|（含）)?(?:为|即为|视为|算)(?:合格|达标|通过|及格)"),
    re.compile(rf"(?:合格线?|达标线?|通过线?|申报线|命名线|入围线|及格线|合格分数线?|达标分数线?)(?:为|是|[:：])?\s*{N}\s*分"),
    re.compile(rf"(?<![不本])(?:合格|达标)[（(]{N}分?[-—–~～至]"),
    re.compile(rf"(?:达到|不低于|高于|不少于|满)\s*{N}\s*分(?:及以上|以上|（含）|\(含\))?[^。；\d]{{0,10}}(?:合格|达标|通过|申报|推荐|命名|参评|认定|授予|入围|有效)"),
    re.compile(rf"(?:低于|不足|不满|未达到?)\s*{N}\s*分[^。；\d]{{0,10}}(?:不合格|不达标|不予|不得|取消|不能|未达标|淘汰)"),
)  # fmt: skip
PASS_SHARE = re.compile(
    rf"(?<![率度比例])(?:得分|总分|成绩|达到?|^|[，,；;。：:、])(?:达到?|在|为|的)*(?P<n>{NUMBER})[%％](?:及|（含）)?(?:以上)?(?:[（(]含[）)])?(?:者|的)?(?:为|即为|视为|算|评为)(?:合格|达标|通过|及格)|(?:合格线?|达标线?|及格线?|通过线)(?:为|是|[:：])(?:总分的?|满分的?)?(?P<m>{NUMBER})[%％]"
)
ORDINAL = re.compile(
    r"(?:^|(?<=[:：。；;\n]))\d{1,2}[.．](?=\d{2,3}分(?:及|以|[（(]|为|至))"
)  # 2.85分以上: of item 2, 85 points
GRADE_LEGEND = re.compile(
    r"(?P<g>[A-E])(?:级|等|档)?\s*(?:[:：=为得按计占（(]|分值的|的)*\s*(?:分值的|满分的|标准分的|该项分值的|总分的)?\s*(?P<v>\d{1,3}(?:\.\d+)?(?=\s*%)|0(?![\d.%]))%?"
)
FOR_ALL = re.compile(
    r"(?:各项|每项|各条|每条|每个|所有|各)(?:测评|考核)?(?:指标|标准|内容|项目|条目)?(?:均|都)?(?:分|按|设|实行|分为|采用|划分)[^。；]{0,14}[A-E]"
)
GRADE_LISTED = re.compile(
    r"(?P<gs>[A-E](?:[、，,/]?[A-E]){1,4})(?:级|等|档|[一二三四五]个?(?:等级|等次|档次?))*[^\d%]{0,24}(?P<vs>\d{1,3}(?:\.\d+)?\s*%?(?:[、，,/和]\s*\d{1,3}(?:\.\d+)?\s*%?){1,4})"
)


@dataclass
class Totals:
    """Absent is None: never guessed."""

    base: Decimal | None = None
    bonus: Decimal | None = None
    inside: bool = False
    pass_mark: Decimal | None = None
    grades: dict[str, str] = field(default_factory=dict)
    pass_share: Decimal | None = None  # a pass mark printed as a share of the points: no points, so only told
    graded_all: bool = False  # every line is marked by those grades

    def read_total(self, text: str) -> None:
        """A row or sentence of totals: 100, 100+10, 合计：100分，特色加分不超过5分."""
        words = squeeze(text)
        if self._facts(text):
            self._pass(words)
            return
        both = SUM.search(words)
        if both is not None:
            self._set(tidy(both["base"]), tidy(both["bonus"]))
            return
        inside = BONUS_INSIDE.search(words)
        bonus = inside or BONUS_SAYS.search(words)
        total = TOTAL_SAYS.search(words) or re.search(rf"(?:^|[:：（(]){N}\s*分?(?:$|[）)，,。；（(])", words)
        base = tidy(total["n"]) if total is not None else None
        self._set(base, tidy(bonus["n"]) if bonus is not None else None)
        if inside is not None and base is not None:
            self.inside = True

    def read_words(self, text: str) -> None:
        """A title, note or paragraph: what it says in passing."""
        words = squeeze(text)
        if self._facts(text):
            self._pass(words)
            return
        both = re.search(
            rf"[（(【](?:总分|满分|共)?{SUM.pattern}[）)】]|(?:总分|满分|合计|共计|总计|实行)[^\d。；]{{0,6}}{SUM.pattern.replace('?P<base>', '?P<base2>').replace('?P<bonus>', '?P<bonus2>')}",
            words,
        )
        if both is not None:
            self._set(tidy(both["base"] or both["base2"]), tidy(both["bonus"] or both["bonus2"]))
        elif self.bonus is None and (bonus := BONUS_SAYS.search(words)) is not None and len(words) < 200:
            self._set(None, tidy(bonus["n"]))
        if (
            self.base is None
            and (total := re.search(rf"(?:总分|满分|合计|共计|总计|总分值)(?:为|是|共|计|[:：])?{N}分", words))
            is not None
        ):
            self._set(tidy(total["n"]), None)
        self._pass(words)
        self._legend(words)

    def _facts(self, text: str) -> bool:
        """Take in a sentence that speaks of the whole, clause by clause."""
        said = read_facts(text)
        if said is None:
            return False
        self._set(said.base, said.bonus)
        self.inside = self.inside or said.inside
        return True

    def _pass(self, words: str) -> None:
        share = PASS_SHARE.search(words)
        if share is not None:
            self.pass_share = self.pass_share or tidy(share["n"] or share["m"])
        if self.pass_mark is not None:
            return
        words = ORDINAL.sub("", words)
        for pattern in PASS:
            match = pattern.search(words)
            if match is not None:
                self.pass_mark = tidy(match["n"])
                return

    def _set(self, base: Decimal | None, bonus: Decimal | None) -> None:
        if self.base is None and base is not None and base > 0:
            self.base = base
        if self.bonus is None and bonus is not None and bonus > 0:
            self.bonus = bonus

    def _legend(self, words: str) -> None:
        """A、B、C、D分别按分值的100%、80%、60%、0计分."""
        if self.grades:
            return
        pairs = {match["g"]: match["v"] for match in GRADE_LEGEND.finditer(words)}
        if len(pairs) < 2:
            listed = GRADE_LISTED.search(words)
            if listed is None:
                return
            letters = re.findall(r"[A-E]", listed["gs"])
            values = re.findall(r"(\d{1,3}(?:\.\d+)?)\s*%?", listed["vs"])
            if len(letters) != len(values) or "%" not in listed["vs"]:
                return
            pairs = dict(zip(letters, values, strict=True))
        self.grades = {letter: "0" if value in {"0", "0.0"} else f"{value}%" for letter, value in pairs.items()}
        self.graded_all = bool(FOR_ALL.search(words))

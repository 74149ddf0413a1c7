"""What kind of row this is, from its own words: total, note, signature, or something that may be a line."""

from __future__ import annotations

import re
from functools import lru_cache

from wenming.criteria.formats.tables.facts import speaks_of_whole
from wenming.criteria.formats.tables.grid import Cell, Grid
from wenming.criteria.formats.tables.noise import squeeze
from wenming.criteria.formats.tables.vocabulary import head_roles

TOTAL = re.compile(
    r"(?:以上|各项|本表|本页|全部|考核|考评|测评|综合|最后|最终|自评|项目|分值|得分|基本分?|基础分|总|检查|全年|季度|部门|应得|实际|考核组|自查|复核|四项|三项|五项|六项|七项|八项)*"
    r"(?:合计|总计|总分|小计|共计|累计|总得分|得分合计|合计得分|合计分|总分值|得分总计|总评分|满分|实得分|汇总|综合得分|最终得分|得分小计|合计总分|考核得分|总成绩)"
    r"(?:分值?|得分|分数|值)?(?P<rest>[:：（(=为].*|\d.*|分.*|[，,].*)?"
)
SUM_LINE = re.compile(
    r"^(?:以上|本表|各项|总分|满分|合计|共计|总计)[^。]{0,14}\d+(?:\.\d+)?分(?:[+＋]\d+分?)?[^。]{0,30}。?$"
)
NOTE = re.compile(
    r"^(?:[附备]?注(?:释|解|意事项)?|备\s*注|说明|附注|(?:填表|评分|考核|考评|测评|计分|有关|特别|填报|使用|几点|补充|相关|编制|指标|扣分|加分|打分|考核结果|表格|其他)"
    r"(?:说明|须知|注意事项|提示)|附则|温馨提示|释义|附件?说明|评分方法说明|评定说明|P\.?S)\s*(?:[\d一二三四五六七八九①-⑳]{0,2})\s*[:：、.．，]|^[※＊*★☆▲#]\s*[^（(]{6,}|^(?:注|备注|说明)\s*(?:[\d一二三(（①]|$)",
    re.IGNORECASE,
)
NOTE_STRONG = re.compile(
    r"^(?:[附备]?注|备\s*注|说明|填表说明|评分说明|考核说明|测评说明|填报说明|附注|注意事项)\s*\d*\s*[:：]"
)
REMARK = re.compile(
    r"(?:以上(?:各项|所有|扣分|考核|测评)|(?:考核|考评|测评|评分|检查)结果|各项(?:扣分|得分|指标)|扣分以|本(?:表|标准|细则|办法|体系))(?=.{6}).*?(?:[，。；、]|等次|为止|解释)"
)
SIGN_WORDS = (
    "签字|签名|签章|盖章|公章|考评组|考核组|检查组|测评组|验收组|评审组|检查人员?|考核人员?|测评人员?|评分人|评审员|评委|填表人|填报人|制表人?|审核人|"
    "单位负责人|主要负责人|部门负责人|分管领导|负责人|(?:被|受)[考测检评验][评核查测收][^：:]{0,6}|受检[^：:]{0,4}|(?:考评|考核|检查|测评|填表|填报|评分|制表)(?:日期|时间|人|单位)|"
    "日期|单位名称|申报单位|单位（盖章）|单位|部门名称|部门|科室|处室|组长|成员|联系人|联系电话|电话|被考核单位|自评单位|考核单位|测评对象|考核对象|岗位|姓名|得分|总得分|等级|等次"
)
SIGN = re.compile(rf"(?:{SIGN_WORDS})+(?:[（(][^（）()]{{0,8}}[）)])?\s*[：:_＿]")
DATE_BLANK = re.compile(r"(?:\d{4}|20|\s)*\s*年\s*(?:\d{1,2})?\s*月\s*(?:\d{1,2})?\s*日")
SIGN_ALONE = re.compile(
    r"(?:考评组|考核组|检查组|测评组|评审组)?(?:成员|人员|组长|负责人)?(?:签字|签名|盖章|签章)[^，。]{0,8}"
)
WHO = (
    "(?:被|受|单位|部门|主要|分管|负责人|负责同志|领导|考核|考评|检查|测评|评分|评定|评审|评议|评估|验收|督查|审核|复核|审批|审查|填表|填报|制表|经办|记录|监督|推荐|申报|自评|"
    "组长|小组|工作组|组|人员|人|成员|者|代表|科室|处室|股室|党委|党组|党支部|支部|书记|校长|院长|主任|经理|工会|纪检|文明办|创建办|办公室|评委|专家|上级|主管|本|各|、|及|和|与)"
)
SIGN_CELL = re.compile(
    rf"{WHO}*(?:[（(][^（）()]{{0,8}}[）)])?(?:[（(]?(?:签字|签名|签章|盖章|公章|签批|签收|签署|章(?=[）)]))[）)]?)+(?:确认|栏|处|意见|日期|时间|盖章)*(?:[（(][^（）()]{{0,10}}[）)])?"
)
OPINION_CELL = re.compile(rf"{WHO}+(?:[（(][^（）()]{{0,8}}[）)])?(?:意见|审批|结论)(?:[（(][^（）()]{{0,10}}[）)])?")
ROLE_CELL = re.compile(
    r"(?:被|受)?(?:考核|考评|检查|测评|审核|复核|评分|填表|制表|填报|经办|记录|评定|评审|验收|监督|联系|打分|统计|汇总|审批|批准|编制|校对|陪检|评委|单位|部门)+"
    r"(?:组长|组|人员?|者|日期|时间|负责人|电话|签字)+|(?:主要|分管)?(?:负责人|领导)|日期|年月日|(?:联系)?电话|成员|组长"
)
CONTINUED = re.compile(
    r"\s*[（(【\[〔]?\s*(?:接?续|续表|续上表?|接上[表页]|上接|承前)\s*[）)】\]〕]?\s*$|^[（(]?\s*(?:续表?|接上[表页])\s*[\d一二三]*[）)]?[:：]?\s*(?=\S|$)"
)
TABLE_CONTINUED = re.compile(r"^[（(]?(?:续表?|接上[表页]|续上表?)[\d一二三四五六七八九]*[）)]?$")
PAGE = re.compile(
    r"^(?:第\s*\d+\s*页(?:\s*[,，/共]?\s*(?:共|总)?\s*\d+\s*页)?|[-—–]\s*\d+\s*[-—–]|\d+\s*/\s*\d+|共\s*\d+\s*页.*|—\s*\d+\s*—)$"
)


@lru_cache(maxsize=8192)
def says_total(text: str) -> bool:
    """Whether these words open a row of totals: 合 计, 总分：100分."""
    return _opens_total(text) or speaks_of_whole(text)


def _opens_total(text: str) -> bool:
    words = squeeze(text)
    return len(words) <= 40 and bool(TOTAL.fullmatch(words) or SUM_LINE.match(words))


@lru_cache(maxsize=8192)
def says_note(text: str) -> bool:
    """Whether these words are a remark below or beside the table: 注：…, 说明：…."""
    return bool(NOTE.match(text))


@lru_cache(maxsize=8192)
def says_signature(text: str) -> bool:
    """Whether these words are a place to sign, stamp or date: 考评组签字：, 年 月 日."""
    words = text.strip()
    if not words or len(words) > 120:
        return False
    if DATE_BLANK.fullmatch(words) or SIGN_ALONE.fullmatch(squeeze(words)):
        return True
    if (SIGN_CELL.fullmatch(bare := squeeze(words).rstrip(":：_＿")) or OPINION_CELL.fullmatch(bare)) and len(
        bare
    ) <= 24:
        return True
    left = SIGN.sub("", DATE_BLANK.sub("", words))
    return left != words and len(re.sub(r"[\s_＿：:（）()/、，\d年月日]+", "", left)) <= 12 and bool(SIGN.match(words))


def row_kind(grid: Grid, row: int) -> str:
    """One of "blank", "total", "note", "signature", "page" and "line" (anything else); remembered by the grid."""
    kind = grid.kinds.get(row)
    if kind is None:
        kind = grid.kinds[row] = _kind(grid.starts(row))
    return kind


def _kind(cells: list[Cell]) -> str:
    if not cells:
        return "blank"
    words = [cell.text for cell in cells]
    first = words[0]
    if _is_total(cells, words):
        return "total"
    if (says_note(first) and len(cells) <= 2 and not _has_number(words[1:])) or NOTE_STRONG.match(first):
        return "note"
    if len(cells) == 1 and REMARK.match(first) and not re.search(r"\d\s*分?[）)]?[。；]?$", first):
        return "note"
    if len(cells) <= 8 and _is_signed(words):
        return "signature"
    if len(cells) == 1 and (PAGE.match(first) or TABLE_CONTINUED.match(squeeze(first))):
        return "page"
    return "line"


def _is_signed(words: list[str]) -> bool:
    """Whether a row is places to sign, with or without colons, and what was written there: names and dates."""
    if any(re.fullmatch(r"\d+(?:\.\d+)?分?", word) for word in words[1:]):
        return False
    roles = sum(1 for word in words if ROLE_CELL.fullmatch(squeeze(word).rstrip(":：_＿")))
    dated = any(re.fullmatch(r"\d{4}[年./-].*", squeeze(word)) for word in words[1:])
    signed = sum(1 for word in words if says_signature(word))
    first = says_signature(words[0]) or (
        bool(ROLE_CELL.fullmatch(squeeze(words[0]).rstrip(":：_＿"))) and (roles + signed > 1 or dated)
    )
    return first and all(says_signature(word) or len(word) <= 10 for word in words)


def _has_number(words: list[str]) -> bool:
    return any(re.fullmatch(r"\d+(?:\.\d+)?分?", word) for word in words)


def _is_total(cells: list[Cell], words: list[str]) -> bool:
    for index, word in enumerate(words[:2]):
        if index and (len(words[0]) > 4 or head_roles(words[0])):
            break
        if says_total(word) if len(words) == 1 else _opens_total(word):
            rest = words[index + 1 :]
            if sum(1 for w in words if head_roles(w)) >= 3:
                return False  # 指标 | 满分 | 考核方法 is a head
            return all(len(w) <= 30 for w in rest) and not any(re.search(r"[。；]", w) for w in rest)
    return False


def is_continued(text: str) -> bool:
    """Whether an item is printed again on the next page: 精神文明创建（续）."""
    return bool(CONTINUED.search(text))


def without_continued(text: str) -> str:
    """The words without their note that they go on from the page before."""
    return CONTINUED.sub("", text).strip()

"""What the cells of a column look like, counted: numbers, codes, scoring wording, methods, papers asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wenming.criteria.formats.tables.codes import split_code, whole_code
from wenming.criteria.formats.tables.grid import Cell, Grid
from wenming.criteria.formats.tables.methods import find_methods
from wenming.criteria.formats.tables.points import points_cell
from wenming.criteria.formats.tables.vocabulary import TICK

SCORING = re.compile(
    r"扣\s*\d|扣[0-9一二三四五六七八九十完除减分]|不得分|不计分|不给分|得\s*\d+(?:\.\d+)?\s*分|计\s*\d+(?:\.\d+)?\s*分|加\s*\d+(?:\.\d+)?\s*分|得满分|计满分|酌情|得分|全扣|按比例|计0分|"
    r"减\s*\d|每[^，。；]{0,16}分|\d+(?:\.\d+)?\s*分[；;，。、]|[A-E优良中差好][：:]?\s*\d+(?:\.\d+)?\s*分|现场计分|记\s*\d|赋\s*\d|给\s*\d|打分|评分|不重复|不累计|封顶|为止|最[高多][^，。；]{0,4}\d"
)
PAPERS = re.compile(
    r"材料|资料|照片|图片|文件|方案|计划|总结|记录|台[账帐]|证书|签到|报道|报告|说明|简报|制度|链接|视频|纪要|截图|名单|名册|统计表|批示|教案|心得|主持词|影像|印证|佐证|文号|不少于\d+张"
)
OFFICE = re.compile(
    r"(?:局|委|办|部|科|处|室|单位|支部|中心|部门|领导|科长|主任|书记|工会|团委|妇联|党委|院|公司|小组|街道|社区|学校|站|所|组|队|会|各\S+)$"
)
DATE = re.compile(r"\d{1,4}年|\d{1,2}月|季度|每月|每年|每季|上半年|下半年|全年|月底|年底|长期|\d{4}[-/.]\d")
CLAUSES = re.compile(r"[；;。\n]|，(?=每|未|无|缺|少|否则|不|没|发现)")
LOOKBACK = re.compile(
    r"(?:自|从)?(?:申报|测评|命名|创建|评选|上届|考核)?(?:之?日)?(?:近|前|最近|过去|连续|追溯|往前|以往)*[\d一二两三四五六七八九十]{1,3}\s*(?:个自然年|个年度|个?月|年度?)(?:之内|以内|内|来|以来|期间)?"
    r"|(?:本|当前|整个|上一?)?(?:创建|评选|命名|测评|申报|考核)?(?:周期|届期|届|任期|有效期|年度|当年|全年|本年度?)(?:之内|内|期间|以来)?"
    r"|(?:自|从)?20\d{2}\s*[年./-](?:\s*\d{1,2}\s*[月./-]?(?:\s*\d{1,2}\s*日?)?)?\s*(?:以来|至今|起|以后|之后|后)?"
)
EFFECT = re.compile(
    r"一票否决|否决|不得(?:申报|推荐|参评|评为|参加)|取消|不予|停止申报|暂缓|撤销|摘牌|警告|通报批评|黄牌|约谈|警示|限期|整改|(?:扣除?|倒扣|减)\s*\d+(?:\.\d+)?\s*分"
)
SAMPLE = 400
SEVERAL = re.compile(
    r"(?:(?:[①-⑳]|[（(]\d{1,2}[）)]|\d{1,2}[)）、])?\s*\d{1,3}(?:\.\d{1,2})?\s*分?[\s；;，。]*){2,15}"
)  # ①5分②10分; two numbers on two lines


@dataclass
class Features:
    """Shares from 0 to 1 of the column's cells, unless said otherwise."""

    cells: int = 0
    blank: float = 1.0
    numeric: float = 0.0
    share: float = 0.0
    coded: float = 0.0
    code_only: float = 0.0
    scoring: float = 0.0
    scoring_only: float = 0.0
    methods: float = 0.0
    papers: float = 0.0
    office: float = 0.0
    date: float = 0.0
    tick: float = 0.0
    length: float = 0.0
    words: float = 0.0
    distinct: float = 0.0
    back: float = 0.0  # nothing but how far back: 24个月, 创建周期内, 2024年1月1日以来
    effect: float = 0.0  # nothing but what follows: 一票否决, 每起扣5分


def features(grid: Grid, rows: list[int], col: int, wide: int) -> Features:
    """Count one column over ``rows``; cells that span ``wide`` columns or more are headings and left out."""
    cells: list[Cell] = []
    places = 0
    for row in rows[:SAMPLE]:
        cell = grid.rows[row][col]
        if cell is not None and (cell.row != row or cell.colspan >= wide):
            continue
        places += 1
        if cell is not None and cell.text and cell.col == col:
            cells.append(cell)
    found = Features(cells=len(cells), blank=1 - len(cells) / places if places else 1.0)
    if not cells:
        return found
    texts = [cell.text for cell in cells]
    total = len(texts)

    def part(hits: list[bool]) -> float:
        return sum(hits) / total

    numbers = [points_cell(t) if len(t) <= 16 else None for t in texts]
    found.numeric = part(
        [(n is not None and n.value is not None) or bool(_several(t)) for n, t in zip(numbers, texts, strict=True)]
    )
    found.share = part([n is not None and n.share for n in numbers])
    found.coded = part([split_code(t)[0] is not None for t in texts])
    found.code_only = part([whole_code(t) is not None for t in texts])
    found.scoring = part([bool(SCORING.search(t)) for t in texts])
    found.scoring_only = part([_only_scoring(t) for t in texts])
    found.methods = part([_only_methods(t) for t in texts])
    found.papers = part([bool(PAPERS.search(t)) for t in texts])
    found.office = part([bool(OFFICE.search(t)) and len(t) <= 30 for t in texts])
    found.date = part([bool(DATE.search(t)) and len(t) <= 30 for t in texts])
    found.tick = part([bool(TICK.fullmatch(t)) for t in texts])
    found.length = sum(len(t) for t in texts) / total
    found.words = part([bool(re.search(r"[\u4e00-\u9fffA-Za-z]{2,}", t)) for t in texts])
    found.distinct = len(set(texts)) / total
    found.back = part([len(t) <= 24 and bool(LOOKBACK.fullmatch(t.strip("（()）。 "))) for t in texts])
    found.effect = part([len(t) <= 30 and bool(EFFECT.search(t)) for t in texts])
    return found


def _several(text: str) -> bool:
    """Whether a cell holds the points of several sentences."""
    return len(text) <= 60 and bool(re.search(r"[\n；;①-⑳)）]", text)) and bool(SEVERAL.fullmatch(text))


def _only_scoring(text: str) -> bool:
    clauses = [c for c in CLAUSES.split(split_code(text)[1]) if len(c.strip()) > 1]
    return bool(clauses) and sum(1 for c in clauses if SCORING.search(c)) >= 0.6 * len(clauses)


def _only_methods(text: str) -> bool:
    found, rest = find_methods(text)
    return bool(found) and len(re.findall(r"[\u4e00-\u9fff]", rest)) <= max(2, 0.35 * len(text))

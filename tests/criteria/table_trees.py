"""Random criteria trees with everything a table may print: the truth that a parser must find again."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

TITLES = [
    "思想道德建设",
    "文明服务",
    "组织领导",
    "环境面貌",
    "学习教育",
    "志愿服务",
    "廉政建设",
    "民主管理",
    "安全保卫",
    "文化生活",
    "诚信守法",
    "勤俭节约",
    "网络文明",
    "队伍建设",
    "制度建设",
    "宣传引导",
    "典型选树",
    "帮扶共建",
    "节日活动",
    "家风建设",
    "绿色办公",
    "法治建设",
    "科学管理",
    "优质服务",
    "内部治理",
    "校园文化",
    "窗口形象",
    "创建氛围",
    "工作业绩",
    "社会责任",
    "阵地建设",
    "理论武装",
    "道德讲堂",
    "文体活动",
    "卫生整治",
    "秩序管理",
    "便民措施",
    "投诉处理",
    "作风建设",
    "精神面貌",
]
SENTENCES = (
    "成立创建工作领导小组，分工明确",
    "每年至少召开2次专题会议研究创建工作",
    "年度有计划、半年有检查、年终有总结",
    "建立学习制度并坚持集中学习",
    "干部职工知晓率达到95%以上",
    "组织开展“我们的节日”主题活动",
    "注册志愿者人数占职工总数的80%以上",
    "办公区域整洁有序，无乱堆乱放",
    "公共场所设置禁烟标识，无人吸烟",
    "服务窗口公开办事流程和收费标准",
    "设立意见箱，群众投诉及时办理",
    "领导班子团结协作，作风民主",
    "全年无重大安全责任事故",
    "定期评选身边好人，宣传先进事迹",
    "与结对村签订帮扶协议并落实项目",
    "节能降耗措施落实，水电用量逐年下降",
    "消防设施完好，定期组织演练",
    "建有职工书屋，藏书不少于1000册",
    "网站设有创建专栏并定期更新",
    "开展文明科室评选活动",
    "职工文体活动丰富，每季度不少于1次",
    "严格执行中央八项规定精神，无违纪案件",
    "落实首问负责制和限时办结制",
    "健全道德讲堂工作机制，全年不少于4期",
    "单位周边秩序良好，车辆停放规范",
    "依法纳税，无拖欠职工工资现象",
    "定期组织法治宣传教育，职工参学率100%",
    "倡导文明用餐，食堂张贴节约标语",
    "干部下基层调研每人每年不少于30天",
    "档案资料分类归档，查找方便",
    "绿化养护到位，无裸露地面",
    "建立困难职工帮扶机制，慰问及时",
    "值班人员坚守岗位，交接班手续齐全",
    "政务公开内容真实，更新及时",
    "接待来访热情周到，使用文明用语",
    "内部管理制度健全并装订成册",
    "青年职工踊跃参加技能竞赛",
    "家庭文明建设有措施、有成效",
    "信息报送及时，全年不少于12条",
    "未成年人思想道德建设列入议事日程",
)
METHODS = {
    "material_review": ("材料审核", "查阅资料", "查看台账", "网上申报", "查资料"),
    "site_visit": ("实地考察", "现场查看", "实地查看", "看现场", "暗访"),
    "survey": ("问卷调查", "问卷", "满意度测评", "民意调查"),
    "consultation": ("征求部门意见", "部门意见", "听取部门意见"),
    "briefing": ("听取汇报", "听汇报"),
    "observation": ("整体观察",),
    "online_check": ("网络查看", "网上检查"),
}
RULES = (
    "缺一项扣1分",
    "每少一次扣0.5分，扣完为止",
    "未开展不得分",
    "达不到要求酌情扣分",
    "发现一处扣0.5分",
    "A得满分，B得60%，C不得分",
)
PAPERS = (
    "文件1份、照片不少于2张",
    "制度文本",
    "活动方案、签到表、总结",
    "提供说明报告500字以内",
    "图片2至4张，注明时间、地点、人物",
)
OFFICES = ("办公室", "政工科", "工会", "机关党委", "后勤服务中心")


@dataclass
class Node:
    """A line of the truth. ``code`` is what the table prints, without its closing mark."""

    title: str = ""
    text: str = ""
    points: Decimal | None = None
    code: str | None = None
    methods: list[str] = field(default_factory=list)
    said: str = ""
    rule: str = ""
    evidence: str = ""
    owner: str = ""
    bonus: bool = False
    children: list[Node] = field(default_factory=list)

    def leaves(self) -> list[Node]:
        return [leaf for child in self.children for leaf in child.leaves()] if self.children else [self]

    def flat(self, parent: int | None, out: list[dict[str, Any]]) -> None:
        points = None if self.points is None else format(self.points.normalize(), "f")
        out.append(
            {
                "code": self.code, "title": self.title, "text": self.text or None, "points": points,
                "methods": sorted(self.methods), "parent": parent, "bonus": self.bonus, "optional": False,
            }
        )  # fmt: skip
        here = len(out) - 1
        for child in self.children:
            child.flat(here, out)


@dataclass
class Truth:
    """A whole set: its top lines, and what its total row says."""

    name: str
    tops: list[Node]
    base: Decimal
    bonus: Decimal | None = None

    def expected(self, *, total: bool) -> dict[str, Any]:
        lines: list[dict[str, Any]] = []
        for top in self.tops:
            top.flat(None, lines)
        said: dict[str, Any] = {"name": self.name, "lines": lines, "negative": []}
        if total:
            said["base_total"] = format(self.base.normalize(), "f")
            said["bonus_cap"] = None if self.bonus is None else format(self.bonus.normalize(), "f")
        return said


CHINESE = "一二三四五六七八九十"
ROMAN = "ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ"
ASCII_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def cn(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else CHINESE[tens - 1] + "十") + (CHINESE[ones - 1] if ones else "")


# One numbering: per level, (code as printed, mark that closes it, whether it runs on across parents).
Style = tuple[Any, str, bool]
CN_DUN: Style = (cn, "、", True)
CN_PAREN: Style = (lambda n: f"（{cn(n)}）", "", False)
DOT: Style = (str, ".", False)
DUN: Style = (str, "、", False)
PAREN: Style = (lambda n: f"（{n}）", "", False)
CLOSE: Style = (lambda n: f"{n}）", "", False)
CIRCLE: Style = (lambda n: CIRCLED[n - 1], "", False)
RUNNING: Style = (str, ".", True)
R1: Style = (lambda n: f"Ⅰ-{n}", " ", True)
R2: Style = (lambda n: f"Ⅱ-{n}", " ", True)
R3: Style = (lambda n: f"Ⅲ-{n}", " ", True)
I1: Style = (lambda n: f"I-{n}", "　", True)
I2: Style = (lambda n: f"II-{n}", "　", True)
A: Style = (lambda n: f"A{n}", " ", True)
B: Style = (lambda n: f"B{n}", " ", True)
C: Style = (lambda n: f"C{n}", " ", True)
PART: Style = (lambda n: f"第{cn(n)}部分", " ", True)
NONE: Style = (lambda n: None, "", False)
ROMAN_DUN: Style = (lambda n: ROMAN[(n - 1) % 12], "、", True)
SCHEMES: dict[int, tuple[tuple[Style, ...], ...]] = {
    1: ((CN_DUN,), (DOT,), (CN_PAREN,), (A,), (NONE,), (DUN,)),
    2: ((CN_DUN, DOT), (CN_DUN, PAREN), (CN_PAREN, DOT), (R1, R2), (A, B), (NONE, NONE), (CN_DUN, CIRCLE), (NONE, DOT),
        (PART, DOT), (I1, CLOSE), (ROMAN_DUN, DUN), (CN_DUN, RUNNING), (DUN, PAREN), (CN_DUN, NONE)),
    3: ((CN_DUN, CN_PAREN, DOT), (R1, R2, CIRCLE), (I1, I2, CLOSE), (A, B, C), (CN_DUN, DOT, PAREN), (NONE, NONE, NONE),
        (PART, CN_DUN, DOT), (R1, R2, R3), (CN_DUN, CN_PAREN, CIRCLE), (I1, I2, PAREN), (CN_PAREN, DUN, CIRCLE)),
}  # fmt: skip
DECIMAL = "decimal"  # 1 / 1.1 / 1.1.1, made from the parents' numbers


def make_truth(
    rng: random.Random, depth: int, *, scheme: tuple[Style, ...] | str, pair: bool, with_bonus: bool = False
) -> Truth:
    """A random tree of ``depth`` levels whose points add up at every level."""
    titles, sentences = list(TITLES), list(SENTENCES)
    rng.shuffle(titles)
    rng.shuffle(sentences)
    counters = [0] * depth
    wide = {1: (4, 9), 2: (2, 5), 3: (2, 4)}[depth]

    def build(level: int, numbers: tuple[int, ...]) -> Node:
        leaf = level == depth - 1
        node = Node()
        counters[level] += 1
        if scheme == DECIMAL:
            node.code = ".".join(map(str, numbers))
        else:
            form, _mark, runs_on = scheme[level]
            node.code = form(counters[level] if runs_on else numbers[-1])
        if leaf:
            sentence = sentences.pop() if sentences else f"做好第{counters[level]}批文明创建日常工作"
            node.text = sentence
            node.title = (
                titles.pop()
                if pair and titles
                else sentence.split("，")[0].split("、")[0]
                if not pair
                else f"日常工作{cn(counters[level])}类"
            )
            node.points = Decimal(rng.choice(("1", "2", "3", "4", "5", "6", "8", "10", "2.5", "0.5", "1.5", "12.5")))
            node.methods = [rng.choice(list(METHODS))]
            if rng.random() < 0.25:
                node.methods = sorted({*node.methods, rng.choice(list(METHODS))})
            node.said = "、".join(rng.choice(METHODS[m]) for m in node.methods)
            node.rule, node.evidence, node.owner = rng.choice(RULES), rng.choice(PAPERS), rng.choice(OFFICES)
            return node
        node.title = titles.pop() if titles else f"其他工作{counters[level]}"
        least = 1 if level else 2
        count = rng.randint(least, wide[1] if level == 0 or depth < 3 else 3)
        if scheme != DECIMAL:
            for deeper in range(level + 1, depth):
                if not scheme[deeper][2]:
                    counters[deeper] = 0
        node.children = [build(level + 1, (*numbers, n)) for n in range(1, count + 1)]
        node.points = sum((c.points or Decimal(0) for c in node.children), Decimal(0))
        return node

    tops = [build(0, (n,)) for n in range(1, rng.randint(*wide) + 1)]
    truth = Truth("文明单位测评标准", tops, sum((t.points or Decimal(0) for t in tops), Decimal(0)))
    if with_bonus and depth > 1:
        extra = tops[-1]
        extra.title = "特色工作"
        truth.bonus = extra.points
        truth.base -= extra.points or Decimal(0)
        stack = [extra]
        while stack:
            node = stack.pop()
            node.bonus = True
            stack.extend(node.children)
    return truth

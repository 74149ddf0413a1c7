"""An invented unit's chart for the wall and its road map."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from wenming.programmes.formats.gantt import GanttStage, GanttTask
from wenming.programmes.formats.holidays import read_holidays
from wenming.programmes.formats.wall import Milestone, RoadMap, RoadStage, WallChart

YEAR_2026 = read_holidays(Path(__file__).resolve().parents[2] / "seeds" / "holidays" / "2026.yaml").workdays()
ON, TARGET = date(2026, 10, 14), date(2026, 11, 30)
D = date
STAGES = (
    GanttStage("宣传发动", D(2026, 8, 3), D(2026, 8, 31)),
    GanttStage("组织实施", D(2026, 9, 1), D(2026, 10, 25)),
    GanttStage("总结提高", D(2026, 10, 26), D(2026, 11, 15)),
    GanttStage("集中申报", D(2026, 11, 16), TARGET),
)
ROWS = [
    ("创建办", "陆景行", "王书砚", "召开创建动员大会", D(2026, 8, 7), D(2026, 8, 7), 100, "milestone done"),
    ("创建办", "陆景行", "王书砚", "印发实施方案和任务分解表", D(2026, 8, 10), D(2026, 8, 21), 100, "done"),
    ("创建办", "陆景行", "王书砚", "第三轮自查自评", D(2026, 9, 21), D(2026, 10, 23), 62, "critical"),
    ("创建办", "陆景行", "王书砚", "问题整改与回头看", D(2026, 10, 12), D(2026, 11, 3), 15, "critical"),
    ("创建办", "陆景行", "陆景行", "申报材料汇编成册", D(2026, 11, 4), D(2026, 11, 18), 0, "critical"),
    ("创建办", "陆景行", "沈若溪", "主要领导审签、盖章", D(2026, 11, 19), D(2026, 11, 24), 0, "critical"),
    ("创建办", "陆景行", "陆景行", "省平台网上申报", TARGET, TARGET, 0, "milestone critical"),
    ("客户服务科", "周宜安", "周宜安", "服务大厅公示与标识更新", D(2026, 9, 7), D(2026, 9, 30), 100, "done"),
    ("客户服务科", "周宜安", "周宜安", "窗口服务规范互查", D(2026, 9, 28), D(2026, 10, 16), 80, "slack"),
    ("客户服务科", "周宜安", "何知远", "服务对象满意度问卷", D(2026, 10, 9), D(2026, 10, 30), 35, "slack"),
    ("客户服务科", "周宜安", "周宜安", "文明服务示范窗口评选", D(2026, 11, 2), D(2026, 11, 13), 0, "slack"),
    ("人事科", "沈若溪", "何知远", "志愿者注册率核对与补录", D(2026, 9, 14), D(2026, 10, 8), 70, "late"),
    ("人事科", "沈若溪", "何知远", "身边好人事迹材料", D(2026, 10, 12), D(2026, 11, 6), 10, "slack"),
    ("人事科", "沈若溪", "何知远", "道德讲堂第四期", D(2026, 10, 28), D(2026, 10, 28), 0, "milestone"),
    ("办公室", "陆景行", "沈若溪", "2026年收文登记补文号", D(2026, 9, 21), D(2026, 10, 9), 85, "late"),
    ("办公室", "陆景行", "沈若溪", "创建制度汇编修订", D(2026, 9, 1), D(2026, 9, 25), 100, "done"),
    ("办公室", "陆景行", "沈若溪", "机关节能与光盘行动检查", D(2026, 10, 19), D(2026, 10, 30), 0, "slack"),
    ("机关党委", "顾清源", "许怀谨", "三季度中心组学习专题", D(2026, 8, 17), D(2026, 9, 18), 100, "done"),
    ("机关党委", "顾清源", "许怀谨", "理论学习台账归集", D(2026, 9, 21), D(2026, 10, 28), 55, "slack"),
    ("机关党委", "顾清源", "许怀谨", "我们的节日·重阳主题活动", D(2026, 10, 16), D(2026, 10, 19), 0, "slack"),
    ("财务科", "周宜安", "程望舒", "创建经费决算说明", D(2026, 11, 2), D(2026, 11, 12), 0, "slack"),
    ("信息科", "周宜安", "方以宁", "网络文明宣传专栏", D(2026, 9, 7), D(2026, 11, 20), 48, ""),
]


def wall_tasks(copies: int = 1) -> list[GanttTask]:
    found = []
    for n in range(copies):
        for place, (department, leader, person, title, start, finish, progress, kinds) in enumerate(ROWS):
            found.append(
                GanttTask(
                    f"{n}-{place}",
                    title,
                    start,
                    finish,
                    progress,
                    department,
                    "",
                    leader,
                    person,
                    milestone="milestone" in kinds,
                    finished_on=finish if "done" in kinds else None,
                    late_finish=finish + timedelta(9) if "slack" in kinds else None,
                    critical="critical" in kinds,
                )
            )
    return found


def wall(copies: int = 1, **more) -> WallChart:
    said = {
        "title": "2026年创建省级文明单位挂图作战",
        "unit": "清河市住房公积金中心文明创建工作领导小组办公室",
        "on": ON,
        "target": TARGET,
        "tasks": wall_tasks(copies),
        "stages": STAGES,
        "head": "领导小组组长：顾清源　　责任到人、倒排工期、逐项销号",
    }
    return WallChart(**(said | more))


def road(**more) -> RoadMap:
    points = {
        0: [
            Milestone(D(2026, 8, 7), "召开创建动员大会", "创建办", True),
            Milestone(D(2026, 8, 21), "印发实施方案", "创建办", True),
        ],
        1: [
            Milestone(D(2026, 9, 30), "服务大厅公示更新", "客户服务科", True),
            Milestone(D(2026, 10, 8), "志愿者注册率核对", "人事科"),
            Milestone(D(2026, 10, 23), "第三轮自查自评", "创建办"),
        ],
        2: [
            Milestone(D(2026, 11, 3), "问题整改销号", "创建办"),
            Milestone(D(2026, 11, 13), "示范窗口评选", "客户服务科"),
        ],
        3: [Milestone(D(2026, 11, 24), "主要领导审签", "办公室"), Milestone(TARGET, "省平台网上申报", "创建办")],
    }
    wanted = {
        0: ["成立领导小组和工作专班", "方案、任务、责任三项清单印发到科室"],
        1: ["按任务分解表逐项落实，每周一调度", "台账与活动同步归集，缺项月底前补齐", "开展两轮互查"],
        2: ["问题清单逐项整改、逐项销号", "回头看覆盖所有窗口"],
        3: ["材料成册、审签、盖章", "按时完成网上申报"],
    }
    totals = {0: (6, 6), 1: (11, 18), 2: (0, 7), 3: (0, 4)}
    stages = [RoadStage(s.title, s.start, s.end, wanted[n], points[n], *totals[n]) for n, s in enumerate(STAGES)]
    said = {
        "title": "2026年创建省级文明单位路线图",
        "unit": "清河市住房公积金中心",
        "goal": "建成省级文明单位",
        "on": ON,
        "target": TARGET,
        "stages": stages,
        "head": "从动员部署到集中申报，四个阶段、每步有时限、每项有责任",
    }
    return RoadMap(**(said | more))

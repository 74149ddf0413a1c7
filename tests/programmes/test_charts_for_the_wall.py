"""The A3 chart and the road map: what a leader reads on the wall."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pypdfium2
import pytest

from tests.programmes.wall_cases import ON, TARGET, YEAR_2026, road, wall, wall_tasks
from wenming.kernel.errors import Invalid
from wenming.programmes.formats.gantt import GanttTask
from wenming.programmes.formats.wall import Milestone, RoadStage, road_map_pdf, wall_chart_pdf
from wenming.programmes.formats.wall.chart import LANES, PLOT, wall_chart_data

HOSTILE = '#panic("x") $x$ *_` \\ <b> 〇\u0000' + "长" * 400


def pages(typeset):
    pdf = pypdfium2.PdfDocument(typeset.pdf)
    return [
        (tuple(round(side * 0.3528) for side in page.get_size()), page.get_textpage().get_text_range()) for page in pdf
    ]


def test_one_sheet_of_a3_says_everything_a_leader_asks():
    typeset = wall_chart_pdf(wall(), YEAR_2026)
    ((size, text),) = pages(typeset)
    assert size == (420, 297)
    for said in (
        "挂图作战",
        "47",
        "33",
        "11月30日",
        "创建办",
        "责任领导 陆景行",
        "宣传发动",
        "逾期 5 个工作日",
        "今天 10月14日",
        "图例",
        "关键线路",
    ):
        assert said in text, said
    assert typeset.warnings == ()


def test_the_same_chart_gives_the_same_file():
    assert wall_chart_pdf(wall(), YEAR_2026).pdf == wall_chart_pdf(wall(), YEAR_2026).pdf


def test_nothing_stands_outside_the_plot_and_no_two_tasks_of_a_row_overlap():
    data = wall_chart_data(wall(3), YEAR_2026)
    for page in data["pages"]:
        assert page["height"] <= LANES + 0.1
        for lane in page["lanes"]:
            rows = {}
            for bar in lane["bars"]:
                assert bar["x"] >= -0.01 and bar["x"] + bar["width"] <= PLOT + 0.01
                assert 0 <= bar["lx"] <= PLOT
                rows.setdefault(bar["row"], []).append((min(bar["x"], bar["lx"]), bar["x"] + bar["width"]))
            for spans in rows.values():
                spans.sort()
                assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_what_one_sheet_cannot_hold_goes_on_further_sheets_and_every_task_is_on_one():
    data = wall_chart_data(wall(12), YEAR_2026)
    assert len(data["pages"]) > 1
    drawn = sum(len(lane["bars"]) for page in data["pages"] for lane in page["lanes"])
    assert drawn == len(wall_tasks(12))
    assert len(pages(wall_chart_pdf(wall(12), YEAR_2026))) == len(data["pages"])


def test_fewer_tasks_are_set_in_larger_type():
    few = wall_chart_data(wall(tasks=wall_tasks()[:4]), YEAR_2026)
    many = wall_chart_data(wall(2), YEAR_2026)
    assert few["size"] > many["size"]


def test_an_empty_plan_still_makes_a_sheet():
    ((size, text),) = pages(wall_chart_pdf(wall(tasks=[], stages=()), YEAR_2026))
    assert size == (420, 297) and "挂图作战" in text


def test_a_target_that_has_passed_is_counted_the_other_way():
    data = wall_chart_data(wall(on=TARGET + timedelta(3)), YEAR_2026)
    assert data["countdown"]["title"] == "已过目标日" and data["countdown"]["figure"] == "3"


def test_an_unpublished_year_is_marked_on_the_wall():
    ((_size, text),) = pages(wall_chart_pdf(wall(target=date(2027, 2, 26)), YEAR_2026))
    assert "2027年节假日安排未公布" in text.replace(" ", "")


def test_whatever_a_person_typed_is_words_and_never_acts():
    task = GanttTask("x", HOSTILE, ON, TARGET, department=HOSTILE, leader=HOSTILE, person="某" * 40)
    hostile = wall(title=HOSTILE, unit=HOSTILE, head=HOSTILE, tasks=[task])
    assert "#panic" in pages(wall_chart_pdf(hostile, YEAR_2026))[0][1]
    stage = RoadStage(HOSTILE, ON, TARGET, [HOSTILE] * 9, [Milestone(TARGET, HOSTILE, HOSTILE)] * 20)
    assert (
        len(
            pages(
                road_map_pdf(road(title=HOSTILE, goal=HOSTILE, head=HOSTILE, unit=HOSTILE, stages=[stage]), YEAR_2026)
            )
        )
        == 1
    )


def test_a_slip_of_the_year_is_refused():
    task = replace(wall_tasks()[0], finish=date(2126, 1, 1))
    with pytest.raises(Invalid, match="超过十年"):
        wall_chart_pdf(wall(tasks=[task]), YEAR_2026)


def test_the_road_map_is_one_page_with_its_stages_points_and_goal():
    ((size, text),) = pages(road_map_pdf(road(), YEAR_2026))
    assert size == (297, 210)
    for said in (
        "路线图",
        "宣传发动",
        "集中申报",
        "当前阶段",
        "完成 11 / 18 项",
        "主要领导",
        "目标",
        "还有 47 天",
    ):
        assert said in text, said


@pytest.mark.parametrize("count", [0, 1, 6])
def test_the_road_map_stays_one_page_with_any_number_of_stages(count):
    stages = [road().stages[n % 4] for n in range(count)]
    assert len(pages(road_map_pdf(road(stages=stages), YEAR_2026))) == 1


def test_what_the_road_map_has_no_room_for_is_counted():
    from wenming.programmes.formats.wall.road_map import road_map_data

    full = replace(
        road().stages[1],
        requirements=["逐项落实" * 15] * 9,
        milestones=[Milestone(TARGET, f"节点{n}") for n in range(20)],
    )
    (stage,) = road_map_data(road(stages=[full] * 1), YEAR_2026)["stages"]
    left_out = 29 - len(stage["requirements"]) - len(stage["milestones"])
    assert left_out > 0 and str(left_out) in stage["more"]
    easy = road_map_data(road(), YEAR_2026)
    assert all(stage["more"] == "" for stage in easy["stages"])

"""Stages: what must hold on entering and leaving, said in sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from wenming.programmes.rules.stages import (
    Check,
    CheckKind,
    Facts,
    Stage,
    StagesRefused,
    StageTask,
    check_stages,
    current,
    entering,
    leaving,
    read_checks,
    write_checks,
)

K = CheckKind
START = Stage("a", "宣传发动", date(2026, 3, 1), date(2026, 4, 30), exit=(Check(K.TASKS_SETTLED), Check(K.NONE_LATE)))
WORK = Stage(
    "b", "组织实施", date(2026, 5, 1), date(2026, 9, 30),
    entry=(Check(K.STAGE_BEGUN), Check(K.PREVIOUS_LEFT), Check(K.PAPER_ISSUED, "实施方案"), Check(K.OWNERS_NAMED)),
    exit=(Check(K.TASKS_SHARE, "90"), Check(K.CONFIRMED, "问题清单已逐项销号")),
)  # fmt: skip
STAGES = (START, WORK)
DONE = StageTask("1", "召开动员会", "a", date(2026, 3, 20), "办公室", finished_on=date(2026, 3, 18))
OPEN = StageTask("2", "制作宣传栏", "a", date(2026, 4, 10), "办公室")


def only(standing, kind):
    (answer,) = [answer for answer in standing.answers if answer.check.kind is kind]
    return answer


def test_a_stage_is_left_when_every_task_is_done():
    standing = leaving(STAGES, "a", Facts(date(2026, 4, 30), [DONE]))
    assert standing.open
    assert only(standing, K.TASKS_SETTLED).sentence == "1 项任务全部完成。"


def test_an_unfinished_task_keeps_the_stage_and_is_named():
    standing = leaving(STAGES, "a", Facts(date(2026, 4, 30), [DONE, OPEN]))
    assert not standing.open
    settled, late = standing.answers
    assert settled.tasks == late.tasks == ("2",)
    assert "制作宣传栏" in settled.sentence and "逾期" in late.sentence


def test_a_task_moved_with_a_reason_is_settled_and_one_without_is_not():
    moved = replace(OPEN, moved_to="b", reason="场地改造未完工")
    assert leaving(STAGES, "a", Facts(date(2026, 4, 30), [DONE, moved])).open
    silent = leaving(STAGES, "a", Facts(date(2026, 4, 30), [DONE, replace(moved, reason="  ")]))
    assert not silent.open
    assert "没有写明理由" in only(silent, K.TASKS_SETTLED).sentence
    assert not leaving(STAGES, "a", Facts(date(2026, 4, 30), [replace(moved, moved_to="a")])).open


def test_a_task_finished_after_the_day_asked_about_is_not_yet_done():
    assert not leaving(STAGES, "a", Facts(date(2026, 3, 17), [DONE])).open


def test_entering_says_each_thing_that_is_still_lacking():
    task = StageTask("3", "志愿服务", "b")
    standing = entering(STAGES, "b", Facts(date(2026, 4, 20), [task]))
    assert [answer.met for answer in standing.answers] == [False, False, False, False]
    said = " ".join(answer.sentence for answer in standing.answers)
    assert "2026年5月1日" in said and "宣传发动" in said and "“实施方案”还没有印发" in said and "志愿服务" in said
    ready = Facts(
        date(2026, 5, 6), [replace(task, lead="人事科", due=date(2026, 6, 1))], frozenset("a"), frozenset({"实施方案"})
    )
    assert entering(STAGES, "b", ready).open


def test_a_share_is_counted_exactly_and_a_confirmation_names_who_gave_it():
    tasks = [StageTask(str(n), f"任务{n}", "b", finished_on=date(2026, 9, 1) if n < 9 else None) for n in range(10)]
    facts = Facts(date(2026, 9, 30), tasks, confirmed={"问题清单已逐项销号": "陆景行"})
    standing = leaving(STAGES, "b", facts)
    assert standing.open and "陆景行" in only(standing, K.CONFIRMED).sentence
    fewer = replace(facts, tasks=[*tasks, StageTask("x", "再一项", "b")])
    assert only(leaving(STAGES, "b", fewer), K.TASKS_SHARE).sentence == "11 项任务完成 9 项（81%），不到 90%。"


def test_a_stage_without_tasks_or_before_the_first_says_so():
    assert leaving(STAGES, "a", Facts(date(2026, 4, 30))).answers[0].sentence == "本阶段没有任务。"
    first = replace(START, entry=(Check(K.PREVIOUS_LEFT),))
    assert entering((first, WORK), "a", Facts(date(2026, 3, 1))).open


def test_the_current_stage_is_the_first_begun_and_not_left():
    assert current(STAGES, date(2026, 2, 1)) is None
    assert current(STAGES, date(2026, 6, 1)) is START  # not closed, whatever the calendar says
    assert current(STAGES, date(2026, 6, 1), frozenset("a")) is WORK


def test_stages_that_contradict_each_other_are_refused_all_at_once():
    with pytest.raises(StagesRefused) as refused:
        check_stages(
            [
                START,
                replace(WORK, end=date(2026, 4, 1)),
                replace(START, title=" "),
                replace(WORK, id="c", title="集中申报"),
            ],
            target=date(2026, 8, 31),
        )
    said = str(refused.value)
    assert (
        "结束日早于开始日" in said
        and "没有名称" in said
        and "重复出现" in said
        and "晚于目标日" in said
        and "却更早" in said
    )
    check_stages(STAGES, date(2026, 9, 30))


def test_checks_come_back_as_they_were_written():
    checks = (*WORK.entry, *WORK.exit, *START.exit)
    assert read_checks(write_checks(checks)) == checks


@pytest.mark.parametrize(
    "data",
    [
        None,
        {},
        ["x"],
        [{"kind": "magic"}],
        [{"kind": ["a"]}],
        [{"kind": "tasks_share", "value": "120"}],
        [{"kind": "confirmed"}],
    ],
)
def test_checks_that_cannot_be_read_are_refused(data):
    with pytest.raises(StagesRefused):
        read_checks(data)


def test_an_unknown_stage_is_refused():
    with pytest.raises(StagesRefused, match="不存在"):
        leaving(STAGES, "zz", Facts(date(2026, 4, 30)))

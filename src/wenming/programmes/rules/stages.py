"""Stages (阶段) with what must hold on entering and leaving them: checks as data, each answered with a sentence.

A stage's tasks count as settled when they are done, or were moved to another stage with a reason that was written down.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar

from wenming.kernel.errors import Refusal
from wenming.kernel.words import _
from wenming.programmes.rules.words import day_text

_SHOWN = 5  # tasks named in one sentence


class CheckKind(StrEnum):
    """What a check asks for. ``value`` of a check: TASKS_SHARE a whole percentage, PAPER_ISSUED and CONFIRMED its words."""

    STAGE_BEGUN = "stage_begun"  # its first day has come
    PREVIOUS_LEFT = "previous_left"  # the stage before has been closed
    TASKS_SETTLED = "tasks_settled"  # every task of the stage is done, or moved with a reason
    TASKS_SHARE = "tasks_share"  # at least this share of its tasks is done
    NONE_LATE = "none_late"  # no task of the stage is open after its due day
    OWNERS_NAMED = "owners_named"  # every task of the stage has a department and a due day
    PAPER_ISSUED = "paper_issued"  # the named paper (实施方案, 动员通知) has been issued
    CONFIRMED = "confirmed"  # a person confirmed the sentence


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must hold."""

    kind: CheckKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a programme: first and last day, what it asks for, what must hold on entering and on leaving."""

    id: str
    title: str
    start: date
    end: date
    requirements: tuple[str, ...] = ()
    entry: tuple[Check, ...] = ()
    exit: tuple[Check, ...] = ()


@dataclass(frozen=True, slots=True)
class StageTask:
    """What a check needs to know of a task. ``moved_to`` names the stage it was moved to, ``reason`` why."""

    id: str
    title: str
    stage: str
    due: date | None = None
    lead: str = ""
    finished_on: date | None = None
    moved_to: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """How things stand on a day. ``left`` are stages closed by a person; ``confirmed`` the sentence → who confirmed it."""

    on: date
    tasks: Sequence[StageTask] = ()
    left: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    confirmed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """One check answered: whether it holds, a sentence, and the tasks it speaks of."""

    check: Check
    met: bool
    sentence: str
    tasks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """All checks of one door of a stage; ``open`` if every one holds."""

    stage: str
    answers: tuple[Answer, ...]

    @property
    def open(self) -> bool:
        return all(answer.met for answer in self.answers)


class StagesRefused(Refusal):
    """Stages that contradict each other or cannot be read; ``problems`` are its sentences."""

    code: ClassVar[str] = "stages_refused"

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__(" ".join(problems))


def check_stages(stages: Sequence[Stage], target: date | None = None) -> None:
    """Refuse stages that are unnamed, doubled, end before they begin, are out of order or reach past the target.

    Stages may overlap (publicity goes on while work begins), but none begins or ends before the one in front of it does.
    Raises  StagesRefused, naming everything at once.
    """
    problems, ids, titles = [], set[str](), set[str]()
    before: Stage | None = None
    for number, stage in enumerate(stages, start=1):
        name = {"stage": stage.title or _("第 %(n)s 个阶段") % {"n": number}}
        if not stage.title.strip():
            problems.append(_("第 %(n)s 个阶段没有名称。请填写名称。") % {"n": number})
        if stage.id in ids or (stage.title and stage.title in titles):
            problems.append(_("阶段“%(stage)s”重复出现。请只保留一个。") % name)
        if stage.end < stage.start:
            problems.append(_("阶段“%(stage)s”的结束日早于开始日。请改正起止日期。") % name)
        if target and stage.end > target:
            problems.append(
                _("阶段“%(stage)s”到%(end)s才结束，晚于目标日%(target)s。请提前结束日或改定目标日。")
                % {**name, "end": day_text(stage.end), "target": day_text(target)}
            )
        if before and (stage.start < before.start or stage.end < before.end):
            problems.append(
                _("阶段“%(stage)s”排在“%(before)s”之后，起止日期却更早。请调整次序或日期。")
                % {**name, "before": before.title}
            )
        ids.add(stage.id)
        titles.add(stage.title)
        before = stage
    if problems:
        raise StagesRefused(problems)


def entering(stages: Sequence[Stage], stage_id: str, facts: Facts) -> Standing:
    """May the stage be entered? One answer per check of its entry, in order."""
    return _standing(stages, stage_id, facts, lambda stage: stage.entry)


def leaving(stages: Sequence[Stage], stage_id: str, facts: Facts) -> Standing:
    """May the stage be closed? One answer per check of its exit, in order."""
    return _standing(stages, stage_id, facts, lambda stage: stage.exit)


def current(stages: Sequence[Stage], on: date, left: frozenset[str] = frozenset()) -> Stage | None:
    """The stage work stands in: the first that has begun and was not closed; None before the first and after the last."""
    return next((stage for stage in stages if stage.id not in left and stage.start <= on), None)


def _standing(
    stages: Sequence[Stage], stage_id: str, facts: Facts, door: Callable[[Stage], tuple[Check, ...]]
) -> Standing:
    place = next((n for n, stage in enumerate(stages) if stage.id == stage_id), None)
    if place is None:
        raise StagesRefused([_("阶段不存在，可能刚刚被删除。请刷新后再试。")])
    stage, before = stages[place], stages[place - 1] if place else None
    return Standing(stage.id, tuple(_answer(check, stage, before, facts) for check in door(stage)))


def _answer(check: Check, stage: Stage, before: Stage | None, facts: Facts) -> Answer:
    if check.kind is CheckKind.STAGE_BEGUN:
        met = facts.on >= stage.start
        said = _("阶段自%(start)s起，已到开始日。") if met else _("阶段自%(start)s起，开始日还没有到。")
        return Answer(check, met, said % {"start": day_text(stage.start)})
    if check.kind is CheckKind.PREVIOUS_LEFT:
        if before is None:
            return Answer(check, True, _("这是第一个阶段，前面没有其他阶段。"))
        met = before.id in facts.left
        said = _("上一阶段“%(stage)s”已经结束。") if met else _("上一阶段“%(stage)s”还没有办结束手续。")
        return Answer(check, met, said % {"stage": before.title})
    if check.kind is CheckKind.PAPER_ISSUED:
        met = check.value in facts.papers
        said = _("“%(paper)s”已印发。") if met else _("“%(paper)s”还没有印发。")
        return Answer(check, met, said % {"paper": check.value})
    if check.kind is CheckKind.CONFIRMED:
        who = facts.confirmed.get(check.value)
        if who is None:
            return Answer(check, False, _("“%(what)s”还没有人确认。") % {"what": check.value})
        return Answer(check, True, _("“%(what)s”已由%(who)s确认。") % {"what": check.value, "who": who})
    return _answer_on_tasks(check, [task for task in facts.tasks if task.stage == stage.id], facts.on)


def _answer_on_tasks(check: Check, tasks: Sequence[StageTask], on: date) -> Answer:
    if not tasks:
        return Answer(check, True, _("本阶段没有任务。"))
    done = [task for task in tasks if task.finished_on and task.finished_on <= on]
    if check.kind is CheckKind.TASKS_SHARE:
        share = len(done) * 100 // len(tasks)
        met = len(done) * 100 >= int(check.value) * len(tasks)
        said = {"all": len(tasks), "done": len(done), "share": share, "wanted": check.value}
        if met:
            return Answer(check, True, _("%(all)s 项任务已完成 %(done)s 项（%(share)s%%），达到 %(wanted)s%%。") % said)
        rest = tuple(task.id for task in tasks if task not in done)
        return Answer(
            check, False, _("%(all)s 项任务完成 %(done)s 项（%(share)s%%），不到 %(wanted)s%%。") % said, rest
        )
    if check.kind is CheckKind.NONE_LATE:
        late = [t for t in tasks if t.due and t.due < on and t not in done and not _moved(t)]
        if not late:
            return Answer(check, True, _("本阶段没有逾期的任务。"))
        said = {"count": len(late), "names": _names(late)}
        return Answer(check, False, _("有 %(count)s 项任务逾期：%(names)s。") % said, _ids(late))
    if check.kind is CheckKind.OWNERS_NAMED:
        bare = [task for task in tasks if not task.lead or not task.due]
        if not bare:
            return Answer(check, True, _("%(all)s 项任务都已明确牵头部门和完成时限。") % {"all": len(tasks)})
        said = {"count": len(bare), "names": _names(bare)}
        return Answer(check, False, _("有 %(count)s 项任务没有明确牵头部门或完成时限：%(names)s。") % said, _ids(bare))
    return _settled(check, tasks, done)


def _settled(check: Check, tasks: Sequence[StageTask], done: Sequence[StageTask]) -> Answer:
    moved = [task for task in tasks if task not in done and _moved(task)]
    left = [task for task in tasks if task not in done and task not in moved]
    said = {"all": len(tasks), "done": len(done), "moved": len(moved), "left": len(left), "names": _names(left)}
    if left:
        unreasoned = [task for task in left if task.moved_to]
        sentence = _("还有 %(left)s 项任务没有完成，也没有说明理由转入其他阶段：%(names)s。") % said
        if unreasoned:
            sentence += _("其中 %(count)s 项已转入其他阶段，但没有写明理由。") % {"count": len(unreasoned)}
        return Answer(check, False, sentence, _ids(left))
    if moved:
        sentence = _("%(all)s 项任务中 %(done)s 项已完成，%(moved)s 项说明理由后转入其他阶段。") % said
        return Answer(check, True, sentence, _ids(moved))
    return Answer(check, True, _("%(all)s 项任务全部完成。") % said)


def _moved(task: StageTask) -> bool:
    return bool(task.moved_to and task.moved_to != task.stage and task.reason.strip())


def _names(tasks: Sequence[StageTask]) -> str:
    said = _("、").join(task.title for task in tasks[:_SHOWN])
    return said if len(tasks) <= _SHOWN else _("%(names)s等") % {"names": said}


def _ids(tasks: Sequence[StageTask]) -> tuple[str, ...]:
    return tuple(task.id for task in tasks)


# -- checks as data ----------------------------------------------------------------------------------------------------


def read_checks(data: object) -> tuple[Check, ...]:
    """Checks from JSON-like data: ``[{"kind": "tasks_settled"}, {"kind": "tasks_share", "value": "90"}]``.

    Raises  StagesRefused, naming every entry that cannot be read.
    """
    if not isinstance(data, list):
        raise StagesRefused([_("阶段的检查条件应是一个列表。")])
    problems, found = [], []
    for number, entry in enumerate(data, start=1):
        kind = entry.get("kind") if isinstance(entry, dict) else None
        value = str(entry.get("value") or "").strip() if isinstance(entry, dict) else ""
        if kind not in CheckKind.__members__.values():
            problems.append(_("第 %(n)s 个检查条件的类型“%(kind)s”不认识。") % {"n": number, "kind": str(kind)[:40]})
            continue
        check = Check(CheckKind(str(kind)), value[:500])
        if check.kind is CheckKind.TASKS_SHARE and not (
            value.isascii() and value.isdigit() and 0 < int(value[:9]) <= 100
        ):
            problems.append(_("第 %(n)s 个检查条件的比例应是 1 到 100 的整数。") % {"n": number})
        if check.kind in {CheckKind.PAPER_ISSUED, CheckKind.CONFIRMED} and not value:
            problems.append(_("第 %(n)s 个检查条件没有写明内容。") % {"n": number})
        found.append(check)
    if problems:
        raise StagesRefused(problems)
    return tuple(found)


def write_checks(checks: Sequence[Check]) -> list[dict[str, Any]]:
    """The same as data."""
    return [{"kind": str(c.kind), "value": c.value} if c.value else {"kind": str(c.kind)} for c in checks]

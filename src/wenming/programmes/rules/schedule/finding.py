"""What a computed plan has to tell: the tightest chain, the chains that no longer fit, the planned dates that break a rule."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from wenming.kernel.words import _
from wenming.programmes.rules.schedule.network import Network
from wenming.programmes.rules.schedule.values import Bound, Conflict, Misfit
from wenming.programmes.rules.words import day_text

Day = Callable[[int], date]
_LONG = 8  # tasks of a chain named in one sentence


def chain_to(net: Network, n: int, driver: list[int]) -> list[int]:
    """What leads to ``n``: each waits for the one before, back to the one held by its own bound, or by finished work."""
    chain = [n]
    while (before := driver[chain[-1]]) >= 0 and not net.done[before]:
        chain.append(before)
    return chain[::-1]


def tightest(net: Network, finish: list[int], slack: list[int], driver: list[int]) -> list[int]:
    """The critical path: of the chains with the least slack the one that ends last; empty without an open task."""
    unfinished = [n for n in net.order if not net.done[n]]
    if not unfinished:
        return []
    least = min(slack[n] for n in unfinished)
    last = max(
        (n for n in reversed(unfinished) if slack[n] == least), key=lambda n: finish[n]
    )  # a milestone at the end
    chain = chain_to(net, last, driver)
    while len(chain) > 1 and slack[chain[0]] > least:
        chain.pop(0)
    return chain


def misfits(net: Network, start: list[int], finish: list[int], driver: list[int], day: Day) -> tuple[Misfit, ...]:
    """One for every chain's end that even the soonest dates put behind its bound, worst first."""
    beyond = {n: finish[n] - net.high[n] for n in net.order if not net.done[n] and finish[n] > net.high[n]}
    covered = set()  # the same trouble told at a later end of the same chain
    for n in beyond:
        before = driver[n]
        while before >= 0 and before not in covered:
            if before in beyond and net.high_by[before] is net.high_by[n] and net.high[before] == net.high[n]:
                covered.add(before)
            before = driver[before]
    found = []
    for n in sorted(beyond.keys() - covered, key=lambda n: (-beyond[n], n)):
        chain = chain_to(net, n, driver)
        held_by = Bound.START if net.begun[chain[0]] or driver[chain[0]] >= 0 else net.low_by[chain[0]]
        sentence = _misfit_sentence(net, chain, held_by, start[chain[0]], finish[n], beyond[n], day)
        ids = tuple(net.plan.tasks[place].id for place in chain)
        found.append(Misfit(ids, held_by, net.high_by[n], day(net.high[n]), day(finish[n]), beyond[n], sentence))
    return tuple(found)


def _misfit_sentence(
    net: Network, chain: list[int], held_by: Bound, first: int, last: int, missing: int, day: Day
) -> str:
    n = chain[-1]
    limits = {
        Bound.TARGET: _("目标日%(limit)s"),
        Bound.NOT_AFTER: _("规定的最迟完成日%(limit)s"),
        Bound.STAGE_END: _("所属阶段的截止日%(limit)s"),
    }
    said = {
        "chain": chain_text(net, chain),
        "start": day_text(day(first)),
        "reached": day_text(day(last)),
        "limit": limits[net.high_by[n]] % {"limit": day_text(day(net.high[n]))},
        "missing": missing,
    }
    if held_by is Bound.START:
        return (
            _("%(chain)s：即使从%(start)s起接续办理，也要到%(reached)s才能完成，比%(limit)s晚 %(missing)s 个工作日。")
            % said
        )
    return _("%(chain)s：最早%(start)s才能开始，要到%(reached)s才能完成，比%(limit)s晚 %(missing)s 个工作日。") % said


def chain_text(net: Network, chain: list[int]) -> str:
    """The titles of a chain with arrows; the middle of a long one is counted."""
    names = [f"“{net.plan.tasks[n].title or net.plan.tasks[n].id}”" for n in chain]
    if len(names) > _LONG:
        between = _("（中间 %(count)s 项）") % {"count": len(names) - _LONG + 1}
        names = [*names[: _LONG // 2], between, *names[-(_LONG // 2) + 1 :]]
    return " → ".join(names)


def conflicts(net: Network, start: list[int], finish: list[int], day: Day) -> tuple[Conflict, ...]:
    """Every planned date of unfinished work that breaks a rule, in the plan's order."""
    found: list[Conflict] = []
    for n, task in enumerate(net.plan.tasks):
        if net.done[n]:
            continue
        name = task.title or task.id
        if net.moves(n):
            if start[n] < net.low[n]:
                found.append(_too_early(net, n, name, net.low[n] - start[n], day(start[n]), day(net.low[n])))
            for link in net.before[n]:
                other = net.plan.tasks[link[0]]
                lacking = net.needed(link, start, finish) - start[n]
                if lacking > 0:
                    what = (
                        _("“%(task)s”计划%(start)s开始，早于前置任务“%(other)s”允许的日子，差 %(days)s 个工作日。")
                    ) % {
                        "task": name,
                        "start": day_text(day(start[n])),
                        "other": other.title or other.id,
                        "days": lacking,
                    }
                    found.append(Conflict(Bound.DEPENDENCY, task.id, other.id, lacking, what))
        if finish[n] > net.high[n]:
            found.append(_too_late(net, n, name, finish[n] - net.high[n], day(finish[n]), day(net.high[n])))
    return tuple(found)


def _too_early(net: Network, n: int, name: str, days: int, start: date, first: date) -> Conflict:
    why = net.low_by[n]
    said = {"task": name, "start": day_text(start), "first": day_text(first), "days": days}
    if why is Bound.START:
        what = _("“%(task)s”原定%(start)s开始，至今尚未开始，已过 %(days)s 个工作日。") % said
    elif why is Bound.NOT_BEFORE:
        what = _("“%(task)s”计划%(start)s开始，早于规定的最早开始日%(first)s，差 %(days)s 个工作日。") % said
    else:
        what = _("“%(task)s”计划%(start)s开始，所属阶段%(first)s才开始，差 %(days)s 个工作日。") % said
    stage = net.plan.tasks[n].stage if why is Bound.STAGE_START else ""
    return Conflict(why, net.plan.tasks[n].id, stage, days, what)


def _too_late(net: Network, n: int, name: str, days: int, finish: date, last: date) -> Conflict:
    why = net.high_by[n]
    said = {"task": name, "finish": day_text(finish), "last": day_text(last), "days": days}
    if why is Bound.TARGET:
        what = _("“%(task)s”计划%(finish)s完成，比目标日%(last)s晚 %(days)s 个工作日。") % said
    elif why is Bound.NOT_AFTER:
        what = _("“%(task)s”计划%(finish)s完成，比规定的最迟完成日%(last)s晚 %(days)s 个工作日。") % said
    else:
        what = _("“%(task)s”计划%(finish)s完成，比所属阶段的截止日%(last)s晚 %(days)s 个工作日。") % said
    stage = net.plan.tasks[n].stage if why is Bound.STAGE_END else ""
    return Conflict(why, net.plan.tasks[n].id, stage, days, what)

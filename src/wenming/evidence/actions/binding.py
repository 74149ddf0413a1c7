"""Binding a year's evidence: booklets per item and for the year, the nine-column index, the manifest."""

from __future__ import annotations

import logging
import re
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

from django.conf import settings
from django.core.files.base import File as Content
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from wenming.audit.actions import record as note
from wenming.criteria.models import CriteriaSet
from wenming.evidence.formats.booklet import (
    BookletRefused,
    BookletSpec,
    Entry,
    LeftOut,
    Plan,
    Volume,
    manifest,
    plan_booklets,
    write_manifest,
)
from wenming.evidence.models import Binding
from wenming.evidence.policies import BIND
from wenming.evidence.selectors.archive import entries_of, titles_of
from wenming.evidence.states import BindingState
from wenming.kernel.errors import Conflict, Refusal
from wenming.organisations.access import Actor, require
from wenming.organisations.models import Organisation

logger = logging.getLogger(__name__)
By = Literal["item", "year", "both"]
Progress = Callable[[int, int, str], None]
UNSAFE = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True)
class Bound:
    """What was bound: the volumes, the index and manifest beside them, and what could not be placed."""

    volumes: tuple[Volume, ...]
    files: tuple[Path, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]


def bind_year(
    *,
    actor: Actor,
    organisation: Organisation,
    criteria_set: CriteriaSet | None,
    year: int,
    out: Path,
    at: datetime,
    by: By = "both",
    on_progress: Progress = lambda _done, _total, _what: None,
) -> Bound:
    """Bind everything filed for a year into ``out`` (made if it is missing).

    criteria_set  groups and divides the booklets by its items; None binds the year alone.
    on_progress   called with files done, files in all, and what is being done.
    Raises        NotPermitted; BookletRefused if nothing is filed or the folder cannot be written.
    """
    from wenming.evidence.formats.booklet import bind_booklet, index_rows, write_index  # heavy: loaded when asked for

    require(actor, BIND, organisation)
    out = _writable(out)
    with ExitStack() as held:
        entries = entries_of(organisation, criteria_set, year=year, held=held)
        if not entries:
            raise BookletRefused(
                _("%(unit)s %(year)s 年度还没有入账的材料，没有可装订的内容。")
                % {"unit": organisation.name, "year": year}
            )
        plans = _plans(entries, criteria_set, by)
        total = sum(len(entry.files) for plan in plans for entry in plan.entries)
        volumes: list[Volume] = []
        done = 0
        for number, plan in enumerate(plans):
            spec = BookletSpec(
                title=_("文明单位创建佐证材料"), unit=organisation.name, year=year, created=at, entries=plan.entries,
                subtitle=plan.subtitle, cache=settings.HOME / "cache" / "booklet",
            )  # fmt: skip
            before = done

            def moved(here: int, _all: int, what: str, before: int = before) -> None:
                on_progress(before + here, total, what)

            path = out / _file_name(number, plan)
            result = bind_booklet(spec, path, progress=moved, fonts_dir=settings.HOME / "fonts")
            volumes.append(Volume(spec, result, plan.code))
            done += sum(len(entry.files) for entry in plan.entries)
    index = out / _("卷内文件目录.xlsx")
    write_index(
        index_rows(volumes[0].result.entries), index, title=_("卷内文件目录"), unit=organisation.name, year=year,
        created=at, more=[(volume.spec.subtitle, index_rows(volume.result.entries)) for volume in volumes[1:]],
    )  # fmt: skip
    described = out / "manifest.json"
    write_manifest(manifest(volumes, unit=organisation.code, year=year, created=at, others=[index]), described)
    return Bound(
        tuple(volumes),
        (*(volume.result.path for volume in volumes), index, described),
        tuple({(one.record, one.name): one for volume in reversed(volumes) for one in volume.result.left_out}.values()),
        tuple(dict.fromkeys(text for volume in volumes for text in (*volume.result.notes, *volume.result.warnings))),
    )


def _writable(out: Path) -> Path:
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BookletRefused(
            _("不能写入“%(out)s”（%(why)s）。请换一个文件夹或改好它的权限。")
            % {"out": out, "why": error.strerror or error}
        ) from None
    return out


def _plans(entries: list[Entry], criteria_set: CriteriaSet | None, by: By) -> list[Plan]:
    plans = []
    if by in {"year", "both"} or criteria_set is None:
        plans += plan_booklets(entries, by="year")
    if by in {"item", "both"} and criteria_set is not None:
        plans += plan_booklets(entries, by="item", titles=titles_of(criteria_set))
    return [replace(plan, entries=tuple(plan.entries)) for plan in plans]


def _file_name(number: int, plan: Plan) -> str:
    """00 全年材料.pdf, 01 I-1 组织领导.pdf: safe on every file system, at most 60 characters."""
    name = UNSAFE.sub(" ", " ".join(plan.subtitle.split())).strip(" .") or "volume"
    return f"{number:02d} {name[:56]}.pdf"


@transaction.atomic
def order_binding(
    *, actor: Actor, organisation: Organisation, criteria_set: CriteriaSet | None, year: int, by: By, at: datetime
) -> Binding:
    """Order a binding in the background; its row shows the progress.

    Raises  NotPermitted; Conflict while one for the same year is still being made.
    """
    require(actor, BIND, organisation)
    busy = Binding.objects.filter(
        organisation=organisation, year=year, state__in=[BindingState.WAITING, BindingState.RUNNING]
    )
    if busy.exists():
        raise Conflict(_("这一年度正在装订，请等它完成后再提交。"), year=year)
    binding = Binding.objects.create(
        organisation=organisation, criteria_set=criteria_set, year=year, by=by, ordered_at=at, ordered_by=actor.name
    )
    note(actor=actor, event="evidence.binding.ordered", target=binding, at=at, year=year, by=by)
    transaction.on_commit(lambda: async_task("wenming.evidence.jobs.bind", binding.pk))
    return binding


def carry_out(*, actor: Actor, binding: Binding, at: datetime) -> Binding:
    """Carry an ordered binding out and keep its files in the store. Begun again from the start if it was cut off."""
    if binding.state in {BindingState.DONE, BindingState.FAILED}:
        return binding
    Binding.objects.filter(pk=binding.pk).update(state=BindingState.RUNNING)

    def moved(done: int, total: int, _what: str) -> None:
        if done % 20 == 0 or done == total:
            Binding.objects.filter(pk=binding.pk).update(done_count=done, total_count=total)

    try:
        with tempfile.TemporaryDirectory(prefix="wenming-binding-") as folder:
            bound = bind_year(
                actor=actor, organisation=binding.organisation, criteria_set=binding.criteria_set, year=binding.year,
                out=Path(folder), at=binding.ordered_at, by=binding.by, on_progress=moved,  # type: ignore[arg-type]
            )  # fmt: skip
            kept = [_keep(binding, path) for path in bound.files]
    except Refusal as refusal:
        return _finish(binding, actor, at, BindingState.FAILED, str(refusal.message), {})
    except Exception:  # whoever ordered the volumes is waiting, and the log has the rest
        logger.exception("could not bind %s", binding.pk)
        return _finish(binding, actor, at, BindingState.FAILED, _("装订时出错，请联系系统管理员查看日志。"), {})
    result = {
        "files": kept,
        "left_out": [{"item": str(one.item), "name": one.what, "reason": one.reason} for one in bound.left_out],
        "notes": list(bound.notes)[:200],
    }
    return _finish(binding, actor, at, BindingState.DONE, "", result)


def _keep(binding: Binding, path: Path) -> dict[str, object]:
    name = f"bound/{binding.pk}/{path.name}"
    if default_storage.exists(name):
        default_storage.delete(name)
    with path.open("rb") as content:
        kept = default_storage.save(name, Content(content))
    return {"name": path.name, "stored": kept, "size": path.stat().st_size}


@transaction.atomic
def _finish(
    binding: Binding, actor: Actor, at: datetime, state: BindingState, message: str, result: dict[str, object]
) -> Binding:
    binding.state, binding.message, binding.result, binding.finished_at = state, message[:300], result, at
    binding.save(update_fields=["state", "message", "result", "finished_at"])
    note(actor=actor, event=f"evidence.binding.{state}", target=binding, at=at, message=message)
    return binding

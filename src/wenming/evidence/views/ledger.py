"""The list of all records: filters, bulk actions, Excel out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wenming.criteria import selectors as criteria
from wenming.evidence.actions import records as actions
from wenming.evidence.policies import EDIT_OWN, VIEW
from wenming.evidence.selectors import ledger
from wenming.evidence.states import EvidenceKind, LedgerClass
from wenming.evidence.views.rows import as_table, row_of
from wenming.kernel.errors import Refusal
from wenming.kernel.web import Request, page
from wenming.organisations.access import requires
from wenming.organisations.selectors import departments_of, unit_of
from wenming.ui import chips

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATES = (
    ("unfiled", gettext_lazy("待入账")),
    ("unlinked", gettext_lazy("未对应条目")),
    ("trouble", gettext_lazy("文件有问题")),
)


def _filters(request: Request, unit: Any) -> tuple[chips.Filter, ...]:
    years = ledger.years_of(request.actor, unit, timezone.localdate())
    departments = [(d.pk, d.name) for d in departments_of(request.actor, unit)]
    return (
        chips.Filter("year", _("年度"), [(year, str(year)) for year in years]),
        chips.Filter("class", _("类别"), LedgerClass.choices),
        chips.Filter("kind", _("材料类型"), EvidenceKind.choices),
        chips.Filter("department", _("责任部门"), departments),
        chips.Filter("state", _("登记状态"), STATES),
    )


@requires(VIEW)
@require_safe
def record_list(request: Request) -> HttpResponse:
    """The ledger. Without a chosen year it shows the present one; ``?year=all`` shows every year."""
    unit = unit_of(request.actor)
    filters = _filters(request, unit)
    chosen = chips.chosen(request, *filters)
    words, sort = request.GET.get("q", "").strip()[:100], request.GET.get("sort", "date")
    line = request.GET.get("line", "")
    if line.isdecimal():
        chosen["line"] = line
    found = ledger.records_found(request.actor, unit, chosen, words=words, sort=sort)
    if request.GET.get("to") == "xlsx":
        return _as_excel(found)
    shown = Paginator(found, 50).get_page(request.GET.get("page"))
    base = {key: value for key, value in (("year", chosen.get("year", "")),) if value}
    standing = ledger.standing(request.actor, unit, chosen.get("year", ""))
    context = {
        "unit": unit,
        "chips": chips.build(request, *filters),
        "tabs": _tabs(base, chosen.get("state", ""), standing),
        "rows": [row_of(record) for record in shown],
        "shown": shown,
        "words": words,
        "year": chosen.get("year", ""),
        "may_edit": request.actor.may_somewhere(EDIT_OWN),
        "bulk": [
            {"label": _("入账"), "name": "what", "value": "file", "icon": "circle-check"},
            {"label": _("对应条目"), "name": "what", "value": "link", "icon": "link"},
            {"label": _("转责任部门"), "name": "what", "value": "department", "icon": "user-share"},
        ],
        "departments": departments_of(request.actor, unit),
        "lines": _line_groups(request, unit),
        "excel_url": f"?{_with(request, to='xlsx')}",
    }
    return page(request, "evidence/record_list.html", "evidence/_record_table.html", context)


def _with(request: Request, **more: str) -> str:
    query = request.GET.copy()
    for name, value in more.items():
        query[name] = value
    return query.urlencode()


def _tabs(base: dict[str, str], now: str, standing: ledger.Standing) -> list[dict[str, Any]]:
    url = reverse("evidence:record_list")
    counts = {"unfiled": standing.unfiled, "unlinked": standing.unlinked, "trouble": standing.trouble}

    def address(state: str) -> str:
        pairs = [*base.items(), *([("state", state)] if state else [])]
        return f"{url}?{'&'.join(f'{key}={value}' for key, value in pairs)}"

    tabs = [{"label": _("全部"), "url": address(""), "current": not now, "count": standing.all}]
    return tabs + [
        {"label": label, "url": address(state), "current": now == state, "count": counts[state]}
        for state, label in STATES
    ]


def _line_groups(request: Request, unit: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """(set name, leaf lines) for the form that links what is ticked."""
    return [(one.name, ledger.line_choices(one.pk)) for one in criteria.sets_of_unit(unit)[:4]]


def _as_excel(found: Any) -> HttpResponse:
    response = HttpResponse(as_table(found), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, _("台账.xlsx"))
    return response


@requires(EDIT_OWN)
@require_POST
def record_bulk(request: Request) -> HttpResponse:
    """File, link or hand over all ticked records. Those that refuse are named; the others go through."""
    unit = unit_of(request.actor)
    picked = ledger.records_picked(request.actor, unit, request.POST.getlist("pick"))
    what, at = request.POST.get("what", ""), timezone.now()
    sets = [one.pk for one in criteria.sets_of_unit(unit)]
    lines = ledger.lines_by_keys(sets, request.POST.getlist("line"))
    department = departments_of(request.actor, unit).filter(pk=_number(request.POST.get("department"))).first()
    done, refused = 0, []
    for record in picked:
        try:
            if what == "file":
                actions.file_record(actor=request.actor, record=record, at=at)
            elif what == "link" and lines:
                actions.link_lines(actor=request.actor, record=record, lines=lines, at=at)
            elif what == "department" and department:
                actions.change_record(actor=request.actor, record=record, at=at, department=department)
            else:
                break
        except Refusal as refusal:
            refused.append(f"{record.title}：{refusal.message}")
        else:
            done += 1
    if not picked:
        messages.warning(request, _("没有勾选材料。请先在列表里勾选，再点批量操作。"))
    elif not done and not refused:
        messages.warning(request, _("请先在下方选好要对应的条目或接手的部门，再点批量操作。"))
    if done:
        messages.success(request, _("已办理 %(n)s 件。") % {"n": done})
    for sentence in refused[:20]:
        messages.error(request, sentence)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("evidence:record_list")
    return redirect(back)


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0

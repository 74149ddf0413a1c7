"""对标查缺: what is missing, who owes it, by when – on the screen, on paper, in Excel – and who is made to owe it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from wenming.criteria import selectors as criteria
from wenming.documents.formats.table_report import Column, TableReport
from wenming.evidence.actions.owners import assign_lines
from wenming.evidence.forms import AssignForm
from wenming.evidence.policies import ASSIGN, VIEW
from wenming.evidence.selectors import gaps as selectors
from wenming.evidence.selectors import ledger
from wenming.evidence.selectors.owning import owners_of_set
from wenming.kernel.errors import Refusal
from wenming.kernel.web import Request, bound
from wenming.organisations.access import allowed, requires
from wenming.organisations.selectors import departments_of, unit_of
from wenming.ui import chips

KINDS = {
    "missing": gettext_lazy("缺材料"), "too_few": gettext_lazy("数量不足"), "too_many": gettext_lazy("数量超出"),
    "too_long": gettext_lazy("字数超出"), "too_short": gettext_lazy("字数不足"), "too_large": gettext_lazy("文件过大"),
    "wrong_format": gettext_lazy("格式不符"), "caption_incomplete": gettext_lazy("说明不全"),
    "outside_window": gettext_lazy("不在时间范围"), "no_document_number": gettext_lazy("缺文号"),
    "same_file": gettext_lazy("同一文件"), "captured_before_event": gettext_lazy("拍摄早于活动"),
    "captured_after_upload": gettext_lazy("拍摄晚于上传"), "unreadable": gettext_lazy("打不开"),
    "unsafe": gettext_lazy("不安全"), "disguised": gettext_lazy("名不副实"),
}  # fmt: skip
SEVERITIES = (("error", gettext_lazy("须改")), ("warning", gettext_lazy("请核")), ("info", gettext_lazy("提示")))
TONES = {"error": "late", "warning": "due", "info": "calm"}


@requires(VIEW)
@require_safe
def gap_list(request: Request) -> HttpResponse:
    """The list, for the set of the year or the one chosen (``?set=``)."""
    unit = unit_of(request.actor)
    sets = list(criteria.sets_of_unit(unit))
    today = timezone.localdate()
    chosen_set = next((one for one in sets if str(one.pk) == request.GET.get("set")), None) or next(
        (one for one in sets if one.year == today.year), sets[0] if sets else None
    )
    if chosen_set is None:
        return render(request, "evidence/gap_none.html", {"unit": unit})
    year = chosen_set.year or today.year
    found = selectors.gap_list(unit, chosen_set, year=year, on=today)
    filters = _filters(request, unit, found)
    shown = selectors.chosen_gaps(found.gaps, chips.chosen(request, *filters))
    to = request.GET.get("to", "")
    if to in {"xlsx", "pdf", "docx"}:
        return _as_paper(unit, chosen_set, shown, to)
    page = Paginator(shown, 100).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query["to"] = "xlsx"
    excel = f"?{query.urlencode()}"
    query["to"] = "pdf"
    context = {
        "unit": unit,
        "set": chosen_set,
        "sets": sets,
        "year": year,
        "list": found,
        "page_of": page,
        "rows": [(gap, KINDS.get(gap.kind, gap.kind), TONES[gap.severity]) for gap in page],
        "count": len(shown),
        "chips": chips.build(request, *filters),
        "excel_url": excel,
        "pdf_url": f"?{query.urlencode()}",
        "may_assign": allowed(request.actor, ASSIGN, unit),
    }
    return render(request, "evidence/gap_list.html", context)


def _filters(request: Request, unit: Any, found: selectors.GapList) -> tuple[chips.Filter, ...]:
    departments = [(str(d.pk), d.name) for d in departments_of(request.actor, unit)]
    kinds = sorted({gap.kind for gap in found.gaps}, key=list(KINDS).index)
    return (
        chips.Filter("department", _("责任部门"), [*departments, ("none", _("未分派"))]),
        chips.Filter("top", _("测评项目"), [(top.code, f"{top.code} {top.title}") for top in found.tops]),
        chips.Filter("kind", _("问题"), [(kind, KINDS[kind]) for kind in kinds]),
        chips.Filter("severity", _("轻重"), SEVERITIES),
        chips.Filter("late", _("时限"), [("1", _("已逾期"))]),
    )


def _as_paper(unit: Any, chosen_set: Any, shown: list[selectors.Gap], to: str) -> HttpResponse:
    today = timezone.localdate()
    rows = [
        (
            f"{gap.line.code} {gap.line.title}", str(KINDS.get(gap.kind, gap.kind)), gap.have, gap.what_to_do,
            gap.owner.department.name if gap.owner else "",
            gap.owner.person.name if gap.owner and gap.owner.person else "", gap.owner.due if gap.owner else None,
        )
        for gap in shown
    ]  # fmt: skip
    report = TableReport(
        title=_("%(unit)s对标查缺清单") % {"unit": unit.name},
        subtitle=chosen_set.name,
        left=_("共 %(n)s 项") % {"n": len(shown)},
        right=f"{today:%Y-%m-%d}",
        columns=(
            Column(_("条目"), 4), Column(_("问题"), 1.5), Column(_("情况"), 4.5), Column(_("怎么办"), 4),
            Column(_("责任部门"), 1.8), Column(_("责任人"), 1.3), Column(_("完成时限"), 1.6, "center"),
        ),
        rows=rows,
        landscape=True,
    )  # fmt: skip
    if to == "xlsx":
        from wenming.documents.formats.sheet import table_report_xlsx

        content, media = table_report_xlsx(report), ledger.XLSX
    elif to == "docx":
        from wenming.documents.formats.word import table_report_docx

        content, media = table_report_docx(report), ledger.DOCX
    else:
        from wenming.documents.formats.report_pdf import table_report_pdf

        content, media = table_report_pdf(report).pdf, "application/pdf"
    response = HttpResponse(content, content_type=media)
    response["Content-Disposition"] = content_disposition_header(True, _("对标查缺清单.%(to)s") % {"to": to})
    return response


@requires(ASSIGN)
@require_http_methods(["GET", "POST"])
def line_owners(request: Request, pk: int) -> HttpResponse:
    """收集责任: which department (and who) owes which lines, by when; whole items at once."""
    unit = unit_of(request.actor)
    chosen_set = criteria.set_for(request.actor, pk)
    form = bound(AssignForm, request, actor=request.actor, organisation=unit)
    if form.is_valid():
        lines = ledger.lines_by_keys([chosen_set.pk], request.POST.getlist("line"))
        if not lines:
            form.add_error(None, _("请先勾选要分派的条目。"))
        else:
            try:
                done = assign_lines(
                    actor=request.actor, organisation=unit, lines=lines, at=timezone.now(), **form.cleaned_data
                )
            except Refusal as refusal:
                form.add_error(None, str(refusal.message))
            else:
                messages.success(request, _("已分派 %(n)s 条。") % {"n": done})
                return redirect(reverse("evidence:line_owners", args=[pk]))
    context = {
        "form": form,
        "set": chosen_set,
        "rows": owners_of_set(unit, chosen_set.pk),
        "picked": set(request.POST.getlist("line")),
    }
    return render(request, "evidence/line_owners.html", context, status=422 if form.errors else 200)

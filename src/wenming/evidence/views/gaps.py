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
from django.views.decorators.http import require_http_methods, require_safe

from wenming.criteria import selectors as criteria
from wenming.documents.formats.table_report import Column, TableReport
from wenming.evidence.actions.owners import assign_lines
from wenming.evidence.forms import AssignForm
from wenming.evidence.policies import ASSIGN, VIEW
from wenming.evidence.selectors import gaps as selectors
from wenming.evidence.selectors import ledger
from wenming.evidence.selectors.owning import owners_of_set
from wenming.evidence.views.finding_words import ICONS, KINDS, SEVERITIES, TONES, finding_rows, word_of
from wenming.kernel.errors import Refusal
from wenming.kernel.web import Request, bound
from wenming.organisations.access import allowed, requires
from wenming.organisations.selectors import departments_of, unit_of
from wenming.ui import chips

SHORT = {"missing", "too_few"}  # mended by adding, not by looking at what is there


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
        "rows": [_row(gap) for gap in page],
        "loose": finding_rows(found.loose[:20]) if page.number == 1 and not chips.chosen(request, *filters) else [],
        "count": len(shown),
        "chips": chips.build(request, *filters),
        "excel_url": excel,
        "pdf_url": f"?{query.urlencode()}",
        "may_assign": allowed(request.actor, ASSIGN, unit),
    }
    return render(request, "evidence/gap_list.html", context)


def _row(gap: selectors.Gap) -> dict[str, Any]:
    return {
        "gap": gap,
        "word": word_of(gap.kind),
        "tone": TONES[gap.severity],
        "icon": ICONS.get(gap.kind, "alert-circle"),
        "url": reverse("evidence:line", args=[gap.line.pk]),
        "record": reverse("evidence:record_detail", args=[gap.evidence[0]])
        if gap.evidence and gap.kind not in SHORT
        else "",
    }


def _filters(request: Request, unit: Any, found: selectors.GapList) -> tuple[chips.Filter, ...]:
    departments = [(str(d.pk), d.name) for d in departments_of(request.actor, unit)]
    order = list(KINDS)
    kinds = sorted(
        {gap.kind for gap in found.gaps}, key=lambda kind: order.index(kind) if kind in order else len(order)
    )
    return (
        chips.Filter("department", _("责任部门"), [*departments, ("none", _("未分派"))]),
        chips.Filter("top", _("测评项目"), [(top.code, f"{top.code} {top.title}") for top in found.tops]),
        chips.Filter("kind", _("问题"), [(kind, word_of(kind)) for kind in kinds]),
        chips.Filter("severity", _("轻重"), SEVERITIES),
        chips.Filter("late", _("时限"), [("1", _("已逾期"))]),
    )


def _as_paper(unit: Any, chosen_set: Any, shown: list[selectors.Gap], to: str) -> HttpResponse:
    today = timezone.localdate()
    rows = [
        (
            f"{gap.line.code} {gap.line.title}", str(word_of(gap.kind)), gap.have, gap.what_to_do,
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
    picked = request.POST.getlist("pick")
    if form.is_valid():
        lines = ledger.lines_by_keys([chosen_set.pk], picked)
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
                query = request.GET.urlencode()
                return redirect(f"{reverse('evidence:line_owners', args=[pk])}{f'?{query}' if query else ''}")
    every = _owed(owners_of_set(unit, chosen_set.pk))
    filters = _owner_filters(request, unit, every)
    chosen = chips.chosen(request, *filters)
    shown = [row for row in every if _fits(row, chosen)]
    context = {
        "form": form,
        "set": chosen_set,
        "rows": shown,
        "chips": chips.build(request, *filters),
        "unassigned": sum(1 for row in every if row["line"].is_leaf and row["owner"] is None),
        "leaves": sum(1 for row in every if row["line"].is_leaf),
        "picked": {int(key) for key in picked if key.isdecimal()},
    }
    return render(request, "evidence/line_owners.html", context, status=422 if form.errors else 200)


def _owed(rows: list[tuple[Any, Any]]) -> list[dict[str, Any]]:
    """Every line with who owes it: its own owner, else that of the nearest line above."""
    found: dict[int, dict[str, Any]] = {}
    top = ""
    for line, own in rows:
        above = found.get(line.parent_id, {})
        top = line.code if line.depth == 0 else top
        owner = own or above.get("owner")
        found[line.pk] = {"line": line, "owner": owner, "inherited": own is None and owner is not None, "top": top}
    return list(found.values())


def _owner_filters(request: Request, unit: Any, rows: list[dict[str, Any]]) -> tuple[chips.Filter, ...]:
    tops = [row["line"] for row in rows if row["line"].depth == 0]
    departments = [(str(d.pk), d.name) for d in departments_of(request.actor, unit)]
    return (
        chips.Filter("top", _("测评项目"), [(top.code, f"{top.code} {top.title}") for top in tops]),
        chips.Filter("department", _("责任部门"), [*departments, ("none", _("未分派"))]),
    )


def _fits(row: dict[str, Any], chosen: dict[str, str]) -> bool:
    owner, department = row["owner"], chosen.get("department")
    if chosen.get("top") not in {None, row["top"]}:
        return False
    if department == "none":
        return owner is None
    return department is None or (owner is not None and str(owner.department_id) == department)

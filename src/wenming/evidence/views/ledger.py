"""The list of all records: filters, bulk actions, Excel out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header, url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from wenming.criteria import selectors as criteria
from wenming.evidence.actions import records as actions
from wenming.evidence.forms import LinkForm
from wenming.evidence.plugs import drop_onto
from wenming.evidence.policies import EDIT_OWN, VIEW, may_edit
from wenming.evidence.selectors import ledger
from wenming.evidence.selectors.listing import listed
from wenming.evidence.states import EvidenceKind, LedgerClass
from wenming.evidence.views.dropping import MOST_AT_ONCE, complete_url
from wenming.evidence.views.line_codes import codes_to_choose
from wenming.evidence.views.rows import as_table, refused_words, rows_of
from wenming.kernel.errors import Refusal
from wenming.kernel.web import Request, page
from wenming.organisations.access import requires
from wenming.organisations.selectors import departments_of, unit_of
from wenming.ui import chips

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WHATS = ("file", "link", "department")
STATES = (
    ("unfiled", gettext_lazy("待入账")),
    ("unlinked", gettext_lazy("未对应条目")),
    ("trouble", gettext_lazy("文件有问题")),
)


SORTS = {"date": "date_up", "-date": "date", "title": "title", "received": "received", "-received": "received"}
EVERY = "all"
PER_PAGE = 50
MOST_PRINTED = 3000  # a ream of paper; more is for a table


def _filters(request: Request, unit: Any, departments: list[Any]) -> tuple[chips.Filter, ...]:
    today = timezone.localdate()
    years = sorted({*ledger.years_of(request.actor, unit, today), today.year - 1}, reverse=True)
    return (
        chips.Filter("year", _("年度"), [*((year, str(year)) for year in years), (EVERY, _("各年度"))]),
        chips.Filter("class", _("类别"), LedgerClass.choices),
        chips.Filter("kind", _("材料类型"), EvidenceKind.choices),
        chips.Filter("department", _("责任部门"), [(one.pk, one.name) for one in departments]),
        chips.Filter("state", _("登记状态"), STATES),
    )


def _at_present(request: Request) -> None:
    """Without a year in the address the ledger stands at the present one; a search without one looks everywhere."""
    if "year" not in request.GET:
        query = request.GET.copy()
        query["year"] = EVERY if query.get("q", "").strip() else str(timezone.localdate().year)
        request.GET = query  # type: ignore[assignment]


@requires(VIEW)
@require_safe
def record_list(request: Request) -> HttpResponse:
    """The ledger. Without a chosen year it shows the present one; ``?year=all`` shows every year."""
    unit = unit_of(request.actor)
    _at_present(request)
    departments = list(departments_of(request.actor, unit))
    filters = _filters(request, unit, departments)
    chosen = chips.chosen(request, *filters)
    year = chosen.pop("year", EVERY)
    if year != EVERY:
        chosen["year"] = year
    line = ledger.line_named(unit, request.GET.get("line", ""))
    if line is not None:
        chosen["line"] = str(line.pk)
    words = request.GET.get("q", "").strip()[:100]
    found = ledger.records_found(
        request.actor, unit, chosen, words=words, sort=SORTS.get(request.GET.get("sort", ""), "date")
    )
    if request.GET.get("to") == "xlsx":
        return _as_excel(found)
    if request.GET.get("to") == "print":
        return _on_paper(request, unit, found, filters, words, line)
    standing = ledger.standing(request.actor, unit, chosen.get("year", ""))
    known = None if words else ledger.counted(unit, chosen, found, standing)
    shown = _page(request, found, words, known)
    context = {
        "unit": unit,
        "chips": _chips(request, filters),
        "tabs": _tabs(year, chosen.get("state", ""), standing),
        "rows": rows_of(listed(list(shown.object_list))),
        "shown": shown,
        "words": words,
        "year": chosen.get("year", ""),
        "line": line,
        "filtered": len(chosen) > ("year" in chosen),
        "may_edit": request.actor.may_somewhere(EDIT_OWN),
        "departments": departments,
        "line_codes": codes_to_choose(criteria.sets_of_unit(unit).first()),
        "drop": _drop(request, unit, chosen, departments),
        "excel_url": f"?{_with(request, to='xlsx')}",
        "print_url": f"?{_with(request, to='print')}",
    }
    return page(request, "evidence/record_list.html", "evidence/_record_table.html", context)


def _page(request: Request, found: Any, words: str, known: int | None) -> Page[Any]:
    """The keys of the page asked for. What is ``known`` is not counted again; words are looked for once, not twice."""
    keys = ledger.keys_of(found)
    paginator = Paginator(list(keys) if words else keys, PER_PAGE)
    if known is not None and not words:
        paginator.count = known  # type: ignore[misc] # a cached property
    return paginator.get_page(request.GET.get("page"))


def _chips(request: Request, filters: tuple[chips.Filter, ...]) -> chips.Shown:
    """The chips; taking the year away shows every year."""
    built = chips.build(request, *filters)
    every = replace(built.filters[0], clear_url=f"?{_with(request, year=EVERY)}")
    first = replace(every, chosen="") if request.GET.get("year") == EVERY else every
    return replace(built, filters=(first, *built.filters[1:]))


def _drop(request: Request, unit: Any, chosen: dict[str, str], departments: list[Any]) -> Any:
    """Where dropped files go: the department and year the list stands at."""
    department = next((one for one in departments if str(one.pk) == chosen.get("department")), None)
    if department and not may_edit(request.actor, unit, department.pk):
        return None
    return drop_onto(request, department=department, year=int(chosen["year"]) if chosen.get("year") else None)


def _with(request: Request, **more: str) -> str:
    query = request.GET.copy()
    for name, value in more.items():
        query[name] = value
    return query.urlencode()


def _tabs(year: str, now: str, standing: ledger.Standing) -> list[dict[str, Any]]:
    url = reverse("evidence:record_list")
    counts = {"": standing.all, "unfiled": standing.unfiled, "unlinked": standing.unlinked, "trouble": standing.trouble}
    return [
        {
            "label": label,
            "url": f"{url}?year={year}{f'&state={state}' if state else ''}",
            "current": now == state,
            "count": counts[state],
        }
        for state, label in (("", _("全部")), *STATES)
    ]


def _line_choices(unit: Any) -> list[Any]:
    """The leaf lines of the unit's newest set, for the form that links what is ticked."""
    newest = criteria.sets_of_unit(unit).first()
    return [line for line in criteria.lines_of(newest) if line.is_leaf] if newest else []


def _on_paper(
    request: Request, unit: Any, found: Any, filters: tuple[chips.Filter, ...], words: str, line: Any
) -> HttpResponse:
    """Everything under the filters on one page to be printed, with what it was filtered by."""
    keys = list(ledger.keys_of(found)[: MOST_PRINTED + 1])
    query = request.GET.copy()
    query.pop("to")
    query.pop("page", None)
    told = [
        _("%(label)s：%(value)s") % {"label": chip.label, "value": chip.chosen}
        for chip in _chips(request, filters).filters
        if chip.chosen
    ]
    if line is not None:
        told.append(_("%(label)s：%(value)s") % {"label": _("条目"), "value": f"{line.code} {line.title}"})
    if words:
        told.append(_("%(label)s：%(value)s") % {"label": _("查找"), "value": words})
    context = {
        "unit": unit,
        "rows": rows_of(listed(keys[:MOST_PRINTED])),
        "cut": len(keys) > MOST_PRINTED,
        "most": MOST_PRINTED,
        "told": told,
        "list_url": f"?{query.urlencode()}",
        "excel_url": f"?{_with(request, to='xlsx')}",
    }
    return render(request, "evidence/record_print.html", context)


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
    what = request.POST.get("what", "")
    if not picked:
        messages.warning(request, _("没有勾选材料。请先在列表里勾选，再点批量操作。"))
    elif what == "edit":
        return redirect(complete_url([record.pk for record in picked][:MOST_AT_ONCE]))
    else:
        _carry_out(request, unit, picked, what)
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = reverse("evidence:record_list")
    return redirect(back)


def _carry_out(request: Request, unit: Any, picked: list[Any], what: str) -> None:
    form = LinkForm(request.POST, lines=_line_choices(unit) if what == "link" else [])
    lines = form.cleaned_data["codes"] if what == "link" and form.is_valid() else []
    key = request.POST.get("department", "")
    department = departments_of(request.actor, unit).filter(pk=key).first() if key.isdecimal() else None
    if (what == "link" and not lines) or (what == "department" and department is None) or what not in WHATS:
        wrong = [str(text) for texts in form.errors.values() for text in texts] if what == "link" else []
        messages.warning(request, " ".join(wrong) or _("请先填好要对应的条目编号，或选好接手的部门，再点批量操作。"))
        return
    at, done, refused = timezone.now(), 0, []
    for record in picked:
        try:
            if what == "file":
                actions.file_record(actor=request.actor, record=record, at=at)
            elif what == "link":
                actions.link_lines(actor=request.actor, record=record, lines=lines, at=at)
            else:
                actions.change_record(actor=request.actor, record=record, at=at, department=department)
        except Refusal as refusal:
            refused.append(refused_words(record, refusal))
        else:
            done += 1
    if done:
        messages.success(request, _("已办理 %(n)s 件。") % {"n": done})
    for sentence in refused[:20]:
        messages.error(request, sentence)
    if len(refused) > 20:
        messages.error(request, _("另有 %(n)s 件没有办成。") % {"n": len(refused) - 20})

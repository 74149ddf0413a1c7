"""Pages about one's own unit: departments, people, groups, the roster."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wenming.kernel.errors import Refusal
from wenming.kernel.web import Request, bound, page
from wenming.organisations import actions, selectors
from wenming.organisations.access import requires
from wenming.organisations.formats.roster import BadRoster, read_roster, write_template
from wenming.organisations.forms import DepartmentForm, GroupForm, PersonForm, RosterForm, SeatForm, UnseatForm
from wenming.organisations.policies import MANAGE_PEOPLE, VIEW_UNIT

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(VIEW_UNIT)
@require_safe
def people(request: Request) -> HttpResponse:
    """Departments at the left, people at the right."""
    unit = selectors.unit_of(request.actor)
    department, words = request.GET.get("department", ""), request.GET.get("q", "").strip()[:50]
    found = selectors.people_found(
        request.actor, unit, department=department if department.isdecimal() else "", words=words
    )
    shown = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {
        "unit": unit,
        "departments": selectors.departments_counted(request.actor, unit),
        "department": department,
        "words": words,
        "people": shown,
        "rows": [(person, selectors.role_words(person)) for person in shown],
        "may_manage": selectors.may_manage(request.actor, unit),
    }
    return page(request, "organisations/people.html", "organisations/_people_table.html", context)


@requires(MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def department_add(request: Request) -> HttpResponse:
    """Add a department to one's own unit."""
    return _add(request, DepartmentForm, actions.add_department, _("增设部门"))


@requires(MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def person_add(request: Request) -> HttpResponse:
    """Put somebody on the list of one's own unit."""
    unit = selectors.unit_of(request.actor)
    return _add(request, PersonForm, actions.add_person, _("登记人员"), actor=request.actor, organisation=unit)


@requires(MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def group_add(request: Request) -> HttpResponse:
    """Form a group in one's own unit."""
    return _add(request, GroupForm, actions.form_group, _("成立工作机构"), to="organisations:groups")


def _add(
    request: Request, form_class: Any, action: Any, title: str, *, to: str = "organisations:people", **kwargs: Any
) -> HttpResponse:
    """The three small forms that add something to one's own unit differ only in form and action."""
    unit = selectors.unit_of(request.actor)
    form = bound(form_class, request, **kwargs)
    if form.is_valid():
        try:
            action(actor=request.actor, organisation=unit, at=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect(to)
    context = {"form": form, "title": title, "back": to}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


@requires(MANAGE_PEOPLE)
@require_safe
def roster_template(request: Request) -> HttpResponse:
    """The empty roster as a workbook, with the unit's departments to choose from."""
    unit = selectors.unit_of(request.actor)
    names = [department.name for department in selectors.departments_of(request.actor, unit)]
    response = HttpResponse(write_template(names), content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, _("人员名册模板.xlsx"))
    return response


@requires(MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def roster_import(request: Request) -> HttpResponse:
    """Dry run and import in one form: 试读 shows every problem by row, 导入 writes all or nothing."""
    unit = selectors.unit_of(request.actor)
    form = bound(RosterForm, request)
    context: dict[str, Any] = {"form": form, "unit": unit}
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            roster = read_roster(file, file.name, taken_usernames=selectors.usernames())
            context["roster"] = roster
            context["shown"] = roster.rows[:20]
            if request.POST.get("what") == "import" and not roster.problems:
                context["imported"] = actions.import_roster(
                    actor=request.actor, organisation=unit, roster=roster, at=timezone.now()
                )
        except BadRoster as refusal:
            form.add_error("file", str(refusal.message))
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
    refused = bool(form.errors) or bool("roster" in context and context["roster"].problems)
    return render(request, "organisations/roster.html", context, status=422 if refused else 200)


@requires(VIEW_UNIT)
@require_safe
def groups(request: Request) -> HttpResponse:
    """Leading group, office, working groups and liaisons – today, or on any day before."""
    unit = selectors.unit_of(request.actor)
    try:
        day = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        day = timezone.localdate()
    context = {
        "unit": unit,
        "day": day,
        "is_today": day == timezone.localdate(),
        "groups": selectors.groups_on(request.actor, unit, day),
        "may_manage": selectors.may_manage(request.actor, unit),
    }
    return render(request, "organisations/groups.html", context)


@requires(MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def seat_add(request: Request, pk: int) -> HttpResponse:
    """Give somebody a seat in a group, from a day on."""
    group = selectors.group_for(request.actor, pk)
    form = bound(
        SeatForm, request, actor=request.actor, organisation=group.organisation,
        initial={"from_on": timezone.localdate()},
    )  # fmt: skip
    if form.is_valid():
        try:
            actions.seat_member(
                actor=request.actor, group=group, at=timezone.now(), rank=group.members.count() + 1, **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect("organisations:groups")
    title = _("%(group)s：增补成员") % {"group": group.name}
    context = {"form": form, "title": title, "back": "organisations:groups"}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)


@requires(MANAGE_PEOPLE)
@require_http_methods(["GET", "POST"])
def seat_end(request: Request, pk: int) -> HttpResponse:
    """Say on which day somebody left a group."""
    seat = selectors.seat_for(request.actor, pk)
    form = bound(UnseatForm, request, initial={"to_on": timezone.localdate()})
    if form.is_valid():
        try:
            actions.unseat_member(actor=request.actor, member=seat, to_on=form.cleaned_data["to_on"], at=timezone.now())
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return redirect("organisations:groups")
    title = _("%(group)s：%(person)s离任") % {"group": seat.group.name, "person": seat.person.name}
    context = {"form": form, "title": title, "back": "organisations:groups"}
    return render(request, "organisations/form.html", context, status=422 if form.errors else 200)

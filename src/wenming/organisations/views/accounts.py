"""Accounts of a unit: the list, opening one, its page – roles, lock-outs, first password, stopping it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wenming.audit import selectors as audit
from wenming.audit.words import event_words
from wenming.kernel.errors import Refusal
from wenming.kernel.web import Request, bound, page
from wenming.organisations import actions
from wenming.organisations.access import requires
from wenming.organisations.forms import AccountForm, RoleForm
from wenming.organisations.policies import MANAGE_ACCOUNTS
from wenming.organisations.rules import one_time_password
from wenming.organisations.selectors import accounts as selectors
from wenming.organisations.selectors.accounts import Account
from wenming.organisations.views.choosing import unit_chosen, units_offered
from wenming.ui import chips


def _unit(request: Request) -> Any:
    """The unit whose accounts are shown."""
    return unit_chosen(request, selectors.units_kept(request.actor))


@requires(MANAGE_ACCOUNTS)
@require_safe
def account_list(request: Request) -> HttpResponse:
    """Who can sign in, as what, and what stands in the way."""
    unit = _unit(request)
    words = request.GET.get("q", "").strip()[:50]
    states = [("stopped", _("已停用")), ("first", _("未改初始密码")), ("locked", _("暂停登录"))]
    shown = chips.build(request, chips.Filter("state", _("状态"), states))
    state = request.GET.get("state", "")
    found = selectors.accounts_found(request.actor, unit, words=words, state=state)
    paged = Paginator(found, 50).get_page(request.GET.get("page"))
    context = {
        "unit": unit,
        "units": units_offered(selectors.units_kept(request.actor)),
        "filters": shown,
        "words": words,
        "state": state,
        "page": paged,
        "rows": selectors.account_rows(paged),
        "today": timezone.localdate(),
    }
    return page(request, "organisations/account_list.html", "organisations/_account_table.html", context)


@requires(MANAGE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def account_open(request: Request) -> HttpResponse:
    """Open an account for somebody on the list of people; the first password is shown here and nowhere else."""
    unit = _unit(request)
    form = bound(AccountForm, request, actor=request.actor, organisation=unit)
    if form.is_valid():
        given, password, now = form.cleaned_data, one_time_password(), timezone.now()
        try:
            user = actions.open_account_with_role(
                actor=request.actor, person=given["person"], username=given["username"], password=password,
                role=given["role"], department=given["department"], from_on=given["from_on"], to_on=given["to_on"],
                at=now,
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return _password_once(request, user, password, _("账号已开通"))
    context = {
        "form": form,
        "unit": unit,
        "nobody": not selectors.people_without_account(request.actor, unit).exists(),
    }
    return render(request, "organisations/account_open.html", context, status=422 if form.errors else 200)


def _password_once(request: Request, user: Any, password: str, title: str) -> HttpResponse:
    response = render(
        request, "organisations/account_password.html", {"user_": user, "password": password, "title": title}
    )
    response["Cache-Control"] = "no-store"
    return response


@requires(MANAGE_ACCOUNTS)
@require_http_methods(["GET", "POST"])
def account_detail(request: Request, pk: int) -> HttpResponse:
    """One account; a POST assigns a role."""
    user = selectors.account_for(request.actor, pk)
    unit = getattr(getattr(user, "person", None), "organisation", None) or _unit(request)
    form = bound(RoleForm, request, actor=request.actor, organisation=unit)
    if form.is_valid():
        try:
            actions.grant_role(
                actor=request.actor, user=user, organisation=unit, at=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("已分派角色。"))
            return redirect("organisations:account_detail", pk)
    (row,) = selectors.account_rows([selectors.with_roles(user)])
    today = timezone.localdate()
    context = {
        "account": row,
        "user_": user,
        "unit": unit,
        "form": form,
        "own": request.actor.user_id == user.pk,
        "roles": [(one, one.held_on(today)) for one in selectors.memberships_of(user)],
        "failing": selectors.failing(user),
        "state": _state(row),
        "today": today,
        "history": [
            {"text": event_words(entry.event), "at": entry.at, "by": entry.actor_name}
            for entry in audit.history(user, limit=12)
        ],
    }
    return render(request, "organisations/account_detail.html", context, status=422 if form.errors else 200)


def _state(row: Account) -> tuple[str, str]:
    """The state of an account as a word and a tone."""
    if not row.user.is_active:
        return _("已停用"), "calm"
    if row.locked_until:
        return _("暂停登录"), "late"
    return (_("未改初始密码"), "due") if row.user.must_change_password else (_("正常"), "done")


@requires(MANAGE_ACCOUNTS)
@require_POST
def account_password(request: Request, pk: int) -> HttpResponse:
    """A new first password, shown once."""
    user = selectors.account_for(request.actor, pk)
    password = actions.reset_password(actor=request.actor, user=user, at=timezone.now())
    return _password_once(request, user, password, _("密码已重置"))


@requires(MANAGE_ACCOUNTS)
@require_POST
def account_change(request: Request, pk: int, verb: str) -> HttpResponse:
    """Stop, start or unlock an account."""
    user = selectors.account_for(request.actor, pk)
    known = {
        "stop": (actions.deactivate, _("账号已停用，立即不能再登录。")),
        "start": (actions.activate, _("账号已启用。")),
        "unlock": (actions.unlock, _("已解除暂停，可以立即登录。")),
    }
    if verb not in known:
        raise Http404
    action, said = known[verb]
    action(actor=request.actor, user=user, at=timezone.now())
    messages.success(request, said)
    return redirect("organisations:account_detail", pk)


@requires(MANAGE_ACCOUNTS)
@require_POST
def role_withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a role back; the account's page follows, unless the account has gone out of sight with it."""
    membership = selectors.membership_for(request.actor, pk)
    actions.withdraw_role(actor=request.actor, membership=membership, at=timezone.now())
    messages.success(request, _("已收回角色，立即生效。"))
    if selectors.in_sight(request.actor, membership.user_id):
        return redirect("organisations:account_detail", membership.user_id)
    return redirect(reverse("organisations:account_list"))

"""The trail in words: every event, what it happened to, and what was kept about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

EVENTS: dict[str, Promise | str] = {
    "accounts.signed_in": _("登录"),
    "accounts.signed_out": _("退出登录"),
    "accounts.locked_out": _("密码连续填错，暂停登录"),
    "accounts.password_changed": _("本人修改密码"),
    "accounts.password_reset": _("重置密码"),
    "accounts.opened": _("开通账号"),
    "accounts.activated": _("启用账号"),
    "accounts.deactivated": _("停用账号"),
    "accounts.unlocked": _("解除暂停登录"),
    "accounts.role_granted": _("分派角色"),
    "accounts.role_withdrawn": _("收回角色"),
    "organisations.unit.added": _("建立单位"),
    "organisations.department.added": _("增设部门"),
    "organisations.person.added": _("登记人员"),
    "organisations.group.formed": _("成立工作机构"),
    "organisations.group.member_seated": _("增补机构成员"),
    "organisations.group.member_unseated": _("机构成员离任"),
    "criteria.draft.begun": _("起草测评体系"),
    "criteria.draft.dropped": _("放弃测评体系草稿"),
    "criteria.draft.rebased": _("草稿换用新的上层体系"),
    "criteria.set.put_into_use": _("启用测评体系"),
    "criteria.set.retired": _("停用测评体系"),
    "criteria.set.restored": _("恢复使用测评体系"),
    "evidence.file.received": _("收到文件"),
    "evidence.file.set_aside": _("移出文件"),
    "evidence.file.run_again": _("重新处理文件"),
    "evidence.file.unprocessed": _("文件未能处理"),
    "evidence.record.registered": _("登记材料"),
    "evidence.record.changed": _("修改材料"),
    "evidence.record.filed": _("材料入账"),
    "evidence.record.removed": _("移出材料"),
    "evidence.record.files_attached": _("添加材料文件"),
    "evidence.record.file_detached": _("取下材料文件"),
    "evidence.record.linked": _("材料对应条目"),
    "evidence.record.unlinked": _("取消材料对应"),
    "evidence.lines.assigned": _("分派收集责任"),
    "evidence.binding.ordered": _("装订成册"),
    "assessment.round.opened": _("开启自评轮次"),
    "assessment.round.signed_off": _("签认自评结果"),
    "assessment.round.cancelled": _("取消自评轮次"),
    "assessment.answer.saved": _("填写自评答案"),
    "assessment.event.registered": _("登记负面事项"),
    "assessment.event.withdrawn": _("撤回负面事项"),
}
SIGN_INS = (
    "accounts.signed_in", "accounts.signed_out", "accounts.locked_out", "accounts.unlocked",
    "accounts.password_changed", "accounts.password_reset",
)  # fmt: skip
GROUPS: dict[str, tuple[Promise | str, tuple[str, ...]]] = {
    "accounts": (_("账号与登录"), ("accounts.",)),
    "organisations": (_("单位与人员"), ("organisations.",)),
    "criteria": (_("测评体系"), ("criteria.",)),
    "evidence": (_("台账"), ("evidence.",)),
    "assessment": (_("自查自评"), ("assessment.",)),
}
DETAILS: dict[str, Promise | str] = {
    "name": _("名称"),
    "username": _("用户名"),
    "user": _("姓名"),
    "person": _("姓名"),
    "role": _("角色"),
    "address": _("来自"),
    "title": _("题名"),
    "line": _("条目"),
    "lines": _("条目"),
    "code": _("代码"),
    "from_on": _("开始"),
    "to_on": _("结束"),
    "reason": _("原因"),
    "total": _("总分"),
}
LONGEST = 60  # characters of one detail on a page


def event_words(code: str) -> str:
    """An event as people read it; corrections of a draft share one phrase, an unknown code stands for itself."""
    if code in EVENTS:
        return str(EVENTS[code])
    return gettext("修改测评体系草稿") if code.startswith("criteria.draft.") else code


def target_words(target: str) -> str:
    """What an entry is about: "criteria.criteriaset:3" → 测评体系 3."""
    label, _colon, key = target.partition(":")
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError):
        return target
    return f"{model._meta.verbose_name} {key}"


def details_words(details: Mapping[str, Any], values: Mapping[str, Mapping[str, object]]) -> list[str]:
    """What was kept, as short phrases; what has no word of its own stays in the trail and off the page.

    values  name → value → word, for details that keep an identifier.
    """
    found = []
    for name, value in details.items():
        if name in DETAILS and isinstance(value, str | int) and value != "":
            text = str(values.get(name, {}).get(str(value), value))
            shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
            found.append(gettext("%(label)s：%(value)s") % {"label": DETAILS[name], "value": shown})
    return found


def break_words(kind: str) -> str:
    """Where a chain does not hold, in words."""
    words = {"gap": gettext("缺一条"), "changed": gettext("内容被改过"), "cut": gettext("末尾被截断")}
    return words[kind]

"""``wenming account add``: open an account with a role – how an instance gets its first administrators."""

from __future__ import annotations

import json
from typing import Any

from wenming.cli.arguments import Parser
from wenming.kernel.errors import Invalid
from wenming.kernel.words import _


def parser() -> Parser:
    it = Parser(prog="wenming account add", description=_("开通账号并分派一个角色；初始密码只显示一次。"))
    it.add_argument("username", metavar="USER", help=_("用户名，登录用，全系统唯一"))
    it.add_argument("--unit", metavar="CODE", required=True, help=_("单位代码"))
    it.add_argument("--name", required=True, help=_("姓名；名册里没有的随即登记"))
    it.add_argument(
        "--role",
        required=True,
        metavar="ROLE",
        help=_(
            "角色：clerk 创建办干事、leader 单位领导、staff 职工、officer 主管干事、reviewer 评审员、"
            "system_admin 系统管理员、security_admin 安全管理员、audit_admin 审计管理员"
        ),
    )
    it.add_argument("--json", action="store_true", help=_("输出 JSON"))
    return it


def run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    from wenming.cli.instance import prepare

    prepare()
    from django.db import transaction
    from django.utils import timezone

    from wenming.organisations import actions, selectors
    from wenming.organisations.access import Actor
    from wenming.organisations.rules import one_time_password
    from wenming.organisations.states import Role

    wanted = [role for role in Role if role not in {Role.LIAISON, Role.HEAD}]
    if options.role not in wanted:
        raise Invalid(
            _("没有“%(role)s”这个角色，可用：%(roles)s。联络员和部门负责人要选部门，请在网页上分派。")
            % {"role": options.role, "roles": _("、").join(wanted)}
        )
    actor, at, password = Actor.system(_("命令行")), timezone.now(), one_time_password()
    unit = selectors.unit_by_code(options.unit)
    with transaction.atomic():
        person = _person(actor, unit, options.name.strip(), at)
        actions.open_account_with_role(
            actor=actor, person=person, username=options.username, password=password, role=options.role, at=at
        )
    label = str(Role(options.role).label)
    if options.json:
        said = {"username": options.username, "password": password, "name": person.name, "role": options.role}
        print(json.dumps(said, ensure_ascii=False))
    else:
        print(
            _("已为%(unit)s的%(name)s开通账号 %(username)s（%(role)s），初始密码 %(password)s，只显示这一次。请本人登录后修改。")
            % {
                "unit": unit.name, "name": person.name, "username": options.username, "role": label,
                "password": password,
            }
        )  # fmt: skip
    return 0


def _person(actor: Any, unit: Any, name: str, at: Any) -> Any:
    """The one person of that name without an account, else somebody new on the list."""
    from wenming.organisations import actions
    from wenming.organisations.selectors.accounts import people_without_account

    known = list(people_without_account(actor, unit).filter(name=name)[:2])
    if len(known) > 1:
        raise Invalid(_("名册里有几位%(name)s还没有账号，分不清是谁。请在网页“账号与角色”里选定。") % {"name": name})
    return known[0] if known else actions.add_person(actor=actor, organisation=unit, name=name, at=at)

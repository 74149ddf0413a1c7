"""``wenming unit add``: create a unit, under another where one is named."""

from __future__ import annotations

import json
from typing import Any

from wenming.cli.arguments import Parser
from wenming.kernel.errors import Invalid
from wenming.kernel.words import _


def parser() -> Parser:
    it = Parser(prog="wenming unit add", description=_("建立单位。"))
    it.add_argument("code", metavar="CODE", help=_("单位代码，全系统唯一：汉字、字母、数字和 - _ .，最多 64 个字符"))
    it.add_argument("--name", required=True, help=_("单位名称"))
    it.add_argument(
        "--kind",
        default="机关",  # data
        help=_("单位类型：机关、事业单位、企业、学校、社区、楼院、村镇、行业窗口、主管部门"),
    )
    it.add_argument("--under", metavar="CODE", help=_("属地上级的单位代码"))
    it.add_argument("--line-under", metavar="CODE", help=_("条线上级的单位代码"))
    it.add_argument("--clerk", metavar="NAME", help=_("同时开通创建办干事的账号：姓名"))
    it.add_argument("--username", metavar="USER", help=_("该账号的用户名；初始密码随后显示一次"))
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

    if bool(options.clerk) != bool(options.username):
        raise Invalid(_("开通账号要同时写 --clerk 姓名 和 --username 用户名。"))
    with transaction.atomic():
        unit = actions.add_unit(
            actor=Actor.system(_("命令行")),
            code=options.code.strip(),
            name=options.name.strip(),
            kind=options.kind,
            at=timezone.now(),
            territory_parent=selectors.unit_by_code(options.under) if options.under else None,
            line_parent=selectors.unit_by_code(options.line_under) if options.line_under else None,
        )
        password = _open_clerk(unit, options.clerk, options.username) if options.clerk else None
    if options.json:
        document = {"code": unit.code, "name": unit.name, "kind": unit.kind}
        if password:
            document |= {"username": options.username, "password": password}
        print(json.dumps(document, ensure_ascii=False))
    else:
        print(
            _("已建立单位 %(code)s %(name)s（%(kind)s）。") % {"code": unit.code, "name": unit.name, "kind": unit.kind}
        )
        if password:
            print(
                _("已开通%(name)s的账号 %(username)s，初始密码 %(password)s，只显示这一次。请本人登录后修改。")
                % {"name": options.clerk, "username": options.username, "password": password}
            )
    return 0


def _open_clerk(unit: Any, name: str, username: str) -> str:
    """The first account of a unit: its 创建办 clerk, who opens all others. Returns the first password, kept nowhere."""
    from django.utils import timezone

    from wenming.organisations import actions
    from wenming.organisations.access import Actor
    from wenming.organisations.rules import one_time_password
    from wenming.organisations.states import Role

    actor, at, password = Actor.system(_("命令行")), timezone.now(), one_time_password()
    person = actions.add_person(actor=actor, organisation=unit, name=name, at=at)
    actions.open_account_with_role(
        actor=actor, person=person, username=username, password=password, role=Role.CLERK, at=at
    )
    return password

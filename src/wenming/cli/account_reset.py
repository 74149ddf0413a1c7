"""``wenming account reset``: a new first password and an end to any lock-out, for whoever holds the machine."""

from __future__ import annotations

import json

from wenming.cli.arguments import Parser
from wenming.kernel.errors import Missing
from wenming.kernel.words import _


def parser() -> Parser:
    it = Parser(
        prog="wenming account reset", description=_("重置一个账号的密码并解除暂停登录；新的初始密码只显示一次。")
    )
    it.add_argument("username", metavar="USER", help=_("用户名"))
    it.add_argument("--json", action="store_true", help=_("输出 JSON"))
    return it


def run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    from wenming.cli.instance import prepare

    prepare()
    from django.utils import timezone

    from wenming.organisations import actions
    from wenming.organisations.access import Actor
    from wenming.organisations.selectors.accounts import user_named

    user = user_named(options.username)
    if user is None:
        raise Missing(_("没有用户名为“%(username)s”的账号，请核对用户名。") % {"username": options.username})
    password = actions.reset_password(actor=Actor.system(_("命令行")), user=user, at=timezone.now())
    if options.json:
        print(json.dumps({"username": user.username, "password": password}, ensure_ascii=False))
        return 0
    print(
        _("已重置%(name)s的密码，初始密码 %(password)s，只显示这一次。请本人登录后修改。")
        % {"name": user.name, "password": password}
    )
    if not user.is_active:
        print(_("这个账号已停用，要登录还须由安全管理员启用。"))
    return 0

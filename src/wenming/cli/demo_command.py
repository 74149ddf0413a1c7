"""``wenming demo``: load the demonstration unit (and further units under an authority) and print the accounts."""

from __future__ import annotations

import json
import sys

from wenming.cli.arguments import Parser
from wenming.kernel.errors import Invalid
from wenming.kernel.words import _


def parser() -> Parser:
    it = Parser(prog="wenming demo", description=_("载入演示单位，列出演示账号。"))
    it.add_argument("--units", type=int, default=0, metavar="N", help=_("另在主管之下建 N 个单位"))
    it.add_argument("--json", action="store_true", help=_("输出 JSON"))
    return it


def run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    from wenming.cli.instance import prepare, prepare_home

    home = prepare_home()
    prepare()
    from django.utils import timezone

    kept = home / "demo.json"
    if kept.is_file():
        accounts = json.loads(kept.read_text(encoding="utf-8"))["accounts"]
        print(_("演示单位已经在这里，没有重复载入。"), file=sys.stderr)
    else:
        from wenming.cli.demo.loader import load
        from wenming.organisations.models import Organisation

        if Organisation.objects.exists():
            raise Invalid(
                _("数据目录 %(home)s 里已有单位，没有载入演示数据。请把环境变量 WENMING_HOME 指向一个空目录再载入。")
                % {"home": home}
            )
        accounts = load(timezone.localdate(), home, more_units=max(0, options.units), progress=_said)
    from wenming.organisations.selectors import unit_codes_of

    codes = unit_codes_of(one["username"] for one in accounts)
    accounts = [{**one, "unit": codes.get(one["username"], "")} for one in accounts]
    if options.json:
        print(json.dumps({"accounts": accounts}, ensure_ascii=False, indent=1))
        return 0
    print(_("演示账号（只在演示中使用）："))
    for one in accounts:
        print(f"  {one['username']:<14}{one['password']}  {one['name']}（{one['role']}）  {one['unit']}")
    units = _("、").join(dict.fromkeys(one["unit"] for one in accounts if one["unit"]))
    print(_("单位代码（命令里的 --unit）：%(units)s。全部单位用 wenming unit list 查看。") % {"units": units})
    return 0


def _said(words: str) -> None:
    print(words, file=sys.stderr)

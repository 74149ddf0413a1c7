"""``wenming unit add``: create a unit, under another where one is named."""

from __future__ import annotations

import json

from wenming.cli.arguments import Parser
from wenming.kernel.words import _


def parser() -> Parser:
    it = Parser(prog="wenming unit add", description=_("建立单位。"))
    it.add_argument("code", metavar="CODE", help=_("单位代码，全系统唯一"))
    it.add_argument("--name", required=True, help=_("单位名称"))
    it.add_argument(
        "--kind",
        default="机关",
        help=_("单位类型：机关、事业单位、企业、学校、社区、楼院、村镇、行业窗口、主管部门"),  # data
    )
    it.add_argument("--under", metavar="CODE", help=_("属地上级的单位代码"))
    it.add_argument("--line-under", metavar="CODE", help=_("条线上级的单位代码"))
    it.add_argument("--json", action="store_true", help=_("输出 JSON"))
    return it


def run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    from wenming.cli.instance import prepare

    prepare()
    from django.utils import timezone

    from wenming.organisations import actions, selectors
    from wenming.organisations.access import Actor

    unit = actions.add_unit(
        actor=Actor.system(_("命令行")),
        code=options.code.strip(),
        name=options.name.strip(),
        kind=options.kind,
        at=timezone.now(),
        territory_parent=selectors.unit_by_code(options.under) if options.under else None,
        line_parent=selectors.unit_by_code(options.line_under) if options.line_under else None,
    )
    if options.json:
        print(json.dumps({"code": unit.code, "name": unit.name, "kind": unit.kind}, ensure_ascii=False))
    else:
        print(
            _("已建立单位 %(code)s %(name)s（%(kind)s）。") % {"code": unit.code, "name": unit.name, "kind": unit.kind}
        )
    return 0

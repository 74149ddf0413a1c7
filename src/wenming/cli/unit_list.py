"""``wenming unit list``: the units there are with their codes, as every ``--unit CODE`` wants them."""

from __future__ import annotations

import json

from wenming.cli.arguments import Parser
from wenming.cli.terminal import clean, left, show, width
from wenming.kernel.words import _


def parser() -> Parser:
    it = Parser(prog="wenming unit list", description=_("列出全部单位：代码、名称、类型、属地上级。"))
    it.add_argument("--json", action="store_true", help=_("输出 JSON"))
    return it


def run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    from wenming.cli.instance import prepare

    prepare()
    from wenming.organisations import selectors

    units = selectors.all_units()
    if options.json:
        told = [
            {
                "code": one.code,
                "name": one.name,
                "kind": one.kind,
                "under": one.territory_parent.code if one.territory_parent else None,
                "line_under": one.line_parent.code if one.line_parent else None,
            }
            for one in units
        ]
        show(json.dumps({"units": told}, ensure_ascii=False, indent=1))
        return 0
    if not units:
        show(_("还没有单位。用 wenming unit add 代码 --name 名称 建立。"))
        return 0
    rows = [
        (
            one.code,
            clean(one.name),
            one.get_kind_display(),
            one.territory_parent.code if one.territory_parent else "—",
        )
        for one in units
    ]
    rows.insert(0, (_("单位代码"), _("名称"), _("类型"), _("属地上级")))
    columns = [max(width(row[at]) for row in rows) for at in range(3)]
    show("\n".join("  ".join([*map(left, row, columns), row[3]]).rstrip() for row in rows))
    return 0

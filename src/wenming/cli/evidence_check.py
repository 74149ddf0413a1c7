"""``wenming evidence check``: completeness and genuineness of a unit's evidence."""

from __future__ import annotations

import json
from datetime import date

from wenming.cli.arguments import Parser
from wenming.kernel.errors import Invalid
from wenming.kernel.words import _


def parser() -> Parser:
    it = Parser(prog="wenming evidence check", description=_("核对材料是否齐全、真实。"))
    it.add_argument("--unit", required=True, metavar="CODE", help=_("单位代码"))
    it.add_argument("--year", type=int, metavar="Y", help=_("测评年度；不写时用测评体系的年度，没有则用今年"))
    it.add_argument("--criteria", metavar="CODE", help=_("测评体系代码；不写时用本单位该年度唯一的一套"))
    it.add_argument("--as-of", metavar="DAY", help=_("核对基准日，如 2026-10-31；缺省今天"))
    it.add_argument("--json", action="store_true", help=_("输出 wenming-findings/1"))
    return it


def run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    try:
        day = date.fromisoformat(options.as_of) if options.as_of else None
    except ValueError:
        raise Invalid(_("--as-of 应写成 2026-10-31 的样子，现为“%(day)s”。") % {"day": options.as_of}) from None
    from wenming.cli.instance import prepare

    prepare()
    from django.utils import timezone

    from wenming.criteria import selectors as criteria
    from wenming.evidence.rules.findings import findings_document
    from wenming.evidence.selectors.checking import check_unit
    from wenming.organisations.selectors import unit_by_code

    unit = unit_by_code(options.unit)
    chosen = criteria.set_for_year(options.criteria, unit, options.year)
    year = options.year or (chosen.year if chosen and chosen.year else timezone.localdate().year)
    found = check_unit(unit, chosen, year=year, as_of=day or timezone.localdate())
    if options.json:
        print(json.dumps(findings_document(unit.code, year, found.findings), ensure_ascii=False, indent=1))
    else:
        words = {"error": _("须改"), "warning": _("请核"), "info": _("提示")}
        for one in found.findings:
            where = f"{one.line} " if one.line and not one.message.startswith(one.line) else ""
            print(f"[{words[one.severity]}] {where}{one.message}{one.what_to_do}")
        print(_("共 %(n)s 处发现。") % {"n": len(found.findings)} if found.findings else _("没有发现问题。"))
    return 1 if found.findings else 0

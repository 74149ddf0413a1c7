"""``wenming archive bind``: booklets (PDF/A), the nine-column index (xlsx), the manifest."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from wenming.cli.arguments import Parser
from wenming.kernel.words import _, labelled


def parser() -> Parser:
    it = Parser(prog="wenming archive bind", description=_("把一个年度的材料装订成册。"))
    it.add_argument("--unit", required=True, metavar="CODE", help=_("单位代码"))
    it.add_argument("--year", required=True, type=int, metavar="Y", help=_("年度"))
    it.add_argument("--out", required=True, type=Path, metavar="DIR", help=_("存放的文件夹"))
    it.add_argument("--criteria", metavar="CODE", help=_("测评体系代码；不写时用本单位该年度唯一的一套"))
    it.add_argument(
        "--by", choices=("item", "year", "both"), default="both", help=_("按测评项目、按年度，或两者都要（缺省）")
    )
    it.add_argument("--json", action="store_true", help=_("输出 JSON"))
    return it


def run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    from wenming.cli.instance import prepare

    prepare()
    from django.utils import timezone

    from wenming.criteria import selectors as criteria
    from wenming.evidence.actions.binding import bind_year
    from wenming.organisations.access import Actor
    from wenming.organisations.selectors import unit_by_code

    unit = unit_by_code(options.unit)
    chosen = criteria.set_for_year(options.criteria, unit, options.year)
    bound = bind_year(
        actor=Actor.system(_("命令行")), organisation=unit, criteria_set=chosen, year=options.year, out=options.out,
        at=timezone.now(), by=options.by, on_progress=_progress(),
    )  # fmt: skip
    if options.json:
        print(json.dumps(_document(bound), ensure_ascii=False, indent=1))
    else:
        for volume in bound.volumes:
            print(_("%(name)s　%(pages)s 页") % {"name": volume.result.path.name, "pages": volume.result.pages})
        print(
            _("装订 %(n)s 册，存在 %(out)s；没有装入的文件 %(left)s 个。")
            % {"n": len(bound.volumes), "out": options.out, "left": len(bound.left_out)}
        )
        for one in bound.left_out:
            print(f"  {labelled(one.what, one.reason)}")
    return 1 if bound.left_out else 0


def _document(bound: Any) -> dict[str, Any]:
    return {
        "files": [str(path) for path in bound.files],
        "volumes": [
            {"file": volume.result.path.name, "pages": volume.result.pages, "line": volume.code or None}
            for volume in bound.volumes
        ],
        "left_out": [
            {"item": str(one.item), "title": one.title, "file": one.name, "reason": one.reason}
            for one in bound.left_out
        ],
        "notes": list(bound.notes),
    }


def _progress() -> Any:
    terminal = sys.stderr.isatty()

    def said(done: int, total: int, what: str) -> None:
        if terminal:
            width = 30
            filled = width * done // max(total, 1)
            print(f"\r[{'#' * filled}{'.' * (width - filled)}] {done}/{total}", end="", file=sys.stderr)
        elif done % 200 == 0 or done == total:
            print(f"{done}/{total} {what}", file=sys.stderr)

    return said

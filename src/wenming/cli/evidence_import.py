"""``wenming evidence import DIR``: bulk import of files with their mapping."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from wenming.cli.arguments import Parser
from wenming.kernel.errors import Invalid
from wenming.kernel.words import _


def parser() -> Parser:
    it = Parser(prog="wenming evidence import", description=_("批量导入佐证材料。"))
    it.add_argument("folder", metavar="DIR", type=Path, help=_("材料所在的文件夹"))
    it.add_argument("--unit", required=True, metavar="CODE", help=_("单位代码"))
    it.add_argument("--year", required=True, type=int, metavar="Y", help=_("测评年度"))
    it.add_argument("--criteria", metavar="CODE", help=_("测评体系代码；不写时用本单位该年度唯一的一套"))
    it.add_argument("--manifest", type=Path, metavar="F.xlsx", help=_("清单（xlsx 或 csv）"))
    it.add_argument("--json", action="store_true", help=_("输出 JSON"))
    return it


def run(argv: list[str]) -> int:
    options = parser().parse_args(argv)
    if not options.folder.is_dir():
        raise Invalid(_("没有文件夹“%(folder)s”。请核对路径。") % {"folder": options.folder})
    if not 1990 <= options.year <= 2100:
        raise Invalid(_("年度应在 1990 到 2100 之间，现为 %(year)s。") % {"year": options.year})
    from wenming.cli.instance import prepare

    prepare()
    from django.utils import timezone

    from wenming.criteria import selectors as criteria
    from wenming.evidence.actions.importing import import_items
    from wenming.organisations.access import Actor
    from wenming.organisations.selectors import unit_by_code

    unit = unit_by_code(options.unit)
    chosen = criteria.set_for_year(options.criteria, unit, options.year)
    lines = {line.code: line for line in criteria.lines_of(chosen)} if chosen else {}
    items, problems = _items(options, lines if chosen else None)
    done = import_items(
        actor=Actor.system(_("命令行")),
        organisation=unit,
        year=options.year,
        items=items,
        lines=lines,
        at=timezone.now(),
        on_progress=_progress(),
    )
    problems += [(name, reason) for name, reason in done.left_out]
    _report(options.json, unit.code, options.year, chosen, done, problems)
    return 1 if problems else 0


def _items(options: Any, lines: dict[str, Any] | None) -> tuple[list[Any], list[tuple[str, str]]]:
    """What to import, and (file, reason) for what cannot be."""
    from wenming.evidence.actions.importing import Item
    from wenming.evidence.formats.folder import scan_folder
    from wenming.evidence.formats.manifest import read_manifest

    if options.manifest is None:
        scan = scan_folder(options.folder, year=options.year)
        items = [
            Item(one.path, Path(one.file).name, one.kind, one.title, one.happened_on, filed=False)
            for one in scan.proposals
        ]
        return items, [(one.file, one.reason) for one in scan.left_out]
    if not options.manifest.is_file():
        raise Invalid(_("没有清单文件“%(path)s”。请核对路径。") % {"path": options.manifest})
    manifest = read_manifest(options.manifest, options.folder, known_lines=lines)
    if lines is None and any(row.lines for row in manifest.rows):
        print(
            _("单位“%(unit)s”还没有使用中的测评体系，清单里的指标编号先随材料保存，体系启用后再对应。")
            % {"unit": options.unit},
            file=sys.stderr,
        )
    items = [
        Item(
            row.path, Path(row.file).name, row.kind, row.title, row.happened_on, row.place, row.organiser, row.people,
            row.theme, row.document_number, row.lines,
        )
        for row in manifest.rows
    ]  # fmt: skip
    return items, [(problem.file or problem.sheet, str(problem)) for problem in manifest.problems]


def _progress() -> Any:
    """A line that is written over on a terminal, a plain line now and then otherwise."""
    terminal = sys.stderr.isatty()

    def said(done: int, total: int) -> None:
        if terminal:
            print(_("已导入 %(done)s / %(total)s") % {"done": done, "total": total}, end="\r", file=sys.stderr)
        elif done % 200 == 0 or done == total:
            print(_("已导入 %(done)s / %(total)s") % {"done": done, "total": total}, file=sys.stderr)

    return said


def _report(as_json: bool, unit: str, year: int, chosen: Any, done: Any, problems: list[tuple[str, str]]) -> None:
    if as_json:
        document = {
            "format": "wenming-import/1",
            "unit": unit,
            "year": year,
            "criteria": chosen.code if chosen else None,
            "files": done.files,
            "records": [record.pk for record in done.records],
            "already_there": done.already_there,
            "left_out": [{"file": name, "reason": reason} for name, reason in problems],
        }
        print(json.dumps(document, ensure_ascii=False, indent=1))
        return
    print(
        _("导入 %(files)s 个文件，登记 %(records)s 件材料，已有 %(known)s 件，未导入 %(bad)s 项。")
        % {"files": done.files, "records": len(done.records), "known": done.already_there, "bad": len(problems)}
    )
    for name, reason in problems:
        print(f"  {name}：{reason}")

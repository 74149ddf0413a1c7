"""``wenming evidence import DIR``: bulk import of files with their mapping."""

from __future__ import annotations

import json
import logging
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wenming.cli.arguments import Parser
from wenming.kernel.errors import Invalid
from wenming.kernel.words import _, labelled


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
    logging.getLogger("wenming").setLevel(logging.WARNING)  # people read this; what matters stands in the report
    from django.utils import timezone

    from wenming.criteria import selectors as criteria
    from wenming.evidence.actions.importing import import_items
    from wenming.evidence.formats.folder import Files
    from wenming.evidence.selectors.keeping import contents_known
    from wenming.organisations.access import Actor
    from wenming.organisations.selectors import departments_of, unit_by_code

    actor = Actor.system(_("命令行"))
    unit = unit_by_code(options.unit)
    chosen = criteria.set_for_year(options.criteria, unit, options.year)
    lines = {line.code: line for line in criteria.lines_of(chosen)} if chosen else {}
    names = [one.name for one in departments_of(actor, unit)]
    found = _items(options, lines if chosen else None, names)
    done = import_items(
        actor=actor,
        organisation=unit,
        year=options.year,
        items=found.items,
        lines=lines,
        at=timezone.now(),
        on_progress=_progress(),
    )
    found.problems += done.left_out
    here = Files(options.folder)
    found.known = contents_known(unit, {name: path for name in found.unlisted if (path := here.find(name))})
    found.unlisted = [name for name in found.unlisted if name not in found.known]
    _report(options.json, unit.code, options.year, chosen, done, found)
    return 1 if found.problems else 0


@dataclass
class Found:
    """What to import, and (file, reason) for what cannot be.

    unlisted  files of the folder that the manifest leaves out.     known  those of them whose content the ledger has.
    columns   headings of the manifest that nothing is read from.
    """

    items: list[Any]
    problems: list[tuple[str, str]]
    unlisted: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)


def _items(options: Any, lines: dict[str, Any] | None, departments: list[str]) -> Found:
    """Read the folder, with the manifest if there is one."""
    from django.utils import timezone

    from wenming.evidence.actions.importing import Item
    from wenming.evidence.formats.folder import scan_folder
    from wenming.evidence.formats.manifest import read_manifest

    if options.manifest is None:
        scan = scan_folder(options.folder, year=options.year, received_on=timezone.localdate())
        items = [
            Item(one.path, Path(one.file).name, one.kind, one.title, one.happened_on, filed=False, where=one.file)
            for one in scan.proposals
        ]
        return Found(items, [(one.file, one.reason) for one in scan.left_out])
    if not options.manifest.is_file():
        raise Invalid(_("没有清单文件“%(path)s”。请核对路径。") % {"path": options.manifest})
    manifest = read_manifest(
        options.manifest, options.folder, known_lines=lines, received_on=timezone.localdate(), departments=departments
    )
    if lines is None and any(row.lines for row in manifest.rows):
        print(
            _("单位“%(unit)s”还没有使用中的测评体系，清单里的指标编号先随材料保存，体系启用后再对应。")
            % {"unit": options.unit},
            file=sys.stderr,
        )
    items = [
        Item(
            row.path, Path(row.file).name or row.address, row.kind, row.title, row.happened_on, row.place, row.organiser, row.people,
            row.theme, row.document_number, row.lines, where=row.file or row.address,
            address=row.address, department=row.department,
        )
        for row in manifest.rows
    ]  # fmt: skip
    problems = [(problem.file or problem.sheet, str(problem)) for problem in manifest.problems]
    return Found(items, problems, list(manifest.unlisted), list(manifest.unread_columns))


def _progress() -> Any:
    """A line that is written over on a terminal, a plain line now and then otherwise."""
    terminal = sys.stderr.isatty()

    def said(done: int, total: int) -> None:
        if terminal:
            print(
                _("已导入 %(done)s / %(total)s") % {"done": done, "total": total},
                end="\n" if done == total else "\r",
                file=sys.stderr,
            )
        elif done % 200 == 0 or done == total:
            print(_("已导入 %(done)s / %(total)s") % {"done": done, "total": total}, file=sys.stderr)

    return said


def _report(as_json: bool, unit: str, year: int, chosen: Any, done: Any, found: Found) -> None:
    if as_json:
        document = {
            "format": "wenming-import/1",
            "unit": unit,
            "year": year,
            "criteria": chosen.code if chosen else None,
            "files": done.files,
            "records": [record.pk for record in done.records],
            "already_there": done.already_there,
            "left_out": [{"file": name, "reason": reason} for name, reason in found.problems],
            "not_listed": found.unlisted,
            "in_ledger": [*done.repeated, *found.known],
            "unread_columns": found.columns,
        }
        print(json.dumps(document, ensure_ascii=False, indent=1))
        return
    print(
        _("导入 %(files)s 个文件，登记 %(records)s 件材料，已有 %(known)s 件，未导入 %(bad)s 项。")
        % {"files": done.files, "records": len(done.records), "known": done.already_there, "bad": len(found.problems)}
    )
    held = [*done.repeated, *found.known]
    if held:
        print(_("另有 %(n)s 个文件的内容已在台账，不重复登记：") % {"n": len(held)})
        for name in held:
            print(f"  {_line(name)}")
    if found.columns:
        named = _("、").join(_("“%(word)s”") % {"word": _line(one)} for one in found.columns)
        print(_("清单里的这些列没有读取：%(columns)s。可用的列见说明。") % {"columns": named})
    for name, reason in found.problems:
        print(f"  {labelled(_line(name), _line(reason))}")
    if found.unlisted:
        print(
            _("文件夹里另有 %(n)s 个文件清单没有写，没有导入；需要的请补进清单后再导入一次，已导入的不会重复：")
            % {"n": len(found.unlisted)}
        )
        for name in found.unlisted:
            print(f"  {_line(name)}")


def _line(text: str) -> str:
    """A text on one line, whatever a file was called."""
    return "".join(sign if sign.isprintable() else "_" for sign in text)

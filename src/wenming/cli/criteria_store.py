"""``wenming criteria import`` and ``wenming criteria export``: criteria sets into the instance and out of it."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from wenming.cli.arguments import Parser
from wenming.kernel.errors import Invalid, Missing
from wenming.kernel.words import _

if TYPE_CHECKING:
    from wenming.criteria.formats.intake import TakenIn
    from wenming.criteria.models import CriteriaSet
    from wenming.organisations.models import Organisation

FORMS = ("json", "yaml", "xlsx", "docx")
TEXT_FORMS = ("json", "yaml")
MOST_BYTES = 32 * 1024 * 1024


def run(verb: str, argv: list[str]) -> int:
    return {"import": _import, "export": _export}[verb](argv)


def import_parser() -> Parser:
    it = Parser(
        prog="wenming criteria import",
        description=_(
            "保存测评体系：测评表（xlsx、docx、html、csv、md、带文字的 pdf）或本程序的 json、yaml、xlsx、docx。"
        ),
    )
    it.add_argument("file", metavar="FILE", help=_("测评表或交换文件"))
    it.add_argument("--unit", metavar="CODE", help=_("归哪个单位；不写归整个系统，各单位都能用"))
    it.add_argument("--draft", action="store_true", help=_("只存成草稿，由人在网页上核对后启用"))
    it.add_argument("--json", action="store_true", help=_("只输出一份 JSON"))
    return it


def export_parser() -> Parser:
    it = Parser(prog="wenming criteria export", description=_("导出测评体系。"))
    it.add_argument("code", metavar="CODE", help=_("测评体系代码"))
    it.add_argument("--to", required=True, choices=FORMS, help=_("导出成哪种文件"))
    it.add_argument("--out", metavar="FILE", help=_("写到哪个文件；不写则输出到标准输出"))
    it.add_argument("--version", type=int, metavar="N", help=_("第几版；不写为使用中的最新一版"))
    it.add_argument("--unit", metavar="CODE", help=_("哪个单位的；同一代码多个单位都有时须写"))
    return it


def _import(argv: list[str]) -> int:
    options = import_parser().parse_args(argv)
    path = Path(options.file)
    content = _content(path)
    from wenming.cli.instance import prepare

    prepare()
    from wenming.criteria.formats.intake import take_in
    from wenming.organisations.selectors import unit_by_code

    unit = unit_by_code(options.unit) if options.unit else None
    taken = take_in(content, path.name)
    one, already = _store(taken, content, path.name, unit, draft=options.draft)
    _say_warnings(taken, one)
    if options.json:
        print(json.dumps(_told(one, unit, taken, already=already), ensure_ascii=False, indent=1))
    else:
        print(_sentence(one, already=already))
    return 0


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise Invalid(_("%(file)s 是文件夹，请指定一个文件。") % {"file": path})
        if path.stat().st_size > MOST_BYTES:
            raise Invalid(_("%(file)s 超过 32 MB，请另存为不带图片的表格再试。") % {"file": path.name})
        return path.read_bytes()
    except FileNotFoundError:
        raise Missing(_("找不到文件 %(file)s，请检查路径。") % {"file": path}) from None
    except (OSError, ValueError):
        raise Invalid(_("打不开文件 %(file)s，请检查路径和权限。") % {"file": path}) from None


def _store(
    taken: TakenIn, content: bytes, name: str, unit: Organisation | None, *, draft: bool
) -> tuple[CriteriaSet, bool]:
    """Save what was read, whole or not at all. (the set, whether the same content was there already)."""
    from django.db import transaction
    from django.utils import timezone

    from wenming.criteria.actions import drafting, using
    from wenming.criteria.selectors import digest_of, same_content
    from wenming.criteria.states import Origin
    from wenming.organisations.access import Actor

    document = dict(taken.document)
    document["code"] = document.get("code") or f"set-{digest_of(document)[:6]}"
    found = same_content(unit, document, drafts=draft)
    if found is not None:
        return found, True
    actor, at = Actor.system(_("命令行")), timezone.now()
    with transaction.atomic():
        one = drafting.draft_set(
            actor=actor,
            organisation=unit,
            document=document,
            origin=Origin.EXCHANGE if taken.exchanged else Origin.TABLE,
            at=at,
            source_name=name,
            source_file=content,
            grids=taken.grids,
            sources=taken.sources,
            warnings=taken.warnings,
        )
        if not draft:
            using.put_into_use(actor=actor, criteria_set=one, revision=one.revision, at=at)
    return one, False


def _warnings(taken: TakenIn, one: CriteriaSet) -> list[dict[str, Any]]:
    """What the reading says, then what the figures say."""
    from wenming.criteria.selectors import compiled

    fresh = [{"line": warned.line, "message": warned.message} for warned in compiled(one).warnings]
    return [*taken.warnings, *fresh]


def _say_warnings(taken: TakenIn, one: CriteriaSet) -> None:
    for warning in _warnings(taken, one):
        place = f"{warning['line']}：" if warning["line"] else ""
        print(_("提醒 · %(place)s%(message)s") % {"place": place, "message": warning["message"]}, file=sys.stderr)


def _sentence(one: CriteriaSet, *, already: bool) -> str:
    facts = {
        "name": one.name,
        "code": one.code,
        "version": one.version,
        "lines": one.line_count,
        "leaves": one.leaf_count,
    }
    if already:
        return _("“%(name)s”（代码 %(code)s，第%(version)s版）内容相同，已在库中，没有重复保存。") % facts
    if one.state == "draft":
        return _("已存草稿“%(name)s”（代码 %(code)s，第%(version)s版）：%(lines)s 行，计分条目 %(leaves)s 条。") % facts
    return _("已启用“%(name)s”（代码 %(code)s，第%(version)s版）：%(lines)s 行，计分条目 %(leaves)s 条。") % facts


def _told(one: CriteriaSet, unit: Organisation | None, taken: TakenIn, *, already: bool) -> dict[str, Any]:
    return {
        "code": one.code,
        "version": one.version,
        "name": one.name,
        "state": str(one.state),
        "unit": unit.code if unit else None,
        "lines": one.line_count,
        "leaves": one.leaf_count,
        "digest": one.digest or None,
        "already": already,
        "warnings": _warnings(taken, one),
    }


def _export(argv: list[str]) -> int:
    options = export_parser().parse_args(argv)
    if options.to not in TEXT_FORMS and not options.out and sys.stdout.isatty():
        raise Invalid(_("%(form)s 不能显示在终端上，请加 --out 文件名。") % {"form": options.to})
    from wenming.cli.instance import prepare

    prepare()
    from wenming.criteria.formats.exchange import export
    from wenming.criteria.selectors import compiled, set_by_code
    from wenming.organisations.selectors import unit_by_code

    unit = unit_by_code(options.unit) if options.unit else None
    one = set_by_code(options.code, unit, options.version)
    content = export(compiled(one).document, options.to)
    if options.out:
        _write(Path(options.out), content)
        print(
            _("已导出“%(name)s”第%(version)s版到 %(file)s。")
            % {"name": one.name, "version": one.version, "file": options.out},
            file=sys.stderr,
        )
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    return 0


def _write(path: Path, content: bytes) -> None:
    """To a temporary name beside it, then renamed: a file half-written is never seen."""
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}-")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise Invalid(
            _("写不了 %(file)s（%(why)s），请换一个位置或检查权限和空间。")
            % {"file": path, "why": error.strerror or error}
        ) from None

"""Slips: the pages that stand in a booklet for files it cannot show."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from wenming.documents.formats.typesetting import Job
from wenming.evidence.formats.booklet import words
from wenming.evidence.formats.booklet.spec import Entry, EntryFile, short
from wenming.evidence.rules.vocabulary import day_text
from wenming.kernel.words import _

MEGABYTE = 1_000_000


def slip_job(slips: Iterable[tuple[Entry, EntryFile | None, str]]) -> Job:
    """One page for each: its entry, its file (None if the entry has none at all) and the code why."""
    return Job("booklet_slip", {"pages": [_page(entry, file, code) for entry, file, code in slips]})


def _page(entry: Entry, file: EntryFile | None, code: str) -> dict[str, object]:
    facts = [(_("件号"), str(entry.item)), (_("题名"), short(entry.title, 120))]
    if entry.archival_code:
        facts.append((_("档号"), entry.archival_code))
    if code == "address":
        return _address_page(entry, facts)
    if file is not None:
        facts.append((_("文件名"), short(file.name, 120)))
        facts.append((_("文件大小"), _size(file)))
        if file.sha256:
            facts.append((_("SHA-256 校验值"), " ".join(file.sha256[i : i + 8] for i in range(0, len(file.sha256), 8))))
    return {
        "heading": _("原件另存说明") if file is not None else _("本件未附文件"),
        "sentence": words.left_out(code, file) if file is not None else _("本件在台账中登记，未附可以装订的文件。"),
        "facts": [{"label": label, "value": value} for label, value in facts],
        "foot": _("本页代替原件装订，页码计入本册。"),
    }


def _address_page(entry: Entry, facts: list[tuple[str, str]]) -> dict[str, object]:
    """The page of what was published on the web: its address, its title, its day."""
    facts.append((_("网址"), short(entry.address, 500)))
    day = day_text(entry.date) if isinstance(entry.date, date) else entry.date or ""
    said = ((_("日期"), day), (_("责任者"), short(entry.responsible, 80)))
    facts += [(label, value) for label, value in said if value]
    return {
        "heading": _("网上材料登记页"),
        "sentence": _("本件是网上发布的材料，网址和发布信息登记如下；截图、打印件等文件附在本页之后。")
        if entry.files
        else _("本件是网上发布的材料，网址和发布信息登记如下。"),
        "facts": [{"label": label, "value": value} for label, value in facts],
        "foot": _("本页页码计入本册。"),
    }


def _size(file: EntryFile) -> str:
    try:
        size = file.path.stat().st_size
    except OSError:
        return _("未知")
    if size >= MEGABYTE:
        return _("%(size).1f MB") % {"size": size / MEGABYTE}
    return _("%(size)d 字节") % {"size": size}

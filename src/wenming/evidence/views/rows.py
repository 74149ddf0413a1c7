"""How a record looks in a list: plain values, so that templates ask nothing."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from wenming.evidence.selectors.listing import Listed, ListedFile, as_listed
from wenming.evidence.states import EvidenceKind, FileState, LedgerClass
from wenming.kernel.errors import Refusal
from wenming.ui.templatetags import ui
from wenming.ui.words import column_date, column_time

LATE_DAYS = 31
SHEETS = {"xlsx", "xls", "et", "csv", "ods"}
COLUMNS = (
    ("title", 44), ("class", 10), ("kind", 12), ("date", 12), ("place", 18), ("organiser", 18), ("people", 24),
    ("theme", 24), ("document_number", 20), ("department", 16), ("lines", 24), ("files", 40), ("received", 18),
)  # fmt: skip


def address_of(name: str) -> Callable[[int], str]:
    """The addresses of one kind by key; resolved once, not for each row."""
    before, _zero, after = reverse(name, args=[0]).rpartition("0")
    return lambda pk: f"{before}{pk}{after}"


def thumbnail_of(record: Listed) -> tuple[str, bool]:
    """(address of the first picture there is, whether it is a page of paper)."""
    for file in record.files:
        if file.thumbnail:
            return address_of("evidence:file_thumbnail")(file.pk), not file.media_type.startswith("image/")
    extensions = {file.extension for file in record.files if file.extension}
    if not extensions:
        return "", False
    drawn = "doc-red" if record.kind == EvidenceKind.OFFICIAL_DOCUMENT else "doc-plain"
    return static(f"ui/img/{'doc-sheet' if extensions & SHEETS else drawn}.svg"), True


def files_in_words(files: Sequence[ListedFile]) -> str:
    """照片 5 · docx 562 字 · PDF 3 页."""
    photos, others = 0, []
    for file in files:
        if file.media_type.startswith("image/"):
            photos += 1
        elif file.extension == "pdf" and file.pages:
            others.append(_("PDF %(n)s 页") % {"n": file.pages})
        elif file.words:
            others.append(_("%(kind)s %(n)s 字") % {"kind": file.extension, "n": file.words})
        else:
            others.append(file.extension or file.name.rsplit(".", 1)[-1][:8])
    pictures = [_("照片 %(n)s") % {"n": photos}] if photos else []
    return " · ".join(pictures + others[:3] + ([f"+{len(others) - 3}"] if len(others) > 3 else []))


def state_of(record: Listed) -> tuple[str, str, str]:
    """(label, tone, icon): a file set aside comes before waiting, waiting before in order."""
    states = {file.state for file in record.files}
    if states & set(FileState.bad()):
        return _("文件有问题"), "due", "file-unknown"
    if FileState.RECEIVED in states:
        return _("核验中"), "doing", "progress"
    if record.filed_at is None:
        return _("待入账"), "calm", "circle-dashed"
    return _("已入账"), "done", "circle-check"


def rows_of(records: Iterable[Listed]) -> list[dict[str, Any]]:
    """Rows of a list, everything said beforehand. ``badge`` and ``picture`` are drawn: each kind once, not each row."""
    address, drawn = address_of("evidence:record_detail"), _Drawn()
    return [_row(record, address, drawn) for record in records]


def row_of(record: Any) -> dict[str, Any]:
    """The row of one record that has been read with everything a row shows."""
    return rows_of([as_listed(record)])[0]


def _row(record: Listed, address: Callable[[int], str], drawn: _Drawn) -> dict[str, Any]:
    label, tone, icon = state_of(record)
    image, is_paper = thumbnail_of(record)
    late = is_late(record)
    return {
        "pk": record.pk,
        "url": address(record.pk),
        "title": record.title,
        "pick": _("选择 %(title)s") % {"title": record.title},
        "class": drawn.classes[record.ledger_class],
        "kind": drawn.kinds[record.kind],
        "date": column_date(record.happened_on) if record.happened_on else "",
        "department": record.department,
        "department_id": record.department_id,
        "files": files_in_words(record.files),
        "lines": _("、").join(record.codes[:4]) + ("…" if len(record.codes) > 4 else ""),
        "image": image,
        "is_paper": is_paper,
        "icon": icon_of(record),
        "picture": drawn.picture(image, is_paper, icon_of(record)),
        "state_label": label,
        "state_tone": tone,
        "state_icon": icon,
        "badge": drawn.badge(label, tone, icon),
        "late": drawn.badge(_("补登"), "calm", "history") if late else "",
    }


class _Drawn:
    """The words, badges and icons of one list, each worked out once."""

    def __init__(self) -> None:
        self.classes = {value: str(label) for value, label in LedgerClass.choices}
        self.kinds = {value: str(label) for value, label in EvidenceKind.choices}
        self.badges: dict[tuple[str, str, str], SafeString] = {}
        self.icons: dict[str, SafeString] = {}

    def badge(self, label: str, tone: str, icon: str) -> SafeString:
        key = (label, tone, icon)
        if key not in self.badges:
            self.badges[key] = render_to_string("ui/_badge.html", {"label": label, "tone": tone, "icon": icon})
        return self.badges[key]

    def picture(self, image: str, is_paper: bool, icon: str) -> SafeString:
        if image:
            css = " thumb--doc" if is_paper else ""
            return format_html('<img class="thumb{}" src="{}" alt="" loading="lazy">', css, image)
        if icon not in self.icons:
            self.icons[icon] = format_html('<span class="thumb thumb--none">{}</span>', ui.icon(icon))
        return self.icons[icon]


CAPTIONED = {EvidenceKind.PHOTO, EvidenceKind.VIDEO}
ICONS = {
    EvidenceKind.STATISTICS: "file-spreadsheet", EvidenceKind.VIDEO: "video", EvidenceKind.PHOTO: "photo",
    EvidenceKind.LINK: "link", EvidenceKind.CERTIFICATE: "certificate", EvidenceKind.SIGN_IN: "writing",
    EvidenceKind.MINUTES: "notebook", EvidenceKind.MEDIA: "speakerphone",
}  # fmt: skip


def icon_of(record: Any) -> str:
    """What stands where there is no picture."""
    return ICONS.get(record.kind, "file-text")


def card_of(record: Any) -> dict[str, Any]:
    """A record as ``ui/_file_tile.html`` shows it: picture, title, what its kind must say, the missing ones named."""
    image, is_paper = thumbnail_of(as_listed(record, with_lines=False))
    day = column_date(record.happened_on) if record.happened_on else ""
    facts: list[dict[str, Any]] = [{"label": _("时间"), "value": day, "missing": not day, "num": True}]
    if record.kind == EvidenceKind.OFFICIAL_DOCUMENT:
        facts.append({"label": _("文号"), "value": record.document_number, "missing": not record.document_number})
    must = record.kind in CAPTIONED
    said = ((_("地点"), record.place), (_("组织"), record.organiser), (_("人物"), record.people))
    facts += [{"label": label, "value": value, "missing": not value} for label, value in said if value or must]
    if not must and record.department and not record.organiser:
        facts.append({"label": _("部门"), "value": record.department.name})
    return {
        "url": reverse("evidence:record_detail", args=[record.pk]),
        "title": record.title,
        "image": image,
        "is_document": is_paper,
        "icon": icon_of(record),
        "facts": facts,
    }


def cards_of(records: Any) -> list[dict[str, Any]]:
    return [card_of(record) for record in records]


def is_late(record: Any) -> bool:
    """Registered more than a month after it happened: allowed, and flagged (补登)."""
    return bool(record.happened_on and (timezone.localdate(record.received_at) - record.happened_on).days > LATE_DAYS)


def as_table(records: Any) -> bytes:
    """The list as an Excel sheet. Text never becomes a formula."""
    import xlsxwriter

    heads = {
        "title": _("题名"), "class": _("类别"), "kind": _("材料类型"), "date": _("发生日期"), "place": _("地点"),
        "organiser": _("主办单位"), "people": _("人员"), "theme": _("主题"), "document_number": _("文号"),
        "department": _("责任部门"), "lines": _("对应条目"), "files": _("文件"), "received": _("收到时间"),
    }  # fmt: skip
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold = book.add_format({"bold": True, "bottom": 1, "bg_color": "#f3f0e8"})
    sheet = book.add_worksheet(_("台账"))
    for column, (name, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, str(heads[name]), bold)
    sheet.freeze_panes(1, 0)
    number = 0
    for number, record in enumerate(records.iterator(chunk_size=1000), start=1):
        values = {
            "title": record.title, "class": record.get_ledger_class_display(), "kind": record.get_kind_display(),
            "date": column_date(record.happened_on) if record.happened_on else "", "place": record.place,
            "organiser": record.organiser, "people": record.people, "theme": record.theme,
            "document_number": record.document_number,
            "department": record.department.name if record.department else "",
            "lines": _("、").join(link.line.code for link in record.links.all()),
            "files": _("、").join(held.name for held in record.record_files.all()),
            "received": column_time(record.received_at),
        }  # fmt: skip
        for column, (name, _width) in enumerate(COLUMNS):
            sheet.write_string(number, column, str(values[name])[:32_000])
    sheet.autofilter(0, 0, max(number, 1), len(COLUMNS) - 1)
    book.close()
    return out.getvalue()


def no_use(record: Any) -> bool:
    """Whether a record read with its files holds nothing that can be shown: all of them set aside, no text, no address."""
    states = {held.file.state for held in record.record_files.all()}
    return bool(states) and states <= set(FileState.bad()) and not record.body.strip() and not record.address


def why_of(record: Any) -> str:
    """What is wrong with the files of a record, the first that is named."""
    bad = (held.file for held in record.record_files.all() if held.file.state in FileState.bad())
    return next((file.why for file in bad), "")


def refused_words(record: Any, refusal: Refusal) -> str:
    """Which of several records was left as it was, and why."""
    return _("《%(title)s》：%(why)s") % {"title": record.title, "why": refusal.message}

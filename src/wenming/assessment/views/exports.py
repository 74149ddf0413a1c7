"""The sheet on paper: Excel, Word, and the exchange documents."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wenming.assessment.policies import VIEW
from wenming.assessment.selectors import rounds as selectors
from wenming.assessment.selectors import scoring
from wenming.documents.formats.table_report import Column, Row, TableReport, Total
from wenming.kernel.web import Request
from wenming.organisations.access import requires

POINTS = 2  # decimal places
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "json": "application/json",
}


@requires(VIEW)
@require_safe
def round_export(request: Request, pk: int, to: str) -> HttpResponse:
    """The score sheet as xlsx, docx or pdf; answers and sheet together as json."""
    round_ = selectors.round_for(request.actor, pk)
    if to not in TYPES:
        raise Http404
    sheet = selectors.sheet_of(round_)
    content = _as_json(round_, sheet) if to == "json" else _as_paper(round_, sheet, to)
    response = HttpResponse(content, content_type=TYPES[to])
    name = _("自评得分表_%(name)s.%(to)s") % {"name": round_.name, "to": to}
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _as_json(round_: Any, sheet: selectors.Sheet) -> bytes:
    answers = round_.frozen["answers"] if round_.frozen else scoring.as_document(scoring.answers_of(round_))
    return json.dumps({"answers": answers, "score": sheet.document}, ensure_ascii=False, indent=1).encode()


def _as_paper(round_: Any, sheet: selectors.Sheet, to: str) -> bytes:
    report = score_report(round_, sheet)
    if to == "xlsx":
        from wenming.documents.formats.sheet import table_report_xlsx

        return table_report_xlsx(report)
    if to == "docx":
        from wenming.documents.formats.word import table_report_docx

        return table_report_docx(report)
    from wenming.documents.formats.report_pdf import table_report_pdf

    return table_report_pdf(report, fonts_dir=settings.HOME / "fonts").pdf


def score_report(round_: Any, sheet: selectors.Sheet) -> TableReport:
    """The sheet as one table: items as sections, leaves with score, points, reason and note."""
    rows: list[Row] = []
    for row in sheet.rows:
        title = f"{row.code} {row.title}"
        if not row.is_leaf:
            rows.append(Total((title, Decimal(row.possible), Decimal(row.score), row.why, row.note)))
            continue
        score = _("不适用") if row.na else _("未答") if row.unanswered else Decimal(row.score)
        rows.append((title, Decimal(row.possible), score, row.why, row.note))
    document = sheet.document
    rows.append(Total((_("总分"), Decimal(document["possible"]), Decimal(document["total"]), _verdict(document), "")))
    signed = (
        _("%(name)s签认，%(day)s") % {"name": round_.signed_by, "day": f"{round_.signed_at:%Y-%m-%d}"}
        if round_.signed_at
        else _("未签认")
    )
    return TableReport(
        title=_("%(unit)s自评得分表") % {"unit": round_.organisation.name},
        subtitle=f"{round_.criteria_set.name}　{round_.name}",
        left=_("基准日 %(day)s") % {"day": f"{round_.as_of:%Y-%m-%d}"},
        right=signed,
        columns=(
            Column(_("条目"), 5), Column(_("分值"), 1.1, "right", POINTS), Column(_("得分"), 1.1, "right", POINTS),
            Column(_("计分说明"), 6), Column(_("依据与说明"), 3),
        ),
        rows=rows,
        notes=[_("内容摘要 SHA-256：%(digest)s") % {"digest": round_.digest}] if round_.digest else [],
        landscape=True,
    )  # fmt: skip


def _verdict(document: Any) -> str:
    parts = [
        _("基本分 %(base)s，特色加分 %(bonus)s，负面清单扣 %(deductions)s。")
        % {"base": document["base"], "bonus": document["bonus"], "deductions": document["deductions"]}
    ]
    if document["blocked"]:
        parts.append(_("负面清单 %(items)s 一票否决。") % {"items": _("、").join(document["blocked"])})
    elif document["passed"] is not None:
        parts.append(_("达到合格线。") if document["passed"] else _("未达到合格线。"))
    return "".join(parts)

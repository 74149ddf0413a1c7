"""One score explained in full: rule, inputs, each step, how it enters the total, what makes it reproducible. Printable."""

from __future__ import annotations

import json
import re
from typing import Any, cast

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from wenming import __version__
from wenming.assessment.policies import VIEW
from wenming.assessment.selectors import rounds as selectors
from wenming.assessment.selectors import scoring
from wenming.assessment.views.answers import path_of, shape_of
from wenming.assessment.views.told import answer_words
from wenming.audit import selectors as audit
from wenming.criteria.rules.compiled import Compiled
from wenming.criteria.selectors import compiled
from wenming.criteria.selectors.words import counting_words, method_words, na_words
from wenming.evidence.selectors import ledger
from wenming.evidence.views.rows import row_of
from wenming.kernel.web import Request
from wenming.organisations.access import requires

MOST_ENTRIES = 2000
STEP_ENDS = re.compile("[；;]")


@requires(VIEW)
@require_safe
def answer_why(request: Request, pk: int, line: int) -> HttpResponse:
    """Why a line of a round scores what it scores; a parent shows what it is made of."""
    round_ = selectors.round_for(request.actor, pk)
    given = None if round_.frozen else scoring.given_to(round_)
    sheet = selectors.sheet_of(round_, given=given)
    row = next((one for one in sheet.rows if one.pk == line), None)
    if row is None:
        raise Http404
    made = compiled(round_.criteria_set)
    value = made.lines[made.numbers[row.code]]
    context = {
        "round": round_,
        "sheet": sheet,
        "row": row,
        "value": value,
        "counting": counting_words(value, made.document),
        "methods": method_words(value.methods or ()),
        "na_words": na_words(value),
        "rule": json.dumps(_rule(made, row.code), ensure_ascii=False, indent=2),
        "steps": [step.strip(" 。") for step in STEP_ENDS.split(row.why) if step.strip(" 。")],
        "below": _below(sheet.rows, row),
        "above": path_of(sheet.rows, row)[::-1],
        "engine": round_.frozen["engine"] if round_.frozen else __version__,
    }
    if row.is_leaf:
        context |= _answered(request, round_, row, value, given)
    return render(request, "assessment/answer_why.html", context)


def _answered(request: Request, round_: Any, row: selectors.Row, value: Any, given: Any) -> dict[str, Any]:
    """What was filled in, by whom, what it was before, and the evidence that stands beside it now."""
    shape, statements = shape_of(value, round_)
    kept = given.kept.get(row.code) if given else None
    data = kept.data if kept else None
    if round_.frozen:
        data = round_.frozen["answers"].get("answers", {}).get(row.code)
    entries = [
        entry
        for entry in audit.history(round_, limit=MOST_ENTRIES)
        if entry.event == "assessment.answer.saved" and entry.details.get("line") == row.code
    ]
    records = ledger.records_found(request.actor, round_.organisation, {"line": str(row.pk)})
    return {
        "inputs": answer_words(shape, data, statements),
        "peers": (round_.peers or {}).get(row.code, []),
        "history": [
            {
                "text": _("填写"), "at": entry.at, "by": entry.actor_name,
                "note": _("；").join(answer_words(shape, entry.details.get("answer"), statements)),
            }
            for entry in entries[:40]
        ],
        "records": [row_of(one) for one in records.filter(filed_at__isnull=False)[:60]],
    }  # fmt: skip


def _rule(made: Compiled, code: str) -> Any:
    """The line as the document has it, without what lies below."""
    from wenming.criteria.formats.document import write_document

    waiting: list[Any] = list(cast(list[Any], write_document(made.document)["lines"]))
    while waiting:
        line = waiting.pop()
        if line["code"] == code:
            return {name: part for name, part in line.items() if name != "lines"}
        waiting.extend(line.get("lines", []))
    return {}


def _below(rows: list[selectors.Row], row: selectors.Row) -> list[selectors.Row]:
    """The lines directly below a line."""
    found = []
    for one in rows[rows.index(row) + 1 :]:
        if one.depth <= row.depth:
            break
        if one.depth == row.depth + 1:
            found.append(one)
    return found

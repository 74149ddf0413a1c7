"""The front matter of a booklet: cover and index, set once the pages of the body are known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from wenming.documents.formats.typesetting import Job
from wenming.evidence.formats.booklet.index import IndexRow, heads
from wenming.evidence.formats.booklet.numbering import spelled
from wenming.evidence.formats.booklet.spec import BookletSpec, short
from wenming.kernel.words import _

ROWS_AT_ONCE = 2_000


def cover_job(spec: BookletSpec, *, items: int, pages: int) -> Job:
    """The cover."""
    facts = [
        (_("立卷单位"), short(spec.unit, 40)),
        (_("年　　度"), _("%(year)s 年") % {"year": spec.year}),
        (_("件　　数"), _("%(count)d 件") % {"count": items}),
        (_("页　　数"), _("%(count)d 页") % {"count": pages}),
        (_("编制日期"), _day(spec.created)),
    ]
    return Job(
        "booklet_cover",
        {
            "unit": short(spec.unit, 60),
            "title": short(spec.title, 60),
            "subtitle": short(spec.subtitle, 120),
            "year": _("%(year)s年度") % {"year": spelled(spec.year, "ideographDigital")},
            "top": _("文明创建档案"),
            "facts": [{"label": label, "value": value} for label, value in facts],
        },
    )


def _day(moment: datetime) -> str:
    return _("%(year)d年%(month)d月%(day)d日") % {"year": moment.year, "month": moment.month, "day": moment.day}


def index_jobs(spec: BookletSpec, rows: Sequence[IndexRow]) -> list[Job]:
    """The index, in parts a typesetter can take at once; each row leads to ``entry-N``, N from 0."""
    parts = [rows[at : at + ROWS_AT_ONCE] for at in range(0, max(len(rows), 1), ROWS_AT_ONCE)]
    jobs = []
    at = 0
    for number, part in enumerate(parts):
        listed = []
        for row in part:
            cells = [short(cell, 300) for cell in row.cells()]
            listed.append({"target": f"entry-{at}", "cells": cells})
            at += 1
        jobs.append(
            Job(
                "booklet_index",
                {
                    "title": _("卷内文件目录"),
                    "subtitle": short(" ".join(part for part in (spec.title, spec.subtitle) if part), 120),
                    "unit": short(spec.unit, 40),
                    "year": str(spec.year),
                    "heads": heads(),
                    "rows": listed,
                    "first": number == 0,
                    "words": {"unit": _("立卷单位："), "year": _("年度：")},
                },
            )
        )
    return jobs

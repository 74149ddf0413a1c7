"""What the print says about giving points is kept beside the rule, through every door, so that a person can check it."""

from __future__ import annotations

import copy
import io
from typing import Any

import docx
import openpyxl
import pytest
from django.urls import reverse

from tests import make
from tests.criteria import pages
from tests.criteria.exchange_documents import SMALL, Plain, small
from tests.criteria.sets import document, leaf
from wenming.assessment.actions.rounds import open_round
from wenming.criteria.actions import drafting, using
from wenming.criteria.formats.document import MAX_SCORING, read_document, write_document
from wenming.criteria.formats.exchange import (
    read_exchange,
    read_exchange_with_notes,
    to_docx,
    to_json,
    to_xlsx,
    to_yaml,
)
from wenming.criteria.formats.layers import apply_layer, make_layer
from wenming.criteria.models import CriteriaSet, Line
from wenming.criteria.rules.comparison import compare
from wenming.criteria.rules.editing import find
from wenming.criteria.rules.errors import BadDocument
from wenming.criteria.rules.values import Document
from wenming.criteria.states import Origin

PRINTED = "每缺一次扣1分；\n迟报的，每次扣0.5分，扣完为止。"
OTHER = "每少一次扣2分。"
HEADING = "评分办法原文"


def said(wording: object = PRINTED) -> Plain:
    data = copy.deepcopy(SMALL)
    data["lines"][0]["lines"][0]["scoring"] = wording
    return data


def first(document: Document | None) -> str | None:
    assert document is not None
    return document.lines[0].lines[0].scoring


@pytest.mark.parametrize("wording", [PRINTED, "", None])
def test_a_document_keeps_the_wording_and_one_without_it_reads_as_before(wording: str | None) -> None:
    read = read_document(said(wording))
    assert first(read) == wording
    assert read_document(write_document(read)) == read
    assert "scoring" not in write_document(small())["lines"][0]["lines"][0]  # type: ignore[index]


@pytest.mark.parametrize(("wording", "word"), [(3, "应是文字"), ("扣" * (MAX_SCORING + 1), "10001 字")])
def test_what_is_no_wording_is_refused_naming_the_line(wording: object, word: str) -> None:
    with pytest.raises(BadDocument) as caught:
        read_document(said(wording))
    assert caught.value.details["line"] == "II-1"
    assert word in str(caught.value.message)
    assert "scoring" in str(caught.value.message)


@pytest.mark.parametrize(
    ("write", "name"), [(to_json, "x.json"), (to_yaml, "x.yaml"), (to_xlsx, "x.xlsx"), (to_docx, "x.docx")]
)
def test_every_export_brings_it_back(write: Any, name: str) -> None:
    whole = read_document(said())
    assert read_exchange(write(whole), name) == whole


def test_an_unquoted_number_in_yaml_is_wording_as_typed() -> None:
    text = "format: wenming-criteria/1\nlines:\n- code: a\n  scoring: 0.50\n"
    read = read_exchange(text.encode(), "x.yaml")
    assert read is not None
    assert read.lines[0].scoring == "0.50"


def test_it_is_changed_in_the_workbook() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(read_document(said()))))
    sheet = book["测评条目"]
    column = next(cell.column for cell in sheet[3] if cell.value == HEADING)
    sheet.cell(5, column).value = OTHER
    into = io.BytesIO()
    book.save(into)
    assert read_exchange(into.getvalue(), "x.xlsx") == read_document(said(OTHER))


def test_a_workbook_from_before_reads_without_the_column() -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(small())))
    sheet = book["测评条目"]
    sheet.delete_cols(next(cell.column for cell in sheet[3] if cell.value == HEADING))
    into = io.BytesIO()
    book.save(into)
    assert read_exchange(into.getvalue(), "x.xlsx") == small()


def test_the_paper_shows_it_where_there_is_any_and_takes_changes() -> None:
    plain, paper = (docx.Document(io.BytesIO(to_docx(read_document(data)))) for data in (SMALL, said()))
    assert [cell.text for cell in plain.tables[0].rows[0].cells].count(HEADING) == 0
    column = [cell.text for cell in paper.tables[0].rows[0].cells].index(HEADING)
    assert paper.tables[0].rows[2].cells[column].text == PRINTED
    cell = paper.tables[0].rows[2].cells[column]
    for paragraph in cell.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    cell.paragraphs[0].text = OTHER
    into = io.BytesIO()
    paper.save(into)
    exchanged = read_exchange_with_notes(into.getvalue(), "x.docx")
    assert exchanged is not None
    assert (exchanged.document, exchanged.notes) == (read_document(said(OTHER)), ())


def test_layers_and_comparisons_know_it() -> None:
    before, after = read_document(said()), read_document(said(OTHER))
    assert apply_layer(before, make_layer(before, after)) == after
    (row,) = compare(before, after).changed
    assert [(change.field, change.is_text) for change in row.fields] == [("scoring", True)]


@pytest.mark.django_db
def test_a_person_reads_corrects_and_confirms_it_and_sees_it_while_answering(client, city) -> None:
    clerk = city.actor(city.clerk)
    line = leaf("1.1", "3", scoring=PRINTED)
    draft = drafting.draft_set(
        actor=clerk, organisation=city.parks, document=document(line), origin=Origin.EMPTY, at=make.AT
    )
    client.force_login(city.clerk)
    assert "每缺一次扣1分" in pages.words(client.get(f"/criteria/{draft.pk}/draft/"))

    url = f"/criteria/{draft.pk}/draft/line/?code=1.1"
    form = pages.form_of(client.get(url), control="scoring")
    assert pages.send(client, url, form).status_code == 302
    draft.refresh_from_db()
    assert find(draft.document, "1.1").line["scoring"] == PRINTED
    pages.send(client, url, pages.form_of(client.get(url), control="scoring"), scoring="  甲\r\n乙 ")
    draft.refresh_from_db()
    assert find(draft.document, "1.1").line["scoring"] == "甲\n乙"
    long = pages.send(client, url, pages.form_of(client.get(url), control="scoring"), scoring="扣" * (MAX_SCORING + 1))
    assert long.status_code == 422

    used = using.put_into_use(actor=clerk, criteria_set=draft, revision=draft.revision, at=make.AT)
    assert Line.objects.get(criteria_set=used, code="1.1").body["scoring"] == "甲\n乙"
    assert "甲 乙" in pages.words(client.get(reverse("criteria:line_detail", args=[used.pk, 1])))
    round_ = open_round(
        actor=clerk, organisation=city.parks, criteria_set=CriteriaSet.objects.get(pk=used.pk), name="年度自评",
        year=2026, as_of=make.AT.date(), at=make.AT,
    )  # fmt: skip
    answer = client.get(reverse("assessment:answer", args=[round_.pk, Line.objects.get(code="1.1").pk]))
    assert f"{HEADING} 甲 乙" in pages.words(answer)

"""Rounds on their pages: opened, read, compared, signed, exported – and the negative list with what it does."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from urllib.parse import unquote

import openpyxl
import pypdfium2
import pytest
from django.urls import reverse
from docx import Document

from tests import make
from tests.criteria import pages
from wenming.assessment.actions.answers import save_answer
from wenming.assessment.actions.events import register_event
from wenming.assessment.actions.rounds import open_round
from wenming.assessment.models import NegativeEvent, Round
from wenming.assessment.states import RoundState
from wenming.criteria.formats.answers import read_answers
from wenming.criteria.models import Line
from wenming.criteria.rules.engine import score
from wenming.criteria.selectors import compiled
from wenming.evidence.actions.owners import assign_lines

pytestmark = pytest.mark.django_db
LIST, OPEN = "/assessment/rounds/", "/assessment/rounds/open/"


@pytest.fixture
def criteria(city):
    return make.criteria_set(city.parks)


@pytest.fixture
def round_(city, criteria) -> Round:
    return another(city, criteria, "第一轮自评")


def another(city, criteria, name, **more) -> Round:
    return open_round(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=criteria, name=name, year=2026,
        as_of=date(2026, 9, 30), at=more.pop("at", make.AT), **more,
    )  # fmt: skip


def answer(city, round_, code, data, note=""):
    line = Line.objects.get(criteria_set=round_.criteria_set, code=code)
    save_answer(actor=city.actor(city.clerk), round_=round_, line=line, data=data, note=note, at=make.AT)


@pytest.fixture
def clerk(client, city):
    client.force_login(city.clerk)
    return client


@pytest.fixture
def lead(client, city):
    client.force_login(city.lead)
    return client


def page(client, round_, name="round_detail", *more, **query):
    return client.get(reverse(f"assessment:{name}", args=[round_.pk, *more]), query)


def codes(response) -> list[str]:
    return [row.code for row in response.context["rows"]]


def test_a_round_is_opened_from_the_page_and_listed(clerk, criteria):
    assert "还没有自评" in clerk.get(LIST).content.decode()
    form = pages.form_of(clerk.get(OPEN), control="criteria_set")
    refused = pages.send(clerk, OPEN, form, name="", as_of="没有日期")
    assert refused.status_code == 422
    opened = pages.send(clerk, OPEN, form, name="春季自评", as_of="2026-04-30", due="2026-05-10")
    round_ = Round.objects.get()
    assert opened.url == reverse("assessment:round_detail", args=[round_.pk])
    assert (round_.name, str(round_.due)) == ("春季自评", "2026-05-10")
    assert "春季自评" in clerk.get(LIST).content.decode()


def test_a_list_that_looks_back_over_the_term_asks_for_the_term(clerk, city):
    negative = [{"code": "N-1", "title": "失信", "lookback": {"term": True}, "effect": {"kind": "block"}}]
    make.criteria_set(city.parks, make.document(negative=negative))
    form = pages.form_of(clerk.get(OPEN), control="criteria_set")
    refused = pages.send(clerk, OPEN, form)
    assert refused.status_code == 422
    assert "请填写届期开始" in refused.content.decode()
    pages.send(clerk, OPEN, form, term_from="2025-01-01", term_to="2027-12-31")
    assert Round.objects.count() == 1


def test_without_a_set_opening_says_where_to_begin(clerk, city):
    assert "还没有使用中的测评体系" in clerk.get(OPEN).content.decode()


def test_the_sheet_shows_scores_reasons_and_narrows(clerk, city, round_, criteria):
    answer(city, round_, "1.1", {"occurrences": [1]}, note="缺一项制度")
    text = page(clerk, round_).content.decode()
    assert "缺 1 项，扣 1.00 分" in text
    assert "缺一项制度" in text
    assert codes(page(clerk, round_)) == ["1", "1.1", "1.2", "2"]
    assert codes(page(clerk, round_, top="1")) == ["1", "1.1", "1.2"]
    assert codes(page(clerk, round_, show="unanswered")) == ["1.2", "2"]
    assert codes(page(clerk, round_, show="short", top="1")) == ["1.1", "1.2"]
    assert codes(page(clerk, round_, show="nonsense")) == ["1", "1.1", "1.2", "2"]


def test_a_liaison_finds_the_own_lines_and_may_not_sign(client, city, round_, criteria):
    line = Line.objects.get(criteria_set=criteria, code="2")
    assign_lines(
        actor=city.actor(city.clerk), organisation=city.parks, lines=[line], department=city.gardens, at=make.AT
    )
    client.force_login(city.liaison)
    shown = page(client, round_, show="mine")
    assert codes(shown) == ["2"]
    assert reverse("assessment:round_sign", args=[round_.pk]) not in shown.content.decode()


def test_events_show_whether_they_count_and_what_they_do(clerk, city, round_, criteria):
    answer(city, round_, "1.1", {"occurrences": [0]})
    add = reverse("assessment:event_add", args=[round_.pk])
    assert clerk.post(add, {"item": "N-9", "happened_on": "2026-01-01"}).status_code == 422
    assert "不能晚于今天" in clerk.post(add, {"item": "N-1", "happened_on": "2099-01-01"}).content.decode()
    clerk.post(add, {"item": "N-1", "happened_on": "2026-03-01", "note": "<b>一起</b>"})
    clerk.post(add, {"item": "N-1", "happened_on": "2024-03-01", "concealed": "on"})
    shown = pages.soup(page(clerk, round_)).find("section", {"aria-labelledby": "neg-h"})
    text = " ".join(shown.get_text(" ").split())
    assert "最近 12 个月内发生 1 次起算" in text
    assert "2026-03-01 计入" in text
    assert "不在追溯期内，不计" in text
    assert "扣 3 分" in text
    assert "<b>一起" not in str(shown)
    assert Round.objects.get().total == 1


def test_an_event_is_withdrawn_with_a_reason_only(clerk, city, round_, criteria):
    event = register_event(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=criteria, item="N-1",
        happened_on=date(2026, 3, 1), at=make.AT,
    )  # fmt: skip
    address = reverse("assessment:event_withdraw", args=[event.pk])
    assert "不再计分" in clerk.get(address, {"round": round_.pk}).content.decode()
    assert clerk.post(address, {"round": round_.pk, "reason": " "}).status_code == 422
    assert NegativeEvent.objects.get().withdrawn_at is None
    done = clerk.post(address, {"round": round_.pk, "reason": "登记有误"})
    assert done.url == reverse("assessment:round_detail", args=[round_.pk])
    assert NegativeEvent.objects.get().withdrawn_at is not None
    assert clerk.post(address, {"reason": "再撤一次"}).status_code == 404


def test_a_veto_is_said_first_wherever_one_reads_or_signs(lead, city):
    negative = [
        {"code": "N-1", "title": "主要负责人严重违纪违法", "lookback": {"months": 24}, "effect": {"kind": "block"}}
    ]
    made = make.criteria_set(city.parks, make.document(negative=negative))
    round_ = another(city, made, "自评")
    register_event(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=made, item="N-1",
        happened_on=date(2026, 3, 1), at=make.AT,
    )  # fmt: skip
    for name in ("round_detail", "round_sign"):
        text = page(lead, round_, name).content.decode()
        assert "一票否决" in text
        assert "N-1" in text
    assert "本轮都不能通过" in page(lead, round_).content.decode()


def test_the_leader_signs_and_the_clerk_is_told_so(client, city, round_):
    sign = reverse("assessment:round_sign", args=[round_.pk])
    client.force_login(city.clerk)
    shown = page(client, round_).content.decode()
    assert sign not in shown and "填完后由单位领导签认" in shown
    assert client.get(sign).status_code == 403 and client.post(sign, {"revision": "0"}).status_code == 403
    for code, data in (("1.1", {"occurrences": [0]}), ("1.2", {"score": "2"}), ("2", {"grade": "A"})):
        answer(city, round_, code, data)
    assert "已填完，待单位领导签认" in page(client, round_).content.decode()
    client.force_login(city.lead)
    assert sign in page(client, round_).content.decode() and "代为签认" not in client.get(sign).content.decode()


@pytest.mark.parametrize("gone", ["withdrawn", "inactive"])
def test_where_no_leader_can_sign_in_the_clerk_signs_and_that_is_said(clerk, city, round_, gone):
    if gone == "inactive":
        type(city.lead).objects.filter(pk=city.lead.pk).update(is_active=False)
    else:
        city.lead.memberships.update(withdrawn_at=make.AT)
    sign = reverse("assessment:round_sign", args=[round_.pk])
    assert sign in page(clerk, round_).content.decode()
    shown = clerk.get(sign)
    assert "由您代为签认" in shown.content.decode()
    pages.send(clerk, sign, pages.form_of(shown, control="revision"))
    assert (Round.objects.get().state, Round.objects.get().signed_by) == (RoundState.SIGNED_OFF, "王干事")


def test_a_first_round_offers_nothing_to_compare_with(clerk, city, round_, criteria):
    later = another(city, criteria, "第二轮自评", at=make.AT + timedelta(days=9))
    for one, offered in ((round_, False), (later, True)):
        compare = reverse("assessment:round_compare", args=[one.pk])
        assert (compare in page(clerk, one).content.decode()) is offered


def test_signing_shows_what_is_signed_and_a_later_answer_first(lead, city, round_):
    sign = reverse("assessment:round_sign", args=[round_.pk])
    form = pages.form_of(lead.get(sign), control="revision")
    assert "还有 3 条未答" in lead.get(sign).content.decode()
    answer(city, round_, "1.2", {"score": "2"})
    told = pages.send(lead, sign, form)
    assert told.status_code == 409
    assert "您查看之后又有人改了答案" in told.content.decode()
    assert Round.objects.get().state == RoundState.OPEN
    done = pages.send(lead, sign, pages.form_of(told, control="revision"))
    assert done.status_code == 302
    assert Round.objects.get().state == RoundState.SIGNED_OFF
    assert lead.post(sign, {"revision": "1"}).status_code == 409
    assert "已签认" in page(lead, round_).content.decode()


def test_events_of_a_signed_round_stay_as_they_were_signed(lead, city, round_, criteria):
    sign = reverse("assessment:round_sign", args=[round_.pk])
    pages.send(lead, sign, pages.form_of(lead.get(sign), control="revision"))
    register_event(
        actor=city.actor(city.clerk), organisation=city.parks, criteria_set=criteria, item="N-1",
        happened_on=date(2026, 3, 1), at=make.AT,
    )  # fmt: skip
    assert "2026-03-01" not in page(lead, round_).content.decode()


def test_a_round_is_cancelled_with_a_reason_and_stays_readable(clerk, round_):
    address = reverse("assessment:round_cancel", args=[round_.pk])
    assert clerk.post(address, {"reason": ""}).status_code == 422
    clerk.post(address, {"reason": "体系有误"})
    assert Round.objects.get().state == RoundState.CANCELLED
    assert page(clerk, round_).status_code == 200


def test_rounds_are_compared_line_by_line_with_any_earlier_one(clerk, city, round_, criteria):
    assert "没有可比较的前一轮" in page(clerk, round_, "round_compare").content.decode()
    answer(city, round_, "1.1", {"occurrences": [2]})
    answer(city, round_, "1.2", {"score": "2"})
    second = another(city, criteria, "第二轮", at=make.AT.replace(day=2), carry_over=round_)
    answer(city, second, "1.1", {"occurrences": [0]})
    third = another(city, criteria, "第三轮", at=make.AT.replace(day=3), carry_over=second)
    answer(city, third, "1.2", {"score": "1"})
    shown = page(clerk, third, "round_compare")
    assert codes(shown) == ["1", "1.2"]
    assert "升 0 条，降 1 条" in shown.content.decode()
    against_first = page(clerk, third, "round_compare", **{"with": round_.pk})
    assert codes(against_first) == ["1", "1.1", "1.2"]
    assert len(codes(page(clerk, third, "round_compare", all="1"))) == 4


@pytest.fixture
def filled(city, round_) -> Round:
    answer(city, round_, "1.1", {"occurrences": [1]}, note="=1+1")
    answer(city, round_, "2", {"grade": "B"})
    return Round.objects.get()


def export(client, round_, to):
    return client.get(reverse("assessment:round_export", args=[round_.pk, to]))


def test_the_excel_opens_and_adds_up_and_holds_no_formula_from_people(clerk, filled):
    answered = export(clerk, filled, "xlsx")
    assert "自评得分表_第一轮自评.xlsx" in unquote(answered["Content-Disposition"])
    sheet = openpyxl.load_workbook(io.BytesIO(answered.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert any(cell.value == "1.1 机构健全" for cell in cells)
    note = next(cell for cell in cells if cell.value == "=1+1")
    assert note.data_type == "s"
    rows = {row[0].value: row for row in sheet.iter_rows()}
    for line, points, scored in (("1.1 机构健全", 4, 3), ("2 志愿服务", 4, 2), ("总分", 10, 5)):
        figures = rows[line][1:3]
        assert [(cell.value, cell.data_type, cell.number_format) for cell in figures] == [
            (points, "n", "0.00"),
            (scored, "n", "0.00"),
        ]
    assert rows["1.2 专题研究"][2].value == "未答"


def test_the_word_file_opens_and_holds_every_line(clerk, filled):
    paper = Document(io.BytesIO(export(clerk, filled, "docx").content))
    text = "\n".join(cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    for words in ("1.1 机构健全", "缺 1 项，扣 1.00 分", "2 志愿服务", "总分"):
        assert words in text, words


def test_the_pdf_opens_and_names_unit_and_round(clerk, filled):
    content = export(clerk, filled, "pdf").content
    assert content.startswith(b"%PDF")
    text = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_bounded()
    assert "云溪市园林局自评得分表" in text.replace("\r\n", "").replace(" ", "")


def test_the_exchange_file_is_scored_to_the_same_total_by_the_engine_alone(clerk, filled):
    both = json.loads(export(clerk, filled, "json").content)
    answers = read_answers(both["answers"])
    sheet = score(compiled(filled.criteria_set), answers)
    assert both["score"]["total"] == "5"
    assert sheet.as_dict()["total"] == both["score"]["total"]
    assert export(clerk, filled, "exe").status_code == 404


def test_names_of_any_kind_make_safe_file_names(clerk, city, criteria):
    named = another(city, criteria, '../"evil"\r\nX: 1 <script>🎉')
    answered = export(clerk, named, "json")
    assert answered.status_code == 200
    assert "\n" not in answered["Content-Disposition"]
    assert "<script>" not in page(clerk, named).content.decode()

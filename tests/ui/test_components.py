"""Each component with what people really put into it: nothing, too much, and markup."""

import pytest
from bs4 import BeautifulSoup
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory, override_settings

from wenming.ui import chips, instruments

HOSTILE = '"><script>alert(1)</script>'


def draw(source: str, **context) -> BeautifulSoup:
    return BeautifulSoup(Template("{% load ui %}" + source).render(Context(context)), "html.parser")


def component(name: str, **inputs) -> BeautifulSoup:
    given = " ".join(f"{key}={key}" for key in inputs)
    return draw(
        f'{{% include "ui/{name}.html" with {given} only %}}' if inputs else f'{{% include "ui/{name}.html" only %}}',
        **inputs,
    )


@pytest.mark.parametrize("tone", ["", "calm", "doing", "due", "late", "done", "gold"])
def test_a_state_is_always_a_word_and_an_icon(tone):
    badge = component("_badge", label="整改中", tone=tone)
    assert badge.text.strip() == "整改中"
    assert badge.find("svg")


@pytest.mark.parametrize(
    ("name", "inputs"),
    [
        ("_badge", {"label": HOSTILE}),
        ("_button", {"label": HOSTILE, "url": HOSTILE}),
        ("_note", {"title": HOSTILE, "text": HOSTILE, "items": [HOSTILE]}),
        ("_blank", {"title": HOSTILE, "text": HOSTILE}),
        ("_refusal", {"message": HOSTILE, "status": 422}),
        ("_kv", {"facts": [{"label": HOSTILE, "value": HOSTILE}]}),
        ("_file_tile", {"title": HOSTILE, "url": HOSTILE, "select": HOSTILE}),
        ("_history", {"entries": [{"text": HOSTILE, "by": HOSTILE}]}),
        ("_tree", {"nodes": [{"level": 1, "code": HOSTILE, "title": HOSTILE, "url": HOSTILE}], "label": HOSTILE}),
        ("_copy", {"value": HOSTILE, "label": HOSTILE}),
        ("_dialog", {"id": "a", "title": HOSTILE, "text": HOSTILE, "label": HOSTILE, "action": HOSTILE}),
    ],
)
def test_what_people_wrote_is_never_markup(name, inputs):
    assert component(name, **inputs).find("script") is None


def test_a_refusal_is_read_aloud_at_once():
    assert component("_note", tone="late", title="未导入").find(role="alert")
    assert not component("_note", tone="due", title="请核对").find(role="alert")


def test_a_missing_fact_asks_for_itself():
    facts = component("_kv", facts=[{"label": "文号", "missing": True}, {"label": "备注", "value": ""}])
    assert [fact.text for fact in facts.find_all("dd")] == ["未填，请补", "—"]


def test_a_complete_line_turns_green_and_nothing_of_nothing_does_not_break():
    assert "done" in component("_progress", label="谋划", value=12, max=12).find("progress")["class"]
    empty = component("_progress", label="谋划", value=0, max=0)
    assert not empty.find("progress").has_attr("class")


def test_an_icon_that_is_not_in_the_sprite_stops_the_page_only_in_development():
    assert draw('{% icon "no-such-icon" %}').text == ""
    with override_settings(DEBUG=True), pytest.raises(Exception, match="no-such-icon"):
        draw('{% icon "no-such-icon" %}')


def test_an_icon_alone_has_a_name():
    assert draw('{% icon "x" "关闭" %}').find("svg")["aria-label"] == "关闭"
    assert draw('{% icon "x" %}').find("svg")["aria-hidden"] == "true"


def page_of(number: int, total: int = 1286, query: str = "") -> BeautifulSoup:
    page = Paginator(range(total), 50).get_page(number)
    return draw('{% pagination page "件" %}', page=page, request=RequestFactory().get(f"/?{query}"))


def test_pages_keep_every_other_choice_in_the_address():
    links = [link["href"] for link in page_of(2, query="year=2026&page=2&sort=-date").find_all("a")]
    assert links
    assert all("year=2026" in link and "sort=-date" in link for link in links)
    assert all(link.count("page=") == 1 for link in links)


def test_pages_say_where_one_is_and_stop_at_both_ends():
    first, last = page_of(1), page_of(26)
    assert "第 1—50 件，共 1\u00a0286 件" in first.text
    assert first.find(attrs={"aria-current": "page"}).text == "1"
    assert first.find("a", rel="prev") is None
    assert last.find("a", rel="next") is None


def test_a_single_page_and_an_empty_list_need_no_pages():
    assert page_of(1, total=3).find("nav") is None
    assert page_of(1, total=0).find("nav") is None


def test_a_column_turns_round_on_each_press():
    def head(query):
        return draw('{% sort "due" "期限" %}', request=RequestFactory().get(f"/?{query}")).find("th")

    assert head("").find("a")["href"] == "?sort=due"
    up, down = head("sort=due&page=3&year=2026"), head("sort=-due")
    assert (up["aria-sort"], up.find("a")["href"]) == ("ascending", "?sort=-due&year=2026")
    assert (down["aria-sort"], down.find("a")["href"]) == ("descending", "?sort=due")


def test_chips_know_what_is_chosen_and_how_to_undo_it():
    request = RequestFactory().get("/?year=2026&page=4&q=讲堂")
    shown = chips.build(request, chips.Filter("year", "年度", [(2026, "2026年"), (2025, "2025年")]))
    (chip,) = shown.filters
    assert chip.chosen == "2026年"
    assert "year" not in chip.clear_url
    assert "page" not in chip.clear_url
    assert "q=" in chip.clear_url
    assert shown.any_chosen


def test_a_value_that_is_no_choice_counts_as_none():
    year = chips.Filter("year", "年度", [(2026, "2026年")])
    request = RequestFactory().get("/?year=%3Cscript%3E")
    assert chips.chosen(request, year) == {}
    assert chips.build(request, year).filters[0].chosen == ""
    assert chips.chosen(RequestFactory().get("/?year=2026"), year) == {"year": "2026"}


def test_the_dial_has_one_tick_a_point_and_never_flatters():
    from decimal import Decimal

    drawn = instruments.ticks(Decimal("82.60"), Decimal("93.40"), Decimal(100))
    assert [drawn[kind].count("M") for kind in ("have", "could", "rest")] == [83, 11, 7]  # 0–82, 83–93, 94–100


@pytest.mark.parametrize(("score", "total"), [("0", "0"), ("-5", "100"), ("110", "100"), ("3", "1000"), (None, None)])
def test_the_dial_takes_any_figures(score, total):
    dial = draw("{% dial score total %}", score=score, total=total)
    assert dial.find("svg")["aria-label"]


def test_the_goal_is_left_out_when_it_is_off_the_dial():
    from decimal import Decimal

    assert instruments.goal_mark(Decimal(120), Decimal(100)) is None
    assert instruments.goal_mark(Decimal(90), Decimal(100))["x"]


def test_beads_wrap_and_say_the_same_in_words():
    row = draw('{% beads states "三十条，缺口一条" 24 %}', states=["full"] * 29 + ["late"])
    assert row.find("svg")["aria-label"] == "三十条，缺口一条"
    assert len(row.find_all("rect")) == 30
    assert draw('{% beads states "没有条目" %}', states=[]).find("svg")


def test_the_script_less_dialog_button_is_a_way_to_a_page():
    link = component("_button", label="退回", url="/return/", dialog="ask").find("a")
    assert (link["href"], link["data-dialog"]) == ("/return/", "ask")

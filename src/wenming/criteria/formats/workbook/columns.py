"""The columns of an exported workbook: for every field its heading, how it is said, how it is read, how it looks.

Headings are matched data: they are the same in every language of the interface, so that a file travels.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wenming.criteria.formats.exchange.wording import choices, effects, evidence, rule_reading, rule_saying, spans
from wenming.criteria.formats.exchange.wording.safe_text import read_code, safe, say_code
from wenming.criteria.formats.exchange.wording.tokens import Unsayable, read_count, read_value, say_count

FORMAT = "wenming-criteria/1"
LINES_SHEET, NEGATIVE_SHEET, SET_SHEET, MANUAL_SHEET = "测评条目", "负面清单", "总则", "说明"
EXTRA, SET_NAME, SET_VALUE, SET_HELP, FORMAT_ROW = "附加", "项目", "内容", "怎样填写", "格式"
KEPT_AS_DATA = "（见「附加」）"


@dataclass(frozen=True)
class Field:
    """One field of the document as one column (or one row of 总则).

    key      the field in the document; "" for 上级编号, which says where a line hangs in the tree.
    say      value → text; raises Unsayable for what has no words.
    read     text → value; raises NotUnderstood.
    look     "text", "title" (indented by depth), "figure", "middle" or "faint".
    choices  offered as a drop-down.
    unsaid   the value that means the same as an empty cell, besides None.
    needed   False for a column that older workbooks do not have; where it is missing, nothing is said.
    """

    key: str
    heading: str
    say: Callable[[Any], str]
    read: Callable[[str], Any]
    width: int
    look: str = "text"
    choices: tuple[str, ...] = ()
    unsaid: object = None
    needed: bool = True

    def says_nothing(self, value: object) -> bool:
        return value is None or (value == self.unsaid and type(value) is type(self.unsaid))

    def shown(self, value: object) -> tuple[str, bool]:
        """Return what the cell shows, and whether it says the whole value."""
        try:
            said = self.say(value)
        except (Unsayable, TypeError, AttributeError, KeyError):
            return KEPT_AS_DATA, False
        cell = safe(said)
        return cell, bool(cell) and cell == said and (self.read is not read_code or read_code(cell) == value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise Unsayable(value)
    return value


def _figure(value: object) -> str:
    if not isinstance(value, str):
        raise Unsayable(value)
    return value


def _read_figure(text: str) -> str:
    return read_value(text, share=False)


def _same(text: str) -> str:
    return text


def _code(value: object) -> str:
    return say_code(_text(value))


def _level(value: object) -> str:
    return choices.say_choice(choices.LEVELS, value)


def _read_level(text: str) -> str:
    return choices.read_choice(choices.LEVELS, text)


def _read_year(text: str) -> int:
    return read_count(text.removesuffix("年"))


def _not_applicable(value: object) -> str:
    return choices.say_choice(choices.NOT_APPLICABLE, value)


def _read_not_applicable(text: str) -> str:
    return choices.read_choice(choices.NOT_APPLICABLE, text)


CODE = Field("code", "编号", _code, read_code, 12, "middle")

LINE_FIELDS = (
    CODE,
    Field("", "上级编号", _text, read_code, 10, "faint"),
    Field("title", "题目", _text, _same, 30, "title", unsaid=""),
    Field("text", "内容标准", _text, _same, 48),
    Field("points", "分值", _figure, _read_figure, 8, "figure"),
    Field("methods", "测评方法", choices.say_methods, choices.read_methods, 16, unsaid=[]),
    Field("rule", "计分规则", rule_saying.say_rule, rule_reading.read_rule, 36),
    Field("scoring", "评分办法原文", _text, _same, 36, needed=False),
    Field("evidence", "应提供材料", evidence.say_evidence, evidence.read_evidence, 42, unsaid=[]),
    Field("window", "时间窗口", spans.say_window, spans.read_window, 17),
    Field("period", "周期", spans.say_period, spans.read_period, 12, "middle"),
    Field("bonus", "特色", choices.say_flag, choices.read_flag, 7, "middle", (choices.YES[0], choices.NO[0]), False),
    Field(
        "na",
        "不适用时",
        _not_applicable,
        _read_not_applicable,
        12,
        "middle",
        tuple(choices.first_words(choices.NOT_APPLICABLE).values()),
    ),
)
NEGATIVE_FIELDS = (
    CODE,
    Field("title", "事项", _text, _same, 44, unsaid=""),
    Field("text", "说明", _text, _same, 44),
    Field("lookback", "追溯期", spans.say_lookback, spans.read_lookback, 20, "middle"),
    Field("threshold", "起算次数", say_count, read_count, 10, "figure"),
    Field("effect", "后果", effects.say_effect, effects.read_effect, 28),
)
SET_FIELDS = (
    Field("code", "编号", _code, read_code, 0),
    Field("name", "名称", _text, _same, 0),
    Field("level", "级别", _level, _read_level, 0, choices=tuple(choices.first_words(choices.LEVELS).values())),
    Field("year", "年度", say_count, _read_year, 0, "figure"),
    Field("issuer", "发布单位", _text, _same, 0),
    Field("source", "来源", _text, _same, 0),
    Field("base_total", "基础分", _figure, _read_figure, 0, "figure"),
    Field("bonus_cap", "加分上限", _figure, _read_figure, 0, "figure"),
    Field(
        "bonus_inside_total",
        "加分计入总分",
        choices.say_flag,
        choices.read_flag,
        0,
        choices=(choices.YES[0], choices.NO[0]),
        unsaid=False,
    ),
    Field("pass_mark", "合格线", _figure, _read_figure, 0, "figure"),
    Field("grades", "等级", choices.say_table, choices.read_table, 0),
    Field("method_weights", "方法权重", choices.say_method_weights, choices.read_method_weights, 0),
    Field("years", "分年计分", choices.say_years, choices.read_years, 0),
)

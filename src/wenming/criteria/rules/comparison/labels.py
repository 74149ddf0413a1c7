"""How people call the fields of a set, of its lines and of its negative items."""

from __future__ import annotations

from typing import Literal, TypeAlias

from wenming.kernel.words import _

Part: TypeAlias = Literal["set", "lines", "negative"]


def label(part: Part, field: str) -> str:
    """Return how people call a field; a field we do not know is called as it is written."""
    words = {
        ("set", "code"): _("代码"),
        ("set", "name"): _("名称"),
        ("set", "level"): _("级别"),
        ("set", "year"): _("年度"),
        ("set", "issuer"): _("发布单位"),
        ("set", "source"): _("来源"),
        ("set", "base_total"): _("基础分"),
        ("set", "bonus_cap"): _("加分上限"),
        ("set", "bonus_inside_total"): _("加分计入总分"),
        ("set", "pass_mark"): _("合格线"),
        ("set", "grades"): _("等级"),
        ("set", "method_weights"): _("方法权重"),
        ("set", "years"): _("分年计分"),
        ("lines", "title"): _("题目"),
        ("lines", "text"): _("内容标准"),
        ("lines", "points"): _("分值"),
        ("lines", "methods"): _("测评方法"),
        ("lines", "period"): _("周期"),
        ("lines", "bonus"): _("特色"),
        ("lines", "rule"): _("计分规则"),
        ("lines", "scoring"): _("评分办法原文"),
        ("lines", "na"): _("不适用时"),
        ("lines", "evidence"): _("应提供材料"),
        ("lines", "window"): _("时间窗口"),
        ("negative", "title"): _("事项"),
        ("negative", "text"): _("说明"),
        ("negative", "lookback"): _("追溯期"),
        ("negative", "threshold"): _("起算次数"),
        ("negative", "effect"): _("后果"),
    }
    return words.get((part, field)) or (_("其他字段") if field == "extra" else field)

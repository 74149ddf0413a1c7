"""Tables of negative items: what happened is the title, how far back and what follows have columns of their own."""

from __future__ import annotations

from typing import Any

import pytest

from wenming.criteria.formats.document import read_document
from wenming.criteria.formats.tables import parse

LINES = (
    "| 序号 | 项目 | 内容 | 分值 | 评分标准 |\n|---|---|---|---|---|\n"
    "| 1 | 学习 | 每月集中学习 | 50 | 每缺一次扣1分 |\n| 2 | 环境 | 办公场所整洁 | 50 | 发现一处扣1分 |\n"
)
ITEMS = [
    ("科室负责人受到党纪政务处分", "24个月", "一票否决", {"months": 24}, {"kind": "block"}),
    ("发生二级以上责任事故", "12个月", "每起扣5分，瞒报加倍", {"months": 12}, {"kind": "deduct", "points": "5", "concealed_factor": "2"}),
    ("发生有重大影响的负面舆情", "创建周期内", "警告", {"term": True}, {"kind": "warn"}),
    ("申报材料弄虚作假", "2024年1月1日以来", "撤销称号", {"since": "2024-01-01"}, {"kind": "revoke"}),
    ("食堂卫生检查不合格", "届期内", "限期6个月整改", {"term": True}, {"kind": "rectify", "months": 6}),
]  # fmt: skip


def listed(
    heads: tuple[str, ...], order: tuple[int, ...] = (0, 1, 2, 3), title: str = "三、负面清单"
) -> dict[str, Any]:
    """The proposal for a list with these heads; ``order`` places number, event, look-back and effect."""
    rows = [[str(n), item[0], item[1], item[2]] for n, item in enumerate(ITEMS, 1)]
    table = [[row[place] for place in order] for row in [list(heads), *rows]]
    text = "\n".join(
        f"| {' | '.join(row)} |" + ("\n|---|---|---|---|" if n == 0 else "") for n, row in enumerate(table)
    )
    document = parse(f"{LINES}\n{title}\n\n{text}\n".encode(), "标准.md").document
    read_document(document)
    return document


@pytest.mark.parametrize(
    "heads",
    [
        ("序号", "情形", "追溯期", "处理"),
        ("序号", "否决情形", "追溯期限", "处理方式"),
        ("序号", "负面情形", "回溯", "后果"),
        ("序号", "负面清单内容", "追溯时间", "结果"),
        ("序号", "否决事项", "计算期间", "适用"),
        ("序号", "事项", "追溯期", "处理"),
        ("编号", "内容", "追溯时效", "惩处"),
    ],
)
def test_the_event_is_the_title_whatever_the_heads_are_called(heads: tuple[str, ...]):
    document = listed(heads)
    assert [(n["title"], n["lookback"], n["effect"]) for n in document["negative"]] == [
        (title, back, effect) for title, _span, _said, back, effect in ITEMS
    ]
    assert document["warnings"] == [] and len(document["lines"]) == 2


@pytest.mark.parametrize("order", [(0, 2, 1, 3), (0, 3, 1, 2), (0, 1, 3, 2)])
def test_the_columns_may_stand_in_any_order(order: tuple[int, ...]):
    document = listed(("序号", "情形", "追溯期", "处理"), order)
    assert [n["title"] for n in document["negative"]] == [item[0] for item in ITEMS]
    assert [n["lookback"] for n in document["negative"]] == [item[3] for item in ITEMS]


def test_the_months_to_put_right_are_not_taken_for_the_look_back():
    table = "| 序号 | 情形 | 追溯期 | 处理 |\n|---|---|---|---|\n| 1 | 消防检查不合格 | 36个月 | 限期整改3个月 |\n| 2 | 受到通报 | 24个月 | 警告 |\n"
    item = parse(f"{LINES}\n负面清单\n\n{table}".encode(), "标准.md").document["negative"][0]
    assert item["lookback"] == {"months": 36} and item["effect"] == {"kind": "rectify", "months": 3}


def test_a_kind_of_events_stands_before_them_and_grounds_stand_beside():
    table = (
        "| 序号 | 类别 | 情形 | 认定依据 | 追溯期 |\n|---|---|---|---|---|\n"
        "| 1 | 廉政 | 负责人受到处分 | 以处分决定为准 | 24个月 |\n| 2 | 安全 | 发生责任事故 | 以认定书为准 | 12个月 |\n"
    )
    document = parse(f"{LINES}\n一票否决\n\n{table}".encode(), "标准.md").document
    assert [n["title"] for n in document["negative"]] == ["廉政：负责人受到处分", "安全：发生责任事故"]
    assert [n["lookback"] for n in document["negative"]] == [{"months": 24}, {"months": 12}]


def test_an_effect_that_nothing_says_is_a_warning_and_not_a_quiet_block():
    table = "| 序号 | 情形 | 追溯期 |\n|---|---|---|\n| 1 | 负责人受到处分 | 24个月 |\n| 2 | 发生责任事故 | 12个月 |\n"
    said = parse(f"{LINES}\n负面清单\n\n{table}".encode(), "标准.md").document["warnings"]
    assert len(said) == 1 and "2 条" in said[0]["message"]
    assert parse(f"{LINES}\n一票否决\n\n{table}".encode(), "标准.md").document["warnings"] == []

"""Documents to exchange: a small set by hand that shows everything, and any valid document by hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from wenming.criteria.formats.document import read_document
from wenming.criteria.rules.values import Document
from wenming.criteria.rules.words import CAPTION_FIELDS, EVIDENCE_KINDS, LEVELS, METHODS, NOT_APPLICABLE, STEPS

Plain = dict[str, Any]

SMALL: Plain = {
    "format": "wenming-criteria/1",
    "code": "harbour-2026",
    "name": "临港市文明单位测评细则",
    "level": "city",
    "year": 2026,
    "issuer": "临港市创建办",
    "base_total": "90",
    "bonus_cap": "10",
    "pass_mark": "85",
    "grades": {"A": "100%", "B": "66%", "C": "33%", "D": "0"},
    "years": {"combine": "sum", "parts": {"2025": "0.4", "2026": "0.6"}, "pass": "80"},
    "lines": [
        {
            "code": "I-1",
            "title": "理想信念",
            "points": "14",
            "methods": ["material_review"],
            "rule": {"kind": "weighted", "weights": {"II-1": "0.85", "II-2": "0.15"}},
            "lines": [
                {
                    "code": "II-1",
                    "title": "理论学习",
                    "text": "每季度至少组织一次集中学习，有计划、有记录。",
                    "points": "4",
                    "methods": ["material_review", "survey"],
                    "rule": {
                        "kind": "deduct",
                        "per": [{"what": "缺一次", "points": "1"}, {"what": "迟报", "points": "0.5", "max": "2"}],
                        "floor": "0",
                    },
                    "na": "redistribute",
                    "evidence": [
                        {"kind": "official_document", "min": 1, "note": "学习计划"},
                        {
                            "kind": "photo",
                            "min": 2,
                            "max": 6,
                            "max_bytes": 2097152,
                            "formats": ["jpg", "jpeg"],
                            "caption": ["time", "place", "organiser", "people", "theme"],
                            "shows_unit_name": True,
                        },
                        {"kind": "explanation", "max_chars": 500, "tolerance": "0"},
                    ],
                    "window": {"years_back": 2, "includes_current": False},
                },
                {"code": "II-2", "title": "宣讲活动", "points": "10", "rule": {"kind": "graded"}, "period": "2026-Q1"},
            ],
        },
        {
            "code": "I-2",
            "title": "特色工作",
            "points": "10",
            "bonus": True,
            "lines": [
                {
                    "code": "II-3",
                    "title": "受到表彰",
                    "rule": {"kind": "awards", "levels": {"national": "5", "province": "3"}, "highest_only": True},
                }
            ],
        },
    ],
    "negative": [
        {"code": "N-1", "title": "主要负责人严重违纪违法", "lookback": {"months": 24}, "effect": {"kind": "block"}},
        {
            "code": "N-2",
            "title": "安全生产责任事故",
            "lookback": {"since": "2024-01-01"},
            "threshold": 1,
            "effect": {"kind": "deduct", "points": "10", "concealed_factor": "2"},
        },
    ],
}


def small() -> Document:
    """Return the small set."""
    return read_document(SMALL)


def large(count: int = 1000) -> Document:
    """Return a set of ``count`` lines in four levels, as large sets look."""
    lines: list[Plain] = []
    made = 0
    rules = [line["rule"] for line in SMALL["lines"][0]["lines"]]
    while made < count:
        top: Plain = {"code": f"I-{len(lines) + 1}", "title": f"第 {len(lines) + 1} 项", "points": "30", "lines": []}
        lines.append(top)
        made += 1
        while made < count and len(top["lines"]) < 4:
            part: Plain = {"code": f"{top['code']}-{len(top['lines']) + 1}", "title": "组织领导和工作机制", "lines": []}
            top["lines"].append(part)
            made += 1
            while made < count and len(part["lines"]) < 7:
                leaf = dict(SMALL["lines"][0]["lines"][0], code=f"{part['code']}-{len(part['lines']) + 1}")
                leaf["text"] = f"第 {made} 条：" + leaf["text"] * 4
                leaf["rule"] = rules[made % len(rules)]
                part["lines"].append(leaf)
                made += 1
    return read_document(SMALL | {"code": "large", "lines": lines})


# ---- any valid document -----------------------------------------------------------------------------------------
ODD = st.sampled_from(
    [
        "=1+1",
        "@x",
        "+1",
        "-1",
        " 前后有空格 ",
        "换\n行",
        "回\r\n车\r",
        "制\t表",
        "“引号”",
        "「括」号」",
        "〔套〕",
        "；;",
        "：",
        "=",
        "a=1",
        "＝",
        "１２",
        "0.2",
        "1e3",
        "on",
        "no",
        "2026-01",
        "2024-01-01",
        "null",
        "~",
        "😀🏅",
        "\x00\x07",
        "_x000D_",
        "",
        "'x",
        "\ufeff",
        "\u2028",
        "\ufffe",
        "最低0",
        "不设最低",
        "同项取最高",
        "缺一次 -1",
        "扣2",
        "（最多3）",
        "国家级",
        "省级",
        "A" * 300,
        '"x"',
        "#REF!",
        "（见「附加」）",
        "<b>&amp;",
        "合格线80",
        "、，,",
        "恰为1得2",
        "每处",
        "\u3000全角空格\u3000",
        "備註：「",
    ]
)
TEXT = st.one_of(
    ODD, st.text(st.characters(exclude_categories=["Cs"]), max_size=12), st.lists(ODD, max_size=3).map("".join)
)
CODES = TEXT.filter(lambda text: bool(text.strip()))
WHOLE = st.integers(0, 5000).map(str)
DECIMAL = st.one_of(
    WHOLE,
    st.from_regex(r"[0-9]{1,3}\.[0-9]{1,4}", fullmatch=True),
    st.sampled_from(["0.2", "100", "1.50", "007", "0.000000000000001"]),
)
POSITIVE = DECIMAL.filter(lambda text: float(text) > 0)
SHARE = st.integers(0, 150).map(lambda n: f"{n}%")
COST = st.one_of(DECIMAL, SHARE)
VALUE = st.one_of(DECIMAL, SHARE, WHOLE.map(lambda text: "-" + text))
COUNT = st.integers(0, 3000)
DAY = st.dates().map(lambda day: day.isoformat())
UNKNOWN = st.dictionaries(
    st.sampled_from(["x-note", "我的字段", "weight_hint"]),
    st.one_of(
        TEXT, st.integers(-5, 5), st.none(), st.booleans(), st.lists(TEXT, max_size=2), st.just({"points": 1, "a": []})
    ),
    max_size=1,
)


def record(
    required: dict[str, Any], optional: dict[str, Any] | None = None, unknown: bool = True
) -> st.SearchStrategy[Plain]:
    base = st.fixed_dictionaries(required, optional=optional or {})
    if not unknown:
        return base
    return st.tuples(base, st.one_of(st.just({}), st.just({}), UNKNOWN)).map(lambda pair: pair[0] | pair[1])


def table(keys: st.SearchStrategy[str], values: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(keys, values, min_size=1, max_size=4)


@st.composite
def conditions(draw: st.DrawFn) -> Plain:
    count = draw(st.integers(1, 6))
    which = st.lists(st.integers(1, count), unique=True, max_size=count)
    return draw(
        record(
            {"kind": st.just("conditions"), "count": st.just(count)},
            {
                "met": st.dictionaries(st.integers(0, count).map(str), VALUE, max_size=4),
                "cases": st.lists(st.fixed_dictionaries({"when": which, "value": VALUE}), max_size=3),
                "else": VALUE,
            },
        )
    )


FLOOR = st.one_of(st.none(), COST)
LEVEL_NAMES = st.one_of(st.sampled_from([*LEVELS, "国家级", "省级"]), TEXT)
SIMPLE_RULES = st.one_of(
    record({"kind": st.just("judged")}),
    record({"kind": st.just("graded")}, {"grades": table(TEXT, VALUE)}),
    conditions(),
    record(
        {
            "kind": st.just("bands"),
            "bands": st.lists(
                st.fixed_dictionaries({"min": st.one_of(WHOLE, WHOLE.map(lambda n: "-1" + n)), "value": VALUE}),
                min_size=1,
                max_size=4,
                unique_by=lambda band: float(band["min"]),
            ),
        },
        {"else": VALUE},
    ),
    record(
        {
            "kind": st.just("deduct"),
            "per": st.lists(record({"what": TEXT, "points": COST}, {"max": COST}), min_size=1, max_size=4),
        },
        {"floor": FLOOR},
    ),
    record(
        {
            "kind": st.just("shortfall"),
            "target": st.one_of(DECIMAL, WHOLE.map(lambda n: "-" + n)),
            "per": POSITIVE,
            "points": COST,
            "step": st.sampled_from(STEPS),
        },
        {"floor": FLOOR},
    ),
    record({"kind": st.just("ratio"), "required": POSITIVE}),
    record(
        {"kind": st.just("awards"), "levels": table(LEVEL_NAMES, VALUE)},
        {"highest_only": st.booleans(), "cap": DECIMAL},
    ),
)
LEAF_RULES = st.recursive(
    SIMPLE_RULES,
    lambda each: record({"kind": st.just("sampled"), "places": st.integers(1, 9), "each": each}),
    max_leaves=2,
)
DUTIES = record(
    {"kind": st.sampled_from(EVIDENCE_KINDS)},
    {
        "min": st.integers(0, 3),
        "max": st.integers(3, 9),
        "per": st.sampled_from(["line", "activity"]),
        "note": TEXT,
        "max_bytes": st.one_of(st.integers(1, 10**7), st.sampled_from([1024, 2097152, 512 * 1024**2])),
        "formats": st.lists(TEXT.filter(bool), max_size=3),
        "caption": st.lists(st.sampled_from(CAPTION_FIELDS), unique=True, max_size=5),
        "shows_unit_name": st.booleans(),
        "min_chars": st.integers(0, 200),
        "max_chars": st.integers(200, 900),
        "tolerance": DECIMAL,
    },
)
WINDOWS = st.one_of(
    record({"years": st.lists(st.integers(1, 2999), min_size=1, max_size=3)}),
    record({"years_back": st.integers(0, 9)}, {"includes_current": st.booleans()}),
    record({"months_back": st.integers(1, 40)}, {"offset_months": st.integers(0, 6)}),
    st.tuples(DAY, DAY).map(sorted).map(lambda days: {"from": days[0], "to": days[1]}),
    record({"from": DAY}),
    record({"to": DAY}),
)
PERIODS = st.sampled_from(["2026", "2026-01", "2026-12", "2026-Q3", "2026-H1", "01", "12", "Q4", "H2"])


@st.composite
def lines(draw: st.DrawFn, codes: list[str], depth: int) -> Plain:
    """A line that takes its codes from ``codes``."""
    code = codes.pop()
    below = []
    while depth > 1 and codes and draw(st.integers(0, 2)):
        below.append(draw(lines(codes, depth - 1)))
    own: dict[str, Any] = {
        "title": TEXT,
        "text": TEXT,
        "points": DECIMAL,
        "methods": st.lists(st.sampled_from(METHODS), unique=True, max_size=3),
        "period": PERIODS,
        "bonus": st.booleans(),
        "na": st.sampled_from(NOT_APPLICABLE),
        "evidence": st.lists(DUTIES, max_size=3),
        "window": WINDOWS,
        "rule": LEAF_RULES,
        "scoring": TEXT,
    }
    if below:
        weights = {child["code"]: draw(POSITIVE) for child in below}
        own["rule"] = st.one_of(
            record({"kind": st.sampled_from(["sum", "mean"])}, {"cap": DECIMAL}),
            record({"kind": st.just("weighted"), "weights": st.just(weights)}, {"cap": DECIMAL}),
        )
    line = draw(record({"code": st.just(code)}, own))
    if below:
        line["lines"] = below
    return line


ITEMS = record(
    {"code": CODES},
    {
        "title": TEXT,
        "text": TEXT,
        "lookback": st.one_of(
            record({"months": st.integers(1, 60)}), record({"since": DAY}), record({"term": st.just(True)})
        ),
        "threshold": st.integers(1, 9),
        "effect": st.one_of(
            record({"kind": st.sampled_from(["block", "warn", "revoke"])}),
            record({"kind": st.just("rectify")}, {"months": st.integers(1, 12)}),
            record({"kind": st.just("deduct"), "points": DECIMAL}, {"concealed_factor": DECIMAL}),
        ),
    },
)
SETTINGS: dict[str, Any] = {
    "code": TEXT,
    "name": TEXT,
    "level": st.sampled_from(LEVELS),
    "year": st.integers(1, 2999),
    "issuer": TEXT,
    "source": TEXT,
    "base_total": DECIMAL,
    "bonus_cap": DECIMAL,
    "bonus_inside_total": st.booleans(),
    "pass_mark": DECIMAL,
    "method_weights": table(st.sampled_from(METHODS), POSITIVE),
    "years": record(
        {"combine": st.sampled_from(["sum", "mean"]), "parts": table(st.integers(1000, 2999).map(str), DECIMAL)},
        {"pass": DECIMAL},
    ),
}


@st.composite
def plain_documents(draw: st.DrawFn, most: int = 8, settings: dict[str, Any] | None = None) -> Plain:
    """Return a valid document as plain data; grades are always there, so that every rule may refer to them."""
    codes = draw(st.lists(CODES, unique=True, max_size=most))
    tree = []
    while codes:
        tree.append(draw(lines(codes, 5)))
    document = draw(record({"grades": table(TEXT, VALUE)}, SETTINGS if settings is None else settings))
    items = draw(st.lists(ITEMS, max_size=3, unique_by=lambda item: item["code"]))
    return {"format": "wenming-criteria/1", **document, "lines": tree, "negative": items}


def documents(most: int = 8) -> st.SearchStrategy[Document]:
    """Any valid document."""
    return plain_documents(most).map(read_document)

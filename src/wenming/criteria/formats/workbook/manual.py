"""The 说明 sheet of an exported workbook: how every column is written, with an example of each form."""

from __future__ import annotations

from wenming.criteria.formats.exchange.wording import choices, effects, evidence, spans
from wenming.criteria.formats.exchange.wording.rule_tables import EXAMPLES, LEVELS, STEPS
from wenming.criteria.formats.exchange.wording.tokens import COLON, LIST
from wenming.kernel.words import _

WEIGHTS, YEARS = "实地考察=0.85；问卷调查=0.15", "相加：2025=0.4；2026=0.6；合格线80"

BRACKET = "（"
REQUIREMENTS = "每份不超过2MB；不少于200字；不超过500字；容差10%；格式jpg、pdf；可见单位名称；备注：…"

Section = tuple[str, list[tuple[str, ...]]]


def manual() -> list[Section]:
    """Return the sections of the sheet: a heading, and rows of what · how it is written · what it means."""
    return [_general(), _columns(), _rules(), _set()]


def _general() -> Section:
    return _("总的约定"), [
        (_("修改"), _("直接改单元格，保存后导入即可。一处写得不对，整份不会导入，并指出页、行、列和改法。")),
        (_("增加条目"), _("插入一行，填写编号和上级编号（第一层的上级编号空着）；次序以行的先后为准。")),
        (_("删除条目"), _("整行删除；它的下级也要删除，或把它们的上级编号改为别的条目。")),
        (_("改编号"), _("编号改了，下级的「上级编号」也要跟着改。编号在整套标准里不能重复。")),
        (_("列"), _("列的先后可以调换，可以添加自己的列（导入时不读）；原有的列请保留，空着即可。不要合并单元格。")),
        (_("附加"), _("单元格里写不下的内容由程序放在这一列，请原样保留。改了对应的单元格，就以单元格为准。")),
        (_("引号"), _("名称里有；〔〕或换行时用「」括起来；名称里的 」写两遍。")),
        (_("数"), _("分值写成数，如 1.5；也可以写成占本项分值的比例，如 66%。空着表示没有规定。")),
    ]


def _columns() -> Section:
    return _("测评条目与负面清单"), [
        (
            _("测评方法"),
            LIST.join(choices.first_words(choices.METHODS).values()),
            _("可写几种，用、隔开；空着表示同上级。"),
        ),
        (_("评分办法原文"), _("原文的评分标准、扣分办法"), _("照录原文，供核对；计分以「计分规则」为准。")),
        (_("应提供材料"), evidence.EXAMPLE, _("每行一种材料，各项要求用；隔开。")),
        (
            _("材料种类"),
            LIST.join(words[0] for words in evidence.KINDS.values()),
            _("份数写作 2份、2至6份、至少2份、至多6份；按每次活动计数时写作 每次活动2份。"),
        ),
        (
            _("材料要求"),
            REQUIREMENTS,
            _("图注可写：%(fields)s。") % {"fields": LIST.join(evidence.CAPTION.values())},
        ),
        (_("时间窗口"), spans.WINDOW_EXAMPLES, _("材料应当形成于这段时间。")),
        (_("周期"), spans.PERIOD_EXAMPLES, _("该条目在什么时候报送。")),
        (_("特色"), f"{choices.YES[0]} / {choices.NO[0]}", _("是：加分条目，其下级也都是。")),
        (_("不适用时"), LIST.join(choices.first_words(choices.NOT_APPLICABLE).values()), _("空着表示重新分配。")),
        (_("追溯期"), spans.LOOKBACK_EXAMPLES, _("空着表示不限。")),
        (_("后果"), effects.EXAMPLES, _("负面事项成立时怎样处理。")),
    ]


def _rules() -> Section:
    meanings = {
        "judged": _("由人直接给分，不超过本项分值。没有下级的条目空着也是这个意思。"),
        "graded": _("按等级计分；只写「分级」表示用总则里的等级。"),
        "conditions": _("先看是否恰好是某几项条件，再看符合几项，都不是则得其余分。"),
        "bands": _("达到哪一档就得哪一档的分，都达不到则得其余分。"),
        "deduct": _("从本项分值往下扣，每发生一次扣一次；可写单项最多扣几分、最低几分，或不设最低。"),
        "shortfall": _("低于目标时每低一步扣若干分；步数的算法：%(steps)s。") % {"steps": LIST.join(STEPS.values())},
        "ratio": _("按实有数与应有数之比计分，不超过本项分值。"),
        "sampled": _("抽查若干处，每处按括号里的规则计分，取平均。"),
        "awards": _("按奖项级别累计；级别可写：%(levels)s，或自定名称。") % {"levels": LIST.join(LEVELS.values())},
        "sum": _("下级相加，可设最多几分。有下级的条目空着就是相加。"),
        "mean": _("下级取平均，可设最多几分。"),
        "weighted": _("下级按权重相加，名称是下级的编号。"),
    }
    return _("计分规则"), [(kind_word(kind), example, meanings[kind]) for kind, example in EXAMPLES.items()]


def kind_word(kind: str) -> str:
    """Return how a kind of rule is called, the word that its notation begins with."""
    return EXAMPLES[kind].partition(COLON)[0].partition(BRACKET)[0]


def _set() -> Section:
    return _("总则"), [
        (_("等级"), EXAMPLES["graded"].partition(COLON)[2], _("各等级得分，可写比例或分值。")),
        (_("方法权重"), WEIGHTS, _("按测评方法加权合成总分时填写。")),
        (_("分年计分"), YEARS, _("几年合成一个结果时填写；取平均写作 平均。")),
    ]


def help_on(key: str) -> str:
    """Return how one row of 总则 is filled in."""
    return {
        "code": _("在命令和数据库里用来指明这套标准。"),
        "name": _("标准的全称。"),
        "level": LIST.join(choices.first_words(choices.LEVELS).values()),
        "year": _("如 2026。"),
        "issuer": _("印发单位。"),
        "source": _("文件名称、文号或出处。"),
        "base_total": _("如 100；空着表示没有规定。"),
        "bonus_cap": _("特色（加分）条目合计最多计入几分。"),
        "bonus_inside_total": _("是：基础分与加分合计不超过基础分；空着表示否。"),
        "pass_mark": _("总分达到多少为合格。"),
        "grades": _("如 %(example)s。") % {"example": EXAMPLES["graded"].partition(COLON)[2]},
        "method_weights": _("如 %(example)s。") % {"example": WEIGHTS},
        "years": _("如 %(example)s。") % {"example": YEARS},
    }[key]

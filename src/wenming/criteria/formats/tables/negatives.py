"""Negative lists (一票否决, 负面清单, 扣分项): what counts, how far back, how often, and with what effect."""

from __future__ import annotations

import re
from typing import Any

from wenming.criteria.formats.tables.draft import Draft
from wenming.criteria.formats.tables.noise import one_line
from wenming.criteria.formats.tables.numbers import NUMBER, count, plain, tidy
from wenming.criteria.formats.tables.parts import tidy_end
from wenming.criteria.formats.tables.titles import is_no_title
from wenming.criteria.formats.tables.windows import CN, lookback
from wenming.kernel.words import _

THRESHOLD = re.compile(rf"(?P<n>{CN})\s*(?:起|次|件|例|人次|人|名|宗|桩|项|个)(?:（含）|\(含\))?(?:及|或)?以上")
DEDUCT = re.compile(rf"(?:每[^，。；]{{0,8}})?(?:扣除?|倒扣|减)\s*(?P<n>{NUMBER})\s*分")
DOUBLED = re.compile(r"(?:瞒报|隐瞒|谎报|漏报|不报|迟报)[^。；]{0,12}(?:加倍|双倍|(?P<n>[两二三2-5])倍)")
REVOKE = re.compile(r"撤销|取消[^。；]{0,6}称号|摘牌|收回(?:奖牌|牌匾|证书)")
WARN = re.compile(r"警告|通报批评|黄牌|约谈|提醒|亮黄牌|警示")
RECTIFY = re.compile(
    rf"(?P<m>{CN})\s*个月(?:之内|以内|内)?(?:的)?(?:限期|完成|进行|予以|落实|期限)*整改|(?:限期)?整改(?:期限?)?[^。；\d]{{0,6}}(?:(?P<n>{CN})\s*个月)?"
)
BLOCK = re.compile(
    r"一票否决|不得(?:申报|推荐|参评|评为|参加)|取消[^。；]{0,10}资格|不予|否决|不能(?:申报|参评)|禁止申报|停止申报|不纳入|暂缓"
)
BARS = re.compile(
    r"否决|前置|准入|底线|不得|不予|不能|取消|禁止"
)  # headings whose items bar, without saying so each time
SAYS_ALL = re.compile(r"(?:发生|出现|存在|有|被|受到|违反)[^。；]{3,}(?:的|者|，|一票否决|取消|不得|撤销)")
LEAD_IN_END = re.compile(r"(?:之一|情形|情况|如下|以下|下列)[^。；]{0,12}[：:）)]*$")
LEAD_IN = re.compile(r"^(?:有|凡|存在|发生|出现)?(?:以下|下列|如下)[^：:]{0,20}[：:]\s*")


def effect(text: str) -> dict[str, Any] | None:
    """What follows once the item takes effect; None where the words do not say."""
    deduct = DEDUCT.search(text)
    if deduct is not None and (value := tidy(deduct["n"])) is not None:
        found: dict[str, Any] = {"kind": "deduct", "points": plain(value)}
        doubled = DOUBLED.search(text)
        if doubled is not None:
            found["concealed_factor"] = str(count(doubled["n"]) or 2) if doubled["n"] else "2"
        return found
    if BLOCK.search(text) and not REVOKE.search(text):
        return {"kind": "block"}
    if REVOKE.search(text):
        return {"kind": "revoke"}
    rectify = RECTIFY.search(text)
    if rectify is not None and ("限期" in text or rectify["n"] or rectify["m"] or len(text) <= 8):
        months = count(rectify["n"] or rectify["m"] or "")
        return {"kind": "rectify", "months": months} if months else {"kind": "rectify"}
    return {"kind": "warn"} if WARN.search(text) else None


def read_negatives(lists: list[Draft]) -> tuple[list[dict[str, Any]], list[str]]:
    """The items of all negative lists, in document order, as wenming-criteria/1 has them, and doubts about them."""
    items: list[dict[str, Any]] = []
    unsaid = 0
    for heading in lists:
        above = f"{heading.printed}\n{heading.words}\n{heading.title}"
        leaves = [leaf for leaf in heading.leaves() if leaf is not heading]
        if not leaves and SAYS_ALL.search(heading.words or heading.title) and not LEAD_IN_END.search(heading.words):
            leaves = [heading]
        for leaf in leaves:
            words = one_line(
                f"{leaf.title}：{leaf.text}"
                if leaf.title and leaf.text and leaf.text != leaf.title
                else leaf.text or leaf.words or leaf.title
            )
            words = tidy_end(LEAD_IN.sub("", words)).strip()
            if not words:
                continue
            item, said = _item(words, above, leaf, len(items) + 1)
            items.append(item)
            unsaid += not said
    return items, doubts_of(items, unsaid)


def doubts_of(items: list[dict[str, Any]], unsaid: int) -> list[str]:
    """What a person should look at: titles that are no events, and effects (so many) that nothing says."""
    found = [
        _("负面清单 %(code)s 的情形只读到“%(title)s”，请核对。") % {"code": item["code"], "title": item["title"]}
        for item in items
        if is_no_title(item["title"])
    ]
    if unsaid:
        found.append(_("负面清单有 %(count)s 条没有写明怎样处理，暂按一票否决，请核对。") % {"count": unsaid})
    return found


def _item(words: str, above: str, leaf: Draft, number: int) -> tuple[dict[str, Any], bool]:
    """One item: the cell for it decides, then its own words, then the other cells beside it, then the heading above.

    Whether anything said what follows comes with it.
    """
    beside = leaf.noted("effect", "rule", "remark", "points")
    item: dict[str, Any] = {"code": f"N-{number}", "title": words}
    spans = (leaf.noted("period"), words, leaf.noted("rule", "remark", "points"), above)
    back = next((found for text in spans if text and (found := lookback(text))), None)
    if back is not None:
        item["lookback"] = back
    threshold = THRESHOLD.search(words)
    item["threshold"] = (count(threshold["n"]) or 1) if threshold is not None else 1
    said = next((found for text in (beside, words, above) if text and (found := effect(text))), None)
    item["effect"] = said or {"kind": "block"}
    if item["effect"]["kind"] == "rectify" and "months" not in item["effect"]:
        item["effect"]["months"] = 6
    return item, said is not None or bool(BARS.search(above))

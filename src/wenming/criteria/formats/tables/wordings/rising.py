"""Points that grow with a figure: 达到80%得8分，每提高1个百分点加0.2分，最高10分; 每完成10%得1分."""

from __future__ import annotations

import re
from decimal import Decimal

from wenming.criteria.formats.tables.numbers import plain
from wenming.criteria.formats.tables.wordings.context import Context, Found, found, is_rest
from wenming.criteria.formats.tables.wordings.heads import MEASURE, NUMBER, PERCENT, figure, threshold

MOST_BANDS = 100
UP = re.compile(
    rf"每(?:再)?(?P<verb>完成|达到|提高|增加|增长|上升|提升|高出?|超过?|超出|多|新增)?(?P<per>{NUMBER})\s*(?P<u>{MEASURE})[^，。；,;\d]{{0,6}}$"
)
BASE = re.compile(r"(?:基础|基本|起评|起步|保底|底)分?(?:值)?(?:为|是)?$")


def read_rising(context: Context) -> Found | None:
    """Bands from a base upwards, one for every step, up to the cap or the line's points."""
    gains = context.of("gain")
    rises = [(n, u, m) for n, u in gains if (m := UP.search(u.head)) is not None]
    if len(rises) != 1 or len(gains) > 2 or context.has("loss", "all", "full"):
        return None
    number, unit, match = rises[0]
    per, step = figure(match["per"]), unit.mark.amount
    in_percent = match["u"] in {*PERCENT, "点"}
    if not per or not step or unit.mark.share or unit.mark.high is not None:
        return None
    used = [number]
    low, value = Decimal(0), Decimal(0)
    base = next((u for n, u in gains if n != number), None)
    if base is not None:
        about = threshold(base.head)
        if base.mark.amount is None or base.mark.share or base.mark.high is not None:
            return None
        if about is not None and about.low is not None:
            low = about.low
        elif not BASE.search(base.head):
            return None
        value = base.mark.amount
        used.append(next(n for n, u in gains if u is base))
    elif not in_percent or match["verb"] not in {None, "完成", "达到"}:
        return None
    limit = context.cap()
    most = limit[1] if limit and limit[1] is not None else context.points
    if most is None or most <= value or (most - value) / step > MOST_BANDS:
        return None
    used += [limit[0]] if limit else []
    used += [n for n, u in context.of("none") if is_rest(u.head) or threshold(u.head) is not None]
    bands = []
    start = low
    while True:
        bands.append({"min": plain(low), "value": plain(min(value, most))})
        if value >= most:
            break
        low, value = low + per, value + step
    below = [
        u for n, u in context.of("none") if (about := threshold(u.head)) is not None and about.high not in {None, start}
    ]
    doubts = [n for n, u in context.of("none") if u in below]
    rule = {"kind": "bands", "bands": bands[::-1], "else": "0"}
    return found(rule, used, doubts)

"""Evidence duties, windows and negative items of ``wenming-criteria/1`` between JSON and values."""

from __future__ import annotations

from wenming.criteria.formats.fields import Fields, brief
from wenming.criteria.rules.errors import BadDocument
from wenming.criteria.rules.values import (
    DatesWindow,
    Effect,
    EvidenceDuty,
    Lookback,
    MonthsBackWindow,
    NegativeItem,
    Window,
    YearsBackWindow,
    YearsWindow,
)
from wenming.criteria.rules.words import CAPTION_FIELDS, EFFECTS, EVIDENCE_KINDS
from wenming.kernel.words import _

MAX_MONTHS = 1200
"""A hundred years: longer look-backs are a slip of the keyboard."""

_WINDOW_FORMS = ("years", "years_back", "months_back", "from", "to")
_LOOKBACK_FORMS = ("months", "since", "term")


def read_duty(duty: Fields) -> EvidenceDuty:
    kind = duty.choice("kind", EVIDENCE_KINDS)
    duty.need("kind", kind)
    assert kind is not None
    minimum, maximum = duty.whole("min"), duty.whole("max")
    min_chars, max_chars = duty.whole("min_chars"), duty.whole("max_chars")
    for low, high, names in ((minimum, maximum, "min · max"), (min_chars, max_chars, "min_chars · max_chars")):
        if low is not None and high is not None and low > high:
            duty.refuse(_("%(names)s 中，最少的大于最多的，请改正。") % {"names": names}, field=names)
    formats = tuple(duty.items("formats"))
    for item in formats:
        if not isinstance(item, str) or not item:
            duty.refuse(_('formats 应是扩展名的列表，如 ["jpg", "pdf"]。'), field="formats")
    return EvidenceDuty(
        kind=kind,
        minimum=minimum,
        maximum=maximum,
        per=duty.choice("per", ("line", "activity")),
        note=duty.text("note"),
        max_bytes=duty.whole("max_bytes", least=1),
        formats=tuple(str(item) for item in formats),
        caption=duty.choices("caption", CAPTION_FIELDS),
        shows_unit_name=duty.flag("shows_unit_name"),
        min_chars=min_chars,
        max_chars=max_chars,
        tolerance=duty.decimal("tolerance"),
        extra=duty.rest(),
    )


def write_duty(duty: EvidenceDuty) -> dict[str, object]:
    out: dict[str, object] = {"kind": duty.kind, "min": duty.minimum, "max": duty.maximum}
    for name, value in (
        ("per", duty.per),
        ("note", duty.note),
        ("max_bytes", duty.max_bytes),
        ("formats", list(duty.formats) or None),
        ("caption", list(duty.caption) or None),
        ("shows_unit_name", duty.shows_unit_name),
        ("min_chars", duty.min_chars),
        ("max_chars", duty.max_chars),
        ("tolerance", None if duty.tolerance is None else f"{duty.tolerance:f}"),
    ):
        if value is not None:
            out[name] = value
    return out | dict(duty.extra)


def read_window(window: Fields) -> Window:
    said = [name for name in _WINDOW_FORMS if window.take(name) is not None]
    if not said or (len(said) > 1 and said != ["from", "to"]):
        window.refuse(
            _("时间范围应是四种写法之一：years；years_back；months_back；from 与 to。现在写了：%(found)s。")
            % {"found": _("、").join(said) or _("（无）")},
            field="window",
        )
    match said[0]:
        case "years":
            years = tuple(window.as_whole("years", year, least=1) for year in window.items("years"))
            return YearsWindow(years, window.rest())
        case "years_back":
            back, current = window.whole("years_back"), window.flag("includes_current")
            return YearsBackWindow(back or 0, bool(current), window.rest())
        case "months_back":
            back, offset = window.whole("months_back", least=1), window.whole("offset_months")
            return MonthsBackWindow(back or 0, offset or 0, window.rest())
    start, end = window.day("from"), window.day("to")
    if start and end and start > end:
        window.refuse(_("from 晚于 to，请改正。"), field="from")
    return DatesWindow(start, end, window.rest())


def write_window(window: Window) -> dict[str, object]:
    out: dict[str, object]
    match window:
        case YearsWindow():
            out = {"years": list(window.years)}
        case YearsBackWindow():
            out = {"years_back": window.years_back, "includes_current": window.includes_current}
        case MonthsBackWindow():
            out = {"months_back": window.months_back, "offset_months": window.offset_months}
        case DatesWindow():
            out = {
                "from": None if window.start is None else window.start.isoformat(),
                "to": None if window.end is None else window.end.isoformat(),
            }
    return out | dict(window.extra)


def read_negative(raw: object, number: int) -> NegativeItem:
    """One item of the negative list; ``number`` finds it where it has no code."""
    code = raw.get("code") if isinstance(raw, dict) else None
    named = isinstance(code, str) and bool(code.strip())
    where = (
        _("负面清单 %(code)s") % {"code": brief(code).strip('"')}
        if named
        else _("负面清单第 %(number)d 项") % {"number": number}
    )
    item = Fields(raw, where, code if named else None, BadDocument)
    lookback, effect = item.take("lookback"), item.take("effect")
    return NegativeItem(
        code=item.code(),
        title=item.text("title") or "",
        text=item.text("text"),
        lookback=None if lookback is None else _read_lookback(item.inner(lookback, "lookback")),
        threshold=item.whole("threshold", least=1),
        effect=None if effect is None else _read_effect(item.inner(effect, "effect")),
        extra=item.rest(),
    )


def _read_lookback(lookback: Fields) -> Lookback | None:
    months, since, term = lookback.whole("months", least=1), lookback.day("since"), lookback.flag("term")
    said = [
        name for name, value in zip(_LOOKBACK_FORMS, (months, since, term or None), strict=True) if value is not None
    ]
    if len(said) > 1:
        lookback.refuse(
            _("追溯期只能写一种：months、since 或 term，现在写了：%(found)s。") % {"found": _("、").join(said)},
            field="lookback",
        )
    if months is not None and months > MAX_MONTHS:
        lookback.refuse(_("months 不能超过 %(most)d。") % {"most": MAX_MONTHS}, field="months")
    extra = lookback.rest()
    if not said and not extra:
        return None
    if not said:
        lookback.refuse(
            _("不认识的追溯期 %(found)s，可用的有：months、since、term。") % {"found": _("、").join(extra)},
            field="lookback",
        )
    return Lookback(months, since, bool(term), extra)


def _read_effect(effect: Fields) -> Effect:
    kind = effect.choice("kind", EFFECTS)
    effect.need("kind", kind)
    assert kind is not None
    points, factor = effect.decimal("points"), effect.decimal("concealed_factor")
    if kind == "deduct":
        effect.need("points", points)
    return Effect(kind, points, factor, effect.whole("months", least=1), effect.rest())


def write_negative(item: NegativeItem) -> dict[str, object]:
    out: dict[str, object] = {"code": item.code, "title": item.title}
    if item.text is not None:
        out["text"] = item.text
    if item.lookback is not None:
        out["lookback"] = _write_lookback(item.lookback)
    if item.threshold is not None:
        out["threshold"] = item.threshold
    if item.effect is not None:
        out["effect"] = _write_effect(item.effect)
    return out | dict(item.extra)


def _write_lookback(lookback: Lookback) -> dict[str, object]:
    out: dict[str, object] = {}
    if lookback.months is not None:
        out["months"] = lookback.months
    if lookback.since is not None:
        out["since"] = lookback.since.isoformat()
    if lookback.term:
        out["term"] = True
    return out | dict(lookback.extra)


def _write_effect(effect: Effect) -> dict[str, object]:
    out: dict[str, object] = {"kind": effect.kind}
    if effect.points is not None:
        out["points"] = f"{effect.points:f}"
    if effect.concealed_factor is not None:
        out["concealed_factor"] = f"{effect.concealed_factor:f}"
    if effect.months is not None:
        out["months"] = effect.months
    return out | dict(effect.extra)

"""A form for every rule kind, in the office's words: how a line is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from wenming.criteria.formats.exchange.wording.rule_tables import LEVELS as AWARD_LEVELS
from wenming.criteria.forms.fields import Figure, Row, Whole, Worth, kept_extra, old_row
from wenming.criteria.forms.rule_rows import (
    BandRow,
    CaseRow,
    GradeRow,
    LevelRow,
    MetRow,
    TriggerRow,
    WeightRow,
    pair_rows,
    pairs,
)
from wenming.criteria.states import Step

Plain = dict[str, Any]


class Part(forms.Form):
    """What one rule kind asks for. Repeated things stand in ``tables``: name → (title, row form, what to fill in)."""

    kind: ClassVar[str]
    says: ClassVar[Any] = ""
    known: ClassVar[tuple[str, ...]] = ()
    tables: ClassVar[dict[str, tuple[Any, type[Row]]]] = {}
    after_tables: ClassVar[tuple[str, ...]] = ("otherwise", "floor", "bottomless", "highest_only", "cap")

    def first_fields(self) -> list[forms.BoundField]:
        """What is asked before the rows."""
        return [field for field in self if not self.tables or field.name not in self.after_tables]

    def last_fields(self) -> list[forms.BoundField]:
        """What is asked after the rows: what holds where no row does, where it ends."""
        return [field for field in self if self.tables and field.name in self.after_tables]

    @classmethod
    def opened(cls, rule: Mapping[str, Any], children: Sequence[str]) -> tuple[Plain, dict[str, list[Plain]]]:
        """The fields' and the tables' first values from a rule of the document."""
        return {name: rule.get(name) for name in cls.known}, {}

    def closed(self, tables: Mapping[str, list[Plain]], old: Mapping[str, Any]) -> Plain:
        """The rule without its kind. ``old`` is the rule of the same kind that was there. Raises ValidationError."""
        return {}


class Judged(Part):
    kind = "judged"
    says = _("由评审人在 0 分到满分之间酌情给分。")


class Graded(Part):
    kind = "graded"
    says = _("评定等次，按等次得分。下表留空则用整套体系的等次。")
    known = ("grades",)
    tables = {"grades": (_("本条目自己的等次"), GradeRow)}

    @classmethod
    def opened(cls, rule: Mapping[str, Any], children: Sequence[str]) -> tuple[Plain, dict[str, list[Plain]]]:
        return {}, {"grades": pair_rows(rule.get("grades"), "grade")}

    def closed(self, tables: Mapping[str, list[Plain]], old: Mapping[str, Any]) -> Plain:
        grades = pairs(tables["grades"], "grade", _("等次“%(name)s”写了两次，请只留一行。"))
        return {"grades": grades} if grades else {}


class Conditions(Part):
    kind = "conditions"
    says = _("列出若干条件，达到几项得几分；某几项恰好达到时可另行规定。")
    known = ("count", "met", "cases", "else")
    tables = {"met": (_("达到的项数与得分"), MetRow), "cases": (_("恰好达到某几项时（没有可不填）"), CaseRow)}
    count = Whole(label=_("共有几项条件"), least=1, most=1000)
    otherwise = Worth(label=_("达不到以上的得"), required=False, negative=True, help_text=_("不填为 0 分。"))

    @classmethod
    def opened(cls, rule: Mapping[str, Any], children: Sequence[str]) -> tuple[Plain, dict[str, list[Plain]]]:
        cases = [
            {"when": "、".join(str(n) for n in case.get("when", [])), "value": case.get("value"), "was": index}
            for index, case in enumerate(rule.get("cases") or [])
        ]
        fields = {"count": rule.get("count"), "otherwise": shown_else(rule)}
        return fields, {"met": pair_rows(rule.get("met"), "number"), "cases": cases}

    def closed(self, tables: Mapping[str, list[Plain]], old: Mapping[str, Any]) -> Plain:
        count = self.cleaned_data["count"]
        met = pairs(tables["met"], "number", _("“达到 %(name)s 项”写了两次，请只留一行。"))
        if any(int(number) > count for number in met):
            raise forms.ValidationError(_("“达到几项”不能多于条件的总数 %(count)s。"), params={"count": count})
        cases = []
        for row in tables["cases"]:
            if not row["when"] or row["value"] is None:
                raise forms.ValidationError(_("有一行只填了一半，请补全或清空。"))
            if len(set(row["when"])) != len(row["when"]) or not all(1 <= n <= count for n in row["when"]):
                raise forms.ValidationError(
                    _("条件的序号应在 1 到 %(count)s 之间，每个只写一次。"), params={"count": count}
                )
            extra = kept_extra(old_row(old.get("cases"), row["was"]), ("when", "value"))
            cases.append({"when": row["when"], "value": row["value"], **extra})
        if not met and not cases:
            raise forms.ValidationError(_("请至少写一行得分。"))
        return {"count": count, "met": met, "cases": cases} | else_part(self.cleaned_data["otherwise"])


class Bands(Part):
    kind = "bands"
    says = _("按数值（如满意率、得分率）落在哪一档得分，取够得着的最高一档。")
    known = ("bands", "else")
    tables = {"bands": (_("分档"), BandRow)}
    otherwise = Worth(label=_("低于最低一档得"), required=False, negative=True, help_text=_("不填为 0 分。"))

    @classmethod
    def opened(cls, rule: Mapping[str, Any], children: Sequence[str]) -> tuple[Plain, dict[str, list[Plain]]]:
        bands = [
            {"minimum": band.get("min"), "value": band.get("value"), "was": index}
            for index, band in enumerate(rule.get("bands") or [])
        ]
        return {"otherwise": shown_else(rule)}, {"bands": bands}

    def closed(self, tables: Mapping[str, list[Plain]], old: Mapping[str, Any]) -> Plain:
        bands = []
        for row in tables["bands"]:
            if row["minimum"] is None or row["value"] is None:
                raise forms.ValidationError(_("有一行只填了一半，请补全或清空。"))
            extra = kept_extra(old_row(old.get("bands"), row["was"]), ("min", "value"))
            bands.append({"min": row["minimum"], "value": row["value"], **extra})
        if not bands:
            raise forms.ValidationError(_("请至少写一档。"))
        return {"bands": bands} | else_part(self.cleaned_data["otherwise"])


class FloorPart(Part):
    """Deductions stop at a floor: nothing, a figure, or nowhere."""

    floor = Worth(label=_("最低得"), required=False, negative=True, help_text=_("不填为 0 分，即扣完为止。"))
    bottomless = forms.BooleanField(label=_("可以扣成负分"), required=False)

    @staticmethod
    def opened_floor(rule: Mapping[str, Any]) -> Plain:
        floor = rule.get("floor", "0")
        return {"bottomless": floor is None, "floor": None if floor in (None, "0") else floor}

    def closed_floor(self) -> Plain:
        return {"floor": None if self.cleaned_data["bottomless"] else self.cleaned_data["floor"] or "0"}


class Deduct(FloorPart):
    kind = "deduct"
    says = _("从满分往下扣，每出现一次扣一次。写 100% 就是出现即不得分。")
    known = ("per", "floor")
    tables = {"per": (_("扣分情形"), TriggerRow)}

    @classmethod
    def opened(cls, rule: Mapping[str, Any], children: Sequence[str]) -> tuple[Plain, dict[str, list[Plain]]]:
        triggers = [
            {"what": per.get("what"), "points": per.get("points"), "maximum": per.get("max"), "was": index}
            for index, per in enumerate(rule.get("per") or [])
        ]
        return cls.opened_floor(rule), {"per": triggers}

    def closed(self, tables: Mapping[str, list[Plain]], old: Mapping[str, Any]) -> Plain:
        triggers = []
        for row in tables["per"]:
            if row["points"] is None:
                raise forms.ValidationError(_("请写明每种情形扣几分。"))
            trigger: Plain = {"what": row["what"] or "", "points": row["points"]}
            if row["maximum"] is not None:
                trigger["max"] = row["maximum"]
            triggers.append(trigger | kept_extra(old_row(old.get("per"), row["was"]), ("what", "points", "max")))
        if not triggers:
            raise forms.ValidationError(_("请至少写一种扣分情形。"))
        return {"per": triggers} | self.closed_floor()


class Shortfall(FloorPart):
    kind = "shortfall"
    says = _("达到目标得满分，每低一级扣一次分。")
    known = ("target", "per", "points", "step", "floor")
    field_order = ("target", "per", "points", "step", "floor", "bottomless")
    target = Figure(label=_("目标"), negative=True, help_text=_("如 90（%）。"))
    per = Figure(label=_("每低多少算一级"), zero=False)
    points = Worth(label=_("每级扣"))
    step = forms.ChoiceField(label=_("不足一级时"), choices=Step.choices, initial=Step.WHOLE)

    @classmethod
    def opened(cls, rule: Mapping[str, Any], children: Sequence[str]) -> tuple[Plain, dict[str, list[Plain]]]:
        return {name: rule.get(name) for name in ("target", "per", "points", "step")} | cls.opened_floor(rule), {}

    def closed(self, tables: Mapping[str, list[Plain]], old: Mapping[str, Any]) -> Plain:
        return {name: self.cleaned_data[name] for name in ("target", "per", "points", "step")} | self.closed_floor()


class Ratio(Part):
    kind = "ratio"
    says = _("要求做几次，做到几分之几得几分之几，做够得满分。")
    known = ("required",)
    required = Figure(label=_("要求的次数或数量"), zero=False)

    def closed(self, tables: Mapping[str, list[Plain]], old: Mapping[str, Any]) -> Plain:
        return {"required": self.cleaned_data["required"]}


class Sampled(Part):
    kind = "sampled"
    says = _("抽查若干处，每处按下面的规则各得一个分，取平均；没有查到的一处不计。")
    known = ("places", "each")
    places = Whole(label=_("抽查几处"), least=1, most=10_000)

    def closed(self, tables: Mapping[str, list[Plain]], old: Mapping[str, Any]) -> Plain:
        return {"places": self.cleaned_data["places"]}


class Awards(Part):
    kind = "awards"
    says = _("按获得的奖励、表彰或媒体报道的级别加分。")
    known = ("levels", "highest_only", "cap")
    tables = {"levels": (_("级别与加分"), LevelRow)}
    highest_only = forms.BooleanField(label=_("同一件事只按最高级别计一次"), required=False)
    cap = Figure(label=_("最多加"), required=False, help_text=_("不填以本条目的分值为限。"))

    @classmethod
    def opened(cls, rule: Mapping[str, Any], children: Sequence[str]) -> tuple[Plain, dict[str, list[Plain]]]:
        levels = [
            {"level": AWARD_LEVELS.get(key, key), "value": value, "was_key": key}
            for key, value in (rule.get("levels") or {}).items()
        ]
        return {"highest_only": rule.get("highest_only"), "cap": rule.get("cap")}, {"levels": levels}

    def closed(self, tables: Mapping[str, list[Plain]], old: Mapping[str, Any]) -> Plain:
        codes = {word: code for code, word in AWARD_LEVELS.items()}
        for row in tables["levels"]:
            same = row["was_key"] and AWARD_LEVELS.get(row["was_key"], row["was_key"]) == row["level"]
            row["level"] = row["was_key"] if same else codes.get(row["level"], row["level"])
        levels = pairs(tables["levels"], "level", _("级别“%(name)s”写了两次，请只留一行。"))
        if not levels:
            raise forms.ValidationError(_("请至少写一个级别。"))
        closed: Plain = {"levels": levels, "highest_only": self.cleaned_data["highest_only"]}
        return closed | cap_part(self.cleaned_data["cap"])


class CapPart(Part):
    known: ClassVar[tuple[str, ...]] = ("cap",)
    cap = Figure(label=_("合起来最多得"), required=False, help_text=_("不填则不封顶。"))

    def closed(self, tables: Mapping[str, list[Plain]], old: Mapping[str, Any]) -> Plain:
        return cap_part(self.cleaned_data["cap"])


class Sum(CapPart):
    kind = "sum"
    says = _("下级各条目得分相加。")


class Mean(CapPart):
    kind = "mean"
    says = _("下级各条目得分取平均，不适用的不计。")


class Weighted(CapPart):
    kind = "weighted"
    says = _("下级各条目得分按权重合成；权重留空的条目不计入。")
    known = ("weights", "cap")
    tables = {"weights": (_("各下级的权重"), WeightRow)}

    @classmethod
    def opened(cls, rule: Mapping[str, Any], children: Sequence[str]) -> tuple[Plain, dict[str, list[Plain]]]:
        weights = rule.get("weights") or {}
        return {"cap": rule.get("cap")}, {"weights": [{"code": code, "value": weights.get(code)} for code in children]}

    def closed(self, tables: Mapping[str, list[Plain]], old: Mapping[str, Any]) -> Plain:
        weights = {row["code"]: row["value"] for row in tables["weights"] if row["value"] is not None}
        if not any(weight.strip("0.") for weight in weights.values()):
            raise forms.ValidationError(_("请写明各下级的权重，至少一个大于 0。"))
        return {"weights": weights} | cap_part(self.cleaned_data["cap"])


PARTS: dict[str, type[Part]] = {
    part.kind: part
    for part in (
        Judged,
        Graded,
        Conditions,
        Bands,
        Deduct,
        Shortfall,
        Ratio,
        Sampled,
        Awards,
        Sum,
        Mean,
        Weighted,
    )
}


def shown_else(rule: Mapping[str, Any]) -> Any:
    return None if rule.get("else") in (None, "0") else rule["else"]


def else_part(value: str | None) -> Plain:
    return {"else": value or "0"}


def cap_part(value: str | None) -> Plain:
    return {"cap": value} if value is not None else {}

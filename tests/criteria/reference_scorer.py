"""A second scorer, written from the contract alone: slow, naive, recursive, over the plain JSON values.

It shares no code with the engine. Only well-formed documents and answers are given to it; what must be refused is
tested by example. ``None`` from a leaf means that it does not apply and is taken out.
"""

from __future__ import annotations

import math
from datetime import date
from fractions import Fraction
from typing import Any

Json = dict[str, Any]


def text(number: Fraction) -> str:
    """Without trailing zeros; six decimals, half-up, where it does not end."""
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        number = round_half_up(number, 6)
    sign, number = ("-", -number) if number < 0 else ("", number)
    whole, digits, number = int(number), "", number - int(number)
    while number:
        number *= 10
        digits += str(int(number))
        number -= int(number)
    return sign + str(whole) + ("." + digits if digits else "")


def round_half_up(number: Fraction, places: int) -> Fraction:
    if number < 0:
        return -round_half_up(-number, places)
    return Fraction(math.floor(number * 10**places + Fraction(1, 2)), 10**places)


def value(said: str | None, points: Fraction) -> Fraction:
    if said is None:
        return Fraction(0)
    if said.endswith("%"):
        return Fraction(said[:-1]) / 100 * points
    return Fraction(said)


def floored(score: Fraction, rule: Json, points: Fraction) -> Fraction:
    floor = rule.get("floor", "0")
    return score if floor is None else max(score, value(floor, points))


def by_rule(rule: Json, answer: Json, line: Json, document: Json) -> Fraction | None:
    """The exact score of one answer; None if every sampled place was left out."""
    points = Fraction(line.get("points") or 0)
    kind = rule["kind"]
    if kind == "judged":
        return Fraction(answer["score"])
    if kind == "graded":
        return value((rule.get("grades") or document["grades"])[answer["grade"]], points)
    if kind == "conditions":
        for case in rule.get("cases") or []:
            if sorted(case["when"]) == sorted(answer["met"]):
                return value(case["value"], points)
        reached = [int(n) for n in rule.get("met") or {} if int(n) <= len(answer["met"])]
        return value(rule["met"][str(max(reached))] if reached else rule.get("else"), points)
    if kind == "bands":
        reached_bands = [band for band in rule["bands"] if Fraction(band["min"]) <= Fraction(answer["value"])]
        if not reached_bands:
            return value(rule.get("else"), points)
        return value(max(reached_bands, key=lambda band: Fraction(band["min"]))["value"], points)
    if kind == "deduct":
        off = Fraction(0)
        for trigger, times in zip(rule["per"], answer["occurrences"], strict=True):
            this = value(trigger["points"], points) * times
            if trigger.get("max") is not None:
                this = min(this, value(trigger["max"], points))
            off += this
        return floored(points - off, rule, points)
    if kind == "shortfall":
        gap = max(Fraction(0), Fraction(rule["target"]) - Fraction(answer["value"]))
        steps = gap / Fraction(rule["per"])
        steps = {"whole": math.floor, "started": math.ceil, "linear": Fraction}[rule["step"]](steps)
        return floored(points - value(rule["points"], points) * steps, rule, points)
    if kind == "ratio":
        return points * min(Fraction(1), Fraction(answer["seen"]) / Fraction(rule["required"]))
    if kind == "sampled":
        scores = [by_rule(rule["each"], place, line, document) for place in answer["places"] if place is not None]
        seen = [score for score in scores if score is not None]
        return sum(seen, Fraction(0)) / len(seen) if seen else None
    if kind == "awards":
        found: dict[Any, list[Fraction]] = {}
        for award in answer["awards"]:
            found.setdefault(award.get("for"), []).append(value(rule["levels"][award["level"]], points))
        total = sum((max(s) if rule.get("highest_only") else sum(s, Fraction(0)) for s in found.values()), Fraction(0))
        cap = rule.get("cap") if rule.get("cap") is not None else line.get("points")
        return total if cap is None else min(total, Fraction(cap))
    raise AssertionError(kind)


class Reference:
    """One round of answers to one document."""

    def __init__(self, document: Json, answers: Json) -> None:
        self.document, self.answers = document, answers
        self.rows: dict[str, Json] = {}
        self.order: list[str] = []
        self.bonus = Fraction(0)
        self.methods: dict[str, list[Fraction]] = {}

    def leaf(self, line: Json, bonus: bool, methods: list[str]) -> Json:
        answer = self.answers["answers"].get(line["code"])
        points = Fraction(line.get("points") or 0)
        rule = line.get("rule") or {"kind": "judged"}
        worth = points
        if rule["kind"] == "awards" and line.get("points") is None:
            worth = Fraction(rule.get("cap") or 0)
        row = {"score": Fraction(0), "possible": worth, "worth": worth, "na": False, "unanswered": answer is None}
        if answer is not None:
            score = None if answer.get("na") else by_rule(rule, answer, line, self.document)
            if score is None:
                mode = line.get("na") or "redistribute"
                if mode == "redistribute" and not bonus:
                    return row | {"score": Fraction(0), "possible": Fraction(0), "na": True}
                peers = self.answers.get("peers", {}).get(line["code"], [])
                score = {
                    "redistribute": lambda: Fraction(0),
                    "zero": lambda: Fraction(0),
                    "full": lambda: points,
                    "mean_of_peers": lambda: sum(map(Fraction, peers), Fraction(0)) / len(peers),
                }[mode]()
            row["score"] = round_half_up(score, 2)
        if not bonus and methods:
            method = self.methods.setdefault(methods[0], [Fraction(0), Fraction(0)])
            method[0] += row["score"]
            method[1] += worth
        return row

    def visit(self, line: Json, bonus: bool, methods: list[str]) -> Json:
        top_bonus = bool(line.get("bonus")) and not bonus
        bonus = bonus or bool(line.get("bonus"))
        methods = line.get("methods") or methods
        self.order.append(line["code"])
        if not line.get("lines"):
            row = self.leaf(line, bonus, methods)
            row["empty"] = False
        else:
            children = [(child, self.visit(child, bonus, methods)) for child in line["lines"]]
            row = self.parent(line.get("rule") or {"kind": "sum"}, children, bonus)
        row["bonus"] = bonus
        self.rows[line["code"]] = row
        if top_bonus:
            self.bonus += row["score"]
        return row

    def parent(self, rule: Json, children: list[tuple[Json, Json]], bonus: bool) -> Json:
        unanswered = bool(children) and all(row["unanswered"] for _line, row in children)
        if not bonus:
            children = [(line, row) for line, row in children if not row["bonus"] and not row["empty"]]
        out = {"score": Fraction(0), "possible": Fraction(0), "unanswered": unanswered, "na": False, "empty": False}
        if not children:
            return out | {"worth": Fraction(0), "empty": True}
        everything = self.together(rule, [(line, row, "worth") for line, row in children], children)
        applies = [(line, row) for line, row in children if not row["na"]]
        if not applies:
            return out | {"worth": everything, "na": True}
        return out | {
            "worth": everything,
            "score": self.together(rule, [(line, row, "score") for line, row in applies], children),
            "possible": self.together(rule, [(line, row, "possible") for line, row in applies], children),
        }

    def together(
        self, rule: Json, applies: list[tuple[Json, Json, str]], children: list[tuple[Json, Json]]
    ) -> Fraction:
        figures = [row[name] for _line, row, name in applies]
        if rule["kind"] == "mean":
            result = sum(figures, Fraction(0)) / len(figures)
        elif rule["kind"] == "weighted":
            weights = [Fraction(rule["weights"].get(line["code"], 0)) for line, _row, _name in applies]
            result = sum((w * f for w, f in zip(weights, figures, strict=True)), Fraction(0))
            every = [Fraction(rule["weights"].get(line["code"], 0)) for line, _row in children]
            if sum(weights) != sum(every):
                result /= sum(weights)
        else:
            of_all = sum((row["worth"] for _line, row in children), Fraction(0))
            of_applying = sum((row["worth"] for _line, row, _name in applies), Fraction(0))
            result = sum(figures, Fraction(0)) * (of_all / of_applying if of_applying else 1)
        cap = rule.get("cap")
        return result if cap is None else min(result, Fraction(cap))

    def effects(self) -> list[Json]:
        found = []
        as_of = date.fromisoformat(self.answers["as_of"])
        for item in self.document.get("negative") or []:
            days = []
            for event in self.answers.get("events") or []:
                if event["item"] == item["code"] and self.counts(
                    item.get("lookback") or {}, date.fromisoformat(event["date"]), as_of
                ):
                    days.append(event)
            if len(days) < (item.get("threshold") or 1):
                continue
            effect = {"item": item["code"], "kind": item["effect"]["kind"], "events": len(days)}
            if effect["kind"] == "deduct":
                factor = Fraction(item["effect"].get("concealed_factor") or 1)
                effect["points"] = sum(
                    (Fraction(item["effect"]["points"]) * (factor if event.get("concealed") else 1) for event in days),
                    Fraction(0),
                )
            if effect["kind"] == "rectify" and item["effect"].get("months") is not None:
                effect["months"] = item["effect"]["months"]
            found.append(effect)
        return found

    def counts(self, lookback: Json, day: date, as_of: date) -> bool:
        if lookback.get("months") is not None:
            start = as_of
            months = as_of.year * 12 + as_of.month - 1 - lookback["months"]
            for last in range(as_of.day, 0, -1):
                try:
                    start = date(months // 12, months % 12 + 1, last)
                    break
                except ValueError:
                    continue
            return start < day <= as_of
        if lookback.get("since"):
            return day >= date.fromisoformat(lookback["since"])
        if lookback.get("term"):
            term = self.answers["term"]
            return date.fromisoformat(term["from"]) <= day <= date.fromisoformat(term["to"])
        return day <= as_of

    def sheet(self) -> Json:
        document = self.document
        tops = [(line, self.visit(line, False, [])) for line in document["lines"]]
        root = self.parent({"kind": "sum"}, tops, False)
        base, possible = root["score"], root["possible"]
        weights = document.get("method_weights")
        if weights:
            base, possible = Fraction(0), Fraction(100)
            for method, weight in weights.items():
                obtained, can = self.methods.get(method, (Fraction(0), Fraction(0)))
                if can:
                    base += Fraction(weight) * 100 * obtained / can
        bonus, cap = self.bonus, document.get("bonus_cap")
        if cap is not None:
            bonus = min(bonus, Fraction(cap))
            if not document.get("bonus_inside_total") and not weights:
                possible += Fraction(cap)
        if document.get("bonus_inside_total") and document.get("base_total") is not None:
            total = Fraction(document["base_total"])
            if base + bonus > total:
                base = min(base, total)
                bonus = min(bonus, total - base)
        effects = self.effects()
        deductions = sum((effect.get("points", Fraction(0)) for effect in effects), Fraction(0))
        total = max(Fraction(0), base + bonus - deductions)
        blocked = [effect["item"] for effect in effects if effect["kind"] == "block"]
        mark = document.get("pass_mark")
        return {
            "exact": total,
            "total": text(total),
            "base": text(base),
            "bonus": text(bonus),
            "deductions": text(deductions),
            "possible": text(possible),
            "passed": None if mark is None else total >= Fraction(mark) and not blocked,
            "blocked": blocked,
            "effects": [
                {**effect, "points": text(effect["points"])} if "points" in effect else effect for effect in effects
            ],
            "by_method": {m: {"obtained": text(o), "possible": text(p)} for m, (o, p) in self.methods.items()},
            "lines": [
                {
                    "code": code,
                    "score": text(self.rows[code]["score"]),
                    "possible": text(self.rows[code]["possible"]),
                    "na": self.rows[code]["na"],
                    "unanswered": self.rows[code]["unanswered"],
                }
                for code in self.order
            ],
        }


def reference_sheet(document: Json, answers: Json) -> Json:
    """The sheet without sentences; ``exact`` is the total as a fraction."""
    return Reference(document, answers).sheet()


def reference_years(document: Json, rounds: list[Json]) -> Json:
    """{"years": …, "total": …, "passed": …} over several years."""
    sheets = {str(answers["year"]): reference_sheet(document, answers) for answers in rounds}
    years = document["years"]
    if years["combine"] == "mean":
        total = sum((sheet["exact"] for sheet in sheets.values()), Fraction(0)) / len(sheets)
    else:
        total = sum((Fraction(years["parts"][year]) * sheet["exact"] for year, sheet in sheets.items()), Fraction(0))
    mark = years.get("pass") if years.get("pass") is not None else document.get("pass_mark")
    blocked = any(sheet["blocked"] for sheet in sheets.values())
    return {
        "years": {year: sheets[year]["total"] for year in sorted(sheets)},
        "total": text(total),
        "passed": None if mark is None else total >= Fraction(mark) and not blocked,
    }

"""A criteria document made ready for scoring: compiled once, used for any number of sheets.

Lines get numbers in document order, the document itself comes last. Everything that does not depend on answers is
computed here: each leaf's function, each parent's plan, what every line is worth, which lines are bonus lines, under
which method a leaf counts, and what a person should be warned about.

Decisions where the contract leaves room:

- A leaf is worth its points; without points, the ``cap`` of its awards; else nothing.
- Methods are inherited from the nearest line above that names any.
- Warned about, never corrected: printed points that differ from what the lines below come to, a base total that the
  base lines do not make up, weights that name no or not every line, fields of a rule we do not know.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from wenming.criteria.rules import rule_kinds as kinds
from wenming.criteria.rules.leaves import Compute, compile_leaf
from wenming.criteria.rules.numbers import plain
from wenming.criteria.rules.parent_reasons import ParentReason, compile_parent_reason
from wenming.criteria.rules.parents import Cents, Plan, combine, plan, whole
from wenming.criteria.rules.reasons import Reason, compile_reason
from wenming.criteria.rules.shares import refuse_shares_of_nothing
from wenming.criteria.rules.sheet import Warned
from wenming.criteria.rules.values import Document, Line
from wenming.criteria.rules.warned import warnings_of
from wenming.kernel.words import LANGUAGE


@dataclass(eq=False)
class Compiled:
    """What scoring needs of a document. Lists run over all lines in document order.

    worth    hundredths when everything applies, the document's own last.
    leaves   (number, code, function from an answer to hundredths); made when first asked for.
             Raises BadDocument for a share of points on a line without.
    parents  the lowest first; the document's own plan is ``root``.
    methods  {method: numbers of the base leaves that count under it}.
    bonus_tops  bonus lines that stand directly below base lines or the document.
    """

    document: Document
    lines: list[Line] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)
    above: list[int] = field(default_factory=list)
    bonus: list[bool] = field(default_factory=list)
    worth: list[Cents] = field(default_factory=list)
    leaf_numbers: list[int] = field(default_factory=list)
    parents: list[Plan] = field(default_factory=list)
    plans: dict[int, Plan] = field(default_factory=dict)
    methods: dict[str, list[int]] = field(default_factory=dict)
    bonus_tops: list[int] = field(default_factory=list)
    _reasons: dict[str, tuple[list[Reason], list[ParentReason]]] = field(default_factory=dict)

    @property
    def root(self) -> int:
        """The number of the document itself."""
        return len(self.lines)

    def reasons(self) -> tuple[list[Reason], list[ParentReason]]:
        """The functions behind the sentences of ``leaves`` and of ``parents``, in the language of this context."""
        language = LANGUAGE.get()
        found = self._reasons.get(language)
        if found is None:
            grades = self.document.grades
            lines = [self.lines[number] for number in self.leaf_numbers]
            found = (
                [compile_reason(leaf_rule(line), line.points, grades) for line in lines],
                [compile_parent_reason(plan, self.codes, self.worth) for plan in self.parents],
            )
            self._reasons[language] = found
        return found

    @cached_property
    def leaves(self) -> list[tuple[int, str, Compute]]:
        grades = self.document.grades
        made: list[tuple[int, str, Compute]] = []
        for number in self.leaf_numbers:
            line = self.lines[number]
            rule = leaf_rule(line)
            refuse_shares_of_nothing(line.code, line.points, rule, grades)
            made.append((number, line.code, compile_leaf(rule, line.points, grades).cents))
        return made

    @cached_property
    def worth_texts(self) -> list[str]:
        return [plain(Fraction(worth) / 100) for worth in self.worth]

    @cached_property
    def warnings(self) -> tuple[Warned, ...]:
        return tuple(warnings_of(self.document, self.lines, self.plans, self.worth))

    def ancestors(self, number: int) -> Iterator[Plan]:
        """The plans above a line, nearest first, the document's own last."""
        while number != self.root:
            number = self.above[number]
            yield self.plans[number]


def leaf_rule(line: Line) -> kinds.LeafRule:
    """The rule of a leaf; ``judged`` where the document does not say."""
    rule = line.rule
    return kinds.Judged() if rule is None or isinstance(rule, (kinds.Sum, kinds.Mean, kinds.Weighted)) else rule


def parent_rule(line: Line) -> kinds.ParentRule:
    """The rule of a parent; ``sum`` where the document does not say."""
    return line.rule if isinstance(line.rule, (kinds.Sum, kinds.Mean, kinds.Weighted)) else kinds.Sum()


def compile_document(document: Document) -> Compiled:
    """The document made ready; well-formed documents (``read_document``) always compile."""
    compiled = Compiled(document)
    root_lines: list[int] = []
    below: dict[int, list[int]] = {}
    inherited: list[tuple[str, ...]] = []
    waiting: list[tuple[Line, int, bool, tuple[str, ...]]] = [
        (line, -1, False, ()) for line in reversed(document.lines)
    ]
    while waiting:
        line, above, bonus, methods = waiting.pop()
        number = len(compiled.lines)
        compiled.lines.append(line)
        compiled.codes.append(line.code)
        compiled.numbers[line.code] = number
        compiled.above.append(above)
        (below.setdefault(above, []) if above >= 0 else root_lines).append(number)
        if line.bonus and not bonus:
            compiled.bonus_tops.append(number)
        compiled.bonus.append(bonus or line.bonus)
        inherited.append(line.methods or methods)
        waiting.extend((child, number, bonus or line.bonus, inherited[number]) for child in reversed(line.lines))
    root = compiled.root
    compiled.above = [root if above < 0 else above for above in compiled.above]
    compiled.bonus.append(False)
    compiled.worth = [0] * (root + 1)
    _add_leaves(compiled, inherited)
    _add_parents(compiled, below | {root: root_lines})
    return compiled


def _add_leaves(compiled: Compiled, methods: list[tuple[str, ...]]) -> None:
    for number, line in enumerate(compiled.lines):
        if line.lines:
            continue
        compiled.worth[number] = leaf_worth(line.points, leaf_rule(line))
        compiled.leaf_numbers.append(number)
        if not compiled.bonus[number] and methods[number]:
            compiled.methods.setdefault(methods[number][0], []).append(number)


def leaf_worth(points: Decimal | None, rule: kinds.LeafRule) -> Cents:
    """What a leaf can be worth, in hundredths."""
    if points is None and isinstance(rule, kinds.Awards):
        points = rule.cap
    return whole(Fraction(points or 0) * 100)


def _add_parents(compiled: Compiled, below: dict[int, list[int]]) -> None:
    root = compiled.root
    bonus_only: set[int] = set()
    for number in (*range(root - 1, -1, -1), root):
        if number != root and not compiled.lines[number].lines:
            continue
        rule: kinds.ParentRule = kinds.Sum() if number == root else parent_rule(compiled.lines[number])
        children = below[number]
        kids = children
        if not compiled.bonus[number]:
            kids = [child for child in children if not compiled.bonus[child] and child not in bonus_only]
            if not kids:
                bonus_only.add(number)
        made = plan(number, rule, kids, children, compiled.codes, compiled.worth)
        compiled.plans[number] = made
        compiled.worth[number] = combine(made, compiled.worth)
        if number != root:
            compiled.parents.append(made)
